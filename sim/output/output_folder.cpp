// SPDX-License-Identifier: MIT
#include "sim/output/output_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "sim/core/error.h"
#include "sim/files/sealed_file.h"

namespace sendscape {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int error) {
    throw MachineError(fmt::format("cannot write '{}': {}", path.string(), std::strerror(error)));
}

// Hidden, beside the target, and of this process alone.
fs::path hidden_beside(const fs::path& target) {
    const fs::path whole = target.has_filename() ? target : target.parent_path();
    return whole.parent_path() / fmt::format(".{}.partial-{}", whole.filename().string(), ::getpid());
}

/// From the root on. What lies in a folder that was deleted has no such name.
fs::path whole_path(const fs::path& path) {
    std::error_code error;
    fs::path whole = fs::absolute(path, error);
    if (error)
        throw MachineError(
            fmt::format("cannot write '{}': the current folder cannot be found ({})", path.string(), error.message()));
    return whole;
}

bool is_checkpoint(const fs::path& file) {
    const std::string name = file.filename().string();
    return name.rfind("checkpoint-", 0) == 0 || name.rfind('.', 0) == 0;
}

}  // namespace

OutputFolder::OutputFolder(const std::filesystem::path& target, bool force) : target_(whole_path(target)) {
    if (!target_.has_filename()) target_ = target_.parent_path();
    std::error_code error;
    if (fs::exists(target_, error) && !fs::is_directory(target_, error))
        throw InputError(fmt::format("'{}' is a file: a folder is needed for the results", target_.string()));
    if (fs::is_directory(target_, error) && !force)
        for (const fs::directory_entry& entry : fs::directory_iterator(target_, error))
            if (!is_checkpoint(entry.path()))
                throw InputError(fmt::format(
                    "'{}' already holds results: choose another --out, or --force to replace them", target_.string()));
    if (error && error != std::errc::no_such_file_or_directory) fail(target_, error.value());
    above_ = MadeFolders(target_.parent_path(), error);
    if (error) fail(target_, error.value());
    hidden_ = hidden_beside(target_);
    fs::remove_all(hidden_, error);
    if (!fs::create_directory(hidden_, error)) fail(target_, error ? error.value() : EEXIST);
}

OutputFolder::~OutputFolder() {
    std::error_code ignored;
    if (committed_)
        above_.keep();
    else
        fs::remove_all(hidden_, ignored);
}

void OutputFolder::write(std::string_view file, std::string_view text) {
    make(file, [&](const fs::path& path) { write_file(path, bytes_of(text), true); });
}

void OutputFolder::make(std::string_view file, const std::function<void(const std::filesystem::path&)>& writer) {
    try {
        writer(hidden_ / file);
    } catch (const MachineError& error) {
        // The hidden name says nothing to anybody: name the file that was wanted.
        std::string words = error.what();
        if (const auto at = words.find(hidden_.string()); at != std::string::npos)
            words.replace(at, hidden_.string().size(), target_.string());
        throw MachineError(words);
    }
}

void OutputFolder::supersede(std::string_view file) { superseded_.emplace_back(file); }

void OutputFolder::commit() {
    std::error_code error;
    if (!fs::exists(target_, error)) {
        fs::rename(hidden_, target_, error);
        if (error) fail(target_, error.value());
        committed_ = true;
        return;
    }
    // The folder holds an older set, or files of somebody else's, which stay: only what was written is replaced, and
    // nothing before it is known that all of it can be.
    for (const fs::directory_entry& entry : fs::directory_iterator(hidden_, error))
        check_output_file(target_ / entry.path().filename(), true);
    for (const std::string& name : superseded_)
        if (!fs::exists(hidden_ / name, error)) fs::remove(target_ / name, error);
    for (const fs::directory_entry& entry : fs::directory_iterator(hidden_, error)) {
        fs::rename(entry.path(), target_ / entry.path().filename(), error);
        if (error) fail(target_ / entry.path().filename(), error.value());
    }
    if (error) fail(target_, error.value());
    fs::remove_all(hidden_, error);
    committed_ = true;
}

}  // namespace sendscape
