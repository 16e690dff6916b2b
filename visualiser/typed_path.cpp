// SPDX-License-Identifier: MIT
#include "visualiser/typed_path.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace sendscape {

std::vector<std::string> paths_like(std::string_view typed, std::size_t most) {
    namespace fs = std::filesystem;
    const std::size_t slash = typed.rfind('/');
    const std::string folder(slash == std::string_view::npos ? std::string_view() : typed.substr(0, slash + 1));
    const std::string_view begins = typed.substr(folder.size());
    std::vector<std::string> found;
    std::error_code error;
    fs::directory_iterator entry(folder.empty() ? fs::path(".") : fs::path(folder), error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.compare(0, begins.size(), begins) != 0 || (name[0] == '.' && begins.empty())) continue;
        std::error_code unknown;
        const bool is_folder = entry->is_directory(unknown);
        if (is_folder || entry->path().extension() == ".h5") found.push_back(folder + name + (is_folder ? "/" : ""));
    }
    std::sort(found.begin(), found.end());
    if (found.size() > most) found.resize(most);
    return found;
}

std::string completed(std::string_view typed, const std::vector<std::string>& paths) {
    if (paths.empty()) return std::string(typed);
    std::string common = paths.front();
    for (const std::string& path : paths) {
        const auto differs = std::mismatch(common.begin(), common.end(), path.begin(), path.end()).first;
        common.erase(differs, common.end());
    }
    return common.size() < typed.size() ? std::string(typed) : common;
}

}  // namespace sendscape
