// SPDX-License-Identifier: MIT
#include "visualiser/near_schools.h"

namespace sendscape {

void NearSchools::look(const Film& film, const Camera& camera, const sf::FloatRect& map, const Arrangement& arrangement,
                       float shift_share) {
    const std::uint64_t of = film.edition.object(), arranged = arrangement.edition.object();
    if (film_ == of && arrangement_ == arranged && share_ == shift_share && map_ == map && camera_.same_as(camera))
        return;
    if (film_ != of) crowding_ = crowding_of(film);
    film_ = of, arrangement_ = arranged, share_ = shift_share, map_ = map, camera_ = camera;
    detail_ = detail_of(film, camera, map);
    const sf::FloatRect about{map.left - margin, map.top - margin, map.width + 2 * margin, map.height + 2 * margin};
    rows_.clear();
    rows_.reserve(film.schools.size());
    for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
        sf::Vector2f at{static_cast<float>(film.schools[s].x), static_cast<float>(film.schools[s].y)};
        if (s < arrangement.shift.size()) at += arrangement.shift[s] * shift_share;
        if (about.contains(camera.pixel(at.x, at.y))) rows_.push_back(s);
    }
}

}  // namespace sendscape
