// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/output/run.h"
#include "sim/studies/sweep/design.h"
#include "sim/studies/sweep/sweep_journal.h"
#include "sim/studies/sweep/sweep_points.h"

namespace sendscape {

/// What a factor was in each point.
struct FactorColumn {
    std::string name, words, unit;  ///< words: factor_words
    bool in_numbers = true;
    bool switched = false;            ///< a policy off or on, a loop
    std::vector<double> numbers;      ///< by point
    std::vector<std::string> texts;   ///< by point, as written; of numbers empty in a file that was read
    std::vector<std::string> levels;  ///< in order; of a range none
};

/// A kept measure of all runs.
struct MeasureColumn {
    Series shape;  ///< without values
    std::vector<Month> months;
    std::vector<std::vector<std::string>> codes;  ///< by axis: its positions
    std::vector<double> values;                   ///< point, replicate, month, then the axes with the last fastest
};

/// All that a sweep leaves behind: what its result file holds.
struct SweepResult {
    std::string title, base, design, map_name, map_digest, study, scenario_toml;
    std::uint64_t seed = 0;
    int years = 0;
    std::size_t points = 0, replicates = 0;
    std::vector<FactorColumn> factors;
    std::vector<RunStatus> status;       ///< point, replicate
    std::vector<std::uint64_t> digests;  ///< of the values; 0 where there are none
    std::vector<std::pair<RunNumber, std::string>> failures;
    std::vector<MeasureColumn> measures;

    [[nodiscard]] std::size_t run(std::size_t point, std::size_t replicate) const {
        return point * replicates + replicate;
    }
    [[nodiscard]] std::size_t count(RunStatus wanted) const;
};

/// Puts the runs of a sweep together; `run` gives each that has ended, and one whose status is not_run of the others.
SweepResult assemble(const SweepPlan& plan, const std::function<RunRecord(RunNumber)>& run);

/// The runs a result file holds, as records: for merging.
std::vector<RunRecord> records_of(const SweepResult& result);

/// The result as an HDF5 file to the netCDF-4 conventions (sim/output/FORMAT.md). Equal results give equal bytes.
std::vector<std::uint8_t> sweep_file_bytes(const SweepResult& result, const SweepPlan& plan);

/// Asked before one is written, by force too: InputError where a sound file of this program that is no result of a
/// sweep (a run, a map) stands there, which would be lost.
void check_is_sweep(const std::filesystem::path& path);

/// Reads one. InputError where it is none, or damaged.
SweepResult read_sweep(const std::filesystem::path& path);

/// The digest of its content as the file has it: equal for equal results on any machine.
std::string content_digest(const SweepResult& result);

}  // namespace sendscape
