// SPDX-License-Identifier: MIT
#pragma once
#include "maps/tables/sen2_rows.h"

namespace sendscape {

/// Whether a table counts plans in rows by age or by establishment, as releases until 2024 do, or in all.
[[nodiscard]] bool is_by_band(const CsvTable& table);

/// Reads rows by age (characteristic_age, age) or by establishment (establishment_type, until 2022 with
/// establishment_group) of the plans maintained or made, counted in column `count`: Total_all, num_caseload,
/// Total_new_all, num_new_plans. Statements of SEN and plans together, as published. `years` is the part of an
/// authority's counts that is filled. InputError for a table that splits the plans further or twice.
void read_plans_by_band(const CsvTable& table, std::size_t count, Sen2Rows& rows, Sen2ByAuthority& counts,
                        std::map<int, PlanCounts> Sen2Counts::*years);

/// Adds the plans of a row whose column `about` has words of an age, or of all.
void read_age(const CsvTable& table, std::size_t row, std::size_t about, std::int32_t plans, Sen2Rows& rows,
              PlanCounts& counts);
/// Adds the plans of a row whose column `about` has words of a placement in a year.
void read_placement(const CsvTable& table, std::size_t row, std::size_t about, int year, std::int32_t plans,
                    Sen2Rows& rows, PlanCounts& counts);

}  // namespace sendscape
