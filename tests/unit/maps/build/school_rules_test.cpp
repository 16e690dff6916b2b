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

}  // namespace
}  // namespace sendscape::school_rules_test
