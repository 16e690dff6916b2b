// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "visualiser/scene.h"

namespace sendscape {

/// Finds room for words on the map: none over other words or panels, no line to words through other words, over another
/// line or through what others are of, and over shapes only where every free place is far away. Each label stays where
/// it was as long as that is about as good as it was, so that nothing flickers while time passes.
class LabelSpace {
  public:
    /// A place that was found for a label.
    struct Spot {
        sf::FloatRect box;
        std::uint16_t candidate = nowhere;
        float cost = 1e9f;    ///< 0 beside its subject and over nothing; covering a large shape counts 7
        bool covers = false;  ///< a shape or children around it
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

    void begin(sf::FloatRect map, float unit) {
        map_ = map, unit_ = unit, covered_ = 0;
        taken_.clear();
        shapes_.clear();
        placed_.clear();
        rivals_.clear();
        if (remembered_.size() < 256) remembered_.resize(256);
    }
    /// Where another map has its labels, these go if they can.
    void remember_as(const LabelSpace& other) { remembered_ = other.remembered_; }
    /// Words never go here.
    void block(sf::FloatRect box) { taken_.push_back(box); }
    /// Words of others stand nearer to their own subject than to this, as far as may be.
    void rival(sf::Vector2f at) { rivals_.push_back(at); }
    /// Words go here only when there is no other place near by; a little rather over the beads around than over it.
    void shape(sf::Vector2f centre, float radius, float with_beads) { shapes_.push_back({centre, radius, with_beads}); }

    /// The best box of the size near `at`, outside the circle of radius `reach` about it. `key` is what the label is
    /// of: 0 to 255, the same from frame to frame. With `yielding` it covers no shape. `rounds` says how far it may
    /// stray: with all of them anywhere on the map.
    [[nodiscard]] Spot find(std::uint8_t key, sf::Vector2f at, float reach, sf::Vector2f size, bool yielding,
                            int rounds = most_rounds) const;
    /// Makes a spot the label's. A line leads to it from `at` where it stands away; neither words nor lines that come
    /// later cross that.
    void take(std::uint8_t key, const Spot& spot, sf::Vector2f at);

    /// Shapes hidden by the labels taken so far, children around them not counted.
    [[nodiscard]] int shapes_covered() const { return covered_; }

    [[nodiscard]] const std::vector<Placed>& placed() const { return placed_; }

    static constexpr int most_rounds = 8;
    static constexpr std::uint16_t nowhere = 0xFFFF;

  private:
    /// What it costs to stand here; negative where it must not. `enough`: what costs as much is not wanted.
    [[nodiscard]] float cost_of(const sf::FloatRect& box, sf::Vector2f at, float reach, bool yielding, float enough,
                                bool& covers) const;
    /// Candidate box number `n`: about the subject first, then anywhere on the map.
    [[nodiscard]] sf::FloatRect candidate(int n, sf::Vector2f at, float reach, sf::Vector2f size) const;

    struct Shape {
        sf::Vector2f centre;
        float radius, beads;
    };
    sf::FloatRect map_;
    float unit_ = 1;
    int covered_ = 0;
    std::vector<sf::FloatRect> taken_;
    std::vector<Shape> shapes_;
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
