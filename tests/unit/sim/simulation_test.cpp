// SPDX-License-Identifier: MIT
#include "sim/simulation.h"

#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/branch/checkpoint.h"
#include "sim/scenario/prepare_map.h"
#include "sim/school_year.h"
#include "tests/support/small_map.h"

namespace sendscape::simulation_test {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// A world but for the parameters in force: what they have made of it.
Bytes state_of(World world) {
    world.parameters = Parameters{};
    return save_world(world);
}

class Shaping : public ::testing::Test {
  protected:
    const Parallel alone{1};
    const std::shared_ptr<const Map> map = [this] {
        Map unlike = prepare_map(*testing::small_map(), {}, alone);
        unlike.schools[testing::riverside].attainment = 1;
        unlike.schools[testing::riverside].inspection_grade = 1;
        return std::make_shared<const Map>(std::move(unlike));
    }();

    /// A scenario of two years in which one parameter has another value than usual from the start.
    static std::shared_ptr<const Scenario> with(const ParameterRow& row) {
        auto scenario = std::make_shared<Scenario>();
        scenario->years = 2;
        ParameterChange change;
        change.key = std::string(row.key);
        change.values = {other_value(row)};
        scenario->changes.push_back(change);
        return scenario;
    }
    static double other_value(const ParameterRow& row) {
        Parameters usual;
        return row.field(usual)[0] == row.most ? row.least : row.most;
    }
    [[nodiscard]] Simulation begin(std::shared_ptr<const Scenario> scenario) const {
        return {map, std::move(scenario), 0, alone};
    }
};

TEST_F(Shaping, TheStartIsShapedByTheParametersThatSaySoAndByNoOther) {
    const Bytes usual = state_of(begin(std::make_shared<Scenario>()).world());
    std::set<std::string_view> shaping;
    for (const ParameterRow& row : parameter_table()) {
        // Doubt needs SEN2 and a second replicate: published_practice_test shows what it shapes.
        const bool doubt = row.key == "plans.practice_doubt";
        const bool differs = state_of(begin(with(row)).world()) != usual;
        EXPECT_EQ(differs, shapes_start(row.shapes) && !doubt) << row.key;
        if (shapes_start(row.shapes)) shaping.insert(row.key);
    }
    const std::set<std::string_view> expected{"pupils.start_waiting",
                                              "pupils.start_independent_for_want",
                                              "pupils.start_base_filled",
                                              "schools.reserve_start",
                                              "plans.practice_doubt",
                                              "plans.start_asking",
                                              "plans.requests_by_ethos",
                                              "placement.over_number_ceiling",
                                              "placement.over_number_median",
                                              "authority.deficit_at_start",
                                              "authority.pipeline_at_start",
                                              "families.advocacy_sd",
                                              "families.advocacy_per_decile",
                                              "families.attainment",
                                              "families.inspection",
                                              "authority.income_per_60000",
                                              "authority.income_for_past_cost",
                                              "authority.basic_entitlement",
                                              "authority.income_for_disadvantage"};
    EXPECT_EQ(shaping, expected);
}

TEST_F(Shaping, ADatedValueLeavesTheStartAsItIs) {
    const ParameterRow& row = *find_parameter("authority.deficit_at_start");
    auto dated = std::make_shared<Scenario>(*with(row));
    dated->changes[0].from = Month(2026, 9);
    EXPECT_EQ(state_of(begin(dated).world()), state_of(begin(std::make_shared<Scenario>()).world()));
}

TEST_F(Shaping, WhatShapesTheStartAloneDoesNothingAfterwards) {
    Scenario two_years;
    two_years.years = 2;
    const auto scenario = std::make_shared<const Scenario>(two_years);
    const auto lived = [&](const ParameterRow* changed) {
        Simulation simulation = begin(scenario);
        if (changed) changed->field(simulation.world().parameters)[0] = other_value(*changed);
        while (!simulation.finished()) simulation.step(alone);
        return state_of(simulation.world());
    };
    const Bytes usual = lived(nullptr);
    for (const ParameterRow& row : parameter_table()) {
        if (row.shapes != Shapes::start) continue;
        EXPECT_EQ(lived(&row), usual) << row.key;
    }
    EXPECT_NE(lived(find_parameter("plans.agree_school")), usual) << "the comparison sees no difference at all";
}

TEST_F(Shaping, AStepIsAMonthAndARunEndsInItsLastJanuary) {
    Scenario one_year;
    one_year.years = 1;
    Simulation simulation = begin(std::make_shared<const Scenario>(one_year));
    EXPECT_EQ(simulation.world().month, Month(2026, 1));
    simulation.step(alone);
    EXPECT_EQ(simulation.world().month, Month(2026, 2));
    int steps = 1;
    for (; !simulation.finished(); ++steps) simulation.step(alone);
    EXPECT_EQ(steps, 12);
    EXPECT_EQ(simulation.world().month, Month(2027, 1));
}

TEST_F(Shaping, AStepStopsBetweenAnyTwoRowsAndGoesOn) {
    const auto scenario = std::make_shared<const Scenario>();
    Simulation straight = begin(scenario), stopped = begin(scenario);
    const auto at_once = [] { return true; };
    EXPECT_FALSE(stopped.step(alone, at_once));
    EXPECT_EQ(save_world(stopped.world()), save_world(straight.world())) << "a stop before a month changes nothing";
    std::set<std::uint32_t> stops;
    for (int month = 0; month < 12; ++month) {
        straight.step(alone);
        for (bool complete = false; !complete;) {
            int asked = 0;
            complete = stopped.step(alone, [&] { return ++asked == 2; });  // after one row
            const World& world = stopped.world();
            EXPECT_EQ(complete, world.rows_done == month_complete);
            EXPECT_EQ(world.month, straight.world().month);
            if (!complete) stops.insert(world.rows_done);
        }
        EXPECT_TRUE(save_world(stopped.world()) == save_world(straight.world())) << month;
        EXPECT_EQ(stopped.world().events.events().size(), straight.world().events.events().size());
    }
    // In a year each row but the last is stopped behind.
    EXPECT_EQ(stops.size(), school_year().size() - 1);
}

TEST_F(Shaping, ARunIsNotFinishedInTheMiddleOfItsLastMonth) {
    Scenario one_year;
    one_year.years = 1;
    Simulation simulation = begin(std::make_shared<const Scenario>(one_year));
    for (int month = 0; month < 11; ++month) simulation.step(alone);
    int asked = 0;
    EXPECT_FALSE(simulation.step(alone, [&] { return ++asked == 4; }));
    EXPECT_EQ(simulation.world().month, simulation.end());
    EXPECT_FALSE(simulation.finished());
    EXPECT_TRUE(simulation.step(alone));
    EXPECT_TRUE(simulation.finished());
}

}  // namespace
}  // namespace sendscape::simulation_test
