// SPDX-License-Identifier: MIT
#include "maps/tables/zone_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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
        if (people && *people != std::floor(*people))
            quality.count(table.name(), Oddity::people_in_parts,
                          "added up as they are; residents are rounded once, as zones are made", area.code);
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
    for (const std::size_t column : ages.from_dates)
        quality.count(table.name(), Oddity::bands_as_dates, "read as the bands that fit between their neighbours",
                      table.headings()[column]);
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

/// The year of the index a heading names ("IMD 2019 decile", "IMD19_Decile"); 0: none. The year of the areas' codes
/// ("LSOA 2021") is not that.
int year_of_index(std::string_view key) {
    constexpr int first_index = 2000, last_index = 2100;  // the first index of multiple deprivation is of 2000
    for (std::size_t at = 0; at < key.size(); ++at) {
        if (key[at] < '0' || key[at] > '9') continue;
        const std::size_t end = std::min(key.find_first_not_of("0123456789", at), key.size());
        const std::string_view before = key.substr(0, at), digits = key.substr(at, end - at);
        const double number = parse_number(digits).value_or(0);
        if (!before.ends_with("lsoa") && !before.ends_with("lsoa_") && number >= first_index && number <= last_index)
            return static_cast<int>(number);
        if (digits.size() == 2 && before.ends_with("imd")) return first_index + static_cast<int>(number);
        at = end;
    }
    return 0;
}

bool is_decile_of_overall_index(std::string_view key) {
    for (const char* domain : {"income", "employment", "education", "health", "crime", "barriers", "housing", "living",
                               "environment", "idaci", "idaopi"})
        if (key.find(domain) != std::string_view::npos) return false;
    const bool overall = key.find("multiple_deprivation") != std::string_view::npos || key.starts_with("imd") ||
                         key.find("_imd") != std::string_view::npos;
    return overall && key.find("dec") != std::string_view::npos;
}

/// The column with the decile of the overall index: the one it is told by, never a domain's; of several years the
/// latest. Those beside it are counted.
std::optional<std::size_t> decile_column(const CsvTable& table, QualityTable& quality) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < table.columns().size(); ++i)
        if (is_decile_of_overall_index(table.columns()[i])) found.push_back(i);
    auto chosen = table.column({"e_expanded_decile", "original_decile", "imd_decile", "imddecile"});
    if (!chosen && !found.empty())
        chosen = *std::max_element(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
            return year_of_index(table.columns()[a]) < year_of_index(table.columns()[b]);
        });
    for (const std::size_t column : found)
        if (column != *chosen)
            quality.count(table.name(), Oddity::other_deciles,
                          fmt::format("left out; column '{}' is read", table.headings()[*chosen]),
                          table.headings()[column]);
    return chosen ? chosen : table.column({"decile", "deprivation_decile", "decile_rank", "national_decile"});
}

/// Whether a heading, a title or a cell says that 1 is least deprived ("1 is least deprived", "10 = most"); false for
/// the other way round, nothing where it says neither. InputError, naming `place`, for one that says both.
std::optional<bool> says_one_is_least(std::string_view text, std::string_view place) {
    // In order: 1, X (10), l(east), m(ost). A percentage ("most deprived 10%") is no end of the deciles.
    std::string told, word;
    for (const char c : lower_case(text) + " ") {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '%') {
            word += c;
            continue;
        }
        if (word == "1" || word == "10") told += word == "1" ? '1' : 'X';
        if (word == "least" || word == "lowest") told += 'l';
        if (word == "most" || word == "highest") told += 'm';
        if ((word == "per" || word == "%") && told.ends_with('X')) told.pop_back();
        word.clear();
    }
    const auto is_number = [](char c) { return c == '1' || c == 'X'; };
    // "1 to 10, most to least deprived", and "most to least deprived, 1 to 10": as if told in pairs.
    if (told.size() == 4 && is_number(told[0]) == is_number(told[1]) && is_number(told[2]) == is_number(told[3]))
        std::swap(told[1], told[2]);
    std::optional<bool> least;
    for (std::size_t i = 0; i + 1 < told.size(); ++i) {
        if (is_number(told[i]) == is_number(told[i + 1])) continue;
        const char number = is_number(told[i]) ? told[i] : told[i + 1],
                   end = is_number(told[i]) ? told[i + 1] : told[i];
        const bool says = (number == '1') == (end == 'l');
        if (least && *least != says)
            throw InputError(
                fmt::format("{}: '{}' says of deciles both that 1 is least and that it is most deprived; "
                            "needed is a heading that says one",
                            place, text));
        least = says;
        ++i;
    }
    return least;
}

