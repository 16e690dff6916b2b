// SPDX-License-Identifier: MIT
#include "visualiser/point_cloud.h"

#include <algorithm>
#include <cmath>

namespace sendscape {
namespace {

/// Lays a colour of some opacity (0 to 255) over a pixel.
inline void lay_over(std::uint8_t* pixel, unsigned r, unsigned g, unsigned b, unsigned alpha) {
    const unsigned rest = 255 - alpha;
    pixel[0] = static_cast<std::uint8_t>((r * alpha + pixel[0] * rest + 127) / 255);
    pixel[1] = static_cast<std::uint8_t>((g * alpha + pixel[1] * rest + 127) / 255);
    pixel[2] = static_cast<std::uint8_t>((b * alpha + pixel[2] * rest + 127) / 255);
    pixel[3] = static_cast<std::uint8_t>(alpha + (pixel[3] * rest + 127) / 255);
}

}  // namespace

void PointCloud::Picture::clear(int to_left, int to_top, unsigned to_width, unsigned to_height) {
    left = to_left, top = to_top, width = to_width, height = to_height;
    pixels.assign(std::size_t{4} * width * height, 0);
}

void PointCloud::plot(const std::vector<Dot>& dots, Picture& picture) {
    const int width = static_cast<int>(picture.width), height = static_cast<int>(picture.height);
    for (const Dot& dot : dots) {
        if (!(dot.radius > 0)) continue;
        const float x = dot.centre.x - static_cast<float>(picture.left);
        const float y = dot.centre.y - static_cast<float>(picture.top);
        const float reach = dot.radius + 0.5f;  // half a pixel of edge outside
        const int x0 = std::max(static_cast<int>(std::floor(x - reach)), 0);
        const int y0 = std::max(static_cast<int>(std::floor(y - reach)), 0);
        const int x1 = std::min(static_cast<int>(std::ceil(x + reach)), width);
        const int y1 = std::min(static_cast<int>(std::ceil(y + reach)), height);
        // Near the edge (r - d)(r + d) / 2r is how far it is inside, without a root.
        const float square = dot.radius * dot.radius, scale = 0.5f / dot.radius;
        const auto opacity = static_cast<float>(dot.colour.a);
        for (int j = y0; j < y1; ++j) {
            const float dy = static_cast<float>(j) + 0.5f - y;
            std::uint8_t* pixel = picture.pixels.data() +
                                  4 * (static_cast<std::size_t>(j) * picture.width + static_cast<std::size_t>(x0));
            for (int i = x0; i < x1; ++i, pixel += 4) {
                const float dx = static_cast<float>(i) + 0.5f - x;
                const float inside = std::min((square - dx * dx - dy * dy) * scale + 0.5f, 1.0f);
                if (inside <= 0) continue;
                lay_over(pixel, dot.colour.r, dot.colour.g, dot.colour.b,
                         static_cast<unsigned>(opacity * inside + 0.5f));
            }
        }
    }
}

void PointCloud::plot(const std::vector<sf::Vertex>& squares, int side, Picture& picture) {
    const float half = static_cast<float>(side) / 2;
    for (const sf::Vertex& point : squares) {
        const int left = static_cast<int>(std::floor(point.position.x - half + 0.5f)) - picture.left;
        const int top = static_cast<int>(std::floor(point.position.y - half + 0.5f)) - picture.top;
        const int x0 = std::max(left, 0), x1 = std::min(left + side, static_cast<int>(picture.width));
        const int y0 = std::max(top, 0), y1 = std::min(top + side, static_cast<int>(picture.height));
        const sf::Color c = point.color;
        for (int y = y0; y < y1; ++y) {
            std::uint8_t* pixel = picture.pixels.data() +
                                  4 * (static_cast<std::size_t>(y) * picture.width + static_cast<std::size_t>(x0));
            for (int x = x0; x < x1; ++x, pixel += 4) lay_over(pixel, c.r, c.g, c.b, c.a);
        }
    }
}

void PointCloud::draw(const std::vector<Dot>& dots, const std::vector<sf::Vertex>& squares, int side,
                      sf::RenderTarget& target) {
    const sf::View& view = target.getView();
    const sf::Vector2f corner = view.getCenter() - view.getSize() / 2.0f, far = corner + view.getSize();
    const int left = static_cast<int>(std::floor(corner.x)), top = static_cast<int>(std::floor(corner.y));
    const int across = static_cast<int>(std::ceil(far.x)) - left, down = static_cast<int>(std::ceil(far.y)) - top;
    if (across <= 0 || down <= 0) return;
    const auto width = static_cast<unsigned>(across), height = static_cast<unsigned>(down);
    if (texture_.getSize() != sf::Vector2u(width, height) && !texture_.create(width, height)) return;
    picture_.clear(left, top, width, height);
    plot(squares, side, picture_);
    plot(dots, picture_);
    texture_.update(picture_.pixels.data());
    sf::Sprite sprite(texture_);
    sprite.setPosition(static_cast<float>(left), static_cast<float>(top));
    sf::RenderStates states;
    states.blendMode = sf::BlendMode(sf::BlendMode::One, sf::BlendMode::OneMinusSrcAlpha);
    target.draw(sprite, states);
}

}  // namespace sendscape
