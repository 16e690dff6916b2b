// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string_view>

#include "maps/map.h"
#include "maps/tables/sen2_rows.h"

namespace sendscape {

/// What happened in a calendar year, as the tables of SEN2 part it.
enum class FlowTable : std::uint8_t {
    none,
    administration,  ///< releases until 2024: sen2_mi, all of the following in one row of an authority and year
    requests,        ///< releases since 2025
    assessments,
    timeliness,
    new_plans,
};
[[nodiscard]] FlowTable flow_table_of(const CsvTable& table);
/// "SEN2 requests for an assessment by calendar year": for the quality table.
[[nodiscard]] std::string_view words_for(FlowTable flow);

/// Reads a table of flows. InputError for one of new plans by sex, ethnicity or need, one with no row of a topic that
/// is read, and one that lacks the columns its kind is read for.
void read_flows(const CsvTable& table, FlowTable flow, Sen2Rows& rows, Sen2ByAuthority& counts);

/// The flows of an authority, oldest first, from what its tables say together. Where they differ in meaning:
/// - `agreed`: requests received in the year for which an assessment was decided on (since 2022 as published:
/// inreq_ehc_y,
///   requests_decided_to_assess). For earlier years no table counts them. They are worked out from the assessments, as
///   those that ended in the year with a plan or without, plus those pending at its end, less those pending at the
///   end of the year before: what was decided on in the year, requests of the last weeks of the year before among
///   them. Assessments withdrawn, which no table counts then (362 in England in 2024), are missing. Not given without
///   the year before, and where the figures contradict one another.
/// - `requests` less `agreed` and `refused`: no decision at the end of the year, or withdrawn.
/// - `new_plans`: of the table of new plans (until 2018 with statements of SEN), else the assessments that ended in a
///   plan.
/// - `timed`, `in_time`: plans issued in the year without exceptions to the time limit (regulation 10(4) of the SEND
///   Regulations 2014); with exceptions where a table has no others, which is counted when it is read.
[[nodiscard]] std::vector<PlanFlows> flows_of(const Sen2Counts& counts);

}  // namespace sendscape
