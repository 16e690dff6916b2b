#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/schools/schools.h"
#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

bool mainstream(const School& school) {
    return school.setting == Setting::mainstream || school.setting == Setting::sixth_form;
}

float special_radius(const Scene& scene, const SchoolMonth& now) {
    return (std::sqrt(static_cast<float>(std::max(now.places, 20))) * 0.62f + 6.0f) * scene.u() *
           std::pow(scene.camera.zoom(), 0.4f);
}

void draw_mainstream(Scene& scene, std::size_t s, sf::Vector2f at) {
    const School& school = scene.film.schools[s];
    const SchoolMonth& now = scene.film.at(scene.month, s);
    const SchoolMonth& next = scene.film.at(scene.next_month(), s);
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const float ratio = now.ratio() + (next.ratio() - now.ratio()) * scene.fraction;
    const float radius = scene.disc_radius(now);
    sf::Color fill = ratio_colour(theme, ratio, now.beyond != 0);
    if (!school.in_area) fill = blend(fill, theme.map_ground, 0.6f);
    // Strain trembles, it never reddens.
    const float tremor = std::clamp(now.strain - 0.6f, 0.0f, 1.0f) * 1.6f * u;
    const sf::Vector2f shake{tremor * std::sin(scene.view.seconds * 23 + static_cast<float>(s)),
                             tremor * std::cos(scene.view.seconds * 19 + static_cast<float>(s) * 2)};
    if (school.base_places[0] + school.base_places[1] > 0)
        scene.canvas.half_disc({at.x, at.y - radius - 1.5f * u}, std::max(radius * 0.62f, 6 * u), theme.base);
    scene.canvas.disc(at, radius + 1.2f * u, theme.map_ground);
    scene.canvas.disc(at, radius, fill);
    const float full = school.capacity > 0 ? static_cast<float>(now.roll) / static_cast<float>(school.capacity) : 1;
    scene.canvas.ring(at + shake, radius + 2.5f * u, 2.2f * u, with_alpha(theme.text, school.in_area ? 0.85f : 0.35f),
                      0, std::clamp(full, 0.0f, 1.0f));
}

void draw_specialist(Scene& scene, std::size_t s, sf::Vector2f at) {
    const School& school = scene.film.schools[s];
    const SchoolMonth& now = scene.film.at(scene.month, s);
    const Theme& theme = scene.theme();
    const float u = scene.u();
    const float r = special_radius(scene, now);
    const float full = now.places > 0 ? static_cast<float>(now.roll) / static_cast<float>(now.places) : 1;
    const float dim = school.in_area ? 1.0f : 0.5f;
    if (school.setting == Setting::alternative_provision) {
        scene.canvas.square(at, r * 0.62f + 1.5f * u, theme.map_ground);
        scene.canvas.square(at, r * 0.62f, with_alpha(theme.ap, dim));
    } else if (school.setting == Setting::state_special) {
        scene.canvas.diamond(at, r + 3 * u, with_alpha(theme.text, 0.9f * dim));
        scene.canvas.diamond(at, r, blend(theme.map_ground, theme.special, 0.35f));
        scene.canvas.diamond(at, r * std::sqrt(std::clamp(full, 0.0f, 1.0f)), with_alpha(theme.special, dim));
        // Overfull: beads spill out at the side.
        const int over = std::min(12, static_cast<int>(std::lround((full - 1) * 50)));
        for (int i = 0; i < over; ++i)
            scene.canvas.disc(
                {at.x + r + (5 + 6 * static_cast<float>(i % 4)) * u, at.y + (static_cast<float>(i / 4) - 1) * 7 * u},
                2.6f * u, theme.special);
    } else {
        const float h = r * 0.8f;
        scene.canvas.triangle({at.x, at.y - h}, {at.x + h, at.y + h * 0.8f}, {at.x - h, at.y + h * 0.8f},
                              with_alpha(theme.independent, dim));
    }
}

}  // namespace

void draw_halos(Scene& scene) {
    const Film& film = scene.film;
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        const SchoolMonth& now = film.at(scene.month, s);
        if (!now.open || now.magnet != static_cast<std::uint8_t>(MagnetClass::magnet)) continue;
        const sf::Vector2f at =
            scene.pixel(static_cast<float>(film.schools[s].x), static_cast<float>(film.schools[s].y));
        if (!scene.on_map(at, 300)) continue;
        const float breath = 1 + 0.06f * std::sin(scene.view.seconds * 1.3f + static_cast<float>(s));
        const float reach = (60 + 40 * std::min(now.ratio(), 4.0f)) * scene.u() * std::pow(scene.camera.zoom(), 0.6f);
        scene.canvas.glow(at, reach * breath, with_alpha(scene.theme().high, scene.theme().light ? 0.35f : 0.42f));
    }
}

