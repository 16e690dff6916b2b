// SPDX-License-Identifier: MIT
#pragma once
#include <SFML/Graphics.hpp>
#include <cstdint>
#include <vector>

namespace sendscape {

/// A round dot with a soft edge.
struct Dot {
    sf::Vector2f centre;
    float radius = 0;
    sf::Color colour;
};

/// Dots, and squares of a few pixels for a crowd, set by hand into one picture that is laid over the target: where the
/// processor draws, that costs a fraction of as many triangles.
class PointCloud {
  public:
    /// What a picture of premultiplied alpha shows: `width` x `height` of four bytes, its first pixel at `corner`.
    struct Picture {
        int left = 0, top = 0;
        unsigned width = 0, height = 0;
        std::vector<std::uint8_t> pixels;

        void clear(int to_left, int to_top, unsigned to_width, unsigned to_height);
    };

    /// Only in the part of the target that its view shows, which must be as many pixels as units.
    void draw(const std::vector<Dot>& dots, const std::vector<sf::Vertex>& squares, int side, sf::RenderTarget& target);

    /// Lay them one over the other.
    static void plot(const std::vector<Dot>& dots, Picture& picture);
    static void plot(const std::vector<sf::Vertex>& squares, int side, Picture& picture);

  private:
    Picture picture_;
    sf::Texture texture_;
};

}  // namespace sendscape
