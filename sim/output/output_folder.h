// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/output_paths.h"
#include "sim/files/temporary.h"

namespace sendscape {

/// A folder of results that appears whole or not at all: files wait in a hidden folder on the same file system, in the
/// target if that is there and beside it otherwise, until `commit` moves them to their places. Made before the work
/// begins: from then on no other process may write its results there, and what could not be written later is said at
/// once. Destroyed without commit, it leaves nothing behind.
class OutputFolder {
  public:
    /// `set`: names of all files of the set; an older one of which there is no new one goes with commit, for it tells
    /// of what is being replaced. Other files stay. Throws InputError if the target holds results already and not
    /// `force`, or another process is writing there; MachineError if the set could not be put there. A target that is
    /// empty, or holds only checkpoints, counts as free.
    OutputFolder(const std::filesystem::path& target, bool force, std::vector<std::string> set);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    void write(std::string_view file, std::string_view text);
    /// For a file that something else writes (a picture): `writer` is told where it goes until commit.
    void make(std::string_view file, const std::function<void(const std::filesystem::path&)>& writer);
    /// As make, of a file that the set can do without: where the machine cannot write it (MachineError), nothing of it
    /// is left and the reason is returned, which names the file; empty where it was written.
    [[nodiscard]] std::string make_if_possible(std::string_view file,
                                               const std::function<void(const std::filesystem::path&)>& writer);
    /// Moves the set into place. Throws MachineError; InputError where a folder, a device or a pipe has such a name, or
    /// results came there meanwhile. Then all is as it was before.
    void commit();

  private:
    void claim();
    void check_target() const;

    std::filesystem::path target_;
    bool force_;
    std::vector<std::string> set_;
    MadeFolders above_;
    std::optional<Temporary> hidden_;  ///< goes before the folders that were made for it
};

}  // namespace sendscape
