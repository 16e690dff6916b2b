// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/files/hdf5_file.h"
#include "sim/output/run.h"

namespace sendscape {

// Axes as files of studies have them, to the netCDF-4 conventions (sim/output/FORMAT.md).

/// Where the axis of a series stands: "/area", and "/NAME_kind" of the kinds of a measure.
std::string study_axis_path(const Series& series, Axis axis);

/// A unit that xarray leaves a number: it makes time differences of minutes (run_file.cpp).
std::string unit_in_file(const std::string& unit);

/// Months as days since 1970 with calendar standard.
void write_month_axis(Hdf5Writer& file, const std::string& path, const std::vector<Month>& months, const char* words);

/// One axis with its codes and, beside it, its names. An axis without positions is left out.
void write_study_axis(Hdf5Writer& file, const Run& run, Axis axis);
/// The kinds of a measure that has them.
void write_kind_axis(Hdf5Writer& file, const Series& series);

}  // namespace sendscape
