// SPDX-License-Identifier: MIT
#include "sim/start/school_constants.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "agents/admissions/parameters.h"
#include "agents/families/preferences.h"
#include "sim/start/plan_rates.h"
#include "tests/support/placement_scene.h"

namespace sendscape::school_constants_test {
namespace {

using testing::PlacementScene;
const SchoolId kings(testing::kings), meadow(testing::meadow);

/// Two secondaries alike at one spot, for the children of one zone.
std::shared_ptr<const Map> twin_secondaries() {
    Map map = *testing::small_map();
    map.travel = {};
    School& twin = map.schools[testing::meadow];
    const School& first = map.schools[testing::kings];
    twin.x = first.x;
    twin.y = first.y;
    for (School& school : map.schools) {
        school.low_ncy = school.phase == SchoolPhase::secondary ? std::int8_t{7} : school.low_ncy;
        school.high_ncy = school.phase == SchoolPhase::secondary ? std::int8_t{11} : school.high_ncy;
        school.faith = false;
        school.attainment = 0;
        school.inspection_grade = 2;
    }
    return std::make_shared<const Map>(std::move(map));
}

float secondary_constant(const PlacementScene& scene, SchoolId s) {
    return scene.schools.choice_constant[s][choice_row(false)];
}

void add_children(PlacementScene& scene, SchoolId school, int children, int ncy, Provision provision) {
    for (int i = 0; i < children; ++i) {
        const PupilId p = scene.add(ncy, RequiredProvision::mainstream, Setting::mainstream, school);
        scene.pupils.provision[p] = provision;
        scene.pupils.girl[p] = static_cast<std::uint8_t>(i % 2);
    }
}

TEST(Appeal, AFullSchoolIsPutFirstByMoreThanItTakes) {
    PlacementScene scene(twin_secondaries());
    add_children(scene, kings, 300, 8, Provision::none);
    add_children(scene, meadow, 100, 8, Provision::none);
    for (const SchoolId s : {kings, meadow}) {
        scene.schools.capacity[s] = 300;
        scene.schools.pan[s] = 60;
    }
    recount(scene.pupils, scene.schools);
    const FamilyParameters parameters;
    // Full, King's has 0.80 + 1.4 x 0.2 = 1.08 first preferences a place where one with many free has 0.80: 1.35 times
    // its intake in the mean, drawn with a deviation of 0.28 in its logarithm and 1 at the least. Meadow, a third full,
    // takes whoever asks. Both are alike but for what the nearest school (the first of two at one spot) has over
    // others.
    double sum = 0, squares = 0;
    constexpr int replicates = 400;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        find_choice_constants(*scene.map, Draws(7, replicate), scene.pupils, scene.families, parameters,
                              AdmissionParameters{}.selective_qualifying, scene.parallel, scene.schools);
        const double difference =
            (secondary_constant(scene, kings) + parameters.nearest - secondary_constant(scene, meadow)) /
            parameters.taste_secondary;
        sum += difference;
        squares += difference * difference;
    }
    const double mean = sum / replicates, variance = squares / replicates - mean * mean;
    EXPECT_NEAR(mean, std::log(300.0 / 100.0) + std::log(1.35), 0.06);
    EXPECT_NEAR(variance, 0.28 * 0.28, 0.03);
    EXPECT_EQ(secondary_constant(scene, SchoolId(testing::oak_special)), 0);
}

TEST(Appeal, AnInfantSchoolIsSoughtByTheChildrenOfOneYearNotByItsRoll) {
    Map map = *testing::small_map();
    map.travel = {};
    School& twin = map.schools[testing::hill_infant];
    const School& first = map.schools[testing::riverside];
    twin.x = first.x;
    twin.y = first.y;
    for (School& school : map.schools) school.attainment = 0, school.inspection_grade = 2, school.faith = false;
    PlacementScene scene(std::make_shared<const Map>(std::move(map)));
    const SchoolId primary(testing::riverside), infant(testing::hill_infant);
    for (int ncy = 0; ncy <= 6; ++ncy) add_children(scene, primary, 30, ncy, Provision::none);
    for (int ncy = 0; ncy <= 2; ++ncy) add_children(scene, infant, 30, ncy, Provision::none);
    scene.schools.capacity[primary] = 210;
    scene.schools.capacity[infant] = 90;
    recount(scene.pupils, scene.schools);
    const FamilyParameters parameters;
    double sum = 0;
    constexpr int replicates = 200;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        find_choice_constants(*scene.map, Draws(7, replicate), scene.pupils, scene.families, parameters,
                              AdmissionParameters{}.selective_qualifying, scene.parallel, scene.schools);
        // From the children's zone St Anne's is the nearest, not one of the two.
        sum += (scene.schools.choice_constant[primary][choice_row(true)] -
                scene.schools.choice_constant[infant][choice_row(true)]) /
               parameters.taste_primary;
    }
    EXPECT_NEAR(sum / replicates, 0, 0.06);  // thirty a year each, at schools alike
}