/// Whether the deciles of a column count from the least deprived: by its heading, else by a title above it, else by
/// what its cells say of 1 and 10.
bool one_is_least(const CsvTable& table, const AreaRows& areas, std::size_t column) {
    if (const auto told = says_one_is_least(table.headings()[column], table.heading_place())) return *told;
    for (const std::string& line : table.above_heading())
        if (lower_case(line).find("decile") != std::string::npos)
            if (const auto told = says_one_is_least(line, table.heading_place())) return *told;
    for (const auto& rows : areas.rows)
        for (const AreaRow& row : rows)
            if (const auto told = says_one_is_least(table.cell(row.row, column), table.place(row.row))) return *told;
    return false;
}

struct DecileOfWords {
    int decile = 0;
    bool of_tenth = false;  ///< named by its tenth ("10% most deprived"), which no order of numbers turns round
};

/// A decile in words: "10% most deprived", "Least deprived 10%", "30-40%" (from the most deprived), "Most deprived
/// decile", "1 - most deprived", "Decile 3".
std::optional<DecileOfWords> decile_of_words(std::string_view cell) {
    constexpr int deciles = 10, tenth = 10;  // per cent
    const std::string words = lower_case(cell);
    std::vector<int> numbers;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at] < '0' || words[at] > '9') continue;
        const std::size_t end = std::min(words.find_first_not_of("0123456789", at), words.size());
        numbers.push_back(parse_count(std::string_view(words).substr(at, end - at)).value_or(0));
        at = end;
    }
    const bool least = contains_word(words, "least"), most = contains_word(words, "most");
    const bool share = words.find('%') != std::string::npos || contains_word(words, "per cent");
    if (least && most) return std::nullopt;
    const auto from_its_end = [&](int decile) { return DecileOfWords{least ? deciles + 1 - decile : decile, true}; };
    if (numbers.empty() && (least || most) && contains_word(words, "decile")) return from_its_end(1);
    if (share && numbers.size() == 1 && numbers[0] == tenth && (least || most)) return from_its_end(1);
    if (share && numbers.size() == 2) {
        const int first = numbers[0] % tenth == 1 ? numbers[0] - 1 : numbers[0], last = numbers[1];  // 31-40% too
        if (first % tenth == 0 && last - first == tenth && last <= deciles * tenth) return from_its_end(last / tenth);
    }
    const bool named = least || most || contains_word(words, "decile");
    if (!share && named && numbers.size() == 1 && numbers[0] >= 1 && numbers[0] <= deciles)
        return DecileOfWords{numbers[0], false};
    return std::nullopt;
}

/// The deciles of a column by area code, 1 most deprived.
std::map<std::string, std::uint8_t> deciles_in(const CsvTable& table, const AreaRows& areas, std::size_t column,
                                               QualityTable& quality) {
    const bool turned = one_is_least(table, areas, column);
    std::map<std::string, std::uint8_t> deciles;
    std::string unusable;
    for (std::size_t area = 0; area < areas.codes.size(); ++area) {
        const std::string& code = areas.codes[area];
        if (!code.starts_with('E')) continue;
        const std::string_view cell =
            areas.rows[area].empty() ? std::string_view{} : table.cell(areas.rows[area].front().row, column);
        const auto number = cell.find('%') == std::string_view::npos ? parse_count(cell) : std::nullopt;
        const auto words = number ? std::nullopt : decile_of_words(cell);
        int decile = words ? words->decile : number.value_or(0);
        if (decile < 1 || decile > 10) {
            quality.count(table.name(), Oddity::decile_unusable, "read as missing", code);
            if (unusable.empty() && !cell.empty())
                unusable = fmt::format("; column '{}' holds '{}' on line {}", table.headings()[column], cell,
                                       table.line(areas.rows[area].front().row));
            continue;
        }
        if (words) quality.count(table.name(), Oddity::decile_in_words, "read as the tenth they name", cell);
        if (turned && !(words && words->of_tenth)) {
            quality.count(table.name(), Oddity::deciles_turned, "turned round: 1 is the most deprived",
                          table.headings()[column]);
            decile = 11 - decile;
        }
        deciles.emplace(code, static_cast<std::uint8_t>(decile));
    }
    if (deciles.empty())
        throw InputError(table.path().string() + " has no usable row: no English area code with a decile from 1 to 10" +
                         unusable);
    return deciles;
}

}  // namespace

std::map<std::string, std::uint8_t> read_deprivation(const std::filesystem::path& path, QualityTable& quality) {
    const CsvTable table = read_area_table(path, quality);
    AreaRows areas = rows_by_area(table, quality, "deprivation of small areas", deprivation_reads);
    keep_latest_period(table, areas, quality);
    keep_overall_index(table, areas);
    auto decile = decile_column(table, quality);
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
    return deciles_in(table, areas, *decile, quality);
}

}  // namespace sendscape
