// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

constexpr float most_ratio = 4.2f;
constexpr std::size_t most_dots = 1'500;  // of more schools none can be told from another
constexpr float side = 5;                 // of a square of the density, pixels at 1080p

/// Poisson limits of observed over expected (Byar's approximation): z 1.96 for 95%, 3.09 for 99.8%.
float limit(float expected, float z, bool upper) {
    const float e = std::max(expected, 0.2f) + (upper ? 1.0f : 0.0f);
    const float root = 1 - 1 / (9 * e) + (upper ? z : -z) / (3 * std::sqrt(e));
    return root <= 0 ? 0 : e * root * root * root / std::max(expected, 0.2f);
}

/// Plotted in any month, and in this one.
bool compared(const School& school) { return school.in_area && drawn_as_disc(school); }
bool compared(const SchoolMonth& now) { return now.open && now.expected > 0.3f; }

}  // namespace

sf::Vector2f FunnelPlot::point(const Scene& scene, float expected, float ratio) const {
    const sf::FloatRect& box = scene.boxes.funnel;
    const float unit = scene.unit();
    const float left = box.left + 44 * unit, right = box.left + box.width - 16 * unit;
    const float top = box.top + 50 * unit, bottom = box.top + box.height - 42 * unit;
    return {left + (right - left) * std::sqrt(std::min(expected / most_expected_, 1.0f)),
            bottom - (bottom - top) * std::min(ratio / most_ratio, 1.0f)};
}

/// A dot for each school.
void FunnelPlot::draw_dots(Scene& scene) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    for (const Plotted& one : of_month_) {
        const std::uint32_t s = one.row;
        const SchoolMonth& now = scene.film.at(scene.month, s);
        const sf::Vector2f at = point(scene, one.expected, one.ratio);
        const bool lit = scene.view.hovered == s || scene.view.school == s;
        if (lit || now.magnet == 1) scene.canvas.disc(at, (lit ? 10.0f : 7.5f) * unit, theme.text);
        scene.canvas.disc(at, (lit ? 7.0f : 5.2f) * unit, ratio_colour(theme, now.ratio(), now.beyond != 0));
    }
}

/// Of a country: how many schools there are about each point, and which are furthest out.
void FunnelPlot::count_density(const Scene& scene) {
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.funnel;
    schools_.fill(0), beyond_.fill(0);
    outlier_count_ = 0;
    std::array<float, 3> furthest{};
    for (const Plotted& one : of_month_) {
        const sf::Vector2f at = point(scene, one.expected, one.ratio);
        const int column = std::clamp(static_cast<int>((at.x - box.left) / (side * unit)), 0, columns - 1);
        const int row = std::clamp(static_cast<int>((at.y - box.top) / (side * unit)), 0, rows - 1);
        const auto cell = static_cast<std::size_t>(row * columns + column);
        if (schools_[cell] < 0xFFFF) ++schools_[cell];
        if (one.beyond != 0 && beyond_[cell] < 0xFFFF) ++beyond_[cell];
        if (one.beyond <= 0 || one.ratio > most_ratio) continue;  // those above the plot have no place on it
        std::size_t place = outlier_count_;
        while (place > 0 && one.far_out > furthest[place - 1]) --place;
        if (place >= outliers_.size()) continue;
        if (outlier_count_ < outliers_.size()) ++outlier_count_;
        for (std::size_t i = outlier_count_ - 1; i > place; --i)
            outliers_[i] = outliers_[i - 1], furthest[i] = furthest[i - 1];
        outliers_[place] = one.row, furthest[place] = one.far_out;
    }
}

/// How many schools are plotted and how far the axis goes; of many, where they are.
void FunnelPlot::count(const Scene& scene) {
    const Film& film = scene.film;
    const Edition::Key key = film.edition.key();
    if (counted_ == key && counted_month_ == scene.month && counted_in_ == scene.boxes.funnel) return;
    if (counted_.object != key.object) {
        compared_.clear();
        for (std::uint32_t s = 0; s < film.schools.size(); ++s)
            if (compared(film.schools[s])) compared_.push_back(s);
        of_month_.clear();
        of_month_.reserve(compared_.size());
    }
    if (counted_ != key || counted_month_ != scene.month) {
        of_month_.clear();
        most_expected_ = 10;
        for (const std::uint32_t s : compared_) {
            const SchoolMonth& now = film.at(scene.month, s);
            if (!compared(now)) continue;
            of_month_.push_back({s, now.expected, now.ratio(),
                                 (now.observed() - now.expected) / std::sqrt(std::max(now.expected, 1.0f)),
                                 now.beyond});
            most_expected_ = std::max(most_expected_, now.expected * 1.08f);
        }
    }
    counted_ = key, counted_month_ = scene.month, counted_in_ = scene.boxes.funnel;
    if (of_month_.size() > most_dots) count_density(scene);
}

