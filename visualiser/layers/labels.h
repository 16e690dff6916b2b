// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "visualiser/scene.h"

namespace sendscape {

/// Boxes by the squares of the map they touch, so that a box is held against those about it alone.
class BoxGrid {
  public:
    void begin(sf::FloatRect map);
    void add(const sf::FloatRect& box);
    /// Whether `holds` is true of one of the boxes that may touch this one.
    template <class Holds>
    [[nodiscard]] bool any(const sf::FloatRect& box, Holds&& holds) const {
        const Squares of = squares(box);
        for (int row = of.top; row <= of.bottom; ++row)
            for (int column = of.left; column <= of.right; ++column)
                for (std::int32_t at = first_[static_cast<std::size_t>(row * across_ + column)]; at >= 0;) {
                    const Entry& entry = entries_[static_cast<std::size_t>(at)];
                    if (holds(boxes_[entry.box])) return true;
                    at = entry.next;
                }
        return false;
    }

  private:
    static constexpr float side = 64;  ///< of a square, pixels
    struct Squares {
        int left, top, right, bottom;
    };
    struct Entry {
        std::uint32_t box;
        std::int32_t next;
    };
    [[nodiscard]] Squares squares(const sf::FloatRect& box) const;
    sf::FloatRect map_;
    int across_ = 1, down_ = 1;
    std::vector<std::int32_t> first_;  ///< entry of each square; -1 without one
    std::vector<Entry> entries_;
    std::vector<sf::FloatRect> boxes_;
};

/// Finds room for words on the map: none over other words or panels, no line to words through other words, over another
/// line or through what others are of, and over shapes only as far as the label may (Over). Each label stays where
/// it was as long as that is about as good as it was, so that nothing flickers while time passes.
class LabelSpace {
  public:
    /// What a label is of. Of more of a kind than there are keys some share one.
    enum class Kind : std::uint8_t { school, area, neighbour, place, child, home };
    /// What of a shape words may cover: nothing; its rim, a twentieth of it at most; or, where there is no other room,
    /// all of it.
    enum class Over : std::uint8_t { nothing, rims, shapes };
    static constexpr std::uint16_t key_of(Kind kind, std::size_t row) {
        return static_cast<std::uint16_t>((row % keys_of_kind) * kinds + static_cast<std::size_t>(kind));
    }
    /// A place that was found for a label.
    struct Spot {
        sf::FloatRect box;
        std::uint16_t candidate = nowhere;
        float cost = 1e9f;    ///< 0 beside its subject and over nothing; covering a large shape counts 7
        bool covers = false;  ///< a part of a shape or children around it
        float reach = 0;      ///< radius of the subject, pixels
        [[nodiscard]] bool found() const { return candidate != nowhere; }
    };
    /// A label that was given its place.
    struct Placed {
        sf::FloatRect box;
        sf::Vector2f at;  ///< the middle of its subject
        float reach = 0;
        sf::Vector2f from, to;  ///< of the line from subject to words; equal where they stand beside it
    };

    /// What is drawn on the map and not to be hidden: a school or a swarm, with the children about it.
    struct Shape {
        sf::Vector2f centre;
        float radius, beads;  ///< pixels; a neighbour's school has no radius
        bool swarm = false;
    };

    void begin(sf::FloatRect map, float unit) {
        map_ = map, unit_ = unit, covered_ = 0, sorted_ = 0;
        taken_.begin(map);
        shapes_.clear();
        placed_.clear();
        rivals_.clear();
        if (remembered_.size() < key_count) remembered_.resize(key_count);
    }
    /// Where another map has its labels, these go if they can.
    void remember_as(const LabelSpace& other) { remembered_ = other.remembered_; }
    /// Words never go here.
    void block(sf::FloatRect box) { taken_.add(box); }
    /// Words of others stand nearer to their own subject than to this, as far as may be.
    void rival(sf::Vector2f at) { rivals_.push_back(at); }
    /// Words go here only when there is no other place near by; a little rather over the beads around than over it.
    void shape(sf::Vector2f centre, float radius, float with_beads) { shapes_.push_back({centre, radius, with_beads}); }
    /// The same of children short of a place.
    void swarm(sf::Vector2f centre, float radius) { shapes_.push_back({centre, radius, radius, true}); }

    /// The best box of the size near `at`, outside the circle of radius `reach` about it. `key` is what the label is
    /// of, the same from frame to frame. `rounds` says how far it may stray: with all of them anywhere on the map.
    [[nodiscard]] Spot find(std::uint16_t key, sf::Vector2f at, float reach, sf::Vector2f size, Over over,
                            int rounds = most_rounds);
    /// Whether a box covers a part of a shape; or words, a panel or what others are kept from.
    [[nodiscard]] bool touches_shape(const sf::FloatRect& box);
    [[nodiscard]] bool touches_words(const sf::FloatRect& box) const {
        return taken_.any(box, [&](const sf::FloatRect& other) { return other.intersects(box); });
    }
    /// Makes a spot the label's. A line leads to it from `at` where it stands away; neither words nor lines that come
    /// later cross that.
    void take(std::uint16_t key, const Spot& spot, sf::Vector2f at);

    /// Shapes hidden by the labels taken so far, rims and children around them not counted.
    [[nodiscard]] int shapes_covered() const { return covered_; }

    [[nodiscard]] std::span<const Shape> shapes() const { return shapes_; }
    [[nodiscard]] const std::vector<Placed>& placed() const { return placed_; }

    static constexpr int most_rounds = 10;
    static constexpr std::size_t kinds = 6, keys_of_kind = 1024, key_count = kinds * keys_of_kind;
    static constexpr std::uint16_t nowhere = 0xFFFF;

  private:
    /// What it costs to stand here; negative where it must not. `enough`: what costs as much is not wanted.
    [[nodiscard]] float cost_of(const sf::FloatRect& box, sf::Vector2f at, float reach, Over over, float enough,
                                bool& covers) const;
    /// Candidate box number `n`: about the subject first, then anywhere on the map.
    [[nodiscard]] sf::FloatRect candidate(int n, sf::Vector2f at, float reach, sf::Vector2f size) const;

    /// From west to east, so that a place is held against those about it alone.
    void sort_shapes();
    [[nodiscard]] std::span<const Shape> shapes_between(float left, float right) const;

    sf::FloatRect map_;
    float unit_ = 1;
    int covered_ = 0;
    BoxGrid taken_;
    std::vector<Shape> shapes_;
    std::size_t sorted_ = 0;  ///< shapes that are sorted: all or none
    float widest_ = 0;        ///< radius of the widest of them, beads and all
    std::vector<Placed> placed_;
    std::vector<sf::Vector2f> rivals_;
    struct Memory {
        std::uint16_t candidate = nowhere;
        float cost = 0;
    };
    std::vector<Memory> remembered_;
};

/// How far a direction is from level or upright: 0 to 0.7. Words that lie aslant of their subject touch it with a
/// corner.
float slant(sf::Vector2f way);
/// The point of the box nearest to `at`.
sf::Vector2f nearest_point(const sf::FloatRect& box, sf::Vector2f at);

}  // namespace sendscape
