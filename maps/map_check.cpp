// SPDX-License-Identifier: MIT
#include "maps/map_check.h"

#include <array>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

#include "sim/files/stored_value.h"

namespace sendscape {
namespace {

constexpr double farthest = ColumnRange::farthest, most_children = ColumnRange::most_children;
constexpr double most_plans = 100'000'000;                        ///< in one authority: far beyond anything real
constexpr std::int32_t earliest = 1000 * 12, latest = 3000 * 12;  ///< Month::index: tables' dates are read between
constexpr std::int32_t always = 0, never = std::numeric_limits<std::int32_t>::max();

/// Stands for a value of any type: as many of it as a struct takes are its fields.
struct AnyValue {
    template <class T>
    operator T() const;
};
template <class Struct, class... Values>
constexpr std::size_t count_fields() {
    if constexpr (requires { Struct{Values{}..., AnyValue{}}; })
        return count_fields<Struct, Values..., AnyValue>();
    else
        return sizeof...(Values);
}
constexpr std::size_t count_school_columns() {
    std::size_t columns = 0;
    School::for_each_column([&](const SchoolColumn&, auto) { ++columns; });
    return columns;
}
static_assert(count_school_columns() == count_fields<School>(),
              "a field of School has no row in School::for_each_column (maps/map.h), or a row no field");

std::size_t rows_of(const Map& map, AuthorityId) { return map.authorities.size(); }
std::size_t rows_of(const Map& map, AreaId) { return map.areas.size(); }
std::size_t rows_of(const Map& map, ZoneId) { return map.zones.size(); }
std::size_t rows_of(const Map& map, NodeId) { return map.roads.nodes(); }
std::size_t rows_of(const Map& map, SchoolId) { return map.schools.size(); }

/// `instead`: the value besides possible months and `never` that the column may hold.
void check_month(const std::string& variable, Month month, std::size_t row, std::int32_t instead,
                 const ColumnCheck& check) {
    const std::int32_t index = month.index;
    if (index != instead && index != never && (index < earliest || index > latest))
        check.refuse(
            fmt::format("'{}' holds month {} in row {}; allowed: {} (January 1000) to {} (January "
                        "3000), {} for never{}",
                        variable, index, row, earliest, latest, never, instead == always ? ", 0 for always" : ""));
}

/// A column of schools against the range its row of School::for_each_column gives.
template <class Field>
void check_column(const Map& map, const SchoolColumn& about, Field School::*member, const ColumnCheck& check,
                  const std::string& variable) {
    using Kind = ColumnRange::Kind;
    const ColumnRange& range = about.range;
    if constexpr (std::is_same_v<Field, std::string>) {
        return;  // any words
    } else if constexpr (requires { std::tuple_size<Field>::value; }) {
        for (std::size_t part = 0; part < std::tuple_size_v<Field>; ++part)
            check.within(
                variable, map.schools, [&](const School& s) { return (s.*member)[part]; }, range.least, range.most);
    } else if constexpr (std::is_same_v<Field, Month>) {
        for (std::size_t row = 0; row < map.schools.size(); ++row)
            check_month(variable, map.schools[row].*member, row, range.kind == Kind::opening ? always : never, check);
    } else if constexpr (requires { rows_of(map, Field()); }) {
        const auto value = [&](const School& s) { return (s.*member).value; };
        if (range.kind == Kind::row)
            check.row_of(variable, map.schools, value, rows_of(map, Field()));
        else
            check.row_of_or_none(variable, map.schools, value, rows_of(map, Field()));
    } else if (range.kind == Kind::numbers) {
        check.within(
            variable, map.schools, [&](const School& s) { return stored(s.*member); }, range.least, range.most);
    }
}

void check_schools(const Map& map, const ColumnCheck& check, ColumnName name) {
    School::for_each_column([&](const SchoolColumn& about, auto member) {
        check_column(map, about, member, check, name("schools", about.name));
    });
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        if (school.low_ncy > school.high_ncy)
            check.refuse(fmt::format("'{}' is above '{}' in row {}", name("schools", "low_ncy"),
                                     name("schools", "high_ncy"), s));
        if (school.plans + school.sen_support > school.roll)
            check.refuse(fmt::format("'{}' and '{}' add up to more than '{}' in row {}", name("schools", "plans"),
                                     name("schools", "sen_support"), name("schools", "roll"), s));
    }
}

void check_zones(const Map& map, const ColumnCheck& check, ColumnName name) {
    check.row_of_or_none(
        name("zones", "area"), map.zones, [](const Zone& z) { return z.area.value; }, map.areas.size());
    check.row_of(
        name("zones", "authority"), map.zones, [](const Zone& z) { return z.authority.value; }, map.authorities.size());
    check.row_of_or_none(
        name("zones", "node"), map.zones, [](const Zone& z) { return z.node.value; }, map.roads.nodes());
    const auto whole = [&](const char* column, auto of, double least, double most) {
        check.within(name("zones", column), map.zones, of, least, most);
    };
    whole(
        "x", [](const Zone& z) { return z.x; }, -farthest, farthest);
    whole(
        "y", [](const Zone& z) { return z.y; }, -farthest, farthest);
    whole(
        "radius", [](const Zone& z) { return z.radius_m; }, 0, farthest);
    whole(
        "decile", [](const Zone& z) { return int{z.decile}; }, 1, 10);
    for (std::size_t age = 0; age < zone_ages; ++age)
        whole(
            "residents", [age](const Zone& z) { return z.residents[age]; }, 0, most_children);
}

/// The years of an authority's rows: possible, and each once, oldest first.
template <class Row>
void check_years(const std::vector<Row>& rows, const std::string& variable, const Authority& authority,
                 const ColumnCheck& check) {
    constexpr int first_year = 1900, last_year = 2200;
    check.within(
        variable, rows, [](const Row& row) { return row.year; }, first_year, last_year);
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].year <= rows[i - 1].year)
            check.refuse(fmt::format("'{}' goes from {} to {} for authority {}: its years stand once each, in order",
                                     variable, rows[i - 1].year, rows[i].year, authority.code));
}