/// A square for each point with schools about it, and the furthest out by name.
void FunnelPlot::draw_density(Scene& scene) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.funnel;
    const float most = std::log(1.0f + static_cast<float>(*std::max_element(schools_.begin(), schools_.end())));
    const float zero = point(scene, 0, 0).y, one = point(scene, 0, 1).y;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const auto cell = static_cast<std::size_t>(row * columns + column);
            if (schools_[cell] == 0) continue;
            const sf::FloatRect at{box.left + static_cast<float>(column) * side * unit,
                                   box.top + static_cast<float>(row) * side * unit, side * unit, side * unit};
            const float ratio = std::max(zero - at.top - at.height / 2, 0.0f) / std::max(zero - one, 1.0f);
            const float strength = std::log(1.0f + static_cast<float>(schools_[cell])) / std::max(most, 0.1f);
            scene.canvas.rectangle(at, with_alpha(ratio_colour(theme, ratio, 2 * beyond_[cell] > schools_[cell]),
                                                  0.22f + 0.78f * strength));
        }
    std::array<float, 3> lines{};
    std::size_t named = 0;
    for (std::size_t i = 0; i < outlier_count_; ++i) {
        const SchoolMonth& now = scene.film.at(scene.month, outliers_[i]);
        const School& school = scene.film.schools[outliers_[i]];
        const sf::Vector2f at = point(scene, now.expected, now.ratio());
        const bool told = school.authority.value < scene.film.authorities.size();
        const Phrase whole = told ? Phrase("{}, {}", school.name, scene.film.authorities[school.authority.value].name)
                                  : Phrase("{}", school.name);
        const std::string_view words = scene.canvas.fit(whole, 20, box.width - 90 * unit);
        const float width = scene.canvas.width(words, 20);
        // Beside its dot, else beneath it: never over it.
        const float first = box.left + 50 * unit, last = box.left + box.width - 8 * unit;
        const bool right = at.x + 14 * unit + width <= last, left = at.x - 14 * unit - width >= first;
        const float x = right ? at.x + 14 * unit : left ? at.x - 14 * unit - width : std::max(last - width, first);
        const float y = right || left ? at.y : at.y + 26 * unit;
        const bool taken = std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(named),
                                       [&](float line) { return std::abs(line - y) < 28 * unit; });
        if (taken || at.y < box.top + 60 * unit) continue;
        lines[named++] = y;
        scene.canvas.panel({x - 4 * unit, y - 14 * unit, width + 8 * unit, 28 * unit}, 5 * unit,
                           with_alpha(theme.panel, 0.85f), sf::Color::Transparent);
        scene.canvas.disc(at, 7.5f * unit, theme.text);
        scene.canvas.disc(at, 5.2f * unit, ratio_colour(theme, now.ratio(), true));
        scene.canvas.text(words, {x, y - 13 * unit}, 20, theme.text);
    }
}

void FunnelPlot::draw(Scene& scene) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.funnel;
    count(scene);
    scene.canvas.panel(box, 10 * unit, with_alpha(theme.panel, 0.94f), theme.panel_edge);
    scene.canvas.text("Plans, in times expected ↑", {box.left + 16 * unit, box.top + 10 * unit}, 22, theme.text,
                      Align::left, true);
    for (const float ratio : {1.0f, 2.0f, 3.0f, 4.0f}) {
        const sf::Vector2f a = point(scene, 0, ratio), b = point(scene, most_expected_, ratio);
        scene.canvas.line(a, b, (ratio == 1 ? 2.0f : 1.0f) * unit, with_alpha(theme.quiet, ratio == 1 ? 0.9f : 0.25f));
        scene.canvas.text(std::to_string(static_cast<int>(ratio)), {a.x - 10 * unit, a.y - 13 * unit}, 20, theme.quiet,
                          Align::right);
    }
    for (const float z : {1.96f, 3.09f}) {
        for (const bool upper : {true, false}) {
            constexpr int steps = 160;
            sf::Vector2f previous;
            for (int i = 1; i <= steps; ++i) {
                const float share = static_cast<float>(i) / steps;
                const float expected = most_expected_ * share * share;
                const float value = limit(expected, z * std::sqrt(scene.film.overdispersion), upper);
                const sf::Vector2f now = point(scene, expected, value);
                if (i > 1 && value < most_ratio && (z < 2.5f ? i % 5 < 3 : true))
                    scene.canvas.line(previous, now, 1.3f * unit, with_alpha(theme.quiet, z < 2.5f ? 0.7f : 0.8f));
                previous = now;
            }
        }
    }
    if (of_month_.size() > most_dots)
        draw_density(scene);
    else
        draw_dots(scene);
    scene.canvas.text("plans expected of its area →", {box.left + 44 * unit, box.top + box.height - 34 * unit}, 20,
                      theme.quiet);
}

std::optional<std::uint32_t> FunnelPlot::pick(const Scene& scene, sf::Vector2f pixel) const {
    if (!scene.boxes.funnel.contains(pixel)) return std::nullopt;
    std::optional<std::uint32_t> best;
    float best_distance = 14 * scene.unit();
    for (std::uint32_t s = 0; s < scene.film.schools.size(); ++s) {
        const SchoolMonth& now = scene.film.at(scene.month, s);
        if (!compared(scene.film.schools[s]) || !compared(now)) continue;
        const sf::Vector2f at = point(scene, now.expected, now.ratio());
        const float distance = std::hypot(at.x - pixel.x, at.y - pixel.y);
        if (distance < best_distance) best = s, best_distance = distance;
    }
    return best;
}

}  // namespace sendscape
