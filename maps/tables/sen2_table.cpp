// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_table.h"

#include <algorithm>

#include "maps/tables/csv_table.h"
#include "maps/tables/known_tables.h"
#include "maps/tables/sen2_bands.h"
#include "maps/tables/sen2_flows.h"
#include "maps/tables/sen2_rows.h"
#include "maps/tables/sen2_topics.h"
#include "maps/tables/table_layout.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr std::string_view every_january = "every January kept", every_year = "every year kept";

/// Counts the rows read, and what they are of.
void count_rows(const CsvTable& table, std::string_view what, std::string_view rule, QualityTable& quality) {
    quality.count(table.name(), {Oddity::rows_read, what}, rule, {}, static_cast<std::int64_t>(table.rows()));
}

Sen2ByAuthority read_table(const CsvTable& table, QualityTable& quality) {
    Sen2ByAuthority counts;
    const FlowTable flow = flow_table_of(table);
    Sen2Rows rows(table, quality, flow == FlowTable::none ? Sen2Period::january : Sen2Period::calendar_year);
    const auto refuse = [&] { throw InputError(not_what_is_wanted(table, sen2_wanted, sen2_reads)); };
    if (table.has("urn") || table.has("school_urn") || !table.has("time_period")) refuse();
    if (flow != FlowTable::none) {
        read_flows(table, flow, rows, counts);
        count_rows(table, words_for(flow), every_year, quality);
    } else if (table.has("breakdown_topic")) {
        read_plans_by_topic(table, rows, counts);
        count_rows(
            table,
            table.column({"ehcplans", "ehc_plans"}) ? "SEN2 caseload, layout since 2025" : "SEN2 caseload by topic",
            every_january, quality);
    } else {
        const auto count = table.column({"total_all", "num_caseload", "ehcplans"});
        if (!count || known_table(table).option != "--sen2") refuse();
        read_plans_by_band(table, *count, rows, counts, &Sen2Counts::januaries);
        const bool by_age = table.has("characteristic_age") || table.has("age");
        count_rows(table,
                   by_age ? "SEN2 caseload by age, layout of 2020 to 2024"
                          : "SEN2 caseload by establishment, layout of 2020 to 2024",
                   every_january, quality);
    }
    if (std::all_of(counts.begin(), counts.end(), [](const auto& entry) { return entry.second.is_empty(); }))
        rows.refuse();
    return counts;
}

std::vector<PlansMaintained> januaries_of(const Sen2Counts& counts) {
    std::vector<PlansMaintained> plans;
    for (const auto& [year, of] : counts.januaries)
        if (of.total() > 0) plans.push_back({year, of.total(), of.by_setting, of.by_age_band, of.by_need});
    return plans;
}

}  // namespace

std::map<std::string, Sen2> read_sen2_tables(const std::vector<std::filesystem::path>& paths, QualityTable& quality) {
    Sen2ByAuthority joined;
    for (const auto& path : paths) {
        const CsvTable table = read_csv(path, {"breakdown_topic", "characteristic_age", "establishment_type"});
        count_layout(table, quality);
        for (const auto& [code, counts] : read_table(table, quality))
            if (joined[code].join(counts))
                quality.count(table.name(), Oddity::authority_twice, "the first table is kept");
    }
    std::map<std::string, Sen2> sen2;
    for (const auto& [code, counts] : joined) {
        Sen2 of{januaries_of(counts), flows_of(counts)};
        if (!of.plans.empty() || !of.flows.empty()) sen2.emplace(code, std::move(of));
    }
    return sen2;
}

Sen2 known_at(const Sen2& sen2, Month census) {
    Sen2 known;
    for (const PlansMaintained& plans : sen2.plans)
        if (plans.year <= census.year() || known.plans.empty()) known.plans.push_back(plans);
    for (const PlanFlows& flows : sen2.flows)
        if (flows.year < census.year()) known.flows.push_back(flows);
    return known;
}

}  // namespace sendscape
