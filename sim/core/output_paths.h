// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

namespace sendscape {

/// A file is to be written here: InputError if it is a folder, if it exists and not `force`, or if what is there is no
/// ordinary file: a device or a pipe would be replaced by one. MachineError if the machine would not let it be put
/// there: a folder that may not be written to, a file that is immutable, mounted, or another's under the sticky bit. To
/// be asked before work begins, for the answer after it is too late.
void check_output_file(const std::filesystem::path& path, bool force);

/// A file must not be named as one of another kind: InputError if the name ends as tables, texts, pages or pictures do,
/// or as a map or result does, and not in `ending` (".h5"). `what`: "the result of a sweep is an HDF5 file", and what
/// stands beside it, for the message. Names that end in none of these are free.
void check_ending(const std::filesystem::path& output, std::string_view ending, std::string_view what,
                  std::string_view option = "--out");

/// What a command writes must not replace what it is made from, not even by force: InputError if `output` is one of
/// `inputs` under this or another name. Empty inputs and such as do not exist are passed over.
void spare_inputs(const std::filesystem::path& output, const std::vector<std::filesystem::path>& inputs,
                  std::string_view option = "--out");

/// The folder of an output, and those above it that are missing: made now, because only then is it known that they can
/// be. When this object ends, those it made are removed again if they are still empty: a run that failed leaves none.
class MadeFolders {
  public:
    /// `error` is that of the first folder that cannot be made.
    MadeFolders(const std::filesystem::path& folder, std::error_code& error);
    MadeFolders() = default;
    ~MadeFolders();
    MadeFolders(MadeFolders&& other) noexcept = default;
    MadeFolders& operator=(MadeFolders&& other) noexcept = default;
    MadeFolders(const MadeFolders&) = delete;
    MadeFolders& operator=(const MadeFolders&) = delete;
    void keep() { made_.clear(); }

  private:
    std::vector<std::filesystem::path> made_;  ///< from the top down
};

}  // namespace sendscape
