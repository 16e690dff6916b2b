#pragma once
#include <cstdint>
#include <vector>

#include "visualiser/scene.h"

namespace sendscape {

/// Finds room for words on the map: none over other words or panels, and none over shapes if there is any such place.
/// Each label stays where it was as long as that place is free, so that nothing flickers while time passes.
class LabelSpace {
  public:
    void begin(sf::FloatRect map) {
        map_ = map;
        taken_.clear();
        shapes_.clear();
        if (remembered_.size() < 256) remembered_.resize(256);
    }
    /// Words never go here.
    void block(sf::FloatRect box) { taken_.push_back(box); }
    /// Words go here only when there is no other place.
    void shape(sf::Vector2f centre, float radius) { shapes_.push_back({centre, radius}); }

    /// A box of the size near `at`, outside the circle of radius `reach` about it; false if there is no room. `key` is
    /// what the label is of: 0 to 255, the same from frame to frame. With `yielding` it never covers shapes. `rounds`
    /// says how far it may stray, 1 to 8.
    bool place(std::uint8_t key, sf::Vector2f at, float reach, sf::Vector2f size, bool yielding, sf::FloatRect& box,
               int rounds = 8);

  private:
    /// Shapes the box would cover; -1 where it must not stand.
    [[nodiscard]] int covered(const sf::FloatRect& box) const;

    struct Shape {
        sf::Vector2f centre;
        float radius;
    };
    sf::FloatRect map_;
    std::vector<sf::FloatRect> taken_;
    std::vector<Shape> shapes_;
    struct Memory {
        std::uint8_t candidate = 0xFF, covered = 0;
    };
    std::vector<Memory> remembered_;
};

}  // namespace sendscape
