// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/output_run.h"
#include "tests/support/virtual_display.h"
#include "visualiser/display.h"
#include "visualiser/window.h"

namespace sendscape::testing {

inline sf::Event key(sf::Keyboard::Key code) {
    sf::Event event{};
    event.type = sf::Event::KeyPressed;
    event.key.code = code;
    return event;
}
inline sf::Event mouse(sf::Event::EventType type, sf::Vector2f at) {
    sf::Event event{};
    event.type = type;
    if (type == sf::Event::MouseMoved) {
        event.mouseMove.x = static_cast<int>(at.x), event.mouseMove.y = static_cast<int>(at.y);
    } else {
        event.mouseButton.button = sf::Mouse::Left;
        event.mouseButton.x = static_cast<int>(at.x), event.mouseButton.y = static_cast<int>(at.y);
    }
    return event;
}

class ShowTest : public ::testing::Test {
  protected:
    void SetUp() override {
        static const testing::VirtualDisplay display;
        if (!display.exists()) GTEST_SKIP() << "no Xvfb here";
        require_display();  // held open: between two tests a virtual display without clients turns the next away
        typeface_ = std::make_unique<Typeface>();
        stage_ = std::make_unique<Stage>(*typeface_);
        stage_->resize(1280, 720);
        picture_ = std::make_unique<sf::RenderTexture>();
        picture_->create(1280, 720);
    }
    /// Frames until nothing is simulated any more and its film is on show.
    void catch_up(Show& show, LiveRun& live) {
        live.wait();
        for (int i = 0; i < 3; ++i) frame(show);
    }
    void frame(Show& show, float seconds = 0.02f) {
        show.advance(seconds);
        stage_->draw(*picture_);
        picture_->display();
    }
    /// Chooses the row of the panel that begins with these words, by keys.
    static void choose(Show& show, const LeverPanel& levers, const std::string& words) {
        for (std::size_t i = 0; i <= levers.rows() && levers.row_words(levers.cursor()).rfind(words, 0) != 0; ++i)
            show.handle(key(sf::Keyboard::Down));
        ASSERT_EQ(levers.row_words(levers.cursor()).rfind(words, 0), 0u) << words;
    }
    std::unique_ptr<Typeface> typeface_;
    std::unique_ptr<Stage> stage_;
    std::unique_ptr<sf::RenderTexture> picture_;  // made once there is a display
};

/// A live run with the panel of levers open, and what a viewer does with it.
class LeversOnShow : public ShowTest {
  protected:
    void TearDown() override {
        if (stage_) stage_->set_overlay({});
    }
    /// Lives the scenario of the small map, stops the clock in a month and opens the panel, with a school on show.
    void begin(Scenario scenario, std::vector<PolicyLever> policies = {}, std::optional<Month> at = {},
               std::optional<std::uint32_t> school = {}) {
        settle(scenario);
        show_.reset();  // one at a time draws its panel
        live_ = std::make_unique<LiveRun>(scenario, small_map(), 1);
        levers_ = std::make_unique<LeverPanel>(Levers(std::move(scenario), std::move(policies)));
        Guests guests;
        guests.live = live_.get();
        guests.levers = levers_.get();
        show_ = std::make_unique<Show>(*stage_, guests);
        frame(*show_);  // nothing to see yet, and no fault
        catch_up();
        ASSERT_NE(stage_->shared_film(), nullptr);
        stage_->view().playing = false;
        if (at) stage_->go_to(*at);
        if (school) stage_->select(*school);
        stage_->view().levers = false;
        press(sf::Keyboard::L);
        frame(*show_);
    }
    void press(sf::Keyboard::Key code) { show_->handle(key(code)); }
    void catch_up() { ShowTest::catch_up(*show_, *live_); }
    void choose(const std::string& words) { ShowTest::choose(*show_, *levers_, words); }
    std::unique_ptr<LiveRun> live_;
    std::unique_ptr<LeverPanel> levers_;
    std::unique_ptr<Show> show_;
};

}  // namespace sendscape::testing
