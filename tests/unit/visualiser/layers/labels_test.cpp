// SPDX-License-Identifier: MIT
#include "visualiser/layers/labels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace sendscape::labels_test {
namespace {

const sf::FloatRect map{0, 0, 1000, 800};
const sf::Vector2f size{160, 60};
using Over = LabelSpace::Over;

TEST(LabelSpace, FreeGroundIsTakenBesideTheSubject) {
    LabelSpace labels;
    labels.begin(map, 1);
    const auto spot = labels.find(0, {300, 300}, 20, size, Over::shapes);
    ASSERT_TRUE(spot.found());
    EXPECT_FLOAT_EQ(spot.cost, 0);
    EXPECT_FALSE(spot.covers);
    EXPECT_FLOAT_EQ(spot.box.left, 320);
}

TEST(LabelSpace, WordsNeverCoverWordsOrLeaveTheMap) {
    LabelSpace labels;
    labels.begin(map, 1);
    std::vector<sf::FloatRect> placed;
    for (int i = 0; i < 12; ++i) {
        const sf::Vector2f at{960, 400.0f + static_cast<float>(i)};
        const auto spot = labels.find(static_cast<std::uint8_t>(i), at, 20, size, Over::shapes);
        if (!spot.found()) continue;
        for (const sf::FloatRect& other : placed) EXPECT_FALSE(other.intersects(spot.box));
        EXPECT_LE(spot.box.left + spot.box.width, 1000);
        placed.push_back(spot.box);
        labels.take(static_cast<std::uint8_t>(i), spot, at);
    }
    EXPECT_GE(placed.size(), 4u);
}

TEST(LabelSpace, AFreePlaceNearByIsBetterThanCoveringAShape) {
    LabelSpace labels;
    labels.begin(map, 1);
    labels.shape({420, 300}, 18, 30);  // where the words would stand
    const auto spot = labels.find(0, {300, 300}, 20, size, Over::shapes);
    ASSERT_TRUE(spot.found());
    labels.take(0, spot, {300, 300});
    EXPECT_EQ(labels.shapes_covered(), 0);
    EXPECT_FALSE(spot.box.contains(420, 300));
}

TEST(LabelSpace, WhatYieldsIsLeftOutRatherThanCovering) {
    LabelSpace labels;
    labels.begin({0, 0, 200, 100}, 1);
    for (float x = 0; x < 220; x += 10)
        for (float y = 0; y < 120; y += 10) labels.shape({x, y}, 8, 8);
    EXPECT_FALSE(labels.find(0, {100, 50}, 10, {80, 30}, Over::nothing).found());
    const auto spot = labels.find(0, {100, 50}, 10, {80, 30}, Over::shapes);
    ASSERT_TRUE(spot.found());
    EXPECT_TRUE(spot.covers);
    labels.take(0, spot, {100, 50});
    EXPECT_GT(labels.shapes_covered(), 0);
}

// The segment of a disc beyond a straight edge at 0.8 of its radius is 5.2% of it.
TEST(LabelSpace, RimsAreCoveredByATwentiethAtMost) {
    LabelSpace labels;
    labels.begin(map, 1);
    for (float x = 150; x < 460; x += 62)
        for (float y = 150; y < 460; y += 62) labels.shape({x, y}, 20, 20);
    EXPECT_FALSE(labels.find(0, {305, 305}, 10, {90, 50}, Over::rims, 2).found());
    EXPECT_FALSE(labels.find(0, {305, 305}, 10, {90, 28}, Over::nothing, 2).found());
    const auto spot = labels.find(0, {305, 305}, 10, {90, 28}, Over::rims, 2);
    ASSERT_TRUE(spot.found());
    EXPECT_TRUE(labels.touches_shape(spot.box));
    for (const LabelSpace::Shape& shape : labels.shapes()) {
        const sf::Vector2f to = nearest_point(spot.box, shape.centre) - shape.centre;
        EXPECT_GE(to.x * to.x + to.y * to.y, 16 * 16 - 0.01f);
    }
    EXPECT_TRUE(labels.touches_shape({150, 165, 4, 4}));
    EXPECT_FALSE(labels.touches_shape({150, 171, 4, 4}));
}

TEST(LabelSpace, LinesToWordsLeadRoundShapes) {
    // No room beside the subject but for a shape that stands between it and the free ground to the right.
    LabelSpace labels;
    labels.begin(map, 1);
    labels.block({200, 240, 90, 120});
    labels.block({310, 240, 60, 120});
    const sf::Vector2f subject{300, 300};
    const auto free = labels.find(0, subject, 8, size, Over::shapes);
    ASSERT_TRUE(free.found());
    const sf::Vector2f middle = (subject + nearest_point(free.box, subject)) / 2.0f;
    labels.shape(middle, 6, 6);
    const auto round = labels.find(1, subject, 8, size, Over::shapes);
    ASSERT_TRUE(round.found());
    EXPECT_NE(round.candidate, free.candidate);
}

TEST(LabelSpace, LinesToWordsAreNotCrossed) {
    LabelSpace labels;
    labels.begin(map, 1);
    labels.block({310, 200, 300, 200});  // pushes the first label away from its subject
    const sf::Vector2f subject{300, 300};
    const auto first = labels.find(0, subject, 12, size, Over::shapes);
    ASSERT_TRUE(first.found());
    labels.take(0, first, subject);
    const sf::Vector2f near = nearest_point(first.box, subject), middle = (near + subject) / 2.0f;
    const auto second = labels.find(1, middle, 0, {60, 24}, Over::shapes);
    if (second.found()) {
        EXPECT_FALSE(second.box.contains(middle + (near - middle) * 0.5f));
    }
}

TEST(LabelSpace, ALabelStaysWhereItWasWhileThatIsAsGood) {
    LabelSpace labels;
    labels.begin(map, 1);
    labels.shape({420, 300}, 18, 18);
    const auto moved = labels.find(0, {300, 300}, 20, size, Over::shapes);
    labels.take(0, moved, {300, 300});
    labels.begin(map, 1);  // the shape has gone: the first place would be free again
    const auto again = labels.find(0, {300, 300}, 20, size, Over::shapes);
    EXPECT_EQ(again.candidate, moved.candidate);
    LabelSpace other;
    other.begin(map, 1);
    other.remember_as(labels);
    EXPECT_EQ(other.find(0, {300, 300}, 20, size, Over::shapes).candidate, moved.candidate);
}

TEST(LabelSpace, ALabelDoesNotGetWorseStepByStep) {
    LabelSpace labels;
    for (int crowd = 0; crowd < 12; ++crowd) {
        labels.begin(map, 1);
        for (int i = 0; i < crowd; ++i) labels.shape({340.0f + 12 * static_cast<float>(i), 300}, 4, 12);
        const auto spot = labels.find(0, {300, 300}, 20, size, Over::shapes);
        ASSERT_TRUE(spot.found());
        labels.take(0, spot, {300, 300});
        EXPECT_LE(spot.cost, 1.5f) << crowd;
    }
}

TEST(BoxGrid, FindsWhateverABoxTouches) {
    const sf::FloatRect about{20, 10, 700, 400};
    std::uint32_t luck = 1;
    const auto number = [&](float from, float to) {
        luck = luck * 1664525u + 1013904223u;
        return from + (to - from) * static_cast<float>(luck >> 8) / static_cast<float>(1u << 24);
    };
    const auto box = [&] {  // some of them beyond the map
        return sf::FloatRect{number(-60, 720), number(-60, 420), number(1, 200), number(1, 90)};
    };
    BoxGrid grid;
    int touching = 0, apart = 0;
    for (int round = 0; round < 40; ++round) {
        grid.begin(about);
        std::vector<sf::FloatRect> boxes;
        for (int i = 0; i < 6; ++i) grid.add(boxes.emplace_back(box()));
        for (int i = 0; i < 20; ++i) {
            const sf::FloatRect wanted = box();
            const auto touches = [&](const sf::FloatRect& other) { return other.intersects(wanted); };
            const bool seen = std::any_of(boxes.begin(), boxes.end(), touches);
            EXPECT_EQ(grid.any(wanted, touches), seen);
            ++(seen ? touching : apart);
        }
    }
    EXPECT_GT(touching, 100);
    EXPECT_GT(apart, 100);
}

}  // namespace
}  // namespace sendscape::labels_test
