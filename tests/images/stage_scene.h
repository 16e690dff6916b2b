// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <memory>

#include "tests/support/display_test.h"
#include "tests/support/invented_film.h"
#include "visualiser/stage.h"

namespace sendscape::testing {

/// A stage of its own for each test, drawn into a picture, with keys and a pointer.
class Stages : public DisplayTest {
  protected:
    void SetUp() override {
        DisplayTest::SetUp();
        if (IsSkipped()) return;
        picture_ = std::make_unique<sf::RenderTexture>();
        typeface_ = std::make_unique<Typeface>();
        stage_ = std::make_unique<Stage>(*typeface_);
        size_to(640, 360);
    }
    void size_to(unsigned width, unsigned height) {
        ASSERT_TRUE(picture_->create(width, height));
        stage_->resize(width, height);
    }
    void draw() {
        stage_->draw(*picture_);
        picture_->display();
    }
    void press(sf::Keyboard::Key code, bool shift = false) {
        sf::Event event{};
        event.type = sf::Event::KeyPressed;
        event.key.code = code;
        event.key.shift = shift;
        last_ = stage_->handle(event);
        draw();
    }
    void type(char letter) {
        sf::Event event{};
        event.type = sf::Event::TextEntered;
        event.text.unicode = static_cast<unsigned char>(letter);
        stage_->handle(event);
    }
    void mouse(sf::Event::EventType what, int x, int y) {
        sf::Event event{};
        event.type = what;
        if (what == sf::Event::MouseMoved)
            event.mouseMove = {x, y};
        else if (what == sf::Event::MouseWheelScrolled)
            event.mouseWheelScroll = {sf::Mouse::VerticalWheel, (x + y) % 2 ? 1.0f : -1.0f, x, y};
        else
            event.mouseButton = {sf::Mouse::Left, x, y};
        last_ = stage_->handle(event);
    }

    std::unique_ptr<Typeface> typeface_;
    std::unique_ptr<Stage> stage_;
    std::unique_ptr<sf::RenderTexture> picture_;  // made late: without a display SFML ends the program
    Wish last_ = Wish::none;
};

}  // namespace sendscape::testing
