// SPDX-License-Identifier: MIT
#include "maps/independent_homes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace sendscape::independent_homes_test {
namespace {

TEST(IndependentHomes, PullFadesOverSixKilometresAndRisesWithMeans) {
    EXPECT_NEAR(independent_pull(6000, 5) / independent_pull(0, 5), std::exp(-1), 1e-12);
    EXPECT_NEAR(independent_pull(900, 10) / independent_pull(900, 1), std::exp(0.35 * 9), 1e-9);
}

/// An independent school of 70 children of primary age at 0, 0, a state school and a nursery school beside it.
Map map_with_one() {
    Map map;
    map.schools.resize(3);
    map.schools[0].setting = Setting::independent_mainstream;
    map.schools[1].setting = Setting::mainstream;
    map.schools[2].setting = Setting::early_years;
    return map;
}

TEST(IndependentHomes, EveryPupilLivesSomewhereNearAndOnlyThoseOfIndependentSchoolsAreCounted) {
    const Map map = map_with_one();
    const std::vector<double> pupils{70, 210, 30};
    const std::vector<IndependentCatchment> homes{
        {0, 0, 5, 100}, {3000, 0, 5, 100}, {0, 0, 5, 0}, {40'000, 0, 10, 100}};
    const std::vector<double> children = children_in_independent_schools(map, pupils, homes);
    EXPECT_NEAR(std::accumulate(children.begin(), children.end(), 0.0), 70, 1e-9);
    EXPECT_EQ(children[2], 0) << "nobody lives there";
    EXPECT_EQ(children[3], 0) << "out of reach";
    // As many children live in both: what differs is the way, 3 km as the crow flies.
    const double metres = static_cast<double>(straight_line_journey(map.detour_factor, 3000, 0).metres);
    EXPECT_NEAR(children[1] / children[0], std::exp(-metres / 6000), 1e-9);
}

TEST(IndependentHomes, WhereNobodyLivesWithinReachNobodyIsHoused) {
    const Map map = map_with_one();
    const std::vector<double> pupils{70, 210, 30};
    const std::vector<IndependentCatchment> far{{40'000, 0, 10, 100}};
    EXPECT_EQ(children_in_independent_schools(map, pupils, far), std::vector<double>{0});
}

}  // namespace
}  // namespace sendscape::independent_homes_test
