// SPDX-License-Identifier: MIT
#include "maps/tables/zone_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "maps/tables/area_rows.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/known_tables.h"
#include "maps/tables/place_columns.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

/// More people than live in England's largest authority: a number beyond is a slip, and would not fit where it is used.
constexpr double most_people = 10'000'000;

constexpr std::size_t read_between_stops = 4096;

/// "Trafford 025A" is in Trafford: small areas are named after their authority or district.
std::string authority_in_name(std::string_view name) {
    const auto space = name.rfind(' ');
    if (space == std::string_view::npos) return {};
    const auto* authority = authority_of_district(name.substr(0, space));
    return authority ? std::string(authority->code) : std::string();
}

void spread(AgeRange range, double people, std::array<double, zone_ages>& by_age) {
    double whole = 0;
    for (int age = range.first; age <= range.last && age <= 90; ++age) whole += english_age_share(age);
    if (whole <= 0) return;
    for (int age = range.first; age <= range.last && age < zone_ages; ++age)
        by_age[static_cast<std::size_t>(age)] += people * english_age_share(age) / whole;
}

/// The authority a small area says it is in, by its own column or by the area's name.
std::string authority_told(std::string_view cell, std::string_view area_name) {
    if (const auto* authority = authority_of_district(cell)) return std::string(authority->code);
    return authority_in_name(area_name);
}

/// Adds one row's people to those of its area.
void add_people(const CsvTable& table, std::size_t row, const AgeColumns& ages, PopulationRow& area,
                QualityTable& quality) {
    for (const auto& [column, range] : ages.columns) {
        if (range.first >= zone_ages) continue;
        const auto people = parse_number(table.cell(row, column));
        if (people && *people > most_people)
            throw InputError(fmt::format("{}: {} people in column '{}' are more than any area of England has",
                                         table.place(row), table.cell(row, column), table.headings()[column]));
        if (people && *people >= 0)
            spread(range, *people, area.by_age);
        else
            quality.count(table.name(), Oddity::population_not_a_count, "read as nobody", area.code);
    }
}

void report(const PopulationTable& population, const CsvTable& table, QualityTable& quality) {
    const bool single = population.detail == AgeDetail::single_years;
    const char* detail = single                                  ? "people by single year of age"
                         : population.detail == AgeDetail::bands ? "people by age band"
                                                                 : "a total of people only";
    quality.count(table.name(), {Oddity::areas_read, detail},
                  single ? "taken as read" : "spread over single years by England's age profile", {},
                  static_cast<std::int64_t>(population.rows.size()));
}

}  // namespace

double english_age_share(int age) {
    // Office for National Statistics, mid-2022 estimates for England, rounded to 0.1 per 1,000 up to 25; a level 11.9
    // for the adults after, whose only use is to split open-ended bands.
    constexpr std::array<double, zone_ages> per_thousand{10.2, 10.5, 10.5, 10.9, 11.2, 11.6, 11.8, 11.8, 12.0,
                                                         12.2, 12.5, 12.4, 12.5, 12.3, 12.3, 12.0, 11.9, 11.8,
                                                         11.7, 11.6, 11.9, 12.1, 12.2, 12.5, 12.9, 13.0};
    if (age < 0 || age > 90) return 0;
    return age < zone_ages ? per_thousand[static_cast<std::size_t>(age)] : 10.7;
}

