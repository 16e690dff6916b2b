#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace sendscape {

/// A folder of results that appears whole or not at all: files go into a hidden sibling, which `commit` moves to the
/// target. Destroyed without commit, it leaves nothing behind.
class OutputFolder {
  public:
    /// Throws InputError if the target holds results already and not `force`, MachineError if nothing can be written
    /// there. A target folder that exists and is empty, or holds only checkpoints, counts as free.
    OutputFolder(std::filesystem::path target, bool force);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    /// Where a file that something else writes (a picture) should go until commit.
    [[nodiscard]] std::filesystem::path path(std::string_view file) const;
    void write(std::string_view file, std::string_view text);
    void write(std::string_view file, std::span<const std::uint8_t> bytes);
    /// Moves the set into place, replacing files of the same names. Throws MachineError.
    void commit();

  private:
    std::filesystem::path target_, hidden_;
    bool committed_ = false;
};

/// Writes one file whole: into a hidden sibling, synced and renamed. Throws InputError if it exists and not `force`,
/// MachineError ("disk full", "cannot write below ...").
void write_whole(const std::filesystem::path& path, std::span<const std::uint8_t> bytes, bool force);

}  // namespace sendscape
