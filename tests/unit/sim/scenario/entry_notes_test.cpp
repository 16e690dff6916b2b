// SPDX-License-Identifier: MIT
#include "sim/scenario/entry_notes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/scenario/prepare_map.h"
#include "tests/support/small_map.h"

namespace sendscape::entry_notes_test {
namespace {

using testing::small_map;
using Notes = std::vector<std::string>;

/// A run of two years from the small map's census.
Scenario two_years() {
    Scenario scenario;
    scenario.years = 2;
    return scenario;
}
const Month end = small_map()->census + 24;
const CriteriaOrder by_lot{AdmissionCriterion::lottery};

TEST(EntryNotes, TellWhatDoesNothingBeforeTheEnd) {
    Scenario scenario = two_years();
    scenario.changes = {{{"", "s.toml:1"}, end, "plans.agree_school", {0.8}},
                        {{"", "s.toml:2"}, end + 1, "plans.agree_school", {0.7}}};
    EXPECT_EQ(entry_notes(scenario, *small_map()), Notes{"s.toml:2: plans.agree_school from " + to_text(end + 1) +
                                                         " does nothing in this run: it would first count in " +
                                                         to_text(end + 1) + ", and the run ends in " + to_text(end)});
}

TEST(EntryNotes, TellOfCriteriaWhoseFirstOffersComeAfterTheEnd) {
    Scenario scenario = two_years();
    // The run ends in January: the offers of the March after it would be the first.
    scenario.criteria = {{{"", "s.toml:1"}, end - 2, "901", 0, by_lot}};
    ASSERT_EQ(end.month_of_year(), 1);
    const Notes notes = entry_notes(scenario, *small_map());
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_NE(notes[0].find("it would first count in " + to_text(end + 2)), std::string::npos) << notes[0];
    scenario.criteria[0].on = end - 8;  // June's second round uses them
    EXPECT_EQ(entry_notes(scenario, *small_map()), Notes{});
}

TEST(EntryNotes, TellWhatAnotherFilesEntryReplaces) {
    Scenario scenario = two_years();
    const Month month = end - 12;
    scenario.changes = {{{"", "s.toml:1"}, Month(0), "plans.agree_school", {0.8}},
                        {{"", "s.toml:2"}, month, "plans.agree_school", {0.7}},
                        {{"", "p.toml:3"}, month, "plans.agree_school", {0.6}},
                        {{"", "p.toml:4"}, Month(0), "plans.agree_school", {0.5}}};
    note_replaced(scenario);
    settle(scenario);
    EXPECT_EQ(entry_notes(scenario, *small_map()),
              Notes{"p.toml:3: plans.agree_school from " + to_text(month) + " takes the place of the one at s.toml:2"});
    EXPECT_EQ(scenario.changes.back().values, std::vector<double>{0.6});
}

TEST(EntryNotes, TellThatAListAtALaterDateHoldsWhole) {
    Scenario scenario = two_years();
    const Month first = end - 18, second = end - 6;
    scenario.changes = {{{"", "s.toml:1"}, first, "services.capacity_scale", {2, 1, 1, 1}},
                        {{"", "s.toml:2"}, second, "services.capacity_scale", {1, 1.5, 1, 1}}};
    EXPECT_EQ(entry_notes(scenario, *small_map()),
              Notes{"s.toml:2: services.capacity_scale from " + to_text(second) +
                    " = [1, 1.5, 1, 1] takes the place of the whole list [2, 1, 1, 1] in force from " + to_text(first) +
                    " (s.toml:1): values of one list and of another do not add up, so repeat what shall go on"});
    scenario.changes[1].values = {2, 1, 1, 1};
    EXPECT_EQ(entry_notes(scenario, *small_map()), Notes{}) << "the same again";
    scenario.changes[1].values = {1.5};
    EXPECT_EQ(entry_notes(scenario, *small_map()), Notes{}) << "one value for all says so itself";
    scenario.changes = {{{"", "s.toml:1"}, Month(0), "services.capacity_scale", {2, 1, 1, 1}},
                        {{"", "s.toml:2"}, second, "plans.agree_school", {0.8}}};
    EXPECT_EQ(entry_notes(scenario, *small_map()), Notes{}) << "another parameter";
}

TEST(EntryNotes, TellOfANewSpecialSchoolThatIsFullAtOnce) {
    Scenario scenario = two_years();
    ProvisionChange school;
    school.kind = ProvisionChange::Kind::open_school;
    school.setting = Setting::state_special;
    school.where = "s.toml:4";
    school.on = end - 12;
    school.near = "West";
    school.places = 60;
    scenario.provision = {school};
    const auto told = [&] {
        const Notes notes = entry_notes(scenario, prepare_map(*small_map(), scenario.provision, Parallel(1)));
        return std::any_of(notes.begin(), notes.end(), [](const std::string& note) {
            return note.starts_with("s.toml:4: all 60 places of the new special school are there in ");
        });
    };
    EXPECT_TRUE(told());
    scenario.provision[0].ramp_months = 37;
    EXPECT_FALSE(told());
    scenario.provision[0].ramp_months = 0;
    scenario.provision[0].yearly_parts = true;
    EXPECT_FALSE(told());
    const Notes parts = entry_notes(scenario, prepare_map(*small_map(), scenario.provision, Parallel(1)));
    EXPECT_TRUE(std::any_of(parts.begin(), parts.end(), [](const std::string& note) {
        return note.starts_with(
            "s.toml:4: the 60 places of the new special school open in three yearly parts, 20 of them");
    }));
    scenario.provision[0].yearly_parts = false;
    scenario.provision[0].setting = Setting::mainstream;
    EXPECT_FALSE(told());
}

TEST(EntryNotes, TellWhichRuleOfOrdersARunHeeds) {
    Scenario scenario = two_years();
    EXPECT_EQ(notes_of_orders(scenario), Notes{});
    scenario.orders = {{{"", "s.toml:3"}, Orders::own}};
    ASSERT_EQ(notes_of_orders(scenario).size(), 1u);
    EXPECT_NE(notes_of_orders(scenario)[0].find("s.toml:3: orders = \"own\" counts where 'sendscape compare'"),
              std::string::npos);
    scenario.orders = {{{"", "s.toml:3"}, Orders::none}};
    EXPECT_NE(notes_of_orders(scenario)[0].find("orders no places of its own"), std::string::npos);
    EXPECT_EQ(entry_notes(scenario, *small_map()), Notes{});
}

TEST(EntryNotes, TellOfCriteriaOfANeighbour) {
    Map map = *small_map();
    Scenario scenario = two_years();
    scenario.criteria = {{{"", "s.toml:1"}, end - 12, "901", 0, by_lot}};
    EXPECT_EQ(entry_notes(scenario, map), Notes{});
    for (School& school : map.schools) school.in_area = false;
    const Notes notes = entry_notes(scenario, map);
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_EQ(notes[0],
              "s.toml:1: authority 901 is a neighbour of the area: only its schools near the border are on the map (5 "
              "of those that go by its criteria)");
}

}  // namespace
}  // namespace sendscape::entry_notes_test