PopulationTable read_population(const std::filesystem::path& path, QualityTable& quality) {
    const CsvTable table = read_area_table(path, quality);
    AreaRows areas = rows_by_area(table, quality, "residents by small area",
                                  "--population reads one row for each small area, by its code, with columns for ages");
    const AgeColumns ages = find_age_columns(table);
    const auto name_column = table.column({"lsoa21nm", "lsoa11nm", "lsoa_name", "lsoa_2021_name", "lsoa_2011_name",
                                           "lsoa_name_2021", "lsoa_name_2011", "area_name", "area_names", "wardname",
                                           "ward_name", "geography_name", "msoa21nm", "geography", "name"});
    const auto la_column = table.column({"la_code",
                                         "lad24cd",
                                         "lad23cd",
                                         "lad22cd",
                                         "lad21cd",
                                         "lad20cd",
                                         "ladcd",
                                         "lad_2024_code",
                                         "lad_2023_code",
                                         "lad_2022_code",
                                         "lad_2021_code",
                                         "la_code_2021_boundaries",
                                         "la_code_2020_boundaries",
                                         "la_code_2019_boundaries",
                                         "la_code_2018_boundaries",
                                         "utlacd",
                                         "la_name",
                                         "la_name_2021_boundaries",
                                         "la_name_2020_boundaries",
                                         "lad_2023_name",
                                         "localauthority",
                                         "local_authority"});
    std::vector<std::size_t> counts;
    for (const auto& [column, range] : ages.columns) counts.push_back(column);
    keep_latest_period(table, areas, quality);
    keep_both_sexes(table, areas);
    keep_one_row(table, areas, counts, quality);
    PopulationTable population;
    population.detail = ages.detail;
    population.code_heading = table.headings()[areas.code_column];
    for (std::size_t area = 0; area < areas.codes.size(); ++area) {
        if (area % read_between_stops == 0) stop_if_asked();
        const std::size_t first = areas.rows[area].front().row;
        const std::string name(table.cell(first, name_column));
        population.rows.push_back({areas.codes[area], name, authority_told(table.cell(first, la_column), name), {}});
        for (const AreaRow& row : areas.rows[area]) add_people(table, row.row, ages, population.rows.back(), quality);
    }
    if (population.rows.empty()) throw InputError(path.string() + " has no usable row: no row has an area code");
    report(population, table, quality);
    return population;
}

CentroidTable read_centroids(const std::filesystem::path& path, QualityTable& quality) {
    const CsvTable table = read_area_table(path, quality);
    constexpr std::string_view reads =
        "--centroids reads one row for each small area, by its code, with easting and northing, longitude and "
        "latitude, "
        "or x and y (metres of the National Grid, or degrees)";
    const AreaRows areas = rows_by_area(table, quality, "coordinates of small areas", reads);
    const std::vector<PlaceColumns> columns = find_place_columns(table, quality);
    if (columns.empty()) {
        if (!has_place_columns(table)) throw InputError(not_what_is_wanted(table, "coordinates of small areas", reads));
        throw InputError(table.heading_place() + ": no usable coordinates: " + why_no_place(table));
    }
    const GridProjection projection;
    CentroidTable centroids;
    centroids.code_heading = table.headings()[areas.code_column];
    for (std::size_t area = 0; area < areas.codes.size(); ++area) {
        if (area % read_between_stops == 0) stop_if_asked();
        const std::string& code = areas.codes[area];
        for (const AreaRow& row : areas.rows[area]) {
            // Other nations' areas are not needed: English codes begin with E.
            if (code.front() != 'E') {
                quality.count(table.name(), Oddity::area_outside_england, "dropped");
                continue;
            }
            const auto grid = place_of(table, row.row, columns.front(), projection);
            if (!grid)
                quality.count(table.name(), Oddity::centroid_unusable, "area dropped", code);
            else if (!centroids.places.emplace(code, *grid).second)
                quality.count(table.name(), Oddity::duplicate_area, "the first row is kept", code);
        }
    }
    if (centroids.places.empty())
        throw InputError(path.string() + " has no usable row: no English area code with coordinates in Great Britain");
    return centroids;
}

