// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "visualiser/arrangement.h"
#include "visualiser/camera.h"
#include "visualiser/canvas.h"
#include "visualiser/detail.h"
#include "visualiser/film.h"
#include "visualiser/phrase.h"
#include "visualiser/view.h"

namespace sendscape {

/// Rectangles of the frame, in pixels.
struct Boxes {
    sf::FloatRect header, map, right, timeline, track, legend;
    sf::FloatRect column;  ///< of the map, for cards
    sf::FloatRect dock;    ///< of the right column, for the panel of levers
    // Placed anew for every frame; without width: not drawn.
    sf::FloatRect funnel, inspector, country, caption, search, overlay;
    std::array<sf::FloatRect, layer_count> cards;  ///< by layer
};

struct GroundColouring;
class Land;

/// An authority or a planning area of a country from afar.
struct CountryPlace {
    std::uint32_t row = 0;
    bool compares = false;  ///< is large enough to be ranked
    bool counts = false;    ///< the film's own, not a neighbour
    int children = 0;       ///< short of a place
    float plans = 0;        ///< at its schools, those at none shared out
    float above = 0;        ///< by how many of its own spreads it is above the rate of all (Poisson)
    float x = 0, y = 0;     ///< its midst, metres
};

/// What each layer and panel is handed to draw itself. Reading only.
struct Scene {
    Canvas& canvas;
    sf::RenderTarget& target;
    const Film& film;
    const View& view;
    const Camera& camera;
    const Boxes& boxes;
    const Arrangement& arrangement;
    int month = 0;          ///< shown now
    float fraction = 0;     ///< on the way to the next
    float grown = 1;        ///< of shapes with zoom, so that a crowded town opens up
    float shift_share = 1;  ///< of the arrangement's shifts at this zoom
    float crowding = 1;
    Detail detail = Detail::children;         ///< what of a country is told apart at this zoom
    float shrunk = 1;                         ///< shapes beside a second map
    float swarms = 1;                         ///< swarms of a country, so that none lies over another
    std::optional<std::uint32_t> child = {};  ///< on show, as a row of this film
    bool pulled = false;                      ///< the film is of a future that levers have changed
    Phrase finding = {};                      ///< of the panel over the right column; empty: it has none
    const Film* against = nullptr;            ///< A, where this is B or the difference of the two; else none
    bool place_named = false;                 ///< for the child on show, who waits for it
    /// Of two maps: the difference of their films. Schools that are alike in both are drawn faint. Null: all are full.
    const Film* changes = nullptr;
    int magnets_named = 0;                              ///< on the map, once its names are drawn
    std::size_t changing_school = 0;                    ///< children between this month and the next
    std::size_t entering_special = 0;                   ///< of those, who come to a special school or base
    std::span<const std::uint32_t> near = {};           ///< schools on the map or close by, in order of their rows
    std::span<const std::uint8_t> named_areas = {};     ///< by area, 1 where it is named; empty: all are
    std::span<const CountryPlace> country_places = {};  ///< of a country from afar
    std::span<const float> short_rates = {};            ///< of a country, by authority or area as its zoom has it
    std::span<const int> short_in_area = {};  ///< children short of a place, by area: as the map says, once drawn
    /// As many on the other of two maps: A's where this is B's; B's where this is A's, once that is drawn.
    std::span<const int> short_beside = {};
    const GroundColouring* ground = nullptr;    ///< of the layer that colours the ground; none: homes are drawn
    std::span<const float> ground_values = {};  ///< its values, by zone
    Land* land = nullptr;                       ///< of a country: whose ground is where, kept while the camera stands
    // Months from the first of these on have just been simulated: how far the last of them have faded in.
    int fresh_from = 0;
    float fresh = 1;

    [[nodiscard]] const Theme& theme() const { return *view.theme; }
    /// Pixels of the frame for one at 1080p: sizes of words, lines and signs are given in those.
    [[nodiscard]] float unit() const { return canvas.unit(); }
    [[nodiscard]] bool shows_schools() const { return detail >= Detail::schools; }
    [[nodiscard]] bool shows_ground() const { return ground != nullptr; }
    [[nodiscard]] bool of_country() const { return !arrangement.reach.empty(); }
    [[nodiscard]] int next_month() const { return month + 1 < film.months ? month + 1 : month; }
    [[nodiscard]] sf::Vector2f pixel(float x, float y) const { return camera.pixel(x, y); }
    /// Where a school is drawn.
    [[nodiscard]] sf::Vector2f school_pixel(std::size_t row) const {
        const School& school = film.schools[row];
        sf::Vector2f at{static_cast<float>(school.x), static_cast<float>(school.y)};
        if (row < arrangement.shift.size()) at += arrangement.shift[row] * shift_share;
        return camera.pixel(at.x, at.y);
    }
    /// Radius of a school's disc or shape in pixels.
    [[nodiscard]] float radius_of(std::size_t row) const {
        return school_radius(film.schools[row], film.at(month, row), crowding) * grown * unit();
    }
    /// Whether one of two maps shows a school as the other does.
    [[nodiscard]] bool alike(std::size_t row) const {
        return changes && month < changes->months && row < changes->schools.size() &&
               changes->schools[row].urn == film.schools[row].urn && changes->at(month, row).beyond == 0;
    }
    [[nodiscard]] bool on_map(sf::Vector2f p, float margin = 0) const {
        const sf::FloatRect& box = boxes.map;
        return p.x > box.left - margin && p.x < box.left + box.width + margin && p.y > box.top - margin &&
               p.y < box.top + box.height + margin;
    }
    /// Whether a card or the legend lies over a place on the map: nothing there is pointed at.
    [[nodiscard]] bool beneath_cards(sf::Vector2f p) const;
    /// A headline number in the month on show; not a number where the film has none.
    [[nodiscard]] float number_now(std::string_view key) const;
    [[nodiscard]] Phrase name_of(std::size_t school) const;
};

std::string thousands(double value);  ///< "5,460"
/// Children on roll beyond the places, as the difference of the two numbers as they are written.
double over_number(const SchoolMonth& now);
inline namespace shown {           // reports word money at more length
std::string money(double pounds);  ///< "-£31m"
}

/// Whether a school is drawn as a disc: state mainstream, sixth forms among them.
inline bool drawn_as_disc(const School& school) {
    return school.setting == Setting::mainstream || school.setting == Setting::sixth_form;
}

}  // namespace sendscape
