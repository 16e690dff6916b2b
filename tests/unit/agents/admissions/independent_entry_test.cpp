// SPDX-License-Identifier: MIT
#include "agents/admissions/independent_entry.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/placement_scene.h"

namespace sendscape::independent_entry_test {
namespace {

const SchoolId elm(testing::elm_special), riverside(testing::riverside);

/// Elm as an independent school of Years 3 to 13 whose Year 7 leaves and whose Year 6 is smaller.
std::shared_ptr<const Map> town_with_an_independent_school() {
    Map map = *testing::small_map();
    map.schools[testing::elm_special].setting = Setting::independent_mainstream;
    return std::make_shared<const Map>(std::move(map));
}

struct Town : testing::PlacementScene {
    AdmissionParameters admissions;
    FamilyParameters families_parameters;
    DeterminedCriteria criteria;
    WaitingLists lists;
    std::vector<RoundApplicant> applicants;

    Town() : PlacementScene(town_with_an_independent_school()) {
        admissions.independent_minutes = 120;
        schools.roll_by_year[elm][year_index(7)] = 40;
        schools.roll_by_year[elm][year_index(6)] = 25;
        for (const std::uint32_t row : {0u, 1u}) families.zone[FamilyId(row)] = ZoneId(row);
        for (std::uint32_t i = 0; i < 200; ++i) {
            const PupilId p = add(6, RequiredProvision::none, Setting::mainstream, riverside, i % 2);
            pupils.provision[p] = Provision::none;
            pupils.next_setting[p] = Setting::gone;
            applicants.push_back({p, 7});
        }
    }
    /// So many children of each of the two zones are in the school already.
    void already_there(std::array<int, 2> children) {
        for (const std::uint32_t zone : {0u, 1u})
            for (int i = 0; i < children[zone]; ++i) {
                const PupilId p = add(9, RequiredProvision::none, Setting::independent_mainstream, elm, zone);
                pupils.provision[p] = Provision::none;
            }
    }
    /// Those who go, by zone.
    std::array<int, 2> go() {
        const Step now = step(Month(2026, 3));
        fill_independent_places({pupils, schools, families, admissions, families_parameters, loops, criteria, lists},
                                now, Month(2026, 9), applicants, {7});
        std::array<int, 2> count{};
        for (const RoundApplicant& a : applicants)
            if (is_provided_for(pupils, a.pupil)) {
                EXPECT_EQ(pupils.next_school[a.pupil], elm);
                EXPECT_EQ(pupils.next_setting[a.pupil], Setting::independent_mainstream);
                ++count[pupils.family[a.pupil].value];
            }
        return count;
    }
};

TEST(IndependentEntry, FillsThePlacesOfLeaversFromWhereItsPupilsLive) {
    Town town;
    town.already_there({2, 60});
    const auto [few, many] = town.go();
    EXPECT_EQ(few + many, 40 - 25);
    // Shares of 0.08 (2 of 102, drawn to the town's 0.24 by twenty) and 0.36: of fifteen some three are expected.
    EXPECT_GE(many, 9);
    EXPECT_GE(few, 1);
}

TEST(IndependentEntry, DoesNotTakeAllTheChildrenBesideIt) {
    Town town;
    town.already_there({5, 5});
    town.schools.roll_by_year[elm][year_index(7)] = 400;
    const auto [first, second] = town.go();
    // A share of 10 in 210 asks within five times as long: 1 - exp(-5 x 10/210) = 0.21 of two hundred.
    EXPECT_NEAR(first + second, 42, 15);
}

TEST(IndependentEntry, SharesAreOfTheZoneDrawnToItsAuthoritys) {
    Town town;
    town.already_there({2, 60});
    const IndependentHabits habits(*town.map, town.pupils, town.families);
    const double usual = 62.0 / 262;
    EXPECT_NEAR(habits.share(ZoneId(0)), (2 + 20 * usual) / (102 + 20), 1e-9);
    EXPECT_NEAR(habits.share(ZoneId(1)), (60 + 20 * usual) / (160 + 20), 1e-9);
    EXPECT_EQ(habits.children_at(ZoneId(1), elm), 60);
    EXPECT_EQ(habits.children_at(ZoneId(1), riverside), 0);
    EXPECT_EQ(habits.attended(ZoneId(2)).size(), 0u);
}

TEST(IndependentEntry, FamiliesAskAsTheirNeighboursDoAndElseByTheWay) {
    Town town;
    town.already_there({30, 0});
    const IndependentHabits habits(*town.map, town.pupils, town.families);
    const SchoolId other(testing::oak_special);
    const auto rates = [&](ZoneId home) {
        const IndependentAsking asking(habits, home, {elm, other}, {6000, 0});
        constexpr double soon = 0.999;
        return std::array{-std::log(soon) / *asking.asks_after(0, soon), -std::log(soon) / *asking.asks_after(1, soon)};
    };
    // Thirty of the first zone's children are in Elm; of the authority's 30 in 230 twenty more go by the way, 1 to e.
    const double added = 20 * 30.0 / 230, near = std::exp(1.0) / (1 + std::exp(1.0));
    const auto [to_elm, to_other] = rates(ZoneId(0));
    EXPECT_NEAR(to_elm + to_other, -std::log(1 - habits.share(ZoneId(0))), 1e-9);
    EXPECT_NEAR(to_other / (to_elm + to_other), added * near / (30 + added), 1e-9);
    const auto [by_way, nearest] = rates(ZoneId(1));
    EXPECT_NEAR(nearest / by_way, std::exp(1.0), 1e-9) << "nobody of the second zone is in either";
    EXPECT_FALSE(IndependentAsking(habits, ZoneId(1), {elm}, {0}).asks_after(0, 1e-9).has_value())
        << "so late that it never asks";
}

TEST(IndependentEntry, AFamilyAsksWithinFiveTimesTheYearOrNever) {
    Town town;
    town.already_there({30, 0});
    const IndependentHabits habits(*town.map, town.pupils, town.families);
    const IndependentAsking asking(habits, ZoneId(0), {elm}, {6000});
    const double rate = -std::log(0.999) / *asking.asks_after(0, 0.999);
    int asked = 0;
    for (int k = 0; k < 2000; ++k) {
        const double u = (k + 0.5) / 2000, after = -std::log(u) / rate;
        const auto found = asking.asks_after(0, u);
        ASSERT_EQ(found.has_value(), after < 5) << u;
        if (!found) continue;
        EXPECT_NEAR(*found, after, 1e-9);
        ++asked;
    }
    EXPECT_NEAR(asked, 2000 * (1 - std::exp(-5 * rate)), 1);
}

TEST(IndependentEntry, TheSameAskingKnowsOneHomeAfterAnother) {
    Town town;
    town.already_there({30, 5});
    const IndependentHabits habits(*town.map, town.pupils, town.families);
    const SchoolId other(testing::oak_special);
    IndependentAsking asking;
    asking.know(habits, ZoneId(0), {elm, other}, {6000, 0});
    asking.know(habits, ZoneId(1), {other}, {900});
    EXPECT_EQ(asking.asks_after(0, 0.99), IndependentAsking(habits, ZoneId(1), {other}, {900}).asks_after(0, 0.99));
    EXPECT_TRUE(asking.asks_after(0, 0.99).has_value());
}

TEST(IndependentEntry, NobodyGoesFartherThanFamiliesTravel) {
    Town town;
    town.already_there({2, 60});
    town.admissions.independent_minutes = 0;
    EXPECT_EQ(town.go(), (std::array<int, 2>{0, 0}));
}

TEST(IndependentEntry, WhereNobodyLeavesNobodyComes) {
    Town town;
    town.already_there({2, 60});
    town.schools.roll_by_year[elm][year_index(6)] = 60;
    EXPECT_EQ(town.go(), (std::array<int, 2>{0, 0}));
}

}  // namespace
}  // namespace sendscape::independent_entry_test
