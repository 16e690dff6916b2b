// SPDX-License-Identifier: MIT
// What a viewer does with the panel of levers, by synthetic events on a virtual display.
#include "visualiser/lever_panel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "sim/output/run_file.h"
#include "sim/scenario/read_scenario.h"
#include "tests/unit/visualiser/show_scene.h"
#include "visualiser/saved_scenario.h"

namespace sendscape::lever_panel_test {
namespace {

using testing::key;
using testing::LeversOnShow;
using testing::mouse;
using testing::small_map;
using testing::small_scenario;

TEST_F(LeversOnShow, EveryLeverHasAKey) {
    Scenario scenario = small_scenario(3, 1);
    settle(scenario);
    begin(scenario, {}, Month(2027, 3), testing::riverside);
    EXPECT_EQ(stage_->film().months, 37);
    EXPECT_TRUE(stage_->view().levers);
    ASSERT_GE(levers_->rows(), 4u);  // admission number, base, closure, special school

    const auto before = stage_->shared_film();
    press(sf::Keyboard::Right);  // the first row: more admitted
    const auto map = small_map();
    const School& riverside = map->schools[testing::riverside];
    EXPECT_EQ(levers_->levers().pan(riverside, Month(2027, 4)), riverside.pan + 15);
    EXPECT_GT(stage_->film().flags.size(), before->flags.size());  // to be seen at once
    frame(*show_);
    EXPECT_FALSE(live_->finished() && live_->run() == nullptr);
    catch_up();
    EXPECT_EQ(stage_->film().months, 37);
    EXPECT_EQ(stage_->film().first + static_cast<int>(stage_->view().time), Month(2027, 3));
    // The past is as it was.
    for (int m = 0; m <= 14; ++m)
        for (std::size_t s = 0; s < testing::small_schools; ++s)
            EXPECT_EQ(stage_->film().at(m, s).roll, before->at(m, s).roll);

    // Every row is chosen and pulled by keys.
    for (const char* row : {"Open a base", "Special school in", "Close this school"}) {
        choose(row);
        press(sf::Keyboard::Enter);
        frame(*show_);
    }
    catch_up();
    ASSERT_NE(live_->run(), nullptr);
    EXPECT_TRUE(levers_->levers().closing(riverside)) << stage_->view().caption;
    EXPECT_GE(stage_->film().flags.size(), 3u);
    for (int i = 0; i < 10; ++i) press(sf::Keyboard::Backspace);
    EXPECT_FALSE(levers_->levers().pulled_any());
    catch_up();
    for (int i = 0; i < 200 && !live_->finished(); ++i) frame(*show_);
    catch_up();
    LiveRun again(scenario, small_map(), 1);
    again.wait();
    EXPECT_TRUE(run_file_bytes(*live_->run()) == run_file_bytes(*again.run()));
    press(sf::Keyboard::L);
    press(sf::Keyboard::Escape);
    frame(*show_);
}

// What is pulled is answered as its runs arrive: the same difference as between the two runs' files, replicate by
// replicate. Taken back, nothing is answered.
TEST_F(LeversOnShow, WhatIsPulledIsAnsweredOverAllRuns) {
    PolicyLever policy;
    policy.name = policy.title = "No new places";
    policy.sentence = "Nothing is built.";
    policy.asks = "Nobody";
    policy.source = "an example";
    policy.known = "follows from the rule itself";
    for (const ParameterChange& change : read_policy("no-new-places").changes) policy.changes.push_back(change);
    begin(small_scenario(3, 3), {policy}, Month(2026, 2));
    const sendscape::Run before = *live_->run();
    const std::size_t row = levers_->rows() - 1;
    EXPECT_EQ(levers_->about(row),
              "Nothing is built. Asked for by Nobody. Source: an example. Its effect follows from the rule itself.");
    EXPECT_EQ(levers_->answer(), "");
    while (levers_->cursor() != row) press(sf::Keyboard::Down);
    press(sf::Keyboard::Enter);
    show_->advance(0.001f);
    EXPECT_TRUE(levers_->answer() == "It is being lived\u2026" || levers_->answer().find("At the end") == 0);
    catch_up();
    ASSERT_NE(live_->run(), nullptr);
    const Month last = before.last();
    const auto was = before.across(before.get("specialist_shortfall"), last),
               now = live_->run()->across(live_->run()->get("specialist_shortfall"), last);
    ASSERT_EQ(now.size(), 3u);
    std::vector<double> by;
    for (std::size_t r = 0; r < 3; ++r) by.push_back(now[r] - was[r]);
    const Range range = range_of(by);
    // What is said is what the numbers shown differ by.
    const double shown =
        std::nearbyint((now[0] + now[1] + now[2]) / 3) - std::nearbyint((was[0] + was[1] + was[2]) / 3);
    EXPECT_EQ(levers_->answer().find("At the end, in " + long_name(last) + ": " +
                                     answer_words({range.mean, range.p05, range.p95, 3, shown}) + "."),
              0u)
        << levers_->answer();
    press(sf::Keyboard::Backspace);
    for (int i = 0; i < 3; ++i) frame(*show_);
    catch_up();
    EXPECT_EQ(levers_->answer(), "");
}

// A long list is gone through by keys: the chosen row is always among those on show.
TEST_F(LeversOnShow, ALongListOfLeversScrolls) {
    std::vector<PolicyLever> policies(50);
    for (std::size_t i = 0; i < policies.size(); ++i) {
        policies[i].name = policies[i].title = "Policy " + std::to_string(i);
        policies[i].asks = i < 10 ? "" : "Group " + std::to_string(i / 10);
        policies[i].changes.push_back(
            {{}, Month(2026, 5), "plans.refusal_appeal_share", {0.01 * static_cast<double>(i)}});
    }
    begin(small_scenario(1, 1), policies);
    ASSERT_GE(levers_->rows(), 50u);
    for (const auto direction : {sf::Keyboard::Down, sf::Keyboard::Up})
        for (std::size_t i = 0; i <= levers_->rows(); ++i) {
            press(direction);
            frame(*show_, 0.001f);
            const sf::FloatRect box = levers_->row_box(levers_->cursor());
            ASSERT_GT(box.width, 10) << levers_->cursor();
            EXPECT_LT(box.top + box.height, stage_->boxes().timeline.top);
        }
}

TEST_F(LeversOnShow, EveryLeverCanBeClickedAndNumbersDragged) {
    begin(small_scenario(1, 1), {}, {}, testing::riverside);
    const auto map = small_map();
    const School& riverside = map->schools[testing::riverside];
    const Month next = stage_->film().first + 1;
    const sf::FloatRect row = levers_->row_box(0);
    ASSERT_GT(row.width, 100);
    const float y = row.top + row.height / 2;
    show_->handle(mouse(sf::Event::MouseButtonPressed, {row.left + row.width - 20, y}));
    show_->handle(mouse(sf::Event::MouseButtonReleased, {row.left + row.width - 20, y}));
    EXPECT_EQ(levers_->levers().pan(riverside, next), riverside.pan + 15);
    const float middle = row.left + row.width / 3;
    show_->handle(mouse(sf::Event::MouseButtonPressed, {middle, y}));
    show_->handle(mouse(sf::Event::MouseMoved, {middle + 3 * row.height, y}));
    frame(*show_);
    EXPECT_FALSE(live_->finished() && !levers_->levers().pulled_any());
    show_->handle(mouse(sf::Event::MouseButtonReleased, {middle + 3 * row.height, y}));
    EXPECT_GT(levers_->levers().pan(riverside, next), riverside.pan + 30);
    const sf::FloatRect base = levers_->row_box(1);
    show_->handle(mouse(sf::Event::MouseButtonPressed, {base.left + 50, base.top + base.height / 2}));
    EXPECT_EQ(levers_->levers().base_places(riverside, next), Levers::new_base_places);
    catch_up();
    catch_up();
    EXPECT_EQ(live_->failure(), nullptr);
}

// A special school is carried to the map by keys, its places, needs and opening set, and the whole taken back step by
// step; a base is dragged to a school by mouse. The saved scenario is the one that was lived.
TEST_F(LeversOnShow, ASchoolAndABaseArePutOnTheMapByKeysAndByMouse) {
    begin(small_scenario(4, 1), {}, Month(2026, 10));
    const sf::FloatRect map = stage_->boxes().map, dock = stage_->boxes().dock;
    EXPECT_LE(map.left + map.width, dock.left + 1);  // nothing of the map is hidden

    choose("New special school");
    press(sf::Keyboard::Enter);
    ASSERT_TRUE(levers_->carried());
    const auto small = small_map();
    const Zone& zone = small->zones[7];
    const auto towards = [&](float x, float y) {
        const sf::Vector2f to = stage_->camera().pixel(x, y);
        for (int i = 0; i < 400; ++i) {
            const sf::Vector2f at = *levers_->carried();
            if (std::abs(at.x - to.x) > 8)
                press(at.x < to.x ? sf::Keyboard::Right : sf::Keyboard::Left);
            else if (std::abs(at.y - to.y) > 8)
                press(at.y < to.y ? sf::Keyboard::Down : sf::Keyboard::Up);
            else
                break;
        }
        frame(*show_);
    };
    towards(static_cast<float>(zone.x), static_cast<float>(zone.y));
    press(sf::Keyboard::Enter);
    ASSERT_FALSE(levers_->carried());
    ASSERT_TRUE(levers_->levers().in_hand());
    EXPECT_EQ(levers_->levers().in_hand()->near, zone.code);
    EXPECT_EQ(levers_->levers().in_hand()->on, Month(2027, 9));
    frame(*show_);
    choose("Places");
    for (int i = 0; i < 3; ++i) press(sf::Keyboard::Right);
    choose("Opens");
    press(sf::Keyboard::Left);
    choose("Autism");
    press(sf::Keyboard::Enter);
    const ProvisionChange school = *levers_->levers().in_hand();
    EXPECT_EQ(school.places, 75);
    EXPECT_EQ(school.on, Month(2027, 8));
    EXPECT_FALSE(is_for(school, NeedGroup::autism));
    EXPECT_TRUE(is_for(school, NeedGroup::semh));
    catch_up();
    EXPECT_EQ(live_->failure(), nullptr);
    const Film& film = *stage_->shared_future();
    const auto built = std::find_if(film.schools.begin(), film.schools.end(),
                                    [&](const School& one) { return one.urn == school.urn; });
    ASSERT_NE(built, film.schools.end());
    EXPECT_EQ(built->x, zone.x);

    // A base by mouse: from its row to a school, let go there.
    choose("Done with it");
    press(sf::Keyboard::Enter);
    frame(*show_);
    choose("New base");
    frame(*show_);
    const sf::FloatRect row = levers_->row_box(levers_->cursor());
    const School& kings = small->schools[testing::kings];
    const sf::Vector2f there = stage_->camera().pixel(static_cast<float>(kings.x), static_cast<float>(kings.y));
    show_->handle(mouse(sf::Event::MouseButtonPressed, {row.left + 60, row.top + row.height / 2}));
    show_->handle(mouse(sf::Event::MouseMoved, there));
    frame(*show_);
    show_->handle(mouse(sf::Event::MouseButtonReleased, there));
    ASSERT_TRUE(levers_->levers().in_hand());
    EXPECT_EQ(levers_->levers().in_hand()->urn, kings.urn);
    EXPECT_EQ(levers_->levers().in_hand()->kind, ProvisionChange::Kind::open_base);
    EXPECT_EQ(levers_->levers().in_hand()->phase, Phase::secondary);
    catch_up();
    EXPECT_EQ(live_->failure(), nullptr);

    // Saved and read again it is the scenario that was lived.
    const Wish wish = show_->handle(key(sf::Keyboard::W));
    EXPECT_EQ(wish, Wish::scenario);
    const Scenario again = recorded_scenario(saved_scenario(levers_->levers()), "again");
    EXPECT_EQ(again.provision, levers_->levers().scenario().provision);
    const sendscape::Run saved = testing::run_of(*small, again), lived = *live_->run();
    EXPECT_EQ(saved.events.size(), lived.events.size());
    EXPECT_EQ(saved.across(saved.get("specialist_shortfall"), saved.last()),
              lived.across(lived.get("specialist_shortfall"), lived.last()));
}

// Taken back, the future is at once what it was, before anything is lived anew; and stays so.
TEST_F(LeversOnShow, WhatIsTakenBackIsThereAtOnce) {
    begin(small_scenario(3, 2), {}, Month(2026, 6), testing::riverside);
    const auto before = stage_->shared_true_film();
    press(sf::Keyboard::Right);
    EXPECT_TRUE(stage_->film().sketched);
    frame(*show_);
    if (stage_->film().sketched) {  // a busy machine may have lived it during the frame
        EXPECT_FALSE(levers_->status().living.empty());
    }
    catch_up();
    EXPECT_NE(stage_->shared_true_film(), before);
    EXPECT_TRUE(levers_->status().living.empty());
    press(sf::Keyboard::Backspace);
    EXPECT_EQ(stage_->shared_true_film(), before);
    for (int i = 0; i < 50 && !live_->finished(); ++i) {
        frame(*show_, 0.001f);
        EXPECT_GE(stage_->film().replicates, 2);
        EXPECT_EQ(stage_->film().months, before->months);
    }
    catch_up();
    EXPECT_EQ(levers_->answer(), "");
}

// C holds what is pulled beside the run without it, D shows the difference; while both are on show more is pulled.
TEST_F(LeversOnShow, WhatIsPulledIsHeldAgainstTheRunWithoutIt) {
    begin(small_scenario(3, 2), {}, Month(2026, 6), testing::riverside);
    const auto without = stage_->shared_true_film();
    press(sf::Keyboard::C);
    EXPECT_EQ(stage_->shared_other(), nullptr);
    EXPECT_NE(stage_->view().caption.find("Nothing is pulled"), std::string::npos);
    press(sf::Keyboard::Right);
    catch_up();
    press(sf::Keyboard::C);
    frame(*show_);
    EXPECT_EQ(stage_->shared_true_film(), without);
    ASSERT_NE(stage_->shared_other(), nullptr);
    EXPECT_FALSE(stage_->differences());
    const auto once = stage_->shared_other();
    press(sf::Keyboard::Right);  // pulled on while A stands beside B
    frame(*show_);
    EXPECT_EQ(stage_->shared_true_film(), without);
    EXPECT_NE(stage_->shared_other(), once);
    press(sf::Keyboard::D);
    EXPECT_TRUE(stage_->differences());
    catch_up();
    EXPECT_TRUE(stage_->differences());
    EXPECT_EQ(stage_->shared_other()->replicates, 2);
    press(sf::Keyboard::D);
    EXPECT_EQ(stage_->shared_other(), nullptr);
    EXPECT_NE(stage_->shared_true_film(), without);
    press(sf::Keyboard::C);
    for (int i = 0; i < 4; ++i) press(sf::Keyboard::Backspace);
    catch_up();
    EXPECT_EQ(stage_->shared_other(), nullptr);  // there is nothing to hold against any more
}

}  // namespace
}  // namespace sendscape::lever_panel_test
