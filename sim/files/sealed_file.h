// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

// Files of ours carry a trailer after their HDF5 bytes: magic, payload length, digest. HDF5 readers ignore it; we check
// it before HDF5 sees the file, because a few changed bytes can crash the HDF5 library itself. A file whose length was
// not known when its first bytes were written has another magic, and the digest takes the length in last.

/// 64-bit FNV-1a over 8-byte words mixed by a multiply: not cryptographic, it finds damage.
std::uint64_t digest_of(std::span<const std::uint8_t> bytes);

/// The trailer of a file whose payload is `bytes`.
std::array<std::uint8_t, 24> seal_of(std::span<const std::uint8_t> bytes);

/// Writes bytes + trailer into a hidden temporary beside `path`, syncs, renames. Throws MachineError ("disk full",
/// "cannot write below ...") leaving nothing behind; InputError if it exists and not `force`. A link of that name is
/// replaced; what it leads to stays.
void write_sealed(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, bool force);

/// A sealed file that is written while it is being made, so that it need not be in memory whole: to a hidden temporary
/// beside `path`, sent on to the disk as it grows and not kept in the system's memory, since nobody reads it soon.
/// Errors as of write_sealed; what was not finished leaves nothing behind.
class SealedWriter {
  public:
    explicit SealedWriter(const std::filesystem::path& path);
    ~SealedWriter();
    SealedWriter(const SealedWriter&) = delete;
    SealedWriter& operator=(const SealedWriter&) = delete;

    void write(std::span<const std::uint8_t> bytes);
    /// Puts the trailer behind it and the file in its place, over what is there.
    void finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The last `size` bytes of a sealed file before its trailer, none of them checked; nothing if it is no sealed file or
/// has not so many.
std::vector<std::uint8_t> end_of_sealed(const std::filesystem::path& path, std::size_t size);

/// The same as write_sealed without a trailer, for pictures and pages.
void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, bool force);

/// Text for a file.
struct FileText {
    std::filesystem::path path;
    std::string_view text;
};

/// Several files of one folder that belong together: all of them, or, when anything fails, none, and what was there
/// before stays.
void write_files(std::span<const FileText> files, bool force);

std::span<const std::uint8_t> bytes_of(std::string_view text);

/// Reads and checks; returns the payload (trailer removed). InputError with one sentence: missing, a folder, empty,
/// "not a Sendscape file", truncated, damaged. Before that, a replacement of the set it belongs to that was cut short
/// is made undone.
std::vector<std::uint8_t> read_sealed(const std::filesystem::path& path, const std::string& what);

}  // namespace sendscape
