// SPDX-License-Identifier: MIT
#include "visualiser/catchment_brush.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sendscape {
namespace {

constexpr std::size_t most_near = 600;  // zones about a school: beyond, nobody would drive there every day
constexpr float click_reach = 46;       // pixels at 1080p about a zone's centre that a click means

sf::Vector2f centre_of(const Zone& zone) { return {static_cast<float>(zone.x), static_cast<float>(zone.y)}; }

std::vector<std::uint32_t> zones_about(const Film& film, const School& school, const ZoneSet& within) {
    std::vector<std::uint32_t> rows(film.zones.size());
    for (std::uint32_t z = 0; z < rows.size(); ++z) rows[z] = z;
    const auto away = [&](std::uint32_t z) {
        const double x = film.zones[z].x - school.x, y = film.zones[z].y - school.y;
        return x * x + y * y;
    };
    // Those within first, then the nearest.
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        return within[a] != within[b] ? within[a] > within[b] : away(a) < away(b);
    });
    const auto drawn = static_cast<std::size_t>(std::count(within.begin(), within.end(), 1));
    rows.resize(std::min(rows.size(), std::max(most_near, drawn)));
    return rows;
}

std::string_view source_words(CatchmentSource source) {
    constexpr std::array<std::string_view, 3> words{"Begun from the one the scenario draws.",
                                                    "Begun from the one on the map.",
                                                    "None is drawn: begun from the homes nearest to it."};
    return words[static_cast<std::size_t>(source)];
}

double percent(int part, int whole) { return whole > 0 ? 100.0 * part / whole : 0.0; }

}  // namespace

CatchmentBrush::CatchmentBrush(Stage& stage, std::uint32_t school, CatchmentNow now)
    : school_(school),
      urn_(stage.film().schools[school].urn),
      before_(std::move(now.zones)),
      zones_(before_),
      source_(now.source) {
    const Film& film = stage.film();
    near_ = zones_about(film, film.schools[school], zones_);
    sf::Vector2f low{static_cast<float>(film.schools[school].x), static_cast<float>(film.schools[school].y)};
    sf::Vector2f high = low;
    double nearest = -1;
    for (std::uint32_t z = 0; z < film.zones.size(); ++z) {
        const sf::Vector2f at = centre_of(film.zones[z]);
        const double away =
            std::hypot(film.zones[z].x - film.schools[school].x, film.zones[z].y - film.schools[school].y);
        if (nearest < 0 || away < nearest) nearest = away, cursor_ = z;
        if (!zones_[z]) continue;
        low = {std::min(low.x, at.x), std::min(low.y, at.y)};
        high = {std::max(high.x, at.x), std::max(high.y, at.y)};
    }
    // All of it and as much again about it.
    Camera& camera = stage.camera();
    camera.look_at((low + high) * 0.5f, std::clamp(0.8f * camera.zoom_for(low, high), 1.0f, 12.0f));
}

/// Schools that open move the rows of others.
bool CatchmentBrush::find_school(const Film& film) {
    if (school_ < film.schools.size() && film.schools[school_].urn == urn_) return true;
    const auto found = std::find_if(film.schools.begin(), film.schools.end(),
                                    [&](const School& school) { return school.urn == urn_; });
    school_ = static_cast<std::uint32_t>(found - film.schools.begin());
    return found != film.schools.end();
}

void CatchmentBrush::turn(std::size_t zone) {
    zones_[zone] = zones_[zone] ? 0 : 1;
    turned_.push_back(zone);
    cursor_ = zone;
}

CatchmentBrush::Turn CatchmentBrush::key(const sf::Event::KeyEvent& key, Stage& stage) {
    const auto go = [&](int x, int y) {
        if (const auto zone = zone_towards(stage.film(), near_, cursor_, {x, y})) cursor_ = *zone;
        // The map goes along where it would be left.
        const sf::Vector2f metres = centre_of(stage.film().zones[cursor_]);
        const sf::Vector2f at = stage.camera().pixel(metres.x, metres.y);
        const sf::FloatRect& map = stage.boxes().map;
        const float edge = 0.1f * map.width, foot = stage.boxes().legend.height + 0.1f * map.height;
        if (at.x < map.left + edge || at.x > map.left + map.width - edge || at.y < map.top + edge ||
            at.y > map.top + map.height - foot)
            stage.camera().centre_on(metres);
        return Turn::goes_on;
    };
    if (key.control) return Turn::not_mine;  // moves the map
    switch (key.code) {
        case sf::Keyboard::Left:
            return go(-1, 0);
        case sf::Keyboard::Right:
            return go(1, 0);
        case sf::Keyboard::Up:
            return go(0, 1);
        case sf::Keyboard::Down:
            return go(0, -1);
        case sf::Keyboard::Space:
            turn(cursor_);
            return Turn::goes_on;
        case sf::Keyboard::Backspace:
            if (turned_.empty()) return Turn::goes_on;
            turn(turned_.back());
            turned_.resize(turned_.size() - 2);
            return Turn::goes_on;
        case sf::Keyboard::Enter:
            return Turn::done;
        case sf::Keyboard::Escape:
            return Turn::left;
        default:
            return Turn::not_mine;
    }
}

