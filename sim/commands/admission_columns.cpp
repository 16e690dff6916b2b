// SPDX-License-Identifier: MIT
#include "sim/commands/admission_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "maps/tables/cell_values.h"
#include "maps/tables/row_faults.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

/// Headings of other lists and what they would be called here.
struct OtherName {
    std::string_view name, meant;
};
constexpr std::array<OtherName, 49> other_names{{
    {"ehcp", "ehcp_named"},
    {"ehc", "ehcp_named"},
    {"ehc_plan", "ehcp_named"},
    {"plan", "ehcp_named"},
    {"send", "ehcp_named"},
    {"sen", "ehcp_named"},
    {"statement", "ehcp_named"},
    {"named_in_plan", "ehcp_named"},
    {"lac", "looked_after"},
    {"plac", "looked_after"},
    {"cla", "looked_after"},
    {"clac", "looked_after"},
    {"lac_plac", "looked_after"},
    {"in_care", "looked_after"},
    {"previously_looked_after", "looked_after"},
    {"adopted", "looked_after"},
    {"medical", "social_medical"},
    {"social", "social_medical"},
    {"medical_social", "social_medical"},
    {"exceptional", "social_medical"},
    {"siblings", "sibling"},
    {"sib", "sibling"},
    {"sibling_link", "sibling"},
    {"in_catchment", "catchment"},
    {"catchment_area", "catchment"},
    {"priority_area", "catchment"},
    {"church", "faith"},
    {"religion", "faith"},
    {"feeder_school", "feeder"},
    {"staff_child", "staff"},
    {"child_of_staff", "staff"},
    {"pp", "pupil_premium"},
    {"fsm", "pupil_premium"},
    {"child", "applicant"},
    {"child_id", "applicant"},
    {"pupil", "applicant"},
    {"pupil_id", "applicant"},
    {"id", "applicant"},
    {"upn", "applicant"},
    {"application", "applicant"},
    {"pref", "preference"},
    {"rank", "preference"},
    {"choice", "preference"},
    {"school_name", "school"},
    {"urn", "school"},
    {"pan", "places"},
    {"capacity", "places"},
    {"number", "places"},
    {"published_admission_number", "places"},
}};

/// "; did you mean 'ehcp_named' (...)?", or nothing.
std::string meant_by(const std::string& key, const std::vector<std::string>& known) {
    const auto other =
        std::find_if(other_names.begin(), other_names.end(), [&](const OtherName& row) { return row.name == key; });
    if (other == other_names.end() || std::find(known.begin(), known.end(), other->meant) == known.end())
        return did_you_mean(key, known);
    const bool plan = other->meant == code(AdmissionCriterion::ehcp_named);
    return fmt::format("; did you mean '{}'{}?", other->meant,
                       plan ? " (yes in the row of the school that the child's plan names)" : "");
}

/// InputError if a column is neither among `known` nor one of distances where those are; `list` says what the table is.
void refuse_unknown(const CsvTable& table, std::string_view list, const std::vector<std::string>& known,
                    bool with_distances) {
    RowFaults unknown;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string& key = table.columns()[i];
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        if (with_distances && names_distance(key)) continue;
        if (!key.empty()) {
            unknown.add(fmt::format("{}: there is no column '{}'{}", table.heading_place(), table.headings()[i],
                                    meant_by(key, known)));
            continue;
        }
        for (std::size_t row = 0; row < table.rows(); ++row)
            if (!table.cell(row, i).empty()) {
                unknown.add(fmt::format("{}: column {} has no heading and holds '{}' in line {}", table.heading_place(),
                                        i + 1, table.cell(row, i), table.line(row)));
                break;
            }
    }
    if (!unknown.empty())
        throw InputError(
            fmt::format("{}\nA {} has the columns {}{}. Rename the others or take them out: what is not read "
                        "must not look as if it counted",
                        unknown.list(), list, fmt::join(known, ", "),
                        with_distances ? " (distances also as distance_km, distance_miles ...)" : ""));
}

bool holds_only_crosses(const CsvTable& table, std::size_t column) {
    bool any = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = table.cell(row, column);
        if (cell.empty()) continue;
        if (cell != "x" && cell != "X") return false;
        any = true;
    }
    return any;
}

}  // namespace

bool ApplicationColumns::tells(AdmissionCriterion criterion) const {
    if (criterion == AdmissionCriterion::distance) return distance.has_value();
    if (criterion == AdmissionCriterion::band) return band.has_value();
    return std::any_of(flags.begin(), flags.end(), [&](const FlagColumn& f) { return f.criterion == criterion; });
}

ApplicationColumns find_application_columns(const CsvTable& table) {
    table.refuse_repeated();
    std::vector<std::string> known{"applicant", "preference", "school"};
    for (const CriterionRow& row : admission_criteria())
        if (row.column != ListColumn::none) known.emplace_back(row.label.code);
    refuse_unknown(table, "list of applications", known, true);
    ApplicationColumns columns;
    columns.applicant = table.needed_column("applicant", {"applicant"});
    columns.preference = table.needed_column("preference", {"preference"});
    columns.school = table.needed_column("school", {"school"});
    columns.band = table.column({code(AdmissionCriterion::band)});
    columns.distance = find_distance_column(table);
    for (std::size_t c = 0; c < admission_criterion_count; ++c) {
        stop_if_asked();
        const auto criterion = static_cast<AdmissionCriterion>(c);
        if (row_of(criterion).column != ListColumn::flag) continue;
        if (const auto column = table.column({code(criterion)}))
            columns.flags.push_back({criterion, *column, holds_only_crosses(table, *column)});
    }
    return columns;
}

SchoolColumns find_school_columns(const CsvTable& table) {
    table.refuse_repeated();
    refuse_unknown(table, "list of schools", {"school", "places", "criteria"}, false);
    return {table.needed_column("school", {"school"}), table.needed_column("places", {"places"}),
            table.column({"criteria"})};
}

}  // namespace sendscape
