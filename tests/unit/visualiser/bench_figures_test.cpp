// SPDX-License-Identifier: MIT
#include "visualiser/bench_figures.h"

#include <gtest/gtest.h>

namespace sendscape::bench_figures_test {
namespace {

TEST(BenchFigures, EachStandsBesideItsAimAndSaysWhetherItIsMet) {
    BenchFigures figures;
    figures.add("frames a second", 19.9, 1, BenchAim{20, true});
    figures.add("first effect, s", 0.2, 2, BenchAim{0.2, false});
    figures.add("one future, s", 1.51, 2, BenchAim{1.5, false});
    figures.add("processor time, ms", 33, 0);
    EXPECT_EQ(figures.table(),
              "figure                  seen  aim\n"
              "frames a second         19.9  at least 20     MISSED\n"
              "first effect, s         0.20  at most 0.2    met\n"
              "one future, s           1.51  at most 1.5    MISSED\n"
              "processor time, ms        33\n");
    EXPECT_EQ(figures.missed(), 2);
}

TEST(BenchFigures, ThePercentileOfTwentyIsTheNineteenth) {
    std::vector<double> twenty;
    for (int i = 20; i > 0; --i) twenty.push_back(i);
    EXPECT_EQ(bench_percentile(twenty, .95), 19);
    EXPECT_EQ(bench_percentile(twenty, .5), 10);
    EXPECT_EQ(bench_percentile(twenty, 1), 20);
    EXPECT_EQ(bench_percentile({7}, .95), 7);
}

}  // namespace
}  // namespace sendscape::bench_figures_test
