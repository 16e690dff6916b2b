#include "sim/commands/first_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

#include "sim/output/grant_years.h"
#include "tests/support/output_run.h"

namespace sendscape::first_run_test {
namespace {

class FirstRun : public ::testing::Test {
  protected:
    const sendscape::Run run = testing::small_run(2, 1);
    const std::vector<FirstRunCheck> checks = first_run_checks(run);
    [[nodiscard]] const FirstRunCheck& check(std::string_view what) const {
        const auto found =
            std::find_if(checks.begin(), checks.end(), [&](const FirstRunCheck& c) { return c.what == what; });
        EXPECT_NE(found, checks.end()) << what;
        return *found;
    }
    /// Pupils on roll of the schools of the area, by the table of tests/support/small_map.h.
    static constexpr double pupils = 198 + 446 + 165 + 236 + 610 + 340 + 68;
};

TEST_F(FirstRun, EnglandsFiguresAreScaledByThePupils) {
    const FirstRunCheck& places = check("places in state special schools");
    EXPECT_NEAR(places.expected, 1060 * pupils / 60'000, 0.01);
    EXPECT_NEAR(places.most, 1400 * pupils / 60'000, 0.01);
    EXPECT_EQ(places.got, 66);
    EXPECT_FALSE(places.inside());  // a special school of 66 places among two thousand pupils
}

TEST_F(FirstRun, ItsOwnRangeIsScaledByItsPlansAndPlacesToo) {
    EXPECT_NEAR(check("on roll of state special schools").own_expected, 68, 0.01);
    EXPECT_TRUE(check("places in state special schools").inside_own());
    const FirstRunCheck& plans = check("plans maintained for residents 0 to 25");
    EXPECT_NEAR(plans.own_expected, plans.got, 0.01);
    const FirstRunCheck& independent = check("plans in independent and non-maintained special");
    EXPECT_NEAR(independent.own_expected, independent.got, 0.01);
    const FirstRunCheck& year_6 = check("in special schools, Year 6");
    // Special schools are both: England's authority has 1,115 children in state ones and 267 in independent ones.
    const double special = (68.0 + independent.got) / ((1115 + 267) * pupils / 60'000);
    const double level = special / (plans.got / (4775 * pupils / 60'000));
    EXPECT_NEAR(year_6.own_expected, 0.283 * level, 1e-6);
    EXPECT_NEAR(year_6.own_most - year_6.own_expected, 0.07, 1e-6);
    const FirstRunCheck& weeks = check("mean weeks to a plan");
    EXPECT_EQ(weeks.own_least, weeks.least);
}

TEST_F(FirstRun, TheGapIsThatOfTheBalancesOwnLines) {
    const GrantYear year = grant_year(run, Month(2027, 1));
    ASSERT_GT(year.interest.mean, 0);
    EXPECT_DOUBLE_EQ(check("high needs spend, first year").got * 1e6, year.spend.mean);
    EXPECT_NEAR(check("in-year gap over income").got, year.spend.mean / year.income.mean - 1, 1e-12);
}

TEST_F(FirstRun, TheTableCountsWhatLiesInside) {
    const auto inside = std::count_if(checks.begin(), checks.end(), [](const FirstRunCheck& c) { return c.inside(); });
    const auto own = std::count_if(checks.begin(), checks.end(), [](const FirstRunCheck& c) { return c.inside_own(); });
    const auto known = std::count_if(checks.begin(), checks.end(), [](const FirstRunCheck& c) { return c.known; });
    const std::string closing = std::to_string(inside) + " of " + std::to_string(known) + " in England's range, " +
                                std::to_string(own) + " in its own\n";
    const std::string table = first_run_table(run);
    ASSERT_GE(table.size(), closing.size());
    EXPECT_EQ(table.substr(table.size() - closing.size()), closing);
}

TEST_F(FirstRun, WhatNoTableGaveIsNotHeldAgainstEngland) {
    Map map = *testing::small_map();
    for (School& school : map.schools) {
        school.mark(Filled::places);
        school.mark(Filled::base_places);
    }
    sendscape::Run unread = run;
    unread.map = std::make_shared<const Map>(map);
    const auto filled = first_run_checks(unread);
    for (const FirstRunCheck& c : filled) {
        if (c.what != "places in state special schools" && c.what != "children in bases") continue;
        EXPECT_FALSE(c.known) << c.what;
    }
    EXPECT_TRUE(check("children in bases").known);
}

}  // namespace
}  // namespace sendscape::first_run_test
