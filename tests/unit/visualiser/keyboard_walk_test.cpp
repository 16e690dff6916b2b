// SPDX-License-Identifier: MIT
// A walk through every function of the view by keys alone: a live run from its first picture to another run's file.
// At its end each key that the help lists was pressed, and each press did what the help says.
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string>
#include <tuple>

#include "sim/scenario/read_scenario.h"
#include "tests/support/invented_film.h"
#include "tests/unit/visualiser/show_scene.h"
#include "visualiser/keys.h"

namespace sendscape::keyboard_walk_test {
namespace {

using testing::LeversOnShow;
using testing::small_scenario;
using K = sf::Keyboard;

class KeyboardWalk : public LeversOnShow {
  protected:
    Wish tap(K::Key code, bool shift = false, bool control = false) {
        sf::Event event = testing::key(code);
        event.key.shift = shift, event.key.control = control;
        pressed_.emplace(code, control, shift);
        const Wish wish = show_->handle(event);
        frame(*show_);
        return wish;
    }
    void write(const std::string& words) {
        for (const char letter : words) {
            sf::Event event{};
            event.type = sf::Event::TextEntered;
            event.text.unicode = static_cast<sf::Uint32>(letter);
            show_->handle(event);
        }
        frame(*show_);
    }
    View& view() { return stage_->view(); }
    void time_by_keys();
    void map_by_keys();
    void subjects_by_keys();
    void levers_by_keys();
    void looks_by_keys();

