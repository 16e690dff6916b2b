#include "maps/map_check.h"

#include <limits>

namespace sendscape {
namespace {

// Bounds are far beyond anything real: they keep sums of numbers within their types, and waits within a life.
constexpr double farthest = 10'000'000;          ///< metres from the grid's origin; Great Britain ends at 1,300,000
constexpr double most_children = 1'000'000'000;  ///< in one school or zone: what tables are read with
constexpr double most_plans = 100'000'000;       ///< in one authority
constexpr std::int32_t earliest = 1000 * 12, latest = 3000 * 12;  ///< Month::index: tables' dates are read between
constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
constexpr unsigned all_needs = (1u << (need_count + 1)) - 1;

void check_months(const Map& map, const ColumnCheck& check, ColumnName name) {
    const auto possible = [&](const char* column, Month School::*month, std::int32_t instead) {
        for (std::size_t s = 0; s < map.schools.size(); ++s) {
            const std::int32_t index = (map.schools[s].*month).index;
            if (index != instead && index != never && (index < earliest || index > latest))
                check.refuse(fmt::format(
                    "'{}' holds month {} in row {}; allowed: {} (January 1000) to {} (January "
                    "3000), {} for never{}",
                    name("schools", column), index, s, earliest, latest, never, instead == 0 ? ", 0 for always" : ""));
        }
    };
    possible("opens", &School::opens, 0);
    possible("closes", &School::closes, never);
}

void check_schools(const Map& map, const ColumnCheck& check, ColumnName name) {
    const auto whole = [&](const char* column, auto of, double least, double most) {
        check.within(name("schools", column), map.schools, of, least, most);
    };
    const auto count = [&](const char* column, std::int32_t School::*member) {
        whole(
            column, [member](const School& s) { return s.*member; }, 0, most_children);
    };
    check.row_of(
        name("schools", "authority"), map.schools, [](const School& s) { return s.authority.value; },
        map.authorities.size());
    check.row_of_or_none(
        name("schools", "area"), map.schools, [](const School& s) { return s.area.value; }, map.areas.size());
    check.row_of(
        name("schools", "zone"), map.schools, [](const School& s) { return s.zone.value; }, map.zones.size());
    check.row_of_or_none(
        name("schools", "node"), map.schools, [](const School& s) { return s.node.value; }, map.roads.nodes());
    whole(
        "setting", [](const School& s) { return static_cast<int>(s.setting); }, 0, setting_count - 1);
    whole(
        "phase", [](const School& s) { return static_cast<int>(s.phase); }, 0, school_phase_count - 1);
    whole(
        "x", [](const School& s) { return s.x; }, -farthest, farthest);
    whole(
        "y", [](const School& s) { return s.y; }, -farthest, farthest);
    whole(
        "low_ncy", [](const School& s) { return int{s.low_ncy}; }, first_ncy, last_ncy);
    whole(
        "high_ncy", [](const School& s) { return int{s.high_ncy}; }, first_ncy, last_ncy);
    for (std::size_t s = 0; s < map.schools.size(); ++s)
        if (map.schools[s].low_ncy > map.schools[s].high_ncy)
            check.refuse(fmt::format("'{}' is above '{}' in row {}", name("schools", "low_ncy"),
                                     name("schools", "high_ncy"), s));
    whole(
        "sex", [](const School& s) { return static_cast<int>(s.sex); }, 0, 2);
    count("capacity", &School::capacity);
    count("pan", &School::pan);
    count("roll", &School::roll);
    count("plans", &School::plans);
    count("sen_support", &School::sen_support);
    count("commissioned_places", &School::commissioned_places);
    for (std::size_t s = 0; s < map.schools.size(); ++s)
        if (const School& school = map.schools[s]; school.plans + school.sen_support > school.roll)
            check.refuse(fmt::format("'{}' and '{}' add up to more than '{}' in row {}", name("schools", "plans"),
                                     name("schools", "sen_support"), name("schools", "roll"), s));
    whole(
        "fsm_share", [](const School& s) { return s.fsm_share; }, 0, 1);
    for (const std::size_t part : {std::size_t{0}, std::size_t{1}})
        whole(
            "base_places", [part](const School& s) { return s.base_places[part]; }, 0, most_children);
    const auto bases = [](const School& s) { return static_cast<int>(s.base_kind); };
    whole("base_kind", bases, static_cast<int>(Setting::resourced_provision), static_cast<int>(Setting::sen_unit));
    whole(
        "designated", [](const School& s) { return s.designated; }, 0, all_needs);
    whole(
        "base_needs", [](const School& s) { return s.base_needs; }, 0, all_needs);
    whole(
        "inspection_grade", [](const School& s) { return int{s.inspection_grade}; }, 1, 4);
    whole(
        "attainment", [](const School& s) { return s.attainment; }, -100, 100);
    check_months(map, check, name);
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

void check_authorities(const Map& map, const ColumnCheck& check, ColumnName name) {
    for (const Authority& authority : map.authorities) {
        if (!authority.sen2) continue;
        const PlansMaintained& plans = *authority.sen2;
        const auto itself = [](auto value) { return value; };
        check.within(name("authorities", "sen2_year"), std::span(&plans.year, 1), itself, 1900, 2200);
        check.within(name("authorities", "sen2_total"), std::span(&plans.total, 1), itself, 0, most_plans);
        check.within(name("authorities", "sen2_by_setting"), plans.by_setting, itself, 0, most_plans);
        check.within(name("authorities", "sen2_by_age_band"), plans.by_age_band, itself, 0, most_plans);
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

}  // namespace

void set_outlines(Map& map, std::span<const OutlineCorner> corners, const ColumnCheck& check, ColumnName name) {
    using C = OutlineCorner;
    check.row_of(
        name("outlines", "area"), corners, [](const C& c) { return c.area; }, map.areas.size());
    check.within(
        name("outlines", "x"), corners, [](const C& c) { return c.x; }, -farthest, farthest);
    check.within(
        name("outlines", "y"), corners, [](const C& c) { return c.y; }, -farthest, farthest);
    std::size_t row = 0;
    for (const OutlineCorner& corner : corners) {
        auto& outline = map.areas[corner.area].outline;
        if (corner.ring > outline.size())
            check.refuse(
                fmt::format("'{}' holds {} in row {}; allowed: 0 to {}, rings being numbered one after another",
                            name("outlines", "ring"), corner.ring, row, outline.size()));
        if (corner.ring == outline.size()) outline.emplace_back();
        outline[corner.ring].emplace_back(corner.x, corner.y);
        ++row;
    }
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
