#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

struct NumberRow {
    const char* key;
    const char* words;
    std::size_t colour;  ///< of Theme::need
    std::string (*format)(double);
};

std::string count(double v) { return thousands(v); }
std::string minutes(double v) { return fmt::format("{:.0f} min", v); }  // short: stays within the string itself

constexpr std::array rows{
    NumberRow{"plans", "Children with a plan", 0, count},
    NumberRow{"shortfall", "Short of specialist places", 1, count},
    NumberRow{"independent", "In independent special, for want of a place", 3, count},
    NumberRow{"balance", "High needs balance", 1, money},
    NumberRow{"journey", "Average journey with a plan", 0, minutes},
};

void sparkline(Scene& scene, const Headline& line, const Headline* ghost, sf::FloatRect box, sf::Color colour) {
    const auto months = static_cast<std::size_t>(std::max(scene.film.length(), 2));
    if (line.mean.size() < 2) return;
    float low = line.mean[0], high = line.mean[0];
    const auto widen = [&](const std::vector<float>& values) {
        for (const float v : values) low = std::min(low, v), high = std::max(high, v);
    };
    widen(line.mean), widen(line.low), widen(line.high);
    if (ghost) widen(ghost->mean);
    if (high - low < 1e-6f) high = low + 1;
    const auto at = [&](std::size_t i, float value) {
        return sf::Vector2f{box.left + box.width * static_cast<float>(i) / static_cast<float>(months - 1),
                            box.top + box.height * (1 - (value - low) / (high - low))};
    };
    Canvas& canvas = scene.canvas;
    const std::size_t step = std::max<std::size_t>(1, months / 120);
    for (std::size_t i = step; i < line.low.size(); i += step)
        canvas.quad(at(i - step, line.low[i - step]), at(i - step, line.high[i - step]), at(i, line.high[i]),
                    at(i, line.low[i]), with_alpha(colour, 0.28f));
    if (ghost)
        for (std::size_t i = step; i < ghost->mean.size() && i < months; i += 2 * step)
            canvas.line(at(i - step, ghost->mean[i - step]), at(i, ghost->mean[i]), 2 * scene.u(),
                        with_alpha(scene.theme().quiet, 0.8f));
    for (std::size_t i = step; i < line.mean.size(); i += step)
        canvas.line(at(i - step, line.mean[i - step]), at(i, line.mean[i]), 3 * scene.u(), colour);
    const auto now = static_cast<std::size_t>(scene.month);
    if (now < line.mean.size()) {
        const float next = line.mean[std::min(now + 1, line.mean.size() - 1)];
        sf::Vector2f dot = at(now, line.mean[now] + (next - line.mean[now]) * scene.fraction);
        dot.x += box.width * scene.fraction / static_cast<float>(months - 1);
        canvas.disc(dot, 6.5f * scene.u(), scene.theme().text);
    }
}

}  // namespace

void draw_header(Scene& scene) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    scene.canvas.rectangle(scene.boxes.header, theme.background);
    const float left = scene.boxes.header.left + 36 * u;
    const std::string_view title =
        scene.film.title.empty() ? std::string_view("Who is left without a place?") : scene.film.title;
    float size = 44;
    const float room = scene.boxes.header.width * 0.60f;
    while (size > 24 && scene.canvas.width(title, size, true) > room) size -= 2;
    const float used =
        scene.canvas.text(title, {left, 22 * u + (44 - size) * 0.6f * u}, size, theme.text, Align::left, true);
    const Phrase place("{} (simulated) · {}", scene.film.place, scene.film.scenario);
    float small = 24;
    while (small > 20 && left + used + 60 * u + scene.canvas.width(place, small) > scene.boxes.header.width - 20 * u)
        small -= 1;
    scene.canvas.text(place, {left + used + 48 * u, 40 * u}, small, theme.quiet);
}