namespace {

constexpr std::string_view deprivation_reads =
    "--deprivation reads one row for each small area, by its code, with the decile of the Index of Multiple "
    "Deprivation, or a row for each domain with that index among them";

bool is_overall_index(std::string_view cell) {
    const std::string words = lower_case(cell);
    return words.find("multiple deprivation") != std::string::npos || contains_word(words, "imd");
}

/// A column whose cells name what a row is about, where some of them name what is `wanted`.
template <class Wanted>
std::optional<std::size_t> column_naming(const CsvTable& table, const AreaRows& areas, Wanted&& wanted) {
    for (std::size_t column = 0; column < table.columns().size(); ++column)
        for (const auto& rows : areas.rows)
            for (const AreaRow& row : rows)
                if (wanted(table.cell(row.row, column))) return column;
    return std::nullopt;
}

/// Of a table with a row for each domain, keeps those of the overall index.
void keep_overall_index(const CsvTable& table, AreaRows& areas) {
    const auto named = column_naming(table, areas, is_overall_index);
    if (!named) {
        for (std::size_t column = 0; column < table.columns().size(); ++column) {
            const std::string& key = table.columns()[column];
            if (key.find("domain") == std::string::npos && key != "indices_of_deprivation" && key != "index") continue;
            const std::string_view cell = table.cell(0, column);
            if (!is_missing(cell) && !parse_number(cell))
                throw InputError(fmt::format("{}: taken for one domain of deprivation, by column '{}' ('{}'); {}",
                                             table.place(0), table.headings()[column], cell, deprivation_reads));
        }
        return;
    }
    for (auto& rows : areas.rows)
        std::erase_if(rows, [&](const AreaRow& row) { return !is_overall_index(table.cell(row.row, *named)); });
}

/// The column with the decile of the overall index: the one it is told by, never a domain's.
std::optional<std::size_t> decile_column(const CsvTable& table) {
    if (const auto known = table.column({"e_expanded_decile", "original_decile", "imd_decile", "imddecile"}))
        return known;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string& key = table.columns()[i];
        const bool overall = key.find("multiple_deprivation") != std::string::npos || key.starts_with("imd") ||
                             key.find("_imd") != std::string::npos;
        if (overall && (key.find("decile") != std::string::npos || key.find("dec") != std::string::npos)) return i;
    }
    return table.column({"decile", "deprivation_decile", "decile_rank", "national_decile"});
}

}  // namespace

std::map<std::string, std::uint8_t> read_deprivation(const std::filesystem::path& path, QualityTable& quality) {
    const CsvTable table = read_area_table(path, quality);
    AreaRows areas = rows_by_area(table, quality, "deprivation of small areas", deprivation_reads);
    keep_latest_period(table, areas, quality);
    keep_overall_index(table, areas);
    auto decile = decile_column(table);
    if (!decile) {
        // A long table: a row for decile, rank and score, and a column of values.
        const auto says_decile = [](std::string_view cell) { return lower_case(cell).find("decile") == 0; };
        const auto measure = column_naming(table, areas, says_decile);
        decile = table.column({"value", "values", "obs_value", "measure_value"});
        if (!measure || !decile)
            throw InputError(
                not_what_is_wanted(table, "deciles of the Index of Multiple Deprivation", deprivation_reads));
        for (auto& rows : areas.rows)
            std::erase_if(rows, [&](const AreaRow& row) { return !says_decile(table.cell(row.row, *measure)); });
    }
    keep_one_row(table, areas, {*decile}, quality);
    std::map<std::string, std::uint8_t> deciles;
    for (std::size_t area = 0; area < areas.codes.size(); ++area) {
        const std::string& code = areas.codes[area];
        if (!code.starts_with('E')) continue;
        const auto value =
            areas.rows[area].empty() ? std::nullopt : parse_count(table.cell(areas.rows[area].front().row, *decile));
        if (value && *value >= 1 && *value <= 10)
            deciles.emplace(code, static_cast<std::uint8_t>(*value));
        else
            quality.count(table.name(), Oddity::decile_unusable, "read as missing", code);
    }
    if (deciles.empty()) throw InputError(path.string() + " has no usable row: no English area code with a decile");
    return deciles;
}

}  // namespace sendscape
