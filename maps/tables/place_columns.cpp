// SPDX-License-Identifier: MIT
#include "maps/tables/place_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "maps/tables/authority_places.h"
#include "maps/tables/cell_values.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

// Pairs of headings, as column_key writes them, east first; the order is the order of preference.
struct Headings {
    std::string_view east, north;
    bool degrees, neutral;  // what the headings say; neutral: X and Y are either
};
constexpr std::array<Headings, 20> headings{{
    {"easting", "northing", false, false},
    {"eastings", "northings", false, false},
    {"bng_e", "bng_n", false, false},
    {"east", "north", false, false},
    {"x_easting", "y_northing", false, false},
    {"longitude", "latitude", true, false},
    {"long", "lat", true, false},
    {"lon", "lat", true, false},
    {"lng", "lat", true, false},
    {"x_lon", "y_lat", true, false},
    {"longitude_wgs84", "latitude_wgs84", true, false},
    {"school_longitude", "school_latitude", true, false},
    {"x", "y", false, true},
    {"x_coord", "y_coord", false, true},
    {"xcoord", "ycoord", false, true},
    {"x_coordinate", "y_coordinate", false, true},
    {"point_x", "point_y", false, true},
    {"coord_x", "coord_y", false, true},
    {"centroid_x", "centroid_y", false, true},
    {"geo_x", "geo_y", false, true},
}};

bool are_degrees(double east, double north) { return north > 49 && north < 61 && east > -9 && east < 2.5; }

/// Metres of the National Grid: no place of Great Britain is within a kilometre of the grid's axes.
bool are_metres(double east, double north) { return in_great_britain(east, north) && east >= 1000 && north >= 1000; }

/// Metres of the web's maps (EPSG:3857), which ArcGIS writes as x and y.
bool are_web_mercator(double east, double north) {
    return east > -1'000'000 && east < 300'000 && north > 6'200'000 && north < 8'700'000;
}

enum class Held { nothing, metres, degrees, metres_swapped, degrees_swapped };

Held held_by(const CsvTable& table, std::size_t east, std::size_t north) {
    constexpr std::size_t enough = 2000;  // rows that decide
    std::array<std::size_t, 5> seen{};
    std::size_t looked = 0;
    for (std::size_t row = 0; row < table.rows() && looked < enough; ++row) {
        const auto e = parse_number(table.cell(row, east)), n = parse_number(table.cell(row, north));
        if (!e || !n) continue;
        ++looked;
        const Held held = are_degrees(*e, *n)   ? Held::degrees
                          : are_metres(*e, *n)  ? Held::metres
                          : are_degrees(*n, *e) ? Held::degrees_swapped
                          : are_metres(*n, *e)  ? Held::metres_swapped
                                                : Held::nothing;
        ++seen[static_cast<std::size_t>(held)];
    }
    // Rows without a place (0, 0) decide nothing.
    const auto most = std::max_element(seen.begin() + 1, seen.end());
    return *most == 0 ? Held::nothing : static_cast<Held>(most - seen.begin());
}

/// Both ways round may lie in Great Britain: London's northing is the easting of the Irish Sea. InputError where most
/// rows lie outside England's extent as they stand, and within it with the two exchanged.
void refuse_swapped(const CsvTable& table, std::size_t east, std::size_t north) {
    std::size_t places = 0, swapped = 0, first = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto e = parse_number(table.cell(row, east)), n = parse_number(table.cell(row, north));
        if (!e || !n || !are_metres(*e, *n)) continue;
        ++places;
        if (may_be_in_england(*e, *n) || !may_be_in_england(*n, *e)) continue;
        if (swapped++ == 0) first = row;
    }
    if (swapped * 2 <= places) return;
    throw InputError(
        fmt::format("{}: easting and northing seem to be exchanged: columns '{}' and '{}' hold {}, {} here, and {} of "
                    "{} places lie "
                    "outside England as they stand and inside it the other way round; exchange the two headings",
                    table.place(first), table.headings()[east], table.headings()[north], table.cell(first, east),
                    table.cell(first, north), swapped, places));
}

}  // namespace

std::vector<PlaceColumns> find_place_columns(const CsvTable& table, QualityTable& quality) {
    std::vector<PlaceColumns> found;
    for (const Headings& named : headings) {
        const auto east = table.column({named.east}), north = table.column({named.north});
        if (!east || !north) continue;
        const Held held = held_by(table, *east, *north);
        if (held == Held::nothing) continue;
        if (held == Held::metres) refuse_swapped(table, *east, *north);
        const bool degrees = held == Held::degrees || held == Held::degrees_swapped;
        const bool swapped = held == Held::metres_swapped || held == Held::degrees_swapped;
        if (swapped)
            found.push_back({*north, *east, degrees});
        else
            found.push_back({*east, *north, degrees});
        if (swapped || (!named.neutral && degrees != named.degrees))
            quality.count(table.name(), Oddity::coordinates_misnamed,
                          fmt::format("read by their values: {}{}", degrees ? "degrees" : "metres of the National Grid",
                                      swapped ? ", the first of them north" : ""),
                          fmt::format("{}, {}", table.headings()[*east], table.headings()[*north]));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const PlaceColumns& a, const PlaceColumns& b) { return !a.degrees && b.degrees; });
    return found;
}

bool has_place_columns(const CsvTable& table) {
    return std::any_of(headings.begin(), headings.end(),
                       [&](const Headings& named) { return table.has(named.east) && table.has(named.north); });
}

std::string why_no_place(const CsvTable& table) {
    for (const Headings& named : headings) {
        const auto east = table.column({named.east}), north = table.column({named.north});
        if (!east || !north) continue;
        const std::string_view e = table.cell(0, *east), n = table.cell(0, *north);
        const auto x = parse_number(e), y = parse_number(n);
        return fmt::format(
            "columns '{}' and '{}' hold {}, {} on line {}, which {}; needed are metres of the National Grid, or "
            "degrees "
            "of longitude and latitude",
            table.headings()[*east], table.headings()[*north], e, n, table.line(0),
            x && y && are_web_mercator(*x, *y) ? "are metres of the web's maps (EPSG:3857)"
                                               : "is no place in Great Britain");
    }
    return "no columns of coordinates; needed are easting and northing, longitude and latitude, or x and y (metres of "
           "the National Grid, or degrees)";
}

std::optional<std::pair<std::int32_t, std::int32_t>> place_of(const CsvTable& table, std::size_t row,
                                                              const PlaceColumns& columns,
                                                              const GridProjection& projection) {
    const auto east = parse_number(table.cell(row, columns.east)), north = parse_number(table.cell(row, columns.north));
    if (!east || !north) return std::nullopt;
    if (columns.degrees) return projection.to_grid(*north, *east);
    if (!in_great_britain(*east, *north)) return std::nullopt;
    return std::pair{static_cast<std::int32_t>(*east + 0.5), static_cast<std::int32_t>(*north + 0.5)};
}

}  // namespace sendscape
