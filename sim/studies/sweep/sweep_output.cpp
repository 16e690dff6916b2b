// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_output.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "sim/core/error.h"
#include "sim/files/replacement.h"
#include "sim/files/sealed_file.h"
#include "sim/files/temporary.h"
#include "sim/studies/sweep/sweep_csv.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

/// A file that is written piece by piece into the hidden folder; `called` is its place, for messages.
void write_in_pieces(const fs::path& path, const fs::path& called, const SweepResult& result) {
    const auto fail = [&](int error) {
        throw MachineError(fmt::format("cannot write '{}': {}", called.string(),
                                       error == ENOSPC || error == EDQUOT ? "the disk is full" : std::strerror(error)));
    };
    const auto close = [](std::FILE* file) { std::fclose(file); };
    std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "wb"), close);
    if (!file) fail(errno);
    sweep_csv(result, [&](std::string_view text) {
        if (std::fwrite(text.data(), 1, text.size(), file.get()) != text.size()) fail(errno);
    });
    if (std::fflush(file.get()) != 0) fail(errno);
}

}  // namespace

SweepFiles::SweepFiles(const fs::path& result_file) : result(result_file) {
    const fs::path stem =
        result_file.extension() == ".h5" ? result_file.parent_path() / result_file.stem() : result_file;
    table = stem.string() + ".csv";
    runs = stem.string() + "-runs.csv";
    journal = stem.string() + ".journal";
}

void write_sweep(const SweepResult& result, const SweepPlan& plan, const SweepFiles& files, bool replace) {
    const fs::path home = files.result.has_parent_path() ? files.result.parent_path() : fs::path(".");
    Temporary set = Temporary::folder(home, files.result.filename().string());
    const fs::path waiting = set.path() / set_of_new_files;
    try {
        write_sealed(waiting / files.result.filename(), sweep_file_bytes(result, plan), true);
        write_file(waiting / files.runs.filename(), bytes_of(sweep_runs_csv(result)), true);
    } catch (const MachineError& error) {
        // The hidden name says nothing to anybody: name the folder that was wanted.
        std::string words = error.what();
        if (const auto at = words.find(waiting.string()); at != std::string::npos)
            words.replace(at, waiting.string().size(), home.string());
        throw MachineError(words);
    }
    write_in_pieces(waiting / files.table.filename(), files.table, result);
    replace_set(set, replace);
}

}  // namespace sendscape
