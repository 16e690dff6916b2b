// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "maps/tables/sen2_rows.h"

namespace sendscape {

/// What the breakdown_topic of a row breaks plans down by, of what is read.
enum class Topic : std::uint8_t { none, all, age, placement };
/// The topic of words such as 'All EHC plans', 'New EHC plans', 'All requests for an EHC needs assessment', 'Age at
/// start of academic year' (of plans maintained), 'Age when plan started' (of new plans), 'Establishment type'.
[[nodiscard]] Topic topic_of(std::string_view words, Sen2Period period);
/// InputError for a table with no row of a topic that is read, naming the first it has.
void refuse_other_topics(const CsvTable& table, Sen2Period period);

/// Whether a table of topics holds new plans: by the heading of its count, or by its topics.
[[nodiscard]] bool topics_are_of_new_plans(const CsvTable& table);

/// Reads rows by topic, the layout since 2023: plans maintained, with a column for each placement (since 2025), for
/// each primary need, or neither. InputError for plans made in a year that lack what tells their kind (by need they
/// have a caseload's headings).
void read_plans_by_topic(const CsvTable& table, Sen2Rows& rows, Sen2ByAuthority& counts);
/// The same of new plans, by calendar year.
void read_new_plans_by_topic(const CsvTable& table, Sen2Rows& rows, Sen2ByAuthority& counts);

}  // namespace sendscape
