// SPDX-License-Identifier: MIT
#include "agents/schools/magnets.h"

#include <gtest/gtest.h>

#include "agents/families/parameters.h"
#include "agents/schools/reputation.h"
#include "agents/schools/rolls.h"
#include "tests/support/small_map.h"

namespace sendscape::magnets_test {
namespace {

/// Sum of Poisson probabilities, term by term.
double poisson_at_most(double mean, int k) {
    double term = exp(-mean), sum = 0;
    for (int i = 0; i <= k; ++i) {
        sum += term;
        term *= mean / (i + 1);
    }
    return sum;
}

TEST(Funnel, LimitsAreTheExactPoissonOnes) {
    for (const double mean : {0.5, 3.0, 9.0, 25.0, 80.0})
        for (const double tail : {0.025, 0.001}) {
            const FunnelLimits limits = funnel_limits(mean, tail, 1);
            // A count above `high` has at most the tail; `high` itself has more. Below `low` likewise.
            EXPECT_LE(1 - poisson_at_most(mean, static_cast<int>(limits.high)), tail);
            EXPECT_GT(1 - poisson_at_most(mean, static_cast<int>(limits.high) - 1), tail);
            EXPECT_GT(poisson_at_most(mean, static_cast<int>(limits.low)), tail);
            if (limits.low > 0) {
                EXPECT_LE(poisson_at_most(mean, static_cast<int>(limits.low) - 1), tail);
            }
        }
    EXPECT_EQ(funnel_limits(3.0, 0.001, 1).low, 0);  // nobody is a deflector for holding none of three
}

TEST(Funnel, OverdispersionWidensIt) {
    const FunnelLimits narrow = funnel_limits(20, 0.001, 1), wide = funnel_limits(20, 0.001, 2);
    EXPECT_GT(wide.high, narrow.high);
    EXPECT_LT(wide.low, narrow.low);
}

struct Scene {
    std::shared_ptr<const Map> map = testing::small_map();
    Pupils pupils;
    Schools schools;
    Families families;
    SchoolParameters parameters;

