// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/schools/schools.h"
#include "visualiser/panels/panels.h"

namespace sendscape {
namespace {

constexpr float inspector_head = 60, pitch = 29, chart_height = 136, letters = 21;

std::string of_all_runs(const Film& film) {
    return film.replicates > 1 ? fmt::format("Numbers are means of {} runs. ", film.replicates) : "";
}

/// By how much B differs, and in how many pairs of runs.
std::string difference_words(const Scene& scene, std::uint32_t row) {
    const Film& film = scene.film;
    const Change& by = film.school_change[static_cast<std::size_t>(scene.month) * film.schools.size() + row];
    if (film.pairs < 2)
        return by.mean == 0 ? "As many as in A. "
                            : fmt::format("{} in A. ", thousands(scene.film.at(scene.month, row).plans - by.mean));
    return fmt::format(
        "By the mean of {} pairs of runs {:.1f} {} than in A: more in {} of them, fewer in {}, as many in {}. ",
        film.pairs, std::abs(by.mean), by.mean < 0 ? "fewer" : "more", by.more, by.fewer,
        film.pairs - by.more - by.fewer);
}

/// Since when it is a magnet or deflector, in how many runs.
std::string class_words(const Scene& scene, std::uint32_t row) {
    const Film& film = scene.film;
    const SchoolMonth& now = film.at(scene.month, row);
    std::string words;
    int since = -1;
    for (int m = scene.month; m >= 0 && film.at(m, row).magnet == now.magnet; --m) since = m;
    const bool classed = now.magnet != static_cast<std::uint8_t>(MagnetClass::expected) && since >= 0;
    const std::string from =
        since <= from_start_months ? "from the start" : "since " + long_name(film.first + std::max(since, 0));
    if (film.replicates < 2)
        return classed ? fmt::format(
                             "It has been a {} {}. ",
                             now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet) ? "SEND magnet" : "deflector",
                             from)
                       : "";
    if (now.plans_high > now.plans_low)
        words += fmt::format("In nine of ten runs it has {} to {} plans. ", thousands(now.plans_low),
                             thousands(now.plans_high));
    for (const auto& [runs, what] :
         {std::pair(now.magnet_runs, "SEND magnet"), std::pair(now.deflector_runs, "deflector")})
        if (runs > 0)
            words += fmt::format("It is a {} in {} of {} runs{}. ", what, runs, film.replicates,
                                 in_most(runs, film.replicates) ? ", in most of them " + from : "");
    return words;
}

std::string school_story(const Scene& scene, std::uint32_t row) {
    const School& school = scene.film.schools[row];
    const SchoolMonth& now = scene.film.at(scene.month, row);
    const SchoolMonth& start = scene.film.at(0, row);
    std::string words =
        fmt::format("{}, {} to {}. ", label(school.setting).words, ncy_name(school.low_ncy), ncy_name(school.high_ncy));
    if (is_special(school.setting) || school.setting == Setting::alternative_provision) {
        words += fmt::format("{} children on roll for {} places", thousands(now.roll), thousands(now.places));
        const double over = over_number(now);
        words += over > 0 ? fmt::format(", {} over number. ", thousands(over)) : ". ";
        words += fmt::format("{} on roll at the start. ", thousands(start.roll));
        return words + of_all_runs(scene.film);
    }
    words += fmt::format("{} pupils on roll, {} of them with a plan", thousands(now.roll), thousands(now.plans));
    if (scene.film.of_differences()) return words + " in B. " + difference_words(scene, row);
    // A base is meant to attract children: only plans outside it are compared with those expected.
    if (now.base_places > 0)
        words += fmt::format(", {} in its base of {} places. The other {} are ", thousands(now.in_base),
                             thousands(now.base_places), thousands(now.observed()));
    else if (now.expected > 0)
        words += ": ";
    if (now.expected > 0)
        words += fmt::format("{:.1f} times the {} expected of the areas they come from", now.ratio(),
                             thousands(now.expected));
    else if (now.base_places > 0)
        words += "in its other classes";
    words += ". ";
    words += fmt::format("At the start it had {} pupils and {} plans. ", thousands(start.roll), thousands(start.plans));
    words += class_words(scene, row) + of_all_runs(scene.film);
    if (now.strain > 1) words += "It is under strain: its pupils need more hours of support than it can pay for. ";
    return words;
}

}  // namespace