void draw_numbers(Scene& scene, const Film* past) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const sf::FloatRect& box = scene.boxes.right;
    scene.canvas.rectangle(box, theme.panel);
    const float left = box.left + 28 * u;
    const Month now = scene.film.first + scene.month;
    const std::string year = std::to_string(now.year());
    const float width = scene.canvas.text(year, {left, box.top + 4 * u}, 92, theme.text, Align::left, true);
    const std::string month = long_name(now);
    scene.canvas.text(std::string_view(month).substr(0, month.find(' ')), {left + width + 26 * u, box.top + 22 * u}, 32,
                      theme.quiet);
    scene.canvas.text(Phrase("year {} of {}", scene.month / 12 + 1, std::max(1, (scene.film.length() + 10) / 12)),
                      {left + width + 26 * u, box.top + 66 * u}, 22, theme.quiet);
    const float top = box.top + 136 * u;
    const float pitch = (box.height - 148 * u) / static_cast<float>(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const NumberRow& row = rows[i];
        const Headline* line = scene.film.number(row.key);
        if (!line || line->mean.empty()) continue;
        const float y = top + pitch * static_cast<float>(i);
        scene.canvas.text(row.words, {left, y}, 23, theme.quiet);
        const auto at = std::min(static_cast<std::size_t>(scene.month), line->mean.size() - 1);
        scene.canvas.text(row.format(line->mean[at]), {left, y + 26 * u}, 58, theme.text, Align::left, true);
        if (at < line->low.size())
            scene.canvas.text(Phrase("{} to {}", row.format(line->low[at]), row.format(line->high[at])),
                              {left, y + 94 * u}, 21, theme.quiet);
        const Headline* ghost = past ? past->number(row.key) : nullptr;
        const float chart = left + 262 * u;
        sparkline(scene, *line, ghost,
                  {chart, y + 42 * u, box.left + box.width - 28 * u - chart, std::min(66 * u, pitch - 70 * u)},
                  theme.need[row.colour]);
    }
}

void draw_services_card(Scene& scene) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const sf::FloatRect box{scene.boxes.map.left + 24 * u, scene.boxes.map.top + 20 * u, 620 * u, 60 * u + 44 * u * 4};
    scene.canvas.panel(box, 10 * u, with_alpha(theme.panel, 0.95f), theme.panel_edge);
    scene.canvas.text("Average wait for services, weeks", {box.left + 18 * u, box.top + 12 * u}, 23, theme.text,
                      Align::left, true);
    float most = 1;
    for (const Headline& line : scene.film.services)
        for (const float v : line.mean) most = std::max(most, v);
    for (std::size_t i = 0; i < scene.film.services.size(); ++i) {
        const Headline& line = scene.film.services[i];
        if (line.mean.empty()) continue;
        const float value = line.mean[std::min(static_cast<std::size_t>(scene.month), line.mean.size() - 1)];
        const float y = box.top + 54 * u + 44 * u * static_cast<float>(i);
        const float bar = 180 * u * value / most;
        scene.canvas.text(line.key, {box.left + 18 * u, y}, 20, theme.quiet);
        scene.canvas.panel({box.left + 372 * u, y + 4 * u, std::max(bar, 3 * u), 20 * u}, 4 * u, theme.need[0],
                           sf::Color::Transparent);
        scene.canvas.text(Phrase("{:.0f}", value), {box.left + 372 * u + bar + 8 * u, y}, 20, theme.text, Align::left,
                          true);
    }
}

void draw_money_card(Scene& scene) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const sf::FloatRect box{scene.boxes.map.left + 24 * u, scene.boxes.map.top + 20 * u, 640 * u,
                            60 * u + 34 * u * static_cast<float>(scene.film.spend.size())};
    scene.canvas.panel(box, 10 * u, with_alpha(theme.panel, 0.95f), theme.panel_edge);
    scene.canvas.text("High needs spend, last twelve months", {box.left + 18 * u, box.top + 12 * u}, 23, theme.text,
                      Align::left, true);
    const auto year = [&](const Headline& line) {
        double sum = 0;
        for (int m = std::max(1, scene.month - 11); m <= scene.month; ++m)
            if (m < static_cast<int>(line.mean.size())) sum += line.mean[static_cast<std::size_t>(m)];
        return scene.month >= 1 ? sum * 12.0 / std::min(12, scene.month) : 0.0;
    };
    double most = 1;
    for (const Headline& line : scene.film.spend) most = std::max(most, year(line));
    for (std::size_t i = 0; i < scene.film.spend.size(); ++i) {
        const double value = year(scene.film.spend[i]);
        const float y = box.top + 54 * u + 34 * u * static_cast<float>(i);
        const auto bar = static_cast<float>(150 * std::max(value, 0.0) / most) * u;
        scene.canvas.text(scene.film.spend[i].key, {box.left + 18 * u, y}, 20, theme.quiet);
        scene.canvas.panel({box.left + 390 * u, y + 3 * u, std::max(bar, 3 * u), 18 * u}, 4 * u, theme.need[1],
                           sf::Color::Transparent);
        scene.canvas.text(money(value), {box.left + 390 * u + bar + 8 * u, y}, 20, theme.text, Align::left, true);
    }
}

}  // namespace sendscape
