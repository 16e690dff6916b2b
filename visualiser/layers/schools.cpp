#include <algorithm>
#include <array>
#include <cmath>

#include "agents/schools/schools.h"
#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

void draw_mainstream(Scene& scene, std::size_t s, sf::Vector2f at) {
    const School& school = scene.film.schools[s];
    const SchoolMonth& now = scene.film.at(scene.month, s);
    const SchoolMonth& next = scene.film.at(scene.next_month(), s);
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const float ratio = now.ratio() + (next.ratio() - now.ratio()) * scene.fraction;
    const bool magnet = now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet);
    const float radius = scene.radius_of(s);
    if (scene.view.shows_ground() && !(magnet && scene.view.shows(Layer::magnets))) {
        // The ground is what is looked at: schools are small marks on it.
        scene.canvas.disc(at, 0.40f * radius + 1.2f * u, theme.map_ground);
        scene.canvas.disc(at, 0.40f * radius, theme.quiet);
        return;
    }
    sf::Color fill = ratio_colour(theme, ratio, now.beyond != 0);
    if (!school.in_area) fill = blend(fill, theme.map_ground, 0.6f);
    if (radius < 2.5f * u) {  // a country of schools: points of colour
        scene.canvas.disc(at, std::max(radius, 1.0f), fill);
        return;
    }
    // Strain trembles, it never reddens.
    const float tremor = std::clamp(now.strain - 0.6f, 0.0f, 1.0f) * 1.6f * u;
    const sf::Vector2f shake =
        tremor > 0 ? sf::Vector2f{tremor * std::sin(scene.view.seconds * 23 + static_cast<float>(s)),
                                  tremor * std::cos(scene.view.seconds * 19 + static_cast<float>(s) * 2)}
                   : sf::Vector2f{};
    if (now.base_places > 0)
        scene.canvas.half_disc({at.x, at.y - radius - 1.5f * u}, std::max(radius * 0.62f, 6 * u), theme.base);
    scene.canvas.disc(at, radius + 3.4f * u, theme.map_ground);
    if (magnet) scene.canvas.disc(at, radius + 3.4f * u, theme.high);
    if (magnet) scene.canvas.disc(at, radius + 1.6f * u, theme.map_ground);
    scene.canvas.disc(at, radius, fill);
    const float full = school.capacity > 0 ? static_cast<float>(now.roll) / static_cast<float>(school.capacity) : 1;
    scene.canvas.ring(at + shake, radius + 2.2f * u, 1.7f * u, with_alpha(theme.text, school.in_area ? 0.85f : 0.35f),
                      0, std::clamp(full, 0.0f, 1.0f));
}

void draw_specialist(Scene& scene, std::size_t s, sf::Vector2f at) {
    const School& school = scene.film.schools[s];
    const SchoolMonth& now = scene.film.at(scene.month, s);
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const float r = scene.radius_of(s);
    const float full = now.places > 0 ? static_cast<float>(now.roll) / static_cast<float>(now.places) : 1;
    const float dim = school.in_area ? 1.0f : 0.5f;
    if (school.setting == Setting::alternative_provision) {
        scene.canvas.square(at, r * 0.70f + 2.0f * u, theme.map_ground);
        scene.canvas.square(at, r * 0.70f, with_alpha(theme.ap, 0.35f * dim));
        const float level = r * 1.4f * std::clamp(full, 0.0f, 1.0f);
        scene.canvas.rectangle({at.x - r * 0.70f, at.y + r * 0.70f - level, r * 1.4f, level},
                               with_alpha(theme.ap, dim));
    } else if (school.setting == Setting::state_special) {
        scene.canvas.diamond(at, r + 5 * u, theme.map_ground);
        scene.canvas.diamond(at, r + 3 * u, with_alpha(theme.text, 0.9f * dim));
        scene.canvas.diamond(at, r, blend(theme.map_ground, theme.special, 0.35f));
        scene.canvas.diamond(at, r * std::sqrt(std::clamp(full, 0.0f, 1.0f)), with_alpha(theme.special, dim));
        // Overfull: beads spill out at the side.
        const int over = std::min(12, static_cast<int>(std::lround((full - 1) * 50)));
        for (int i = 0; i < over; ++i) {
            const int column = i % 4, row = i / 4;
            scene.canvas.disc(
                {at.x + r + (5 + 6 * static_cast<float>(column)) * u, at.y + static_cast<float>(row - 1) * 7 * u},
                2.6f * u, theme.special);
        }
    } else {
        const float h = r * 0.8f;
        scene.canvas.triangle({at.x, at.y - h}, {at.x + h, at.y + h * 0.8f}, {at.x - h, at.y + h * 0.8f},
                              with_alpha(theme.independent, dim));
    }
}

