// SPDX-License-Identifier: MIT
#include "sim/start/ages_of_requests.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "agents/pupils/national_tables.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/town_of_two.h"

namespace sendscape::ages_of_requests_test {
namespace {

/// Two authorities with children as England's, a thousand new plans of each in 2025.
class AgesOfRequests : public ::testing::Test {
  protected:
    AgesOfRequests() {
        for (Authority& authority : map.authorities) {
            PlanFlows flows{2025};
            flows.requests = 1500;
            flows.new_plans = plans;
            flows.new_by_age_band = englands;
            authority.sen2.flows = {flows};
        }
    }
    [[nodiscard]] std::array<float, plan_age_bands> asks_at(std::size_t authority) {
        World world = build_world(std::make_shared<const Map>(map), {}, 1, 0, Parallel());
        return world.authorities.practice[AuthorityId(authority)].asks_at;
    }

    static constexpr std::int32_t plans = 1000;
    // Of 110,601 new plans of England in 2025 by age at issue (SEN2, release of 2026).
    static constexpr std::array<std::int32_t, plan_age_bands> englands{214, 469, 269, 44, 4};
    Map map = prepare_map(testing::town_of_two(4), {}, Parallel());
};

TEST_F(AgesOfRequests, EnglandsSharesAreEnglandsHabit) {
    for (std::size_t a = 0; a < map.authorities.size(); ++a)
        for (std::size_t band = 0; band < 4; ++band)
            EXPECT_NEAR(static_cast<double>(asks_at(a)[band]), 1, 0.2) << a << ' ' << band;
}

TEST_F(AgesOfRequests, AThirdOfWhatIsEarlyStaysEarly) {
    const auto usual = asks_at(0);
    map.authorities[0].sen2.flows[0].new_by_age_band = {428, 255, 269, 44, 4};  // twice as many under five
    const auto early = asks_at(0);
    // Twenty plans at England's shares are mixed with the thousand: 428 + 4.3 of 1,020 over 214 + 4.3.
    EXPECT_NEAR(static_cast<double>(early[0] / usual[0]), std::pow(432.3 / 218.3, 0.35), 0.02);
    EXPECT_LT(early[1], usual[1]);
    EXPECT_NEAR(static_cast<double>(early[2] / usual[2]), 1, 1e-3);
    EXPECT_EQ(early[4], 1) << "of new plans from 20 on nothing is told";
}

TEST_F(AgesOfRequests, OneWithoutNewPlansByAgeIsAsEngland) {
    map.authorities[1].sen2.flows[0].new_by_age_band = {};
    for (const float band : asks_at(1)) EXPECT_EQ(band, 1);
}

}  // namespace
}  // namespace sendscape::ages_of_requests_test
