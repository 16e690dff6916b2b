#pragma once
#include <SFML/Graphics.hpp>
#include <cstdint>
#include <vector>

namespace sendscape {

/// Squares of a few pixels for a crowd, set by hand into one picture that is laid over the target: where the processor
/// draws, that costs a fraction of as many triangles.
class PointCloud {
  public:
    void draw(const std::vector<sf::Vertex>& points, int side, sf::RenderTarget& target);

    /// Lays the points one over the other into pixels of premultiplied alpha, `width` x `height` of four bytes.
    static void plot(const std::vector<sf::Vertex>& points, int side, unsigned width, unsigned height,
                     std::vector<std::uint8_t>& pixels);

  private:
    std::vector<std::uint8_t> pixels_;
    sf::Texture texture_;
};

}  // namespace sendscape