bool drawn(const Scene& scene, std::size_t s) {
    const School& school = scene.film.schools[s];
    return scene.film.at(scene.month, s).open && school.setting != Setting::early_years &&
           school.setting != Setting::independent_mainstream;
}

/// Month since when a school has been what it is now.
int unchanged_since(const Scene& scene, std::size_t s) {
    int since = scene.month;
    while (since > 0 && scene.film.at(since - 1, s).magnet == scene.film.at(scene.month, s).magnet) --since;
    return since;
}

}  // namespace

void draw_halos(Scene& scene) {
    const Film& film = scene.film;
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        const SchoolMonth& now = film.at(scene.month, s);
        if (!now.open || now.magnet != static_cast<std::uint8_t>(MagnetClass::magnet)) continue;
        const sf::Vector2f at = scene.school_pixel(s);
        if (!scene.on_map(at, 300)) continue;
        const float breath = 1 + 0.06f * std::sin(scene.view.seconds * 1.3f + static_cast<float>(s));
        const float reach = (50 + 34 * std::min(now.ratio(), 4.0f)) * scene.u() * scene.grown;
        // Neighbours' magnets glow faintly: they are not of the place the frame is about.
        const float strength = (scene.theme().light ? 0.55f : 0.60f) * (film.schools[s].in_area ? 1.0f : 0.35f);
        scene.canvas.glow(at, reach * breath, with_alpha(scene.theme().high, strength));
    }
}

void draw_schools(Scene& scene, LabelSpace& labels) {
    const Film& film = scene.film;
    // Magnets over their neighbours, special schools over both: a town has schools side by side.
    enum class Pass { others, magnets, specialists };
    const auto pass_of = [&](std::size_t s) {
        if (!drawn_as_disc(film.schools[s])) return Pass::specialists;
        return film.at(scene.month, s).magnet == static_cast<std::uint8_t>(MagnetClass::magnet) ? Pass::magnets
                                                                                                : Pass::others;
    };
    for (const Pass pass : {Pass::others, Pass::magnets, Pass::specialists}) {
        for (std::size_t s = 0; s < film.schools.size(); ++s) {
            if (pass_of(s) != pass || !drawn(scene, s)) continue;
            const sf::Vector2f at = scene.school_pixel(s);
            if (!scene.on_map(at, 20)) continue;
            if (pass == Pass::specialists)
                draw_specialist(scene, s, at);
            else
                draw_mainstream(scene, s, at);
            if (scene.crowding <= 0.5f * scene.shrunk) continue;  // a country of schools
            const float radius = scene.radius_of(s) + 3 * scene.u();
            const SchoolMonth& now = film.at(scene.month, s);
            const float beads =
                bead_radius(scene.radius_of(s) / scene.u(), static_cast<float>(now.plans) * scene.crowding) * scene.u();
            labels.shape(at, radius, std::max(radius, beads));
            // A magnet is what the hall looks for: no words over it.
            if (now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet))
                labels.block({at.x - radius, at.y - radius, 2 * radius, 2 * radius});
        }
    }
}

