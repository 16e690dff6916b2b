// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "visualiser/scene.h"

namespace sendscape {

/// Finds room for words on the map: none over other words or panels, and over shapes only where every free place is far
/// away. Each label stays where it was as long as that is about as good as it was, so that nothing flickers while time
/// passes.
class LabelSpace {
  public:
    /// A place that was found for a label.
    struct Spot {
        sf::FloatRect box;
        std::uint8_t candidate = 0xFF;
        float cost = 1e9f;    ///< 0 beside its subject and over nothing; covering a large shape counts 3
        bool covers = false;  ///< a shape or children around it
        [[nodiscard]] bool found() const { return candidate != 0xFF; }
    };

    void begin(sf::FloatRect map, float unit) {
        map_ = map, unit_ = unit, covered_ = 0;
        taken_.clear();
        shapes_.clear();
        leaders_.clear();
        if (remembered_.size() < 256) remembered_.resize(256);
    }
    /// Where another map has its labels, these go if they can.
    void remember_as(const LabelSpace& other) { remembered_ = other.remembered_; }
    /// Words never go here.
    void block(sf::FloatRect box) { taken_.push_back(box); }
    /// Words go here only when there is no other place near by; a little rather over the beads around than over it.
    void shape(sf::Vector2f centre, float radius, float with_beads) { shapes_.push_back({centre, radius, with_beads}); }

    /// The best box of the size near `at`, outside the circle of radius `reach` about it. `key` is what the label is
    /// of: 0 to 255, the same from frame to frame. With `yielding` it covers no shape. `rounds` says how far it may
    /// stray.
    [[nodiscard]] Spot find(std::uint8_t key, sf::Vector2f at, float reach, sf::Vector2f size, bool yielding,
                            int rounds = most_rounds) const;
    /// Makes a spot the label's. A line leads to it from `at` where it stands away; no later words cross that.
    void take(std::uint8_t key, const Spot& spot, sf::Vector2f at);

    /// Shapes hidden by the labels taken so far, children around them not counted.
    [[nodiscard]] int shapes_covered() const { return covered_; }

    static constexpr int most_rounds = 8;

  private:
    /// What it costs to stand here; negative where it must not.
    [[nodiscard]] float cost_of(const sf::FloatRect& box, sf::Vector2f at, float reach, bool yielding,
                                bool& covers) const;

    struct Shape {
        sf::Vector2f centre;
        float radius, beads;
    };
    struct Leader {
        sf::Vector2f from, to;
    };
    sf::FloatRect map_;
    float unit_ = 1;
    int covered_ = 0;
    std::vector<sf::FloatRect> taken_;
    std::vector<Shape> shapes_;
    std::vector<Leader> leaders_;
    struct Memory {
        std::uint8_t candidate = 0xFF;
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
