// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "sim/output/run.h"

namespace sendscape {

/// summary.csv: tidy, one row for each measure, January and combination of axes (schools aside); shortfall, plans and
/// balance in each September too, as the summary tells them.
std::string summary_csv(const Run& run);

/// schools.csv: one row for each school of the area and January, school measures as columns: means over the
/// replicates in which it is open, whose share stands last.
std::string schools_csv(const Run& run);

/// summary.txt: the planning summary in plain English, beginning with the answer. `with_report`: a report.html lies
/// beside it.
std::string summary_text(const Run& run, bool with_report = true);

}  // namespace sendscape
