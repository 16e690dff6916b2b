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

TEST(Camera, TwoPlacesAreInSightAtTheZoomForThem) {
    Camera camera = fitted(1280, 720);
    const sf::Vector2f a{1'000, 1'000}, b{2'500, 3'000};
    camera.look_at((a + b) / 2.0f, camera.zoom_for(a, b));
    camera.jump();
    for (const sf::Vector2f& place : {a, b}) {
        const sf::Vector2f at = camera.pixel(place.x, place.y);
        EXPECT_GT(at.x, 128) << at.x;
        EXPECT_LT(at.x, 1152);
        EXPECT_GT(at.y, 72);
        EXPECT_LT(at.y, 648);
    }
    EXPECT_GT(camera.zoom_for(a, a), 10);
}

}  // namespace
}  // namespace sendscape::camera_test
