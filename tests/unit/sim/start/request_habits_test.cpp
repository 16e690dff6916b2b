// SPDX-License-Identifier: MIT
#include "sim/start/request_habits.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "agents/plans/requests.h"
#include "sim/start/plan_rates.h"
#include "sim/start/schools.h"
#include "tests/support/placement_scene.h"

namespace sendscape::request_habits_test {
namespace {

using testing::PlacementScene;
const SchoolId kings(testing::kings), meadow(testing::meadow);

void add_children(PlacementScene& scene, SchoolId school, int children, Provision provision) {
    for (int i = 0; i < children; ++i) {
        const PupilId p = scene.add(9, RequiredProvision::none, Setting::mainstream, school);
        scene.pupils.provision[p] = provision;
        scene.pupils.severity[p] = 0.5F;
        if (provision != Provision::none) scene.pupils.underlying[p] = scene.pupils.recorded[p] = Need::mld;
    }
}

/// Two schools of 400 that hold 20 plans each; one records 160 children as on SEN Support, the other 40.
struct TwoSchools : PlacementScene {
    TwoSchools() : PlacementScene(testing::small_map()) {
        for (const auto& [school, support] : {std::pair(kings, 160), std::pair(meadow, 40)}) {
            add_children(*this, school, 20, Provision::plan);
            add_children(*this, school, support, Provision::sen_support);
            add_children(*this, school, 380 - support, Provision::none);
        }
        recount(pupils, schools);
    }
};

/// Requests a school's pupils weigh, its own readiness to ask counted.
double requests_of(const TwoSchools& scene, SchoolId school, const PlanParameters& parameters) {
    const auto weights = request_weights(parameters, scene.pupils, scene.parallel);
    const auto asking = asking_of_schools(parameters, scene.pupils, scene.schools, *scene.map, weights, Month(2026, 2));
    double sum = 0;
    for (std::size_t row = 0; row < scene.pupils.size(); ++row)
        if (scene.pupils.school[PupilId(row)] == school) sum += weights[row] * asking[school.value];
    return sum;
}

TEST(HabitOfAsking, RequestsFollowPlansHeldAndNotWhoIsRecorded) {
    TwoSchools scene;
    PlanParameters parameters;
    parameters.requests_by_ethos = 0;
    EXPECT_NEAR(requests_of(scene, kings, parameters) / requests_of(scene, meadow, parameters), 3.6, 0.4)
        << "four times as many recorded, nearly as many requests more";
    parameters.start_asking = 0;  // schools alike but for whom they record
    find_habit_of_asking(*scene.map, scene.draws, scene.pupils, parameters, scene.parallel, scene.schools);
    EXPECT_NEAR(requests_of(scene, kings, parameters) / requests_of(scene, meadow, parameters), 1, 0.03);
}

TEST(HabitOfAsking, IndependentSchoolsAskAsSeldomAsTheyHoldPlans) {
    Map map = *testing::small_map();
    map.schools[testing::meadow].setting = Setting::independent_mainstream;
    PlacementScene scene(std::make_shared<const Map>(std::move(map)));
    for (const SchoolId school : {kings, meadow}) {
        add_children(scene, school, school == kings ? 20 : 0, Provision::plan);
        add_children(scene, school, 40, Provision::sen_support);
        add_children(scene, school, 340, Provision::none);
    }
    recount(scene.pupils, scene.schools);
    // Held 0 where 380 children would hold 19 in a state school, 4.0 in an independent one (0.21): 0.5 / 4.5 of it in
    // the mean of what is drawn.
    double sum = 0;
    constexpr int replicates = 400;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate)
        sum += plans_over_expected(*scene.map, Draws(7, replicate), scene.pupils, scene.schools)[testing::meadow];
    EXPECT_NEAR(sum / replicates, 0.21 * 0.51 / (0.51 + 19 * 0.21), 0.012);
    find_habit_of_asking(*scene.map, scene.draws, scene.pupils, {}, scene.parallel, scene.schools);
    EXPECT_LT(scene.schools.asks[meadow], std::log(0.21));
}

TEST(HabitOfAsking, EthosMovesRequestsBetweenSchoolsAndNotTheirNumber) {
    TwoSchools scene;
    const PlanParameters parameters;
    const auto all = [&] { return requests_of(scene, kings, parameters) + requests_of(scene, meadow, parameters); };
    const double before = all(), of_kings = requests_of(scene, kings, parameters);
    scene.schools.ethos[kings] = 2;
    EXPECT_NEAR(all() / before, 1, 1e-9);
    EXPECT_GT(requests_of(scene, kings, parameters), 1.05 * of_kings);
}

TEST(HabitOfAsking, HabitAndEthosTogetherAreWhatThePlansShow) {
    TwoSchools scene;
    const PlanParameters parameters;
    scene.schools.ethos[kings] = 1.2F;
    find_habit_of_asking(*scene.map, scene.draws, scene.pupils, parameters, scene.parallel, scene.schools);
    const double with_ethos = scene.schools.asks[kings];
    scene.schools.ethos[kings] = 0;
    find_habit_of_asking(*scene.map, scene.draws, scene.pupils, parameters, scene.parallel, scene.schools);
    EXPECT_NEAR(scene.schools.asks[kings] - with_ethos, 1.2 * parameters.requests_by_ethos, 1e-5);
    EXPECT_EQ(scene.schools.asks[SchoolId(testing::oak_special)], 0);
}

// Of what is not known there is a guess in the first replicate and a draw in each other, in pairs about the guess.
TEST(StartSchools, RoomThatWasMadeUpIsDrawn) {
    Map map = *testing::small_map();
    School& here = map.schools[testing::meadow];
    here.roll = 500;
    here.capacity = 1000;
    here.pan = 200;
    here.mark(Filled::capacity);
    const SchoolId s(testing::meadow), told(testing::kings);
    ASSERT_FALSE(map.school(told).is_filled(Filled::capacity));
    const auto start = [&](std::uint32_t replicate) {
        Schools schools;
        for (std::size_t row = 0; row < map.schools.size(); ++row) schools.append();
        start_schools(map, {}, Draws(7, replicate), Pupils(), schools);
        return schools;
    };
    EXPECT_EQ(start(0).pan[s], 200);
    EXPECT_EQ(start(0).capacity[s], 1000);
    double squares = 0;
    constexpr std::uint32_t replicates = 600;
    for (std::uint32_t replicate = 1; replicate <= replicates; replicate += 2) {
        const Schools one = start(replicate), other = start(replicate + 1);
        EXPECT_EQ(one.pan[told], map.school(told).pan);
        const double up = std::log(one.capacity[s] / 1000.0), down = std::log(other.capacity[s] / 1000.0);
        EXPECT_NEAR(up, -down, 0.003);
        EXPECT_NEAR(one.pan[s], one.capacity[s] / 5.0, 1);
        squares += up * up + down * down;
    }
    EXPECT_NEAR(std::sqrt(squares / replicates), 0.18, 0.03);  // 300 draws: three standard deviations
    map.schools[testing::meadow].roll = 1000;
    EXPECT_GE(start(1).capacity[s], 1000) << "what holds its pupils";
    EXPECT_GE(start(2).capacity[s], 1000);
}

}  // namespace
}  // namespace sendscape::request_habits_test
