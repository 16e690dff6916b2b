// SPDX-License-Identifier: MIT
#include "maps/all_through.h"

#include <gtest/gtest.h>

namespace sendscape::all_through_test {
namespace {

School all_through(std::int32_t roll) {
    School school;
    school.phase = SchoolPhase::all_through;
    school.low_ncy = 0;
    school.high_ncy = 13;
    school.roll = roll;
    return school;
}

TEST(AllThrough, JuniorYearsAreTwoFormsAndTheSeniorOnesHaveTheRest) {
    // 2,300 pupils: 7 years of 60, and 1,880 over five years and two of half their size.
    EXPECT_NEAR(juniors_per_senior(all_through(2300)), 60 / (1880.0 / 6), 1e-12);
    // 650 shared out evenly are 50 a year: fewer than two forms.
    EXPECT_NEAR(juniors_per_senior(all_through(650)), 1, 1e-12);
}

TEST(AllThrough, AnAdmissionNumberThatIsKnownIsTheJuniorYears) {
    School school = all_through(1390);
    school.pan = 90;
    EXPECT_NEAR(juniors_per_senior(school), 90 / ((1390.0 - 630) / 6), 1e-12);
    school.mark(Filled::pan);
    EXPECT_NEAR(juniors_per_senior(school), 60 / ((1390.0 - 420) / 6), 1e-12);
}

TEST(AllThrough, OtherSchoolsHaveYearGroupsAlike) {
    School secondary = all_through(1500);
    secondary.phase = SchoolPhase::secondary;
    secondary.low_ncy = 7;
    EXPECT_EQ(juniors_per_senior(secondary), 1);
    School special = all_through(150);
    special.setting = Setting::state_special;
    EXPECT_EQ(juniors_per_senior(special), 1);
    EXPECT_EQ(juniors_per_senior(all_through(0)), 1);
}

}  // namespace
}  // namespace sendscape::all_through_test