TEST(Appeal, WhereASecondaryCapacityWasFilledInOnlyIntakesAreKnown) {
    Map map = *twin_secondaries();
    for (School& school : map.schools) school.mark(Filled::capacity);
    PlacementScene scene(std::make_shared<const Map>(std::move(map)));
    add_children(scene, kings, 300, 8, Provision::none);
    add_children(scene, meadow, 100, 8, Provision::none);
    for (const SchoolId s : {kings, meadow}) scene.schools.capacity[s] = 300;
    recount(scene.pupils, scene.schools);
    const FamilyParameters p;
    find_choice_constants(*scene.map, Draws(7, 0), scene.pupils, scene.families, p,
                          AdmissionParameters{}.selective_qualifying, scene.parallel, scene.schools);
    EXPECT_NEAR((secondary_constant(scene, kings) + p.nearest - secondary_constant(scene, meadow)) / p.taste_secondary,
                std::log(300.0 / 100.0), 0.01);
}

TEST(Appeal, PlansAreNamedAsTheyAreHeldAsFarAsChanceLetsThemTell) {
    Map map = *twin_secondaries();
    for (const SchoolId s : {kings, meadow}) map.schools[s.value].pan = 100;
    PlacementScene scene(std::make_shared<const Map>(std::move(map)));
    add_children(scene, kings, 30, 9, Provision::plan);
    add_children(scene, meadow, 10, 9, Provision::plan);
    add_children(scene, SchoolId(testing::riverside), 12, 6, Provision::plan);  // those who will be named one of them
    for (const SchoolId s : {kings, meadow}) scene.schools.pan[s] = 100;
    recount(scene.pupils, scene.schools);
    scene.schools.reputation_send[kings] = 1.5F;
    // Named alike but for what they hold, they would have 20 of the 40 each. What the small numbers leave open is
    // drawn, and appeals differ by it.
    for (std::uint32_t replicate = 0; replicate < 40; ++replicate) {
        find_appeal_to_plans(*scene.map, Draws(7, replicate), scene.pupils, scene.families, scene.parameters,
                             Parallel(), scene.schools);
        const auto drawn = [&](SchoolId school, double held) {
            return std::log(
                drawn_ratio(held, 20, rates_of_schools(false), Draws(7, replicate), school, scene.map->census));
        };
        EXPECT_NEAR(scene.schools.appeal_to_plans[kings] - scene.schools.appeal_to_plans[meadow],
                    drawn(kings, 30) - drawn(meadow, 10), 0.05);
    }
    EXPECT_EQ(scene.schools.reputation_send_then[kings], 1.5F);
}

TEST(Appeal, AnInfantSchoolThatHoldsThreeYearsPlansAppealsAsOneThatHoldsSeven) {
    const SchoolId infant(testing::hill_infant), primary(testing::riverside);
    Map map = *testing::small_map();
    map.travel = {};
    map.schools[infant.value].x = map.schools[primary.value].x;
    map.schools[infant.value].y = map.schools[primary.value].y;
    PlacementScene scene(std::make_shared<const Map>(std::move(map)));
    for (const SchoolId s : {infant, primary}) scene.schools.pan[s] = 60;
    constexpr double many = 40;  // for each hundredth of a year group: so many that chance is little
    for (int ncy = reception; ncy < year_7; ++ncy)
        for (const SchoolId s : {infant, primary})
            if (scene.map->school(s).teaches(ncy))
                add_children(scene, s, static_cast<int>(std::lround(many * 100 * mainstream_plan_rate(ncy))), ncy,
                             Provision::plan);
    recount(scene.pupils, scene.schools);
    double apart = 0;
    constexpr std::uint32_t replicates = 20;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        find_appeal_to_plans(*scene.map, Draws(7, replicate), scene.pupils, scene.families, scene.parameters,
                             Parallel(), scene.schools);
        apart += static_cast<double>(scene.schools.appeal_to_plans[infant] - scene.schools.appeal_to_plans[primary]);
    }
    EXPECT_NEAR(apart / replicates, 0, 0.05);
}

TEST(Appeal, ASchoolThatObjectsAndYetHoldsAsManyAppealsMore) {
    PlacementScene scene(twin_secondaries());
    add_children(scene, kings, 20, 9, Provision::plan);
    add_children(scene, meadow, 20, 9, Provision::plan);
    add_children(scene, SchoolId(testing::riverside), 12, 6, Provision::plan);
    for (const SchoolId s : {kings, meadow}) scene.schools.pan[s] = 100;
    scene.schools.responses[meadow] = 1u << static_cast<unsigned>(SchoolResponse::object_to_consultations);
    recount(scene.pupils, scene.schools);
    find_appeal_to_plans(*scene.map, scene.draws, scene.pupils, scene.families, scene.parameters, Parallel(),
                         scene.schools);
    EXPECT_GT(scene.schools.appeal_to_plans[meadow], scene.schools.appeal_to_plans[kings] + 0.5);
}

}  // namespace
}  // namespace sendscape::school_constants_test
