// SPDX-License-Identifier: MIT
#include "visualiser/point_cloud.h"

#include <gtest/gtest.h>

namespace sendscape::point_cloud_test {
namespace {

PointCloud::Picture picture_of(unsigned width = 8, unsigned height = 6) {
    PointCloud::Picture picture;
    picture.clear(0, 0, width, height);
    return picture;
}
std::vector<std::uint8_t> plotted(const std::vector<sf::Vertex>& points, int side, unsigned width = 8,
                                  unsigned height = 6) {
    PointCloud::Picture picture = picture_of(width, height);
    PointCloud::plot(points, side, picture);
    return picture.pixels;
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

// What a round dot covers of each pixel, by counting a hundred by a hundred points in it.
TEST(PointCloud, DotsCoverOfEachPixelWhatACircleDoes) {
    for (const float radius : {0.7f, 1.2f, 1.8f, 2.3f}) {
        for (const sf::Vector2f centre : {sf::Vector2f(4, 3), {3.5f, 3.5f}, {4.3f, 2.8f}}) {
            PointCloud::Picture picture = picture_of();
            PointCloud::plot({Dot{centre, radius, sf::Color(255, 255, 255, 255)}}, picture);
            for (unsigned y = 0; y < 6; ++y) {
                for (unsigned x = 0; x < 8; ++x) {
                    int inside = 0;
                    for (int i = 0; i < 10'000; ++i) {
                        const float dx = static_cast<float>(x) + (static_cast<float>(i % 100) + 0.5f) / 100 - centre.x;
                        const float dy = static_cast<float>(y) + (static_cast<float>(i / 100) + 0.5f) / 100 - centre.y;
                        inside += dx * dx + dy * dy < radius * radius ? 1 : 0;
                    }
                    const auto found = static_cast<float>(at(picture.pixels, x, y).a) / 255;
                    EXPECT_NEAR(found, static_cast<float>(inside) / 10'000, 0.28f)
                        << "radius " << radius << " at " << centre.x << ',' << centre.y << ": " << x << ',' << y;
                }
            }
        }
    }
}

TEST(PointCloud, DotsAreCutAtThePicturesEdgesAndShiftedWithItsCorner) {
    PointCloud::Picture whole = picture_of(40, 30), part;
    std::vector<Dot> dots;
    for (float x = -5; x < 45; x += 2.3f)
        for (float y = -5; y < 35; y += 1.9f) dots.push_back({{x, y}, 2.2f, sf::Color(200, 90, 30, 120)});
    dots.push_back({{10, 10}, 0, sf::Color::White});
    PointCloud::plot(dots, whole);
    part.clear(7, 4, 11, 9);
    PointCloud::plot(dots, part);
    for (unsigned y = 0; y < 9; ++y)
        for (unsigned x = 0; x < 11; ++x)
            EXPECT_EQ(at(part.pixels, x, y, 11), at(whole.pixels, x + 7, y + 4, 40)) << x << ',' << y;
    PointCloud::Picture nothing = picture_of(0, 0);
    PointCloud::plot(dots, nothing);
    EXPECT_TRUE(nothing.pixels.empty());
}

}  // namespace
}  // namespace sendscape::point_cloud_test
