// SPDX-License-Identifier: MIT
#include "sim/core/elementary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace sendscape::elementary_test {
namespace {

double relative_error(double got, double expected) { return std::abs(got - expected) / std::abs(expected); }

TEST(Elementary, ExpAgreesWithTheCLibrary) {
    for (int i = -70'000; i <= 70'000; i += 7) {
        const double x = i * 0.01;
        ASSERT_LT(relative_error(sendscape::exp(x), std::exp(x)), 1e-14) << x;
    }
    EXPECT_EQ(sendscape::exp(0.0), 1.0);
    EXPECT_EQ(sendscape::exp(-800.0), 0.0);
    EXPECT_TRUE(std::isinf(sendscape::exp(710.0)));
}

TEST(Elementary, LogAgreesWithTheCLibrary) {
    for (int i = 1; i < 20'000; ++i) {
        const double x = i * 0.00173;
        const double expected = std::log(x);
        ASSERT_LT(std::abs(sendscape::log(x) - expected), 1e-15 + 1e-14 * std::abs(expected)) << x;
    }
    EXPECT_EQ(sendscape::log(1.0), 0.0);
    EXPECT_LT(relative_error(sendscape::log(1e-310), std::log(1e-310)), 1e-14);
    EXPECT_TRUE(std::isnan(sendscape::log(-1.0)));
    EXPECT_EQ(sendscape::log(0.0), -std::numeric_limits<double>::infinity());
}

TEST(Elementary, LogisticAndLogitUndoEachOther) {
    for (double p = 0.001; p < 1; p += 0.013) EXPECT_NEAR(logistic(logit(p)), p, 1e-14);
    EXPECT_EQ(logistic(-800.0), 0.0);
    EXPECT_EQ(logistic(800.0), 1.0);
}

TEST(Elementary, InverseNormalUndoesTheNormalDistribution) {
    for (double p = 0.0005; p < 1; p += 0.0005) {
        const double x = inverse_normal(p);
        EXPECT_NEAR(0.5 * std::erfc(-x / std::sqrt(2.0)), p, 2e-9);
    }
}

TEST(Elementary, MonthlyHazardCompoundsToTheAnnualProbability) {
    for (const double annual : {0.001, 0.024, 0.264, 0.9}) {
        const double monthly = monthly_from_annual(annual);
        EXPECT_NEAR(1.0 - std::pow(1.0 - monthly, 12), annual, 1e-12);
    }
    EXPECT_EQ(monthly_from_annual(0), 0);
    EXPECT_EQ(monthly_from_annual(1), 1);
}

}  // namespace
}  // namespace sendscape::elementary_test
