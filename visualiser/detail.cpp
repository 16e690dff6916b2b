// SPDX-License-Identifier: MIT
#include "visualiser/detail.h"

#include <algorithm>

namespace sendscape {

bool is_country(const Film& film) {
    return std::count_if(film.authorities.begin(), film.authorities.end(),
                         [](const Authority& authority) { return authority.in_area; }) >= country_authorities;
}

Detail detail_of(const Film& film, const Camera& camera, const sf::FloatRect& map) {
    if (!is_country(film)) return Detail::children;
    const auto on_map = [&](std::int32_t x, std::int32_t y) {
        return map.contains(camera.pixel(static_cast<float>(x), static_cast<float>(y)));
    };
    int schools = 0;
    for (const School& school : film.schools) schools += school.in_area && on_map(school.x, school.y);
    if (schools <= most_schools_with_children) return Detail::children;
    if (schools <= most_schools) return Detail::schools;
    // An authority is on the map where one of its areas is.
    int authorities = 0;
    std::uint32_t last = 0xFFFFFFFF;
    for (const Area& area : film.areas)  // in order of their authorities
        if (area.authority.value != last && on_map(area.x, area.y)) ++authorities, last = area.authority.value;
    return authorities <= most_authorities ? Detail::areas : Detail::authorities;
}

}  // namespace sendscape
