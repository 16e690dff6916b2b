// SPDX-License-Identifier: MIT
// The child on show: where about it lives, its way so far, where it is and how long it has waited.
#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

constexpr std::uint16_t child_key = LabelSpace::key_of(LabelSpace::Kind::child, 0),
                        meanwhile_key = LabelSpace::key_of(LabelSpace::Kind::child, 1),
                        home_key = LabelSpace::key_of(LabelSpace::Kind::home, 0);
constexpr int beside_rounds = LabelSpace::most_rounds - 1;  // their words stay near
constexpr float least_home = 16;                            // pixels at 1080p: a zone is seen from afar, too
constexpr float way_width = 3, dash = 9;

sf::Vector2f home_of(const Film& film, const FilmChild& child) {
    if (child.zone >= film.zones.size()) return {child.x, child.y};
    return {static_cast<float>(film.zones[child.zone].x), static_cast<float>(film.zones[child.zone].y)};
}

/// Months without a place up to the month on show.
int months_waited(const Film& film, const FilmChild& child, int month) {
    int sum = 0;
    for (std::uint16_t i = 0; i < child.stays; ++i) {
        const Stay& stay = film.stays[child.first_stay + i];
        if (stay.from >= month) break;
        const int until = i + 1 < child.stays ? film.stays[child.first_stay + i + 1].from : month;
        if (stay.waiting && stay.setting != Setting::gone) sum += std::min(until, month) - stay.from;
    }
    return sum;
}

Phrase waited_words(int months, bool waits) {
    const char* const unit = months == 1 ? "month" : "months";
    if (waits) return months == 0 ? Phrase("waits for a place") : Phrase("still waits: {} {}", months, unit);
    return months > 0 ? Phrase("waited {} {}", months, unit) : Phrase("");
}

float home_radius(const Scene& scene, const FilmChild& child) {
    if (child.zone >= scene.film.zones.size()) return least_home * scene.unit();
    return std::max(static_cast<float>(scene.film.zones[child.zone].radius_m) * scene.camera.scale(),
                    least_home * scene.unit());
}

}  // namespace

sf::Vector2f home_area(const Film& film, std::uint32_t child) { return home_of(film, film.children[child]); }

sf::Vector2f whereabouts(const Film& film, const Arrangement& arrangement, std::uint32_t row, int month) {
    const FilmChild& child = film.children[row];
    const Stay* const stay = film.stay_at(child, month);
    const sf::Vector2f home = home_of(film, child);
    if (!stay || stay->setting == Setting::gone) return home;
    if (stay->waiting && child.area < arrangement.swarm.size()) return arrangement.swarm[child.area];
    if (stay->school >= film.schools.size()) return home;
    return {static_cast<float>(film.schools[stay->school].x), static_cast<float>(film.schools[stay->school].y)};
}

sf::FloatRect way_so_far(const Film& film, const Arrangement& arrangement, std::uint32_t row, int month) {
    const FilmChild& child = film.children[row];
    const sf::Vector2f home = home_of(film, child);
    float left = home.x, right = home.x, bottom = home.y, top = home.y;
    const auto include = [&](sf::Vector2f at) {
        left = std::min(left, at.x), right = std::max(right, at.x);
        bottom = std::min(bottom, at.y), top = std::max(top, at.y);
    };
    include(whereabouts(film, arrangement, row, month));
    for (std::uint16_t i = 0; i < child.stays; ++i) {
        const Stay& stay = film.stays[child.first_stay + i];
        if (stay.from > month) break;
        if (stay.setting == Setting::gone || stay.school >= film.schools.size()) continue;
        include({static_cast<float>(film.schools[stay.school].x), static_cast<float>(film.schools[stay.school].y)});
    }
    return {left, bottom, right - left, top - bottom};
}

void child_legend(LegendKey& key) {
    Scene& scene = key.scene();
    if (!scene.child || *scene.child >= scene.film.children.size()) return;
    const float unit = scene.unit();
    const sf::Color colour = with_alpha(scene.theme().accent, 0.85f);
    key.entry("from its home", 36, [&](sf::Vector2f at) {
        scene.canvas.dashed({at.x - 18 * unit, at.y}, {at.x + 18 * unit, at.y}, way_width * unit, dash * unit, colour);
    });
    key.entry("from school to school", 36, [&](sf::Vector2f at) {
        scene.canvas.line({at.x - 18 * unit, at.y}, {at.x + 18 * unit, at.y}, way_width * unit, colour);
    });
}