void check_authorities(const Map& map, const ColumnCheck& check, ColumnName name) {
    constexpr double not_given = -1;
    const auto itself = [](auto value) { return value; };
    for (const Authority& authority : map.authorities) {
        check_years(authority.sen2.plans, name("plans_maintained", "year"), authority, check);
        for (const PlansMaintained& plans : authority.sen2.plans) {
            check.within(name("plans_maintained", "total"), std::span(&plans.total, 1), itself, 0, most_plans);
            check.within(name("plans_maintained", "by_setting"), plans.by_setting, itself, 0, most_plans);
            check.within(name("plans_maintained", "by_age_band"), plans.by_age_band, itself, 0, most_plans);
            check.within(name("plans_maintained", "by_need"), plans.by_need, itself, 0, most_plans);
        }
        check_years(authority.sen2.flows, name("plan_flows", "year"), authority, check);
        const auto count = [&](const char* column, std::int32_t PlanFlows::*member) {
            check.within(
                name("plan_flows", column), authority.sen2.flows, [member](const PlanFlows& f) { return f.*member; },
                not_given, most_plans);
        };
        count("requests", &PlanFlows::requests);
        count("agreed", &PlanFlows::agreed);
        count("refused", &PlanFlows::refused);
        count("not_issued", &PlanFlows::not_issued);
        count("new_plans", &PlanFlows::new_plans);
        count("timed", &PlanFlows::timed);
        count("in_time", &PlanFlows::in_time);
        for (const PlanFlows& flows : authority.sen2.flows) {
            check.within(name("plan_flows", "new_by_setting"), flows.new_by_setting, itself, 0, most_plans);
            check.within(name("plan_flows", "new_by_age_band"), flows.new_by_age_band, itself, 0, most_plans);
        }
    }
}

void check_roads(const RoadNetwork& roads, const ColumnCheck& check, ColumnName name) {
    if (roads.x.empty() && roads.first_arc.empty() && roads.head.empty()) return;
    check.size(name("roads", "y"), roads.y.size(), roads.x.size());
    check.compressed(name("roads", "first_arc"), roads.first_arc, roads.x.size(), roads.head.size());
    check.size(name("roads", "metres"), roads.metres.size(), roads.head.size());
    check.size(name("roads", "seconds"), roads.seconds.size(), roads.head.size());
    check.size(name("roads", "walkable"), roads.walkable.size(), roads.head.size());
    const auto itself = [](auto value) { return value; };
    check.within(name("roads", "x"), roads.x, itself, -farthest, farthest);
    check.within(name("roads", "y"), roads.y, itself, -farthest, farthest);
    check.row_of(name("roads", "head"), roads.head, itself, roads.x.size());
    // Infinite where there is no way: for cars on a path, on foot on a motorway.
    constexpr double no_way = std::numeric_limits<double>::infinity();
    check.within(name("roads", "metres"), roads.metres, itself, 0, no_way);
    check.within(name("roads", "seconds"), roads.seconds, itself, 0, no_way);
}

