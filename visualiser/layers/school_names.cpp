// SPDX-License-Identifier: MIT
// Names of schools on the map: of the one selected or pointed at, and of the strongest magnets.
#include <algorithm>
#include <array>
#include <cmath>

#include "agents/schools/schools.h"
#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

constexpr std::size_t most_magnets = 8, most_magnets_of_title = 12;
/// How far off the name of a magnet may stand, pixels at 1080p, where the title counts them and elsewhere: a line
/// across a town points at nothing, while its glow says that it is one, a pointer who it is.
constexpr float longest_of_title = 420, longest_line = 180;

bool is_magnet(const SchoolMonth& now) { return now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet); }

/// Month since when a school has been what it is now.
int unchanged_since(const Scene& scene, std::size_t school) {
    int since = scene.month;
    while (since > 0 && scene.film.at(since - 1, school).magnet == scene.film.at(scene.month, school).magnet) --since;
    return since;
}

/// Schools to name, in the order in which they find room.
struct Named {
    std::array<std::uint32_t, most_magnets_of_title + 2> schools{};
    std::size_t count = 0, wanted = 0;  ///< the first `wanted` are named wherever there is room at all
};

/// What is selected or pointed at.
Named wanted_schools(const Scene& scene) {
    Named named;
    for (const auto& school : {scene.view.school, scene.view.hovered})
        if (school && *school < scene.film.schools.size() && (named.count == 0 || named.schools[0] != *school))
            named.schools[named.count++] = *school;
    named.wanted = named.count;
    return named;
}

/// Whether the title of the view counts the magnets: then it is they that are named, as many as there is room for.
bool title_counts_magnets(const Scene& scene) {
    return finding_layer(scene) == &magnets_layer && scene.shrunk >= 1 && !scene.film.of_differences();
}

/// The strongest magnets after them, the strongest first.
void add_magnets(const Scene& scene, Named& named) {
    const Film& film = scene.film;
    // Beside a story there is room for fewer, beside a second map for none: its glow tells a magnet.
    const std::size_t most = title_counts_magnets(scene)                         ? most_magnets_of_title
                             : scene.shrunk < 1 || !scene.finding.view().empty() ? 0
                             : named.wanted || scene.view.child                  ? 2
                                                                                 : most_magnets;
    const auto stronger = [&](std::uint32_t one, std::uint32_t other) {
        const SchoolMonth &x = film.at(scene.month, one), &y = film.at(scene.month, other);
        const float more = x.observed() - x.expected, less = y.observed() - y.expected;
        return more != less ? more > less : one < other;
    };
    const auto end_of_wanted = named.schools.begin() + static_cast<std::ptrdiff_t>(named.wanted);
    for (const std::uint32_t s : scene.near) {
        const SchoolMonth& now = film.at(scene.month, s);
        if (!now.open || !film.schools[s].in_area || !is_magnet(now)) continue;
        if (std::find(named.schools.begin(), end_of_wanted, s) != end_of_wanted) continue;
        std::size_t at = named.count;
        while (at > named.wanted && stronger(s, named.schools[at - 1])) --at;
        if (at >= named.wanted + most) continue;
        if (named.count < named.wanted + most) ++named.count;
        for (std::size_t i = named.count - 1; i > at; --i) named.schools[i] = named.schools[i - 1];
        named.schools[at] = s;
    }
}

/// "in 14 of 20 runs", "in all 20 runs".
Phrase runs_words(int runs, int of) {
    return runs == of ? Phrase("in all {} runs", of) : Phrase("in {} of {} runs", runs, of);
}

