// SPDX-License-Identifier: MIT
#include "agents/schools/weekly_hours.h"

#include <gtest/gtest.h>

namespace sendscape::weekly_hours_test {
namespace {

SchoolParameters parameters() {
    SchoolParameters p;
    p.plan_hours = 10;
    p.plan_hours_severity = 20;
    p.support_hours = 2;
    p.support_hours_severity = 6;
    p.unidentified_share = 0.25;
    p.early_help = 0.5;
    p.service_hours = 0.1;
    p.gaps_covered = 0.5;
    p.hourly_cost = 10;
    p.plan_threshold = 6000;
    return p;
}

/// A child of Year 3 with a need of severity 0.5.
Pupils one_child(Provision provision, int onset_ncy) {
    Pupils pupils;
    const PupilId p = pupils.append();
    pupils.ncy[p] = 3;
    pupils.provision[p] = provision;
    pupils.onset_ncy[p] = static_cast<std::int8_t>(onset_ncy);
    pupils.severity[p] = 0.5F;
    return pupils;
}

TEST(WeeklyHours, AreThoseOfWhatIsRecordedOrShows) {
    const PupilId p(0);
    const WeeklyHours weekly(parameters());
    const auto hours = [&](Provision provision, int onset_ncy) {
        const Pupils pupils = one_child(provision, onset_ncy);
        return weekly.without_services(hours_for(pupils, p), pupils.severity[p]);
    };
    for (const int onset_ncy : {2, 3, 4}) {  // what is recorded counts, whenever the need was to show
        EXPECT_EQ(hours(Provision::plan, onset_ncy), 20);
        EXPECT_EQ(hours(Provision::sen_support, onset_ncy), 5);
    }
    EXPECT_EQ(hours(Provision::none, 2), 1.25);
    EXPECT_EQ(hours(Provision::none, 3), 1.25);
    EXPECT_EQ(hours(Provision::none, 4), 0);
}

TEST(WeeklyHours, AreMoreWhileAServiceIsAwaitedAndFewerWhileItSees) {
    Pupils pupils = one_child(Provision::plan, 0);
    const PupilId p(0);
    const WeeklyHours weekly(parameters());
    constexpr std::size_t speech = service_row("speech_language"), camhs = service_row("camhs");
    EXPECT_EQ(weekly.with_services(20, pupils, p), 20);
    pupils.service_since[p][speech] = 0;
    EXPECT_DOUBLE_EQ(weekly.with_services(20, pupils, p), 20 * 1.05);
    pupils.service_served[p] = service_bit(camhs);
    EXPECT_DOUBLE_EQ(weekly.with_services(20, pupils, p), 20 * 0.95);
    pupils.service_served[p] = static_cast<ServiceSet>(service_bit(camhs) | service_bit(speech));  // seen, whatever
    EXPECT_DOUBLE_EQ(weekly.with_services(20, pupils, p), 20 * 0.8);                               // it waits for
    pupils.disadvantaged[p] = 1;
    EXPECT_DOUBLE_EQ(weekly.with_services(20, pupils, p), 10 * 0.8);
}

TEST(WeeklyHours, CostWhatIsOverTheThreshold) {
    const WeeklyHours weekly(parameters());
    EXPECT_DOUBLE_EQ(yearly_cost(parameters()), 390);
    EXPECT_DOUBLE_EQ(weekly.over_threshold(20), 20 * 390 - 6000);
    EXPECT_EQ(weekly.over_threshold(15), 0);
}

}  // namespace
}  // namespace sendscape::weekly_hours_test
