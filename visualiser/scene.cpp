// SPDX-License-Identifier: MIT
#include "visualiser/scene.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sendscape {

Phrase Scene::name_of(std::size_t school) const { return Phrase("{}", film.schools[school].name); }

bool Scene::beneath_cards(sf::Vector2f p) const {
    for (const sf::FloatRect* box : {&boxes.inspector, &boxes.country, &boxes.funnel, &boxes.caption, &boxes.search})
        if (box->width > 0 && box->contains(p)) return true;
    for (const sf::FloatRect& card : boxes.cards)
        if (card.width > 0 && card.contains(p)) return true;
    return !view.clean && boxes.legend.contains(p);
}

float Scene::number_now(std::string_view key) const {
    for (const Headline& line : film.numbers)
        if (line.key == key && !line.mean.empty())
            return line.mean[std::min(static_cast<std::size_t>(month), line.mean.size() - 1)];
    return std::numeric_limits<float>::quiet_NaN();
}

std::string thousands(double value) {
    std::string digits = fmt::format("{:.0f}", std::abs(value));
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return value < -0.5 ? "\u2212" + digits : digits;
}

/// As both are written.
double over_number(const SchoolMonth& now) {
    return std::max(std::nearbyint(now.roll) - std::nearbyint(now.places), 0.0f);
}

std::string shown::money(double pounds) {
    const double size = std::abs(pounds);
    const char* sign = pounds < 0 ? "\u2212" : "";
    if (size >= 1e9) return fmt::format("{}£{:.1f}bn", sign, size / 1e9);
    if (size >= 9.95e6) return fmt::format("{}£{:.0f}m", sign, size / 1e6);
    if (size >= 1e6) return fmt::format("{}£{:.1f}m", sign, size / 1e6);
    return fmt::format("{}£{}k", sign, thousands(size / 1e3));
}

}  // namespace sendscape
