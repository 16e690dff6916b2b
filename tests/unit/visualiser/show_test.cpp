// SPDX-License-Identifier: MIT
// What a viewer does with keys and mouse during live runs and talks, by synthetic events on a virtual display.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>

#include "sim/output/run_file.h"
#include "sim/scenario/read_scenario.h"
#include "tests/support/invented_film.h"
#include "tests/unit/visualiser/show_scene.h"
#include "visualiser/film_from_run.h"

namespace sendscape::show_test {
namespace {

using testing::key;
using testing::mouse;
using testing::ShowTest;
using testing::small_map;
using testing::small_run;
using testing::small_scenario;

TEST_F(ShowTest, ATalkIsSteppedByArrowsAndAKioskHearsNothing) {
    stage_->show(film_from_run(small_run(2, 1)));
    StoryPlayer story(read_story("how-a-school-becomes-a-magnet"), false);
    Guests guests;
    guests.story = &story;
    Show show(*stage_, guests);
    frame(show);
    const std::string first = stage_->view().caption;
    show.handle(key(sf::Keyboard::Right));
    frame(show);
    EXPECT_NE(stage_->view().caption, first);
    show.handle(key(sf::Keyboard::Left));
    frame(show);
    EXPECT_EQ(stage_->view().caption, first);

    StoryPlayer loop(read_story("kiosk"), true);
    guests.story = &loop;
    guests.kiosk = true;
    Show kiosk(*stage_, guests);
    for (const auto code : {sf::Keyboard::Right, sf::Keyboard::H, sf::Keyboard::Slash, sf::Keyboard::Num1})
        EXPECT_EQ(kiosk.handle(key(code)), Wish::none);
    EXPECT_FALSE(stage_->view().help);
    for (int i = 0; i < 60; ++i) frame(kiosk, 4);  // two rounds, accelerated
    EXPECT_FALSE(loop.over());
}

TEST_F(ShowTest, EnduresAnyInputDuringALiveRun) {
    // A few seconds by default; SENDSCAPE_MONKEY_SECONDS for longer.
    const char* const asked = std::getenv("SENDSCAPE_MONKEY_SECONDS");
    const double seconds = asked ? std::atof(asked) : 3.0;
    picture_->create(480, 270);
    stage_->resize(480, 270);
    Scenario scenario = small_scenario(3, 2);
    sendscape::settle(scenario);
    PolicyLever policy;
    policy.name = policy.title = "Everything refused";
    policy.changes.push_back({{}, Month(0), "plans.refusal_appeal_share", {0.4}});
    LiveRun live(scenario, small_map(), 1);
    LeverPanel levers(Levers(scenario, {policy}));
    StoryPlayer story(read_story("how-a-school-becomes-a-magnet"), false);
    std::mt19937 luck(2);
    const auto below = [&](unsigned n) { return static_cast<int>(luck() % n); };
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (std::chrono::steady_clock::now() < until) {
        Guests guests;
        guests.live = &live;
        guests.levers = &levers;
        if (below(3) == 0) guests.story = &story;
        if (below(12) == 0) guests.kiosk = true;
        Show show(*stage_, guests);
        for (int round = 0; round < 60; ++round) {
            for (int k = 0; k < 6; ++k) {
                sf::Event event{};
                switch (below(6)) {
                    case 0:
                    case 1:
                        event = key(static_cast<sf::Keyboard::Key>(below(sf::Keyboard::KeyCount)));
                        event.key.shift = below(4) == 0;
                        break;
                    case 2:  // those of the panel of levers
                        event = key(static_cast<sf::Keyboard::Key>(std::array{
                            sf::Keyboard::Enter, sf::Keyboard::Up, sf::Keyboard::Down, sf::Keyboard::Left,
                            sf::Keyboard::Right, sf::Keyboard::L, sf::Keyboard::C, sf::Keyboard::D,
                            sf::Keyboard::Backspace, sf::Keyboard::Space}[static_cast<std::size_t>(below(10))]));
                        break;
                    case 3:
                        event.type = sf::Event::TextEntered;
                        event.text.unicode = static_cast<sf::Uint32>(below(300));
                        break;
                    case 4:
                        event.type = sf::Event::MouseWheelScrolled;
                        event.mouseWheelScroll = {sf::Mouse::VerticalWheel, below(2) ? 1.0f : -1.0f, below(480),
                                                  below(270)};
                        break;
                    default:
                        event = mouse(std::array{sf::Event::MouseMoved, sf::Event::MouseButtonPressed,
                                                 sf::Event::MouseButtonReleased}[static_cast<std::size_t>(below(3))],
                                      {static_cast<float>(below(520) - 20), static_cast<float>(below(300) - 20)});
                }
                show.handle(event);
            }
            frame(show, 0.05f);
        }
        stage_->set_overlay({});
    }
    // Whatever was pulled, the run is that of the scenario the levers wrote.
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Show show(*stage_, guests);
    show.handle(mouse(sf::Event::MouseButtonReleased, {0, 0}));
    for (int i = 0; i < 3; ++i) frame(show);
    catch_up(show, live);
    ASSERT_NE(live.run(), nullptr) << stage_->view().caption;
    LiveRun again(levers.levers().scenario(), small_map(), 1);
    again.wait();
    ASSERT_NE(again.run(), nullptr);
    EXPECT_TRUE(run_file_bytes(*live.run()) == run_file_bytes(*again.run()));
    stage_->set_overlay({});
}

TEST_F(ShowTest, LeversWithoutALiveRunSaySo) {
    stage_->show(film_from_run(small_run(1, 1)));
    Show show(*stage_, {});
    show.handle(key(sf::Keyboard::L));
    EXPECT_NE(stage_->view().caption.find("live run"), std::string::npos);
    for (int i = 0; i < 12; ++i) show.advance(1);
    EXPECT_TRUE(stage_->view().caption.empty());
}

// Another run takes the place of a live one with all that belongs to it; one that cannot be read changes nothing.
TEST_F(ShowTest, AnotherRunIsOpenedByItsPath) {
    Scenario scenario = small_scenario(2, 1);
    sendscape::settle(scenario);
    LiveRun live(scenario, small_map(), 1);
    LeverPanel levers(Levers(scenario, {}));
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    std::filesystem::path asked;
    auto other = std::make_shared<Film>(*film_from_run(small_run(1, 1)));
    other->invented = false;
    guests.load = [&](const std::filesystem::path& path) -> std::shared_ptr<const Film> {
        asked = path;
        if (path == "bad.h5") throw std::runtime_error("bad.h5: no run file");
        return other;
    };
    Show show(*stage_, guests);
    catch_up(show, live);
    const auto before = stage_->shared_film();
    ASSERT_NE(before, nullptr);
    show.open("bad.h5");
    frame(show);
    EXPECT_EQ(stage_->shared_film(), before);
    EXPECT_NE(stage_->view().caption.find("bad.h5: no run file"), std::string::npos);
    show.handle(key(sf::Keyboard::L));
    show.handle(key(sf::Keyboard::L));
    show.handle(key(sf::Keyboard::O));
    for (const char c : std::string("b.h5")) {
        sf::Event typed{};
        typed.type = sf::Event::TextEntered;
        typed.text.unicode = static_cast<sf::Uint32>(c);
        show.handle(typed);
    }
    show.handle(key(sf::Keyboard::Enter));
    EXPECT_EQ(asked, "b.h5");
    frame(show);
    EXPECT_EQ(stage_->shared_true_film(), other);
    EXPECT_TRUE(stage_->view().anonymise) << "a real area's schools are not named unasked";
    show.handle(key(sf::Keyboard::L));
    EXPECT_FALSE(stage_->view().levers);
    for (int i = 0; i < 3; ++i) frame(show);
    EXPECT_EQ(stage_->shared_true_film(), other) << "the live run's films come no more";
}

// Out of full screen first; then the key asks, and only asked again it quits.
TEST_F(ShowTest, EscLeavesFullScreenThenAsks) {
    stage_->show(testing::invented_film());
    Show show(*stage_, {});
    EXPECT_EQ(show.leave(true), Wish::full_screen);
    EXPECT_EQ(show.leave(false), Wish::none);
    EXPECT_EQ(stage_->view().caption, "Esc again closes the window.");
    EXPECT_EQ(show.leave(false), Wish::quit);
    Show patient(*stage_, {});
    EXPECT_EQ(patient.leave(false), Wish::none);
    for (int i = 0; i < 20; ++i) patient.advance(0.5f);
    EXPECT_EQ(patient.leave(false), Wish::none) << "it asked ten seconds ago";
}

TEST_F(ShowTest, TheKeysAreHintedAtForTenSecondsButNotInATalk) {
    stage_->show(testing::invented_film());
    Show show(*stage_, {});
    show.advance(0.1f);
    EXPECT_TRUE(stage_->view().hint);
    for (int i = 0; i < 101; ++i) show.advance(0.1f);
    EXPECT_FALSE(stage_->view().hint);
    StoryPlayer story(read_story("kiosk"), true);
    Guests guests;
    guests.story = &story;
    Show talk(*stage_, guests);
    talk.advance(0.1f);
    EXPECT_FALSE(stage_->view().hint);
}

TEST_F(ShowTest, AKeyWithoutEffectIsToldOnTheStage) {
    stage_->show(testing::invented_film());
    Show show(*stage_, {});
    show.handle(key(sf::Keyboard::D));
    EXPECT_NE(stage_->view().caption.find("--compare"), std::string::npos);
}

// After a notice the talk goes on with the words it was at.
TEST_F(ShowTest, ATalkSaysItsCaptionAgainAfterANotice) {
    stage_->show(testing::invented_film());
    StoryPlayer story(read_story("kiosk"), true);
    Guests guests;
    guests.story = &story;
    Show show(*stage_, guests);
    show.advance(0.1f);
    const std::string caption = stage_->view().caption;
    story.pause();
    show.notice("saved");
    show.advance(0.1f);
    EXPECT_EQ(stage_->view().caption, "saved");
    for (int i = 0; i < 90; ++i) show.advance(0.1f);
    EXPECT_EQ(stage_->view().caption, caption);
}

}  // namespace
}  // namespace sendscape::show_test
