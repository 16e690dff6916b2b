// SPDX-License-Identifier: MIT
#pragma once
#include "sim/start/build_world.h"
#include "tests/support/small_map.h"

namespace sendscape::testing {

/// Two small towns so many times as large, side by side, each of its own authority, both measured: enough children for
/// shares of a year's requests to be told from chance, and, as each is five kilometres across, a border that some of
/// them cross.
inline Map town_of_two(std::int32_t times, std::int32_t metres_apart = 7000) {
    Map map = *small_map();
    const auto zones = static_cast<std::uint32_t>(map.zones.size());
    const std::size_t schools = map.schools.size();
    for (Authority& authority : map.authorities) authority.in_area = true;
    for (Zone& zone : map.zones) {
        zone.authority = AuthorityId(0);
        zone.area = AreaId(0);
        // A quarter more than its schools teach: else who lives where is what room is left, not journeys.
        for (std::int32_t& residents : zone.residents) residents = residents * times * 5 / 4;
    }
    map.areas[1].authority = AuthorityId(1);
    for (School& school : map.schools) {
        school.authority = AuthorityId(0);
        school.area = AreaId(0);
        school.in_area = true;
        for (std::int32_t* count : {&school.capacity, &school.pan, &school.roll, &school.plans, &school.sen_support,
                                    &school.commissioned_places, &school.base_places[0]})
            *count *= times;
    }
    for (std::uint32_t z = 0; z < zones; ++z) {
        Zone zone = map.zones[z];
        zone.code += "E";
        zone.x += metres_apart;
        zone.authority = AuthorityId(1);
        zone.area = AreaId(1);
        map.zones.push_back(zone);
    }
    for (std::size_t s = 0; s < schools; ++s) {
        School school = map.schools[s];
        school.urn += static_cast<std::uint32_t>(schools);
        school.name += " East";
        school.x += metres_apart;
        school.zone = ZoneId(school.zone.value + zones);
        school.authority = AuthorityId(1);
        school.area = AreaId(1);
        map.schools.push_back(school);
    }
    map.travel = {{0}, {}, {}, {}};
    for (const Zone& zone : map.zones) {
        for (std::uint32_t s = 0; s < map.schools.size(); ++s) {
            const School& site = map.schools[s];
            const Journey way = straight_line_journey(map.detour_factor, zone.x - site.x, zone.y - site.y);
            map.travel.school.push_back(s);
            map.travel.metres.push_back(static_cast<std::uint32_t>(way.metres));
            map.travel.tenths.push_back(static_cast<std::uint16_t>(way.tenths));
        }
        map.travel.first.push_back(static_cast<std::uint32_t>(map.travel.school.size()));
    }
    return map;
}

}  // namespace sendscape::testing
