// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_topics.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "maps/tables/known_tables.h"
#include "maps/tables/sen2_bands.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

/// Whether words of a topic are of plans made in a year.
bool tells_new_plans(const std::string& lower) {
    return lower.find("new ehc") != std::string::npos || lower.find("new plan") != std::string::npos;
}

std::optional<std::size_t> new_plans_column(const CsvTable& table) {
    return table.column({"new_ehc_plans", "num_new_plans", "new_plans", "number_of_new_plans", "total_new_all"});
}

std::optional<std::size_t> plans_column(const CsvTable& table) {
    return table.column({"ehcplans", "ehc_plans", "num_caseload", "caseload", "number_of_plans", "num_plans",
                         "num_ehcp", "num_ehc_plans", "number_of_ehc_plans", "total_all", "ehcp", "ehcps"});
}

/// InputError for a table of a caseload's headings that holds what happened in a year. New plans by primary need have
/// them all; their periods are calendar years, a caseload's academic years.
void refuse_a_flow(const CsvTable& table, bool placements, std::size_t count) {
    // Caseloads of 2023 name themselves in the heading or have topics that the tables of new plans lack; their period
    // is the calendar year whose January is meant.
    const std::string& counted = table.columns()[count];
    const bool of_either_kind = counted == "ehcplans" || counted == "ehc_plans";
    const auto identifier = table.column({"time_identifier"});
    const auto period = table.column({"time_period"});
    const auto topic = table.column({"breakdown_topic"});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string kind = lower_case(table.cell(row, identifier));
        const std::string about = lower_case(table.cell(row, topic));
        for (const char* flow : {"ceased", "request", "assessment"})
            if (about.find(flow) != std::string::npos)
                throw InputError(fmt::format(
                    "{}: holds what happened in a year by its breakdown_topic, '{}', but counts it as '{}', a "
                    "caseload's heading; {}",
                    table.place(row), table.cell(row, topic), table.headings()[count], sen2_reads));
        if (!of_either_kind || about == "age" || about == "establishment type") continue;
        const bool calendar = kind.find("calendar") != std::string::npos;
        if (calendar || (!placements && table.cell(row, period).size() == 4))
            throw InputError(fmt::format(
                "{}: holds new plans, made in a calendar year, by its {} '{}'; the caseload table is needed, whose "
                "periods are academic years (such as 202425), or new plans counted as new_ehc_plans: {}",
                table.place(row), calendar ? "time_identifier" : "time_period",
                table.cell(row, calendar ? identifier : period), sen2_reads));
    }
}

/// The columns of a table that count the plans of a row again, by placement or by need.
struct PartColumns {
    std::vector<std::size_t> placements;
    std::vector<std::pair<std::size_t, Need>> needs;
    std::vector<std::size_t> all;  ///< both

    PartColumns(const CsvTable& table, std::size_t count) {
        constexpr int any_year = 2022;
        for (std::size_t i = 0; i < table.columns().size(); ++i) {
            if (i == count) continue;
            if (placement_of(table.columns()[i], any_year))
                placements.push_back(i);
            else if (const auto need = need_of_heading(table.columns()[i]))
                needs.emplace_back(i, *need);
            else
                continue;
            all.push_back(i);
        }
    }
};

/// Adds the placements of one row, a column each.
void read_placements(const CsvTable& table, std::size_t row, int year, std::optional<std::int32_t> plans,
                     const std::vector<std::size_t>& columns, const Sen2Rows& rows, PlanCounts& counts) {
    for (const std::size_t column : columns)
        if (const auto number = rows.number_in(row, column))
            counts.add_of(*placement_of(table.columns()[column], year), *number);
    if (!plans) return;
    // Releases differ in whether `neet` stands beside its parts or is their sum.
    const auto number = [&](std::string_view key) { return rows.number_in(row, table.column({key})).value_or(0); };
    const std::int32_t whole = number("neet"), parts = number("neet_ntci") + number("neet_other");
    if (counts.placed() > *plans && parts > 0) counts.add_of({SettingGroup::neet}, -std::min(whole, parts));
}

