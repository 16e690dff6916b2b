// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace sendscape {

/// What a bare name can stand for.
enum class ConfigKind : unsigned char { scenario, policy, county, story, sweep };

/// Finds a config by path or by bare name ("status-quo"): beside the file that names it, then in configs/ of this
/// folder, in the share beside the program (an installed tree, which may have been moved), in the source tree it was
/// built from and in the share of the prefix it was built for. Throws InputError naming where it looked and the nearest
/// spelling.
/// A policy with an id ("P07-threshold") is found by that alone ("P07") where no other has it.
std::filesystem::path find_config(const std::string& name, ConfigKind kind, const std::filesystem::path& beside = {});

/// Bare names of all scenarios or policies that can be found, sorted.
std::vector<std::string> config_names(ConfigKind kind);

/// Whole file as text. InputError if it is missing, a folder, cannot be read or is larger than 16 MiB.
std::string read_text_file(const std::filesystem::path& path, const std::string& what);

}  // namespace sendscape
