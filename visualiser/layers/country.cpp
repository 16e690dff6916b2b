// SPDX-License-Identifier: MIT
// A country from afar: its authorities, nearer its planning areas, by the rate the ground is shaded by; those that are
// surest above the rate of all by name. By number the most populous would come first whatever happens there.
#include "visualiser/layers/country.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "visualiser/layers/layers.h"
#include "visualiser/panels/cards.h"

namespace sendscape {
namespace {

/// Children short of a place for each 100 plans: a class begins at its number.
struct Class {
    float from;
    std::string_view words;
    float strength;
};
constexpr std::array classes{Class{0, "under 2", 0.05f}, Class{2, "2 to 3", 0.17f}, Class{3, "3 to 4", 0.31f},
                             Class{4, "4 to 5", 0.46f},  Class{5, "5 to 7", 0.62f}, Class{7, "7 and more", 0.80f}};

const Class& class_of(float rate) {
    std::size_t at = 0;
    while (at + 1 < classes.size() && rate >= classes[at + 1].from) ++at;
    return classes[at];
}

constexpr std::size_t most_tried = 40, most_named = 16, card_rows = 6;
constexpr float least_size = 0.2f;  // plans of a place that is ranked, of the median place's. Assumption.

/// The places on the map that are surest above the rate of all, the first of them first.
struct Furthest {
    std::array<const CountryPlace*, most_tried> places{};
    std::size_t count = 0;

