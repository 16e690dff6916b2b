#include "maps/tables/zone_tables.h"

#include <fmt/format.h>

#include <charconv>

#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/projection.h"
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
    const CsvTable table = read_csv(path);
    const auto code_column = table.needed_column("the code of the small area", code_names);
    const auto name_column = table.column(name_names);
    const auto sex_column = table.column({"sex"});
    const auto la_column = table.column(
        {"la_code", "lad22cd", "lad23cd", "ladcd", "utlacd", "la_name", "localauthority", "local_authority"});
    std::vector<std::pair<std::size_t, AgeRange>> ages, bands;
    for (std::size_t i = 0; i < table.columns().size(); ++i)
        if (const auto range = ages_of(table.columns()[i])) {
            if (range->first == range->last || range->first >= 85)
                ages.emplace_back(i, *range);
            else if (!table.columns()[i].starts_with("aged_"))
                bands.emplace_back(i, *range);
        }
    const auto total = table.column({"pop", "population", "total", "all_ages", "allages", "total_population"});
    PopulationTable population;
    if (ages.size() >= 26)
        population.detail = AgeDetail::single_years;
    else if (bands.size() >= 2)
        population.detail = AgeDetail::bands;
    else if (total)
        population.detail = AgeDetail::total;
    else
        throw InputError(
            path.string() +
            ", line 1: no ages are known in this table; needed are columns 0, 1, 2 ... 25, or bands such as "
            "f0_to_15 and m16_to_29, or one column pop, population, total or all_ages");
    std::map<std::string, std::size_t> index;
    std::map<std::string, bool> has_persons;
    if (sex_column)
        for (std::size_t row = 0; row < table.rows(); ++row)
            if (lower_case(table.cell(row, *sex_column)) == "persons")
                has_persons[std::string(table.cell(row, code_column))] = true;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string code(table.cell(row, code_column));
        if (is_missing(code)) {
            quality.count(table.name(), "rows without an area code", "dropped",
                          fmt::format("line {}", table.line(row)));
            continue;
        }
        const std::string sex = lower_case(table.cell(row, sex_column));
        if (sex_column && sex != "persons" && has_persons[code]) continue;
        const auto [found, fresh] = index.emplace(code, population.rows.size());
        if (fresh) {
            PopulationRow entry;
            entry.code = code;
            entry.name = std::string(table.cell(row, name_column));
            const std::string_view la = table.cell(row, la_column);
            if (const auto* authority = authority_of_code(la))
                entry.authority_code = std::string(authority->code);
            else if (const auto* named = authority_of_name(la))
                entry.authority_code = std::string(named->code);
            else
                entry.authority_code = authority_in_name(entry.name);
            population.rows.push_back(std::move(entry));
        } else if (!sex_column) {
            quality.count(table.name(), "duplicate area codes", "the first row is kept", code);
            continue;
        }
        auto& by_age = population.rows[found->second].by_age;
        const auto add = [&](std::size_t column, AgeRange range) {
            if (range.first >= zone_ages) return;
            const auto people = parse_number(table.cell(row, column));
            if (people && *people >= 0)
                spread(range, *people, by_age);
            else
                quality.count(table.name(), "population is not a count", "read as nobody", code);
        };
        switch (population.detail) {
            case AgeDetail::single_years:
                for (const auto& [column, range] : ages) add(column, range);
                break;
            case AgeDetail::bands:
                for (const auto& [column, range] : bands) add(column, range);
                break;
            case AgeDetail::total:
                add(*total, {0, 90});
                break;
        }
    }
    if (population.rows.empty()) throw InputError(path.string() + " has no usable row: no row has an area code");
    const char* how = population.detail == AgeDetail::single_years ? "areas with people by single year of age"
                      : population.detail == AgeDetail::bands      ? "areas with people by age band"
                                                                   : "areas with a total of people only";
    quality.count(table.name(), how,
                  population.detail == AgeDetail::single_years ? "taken as read"
                                                               : "spread over single years by England's age profile",
                  {}, static_cast<std::int64_t>(population.rows.size()));
    quality.count(table.name(), "blank rows", "dropped", {}, table.blank_rows());
    return population;
}

std::map<std::string, std::pair<std::int32_t, std::int32_t>> read_centroids(const std::filesystem::path& path,
                                                                            QualityTable& quality) {
    const CsvTable table = read_csv(path);
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
            quality.count(table.name(), "areas outside England", "dropped");
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
            quality.count(table.name(), "coordinates blank or outside Great Britain", "area dropped", area);
        else if (!places.emplace(area, *grid).second)
            quality.count(table.name(), "duplicate area codes", "the first row is kept", area);
    }
    if (places.empty())
        throw InputError(path.string() + " has no usable row: no English area code with coordinates in Great Britain");
    return places;
}

std::map<std::string, std::uint8_t> read_deprivation(const std::filesystem::path& path, QualityTable& quality) {
    const CsvTable table = read_csv(path);
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
            quality.count(table.name(), "decile is not a number from 1 to 10", "read as missing", area);
    }
    if (deciles.empty()) throw InputError(path.string() + " has no usable row: no English area code with a decile");
    return deciles;
}

}  // namespace sendscape
