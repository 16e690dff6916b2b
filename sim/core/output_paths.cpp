// SPDX-License-Identifier: MIT
#include "sim/core/output_paths.h"

#include <string>
#include <system_error>

#include "sim/core/error.h"

namespace sendscape {
namespace fs = std::filesystem;

void check_output_file(const fs::path& path, bool force) {
    std::error_code error;
    const fs::file_status there = fs::status(path, error);  // what a link leads to is what would be lost
    const std::string name = "'" + path.string() + "'";
    if (fs::is_directory(there)) throw InputError(name + " is a folder; a file name is needed");
    if (fs::exists(there) && !fs::is_regular_file(there))
        throw InputError(name + " is not an ordinary file: choose another name");
    if (!force && fs::exists(fs::symlink_status(path, error)))
        throw InputError(name + " exists already; give --force to replace it");
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
