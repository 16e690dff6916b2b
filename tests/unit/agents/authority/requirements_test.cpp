// SPDX-License-Identifier: MIT
#include "agents/authority/requirements.h"

#include <gtest/gtest.h>

#include <array>

namespace sendscape::requirements_test {
namespace {

TEST(Forecast, CohortsAreCarriedOnByTheRatiosTheyShowed) {
    Requirements last, now;
    last.special.fill(1000);
    now.special.fill(1000);
    for (std::size_t year = 1; year < 15; ++year) now.special[year] = 1100;  // each cohort grew by a tenth
    now.special[0] = 1001;
    // England's children in special schools at 4 to 18, January 2026 (SEN2), and the growth of a cohort in a year.
    constexpr std::array<double, 15> england{4337,  7590,  10173, 11287, 12353, 13187, 13555, 21335,
                                             22201, 22678, 23035, 21845, 10927, 8790,  5849};
    const auto ratio = [&](std::size_t year) { return england[year] / england[year - 1] * 1.06; };
    const RequirementForecast one = forecast_requirements(last, now, 1);
    // Next January's Years 1 to 6 are this year's Reception to Year 5, as many times as the cohort before them grew:
    // 1,000 to 1,100, with twenty children of England's ratio. In Reception are those of two Januaries, the later
    // twice.
    double primary = (1000 + 2 * 1001.0) / 3;
    for (std::size_t year = 1; year < 7; ++year)
        primary += (year == 1 ? 1001 : 1100) * (1100 + 20 * ratio(year)) / (1000 + 20);
    EXPECT_NEAR(one.special[0], primary, 1e-6);
    EXPECT_GT(forecast_requirements(last, now, 3).special[1], one.special[1]);
    // Without history England's cohort ratios are used: ten children a year in Years 6 to 13 become these a year on.
    Requirements first;
    first.special.fill(10);
    double secondary = 0;
    for (std::size_t year = 7; year < 15; ++year) secondary += 10 * ratio(year);
    EXPECT_NEAR(forecast_requirements(first, first, 1).special[1], secondary, 1e-9);
    EXPECT_NEAR(ratio(7), 1.67, 0.01);  // the step at Year 7
}

}  // namespace
}  // namespace sendscape::requirements_test
