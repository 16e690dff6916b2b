// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "sim/output/whole_parts.h"
#include "visualiser/layers/layers.h"
#include "visualiser/other_futures.h"
#include "visualiser/panels/panels.h"
#include "visualiser/whole_children.h"

namespace sendscape {
namespace {

struct NumberRow {
    const char* key;
    const char* words;
    std::string (*format)(double);
    std::string (*exactly)(double);  ///< of the ends of a range
};

std::string count(double v) { return thousands(v); }
std::string minutes(double v) { return fmt::format("{:.0f} min", v); }  // short: stays within the string itself
std::string tenths(double v) { return fmt::format("{:.1f} min", v); }

constexpr std::array rows{
    NumberRow{"plans", "Children with a plan", count, count},
    NumberRow{"shortfall", "Short of specialist places", count, count},
    NumberRow{"independent", "Independent or distant, for want of a place", count, count},
    NumberRow{"balance", "High needs balance", money, money},
    NumberRow{"journey", "Average journey with a plan", minutes, tenths},
};

/// The course of a number, with the least and the greatest of it and its range beside.
void sparkline(Scene& scene, const NumberRow& row, const Headline& line, const Headline* ghost, sf::FloatRect box,
               sf::Color colour) {
    const auto months = static_cast<std::size_t>(std::max(scene.film.length(), 2));
    if (line.mean.size() < 2) return;
    float low = line.mean[0], high = line.mean[0];
    const auto widen = [&](const std::vector<float>& values) {
        for (const float v : values) low = std::min(low, v), high = std::max(high, v);
    };
    widen(line.mean), widen(line.low), widen(line.high);
    if (ghost) widen(ghost->mean);
    const float highest = high;
    if (high - low < 1e-6f) high = low + 1;
    const auto at = [&](std::size_t i, float value) {
        return sf::Vector2f{box.left + box.width * static_cast<float>(i) / static_cast<float>(months - 1),
                            box.top + box.height * (1 - (value - low) / (high - low))};
    };
    Canvas& canvas = scene.canvas;
    constexpr float size = 20;
    const float right = box.left + box.width, middle = box.top + box.height / 2;
    const Phrase most("{}", row.exactly(highest)), least("{}", row.exactly(low));
    box.width -= 92 * scene.unit();  // all charts end at one month's place
    canvas.text(most, {right, std::min(box.top - 13 * scene.unit(), middle - 29 * scene.unit())}, size,
                scene.theme().quiet, Align::right);
    canvas.text(least, {right, std::max(box.top + box.height - 14 * scene.unit(), middle + 1 * scene.unit())}, size,
                scene.theme().quiet, Align::right);
    const std::size_t step = std::max<std::size_t>(1, months / 120);
    const auto seen = [&](std::size_t i) {
        return scene.fresh < 1 && static_cast<int>(i) >= scene.fresh_from ? scene.fresh : 1.0f;
    };
    for (std::size_t i = step; i < line.low.size(); i += step)
        canvas.quad(at(i - step, line.low[i - step]), at(i - step, line.high[i - step]), at(i, line.high[i]),
                    at(i, line.low[i]), with_alpha(colour, 0.28f * seen(i)));
    if (ghost)
        for (std::size_t i = step; i < ghost->mean.size() && i < months; i += 2 * step)
            canvas.line(at(i - step, ghost->mean[i - step]), at(i, ghost->mean[i]), 2 * scene.unit(),
                        with_alpha(scene.theme().quiet, 0.8f));
    for (std::size_t i = step; i < line.mean.size(); i += step)
        canvas.line(at(i - step, line.mean[i - step]), at(i, line.mean[i]), 3 * scene.unit(),
                    with_alpha(colour, seen(i)));
    if (const auto leap = static_cast<std::size_t>(std::max(line.leap, 0)); leap > 0 && leap < line.mean.size()) {
        // A flag as on the time line: what it is of stands above.
        const sf::Vector2f foot = at(leap, line.mean[leap]);
        const sf::Vector2f top{foot.x, std::max(foot.y - 20 * scene.unit(), box.top - 8 * scene.unit())};
        canvas.line(top, foot, 2 * scene.unit(), colour);
        canvas.triangle(top, top + sf::Vector2f{11, 6} * scene.unit(), top + sf::Vector2f{0, 12} * scene.unit(),
                        colour);
    }
    const auto now = static_cast<std::size_t>(scene.month);
    if (now < line.mean.size()) {
        const float next = line.mean[std::min(now + 1, line.mean.size() - 1)];
        sf::Vector2f dot = at(now, line.mean[now] + (next - line.mean[now]) * scene.fraction);
        dot.x += box.width * scene.fraction / static_cast<float>(months - 1);
        canvas.disc(dot, 6.5f * scene.unit(), scene.theme().text);
    }
}

/// Whether the month on show is the start of a real area: its schools are then as their census was published.
bool shows_start(const Scene& scene) { return scene.month == 0 && !scene.film.invented; }

constexpr std::string_view question = "Who is left without a place?";

/// "26 fewer are short of a place on the right (19 to 31)", and by which runs where not by all that are shown. `where`:
/// what B is called by whoever has not looked for its letter yet.
Phrase short_in_b(double by, const ShortfallChange& change, const char* where, const Phrase& runs) {
    if (by == 0) return Phrase("As many are short of a place {}{}", where, runs);
    const Phrase range = change.runs > 1 ? range_words(change, by > 0) : Phrase("");
    return Phrase("{} {} short of a place {}{}{}{}{}", thousands(std::abs(by)), by < 0 ? "fewer are" : "more are",
                  where, range.view().empty() ? "" : " (", range, range.view().empty() ? "" : ")", runs);
}

/// The finding of the view.
Phrase title_of(const Scene& scene, const Film* other) {
    const Film& film = scene.film;
    if (film.of_differences()) {
        // The areas' numbers, which add up to the panels'.
        double by = 0;
        for (std::size_t area = 0; area < film.areas.size(); ++area)
            by += static_cast<double>(
                film.change[static_cast<std::size_t>(scene.month) * film.areas.size() + area].shown);
        ShortfallChange change;
        if (film.pairs > 1)
            change = {by, film.change_low[static_cast<std::size_t>(scene.month)],
                      film.change_high[static_cast<std::size_t>(scene.month)], film.pairs};
        return short_in_b(by, change, "in B", Phrase(""));
    }
    if (other && other->months > 0) {
        const int month = std::min({scene.month, film.months - 1, other->months - 1});
        const ShortfallChange change = shortfall_change(film, *other, month);
        if (change.shown) return short_in_b(*change.shown, change, "on the right", Phrase(""));
        // Of films that are not of as many runs those that both have are held against each other.
        return short_in_b(shown_total(change.mean), change, "on the right",
                          Phrase(", by {} runs of both", change.runs));
    }
    const Phrase finding = finding_of(scene);
    return finding.view().empty() ? Phrase("{}", question) : finding;
}

/// "year 4 of 10", or what the start of a real area is.
Phrase time_words(const Scene& scene) {
    const int years = std::max(1, (scene.film.length() + 10) / 12);
    return shows_start(scene) ? Phrase("the start")
                              : Phrase("year {} of {}", std::min(scene.month / 12 + 1, years), years);
}

/// Whether the view tells of the way from one month to the next, and so do the numbers.
bool under_way(const Scene& scene) {
    return scene.fraction > 0 && scene.next_month() != scene.month && finding_layer(scene) == &moves_layer;
}

/// What a range is, title's brackets as well: 5th to 95th percentile of the runs.
constexpr std::string_view ranges_are = "ranges: 9 in 10 runs";

bool has_ranges(const Film& film) {
    return std::any_of(film.numbers.begin(), film.numbers.end(),
                       [](const Headline& line) { return !line.low.empty(); });
}

/// A headline number with its range and its course, in a box of the panel.
void draw_number(Scene& scene, const NumberRow& row, const sf::FloatRect& box, const Film* past, bool against) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit(), y = box.top;
    const Headline* line = scene.film.number(row.key);
    if (!line || line->mean.empty()) return;
    const float titled = scene.canvas.text(row.words, {box.left, y}, 23, theme.quiet);
    if (const float end = box.left + box.width;
        line->leap > 0 && titled + scene.canvas.width(line->why, 20) + 16 * unit < box.width)
        scene.canvas.text(line->why, {end, y + 2 * unit}, 20, theme.quiet, Align::right);
    const auto at = std::min(static_cast<std::size_t>(scene.month), line->mean.size() - 1);
    const Headline* ghost = past ? past->number(row.key) : nullptr;
    // Two runs have their ranges each: a line for B's and one for A.
    const bool two_lines = against && at < line->low.size() && box.height >= 126 * unit;
    scene.canvas.text(row.format(line->mean[at]), {box.left, y + (two_lines ? 23 : 26) * unit}, two_lines ? 46 : 58,
                      theme.text, Align::left, true);
    const auto range = [&](const Headline& of) {
        return at < of.low.size() ? Phrase("{} to {}", row.exactly(of.low[at]), row.exactly(of.high[at])) : Phrase();
    };
    if (against && ghost && at < ghost->mean.size()) {
        const Phrase of_a = range(*ghost), of_b = range(*line);
        const Phrase a = of_a.view().empty() ? Phrase("A: {}", row.format(ghost->mean[at]))
                                             : Phrase("A: {} ({})", row.format(ghost->mean[at]), of_a.view());
        if (two_lines) scene.canvas.text(of_b, {box.left, y + 75 * unit}, 21, theme.quiet);
        scene.canvas.text(two_lines ? a : Phrase("A: {}", row.format(ghost->mean[at])),
                          {box.left, y + (two_lines ? 101 : 94) * unit}, 21, theme.quiet);
    } else if (under_way(scene) && at + 1 < line->mean.size()) {
        scene.canvas.text(
            Phrase("{:.3}: {}", long_name(scene.film.first + scene.next_month()), row.format(line->mean[at + 1])),
            {box.left, y + 94 * unit}, 21, theme.quiet);
    } else if (at < line->low.size())
        scene.canvas.text(Phrase("{} to {}", row.exactly(line->low[at]), row.exactly(line->high[at])),
                          {box.left, y + 94 * unit}, 21, theme.quiet);
    else if (line->low.empty())
        scene.canvas.text(scene.view.levers ? "one run: no range yet" : "one run: no range", {box.left, y + 94 * unit},
                          21, theme.quiet);
    const float chart = box.left + 262 * unit;
    sparkline(scene, row, *line, ghost,
              {chart, y + (two_lines ? 36 : 42) * unit, box.left + box.width - chart,
               std::min((two_lines ? 56 : 66) * unit, box.height - 70 * unit)},
              theme.accent);
}

}  // namespace

