// SPDX-License-Identifier: MIT
#include "sim/scenario/unlikely_sizes.h"

#include <gtest/gtest.h>

#include "sim/core/parallel.h"
#include "sim/scenario/prepare_map.h"
#include "tests/support/small_map.h"

namespace sendscape::unlikely_sizes_test {
namespace {

using namespace testing;
using Kind = ProvisionChange::Kind;
using Notes = std::vector<std::string>;

ProvisionChange entry(Kind kind, SmallSchool at, int number) {
    ProvisionChange change;
    change.where = "s.toml:3";
    change.kind = kind;
    change.on = Month(2027, 9);
    change.urn = small_map()->schools[at].urn;
    (kind == Kind::set_pan ? change.pan : change.places) = number;
    return change;
}

ProvisionChange base_entry(Kind kind, SmallSchool at, int places) {
    ProvisionChange change = entry(kind, at, places);
    change.setting = Setting::resourced_provision;
    return change;
}

Notes notes_of(const std::vector<ProvisionChange>& provision, const std::vector<HomesBuilt>& homes = {}) {
    Scenario scenario;
    scenario.provision = provision;
    scenario.homes = homes;
    return unlikely_sizes(scenario, prepare_map(*small_map(), provision, Parallel(1)));
}

TEST(UnlikelySizes, AdmissionNumberOfTheWholeSchool) {
    EXPECT_EQ(
        notes_of({entry(Kind::set_pan, riverside, 450)}),
        Notes{"s.toml:3: Riverside admits 450 a year: it admits 60 a year before. Is the number meant? It is of the "
              "entry year, not of the whole school"});
}

TEST(UnlikelySizes, AdmissionNumberOfOneTable) {
    EXPECT_EQ(notes_of({entry(Kind::set_pan, riverside, 6)}).size(), 1u);
    EXPECT_EQ(notes_of({entry(Kind::set_pan, riverside, 19)}).size(), 1u);
}

TEST(UnlikelySizes, OrdinaryAdmissionNumbersPass) {
    for (const int number : {30, 45, 90, 120, 0})
        EXPECT_EQ(notes_of({entry(Kind::set_pan, riverside, number)}), Notes{});
    EXPECT_EQ(notes_of({entry(Kind::set_pan, wold_faith, 60)}), Notes{});  // from half a form to two
}

TEST(UnlikelySizes, AdmissionNumberIsHeldAgainstTheOneBeforeIt) {
    ProvisionChange second = entry(Kind::set_pan, riverside, 240);
    second.on = Month(2028, 9);
    EXPECT_EQ(notes_of({entry(Kind::set_pan, riverside, 120), second}), Notes{});
    EXPECT_EQ(notes_of({second}).size(), 1u);
}

TEST(UnlikelySizes, GrowthOfPlaces) {
    EXPECT_EQ(
        notes_of({entry(Kind::grow, oak_special, 1600)}),
        Notes{"s.toml:3: Oak grows by 1600 places: there are 66 before, so that it more than doubles. Is the number "
              "meant? Places are of all years"});
    EXPECT_EQ(notes_of({entry(Kind::grow, riverside, 1600)}).size(), 1u);
    EXPECT_EQ(notes_of({base_entry(Kind::grow, st_anne, 160)}).size(), 1u);
    EXPECT_EQ(notes_of({entry(Kind::grow, oak_special, 80)}), Notes{});
    EXPECT_EQ(notes_of({entry(Kind::grow, kings, 300)}), Notes{});
    EXPECT_EQ(notes_of({base_entry(Kind::grow, st_anne, 20)}), Notes{});
}

TEST(UnlikelySizes, GrowthInStepsIsAddedUp) {
    ProvisionChange grown = entry(Kind::grow, oak_special, 60);
    std::vector<ProvisionChange> steps(9, grown);
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i].on = Month(2027, 9) + static_cast<int>(i);
    EXPECT_EQ(notes_of(steps).size(), 1u);  // the ninth passes 600
}

TEST(UnlikelySizes, NewSchoolsAndBases) {
    ProvisionChange school;
    school.where = "s.toml:3";
    school.kind = Kind::open_school;
    school.on = Month(2027, 9);
    school.near = "East";
    school.places = 2'000;
    EXPECT_EQ(notes_of({school}).size(), 1u);
    school.places = 120;
    EXPECT_EQ(notes_of({school}), Notes{});
    school.setting = Setting::mainstream;
    school.places = 210;
    school.pan = 210;
    EXPECT_EQ(notes_of({school}).size(), 1u);
    school.pan = 30;
    EXPECT_EQ(notes_of({school}), Notes{});
    EXPECT_EQ(notes_of({base_entry(Kind::open_base, riverside, 200)}).size(), 1u);
    EXPECT_EQ(notes_of({base_entry(Kind::open_base, riverside, 20)}), Notes{});
}

TEST(UnlikelySizes, ASecondBaseIsAddedToTheFirst) {
    EXPECT_EQ(
        notes_of({base_entry(Kind::open_base, st_anne, 10)}),
        Notes{"s.toml:3: A base of 10 places opens at St Anne's, West: the school has a base already (12 primary, 0 "
              "secondary places): the 10 are added to it, and it stays for the kind and needs that it has"});
    ProvisionChange later = base_entry(Kind::open_base, riverside, 10);
    later.on = Month(2029, 9);
    EXPECT_EQ(notes_of({base_entry(Kind::open_base, riverside, 12), later}).size(), 1u);
    ProvisionChange closed = base_entry(Kind::close_base, st_anne, 0);
    closed.on = Month(2027, 1);
    EXPECT_EQ(notes_of({closed, base_entry(Kind::open_base, st_anne, 10)}), Notes{});
}

TEST(UnlikelySizes, MoreHomesAYearThanInAll) {
    HomesBuilt homes;
    homes.where = "s.toml:9";
    homes.on = Month(2027, 4);
    homes.near = "East";
    homes.homes = 300;
    homes.a_year = 1'200;
    EXPECT_EQ(notes_of({}, {homes}),
              Notes{"s.toml:9: 300 homes at East, 1200 a year: all would be built within the first year. Are the two "
                    "numbers turned round?"});
    homes.a_year = 300;
    EXPECT_EQ(notes_of({}, {homes}), Notes{});
    homes.homes = 50'000;
    EXPECT_EQ(notes_of({}, {homes}).size(), 1u);
}

}  // namespace
}  // namespace sendscape::unlikely_sizes_test
