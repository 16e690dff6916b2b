// SPDX-License-Identifier: MIT
#include "visualiser/other_futures.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "sim/scenario/read_scenario.h"
#include "sim/studies/futures.h"
#include "tests/support/output_run.h"
#include "visualiser/film_from_run.h"

namespace sendscape::other_futures_test {
namespace {

using testing::small_map;
using testing::small_scenario;

std::shared_ptr<const Scenario> settled(int years, std::uint32_t replicates) {
    Scenario scenario = small_scenario(years, replicates);
    settle(scenario);
    return std::make_shared<const Scenario>(std::move(scenario));
}

TEST(OtherFutures, LivesAreThoseOfOtherLuckInOrderWhateverTheThreads) {
    const auto scenario = settled(1, 1);
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), {}, Parallel(1)));
    for (const int threads : {1, 3}) {
        OtherFutures futures([&] { return FutureBasis{small_map(), scenario, scenario}; }, threads);
        EXPECT_EQ(futures.lives(), nullptr);
        futures.want_lives(small_map()->census + 9, 4);
        const Month branches = small_map()->census + 5;
        futures.want_lives(branches, 3);  // those before are given up
        futures.want_lives(branches, 7);  // once is enough
        futures.wait();
        EXPECT_EQ(futures.failure(), "");
        const auto lives = futures.lives();
        ASSERT_TRUE(lives);
        EXPECT_TRUE(lives->whole());
        EXPECT_TRUE(lives->compared);
        EXPECT_EQ(lives->branches, branches);
        ASSERT_EQ(lives->a.size(), 3u);
        ASSERT_EQ(lives->b.size(), 3u);
        for (std::uint32_t luck = 1; luck <= 3; ++luck) {
            const auto alone = lives_of(map, scenario, {0, luck, branches}, Parallel(1));
            EXPECT_EQ(lives->a[luck - 1]->events.size(), alone->events.size());
            EXPECT_EQ(lives->b[luck - 1]->events.size(), alone->events.size());
            EXPECT_EQ(lives->a[luck - 1]->pupils.size(), alone->pupils.size());
        }
    }
}

// Paired run by run: what compare would say of the same replicates.
TEST(OtherFutures, AnswersAreTheRunsWithTheLever) {
    const auto base = settled(3, 3);
    const auto a = film_from_run(testing::run_of(*small_map(), *base));
    OtherFutures futures([&] { return FutureBasis{small_map(), base, nullptr}; }, 2);
    futures.want_answer("no-new-places", 3);
    futures.want_answer("no-such-policy", 2);
    futures.wait();
    EXPECT_NE(futures.failure().find("no-such-policy"), std::string::npos);
    const auto answers = futures.answers();
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_EQ(answers[1].film, nullptr);
    ASSERT_TRUE(answers[0].film);
    EXPECT_EQ(answers[0].lived, 3u);
    EXPECT_FALSE(answers[0].title.empty());

    ConfigProblems problems;
    Overrides with;
    with.policies = {"no-new-places"};
    Scenario scenario = recorded_scenario(base->effective_toml, base->name, with, problems);
    scenario.seed = base->seed, scenario.years = base->years, scenario.replicates = 3;
    const sendscape::Run run = testing::run_of(*small_map(), scenario), before = testing::run_of(*small_map(), *base);
    for (const int month : {12, 24, 36}) {
        const Month when = run.start + month;
        const auto now = run.across(run.get("specialist_shortfall"), when),
                   was = before.across(before.get("specialist_shortfall"), when);
        std::vector<double> by;
        for (std::size_t r = 0; r < 3; ++r) by.push_back(now[r] - was[r]);
        const Range range = range_of(by);
        const ShortfallChange change = shortfall_change(*a, *answers[0].film, month);
        EXPECT_EQ(change.runs, 3);
        EXPECT_NEAR(change.mean, range.mean, 1e-4);
        EXPECT_NEAR(shortfall_change(*a, *answers[0].film, month).mean, range.mean, 1e-4);
        EXPECT_NEAR(change.low, range.p05, 1e-4);
        EXPECT_NEAR(change.high, range.p95, 1e-4);
    }
}

