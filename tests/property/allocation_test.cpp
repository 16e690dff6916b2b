// SPDX-License-Identifier: MIT
#include "agents/admissions/allocation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace sendscape::allocation_test {
namespace {

struct Round {
    std::vector<std::uint32_t> first{0}, school;
    std::vector<std::uint64_t> priority;
    std::vector<std::int32_t> places;
    [[nodiscard]] AllocationProblem problem() const { return {first, school, priority, places, {}, {}, {}}; }
};

/// Small rounds with few priority classes (so that ties by row matter), short lists and scarce places.
Round any_round(std::size_t most_applicants, std::size_t most_schools) {
    Round round;
    const auto applicants = *rc::gen::inRange<std::size_t>(1, most_applicants + 1);
    const auto schools = *rc::gen::inRange<std::uint32_t>(1, static_cast<std::uint32_t>(most_schools) + 1);
    for (std::uint32_t s = 0; s < schools; ++s) round.places.push_back(*rc::gen::inRange(0, 3));
    for (std::size_t i = 0; i < applicants; ++i) {
        std::vector<std::uint32_t> list(schools);
        std::iota(list.begin(), list.end(), 0u);
        for (std::size_t k = list.size(); k > 1; --k)
            std::swap(list[k - 1], list[*rc::gen::inRange<std::size_t>(0, k)]);
        list.resize(*rc::gen::inRange<std::size_t>(0, list.size() + 1));
        for (const std::uint32_t s : list) {
            round.school.push_back(s);
            round.priority.push_back(*rc::gen::inRange<std::uint64_t>(0, 4));
        }
        round.first.push_back(static_cast<std::uint32_t>(round.school.size()));
    }
    return round;
}

std::vector<std::int32_t> taken(const Round& round, const std::vector<std::int32_t>& offers) {
    std::vector<std::int32_t> count(round.places.size(), 0);
    for (std::size_t i = 0; i < offers.size(); ++i)
        if (offers[i] != unplaced) ++count[round.school[round.first[i] + static_cast<std::uint32_t>(offers[i])]];
    return count;
}

/// Calls f(offers) for every assignment that keeps within places.
template <class F>
void every_assignment(const Round& round, std::vector<std::int32_t>& offers, std::vector<std::int32_t>& left,
                      std::size_t i, const F& f) {
    if (i == offers.size()) return f(offers);
    offers[i] = unplaced;
    every_assignment(round, offers, left, i + 1, f);
    for (std::uint32_t k = 0; k < round.first[i + 1] - round.first[i]; ++k) {
        std::int32_t& room = left[round.school[round.first[i] + k]];
        if (room == 0) continue;
        --room;
        offers[i] = static_cast<std::int32_t>(k);
        every_assignment(round, offers, left, i + 1, f);
        ++room;
    }
    offers[i] = unplaced;
}

int rank_value(std::int32_t offer) { return offer == unplaced ? 1000 : offer; }

RC_GTEST_PROP(Allocation, PlacesAreNeverExceeded, ()) {
    const Round round = any_round(12, 5);
    for (std::size_t m = 0; m < mechanism_count; ++m) {
        const auto count = taken(round, allocate(static_cast<Mechanism>(m), round.problem()));
        for (std::size_t s = 0; s < count.size(); ++s) RC_ASSERT(count[s] <= round.places[s]);
    }
}

RC_GTEST_PROP(Allocation, EqualPreferenceIsTheBestStableMatchingForEveryApplicant, ()) {
    const Round round = any_round(5, 3);
    const auto offers = allocate(Mechanism::equal_preference, round.problem());
    RC_ASSERT(blocking_pairs(round.problem(), offers) == 0u);
    std::vector<std::int32_t> trial(offers.size(), unplaced), left(round.places);
    every_assignment(round, trial, left, 0, [&](const std::vector<std::int32_t>& other) {
        if (blocking_pairs(round.problem(), other) != 0) return;
        for (std::size_t i = 0; i < offers.size(); ++i) RC_ASSERT(rank_value(offers[i]) <= rank_value(other[i]));
    });
}

RC_GTEST_PROP(Allocation, NobodyGainsByReorderingHisListExceptInFirstPreferenceFirst, ()) {
    const Round round = any_round(6, 4);
    const auto i = *rc::gen::inRange<std::size_t>(0, round.first.size() - 1);
    for (const Mechanism m : {Mechanism::equal_preference, Mechanism::serial, Mechanism::top_trading_cycles}) {
        const auto honest = allocate(m, round.problem());
        std::vector<std::uint32_t> order(round.first[i + 1] - round.first[i]);
        std::iota(order.begin(), order.end(), 0u);
        do {
            Round lie = round;
            for (std::size_t k = 0; k < order.size(); ++k) {
                lie.school[lie.first[i] + k] = round.school[round.first[i] + order[k]];
                lie.priority[lie.first[i] + k] = round.priority[round.first[i] + order[k]];
            }
            const auto offer = allocate(m, lie.problem())[i];
            const auto true_rank =
                offer == unplaced ? unplaced : static_cast<std::int32_t>(order[static_cast<std::size_t>(offer)]);
            RC_ASSERT(rank_value(honest[i]) <= rank_value(true_rank));
        } while (std::next_permutation(order.begin(), order.end()));
    }
}

RC_GTEST_PROP(Allocation, TopTradingCyclesAndSerialLeaveNoParetoImprovement, ()) {
    const Round round = any_round(5, 3);
    for (const Mechanism m : {Mechanism::serial, Mechanism::top_trading_cycles}) {
        const auto offers = allocate(m, round.problem());
        std::vector<std::int32_t> trial(offers.size(), unplaced), left(round.places);
        every_assignment(round, trial, left, 0, [&](const std::vector<std::int32_t>& other) {
            bool nobody_worse = true, somebody_better = false;
            for (std::size_t i = 0; i < offers.size(); ++i) {
                nobody_worse = nobody_worse && rank_value(other[i]) <= rank_value(offers[i]);
                somebody_better = somebody_better || rank_value(other[i]) < rank_value(offers[i]);
            }
            RC_ASSERT(!(nobody_worse && somebody_better));
        });
    }
}

RC_GTEST_PROP(Allocation, OneBandIsTheSameAsNone, ()) {
    const Round round = any_round(10, 4);
    AllocationProblem banded = round.problem();
    const std::vector<std::uint32_t> band(round.school.size(), 0);
    std::vector<std::uint32_t> band_first(round.places.size() + 1);
    std::iota(band_first.begin(), band_first.end(), 0u);
    banded.band = band;
    banded.band_first = band_first;
    banded.band_places = round.places;
    RC_ASSERT(allocate(Mechanism::equal_preference, banded) == allocate(Mechanism::equal_preference, round.problem()));
    RC_ASSERT(allocate(Mechanism::first_preference_first, banded) ==
              allocate(Mechanism::first_preference_first, round.problem()));
}

TEST(Allocation, AnyMechanismCanBeGivenUp) {
    const Round round{{0, 1, 2, 3}, {0, 0, 0}, {1, 2, 3}, {1}};
    for (std::size_t m = 0; m < mechanism_count; ++m)
        EXPECT_THROW(allocate(static_cast<Mechanism>(m), round.problem(), {}, [] { throw 1; }), int) << m;
}

TEST(Allocation, FirstPreferenceFirstRewardsTheStrategist) {
    // Two schools of one place. C has the highest priority at both but ranks the popular school first and loses it.
    const Round round{{0, 2, 4, 6}, {0, 1, 0, 1, 0, 1}, {1, 3, 0, 2, 2, 1}, {1, 1}};
    EXPECT_EQ(allocate(Mechanism::equal_preference, round.problem()), (std::vector<std::int32_t>{unplaced, 0, 1}));
    const Round truthful{{0, 2, 4, 5}, {0, 1, 0, 1, 1}, {1, 0, 0, 2, 1}, {1, 1}};
    EXPECT_EQ(allocate(Mechanism::first_preference_first, truthful.problem()),
              (std::vector<std::int32_t>{unplaced, 0, 0}));
    EXPECT_EQ(allocate(Mechanism::equal_preference, truthful.problem()), (std::vector<std::int32_t>{1, 0, unplaced}));
}

TEST(Allocation, BandsGetTheirSharesAndSpareOnesGoOn) {
    // Four places, two bands of two; five of band 0 with the best priorities and one of band 1.
    Round round{{0, 1, 2, 3, 4, 5, 6}, {0, 0, 0, 0, 0, 0}, {1, 2, 3, 4, 5, 9}, {4}};
    AllocationProblem problem = round.problem();
    const std::vector<std::uint32_t> band{0, 0, 0, 0, 0, 1}, band_first{0, 2};
    const std::vector<std::int32_t> shares{2, 2};
    problem.band = band;
    problem.band_first = band_first;
    problem.band_places = shares;
    const std::vector<std::int32_t> expected{0, 0, 0, unplaced, unplaced, 0};
    EXPECT_EQ(allocate(Mechanism::equal_preference, problem), expected);
    EXPECT_EQ(allocate(Mechanism::first_preference_first, problem), expected);
}

TEST(Allocation, EmptyRoundsAreNoTrouble) {
    const Round nobody{{0}, {}, {}, {3}};
    const Round no_lists{{0, 0, 0}, {}, {}, {3}};
    for (std::size_t m = 0; m < mechanism_count; ++m) {
        EXPECT_TRUE(allocate(static_cast<Mechanism>(m), nobody.problem()).empty());
        EXPECT_EQ(allocate(static_cast<Mechanism>(m), no_lists.problem()),
                  (std::vector<std::int32_t>{unplaced, unplaced}));
    }
}

}  // namespace
}  // namespace sendscape::allocation_test
