// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "visualiser/layers/labels.h"
#include "visualiser/road_paths.h"
#include "visualiser/scene.h"
#include "visualiser/whole_children.h"

namespace sendscape {

/// Where each child's dot rests in two neighbouring months, worked out when the month changes.
class Dots {
  public:
    void set_film(const Film& film, const RoadPaths* paths);
    void set_film_unless_set(const Film& film, const RoadPaths* paths) {
        if (set_ != film.edition.object()) set_film(film, paths);
    }
    /// Fills the anchors of month and next month unless they are there already.
    void prepare(const Film& film, int month, int next);
    /// Children at and on the way to their schools.
    void draw(Scene& scene);
    /// Children without a suitable place, gathered in their areas (shortfall.cpp). Some are children of the record; the
    /// rest, who sit where they should not, stand for the number alone.
    void draw_swarms(Scene& scene, LabelSpace& labels);
    /// Special schools and bases that most children come to by the next month, with how many (moves.cpp).
    void draw_arrivals(Scene& scene, LabelSpace& labels) const;
    /// Names of the planning areas, each with the count of its swarm (area_names.cpp).
    void draw_area_names(Scene& scene, LabelSpace& labels);
    /// "2 other areas: 13 short. ": those of areas whose name found no room, once names are drawn; empty where all did.
    /// With `all` as if none had.
    [[nodiscard]] Phrase words_of_the_rest(const Scene& scene, bool all) const;
    /// The child on show: its way so far, and how long it has waited (followed.cpp).
    void draw_followed(Scene& scene, LabelSpace& labels);
    /// Children who are at another school in the next month than in the month prepared.
    [[nodiscard]] std::size_t changing_school() const { return changing_school_; }
    /// Of those, who come to a special school or base from elsewhere.
    [[nodiscard]] std::size_t entering_special() const { return entering_special_; }
    /// How far a school with the children about it reaches in the month prepared, pixels.
    [[nodiscard]] float reach_about(const Scene& scene, std::size_t school) const;
    /// Whether a swarm lies under the pixel.
    [[nodiscard]] bool swarm_at(const Scene& scene, sf::Vector2f pixel) const;
    /// Children short of a place in the month prepared, by area.
    [[nodiscard]] std::span<const int> short_in_area() const { return now_.whole.total; }
    /// Child whose dot is nearest to the pixel, within reach; nobody if none is.
    [[nodiscard]] std::optional<std::uint32_t> pick(const Scene& scene, sf::Vector2f pixel, float reach) const;

    /// More children than this are drawn as a crowd: each a few pixels, not a dot.
    static constexpr std::size_t crowd = 30'000;

  private:
    /// What stays with a child: where its dot rests about the middle of its place, whichever that is.
    struct Seat {
        float dx = 0, dy = 0;  ///< direction
        float part = 0;        ///< 0 nearest to the school to 1 outermost
    };
    struct Anchor {
        std::uint32_t school = 0xFFFFFFFF;
        std::int16_t area = -1;
        std::int16_t swarm = -1;  ///< number in the area's swarm
        std::uint8_t need = 0;
        bool shown = false;
        bool disc = false;     ///< at a mainstream school
        bool special = false;  ///< in a special school or base
    };
    /// Whether the child comes to a special school or base from elsewhere: the moves whose ways are drawn.
    static bool enters_special(const Anchor& before, const Anchor& after) {
        return after.special && !before.special && before.school != after.school;
    }
    /// Of a month: who is where, how many are without a place.
    struct State {
        std::vector<Anchor> anchors;
        WholeChildren whole;                                      ///< short of a place
        std::vector<std::array<int, need_group_count>> short_of;  ///< by area: those who are not children of the record
        std::vector<int> known;                                   ///< by area: those who are
        std::vector<float> at_school;
    };
    /// The beads of a school in a frame: from the middle outwards, squared pixels.
    struct Beads {
        sf::Vector2f centre;
        float inner = 0, span = 0;
    };
    /// What places of children on the map depend on, the way between two months left out.
    struct Places {
        Edition::Key film;
        int month = -1;
        Camera camera;
        float unit = 0, grown = 0, crowding = 0, swarms = 0;
        bool in_swarms = false;
        [[nodiscard]] bool same_as(const Places& other) const {
            return film == other.film && month == other.month && camera.same_as(other.camera) && unit == other.unit &&
                   grown == other.grown && crowding == other.crowding && swarms == other.swarms &&
                   in_swarms == other.in_swarms;
        }
    };
    [[nodiscard]] Places places_of(const Scene& scene) const;
    /// A child's way to where it is next month: points of `way_points_`, in pixels.
    struct Way {
        std::uint32_t child = 0, first = 0, count = 0;
    };
    void fill(const Film& film, int month, State& state) const;
    void find_near(const Scene& scene);
    static Beads beads_of(const Scene& scene, const State& state, std::size_t school);
    void string_beads(const Scene& scene, const State& state, std::vector<Beads>& beads) const;
    [[nodiscard]] sf::Vector2f place(const Scene& scene, const std::vector<Beads>& beads, const State& state,
                                     std::size_t child) const;
    void mark_chosen(sf::Vector2f at, float radius, std::uint8_t need);
    void draw_child(Scene& scene, std::size_t child, float size, float rest, float share);
    void draw_swarm(Scene& scene, std::size_t area, sf::Vector2f centre);
    void draw_beside(Scene& scene, std::size_t area, sf::Vector2f centre);
    enum class Room : std::uint8_t { beside, near_by, any };  ///< that words may take: the further, the longer a line
    void draw_area_name(Scene& scene, LabelSpace& labels, std::size_t area, bool largest, Room room);
    // On the way from a school to the next (moves.cpp).
    [[nodiscard]] std::uint32_t swarm_node(const Scene& scene, std::size_t area);
    void find_way(const Scene& scene, std::size_t child, sf::Vector2f from, sf::Vector2f to);
    std::span<const sf::Vector2f> way_of(const Scene& scene, std::size_t child, sf::Vector2f from, sf::Vector2f to);
    [[nodiscard]] sf::Vector2f travel(const Scene& scene, std::size_t child, sf::Vector2f from, sf::Vector2f to,
                                      float share, sf::Color colour);

