// SPDX-License-Identifier: MIT
#include "visualiser/stage.h"

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "tests/images/stage_scene.h"

namespace sendscape::stage_test {
namespace {

using testing::FilmSize;
using testing::invented_film;
using testing::Stages;

TEST_F(Stages, ShowFilmsOfEveryKind) {
    std::vector<FilmSize> sizes(7);
    sizes[0].roads = false;
    sizes[1].schools = 1;
    sizes[2].schools = 0;
    sizes[3].children = 0;
    sizes[4].months = 1;
    sizes[5].areas = 0;
    sizes[6].schools = 0, sizes[6].children = 0, sizes[6].areas = 0, sizes[6].months = 1, sizes[6].roads = false;
    for (const FilmSize& size : sizes) {
        stage_->show(invented_film(size));
        stage_->view().layers.set();
        for (const float time : {0.0f, 0.5f, 7.25f, 99.0f}) {
            stage_->view().time = time;
            draw();
        }
        press(sf::Keyboard::Tab);
        mouse(sf::Event::MouseButtonPressed, 200, 200);
        draw();
        press(sf::Keyboard::Space);
        stage_->advance(1);
        draw();
    }
    SUCCEED();
}

TEST_F(Stages, SayWhatAMapLacks) {
    size_to(1280, 720);
    FilmSize size;
    const auto told = [&](const FilmSize& of) {
        stage_->show(invented_film(of));
        std::vector<DrawnWords> words;
        stage_->record(&words);
        draw();
        stage_->record(nullptr);
        std::string lacks;
        for (const DrawnWords& one : words)
            if (const auto at = one.words.find("This map has"); at != std::string::npos) lacks += one.words.substr(at);
        return lacks;
    };
    EXPECT_EQ(told(size), "");
    size.roads = false;
    EXPECT_EQ(told(size), "This map has no roads: children move in straight lines.");
    stage_->view().show(Layer::moves, false);
    EXPECT_EQ(told(size), "");  // nobody moves
    size.schools = 0;
    EXPECT_EQ(told(size), "This map has no schools.");
    stage_->view().show(Layer::moves);
    EXPECT_EQ(told(size), "This map has neither schools nor roads.");
}

// The lines of the panel, right of the month on show.
TEST_F(Stages, MonthsJustSimulatedFadeIn) {
    size_to(1280, 720);
    FilmSize shorter;
    shorter.months = 10;
    const auto ink = [&] {
        draw();
        const sf::Image image = picture_->getTexture().copyToImage();
        const sf::FloatRect& box = stage_->boxes().right;
        const sf::Color ground = stage_->view().theme->panel;
        long sum = 0;
        for (auto y = static_cast<unsigned>(box.top + 0.25f * box.height);
             static_cast<float>(y) < box.top + box.height - 2; ++y)
            for (auto x = static_cast<unsigned>(box.left + 0.66f * box.width);  // left of the charts' scales
                 static_cast<float>(x) < box.left + 0.785f * box.width; ++x) {
                const sf::Color c = image.getPixel(x, y);
                sum += std::abs(c.r - ground.r) + std::abs(c.g - ground.g) + std::abs(c.b - ground.b);
            }
        return sum;
    };
    stage_->show(invented_film(shorter));
    stage_->view().time = 3;
    stage_->show(invented_film(), true);
    const long first = ink();
    stage_->advance(0.2f);
    const long half = ink();
    stage_->advance(1);
    const long whole = ink();
    EXPECT_LT(first + whole / 10, half);
    EXPECT_LT(half + whole / 10, whole);
    // A lever's future fades in from the month on show, though as many months were known before.
    stage_->remember_past(nullptr);
    stage_->show(invented_film(), true);
    EXPECT_LT(ink() + whole / 10, whole);
    stage_->advance(1);
    EXPECT_EQ(ink(), whole);
}

TEST_F(Stages, ShowACountryOfSchools) {
    FilmSize size;
    size.schools = 24'470, size.children = 20'000, size.months = 2, size.areas = 150;
    stage_->show(invented_film(size));
    draw();
    stage_->view().time = 0.5f;
    draw();
    EXPECT_LT(stage_->build_ms(), 2'000);
}

TEST_F(Stages, AreResizedToNothingAndBack) {
    stage_->show(invented_film());
    for (const auto& [width, height] :
         {std::pair{1u, 1u}, {1u, 700u}, {700u, 1u}, {3840u, 200u}, {200u, 900u}, {640u, 360u}}) {
        sf::Event event{};
        event.type = sf::Event::Resized;
        event.size = {width, height};
        stage_->handle(event);
        ASSERT_TRUE(picture_->create(width, height));
        draw();
        mouse(sf::Event::MouseMoved, 0, 0);
        mouse(sf::Event::MouseButtonPressed, 1, 1);
        mouse(sf::Event::MouseButtonReleased, 1, 1);
    }
}

TEST_F(Stages, AreEmptyBeforeTheFirstFilm) {
    draw();
    press(sf::Keyboard::Space);
    EXPECT_EQ(last_, Wish::none);
}

TEST_F(Stages, KeepTheirPlaceWhenALongerFilmArrives) {
    FilmSize shorter;
    shorter.months = 10;
    stage_->show(invented_film(shorter));
    stage_->view().time = 7.5f;
    stage_->camera().look_at({9'000, 9'000}, 4);
    stage_->camera().jump();
    stage_->show(invented_film(), true);
    EXPECT_FLOAT_EQ(stage_->view().time, 7.5f);
    EXPECT_FLOAT_EQ(stage_->camera().zoom(), 4);
    draw();
}

}  // namespace
}  // namespace sendscape::stage_test
