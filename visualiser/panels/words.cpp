#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "agents/schools/schools.h"
#include "visualiser/keys.h"
#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

std::string school_story(const Scene& scene, std::uint32_t s) {
    const School& school = scene.film.schools[s];
    const SchoolMonth& now = scene.film.at(scene.month, s);
    const SchoolMonth& start = scene.film.at(0, s);
    std::string words =
        fmt::format("{}, {} to {}. ", label(school.setting).words, ncy_name(school.low_ncy), ncy_name(school.high_ncy));
    if (is_special(school.setting) || school.setting == Setting::alternative_provision) {
        words += fmt::format("{} children on roll for {} places", now.roll, now.places);
        words += now.roll > now.places ? fmt::format(", {} over number. ", now.roll - now.places) : ". ";
        words += fmt::format("{} on roll at the start. ", start.roll);
        return words;
    }
    words += fmt::format("{} pupils on roll, {} of them with a plan", now.roll, now.plans);
    if (now.base_places > 0) words += fmt::format(" ({} in its base of {} places)", now.in_base, now.base_places);
    if (now.expected > 0) words += fmt::format("; {:.0f} would be expected of the areas they come from", now.expected);
    words += ". ";
    words += fmt::format("At the start it had {} pupils and {} plans. ", start.roll, start.plans);
    int since = -1;
    for (int m = scene.month; m >= 0 && scene.film.at(m, s).magnet == now.magnet; --m) since = m;
    if (now.magnet != static_cast<std::uint8_t>(MagnetClass::expected) && since >= 0)
        words += fmt::format("It has been a {} since {}. ",
                             now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet) ? "SEND magnet" : "deflector",
                             long_name(scene.film.first + since));
    if (now.strain > 1) words += "It is under strain: its pupils need more hours of support than it can pay for. ";
    return words;
}

std::string child_story(const Scene& scene, std::uint32_t c) {
    const FilmChild& child = scene.film.children[c];
    std::string words = "A simulated child. ";
    for (std::uint16_t i = 0; i < child.stays; ++i) {
        const Stay& stay = scene.film.stays[child.first_stay + i];
        if (stay.from > scene.month) break;
        const std::string when = stay.from == 0 ? "At the start" : long_name(scene.film.first + stay.from);
        if (stay.setting == Setting::gone) {
            words += i == 0 ? "" : fmt::format("{}: the plan has ended or left the area. ", when);
            continue;
        }
        std::string where(label(stay.setting).words);
        if (stay.school < scene.film.schools.size()) where = std::string(scene.name_of(stay.school).view());
        words += fmt::format("{}: {}{}; recorded need {}. ", when, where,
                             stay.waiting ? ", waiting for a suitable place" : "",
                             need_group_labels[static_cast<std::size_t>(stay.need)].words);
    }
    return words;
}

}  // namespace

const std::vector<std::string>& Paragraph::lines(Canvas& canvas, std::string_view words, float size, float room) {
    if (words == words_ && size == size_ && room == room_ && canvas.unit() == unit_) return lines_;
    words_ = words, size_ = size, room_ = room, unit_ = canvas.unit();
    lines_.clear();
    std::string line;
    std::size_t at = 0;
    while (at < words.size()) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        const std::string word(words.substr(at, end - at));
        const std::string longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && canvas.fit(longer, size, room).size() < longer.size()) {
            lines_.push_back(line);
            line = word;
        } else {
            line = longer;
        }
        at = end + 1;
    }
    if (!line.empty()) lines_.push_back(line);
    return lines_;
}

