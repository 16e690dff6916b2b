// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "sim/core/error.h"
#include "sim/output/measures.h"
#include "sim/output/recording.h"
#include "sim/output/run_file.h"
#include "tests/support/output_run.h"

namespace sendscape::recording_test {
namespace {

TEST(Measures, HaveTheFixedNames) {
    for (const char* name : {"pupils_on_roll",
                             "pupils_with_plan",
                             "pupils_on_sen_support",
                             "plans_maintained",
                             "plans_by_setting",
                             "plans_by_need",
                             "plans_by_age",
                             "plans_by_area",
                             "plans_requested",
                             "plans_refused",
                             "plans_issued",
                             "plans_issued_in_time",
                             "plans_ceased",
                             "plans_moved_in",
                             "plans_moved_out",
                             "weeks_to_plan",
                             "first_placements_special",
                             "specialist_places",
                             "specialist_shortfall",
                             "planning_gap",
                             "over_number",
                             "children_without_setting",
                             "share_in_special",
                             "magnet_ratio",
                             "magnet_ratio_la",
                             "magnet_class",
                             "strain",
                             "inclusion",
                             "gorard_s",
                             "dissimilarity",
                             "offers_by_preference",
                             "first_preference_share",
                             "high_needs_income",
                             "high_needs_spend",
                             "high_needs_balance",
                             "transport_spend",
                             "journey_minutes",
                             "journeys_over_limit",
                             "waiting",
                             "wait_weeks",
                             "unmet_need",
                             "appeals",
                             "exclusions",
                             "school_responses"})
        EXPECT_NE(find_measure(name), nullptr) << name;
}

TEST(Measures, HaveOneRowEachWithMeaningAndUnit) {
    std::set<std::string_view> names;
    for (const MeasureRow& row : measure_table()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_FALSE(row.unit.empty()) << row.name;
        EXPECT_FALSE(row.meaning.empty()) << row.name;
        EXPECT_EQ(row.has(Axis::kind), !row.kinds.empty()) << row.name;
    }
}

TEST(Measures, AgreeWithEachOtherAndWithTheCensus) {
    const auto run = testing::small_run(1, 1);
    for (const Month month : {run.start, run.last()}) {
        const double plans = run.range("plans_maintained", month).mean;
        EXPECT_GT(plans, 0);
        for (const char* parts : {"plans_by_setting", "plans_by_need", "plans_by_age", "plans_by_area"})
            EXPECT_EQ(run.range(parts, month).mean, plans) << parts;
        EXPECT_EQ(run.range("plans_by_age_setting", month).mean, plans);
    }
    const auto on_roll = run.means(run.get("pupils_on_roll"), run.start);
    const auto with_plan = run.means(run.get("pupils_with_plan"), run.start);
    for (std::size_t row = 0; row < testing::small_schools; ++row) {
        EXPECT_EQ(on_roll[row], run.map->schools[row].roll) << run.map->schools[row].name;
        EXPECT_EQ(with_plan[row], run.map->schools[row].plans) << run.map->schools[row].name;
    }
}

TEST(Measures, PlansCloseFromOneJanuaryToTheNext) {
    const auto run = testing::small_run(1, 1);
    const double moved =
        run.range_year("plans_issued", run.last()).mean - run.range_year("plans_ceased", run.last()).mean +
        run.range_year("plans_moved_in", run.last()).mean - run.range_year("plans_moved_out", run.last()).mean;
    // A child whose plan ends in the month its family crosses the border may be counted on either side of it.
    EXPECT_NEAR(run.range("plans_maintained", run.start).mean + moved, run.range("plans_maintained", run.last()).mean,
                1);
}

TEST(Recording, HasStocksOnlyInTheFirstJanuary) {
    const auto run = testing::small_run(1, 1);
    EXPECT_TRUE(std::isnan(run.range_year("plans_requested", run.start).mean));
    EXPECT_FALSE(std::isnan(run.range_year("plans_requested", run.last()).mean));
    EXPECT_TRUE(std::isnan(run.range("weeks_to_plan", run.start).mean));
}

TEST(Recording, RestoredGoesOnToTheSameFile) {
    const Parallel parallel(1);
    const auto scenario = std::make_shared<const Scenario>(testing::small_scenario(1, 1));
    const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, parallel));
    Simulation simulation(map, scenario, 0, parallel);
    Recording straight(map, map->census, 12, 1);
    auto stopped = std::make_unique<Recording>(map, map->census, 12, 1);
    straight.observe(simulation.world(), 0);
    stopped->observe(simulation.world(), 0);
    for (int month = 1; month <= 12; ++month) {
        simulation.step(parallel);
        straight.observe(simulation.world(), 0);
        if (month == 7) {
            const auto saved = stopped->save(0);
            stopped = std::make_unique<Recording>(map, map->census, 12, 1);
            stopped->restore(0, saved);
            EXPECT_EQ(stopped->observed(0), 7u);
        }
        stopped->observe(simulation.world(), 0);
    }
    EXPECT_EQ(run_file_bytes(straight.finish(*scenario)), run_file_bytes(stopped->finish(*scenario)));
}

