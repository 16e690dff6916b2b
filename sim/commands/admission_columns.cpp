// SPDX-License-Identifier: MIT
#include "sim/commands/admission_columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>

#include "maps/tables/cell_values.h"
#include "maps/tables/row_faults.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

/// Headings of other lists and what they would be called here.
struct OtherName {
    std::string_view name, meant;
};
constexpr std::array<OtherName, 57> other_names{{
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
    {"eastings", "easting"},
    {"northings", "northing"},
    {"sen_k", "sen_support"},
    {"sen_status", "sen_support"},
    {"imd", "imd_decile"},
    {"decile", "imd_decile"},
    {"deprivation_decile", "imd_decile"},
    {"nearest_school", "nearest"},
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

const OtherName* other_name(const std::string& key) {
    const auto* const other =
        std::find_if(other_names.begin(), other_names.end(), [&](const OtherName& row) { return row.name == key; });
    return other == other_names.end() ? nullptr : other;
}

/// "; did you mean 'ehcp_named' (...)?", or nothing. What the table has already is not meant.
std::string meant_by(const std::string& key, const std::vector<std::string>& known, const CsvTable& table) {
    std::vector<std::string> missing;
    for (const std::string& name : known)
        if (!table.has(name)) missing.push_back(name);
    const OtherName* const other = other_name(key);
    if (other != nullptr && table.has(other->meant))
        return fmt::format(", and '{}', which it might mean, is there already: take one of the two out", other->meant);
    if (other == nullptr || std::find(missing.begin(), missing.end(), other->meant) == missing.end())
        return did_you_mean(key, missing);
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
                                    meant_by(key, known, table)));
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

/// Whether a column is called `name` or what other lists call it.
bool has_meaning(const CsvTable& table, std::string_view name) {
    return std::any_of(table.columns().begin(), table.columns().end(), [&](const std::string& key) {
        const OtherName* const other = other_name(key);
        return key == name || (other != nullptr && other->meant == name);
    });
}
bool is_of_applications(const CsvTable& table) {
    return has_meaning(table, "applicant") && has_meaning(table, "preference") && !has_meaning(table, "places");
}
bool is_of_schools(const CsvTable& table) { return has_meaning(table, "places") && !has_meaning(table, "preference"); }

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

/// Columns for a place on the National Grid. InputError where one stands without the other.
void find_place(const CsvTable& table, std::optional<std::size_t>& easting, std::optional<std::size_t>& northing) {
    easting = table.column({"easting"});
    northing = table.column({"northing"});
    if (easting.has_value() != northing.has_value())
        throw InputError(fmt::format("{}: there is a column '{}' and none '{}': a place needs both",
                                     table.heading_place(), easting ? "easting" : "northing",
                                     easting ? "northing" : "easting"));
}

}  // namespace

bool ApplicationColumns::tells(AdmissionCriterion criterion) const {
    if (CriterionStep(criterion).met_by(supplied)) return true;
    if (criterion == AdmissionCriterion::distance) return distance.has_value();
    if (criterion == AdmissionCriterion::band) return band.has_value();
    return std::any_of(flags.begin(), flags.end(), [&](const FlagColumn& f) { return f.criterion == criterion; });
}

std::optional<bool> flag_answer(const CsvTable& table, std::size_t row, const FlagColumn& flag) {
    const std::string_view cell = table.cell(row, flag.column);
    if (cell.empty()) return false;
    if (flag.crosses) return true;
    return parse_yes_no(cell);
}

bool says_total(std::string_view cell) {
    static constexpr std::array<std::string_view, 5> sums{"sum", "sums", "subtotal", "subtotals", "sub_totals"};
    // After "total" what was counted may stand; a school may be called Total Anything.
    static constexpr std::array<std::string_view, 9> counted{
        "applicants", "applications", "children", "number", "places", "preferences", "pupils", "rows", "schools"};
    const std::string key = column_key(cell);
    const auto is_total = [](std::string_view word) { return word == "total" || word == "totals"; };
    if (std::find(sums.begin(), sums.end(), key) != sums.end()) return true;
    const std::size_t last = key.rfind('_');
    if (is_total(std::string_view(key).substr(last == std::string::npos ? 0 : last + 1))) return true;
    const std::size_t first = key.find('_');
    if (first == std::string::npos || !is_total(std::string_view(key).substr(0, first))) return false;
    const std::string_view rest = std::string_view(key).substr(first + 1);
    return rest.find_first_not_of("0123456789") == std::string_view::npos ||
           std::find(counted.begin(), counted.end(), rest) != counted.end();
}

void refuse_exchanged(const CsvTable& schools, const CsvTable& applications) {
    const bool first = is_of_applications(schools), second = is_of_schools(applications);
    const std::string columns_of_schools =
        fmt::format("{} ({})", schools.path().string(), fmt::join(schools.headings(), ", "));
    const std::string columns_of_applications =
        fmt::format("{} ({})", applications.path().string(), fmt::join(applications.headings(), ", "));
    if (first && second)
        throw InputError(
            fmt::format("these two seem to be exchanged: --schools {} has the columns of applications, and "
                        "--applications {} those of schools",
                        columns_of_schools, columns_of_applications));
    if (first)
        throw InputError(
            fmt::format("--schools {} has the columns of applications; a list of schools with the columns school and "
                        "places is needed there",
                        columns_of_schools));
    if (second)
        throw InputError(
            fmt::format("--applications {} has the columns of schools; a list of applications with the columns "
                        "applicant, preference and school is needed there",
                        columns_of_applications));
}

ApplicationColumns find_application_columns(const CsvTable& table) {
    table.refuse_repeated();
    std::vector<std::string> known{"applicant", "preference", "school"};
    for (const CriterionRow& row : admission_criteria())
        if (row.column != ListColumn::none) known.emplace_back(row.label.code);
    known.insert(known.end(), {"easting", "northing", "sen_support", "imd_decile"});
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
    find_place(table, columns.easting, columns.northing);
    columns.imd_decile = table.column({"imd_decile"});
    if (const auto column = table.column({"sen_support"}))
        columns.sen_support =
            FlagColumn{AdmissionCriterion::social_medical, *column, holds_only_crosses(table, *column)};
    return columns;
}

SchoolColumns find_school_columns(const CsvTable& table) {
    table.refuse_repeated();
    std::vector<std::string> known{"school", "places", "criteria", "easting", "northing"};
    if (table.has("school")) known.emplace_back("urn");
    refuse_unknown(table, "list of schools", known, false);
    SchoolColumns columns;
    columns.school = table.needed_column("school", {"school"});
    columns.places = table.needed_column("places", {"places"});
    columns.criteria = table.column({"criteria"});
    find_place(table, columns.easting, columns.northing);
    columns.urn = table.column({"urn"});
    return columns;
}

}  // namespace sendscape
