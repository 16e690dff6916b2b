// SPDX-License-Identifier: MIT
#include "visualiser/difference.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/invented_film.h"

namespace sendscape::difference_test {
namespace {

TEST(Difference, ARunAgainstItselfShowsNobodyAndNothing) {
    const auto film = testing::invented_film();
    const auto none = difference_of(*film, *film);
    EXPECT_TRUE(none->of_differences());
    EXPECT_TRUE(none->children.empty());
    for (const float change : none->change) EXPECT_EQ(change, 0);
    for (const auto& needs : none->shortfall)
        for (const float children : needs) EXPECT_EQ(children, 0);
    for (const SchoolMonth& now : none->school_months) EXPECT_EQ(now.beyond, 0);
}

TEST(Difference, ShortfallKeepsItsSignAndItsSum) {
    const auto a = testing::invented_film();
    auto b = std::make_shared<Film>(*a);
    for (auto& needs : b->shortfall) needs[0] += 7, needs[2] -= 2;
    const auto more = difference_of(*a, *b), fewer = difference_of(*b, *a);
    for (std::size_t i = 0; i < more->shortfall.size(); ++i) {
        EXPECT_FLOAT_EQ(more->change[i], 5);
        EXPECT_FLOAT_EQ(fewer->change[i], -5);
        float sum = 0;
        for (const float children : more->shortfall[i]) sum += children;
        EXPECT_NEAR(sum, 5, 1e-4);
    }
}

TEST(Difference, OnlyChildrenElsewhereAreShownAndOnlyThen) {
    const auto a = testing::invented_film();
    auto b = std::make_shared<Film>(*a);
    FilmChild& child = b->children[10];
    child.first_stay = static_cast<std::uint32_t>(b->stays.size());
    child.stays = 1;
    Stay stay = b->stays[a->children[10].first_stay];
    stay.from = 0;
    stay.school = (stay.school + 1) % static_cast<std::uint32_t>(b->schools.size());
    b->stays.push_back(stay);
    const auto film = difference_of(*a, *b);
    ASSERT_EQ(film->children.size(), 1u);
    EXPECT_EQ(film->children[0].pupil, child.pupil);
    for (int m = 0; m < film->months; ++m) {
        const Stay* in_a = a->stay_at(a->children[10], m);
        const bool differs = !in_a || in_a->setting == Setting::gone || in_a->school != stay.school;
        const Stay* seen = film->stay_at(film->children[0], m);
        EXPECT_EQ(seen && seen->setting != Setting::gone, differs) << m;
    }
}

TEST(Difference, SchoolsAreColouredFromFourPlansOn) {
    const auto a = testing::invented_film();
    auto b = std::make_shared<Film>(*a);
    b->school_months[0].plans += 4;
    b->school_months[1].plans += 3;
    b->school_months[2].plans = std::max(b->school_months[2].plans - 4, 0);
    const auto film = difference_of(*a, *b);
    EXPECT_EQ(film->school_months[0].beyond, 1);
    EXPECT_GT(film->school_months[0].ratio(), 1);
    EXPECT_EQ(film->school_months[1].beyond, 0);
    EXPECT_FLOAT_EQ(film->school_months[1].ratio(), 1);
}

}  // namespace
}  // namespace sendscape::difference_test