/// The second line: what there is to say of the school. The first magnet says what they all are; where there are
/// several runs, each says in how many of them it is one: a number without the word reads as a score.
Phrase line_of(const Scene& scene, std::uint32_t school, bool first_magnet) {
    const Film& film = scene.film;
    const SchoolMonth& now = film.at(scene.month, school);
    const int since = is_magnet(now) ? unchanged_since(scene, school) : 0;
    if (film.of_differences()) {
        const Change& by = film.school_change[static_cast<std::size_t>(scene.month) * film.schools.size() + school];
        if (film.pairs < 2) return Phrase("{:.0f} plans, {:.0f} in A", now.plans, now.plans - by.mean);
        return Phrase("{}{:.1f} plans in B, {} {}", by.mean < 0 ? "−" : "+", std::abs(by.mean),
                      by.mean < 0 ? "fewer" : "more", runs_words(by.agree(), film.pairs).view());
    }
    if (!drawn_as_disc(film.schools[school])) return Phrase("{:.0f} on roll, {:.0f} places", now.roll, now.places);
    if (film.replicates > 1 && now.magnet_runs > 0)
        return Phrase("magnet {}: {:.1f} × expected", runs_words(now.magnet_runs, film.replicates).view(), now.ratio());
    if (is_magnet(now) && since <= from_start_months)
        return Phrase("{}{:.1f} × expected, from the start", first_magnet ? "magnet: " : "", now.ratio());
    if (is_magnet(now) && first_magnet)
        return Phrase("magnet since {}: {:.1f} × expected", (film.first + since).year(), now.ratio());
    return since > 0 ? Phrase("{:.1f} × expected, since {}", now.ratio(), (film.first + since).year())
                     : Phrase("{:.1f} × expected", now.ratio());
}

enum class Name { none, alone, whole };  ///< of a school on the map: with its second line or alone