// A stop that is asked for while the results are being written.
TEST(Recording, WhatWasHandedOverCanBeTakenBack) {
    const Parallel parallel(1);
    const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, parallel));
    const auto plan = std::make_shared<const Scenario>(testing::small_scenario(1, 3));
    Recording recording(map, map->census, months_a_year, 3);
    for (std::uint32_t r = 0; r < 3; ++r) {
        Simulation simulation(map, plan, r, parallel);
        recording.observe(simulation.world(), r);
        while (!simulation.finished()) {
            simulation.step(parallel);
            recording.observe(simulation.world(), r);
        }
    }
    std::vector<std::vector<std::uint8_t>> before, after;
    for (std::uint32_t r = 0; r < 3; ++r) before.push_back(recording.save(r));
    sendscape::Run run = recording.finish(*plan);
    const std::vector<std::uint8_t> file = run_file_bytes(run);
    recording.take_back(std::move(run));
    for (std::uint32_t r = 0; r < 3; ++r) after.push_back(recording.save(r));
    EXPECT_TRUE(before == after);
    EXPECT_TRUE(run_file_bytes(recording.finish(*plan)) == file);
}

TEST(Recording, SaysWhereWhatIsOpenedStands) {
    Scenario scenario = testing::small_scenario(1, 1);
    ProvisionChange base;
    base.kind = ProvisionChange::Kind::open_base;
    base.on = Month(2026, 9);
    base.near = "West";
    base.setting = Setting::resourced_provision;
    base.places = 20;
    scenario.provision.push_back(base);
    scenario.provision.push_back(base);
    scenario.provision.back().urn = testing::small_map()->schools[testing::riverside].urn;
    const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), scenario.provision, Parallel(1)));
    Recording recording(map, map->census, 12, 1);
    const auto shared = std::make_shared<const Scenario>(scenario);
    recording.observe(Simulation(map, shared, 0, Parallel(1)).world(), 0);
    const auto run = recording.finish(scenario);
    ASSERT_EQ(run.changes.size(), 2u);
    EXPECT_EQ(run.changes[0].text, "A base of 20 places opens at Riverside, West");
    EXPECT_EQ(run.changes[0].kind, ChangeKind::base_opens);
    EXPECT_EQ(run.changes[0].school, SchoolId(testing::riverside));
    EXPECT_EQ(run.changes[1].text, "A base of 20 places opens at Riverside, West");
}

TEST(Recording, RefusesAnotherRunsBytes) {
    const auto map = testing::small_map();
    Recording recording(map, map->census, 12, 1);
    try {
        recording.restore(0, {1, 2, 3}, "here.h5");
        FAIL();
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(),
                     "here.h5: its record does not fit this scenario and map: they are not those it was made with");
    }
}

TEST(Recording, BytesThatPointPastTheirEndAreRefusedByName) {
    const Parallel parallel(1);
    const auto scenario = std::make_shared<const Scenario>(testing::small_scenario(1, 1));
    const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, parallel));
    Simulation simulation(map, scenario, 0, parallel);
    Recording recording(map, map->census, 12, 1);
    for (int month = 0; month < 4; ++month) {
        recording.observe(simulation.world(), 0);
        simulation.step(parallel);
    }
    std::vector<std::uint8_t> bytes = recording.save(0);
    Recording other(map, map->census, 12, 1);
    EXPECT_NO_THROW(other.restore(0, bytes));
    bytes[bytes.size() - 2] = 0x10;  // the end of the last month's events, the last number of all
    try {
        other.restore(0, bytes, "here.h5");
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("'here.h5' is not a checkpoint"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("recording/event"), std::string::npos) << error.what();
    }
}

TEST(Range, IsThatOfOrderStatistics) {
    const Range range = range_of({5, 1, 3, 2, 4});
    EXPECT_DOUBLE_EQ(range.mean, 3);
    EXPECT_DOUBLE_EQ(range.p50, 3);
    EXPECT_DOUBLE_EQ(range.p05, 1);
    EXPECT_DOUBLE_EQ(range.p95, 5);
    EXPECT_FALSE(range.single);
    EXPECT_TRUE(range_of({2}).single);
    EXPECT_TRUE(std::isnan(range_of({}).mean));
    std::vector<double> many;
    for (int i = 1; i <= 39; ++i) many.push_back(i);  // 5% of 40 is the second, 95% the last but one
    EXPECT_DOUBLE_EQ(range_of(many).p05, 2);
    EXPECT_DOUBLE_EQ(range_of(many).p95, 38);
}