void draw_header(Scene& scene, const Film* other) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    scene.canvas.rectangle(scene.boxes.header, theme.background);
    const float left = scene.boxes.header.left + 36 * unit, right = scene.boxes.header.width - 36 * unit;
    const Film& film = scene.film;
    const Phrase title = title_of(scene, other);
    // The finding first, smaller only where it would leave no room for what it is of.
    float large = 44;
    while (large > 30 && scene.canvas.width(title, large, true) > 0.6f * (right - left)) large -= 1;
    const float used =
        scene.canvas.text(title, {left, (22 + (44 - large) * 0.94f) * unit}, large, theme.text, Align::left, true);
    // What is on show: a talk by its title, a run in the words of its scenario; smaller, then shorter, where there is
    // no room.
    const bool told = !film.title.empty() && film.title != question && !film.of_differences();
    const Phrase subject = !scene.view.talk.empty() ? Phrase("{}: {}", scene.view.talk, film.place)
                           : other                  ? Phrase("{}: A left, B right", film.place)
                           : scene.pulled           ? Phrase("{} with what is pulled", film.place)
                           : !told                  ? Phrase("{}, {}", film.place, film.scenario)
                           : film.title.find(film.place) != std::string::npos
                               ? Phrase("{}", film.title)
                               : Phrase("{}: {}", film.place, film.title);
    const float from = left + used + 44 * unit;
    // The finding says what becomes of a child on show, and here is which it is.
    const bool of_child = scene.child && *scene.child < film.children.size() && scene.view.talk.empty();
    const Phrase whole = of_child ? Phrase("Child {}, {}", film.children[*scene.child].pupil, subject) : subject;
    const Phrase always = film.of_differences() && film.pairs > 1 ? Phrase(" · simulated, {} pairs of runs", film.pairs)
                          : shows_start(scene)  ? Phrase(" · the start: schools as published, children simulated")
                          : film.replicates > 1 ? Phrase(" · simulated, {} runs", film.replicates)
                                                : Phrase(" · simulated, one run");
    float small = 26;
    const auto room = [&] { return right - from - scene.canvas.width(always, small) - 4 * unit; };
    while (small > 20 && scene.canvas.fit(whole, small, room()).size() < whole.view().size()) small -= 1;
    const std::string_view fitting = scene.canvas.fit(whole, small, room());
    const Phrase shown = fitting.size() == whole.view().size()
                             ? whole
                             : Phrase("{}…", scene.canvas.fit(whole, small, room() - small * unit));
    const float y = (22 + 44 * 0.94f - small * 0.94f) * unit;  // on one line with the question
    const float width = scene.canvas.text(shown, {from, y}, small, theme.text);
    scene.canvas.text(always, {from + width, y}, small, theme.quiet);
}

