// SPDX-License-Identifier: MIT
#include "sim/output/output_folder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "sim/core/error.h"
#include "sim/files/replacement.h"
#include "sim/files/sealed_file.h"

namespace sendscape {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int error) {
    throw MachineError(fmt::format("cannot write '{}': {}", path.string(), std::strerror(error)));
}

/// From the root on, and where links lead to, for what is moved there must wait on the same file system. What lies in a
/// folder that was deleted has no such name.
fs::path real_path(const fs::path& path) {
    std::error_code error;
    fs::path real = fs::absolute(path, error);
    if (error)
        throw MachineError(
            fmt::format("cannot write '{}': the current folder cannot be found ({})", path.string(), error.message()));
    if (!real.has_filename()) real = real.parent_path();
    constexpr int most_links = 40;  // as many as Linux follows: path_resolution(7)
    for (int links = 0; links < most_links && fs::is_symlink(real, error); ++links)
        real = real.parent_path() / fs::read_symlink(real, error);
    real = fs::weakly_canonical(real, error);
    if (error) fail(path, error.value());
    return real.has_filename() ? real : real.parent_path();  // "new/." ends in a slash
}

bool is_checkpoint(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.rfind("checkpoint-", 0) == 0 || name.rfind('.', 0) == 0;
}

}  // namespace

OutputFolder::OutputFolder(const fs::path& target, bool force, std::vector<std::string> set)
    : target_(real_path(target)), force_(force), set_(std::move(set)) {
    check_target();
    claim();
}

OutputFolder::~OutputFolder() = default;

void OutputFolder::check_target() const {
    std::error_code error;
    finish_dead_replacements(target_);
    if (fs::exists(target_, error) && !fs::is_directory(target_, error))
        throw InputError(fmt::format("'{}' is a file: a folder is needed for the results", target_.string()));
    if (fs::is_directory(target_, error) && !force_)
        for (const fs::directory_entry& entry : fs::directory_iterator(target_, error))
            if (!is_checkpoint(entry.path()))
                throw InputError(fmt::format(
                    "'{}' already holds results: choose another --out, or --force to replace them", target_.string()));
    if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory)
        fail(target_, error.value());
    if (fs::is_directory(target_, error))
        for (const std::string& name : set_) check_output_file(target_ / name, true);
}

/// A place for the set to wait, which is this process's own as long as it lives.
void OutputFolder::claim() {
    std::error_code error;
    const std::string name = target_.filename().string();
    above_ = MadeFolders(target_.parent_path(), error);
    if (error) fail(target_, error.value());
    const bool there = fs::is_directory(target_, error);
    // One that began when there was no folder yet waits beside it.
    if (there && on_the_way(target_.parent_path(), name))
        throw InputError(fmt::format(
            "another run is writing into '{}' just now: wait until it has ended, or choose another place with --out",
            target_.string()));
    hidden_.reset();
    hidden_.emplace(Temporary::folder(there ? target_ : target_.parent_path(), name));
}

void OutputFolder::write(std::string_view file, std::string_view text) {
    make(file, [&](const fs::path& path) { write_file(path, bytes_of(text), true); });
}

void OutputFolder::make(std::string_view file, const std::function<void(const fs::path&)>& writer) {
    // A run may take hours, and somebody may have cleared the folder meanwhile.
    if (std::error_code error; !fs::is_directory(hidden_->path() / set_of_new_files, error)) claim();
    const fs::path waiting = hidden_->path() / set_of_new_files;
    try {
        writer(waiting / file);
    } catch (const MachineError& error) {
        // The hidden name says nothing to anybody: name the file that was wanted.
        std::string words = error.what();
        if (const auto at = words.find(waiting.string()); at != std::string::npos)
            words.replace(at, waiting.string().size(), target_.string());
        throw MachineError(words);
    }
}

std::string OutputFolder::make_if_possible(std::string_view file, const std::function<void(const fs::path&)>& writer) {
    try {
        make(file, writer);
        return {};
    } catch (const MachineError& error) {
        std::error_code none;
        fs::remove(hidden_->path() / set_of_new_files / file, none);
        return error.what();
    }
}

void OutputFolder::commit() {
    std::error_code error;
    const fs::path waiting = hidden_->path() / set_of_new_files;
    if (hidden_->path().parent_path() != target_) {
        // The whole folder at once, where there is none yet or an empty one has come.
        if (std::rename(waiting.c_str(), target_.c_str()) == 0) {
            above_.keep();
            return;
        }
        if (errno != ENOTEMPTY && errno != EEXIST) fail(target_, errno);
        check_target();
        Temporary within = Temporary::folder(target_, target_.filename().string());
        for (const fs::directory_entry& entry : fs::directory_iterator(waiting))
            if (const int failed =
                    move_to_free(entry.path(), within.path() / set_of_new_files / entry.path().filename()))
                fail(target_ / entry.path().filename(), failed);
        replace_set(within, force_, set_);
    } else {
        replace_set(*hidden_, force_, set_);
    }
    above_.keep();
}

}  // namespace sendscape
