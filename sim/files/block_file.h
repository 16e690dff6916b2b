// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/core/parallel.h"
#include "sim/files/bytes.h"
#include "sim/files/sealed_file.h"

namespace sendscape {

// A sealed file for much that is put away in a hurry: a small HDF5 head, which says what the file is, and behind its
// end, where HDF5 does not look, sections of bytes in blocks, each packed by LZ4 on a thread of its own and sent to the
// disk while the next are packed. The whole is never in memory, neither packed nor unpacked.

/// Writes one. Each section is what was put into this sink since the one before ended.
class BlockFileWriter final : public ByteSink {
  public:
    /// `owner` is a number by which whoever wrote a file knows it again (owner_of). Replaces a file of that name.
    /// Throws MachineError.
    BlockFileWriter(const std::filesystem::path& path, std::span<const std::uint8_t> head, std::uint64_t owner,
                    const Parallel& parallel);
    void end_section();
    /// Puts the file in its place.
    void finish();

  private:
    void append(const void* data, std::size_t size, std::size_t element) override;
    /// Packs and writes a list that stays where it is meanwhile.
    void pack(std::span<const std::uint8_t> list, std::size_t element);
    void pack_small();

    SealedWriter file_;
    std::uint64_t head_size_, owner_;
    const Parallel& parallel_;
    std::vector<std::uint8_t> small_;  ///< what came in pieces too small for blocks of their own
    std::vector<std::vector<std::uint8_t>> shuffled_, packed_;  ///< of blocks that are packed side by side
};

/// The owner a block file names, without reading or checking more of it; nothing if it is no block file.
std::optional<std::uint64_t> owner_of(const std::filesystem::path& path);

/// What a sealed file holds: a head, and the sections behind it. A file of ours that has no blocks is all head.
struct BlockFile {
    std::vector<std::uint8_t> head;
    std::vector<std::vector<std::uint8_t>> sections;
};

/// Reads one; `what` as for read_sealed. Throws InputError, and Interrupted when a stop is asked for.
BlockFile read_block_file(const std::filesystem::path& path, const std::string& what);

/// Its head alone: the file is checked, but nothing unpacked.
std::vector<std::uint8_t> read_block_file_head(const std::filesystem::path& path, const std::string& what);

}  // namespace sendscape
