// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "maps/map.h"

namespace sendscape::testing {

/// Rows of the small map's schools.
enum SmallSchool : std::uint32_t {
    st_anne = 0,  ///< primary, 210, with a resourced provision of 12 places
    riverside,    ///< primary, 420
    hill_infant,  ///< infant, Reception to Year 2
    hill_junior,  ///< junior, Years 3 to 6
    wold_faith,   ///< faith primary, 105, in the halo
    kings,        ///< secondary with a sixth form
    meadow,       ///< secondary, Years 7 to 11
    oak_special,  ///< state special, Reception to Year 14
    elm_special,  ///< independent special in the halo
    small_schools
};

namespace small_map_details {

struct Row {
    const char* name;
    Setting setting;
    SchoolPhase phase;
    std::uint32_t zone;
    std::int8_t low, high;
    std::int32_t capacity, pan, roll, plans, sen_support, places;
    bool in_area;
};

inline constexpr std::array<Row, small_schools> rows{{
    {"St Anne's", Setting::mainstream, SchoolPhase::primary, 1, 0, 6, 210, 30, 198, 18, 30, 0, true},
    {"Riverside", Setting::mainstream, SchoolPhase::primary, 5, -1, 6, 460, 60, 446, 9, 55, 0, true},
    {"Hill Infant", Setting::mainstream, SchoolPhase::primary, 2, 0, 2, 180, 60, 165, 5, 24, 0, true},
    {"Hill Junior", Setting::mainstream, SchoolPhase::primary, 2, 3, 6, 240, 60, 236, 8, 37, 0, true},
    {"Wold Faith", Setting::mainstream, SchoolPhase::primary, 10, 0, 6, 105, 15, 98, 3, 13, 0, false},
    {"King's", Setting::mainstream, SchoolPhase::secondary, 4, 7, 13, 680, 110, 610, 15, 78, 0, true},
    {"Meadow", Setting::mainstream, SchoolPhase::secondary, 7, 7, 11, 420, 75, 340, 16, 52, 0, true},
    {"Oak", Setting::state_special, SchoolPhase::all_through, 3, 0, 14, 70, 0, 68, 68, 0, 66, true},
    {"Elm", Setting::independent_special, SchoolPhase::all_through, 11, 3, 13, 30, 0, 18, 17, 1, 0, false},
}};

}  // namespace small_map_details

/// A market town of twelve zones on a grid, ten in the authority under study and two in its neighbour's, with nine
/// schools, an eight-hundredth part of England's children and a census of January 2026. No roads: straight lines.
inline std::shared_ptr<const Map> small_map() {
    auto map = std::make_shared<Map>();
    map->name = "Small town";
    map->synthetic = true;
    map->census = Month(2026, 1);
    map->authorities.resize(2);
    map->authorities[0].code = "901";
    map->authorities[0].name = "Smallshire";
    map->authorities[1].code = "902";
    map->authorities[1].name = "Overshire";
    map->authorities[1].in_area = false;
    for (int a = 0; a < 2; ++a) {
        Area area;
        area.code = std::string(1, "AB"[a]);
        area.name = a == 0 ? "West" : "East";
        area.authority = AuthorityId(0);
        area.x = 400'600 + a * 2400;
        area.y = 300'800;
        const std::int32_t left = 400'000 + a * 2400;
        area.outline = {{{left, 299'600}, {left + 2400, 299'600}, {left + 2400, 302'600}, {left, 302'600}}};
        map->areas.push_back(std::move(area));
    }
    for (std::uint32_t z = 0; z < 12; ++z) {
        Zone zone;
        const bool halo = z >= 10;
        zone.code = std::string("Z").append(std::to_string(z + 1));
        zone.authority = AuthorityId(halo ? 1u : 0u);
        if (!halo) zone.area = AreaId(z % 4 < 2 ? 0u : 1u);
        zone.x = 400'600 + static_cast<std::int32_t>(z % 4) * 1200;
        zone.y = 300'000 + static_cast<std::int32_t>(z / 4) * 1100;
        zone.decile = static_cast<std::uint8_t>(1 + (z * 7) % 10);
        // England's cohorts by age over 12 zones: a fifth fewer births since 2012.
        for (int age = 0; age < zone_ages; ++age) {
            const int cohort = age <= 3 ? 12 : age <= 7 ? 13 : age <= 11 ? 14 : 15;
            zone.residents[static_cast<std::size_t>(age)] = cohort + static_cast<int>((z + 3u * unsigned(age)) % 3) - 1;
        }
        map->zones.push_back(std::move(zone));
    }
    std::uint32_t urn = 100'001;
    for (const auto& row : small_map_details::rows) {
        School school;
        school.urn = urn++;
        school.name = row.name;
        school.setting = row.setting;
        school.phase = row.phase;
        school.zone = ZoneId(row.zone);
        school.authority = map->zones[row.zone].authority;
        school.area = map->zones[row.zone].area;
        school.x = map->zones[row.zone].x + 150;
        school.y = map->zones[row.zone].y - 100;
        school.low_ncy = row.low;
        school.high_ncy = row.high;
        school.capacity = row.capacity;
        school.pan = row.pan;
        school.roll = row.roll;
        school.plans = row.plans;
        school.sen_support = row.sen_support;
        school.commissioned_places = row.places;
        school.in_area = row.in_area;
        school.fsm_share = 0.12F + 0.05F * static_cast<float>(map->schools.size() % 5);
        map->schools.push_back(std::move(school));
    }
    map->schools[st_anne].base_places = {12, 0};
    map->schools[wold_faith].faith = true;
    map->schools[wold_faith].own_admissions = true;
    map->schools[kings].own_admissions = true;
    TravelTable& travel = map->travel;
    travel.first.push_back(0);
    for (const Zone& zone : map->zones) {
        for (std::uint32_t s = 0; s < map->schools.size(); ++s) {
            const School& site = map->schools[s];
            const Journey way = straight_line_journey(map->detour_factor, zone.x - site.x, zone.y - site.y);
            travel.school.push_back(s);
            travel.metres.push_back(static_cast<std::uint32_t>(way.metres));
            travel.tenths.push_back(static_cast<std::uint16_t>(way.tenths));
        }
        travel.first.push_back(static_cast<std::uint32_t>(travel.school.size()));
    }
    return map;
}

}  // namespace sendscape::testing
