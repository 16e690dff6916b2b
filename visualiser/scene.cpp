#include "visualiser/scene.h"

#include <fmt/format.h>

#include <cmath>

namespace sendscape {

float Scene::disc_radius(const SchoolMonth& now) const {
    // Area by roll; grows gently with zoom so that a crowded town opens up.
    const float size = std::sqrt(static_cast<float>(std::max(now.roll, 20))) * 0.50f + 2.0f;
    return size * u() * std::pow(camera.zoom(), 0.45f);
}

std::string Scene::name_of(std::size_t school) const {
    if (view.anonymise) return fmt::format("School {}", school + 1);
    return film.schools[school].name;
}

std::string thousands(double value) {
    std::string digits = fmt::format("{:.0f}", std::abs(value));
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return value < -0.5 ? "\u2212" + digits : digits;
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
