// SPDX-License-Identifier: MIT
#include "visualiser/arrangement.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "visualiser/detail.h"
#include "visualiser/outline.h"
#include "visualiser/territory.h"

namespace sendscape {
namespace {

constexpr std::size_t most_pushed = 2'500;  // schools; more are a map of a country, where nobody reads single discs
constexpr float bead_area = 15.0f;          // square pixels a child's dot takes up, over pi

float room_of(const Film& film, std::size_t row, float crowding) {
    if (!film.schools[row].in_area) return 0;  // neighbours' are small and make way
    const SchoolMonth& now = film.at(0, row);
    const float radius = school_radius(film.schools[row], now, crowding);
    return 0.86f * bead_radius(radius, now.plans) + 1.0f;
}

void push_apart(const Film& film, float metres_a_pixel, float crowding, std::vector<sf::Vector2f>& shift) {
    const std::size_t n = film.schools.size();
    std::vector<sf::Vector2f> at(n);
    std::vector<float> room(n);
    for (std::size_t s = 0; s < n; ++s) {
        at[s] = {static_cast<float>(film.schools[s].x), static_cast<float>(film.schools[s].y)};
        room[s] = room_of(film, s, crowding) * metres_a_pixel;
    }
    for (int round = 0; round < 120; ++round) {
        float worst = 0;
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = a + 1; b < n; ++b) {
                if (room[a] <= 0 || room[b] <= 0) continue;
                const float least = room[a] + room[b];
                sf::Vector2f apart = at[b] - at[a];
                if (std::abs(apart.x) >= least || std::abs(apart.y) >= least) continue;
                float distance = std::sqrt(apart.x * apart.x + apart.y * apart.y);
                if (distance >= least) continue;
                if (distance < 1) {  // on one spot: any direction, the same each time
                    const float angle = static_cast<float>(a * 7 + b) * 2.39996f;
                    apart = {std::cos(angle), std::sin(angle)}, distance = 1;
                }
                const float overlap = least - distance;
                worst = std::max(worst, overlap);
                const sf::Vector2f push = apart * (0.5f * overlap / distance);
                at[a] -= push, at[b] += push;
            }
        }
        if (worst < metres_a_pixel) break;
    }
    shift.resize(n);
    for (std::size_t s = 0; s < n; ++s)
        shift[s] = at[s] - sf::Vector2f{static_cast<float>(film.schools[s].x), static_cast<float>(film.schools[s].y)};
}

}  // namespace

float crowding_of(const Film& film) {
    // Neighbours' schools are small, however many there are.
    const auto own = std::count_if(film.schools.begin(), film.schools.end(), [](const School& s) { return s.in_area; });
    return std::clamp(std::sqrt(250.0f / static_cast<float>(std::max<std::ptrdiff_t>(own, 1))), 0.16f, 1.0f);
}

float school_radius(const School& school, const SchoolMonth& now, float crowding) {
    const bool specialist = is_special(school.setting) || school.setting == Setting::alternative_provision;
    const float size = specialist ? std::sqrt(std::max(now.places, 20.0f)) * 0.62f + 5.0f
                                  : std::sqrt(std::max(now.roll, 20.0f)) * 0.42f + 2.0f;
    return size * crowding;
}

float bead_radius(float radius, float plans) {
    return std::sqrt((radius + 4.5f) * (radius + 4.5f) + bead_area * plans / 3.14159f);
}

Arrangement arrange(const Film& film, float metres_a_pixel) {
    Arrangement made;
    const float crowding = crowding_of(film);
    if (film.months > 0 && film.schools.size() <= most_pushed) push_apart(film, metres_a_pixel, crowding, made.shift);

    float west = std::numeric_limits<float>::max(), east = -west, south = west, north = -west;
    for (const Area& area : film.areas)
        for (const auto& ring : area.outline)
            for (const auto& [x, y] : ring) {
                west = std::min(west, static_cast<float>(x)), east = std::max(east, static_cast<float>(x));
                south = std::min(south, static_cast<float>(y)), north = std::max(north, static_cast<float>(y));
            }
    if (is_country(film)) made.reach = reach_of_zones(film);
    for (const Area& area : film.areas) {
        if (!made.reach.empty()) break;
        const std::vector<Slab> slabs = slabs_of(area.outline);
        made.ground.insert(made.ground.end(), slabs.begin(), slabs.end());
    }
    made.swarm.reserve(film.areas.size());
    for (const Area& area : film.areas) {
        float left = std::numeric_limits<float>::max(), right = -left, bottom = left, top = -left;
        for (const auto& ring : area.outline) {
            for (const auto& [x, y] : ring) {
                left = std::min(left, static_cast<float>(x)), right = std::max(right, static_cast<float>(x));
                bottom = std::min(bottom, static_cast<float>(y)), top = std::max(top, static_cast<float>(y));
            }
        }
        const sf::Vector2f centre{static_cast<float>(area.x), static_cast<float>(area.y)};
        sf::Vector2f best = centre;
        float best_score = -std::numeric_limits<float>::max();
        constexpr int steps = 28;
        if (film.schools.size() <= most_pushed && film.months > 0) {
            for (int i = 0; i <= steps && left < right; ++i) {
                for (int j = 0; j <= steps; ++j) {
                    const sf::Vector2f at{left + (right - left) * static_cast<float>(i) / steps,
                                          bottom + (top - bottom) * static_cast<float>(j) / steps};
                    // In the area; or by its side where nobody's area is, such as the sea.
                    const bool inside = contains(area, at.x, at.y);
                    if (!inside && std::any_of(film.areas.begin(), film.areas.end(),
                                               [&](const Area& other) { return contains(other, at.x, at.y); }))
                        continue;
                    // Whole on the map: a margin lies about the areas.
                    float clear = std::min({66 * metres_a_pixel, 18 * metres_a_pixel + at.x - west,
                                            18 * metres_a_pixel + east - at.x, 18 * metres_a_pixel + at.y - south,
                                            18 * metres_a_pixel + north - at.y});
                    for (std::size_t s = 0; s < film.schools.size(); ++s) {
                        const float dx = static_cast<float>(film.schools[s].x) + made.shift[s].x - at.x;
                        const float dy = static_cast<float>(film.schools[s].y) + made.shift[s].y - at.y;
                        clear =
                            std::min(clear, std::sqrt(dx * dx + dy * dy) - room_of(film, s, crowding) * metres_a_pixel);
                    }
                    for (const sf::Vector2f other : made.swarm)
                        clear = std::min(clear, std::hypot(other.x - at.x, other.y - at.y) - 64 * metres_a_pixel);
                    const float score = clear - 0.07f * std::hypot(at.x - centre.x, at.y - centre.y) -
                                        (inside ? 0 : 12 * metres_a_pixel);
                    if (score > best_score) best_score = score, best = at;
                }
            }
        }
        made.swarm.push_back(best);
    }
    return made;
}

}  // namespace sendscape