Phrase child_finding(const Scene& scene) {
    if (!scene.child || *scene.child >= scene.film.children.size()) return {};
    const FilmChild& child = scene.film.children[*scene.child];
    const Stay* const now = scene.film.stay_at(child, scene.month);
    const bool gone = !now || now->setting == Setting::gone;
    bool had_one = false;
    for (std::uint16_t i = 0; i < child.stays; ++i) {
        const Stay& stay = scene.film.stays[child.first_stay + i];
        had_one = had_one || (stay.from <= scene.month && stay.setting != Setting::gone);
    }
    // That nobody real is meant is said first, and whether the wait is over.
    if (!had_one) return Phrase("This simulated child has no plan yet");
    const int months = months_waited(scene.film, child, scene.month);
    const char* const unit = months == 1 ? "month" : "months";
    if (!gone && now->waiting && months == 0) return Phrase("This simulated child waits for a place");
    if (!gone && now->waiting)
        return scene.place_named
                   ? Phrase("This simulated child still waits after {} {}, with a place named", months, unit)
                   : Phrase("This simulated child still waits for a place after {} {}", months, unit);
    if (months > 0) return Phrase("This simulated child waited {} {} for a place", months, unit);
    return Phrase("This simulated child {}", gone ? "has no plan here" : "has a plan");
}

void draw_home_area(Scene& scene) {
    if (!scene.child || *scene.child >= scene.film.children.size()) return;
    const FilmChild& child = scene.film.children[*scene.child];
    if (child.zone >= scene.film.zones.size()) return;
    const sf::Vector2f home = home_of(scene.film, child), centre = scene.pixel(home.x, home.y);
    const float unit = scene.unit();
    const float radius = home_radius(scene, child);
    if (!scene.on_map(centre, radius)) return;
    scene.canvas.disc(centre, radius, with_alpha(scene.theme().accent, 0.16f));
    constexpr int dashes = 28;
    for (int i = 0; i < dashes; i += 2)
        scene.canvas.ring(centre, radius, 2 * unit, with_alpha(scene.theme().accent, 0.85f),
                          static_cast<float>(i) / dashes, 1.0f / dashes);
}

