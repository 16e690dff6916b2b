// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/output_paths.h"

namespace sendscape {

/// A folder of results that appears whole or not at all: files go into a hidden sibling, which `commit` moves to the
/// target. Destroyed without commit, it leaves nothing behind.
class OutputFolder {
  public:
    /// Throws InputError if the target holds results already and not `force`, MachineError if nothing can be written
    /// there. A target folder that exists and is empty, or holds only checkpoints, counts as free.
    OutputFolder(const std::filesystem::path& target, bool force);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    void write(std::string_view file, std::string_view text);
    /// For a file that something else writes (a picture): `writer` is told where it goes until commit.
    void make(std::string_view file, const std::function<void(const std::filesystem::path&)>& writer);
    /// An older file of this name tells of what is being replaced: if none was written anew, commit removes it.
    void supersede(std::string_view file);
    /// Moves the set into place, replacing files of the same names and no others. Throws MachineError; InputError where
    /// a folder, a device or a pipe has such a name.
    void commit();

  private:
    std::filesystem::path target_, hidden_;
    MadeFolders above_;
    std::vector<std::string> superseded_;
    bool committed_ = false;
};

}  // namespace sendscape