    std::set<std::tuple<int, bool, bool>> pressed_;  ///< with Ctrl, with Shift
};

void KeyboardWalk::time_by_keys() {
    tap(K::Home);
    EXPECT_FLOAT_EQ(view().time, 0);
    tap(K::Right), tap(K::Right, true);
    EXPECT_FLOAT_EQ(view().time, 13);
    tap(K::Left);
    EXPECT_FLOAT_EQ(view().time, 12);
    tap(K::End);
    EXPECT_FLOAT_EQ(view().time, 36);
    tap(K::Home);
    tap(K::Space);
    EXPECT_TRUE(view().playing);
    for (const auto& [faster, slower] : {std::pair(K::Equal, K::Hyphen), std::pair(K::Add, K::Subtract)}) {
        const float speed = view().speed;
        tap(faster);
        EXPECT_GT(view().speed, speed);
        tap(slower);
        EXPECT_FLOAT_EQ(view().speed, speed);
    }
    tap(K::Space);
    EXPECT_FALSE(view().playing);
    stage_->go_to(Month(2027, 3));
}

void KeyboardWalk::map_by_keys() {
    for (std::size_t layer = 0; layer < layer_count; ++layer) {
        const bool shift = layer >= layers_by_digit, shown = view().layers[layer];
        const auto digit = static_cast<K::Key>(K::Num1 + layer % layers_by_digit);
        tap(digit, shift);
        EXPECT_NE(view().layers[layer], shown);
        tap(digit, shift);
        EXPECT_EQ(view().layers[layer], shown);
    }
    const auto zoom_after = [&](K::Key code) {
        tap(code);
        stage_->camera().jump();
        return stage_->camera().zoom();
    };
    const float near = zoom_after(K::PageUp), nearer = zoom_after(K::PageUp);
    EXPECT_GT(near, 1);
    EXPECT_GT(nearer, near);
    EXPECT_LT(zoom_after(K::PageDown), nearer);
    for (const K::Key way : {K::Left, K::Right, K::Up, K::Down}) {
        const sf::Vector2f before = stage_->camera().metres({300, 300});
        tap(way, false, true);
        stage_->camera().jump();
        EXPECT_NE(stage_->camera().metres({300, 300}), before);
    }
    tap(K::Num0);
    stage_->camera().jump();
    EXPECT_FLOAT_EQ(stage_->camera().zoom(), 1);
}

void KeyboardWalk::subjects_by_keys() {
    for (const K::Key search : {K::Slash, K::Divide}) {
        tap(search);
        EXPECT_TRUE(view().searching);
        write("/riverside");
        tap(K::Enter);
        EXPECT_EQ(view().school, testing::riverside);
        tap(K::Escape);
        EXPECT_FALSE(view().school);
    }
    tap(K::Tab);  // to a magnet, or there is none and the stage says so
    EXPECT_TRUE(view().school || !view().caption.empty());
    tap(K::E);
    ASSERT_TRUE(view().child) << "the child to whom most happens";
    tap(K::G);
    const float before = stage_->camera().zoom();
    for (int i = 0; i < 10; ++i) frame(*show_, 0.1f);
    EXPECT_NE(stage_->camera().zoom(), before) << "the map goes with the child";
    tap(K::G);
    tap(K::Escape);
    EXPECT_FALSE(view().child);
    stage_->select(testing::riverside);
    tap(K::N);
    EXPECT_TRUE(view().child || !view().caption.empty());
    tap(K::Escape);
    tap(K::Num0);
}

void KeyboardWalk::levers_by_keys() {
    stage_->go_to(Month(2027, 3));
    stage_->select(testing::riverside);
    tap(K::C);
    EXPECT_FALSE(stage_->holds()) << "nothing is pulled";
    tap(K::L);
    ASSERT_TRUE(view().levers);
    choose("Admits");
    tap(K::Right);
    EXPECT_TRUE(levers_->levers().pulled_any());
    choose("New special school");
    tap(K::Enter);
    ASSERT_TRUE(levers_->carried());
    tap(K::Up), tap(K::Enter);
    EXPECT_FALSE(levers_->carried());
    for (const char* row : {"Places", "Opens", "Autism"}) {  // of the site in hand
        choose(row);
        tap(row == std::string("Autism") ? K::Enter : K::Right);
    }
    choose("Done with it");
    tap(K::Enter);
    choose("Redraw its catchment");
    tap(K::Enter);
    ASSERT_NE(levers_->brush(), nullptr);
    tap(K::Space), tap(K::Right), tap(K::Backspace), tap(K::Space), tap(K::Enter);
    EXPECT_EQ(levers_->brush(), nullptr);
    choose("A policy");
    tap(K::Enter);
    catch_up();
    ASSERT_EQ(live_->failure(), nullptr);
    EXPECT_NE(levers_->answer(), "");
    EXPECT_EQ(tap(K::W), Wish::scenario);
    tap(K::C);
    EXPECT_TRUE(stage_->holds() && !stage_->differences());
    tap(K::D);
    EXPECT_TRUE(stage_->holds() && stage_->differences());
    tap(K::D);
    EXPECT_FALSE(stage_->holds());
    for (int i = 0; i < 20; ++i) tap(K::Backspace);
    EXPECT_FALSE(levers_->levers().pulled_any());
    catch_up();
    tap(K::L);
    EXPECT_FALSE(view().levers);
    tap(K::Escape);
}

void KeyboardWalk::looks_by_keys() {
    for (int i = 0; i < 2; ++i) {
        const bool light = view().theme->light, hidden = view().anonymise, bare = view().clean;
        tap(K::T), tap(K::A), tap(K::B);
        EXPECT_NE(view().theme->light, light);
        EXPECT_NE(view().anonymise, hidden);
        EXPECT_NE(view().clean, bare);
    }
    tap(K::H);
    EXPECT_TRUE(view().help);
    tap(K::Escape);
    EXPECT_FALSE(view().help);
    EXPECT_EQ(tap(K::S), Wish::picture);
    EXPECT_EQ(tap(K::V), Wish::video);
    EXPECT_EQ(tap(K::F), Wish::full_screen);
}

TEST_F(KeyboardWalk, EveryFunctionIsReachedByKeysAlone) {
    PolicyLever policy;
    policy.name = policy.title = "A policy";
    policy.changes.push_back({{}, Month(0), "plans.refusal_appeal_share", {0.4}});
    begin(small_scenario(3, 2), {policy}, Month(2027, 3));
    tap(K::L);  // opened by begin(): closed
    ASSERT_FALSE(view().levers);
    time_by_keys();
    map_by_keys();
    subjects_by_keys();
    levers_by_keys();
    looks_by_keys();

    // Out: full screen is left first, then the key asks, and asked again it ends.
    EXPECT_EQ(tap(K::Escape), Wish::quit);
    EXPECT_EQ(show_->leave(true), Wish::full_screen);
    EXPECT_EQ(show_->leave(false), Wish::none);
    EXPECT_EQ(show_->leave(false), Wish::quit);

    // Another run by its path; and C and D of two runs.
    Guests guests;
    std::string asked;
    guests.load = [&](const std::filesystem::path& path) {
        asked = path.string();
        return testing::invented_film();
    };
    show_ = std::make_unique<Show>(*stage_, guests);
    tap(K::O);
    EXPECT_TRUE(view().opening);
    write("oout/a.h5");  // with the key's own letter, as a keyboard sends it
    tap(K::Enter);
    EXPECT_EQ(asked, "out/a.h5");
    EXPECT_EQ(stage_->film().months, testing::invented_film()->months);

    for (const KeyHelp& line : key_help())
        for (const K::Key code : line.codes)
            EXPECT_TRUE(pressed_.contains({code, line.control, line.shift})) << line.keys << ": " << line.words;
}

}  // namespace
}  // namespace sendscape::keyboard_walk_test
