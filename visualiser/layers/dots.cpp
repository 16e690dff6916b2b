#include <algorithm>
#include <cmath>

#include "visualiser/layers/layers.h"

namespace sendscape {
namespace {

constexpr float golden_angle = 2.39996323f;
constexpr float turn = 6.28318531f;
constexpr float swarm_pitch = 5.4f;  // pixels at 1080p
constexpr std::size_t crowd = 30'000;
constexpr std::size_t most_trails = 4'000;  // of more at once none can be told from another

float ease(float t) { return t * t * (3 - 2 * t); }

sf::Vector2f in_swarm(const Scene& scene, sf::Vector2f centre, float number) {
    const float reach = swarm_pitch * scene.shrunk * scene.u() * std::sqrt(number + 0.5f);
    return {centre.x + reach * std::cos(number * golden_angle), centre.y + reach * std::sin(number * golden_angle)};
}

}  // namespace

sf::Vector2f swarm_centre(const Scene& scene, std::size_t area) {
    if (area < scene.arrangement.swarm.size()) {
        const sf::Vector2f at = scene.arrangement.swarm[area];
        return scene.pixel(at.x, at.y);
    }
    return scene.pixel(static_cast<float>(scene.film.areas[area].x), static_cast<float>(scene.film.areas[area].y));
}

float swarm_radius(const Scene& scene, float children) {
    return (swarm_pitch * std::sqrt(children + 1) + 7) * scene.shrunk * scene.u();
}

void Dots::set_film(const Film* film, const RoadPaths* paths) {
    paths_ = paths;
    set_ = film;
    month_ = -1;
    film_ = nullptr;
    home_node_.clear();
    swarm_nodes_.clear();
    if (!film) return;
    swarm_nodes_.resize(film->areas.size());
    for (State* state : {&now_, &next_}) {
        state->anchors.reserve(film->children.size());
        state->short_of.reserve(film->areas.size());
        state->total.reserve(film->areas.size());
        state->known.reserve(film->areas.size());
        state->at_school.reserve(film->schools.size());
    }
    for (std::vector<Beads>* beads : {&beads_now_, &beads_next_}) beads->reserve(film->schools.size());
    seats_.clear();
    for (const FilmChild& child : film->children) {
        const std::uint32_t mixed = child.pupil * 2246822519u + 374761393u;
        const float angle = static_cast<float>(mixed >> 16) / 65536.0f * turn;
        seats_.push_back(
            {std::cos(angle), std::sin(angle), static_cast<float>((mixed * 2654435761u) >> 16) / 65536.0f});
    }
    way_.reserve(4096);
    points_.reserve(4096);
    if (paths && !paths->empty()) home_node_.assign(film->children.size(), unknown_node);
}

void Dots::fill(const Film& film, int month, State& state) const {
    const std::size_t areas = film.areas.size();
    state.anchors.resize(film.children.size());
    state.short_of.assign(areas, {});
    state.total.assign(areas, 0);
    state.known.assign(areas, 0);
    state.at_school.assign(film.schools.size(), 0);
    // Whole children, rounded so that the swarms add up to the number on the panel.
    double sum = 0;
    long before = 0;
    for (std::size_t a = 0; a < areas; ++a) {
        for (std::size_t need = 0; need < need_group_count; ++need) {
            sum += static_cast<double>(film.shortfall_at(month, a)[need]);
            const long upto = std::lround(sum);
            state.short_of[a][need] = static_cast<int>(upto - before);
            state.total[a] += state.short_of[a][need];
            before = upto;
        }
    }
    for (std::size_t c = 0; c < film.children.size(); ++c) {
        const FilmChild& child = film.children[c];
        Anchor& anchor = state.anchors[c];
        anchor = {};
        const Stay* stay = film.stay_at(child, month);
        if (!stay || stay->setting == Setting::gone) continue;
        anchor.shown = true;
        anchor.need = static_cast<std::uint8_t>(stay->need);
        anchor.school = stay->school;
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
    if (film_ == &film && month_ == month && now_.anchors.size() == film.children.size()) return;
    if (film_ == &film && month_ + 1 == month && next_.anchors.size() == film.children.size())
        std::swap(now_, next_);
    else
        fill(film, month, now_);
    fill(film, next, next_);
    movers_ = 0;
    for (std::size_t c = 0; c < now_.anchors.size(); ++c) {
        const Anchor &a = now_.anchors[c], &b = next_.anchors[c];
        if (a.shown && b.shown && (a.school != b.school || a.swarm != b.swarm)) ++movers_;
    }
    month_ = month;
    film_ = &film;
}

Dots::Beads Dots::beads_of(const Scene& scene, const State& state, std::size_t school) {
    // Beads around the shape: the more plans, the wider they reach.
    const float unit = scene.grown * scene.u();
    const float inner = scene.radius_of(school) / unit + 4.5f * scene.crowding;
    const float outer = bead_radius(inner - 4.5f, state.at_school[school] * scene.crowding);
    return {scene.school_pixel(school), inner * inner * unit * unit, (outer * outer - inner * inner) * unit * unit};
}

void Dots::string_beads(const Scene& scene, const State& state, std::vector<Beads>& beads) const {
    beads.resize(scene.film.schools.size());
    for (std::size_t s = 0; s < beads.size(); ++s) beads[s] = beads_of(scene, state, s);
}

sf::Vector2f Dots::place(const Scene& scene, const std::vector<Beads>& beads, const State& state,
                         std::size_t child) const {
    const Anchor& anchor = state.anchors[child];
    if (anchor.swarm >= 0 && scene.view.shows(Layer::shortfall))
        return in_swarm(scene, swarm_centre(scene, static_cast<std::size_t>(anchor.area)),
                        static_cast<float>(anchor.swarm));
    if (anchor.school < beads.size()) {
        const Beads& here = beads[anchor.school];
        const Seat& seat = seats_[child];
        const float reach = std::sqrt(here.inner + here.span * seat.part);
        return {here.centre.x + seat.dx * reach, here.centre.y + seat.dy * reach};
    }
    return scene.pixel(scene.film.children[child].x, scene.film.children[child].y);
}

/// Where the roads come nearest to the swarm of an area.
std::uint32_t Dots::swarm_node(const Scene& scene, std::size_t area) {
    const sf::Vector2f at =
        area < scene.arrangement.swarm.size()
            ? scene.arrangement.swarm[area]
            : sf::Vector2f{static_cast<float>(scene.film.areas[area].x), static_cast<float>(scene.film.areas[area].y)};
    SwarmNode& known = swarm_nodes_[area];
    if (known.node == unknown_node || known.at != at) known = {at, paths_->nearest_node(at.x, at.y)};
    return known.node;
}

sf::Vector2f Dots::travel(const Scene& scene, std::size_t c, sf::Vector2f from, sf::Vector2f to, float t,
                          sf::Color colour) {
    // Along the roads where there are any: from home (or where it was) to the new school.
    const Anchor& a = now_.anchors[c];
    const Anchor& b = next_.anchors[c];
    points_.clear();
    points_.push_back(from);
    if (paths_ && !paths_->empty() && b.swarm < 0 && b.school < scene.film.schools.size()) {
        way_.clear();
        std::uint32_t start = 0xFFFFFFFFu;
        if (a.school < scene.film.schools.size() && a.swarm < 0) {
            start = scene.film.schools[a.school].node.value;
        } else if (a.swarm >= 0 && scene.view.shows(Layer::shortfall)) {
            start = swarm_node(scene, static_cast<std::size_t>(a.area));
        } else if (c < home_node_.size()) {
            if (home_node_[c] == unknown_node)
                home_node_[c] = paths_->nearest_node(scene.film.children[c].x, scene.film.children[c].y);
            start = home_node_[c];
        }
        paths_->way(scene.film, start, b.school, way_);
        // Bends closer together than this are one on the screen.
        const float apart = 5 * scene.u(), least = apart * apart;
        for (const std::uint32_t node : way_) {
            const sf::Vector2f bend =
                scene.pixel(static_cast<float>(scene.film.roads.x[node]), static_cast<float>(scene.film.roads.y[node]));
            const sf::Vector2f step = bend - points_.back();
            if (step.x * step.x + step.y * step.y >= least) points_.push_back(bend);
        }
    }
    points_.push_back(to);
    float length = 0;
    for (std::size_t i = 1; i < points_.size(); ++i)
        length += std::hypot(points_[i].x - points_[i - 1].x, points_[i].y - points_[i - 1].y);
    float left = length * t;
    sf::Vector2f at = points_.front();
    const float u = scene.u();
    const bool trails = scene.view.shows(Layer::flows) && t > 0 &&
                        movers_ <= (now_.anchors.size() > crowd ? most_trails / 10 : most_trails);
    float gone = 0;
    for (std::size_t i = 1; i < points_.size(); ++i) {
        const sf::Vector2f step = points_[i] - points_[i - 1];
        const float part = std::hypot(step.x, step.y);
        const float share = part > 0 ? std::min(1.0f, left / part) : 1.0f;
        at = points_[i - 1] + step * share;
        if (trails && (scene.on_map(points_[i - 1]) || scene.on_map(at))) {
            // The trail fades towards where it began.
            const float older = length > 0 ? gone / length : 0, newer = length > 0 ? (gone + part) / length : 1;
            const auto strength = [&](float where) {
                return 0.60f * std::max(0.08f, 1 - 1.3f * (t - where)) * (1 - 0.5f * t);
            };
            scene.canvas.streak(points_[i - 1], at, 1.8f * u, with_alpha(colour, strength(older)),
                                with_alpha(colour, strength(std::min(newer, t))));
        }
        if (share < 1) break;
        left -= part;
        gone += part;
    }
    return at;
}

void Dots::draw(Scene& scene) {
    const float u = scene.u();
    const bool many = now_.anchors.size() > crowd;
    const float zoom = scene.camera.zoom();
    const float size = (many ? 1.2f : 1.75f) * u * std::pow(zoom, 0.35f) * (0.4f + 0.6f * scene.crowding);
    // From afar those who sit in mainstream schools are a haze that lets the schools be read; near by, children.
    const float rest = std::clamp(0.50f + 0.18f * (zoom - 1), 0.50f, 0.95f);
    const float t = ease(std::clamp(scene.fraction, 0.0f, 1.0f));
    string_beads(scene, now_, beads_now_);
    string_beads(scene, next_, beads_next_);
    const bool ground = scene.view.shows_ground();  // then only those in special places
    const bool schools = scene.view.shows(Layer::schools), moves = scene.view.shows(Layer::flows);
    if (!schools && !moves) return;
    for (std::size_t c = 0; c < now_.anchors.size(); ++c) {
        const Anchor& a = now_.anchors[c];
        const Anchor& b = next_.anchors[c];
        if (!a.shown && !b.shown) continue;
        if (a.swarm >= 0 && b.swarm >= 0) continue;
        const Anchor& one = a.shown ? a : b;
        const sf::Color colour = scene.theme().need[one.need];
        const bool chosen = scene.view.child && *scene.view.child == c;
        if (a.shown != b.shown) {  // appears or leaves: fades at its place
            const sf::Vector2f at = a.shown ? place(scene, beads_now_, now_, c) : place(scene, beads_next_, next_, c);
            const float share = a.shown ? 1 - t : t;
            if (!scene.on_map(at)) continue;
            if (many)
                scene.canvas.point(at, with_alpha(colour, share));
            else
                scene.canvas.dot(at, size * (1 + (a.shown ? 0 : 1.2f * (1 - t))), with_alpha(colour, share));
            continue;
        }
        const sf::Vector2f from = place(scene, beads_now_, now_, c);
        if (a.school == b.school && a.swarm == b.swarm) {
            sf::Vector2f at = from;
            if (t > 0 && a.school < scene.film.schools.size() && now_.at_school[a.school] != next_.at_school[a.school])
                at = from + (place(scene, beads_next_, next_, c) - from) * t;
            if (!scene.on_map(at) || (ground && a.disc && !chosen)) continue;
            const float strength = chosen                                  ? 1.0f
                                   : a.school >= scene.film.schools.size() ? 0.30f
                                   : a.disc                                ? rest
                                                                           : 0.95f;
            if (many)
                scene.canvas.point(at, with_alpha(colour, strength));
            else
                scene.canvas.dot(at, chosen ? size * 2.2f : size, with_alpha(colour, strength));
            if (chosen) scene.canvas.ring(at, std::max(size * 4, 11 * u), 3 * u, scene.theme().text);
            continue;
        }
        const sf::Vector2f to = place(scene, beads_next_, next_, c);
        const sf::Vector2f at = moves ? travel(scene, c, from, to, t, colour) : from + (to - from) * t;
        if (!scene.on_map(at)) continue;
        if (many && !chosen)
            scene.canvas.point(at, with_alpha(colour, t > 0 ? 1.0f : rest));
        else
            scene.canvas.dot(at, size * (t > 0 && t < 1 ? 1.7f : 1.0f), with_alpha(colour, t > 0 ? 1.0f : rest));
        if (chosen) scene.canvas.ring(at, std::max(size * 4, 11 * u), 3 * u, scene.theme().text);
    }
}

void Dots::draw_swarms(Scene& scene, LabelSpace& labels) {
    const float u = scene.u();
    const Theme& theme = scene.theme();
    const float t = ease(std::clamp(scene.fraction, 0.0f, 1.0f));
    for (std::size_t area = 0; area < scene.film.areas.size() && area < now_.total.size(); ++area) {
        if (now_.total[area] == 0 && next_.total[area] == 0) continue;
        const sf::Vector2f centre = swarm_centre(scene, area);
        const auto here = static_cast<float>(now_.total[area]), then = static_cast<float>(next_.total[area]);
        const float radius = swarm_radius(scene, here + (then - here) * t);
        if (!scene.on_map(centre, radius)) continue;
        scene.canvas.glow(centre, radius * 1.5f, with_alpha(theme.map_ground, 0.9f));
        scene.canvas.disc(centre, radius, with_alpha(theme.map_ground, 0.92f));
        // Of differences: orange where more are short, blue where fewer.
        const float change =
            scene.film.of_differences()
                ? scene.film.change[static_cast<std::size_t>(scene.month) * scene.film.areas.size() + area]
                : 0;
        const sf::Color rim = change > 0 ? theme.high : change < 0 ? theme.low : theme.text;
        const int dashes = std::max(10, static_cast<int>(radius / (2.4f * u)));
        for (int i = 0; i < dashes; ++i) {
            const float angle = turn * static_cast<float>(i) / static_cast<float>(dashes);
            scene.canvas.disc({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)}, 1.5f * u,
                              rim);
        }
        labels.block({centre.x - radius, centre.y - radius, 2 * radius, 2 * radius});
        // Those who stand for the number: needs mixed in proportion, after the children of the record.
        std::array<int, need_group_count> left = now_.short_of[area];
        std::array<float, need_group_count> owed{};
        int rest = 0;
        for (const int n : left) rest += n;
        const auto all = static_cast<float>(std::max(rest, 1));
        for (int k = 0; k < rest; ++k) {
            std::size_t next = 0;
            float most = -1e9f;
            for (std::size_t need = 0; need < need_group_count; ++need) {
                owed[need] += static_cast<float>(now_.short_of[area][need]) / all;
                if (left[need] > 0 && owed[need] > most) most = owed[need], next = need;
            }
            owed[next] -= 1;
            --left[next];
            scene.canvas.disc(in_swarm(scene, centre, static_cast<float>(now_.known[area] + k)),
                              2.5f * scene.shrunk * u, theme.need[next]);
        }
    }
    for (std::size_t c = 0; c < now_.anchors.size(); ++c) {
        const Anchor& a = now_.anchors[c];
        if (a.swarm < 0 || next_.anchors[c].swarm < 0) continue;
        const sf::Vector2f from = place(scene, beads_now_, now_, c);
        const sf::Vector2f at = from + (place(scene, beads_next_, next_, c) - from) * t;
        if (scene.on_map(at)) scene.canvas.disc(at, 2.5f * scene.shrunk * u, theme.need[a.need]);
    }
}

void Dots::draw_area_labels(Scene& scene, LabelSpace& labels) {
    const float u = scene.u();
    const Theme& theme = scene.theme();
    const bool counts = scene.view.shows(Layer::shortfall);
    const auto areas = static_cast<std::uint32_t>(std::min(scene.film.areas.size(), now_.total.size()));
    // The largest finds room first and says what the numbers are.
    std::uint32_t largest = 0;
    for (std::uint32_t area = 1; area < areas; ++area)
        if (now_.total[area] > now_.total[largest]) largest = area;
    for (std::uint32_t turn_of = 0; turn_of < areas; ++turn_of) {
        const std::uint32_t area = turn_of == 0 ? largest : turn_of <= largest ? turn_of - 1 : turn_of;
        std::array<char, 64> letters;
        const std::string& name = scene.film.areas[area].name;
        const std::size_t length = std::min(name.size(), letters.size());
        for (std::size_t k = 0; k < length; ++k)
            letters[k] = name[k] >= 'a' && name[k] <= 'z' ? static_cast<char>(name[k] - 32) : name[k];
        const std::string_view capitals(letters.data(), length);
        const sf::Vector2f centre = swarm_centre(scene, area);
        if (!scene.on_map(centre)) continue;
        const int number = counts ? now_.total[area] : 0;
        const bool fewer =
            scene.film.of_differences() &&
            scene.film.change[static_cast<std::size_t>(scene.month) * scene.film.areas.size() + area] < 0;
        const Phrase words = scene.film.of_differences() ? Phrase("{} {} short", number, fewer ? "fewer" : "more")
                             : area == largest && scene.shrunk >= 1 ? Phrase("{} short of a place", number)
                                                                    : Phrase("{} short", number);
        const float width =
            std::max(scene.canvas.width(capitals, 20), number ? scene.canvas.width(words, 24, true) : 0);
        const float reach = number ? swarm_radius(scene, static_cast<float>(number)) + 6 * u : 4 * u;
        const auto key = static_cast<std::uint8_t>(64 + area % 192);
        // A name alone covers nothing; a count has to be read, without its name where there is no room for both.
        LabelSpace::Spot spot = labels.find(key, centre, reach, {width + 12 * u, (number ? 60 : 30) * u}, number == 0,
                                            number ? 4 : LabelSpace::most_rounds);
        bool named = true;
        if (number && spot.cost > (scene.shrunk < 1 ? 2.5f : 4.0f)) {
            const LabelSpace::Spot small =
                labels.find(key, centre, reach, {scene.canvas.width(words, 24, true) + 12 * u, 34 * u}, false, 6);
            if (small.found() && small.cost + 1.5f < spot.cost) spot = small, named = false;
        }
        if (!spot.found()) continue;
        labels.take(key, spot, centre);
        const sf::FloatRect& box = spot.box;
        const sf::Vector2f near = nearest_point(box, centre), way = near - centre;
        const float distance = std::sqrt(way.x * way.x + way.y * way.y);
        // A count that does not stand close beside its swarm hangs on a line from its rim.
        if (number && (distance > reach + 6 * u || slant(way) > 0.3f))
            scene.canvas.line(centre + way * ((reach - 10 * u) / distance), near, 1.8f * u,
                              with_alpha(theme.text, 0.85f));
        if (spot.covers || scene.view.shows_ground())
            scene.canvas.panel(box, 6 * u, with_alpha(theme.map_ground, 0.62f), sf::Color::Transparent);
        // On the left of its swarm the words end at it, on the right they begin.
        const bool left = box.left + box.width / 2 < centre.x - reach / 2;
        const Align align = left ? Align::right : Align::left;
        const float x = left ? box.left + box.width - 6 * u : box.left + 6 * u;
        if (named) scene.canvas.text(capitals, {x, box.top + u}, 20, theme.quiet, align);
        if (number) scene.canvas.text(words, {x, box.top + (named ? 26 : 2) * u}, 24, theme.text, align, true);
    }
}

std::uint32_t Dots::pick(const Scene& scene, sf::Vector2f pixel, float reach) const {
    std::uint32_t best = 0xFFFFFFFFu;
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
