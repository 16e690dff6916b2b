#pragma once
#include <vector>

#include "visualiser/camera.h"
#include "visualiser/canvas.h"
#include "visualiser/film.h"
#include "visualiser/view.h"

namespace sendscape {

/// Rectangles of the frame, in pixels.
struct Boxes {
    sf::FloatRect header, map, right, timeline, track, funnel;
};

/// What each layer and panel is handed to draw itself. Reading only.
struct Scene {
    Canvas& canvas;
    sf::RenderTarget& target;
    const Film& film;
    const View& view;
    const Camera& camera;
    const Boxes& boxes;
    int month = 0;       ///< shown now
    float fraction = 0;  ///< on the way to the next

    [[nodiscard]] const Theme& theme() const { return *view.theme; }
    [[nodiscard]] float u() const { return canvas.unit(); }
    [[nodiscard]] int next_month() const { return month + 1 < film.months ? month + 1 : month; }
    [[nodiscard]] sf::Vector2f pixel(float x, float y) const { return camera.pixel(x, y); }
    /// Radius of a mainstream school's disc in pixels.
    [[nodiscard]] float disc_radius(const SchoolMonth& now) const;
    [[nodiscard]] bool on_map(sf::Vector2f p, float margin = 0) const {
        const sf::FloatRect& box = boxes.map;
        return p.x > box.left - margin && p.x < box.left + box.width + margin && p.y > box.top - margin &&
               p.y < box.top + box.height + margin;
    }
    /// Name shown of a school; a number when names are hidden.
    [[nodiscard]] std::string name_of(std::size_t school) const;
};

std::string thousands(double value);  ///< "5,460"
inline namespace shown {              // reports word money at more length
std::string money(double pounds);     ///< "-£31m"
}

}  // namespace sendscape