void draw_numbers(Scene& scene, const Film* past, bool against) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.right;
    scene.canvas.rectangle(box, theme.panel);
    const float left = box.left + 28 * unit;
    const Month now = scene.film.first + scene.month;
    const std::string year = std::to_string(now.year());
    const float width = scene.canvas.text(year, {left, box.top + 4 * unit}, 92, theme.text, Align::left, true);
    const std::string month = long_name(now);
    // On the way to the next month, where that is what the view tells of.
    const std::string next = long_name(scene.film.first + scene.next_month());
    const bool two_months = !against && under_way(scene);
    scene.canvas.text(two_months ? Phrase("{:.3} → {:.3}", month, next)
                                 : Phrase("{}", std::string_view(month).substr(0, month.find(' '))),
                      {left + width + 26 * unit, box.top + 22 * unit}, 32, theme.quiet);
    scene.canvas.text(against      ? Phrase("{}", scene.shrunk < 1 ? "B (right), A beneath" : "B, and A beneath")
                      : two_months ? Phrase("{:.3}, and {:.3} beneath", month, next)
                                   : time_words(scene),
                      {left + width + 26 * unit, box.top + 62 * unit}, 22, theme.quiet);
    if (has_ranges(scene.film))
        scene.canvas.text(ranges_are, {left + width + 26 * unit, box.top + 92 * unit}, 20, theme.quiet);
    const float top = box.top + 136 * unit;
    const float pitch = (box.height - 148 * unit) / static_cast<float>(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        draw_number(scene, rows[i], {left, top + pitch * static_cast<float>(i), box.width - 56 * unit, pitch}, past,
                    against);
    // The axis of all charts, beneath the last.
    if (against || scene.film.length() < 25) return;
    const float chart = left + 262 * unit, y = top + pitch * static_cast<float>(rows.size()) - 22 * unit;
    scene.canvas.text(Phrase("{}", scene.film.first.year()), {chart, y}, 20, theme.quiet);
    scene.canvas.text(Phrase("{}", (scene.film.first + (scene.film.length() - 1)).year()),
                      {box.left + box.width - 28 * unit - 92 * unit, y}, 20, theme.quiet, Align::right);
}

void draw_short_numbers(Scene& scene, const Film* past, bool against) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const sf::FloatRect& box = scene.boxes.right;
    scene.canvas.rectangle(box, theme.panel);
    const float left = box.left + 28 * unit;
    const float width = scene.canvas.text(long_name(scene.film.first + scene.month), {left, box.top + 10 * unit}, 40,
                                          theme.text, Align::left, true);
    scene.canvas.text(against ? Phrase("B, A beneath") : Phrase("on the map, {}", time_words(scene)),
                      {left + width + 22 * unit, box.top + 27 * unit}, 22, theme.quiet);
    draw_number(scene, rows[1], {left, box.top + 68 * unit, box.width - 56 * unit, 124 * unit}, past, against);
}

}  // namespace sendscape
