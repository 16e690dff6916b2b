// SPDX-License-Identifier: MIT
#include "maps/tables/zone_tables.h"

#include <fmt/format.h>

#include <charconv>
#include <set>
#include <utility>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/projection.h"
#include "maps/tables/table_layout.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

using Spellings = std::initializer_list<std::string_view>;
const Spellings code_names{"lsoa21cd",       "lsoacd",    "lsoa_code", "lsoa11cd",  "lsoa",     "lsoa_code_2021",
                           "lsoa_code_2011", "area_code", "wardcode",  "ward_code", "msoa21cd", "code"};
const Spellings name_names{"lsoa21nm", "lsoa11nm", "lsoa_name", "area_name", "wardname", "name"};

/// Ages a heading is about, first and last: "7", "f0_to_15", "90+" (90 to 120), "m65_and_over".
struct AgeRange {
    int first = 0, last = 0;
};
std::optional<AgeRange> ages_of(std::string_view key) {
    for (const std::string_view prefix : {"aged_", "age_", "f", "m"})
        if (key.starts_with(prefix) && key.size() > prefix.size()) {
            const char next = key[prefix.size()];
            if (next >= '0' && next <= '9') {
                key.remove_prefix(prefix.size());
                break;
            }
        }
    AgeRange range;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), range.first);
    if (error != std::errc() || range.first > 120) return std::nullopt;
    std::string_view rest = key.substr(static_cast<std::size_t>(end - key.data()));
    range.last = range.first;
    if (rest.empty()) return range;
    if (rest == "+" || rest == "_and_over" || rest == "_plus") {
        range.last = 120;
        return range;
    }
    if (!rest.starts_with("_to_")) return std::nullopt;
    rest.remove_prefix(4);
    const auto [last_end, last_error] = std::from_chars(rest.data(), rest.data() + rest.size(), range.last);
    if (last_error != std::errc() || last_end != rest.data() + rest.size()) return std::nullopt;
    return range;
}

/// "Trafford 025A" is in Trafford: small areas are named after their authority.
std::string authority_in_name(std::string_view name) {
    const auto space = name.rfind(' ');
    if (space == std::string_view::npos) return {};
    const auto* authority = authority_of_name(name.substr(0, space));
    return authority ? std::string(authority->code) : std::string();
}

void spread(AgeRange range, double people, std::array<double, zone_ages>& by_age) {
    double whole = 0;
    for (int age = range.first; age <= range.last && age <= 90; ++age) whole += english_age_share(age);
    if (whole <= 0) return;
    for (int age = range.first; age <= range.last && age < zone_ages; ++age)
        by_age[static_cast<std::size_t>(age)] += people * english_age_share(age) / whole;
}

/// Columns of a population table that count people, each with the ages it counts, and how finely they tell age.
struct AgeColumns {
    AgeDetail detail = AgeDetail::total;
    std::vector<std::pair<std::size_t, AgeRange>> columns;
};

AgeColumns find_age_columns(const CsvTable& table, const std::filesystem::path& path) {
    constexpr int oldest_told = 85;  // "85+" and the like end a list of single years
    std::vector<std::pair<std::size_t, AgeRange>> single, bands;
    for (std::size_t i = 0; i < table.columns().size(); ++i)
        if (const auto range = ages_of(table.columns()[i])) {
            if (range->first == range->last || range->first >= oldest_told)
                single.emplace_back(i, *range);
            else if (!table.columns()[i].starts_with("aged_"))
                bands.emplace_back(i, *range);
        }
    if (single.size() >= zone_ages) return {AgeDetail::single_years, std::move(single)};
    if (bands.size() >= 2) return {AgeDetail::bands, std::move(bands)};
    const auto total = table.column({"pop", "population", "total", "all_ages", "allages", "total_population"});
    if (total) return {AgeDetail::total, {{*total, {0, 90}}}};
    throw InputError(path.string() +
                     ", line 1: no ages are known in this table; needed are columns 0, 1, 2 ... 25, or bands such as "
                     "f0_to_15 and m16_to_29, or one column pop, population, total or all_ages");
}

/// Areas that have a row for 'Persons': their rows by sex would count everyone twice.
std::set<std::string> areas_with_persons(const CsvTable& table, std::size_t code_column,
                                         std::optional<std::size_t> sex_column) {
    std::set<std::string> areas;
    if (!sex_column) return areas;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (lower_case(table.cell(row, *sex_column)) == "persons") areas.emplace(table.cell(row, code_column));
    return areas;
}

/// The authority a small area says it is in, by its own column or by the area's name.
std::string authority_told(std::string_view cell, std::string_view area_name) {
    if (const auto* authority = authority_of_code(cell)) return std::string(authority->code);
    if (const auto* named = authority_of_name(cell)) return std::string(named->code);
    return authority_in_name(area_name);
}

