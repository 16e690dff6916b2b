// SPDX-License-Identifier: MIT
#include "visualiser/territory.h"

#include <algorithm>
#include <cmath>

#include "maps/build/point_index.h"

namespace sendscape {

std::vector<float> reach_of_zones(const Film& film) {
    constexpr std::size_t neighbours = 4;  // itself and three others
    constexpr float beyond = 2.8f, least = 900, most = 13'000;
    std::vector<std::int32_t> x, y;
    for (const Zone& zone : film.zones) {
        x.push_back(zone.x);
        y.push_back(zone.y);
    }
    const PointIndex index(std::move(x), std::move(y));
    std::vector<float> reach(film.zones.size(), most), away;
    for (std::size_t z = 0; z < reach.size(); ++z) {
        const Zone& zone = film.zones[z];
        for (double radius = least; radius <= 2 * most; radius *= 2) {
            const std::vector<std::size_t> near = index.within(zone.x, zone.y, radius);
            if (near.size() < neighbours) continue;
            away.clear();
            for (const std::size_t other : near)
                away.push_back(std::hypot(static_cast<float>(film.zones[other].x - zone.x),
                                          static_cast<float>(film.zones[other].y - zone.y)));
            std::nth_element(away.begin(), away.begin() + (neighbours - 1), away.end());
            reach[z] = std::clamp(beyond * away[neighbours - 1], least, most);
            break;
        }
    }
    return reach;
}

/// Jump flooding (Rong and Tan 2006): each cell asks cells ever nearer whose ground they are.
Territory territory_of(const Film& film, const std::vector<float>& reach, const Camera& camera,
                       const sf::FloatRect& map, int side) {
    Territory made;
    made.side = side;
    made.width = std::max(1, static_cast<int>(std::ceil(map.width / static_cast<float>(side))));
    made.height = std::max(1, static_cast<int>(std::ceil(map.height / static_cast<float>(side))));
    const auto cells = static_cast<std::size_t>(made.width) * static_cast<std::size_t>(made.height);
    made.zone.assign(cells, Territory::nobody);
    const float pixels = static_cast<float>(side);
    std::vector<sf::Vector2f> at(film.zones.size());  // in cells
    float longest = 1;
    for (std::uint32_t z = 0; z < film.zones.size(); ++z) {
        const sf::Vector2f p = camera.pixel(static_cast<float>(film.zones[z].x), static_cast<float>(film.zones[z].y));
        at[z] = {(p.x - map.left) / pixels, (p.y - map.top) / pixels};
        const float cells_of_reach = reach[z] * camera.scale() / pixels;
        if (at[z].x < -cells_of_reach || at[z].y < -cells_of_reach ||
            at[z].x > static_cast<float>(made.width) + cells_of_reach ||
            at[z].y > static_cast<float>(made.height) + cells_of_reach)
            continue;
        longest = std::max(longest, cells_of_reach);
        // One beyond the edge is put on it: its ground may reach in.
        const int column = std::clamp(static_cast<int>(at[z].x), 0, made.width - 1);
        const int row = std::clamp(static_cast<int>(at[z].y), 0, made.height - 1);
        std::uint32_t& cell = made.zone[static_cast<std::size_t>(row) * static_cast<std::size_t>(made.width) +
                                        static_cast<std::size_t>(column)];
        if (cell == Territory::nobody) cell = z;
    }
    const auto square = [&](std::uint32_t z, int column, int row) {
        const float dx = at[z].x - static_cast<float>(column) - 0.5f, dy = at[z].y - static_cast<float>(row) - 0.5f;
        return dx * dx + dy * dy;
    };
    int step = 1;
    while (static_cast<float>(step) < longest && step < std::max(made.width, made.height)) step *= 2;
    std::vector<std::uint32_t> next(cells);
    for (; step >= 1; step /= 2) {
        for (int row = 0; row < made.height; ++row)
            for (int column = 0; column < made.width; ++column) {
                const std::size_t here = static_cast<std::size_t>(row) * static_cast<std::size_t>(made.width) +
                                         static_cast<std::size_t>(column);
                std::uint32_t best = made.zone[here];
                float nearest = best == Territory::nobody ? 1e18f : square(best, column, row);
                for (int j = row - step; j <= row + step; j += step) {
                    if (j < 0 || j >= made.height) continue;
                    for (int i = column - step; i <= column + step; i += step) {
                        if (i < 0 || i >= made.width) continue;
                        const std::uint32_t other =
                            made.zone[static_cast<std::size_t>(j) * static_cast<std::size_t>(made.width) +
                                      static_cast<std::size_t>(i)];
                        if (other == Territory::nobody || other == best) continue;
                        const float distance = square(other, column, row);
                        if (distance < nearest) nearest = distance, best = other;
                    }
                }
                next[here] = best;
            }
        made.zone.swap(next);
    }
    for (int row = 0; row < made.height; ++row)
        for (int column = 0; column < made.width; ++column) {
            std::uint32_t& cell = made.zone[static_cast<std::size_t>(row) * static_cast<std::size_t>(made.width) +
                                            static_cast<std::size_t>(column)];
            if (cell == Territory::nobody) continue;
            const float cells_of_reach = std::max(reach[cell] * camera.scale() / pixels, 1.0f);
            if (square(cell, column, row) > cells_of_reach * cells_of_reach) cell = Territory::nobody;
        }
    made.area.assign(cells, Territory::nobody), made.authority.assign(cells, Territory::nobody);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        if (made.zone[cell] == Territory::nobody) continue;
        const Zone& zone = film.zones[made.zone[cell]];
        made.area[cell] = zone.area.value, made.authority[cell] = zone.authority.value;
    }
    return made;
}

const Territory& Land::seen(const Film& film, const std::vector<float>& reach, const Camera& camera,
                            const sf::FloatRect& map, int side) {
    if (film_ != film.edition.object() || !camera_.same_as(camera) || map_ != map || side_ != side)
        land_ = territory_of(film, reach, camera, map, side);
    film_ = film.edition.object(), camera_ = camera, map_ = map, side_ = side;
    return land_;
}

}  // namespace sendscape
