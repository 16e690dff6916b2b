// SPDX-License-Identifier: MIT
#include "visualiser/camera.h"

#include <gtest/gtest.h>

namespace sendscape::camera_test {
namespace {

Camera fitted(float width, float height) {
    Camera camera;
    camera.fit(0, 0, 10'000, 8'000, {0, 0}, {width, height}, 20);
    return camera;
}

// A story moves the camera; the window is made larger, or the legend goes: the same place stays in the middle.
TEST(Camera, KeepsAStorysPlaceAndZoomWhenTheWindowChanges) {
    Camera before = fitted(1280, 720);
    before.look_at({2'500, 6'000}, 4);
    before.jump();
    Camera after = fitted(1920, 1080);
    after.keep_view_of(before);
    EXPECT_FLOAT_EQ(after.zoom(), 4);
    const sf::Vector2f middle = after.metres({960, 540});
    EXPECT_NEAR(middle.x, 2'500, 1);
    EXPECT_NEAR(middle.y, 6'000, 1);
}

TEST(Camera, OnItsWayToAPlaceItArrivesThereAfterAChange) {
    Camera before = fitted(1280, 720);
    before.look_at({2'500, 6'000}, 4);
    before.advance(0.05f);
    Camera after = fitted(700, 700);
    after.keep_view_of(before);
    after.jump();
    EXPECT_FLOAT_EQ(after.zoom(), 4);
    EXPECT_NEAR(after.metres({350, 350}).x, 2'500, 1);
}

TEST(Camera, OnItsWayHomeItFindsTheNewHome) {
    Camera before;
    before.fit(0, 0, 10'000, 8'000, {0, 0}, {1280, 720}, 20);
    before.look_at({2'500, 6'000}, 4);
    before.jump();
    before.go_home();
    before.advance(0.05f);
    Camera after;
    after.fit(0, 0, 20'000, 8'000, {0, 0}, {1280, 720}, 20);  // another map: its middle is elsewhere
    after.keep_view_of(before);
    after.jump();
    EXPECT_FLOAT_EQ(after.zoom(), 1);
    EXPECT_NEAR(after.metres({640, 360}).x, 10'000, 1);
}

}  // namespace
}  // namespace sendscape::camera_test
