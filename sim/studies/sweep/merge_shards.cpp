// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/merge_shards.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "sim/core/error.h"
#include "sim/studies/sweep/live_sweep.h"
#include "sim/studies/sweep/sweep_output.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

constexpr std::size_t shards_listed = 10;

/// Points from the first to before the last.
using Points = std::pair<std::size_t, std::size_t>;

/// The points some runs are of, where they are whole and without a gap; nothing where they are not.
std::optional<Points> points_of(const std::set<RunNumber>& runs, std::size_t replicates) {
    if (runs.empty()) return std::nullopt;
    const Points points(runs.begin()->first, std::size_t{runs.rbegin()->first} + 1);
    if (runs.size() != (points.second - points.first) * replicates) return std::nullopt;
    return points;
}

Points points_of_shard(std::size_t points, std::size_t shard, std::size_t shards) {
    const SweepWay way = shard_of(points, shard, shards);
    return {way.first, way.end};
}

/// The number of shards that each of these is one of; nothing where there is none.
std::optional<std::size_t> shards_cut(const std::vector<Points>& parts, std::size_t points) {
    for (std::size_t shards = std::max<std::size_t>(2, parts.size()); shards <= points; ++shards) {
        const bool fits = std::all_of(parts.begin(), parts.end(), [&](const Points& part) {
            // Shard k begins at points * (k - 1) / shards, rounded down.
            const std::size_t about = (part.first * shards + points - 1) / points + 1;
            return about <= shards && points_of_shard(points, about, shards) == part;
        });
        if (fits) return shards;
    }
    return std::nullopt;
}

/// Where a shard's result is to be: beside its journal, where one in these folders holds a run of it.
fs::path place_of(const Points& shard, const std::set<fs::path>& folders, const std::string& study,
                  const std::string& otherwise) {
    for (const fs::path& folder : folders) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder.empty() ? fs::path(".") : folder, error)) {
            if (entry.path().extension() != ".journal") continue;
            const std::vector<RunNumber> runs = runs_in_journal(entry.path(), study);
            const auto own = [&](const RunNumber& run) { return run.first >= shard.first && run.first < shard.second; };
            if (!runs.empty() && std::all_of(runs.begin(), runs.end(), own))
                return folder / entry.path().filename().replace_extension(".h5");
        }
    }
    return *folders.begin() / otherwise;
}

/// What is to be done about runs that are in none of the files.
std::string advice(const SweepPlan& plan, const std::vector<fs::path>& files,
                   const std::vector<std::set<RunNumber>>& runs_of_files, const std::set<RunNumber>& missing,
                   const std::string& command) {
    const RunNumber first = *missing.begin();
    const std::string otherwise = fmt::format("the first of them is point {}, replicate {}: give the file that has it",
                                              first.first, first.second);
    const std::size_t points = plan.points.size();
    std::vector<Points> parts;
    for (const auto& runs : runs_of_files) {
        const auto part = points_of(runs, plan.study.replicates);
        if (!part) return otherwise;
        parts.push_back(*part);
    }
    const auto shards = shards_cut(parts, points);
    if (!shards) return otherwise;
    std::set<fs::path> folders;
    for (const fs::path& file : files) folders.insert(file.parent_path());
    std::string commands;
    std::size_t lacking = 0;
    for (std::size_t shard = 1; shard <= *shards; ++shard) {
        const Points part = points_of_shard(points, shard, *shards);
        if (part.first == part.second || std::find(parts.begin(), parts.end(), part) != parts.end()) continue;
        if (++lacking > shards_listed) continue;
        const fs::path out =
            place_of(part, folders, study_text(plan), fmt::format("shard-{}-of-{}.h5", shard, *shards));
        commands += fmt::format("\n  {} --shard {}/{} --out {} --resume", command, shard, *shards, out.string());
    }
    if (lacking > shards_listed) commands += fmt::format("\n  and {} more", lacking - shards_listed);
    return fmt::format(
        "the files are parts of {}, and {} of these {} not finished; finish, and merge with, what comes "
        "from{}",
        *shards, lacking, lacking == 1 ? "is" : "are", commands);
}

}  // namespace

SweepResult merge_shards(const SweepPlan& plan, const std::vector<fs::path>& files, const std::string& command) {
    const std::string study = study_text(plan);
    std::map<RunNumber, RunRecord> records;
    std::vector<std::set<RunNumber>> runs_of_files;
    std::vector<fs::path> there;
    for (const fs::path& file : files) {
        std::error_code error;
        // A shard that was stopped has a journal alone: what it lacks is told below.
        if (!fs::exists(file, error) && fs::exists(SweepFiles(file).journal, error)) continue;
        const SweepResult part = read_sweep(file);
        if (part.study != study)
            throw InputError(
                fmt::format("--merge {}: it is of another sweep, map or version of the program", file.string()));
        there.push_back(file);
        runs_of_files.emplace_back();
        for (RunRecord& record : records_of(part)) {
            runs_of_files.back().insert(record.run);
            const auto [known, fresh] = records.emplace(record.run, record);
            if (!fresh && digest_of_values(known->second.values) != digest_of_values(record.values))
                throw InputError(
                    fmt::format("--merge {}: point {}, replicate {} has other values than in a file before",
                                file.string(), record.run.first, record.run.second));
        }
    }
    if (there.empty())
        throw InputError(
            fmt::format("--merge: none of the files is there, only journals of shards that are not "
                        "finished: live each to its end with its own command and --resume"));
    std::set<RunNumber> missing;
    SweepResult result = assemble(plan, [&](RunNumber run) {
        const auto found = records.find(run);
        if (found != records.end()) return found->second;
        missing.insert(run);
        return RunRecord{run, RunStatus::not_run, "", {}};
    });
    if (!missing.empty())
        throw InputError(fmt::format("--merge: {} of {} runs are in none of the files: {}", missing.size(),
                                     result.status.size(), advice(plan, there, runs_of_files, missing, command)));
    return result;
}

}  // namespace sendscape