    const RoadPaths* paths_ = nullptr;
    std::uint64_t set_ = 0;  ///< film (Edition) whose homes are known
    Edition::Key film_;      ///< whose anchors are
    State now_, next_;
    std::vector<Seat> seats_;                    ///< by child
    std::vector<Beads> beads_now_, beads_next_;  ///< by school, of the frame being drawn
    std::optional<Places> near_beads_;           ///< what the beads of a country were strung for
    std::vector<std::uint32_t> near_;            ///< children at schools on the map of a country
    std::vector<char> on_map_;                   ///< schools on the map of a country, while these are found
    std::vector<std::uint32_t> swarming_;        ///< children in a swarm in both months
    std::vector<std::uint8_t> named_;            ///< by area, 1 where its name found room in this frame
    std::size_t changing_school_ = 0, entering_special_ = 0;
    std::size_t movers_ = 0;               ///< between the two months
    std::vector<std::uint16_t> arrivals_;  ///< by school: who comes to a special place there
    float calm_ = 1;  ///< strength of who stays, in this frame: beside moves that are the finding they are faint
    static constexpr std::uint32_t unknown_node = 0xFFFFFFFEu;  ///< looked for when a child first sets out
    struct SwarmNode {
        sf::Vector2f at;
        std::uint32_t node = unknown_node;
    };
    std::vector<std::uint32_t> home_node_;
    std::vector<SwarmNode> swarm_nodes_;  ///< by area
    std::vector<std::uint32_t> way_;      ///< nodes of the way being found
    std::vector<sf::Vector2f> points_;    ///< and its bends, in pixels
    std::optional<Places> ways_of_;       ///< what the ways were found for
    std::vector<Way> ways_;               ///< in order of their children
    std::vector<sf::Vector2f> way_points_;
    struct Chosen {
        sf::Vector2f at;
        float radius = 0;
        std::uint8_t need = 0;
    };
    std::optional<Chosen> chosen_;  ///< the child on show, in this frame
    int month_ = -1;
};

/// Where an area's swarm gathers, how far it reaches, and where its child of a number stands, in pixels.
sf::Vector2f swarm_centre(const Scene& scene, std::size_t area);
float swarm_radius(const Scene& scene, float children);
/// Children short of a place in an area of A, where this is B's map beside A's; else `here`.
int short_in_a(const Scene& scene, std::size_t area, int here);
/// By how much a country's swarms are smaller than a county's, for those on the map to lie apart (Scene::swarms).
float swarms_apart(const Scene& scene);
sf::Vector2f place_in_swarm(const Scene& scene, sf::Vector2f centre, std::size_t number);

/// A share of a way, slow at both ends.
float eased(float share);

}  // namespace sendscape
