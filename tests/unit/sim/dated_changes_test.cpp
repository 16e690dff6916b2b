// SPDX-License-Identifier: MIT
#include "sim/dated_changes.h"

#include <gtest/gtest.h>

#include "sim/scenario/prepare_map.h"
#include "tests/support/small_map.h"
#include "tests/support/small_world.h"

namespace sendscape::dated_changes_test {
namespace {

using testing::small_map;

ProvisionChange change(ProvisionChange::Kind kind, Month on, std::uint32_t urn, int places,
                       Setting setting = Setting::state_special) {
    ProvisionChange o;
    o.kind = kind;
    o.on = on;
    o.urn = urn;
    o.places = places;
    o.setting = setting;
    o.where = "s.toml:1";
    return o;
}

/// A world of schools only, as far as apply_dated looks.
World schools_of(std::shared_ptr<const Map> map) {
    World world;
    world.map = map;
    world.start = world.month = map->census;
    for (const School& school : map->schools) {
        const SchoolId id = world.schools.append();
        world.schools.pan[id] = school.pan;
        world.schools.capacity[id] = school.capacity;
        world.schools.commissioned_places[id] = school.commissioned_places;
        world.schools.ceiling[id] = school.commissioned_places * 5 / 4;
        world.schools.base_places[id] = school.base_places;
        world.schools.base_needs[id] = school.base_needs;
        world.schools.base_kind[id] = school.base_kind;
        world.schools.opens[id] = school.opens.index;
    }
    return world;
}

TEST(DatedChanges, ABaseTakesItsNeedsFromTheDayItOpens) {
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::open_base, Month(2027, 9),
                                                  small_map()->schools[testing::riverside].urn, 12, Setting::sen_unit),
                                           change(ProvisionChange::Kind::close_base, Month(2029, 9),
                                                  small_map()->schools[testing::riverside].urn, 0, Setting::sen_unit)};
    for (ProvisionChange& o : provision) o.phase = Phase::primary;
    provision[0].needs = need_bit(Need::semh);
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1)));
    const SchoolId riverside(testing::riverside);
    EXPECT_EQ(map->school(riverside).base_needs, 0) << "the map is not told";
    World world = schools_of(map);
    apply_dated(world, {}, provision);
    // The authority opens one of its own there before, for any need.
    world.schools.base_places[riverside][0] = 8;
    for (; world.month < Month(2027, 8); ++world.month) apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.base_needs[riverside], 0);
    world.schools.base_places[riverside][0] = 0;  // ... or does not
    ++world.month;
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.base_needs[riverside], need_bit(Need::semh));
    EXPECT_EQ(world.schools.base_kind[riverside], Setting::sen_unit);
    EXPECT_EQ(world.schools.base_places[riverside][0], 12);
}

TEST(DatedChanges, PlacesOpenEvenlyOverTheRamp) {
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::open_school, Month(2027, 9), 0, 64)};
    provision[0].near = "West";
    provision[0].all_through = true;
    provision[0].ramp_months = 13;
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1)));
    const SchoolId site = sites_of(*map, provision)[0];
    World world = schools_of(map);
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.commissioned_places[site], 0);
    EXPECT_EQ(world.schools.opens[site], Month(2027, 9).index);
    std::int32_t last = 0;
    while (world.month < Month(2029, 1)) {
        ++world.month;
        apply_dated(world, {}, provision);
        EXPECT_GE(world.schools.commissioned_places[site], last);
        last = world.schools.commissioned_places[site];
        if (world.month == Month(2027, 8)) {
            EXPECT_EQ(last, 0);
        }
        if (world.month == Month(2027, 9)) {
            EXPECT_EQ(last, 64 / 13);
        }
    }
    EXPECT_EQ(last, 64);
    EXPECT_GE(world.schools.ceiling[site], 64);
}

TEST(DatedChanges, ASpecialSchoolWhoseEntryDoesNotSayOpensInYearlyParts) {
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::open_school, Month(2027, 9), 0, 64)};
    provision[0].near = "West";
    provision[0].all_through = true;
    provision[0].yearly_parts = true;
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1)));
    const SchoolId site = sites_of(*map, provision)[0];
    World world = schools_of(map);
    apply_dated(world, {}, provision);
    std::vector<std::int32_t> places;
    while (world.month < Month(2030, 9)) {
        ++world.month;
        apply_dated(world, {}, provision);
        if (world.month.month_of_year() == 8 || world.month.month_of_year() == 9)
            places.push_back(world.schools.commissioned_places[site]);
    }
    // August and September of 2026 to 2030: 64 in thirds, 21 and 42 and 64, on the day of each year.
    EXPECT_EQ(places, (std::vector<std::int32_t>{0, 0, 0, 21, 21, 42, 42, 64, 64, 64}));
}

TEST(DatedChanges, ANumberThatAScenarioGivesIsMarkedAsGiven) {
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::set_pan, Month(2026, 9), 100'007, 0)};
    provision[0].pan = 60;
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1)));
    const SchoolId site = sites_of(*map, provision)[0];
    World world = schools_of(map);
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.pan_given[site], 0) << "not yet";
    while (world.month < Month(2026, 9)) {
        ++world.month;
        apply_dated(world, {}, provision);
    }
    EXPECT_EQ(world.schools.pan_given[site], 1);
}

