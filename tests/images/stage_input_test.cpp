// SPDX-License-Identifier: MIT
// Keys and the pointer on the stage.
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/images/stage_scene.h"
#include "visualiser/keys.h"

namespace sendscape::stage_input_test {
namespace {

using testing::FilmSize;
using testing::invented_film;
using testing::Stages;

TEST_F(Stages, KeysReachEveryFunction) {
    stage_->show(invented_film());
    stage_->compare_with(invented_film());
    View& view = stage_->view();
    press(sf::Keyboard::Right);
    EXPECT_FLOAT_EQ(view.time, 1);
    press(sf::Keyboard::Right, true);
    EXPECT_FLOAT_EQ(view.time, 13);
    press(sf::Keyboard::Left);
    EXPECT_FLOAT_EQ(view.time, 12);
    press(sf::Keyboard::End);
    EXPECT_FLOAT_EQ(view.time, 24);
    press(sf::Keyboard::Home);
    EXPECT_FLOAT_EQ(view.time, 0);
    press(sf::Keyboard::Space);
    EXPECT_TRUE(view.playing);
    stage_->advance(0.5f);
    EXPECT_GT(view.time, 2);
    press(sf::Keyboard::Space);
    EXPECT_FALSE(view.playing);
    const float speed = view.speed;
    press(sf::Keyboard::Equal);
    EXPECT_GT(view.speed, speed);
    for (int i = 0; i < 20; ++i) press(sf::Keyboard::Equal);
    EXPECT_LE(view.speed, 120);
    for (int i = 0; i < 30; ++i) press(sf::Keyboard::Hyphen);
    EXPECT_GE(view.speed, 1);
    for (std::size_t layer = 0; layer < layer_count; ++layer) {
        const bool shown = view.layers[layer];
        press(static_cast<sf::Keyboard::Key>(sf::Keyboard::Num1 + layer % 9), layer >= 9);
        EXPECT_NE(view.layers[layer], shown);
    }
    press(sf::Keyboard::H);
    EXPECT_TRUE(view.help);
    press(sf::Keyboard::Escape);
    EXPECT_FALSE(view.help);
    press(sf::Keyboard::T);
    EXPECT_TRUE(view.theme->light);
    press(sf::Keyboard::A);
    EXPECT_TRUE(view.anonymise);
    press(sf::Keyboard::A);
    press(sf::Keyboard::B);
    EXPECT_TRUE(view.clean);
    press(sf::Keyboard::B);
    press(sf::Keyboard::D);
    EXPECT_TRUE(stage_->differences());
    press(sf::Keyboard::C);
    EXPECT_FALSE(stage_->differences());
    const float zoom = stage_->camera().zoom();
    press(sf::Keyboard::PageUp);
    stage_->advance(5);
    EXPECT_GT(stage_->camera().zoom(), zoom);
    press(sf::Keyboard::Num0);
    stage_->advance(5);
    EXPECT_FLOAT_EQ(stage_->camera().zoom(), zoom);
    press(sf::Keyboard::Slash);
    EXPECT_TRUE(view.searching);
    for (const char c : {'1', '0', '0', '0', '0', '3'}) type(c);
    press(sf::Keyboard::Enter);
    ASSERT_TRUE(view.school);
    EXPECT_EQ(*view.school, 3u);
    press(sf::Keyboard::Escape);
    EXPECT_FALSE(view.school);
    view.time = 20;
    press(sf::Keyboard::Tab);
    ASSERT_TRUE(view.school);
    EXPECT_EQ(*view.school, 1u);
    press(sf::Keyboard::Tab);
    EXPECT_EQ(*view.school, 8u);
    press(sf::Keyboard::Escape);
    press(sf::Keyboard::S);
    EXPECT_EQ(last_, Wish::picture);
    press(sf::Keyboard::V);
    EXPECT_EQ(last_, Wish::video);
    press(sf::Keyboard::F);
    EXPECT_EQ(last_, Wish::full_screen);
    press(sf::Keyboard::L);
    EXPECT_EQ(last_, Wish::lever);
    press(sf::Keyboard::Escape);
    EXPECT_EQ(last_, Wish::quit);
}

// O asks for the path of another run; its own letter is no part of it, and a path that begins with an o keeps it.
TEST_F(Stages, APathIsTypedForAnotherRun) {
    stage_->show(invented_film());
    View& view = stage_->view();
    press(sf::Keyboard::O);
    type('o');  // as a keyboard sends it
    EXPECT_TRUE(view.opening);
    EXPECT_EQ(view.path, "");
    for (const char c : std::string("out/a.h5")) type(c);
    press(sf::Keyboard::Space);
    EXPECT_EQ(view.path, "out/a.h5");
    EXPECT_FALSE(view.playing) << "while words are typed no key does anything else";
    press(sf::Keyboard::Backspace);
    EXPECT_EQ(view.path, "out/a.h");
    press(sf::Keyboard::Enter);
    EXPECT_EQ(last_, Wish::open);
    EXPECT_FALSE(view.opening);
    press(sf::Keyboard::O);
    press(sf::Keyboard::Escape);
    EXPECT_FALSE(view.opening);
    EXPECT_EQ(last_, Wish::none);
}

// Each layer is named at the foot of the frame, and a click turns it.
TEST_F(Stages, ChipsShowAndTurnTheLayers) {
    size_to(1280, 720);
    stage_->show(invented_film());
    draw();
    std::vector<DrawnWords> words;
    const auto chip = [&](const std::string& name) {
        words.clear();
        stage_->record(&words);
        draw();
        stage_->record(nullptr);
        return *std::find_if(words.begin(), words.end(), [&](const auto& one) { return one.words == name; });
    };
    for (const LayerRow& row : layer_rows) {
        const std::string name = std::to_string(row.number()) + " " + std::string(row.words);
        const DrawnWords before = chip(name);
        EXPECT_EQ(before.colour == stage_->view().theme->text, stage_->view().shows(row.layer)) << name;
        const bool on = stage_->view().shows(row.layer);
        mouse(sf::Event::MouseButtonPressed, static_cast<int>(before.box.left + before.box.width / 2),
              static_cast<int>(before.box.top + before.box.height / 2));
        mouse(sf::Event::MouseButtonReleased, 0, 0);
        EXPECT_EQ(stage_->view().shows(row.layer), !on) << name;
        EXPECT_EQ(chip(name).colour == stage_->view().theme->text, !on) << name;
    }
}

// On stage a key that does nothing looks like a fault: each says why.
TEST_F(Stages, AKeyWithoutEffectSaysWhy) {
    FilmSize size;
    size.children = 0;
    auto film = std::make_shared<Film>(*invented_film(size));
    for (SchoolMonth& now : film->school_months) now.magnet = 0, now.magnet_runs = 0;
    stage_->show(film);
    const auto why = [&](sf::Keyboard::Key code) {
        press(code);
        return stage_->take_reason();
    };
    EXPECT_NE(why(sf::Keyboard::C).find("--compare"), std::string::npos);
    EXPECT_NE(why(sf::Keyboard::D).find("--compare"), std::string::npos);
    EXPECT_NE(why(sf::Keyboard::Tab).find("No school is a SEND magnet in half of the runs"), std::string::npos);
    EXPECT_NE(why(sf::Keyboard::N).find("short of a place"), std::string::npos);
    EXPECT_NE(why(sf::Keyboard::Left).find("first month"), std::string::npos);
    EXPECT_EQ(why(sf::Keyboard::Right), "");
    EXPECT_EQ(why(sf::Keyboard::End), "");
    EXPECT_NE(why(sf::Keyboard::Right).find("last month"), std::string::npos);
    EXPECT_NE(why(sf::Keyboard::End).find("last month"), std::string::npos);
    EXPECT_NE(why(sf::Keyboard::E).find("follows no child"), std::string::npos);
    EXPECT_NE(why(sf::Keyboard::G).find("No child is on show"), std::string::npos);
    EXPECT_NE(why(sf::Keyboard::Num0).find("whole map is on show"), std::string::npos);
    EXPECT_EQ(why(sf::Keyboard::Num2), "");  // off
    EXPECT_NE(why(sf::Keyboard::Num2).find("nobody to draw"), std::string::npos);
    EXPECT_EQ(why(sf::Keyboard::F5), "This key does nothing: H shows the keys.");
    EXPECT_EQ(why(sf::Keyboard::LShift), "");
    for (int i = 0; i < 12; ++i) {
        press(sf::Keyboard::PageUp);
        stage_->camera().jump();
    }
    EXPECT_NE(stage_->take_reason().find("as near as it goes"), std::string::npos);
    EXPECT_EQ(why(sf::Keyboard::X), "X does nothing: H shows the keys.");
    EXPECT_EQ(why(sf::Keyboard::T), "");
    for (int i = 0; i < 20; ++i) press(sf::Keyboard::Equal);
    EXPECT_NE(stage_->take_reason().find("fast"), std::string::npos);
    stage_->compare_with(invented_film());
    EXPECT_NE(why(sf::Keyboard::C).find("already"), std::string::npos);
    EXPECT_EQ(why(sf::Keyboard::D), "");
    EXPECT_NE(why(sf::Keyboard::N).find("elsewhere in B"), std::string::npos);
}

/// All that a key could change.
std::string state_of(Stage& stage) {
    const View& v = stage.view();
    const auto number = [](const auto& maybe) { return maybe ? std::to_string(*maybe) : std::string("-"); };
    const sf::Vector2f middle = stage.camera().metres({300, 150});
    return std::to_string(v.time) + ' ' + std::to_string(v.playing) + ' ' + std::to_string(v.speed) + ' ' +
           v.layers.to_string() + ' ' + std::to_string(v.theme->light) + std::to_string(v.anonymise) +
           std::to_string(v.help) + std::to_string(v.clean) + std::to_string(v.searching) + std::to_string(v.opening) +
           ' ' + number(v.school) + ' ' + number(v.child) + ' ' + std::to_string(v.follow) + ' ' +
           std::to_string(stage.differences()) + ' ' + std::to_string(middle.x) + ' ' + std::to_string(middle.y) + ' ' +
           std::to_string(stage.camera().zoom());
}

TEST_F(Stages, TheHelpListsTheKeysThatDoSomethingAndNoOther) {
    enum Held { none, control, shift };
    std::set<std::pair<int, Held>> listed;
    for (const KeyHelp& line : key_help())
        for (const sf::Keyboard::Key code : line.codes)
            listed.emplace(code, line.control ? control : line.shift ? shift : none);
    EXPECT_GE(listed.size(), 35u);
    for (int code = 0; code < sf::Keyboard::KeyCount; ++code) {
        // With Shift a key may do what it does without: then that is what the help says of it.
        for (const Held held : {none, control, shift}) {
            if (held == shift && listed.contains({code, none}) &&
                !layer_of_key(static_cast<sf::Keyboard::Key>(code), true))
                continue;
            bool does = false;
            // In the middle of a film of two runs; on the map of differences; near by, with a school on show; with a
            // child.
            for (int setting = 0; setting < 4 && !does; ++setting) {
                stage_ = std::make_unique<Stage>(*typeface_);
                size_to(640, 360);
                stage_->show(invented_film());
                stage_->compare_with(invented_film());
                stage_->view().time = 7;
                if (setting == 1) stage_->show_differences(true);
                if (setting == 2) {
                    stage_->view().school = 2;
                    stage_->camera().look_at({9'000, 9'000}, 3);
                    stage_->camera().jump();
                }
                if (setting == 3) stage_->select_child(5);
                const std::string before = state_of(*stage_);
                sf::Event event{};
                event.type = sf::Event::KeyPressed;
                event.key.code = static_cast<sf::Keyboard::Key>(code);
                event.key.control = held == control;
                event.key.shift = held == shift;
                const Wish wish = stage_->handle(event);
                stage_->advance(1e-6f);
                stage_->camera().jump();
                does = wish != Wish::none || state_of(*stage_) != before;
            }
            EXPECT_EQ(does, listed.contains({code, held})) << "key " << code
                                                           << (held == control ? " with Ctrl"
                                                               : held == shift ? " with Shift"
                                                                               : "");
        }
    }
}

TEST_F(Stages, ChildrenAreReachedByKeys) {
    stage_->show(invented_film());
    stage_->view().time = 12;
    std::set<std::uint32_t> waiting;
    for (int i = 0; i < 5; ++i) {
        press(sf::Keyboard::N);
        ASSERT_TRUE(stage_->view().child);
        waiting.insert(*stage_->view().child);
        EXPECT_TRUE(stage_->film().stay_at(stage_->film().children[*stage_->view().child], 12)->waiting);
    }
    EXPECT_EQ(waiting.size(), 5u);
    stage_->select(3);
    std::set<std::uint32_t> here;
    for (int i = 0; i < 4; ++i) {
        press(sf::Keyboard::N);
        ASSERT_TRUE(stage_->view().child);
        EXPECT_FALSE(stage_->view().school);
        const Stay* stay = stage_->film().stay_at(stage_->film().children[*stage_->view().child], 12);
        EXPECT_EQ(stay->school, 3u);
        EXPECT_FALSE(stay->waiting);
        here.insert(*stage_->view().child);
    }
    EXPECT_EQ(here.size(), 4u);
    FilmSize empty;
    empty.children = 0;
    stage_->show(invented_film(empty));
    press(sf::Keyboard::N);
    EXPECT_FALSE(stage_->view().child);
}

TEST_F(Stages, SearchFindsByNameAndUrn) {
    stage_->show(invented_film());
    EXPECT_EQ(stage_->find("100005"), 5u);
    EXPECT_EQ(stage_->find("school of st somebody 12"), 11u);
    EXPECT_EQ(stage_->find("body 7"), 6u);
    EXPECT_FALSE(stage_->find("nowhere"));
    EXPECT_FALSE(stage_->find(""));
}

// A lever opens a school, or takes it back: then one of two films has a row that the other has not.
TEST_F(Stages, SearchInADifferenceFindsWhatBothFilmsHave) {
    const auto more = invented_film({.schools = 41}), fewer = invented_film({.schools = 40});
    for (const bool more_in_a : {true, false}) {
        stage_->show(more_in_a ? more : fewer);
        stage_->compare_with(more_in_a ? fewer : more);
        stage_->show_differences(true);
        stage_->view().searching = true;
        stage_->view().search = "somebody 41";
        draw();
        EXPECT_TRUE(stage_->view().found.empty()) << more_in_a;
        stage_->view().search = "somebody 40";
        draw();
        EXPECT_EQ(stage_->view().found, std::vector<std::uint32_t>{39}) << more_in_a;
        stage_->view().search = std::to_string(stage_->film().children.front().pupil);
        draw();
        EXPECT_FALSE(stage_->view().found_child) << "the rows of a difference are of those who differ";
        stage_->show_differences(false);
        draw();
        EXPECT_EQ(stage_->view().found_child, 0u) << more_in_a;
        stage_->view().searching = false;
    }
    stage_->view().search = {};
    stage_->compare_with(nullptr);
}

TEST_F(Stages, PointingAtTheMapAndTheFunnelMeetsTheSameSchool) {
    size_to(1280, 720);
    stage_->show(invented_film());
    draw();
    const sf::FloatRect funnel = stage_->boxes().funnel;
    std::optional<std::uint32_t> lit;
    for (int y = 0; y < static_cast<int>(funnel.height) && !lit; y += 3) {
        for (int x = 0; x < static_cast<int>(funnel.width) && !lit; x += 3) {
            mouse(sf::Event::MouseMoved, static_cast<int>(funnel.left) + x, static_cast<int>(funnel.top) + y);
            lit = stage_->view().hovered;
        }
    }
    ASSERT_TRUE(lit);
    EXPECT_EQ(stage_->film().schools[*lit].setting, Setting::mainstream);
    draw();
    // And back: the pointer on that school's disc makes its dot in the funnel larger.
    const auto dots = [&] {
        draw();
        const sf::Image image = picture_->getTexture().copyToImage();
        std::vector<sf::Color> pixels;
        for (auto y = static_cast<unsigned>(funnel.top); static_cast<float>(y) < funnel.top + funnel.height - 1; ++y)
            for (auto x = static_cast<unsigned>(funnel.left); static_cast<float>(x) < funnel.left + funnel.width - 1;
                 ++x)
                pixels.push_back(image.getPixel(x, y));
        return pixels;
    };
    mouse(sf::Event::MouseMoved, 2, 2);
    EXPECT_FALSE(stage_->view().hovered);
    const auto dark = dots();
    const sf::FloatRect& map = stage_->boxes().map;
    std::optional<std::uint32_t> found;
    for (int y = static_cast<int>(map.top); y < static_cast<int>(map.top + map.height) && found != lit; y += 2) {
        for (int x = static_cast<int>(map.left); x < static_cast<int>(funnel.left) && found != lit; x += 2) {
            mouse(sf::Event::MouseMoved, x, y);
            found = stage_->view().hovered;
        }
    }
    ASSERT_EQ(found, lit);
    EXPECT_NE(dots(), dark);
}

TEST_F(Stages, EndureAnyInput) {
    // A few seconds by default; MONKEY_SECONDS for longer.
    const char* const asked = std::getenv("SENDSCAPE_MONKEY_SECONDS");
    const double seconds = asked ? std::atof(asked) : 3.0;
    size_to(480, 270);
    stage_->show(invented_film());
    stage_->compare_with(invented_film());
    std::mt19937 luck(1);
    const auto below = [&](unsigned n) { return static_cast<int>(luck() % n); };
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    int inputs = 0;
    while (std::chrono::steady_clock::now() < until) {
        for (int k = 0; k < 8; ++k, ++inputs) {
            sf::Event event{};
            switch (below(8)) {
                case 0:
                case 1:
                case 2:
                    event.type = sf::Event::KeyPressed;
                    event.key.code = static_cast<sf::Keyboard::Key>(below(sf::Keyboard::KeyCount));
                    event.key.shift = below(4) == 0;
                    stage_->handle(event);
                    break;
                case 3:
                    type(static_cast<char>(below(128)));
                    break;
                case 4:
                    mouse(sf::Event::MouseMoved, below(520) - 20, below(300) - 20);
                    break;
                case 5:
                    mouse(below(2) ? sf::Event::MouseButtonPressed : sf::Event::MouseButtonReleased, below(520) - 20,
                          below(300) - 20);
                    break;
                case 6:
                    mouse(sf::Event::MouseWheelScrolled, below(480), below(270));
                    break;
                default:
                    event.type = sf::Event::Resized;
                    event.size = {1 + static_cast<unsigned>(below(480)), 1 + static_cast<unsigned>(below(270))};
                    if (below(10) == 0) stage_->handle(event);
            }
        }
        stage_->advance(0.05f);
        draw();
    }
    EXPECT_GT(inputs, 8);
}

}  // namespace
}  // namespace sendscape::stage_input_test
