#include "visualiser/point_cloud.h"

#include <gtest/gtest.h>

namespace sendscape {
namespace {

std::vector<std::uint8_t> plotted(const std::vector<sf::Vertex>& points, int side, unsigned width = 8,
                                  unsigned height = 6) {
    std::vector<std::uint8_t> pixels;
    PointCloud::plot(points, side, width, height, pixels);
    return pixels;
}
sf::Color at(const std::vector<std::uint8_t>& pixels, unsigned x, unsigned y, unsigned width = 8) {
    const std::uint8_t* p = pixels.data() + 4 * (y * width + x);
    return {p[0], p[1], p[2], p[3]};
}

TEST(PointCloud, SetsSquares) {
    const auto pixels = plotted({sf::Vertex({3, 2}, sf::Color(200, 100, 50, 255))}, 2);
    int set = 0;
    for (unsigned y = 0; y < 6; ++y)
        for (unsigned x = 0; x < 8; ++x) {
            const bool inside = x >= 2 && x < 4 && y >= 1 && y < 3;
            EXPECT_EQ(at(pixels, x, y), inside ? sf::Color(200, 100, 50, 255) : sf::Color(0, 0, 0, 0)) << x << ' ' << y;
            set += at(pixels, x, y).a ? 1 : 0;
        }
    EXPECT_EQ(set, 4);
}

TEST(PointCloud, LaysOneOverTheOther) {
    // Over white ground at 40%, 60% of red upon all of blue.
    const auto pixels =
        plotted({sf::Vertex({1, 1}, sf::Color(0, 0, 255, 255)), sf::Vertex({1, 1}, sf::Color(255, 0, 0, 153)),
                 sf::Vertex({5, 5}, sf::Color(255, 255, 255, 102))},
                1);
    EXPECT_NEAR(at(pixels, 1, 1).r, 153, 1);
    EXPECT_NEAR(at(pixels, 1, 1).b, 102, 1);
    EXPECT_EQ(at(pixels, 1, 1).a, 255);
    EXPECT_EQ(at(pixels, 5, 5), sf::Color(102, 102, 102, 102));  // premultiplied
}

TEST(PointCloud, KeepsWithinThePicture) {
    std::vector<sf::Vertex> points;
    for (float x = -20; x < 30; x += 0.7f)
        for (float y = -20; y < 30; y += 0.7f) points.emplace_back(sf::Vector2f(x, y), sf::Color(10, 20, 30, 200));
    for (const int side : {1, 2, 5, 40}) EXPECT_EQ(plotted(points, side).size(), 4u * 8 * 6);
    EXPECT_TRUE(plotted(points, 3, 0, 0).empty());
    const auto one = plotted(points, 3, 1, 1);
    EXPECT_GT(one[3], 200);
}

}  // namespace
}  // namespace sendscape