std::optional<std::size_t> CatchmentBrush::zone_at(Stage& stage, sf::Vector2f at) const {
    const Boxes& boxes = stage.boxes();
    if (!boxes.map.contains(at)) return std::nullopt;
    std::optional<std::size_t> best;
    float nearest = click_reach * boxes.header.height / 96;
    for (const std::uint32_t z : near_) {
        const Zone& zone = stage.film().zones[z];
        const sf::Vector2f there = stage.camera().pixel(static_cast<float>(zone.x), static_cast<float>(zone.y));
        const float away = std::hypot(there.x - at.x, there.y - at.y);
        if (away < nearest) best = z, nearest = away;
    }
    return best;
}

CatchmentBrush::Turn CatchmentBrush::handle(const sf::Event& event, Stage& stage) {
    const Film& film = stage.film();
    if (film.zones.size() != zones_.size() || !find_school(film)) return Turn::left;  // another map
    switch (event.type) {
        case sf::Event::KeyPressed:
            return key(event.key, stage);
        case sf::Event::MouseButtonPressed: {
            if (event.mouseButton.button != sf::Mouse::Left) return Turn::not_mine;
            const sf::Vector2f at(static_cast<float>(event.mouseButton.x), static_cast<float>(event.mouseButton.y));
            if (done_.contains(at)) return Turn::done;
            if (leave_.contains(at)) return Turn::left;
            const auto zone = zone_at(stage, at);
            if (!zone)
                return stage.boxes().map.contains(at) || stage.boxes().dock.contains(at) ? Turn::goes_on
                                                                                         : Turn::not_mine;
            turn(*zone);
            paints_ = zones_[*zone];
            return Turn::goes_on;
        }
        case sf::Event::MouseMoved: {
            if (!paints_) return Turn::not_mine;
            const sf::Vector2f at(static_cast<float>(event.mouseMove.x), static_cast<float>(event.mouseMove.y));
            if (const auto zone = zone_at(stage, at); zone && zones_[*zone] != *paints_) turn(*zone);
            return Turn::goes_on;
        }
        case sf::Event::MouseButtonReleased:
            return std::exchange(paints_, std::nullopt) ? Turn::goes_on : Turn::not_mine;
        default:
            return Turn::not_mine;
    }
}

void CatchmentBrush::draw_button(Scene& scene, const sf::FloatRect& box, std::string_view words,
                                 std::string_view key) const {
    const Theme& theme = scene.theme();
    const float unit = scene.unit();
    scene.canvas.panel(box, 6 * unit, with_alpha(theme.accent, 0.18f), with_alpha(theme.accent, 0.5f));
    scene.canvas.text(words, {box.left + 16 * unit, box.top + 7 * unit}, 22, theme.text);
    scene.canvas.text(key, {box.left + box.width - 16 * unit, box.top + 8 * unit}, 20, theme.quiet, Align::right);
}

/// Whom it covers, and whom it did before. Returns where the rest goes on.
float CatchmentBrush::draw_covered(Scene& scene, const sf::FloatRect& dock, float top) const {
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit(), left = dock.left + 28 * unit, right = dock.left + dock.width - 28 * unit;
    const float was = right - 4 * unit, is = right - 130 * unit;
    const Covered now = covered_by(scene.film, school_, zones_, scene.month),
                  before = covered_by(scene.film, school_, before_, scene.month);
    canvas.text("now", {is, top}, 20, theme.quiet, Align::right);
    canvas.text("before", {was, top}, 20, theme.quiet, Align::right);
    float y = top + 30 * unit;
    const auto row = [&](std::string_view words, const Phrase& value, const Phrase& old) {
        canvas.text(words, {left, y + 3 * unit}, 22, theme.text);
        canvas.text(value, {is, y}, 26, theme.text, Align::right, true);
        canvas.text(old, {was, y + 4 * unit}, 22, theme.quiet, Align::right);
        y += 42 * unit;
    };
    row("Neighbourhoods", Phrase("{}", now.zones), Phrase("{}", before.zones));
    row("Children of its years", Phrase("{}", thousands(now.children)), Phrase("{}", thousands(before.children)));
    if (!scene.film.homes.empty()) {
        row("on SEN Support", Phrase("{:.1f}%", percent(now.sen_support, now.children)),
            Phrase("{:.1f}%", percent(before.sen_support, before.children)));
        row("with a plan", Phrase("{:.1f}%", percent(now.plans, now.children)),
            Phrase("{:.1f}%", percent(before.plans, before.children)));
    }
    const School& school = scene.film.schools[school_];
    canvas.text(Phrase("{} to {}, in run 1; the school admits {} a year", ncy_name(school.low_ncy),
                       ncy_name(school.high_ncy), school.pan),
                {left, y + 4 * unit}, 20, theme.quiet);
    return y + 40 * unit;
}

