// SPDX-License-Identifier: MIT
#include "agents/admissions/room_changes.h"

#include <gtest/gtest.h>

namespace sendscape::room_changes_test {
namespace {

/// Two primary schools of 30 places a year, at one and at two minutes from the only zone.
struct Street {
    Map map;
    Schools schools;
    Street() {
        map.zones.resize(1);
        map.travel = {{0, 2}, {0, 1}, {1000, 2000}, {10, 20}};
        for (int s = 0; s < 2; ++s) {
            School school;
            school.setting = Setting::mainstream;
            school.low_ncy = 0;
            school.high_ncy = 6;
            map.schools.push_back(school);
            const SchoolId id = schools.append();
            schools.pan[id] = 30;
            schools.capacity[id] = 210;
        }
    }
    std::int32_t& in_year_3(std::size_t school) { return schools.roll_by_year[SchoolId(school)][year_index(3)]; }
};

TEST(RoomChanges, AreWhereTheLastPlaceIsTakenOrGivenUp) {
    constexpr ZoneId home(0);
    constexpr int both = 20, first_alone = 15;
    Street street;
    street.in_year_3(0) = 28;
    street.in_year_3(1) = 31;
    RoomChanges changes(street.map, street.schools);
    const auto comes = [&](std::size_t school) { ++street.in_year_3(school), changes.note(SchoolId(school), 3, 1); };
    const auto leaves = [&](std::size_t school) { --street.in_year_3(school), changes.note(SchoolId(school), 3, -1); };
    comes(0);   // one place is left
    leaves(1);  // full, and no longer over its number
    changes.note(SchoolId(), 3, 1);
    EXPECT_FALSE(changes.within(home, 3, both));
    leaves(1);  // a place is free
    EXPECT_TRUE(changes.within(home, 3, both));
    EXPECT_FALSE(changes.within(home, 3, first_alone));
    EXPECT_FALSE(changes.within(home, 4, both));
    comes(0);  // none is left
    EXPECT_TRUE(changes.within(home, 3, first_alone));
    EXPECT_FALSE(changes.within(home, 2, both));
    changes.forget();
    EXPECT_FALSE(changes.within(home, 3, both));
    leaves(0);  // one is free again
    EXPECT_TRUE(changes.within(home, 3, first_alone));
}

}  // namespace
}  // namespace sendscape::room_changes_test
