// SPDX-License-Identifier: MIT
// A catchment redrawn by hand, by keys and by mouse, by synthetic events on a virtual display.
#include "visualiser/catchment_brush.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/output/run_file.h"
#include "sim/scenario/admission_authorities.h"
#include "sim/scenario/read_scenario.h"
#include "tests/unit/visualiser/show_scene.h"
#include "visualiser/saved_scenario.h"

namespace sendscape::catchment_brush_test {
namespace {

using testing::key;
using testing::LeversOnShow;
using testing::mouse;
using testing::small_map;
using testing::small_scenario;

class CatchmentBrushTest : public LeversOnShow {
  protected:
    void begin_redraw() {
        begin(small_scenario(3, 1), {}, Month(2026, 10), testing::riverside);
        choose("Redraw its catchment");
        press(sf::Keyboard::Enter);
        frame(*show_);
        ASSERT_NE(levers_->brush(), nullptr);
    }
    [[nodiscard]] const CriteriaChange* drawn() const {
        for (const CriteriaChange& change : levers_->levers().scenario().criteria)
            if (change.draws_catchment()) return &change;
        return nullptr;
    }
};

// By keys alone: neighbourhoods are gone to and turned, a step is taken back, the whole is lived and saved; `check`
// reads the file, and a run of it is the one that was on show.
TEST_F(CatchmentBrushTest, IsDrawnByKeysLivedAndSaved) {
    begin_redraw();
    const ZoneSet before = levers_->brush()->zones();
    press(sf::Keyboard::Space);
    const std::size_t first = levers_->brush()->cursor();
    EXPECT_NE(levers_->brush()->zones()[first], before[first]);
    for (const auto way : {sf::Keyboard::Left, sf::Keyboard::Up, sf::Keyboard::Right, sf::Keyboard::Down}) {
        press(way);
        frame(*show_);
    }
    press(sf::Keyboard::Right);
    ASSERT_NE(levers_->brush()->cursor(), first);
    press(sf::Keyboard::Space);
    press(sf::Keyboard::Backspace);  // that one is as it was
    ZoneSet expected = before;
    expected[first] = expected[first] ? 0 : 1;
    EXPECT_EQ(levers_->brush()->zones(), expected);
    press(sf::Keyboard::Right);
    press(sf::Keyboard::Space);
    const ZoneSet zones = levers_->brush()->zones();
    EXPECT_FALSE(levers_->levers().pulled_any());
    press(sf::Keyboard::Enter);
    EXPECT_EQ(levers_->brush(), nullptr);
    ASSERT_NE(drawn(), nullptr);
    const auto map = small_map();
    EXPECT_EQ(drawn()->urn, map->schools[testing::riverside].urn);
    EXPECT_EQ(drawn()->on, Month(2026, 11));
    EXPECT_EQ(zones_within(*map, drawn()->rings), zones);  // as the model reads it
    catch_up();
    ASSERT_EQ(live_->failure(), nullptr);
    ASSERT_NE(live_->run(), nullptr);

    EXPECT_EQ(show_->handle(key(sf::Keyboard::W)), Wish::scenario);
    const Scenario again = recorded_scenario(saved_scenario(levers_->levers()), "again");
    EXPECT_EQ(again.criteria, levers_->levers().scenario().criteria);
    EXPECT_TRUE(idle_catchments(*map, again).empty());  // what `check` warns of: criteria that ask for none
    ConfigProblems problems;
    add_criteria_problems(*map, again.provision, again.criteria, problems);
    EXPECT_FALSE(problems.any());
    const sendscape::Run saved = testing::run_of(*map, again), lived = *live_->run();
    for (const char* measure : {"specialist_shortfall", "pupils_on_roll", "offers"})
        if (saved.find(measure)) {
            const auto &one = saved.get(measure).values, &other = lived.get(measure).values;
            EXPECT_TRUE(std::equal(one.begin(), one.end(), other.begin(), other.end(), [](double a, double b) {
                return a == b || (std::isnan(a) && std::isnan(b));
            })) << measure;
        }
    // One step back, and nothing is drawn.
    press(sf::Keyboard::Backspace);
    EXPECT_EQ(drawn(), nullptr);
    EXPECT_FALSE(levers_->levers().pulled_any());
}

TEST_F(CatchmentBrushTest, IsDrawnByMouseAndLeftAsItWas) {
    begin_redraw();
    stage_->camera().jump();
    frame(*show_);
    const auto map = small_map();
    const ZoneSet before = levers_->brush()->zones();
    const auto pixel = [&](std::size_t zone) {
        return stage_->camera().pixel(static_cast<float>(map->zones[zone].x), static_cast<float>(map->zones[zone].y));
    };
    // Two zones on the map, both in or both out: pressed on one and dragged to the other both are turned.
    std::vector<std::size_t> seen;
    for (std::size_t z = 0; z < before.size() && seen.size() < 2; ++z)
        if (stage_->boxes().map.contains(pixel(z)) && (seen.empty() || before[z] == before[seen[0]])) seen.push_back(z);
    ASSERT_EQ(seen.size(), 2u);
    show_->handle(mouse(sf::Event::MouseButtonPressed, pixel(seen[0])));
    show_->handle(mouse(sf::Event::MouseMoved, pixel(seen[1])));
    frame(*show_);
    show_->handle(mouse(sf::Event::MouseButtonReleased, pixel(seen[1])));
    for (const std::size_t z : seen) EXPECT_NE(levers_->brush()->zones()[z], before[z]) << z;
    const sf::FloatRect leave = levers_->brush()->leave_box();
    ASSERT_GT(leave.width, 100);
    show_->handle(mouse(sf::Event::MouseButtonPressed, {leave.left + 30, leave.top + leave.height / 2}));
    EXPECT_EQ(levers_->brush(), nullptr);
    EXPECT_FALSE(levers_->levers().pulled_any());

    // Once more, and done by mouse.
    begin_redraw();
    stage_->camera().jump();
    frame(*show_);
    show_->handle(mouse(sf::Event::MouseButtonPressed, pixel(seen[0])));
    show_->handle(mouse(sf::Event::MouseButtonReleased, pixel(seen[0])));
    frame(*show_);
    const sf::FloatRect done = levers_->brush()->done_box();
    show_->handle(mouse(sf::Event::MouseButtonPressed, {done.left + 30, done.top + done.height / 2}));
    EXPECT_EQ(levers_->brush(), nullptr);
    EXPECT_NE(drawn(), nullptr);
    catch_up();
    EXPECT_EQ(live_->failure(), nullptr);
}

}  // namespace
}  // namespace sendscape::catchment_brush_test