void draw_legend(Scene& scene) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const sf::FloatRect& box = scene.boxes.legend;
    Canvas& canvas = scene.canvas;
    canvas.rectangle(box, with_alpha(theme.background, 0.90f));
    const float right = box.left + box.width - 10 * u;
    // A sign, its words, and the gap to the next; what has no room is left out whole.
    float x = 0, y = 0;
    const auto entry = [&](std::string_view words, float sign, auto&& draw_sign) {
        if (x + sign + 8 * u + canvas.width(words, 20) > right) return;
        draw_sign(sf::Vector2f{x + sign / 2, y + 14 * u});
        canvas.text(words, {x + sign + 8 * u, y}, 20, theme.text);
        x += sign + 8 * u + canvas.width(words, 20) + 14 * u;
    };
    const auto begin = [&](int line) { x = box.left + 22 * u, y = box.top + (9 + 36 * static_cast<float>(line)) * u; };

    begin(0);
    canvas.text("Child with a plan", {x, y}, 20, theme.quiet);
    x += canvas.width("Child with a plan", 20) + 14 * u;
    for (std::size_t i = 0; i < need_group_count; ++i)
        entry(need_group_labels[i].words, 13 * u, [&](sf::Vector2f at) { canvas.disc(at, 6.5f * u, theme.need[i]); });

    begin(1);
    canvas.text("School's plans", {x, y}, 20, theme.quiet);
    x += canvas.width("School's plans", 20) + 14 * u;
    for (const float ratio : {0.35f, 1.0f, 2.8f})
        entry(ratio < 1   ? "far fewer"
              : ratio > 1 ? "far more"
                          : "as expected",
              18 * u, [&](sf::Vector2f at) { canvas.disc(at, 9 * u, ratio_colour(theme, ratio, ratio != 1.0f)); });
    entry("magnet", 26 * u, [&](sf::Vector2f at) {
        canvas.glow(at, 24 * u, with_alpha(theme.high, 0.9f));
        canvas.disc(at, 10.5f * u, theme.high);
        canvas.disc(at, 9 * u, theme.map_ground);
        canvas.disc(at, 7.5f * u, theme.high);
    });
    entry("size: roll", 22 * u, [&](sf::Vector2f at) {
        canvas.disc({at.x - 6 * u, at.y + 3 * u}, 4 * u, theme.middle);
        canvas.disc({at.x + 5 * u, at.y}, 8 * u, theme.middle);
    });

    begin(2);
    entry("special school", 20 * u, [&](sf::Vector2f at) {
        canvas.diamond(at, 11 * u, theme.text);
        canvas.diamond(at, 9 * u, theme.special);
    });
    entry("base", 20 * u, [&](sf::Vector2f at) { canvas.half_disc({at.x, at.y + 5 * u}, 10 * u, theme.base); });
    entry("AP", 16 * u, [&](sf::Vector2f at) { canvas.square(at, 7 * u, theme.ap); });
    entry("independent", 18 * u, [&](sf::Vector2f at) {
        canvas.triangle({at.x, at.y - 8 * u}, {at.x + 9 * u, at.y + 7 * u}, {at.x - 9 * u, at.y + 7 * u},
                        theme.independent);
    });
    entry("short of a place", 24 * u, [&](sf::Vector2f at) {
        for (int i = 0; i < 9; ++i) {
            const float angle = 6.2831853f * static_cast<float>(i) / 9;
            canvas.disc({at.x + 11 * u * std::cos(angle), at.y + 11 * u * std::sin(angle)}, 1.5f * u, theme.text);
        }
        canvas.disc({at.x - 3 * u, at.y - 2 * u}, 3 * u, theme.need[0]);
        canvas.disc({at.x + 4 * u, at.y - 1 * u}, 3 * u, theme.need[1]);
        canvas.disc({at.x, at.y + 5 * u}, 3 * u, theme.need[2]);
    });
    entry("ring: how full", 20 * u, [&](sf::Vector2f at) {
        canvas.disc(at, 6 * u, theme.middle);
        canvas.ring(at, 9 * u, 2 * u, theme.text, 0, 0.8f);
    });
}