void CatchmentBrush::draw(Scene& scene, const sf::FloatRect& dock, float top) {
    if (scene.film.zones.size() != zones_.size() || !find_school(scene.film)) return;
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit(), left = dock.left + 28 * unit, room = dock.width - 56 * unit;
    canvas.text(canvas.fit(Phrase("Catchment: {}", scene.name_of(school_)), 26, room), {left, top}, 26, theme.text,
                Align::left, true);
    canvas.text(source_words(source_), {left, top + 38 * unit}, 20, theme.quiet);
    canvas.text("A filled hexagon is a neighbourhood within it.", {left, top + 66 * unit}, 20, theme.quiet);
    float y = draw_covered(scene, dock, top + 106 * unit) + 10 * unit;
    done_ = {dock.left + 12 * unit, y, dock.width - 24 * unit, 42 * unit};
    draw_button(scene, done_, "Done: live with it", "Enter");
    leave_ = {done_.left, y + 50 * unit, done_.width, done_.height};
    draw_button(scene, leave_, "Leave it as it was", "Esc");
    const float foot = dock.top + dock.height;
    canvas.text("\u2190\u2192\u2191\u2193 to the next neighbourhood   Space adds or leaves out",
                {left, foot - 68 * unit}, 20, theme.quiet);
    canvas.text("or click and drag on the map   Backspace one step back", {left, foot - 38 * unit}, 20, theme.quiet);
}

Phrase CatchmentBrush::finding(const Scene& scene) const {
    if (scene.film.zones.size() != zones_.size() || school_ >= scene.film.schools.size()) return {};
    const Covered now = covered_by(scene.film, school_, zones_, scene.month);
    return Phrase("{}: a catchment of {} children", scene.name_of(school_), thousands(now.children));
}

float CatchmentBrush::radius_of(const Scene& scene, const Zone& zone) {
    const float unit = scene.unit();
    return std::clamp(static_cast<float>(zone.radius_m) * 0.8f * scene.camera.scale(), 6 * unit, 34 * unit);
}

void CatchmentBrush::draw_neighbourhoods(Scene& scene) const {
    if (scene.film.zones.size() != zones_.size() || school_ >= scene.film.schools.size()) return;
    const Theme& theme = scene.theme();
    Canvas& canvas = scene.canvas;
    const float unit = scene.unit();
    for (const std::uint32_t z : near_) {
        const Zone& zone = scene.film.zones[z];
        const sf::Vector2f at = scene.pixel(static_cast<float>(zone.x), static_cast<float>(zone.y));
        if (!scene.on_map(at, -8 * unit) || scene.beneath_cards(at)) continue;
        const float radius = radius_of(scene, zone);
        // Schools are discs: a neighbourhood has corners, and one without is hardly there.
        if (zones_[z]) canvas.hexagon(at, radius, with_alpha(theme.accent, 0.42f));
        canvas.hexagon_line(at, radius, (zones_[z] ? 2.5f : 1.5f) * unit,
                            zones_[z] ? theme.accent : with_alpha(theme.quiet, 0.45f));
    }
}

void CatchmentBrush::draw_marks(Scene& scene) const {
    if (scene.film.zones.size() != zones_.size() || school_ >= scene.film.schools.size()) return;
    const float unit = scene.unit();
    const Zone& zone = scene.film.zones[cursor_];
    const sf::Vector2f at = scene.pixel(static_cast<float>(zone.x), static_cast<float>(zone.y));
    if (scene.on_map(at, -8 * unit) && !scene.beneath_cards(at))
        scene.canvas.hexagon_line(at, radius_of(scene, zone) + 6 * unit, 4 * unit, scene.theme().text);
    // The school itself lies over the children of its neighbours.
    const SchoolMonth& now = scene.film.at(scene.month, school_);
    const sf::Vector2f school = scene.school_pixel(school_);
    const float reach = scene.radius_of(school_);
    scene.canvas.disc(school, reach + 6 * unit, scene.theme().map_ground);
    scene.canvas.disc(school, reach, ratio_colour(scene.theme(), now.ratio(), now.beyond != 0));
    scene.canvas.ring(school, reach + 9 * unit, 4 * unit, scene.theme().text);
}

}  // namespace sendscape
