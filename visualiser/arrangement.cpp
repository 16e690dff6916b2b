// SPDX-License-Identifier: MIT
#include "visualiser/arrangement.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "visualiser/detail.h"
#include "visualiser/outline.h"
#include "visualiser/swarm_sites.h"
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

std::vector<Round> discs_of(const Film& film, float metres_a_pixel, float crowding) {
    std::vector<Round> discs(film.schools.size());
    for (std::size_t s = 0; s < discs.size(); ++s)
        discs[s] = {{static_cast<float>(film.schools[s].x), static_cast<float>(film.schools[s].y)},
                    room_of(film, s, crowding) * metres_a_pixel};
    return discs;
}

/// Pushes discs apart and off the swarms, which stay.
void push_apart(std::vector<Round>& discs, std::span<const SwarmSite> sites, float metres_a_pixel) {
    const std::size_t n = discs.size();
    for (int round = 0; round < 120; ++round) {
        float worst = 0;
        for (std::size_t a = 0; a < n; ++a) {
            if (discs[a].reach <= 0) continue;
            for (std::size_t b = a + 1; b < n; ++b) {
                if (discs[b].reach <= 0) continue;
                const float least = discs[a].reach + discs[b].reach;
                sf::Vector2f apart = discs[b].at - discs[a].at;
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
                discs[a].at -= push, discs[b].at += push;
            }
        }
        for (Round& disc : discs) {
            if (disc.reach <= 0) continue;
            for (const SwarmSite& site : sites) {
                const sf::Vector2f off = way_off(site.swarm, disc);
                worst = std::max({worst, std::abs(off.x), std::abs(off.y)});
                disc.at += off;
            }
        }
        if (worst < metres_a_pixel) break;
    }
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
    if (is_country(film)) made.reach = reach_of_zones(film);
    for (const Area& area : film.areas) {
        if (!made.reach.empty()) break;
        const std::vector<Slab> slabs = slabs_of(area.outline);
        made.ground.insert(made.ground.end(), slabs.begin(), slabs.end());
    }
    made.swarm.reserve(film.areas.size());
    for (const Area& area : film.areas) made.swarm.emplace_back(static_cast<float>(area.x), static_cast<float>(area.y));
    if (film.months == 0 || film.schools.size() > most_pushed) return made;

    std::vector<Round> discs = discs_of(film, metres_a_pixel, crowding_of(film));
    push_apart(discs, {}, metres_a_pixel);
    const std::vector<SwarmSite> sites = swarm_sites(film, discs, metres_a_pixel);
    push_apart(discs, sites, metres_a_pixel);
    made.shift.reserve(discs.size());
    for (std::size_t s = 0; s < discs.size(); ++s)
        made.shift.push_back(
            discs[s].at - sf::Vector2f{static_cast<float>(film.schools[s].x), static_cast<float>(film.schools[s].y)});
    for (std::size_t area = 0; area < sites.size(); ++area) made.swarm[area] = sites[area].swarm.at;
    return made;
}

}  // namespace sendscape
