// SPDX-License-Identifier: MIT
#include "tests/support/small_map.h"

#include <gtest/gtest.h>

namespace sendscape::small_map_test {
namespace {

TEST(SmallMap, IsConsistent) {
    const auto map = testing::small_map();
    ASSERT_EQ(map->schools.size(), std::size_t{testing::small_schools});
    ASSERT_EQ(map->travel.first.size(), map->zones.size() + 1);
    for (const School& school : map->schools) {
        EXPECT_LE(school.plans + school.sen_support, school.roll) << school.name;
        EXPECT_LE(school.base_places[0] + school.base_places[1], school.plans) << school.name;
    }
    EXPECT_EQ(map->zone(ZoneId(11)).authority, AuthorityId(1));
    EXPECT_GT(journey(*map, ZoneId(0), SchoolId(testing::meadow)).tenths, 0);
}

}  // namespace
}  // namespace sendscape::small_map_test
