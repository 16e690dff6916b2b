// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "visualiser/scene.h"

namespace sendscape {

/// Rows of signs with their words, at the foot of the map. What has no room is left out whole.
class LegendKey {
  public:
    explicit LegendKey(Scene& scene) : scene_(scene), unit_(scene.unit()) {}

    /// Drawn with its first entry: a row without any leaves no room.
    void row(std::string_view head) { head_ = head; }
    /// A sign so wide, drawn about the point that `draw` is called with, and its words.
    template <class Sign>
    void entry(std::string_view words, float width, Sign&& draw) {
        const sf::FloatRect& box = scene_.boxes.legend;
        if (!head_.empty()) {
            y_ = box.top + (6 + 31 * static_cast<float>(rows_++)) * unit_;
            scene_.canvas.text(head_, {box.left + 24 * unit_, y_}, 20, scene_.theme().quiet);
            x_ = box.left + 124 * unit_;  // one column for what is spoken of, one for its signs
            head_ = {};
        }
        const float words_width = scene_.canvas.width(words, 20);
        if (x_ + (width + 8) * unit_ + words_width > box.left + box.width - 8 * unit_) return;
        draw(sf::Vector2f{x_ + width * unit_ / 2, y_ + 14 * unit_});
        scene_.canvas.text(words, {x_ + (width + 8) * unit_, y_}, 20, scene_.theme().text);
        x_ += (width + 8) * unit_ + words_width + 18 * unit_;
    }
    [[nodiscard]] Scene& scene() { return scene_; }

  private:
    Scene& scene_;
    float unit_, x_ = 0, y_ = 0;
    std::string_view head_;
    int rows_ = 0;
};

/// The sign of a colour of the ground.
inline auto ground_sign(Scene& scene, sf::Color colour) {
    return [&scene, colour](sf::Vector2f at) {
        const float unit = scene.unit();
        // Framed: a colour near the background's is a colour, too.
        scene.canvas.rectangle({at.x - 16 * unit, at.y - 9 * unit, 32 * unit, 18 * unit}, scene.theme().quiet);
        scene.canvas.rectangle({at.x - 14.5f * unit, at.y - 7.5f * unit, 29 * unit, 15 * unit}, colour);
    };
}

}  // namespace sendscape
