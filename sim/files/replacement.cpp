// SPDX-License-Identifier: MIT
#include "sim/files/replacement.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "sim/core/error.h"
#include "sim/core/output_paths.h"
#include "sim/files/temporary.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view set_of_old_files = "old", list_of_set = "list";

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::symlink_status(path, error).type() != fs::file_type::not_found;
}

/// Forces a file or folder to the disk; one that cannot be forced is no failure.
void settle(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

/// What a replacement is to do: names of files that come, and of older ones that only go.
struct Names {
    std::vector<std::string> coming, going;
};

// The list: each name with + (comes) or - (goes) before it and a zero byte behind it.
void write_names(const fs::path& set, const Names& names) {
    std::ofstream out(set / list_of_set, std::ios::binary);
    for (const std::string& name : names.coming) out << '+' << name << '\0';
    for (const std::string& name : names.going) out << '-' << name << '\0';
    if (!out.flush()) throw MachineError(fmt::format("cannot write below '{}': is the disk full?", set.string()));
    out.close();
    settle(set / list_of_set);
}

Names read_names(const fs::path& set) {
    std::ifstream in(set / list_of_set, std::ios::binary);
    Names names;
    for (std::string line; std::getline(in, line, '\0');) {
        if (line.size() < 2 || in.eof()) continue;  // cut short: nothing was moved yet
        std::string name = line.substr(1);
        if (name.find('/') != std::string::npos || name == "." || name == "..") continue;  // not written by us
        (line[0] == '+' ? names.coming : names.going).push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> file_names(const fs::path& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// Moves old files away, then new ones in. Returns 0, or what went wrong and the name it went wrong with.
int exchange(const fs::path& set, const fs::path& folder, const Names& names, std::string& at) {
    for (const auto* const list : {&names.coming, &names.going})
        for (const std::string& name : *list) {
            if (!is_there(folder / name)) continue;
            at = name;
            if (const int error = move_to_free(folder / name, set / set_of_old_files / name)) return error;
        }
    for (const std::string& name : names.coming) {
        at = name;
        if (const int error = move_to_free(set / set_of_new_files / name, folder / name)) return error;
    }
    return 0;
}

}  // namespace

bool is_replacement(const fs::path& set) { return is_there(set / list_of_set); }

bool take_back(const fs::path& set, const fs::path& folder) {
    if (!is_replacement(set)) return true;
    const Names names = read_names(set);
    const auto waits = [&](const std::string& name) { return is_there(set / set_of_new_files / name); };
    bool done = true;
    if (std::any_of(names.coming.begin(), names.coming.end(), waits)) {
        for (const std::string& name : names.coming)
            if (!waits(name) && is_there(folder / name))
                done = move_to_free(folder / name, set / set_of_new_files / name) == 0 && done;
        for (const auto* const list : {&names.coming, &names.going})
            for (const std::string& name : *list) {
                if (!is_there(set / set_of_old_files / name)) continue;
                const int error = move_to_free(set / set_of_old_files / name, folder / name);
                done = (error == 0 || error == EEXIST) && done;  // somebody has put another there since
            }
    }
    // Without the list it is no replacement any more: what is removed from now on cannot be mistaken for moved.
    settle(folder);
    if (done && ::unlink((set / list_of_set).c_str()) != 0) done = false;
    return done;
}

void replace_set(Temporary& set, bool force, const std::vector<std::string>& superseded) {
    const fs::path path = set.path(), folder = path.parent_path();
    Names names;
    names.coming = file_names(path / set_of_new_files);
    for (const std::string& name : names.coming) check_output_file(folder / name, force);
    for (const std::string& name : superseded) {
        if (std::find(names.coming.begin(), names.coming.end(), name) != names.coming.end() || !is_there(folder / name))
            continue;
        check_output_file(folder / name, true);
        names.going.push_back(name);
    }
    std::error_code error;
    if (!fs::create_directory(path / set_of_old_files, error))
        throw MachineError(fmt::format("cannot write below '{}': {}", folder.string(), error.message()));
    write_names(path, names);
    settle(path);
    std::string at;
    if (const int failed = exchange(path, folder, names, at)) {
        if (!take_back(path, folder)) {
            set.keep();
            throw MachineError(fmt::format("cannot replace '{}': {}; the files that were there before are in '{}'",
                                           (folder / at).string(), std::strerror(failed),
                                           (path / set_of_old_files).string()));
        }
        throw MachineError(fmt::format("cannot replace '{}': {}; all is as it was before", (folder / at).string(),
                                       std::strerror(failed)));
    }
    take_back(path, folder);  // complete: forgets the list
}

}  // namespace sendscape
