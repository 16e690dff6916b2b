// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// Run files (.h5) and folders whose path begins with what was typed, in order, folders with a '/'; at most `most`.
/// Hidden ones only where their dot was typed. Empty where the folder cannot be read.
std::vector<std::string> paths_like(std::string_view typed, std::size_t most);

/// The longest beginning that all the paths have in common; what was typed if there are none.
std::string completed(std::string_view typed, const std::vector<std::string>& paths);

}  // namespace sendscape
