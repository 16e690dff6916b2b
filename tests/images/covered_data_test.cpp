// SPDX-License-Identifier: MIT
// How much of what the map shows lies beneath words, their panels, cards and the legend: each disc and swarm of a frame
// is sampled point by point against the boxes that were drawn.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "sim/output/run_file.h"
#include "tests/images/county_films.h"
#include "tests/support/display_test.h"
#include "tests/support/invented_film.h"
#include "visualiser/arrangement.h"
#include "visualiser/film_from_run.h"
#include "visualiser/outline.h"

namespace sendscape::covered_data_test {
namespace {

using testing::county_films;
using testing::ModeStage;
using testing::view_modes;

constexpr float most_hidden = 0.1f;  // of a disc or swarm

/// What of a frame's schools and swarms is hidden.
struct Hidden {
    std::size_t shapes = 0;
    int beneath_words = 0, beneath_panels = 0;  ///< shapes of which more than a tenth is
    float worst = 0;                            ///< share of the one of which most is
    double pixels = 0;
    std::string whose;       ///< the words that hide more than a tenth of a shape
    float longest_line = 0;  ///< to words, pixels at 1080p
    int shapes_crossed = 0;  ///< by lines to words, through their middle third
    int beneath_swarms = 0;  ///< schools of which children short of a place hide more than a tenth
    float swarmed = 0;       ///< share of the school of which they hide most
};

/// Share of a disc that is hidden.
template <class Hides>
float share_of(const LabelSpace::Shape& shape, Hides&& hides) {
    constexpr int steps = 24;
    int all = 0, in = 0;
    for (int i = 0; i < steps; ++i)
        for (int k = 0; k < steps; ++k) {
            const sf::Vector2f way{(static_cast<float>(i) + 0.5f) / steps * 2 - 1,
                                   (static_cast<float>(k) + 0.5f) / steps * 2 - 1};
            if (way.x * way.x + way.y * way.y > 1) continue;
            ++all;
            const sf::Vector2f at = shape.centre + way * shape.radius;
            in += hides(at) ? 1 : 0;
        }
    return static_cast<float>(in) / static_cast<float>(all);
}

/// Share of a disc that lies in one of the boxes.
float share_in(const LabelSpace::Shape& shape, const std::vector<sf::FloatRect>& boxes) {
    return share_of(shape, [&](sf::Vector2f at) {
        return std::any_of(boxes.begin(), boxes.end(), [&](const auto& box) { return box.contains(at); });
    });
}

/// Share of a school that lies in a swarm.
float share_in_swarms(const LabelSpace::Shape& school, std::span<const LabelSpace::Shape> shapes) {
    if (school.swarm || school.radius <= 0) return 0;
    return share_of(school, [&](sf::Vector2f at) {
        return std::any_of(shapes.begin(), shapes.end(), [&](const auto& other) {
            return other.swarm && std::hypot(at.x - other.centre.x, at.y - other.centre.y) < other.radius;
        });
    });
}

sf::FloatRect box_about(const LabelSpace::Shape& shape) {
    return {shape.centre.x - shape.radius, shape.centre.y - shape.radius, 2 * shape.radius, 2 * shape.radius};
}

void add_hidden(Hidden& hidden, const LabelSpace& labels, const std::vector<DrawnWords>& words,
                const std::vector<sf::FloatRect>& panels, float unit, const sf::FloatRect& map,
                const std::vector<sf::FloatRect>& cards) {
    std::vector<sf::FloatRect> over;
    for (const DrawnWords& one : words)
        if (!one.covered && one.box.intersects(map)) over.push_back(one.box);
    for (const sf::FloatRect& box : panels)
        if (box.intersects(map)) over.push_back(box);
    for (const LabelSpace::Shape& shape : labels.shapes()) {
        if (shape.radius <= 0 || !map.contains(shape.centre)) continue;
        ++hidden.shapes;
        const float swarmed = share_in_swarms(shape, labels.shapes());
        hidden.swarmed = std::max(hidden.swarmed, swarmed);
        if (swarmed > most_hidden) ++hidden.beneath_swarms;
        const float share = share_in(shape, over);
        hidden.pixels += static_cast<double>(share) * 3.14159 * static_cast<double>(shape.radius * shape.radius);
        if (share_in(shape, cards) > most_hidden) {
            ++hidden.beneath_panels;
            continue;
        }
        hidden.worst = std::max(hidden.worst, share);
        if (share <= most_hidden) continue;
        ++hidden.beneath_words;
        for (const DrawnWords& one : words)
            if (!one.covered && one.box.intersects(box_about(shape))) hidden.whose += one.words + "; ";
        for (const sf::FloatRect& box : panels)
            if (const float part = share_in(shape, {box}); part > 0)
                hidden.whose += "a panel " + std::to_string(std::lround(box.width)) + "x" +
                                std::to_string(std::lround(box.height)) + " hides " +
                                std::to_string(std::lround(100 * part)) + "%; ";
    }
    for (const LabelSpace::Placed& placed : labels.placed()) {
        const sf::Vector2f way = placed.to - placed.from;
        const float length = std::hypot(way.x, way.y);
        hidden.longest_line = std::max(hidden.longest_line, length / unit);
        for (const LabelSpace::Shape& shape : labels.shapes()) {
            const float along =
                length > 0
                    ? std::clamp(((shape.centre.x - placed.from.x) * way.x + (shape.centre.y - placed.from.y) * way.y) /
                                     (length * length),
                                 0.0f, 1.0f)
                    : 0.0f;
            const sf::Vector2f off = placed.from + way * along - shape.centre;
            const bool own = std::hypot(placed.at.x - shape.centre.x, placed.at.y - shape.centre.y) < shape.radius;
            hidden.shapes_crossed += length > 0 && !own && std::hypot(off.x, off.y) < shape.radius / 3 ? 1 : 0;
        }
    }
}

/// Of the second frame: only then do labels keep clear of what was drawn last in the first.
Hidden hidden_in(Stage& stage, unsigned height) {
    sf::RenderTexture picture;
    EXPECT_TRUE(picture.create(48, 48));
    std::vector<DrawnWords> words;
    std::vector<sf::FloatRect> panels;
    stage.record(&words, &panels);
    stage.draw(picture);
    stage.draw(picture);
    stage.record(nullptr);
    const Boxes& boxes = stage.boxes();
    std::vector<sf::FloatRect> cards{boxes.legend,  boxes.funnel, boxes.inspector, boxes.country,
                                     boxes.caption, boxes.search, boxes.overlay};
    cards.insert(cards.end(), boxes.cards.begin(), boxes.cards.end());
    const float unit = static_cast<float>(height) / 1080;
    Hidden hidden;
    add_hidden(hidden, stage.labels(), words, panels, unit, boxes.map, cards);
    if (!stage.other_labels().placed().empty()) {
        sf::FloatRect map = boxes.map;
        map.left += map.width;
        add_hidden(hidden, stage.other_labels(), words, panels, unit, map, cards);
    }
    return hidden;
}

std::string shown(const Hidden& hidden) {
    std::ostringstream out;
    out << hidden.shapes << " shapes, " << hidden.beneath_words << " beneath words (worst "
        << std::lround(100 * hidden.worst) << "%), " << hidden.beneath_panels << " beneath panels, "
        << std::lround(hidden.pixels) << " pixels, longest line " << std::lround(hidden.longest_line) << ", "
        << hidden.shapes_crossed << " crossed, " << hidden.beneath_swarms << " beneath swarms (worst "
        << std::lround(100 * hidden.swarmed) << "%) " << hidden.whose;
    return out.str();
}

// The measure itself: half of a disc beneath a panel, and one that stands free.
TEST(CoveredDataMeasure, SharesOfADisc) {
    EXPECT_NEAR(share_in({{100, 100}, 20, 20}, {{100, 60, 60, 80}}), 0.5f, 0.02f);
    EXPECT_NEAR(share_in({{100, 100}, 20, 20}, {{60, 116, 80, 20}}), 0.052f, 0.02f);  // beyond 0.8 of the radius
    EXPECT_EQ(share_in({{100, 100}, 20, 20}, {{121, 60, 60, 80}}), 0.0f);
    LabelSpace labels;
    labels.begin({0, 0, 400, 400}, 1);
    labels.shape({100, 100}, 20, 20);
    labels.shape({200, 100}, 20, 20);
    Hidden hidden;
    add_hidden(hidden, labels, {}, {{100, 60, 60, 80}}, 1, {0, 0, 400, 400}, {});
    EXPECT_EQ(hidden.shapes, 2u);
    EXPECT_EQ(hidden.beneath_words, 1);
    EXPECT_EQ(hidden.beneath_panels, 0);
}

class CoveredData : public testing::TypefaceTest {};
class CoveredDataOfSize : public CoveredData, public ::testing::WithParamInterface<std::pair<unsigned, unsigned>> {};

TEST_P(CoveredDataOfSize, WordsHideNoMoreThanATenthOfASchoolOrSwarm) {
    const auto [width, height] = GetParam();
    for (const testing::Mode& mode : view_modes()) {
        if (mode.name == "help") continue;  // lies over the whole map
        ModeStage made(*typeface_, county_films(), mode.name, width, height);
        const Hidden hidden = hidden_in(made.stage, height);
        if (std::getenv("SENDSCAPE_TELL_HIDDEN"))
            std::cout << height << " " << mode.name << ": " << shown(hidden) << "\n";
        EXPECT_EQ(hidden.beneath_words, 0) << mode.name << ": " << shown(hidden);
        if (made.stage.camera().at_home() && mode.name != "search") {  // what is typed lies over the map
            EXPECT_EQ(hidden.beneath_panels, 0) << mode.name << ": " << shown(hidden);
        }
        EXPECT_EQ(hidden.beneath_swarms, 0) << mode.name << ": " << shown(hidden);
        EXPECT_EQ(hidden.shapes_crossed, 0) << mode.name << ": " << shown(hidden);
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, CoveredDataOfSize,
                         ::testing::Values(std::pair{1280u, 720u}, std::pair{1920u, 1080u}, std::pair{3840u, 2160u}),
                         [](const auto& which) { return std::to_string(which.param.second); });

// Of a made map so crowded that a town's discs touch, with more areas than there is room for beside them.
TEST_P(CoveredDataOfSize, NorOfACrowdedMap) {
    const auto [width, height] = GetParam();
    for (const std::size_t areas : {4, 16}) {
        const auto film = testing::invented_film({.schools = 220, .children = 900, .months = 25, .areas = areas});
        Stage stage(*typeface_);
        stage.resize(width, height);
        stage.show(film);
        for (const float month : {3.0f, 14.0f, 24.0f}) {
            stage.view().time = month;
            const Hidden hidden = hidden_in(stage, height);
            if (std::getenv("SENDSCAPE_TELL_HIDDEN"))
                std::cout << height << " " << areas << " areas: " << shown(hidden) << "\n";
            EXPECT_GT(hidden.shapes, 200u);
            EXPECT_EQ(hidden.beneath_words, 0) << areas << " areas: " << shown(hidden);
            EXPECT_EQ(hidden.beneath_panels, 0) << areas << " areas: " << shown(hidden);
            EXPECT_EQ(hidden.shapes_crossed, 0) << areas << " areas: " << shown(hidden);
            if (areas ==
                4) {  // of sixteen four lie on the same ground, as no map has them: there is no room to keep off
                EXPECT_EQ(hidden.beneath_swarms, 0) << areas << " areas: " << shown(hidden);
            }
        }
    }
}

/// Areas whose children short of a place gather off their own ground, at the scale of the whole map.
std::string off_their_ground(Stage& stage, const Film& film, unsigned height) {
    const Arrangement made = arrange(film, static_cast<float>(height) / 1080 / stage.camera().scale());
    std::string names;
    for (std::size_t area = 0; area < film.areas.size(); ++area)
        if (!contains(film.areas[area], made.swarm[area].x, made.swarm[area].y)) names += film.areas[area].name + "; ";
    return names;
}

TEST_P(CoveredDataOfSize, SwarmsStandOnTheGroundOfTheirArea) {
    const auto [width, height] = GetParam();
    ModeStage made(*typeface_, county_films(), "frame", width, height);
    hidden_in(made.stage, height);
    ASSERT_TRUE(made.stage.camera().at_home());
    EXPECT_EQ(off_their_ground(made.stage, *county_films().a, height), "");
}

/// Runs of real places, parted by colons: pictures of their maps depend on files that are not the project's.
TEST_F(CoveredData, NorOfRealPlaces) {
    const char* const files = std::getenv("SENDSCAPE_REAL_RUNS");
    if (!files) GTEST_SKIP() << "SENDSCAPE_REAL_RUNS names no run files";
    std::istringstream list(files);
    for (std::string file; std::getline(list, file, ':');) {
        const auto film = film_from_run(read_run(file));
        for (const auto& [width, height] : {std::pair{1280u, 720u}, std::pair{1920u, 1080u}, std::pair{3840u, 2160u}}) {
            Stage stage(*typeface_);
            stage.resize(width, height);
            stage.show(film);
            for (int month = 5; month < film->months; month += 15) {
                stage.view().time = static_cast<float>(month);
                const Hidden hidden = hidden_in(stage, height);
                std::cout << file << " " << height << " month " << month << ": " << shown(hidden) << "\n";
                EXPECT_EQ(hidden.beneath_words, 0);
                EXPECT_EQ(hidden.beneath_panels, 0);
                EXPECT_EQ(hidden.beneath_swarms, 0);
                EXPECT_EQ(hidden.shapes_crossed, 0);
            }
            EXPECT_EQ(off_their_ground(stage, *film, height), "");
        }
    }
}

}  // namespace
}  // namespace sendscape::covered_data_test