void Inspector::draw(Scene& scene) {
    const bool school = scene.view.school && *scene.view.school < scene.film.schools.size();
    const bool child = !school && scene.view.child && *scene.view.child < scene.film.children.size();
    if (!school && !child) return;
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const float width = 560 * u;
    const Subject subject{&scene.film, school, scene.view.anonymise, school ? *scene.view.school : *scene.view.child,
                          scene.month};
    if (!(subject == told_)) {
        story_ = school ? school_story(scene, *scene.view.school) : child_story(scene, *scene.view.child);
        told_ = subject;
    }
    const Phrase title = school ? scene.name_of(*scene.view.school) : Phrase("A child's way");
    const auto& lines = paragraph_.lines(scene.canvas, story_, 21, width - 40 * u);
    const auto shown = std::min<std::size_t>(lines.size(), 14);
    const float chart = school ? 120 * u : 0;
    const sf::FloatRect box{scene.boxes.map.left + 24 * u, scene.boxes.map.top + 20 * u, width,
                            64 * u + static_cast<float>(shown) * 30 * u + chart + 14 * u};
    scene.canvas.panel(box, 10 * u, with_alpha(theme.panel, 0.97f), theme.panel_edge);
    scene.canvas.text(title, {box.left + 20 * u, box.top + 14 * u}, 26, theme.text, Align::left, true);
    const std::size_t skip = lines.size() - shown;  // a long way: its latest part
    for (std::size_t i = 0; i < shown; ++i)
        scene.canvas.text(lines[skip + i], {box.left + 20 * u, box.top + 56 * u + 30 * u * static_cast<float>(i)}, 21,
                          theme.text);
    if (school) {
        // Children with plans, month by month, and what would be expected.
        const std::uint32_t s = *scene.view.school;
        const sf::FloatRect plot{box.left + 20 * u, box.top + 70 * u + static_cast<float>(shown) * 30 * u,
                                 width - 40 * u, chart - 24 * u};
        float most = 4;
        for (int m = 0; m < scene.film.months; ++m)
            most = std::max({most, static_cast<float>(scene.film.at(m, s).plans), scene.film.at(m, s).expected});
        sf::Vector2f last_plans, last_expected;
        for (int m = 0; m < scene.film.months; ++m) {
            const SchoolMonth& now = scene.film.at(m, s);
            const float x =
                plot.left + plot.width * static_cast<float>(m) / static_cast<float>(std::max(scene.film.months - 1, 1));
            const sf::Vector2f plans{x, plot.top + plot.height * (1 - static_cast<float>(now.plans) / most)};
            const sf::Vector2f expected{x, plot.top + plot.height * (1 - now.expected / most)};
            if (m > 0) {
                scene.canvas.line(last_expected, expected, 2 * u, theme.quiet);
                scene.canvas.line(last_plans, plans, 3 * u,
                                  m <= scene.month ? theme.high : with_alpha(theme.high, 0.35f));
            }
            last_plans = plans, last_expected = expected;
        }
        scene.canvas.text(Phrase("{:.0f}", most), {plot.left + plot.width, plot.top - 6 * u}, 20, theme.quiet,
                          Align::right);
    }
}

void draw_help(Scene& scene) {
    const auto& keys = key_help();
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const float width = 900 * u, height = (84 + 36 * static_cast<float>(keys.size())) * u;
    const sf::FloatRect box{scene.boxes.map.left + (scene.boxes.map.width - width) / 2,
                            scene.boxes.map.top + (scene.boxes.map.height - height) / 2, width, height};
    scene.canvas.panel(box, 14 * u, with_alpha(theme.panel, 0.98f), theme.panel_edge);
    scene.canvas.text("Keys", {box.left + 30 * u, box.top + 18 * u}, 30, theme.text, Align::left, true);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const float y = box.top + 68 * u + 36 * u * static_cast<float>(i);
        scene.canvas.text(keys[i].keys, {box.left + 30 * u, y}, 22, theme.accent, Align::left, true);
        scene.canvas.text(keys[i].words, {box.left + 200 * u, y}, 22, theme.text);
    }
}

void draw_search(Scene& scene) {
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const sf::FloatRect box{scene.boxes.map.left + scene.boxes.map.width / 2 - 320 * u, scene.boxes.map.top + 24 * u,
                            640 * u, 60 * u};
    scene.canvas.panel(box, 10 * u, theme.panel, theme.accent);
    scene.canvas.text(Phrase("Search: {}_", scene.view.search), {box.left + 20 * u, box.top + 14 * u}, 24, theme.text);
}

void Caption::draw(Scene& scene) {
    if (scene.view.caption.empty()) return;
    const Theme& theme = scene.theme();
    const float u = scene.u();
    // The inspector and the levers stand at the top: the words then go to the foot of the map, left of the funnel.
    const bool low = scene.view.school || scene.view.child || scene.view.levers;
    const float across =
        low && !scene.view.clean ? scene.boxes.funnel.left - scene.boxes.map.left : scene.boxes.map.width;
    const float room = across - (low ? 120 : 240) * u;
    const auto& lines = paragraph_.lines(scene.canvas, scene.view.caption, 30, room);
    float widest = 0;
    for (const std::string& line : lines) widest = std::max(widest, scene.canvas.width(line, 30));
    const float height = static_cast<float>(lines.size()) * 42 * u + 28 * u;
    const float foot = scene.boxes.map.top + scene.boxes.map.height - height - (scene.view.clean ? 24 : 140) * u;
    const sf::FloatRect box{scene.boxes.map.left + (across - widest) / 2 - 30 * u,
                            low ? foot : scene.boxes.map.top + 22 * u, widest + 60 * u, height};
    scene.canvas.panel(box, 12 * u, with_alpha(theme.panel, 0.95f), theme.high);
    for (std::size_t i = 0; i < lines.size(); ++i)
        scene.canvas.text(lines[i], {box.left + box.width / 2, box.top + 12 * u + 42 * u * static_cast<float>(i)}, 30,
                          theme.text, Align::centre);
}

}  // namespace sendscape
