// SPDX-License-Identifier: MIT
// What a viewer does with keys and mouse during live runs and talks, by synthetic events on a virtual display.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>

#include "sim/output/run_file.h"
#include "sim/scenario/read_scenario.h"
#include "tests/support/invented_film.h"
#include "tests/support/output_run.h"
#include "tests/support/virtual_display.h"
#include "visualiser/display.h"
#include "visualiser/film_from_run.h"
#include "visualiser/saved_scenario.h"
#include "visualiser/window.h"

namespace sendscape::show_test {
namespace {

using testing::small_map;
using testing::small_run;
using testing::small_scenario;

sf::Event key(sf::Keyboard::Key code) {
    sf::Event event{};
    event.type = sf::Event::KeyPressed;
    event.key.code = code;
    return event;
}
sf::Event mouse(sf::Event::EventType type, sf::Vector2f at) {
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

TEST_F(ShowTest, EveryLeverHasAKey) {
    Scenario scenario = small_scenario(3, 1);
    sendscape::settle(scenario);
    LiveRun live(scenario, small_map(), 1);
    LeverPanel levers(Levers(scenario, {}));
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Show show(*stage_, guests);
    frame(show);  // nothing to see yet, and no fault
    catch_up(show, live);
    ASSERT_NE(stage_->shared_film(), nullptr);
    EXPECT_EQ(stage_->film().months, 37);
    stage_->view().playing = false;
    stage_->go_to(Month(2027, 3));
    stage_->select(testing::riverside);
    show.handle(key(sf::Keyboard::L));
    EXPECT_TRUE(stage_->view().levers);
    frame(show);
    ASSERT_GE(levers.rows(), 4u);  // admission number, base, closure, special school

    const auto before = stage_->shared_film();
    show.handle(key(sf::Keyboard::Right));  // the first row: more admitted
    const auto map = small_map();
    const School& riverside = map->schools[testing::riverside];
    EXPECT_EQ(levers.levers().pan(riverside, Month(2027, 4)), riverside.pan + 15);
    EXPECT_GT(stage_->film().flags.size(), before->flags.size());  // to be seen at once
    frame(show);
    EXPECT_FALSE(live.finished() && live.run() == nullptr);
    catch_up(show, live);
    EXPECT_EQ(stage_->film().months, 37);
    EXPECT_EQ(stage_->film().first + static_cast<int>(stage_->view().time), Month(2027, 3));
    // The past is as it was.
    for (int m = 0; m <= 14; ++m)
        for (std::size_t s = 0; s < testing::small_schools; ++s)
            EXPECT_EQ(stage_->film().at(m, s).roll, before->at(m, s).roll);

    // Every row is chosen and pulled by keys.
    for (const char* row : {"Open a base", "Special school in", "Close this school"}) {
        choose(show, levers, row);
        show.handle(key(sf::Keyboard::Enter));
        frame(show);
    }
    catch_up(show, live);
    ASSERT_NE(live.run(), nullptr);
    EXPECT_TRUE(levers.levers().closing(riverside)) << stage_->view().caption;
    EXPECT_GE(stage_->film().flags.size(), 3u);
    for (int i = 0; i < 10; ++i) show.handle(key(sf::Keyboard::Backspace));
    EXPECT_FALSE(levers.levers().pulled_any());
    catch_up(show, live);
    for (int i = 0; i < 200 && !live.finished(); ++i) frame(show);
    catch_up(show, live);
    LiveRun again(scenario, small_map(), 1);
    again.wait();
    EXPECT_TRUE(run_file_bytes(*live.run()) == run_file_bytes(*again.run()));
    show.handle(key(sf::Keyboard::L));
    show.handle(key(sf::Keyboard::Escape));
    frame(show);
}

// What is pulled is answered as its runs arrive: the same difference as between the two runs' files, replicate by
// replicate. Taken back, nothing is answered.
TEST_F(ShowTest, WhatIsPulledIsAnsweredOverAllRuns) {
    Scenario scenario = small_scenario(3, 3);
    sendscape::settle(scenario);
    PolicyLever policy;
    policy.name = policy.title = "No new places";
    policy.sentence = "Nothing is built.";
    policy.asks = "Nobody";
    policy.source = "an example";
    policy.known = "follows from the rule itself";
    for (const ParameterChange& change : read_policy("no-new-places").changes) policy.changes.push_back(change);
    LiveRun live(scenario, small_map(), 1);
    LeverPanel levers(Levers(scenario, {policy}));
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Show show(*stage_, guests);
    catch_up(show, live);
    const sendscape::Run before = *live.run();
    stage_->view().playing = false;
    stage_->go_to(Month(2026, 2));
    show.handle(key(sf::Keyboard::L));
    frame(show);
    const std::size_t row = levers.rows() - 1;
    EXPECT_EQ(levers.about(row),
              "Nothing is built. Asked for by Nobody. Source: an example. Its effect follows from the rule itself.");
    EXPECT_EQ(levers.answer(), "");
    while (levers.cursor() != row) show.handle(key(sf::Keyboard::Down));
    show.handle(key(sf::Keyboard::Enter));
    show.advance(0.001f);
    EXPECT_TRUE(levers.answer() == "It is being lived\u2026" || levers.answer().find("With what is pulled") == 0);
    catch_up(show, live);
    ASSERT_NE(live.run(), nullptr);
    const Month last = before.last();
    const auto was = before.across(before.get("specialist_shortfall"), last),
               now = live.run()->across(live.run()->get("specialist_shortfall"), last);
    ASSERT_EQ(now.size(), 3u);
    std::vector<double> by;
    for (std::size_t r = 0; r < 3; ++r) by.push_back(now[r] - was[r]);
    const Range range = range_of(by);
    EXPECT_EQ(levers.answer(), "With what is pulled, by " + long_name(last) + ": " +
                                   answer_words({range.mean, range.p05, range.p95, 3}) + ".");
    show.handle(key(sf::Keyboard::Backspace));
    for (int i = 0; i < 3; ++i) frame(show);
    catch_up(show, live);
    EXPECT_EQ(levers.answer(), "");
    stage_->set_overlay({});
}

// A long list is gone through by keys: the chosen row is always among those on show.
TEST_F(ShowTest, ALongListOfLeversScrolls) {
    Scenario scenario = small_scenario(1, 1);
    sendscape::settle(scenario);
    std::vector<PolicyLever> policies(50);
    for (std::size_t i = 0; i < policies.size(); ++i) {
        policies[i].name = policies[i].title = "Policy " + std::to_string(i);
        policies[i].asks = i < 10 ? "" : "Group " + std::to_string(i / 10);
        policies[i].changes.push_back(
            {{}, Month(2026, 5), "plans.refusal_appeal_share", {0.01 * static_cast<double>(i)}});
    }
    LiveRun live(scenario, small_map(), 1);
    LeverPanel levers(Levers(scenario, policies));
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Show show(*stage_, guests);
    catch_up(show, live);
    show.handle(key(sf::Keyboard::L));
    frame(show);
    ASSERT_GE(levers.rows(), 50u);
    for (const auto direction : {sf::Keyboard::Down, sf::Keyboard::Up})
        for (std::size_t i = 0; i <= levers.rows(); ++i) {
            show.handle(key(direction));
            frame(show, 0.001f);
            const sf::FloatRect box = levers.row_box(levers.cursor());
            ASSERT_GT(box.width, 10) << levers.cursor();
            EXPECT_LT(box.top + box.height, stage_->boxes().timeline.top);
        }
    stage_->set_overlay({});
}

TEST_F(ShowTest, EveryLeverCanBeClickedAndNumbersDragged) {
    LiveRun live(small_scenario(1, 1), small_map(), 1);
    LeverPanel levers(Levers(small_scenario(1, 1), {}));
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Show show(*stage_, guests);
    catch_up(show, live);
    stage_->view().playing = false;
    stage_->select(testing::riverside);
    show.handle(key(sf::Keyboard::L));
    frame(show);
    const auto map = small_map();
    const School& riverside = map->schools[testing::riverside];
    const Month next = stage_->film().first + 1;
    const sf::FloatRect row = levers.row_box(0);
    ASSERT_GT(row.width, 100);
    const float y = row.top + row.height / 2;
    show.handle(mouse(sf::Event::MouseButtonPressed, {row.left + row.width - 20, y}));
    show.handle(mouse(sf::Event::MouseButtonReleased, {row.left + row.width - 20, y}));
    EXPECT_EQ(levers.levers().pan(riverside, next), riverside.pan + 15);
    const float middle = row.left + row.width / 3;
    show.handle(mouse(sf::Event::MouseButtonPressed, {middle, y}));
    show.handle(mouse(sf::Event::MouseMoved, {middle + 3 * row.height, y}));
    frame(show);
    EXPECT_FALSE(live.finished() && !levers.levers().pulled_any());
    show.handle(mouse(sf::Event::MouseButtonReleased, {middle + 3 * row.height, y}));
    EXPECT_GT(levers.levers().pan(riverside, next), riverside.pan + 30);
    const sf::FloatRect base = levers.row_box(1);
    show.handle(mouse(sf::Event::MouseButtonPressed, {base.left + 50, base.top + base.height / 2}));
    EXPECT_EQ(levers.levers().base_places(riverside, next), Levers::new_base_places);
    catch_up(show, live);
    catch_up(show, live);
    EXPECT_EQ(live.failure(), nullptr);
}

// A special school is carried to the map by keys, its places, needs and opening set, and the whole taken back step by
// step; a base is dragged to a school by mouse. The saved scenario is the one that was lived.
TEST_F(ShowTest, ASchoolAndABaseArePutOnTheMapByKeysAndByMouse) {
    Scenario scenario = small_scenario(4, 1);
    sendscape::settle(scenario);
    LiveRun live(scenario, small_map(), 1);
    LeverPanel levers(Levers(scenario, {}));
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Show show(*stage_, guests);
    catch_up(show, live);
    stage_->view().playing = false;
    stage_->go_to(Month(2026, 10));
    show.handle(key(sf::Keyboard::L));
    frame(show);
    const sf::FloatRect map = stage_->boxes().map, dock = stage_->boxes().dock;
    EXPECT_LE(map.left + map.width, dock.left + 1);  // nothing of the map is hidden

    choose(show, levers, "New special school");
    show.handle(key(sf::Keyboard::Enter));
    ASSERT_TRUE(levers.carried());
    const auto small = small_map();
    const Zone& zone = small->zones[7];
    const auto towards = [&](float x, float y) {
        const sf::Vector2f to = stage_->camera().pixel(x, y);
        for (int i = 0; i < 400; ++i) {
            const sf::Vector2f at = *levers.carried();
            if (std::abs(at.x - to.x) > 8)
                show.handle(key(at.x < to.x ? sf::Keyboard::Right : sf::Keyboard::Left));
            else if (std::abs(at.y - to.y) > 8)
                show.handle(key(at.y < to.y ? sf::Keyboard::Down : sf::Keyboard::Up));
            else
                break;
        }
        frame(show);
    };
    towards(static_cast<float>(zone.x), static_cast<float>(zone.y));
    show.handle(key(sf::Keyboard::Enter));
    ASSERT_FALSE(levers.carried());
    ASSERT_TRUE(levers.levers().in_hand());
    EXPECT_EQ(levers.levers().in_hand()->near, zone.code);
    EXPECT_EQ(levers.levers().in_hand()->on, Month(2027, 9));
    frame(show);
    choose(show, levers, "Places");
    for (int i = 0; i < 3; ++i) show.handle(key(sf::Keyboard::Right));
    choose(show, levers, "Opens");
    show.handle(key(sf::Keyboard::Left));
    choose(show, levers, "Autism");
    show.handle(key(sf::Keyboard::Enter));
    const ProvisionChange school = *levers.levers().in_hand();
    EXPECT_EQ(school.places, 75);
    EXPECT_EQ(school.on, Month(2027, 8));
    EXPECT_FALSE(is_for(school, NeedGroup::autism));
    EXPECT_TRUE(is_for(school, NeedGroup::semh));
    catch_up(show, live);
    EXPECT_EQ(live.failure(), nullptr);
    const Film& film = *stage_->shared_future();
    const auto built = std::find_if(film.schools.begin(), film.schools.end(),
                                    [&](const School& one) { return one.urn == school.urn; });
    ASSERT_NE(built, film.schools.end());
    EXPECT_EQ(built->x, zone.x);

    // A base by mouse: from its row to a school, let go there.
    choose(show, levers, "Done with it");
    show.handle(key(sf::Keyboard::Enter));
    frame(show);
    choose(show, levers, "New base");
    frame(show);
    const sf::FloatRect row = levers.row_box(levers.cursor());
    const School& kings = small->schools[testing::kings];
    const sf::Vector2f there = stage_->camera().pixel(static_cast<float>(kings.x), static_cast<float>(kings.y));
    show.handle(mouse(sf::Event::MouseButtonPressed, {row.left + 60, row.top + row.height / 2}));
    show.handle(mouse(sf::Event::MouseMoved, there));
    frame(show);
    show.handle(mouse(sf::Event::MouseButtonReleased, there));
    ASSERT_TRUE(levers.levers().in_hand());
    EXPECT_EQ(levers.levers().in_hand()->urn, kings.urn);
    EXPECT_EQ(levers.levers().in_hand()->kind, ProvisionChange::Kind::open_base);
    EXPECT_EQ(levers.levers().in_hand()->phase, Phase::secondary);
    catch_up(show, live);
    EXPECT_EQ(live.failure(), nullptr);

    // Saved and read again it is the scenario that was lived.
    const Wish wish = show.handle(key(sf::Keyboard::W));
    EXPECT_EQ(wish, Wish::scenario);
    const Scenario again = recorded_scenario(saved_scenario(levers.levers()), "again");
    EXPECT_EQ(again.provision, levers.levers().scenario().provision);
    const sendscape::Run saved = testing::run_of(*small, again), lived = *live.run();
    EXPECT_EQ(saved.events.size(), lived.events.size());
    EXPECT_EQ(saved.across(saved.get("specialist_shortfall"), saved.last()),
              lived.across(lived.get("specialist_shortfall"), lived.last()));
    stage_->set_overlay({});
}

// Taken back, the future is at once what it was, before anything is lived anew; and stays so.
TEST_F(ShowTest, WhatIsTakenBackIsThereAtOnce) {
    Scenario scenario = small_scenario(3, 2);
    sendscape::settle(scenario);
    LiveRun live(scenario, small_map(), 1);
    LeverPanel levers(Levers(scenario, {}));
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Show show(*stage_, guests);
    catch_up(show, live);
    stage_->view().playing = false;
    stage_->go_to(Month(2026, 6));
    stage_->select(testing::riverside);
    const auto before = stage_->shared_true_film();
    show.handle(key(sf::Keyboard::L));
    frame(show);
    show.handle(key(sf::Keyboard::Right));
    frame(show);
    EXPECT_TRUE(stage_->film().sketched);
    EXPECT_FALSE(levers.status().living.empty());
    catch_up(show, live);
    EXPECT_NE(stage_->shared_true_film(), before);
    EXPECT_TRUE(levers.status().living.empty());
    show.handle(key(sf::Keyboard::Backspace));
    EXPECT_EQ(stage_->shared_true_film(), before);
    for (int i = 0; i < 50 && !live.finished(); ++i) {
        frame(show, 0.001f);
        EXPECT_GE(stage_->film().replicates, 2);
        EXPECT_EQ(stage_->film().months, before->months);
    }
    catch_up(show, live);
    EXPECT_EQ(levers.answer(), "");
    stage_->set_overlay({});
}

// C holds what is pulled beside the run without it, D shows the difference; while both are on show more is pulled.
TEST_F(ShowTest, WhatIsPulledIsHeldAgainstTheRunWithoutIt) {
    Scenario scenario = small_scenario(3, 2);
    sendscape::settle(scenario);
    LiveRun live(scenario, small_map(), 1);
    LeverPanel levers(Levers(scenario, {}));
    Guests guests;
    guests.live = &live;
    guests.levers = &levers;
    Show show(*stage_, guests);
    catch_up(show, live);
    stage_->view().playing = false;
    stage_->go_to(Month(2026, 6));
    stage_->select(testing::riverside);
    const auto without = stage_->shared_true_film();
    show.handle(key(sf::Keyboard::C));
    EXPECT_EQ(stage_->shared_other(), nullptr);
    EXPECT_NE(stage_->view().caption.find("Nothing is pulled"), std::string::npos);
    show.handle(key(sf::Keyboard::L));
    show.handle(key(sf::Keyboard::Right));
    catch_up(show, live);
    show.handle(key(sf::Keyboard::C));
    frame(show);
    EXPECT_EQ(stage_->shared_true_film(), without);
    ASSERT_NE(stage_->shared_other(), nullptr);
    EXPECT_FALSE(stage_->differences());
    const auto once = stage_->shared_other();
    show.handle(key(sf::Keyboard::Right));  // pulled on while A stands beside B
    frame(show);
    EXPECT_EQ(stage_->shared_true_film(), without);
    EXPECT_NE(stage_->shared_other(), once);
    show.handle(key(sf::Keyboard::D));
    EXPECT_TRUE(stage_->differences());
    catch_up(show, live);
    EXPECT_TRUE(stage_->differences());
    EXPECT_EQ(stage_->shared_other()->replicates, 2);
    show.handle(key(sf::Keyboard::D));
    EXPECT_EQ(stage_->shared_other(), nullptr);
    EXPECT_NE(stage_->shared_true_film(), without);
    show.handle(key(sf::Keyboard::C));
    for (int i = 0; i < 4; ++i) show.handle(key(sf::Keyboard::Backspace));
    catch_up(show, live);
    EXPECT_EQ(stage_->shared_other(), nullptr);  // there is nothing to hold against any more
    stage_->set_overlay({});
}

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
                        event = key(static_cast<sf::Keyboard::Key>(
                            std::array{sf::Keyboard::Enter, sf::Keyboard::Up, sf::Keyboard::Down, sf::Keyboard::Left,
                                       sf::Keyboard::Right, sf::Keyboard::L, sf::Keyboard::C, sf::Keyboard::D,
                                       sf::Keyboard::Backspace}[static_cast<std::size_t>(below(9))]));
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
