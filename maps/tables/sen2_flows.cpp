// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_flows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "maps/tables/known_tables.h"
#include "maps/tables/sen2_bands.h"
#include "maps/tables/sen2_topics.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

/// A number of a table of flows: the headings it has in the releases, as column_key writes them.
struct FlowColumn {
    FlowTable table;
    std::int32_t RequestCounts::*number;
    std::array<std::string_view, 3> headings;
};

// DfE, "Education, health and care plans", data guidance of the releases of 2022 to 2026: the first heading of
// `administration` is that of 2022, the second that of 2023 and 2024.
constexpr std::array flow_columns{
    FlowColumn{FlowTable::administration, &RequestCounts::requests, {"inreqehc", "inreq_ehc"}},
    FlowColumn{FlowTable::administration, &RequestCounts::agreed, {"inreq_ehc_y"}},
    FlowColumn{FlowTable::administration, &RequestCounts::refused, {"assrefusedehc", "ass_refused_ehc"}},
    FlowColumn{FlowTable::administration, &RequestCounts::issued, {"newallehc", "new_all_ehc"}},
    FlowColumn{FlowTable::administration, &RequestCounts::not_issued, {"assnoneehc", "ass_none_ehc"}},
    FlowColumn{FlowTable::administration, &RequestCounts::pending, {"assnodecisionehc", "ass_nodecision_ehc"}},
    FlowColumn{FlowTable::administration, &RequestCounts::timed, {"totnoexcehc", "tot_no_exc_ehc"}},
    FlowColumn{FlowTable::administration, &RequestCounts::in_time, {"noexc20weekehc", "no_exc_20week_ehc"}},
    FlowColumn{FlowTable::requests, &RequestCounts::requests, {"requests_received_in_year"}},
    FlowColumn{FlowTable::requests, &RequestCounts::agreed, {"requests_decided_to_assess"}},
    FlowColumn{FlowTable::requests, &RequestCounts::refused, {"requests_decided_not_to_assess"}},
    FlowColumn{FlowTable::assessments, &RequestCounts::issued, {"assess_issued"}},
    FlowColumn{FlowTable::assessments, &RequestCounts::not_issued, {"assess_not_issued"}},
    FlowColumn{FlowTable::timeliness, &RequestCounts::timed, {"plans_issued_den_ex"}},
    FlowColumn{FlowTable::timeliness,
               &RequestCounts::in_time,
               {"plans_issued_20_weeks_ex", "plans_issued_within_20_weeks_ex"}},
};
/// Where a table of timeliness has no plans without exceptions.
constexpr std::array with_exceptions{
    FlowColumn{FlowTable::timeliness, &RequestCounts::timed, {"plans_issued_den"}},
    FlowColumn{
        FlowTable::timeliness, &RequestCounts::in_time, {"plans_issued_within_20_weeks", "plans_issued_20_weeks"}},
};

std::optional<std::size_t> column_of(const CsvTable& table, const FlowColumn& flow) {
    return table.column({flow.headings[0], flow.headings[1], flow.headings[2]});
}

struct FoundColumn {
    std::size_t column;
    std::int32_t RequestCounts::*number;
};

template <class Columns>
std::vector<FoundColumn> columns_of(const CsvTable& table, FlowTable flow, const Columns& columns) {
    std::vector<FoundColumn> found;
    for (const FlowColumn& column : columns)
        if (column.table == flow)
            if (const auto at = column_of(table, column)) found.push_back({*at, column.number});
    return found;
}

/// The column of new plans in rows by age or establishment.
std::optional<std::size_t> made_by_band(const CsvTable& table) {
    return table.column({"total_new_all", "num_new_plans", "total_new_ehc", "new_plans", "new_ehc_plans"});
}

[[noreturn]] void refuse_for_columns(const CsvTable& table, FlowTable flow) {
    std::string wanted;
    for (const FlowColumn& column : flow_columns)
        if (column.table == flow) wanted += fmt::format("{}'{}'", wanted.empty() ? "" : ", ", column.headings[0]);
    throw InputError(fmt::format("{}: taken for {}, but it has none of the columns that are read of them ({}); {}",
                                 table.heading_place(), words_for(flow), wanted, sen2_reads));
}