void check_travel(const Map& map, const ColumnCheck& check, ColumnName name) {
    const TravelTable& travel = map.travel;
    if (travel.first.empty() && travel.school.empty()) return;
    check.compressed(name("travel", "first"), travel.first, map.zones.size(), travel.school.size());
    check.size(name("travel", "metres"), travel.metres.size(), travel.school.size());
    check.size(name("travel", "tenths"), travel.tenths.size(), travel.school.size());
    const auto itself = [](auto value) { return value; };
    check.row_of(name("travel", "school"), travel.school, itself, map.schools.size());
    check.within(name("travel", "metres"), travel.metres, itself, 0, farthest);
    // Journeys are found by halving: a row out of order would hide others.
    for (std::size_t zone = 0; zone < map.zones.size(); ++zone)
        for (std::uint32_t row = travel.first[zone] + 1; row < travel.first[zone + 1]; ++row)
            if (travel.school[row] <= travel.school[row - 1])
                check.refuse(fmt::format("'{}' is not in order in row {}", name("travel", "school"), row));
}

template <class Row>
std::vector<OutlineCorner> corners_of(const std::vector<Row>& rows) {
    std::vector<OutlineCorner> corners;
    for (std::uint32_t row = 0; row < rows.size(); ++row)
        for (std::uint32_t ring = 0; ring < rows[row].outline.size(); ++ring)
            for (const auto& [x, y] : rows[row].outline[ring]) corners.push_back({row, ring, x, y});
    return corners;
}

/// `table` has the corners, its column `row_column` says whose they are.
template <class Row>
void set_corners(std::vector<Row>& rows, std::string_view table, std::string_view row_column,
                 std::span<const OutlineCorner> corners, const ColumnCheck& check, ColumnName name) {
    using C = OutlineCorner;
    check.row_of(
        name(table, row_column), corners, [](const C& c) { return c.area; }, rows.size());
    check.within(
        name(table, "x"), corners, [](const C& c) { return c.x; }, -farthest, farthest);
    check.within(
        name(table, "y"), corners, [](const C& c) { return c.y; }, -farthest, farthest);
    std::size_t row = 0;
    for (const OutlineCorner& corner : corners) {
        Outline& outline = rows[corner.area].outline;
        if (corner.ring > outline.size())
            check.refuse(
                fmt::format("'{}' holds {} in row {}; allowed: 0 to {}, rings being numbered one after another",
                            name(table, "ring"), corner.ring, row, outline.size()));
        if (corner.ring == outline.size()) outline.emplace_back();
        outline[corner.ring].emplace_back(corner.x, corner.y);
        ++row;
    }
}

}  // namespace

std::vector<OutlineCorner> outline_corners(const Map& map) { return corners_of(map.areas); }
std::vector<OutlineCorner> border_corners(const Map& map) { return corners_of(map.authorities); }

void set_outlines(Map& map, std::span<const OutlineCorner> corners, const ColumnCheck& check, ColumnName name) {
    set_corners(map.areas, "outlines", "area", corners, check, name);
}

void set_borders(Map& map, std::span<const OutlineCorner> corners, const ColumnCheck& check, ColumnName name) {
    set_corners(map.authorities, "borders", "authority", corners, check, name);
}

void check_map(const Map& map, const ColumnCheck& check, ColumnName name) {
    if (!(map.detour_factor >= 1 && map.detour_factor <= 100))
        check.refuse(fmt::format("its detour_factor is {}; allowed: 1 to 100", map.detour_factor));
    check_authorities(map, check, name);
    check.row_of(
        name("areas", "authority"), map.areas, [](const Area& a) { return a.authority.value; }, map.authorities.size());
    const auto whole = [&](const char* column, std::int32_t Area::*member) {
        check.within(
            name("areas", column), map.areas, [member](const Area& a) { return a.*member; }, -farthest, farthest);
    };
    whole("x", &Area::x);
    whole("y", &Area::y);
    check_roads(map.roads, check, name);
    check_zones(map, check, name);
    check_schools(map, check, name);
    check_travel(map, check, name);
}

}  // namespace sendscape
