// SPDX-License-Identifier: MIT
#include "agents/plans/habit_drift.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/support/small_map.h"

namespace sendscape::habit_drift_test {
namespace {

Schools drifted(const Map& map, std::uint32_t replicate, int years, double drift = 0.1) {
    Schools schools;
    for (std::size_t row = 0; row < map.schools.size(); ++row) schools.append();
    const Draws draws(5, replicate);
    const Parallel one_thread(1);
    EventLog events;
    PlanParameters parameters;
    parameters.drift_of_schools = drift;
    for (int year = 2027; year < 2027 + years; ++year)
        drift_habits(schools, parameters, {map, Month(year, 2), draws, one_thread, events});
    return schools;
}

TEST(HabitDrift, TheFirstReplicateKeepsWhatSchoolsDrewAndOthersComeInPairs) {
    const auto map = testing::small_map();
    const SchoolId kings(testing::kings), special(testing::oak_special);
    const Schools none = drifted(*map, 0, 10), one = drifted(*map, 1, 10), other = drifted(*map, 2, 10);
    EXPECT_EQ(none.asks[kings], 0);
    EXPECT_NE(one.asks[kings], 0);
    EXPECT_NEAR(one.asks[kings], -other.asks[kings], 1e-6);
    EXPECT_EQ(one.asks[kings], one.appeal_to_plans[kings]) << "a school that asks more is named more";
    EXPECT_EQ(one.asks[special], 0) << "special schools are named by what is required";
    EXPECT_EQ(drifted(*map, 1, 10, 0).asks[kings], 0);
}

TEST(HabitDrift, SecondarySchoolsChangeLess) {
    const auto map = testing::small_map();
    Map turned = *map;  // the same URN, so the same draw
    turned.schools[testing::kings].low_ncy = reception;
    EXPECT_NEAR(drifted(*map, 1, 5).asks[SchoolId(testing::kings)],
                0.3 * drifted(turned, 1, 5).asks[SchoolId(testing::kings)], 1e-5);
}

TEST(HabitDrift, GrowsWithTheSquareRootOfYears) {
    const auto map = testing::small_map();
    std::array<double, 2> squares{};
    int n = 0;
    for (std::uint32_t replicate = 1; replicate < 800; replicate += 2, ++n)
        for (const std::size_t k : {0, 1}) {
            const Schools schools = drifted(*map, replicate, k == 0 ? 1 : 9);
            squares[k] += std::pow(schools.asks[SchoolId(testing::riverside)], 2);
        }
    EXPECT_NEAR(std::sqrt(squares[0] / n), 0.1, 0.02);
    EXPECT_NEAR(std::sqrt(squares[1] / n), 0.3, 0.03);
}

TEST(HabitDrift, IsTheSchoolsOwnInWhateverRowItStands) {
    const auto map = testing::small_map();
    Map turned = *map;
    std::reverse(turned.schools.begin(), turned.schools.end());
    const Schools here = drifted(*map, 1, 3), there = drifted(turned, 1, 3);
    for (std::size_t row = 0; row < map->schools.size(); ++row)
        EXPECT_EQ(here.asks[SchoolId(row)], there.asks[SchoolId(map->schools.size() - 1 - row)])
            << map->schools[row].name;
}

}  // namespace
}  // namespace sendscape::habit_drift_test
