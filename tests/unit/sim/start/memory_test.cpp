// SPDX-License-Identifier: MIT
#include "sim/start/memory.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "tests/support/small_world.h"

namespace sendscape::memory_test {
namespace {

TEST(Memory, PupilsExpectedAreNearThoseOfTheWorld) {
    const World world = testing::small_world(3);
    const auto pupils = static_cast<double>(world.pupils.size());
    EXPECT_NEAR(static_cast<double>(expected_pupils(*world.map)), pupils, 0.15 * pupils);
}

TEST(Memory, GrowsWithTheYearsAndIsRefusedBeforeWorkBegins) {
    const World world = testing::small_world(3);
    EXPECT_GT(world_memory(*world.map, 20), world_memory(*world.map, 1));
    EXPECT_NO_THROW(check_memory(1, 1, "a byte"));
    EXPECT_THROW(check_memory(memory_available() / 2 * 3, 1, "more than there is"), MachineError);
}

}  // namespace
}  // namespace sendscape::memory_test