/// Draws a name where there is room, and as much of it as there is room for.
Name draw_name(Scene& scene, LabelSpace& labels, std::uint32_t school, bool wanted, bool first_magnet) {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    const SchoolMonth& now = scene.film.at(scene.month, school);
    const sf::Vector2f at = scene.school_pixel(school);
    const Phrase name = scene.name_of(school);
    const Phrase line = line_of(scene, school, first_magnet);
    const float width = std::max(scene.canvas.width(name, 22, true), scene.canvas.width(line, 20)) + 28 * unit;
    const float reach = scene.radius_of(school) + 9 * unit;
    if (wanted) scene.canvas.ring(at, reach, 3 * unit, theme.text);
    const auto key = LabelSpace::key_of(LabelSpace::Kind::school, school);
    // Of several runs a map that is not about magnets says of each in how many it is one, all in one form. Elsewhere
    // that is where there is no room for both lines; of a school that was asked for all is said.
    const bool several = scene.film.replicates > 1 && now.magnet_runs > 0;
    const Phrase brief =
        !is_magnet(now) || scene.film.of_differences() ? Phrase("")
        // Where the title counts them each has its ratio, in few words, too.
        : several && title_counts_magnets(scene)
            ? Phrase("magnet in {} of {}{}: {:.1f} ×", now.magnet_runs, scene.film.replicates,
                     first_magnet ? " runs" : "", now.ratio())
        : several ? Phrase("magnet in {} of {}{}", now.magnet_runs, scene.film.replicates, first_magnet ? " runs" : "")
                  : Phrase("{:.1f} ×", now.ratio());
    const float name_width = scene.canvas.width(name, 22, true);
    const float told = brief.view().empty() ? 0 : scene.canvas.width(brief, 20) + 10 * unit;
    const sf::Vector2f small_size{name_width + told + 24 * unit, 38 * unit};
    bool whole = wanted || !several || !is_magnet(now) || title_counts_magnets(scene);
    using Over = LabelSpace::Over;
    const sf::Vector2f whole_size{width, 64 * unit};
    LabelSpace::Spot spot = labels.find(key, at, reach, whole ? whole_size : small_size, Over::rims);
    // The inspector tells the rest of a school that was asked for, too.
    if (whole && spot.cost > (wanted ? 4.0f : 8.0f)) {
        const LabelSpace::Spot small = labels.find(key, at, reach, small_size, Over::rims);
        if (small.found() && small.cost + (wanted ? 1.0f : 3.0f) < spot.cost) spot = small, whole = false;
    }
    // In a crowd there may be room for two short lines where there is none for a long one.
    const auto strays = [&](const LabelSpace::Spot& at_spot) {
        const sf::Vector2f to = nearest_point(at_spot.box, at) - at;
        return std::hypot(to.x, to.y) - reach > (title_counts_magnets(scene) ? longest_of_title : longest_line) * unit;
    };
    bool stacked = false;
    if ((!whole || (wanted && spot.cost > 4)) && told > 0 && (!spot.found() || strays(spot) || spot.cost > 2)) {
        const float wide = std::max(name_width, told - 10 * unit) + 28 * unit;
        const LabelSpace::Spot two = labels.find(key, at, reach, {wide, 64 * unit}, Over::rims);
        if (two.found() && !strays(two) && (!spot.found() || strays(spot) || two.cost + 1 < spot.cost))
            spot = two, stacked = true, whole = false;
    }
    // Only what was asked for hides another where there is no room at all.
    if (wanted && !spot.found()) spot = labels.find(key, at, reach, whole_size, Over::shapes), whole = true;
    if (!spot.found()) return Name::none;
    if (!wanted && strays(spot)) return Name::none;
    labels.take(key, spot, at);
    const sf::FloatRect& box = spot.box;
    const sf::Color edge = wanted ? theme.text : theme.high;
    const sf::Vector2f near = nearest_point(box, at), way = near - at;
    const float distance = std::sqrt(way.x * way.x + way.y * way.y);
    if (distance > reach + 1) {
        // Dark about the line, so that it is followed through a crowd; a ring says which disc it is of.
        const sf::Vector2f rim = at + way * (reach / distance);
        scene.canvas.line(rim, near, 6 * unit, with_alpha(theme.map_ground, 0.8f));
        scene.canvas.line(rim, near, 2.2f * unit, edge);
        if (!wanted) {
            scene.canvas.ring(at, reach - 1 * unit, 5 * unit, with_alpha(theme.map_ground, 0.8f));
            scene.canvas.ring(at, reach - 1.5f * unit, 2.4f * unit, edge);
        }
    }
    scene.canvas.panel(box, 8 * unit, with_alpha(theme.panel, 0.94f), edge);
    const bool one_line = !whole && !stacked;
    scene.canvas.text(name, {box.left + (one_line ? 12 : 14) * unit, box.top + 4 * unit}, 22, theme.text, Align::left,
                      true);
    if (one_line && told > 0)
        scene.canvas.text(brief, {box.left + 22 * unit + name_width, box.top + 6 * unit}, 20, theme.high_text);
    if (stacked) scene.canvas.text(brief, {box.left + 14 * unit, box.top + 33 * unit}, 20, theme.high_text);
    if (whole)
        scene.canvas.text(line, {box.left + 14 * unit, box.top + 33 * unit}, 20,
                          drawn_as_disc(scene.film.schools[school]) && now.ratio() > 1 ? theme.high_text : theme.quiet);
    return whole ? Name::whole : Name::alone;
}

}  // namespace

void draw_school_names(Scene& scene, LabelSpace& labels, SchoolNames which) {
    Named named = wanted_schools(scene);
    if (scene.view.shows(Layer::magnets)) add_magnets(scene, named);
    const std::size_t first = which == SchoolNames::magnets ? named.wanted : 0,
                      past = which == SchoolNames::asked ? named.wanted : named.count;
    for (std::size_t i = first; i < past; ++i) {  // neither words nor lines of others over what is named
        const sf::Vector2f at = scene.school_pixel(named.schools[i]);
        const float radius = scene.radius_of(named.schools[i]) + 4 * scene.unit();
        labels.block({at.x - radius, at.y - radius, 2 * radius, 2 * radius});
    }
    for (std::size_t i = first; i < past; ++i) {
        const std::uint32_t school = named.schools[i];
        const sf::Vector2f at = scene.school_pixel(school);
        if (!scene.on_map(at) || scene.beneath_cards(at)) continue;
        const Name told = draw_name(scene, labels, school, i < named.wanted, scene.magnets_named == 0);
        if (told != Name::none && is_magnet(scene.film.at(scene.month, school))) ++scene.magnets_named;
    }
}

}  // namespace sendscape