void draw_school_names(Scene& scene, LabelSpace& labels) {
    const Film& film = scene.film;
    const Theme& theme = scene.theme();
    const float u = scene.u();
    // What is selected or pointed at, then the strongest magnets, as far as there is room.
    constexpr std::size_t most = 4;
    std::array<std::uint32_t, most + 2> order{};
    std::size_t count = 0;
    for (const auto& wanted : {scene.view.school, scene.view.hovered})
        if (wanted && *wanted < film.schools.size() && (count == 0 || order[0] != *wanted)) order[count++] = *wanted;
    const std::size_t forced = count;
    const std::size_t named =
        forced || scene.view.child || scene.shrunk < 1 ? 2 : most;  // beside a story or a map, the strongest
    if (scene.view.shows(Layer::magnets)) {
        const auto stronger = [&](std::uint32_t a, std::uint32_t b) {
            const SchoolMonth &x = film.at(scene.month, a), &y = film.at(scene.month, b);
            const float more = x.observed() - x.expected, less = y.observed() - y.expected;
            return more != less ? more > less : a < b;
        };
        for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
            const SchoolMonth& now = film.at(scene.month, s);
            if (!now.open || !film.schools[s].in_area || now.magnet != static_cast<std::uint8_t>(MagnetClass::magnet))
                continue;
            if (std::find(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(forced), s) !=
                order.begin() + static_cast<std::ptrdiff_t>(forced))
                continue;
            std::size_t at = count;
            while (at > forced && stronger(s, order[at - 1])) --at;
            if (at >= forced + named) continue;
            if (count < forced + named) ++count;
            for (std::size_t i = count - 1; i > at; --i) order[i] = order[i - 1];
            order[at] = s;
        }
    }
    bool strongest_told = false;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t s = order[i];
        const School& school = film.schools[s];
        const SchoolMonth& now = film.at(scene.month, s);
        const sf::Vector2f at = scene.school_pixel(s);
        if (!scene.on_map(at)) continue;
        const bool disc = drawn_as_disc(school);
        const bool magnet = now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet);
        const int since = magnet ? unchanged_since(scene, s) : 0;
        const Phrase name = scene.name_of(s);
        const Phrase line =
            !disc                   ? Phrase("{} on roll, {} places", now.roll, now.places)
            : film.of_differences() ? Phrase("{} plans, {:.0f} in A", now.plans, now.expected)
            : magnet && since <= from_start_months
                ? Phrase("{}{:.1f} × expected, from the start", strongest_told ? "" : "magnet: ", now.ratio())
            : magnet && !strongest_told
                ? Phrase("magnet since {}: {:.1f} × expected", (film.first + since).year(), now.ratio())
            : since > 0 ? Phrase("{:.1f} × expected, since {}", now.ratio(), (film.first + since).year())
                        : Phrase("{:.1f} × expected", now.ratio());
        const float width = std::max(scene.canvas.width(name, 22, true), scene.canvas.width(line, 20)) + 28 * u;
        const float reach = scene.radius_of(s) + 9 * u;
        if (i < forced) scene.canvas.ring(at, reach, 3 * u, theme.text);
        const auto key = static_cast<std::uint8_t>(s % 64);
        LabelSpace::Spot spot = labels.find(key, at, reach, {width, 64 * u}, false);
        // Where there is no room for both lines, the name alone.
        bool whole = true;
        if (spot.cost > 8) {
            const LabelSpace::Spot small =
                labels.find(key, at, reach, {scene.canvas.width(name, 22, true) + 24 * u, 38 * u}, false);
            if (small.found() && small.cost + 3 < spot.cost) spot = small, whole = false;
        }
        if (!spot.found()) continue;
        // In the thick of a town a name would hide half of it: its halo says that it is one, a pointer who it is.
        constexpr float most_hidden = 12;
        if (i >= forced && strongest_told && spot.cost > most_hidden) continue;
        strongest_told |= magnet && whole;  // the first says what they all are
        labels.take(key, spot, at);
        const sf::FloatRect& box = spot.box;
        const sf::Color edge = i < forced ? theme.text : theme.high;
        const sf::Vector2f near = nearest_point(box, at), way = near - at;
        const float distance = std::sqrt(way.x * way.x + way.y * way.y);
        if (distance > reach) scene.canvas.line(at + way * (reach / distance), near, 2.2f * u, edge);
        scene.canvas.panel(box, 8 * u, with_alpha(theme.panel, 0.94f), edge);
        scene.canvas.text(name, {box.left + (whole ? 14 : 12) * u, box.top + 4 * u}, 22, theme.text, Align::left, true);
        if (whole)
            scene.canvas.text(line, {box.left + 14 * u, box.top + 33 * u}, 20,
                              disc && now.ratio() > 1 ? theme.high_text : theme.quiet);
    }
}

std::uint32_t pick_school(const Scene& scene, sf::Vector2f pixel) {
    std::uint32_t best = SchoolId::none_value;
    float best_distance = 1e9f;
    for (std::uint32_t s = 0; s < scene.film.schools.size(); ++s) {
        if (!drawn(scene, s)) continue;
        const sf::Vector2f at = scene.school_pixel(s);
        const float dx = at.x - pixel.x, dy = at.y - pixel.y;
        const float distance = std::sqrt(dx * dx + dy * dy);
        const float reach = scene.radius_of(s) + 5 * scene.u();
        if (distance < reach && distance < best_distance) best = s, best_distance = distance;
    }
    return best;
}

void draw_journeys(Scene& scene) {
    const Theme& theme = scene.theme();
    for (const FilmChild& child : scene.film.children) {
        const Stay* stay = scene.film.stay_at(child, scene.month);
        if (!stay || stay->setting == Setting::gone || stay->school >= scene.film.schools.size()) continue;
        if (!is_special(stay->setting) && !is_base(stay->setting)) continue;
        const School& school = scene.film.schools[stay->school];
        const sf::Vector2f a = scene.pixel(child.x, child.y);
        const sf::Vector2f b = scene.school_pixel(stay->school);
        if (!scene.on_map(a) && !scene.on_map(b)) continue;
        const float metres = std::hypot(child.x - static_cast<float>(school.x), child.y - static_cast<float>(school.y));
        const bool far = metres > far_journey_metres;
        scene.canvas.line(a, b, scene.u(), with_alpha(far ? theme.high : theme.low, far ? 0.16f : 0.13f));
    }
}

}  // namespace sendscape
