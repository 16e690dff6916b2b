// SPDX-License-Identifier: MIT
#include "visualiser/outline.h"

#include <gtest/gtest.h>

#include <cmath>

namespace sendscape::outline_test {
namespace {

double metres_of(const std::vector<Slab>& slabs) {
    double sum = 0;
    for (const Slab& slab : slabs)
        sum +=
            0.5 * (slab.right_below - slab.left_below + slab.right_above - slab.left_above) * (slab.top - slab.bottom);
    return sum;
}

TEST(Outline, SlabsFillAnyShapeAndLeaveItsHolesOut) {
    const Outline star{{{0, 0}, {600, 100}, {1000, 900}, {500, 400}, {100, 1000}, {300, 300}}};
    double shoelace = 0;
    for (std::size_t i = 0; i < star[0].size(); ++i) {
        const auto& [ax, ay] = star[0][i];
        const auto& [bx, by] = star[0][(i + 1) % star[0].size()];
        shoelace += 0.5 * (double(ax) * by - double(bx) * ay);
    }
    EXPECT_NEAR(metres_of(slabs_of(star)), std::abs(shoelace), 1);
    Outline holed = star;
    holed.push_back({{350, 350}, {450, 350}, {450, 390}, {350, 390}});
    EXPECT_NEAR(metres_of(slabs_of(holed)), std::abs(shoelace) - 4000, 1);
    EXPECT_TRUE(slabs_of({}).empty());
    // A point is in a slab where it is in the outline.
    for (int x = 5; x < 1000; x += 37)
        for (int y = 7; y < 1000; y += 41) {
            int within = 0;
            for (const Slab& slab : slabs_of(holed)) {
                const float py = static_cast<float>(y), px = static_cast<float>(x);
                if (py <= slab.bottom || py > slab.top) continue;
                const float share = (py - slab.bottom) / (slab.top - slab.bottom);
                within += px > slab.left_below + (slab.left_above - slab.left_below) * share &&
                          px < slab.right_below + (slab.right_above - slab.right_below) * share;
            }
            EXPECT_EQ(within, contains(holed, static_cast<float>(x), static_cast<float>(y)) ? 1 : 0) << x << ", " << y;
        }
}

}  // namespace
}  // namespace sendscape::outline_test
