#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

constexpr float head = 58, row_pitch = 60, money_pitch = 58;

void frame(Scene& scene, const sf::FloatRect& box, std::string_view title) {
    const float u = scene.u();
    scene.canvas.panel(box, 10 * u, with_alpha(scene.theme().panel, 0.97f), scene.theme().panel_edge);
    scene.canvas.text(title, {box.left + 16 * u, box.top + 12 * u}, 22, scene.theme().text, Align::left, true);
}

/// Words, and under them a bar with its value.
void bar(Scene& scene, const sf::FloatRect& box, float y, std::string_view words, float share, std::string_view value,
         sf::Color colour) {
    const float u = scene.u(), left = box.left + 16 * u, room = box.width - 130 * u;
    const float length = std::max(room * std::clamp(share, 0.0f, 1.0f), 3 * u);
    scene.canvas.text(words, {left, y}, 20, scene.theme().quiet);
    scene.canvas.panel({left, y + 31 * u, length, 14 * u}, 4 * u, colour, sf::Color::Transparent);
    scene.canvas.text(value, {left + length + 10 * u, y + 25 * u}, 20, scene.theme().text, Align::left, true);
}

/// Of the last twelve months, or of those there have been.
double last_year(const Headline& line, int month) {
    double sum = 0;
    for (int m = std::max(1, month - 11); m <= month; ++m)
        if (m < static_cast<int>(line.mean.size())) sum += line.mean[static_cast<std::size_t>(m)];
    return month >= 1 ? sum * 12.0 / std::min(12, month) : 0.0;
}

/// Headings nothing is ever spent under are left out.
bool ever(const Headline& line) {
    return std::any_of(line.mean.begin(), line.mean.end(), [](float v) { return std::abs(v) >= 500; });
}

/// As many whole words as there is room for.
std::string_view whole_words(const Scene& scene, std::string_view words, float room) {
    const std::string_view fitting = scene.canvas.fit(words, 20, room);
    return fitting.size() < words.size() && words[fitting.size()] != ' ' ? fitting.substr(0, fitting.rfind(' '))
                                                                         : fitting;
}

}  // namespace

float services_card_height(const Scene& scene) {
    if (scene.film.services.empty()) return 0;
    return (head + row_pitch * static_cast<float>(scene.film.services.size()) + 4) * scene.u();
}

void draw_services_card(Scene& scene) {
    const float u = scene.u();
    const sf::FloatRect& box = scene.boxes.services;
    frame(scene, box, "Average wait, in weeks");
    float most = 1;
    for (const Headline& line : scene.film.services)
        for (const float v : line.mean) most = std::max(most, v);
    float y = box.top + head * u;
    for (const Headline& line : scene.film.services) {
        if (!line.mean.empty()) {
            const float value = line.mean[std::min(static_cast<std::size_t>(scene.month), line.mean.size() - 1)];
            bar(scene, box, y, line.key, value / most, Phrase("{:.0f}", value), scene.theme().need[0]);
        }
        y += row_pitch * u;
    }
}

float money_card_height(const Scene& scene) {
    const auto rows = std::count_if(scene.film.spend.begin(), scene.film.spend.end(), ever);
    return rows ? (head + money_pitch * static_cast<float>(rows) + 6) * scene.u() : 0.0f;
}

void draw_money_card(Scene& scene) {
    const float u = scene.u();
    const sf::FloatRect& box = scene.boxes.money;
    frame(scene, box, "High needs spend, last 12 months");
    double most = 1;
    for (const Headline& line : scene.film.spend) most = std::max(most, last_year(line, scene.month));
    float y = box.top + head * u;
    for (const Headline& line : scene.film.spend) {
        if (!ever(line)) continue;
        const double value = last_year(line, scene.month);
        bar(scene, box, y, line.key, static_cast<float>(value / most), money(value), scene.theme().need[1]);
        y += money_pitch * u;
    }
}

void draw_changes_card(Scene& scene, const Film& a) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const sf::FloatRect& box = scene.boxes.funnel;
    frame(scene, box, "Most changed: plans, B against A");
    // The largest changes, the first school first where two are equal.
    constexpr std::size_t rows = 6;
    std::array<std::uint32_t, rows> order{};
    std::size_t count = 0;
    const auto change = [&](std::uint32_t s) {
        const bool in_both = s < a.schools.size() && a.schools[s].urn == scene.film.schools[s].urn;
        return scene.film.at(scene.month, s).plans - (in_both ? a.at(scene.month, s).plans : 0);
    };
    for (std::uint32_t s = 0; s < scene.film.schools.size(); ++s) {
        if (!scene.film.schools[s].in_area || change(s) == 0) continue;
        std::size_t at = count;
        while (at > 0 && std::abs(change(s)) > std::abs(change(order[at - 1]))) --at;
        if (at >= rows) continue;
        count = std::min(count + 1, rows);
        for (std::size_t i = count - 1; i > at; --i) order[i] = order[i - 1];
        order[at] = s;
    }
    if (count == 0) scene.canvas.text("none in this month", {box.left + 16 * u, box.top + head * u}, 20, theme.quiet);
    float y = box.top + head * u;
    for (std::size_t i = 0; i < count; ++i) {
        const int by = change(order[i]);
        const Phrase name = scene.name_of(order[i]);
        // Long names go on in a second line; the smallest changes make room for it.
        const float room = box.width - 130 * u;
        const std::string_view first = whole_words(scene, name, room);
        const std::string_view rest = name.view().substr(std::min(first.size() + 1, name.view().size()));
        const float height = rest.empty() ? 40 * u : 64 * u;
        if (y + height > box.top + box.height) break;
        scene.canvas.disc({box.left + 26 * u, y + 13 * u}, 8 * u, by > 0 ? theme.high : theme.low);
        scene.canvas.text(first, {box.left + 44 * u, y}, 20, theme.text);
        if (!rest.empty())
            scene.canvas.text(whole_words(scene, rest, room), {box.left + 44 * u, y + 25 * u}, 20, theme.text);
        scene.canvas.text(Phrase("{}{}", by > 0 ? "+" : "−", std::abs(by)), {box.left + box.width - 18 * u, y}, 20,
                          theme.text, Align::right, true);
        y += height;
    }
}

}  // namespace sendscape
