// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "sim/core/parallel.h"
#include "sim/output/run.h"

namespace sendscape {

/// The run file as bytes (HDF5 to the netCDF-4 conventions; layout in FORMAT.md). Equal runs give equal bytes:
/// nothing in it depends on clock, host, threads or paths.
std::vector<std::uint8_t> run_file_bytes(const Run& run, const Parallel& parallel = Parallel());

/// Writes it sealed with a digest trailer. Throws InputError (exists and not `force`), MachineError.
void write_run(const Run& run, const std::filesystem::path& path, bool force, const Parallel& parallel = Parallel());

/// Reads a run file. Throws InputError with one sentence for a missing, foreign, truncated, damaged file or one of
/// another format version.
Run read_run(const std::filesystem::path& path);

}  // namespace sendscape