    void take(const CountryPlace& place) {
        std::size_t at = count;
        while (at > 0 && places[at - 1]->above < place.above) --at;
        if (at >= most_tried) return;
        if (count < most_tried) ++count;
        for (std::size_t i = count - 1; i > at; --i) places[i] = places[i - 1];
        places[at] = &place;
    }
};

/// Authorities or areas whose middle is on the map.
Furthest furthest_on_map(const Scene& scene, std::span<const CountryPlace> places) {
    Furthest found;
    for (const CountryPlace& place : places)
        if (place.compares && place.children > 0 && scene.on_map(scene.pixel(place.x, place.y))) found.take(place);
    return found;
}

/// "7", "under 1".
Phrase per_100(float rate) { return rate < 1 ? Phrase("under 1") : Phrase("{:.0f}", std::floor(rate)); }

Phrase name_of(const Scene& scene, std::uint32_t row) {
    return scene.detail == Detail::authorities ? Phrase("{}", scene.film.authorities[row].name)
                                               : area_words(scene.film, scene.film.areas[row]);
}

/// Draws the name where there is room beside the place, with the rate by which the ground is shaded.
/// Those the card ranks stand wherever there is room: who reads a name there looks for it here.
void name_place(Scene& scene, LabelSpace& labels, sf::Vector2f at, std::string_view name, const Phrase& told,
                std::size_t number, bool ranked) {
    const float unit = scene.unit();
    const Theme& theme = scene.theme();
    const float name_width = scene.canvas.width(name, 20), gap = told.view().empty() ? 0 : 10 * unit;
    const float width = name_width + gap + scene.canvas.width(told, 22, true);
    const auto key = LabelSpace::key_of(LabelSpace::Kind::place, number);
    constexpr int near = 5;  // rounds: a name that strays further would be another's
    constexpr float most_cost = 4;
    const LabelSpace::Spot spot = labels.find(key, at, 7 * unit, {width + 16 * unit, 32 * unit}, LabelSpace::Over::rims,
                                              ranked ? LabelSpace::most_rounds : near);
    if (!spot.found() || (!ranked && spot.cost > most_cost)) return;
    labels.take(key, spot, at);
    const sf::FloatRect& box = spot.box;
    const sf::Vector2f end = nearest_point(box, at);
    scene.canvas.disc(at, 4.5f * unit, theme.map_ground);
    scene.canvas.disc(at, 3.2f * unit, theme.text);
    scene.canvas.line(at, end, 1.8f * unit, with_alpha(theme.text, 0.9f));
    scene.canvas.panel(box, 6 * unit, with_alpha(theme.panel, 0.90f), sf::Color::Transparent);
    scene.canvas.text(name, {box.left + 8 * unit, box.top + 3 * unit}, 20, theme.text);
    scene.canvas.text(told, {box.left + 8 * unit + name_width + gap, box.top + 1.5f * unit}, 22, theme.text,
                      Align::left, true);
}

/// All that is on the map: children short of a place of each 100 with a plan.
struct Together {
    float children = 0, plans = 0;
    bool all = true;  ///< the whole country is
    [[nodiscard]] float rate() const { return 100 * children / std::max(plans, 1.0f); }
};

Together together_on_map(const Scene& scene, std::span<const CountryPlace> places) {
    Together sum;
    for (const CountryPlace& place : places) {
        if (!place.counts) continue;
        const bool on_map = scene.on_map(scene.pixel(place.x, place.y));
        sum.all = sum.all && on_map;
        if (on_map) sum.children += static_cast<float>(place.children), sum.plans += place.plans;
    }
    return sum;
}

constexpr float card_pitch = 56, card_note = 30;    // pixels at 1080p
constexpr float class_pitch = 38, name_pitch = 30;  // of a class and of the names in it

/// A single run ranks nobody: its places are told by class, and in a class by name.
bool ranks(const Film& film) { return film.replicates > 1; }

}  // namespace

Phrase area_words(const Film& film, const Area& area) {
    const std::string& of = film.authorities[area.authority.value].name;
    return area.name.find(of) != std::string::npos ? Phrase("{}", area.name) : Phrase("{}, {}", area.name, of);
}

sf::Color shortfall_colour(const Theme& theme, float per_100_plans) {
    return blend(theme.map_ground, theme.text, class_of(per_100_plans).strength);
}

void country_legend(LegendKey& key) {
    key.row("Short");
    for (const Class& one : classes)
        key.entry(one.words, 32, ground_sign(key.scene(), shortfall_colour(key.scene().theme(), one.from)));
    key.row(" ");
    key.entry("children short of a suitable place, in 100 with a plan", 0, [](sf::Vector2f) {});
}

Phrase country_finding(const Scene& scene) {
    const Together sum = together_on_map(scene, scene.country_places);
    if (sum.children == 0) return Phrase("Nobody is short of a place");
    // What is told of real places by a single run says so first, and that the map is no ranking.
    return Phrase("{}{} in 100 with a plan {} short of a place{}",
                  ranks(scene.film) ? "" : "One run, no ranking: ", per_100(sum.rate()), sum.rate() < 2 ? "is" : "are",
                  sum.all ? "" : " here");
}

void Country::count(const Scene& scene) {
    const Film& film = scene.film;
    const int month = scene.month;
    const bool by_area = scene.detail != Detail::authorities;
    if (film_ == film.edition.key() && month_ == month && by_area_ == by_area) return;
    if (film_ != film.edition.key() || month_ != month) count_whole(film, month, whole_);
    film_ = film.edition.key(), month_ = month, by_area_ = by_area;
    places_.assign(by_area ? film.areas.size() : film.authorities.size(), {});
    std::vector<int> areas(places_.size(), 0);
    for (std::uint32_t a = 0; a < film.areas.size(); ++a) {
        const Area& area = film.areas[a];
        const std::uint32_t row = by_area ? a : area.authority.value;
        if (row >= places_.size()) continue;
        CountryPlace& place = places_[row];
        place.row = row, place.counts = film.authorities[area.authority.value].in_area;
        place.x += static_cast<float>(area.x), place.y += static_cast<float>(area.y), ++areas[row];
        place.children += whole_.total[a];
    }
    for (std::size_t s = 0; s < film.schools.size(); ++s) {
        const School& school = film.schools[s];
        if (!school.in_area || !school.area.exists()) continue;
        places_[by_area ? school.area.value : school.authority.value].plans += film.at(month, s).plans;
    }
    // By its schools, and as many in all as the panel counts: who is at none of them is not told by place.
    float at_schools = 0;
    for (const CountryPlace& place : places_) at_schools += place.plans;
    if (const float told = scene.number_now("plans"); told > 0 && at_schools > 0)
        for (CountryPlace& place : places_) place.plans *= told / at_schools;
    float children = 0, plans = 0;
    for (const CountryPlace& place : places_) children += static_cast<float>(place.children), plans += place.plans;
    const float all = children / std::max(plans, 1.0f);
    // Where hardly anybody goes to school a handful of children is a rate like no other: it is shaded, and not ranked.
    std::vector<float> sizes;
    for (const CountryPlace& place : places_)
        if (place.counts) sizes.push_back(place.plans);
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    if (!sizes.empty()) std::nth_element(sizes.begin(), middle, sizes.end());
    const float least = sizes.empty() ? 0 : least_size * *middle;
    rates_.resize(places_.size());
    for (std::size_t p = 0; p < places_.size(); ++p) {
        CountryPlace& place = places_[p];
        if (areas[p] > 0) place.x /= static_cast<float>(areas[p]), place.y /= static_cast<float>(areas[p]);
        place.compares = place.counts && place.plans >= least;
        const float usual = all * place.plans;
        place.above = (static_cast<float>(place.children) - usual) / std::sqrt(std::max(usual, 1.0f));
        rates_[p] = 100 * static_cast<float>(place.children) / std::max(place.plans, 1.0f);
    }
}

void Country::draw(Scene& scene, LabelSpace& labels) const {
    const bool rates = scene.view.shows(Layer::shortfall) && !scene.film.of_differences();
    const Furthest furthest = furthest_on_map(scene, places_);
    const std::size_t named = std::min(furthest.count, most_named);
    for (std::size_t i = 0; i < named; ++i) {  // no name over another's place
        const sf::Vector2f at = scene.pixel(furthest.places[i]->x, furthest.places[i]->y);
        const float clear = 5 * scene.unit();
        labels.block({at.x - clear, at.y - clear, 2 * clear, 2 * clear});
        labels.rival(at);
    }
    for (std::size_t i = 0; i < named; ++i) {
        const CountryPlace& place = *furthest.places[i];
        name_place(scene, labels, scene.pixel(place.x, place.y), name_of(scene, place.row),
                   !rates              ? Phrase()
                   : ranks(scene.film) ? Phrase("{} in 100", per_100(rates_[place.row]))
                                       : Phrase("{}", class_of(rates_[place.row]).words),
                   place.row, rates && i < card_rows);
    }
}

float Country::card_height(const Scene& scene) const {
    const bool rates = scene.view.shows(Layer::shortfall) && !scene.film.of_differences() && !scene.ground;
    if (!rates) return 0;
    const Furthest furthest = furthest_on_map(scene, places_);
    const std::size_t rows = std::min(furthest.count, card_rows);
    if (rows < 2) return 0;
    float high = card_head + 32 + 4 + card_pitch * static_cast<float>(rows);
    if (!ranks(scene.film)) {
        high = card_head + 32 + 4 + card_note + name_pitch * static_cast<float>(rows);
        for (const Class& one : classes)
            for (std::size_t i = 0; i < rows; ++i)
                if (&class_of(rates_[furthest.places[i]->row]) == &one) {
                    high += class_pitch;
                    break;
                }
    }
    return high * scene.unit();
}

void Country::draw_card(Scene& scene, const sf::FloatRect& box) const {
    const float unit = scene.unit();
    Furthest furthest = furthest_on_map(scene, places_);
    const Together all = together_on_map(scene, places_);
    draw_card_frame(scene, box, "Short of a place, in 100 with a plan");
    scene.canvas.text(Phrase("{} {}. Furthest above{}:", all.all ? "All:" : "Here:", per_100(all.rate()),
                             ranks(scene.film) ? "" : ", by name"),
                      {box.left + 16 * unit, box.top + 44 * unit}, 20, scene.theme().quiet);
    const std::span<const CountryPlace*> shown(furthest.places.data(), std::min(furthest.count, card_rows));
    if (ranks(scene.film))
        draw_ranked(scene, box, shown);
    else
        draw_by_class(scene, box, shown);
}

void Country::draw_ranked(Scene& scene, const sf::FloatRect& box, std::span<const CountryPlace*> shown) const {
    const float unit = scene.unit();
    std::sort(shown.begin(), shown.end(), [&](const CountryPlace* one, const CountryPlace* other) {
        return std::pair(-rates_[one->row], one->row) < std::pair(-rates_[other->row], other->row);
    });
    const float most = std::max(shown.empty() ? 1.0f : rates_[shown.front()->row], 1.0f);
    float y = box.top + (card_head + 32) * unit;
    for (const CountryPlace* const place : shown) {
        const float rate = rates_[place->row];
        const Phrase name = name_of(scene, place->row);
        draw_card_bar(scene, box, y, scene.canvas.fit(name, 20, box.width - 32 * unit), rate / most, per_100(rate),
                      shortfall_colour(scene.theme(), rate));
        y += card_pitch * unit;
    }
}

void Country::draw_by_class(Scene& scene, const sf::FloatRect& box, std::span<const CountryPlace*> shown) const {
    const float unit = scene.unit(), left = box.left + 16 * unit;
    std::sort(shown.begin(), shown.end(), [&](const CountryPlace* one, const CountryPlace* other) {
        const Class &of_one = class_of(rates_[one->row]), &of_other = class_of(rates_[other->row]);
        if (&of_one != &of_other) return of_one.from > of_other.from;
        return name_of(scene, one->row).view() < name_of(scene, other->row).view();
    });
    float y = box.top + (card_head + 32) * unit;
    const Class* before = nullptr;
    for (const CountryPlace* const place : shown) {
        const Class& of = class_of(rates_[place->row]);
        if (&of != before) {
            scene.canvas.rectangle({left, y + 10 * unit, 32 * unit, 16 * unit},
                                   shortfall_colour(scene.theme(), of.from));
            scene.canvas.text(of.words, {left + 44 * unit, y + 4 * unit}, 22, scene.theme().text, Align::left, true);
            y += class_pitch * unit;
            before = &of;
        }
        const Phrase name = name_of(scene, place->row);
        scene.canvas.text(scene.canvas.fit(name, 20, box.width - 76 * unit), {left + 44 * unit, y}, 20,
                          scene.theme().text);
        y += name_pitch * unit;
    }
    // Whoever sees another as bright on the map looks for its name here.
    std::size_t others = 0;
    for (const CountryPlace& place : places_)
        others += before && place.counts && place.children > 0 && rates_[place.row] >= before->from &&
                  scene.on_map(scene.pixel(place.x, place.y)) &&
                  std::find(shown.begin(), shown.end(), &place) == shown.end();
    scene.canvas.text(others > 0 ? Phrase("And {} more; another run names others.", others)
                                 : Phrase("Another run would name others."),
                      {left, y + 4 * unit}, 20, scene.theme().quiet);
}

}  // namespace sendscape
