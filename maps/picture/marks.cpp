// SPDX-License-Identifier: MIT
#include "maps/picture/marks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

namespace sendscape {

PictureTheme picture_theme(bool light) {
    if (light)
        return {.paper = ink(0xeef0ee),
                .land = ink(0xfcfbf8),
                .border = ink(0xb9b6ac),
                .built = ink(0xefece4),
                .road = ink(0xd3cdbf),
                .words = ink(0x22262b),
                .quiet_words = ink(0x66696d),
                .outline = ink(0xffffff),
                .below = ink(0x0072b2),
                .middle = ink(0x9b9a95),
                .above = ink(0xd55e00),
                .special = ink(0x6a3d8f),
                .other = ink(0x5d6a66),
                .warning = ink(0xf3c969)};
    return {.paper = ink(0x14181d),
            .land = ink(0x1c2128),
            .border = ink(0x4a525c),
            .built = ink(0x242a32),
            .road = ink(0x3a424c),
            .words = ink(0xf0f1f2),
            .quiet_words = ink(0xa3abb3),
            .outline = ink(0x14181d),
            .below = ink(0x56b4e9),
            .middle = ink(0x8d9196),
            .above = ink(0xe69f00),
            .special = ink(0xb795dc),
            .other = ink(0x9fb0aa),
            .warning = ink(0x8a6a1c)};
}

Ink ratio_colour(const PictureTheme& theme, double observed_over_expected, bool beyond_limits) {
    const double doublings = std::clamp(std::log2(std::max(observed_over_expected, 0.05)), -1.0, 1.0);
    const Ink full = mixed(theme.middle, doublings < 0 ? theme.below : theme.above, std::abs(doublings));
    return beyond_limits ? mixed(full, doublings < 0 ? theme.below : theme.above, 0.5)
                         : mixed(full, theme.middle, 0.35);
}

std::vector<SchoolMark> census_marks(const Map& map) {
    std::vector<SchoolMark> marks(map.schools.size());
    std::map<std::pair<std::uint32_t, bool>, std::pair<double, double>> totals;  // by authority and phase
    const auto key = [](const School& school) { return std::pair{school.authority.value, school.high_ncy < year_7}; };
    for (const School& school : map.schools)
        if (school.setting == Setting::mainstream) {
            totals[key(school)].first += school.plans;
            totals[key(school)].second += school.roll;
        }
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        const double places = school.commissioned_places > 0 ? school.commissioned_places : school.capacity;
        marks[s].fill = places > 0 ? school.roll / places : 0;
        if (school.setting != Setting::mainstream || school.roll == 0) continue;
        const auto& [plans, roll] = totals[key(school)];
        const double rate = plans / roll;
        if (rate <= 0 || rate >= 1) continue;
        marks[s].observed_over_expected = school.plans / (rate * school.roll);
        const double score = (school.plans - rate * school.roll) / std::sqrt(rate * (1 - rate) * school.roll);
        marks[s].beyond_limits = std::abs(score) > 3.09;
        marks[s].magnet = score > 3.09;
    }
    return marks;
}

Canvas::Path diamond(double x, double y, double r) { return {{x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}}; }
Canvas::Path square(double x, double y, double r) {
    return {{x - r, y - r}, {x + r, y - r}, {x + r, y + r}, {x - r, y + r}};
}
Canvas::Path triangle(double x, double y, double r) {
    return {{x, y - r}, {x + 0.87 * r, y + 0.5 * r}, {x - 0.87 * r, y + 0.5 * r}};
}
Canvas::Path half_disc(double x, double y, double r) {
    Canvas::Path path;
    constexpr int pieces = 14;
    for (int i = 0; i <= pieces; ++i) {
        const double angle = -std::numbers::pi / 2 + std::numbers::pi * i / pieces;
        path.emplace_back(x + r * std::cos(angle), y + r * std::sin(angle));
    }
    return path;
}

void draw_school(Canvas& canvas, const PictureTheme& theme, const School& school, const SchoolMark& mark, double x,
                 double y, double radius, double crowding) {
    const Ink none = ink(0, 0);
    const Ink edge = theme.outline;
    switch (school.setting) {
        case Setting::state_special:
        case Setting::non_maintained_special:
        case Setting::independent_special: {
            const bool state = school.setting == Setting::state_special;
            const double r = std::max(5.0 * crowding, radius * 1.45);
            // A school over its number gets a second, larger outline.
            if (mark.fill > 1.001)
                canvas.shape({diamond(x, y, r + 3.2 * crowding)}, none, theme.special, 1.4 * crowding);
            canvas.shape({diamond(x, y, r)}, state ? theme.special : mixed(theme.land, theme.special, 0.18),
                         state ? edge : theme.special, (state ? 1.2 : 1.8) * crowding);
            return;
        }
        case Setting::alternative_provision: {
            const double r = std::max(4.5 * crowding, radius * 1.1);
            canvas.shape({square(x, y, r)}, theme.other, edge, 1.2 * crowding);
            return;
        }
        case Setting::independent_mainstream:
            canvas.shape({triangle(x, y, std::max(4.5 * crowding, radius))}, mixed(theme.land, theme.other, 0.25),
                         theme.other, 1.3 * crowding);
            return;
        case Setting::early_years:
            canvas.disc(x, y, std::max(2.5 * crowding, radius), mixed(theme.land, theme.other, 0.25), theme.other, 1.0);
            return;
        default:
            break;
    }
    if (school.base_places[0] + school.base_places[1] > 0)
        canvas.shape({half_disc(x + radius * 0.8, y, std::max(4.0 * crowding, radius * 0.75))}, theme.special, edge,
                     1.0);
    canvas.disc(x, y, radius, ratio_colour(theme, mark.observed_over_expected, mark.beyond_limits), edge, crowding);
}

}  // namespace sendscape