TEST(OtherFutures, AnswersAreWordedWithTheirRange) {
    EXPECT_EQ(answer_words({-25.8, -31.2, -19.4, 10}), "26 fewer short of a place (19 to 31, 10 runs)");
    EXPECT_EQ(answer_words({12.2, 3.4, 20.6, 20}), "12 more short of a place (3 to 21, 20 runs)");
    EXPECT_EQ(answer_words({-4, -9, 2, 10}), "4 fewer short of a place (2 more to 9 fewer, 10 runs)");
    EXPECT_EQ(answer_words({0.2, -3, 4, 10}), "as many short of a place (from 3 fewer to 4 more, 10 runs)");
    EXPECT_EQ(answer_words({-7, -7, -7, 1}), "7 fewer short of a place (1 run)");
    EXPECT_EQ(answer_words({-29.4, -35, -20, 20, -30}), "30 fewer short of a place (20 to 35, 20 runs)");
    EXPECT_EQ(answer_words({5, -3, 12, 10}), "5 more short of a place (3 fewer to 12 more, 10 runs)");
    EXPECT_EQ(range_words({-2, 1, 3, 10}, false).view(), "1 to 3 more") << "a skewed one whose ends are both beyond";
    EXPECT_EQ(finding_words({-25.8, -31.2, -19.4, 10}, Month(2035, 9)),
              "26 fewer short in September 2035 (19 to 31, 10 runs)");
    EXPECT_EQ(finding_words({-7, -7, -7, 1}, Month(2035, 9)), "One run: 7 fewer short in September 2035");
    EXPECT_EQ(finding_words({0, -3, 4, 10}, Month(2035, 9)), "As many short in September 2035 (10 runs)");
    EXPECT_EQ(answer_words({}), "");
}

TEST(OtherFutures, WhatIsPulledIsToldOfTheMonthOnTheMapAndWithItsCost) {
    Film without, with;
    for (Film* film : {&without, &with}) {
        film->first = Month(2026, 1), film->months = 3;
        film->areas.resize(1);
        film->shortfall = {{}, {}, {}};
        for (auto& month : film->shortfall) month[0] = 20;
        film->numbers = {{"balance", {-1e6f, -2e6f, -3e6f}, {}, {}, -1, {}}};
    }
    EXPECT_EQ(pulled_finding(without, with, 0, 2), "One run: as many short in March 2026");
    EXPECT_EQ(pulled_answer(without, with, 2),
              "At the end, in March 2026: as many short of a place (1 run). "
              "The high needs balance is as without it.");
    with.shortfall[1][0] = 17, with.shortfall[2][0] = 12;
    with.numbers[0].mean[2] = -5.4e6f;
    EXPECT_EQ(pulled_finding(without, with, 0, 2), "One run: 8 fewer short in March 2026, none yet");
    EXPECT_EQ(pulled_finding(without, with, 1, 2), "One run: 3 fewer short in February 2026");
    EXPECT_EQ(pulled_finding(without, with, 2, 2), "One run: 8 fewer short in March 2026");
    EXPECT_EQ(pulled_answer(without, with, 2),
              "At the end, in March 2026: 8 fewer short of a place (1 run). "
              "The high needs balance is £2.4m lower.");
}

TEST(OtherFutures, WithoutAMapTheyFailInASentenceAndStop) {
    OtherFutures futures([]() -> FutureBasis { throw InputError("no map here"); }, 2);
    futures.want_lives(Month(2026, 1));
    futures.wait();
    EXPECT_EQ(futures.failure(), "no map here");
    EXPECT_EQ(futures.failure(), "");  // told once
    EXPECT_TRUE(futures.idle());
    // And whoever goes away does not wait for them.
    const auto scenario = settled(30, 1);
    OtherFutures long_ones([&] { return FutureBasis{small_map(), scenario, nullptr}; }, 2);
    long_ones.want_lives(Month(2026, 1), 50);
}

}  // namespace
}  // namespace sendscape::other_futures_test
