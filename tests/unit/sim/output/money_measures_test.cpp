// SPDX-License-Identifier: MIT
#include "sim/output/money_measures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "tests/support/measured_world.h"

namespace sendscape::money_measures_test {
namespace {

struct Purse : testing::MeasuredWorld {
    Purse() {
        Authorities::for_each_column(world.authorities,
                                     [&](auto& column) { column.resize(world.map->authorities.size()); });
    }
};
constexpr AuthorityId own(0), neighbour(1);

TEST(MoneyMeasures, IncomeOfAMonthIsATwelfthOfTheYear) {
    Purse purse;
    purse.world.authorities.high_needs_income[own] = pounds(1'200);
    purse.world.authorities.high_needs_income[neighbour] = pounds(99'999);
    EXPECT_EQ(purse.values(high_needs_income, 1), std::vector<double>{100});
}

TEST(MoneyMeasures, TransportIsApartFromTheSpendByHeading) {
    Purse purse;
    auto& spend = purse.world.authorities.spend[own];
    for (std::size_t k = 0; k < heading_count; ++k) spend[k] = pounds(static_cast<double>(k) + 0.25);
    const std::vector<double> headings = purse.values(high_needs_spend, heading_count);
    EXPECT_DOUBLE_EQ(headings[static_cast<std::size_t>(Heading::state_special)], 2.25);
    EXPECT_DOUBLE_EQ(headings[static_cast<std::size_t>(Heading::transport)], 0);
    EXPECT_DOUBLE_EQ(std::accumulate(headings.begin(), headings.end(), 0.0), 45 + 10 * 0.25);
    EXPECT_EQ(purse.values(transport_spend, 1), std::vector<double>{10.25});
}

TEST(MoneyMeasures, ADeficitIsBelowNought) {
    Purse purse;
    purse.world.authorities.balance[own] = pounds(-12.5);
    EXPECT_EQ(purse.values(high_needs_balance, 1), std::vector<double>{-12.5});
}

TEST(MoneyMeasures, OfASchoolWhatItHasAndReceivesAYear) {
    Purse purse;
    Schools& schools = purse.world.schools;
    const SchoolId school(testing::riverside);
    schools.core_budget[school] = pounds(2'000'000);
    schools.reserve[school] = pounds(-500);
    schools.received[school] = {pounds(10), pounds(20), pounds(0), pounds(5), pounds(-1)};
    const std::size_t count = schools.size();
    EXPECT_DOUBLE_EQ(purse.values(school_budget, count)[school.value], 2'000'000);
    EXPECT_DOUBLE_EQ(purse.values(school_reserve, count)[school.value], -500);
    EXPECT_DOUBLE_EQ(purse.values(school_high_needs, count)[school.value], 12 * 34);
    EXPECT_TRUE(std::isnan(purse.values(school_budget, count)[testing::oak_special]));
}

}  // namespace
}  // namespace sendscape::money_measures_test
