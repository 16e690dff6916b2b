// SPDX-License-Identifier: MIT
#include "agents/admissions/room_changes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

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

TEST(RoomChanges, AreFoundHoweverManySchoolsHaveChanged) {
    constexpr std::size_t schools = 60, zones = 3;
    Map map;
    map.zones.resize(zones);
    map.travel.first.push_back(0);
    // Zone z has every school but those whose row is z more than a multiple of five, each at a journey of its own.
    const auto tenths = [](std::size_t zone, std::size_t school) { return 10 + (school * 37 + zone * 11) % 101; };
    const auto in_reach = [](std::size_t zone, std::size_t school) { return school % 5 != zone; };
    for (std::size_t z = 0; z < zones; ++z) {
        for (std::size_t s = 0; s < schools; ++s) {
            if (!in_reach(z, s)) continue;
            map.travel.school.push_back(static_cast<std::uint32_t>(s));
            map.travel.metres.push_back(1000);
            map.travel.tenths.push_back(static_cast<std::uint16_t>(tenths(z, s)));
        }
        map.travel.first.push_back(static_cast<std::uint32_t>(map.travel.school.size()));
    }
    Schools columns;
    for (std::size_t s = 0; s < schools; ++s) {
        School school;
        school.setting = Setting::mainstream;
        school.low_ncy = 0;
        school.high_ncy = 6;
        map.schools.push_back(school);
        const SchoolId id = columns.append();
        columns.pan[id] = 30;
        columns.capacity[id] = 210;
        columns.roll_by_year[id][year_index(3)] = 29;
    }
    RoomChanges changes(map, columns);
    std::vector<std::size_t> full;
    for (std::size_t k = 0; k < schools; ++k) {
        const std::size_t s = k * 23 % schools;
        ++columns.roll_by_year[SchoolId(s)][year_index(3)];
        changes.note(SchoolId(s), 3, 1);
        full.push_back(s);
        for (std::size_t z = 0; z < zones; ++z)
            for (int longest = 5; longest < 115; longest += 7) {
                const bool any = std::any_of(full.begin(), full.end(), [&](std::size_t changed) {
                    return in_reach(z, changed) && static_cast<int>(tenths(z, changed)) <= longest;
                });
                EXPECT_EQ(changes.within(ZoneId(z), 3, longest), any) << k << " " << z << " " << longest;
            }
    }
}

}  // namespace
}  // namespace sendscape::room_changes_test
