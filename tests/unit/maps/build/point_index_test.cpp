// SPDX-License-Identifier: MIT
#include "maps/build/point_index.h"

#include <gtest/gtest.h>

#include <vector>

namespace sendscape::point_index_test {
namespace {

TEST(PointIndexTest, AgreesWithAPlainLoop) {
    std::vector<std::int32_t> x, y;
    std::uint32_t seed = 7;
    const auto next = [&] { return static_cast<std::int32_t>((seed = seed * 1664525u + 1013904223u) >> 12) % 90'000; };
    for (int i = 0; i < 300; ++i) {
        x.push_back(next());
        y.push_back(next());
    }
    const PointIndex index(x, y);
    for (int i = 0; i < 200; ++i) {
        const std::int32_t at_x = next() * 2 - 40'000, at_y = next() * 2 - 40'000;
        std::size_t best = 0;
        double least = 1e18;
        std::vector<std::size_t> near;
        for (std::size_t k = 0; k < x.size(); ++k) {
            const double dx = at_x - x[k], dy = at_y - y[k];
            if (dx * dx + dy * dy < least) least = dx * dx + dy * dy, best = k;
            if (dx * dx + dy * dy <= 9000.0 * 9000.0) near.push_back(k);
        }
        EXPECT_EQ(index.nearest(at_x, at_y), best);
        EXPECT_EQ(index.within(at_x, at_y, 9000), near);
    }
    EXPECT_EQ(PointIndex({}, {}).nearest(0, 0), 0u);
}

}  // namespace
}  // namespace sendscape::point_index_test
