// SPDX-License-Identifier: MIT
#include "visualiser/layers/dots.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

constexpr float golden_angle = 2.39996323f;
constexpr float swarm_pitch = 5.4f;  // pixels at 1080p

/// Where each child of a swarm stands, by number, for a pitch of 1: they are thousands in every frame.
sf::Vector2f spiral(std::size_t number) {
    const auto place = [](std::size_t of) {
        const float reach = std::sqrt(static_cast<float>(of) + 0.5f), angle = static_cast<float>(of) * golden_angle;
        return sf::Vector2f{reach * std::cos(angle), reach * std::sin(angle)};
    };
    constexpr std::size_t usual = 1024;
    static const std::vector<sf::Vector2f> places = [&] {
        std::vector<sf::Vector2f> all(usual);
        for (std::size_t of = 0; of < usual; ++of) all[of] = place(of);
        return all;
    }();
    return number < usual ? places[number] : place(number);
}

}  // namespace

float eased(float share) {
    share = std::clamp(share, 0.0f, 1.0f);
    return share * share * (3 - 2 * share);
}

sf::Vector2f place_in_swarm(const Scene& scene, sf::Vector2f centre, std::size_t number) {
    return centre + spiral(number) * (swarm_pitch * scene.shrunk * scene.swarms * scene.unit());
}

sf::Vector2f swarm_centre(const Scene& scene, std::size_t area) {
    if (area < scene.arrangement.swarm.size()) {
        const sf::Vector2f at = scene.arrangement.swarm[area];
        return scene.pixel(at.x, at.y);
    }
    return scene.pixel(static_cast<float>(scene.film.areas[area].x), static_cast<float>(scene.film.areas[area].y));
}

float swarm_radius(const Scene& scene, float children) {
    return (swarm_pitch * std::sqrt(children + 1) + 7) * scene.shrunk * scene.swarms * scene.unit();
}

int short_in_a(const Scene& scene, std::size_t area, int here) {
    const bool beside_a = scene.against && scene.shrunk < 1 && area < scene.short_beside.size();
    return beside_a ? scene.short_beside[area] : here;
}

float swarms_apart(const Scene& scene) {
    constexpr std::size_t most = 192;
    constexpr float usual = 60;  // children in a swarm
    std::array<sf::Vector2f, most> at;
    std::size_t count = 0;
    for (std::size_t area = 0; area < scene.film.areas.size() && count < most; ++area)
        if (const sf::Vector2f centre = swarm_centre(scene, area); scene.on_map(centre)) at[count++] = centre;
    if (count < 2) return 1;
    std::array<float, most> nearest;
    for (std::size_t i = 0; i < count; ++i) {
        nearest[i] = 1e9f;
        for (std::size_t k = 0; k < count; ++k)
            if (k != i) nearest[i] = std::min(nearest[i], std::hypot(at[i].x - at[k].x, at[i].y - at[k].y));
    }
    std::nth_element(nearest.begin(), nearest.begin() + static_cast<std::ptrdiff_t>(count / 4),
                     nearest.begin() + static_cast<std::ptrdiff_t>(count));
    return std::clamp(0.46f * nearest[count / 4] / (swarm_radius(scene, usual) / scene.swarms), 0.35f, 1.0f);
}

void Dots::set_film(const Film& film, const RoadPaths* paths) {
    paths_ = paths;
    set_ = film.edition.object();
    home_node_.clear();
    swarm_nodes_.clear();
    swarm_nodes_.resize(film.areas.size());
    for (State* state : {&now_, &next_}) {
        state->anchors.reserve(film.children.size());
        state->short_of.reserve(film.areas.size());
        state->whole.by_need.reserve(film.areas.size());
        state->whole.total.reserve(film.areas.size());
        state->whole.parts.reserve(film.areas.size());
        state->whole.shown.reserve(film.areas.size());
        state->known.reserve(film.areas.size());
        state->at_school.reserve(film.schools.size());
    }
    for (std::vector<Beads>* beads : {&beads_now_, &beads_next_}) beads->reserve(film.schools.size());
    seats_.clear();
    for (const FilmChild& child : film.children) {
        const std::uint32_t mixed = child.pupil * 2246822519u + 374761393u;
        const float angle = static_cast<float>(mixed >> 16) / 65536.0f * full_turn;
        seats_.push_back(
            {std::cos(angle), std::sin(angle), static_cast<float>((mixed * 2654435761u) >> 16) / 65536.0f});
    }
    swarming_.reserve(film.children.size());
    named_.reserve(film.areas.size());
    arrivals_.reserve(film.schools.size());
    way_.reserve(4096);
    points_.reserve(4096);
    ways_.reserve(4096);
    way_points_.reserve(1 << 16);
    if (paths && !paths->empty()) home_node_.assign(film.children.size(), unknown_node);
}