void read_topics(const CsvTable& table, std::size_t count, Sen2Period period, Sen2Rows& rows, Sen2ByAuthority& counts,
                 std::map<int, PlanCounts> Sen2Counts::*years) {
    const auto topic = table.needed_column("the topic of a breakdown", {"breakdown_topic"});
    const auto breakdown = table.needed_column("the breakdown", {"breakdown"});
    refuse_other_topics(table, period);
    const PartColumns parts(table, count);
    if (period == Sen2Period::january) refuse_a_flow(table, !parts.placements.empty(), count);
    std::vector<std::size_t> numbers{count};
    numbers.insert(numbers.end(), parts.all.begin(), parts.all.end());
    rows.for_each_authority([&](std::size_t row, int year, const EnglishAuthority& authority) {
        const Topic about = topic_of(table.cell(row, topic), period);
        // Columns tell the placements already.
        if (about == Topic::none || (about == Topic::placement && !parts.placements.empty())) return;
        const std::string_view words = table.cell(row, breakdown);
        const bool total = about == Topic::all || is_total(words);
        const std::string what = total ? "total" : about == Topic::age ? age_key(words) : column_key(words);
        const auto plans = rows.number_in(row, count);
        const std::string kind = about == Topic::all ? "all " : about == Topic::age ? "age " : "placement ";
        if (!rows.is_first(row, year, authority, kind + what, numbers)) return;
        PlanCounts& of = (counts[std::string(authority.code)].*years)[year];
        if (about == Topic::all) {
            read_placements(table, row, year, plans, parts.placements, rows, of);
            for (const auto& [column, need] : parts.needs)
                if (const auto number = rows.number_in(row, column)) of.give_need(need, *number);
            if (plans) rows.note_suppressed(row, parts.all);
        }
        if (!plans) return rows.without_number(row, count);
        if (total)
            of.give_total(*plans, table, row);
        else if (about == Topic::age)
            read_age(table, row, breakdown, *plans, rows, of);
        else
            read_placement(table, row, breakdown, year, *plans, rows, of);
    });
}

}  // namespace

Topic topic_of(std::string_view words, Sen2Period period) {
    const std::string text = lower_case(words);
    const bool flow = period == Sen2Period::calendar_year;
    if (text.starts_with(flow ? "all " : "all ehc") || is_total(text)) return Topic::all;
    const std::string key = column_key(words);
    if (flow && (key == "new_ehc_plans" || key == "new_plans")) return Topic::all;
    if (text == "age" || text == "age group" || text == "age band" || text.starts_with("age at start of academic") ||
        text.starts_with("child or young persons age") || (flow && text.starts_with("age when plan started")))
        return Topic::age;
    if (key == "establishment_type" || key == "type_of_establishment" || key == "placement" ||
        key == "placement_type" || key == "type_of_placement")
        return Topic::placement;
    return Topic::none;
}

void refuse_other_topics(const CsvTable& table, Sen2Period period) {
    const auto topic = table.needed_column("the topic of a breakdown", {"breakdown_topic"});
    std::string met;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (topic_of(table.cell(row, topic), period) != Topic::none) return;
        if (met.empty()) met = table.cell(row, topic);
    }
    const std::string text = lower_case(met);
    bool person = false;
    for (const char* word : {"sex", "gender", "ethnic"}) person = person || text.find(word) != std::string::npos;
    const bool flow = period == Sen2Period::calendar_year;
    throw InputError(fmt::format(
        "{}: none of its rows has a breakdown_topic that is read ({}, 'Age', 'Establishment type'); the "
        "first has '{}'{}; {}",
        table.path().string(), flow ? "'New EHC plans', 'All requests ...', 'All EHC plans'" : "'All EHC plans'", met,
        person ? flow ? ": what happened in a year by sex or ethnicity" : ": plans by sex or ethnicity" : "",
        sen2_reads));
}

bool topics_are_of_new_plans(const CsvTable& table) {
    const auto topic = table.column({"breakdown_topic"});
    if (!topic) return false;
    if (new_plans_column(table)) return true;
    if (!plans_column(table)) return false;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (tells_new_plans(lower_case(table.cell(row, *topic)))) return true;
    return false;
}

void read_plans_by_topic(const CsvTable& table, Sen2Rows& rows, Sen2ByAuthority& counts) {
    const auto count = plans_column(table);
    const KnownTable known = known_table(table);
    if (!count || (!known.what.empty() && known.option != "--sen2"))
        throw InputError(not_what_is_wanted(table, sen2_wanted, sen2_reads));
    read_topics(table, *count, Sen2Period::january, rows, counts, &Sen2Counts::januaries);
}

void read_new_plans_by_topic(const CsvTable& table, Sen2Rows& rows, Sen2ByAuthority& counts) {
    const auto named = new_plans_column(table);
    const auto count = named ? named : plans_column(table);
    const bool by_need = std::any_of(table.columns().begin(), table.columns().end(),
                                     [](const std::string& key) { return need_of_heading(key).has_value(); });
    if (!count || by_need)
        throw InputError(fmt::format("{}: holds new plans by primary need; {}", table.heading_place(), sen2_reads));
    read_topics(table, *count, Sen2Period::calendar_year, rows, counts, &Sen2Counts::new_plans);
}

}  // namespace sendscape
