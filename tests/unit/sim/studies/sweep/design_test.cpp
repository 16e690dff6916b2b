// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/design.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace sendscape::design_test {
namespace {

TEST(Design, ALatinHypercubeHasOnePointInEachStripOfEachFactor) {
    constexpr std::size_t points = 37, factors = 5;
    const DesignMatrix matrix = latin_hypercube(points, factors, 3);
    for (std::size_t f = 0; f < factors; ++f) {
        std::set<int> strips;
        for (const auto& point : matrix) strips.insert(static_cast<int>(point[f] * points));
        EXPECT_EQ(strips.size(), points);
        EXPECT_EQ(*strips.rbegin(), static_cast<int>(points) - 1);
    }
    EXPECT_EQ(latin_hypercube(points, factors, 3), matrix);
    EXPECT_NE(latin_hypercube(points, factors, 4), matrix);
}

// The first points of the sequence as Joe and Kuo (2008) print them.
TEST(Design, SobolsSequenceBeginsAsPublished) {
    const DesignMatrix matrix = sobol_sequence(7, 3);
    const DesignMatrix published{{0.5, 0.5, 0.5},       {0.75, 0.25, 0.25},    {0.25, 0.75, 0.75},
                                 {0.375, 0.375, 0.625}, {0.875, 0.875, 0.125}, {0.625, 0.125, 0.875},
                                 {0.125, 0.625, 0.375}};
    EXPECT_EQ(matrix, published);
}

TEST(Design, MorrissTrajectoriesMoveEachFactorOnceByTheStep) {
    constexpr std::size_t factors = 6, trajectories = 20;
    const DesignMatrix matrix = morris_trajectories(trajectories, factors, 1);
    ASSERT_EQ(matrix.size(), trajectories * (factors + 1));
    std::set<double> levels;
    for (std::size_t t = 0; t < trajectories; ++t) {
        std::set<std::size_t> moved;
        for (std::size_t step = 0; step < factors; ++step) {
            const auto &before = matrix[t * (factors + 1) + step], &after = matrix[t * (factors + 1) + step + 1];
            for (std::size_t f = 0; f < factors; ++f) {
                levels.insert(std::round(before[f] * 3) / 3);
                EXPECT_GE(before[f], 0);
                EXPECT_LE(before[f], 1 + 1e-12);
                if (before[f] == after[f]) continue;
                moved.insert(f);
                EXPECT_NEAR(std::abs(after[f] - before[f]), morris_step, 1e-12);
            }
        }
        EXPECT_EQ(moved.size(), factors);
    }
    EXPECT_EQ(levels.size(), static_cast<std::size_t>(morris_levels));
}

TEST(Design, SaltellisSamplesTakeOneFactorOfTheOtherHalf) {
    constexpr std::size_t factors = 3, samples = 8;
    const DesignMatrix matrix = saltelli_samples(samples, factors);
    ASSERT_EQ(matrix.size(), samples * (factors + 2));
    for (std::size_t s = 0; s < samples; ++s) {
        const auto* sample = &matrix[s * (factors + 2)];
        for (std::size_t f = 0; f < factors; ++f)
            for (std::size_t g = 0; g < factors; ++g) EXPECT_EQ(sample[2 + f][g], f == g ? sample[1][g] : sample[0][g]);
    }
}

TEST(Design, AGridHasAllCombinationsTheLastFactorFastest) {
    Factor two, three;
    two.levels.resize(2);
    three.levels.resize(3);
    const auto grid = grid_levels({two, three});
    ASSERT_EQ(grid.size(), 6u);
    EXPECT_EQ(grid[1], (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(grid[5], (std::vector<std::size_t>{1, 2}));
}

TEST(Design, NamesGoBothWays) {
    for (const std::string& name : design_names()) EXPECT_EQ(design_name(*design_named(name)), name);
    EXPECT_FALSE(design_named("lattice"));
    EXPECT_EQ(points_together(Design::morris, 10), 11u);
    EXPECT_EQ(points_together(Design::saltelli, 10), 12u);
    EXPECT_EQ(points_together(Design::sobol, 10), 1u);
}

}  // namespace
}  // namespace sendscape::design_test