    Scene() {
        for (std::size_t s = 0; s < map->schools.size(); ++s) schools.append();
        const FamilyId family = families.append();
        families.zone[family] = ZoneId(5);
        // St Anne's: 200 children, 30 plans, 8 of them in the base. Riverside: 400 children, 4 plans.
        fill(family, testing::st_anne, 200, 30, 8);
        fill(family, testing::riverside, 400, 4, 0);
        recount(pupils, schools);
    }
    void fill(FamilyId family, std::uint32_t school, int children, int plans, int in_base) {
        for (int i = 0; i < children; ++i) {
            const PupilId p = pupils.append();
            pupils.family[p] = family;
            pupils.ncy[p] = static_cast<std::int8_t>(i % 7);
            pupils.school[p] = SchoolId(school);
            pupils.setting[p] = i < in_base ? Setting::resourced_provision : Setting::mainstream;
            if (i < plans) pupils.provision[p] = Provision::plan;
        }
    }
};

TEST(Magnets, CalledOnlyAfterTwoJanuaries) {
    Scene scene;
    Schools& schools = scene.schools;
    measure_magnets(scene.pupils, schools, scene.families, scene.parameters, *scene.map, Month(2026, 1));
    const SchoolId st_anne(testing::st_anne), riverside(testing::riverside);
    EXPECT_EQ(observed_plans(schools, st_anne), 22);
    // 26 plans in 592 ordinary places; both sides of the ratio leave the base out.
    EXPECT_NEAR(schools.expected_plans_la[st_anne], 192 * 26.0 / 592, 1e-4);
    EXPECT_NEAR(schools.expected_plans[st_anne] + schools.expected_plans[riverside], 26, 1e-4);
    EXPECT_EQ(schools.beyond_limits[st_anne], 1);
    EXPECT_EQ(schools.magnet[st_anne], MagnetClass::expected);
    measure_magnets(scene.pupils, schools, scene.families, scene.parameters, *scene.map, Month(2027, 1));
    EXPECT_EQ(schools.magnet[st_anne], MagnetClass::magnet);
    EXPECT_EQ(schools.magnet[SchoolId(testing::meadow)], MagnetClass::expected);
}

TEST(Reputation, IsCutWithItsLoops) {
    Scene scene;
    Schools& schools = scene.schools;
    for (std::uint32_t s = 0; s < schools.size(); ++s) schools.inspection_grade[SchoolId(s)] = 2;
    const SchoolId s(testing::st_anne);
    schools.ethos[s] = 2;
    const Draws draws(1, 0);
    const Parallel parallel(1);
    EventLog events;
    const Step step{*scene.map, Month(2026, 9), draws, parallel, events};
    LoopSwitches off;
    off.ethos = off.magnets = off.flight = 0;
    drift_ethos(schools, scene.parameters, off, step);
    spread_reputation(schools, scene.parameters, off, step);
    EXPECT_EQ(schools.ethos[s], 2);
    EXPECT_EQ(schools.reputation_send[s], 0);
    EXPECT_EQ(schools.reputation[s], 0);
    spread_reputation(schools, scene.parameters, LoopSwitches{}, step);
    EXPECT_GT(schools.reputation_send[s], 0.5F);
    EXPECT_LT(schools.reputation[s], schools.reputation[SchoolId(testing::riverside)]);  // many plans: others leave
    drift_ethos(schools, scene.parameters, LoopSwitches{}, step);
    EXPECT_NE(schools.ethos[s], 2);
}

/// Two schools alike but for ethos and plans, as known from the start.
struct Settled : Scene {
    Draws draws{1, 0};
    Parallel parallel{1};
    EventLog events;
    Step step{*map, Month(2026, 9), draws, parallel, events};
    SchoolId magnet{testing::st_anne}, other{testing::riverside};

    Settled() {
        for (std::uint32_t s = 0; s < schools.size(); ++s) schools.inspection_grade[SchoolId(s)] = 2;
        schools.ethos[magnet] = 2;
        schools.strain[magnet] = 0.4F;
        settle_reputation(schools, parameters, step);
    }
};

TEST(Reputation, WhatIsKnownAtTheStartIsNoNews) {
    Settled scene;
    const float among_send = scene.schools.reputation_send[scene.magnet],
                among_others = scene.schools.reputation[scene.magnet];
    EXPECT_GT(among_send, 1);
    EXPECT_LT(among_others, scene.schools.reputation[scene.other]);
    for (int year = 0; year < 6; ++year) spread_reputation(scene.schools, scene.parameters, LoopSwitches{}, scene.step);
    EXPECT_NEAR(scene.schools.reputation_send[scene.magnet], among_send, 1e-5);
    EXPECT_NEAR(scene.schools.reputation[scene.magnet], among_others, 1e-5);
}

TEST(Reputation, NewsSpreadsFromThereOn) {
    Settled scene;
    const float before = scene.schools.reputation_send[scene.magnet];
    scene.schools.ethos[scene.magnet] = 1;
    spread_reputation(scene.schools, scene.parameters, LoopSwitches{}, scene.step);
    EXPECT_NEAR(scene.schools.reputation_send[scene.magnet], before - scene.parameters.reputation_speed, 1e-5);
}

TEST(Reputation, ManyPlansCostNextToNothingAmongOthers) {
    const Settled scene;
    // Three deviations of plan share, the most that is told, at 0.30 a deviation of reputation and a taste of 0.9: that
    // many fewer put the school first. Schools above the limit lost one in a hundred pupils from 2019 to 2025.
    const FamilyParameters p;
    const double lost = 3 * scene.parameters.flight * p.reputation / p.taste_primary;
    EXPECT_GT(lost, 0);
    EXPECT_LT(lost, 0.04);
}

}  // namespace
}  // namespace sendscape::magnets_test
