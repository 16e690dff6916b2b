// SPDX-License-Identifier: MIT
#pragma once
#include <filesystem>

#include "maps/tables/csv_table.h"
#include "sim/commands/admission_columns.h"
#include "sim/commands/admission_lists.h"

namespace sendscape {

/// Reads the list of applications into `lists`, whose schools are there: applicants, what is said of the children, and
/// their choices by applicant and preference. `map`: of --map, distances are walks along its streets; empty: straight
/// lines. `schools`: the table they came from, for messages. Faults as read_admission_lists (admission_lists.h).
void read_applications(const CsvTable& table, const CsvTable& schools, const ApplicationColumns& columns,
                       const std::filesystem::path& map, bool skip_bad_rows, AdmissionLists& lists);

}  // namespace sendscape