/// The odd one out of n + 1 draws of anything at all is the least or the greatest of them 2 times in n + 1: what a
/// range holds does not hang on what is drawn.
TEST(Range, HoldsOneMoreDrawAsOftenAsItSays) {
    const Draws draws(17, 0);
    constexpr std::uint32_t trials = 4000;
    for (const std::size_t replicates : {3U, 10U, 19U, 30U}) {
        int within = 0;
        for (std::uint32_t trial = 0; trial < trials; ++trial) {
            std::vector<double> drawn;
            for (std::uint32_t k = 0; k <= replicates; ++k)
                drawn.push_back(std::exp(2 * draws.normal(Stream::bootstrap, trial, Month(0), k)));
            const double next = drawn.back();
            drawn.pop_back();
            const Range range = range_of(drawn);
            within += range.p05 <= next && next <= range.p95;
        }
        EXPECT_NEAR(static_cast<double>(within) / trials, share_within_range(replicates), 0.02) << replicates;
    }
    EXPECT_DOUBLE_EQ(share_within_range(3), 0.5);
    EXPECT_DOUBLE_EQ(share_within_range(19), 0.9);
    EXPECT_DOUBLE_EQ(share_within_range(100), 0.9);
}

TEST(Recording, TakenBackToAJanuaryItGoesOnToTheSameFile) {
    const Parallel parallel(1);
    const auto scenario = std::make_shared<const Scenario>(testing::small_scenario(3, 2));
    const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), scenario->provision, parallel));
    Recording recording(map, map->census, 36, 2);
    std::vector<World> januaries;
    for (std::uint32_t r = 0; r < 2; ++r) {
        Simulation simulation(map, scenario, r, parallel);
        recording.observe(simulation.world(), r);
        for (int m = 0; m < 30; ++m) {
            simulation.step(parallel);
            recording.observe(simulation.world(), r);
            if (m == 11) januaries.push_back(simulation.world());
        }
    }
    EXPECT_THROW(recording.rewind(0, 15), std::logic_error);
    const std::size_t seen = recording.observed(1);
    EXPECT_EQ(recording.copy(1).finish(*scenario).replicates, 1u);  // a copy leaves the recording as it is
    EXPECT_EQ(recording.observed(1), seen);
    for (std::uint32_t r = 0; r < 2; ++r) {
        recording.rewind(r, r == 0 ? 13 : 0);
        EXPECT_EQ(recording.observed(r), r == 0 ? 13u : 0u);
        Simulation simulation = r == 0 ? Simulation(januaries[0], scenario) : Simulation(map, scenario, 1, parallel);
        if (r == 1) recording.observe(simulation.world(), r);
        while (!simulation.finished()) {
            simulation.step(parallel);
            recording.observe(simulation.world(), r);
        }
    }
    EXPECT_TRUE(run_file_bytes(recording.finish(*scenario)) == run_file_bytes(testing::small_run(3, 2)));
}

TEST(Recording, SaysAtWhichSchoolABaseOpens) {
    const Parallel parallel(1);
    Scenario scenario = testing::small_scenario(1, 1);
    ProvisionChange base;
    base.kind = ProvisionChange::Kind::open_base;
    base.on = Month(2026, 9);
    base.near = "West";
    base.setting = Setting::resourced_provision;
    base.phase = Phase::secondary;
    base.places = 20;
    ProvisionChange named = base;
    named.near.clear();
    named.urn = testing::small_map()->schools[testing::kings].urn;
    ProvisionChange school;
    school.kind = ProvisionChange::Kind::open_school;
    school.on = Month(2026, 10);
    school.near = "East";
    school.places = 64;
    school.all_through = true;
    ProvisionChange with_name = school;
    with_name.name = "Wold Free School";
    scenario.provision = {named, school, with_name};
    const auto told = [&](const Scenario& one) {
        const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), one.provision, parallel));
        const auto shared = std::make_shared<const Scenario>(one);
        Recording recording(map, map->census, 12, 1, EventsKept::none);
        const Simulation simulation(map, shared, 0, parallel);
        recording.observe(simulation.world(), 0);
        std::vector<std::string> texts;
        for (const RecordedChange& change : recording.finish(one).changes) texts.push_back(change.text);
        return texts;
    };
    const auto small = testing::small_map();
    const std::string area = small->areas[small->schools[testing::kings].area.value].name;
    EXPECT_EQ(told(scenario),
              (std::vector<std::string>{"A base of 20 places opens at King's, " + area,
                                        "A new school in East opens with 64 places, all at once",
                                        "Wold Free School, a new school in East, opens with 64 places, all at once"}));
    // What is dated after the last month is no change of this run.
    Scenario late = scenario;
    late.provision[1].on = Month(2027, 2);
    EXPECT_EQ(told(late).size(), 2u);
    // Given an area only, the base is at a school that stands there, never at a new one.
    base.near = area;
    scenario.provision = {base};
    EXPECT_EQ(told(scenario), (std::vector<std::string>{"A base of 20 places opens at King's, " + area}));
}

}  // namespace
}  // namespace sendscape::recording_test
