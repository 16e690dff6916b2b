// SPDX-License-Identifier: MIT
#include "agents/admissions/admission_numbers.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_map.h"

namespace sendscape::admission_numbers_test {
namespace {

TEST(AdmissionNumbers, FollowTwoIntakesByFormsOfThirty) {
    // number, usual, intake now, before, secondary, refused
    EXPECT_EQ(wanted_number(60, 60, 44, 45, false, false), 45);  // half a form empty twice
    EXPECT_EQ(wanted_number(60, 60, 44, 46, false, false), 60);  // ... only once
    EXPECT_EQ(wanted_number(90, 90, 60, 58, false, false), 60);  // larger schools by a whole form
    EXPECT_EQ(wanted_number(90, 90, 70, 70, false, false), 90);
    EXPECT_EQ(wanted_number(15, 15, 0, 0, false, false), 15);  // never below half a form
    EXPECT_EQ(wanted_number(180, 180, 150, 149, true, false), 150);
    EXPECT_EQ(wanted_number(110, 110, 60, 60, true, false), 110);  // nor a secondary below three
    // Raised again when full and refusing, to what the buildings were made for and no more.
    EXPECT_EQ(wanted_number(45, 60, 45, 40, false, true), 60);
    EXPECT_EQ(wanted_number(45, 60, 45, 40, false, false), 45);
    EXPECT_EQ(wanted_number(45, 60, 44, 45, false, true), 45);
    EXPECT_EQ(wanted_number(60, 60, 66, 66, false, true), 60);
}

struct Town {
    std::shared_ptr<const Map> map = testing::small_map();
    Draws draws{3, 0};
    Parallel parallel{1};
    EventLog events;
    Schools schools;
    AdmissionParameters parameters;
    SchoolId riverside{testing::riverside};

    Town() {
        for (const School& school : map->schools) {
            const SchoolId s = schools.append();
            schools.pan[s] = school.pan;
            schools.capacity[s] = school.capacity;
        }
        parameters.number_changed = 1;
        intakes(40, 42);
    }
    explicit Town(std::uint32_t replicate) : Town() { draws = Draws(3, replicate); }
    void intakes(std::int32_t now, std::int32_t before) {
        schools.roll_by_year[riverside][year_index(0)] = now;
        schools.roll_by_year[riverside][year_index(1)] = before;
    }
    void february(int year) {
        determine_admission_numbers(schools, parameters, {*map, Month(year, 2), draws, parallel, events});
    }
};

TEST(AdmissionNumbers, AreDeterminedAYearBeforeTheRoundTheyAreFor) {
    Town town;
    town.february(2026);
    EXPECT_EQ(town.schools.pan[town.riverside], 60);  // the round of 2026 goes by what was published
    EXPECT_EQ(town.schools.pan_determined[town.riverside], 45);
    town.intakes(45, 45);
    town.february(2027);
    EXPECT_EQ(town.schools.pan[town.riverside], 45);
    EXPECT_EQ(town.schools.pan_determined[town.riverside], 45);
    // Full, with children turned away: back to what it was made for.
    town.schools.last_admitted_m[town.riverside] = 900;
    town.february(2028);
    town.february(2029);
    EXPECT_EQ(town.schools.pan[town.riverside], 60);
}

TEST(AdmissionNumbers, ThoseWhoNeverChangeKeepTheirs) {
    Town town;
    town.parameters.number_changed = 0;
    for (int year = 2026; year < 2032; ++year) town.february(year);
    for (std::uint32_t s = 0; s < testing::small_schools; ++s)
        EXPECT_EQ(town.schools.pan[SchoolId(s)], town.map->schools[s].pan);
}

TEST(AdmissionNumbers, WhatAScenarioGaveStaysInEveryReplicate) {
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
        Town town(replicate);
        town.parameters.number_changed = 1;
        town.parameters.number_drift = 0.3;
        town.schools.pan[town.riverside] = 45;
        town.schools.pan_given[town.riverside] = 1;
        town.intakes(10, 10);  // of itself the school would lower it
        for (int year = 2026; year < 2032; ++year) town.february(year);
        EXPECT_EQ(town.schools.pan[town.riverside], 45) << replicate;
        EXPECT_EQ(town.schools.pan_determined[town.riverside], 45) << replicate;
    }
}

TEST(AdmissionNumbers, WalkByAsMuchAsTheirParameterSaysInEveryReplicateButTheFirst) {
    double sum = 0, squares = 0;
    int n = 0;
    for (std::uint32_t replicate = 0; replicate < 600; ++replicate) {
        Town town(replicate);
        town.parameters.number_changed = 0;
        town.parameters.number_drift = 0.1;
        for (int year = 2026; year < 2031; ++year) town.february(year);
        const std::int32_t number = town.schools.pan[town.riverside];  // four steps, each in force a year later
        if (replicate == 0) {
            EXPECT_EQ(number, 60);
            continue;
        }
        const double off = std::log(number / 60.0);
        sum += off;
        squares += off * off;
        ++n;
    }
    EXPECT_NEAR(sum / n, 0, 0.01) << "pairs: as much up as down";
    EXPECT_NEAR(std::sqrt(squares / n), 0.2, 0.02);
}

}  // namespace
}  // namespace sendscape::admission_numbers_test
