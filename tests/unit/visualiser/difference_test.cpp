// SPDX-License-Identifier: MIT
#include "visualiser/difference.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

#include "tests/support/invented_film.h"
#include "visualiser/whole_children.h"

namespace sendscape::difference_test {
namespace {

TEST(Difference, ARunAgainstItselfShowsNobodyAndNothing) {
    const auto film = testing::invented_film();
    const auto none = difference_of(*film, *film);
    EXPECT_TRUE(none->of_differences());
    EXPECT_TRUE(none->children.empty());
    for (const Change& change : none->change) EXPECT_EQ(change.mean, 0);
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
        EXPECT_FLOAT_EQ(more->change[i].mean, 5);
        EXPECT_FLOAT_EQ(fewer->change[i].mean, -5);
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
    b->school_months[2].plans = std::max(b->school_months[2].plans - 4, 0.0f);
    const auto film = difference_of(*a, *b);
    EXPECT_EQ(film->school_months[0].beyond, 1);
    EXPECT_GT(film->school_months[0].ratio(), 1);
    EXPECT_EQ(film->school_months[1].beyond, 0);
    EXPECT_FLOAT_EQ(film->school_months[1].ratio(), 1);
}

/// The invented film as the mean of four runs: school 0 differs by these plans in them, area 0 by these children.
std::shared_ptr<Film> of_four_runs(const std::array<int, 4>& plans, const std::array<int, 4>& children) {
    auto film = std::make_shared<Film>(*testing::invented_film());
    film->replicates = 4;
    auto each = std::make_shared<EachRun>();
    each->plans.assign(film->school_months.size() * 4, 50);
    each->shortfall.assign(film->shortfall.size() * 4, 20);
    for (std::size_t r = 0; r < 4; ++r) {
        each->plans[r] = static_cast<std::uint16_t>(50 + plans[r]);
        each->shortfall[r] = static_cast<float>(20 + children[r]);
        film->school_months[0].plans += static_cast<float>(plans[r]) / 4;
        film->shortfall[0][0] += static_cast<float>(children[r]) / 4;
    }
    film->each = std::move(each);
    return film;
}

TEST(Difference, ColoursOnlyWhatMostPairsOfRunsAgreeOn) {
    const auto a = of_four_runs({}, {});
    struct Case {
        std::array<int, 4> plans;
        int beyond;
    };
    for (const Case& one : {Case{{3, 2, 4, -1}, 1}, Case{{9, 9, -1, -1}, 0}, Case{{-2, -3, -2, -2}, -1},
                            Case{{1, 2, 1, 3}, 0}, Case{{0, 8, 0, 0}, 0}}) {
        const auto film = difference_of(*a, *of_four_runs(one.plans, {}));
        EXPECT_EQ(film->pairs, 4);
        EXPECT_EQ(film->school_months[0].beyond, one.beyond) << one.plans[0];
        float mean = 0;
        for (const int by : one.plans) mean += static_cast<float>(by) / 4;
        EXPECT_FLOAT_EQ(film->school_change[0].mean, mean);
    }
}

// 174.4 and 144.7 are shown as 174 and 145: the difference is 29, though the mean is 29.7; area by area as well.
TEST(Difference, WhatIsShownAddsUp) {
    const auto film_of = [](const std::vector<float>& children) {
        Film film;
        film.months = 1;
        film.areas.resize(children.size());
        for (const float short_of : children) film.shortfall.push_back({short_of, 0, 0, 0, 0});
        return film;
    };
    const Film a = film_of({100.2f, 50.4f, 23.8f}), b = film_of({80.3f, 40.8f, 23.6f});
    const auto by = difference_of(a, b);
    WholeChildren in_a, in_b, in_both;
    count_whole(a, 0, in_a);
    count_whole(b, 0, in_b);
    count_whole(*by, 0, in_both);
    EXPECT_EQ(std::accumulate(in_a.total.begin(), in_a.total.end(), 0), 174);
    EXPECT_EQ(std::accumulate(in_b.total.begin(), in_b.total.end(), 0), 145);
    EXPECT_EQ(shown_shortfall_change(a, b, 0), -29);
    float sum = 0;
    for (std::size_t area = 0; area < 3; ++area) {
        EXPECT_FLOAT_EQ(by->change[area].shown, static_cast<float>(in_b.total[area] - in_a.total[area])) << area;
        EXPECT_EQ(in_both.total[area], std::abs(in_b.total[area] - in_a.total[area])) << area;
        sum += by->change[area].shown;
    }
    EXPECT_FLOAT_EQ(sum, -29);
    // Films of other runs are held against each other pair by pair.
    Film twice = b;
    twice.replicates = 2;
    EXPECT_EQ(shown_shortfall_change(a, twice, 0), std::nullopt);
    EXPECT_EQ(shown_shortfall_change(a, b, 1), std::nullopt);
}

TEST(Difference, NoSwarmWhereTheRunsDisagree) {
    const auto a = of_four_runs({}, {});
    const auto agreed = difference_of(*a, *of_four_runs({}, {-6, -4, -7, -3})),
               torn = difference_of(*a, *of_four_runs({}, {-12, 2, -13, 3}));
    EXPECT_FLOAT_EQ(agreed->shortfall[0][0], 5);
    EXPECT_EQ(agreed->change[0].agree(), 4);
    EXPECT_EQ(torn->shortfall[0][0], 0);
    EXPECT_EQ(torn->change[0].agree(), 2);
}

TEST(Difference, PairsAreTheRunsThatBothHave) {
    const auto a = of_four_runs({}, {});
    auto b = std::make_shared<Film>(*of_four_runs({}, {}));
    auto each = std::make_shared<EachRun>();
    b->replicates = 2;
    each->plans.assign(b->school_months.size() * 2, 55);
    each->shortfall.assign(b->shortfall.size() * 2, 20);
    b->each = std::move(each);
    const auto film = difference_of(*a, *b);
    EXPECT_EQ(film->pairs, 2);
    EXPECT_FLOAT_EQ(film->school_change[3].mean, 5);
    EXPECT_EQ(film->school_change[3].more, 2);
}

}  // namespace
}  // namespace sendscape::difference_test