/// Requests, assessments and timeliness: one row of an authority and year, or that of all where topics part it.
void read_requests(const CsvTable& table, FlowTable flow, Sen2Rows& rows, Sen2ByAuthority& counts) {
    std::vector<FoundColumn> found = columns_of(table, flow, flow_columns);
    const auto tells = [&](std::int32_t RequestCounts::*number) {
        return std::any_of(found.begin(), found.end(), [&](const FoundColumn& f) { return f.number == number; });
    };
    const bool half_timed =
        flow == FlowTable::timeliness && !(tells(&RequestCounts::timed) && tells(&RequestCounts::in_time));
    if (half_timed) found = columns_of(table, flow, with_exceptions);
    if (found.empty() || (half_timed && found.size() < with_exceptions.size())) refuse_for_columns(table, flow);
    if (half_timed)
        rows.note_for_all("of the 20 weeks that have no figures without exceptions", "exceptions are counted too");

    const auto topic = table.column({"breakdown_topic"});
    if (topic) refuse_other_topics(table, Sen2Period::calendar_year);
    std::vector<std::size_t> numbers;
    for (const FoundColumn& column : found) numbers.push_back(column.column);
    rows.for_each_authority([&](std::size_t row, int year, const EnglishAuthority& authority) {
        if (topic && topic_of(table.cell(row, *topic), Sen2Period::calendar_year) != Topic::all) return;
        if (!rows.is_first(row, year, authority, "all", numbers)) return;
        RequestCounts& of = counts[std::string(authority.code)].requests[year];
        for (const FoundColumn& column : found) {
            const auto number = rows.number_in(row, column.column);
            if (number) of.*column.number = *number;
        }
        if (of.is_empty())
            rows.without_number(row, found.front().column);
        else
            rows.note_suppressed(row, numbers);
    });
}

/// What was decided on in a year, by the assessments that ended in it and were pending round it; -1 where not known.
std::int32_t worked_out_agreed(const std::map<int, RequestCounts>& years, int year) {
    const RequestCounts& of = years.at(year);
    const auto before = years.find(year - 1);
    if (before == years.end() || before->second.pending < 0 || of.issued < 0 || of.not_issued < 0 || of.pending < 0)
        return -1;
    return std::max(-1, of.issued + of.not_issued + of.pending - before->second.pending);
}

}  // namespace

FlowTable flow_table_of(const CsvTable& table) {
    if (topics_are_of_new_plans(table)) return FlowTable::new_plans;
    if (is_by_band(table) && made_by_band(table) && known_table(table).option == "--sen2") return FlowTable::new_plans;
    struct Sign {
        FlowTable flow;
        std::initializer_list<std::string_view> headings;
    };
    for (const Sign& sign : {Sign{FlowTable::administration, {"inreqehc", "inreq_ehc", "newallehc", "new_all_ehc"}},
                             Sign{FlowTable::requests, {"requests_received_in_year", "requests_decided_to_assess"}},
                             Sign{FlowTable::assessments, {"assess_in_year", "assess_issued", "assess_not_issued"}},
                             Sign{FlowTable::timeliness,
                                  {"plans_issued_den", "plans_issued_den_ex", "plans_issued_within_20_weeks",
                                   "plans_issued_20_weeks_ex"}}})
        if (table.column(sign.headings)) return sign.flow;
    return FlowTable::none;
}

std::string_view words_for(FlowTable flow) {
    switch (flow) {
        case FlowTable::administration:
            return "SEN2 requests, assessments and timeliness by calendar year, layout until 2024";
        case FlowTable::requests:
            return "SEN2 requests for an assessment by calendar year";
        case FlowTable::assessments:
            return "SEN2 assessments by calendar year";
        case FlowTable::timeliness:
            return "SEN2 plans within 20 weeks by calendar year";
        case FlowTable::new_plans:
            return "SEN2 new plans by calendar year";
        case FlowTable::none:
            break;
    }
    return "";
}

void read_flows(const CsvTable& table, FlowTable flow, Sen2Rows& rows, Sen2ByAuthority& counts) {
    if (flow != FlowTable::new_plans) return read_requests(table, flow, rows, counts);
    if (table.has("breakdown_topic")) return read_new_plans_by_topic(table, rows, counts);
    read_plans_by_band(table, *made_by_band(table), rows, counts, &Sen2Counts::new_plans);
}

std::vector<PlanFlows> flows_of(const Sen2Counts& counts) {
    std::map<int, PlanFlows> years;
    for (const auto& [year, of] : counts.requests) {
        if (of.is_empty()) continue;
        PlanFlows& flows = years[year];
        flows.requests = of.requests;
        flows.agreed = of.agreed >= 0 ? of.agreed : worked_out_agreed(counts.requests, year);
        flows.refused = of.refused;
        flows.not_issued = of.not_issued;
        flows.new_plans = of.issued;
        flows.timed = of.timed;
        flows.in_time = of.in_time;
    }
    for (const auto& [year, made] : counts.new_plans) {
        if (made.is_empty()) continue;
        PlanFlows& flows = years[year];
        flows.new_plans = made.total();
        flows.new_by_setting = made.by_setting;
        flows.new_by_age_band = made.by_age_band;
    }
    std::vector<PlanFlows> list;
    for (auto& [year, flows] : years) {
        flows.year = year;
        list.push_back(flows);
    }
    return list;
}

}  // namespace sendscape
