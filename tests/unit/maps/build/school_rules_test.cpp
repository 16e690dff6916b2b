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
    EXPECT_GE(open.pan, 201) << "England's occupancy, 0.875";
}

}  // namespace
}  // namespace sendscape::school_rules_test
