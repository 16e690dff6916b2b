// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

class Temporary;

/// Where in a temporary folder the files of a set wait.
inline constexpr std::string_view set_of_new_files = "new";

/// Moves the files of a temporary folder into the folder it lies in, in place of older ones of the same names; files of
/// the names `superseded` of which there is none new are removed. All of it or none: first every old file is moved
/// away, and only when all could be, the new ones take their places, so that old and new never lie side by side. What
/// fails is taken back; where this process dies in between, the next one that reads or writes here does it by a list
/// kept for that (docs/decisions/0014-all-old-or-all-new.md). Throws InputError where a folder, a device or a pipe has
/// such a name or, without `force`, a file; MachineError.
void replace_set(Temporary& set, bool force, const std::vector<std::string>& superseded = {});

/// Whether a replacement from this temporary folder was begun and is not known to be complete.
bool is_replacement(const std::filesystem::path& set);

/// Makes a begun replacement undone; one of which all new files are in place is complete and stays. Whether that
/// worked: if not, the temporary folder still holds the old files and must not be removed.
bool take_back(const std::filesystem::path& set, const std::filesystem::path& folder);

}  // namespace sendscape