void Dots::fill(const Film& film, int month, State& state) const {
    const std::size_t areas = film.areas.size();
    state.anchors.resize(film.children.size());
    count_whole(film, month, state.whole);
    state.short_of = state.whole.by_need;
    state.known.assign(areas, 0);
    state.at_school.assign(film.schools.size(), 0);
    for (std::size_t c = 0; c < film.children.size(); ++c) {
        const FilmChild& child = film.children[c];
        Anchor& anchor = state.anchors[c];
        anchor = {};
        const Stay* stay = film.stay_at(child, month);
        if (!stay || stay->setting == Setting::gone) continue;
        // Neighbours' children are shown at the area's own schools.
        if (!film.is_own(child) && (stay->school >= film.schools.size() || !film.schools[stay->school].in_area))
            continue;
        anchor.shown = true;
        anchor.need = static_cast<std::uint8_t>(stay->need);
        anchor.school = stay->school;
        anchor.special = is_special(stay->setting) || is_base(stay->setting);
        if (child.area < areas) anchor.area = static_cast<std::int16_t>(child.area);
        const bool waits = stay->waiting || stay->setting == Setting::awaiting;
        if (waits && anchor.area >= 0 && state.short_of[child.area][anchor.need] > 0) {
            --state.short_of[child.area][anchor.need];
            anchor.swarm = static_cast<std::int16_t>(std::min(state.known[child.area]++, 30'000));
        } else if (stay->school < film.schools.size()) {
            anchor.disc = drawn_as_disc(film.schools[stay->school]);
            ++state.at_school[stay->school];
        }
    }
}

void Dots::prepare(const Film& film, int month, int next) {
    chosen_.reset();
    const Edition::Key of = film.edition.key();
    if (film_ == of && month_ == month) return;
    if (film_ == of && month_ + 1 == month)
        std::swap(now_, next_);
    else
        fill(film, month, now_);
    fill(film, next, next_);
    movers_ = changing_school_ = entering_special_ = 0;
    swarming_.clear();
    arrivals_.assign(film.schools.size(), 0);
    for (std::size_t c = 0; c < now_.anchors.size(); ++c) {
        const Anchor &a = now_.anchors[c], &b = next_.anchors[c];
        if (a.swarm >= 0 && b.swarm >= 0) swarming_.push_back(static_cast<std::uint32_t>(c));
        if (a.shown && b.shown && (a.school != b.school || a.swarm != b.swarm)) ++movers_;
        if (!a.shown || !b.shown || a.school == b.school || b.school >= film.schools.size()) continue;
        ++changing_school_;
        if (!enters_special(a, b)) continue;
        ++entering_special_;
        ++arrivals_[b.school];
    }
    month_ = month;
    film_ = of;
}

Dots::Beads Dots::beads_of(const Scene& scene, const State& state, std::size_t school) {
    // Beads around the shape: the more plans, the wider they reach.
    const float unit = scene.grown * scene.unit();
    const float inner = scene.radius_of(school) / unit + 4.5f * scene.crowding;
    const float outer = bead_radius(inner - 4.5f, state.at_school[school] * scene.crowding);
    return {scene.school_pixel(school), inner * inner * unit * unit, (outer * outer - inner * inner) * unit * unit};
}

float Dots::reach_about(const Scene& scene, std::size_t school) const {
    if (school >= now_.at_school.size()) return 0;
    const Beads beads = beads_of(scene, now_, school);
    return std::sqrt(now_.at_school[school] > 0 ? beads.inner + beads.span : beads.inner);
}

void Dots::string_beads(const Scene& scene, const State& state, std::vector<Beads>& beads) const {
    beads.resize(scene.film.schools.size());
    for (std::size_t s = 0; s < beads.size(); ++s) beads[s] = beads_of(scene, state, s);
}

sf::Vector2f Dots::place(const Scene& scene, const std::vector<Beads>& beads, const State& state,
                         std::size_t child) const {
    const Anchor& anchor = state.anchors[child];
    if (anchor.swarm >= 0 && scene.view.shows(Layer::shortfall))
        return place_in_swarm(scene, swarm_centre(scene, static_cast<std::size_t>(anchor.area)),
                              static_cast<std::size_t>(anchor.swarm));
    if (anchor.school < beads.size()) {
        const Beads& here = beads[anchor.school];
        const Seat& seat = seats_[child];
        const float reach = std::sqrt(here.inner + here.span * seat.part);
        return {here.centre.x + seat.dx * reach, here.centre.y + seat.dy * reach};
    }
    return scene.pixel(scene.film.children[child].x, scene.film.children[child].y);
}

bool Dots::swarm_at(const Scene& scene, sf::Vector2f pixel) const {
    if (!scene.view.shows(Layer::shortfall)) return false;
    for (std::size_t area = 0; area < scene.film.areas.size() && area < now_.whole.total.size(); ++area) {
        if (now_.whole.total[area] == 0) continue;
        const sf::Vector2f away = swarm_centre(scene, area) - pixel;
        if (std::hypot(away.x, away.y) <= swarm_radius(scene, static_cast<float>(now_.whole.total[area]))) return true;
    }
    return false;
}

Dots::Places Dots::places_of(const Scene& scene) const {
    return {film_,        month_,
            scene.camera, scene.unit(),
            scene.grown,  scene.crowding * scene.shrunk,
            scene.swarms, scene.view.shows(Layer::shortfall)};
}

/// Of a country: the beads of its schools, and the children at those on the map in either month. They stay while month
/// and camera do.
void Dots::find_near(const Scene& scene) {
    const Places here = places_of(scene);
    if (near_beads_ && near_beads_->same_as(here)) return;
    near_beads_ = here;
    near_.clear();
    if (now_.anchors.empty()) return;
    beads_now_.assign(scene.film.schools.size(), {});
    beads_next_.assign(scene.film.schools.size(), {});
    on_map_.resize(scene.film.schools.size());
    constexpr float beside = 60;  // pixels: no school's beads reach further
    for (std::size_t school = 0; school < on_map_.size(); ++school)
        on_map_[school] = scene.on_map(scene.school_pixel(school), beside * scene.unit() * scene.grown) ? 1 : 0;
    const auto far_off = [&](const Anchor& anchor) {
        return !anchor.shown || (anchor.swarm < 0 && anchor.school < on_map_.size() && !on_map_[anchor.school]);
    };
    // Of the schools of these children alone: a country has as many again for each on the map.
    const auto string_for = [&](const State& state, std::vector<Beads>& beads, const Anchor& anchor) {
        if (anchor.school < beads.size() && beads[anchor.school].span == 0)
            beads[anchor.school] = beads_of(scene, state, anchor.school);
    };
    for (std::uint32_t child = 0; child < now_.anchors.size(); ++child) {
        const Anchor &now = now_.anchors[child], &next = next_.anchors[child];
        if (far_off(now) && far_off(next)) continue;
        near_.push_back(child);
        for (const Anchor* at : {&now, &next}) {  // a way between two months may lead to the place of the other's
            string_for(now_, beads_now_, *at);
            string_for(next_, beads_next_, *at);
        }
    }
}

void Dots::draw(Scene& scene) {
    const float zoom = scene.camera.zoom();
    const float size = (now_.anchors.size() > crowd ? 1.2f : 1.75f) * scene.unit() * std::pow(zoom, 0.35f) *
                       (0.4f + 0.6f * scene.crowding);
    // From afar those who sit in mainstream schools are a haze that lets the schools be read; near by, children.
    const float rest = std::clamp(0.50f + 0.18f * (zoom - 1), 0.50f, 0.95f);
    const float share = eased(scene.fraction);
    constexpr float beside_moves = 0.4f;
    calm_ = scene.fraction > 0 && finding_layer(scene) == &moves_layer ? beside_moves : 1.0f;
    if (scene.of_country()) {
        find_near(scene);
        for (const std::uint32_t child : near_) draw_child(scene, child, size, rest, share);
        return;
    }
    string_beads(scene, now_, beads_now_);
    string_beads(scene, next_, beads_next_);
    for (std::size_t child = 0; child < now_.anchors.size(); ++child) draw_child(scene, child, size, rest, share);
}

/// Notes where the child on show is: it is ringed above all others.
void Dots::mark_chosen(sf::Vector2f at, float radius, std::uint8_t need) { chosen_ = Chosen{at, radius, need}; }

/// A child at its place or on the way to the next: its dot of that size, with strength `rest` at a mainstream school.
void Dots::draw_child(Scene& scene, std::size_t child, float size, float rest, float share) {
    const Anchor& now = now_.anchors[child];
    const Anchor& next = next_.anchors[child];
    if (!now.shown && !next.shown) return;
    if (now.swarm >= 0 && next.swarm >= 0) return;
    const bool many = now_.anchors.size() > crowd;
    const sf::Color colour = scene.theme().need[now.shown ? now.need : next.need];
    const bool chosen = scene.child && *scene.child == child;
    const auto ring = [&](sf::Vector2f at) { mark_chosen(at, size, now.shown ? now.need : next.need); };
    if (now.shown != next.shown) {  // appears or leaves: fades at its place
        const sf::Vector2f at =
            now.shown ? place(scene, beads_now_, now_, child) : place(scene, beads_next_, next_, child);
        const float strength = now.shown ? 1 - share : share;
        if (!scene.on_map(at)) return;
        if (chosen) ring(at);
        if (many)
            scene.canvas.point(at, with_alpha(colour, strength));
        else
            scene.canvas.dot(at, size * (1 + (now.shown ? 0 : 1.2f * (1 - share))), with_alpha(colour, strength));
        return;
    }
    const sf::Vector2f from = place(scene, beads_now_, now_, child);
    if (now.school == next.school && now.swarm == next.swarm) {  // stays, while its school's beads may spread
        sf::Vector2f at = from;
        if (share > 0 && now.school < scene.film.schools.size() &&
            now_.at_school[now.school] != next_.at_school[now.school])
            at = from + (place(scene, beads_next_, next_, child) - from) * share;
        // On coloured ground only those in special places.
        if (!scene.on_map(at) || (scene.shows_ground() && now.disc && !chosen)) return;
        const float strength = chosen                                    ? 1.0f
                               : now.school >= scene.film.schools.size() ? 0.30f
                               : now.disc                                ? rest * calm_
                                                                         : 0.95f * calm_;
        if (many)
            scene.canvas.point(at, with_alpha(colour, strength));
        else
            scene.canvas.dot(at, chosen ? size * 2.2f : size, with_alpha(colour, strength));
        if (chosen) ring(at);
        return;
    }
    const sf::Vector2f to = place(scene, beads_next_, next_, child);
    const sf::Vector2f at = scene.view.shows(Layer::moves) && scene.film.is_own(scene.film.children[child])
                                ? travel(scene, child, from, to, share, colour)
                                : from + (to - from) * share;
    if (!scene.on_map(at)) return;
    // Where moves are the finding, those that it counts stand out.
    const bool shines = !scene.view.shows(Layer::moves) || enters_special(now, next);
    if (many && !chosen)
        scene.canvas.point(at, with_alpha(colour, share > 0 ? 1.0f : rest));
    else
        scene.canvas.dot(at, size * (share > 0 && share < 1 && shines ? 1.7f : 1.0f),
                         with_alpha(colour, share > 0 && shines ? 1.0f : rest * calm_));
    if (chosen) ring(at);
}

std::optional<std::uint32_t> Dots::pick(const Scene& scene, sf::Vector2f pixel, float reach) const {
    std::optional<std::uint32_t> best;
    float best_distance = reach * reach;
    std::vector<Beads> beads;
    if (now_.at_school.size() == scene.film.schools.size()) string_beads(scene, now_, beads);
    for (std::size_t c = 0; c < now_.anchors.size() && c < scene.film.children.size(); ++c) {
        if (!now_.anchors[c].shown) continue;
        const sf::Vector2f at = place(scene, beads, now_, c);
        const float dx = at.x - pixel.x, dy = at.y - pixel.y;
        if (dx * dx + dy * dy < best_distance) best_distance = dx * dx + dy * dy, best = static_cast<std::uint32_t>(c);
    }
    return best;
}

}  // namespace sendscape