void Dots::draw_followed(Scene& scene, LabelSpace& labels) {
    if (!scene.child || *scene.child >= scene.film.children.size()) return;
    const FilmChild& child = scene.film.children[*scene.child];
    const Film& film = scene.film;
    const float unit = scene.unit();
    const sf::Vector2f home_at = home_of(film, child), home = scene.pixel(home_at.x, home_at.y);
    // Its way, from home from place to place: the older, the fainter.
    sf::Vector2f from = home;
    std::uint32_t before = SchoolId::none_value;
    std::uint16_t places = 0, drawn = 0;
    const auto each_place = [&](auto&& visit) {
        before = SchoolId::none_value;
        for (std::uint16_t i = 0; i < child.stays; ++i) {
            const Stay& stay = film.stays[child.first_stay + i];
            if (stay.from > scene.month) break;
            if (stay.setting == Setting::gone || stay.school >= film.schools.size() || stay.school == before) continue;
            before = stay.school;
            visit(stay.school);
        }
    };
    each_place([&](std::uint32_t) { ++places; });
    each_place([&](std::uint32_t school) {
        const sf::Vector2f to = scene.school_pixel(school);
        const float share = static_cast<float>(++drawn) / static_cast<float>(std::max<std::uint16_t>(places, 1));
        const sf::Color colour = with_alpha(scene.theme().accent, 0.25f + 0.6f * share);
        if (drawn == 1)
            scene.canvas.dashed(from, to, way_width * unit, dash * unit, colour);
        else
            scene.canvas.line(from, to, way_width * unit, colour);
        scene.canvas.ring(to, scene.radius_of(school) + 5 * unit, 2 * unit, colour);
        from = to;
    });
    if (chosen_) {
        const Stay* const here = film.stay_at(child, scene.month);
        if (!here || !here->waiting || !scene.view.shows(Layer::shortfall))
            scene.canvas.line(from, chosen_->at, way_width * unit, with_alpha(scene.theme().accent, 0.85f));
        else  // a swarm is a place on the map alone: no way leads to it, but whose home is meant is seen
            scene.canvas.dashed(home, chosen_->at, way_width * unit, dash * unit,
                                with_alpha(scene.theme().accent, 0.85f));
        scene.canvas.disc(chosen_->at, std::max(chosen_->radius * 2, 4.5f * unit), scene.theme().need[chosen_->need]);
        scene.canvas.ring(chosen_->at, std::max(chosen_->radius * 4, 11 * unit), 3 * unit, scene.theme().text);
    }
    // Words: who it is and how long it has waited, beside it; the home's beside that.
    const auto say = [&](std::uint16_t key, sf::Vector2f at, float reach, const Phrase& first, const Phrase& second) {
        if (!scene.on_map(at) || scene.beneath_cards(at)) return false;
        const bool two = !second.view().empty();
        const float width =
            std::max(scene.canvas.width(first, 22, true), two ? scene.canvas.width(second, 22) : 0.0f) + 20 * unit;
        const sf::Vector2f size{width, (two ? 66 : 36) * unit};
        using Over = LabelSpace::Over;
        LabelSpace::Spot spot = labels.find(key, at, reach, size, Over::nothing, beside_rounds);
        if (!spot.found()) spot = labels.find(key, at, reach, size, Over::rims);
        // Over a school only where there is no other room.
        if (!spot.found()) spot = labels.find(key, at, reach, size, Over::shapes);
        if (!spot.found()) return false;
        labels.take(key, spot, at);
        if (const LabelSpace::Placed& placed = labels.placed().back(); placed.from != placed.to) {
            scene.canvas.line(placed.from, placed.to, 6 * unit, with_alpha(scene.theme().map_ground, 0.8f));
            scene.canvas.line(placed.from, placed.to, 2 * unit, scene.theme().accent);
        }
        scene.canvas.panel(spot.box, 6 * unit, with_alpha(scene.theme().panel, 0.92f), scene.theme().accent);
        scene.canvas.text(first, {spot.box.left + 10 * unit, spot.box.top + 4 * unit}, 22, scene.theme().text,
                          Align::left, true);
        if (two)
            scene.canvas.text(second, {spot.box.left + 10 * unit, spot.box.top + 34 * unit}, 22, scene.theme().text);
        return true;
    };
    const Stay* const now = film.stay_at(child, scene.month);
    const bool gone = !now || now->setting == Setting::gone;
    // One child is at three places: its home, among those who wait, and at a school meanwhile. Each says which it is.
    const bool in_swarm =
        chosen_ && !gone && now->waiting && scene.view.shows(Layer::shortfall) && child.area < now_.whole.total.size();
    const bool at_school = !gone && now->school < film.schools.size();
    const Phrase waited = gone ? Phrase("") : waited_words(months_waited(film, child, scene.month), now->waiting);
    const auto keep_clear = [&](sf::Vector2f of, float reach) {  // no line to others' words leads through it
        const float half = 0.75f * reach;
        if (scene.on_map(of)) labels.block({of.x - half, of.y - half, 2 * half, 2 * half});
    };
    keep_clear(home, home_radius(scene, child) + 4 * unit);
    if (at_school) keep_clear(scene.school_pixel(now->school), scene.radius_of(now->school) + 7 * unit);
    const Phrase who("Child {}, simulated", child.pupil);
    // One place under both its names: the home's zone is of the area whose swarm the child is counted in.
    const Phrase lives = child.area < film.areas.size() ? Phrase("lives about here, in {}", film.areas[child.area].name)
                                                        : Phrase("lives about here");
    const bool home_told = say(home_key, home, home_radius(scene, child) + 4 * unit, who, lives);
    const sf::Vector2f at = chosen_ ? chosen_->at : from;
    if (!home_told)  // whose home is out of sight is told where it is
        say(child_key, at, 16 * unit, who, waited);
    else if (in_swarm)
        say(child_key, at, 16 * unit, waited,
            Phrase("one of {} short in {}", now_.whole.total[child.area], film.areas[child.area].name));
    else
        say(child_key, at, 16 * unit,
            gone        ? Phrase("{}", places == 0 ? "has no plan yet" : "has no plan here now")
            : at_school ? Phrase("is at {}", scene.name_of(now->school))
                        : Phrase("is at no school"),
            waited);
    if (in_swarm && at_school && scene.on_map(scene.school_pixel(now->school)))
        say(meanwhile_key, scene.school_pixel(now->school), scene.radius_of(now->school) + 7 * unit,
            Phrase("meanwhile at"), scene.name_of(now->school));
}

}  // namespace sendscape
