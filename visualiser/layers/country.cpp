// SPDX-License-Identifier: MIT
// A country from afar: its authorities, nearer its planning areas; those short of most places by name and number.
#include "visualiser/layers/country.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

/// Children short of a place for each 100 plans: a class begins at its number.
struct Class {
    float from;
    std::string_view words;
    float strength;
};
constexpr std::array classes{Class{0, "under 1", 0.05f}, Class{1, "1 to 2", 0.17f}, Class{2, "2 to 3", 0.31f},
                             Class{3, "3 to 4", 0.46f},  Class{4, "4 to 6", 0.62f}, Class{6, "6 and more", 0.80f}};

/// An authority or a planning area.
struct Place {
    std::uint32_t row = 0;
    int children = 0;
    sf::Vector2f at = {};  ///< where its name stands, pixels
};
constexpr std::size_t most_tried = 40, most_named = 16;

/// The places on the map that are short of most, the first of them first.
struct Worst {
    std::array<Place, most_tried> places;
    std::size_t count = 0;

    void take(Place place) {
        std::size_t at = count;
        while (at > 0 && places[at - 1].children < place.children) --at;
        if (at >= most_tried) return;
        if (count < most_tried) ++count;
        for (std::size_t i = count - 1; i > at; --i) places[i] = places[i - 1];
        places[at] = place;
    }
};

/// "7", "under 1".
Phrase per_100(float rate) { return rate < 1 ? Phrase("under 1") : Phrase("{:.0f}", std::floor(rate)); }

/// An authority by its areas: in their midst its name stands, their whole numbers are its own.
struct Whole {
    double x = 0, y = 0;
    int areas = 0, children = 0;
};

std::vector<Whole> authorities_of(const Film& film, std::span<const int> short_in_area) {
    std::vector<Whole> all(film.authorities.size());
    for (std::size_t a = 0; a < film.areas.size(); ++a) {
        const Area& area = film.areas[a];
        if (area.authority.value >= all.size()) continue;
        Whole& whole = all[area.authority.value];
        whole.x += area.x, whole.y += area.y, ++whole.areas;
        if (a < short_in_area.size()) whole.children += short_in_area[a];
    }
    return all;
}

sf::Vector2f middle_of(const Scene& scene, const Whole& whole) {
    if (whole.areas == 0) return {-1e6f, -1e6f};
    return scene.pixel(static_cast<float>(whole.x / whole.areas), static_cast<float>(whole.y / whole.areas));
}

/// Authorities or areas, as the zoom has it, whose middle is on the map.
Worst worst_on_map(const Scene& scene, std::span<const int> short_in_area) {
    const Film& film = scene.film;
    Worst worst;
    if (scene.detail == Detail::authorities) {
        const std::vector<Whole> wholes = authorities_of(film, short_in_area);
        for (std::uint32_t a = 0; a < wholes.size(); ++a)
            if (const sf::Vector2f at = middle_of(scene, wholes[a]); film.authorities[a].in_area && scene.on_map(at))
                worst.take({a, wholes[a].children, at});
    } else {
        for (std::uint32_t a = 0; a < film.areas.size() && a < short_in_area.size(); ++a)
            if (const sf::Vector2f at =
                    scene.pixel(static_cast<float>(film.areas[a].x), static_cast<float>(film.areas[a].y));
                scene.on_map(at))
                worst.take({a, short_in_area[a], at});
    }
    return worst;
}

/// Draws the name where there is room beside the place; whether it did. `rate`: of each 100 with a plan, as the ground
/// is shaded.
bool name_place(Scene& scene, LabelSpace& labels, sf::Vector2f at, std::string_view name, int children, float rate,
                bool first, std::size_t number) {
    const float unit = scene.unit();
    const Theme& theme = scene.theme();
    const Phrase count = children == 0 ? Phrase()
                         : first       ? Phrase("{} short ({} in 100)", children, per_100(rate))
                                       : Phrase("{} short ({})", children, per_100(rate));
    const float name_width = scene.canvas.width(name, 20), gap = children ? 10 * unit : 0;
    const float width = name_width + gap + (children ? scene.canvas.width(count, 22, true) : 0);
    const auto key = LabelSpace::key_of(LabelSpace::Kind::place, number);
    constexpr int near = 3;  // rounds: a name that strays further would be another's
    constexpr float most_cost = 4;
    const LabelSpace::Spot spot = labels.find(key, at, 7 * unit, {width + 16 * unit, 32 * unit}, false, near);
    if (!spot.found() || spot.cost > most_cost) return false;
    labels.take(key, spot, at);
    const sf::FloatRect& box = spot.box;
    const sf::Vector2f end = nearest_point(box, at);
    scene.canvas.disc(at, 4.5f * unit, theme.map_ground);
    scene.canvas.disc(at, 3.2f * unit, theme.text);
    scene.canvas.line(at, end, 1.8f * unit, with_alpha(theme.text, 0.9f));
    scene.canvas.panel(box, 6 * unit, with_alpha(theme.panel, 0.90f), sf::Color::Transparent);
    scene.canvas.text(name, {box.left + 8 * unit, box.top + 3 * unit}, 20, theme.text);
    if (children)
        scene.canvas.text(count, {box.left + 8 * unit + name_width + gap, box.top + 1.5f * unit}, 22, theme.text,
                          Align::left, true);
    return true;
}

}  // namespace

