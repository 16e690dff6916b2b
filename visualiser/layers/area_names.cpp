// SPDX-License-Identifier: MIT
// Names of the planning areas on the map, each with the count of its swarm.
#include <algorithm>
#include <array>
#include <cmath>

#include "visualiser/layers/layers.h"
#include "visualiser/outline.h"

namespace sendscape {
namespace {

using Over = LabelSpace::Over;

/// By how many more children B is shown to be short than A in an area; 0 of a single run.
float shown_by(const Scene& scene, std::size_t area) {
    if (!scene.film.of_differences()) return 0;
    return scene.film.change[static_cast<std::size_t>(scene.month) * scene.film.areas.size() + area].shown;
}

/// "40 short of a place", the first time in full; of differences "12 fewer short", and "3 fewer, runs disagree" where
/// `children` are none that the runs agree on: all areas' numbers add up to the title's.
Phrase count_words(const Scene& scene, std::size_t area, int children, bool largest) {
    if (scene.film.of_differences()) {
        const float by = shown_by(scene, area);
        const char* const which = by < 0 ? "fewer" : "more";
        return children > 0 ? Phrase("{} {} short", children, which)
                            : Phrase("{:.0f} {}, runs disagree", std::abs(by), which);
    }
    return largest && scene.shrunk >= 1 ? Phrase("{} short of a place", children) : Phrase("{} short", children);
}

/// Whether words would stand on the ground of the area's own authorities.
bool lies_in_own(const Scene& scene, const sf::FloatRect& box) {
    for (const float share : {0.0f, 0.5f, 1.0f}) {
        const sf::Vector2f at = scene.camera.metres({box.left + share * box.width, box.top + box.height / 2});
        for (const Area& area : scene.film.areas)
            if (contains(area, at.x, at.y)) return true;
    }
    return false;
}

/// Neighbouring authorities, faintly in the midst of their schools on the map, where nothing else stands.
void draw_neighbour_names(Scene& scene, LabelSpace& labels) {
    constexpr std::size_t most = 64;
    const Film& film = scene.film;
    std::array<sf::Vector2f, most> sum{};
    std::array<int, most> schools{};
    for (const std::uint32_t s : scene.near) {
        const School& school = film.schools[s];
        const std::size_t authority = school.authority.value;
        if (school.in_area || authority >= std::min(most, film.authorities.size())) continue;
        const sf::Vector2f at = scene.pixel(static_cast<float>(school.x), static_cast<float>(school.y));
        if (!scene.on_map(at)) continue;
        sum[authority] += at;
        ++schools[authority];
    }
    const float unit = scene.unit();
    for (std::size_t a = 0; a < std::min(most, film.authorities.size()); ++a) {
        if (schools[a] == 0) continue;
        const sf::Vector2f at = sum[a] / static_cast<float>(schools[a]);
        const std::string& name = film.authorities[a].name;
        const auto key = LabelSpace::key_of(LabelSpace::Kind::neighbour, a);
        const LabelSpace::Spot spot =
            labels.find(key, at, 0, {scene.canvas.width(name, 20) + 12 * unit, 30 * unit}, Over::nothing, 5);
        if (!spot.found() || lies_in_own(scene, spot.box)) continue;  // a name within another's border is wrong
        labels.take(key, spot, nearest_point(spot.box, at));
        scene.canvas.text(name, {spot.box.left + 6 * unit, spot.box.top + unit}, 20, scene.theme().quiet);
    }
}

}  // namespace

constexpr float most_stray = 5;  ///< cost of a place about so many heights of the words away
constexpr int near_rounds = 6, far_rounds = LabelSpace::most_rounds - 1;
// A white line across the map is followed by nobody: beyond so many pixels at 1080p it is priced like words over
// schools.
constexpr float long_line = 110, next_of_line = 25;
constexpr float longest_line = 220;  ///< the foot of the map rather counts in whoever is named at a longer one
constexpr float beside_line = 30, beside_cost = 3;  ///< words no further off, over little, stand beside their swarm
constexpr float cover_price = 6;  ///< what it costs a count beside its own to stand over children or a school's rim

void Dots::draw_area_names(Scene& scene, LabelSpace& labels) {
    const std::size_t areas = std::min(scene.film.areas.size(), now_.whole.total.size());
    named_.assign(areas, 0);
    // The largest finds room first and says what the numbers are.
    std::size_t largest = 0;
    for (std::size_t area = 1; area < areas; ++area)
        if (now_.whole.total[area] > now_.whole.total[largest]) largest = area;
    // No words where a line to others' will end.
    const float clear = 5 * scene.unit();
    for (std::size_t area = 0; area < areas; ++area)
        if (now_.whole.total[area] == 0 && shown_by(scene, area) != 0) {
            const sf::Vector2f at = swarm_centre(scene, area);
            labels.block({at.x - clear, at.y - clear, 2 * clear, 2 * clear});
        }
    // Then all that have room beside their swarm: none loses it to words that a line leads to.
    if (areas > 0) draw_area_name(scene, labels, largest, true, Room::near_by);
    if (areas > 0 && !named_[largest]) draw_area_name(scene, labels, largest, false, Room::any);
    // Title and captions are of it: it is named wherever there is room, but for two maps, whose title is of both.
    if (areas > 0 && !named_[largest] && scene.named_areas.empty())
        draw_area_name(scene, labels, largest, true, Room::any);
    for (const Room room : {Room::beside, Room::any})
        for (std::size_t area = 0; area < areas; ++area)
            if (!named_[area] && (room == Room::any || !scene.of_country()))
                draw_area_name(scene, labels, area, false, room);
    if (scene.shrunk >= 1 && scene.arrangement.reach.empty()) draw_neighbour_names(scene, labels);
}

Phrase Dots::words_of_the_rest(const Scene& scene, bool all) const {
    if (!scene.view.shows(Layer::shortfall) || scene.of_country()) return {};
    int areas = 0, children = 0;
    float by = 0;
    for (std::size_t area = 0; area < std::min(scene.film.areas.size(), now_.whole.total.size()); ++area) {
        if (!all && area < named_.size() && named_[area]) continue;
        const float change = shown_by(scene, area);
        if ((now_.whole.total[area] == 0 && change == 0) || !scene.on_map(swarm_centre(scene, area))) continue;
        ++areas, children += now_.whole.total[area], by += change;
    }
    if (areas == 0) return {};
    const char* const others = areas == 1 ? "other area" : "other areas";
    if (!scene.film.of_differences()) return Phrase("{} {}: {} short. ", areas, others, thousands(children));
    return by == 0 ? Phrase("{} {}: as many. ", areas, others)
                   : Phrase("{} {}: {:.0f} {}. ", areas, others, std::abs(by), by < 0 ? "fewer" : "more");
}

void Dots::draw_area_name(Scene& scene, LabelSpace& labels, std::size_t area, bool largest, Room room) {
    const float unit = scene.unit();
    const Theme& theme = scene.theme();
    const sf::Vector2f centre = swarm_centre(scene, area);
    if (!scene.on_map(centre) || scene.beneath_cards(centre)) return;
    if (area < scene.named_areas.size() && !scene.named_areas[area]) return;
    std::array<char, 64> letters;
    const Phrase whole = scene.arrangement.reach.empty() ? Phrase("{}", scene.film.areas[area].name)
                                                         : area_words(scene.film, scene.film.areas[area]);
    const std::string_view name = whole.view();
    const std::size_t length = std::min(name.size(), letters.size());
    for (std::size_t k = 0; k < length; ++k)
        letters[k] = name[k] >= 'a' && name[k] <= 'z' ? static_cast<char>(name[k] - 32) : name[k];
    const std::string_view capitals(letters.data(), length);
    const int children = scene.view.shows(Layer::shortfall) ? now_.whole.total[area] : 0;
    const bool told = children > 0 || (scene.view.shows(Layer::shortfall) && shown_by(scene, area) != 0);
    const float size = children ? 24 : 20;
    const Phrase words = count_words(scene, area, children, largest);
    const float width =
        std::max(scene.canvas.width(capitals, 20), told ? scene.canvas.width(words, size, children > 0) : 0);
    const int widest = std::max(children, short_in_a(scene, area, children));
    const float reach = children ? swarm_radius(scene, static_cast<float>(widest)) + 6 * unit
                        : told   ? 8 * unit
                                 : 4 * unit;
    const auto key = LabelSpace::key_of(LabelSpace::Kind::area, area);
    // A name alone covers nothing; a count has to be read, on one line with its name where there is no room for two,
    // and never without: nobody could tell whose it is. Where there is no room at all the foot of the map counts it in.
    const sf::Vector2f two_lines{width + 12 * unit, (told ? 60 : 30) * unit};
    const Over over = children > 0 ? Over::rims : Over::nothing;
    LabelSpace::Spot spot = labels.find(key, centre, reach, two_lines, over, told ? near_rounds : far_rounds);
    if (room == Room::beside) {
        const sf::Vector2f way = nearest_point(spot.box, centre) - centre;
        if (!told || spot.cost > beside_cost || std::hypot(way.x, way.y) - reach > beside_line * unit) return;
    }
    if (!spot.found() && told && !scene.of_country())
        spot = labels.find(key, centre, reach, two_lines, over, far_rounds);
    bool one_line = false;
    const float name_width = scene.canvas.width(capitals, 20), gap = 10 * unit;
    // A country's that find no room near by are left out: they are many, and no place far off is looked for.
    if (children && !scene.of_country() && (spot.covers || spot.cost > (scene.shrunk < 1 ? 2.5f : 4.0f))) {
        const sf::Vector2f line{name_width + gap + scene.canvas.width(words, 24, true) + 12 * unit, 34 * unit};
        const auto price = [&](const LabelSpace::Spot& at) {
            const sf::Vector2f way = nearest_point(at.box, centre) - centre;
            const float leader = (std::hypot(way.x, way.y) - reach) / unit;
            return at.cost + (at.covers ? cover_price : 0.0f) + std::max(leader - long_line, 0.0f) / next_of_line;
        };
        for (const Over most : {Over::nothing, Over::rims})
            for (const bool in_one : {true, false}) {
                const LabelSpace::Spot other = labels.find(key, centre, reach, in_one ? line : two_lines, most);
                if (other.found() && price(other) + 0.5f < price(spot)) spot = other, one_line = in_one;
            }
    }
    // Of a country there are too many to name all: those whose words would stray are left out.
    const bool strays = !scene.arrangement.reach.empty() && !largest && spot.cost > most_stray;
    if (!spot.found() || strays) return;
    const sf::Vector2f to = nearest_point(spot.box, centre) - centre;
    // Words in full only where they stand near by: in few words they may find room where a line is shorter.
    const float longest = room == Room::near_by ? long_line : longest_line;
    const bool anywhere = scene.of_country() || (largest && room == Room::any);
    if (!anywhere && std::hypot(to.x, to.y) - reach > longest * unit) return;
    labels.take(key, spot, told ? centre : nearest_point(spot.box, centre));  // no line leads to a name alone
    named_[area] = 1;
    const sf::FloatRect& box = spot.box;
    const sf::Vector2f near = nearest_point(box, centre), way = near - centre;
    const float distance = std::sqrt(way.x * way.x + way.y * way.y);
    // A count that does not stand close beside its swarm hangs on a line from its rim.
    const bool hangs = told && (distance > reach + 6 * unit || (children && slant(way) > 0.3f));
    if (hangs && children == 0) scene.canvas.disc(centre, 4 * unit, theme.quiet);  // a line that ends at nobody
    if (hangs)
        scene.canvas.line(centre + way * ((children ? reach - 10 * unit : 4 * unit) / distance), near, 1.8f * unit,
                          with_alpha(children ? theme.text : theme.quiet, 0.85f));
    // A true border is drawn so bright that words over it are hard to read.
    if (spot.covers || scene.shows_ground() || scene.of_country() || scene.film.true_borders())
        scene.canvas.panel(box, 6 * unit, with_alpha(theme.map_ground, 0.62f), sf::Color::Transparent);
    // On the left of its swarm the words end at it, on the right they begin.
    const bool left = box.left + box.width / 2 < centre.x - reach / 2;
    const Align align = left ? Align::right : Align::left;
    const float x = left ? box.left + box.width - 6 * unit : box.left + 6 * unit;
    if (one_line) {
        const float from = box.left + 6 * unit;
        scene.canvas.text(capitals, {from, box.top + 5 * unit}, 20, theme.quiet);
        scene.canvas.text(words, {from + name_width + gap, box.top + 2 * unit}, 24, theme.text, Align::left, true);
        return;
    }
    scene.canvas.text(capitals, {x, box.top + unit}, 20, theme.quiet, align);
    if (told)
        scene.canvas.text(words, {x, box.top + (children ? 26 : 29) * unit}, size, children ? theme.text : theme.quiet,
                          align, children > 0);
}

}  // namespace sendscape
