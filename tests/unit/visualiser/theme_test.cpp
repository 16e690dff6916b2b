// SPDX-License-Identifier: MIT
#include "visualiser/theme.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace sendscape::theme_test {
namespace {

// Categories and the ends of the scale must stay apart for everybody. 12 in CIE 1976 L*a*b* is several times the
// smallest difference an eye can tell side by side.
constexpr double apart = 12;

class Themes : public ::testing::TestWithParam<bool> {
  protected:
    const Theme& theme() const { return GetParam() ? light_theme() : dark_theme(); }
};

TEST_P(Themes, NeedsAreToldApartByEveryVision) {
    for (const Vision vision : {Vision::normal, Vision::deuteranopia, Vision::protanopia})
        for (std::size_t a = 0; a < need_group_count; ++a)
            for (std::size_t b = a + 1; b < need_group_count; ++b)
                EXPECT_GE(colour_distance(seen_with(theme().need[a], vision), seen_with(theme().need[b], vision)),
                          apart)
                    << "needs " << a << " and " << b << ", vision " << static_cast<int>(vision);
}

TEST_P(Themes, FewerAsExpectedAndMoreAreToldApart) {
    const sf::Color fewer = ratio_colour(theme(), 0.4f, true), same = ratio_colour(theme(), 1, false),
                    more = ratio_colour(theme(), 2.5f, true);
    for (const Vision vision : {Vision::normal, Vision::deuteranopia, Vision::protanopia}) {
        EXPECT_GE(colour_distance(seen_with(fewer, vision), seen_with(same, vision)), 20);
        EXPECT_GE(colour_distance(seen_with(more, vision), seen_with(same, vision)), 20);
        EXPECT_GE(colour_distance(seen_with(more, vision), seen_with(fewer, vision)), 40);
    }
}

TEST_P(Themes, WordsCanBeRead) {
    for (const sf::Color ground : {theme().background, theme().panel, theme().map_ground, theme().beyond}) {
        EXPECT_GE(contrast(theme().text, ground), 4.5);
        EXPECT_GE(contrast(theme().quiet, ground), 4.5);
        EXPECT_GE(contrast(theme().high_text, ground), 4.5);
        EXPECT_GE(contrast(theme().accent, ground), 4.5);
    }
}

TEST_P(Themes, ShapesStandOutFromTheGround) {
    // WCAG 2.1, 1.4.11: what is needed to understand a picture has 3 to 1.
    for (const sf::Color colour : theme().need) EXPECT_GE(contrast(colour, theme().map_ground), 3.0);
    for (const sf::Color colour :
         {theme().special, theme().ap, theme().high, theme().low, theme().middle, theme().accent, theme().text})
        EXPECT_GE(contrast(colour, theme().map_ground), 3.0);
}

// One meaning for a colour: what means something else looks else. Special places share purple, told apart by shape.
TEST_P(Themes, NoTwoMeaningsShareAColour) {
    const Theme& t = theme();
    std::vector<std::pair<std::string, sf::Color>> meanings{{"more plans than expected, a magnet", t.high},
                                                            {"fewer plans than expected", t.low},
                                                            {"plans as expected", t.middle},
                                                            {"special places", t.special},
                                                            {"alternative provision", t.ap},
                                                            {"what is pointed out: lines, bars, flags", t.accent}};
    for (std::size_t i = 0; i < need_group_count; ++i)
        meanings.emplace_back(std::string(need_group_labels[i].words), t.need[i]);
    for (std::size_t a = 0; a < meanings.size(); ++a)
        for (std::size_t b = a + 1; b < meanings.size(); ++b)
            EXPECT_GE(colour_distance(meanings[a].second, meanings[b].second), apart)
                << meanings[a].first << " and " << meanings[b].first;
    EXPECT_EQ(t.independent, t.special);
}

// Amber beside the magnets' orange was 22 from it, 2 for those without one kind of cone: on a map taken for the same.
TEST_P(Themes, NoNeedIsTakenForAMagnet) {
    for (const sf::Color need : theme().need) {
        EXPECT_GE(colour_distance(need, theme().high), 45);
        for (const Vision vision : {Vision::deuteranopia, Vision::protanopia})
            EXPECT_GE(colour_distance(seen_with(need, vision), seen_with(theme().high, vision)), apart);
    }
}

INSTANTIATE_TEST_SUITE_P(Both, Themes, ::testing::Bool(),
                         [](const auto& which) { return which.param ? std::string("Light") : std::string("Dark"); });

TEST(Contrast, IsThatOfTheStandard) {
    EXPECT_NEAR(contrast(sf::Color::Black, sf::Color::White), 21, 1e-9);
    EXPECT_NEAR(contrast(sf::Color(119, 119, 119), sf::Color::White), 4.48, 0.01);  // WCAG's own borderline grey
}

}  // namespace
}  // namespace sendscape::theme_test
