// SPDX-License-Identifier: MIT
#include "agents/schools/rolls.h"

#include <gtest/gtest.h>

#include "tests/support/placement_scene.h"

namespace sendscape::rolls_test {
namespace {

using testing::PlacementScene;
const SchoolId riverside(testing::riverside), kings(testing::kings);

// Counts kept by place() are those that counting afresh gives.
void expect_true_counts(PlacementScene& scene) {
    const Schools kept = scene.schools;
    recount(scene.pupils, scene.schools);
    for (std::size_t row = 0; row < kept.size(); ++row) {
        const SchoolId s(row);
        EXPECT_EQ(kept.roll[s], scene.schools.roll[s]) << row;
        EXPECT_EQ(kept.plans[s], scene.schools.plans[s]) << row;
        EXPECT_EQ(kept.sen_support[s], scene.schools.sen_support[s]) << row;
        EXPECT_EQ(kept.in_base[s], scene.schools.in_base[s]) << row;
        EXPECT_EQ(kept.roll_by_year[s], scene.schools.roll_by_year[s]) << row;
    }
}

TEST(Rolls, AMoveIsCountedAtBothSchoolsAndNoted) {
    PlacementScene scene;
    const PupilId p = scene.add(3, RequiredProvision::mainstream, Setting::mainstream, riverside);
    scene.add(3, RequiredProvision::mainstream, Setting::mainstream, riverside);
    recount(scene.pupils, scene.schools);
    ASSERT_EQ(scene.schools.roll[riverside], 2);
    place(scene.pupils, scene.schools, scene.step(Month(2026, 2)), ZoneId(0), p, Setting::mainstream, kings);
    EXPECT_EQ(scene.schools.roll[riverside], 1);
    EXPECT_EQ(scene.schools.roll[kings], 1);
    EXPECT_EQ(scene.schools.plans[kings], 1);
    expect_true_counts(scene);
    ASSERT_EQ(scene.events.events().size(), 1U);
    EXPECT_EQ(scene.events.events()[0].from, riverside.value);
    EXPECT_EQ(scene.events.events()[0].to, kings.value);
    place(scene.pupils, scene.schools, scene.step(Month(2026, 3)), ZoneId(0), p, Setting::home_education, SchoolId{});
    EXPECT_EQ(scene.schools.roll[kings], 0);
    EXPECT_EQ(scene.pupils.journey[p], 0);
    expect_true_counts(scene);
}

TEST(Rolls, AMoveWithoutCountingIsTheSameOnceAllAreCounted) {
    PlacementScene one, other;
    for (PlacementScene* scene : {&one, &other}) {
        scene->add(3, RequiredProvision::mainstream, Setting::mainstream, riverside);
        recount(scene->pupils, scene->schools);
    }
    const PupilId p(0);
    place(one.pupils, one.schools, one.step(Month(2026, 2)), ZoneId(0), p, Setting::mainstream, kings);
    const Event event = move_to(other.pupils, other.step(Month(2026, 2)), ZoneId(0), p, Setting::mainstream, kings);
    EXPECT_EQ(other.schools.roll[riverside], 1);  // not yet
    EXPECT_TRUE(other.events.events().empty());   // for the caller to add
    recount(other.pupils, other.schools);
    EXPECT_EQ(other.schools.roll.values(), one.schools.roll.values());
    EXPECT_EQ(other.schools.plans.values(), one.schools.plans.values());
    EXPECT_EQ(other.pupils.school[p], kings);
    EXPECT_EQ(other.pupils.journey[p], one.pupils.journey[p]);
    ASSERT_EQ(one.events.events().size(), 1U);
    EXPECT_EQ(event.kind, EventKind::placed);
    EXPECT_EQ(event.from, one.events.events()[0].from);
    EXPECT_EQ(event.to, one.events.events()[0].to);
}

TEST(Rolls, APlanThatEndsLeavesTheChildOnSenSupportOrOffTheRoll) {
    PlacementScene scene;
    const PupilId stays = scene.add(3, RequiredProvision::mainstream, Setting::mainstream, riverside);
    const PupilId leaves = scene.add(4, RequiredProvision::mainstream, Setting::mainstream, riverside);
    recount(scene.pupils, scene.schools);
    std::vector<Event> ended;
    for (const PupilId p : {stays, leaves}) {
        Event event{.month = Month(2026, 2), .pupil = p, .kind = EventKind::plan_ceased};
        event.from = riverside.value;
        event.from_setting = Setting::mainstream;
        ended.push_back(event);
    }
    scene.pupils.provision[stays] = Provision::sen_support;
    scene.pupils.provision[leaves] = Provision::none;
    scene.pupils.setting[leaves] = Setting::gone;
    count_ended_plans(scene.pupils, scene.schools, ended);
    EXPECT_EQ(scene.schools.plans[riverside], 0);
    EXPECT_EQ(scene.schools.sen_support[riverside], 1);
    EXPECT_EQ(scene.schools.roll[riverside], 1);
    expect_true_counts(scene);
}

TEST(Rolls, ProvisionIsCountedAsCountingAllAfreshDoes) {
    PlacementScene scene;
    const PupilId one = scene.add(3, RequiredProvision::mainstream, Setting::mainstream, riverside);
    const PupilId two = scene.add(8, RequiredProvision::mainstream, Setting::mainstream, kings);
    const PupilId gone = scene.add(4, RequiredProvision::mainstream, Setting::mainstream, riverside);
    scene.add(16, RequiredProvision::mainstream, Setting::home_education, SchoolId{});
    scene.pupils.setting[gone] = Setting::gone;
    recount(scene.pupils, scene.schools);
    EXPECT_EQ(scene.schools.roll[riverside], 1);
    EXPECT_EQ(scene.schools.plans[riverside], 1);
    scene.pupils.provision[one] = Provision::sen_support;
    scene.pupils.provision[two] = Provision::none;
    recount_provision(scene.pupils, scene.schools);
    EXPECT_EQ(scene.schools.sen_support[riverside], 1);
    EXPECT_EQ(scene.schools.plans[riverside], 0);
    EXPECT_EQ(scene.schools.plans[kings], 0);
    EXPECT_EQ(scene.schools.roll[kings], 1);
    expect_true_counts(scene);
}

}  // namespace
}  // namespace sendscape::rolls_test
