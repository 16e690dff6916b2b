#include "visualiser/point_cloud.h"

#include <algorithm>
#include <cmath>

namespace sendscape {

void PointCloud::plot(const std::vector<sf::Vertex>& points, int side, unsigned width, unsigned height,
                      std::vector<std::uint8_t>& pixels) {
    pixels.assign(std::size_t{4} * width * height, 0);
    const float half = static_cast<float>(side) / 2;
    for (const sf::Vertex& point : points) {
        const int left = static_cast<int>(std::floor(point.position.x - half + 0.5f));
        const int top = static_cast<int>(std::floor(point.position.y - half + 0.5f));
        const int x0 = std::max(left, 0), x1 = std::min(left + side, static_cast<int>(width));
        const int y0 = std::max(top, 0), y1 = std::min(top + side, static_cast<int>(height));
        const sf::Color c = point.color;
        const unsigned alpha = c.a, rest = 255 - alpha;
        const unsigned r = c.r * alpha, g = c.g * alpha, b = c.b * alpha;
        for (int y = y0; y < y1; ++y) {
            std::uint8_t* pixel =
                pixels.data() + 4 * (static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x0));
            for (int x = x0; x < x1; ++x, pixel += 4) {
                pixel[0] = static_cast<std::uint8_t>((r + pixel[0] * rest + 127) / 255);
                pixel[1] = static_cast<std::uint8_t>((g + pixel[1] * rest + 127) / 255);
                pixel[2] = static_cast<std::uint8_t>((b + pixel[2] * rest + 127) / 255);
                pixel[3] = static_cast<std::uint8_t>(alpha + (pixel[3] * rest + 127) / 255);
            }
        }
    }
}

void PointCloud::draw(const std::vector<sf::Vertex>& points, int side, sf::RenderTarget& target) {
    const sf::Vector2u size = target.getSize();
    if (size.x == 0 || size.y == 0) return;
    if (texture_.getSize() != size && !texture_.create(size.x, size.y)) return;
    plot(points, side, size.x, size.y, pixels_);
    texture_.update(pixels_.data());
    // Whatever part of the picture the view shows, the cloud is a picture of all of it.
    const sf::View& view = target.getView();
    const sf::Vector2f corner = view.getCenter() - view.getSize() / 2.0f;
    sf::Sprite sprite(texture_);
    sprite.setTextureRect({static_cast<int>(corner.x), static_cast<int>(corner.y), static_cast<int>(view.getSize().x),
                           static_cast<int>(view.getSize().y)});
    sprite.setPosition(static_cast<float>(static_cast<int>(corner.x)), static_cast<float>(static_cast<int>(corner.y)));
    sf::RenderStates states;
    states.blendMode = sf::BlendMode(sf::BlendMode::One, sf::BlendMode::OneMinusSrcAlpha);
    target.draw(sprite, states);
}

}  // namespace sendscape