TEST(DatedChanges, GrowCloseAndPanTakeEffectOnTheirDay) {
    const std::uint32_t oak = 100'008, meadow = 100'007;
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::grow, Month(2026, 9), oak, 10),
                                           change(ProvisionChange::Kind::set_pan, Month(2026, 9), meadow, 0),
                                           change(ProvisionChange::Kind::close_school, Month(2027, 9), meadow, 0)};
    provision[1].pan = 60;
    World world = schools_of(std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1))));
    apply_dated(world, {}, provision);
    const SchoolId special(std::uint32_t{testing::oak_special}), other(std::uint32_t{testing::meadow});
    EXPECT_EQ(world.schools.commissioned_places[special], 66);
    EXPECT_EQ(world.schools.closes[other], Month(2027, 9).index);
    world.month = Month(2026, 9);
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.commissioned_places[special], 76);
    EXPECT_EQ(world.schools.pan[other], 60);
}

TEST(DatedChanges, AnAdmissionNumberIsThatOfTheRoundBeforeItsSeptember) {
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::set_pan, Month(2027, 9), 100'007, 0),
                                           change(ProvisionChange::Kind::set_pan, Month(2028, 9), 100'006, 0)};
    provision[0].pan = 60;
    World world = schools_of(std::make_shared<const Map>(prepare_map(*small_map(), provision, Parallel(1))));
    const SchoolId meadow(std::uint32_t{testing::meadow}), kings(std::uint32_t{testing::kings});
    apply_dated(world, {}, provision);
    while (world.month < Month(2027, 1)) {
        ++world.month;
        apply_dated(world, {}, provision);
    }
    EXPECT_EQ(world.schools.pan[meadow], 75);
    ++world.month;  // February: offers for September are made from March on
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.pan[meadow], 60);
    EXPECT_EQ(world.schools.pan_determined[meadow], 60);
    EXPECT_EQ(world.schools.pan[kings], 110);
    world.month = Month(2028, 2);
    apply_dated(world, {}, provision);
    EXPECT_EQ(world.schools.pan[kings], -1);  // nobody is admitted
}

TEST(DatedChanges, ParametersTakeTheirValuesFromTheirMonth) {
    World world = schools_of(small_map());
    const std::vector<ParameterChange> changes{{{}, Month(0), "plans.agree_school", {0.75}},
                                               {{}, Month(2026, 4), "plans.agree_school", {0.9}}};
    apply_dated(world, changes, {});
    EXPECT_EQ(world.parameters.plans.agree_school, 0.75);
    world.month = Month(2026, 3);
    apply_dated(world, changes, {});
    EXPECT_EQ(world.parameters.plans.agree_school, 0.75);
    ++world.month;
    apply_dated(world, changes, {});
    EXPECT_EQ(world.parameters.plans.agree_school, 0.9);
}

TEST(DatedChanges, CriteriaAreInForceFromTheRoundBeforeTheirSeptember) {
    World world = schools_of(small_map());
    const CriteriaOrder order{AdmissionCriterion::sibling, AdmissionCriterion::lottery};
    const std::vector<CriteriaChange> criteria{{{}, Month(2027, 9), "901", 0, order}};
    apply_dated(world, {}, {}, criteria);
    while (world.month < Month(2027, 1)) {
        ++world.month;
        apply_dated(world, {}, {}, criteria);
    }
    EXPECT_TRUE(world.criteria.of_school.empty());
    ++world.month;
    apply_dated(world, {}, {}, criteria);
    EXPECT_EQ(world.criteria.of_school.at(testing::meadow), values_of(order));
    EXPECT_EQ(world.criteria.of_school.at(testing::kings), CriteriaValues{});
}

TEST(DatedChanges, AnAmalgamationTakesChildrenAndNumberOver) {
    World world = testing::small_world(5);
    Schools& schools = world.schools;
    const SchoolId from(testing::riverside), into(testing::st_anne);
    std::vector<ProvisionChange> provision{change(ProvisionChange::Kind::close_school, Month(2027, 8), 0, 0)};
    provision[0].urn = world.map->school(from).urn;
    provision[0].into = world.map->school(into).urn;
    const std::int32_t number = schools.pan[into] + schools.pan[from],
                       places = schools.capacity[into] + schools.capacity[from];
    const auto at = [&](SchoolId school) {
        std::int32_t count = 0;
        for (std::uint32_t row = 0; row < world.pupils.size(); ++row)
            count += world.pupils.school[PupilId(row)] == school && world.pupils.present(PupilId(row)) &&
                     world.map->school(into).teaches(world.pupils.ncy[PupilId(row)]);
        return count;
    };
    const std::int32_t children = at(from) + at(into);
    ASSERT_GT(at(from), 100);
    world.month = world.start = Month(2027, 1);
    apply_dated(world, {}, provision);
    EXPECT_EQ(schools.closes[from], Month(2027, 8).index);
    while (world.month < Month(2027, 8)) {
        EXPECT_EQ(schools.pan[into] == number, world.month >= Month(2027, 2)) << world.month.index;
        EXPECT_EQ(world.criteria.carried_to(from), world.month >= Month(2027, 2) ? into : from);
        EXPECT_GT(at(from), 100);
        ++world.month;
        apply_dated(world, {}, provision);
    }
    EXPECT_EQ(schools.pan[into], number);
    EXPECT_EQ(schools.capacity[into], places);
    EXPECT_EQ(at(from), 0);
    EXPECT_EQ(at(into), children);
    // The nursery class goes nowhere by itself: St Anne's has none.
    EXPECT_EQ(schools.roll[into], children);
}

}  // namespace
}  // namespace sendscape::dated_changes_test
