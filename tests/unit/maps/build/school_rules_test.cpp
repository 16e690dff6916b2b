// SPDX-License-Identifier: MIT
#include "maps/build/school_rules.h"

#include <gtest/gtest.h>

#include <string>

namespace sendscape::school_rules_test {
namespace {

School settled(const std::string& name) {
    SchoolRecord record;
    record.urn = 100'001;
    record.name = name;
    record.census_type = "State-funded secondary";
    record.roll = 880;  // too small for a sixth form: 176 a year
    record.grid = {400'000, 300'000};
    QualityTable quality;
    return settle_school(record, Month(2019, 1), quality, HalfPrimary::none);
}

TEST(SchoolRules, ASelectiveSchoolWithoutACapacityIsFull) {
    const School selective = settled("Ford Grammar School"), open = settled("Ford High School");
    ASSERT_TRUE(selective.selective);
    ASSERT_FALSE(open.selective);
    for (const School* school : {&selective, &open}) EXPECT_TRUE(school->is_filled(Filled::capacity));
    EXPECT_GE(selective.pan, 176);
    EXPECT_LE(selective.pan, 180) << "no more than to the next whole five";
    EXPECT_NEAR(open.pan, 206, 4) << "as full as schools of its roll, 0.85, to the next whole five";
}

TEST(SchoolRules, ASmallSecondarySchoolWithoutACapacityHasMoreRoomThanALargeOne) {
    const auto filled = [](int roll) {
        SchoolRecord record;
        record.urn = 100002;
        record.name = "Ford High School";
        record.census_type = "State-funded secondary";
        record.roll = roll;
        record.grid = {400'000, 300'000};
        QualityTable quality;
        const School school = settle_school(record, Month(2019, 1), quality, HalfPrimary::none);
        return static_cast<double>(school.roll) / school.capacity;
    };
    EXPECT_NEAR(filled(450), 0.68, 0.04);  // register of 2022, scaled to England's occupancy: 0.64 to 0.79
    EXPECT_NEAR(filled(1000), 0.89, 0.03);
    EXPECT_NEAR(filled(1800), 0.975, 0.02);
}

School primary(const std::string& name, int roll, const std::string& type = "State-funded primary") {
    SchoolRecord record;
    record.urn = 100003;
    record.name = name;
    record.census_type = type;
    record.is_primary = true;
    record.roll = roll;
    record.grid = {400'000, 300'000};
    QualityTable quality;
    return settle_school(record, Month(2019, 1), quality, HalfPrimary::none);
}

// Register of July 2022, authorities with an even code: 93% of primary schools without a nursery class that had 28 to
// 30 pupils a year in 2019 have 30 places a year, 96% of those with 58 to 60 have 60, 67% of those with 24 to 26 have
// 30, 79% of those with 14 to 16 have 15, 80% of those with 52 to 54 have 60, 64% of those with 44 to 46 have 45.
TEST(SchoolRules, APrimarySchoolWithoutACapacityAdmitsByFormsOfThirty) {
    const auto admits = [](int roll) { return primary("Ford Primary School", roll).pan; };
    EXPECT_EQ(admits(203), 30);
    EXPECT_EQ(admits(210), 30);
    EXPECT_EQ(admits(416), 60);
    EXPECT_EQ(admits(175), 30) << "25 a year: places stand empty";
    EXPECT_EQ(admits(371), 60);
    EXPECT_EQ(admits(315), 45);
    EXPECT_EQ(admits(105), 15);
    EXPECT_EQ(primary("Ford Junior School", 238).pan, 60);
    EXPECT_EQ(primary("Ford Infant School", 88).pan, 30);
    EXPECT_EQ(primary("Ford Primary School", 203).capacity, 210);
    EXPECT_EQ(admits(238), 34) << "a form and what must be a nursery class: full as it is";
    EXPECT_NE(primary("Ford School", 203, "Independent school").pan, 30) << "independent schools by occupancy";
}

TEST(SchoolRules, ANurseryClassInTheNameIsOnTheRollAndNotInTheNumber) {
    const School infants = primary("Ford Infant and Nursery School", 103),
                 all = primary("Ford Nursery and Primary", 224);
    EXPECT_EQ(infants.low_ncy, -1);
    EXPECT_EQ(infants.high_ncy, 2);
    EXPECT_EQ(infants.pan, 30) << "103 pupils in 3.45 years";
    EXPECT_EQ(all.low_ncy, -1);
    EXPECT_EQ(all.pan, 30);
    EXPECT_EQ(primary("Ford Infant School", 103).low_ncy, 0);
}

}  // namespace
}  // namespace sendscape::school_rules_test
