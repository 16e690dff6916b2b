// SPDX-License-Identifier: MIT
#include "sim/core/output_paths.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>

#include "sim/core/error.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

/// The state of a path itself, not of what a link leads to; nothing where there is none or the kernel cannot tell.
std::optional<struct statx> state_of(const fs::path& path) {
    struct statx state {};
    if (::statx(AT_FDCWD, path.c_str(), AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &state) != 0) return std::nullopt;
    return state;
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

/// The folder, or the nearest one above it that is there: those between are made when there is something to put there.
fs::path nearest_folder(fs::path folder) {
    std::error_code error;
    while (!fs::exists(folder, error) && folder.has_relative_path()) folder = folder_of(folder);
    return folder;
}

void check_folder(const fs::path& wanted) {
    std::error_code error;
    const fs::path folder = nearest_folder(wanted);
    if (!fs::is_directory(folder, error))
        throw MachineError("cannot write below '" + wanted.string() + "': it is not a folder and cannot be made one");
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0)
        throw MachineError("cannot write below '" + wanted.string() + "': " + std::strerror(errno));
    const auto state = state_of(folder / ".");
    if (state && (state->stx_attributes & STATX_ATTR_APPEND) != 0)
        throw MachineError("cannot write below '" + wanted.string() +
                           "': files may be added there but none renamed (chattr -a lifts that)");
}

/// Why the machine would not let a file be moved away or another take its place; empty if it would.
std::string hindrance(const fs::path& path) {
    const auto file = state_of(path);
    if (!file) return {};
    if ((file->stx_attributes & STATX_ATTR_IMMUTABLE) != 0) return "it is immutable (chattr -i lifts that)";
    if ((file->stx_attributes & STATX_ATTR_APPEND) != 0) return "it may only be added to (chattr -a lifts that)";
    if ((file->stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0) return "something is mounted there";
    const auto folder = state_of(fs::path(folder_of(path)) / ".");
    const uid_t self = ::geteuid();
    if (folder && (folder->stx_mode & S_ISVTX) != 0 && self != 0 && file->stx_uid != self && folder->stx_uid != self)
        return "it is somebody else's, in a folder where each may replace but his own (the sticky bit)";
    return {};
}

}  // namespace

void check_ending(const fs::path& output, std::string_view ending, std::string_view what, std::string_view option) {
    constexpr std::array<std::string_view, 13> known{".csv", ".h5",  ".html", ".journal", ".json", ".md",  ".ods",
                                                     ".pdf", ".png", ".svg",  ".toml",    ".txt",  ".xlsx"};
    const std::string given = output.extension().string();
    if (given == ending || std::find(known.begin(), known.end(), given) == known.end()) return;
    fs::path better = output;
    better.replace_extension(ending);
    throw InputError(fmt::format("{} {}: {}: give a name that ends in {}, such as {}", option, output.string(), what,
                                 ending, better.string()));
}

void check_output_file(const fs::path& path, bool force) {
    std::error_code error;
    const fs::file_status there = fs::status(path, error);  // what a link leads to is what would be lost
    const std::string name = "'" + path.string() + "'";
    if (fs::is_directory(there)) throw InputError(name + " is a folder; a file name is needed");
    if (fs::exists(there) && !fs::is_regular_file(there))
        throw InputError(name + " is not an ordinary file: choose another name");
    if (!force && fs::exists(fs::symlink_status(path, error)))
        throw InputError(name + " exists already; give --force to replace it");
    check_folder(folder_of(path));
    if (const std::string reason = hindrance(path); !reason.empty())
        throw MachineError(name + " cannot be replaced: " + reason);
}

void spare_inputs(const fs::path& output, const std::vector<fs::path>& inputs, std::string_view option) {
    std::error_code missing;
    for (const fs::path& input : inputs)
        if (!input.empty() && fs::equivalent(output, input, missing))
            throw InputError(std::string(option) + " " + output.string() +
                             ": this is an input of the command: choose another name");
}

MadeFolders::MadeFolders(const fs::path& folder, std::error_code& error) {
    fs::path path;
    for (const fs::path& step : folder) {
        path /= step;
        if (step.empty()) continue;  // a slash at the end
        if (fs::create_directory(path, error)) made_.push_back(path);
        // What is there already is as good; a root that may not be written to is there all the same.
        if (std::error_code ignored; error && fs::is_directory(path, ignored)) error.clear();
        if (error) return;
    }
}

MadeFolders::~MadeFolders() {
    std::error_code not_empty;
    for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) fs::remove(*folder, not_empty);
}

}  // namespace sendscape
