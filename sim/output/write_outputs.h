// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "sim/core/parallel.h"
#include "sim/output/output_folder.h"
#include "sim/output/run.h"

namespace sendscape {

/// Names of all files that a run may leave in its folder, checkpoints aside.
std::vector<std::string> files_of_a_run();

/// Throws InputError if a file of the set would replace one of `inputs`.
void spare_inputs_of_a_run(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& inputs);

struct OutputOptions {
    bool report = true;  ///< report.html and pictures too
    bool names = false;  ///< report and pictures name real schools
    std::string log;     ///< run.log: wall time and machine; the one file that may differ between equal runs
};

/// Writes run.h5, summary.csv, schools.csv, summary.txt, run.log and, unless told not to, report.html, map.svg and
/// map.png: all of them or, when anything fails, none; but for the two pictures, which `sendscape map draw` and the
/// view make as well: a disk that is full by then does not cost the run. Returns why a picture is left out, a sentence
/// for each. `summary` is what summary_text says of the run, its names hidden or not (school_names.h). The run is
/// afterwards as it was. Throws InputError, MachineError; Interrupted if somebody asked for a stop before all were in
/// place.
std::vector<std::string> write_outputs(Run& run, std::string_view summary, const OutputOptions& options,
                                       OutputFolder& folder, const Parallel& parallel = Parallel());

}  // namespace sendscape
