// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/sobol_indices.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "sim/studies/sensitivity/resampled.h"
#include "sim/studies/sweep/design.h"

namespace sendscape::sobol_indices_test {
namespace {

constexpr double pi = std::numbers::pi;

/// Ishigami and Homma (1990) with a = 7, b = 0.1 over -pi to pi.
constexpr double ishigami_a = 7, ishigami_b = 0.1;
double ishigami(const std::vector<double>& shares) {
    std::array<double, 3> x{};
    for (std::size_t i = 0; i < 3; ++i) x[i] = -pi + 2 * pi * shares[i];
    return std::sin(x[0]) + ishigami_a * std::pow(std::sin(x[1]), 2) + ishigami_b * std::pow(x[2], 4) * std::sin(x[0]);
}

/// Sobol's g-function: the product of (|4x - 2| + a) / (1 + a).
const std::vector<double> g_weights{0, 1, 4.5, 9, 99, 99};
double g_function(const std::vector<double>& shares) {
    double product = 1;
    for (std::size_t i = 0; i < g_weights.size(); ++i)
        product *= (std::abs(4 * shares[i] - 2) + g_weights[i]) / (1 + g_weights[i]);
    return product;
}

template <class Function>
std::vector<double> outcomes(const Function& function, std::size_t samples, std::size_t factors) {
    std::vector<double> found;
    for (const auto& point : saltelli_samples(samples, factors)) found.push_back(function(point));
    return found;
}

/// The estimators written down once more, from separate lists as the papers have them.
struct Formula {
    std::vector<double> a, b;
    std::vector<std::vector<double>> ab;
    double mean = 0, variance = 0;
    Formula(const std::vector<double>& y, std::size_t factors) : ab(factors) {
        for (std::size_t at = 0; at < y.size(); at += factors + 2) {
            a.push_back(y[at]);
            b.push_back(y[at + 1]);
            for (std::size_t f = 0; f < factors; ++f) ab[f].push_back(y[at + 2 + f]);
        }
        long double sum = 0, squares = 0;
        for (std::size_t i = 0; i < a.size(); ++i) sum += (long double)a[i] + b[i];
        mean = double(sum / (2 * a.size()));
        for (std::size_t i = 0; i < a.size(); ++i) squares += (long double)a[i] * a[i] + (long double)b[i] * b[i];
        variance = double(squares / (2 * a.size()) - (sum / (2 * a.size())) * (sum / (2 * a.size())));
    }
    [[nodiscard]] double first(std::size_t f) const {
        long double sum = 0;
        for (std::size_t i = 0; i < a.size(); ++i)
            sum += (long double)(b[i] - mean) * (ab[f][i] - mean) - (long double)(b[i] - mean) * (a[i] - mean);
        return double(sum / a.size() / variance);
    }
    [[nodiscard]] double total(std::size_t f) const {
        long double sum = 0;
        for (std::size_t i = 0; i < a.size(); ++i) sum += std::pow((long double)ab[f][i] - a[i], 2);
        return double(sum / (2 * a.size()) / variance);
    }
};

void expect_formula(const std::vector<double>& y, std::size_t factors) {
    const SobolIndices found = sobol_indices(y, factors);
    const Formula formula(y, factors);
    EXPECT_NEAR(found.variance, formula.variance, 1e-9 * formula.variance);
    for (std::size_t f = 0; f < factors; ++f) {
        EXPECT_NEAR(found.factors[f].first, formula.first(f), 1e-9);
        EXPECT_NEAR(found.factors[f].total, formula.total(f), 1e-9);
    }
}

TEST(SobolIndices, EqualTheFormulasForTheSameSamples) {
    expect_formula(outcomes(ishigami, 500, 3), 3);
    expect_formula(outcomes(g_function, 300, 6), 6);
}

TEST(SobolIndices, ConvergeToIshigamisValues) {
    const SobolIndices found = sobol_indices(outcomes(ishigami, 1 << 13, 3), 3);
    const double of_x1 = std::pow(1 + ishigami_b * std::pow(pi, 4) / 5, 2) / 2;
    const double of_x2 = ishigami_a * ishigami_a / 8;
    const double of_both = ishigami_b * ishigami_b * std::pow(pi, 8) * (1.0 / 18 - 1.0 / 50);
    const double variance = of_x1 + of_x2 + of_both;
    EXPECT_NEAR(found.variance, variance, 0.01 * variance);
    const std::array first{of_x1 / variance, of_x2 / variance, 0.0};
    const std::array total{(of_x1 + of_both) / variance, of_x2 / variance, of_both / variance};
    for (std::size_t f = 0; f < 3; ++f) {
        EXPECT_NEAR(found.factors[f].first, first[f], 0.01) << f;
        EXPECT_NEAR(found.factors[f].total, total[f], 0.01) << f;
        EXPECT_LE(found.factors[f].total_low, found.factors[f].total);
        EXPECT_GE(found.factors[f].total_high, found.factors[f].total);
        EXPECT_LT(found.factors[f].total_high - found.factors[f].total_low, 0.06);
    }
}

TEST(SobolIndices, ConvergeToThoseOfTheGFunction) {
    const SobolIndices found = sobol_indices(outcomes(g_function, 1 << 13, 6), 6);
    double all = 1;
    for (const double a : g_weights) all *= 1 + 1 / (3 * (1 + a) * (1 + a));
    for (std::size_t f = 0; f < 6; ++f) {
        const double own = 1 / (3 * (1 + g_weights[f]) * (1 + g_weights[f]));
        EXPECT_NEAR(found.factors[f].first, own / (all - 1), 0.012) << f;
        EXPECT_NEAR(found.factors[f].total, own / (1 + own) * all / (all - 1), 0.012) << f;
    }
}

TEST(SobolIndices, SamplesWithAFailedRunAreLeftOut) {
    std::vector<double> y = outcomes(ishigami, 64, 3);
    const std::vector<double> shorter(y.begin() + 5, y.end());
    y[3] = std::nan("");
    const SobolIndices found = sobol_indices(y, 3), without = sobol_indices(shorter, 3);
    EXPECT_EQ(found.samples, 63u);
    for (std::size_t f = 0; f < 3; ++f) EXPECT_EQ(found.factors[f].total, without.factors[f].total);
}

TEST(Resampled, IsTheSameEachTimeAndCoversAMean) {
    std::vector<double> values;
    for (int i = 0; i < 100; ++i) values.push_back(i);
    const auto mean = [&](const std::vector<std::size_t>& drawn) {
        double sum = 0;
        for (const std::size_t i : drawn) sum += values[i];
        return sum / double(drawn.size());
    };
    const auto interval = resampled_interval(values.size(), mean);
    EXPECT_EQ(resampled_interval(values.size(), mean), interval);
    // The mean of 100 of a spread of 28.9 is known to 2.89 either way, 90% of it within 1.645 of these.
    EXPECT_NEAR(interval.first, 49.5 - 1.645 * 2.89, 0.8);
    EXPECT_NEAR(interval.second, 49.5 + 1.645 * 2.89, 0.8);
    EXPECT_TRUE(std::isnan(resampled_interval(1, mean).first));
}

}  // namespace
}  // namespace sendscape::sobol_indices_test