/// Adds one row's people to those of its area.
void add_people(const CsvTable& table, std::size_t row, const AgeColumns& ages, PopulationRow& area,
                QualityTable& quality) {
    for (const auto& [column, range] : ages.columns) {
        if (range.first >= zone_ages) continue;
        const auto people = parse_number(table.cell(row, column));
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
    count_layout(table, quality);
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
    const CsvTable table = read_csv(path, code_names);
    const auto code_column = table.needed_column("the code of the small area", code_names);
    const auto name_column = table.column(name_names);
    const auto sex_column = table.column({"sex"});
    const auto la_column = table.column(
        {"la_code", "lad22cd", "lad23cd", "ladcd", "utlacd", "la_name", "localauthority", "local_authority"});
    const AgeColumns ages = find_age_columns(table, path);
    const std::set<std::string> with_persons = areas_with_persons(table, code_column, sex_column);
    PopulationTable population;
    population.detail = ages.detail;
    std::map<std::string, std::size_t> row_of_area;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string code(table.cell(row, code_column));
        if (is_missing(code)) {
            quality.count(table.name(), Oddity::no_area_code, "dropped", fmt::format("line {}", table.line(row)));
            continue;
        }
        const std::string sex = lower_case(table.cell(row, sex_column));
        if (sex_column && sex != "persons" && with_persons.contains(code)) continue;
        const auto [found, fresh] = row_of_area.emplace(code, population.rows.size());
        if (fresh) {
            const std::string name(table.cell(row, name_column));
            population.rows.push_back({code, name, authority_told(table.cell(row, la_column), name), {}});
        } else if (!sex_column) {
            quality.count(table.name(), Oddity::duplicate_area, "the first row is kept", code);
            continue;
        }
        add_people(table, row, ages, population.rows[found->second], quality);
    }
    if (population.rows.empty()) throw InputError(path.string() + " has no usable row: no row has an area code");
    report(population, table, quality);
    return population;
}

std::map<std::string, std::pair<std::int32_t, std::int32_t>> read_centroids(const std::filesystem::path& path,
                                                                            QualityTable& quality) {
    const CsvTable table = read_csv(path, code_names);
    count_layout(table, quality);
    const auto code = table.needed_column("the code of the small area", code_names);
    const auto latitude = table.column({"latitude", "lat"});
    const auto longitude = table.column({"longitude", "long", "lon", "lng"});
    const auto easting = table.column({"easting", "x", "bng_e", "eastings"});
    const auto northing = table.column({"northing", "y", "bng_n", "northings"});
    if (!(latitude && longitude) && !(easting && northing))
        throw InputError(
            path.string() +
            ", line 1: no coordinates; needed are columns latitude and longitude (or lat, lon) or easting and "
            "northing (or x, y in metres)");
    const GridProjection projection;
    std::map<std::string, std::pair<std::int32_t, std::int32_t>> places;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view area = table.cell(row, code);
        if (is_missing(area)) continue;
        // Other nations' areas are not needed: English codes begin with E.
        if (area.front() != 'E') {
            quality.count(table.name(), Oddity::area_outside_england, "dropped");
            continue;
        }
        std::optional<std::pair<std::int32_t, std::int32_t>> grid;
        if (easting && northing) {
            const auto x = parse_number(table.cell(row, *easting)), y = parse_number(table.cell(row, *northing));
            if (x && y && in_great_britain(*x, *y))
                grid = {static_cast<std::int32_t>(*x + 0.5), static_cast<std::int32_t>(*y + 0.5)};
        } else {
            const auto lat = parse_number(table.cell(row, *latitude)), lon = parse_number(table.cell(row, *longitude));
            if (lat && lon) grid = projection.to_grid(*lat, *lon);
        }
        if (!grid)
            quality.count(table.name(), Oddity::centroid_unusable, "area dropped", area);
        else if (!places.emplace(area, *grid).second)
            quality.count(table.name(), Oddity::duplicate_area, "the first row is kept", area);
    }
    if (places.empty())
        throw InputError(path.string() + " has no usable row: no English area code with coordinates in Great Britain");
    return places;
}

std::map<std::string, std::uint8_t> read_deprivation(const std::filesystem::path& path, QualityTable& quality) {
    const CsvTable table = read_csv(path, code_names);
    count_layout(table, quality);
    const auto code = table.needed_column("the code of the small area", code_names);
    std::optional<std::size_t> decile =
        table.column({"e_expanded_decile", "original_decile", "imd_decile", "decile", "imddecile"});
    if (!decile)
        for (std::size_t i = 0; i < table.columns().size() && !decile; ++i)
            if (table.columns()[i].starts_with("index_of_multiple_deprivation_imd_decile")) decile = i;
    if (!decile)
        throw InputError(path.string() +
                         ", line 1: no deprivation decile; spellings known: E_expanded_decile, original_decile, "
                         "imd_decile, decile, 'Index of Multiple Deprivation (IMD) Decile ...'");
    std::map<std::string, std::uint8_t> deciles;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view area = table.cell(row, code);
        if (!area.starts_with('E')) continue;
        const auto value = parse_count(table.cell(row, *decile));
        if (value && *value >= 1 && *value <= 10)
            deciles.emplace(area, static_cast<std::uint8_t>(*value));
        else
            quality.count(table.name(), Oddity::decile_unusable, "read as missing", area);
    }
    if (deciles.empty()) throw InputError(path.string() + " has no usable row: no English area code with a decile");
    return deciles;
}

}  // namespace sendscape
