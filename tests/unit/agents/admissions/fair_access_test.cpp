// SPDX-License-Identifier: MIT
#include "agents/admissions/fair_access.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <vector>

#include "agents/admissions/nearby.h"
#include "tests/support/small_map.h"

namespace sendscape::fair_access_test {
namespace {

constexpr Month october(2026, 10);

/// Five primary schools at one, two, ... minutes from the only zone, of different size.
struct Cluster {
    Map map;
    Schools schools;
    AdmissionParameters parameters;
    explicit Cluster(const std::vector<int>& rolls) {
        map.zones.resize(1);
        map.travel.first = {0, static_cast<std::uint32_t>(rolls.size())};
        for (std::size_t s = 0; s < rolls.size(); ++s) {
            School school;
            school.setting = Setting::mainstream;
            school.low_ncy = 0;
            school.high_ncy = 6;
            map.schools.push_back(school);
            map.travel.school.push_back(static_cast<std::uint32_t>(s));
            map.travel.metres.push_back(static_cast<std::uint32_t>(1000 * (s + 1)));
            map.travel.tenths.push_back(static_cast<std::uint16_t>(10 * (s + 1)));
            const SchoolId id = schools.append();
            schools.roll[id] = rolls[s];
            schools.pan[id] = 30;
            schools.capacity[id] = 210;
            for (int ncy = 0; ncy <= 6; ++ncy) schools.roll_by_year[id][year_index(ncy)] = 30;  // full
        }
    }
    SchoolId take(int ncy = 4) {
        const SchoolId s = school_in_turn(map, schools, {ZoneId(0), ncy, false}, parameters, october);
        if (s.exists()) {
            count_fair_access(schools, s);
            ++schools.roll[s];
            ++schools.roll_by_year[s][year_index(ncy)];
        }
        return s;
    }
    [[nodiscard]] int taken(std::size_t s) const { return schools.fair_access[SchoolId(s)][0]; }
};

TEST(FairAccess, NoSchoolTakesASecondBeforeEachTookOne) {
    Cluster five({200, 400, 100, 300, 210});
    for (std::uint32_t nearest = 0; nearest < 5; ++nearest)
        EXPECT_EQ(five.take(), SchoolId(nearest)) << "nearest first";
    for (std::size_t s = 0; s < 5; ++s) EXPECT_EQ(five.taken(s), 1);
    EXPECT_EQ(five.take(), SchoolId(1)) << "then the one with the least share of its roll";
}

// Shares by a rule of their own: after any number of children none could have gone to a school that would still be
// below the share of the one that took it. Held against every other school, after every child, of random clusters.
TEST(FairAccess, SharesFollowRollsInRandomClusters) {
    std::mt19937 random(7);  // of a test alone
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<int> rolls(2 + random() % 6);
        for (int& roll : rolls) roll = 50 + static_cast<int>(random() % 900);
        Cluster cluster(rolls);
        std::vector<int> brute(rolls.size(), 0);
        for (int child = 0; child < 40; ++child) {
            std::size_t least = 0;
            for (std::size_t s = 1; s < rolls.size(); ++s)
                if (std::int64_t{brute[s]} * rolls[least] < std::int64_t{brute[least]} * rolls[s]) least = s;
            const SchoolId took = cluster.take();
            ASSERT_EQ(took.value, least) << "trial " << trial << ", child " << child;
            ++brute[least], ++rolls[least];
        }
        for (std::size_t a = 0; a < rolls.size(); ++a)
            for (std::size_t b = 0; b < rolls.size(); ++b)
                EXPECT_LE(static_cast<double>(brute[a] - 1) / rolls[a], static_cast<double>(brute[b]) / rolls[b])
                    << "no school is more than one child ahead of its share";
    }
}

TEST(FairAccess, AsksFullSchoolsButKeepsInfantClassesOfThirtyWhileAnyCan) {
    Cluster two({200, 200});
    EXPECT_EQ(two.take(5), SchoolId(0)) << "full in Year 5 is no reason";
    Cluster infants({200, 200});
    infants.schools.roll_by_year[SchoolId(1)][year_index(1)] = 29;
    EXPECT_EQ(infants.take(1), SchoolId(1)) << "the nearer one's class has thirty";
    EXPECT_EQ(infants.take(1), SchoolId(0)) << "where none can, the child is an excepted pupil (2.16)";
}

TEST(FairAccess, AsksNobodyBeyondItsReachOrWhoSelects) {
    Cluster three({200, 200, 200});
    three.parameters.fair_access_minutes = {2, 2};
    three.map.schools[0].selective = true;
    EXPECT_EQ(three.take(), SchoolId(1));
    EXPECT_EQ(three.take(), SchoolId(1)) << "the third is three minutes away";
    three.schools.closes[SchoolId(1)] = october.index;
    EXPECT_FALSE(three.take().exists());
}

TEST(FairAccess, CountsBeginAnewWithTheSchoolYearAndTheYearOfTheCensus) {
    Cluster one({200});
    one.take();
    begin_fair_access_year(one.schools, Month(2026, 12));
    EXPECT_EQ(one.schools.fair_access[SchoolId(0)], (std::array<std::int32_t, 2>{1, 1}));
    begin_fair_access_year(one.schools, Month(2027, 2));
    EXPECT_EQ(one.schools.fair_access[SchoolId(0)], (std::array<std::int32_t, 2>{1, 0}));
    begin_fair_access_year(one.schools, Month(2027, 9));
    EXPECT_EQ(one.schools.fair_access[SchoolId(0)], (std::array<std::int32_t, 2>{0, 0}));
}

}  // namespace
}  // namespace sendscape::fair_access_test