void draw_schools(Scene& scene, LabelSpace& labels) {
    const Film& film = scene.film;
    const Theme& theme = scene.theme();
    const float u = scene.u();
    for (const bool specialists : {false, true}) {
        for (std::size_t s = 0; s < film.schools.size(); ++s) {
            const School& school = film.schools[s];
            if (!film.at(scene.month, s).open || school.setting == Setting::early_years ||
                school.setting == Setting::independent_mainstream || mainstream(school) == specialists)
                continue;
            const sf::Vector2f at = scene.pixel(static_cast<float>(school.x), static_cast<float>(school.y));
            if (!scene.on_map(at, -2)) continue;
            if (specialists)
                draw_specialist(scene, s, at);
            else
                draw_mainstream(scene, s, at);
        }
    }
    // Names: what is selected or pointed at, then the strongest magnets, as far as there is room.
    static thread_local std::vector<std::uint32_t> order;
    order.clear();
    for (const auto& wanted : {scene.view.school, scene.view.hovered})
        if (wanted && *wanted < film.schools.size()) order.push_back(*wanted);
    const std::size_t forced = order.size();
    if (scene.view.shows(Layer::magnets)) {
        for (std::uint32_t s = 0; s < film.schools.size(); ++s) {
            const SchoolMonth& now = film.at(scene.month, s);
            if (now.open && now.magnet == static_cast<std::uint8_t>(MagnetClass::magnet)) order.push_back(s);
        }
        std::sort(order.begin() + static_cast<std::ptrdiff_t>(forced), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) {
                      const float ra = film.at(scene.month, a).ratio(), rb = film.at(scene.month, b).ratio();
                      return ra != rb ? ra > rb : a < b;
                  });
        if (order.size() > forced + 6) order.resize(forced + 6);
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::uint32_t s = order[i];
        const School& school = film.schools[s];
        const SchoolMonth& now = film.at(scene.month, s);
        const sf::Vector2f at = scene.pixel(static_cast<float>(school.x), static_cast<float>(school.y));
        if (!scene.on_map(at)) continue;
        const std::string name = scene.name_of(s);
        const std::string line = mainstream(school) ? fmt::format("{:.1f} × expected", now.ratio())
                                                    : fmt::format("{} on roll, {} places", now.roll, now.places);
        const float width = std::max(scene.canvas.width(name, 22, true), scene.canvas.width(line, 20)) + 28 * u;
        const float reach = scene.disc_radius(now) + 8 * u;
        const sf::Vector2f corners[4] = {{at.x + reach, at.y - 32 * u},
                                         {at.x - reach - width, at.y - 32 * u},
                                         {at.x - width / 2, at.y - reach - 70 * u},
                                         {at.x - width / 2, at.y + reach}};
        for (const sf::Vector2f corner : corners) {
            const sf::FloatRect box{corner.x, corner.y, width, 64 * u};
            if (!scene.on_map({box.left, box.top}, -3) || !scene.on_map({box.left + width, box.top + box.height}, -3))
                continue;
            if (!labels.claim(box)) continue;
            scene.canvas.panel(box, 8 * u, with_alpha(theme.panel, 0.94f), i < forced ? theme.text : theme.high);
            scene.canvas.text(name, {box.left + 14 * u, box.top + 4 * u}, 22, theme.text, Align::left, true);
            scene.canvas.text(
                line, {box.left + 14 * u, box.top + 33 * u}, 20,
                mainstream(school) ? blend(theme.text, theme.high, now.ratio() > 1 ? 0.6f : 0.0f) : theme.quiet);
            break;
        }
        if (i < forced) scene.canvas.ring(at, reach, 3 * u, theme.text);
    }
}

std::uint32_t pick_school(const Scene& scene, sf::Vector2f pixel) {
    std::uint32_t best = SchoolId::none_value;
    float best_distance = 1e9f;
    for (std::uint32_t s = 0; s < scene.film.schools.size(); ++s) {
        const SchoolMonth& now = scene.film.at(scene.month, s);
        if (!now.open) continue;
        const School& school = scene.film.schools[s];
        const sf::Vector2f at = scene.pixel(static_cast<float>(school.x), static_cast<float>(school.y));
        const float dx = at.x - pixel.x, dy = at.y - pixel.y;
        const float distance = std::sqrt(dx * dx + dy * dy);
        const float reach = (mainstream(school) ? scene.disc_radius(now) : special_radius(scene, now)) + 5 * scene.u();
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
        const sf::Vector2f b = scene.pixel(static_cast<float>(school.x), static_cast<float>(school.y));
        if (!scene.on_map(a) && !scene.on_map(b)) continue;
        const float metres = std::hypot(child.x - static_cast<float>(school.x), child.y - static_cast<float>(school.y));
        const bool far = metres > 12'000;
        scene.canvas.line(a, b, (far ? 1.3f : 0.8f) * scene.u(),
                          with_alpha(far ? theme.high : theme.low, far ? 0.35f : 0.14f));
    }
}

}  // namespace sendscape