Phrase area_words(const Film& film, const Area& area) {
    const std::string& of = film.authorities[area.authority.value].name;
    return area.name.find(of) != std::string::npos ? Phrase("{}", area.name) : Phrase("{}, {}", area.name, of);
}

sf::Color shortfall_colour(const Theme& theme, float per_100_plans) {
    float strength = classes[0].strength;
    for (const Class& one : classes)
        if (per_100_plans >= one.from) strength = one.strength;
    return blend(theme.map_ground, theme.text, strength);
}

std::vector<float> shortfall_rates(const Film& film, int month, bool by_area) {
    const std::size_t places = by_area ? film.areas.size() : film.authorities.size();
    std::vector<float> children(places, 0), plans(places, 0);
    for (std::size_t a = 0; a < film.areas.size(); ++a)
        for (const float some : film.shortfall_at(month, a))
            children[by_area ? a : film.areas[a].authority.value] += some;
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        if (!school.in_area || !school.area.exists()) continue;
        plans[by_area ? school.area.value : school.authority.value] += film.at(month, s).plans;
    }
    for (std::size_t p = 0; p < places; ++p) children[p] *= 100 / std::max(plans[p], 1.0f);
    return children;
}

void country_legend(LegendKey& key) {
    key.row("Short");
    for (const Class& one : classes)
        key.entry(one.words, 32, ground_sign(key.scene(), shortfall_colour(key.scene().theme(), one.from)));
    key.row(" ");
    key.entry("children short of a suitable place, in 100 with a plan", 0, [](sf::Vector2f) {});
}

Phrase country_finding(const Scene& scene) {
    const Worst worst = worst_on_map(scene, scene.short_in_area);
    if (worst.count == 0 || worst.places[0].children == 0) return Phrase("Nobody is short of a place");
    const Place& first = worst.places[0];
    const Phrase name = scene.detail == Detail::authorities ? Phrase("{}", scene.film.authorities[first.row].name)
                                                            : area_words(scene.film, scene.film.areas[first.row]);
    return Phrase("{} is short of {} {}", name, thousands(first.children), first.children == 1 ? "place" : "places");
}

void Country::count(const Scene& scene) {
    const Film& film = scene.film;
    const int month = scene.month;
    const bool by_area = scene.detail != Detail::authorities;
    if (film_ == film.edition.key() && month_ == month && by_area_ == by_area) return;
    if (film_ != film.edition.key() || month_ != month) count_whole(film, month, whole_);
    rates_ = shortfall_rates(film, month, by_area);
    film_ = film.edition.key(), month_ = month, by_area_ = by_area;
}

void Country::draw(Scene& scene, LabelSpace& labels) const {
    const Film& film = scene.film;
    const std::span<const int> short_in_area = whole_.total;
    const bool counts = scene.view.shows(Layer::shortfall) && !film.of_differences();
    const Worst worst = worst_on_map(scene, short_in_area);
    for (std::size_t i = 0; i < worst.count && i < most_named; ++i) {  // no name over another's place
        const sf::Vector2f at = worst.places[i].at;
        const float clear = 5 * scene.unit();
        labels.block({at.x - clear, at.y - clear, 2 * clear, 2 * clear});
        labels.rival(at);
    }
    bool told = false;  // the first says what the numbers are
    for (std::size_t i = 0; i < worst.count && i < most_named; ++i) {
        const Place& place = worst.places[i];
        const int children = counts ? place.children : 0;
        const float rate = place.row < rates_.size() ? rates_[place.row] : 0;
        if (scene.detail == Detail::authorities) {
            told |=
                name_place(scene, labels, place.at, film.authorities[place.row].name, children, rate, !told, place.row);
        } else {
            const Area& area = film.areas[place.row];
            const Phrase name = area_words(film, area);
            told |= name_place(scene, labels, place.at, name, children, rate, !told, place.row);
        }
    }
}

}  // namespace sendscape
