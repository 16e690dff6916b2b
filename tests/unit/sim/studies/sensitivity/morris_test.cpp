// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/morris.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "sim/studies/sweep/design.h"

namespace sendscape::morris_test {
namespace {

double ishigami(const std::vector<double>& shares) {
    constexpr double pi = std::numbers::pi;
    const double x = -pi + 2 * pi * shares[0], y = -pi + 2 * pi * shares[1], z = -pi + 2 * pi * shares[2];
    return std::sin(x) + 7 * std::pow(std::sin(y), 2) + 0.1 * std::pow(z, 4) * std::sin(x);
}

double g_function(const std::vector<double>& shares) {
    double product = 1, weight = 0;
    for (const double share : shares) {
        product *= (std::abs(4 * share - 2) + weight) / (1 + weight);
        weight = 2 * weight + 1;
    }
    return product;
}

/// The same once more, by looking for pairs of neighbours rather than walking along.
template <class Function>
void expect_formula(const Function& function, std::size_t factors) {
    const DesignMatrix points = morris_trajectories(25, factors, 2);
    std::vector<double> outcomes;
    for (const auto& point : points) outcomes.push_back(function(point));
    std::map<std::size_t, std::vector<long double>> effects;
    for (std::size_t p = 1; p < points.size(); ++p) {
        if (p % (factors + 1) == 0) continue;
        for (std::size_t f = 0; f < factors; ++f)
            if (points[p][f] != points[p - 1][f])
                effects[f].push_back(((long double)outcomes[p] - outcomes[p - 1]) /
                                     ((long double)points[p][f] - points[p - 1][f]));
    }
    const std::vector<MorrisEffect> found = morris_effects(points, outcomes);
    ASSERT_EQ(found.size(), factors);
    for (std::size_t f = 0; f < factors; ++f) {
        long double mean = 0, size = 0, squares = 0;
        for (const long double one : effects[f]) mean += one / 25, size += std::abs(one) / 25, squares += one * one;
        EXPECT_EQ(found[f].effects, 25u);
        EXPECT_NEAR(found[f].mean, double(mean), 1e-9);
        EXPECT_NEAR(found[f].mean_size, double(size), 1e-9);
        EXPECT_NEAR(found[f].spread, double(std::sqrt((squares - 25 * mean * mean) / 24)), 1e-9);
        EXPECT_LE(found[f].low, found[f].mean_size);
        EXPECT_GE(found[f].high, found[f].mean_size);
    }
}

TEST(MorrisEffects, EqualTheFormulasForTheSamePoints) {
    expect_formula(ishigami, 3);
    expect_formula(g_function, 5);
}

TEST(MorrisEffects, OfAPlaneAreItsSlopesWithoutSpread) {
    const DesignMatrix points = morris_trajectories(8, 4, 1);
    std::vector<double> outcomes;
    for (const auto& p : points) outcomes.push_back(3 * p[0] - 2 * p[1] + 0.5 * p[3] + 10);
    const std::vector<MorrisEffect> found = morris_effects(points, outcomes);
    const std::vector<double> slopes{3, -2, 0, 0.5};
    for (std::size_t f = 0; f < 4; ++f) {
        EXPECT_NEAR(found[f].mean, slopes[f], 1e-12);
        EXPECT_NEAR(found[f].mean_size, std::abs(slopes[f]), 1e-12);
        EXPECT_NEAR(found[f].spread, 0, 1e-12);
    }
}

// Ishigami's third input acts only through the first: no effect of its own on average over the whole, much spread.
TEST(MorrisEffects, AFailedRunTakesItsOwnTwoEffectsAway) {
    const DesignMatrix points = morris_trajectories(6, 3, 1);
    std::vector<double> outcomes;
    for (const auto& p : points) outcomes.push_back(ishigami(p));
    outcomes[1] = std::nan("");
    std::size_t effects = 0;
    for (const MorrisEffect& one : morris_effects(points, outcomes)) {
        EXPECT_FALSE(std::isnan(one.mean));
        effects += one.effects;
    }
    EXPECT_EQ(effects, 6u * 3 - 2);
}

}  // namespace
}  // namespace sendscape::morris_test
