// SPDX-License-Identifier: MIT
#include "sim/scenario/sites.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {

std::int64_t school_age_children(const Zone& zone) {
    return std::accumulate(zone.residents.begin() + 4, zone.residents.begin() + 16, std::int64_t{0});
}

AreaId find_area(const Map& map, const std::string& where, const std::string& near) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < map.areas.size(); ++i) {
        if (map.areas[i].name == near || map.areas[i].code == near) return AreaId(i);
        names.push_back(map.areas[i].name);
    }
    throw InputError(fmt::format("{}: no planning area '{}' on the map{} Areas: {}", where, near,
                                 did_you_mean(near, names, "."), fmt::join(names, ", ")));
}

ZoneId find_site(const Map& map, const std::string& where, const std::string& near) {
    for (std::size_t i = 0; i < map.zones.size(); ++i)
        if (map.zones[i].code == near && map.zones[i].area.exists() &&
            std::none_of(map.areas.begin(), map.areas.end(),
                         [&](const Area& area) { return area.name == near || area.code == near; }))
            return ZoneId(i);
    const ZoneId zone = fullest_zone(map, find_area(map, where, near));
    if (!zone.exists())
        throw InputError(fmt::format("{}: planning area '{}' has no zone a school could stand in", where, near));
    return zone;
}

ZoneId fullest_zone(const Map& map, AreaId area, const std::set<ZoneId>& taken) {
    ZoneId best;
    std::int64_t most = -1;
    for (std::size_t i = 0; i < map.zones.size(); ++i)
        if (map.zones[i].area == area && !taken.contains(ZoneId(i)) && school_age_children(map.zones[i]) > most) {
            best = ZoneId(i);
            most = school_age_children(map.zones[i]);
        }
    return best;
}

}  // namespace sendscape
