// SPDX-License-Identifier: MIT
#include "sim/start/plan_rates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <utility>

namespace sendscape::plan_rates_test {
namespace {

TEST(DrawnRatio, KeepsTheTrueSpreadThatAMeanWouldShrink) {
    // True ratios are lognormal of deviation 0.5; 20 plans are expected everywhere. The posterior's mean has a
    // deviation of about 0.5 x sqrt(20 / (20 + 4)) = 0.456; draws have the whole again.
    constexpr int schools = 20'000;
    const Draws truth(3, 0), draws(4, 0);
    double sum = 0, squares = 0;
    for (std::uint32_t s = 0; s < schools; ++s) {
        const double ratio = std::exp(0.5 * truth.normal(Stream::start_need, s, Month(0)) - 0.125);
        // A count of mean 20 x ratio, by adding up waiting times.
        double time = 0;
        int held = -1;
        for (std::uint32_t k = 0; time < 20 * ratio; ++k, ++held)
            time -= std::log(truth.uniform(Stream::start_plan, s, Month(0), k) + 1e-12);
        const double log_drawn = std::log(drawn_ratio(held, 20, RatePrior{4}, draws, SchoolId(s), Month(0)));
        sum += log_drawn;
        squares += log_drawn * log_drawn;
    }
    const double mean = sum / schools;
    EXPECT_NEAR(std::sqrt(squares / schools - mean * mean), 0.5, 0.03);
}

/// Mean of what is drawn for one school over many replicates.
double mean_drawn(double held, double expected, const RatePrior& prior) {
    constexpr std::uint32_t replicates = 20'000;
    double sum = 0;
    for (std::uint32_t r = 0; r < replicates; ++r)
        sum += drawn_ratio(held, expected, prior, Draws(7, r), SchoolId(0), Month(0));
    return sum / replicates;
}

/// The posterior's mean by adding up over rates, with the density of both gammas and Poisson counts.
double posterior_mean(double held, double expected, const RatePrior& prior) {
    const auto density = [](double rate, double mean, double shape) {
        const double scale = shape / mean;
        return std::exp(shape * std::log(scale) - std::lgamma(shape) + (shape - 1) * std::log(rate) - scale * rate);
    };
    double all = 0, weighted = 0;
    constexpr double step = 0.002;
    for (double rate = step / 2; rate < 15; rate += step) {
        const double before = (1 - prior.apart) * density(rate, prior.mean(), prior.shape) +
                              prior.apart * density(rate, prior.mean_apart, prior.shape_apart);
        const double here = before * std::exp(held * std::log(rate) - expected * rate);
        all += here;
        weighted += rate * here;
    }
    return weighted / all;
}

TEST(DrawnRatio, MeansThePosteriorOfBothKindsOfSchool) {
    for (const bool primary : {true, false})
        for (const auto& [held, expected] : {std::pair(0, 5), std::pair(4, 5), std::pair(9, 5), std::pair(30, 5),
                                             std::pair(5, 20), std::pair(60, 20)}) {
            const double by_sums = posterior_mean(held, expected, rates_of_schools(primary));
            EXPECT_NEAR(mean_drawn(held, expected, rates_of_schools(primary)), by_sums, 0.03 * by_sums)
                << held << " of " << expected;
        }
}

// What a little fewer plans show is mostly chance; what very many show is mostly the school's own.
TEST(DrawnRatio, TakesLittleFromAFewAndNearlyAllFromMany) {
    const RatePrior& prior = rates_of_schools(true);
    EXPECT_GT(mean_drawn(2, 5, prior), 0.65);
    EXPECT_GT(mean_drawn(30, 5, prior), 4.5);
    EXPECT_LT(mean_drawn(8, 5, prior), 1.3);
}

TEST(RatesOfSchools, HaveAMeanOfOne) {
    for (const bool primary : {true, false}) {
        const RatePrior& prior = rates_of_schools(primary);
        EXPECT_NEAR((1 - prior.apart) * prior.mean() + prior.apart * prior.mean_apart, 1, 1e-12);
        EXPECT_GT(prior.shape, prior.shape_apart);
    }
    EXPECT_EQ(RatePrior{4}.mean(), 1);
}

}  // namespace
}  // namespace sendscape::plan_rates_test