float Inspector::height(Scene& scene) {
    const bool school = scene.view.school && *scene.view.school < scene.film.schools.size();
    const bool child = !school && scene.child && *scene.child < scene.film.children.size();
    of_child_ = child && scene.view.child_card;
    if (of_child_) return child_.height(scene);
    if (!school) return 0;
    const Subject subject{scene.film.edition.key(), scene.view.anonymise, *scene.view.school, scene.month};
    if (!(subject == told_)) {
        story_ = school_story(scene, *scene.view.school);
        told_ = subject;
    }
    const float unit = scene.unit();
    const auto& lines = paragraph_.lines(scene.canvas, story_, letters, scene.boxes.column.width - 36 * unit);
    const float rest = inspector_head + chart_height + 14;
    shown_ = std::min(lines.size(),
                      static_cast<std::size_t>(std::max(scene.boxes.column.height / unit - rest, 0.0f) / pitch));
    return (rest + pitch * static_cast<float>(shown_)) * unit;
}

void Inspector::draw(Scene& scene) {
    const sf::FloatRect& box = scene.boxes.inspector;
    if (box.width <= 0) return;
    if (of_child_) return child_.draw(scene, box);
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const float left = box.left + 18 * unit, room = box.width - 36 * unit;
    const auto& lines = paragraph_.lines(scene.canvas, story_, letters, room);
    scene.canvas.panel(box, 10 * unit, with_alpha(theme.panel, 0.97f), theme.panel_edge);
    const Phrase title = scene.name_of(told_.row);
    float size = 26;
    while (size > 20 && scene.canvas.width(title, size, true) > room) size -= 1;
    scene.canvas.text(title, {left, box.top + (14 + (26 - size) * 0.6f) * unit}, size, theme.text, Align::left, true);
    const std::size_t skip = lines.size() - std::min(shown_, lines.size());  // a long way: its latest part
    float y = box.top + inspector_head * unit;
    for (std::size_t i = skip; i < lines.size(); ++i, y += pitch * unit)
        scene.canvas.text(lines[i], {left, y}, letters, theme.text);
    draw_chart(scene, {left, y + 38 * unit, room, (chart_height - 54) * unit});
}

/// Children with plans, month by month, and what would be expected.
void Inspector::draw_chart(Scene& scene, const sf::FloatRect& plot) const {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const std::uint32_t s = told_.row;
    const bool disc = drawn_as_disc(scene.film.schools[s]);
    const auto value = [&](int m) {
        const SchoolMonth& now = scene.film.at(m, s);
        return !disc ? now.roll : scene.film.of_differences() ? now.plans : now.observed();
    };
    const auto measure = [&](int m) {
        const SchoolMonth& now = scene.film.at(m, s);
        if (disc && scene.film.of_differences())
            return now.plans -
                   scene.film.school_change[static_cast<std::size_t>(m) * scene.film.schools.size() + s].mean;
        return disc ? now.expected : now.places;
    };
    float most = 4;
    for (int m = 0; m < scene.film.months; ++m) most = std::max({most, value(m), measure(m)});
    const bool base = disc && !scene.film.of_differences() && scene.film.at(scene.month, s).base_places > 0;
    const Phrase key = base   ? Phrase("outside its base {:.0f}", value(scene.month))
                       : disc ? Phrase("plans {:.0f}", value(scene.month))
                              : Phrase("on roll {:.0f}", value(scene.month));
    const float used = scene.canvas.text(key, {plot.left, plot.top - 34 * unit}, 20, theme.accent, Align::left, true);
    scene.canvas.text(disc ? (scene.film.of_differences() ? Phrase("in A {:.0f}", measure(scene.month))
                                                          : Phrase("expected {:.0f}", measure(scene.month)))
                           : Phrase("places {:.0f}", measure(scene.month)),
                      {plot.left + used + 22 * unit, plot.top - 34 * unit}, 20, theme.quiet);
    const float last = static_cast<float>(std::max(scene.film.months - 1, 1));
    const auto at = [&](int m, float v) {
        return sf::Vector2f{plot.left + plot.width * static_cast<float>(m) / last,
                            plot.top + plot.height * (1 - v / most)};
    };
    scene.canvas.line({plot.left, plot.top + plot.height}, {plot.left + plot.width, plot.top + plot.height}, 1 * unit,
                      with_alpha(theme.quiet, 0.5f));
    for (int m = 1; m < scene.film.months; ++m) {
        scene.canvas.line(at(m - 1, measure(m - 1)), at(m, measure(m)), 2 * unit, theme.quiet);
        scene.canvas.line(at(m - 1, value(m - 1)), at(m, value(m)), 3 * unit,
                          m <= scene.month ? theme.accent : with_alpha(theme.accent, 0.35f));
    }
    scene.canvas.disc(at(scene.month, value(scene.month)), 6 * unit, theme.text);
}

}  // namespace sendscape
