// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/System/Vector2.hpp>
#include <algorithm>
#include <cmath>

namespace sendscape {

/// The view of the map: metres (north up) to pixels (down). Moves are eased towards a target.
class Camera {
  public:
    /// Shows the given box of metres inside a rectangle of pixels, with a margin.
    void fit(float min_x, float min_y, float max_x, float max_y, sf::Vector2f corner, sf::Vector2f size, float margin) {
        corner_ = corner;
        size_ = size;
        const float width = std::max(max_x - min_x, 100.0f), height = std::max(max_y - min_y, 100.0f);
        const float room_x = std::max(size.x - 2 * margin, 1.0f), room_y = std::max(size.y - 2 * margin, 1.0f);
        fit_scale_ = std::min(room_x / width, room_y / height);
        home_ = {(min_x + max_x) / 2, (min_y + max_y) / 2};
        centre_ = target_centre_ = home_;
        zoom_ = target_zoom_ = 1;
    }
    /// After a new fit: looks where another camera looked.
    void keep_view_of(const Camera& other) {
        zoom_ = other.zoom_, target_zoom_ = other.target_zoom_;
        // A camera that shows the whole map, or moves to it, does so after a resize, too.
        centre_ = other.zoom_ == 1 && other.centre_ == other.home_ ? home_ : other.centre_;
        target_centre_ = other.target_zoom_ == 1 && other.target_centre_ == other.home_ ? home_ : other.target_centre_;
    }
    void move_to(sf::Vector2f corner) { corner_ = corner; }
    void go_home() { target_centre_ = home_, target_zoom_ = 1; }
    void look_at(sf::Vector2f metres, float zoom) {
        target_centre_ = metres, target_zoom_ = std::clamp(zoom, 0.5f, nearest());
    }
    /// How near the map can be for a box of so many metres to be in the middle of it, well inside its edges.
    [[nodiscard]] float zoom_for(sf::Vector2f metres) const {
        constexpr float inner = 0.62f;
        const float width = std::max(metres.x, 1.0f), height = std::max(metres.y, 1.0f);
        return std::min(inner * size_.x / width, inner * size_.y / height) / std::max(fit_scale_, 1e-9f);
    }
    [[nodiscard]] float zoom_for(sf::Vector2f a, sf::Vector2f b) const {
        return zoom_for({std::abs(a.x - b.x), std::abs(a.y - b.y)});
    }
    /// Looks there from as far as before.
    void centre_on(sf::Vector2f metres) { target_centre_ = metres; }
    /// Shows the whole map, and moves nowhere else.
    [[nodiscard]] bool at_home() const {
        return zoom_ == 1 && target_zoom_ == 1 && centre_ == home_ && target_centre_ == home_;
    }
    /// How near the map goes: 40 times, and of a country until a metre is a quarter of a pixel, where each town's
    /// schools are told apart.
    [[nodiscard]] float nearest() const { return std::max(40.0f, 0.25f / std::max(fit_scale_, 1e-9f)); }
    [[nodiscard]] float target_zoom() const { return target_zoom_; }
    void jump() { centre_ = target_centre_, zoom_ = target_zoom_; }
    void drag(sf::Vector2f pixels) {
        target_centre_.x -= pixels.x / scale();
        target_centre_.y += pixels.y / scale();
        centre_ = target_centre_;
    }
    void zoom_at(sf::Vector2f pixel, float factor) {
        const sf::Vector2f before = metres(pixel);
        target_zoom_ = std::clamp(target_zoom_ * factor, 0.5f, nearest());
        zoom_ = target_zoom_;
        const sf::Vector2f after = metres(pixel);
        centre_ += before - after;
        target_centre_ = centre_;
    }
    /// Eases towards the target; true while it moved.
    bool advance(float seconds) {
        const float share = std::min(1.0f, seconds * 5.0f);
        const sf::Vector2f move = (target_centre_ - centre_) * share;
        const float grow = (target_zoom_ - zoom_) * share;
        const bool moving =
            std::abs(move.x) * scale() > 0.05f || std::abs(move.y) * scale() > 0.05f || std::abs(grow) > 1e-4f;
        centre_ += move;
        zoom_ += grow;
        if (!moving) jump();
        return moving;
    }
    [[nodiscard]] sf::Vector2f pixel(float x, float y) const {
        return {corner_.x + size_.x / 2 + (x - centre_.x) * scale(),
                corner_.y + size_.y / 2 - (y - centre_.y) * scale()};
    }
    [[nodiscard]] sf::Vector2f metres(sf::Vector2f p) const {
        return {centre_.x + (p.x - corner_.x - size_.x / 2) / scale(),
                centre_.y - (p.y - corner_.y - size_.y / 2) / scale()};
    }
    [[nodiscard]] float scale() const { return fit_scale_ * zoom_; }  ///< pixels a metre
    [[nodiscard]] float zoom() const { return zoom_; }
    [[nodiscard]] sf::Vector2f corner() const { return corner_; }
    [[nodiscard]] sf::Vector2f size() const { return size_; }
    /// Something that changes whenever the picture of fixed things must be painted again.
    [[nodiscard]] bool same_as(const Camera& other) const {
        return corner_ == other.corner_ && size_ == other.size_ && centre_ == other.centre_ && zoom_ == other.zoom_ &&
               fit_scale_ == other.fit_scale_;
    }

  private:
    sf::Vector2f corner_{0, 0}, size_{1, 1}, centre_{0, 0}, target_centre_{0, 0}, home_{0, 0};
    float fit_scale_ = 1, zoom_ = 1, target_zoom_ = 1;
};

}  // namespace sendscape
