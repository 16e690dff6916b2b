// SPDX-License-Identifier: MIT
// One child on the stage: chosen by keys, by search and by click, marked wherever it is, followed, told of.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/output/trace.h"
#include "tests/images/county_films.h"
#include "tests/images/stage_scene.h"

namespace sendscape::stage_child_test {
namespace {

using testing::county_films;
using testing::invented_film;
using testing::Stages;

class StageChild : public Stages {
  protected:
    std::vector<DrawnWords> words() {
        std::vector<DrawnWords> found;
        stage_->record(&found);
        draw();
        draw();
        stage_->record(nullptr);
        return found;
    }
    bool says(const std::string& part) {
        std::string all;
        for (const DrawnWords& one : words()) all += one.words + " ";
        return all.find(part) != std::string::npos;
    }
    void enter(const std::string& text) {
        press(sf::Keyboard::Slash);
        for (const char c : text) type(c);
        press(sf::Keyboard::Enter);
    }
    /// Pixels of the map that are not as before.
    std::size_t changed(const sf::Image& before) {
        draw();
        const sf::Image now = picture_->getTexture().copyToImage();
        const sf::FloatRect& map = stage_->boxes().map;
        std::size_t count = 0;
        for (auto y = static_cast<unsigned>(map.top); y < static_cast<unsigned>(map.top + map.height); ++y)
            for (auto x = static_cast<unsigned>(map.left); x < static_cast<unsigned>(stage_->boxes().column.left); ++x)
                count += before.getPixel(x, y) != now.getPixel(x, y) ? 1 : 0;
        return count;
    }
};

TEST_F(StageChild, KeysChooseFollowAndLeave) {
    stage_->show(invented_film());
    View& view = stage_->view();
    view.time = 10;
    press(sf::Keyboard::E);
    ASSERT_TRUE(view.child);
    EXPECT_TRUE(view.follow);
    for (const FilmChild& child : stage_->film().children)
        EXPECT_LE(child.stays, stage_->film().children[*view.child].stays);
    // All of its way so far is on the map.
    const auto way_is_on_map = [&] {
        for (int i = 0; i < 60; ++i) stage_->advance(0.2f);
        const Film& film = stage_->film();
        const FilmChild& child = film.children[*view.child];
        const auto on_map = [&](float x, float y) {
            return stage_->boxes().map.contains(stage_->camera().pixel(x, y));
        };
        const sf::Vector2f home = home_area(film, *view.child);
        bool all = on_map(home.x, home.y);
        for (std::uint16_t i = 0; i < child.stays; ++i) {
            const Stay& stay = film.stays[child.first_stay + i];
            if (static_cast<float>(stay.from) > view.time || stay.school >= film.schools.size()) continue;
            all = all && on_map(static_cast<float>(film.schools[stay.school].x),
                                static_cast<float>(film.schools[stay.school].y));
        }
        return all;
    };
    EXPECT_TRUE(way_is_on_map());
    view.time = static_cast<float>(stage_->film().months - 1);
    EXPECT_TRUE(way_is_on_map()) << "it has grown";
    // The map goes where the child goes.
    const auto middle = [&] {
        for (int i = 0; i < 60; ++i) stage_->advance(0.2f);
        const sf::FloatRect& map = stage_->boxes().map;
        return stage_->camera().metres(
            {stage_->camera().corner().x + stage_->camera().size().x / 2, map.top + map.height / 2});
    };
    view.time = 0;
    const sf::Vector2f at_first = middle();
    const FilmChild& child = stage_->film().children[*view.child];
    view.time = static_cast<float>(stage_->film().stays[child.first_stay + child.stays - 1].from);
    const sf::Vector2f at_last = middle();
    EXPECT_GT(std::hypot(at_last.x - at_first.x, at_last.y - at_first.y), 100);
    press(sf::Keyboard::G);
    EXPECT_FALSE(view.follow);
    EXPECT_TRUE(view.child);
    press(sf::Keyboard::G);
    EXPECT_TRUE(view.follow);
    press(sf::Keyboard::Escape);
    EXPECT_FALSE(view.child);
    EXPECT_FALSE(view.follow);
}

TEST_F(StageChild, IsFoundByNumber) {
    stage_->show(invented_film());
    const std::uint32_t pupil = stage_->film().children[40].pupil;
    for (const std::string& text :
         {"child " + std::to_string(pupil), std::to_string(pupil), std::string("Child #") + std::to_string(pupil)}) {
        stage_->view().child.reset();
        enter(text);
        EXPECT_EQ(stage_->view().child, 40u) << text;
    }
    enter("eventful");
    EXPECT_EQ(stage_->view().child, stage_->eventful());
    // A school of that number comes first; children that are none find nobody.
    enter("100003");
    EXPECT_EQ(stage_->view().school, 3u);
    EXPECT_FALSE(stage_->child_named("child 2"));
    EXPECT_FALSE(stage_->child_named("child"));
    EXPECT_FALSE(stage_->child_named(""));
    size_to(1280, 720);
    press(sf::Keyboard::Slash);
    for (const char c : "child " + std::to_string(pupil)) type(c);
    EXPECT_TRUE(says("Child " + std::to_string(pupil)));
}

TEST_F(StageChild, IsMarkedWhereverItIs) {
    size_to(1280, 720);
    stage_->show(invented_film());
    stage_->view().time = 12;
    draw();
    draw();
    const sf::Image nobody = picture_->getTexture().copyToImage();
    int waiting = 0, at_school = 0;
    for (std::uint32_t row = 0; row < 200; ++row) {
        const Stay* stay = stage_->film().stay_at(stage_->film().children[row], 12);
        if (!stay || stay->setting == Setting::gone) continue;
        if ((stay->waiting ? waiting : at_school)++ > 4) continue;
        stage_->select_child(row);
        draw();
        EXPECT_GT(changed(nobody), 60u) << "child " << row << (stay->waiting ? ", short of a place" : "");
        EXPECT_TRUE(says("lives about here"));
    }
    EXPECT_GT(waiting, 4);
}

TEST_F(StageChild, AClickInASwarmChoosesOneOfTheRunOrSaysWhyNot) {
    size_to(1280, 720);
    stage_->show(invented_film());
    stage_->view().time = 12;
    draw();
    const sf::FloatRect& map = stage_->boxes().map;
    bool chosen = false, told = false;
    for (int y = static_cast<int>(map.top); y < static_cast<int>(map.top + map.height); y += 5)
        for (int x = static_cast<int>(map.left); x < static_cast<int>(stage_->boxes().column.left); x += 5) {
            mouse(sf::Event::MouseButtonPressed, x, y);
            mouse(sf::Event::MouseButtonReleased, x, y);
            const std::string reason = stage_->take_reason();
            told |= reason.find("stands for the number") != std::string::npos;
            if (stage_->view().child) {
                EXPECT_EQ(reason, "");
                const Stay* stay = stage_->film().stay_at(stage_->film().children[*stage_->view().child], 12);
                chosen |= stay && stay->waiting;
            }
        }
    EXPECT_TRUE(chosen);
    EXPECT_TRUE(told);
}

// Of the county, by its record: the card says trace's sentences, and counts the months as they are.
TEST_F(StageChild, TheCardSaysWhatTraceSays) {
    size_to(1920, 1080);
    stage_->show(county_films().a);
    const Film& film = stage_->film();
    ASSERT_TRUE(film.told);
    const std::uint32_t pupil = film.children[*film.told].pupil;
    stage_->select_child(*film.told);
    for (const int month : {film.told_waits - 1, film.told_waits + 2, film.told_placed, film.months - 1}) {
        stage_->view().time = static_cast<float>(month);
        std::string all;
        for (const DrawnWords& one : words()) all += one.words + " ";
        const ToldChild told = tell_child(*film.record, pupil, film.schools);
        // As many of the latest as there is room for, and none of what is yet to come.
        bool all_after = true;
        int shown = 0;
        for (auto one = told.sentences.rbegin(); one != told.sentences.rend(); ++one) {
            const std::string line = ToldChild::when(*one, film.first) + ": " + one->words;
            const bool is_shown = all.find(line) != std::string::npos;
            if (static_cast<int>(one->month) > month) {
                EXPECT_FALSE(is_shown) << line << "\nin month " << month;
                continue;
            }
            all_after = all_after && is_shown;
            EXPECT_EQ(is_shown, all_after) << line << "\nin month " << month << " of\n" << all;
            shown += is_shown ? 1 : 0;
        }
        EXPECT_GE(shown, 3) << all;
        // The months it waits, one by one.
        int waited = 0;
        for (int m = 0; m < month; ++m) waited += film.stay_at(film.children[*film.told], m)->waiting ? 1 : 0;
        EXPECT_NE(all.find(" " + std::to_string(waited) + (waited == 1 ? " month waited for" : " months waited for")),
                  std::string::npos)
            << all;
    }
    // Every child's count by months is its count by sentences.
    for (const FilmChild& child : film.children) {
        const ToldChild told = tell_child(*film.record, child.pupil, film.schools);
        if (told.waits.empty() || told.waits.front().from == 0) continue;
        int waited = 0;
        for (int m = 0; m < film.months - 1; ++m) {
            const Stay* stay = film.stay_at(child, m);
            waited += stay && stay->waiting ? 1 : 0;
        }
        ASSERT_EQ(waited, told.waited(static_cast<std::size_t>(film.months - 1))) << "child " << child.pupil;
    }
}

// Beside a second run the same child is marked there, whatever its row; not who has that row.
TEST_F(StageChild, BShowsTheSameChild) {
    size_to(1280, 720);
    auto b = std::make_shared<Film>(*invented_film());
    b->children.erase(b->children.begin(), b->children.begin() + 3);
    stage_->show(invented_film());
    stage_->compare_with(b);
    stage_->view().time = 12;
    stage_->select_child(40);
    const std::string name = "Child " + std::to_string(stage_->film().children[40].pupil) + ", simulated";
    int named = 0;
    for (const DrawnWords& one : words()) named += one.words == name ? 1 : 0;
    EXPECT_EQ(named, 2);
    stage_->select_child(1);  // whom B does not have
    named = 0;
    for (const DrawnWords& one : words()) named += one.words.rfind("Child 4", 0) == 0 ? 1 : 0;
    EXPECT_LE(named, 3);  // on A's map, on its card, beside the title
}

}  // namespace
}  // namespace sendscape::stage_child_test
