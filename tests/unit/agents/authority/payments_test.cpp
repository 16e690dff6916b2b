// SPDX-License-Identifier: MIT
#include "agents/authority/payments.h"

#include <gtest/gtest.h>

#include "tests/support/placement_scene.h"

namespace sendscape::payments_test {
namespace {

using testing::PlacementScene;
const AuthorityId smallshire(0), overshire(1);
const SchoolId riverside(testing::riverside), st_anne(testing::st_anne), oak(testing::oak_special),
    elm(testing::elm_special), wold(testing::wold_faith);

/// A child at a school, of some severity; Riverside is Smallshire's, Elm and Wold are Overshire's.
PupilId child(PlacementScene& scene, SchoolId school, Setting setting, float severity = 0) {
    const PupilId p = scene.add(5, RequiredProvision::mainstream, setting, school);
    scene.pupils.severity[p] = severity;
    return p;
}

Payments paid(PlacementScene& scene, const AuthorityParameters& p = {}, const SchoolParameters& schools = {}) {
    recount(scene.pupils, scene.schools);
    return payments_of(*scene.map, Month(2026, 2), scene.pupils, scene.families, scene.schools, p, schools);
}

Pence received(const Payments& payments, SchoolId school, SchoolIncome kind) {
    return payments.received[school.value][static_cast<std::size_t>(kind)];
}
Pence booked(const Payments& payments, AuthorityId authority, Heading heading) {
    return payments.paid[authority.value][static_cast<std::size_t>(heading)];
}

/// 16 hours and 10 more for each unit of severity, £17 an hour for 39 weeks.
double cost(double severity) { return (16 + 10 * severity) * 17 * 39; }

TEST(Payments, TopUpIsBandedByNeedAndTheSamePenceLeaveAndArrive) {
    PlacementScene scene;
    child(scene, riverside, Setting::mainstream, 0);
    child(scene, riverside, Setting::mainstream, 1);
    const Payments payments = paid(scene);
    const Pence expected = pounds((cost(0) - 6000) * 0.93) / 12 + pounds((cost(1) - 6000) * 0.93) / 12;
    EXPECT_EQ(received(payments, riverside, SchoolIncome::top_up), expected);
    EXPECT_EQ(booked(payments, smallshire, Heading::mainstream_top_up), expected);
    EXPECT_EQ(payments.beyond[smallshire.value].value, 0);
    AuthorityParameters dearer;
    dearer.mainstream_top_up = 14000;  // twice the usual: every band doubles
    EXPECT_NEAR(in_pounds(received(paid(scene, dearer), riverside, SchoolIncome::top_up)), 2 * in_pounds(expected),
                0.03);
}

TEST(Payments, WithoutTheThresholdTheAuthorityPaysItAndTheSchoolHasIt) {
    PlacementScene scene;
    child(scene, riverside, Setting::mainstream, 0.5F);
    SchoolParameters none;
    none.plan_threshold = 0;
    const Pence more = booked(paid(scene, {}, none), smallshire, Heading::mainstream_top_up) -
                       booked(paid(scene), smallshire, Heading::mainstream_top_up);
    EXPECT_NEAR(in_pounds(more), 6000 * 0.93 / 12, 0.01);
    EXPECT_EQ(received(paid(scene, {}, none), riverside, SchoolIncome::top_up) -
                  received(paid(scene), riverside, SchoolIncome::top_up),
              more);
}

TEST(Payments, TargetedFundingCostsWhatSchoolsReceive) {
    PlacementScene scene;
    for (int k = 0; k < 6; ++k) child(scene, riverside, Setting::mainstream);
    for (int k = 0; k < 94; ++k) {
        const PupilId p = child(scene, riverside, Setting::mainstream);
        scene.pupils.provision[p] = Provision::none;
    }
    SchoolParameters targeted;
    targeted.targeted_above = 2;  // of a hundred: four plans above it
    targeted.targeted_amount = 3000;
    const Payments with = paid(scene, {}, targeted), without = paid(scene);
    EXPECT_EQ(received(with, riverside, SchoolIncome::targeted), pounds(4 * 3000) / 12);
    EXPECT_EQ(received(without, riverside, SchoolIncome::targeted).value, 0);
    EXPECT_EQ(
        booked(with, smallshire, Heading::mainstream_top_up) - booked(without, smallshire, Heading::mainstream_top_up),
        pounds(4 * 3000) / 12);
}

TEST(Payments, PlacesFallOnTheSchoolsAuthorityFeesOnTheChilds) {
    PlacementScene scene;
    child(scene, elm, Setting::independent_special);
    child(scene, SchoolId{}, Setting::independent_special);
    const Payments payments = paid(scene);
    EXPECT_EQ(received(payments, elm, SchoolIncome::fees), pounds(64000) / 12);
    EXPECT_EQ(payments.beyond[smallshire.value], pounds(64000) / 12);
    EXPECT_EQ(booked(payments, smallshire, Heading::independent_special), pounds(64000) / 12 * 2);
    EXPECT_EQ(booked(payments, overshire, Heading::independent_special).value, 0);
    EXPECT_EQ(received(payments, oak, SchoolIncome::places), pounds(10000) * 66 / 12);  // empty or not
    EXPECT_EQ(received(payments, st_anne, SchoolIncome::places), pounds(10000) * 12 / 12);
}

TEST(Payments, TheBorderAdjustmentLeavesOneAuthorityForTheOther) {
    auto map = std::make_shared<Map>(*testing::small_map());
    map->schools[testing::oak_special].authority = overshire;
    PlacementScene scene(map);
    child(scene, oak, Setting::state_special);
    const Payments payments = paid(scene);
    EXPECT_EQ(booked(payments, smallshire, Heading::import_export), pounds(6000) / 12);
    EXPECT_EQ(booked(payments, overshire, Heading::import_export), -(pounds(6000) / 12));
    EXPECT_EQ(booked(payments, smallshire, Heading::state_special), pounds(14000) / 12);
    EXPECT_EQ(booked(payments, overshire, Heading::state_special), pounds(10000) * 66 / 12);
}

TEST(Payments, AnExcludedChildTakesTheRestOfTheYearsFundingAlong) {
    PlacementScene scene;
    const PupilId gone = child(scene, wold, Setting::mainstream), home = child(scene, riverside, Setting::mainstream);
    recount(scene.pupils, scene.schools);
    Authorities authorities;
    Authorities::for_each_column(authorities, [&](auto& column) { column.resize(2); });
    const Step step = scene.step(Month(2026, 11));
    step.events.add({.month = step.month, .pupil = gone, .kind = EventKind::excluded, .from = wold.value});
    step.events.add({.month = step.month, .pupil = home, .kind = EventKind::excluded, .from = riverside.value});
    scene.pupils.school[gone] = riverside;
    scene.pupils.school[home] = SchoolId{};
    scene.schools.reserve[wold] = pounds(10'000);
    move_funding_of_excluded(step, scene.pupils, scene.schools, authorities, SchoolParameters{});
    // From November to March four months are left after this one.
    const Pence rest = pounds(5300) * 4 / 12;
    constexpr auto kind = static_cast<std::size_t>(SchoolIncome::exclusions);
    EXPECT_EQ(scene.schools.received[wold][kind], -rest);
    EXPECT_EQ(scene.schools.reserve[wold], pounds(10'000) - rest);
    EXPECT_EQ(scene.schools.received[riverside][kind].value, 0);  // one came, one went
    EXPECT_EQ(authorities.paid_beyond[smallshire], rest);
}

TEST(Payments, BandsMultiplyTheTopUpOfTheirNeedAndSetting) {
    const auto paid_for = [](Setting setting, SchoolId school, Need need, const AuthorityParameters& p) {
        PlacementScene scene;
        const PupilId one = child(scene, school, setting);
        scene.pupils.recorded[one] = need;
        return in_pounds(received(paid(scene, p), school, SchoolIncome::top_up));
    };
    AuthorityParameters p;
    p.mainstream_band[static_cast<std::size_t>(Need::pmld)] = 2;
    p.base_band[static_cast<std::size_t>(Need::pmld)] = 3;
    p.special_band[static_cast<std::size_t>(Need::pmld)] = 0.5;
    for (const Need need : {Need::pmld, Need::asd}) {
        const bool banded = need == Need::pmld;
        EXPECT_NEAR(paid_for(Setting::mainstream, riverside, need, p), (cost(0) - 6000) * 0.93 / 12 * (banded ? 2 : 1),
                    0.01);
        EXPECT_NEAR(paid_for(Setting::resourced_provision, st_anne, need, p), 8000.0 / 12 * (banded ? 3 : 1), 0.01);
        EXPECT_NEAR(paid_for(Setting::state_special, oak, need, p), 14000.0 / 12 * (banded ? 0.5 : 1), 0.01);
    }
}

TEST(Payments, AlternativeProvisionByThePlaceIsPaidForEmptyPlacesToo) {
    auto map = std::make_shared<Map>(*testing::small_map());
    map->schools[testing::elm_special].setting = Setting::alternative_provision;
    map->schools[testing::elm_special].authority = smallshire;
    map->schools[testing::elm_special].commissioned_places = 10;
    PlacementScene scene(map);
    child(scene, elm, Setting::alternative_provision);
    const Pence by_child = booked(paid(scene), smallshire, Heading::alternative_provision);
    EXPECT_NEAR(in_pounds(by_child), 20'000.0 / 12, 0.01);
    AuthorityParameters p;
    p.alternative_by_place = 1;  // £10,000 for each of ten places, and the rest of £20,000 for the child
    const Payments payments = paid(scene, p);
    EXPECT_NEAR(in_pounds(booked(payments, smallshire, Heading::alternative_provision)), 110'000.0 / 12, 0.02);
    EXPECT_NEAR(in_pounds(received(payments, elm, SchoolIncome::places)), 100'000.0 / 12, 0.01);
}

}  // namespace
}  // namespace sendscape::payments_test
