// SPDX-License-Identifier: MIT
#include "agents/admissions/independent_entry.h"

#include <gtest/gtest.h>

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
        for (const FamilyId family : {FamilyId(0u), FamilyId(1u)}) families.decile[family] = family.value == 0 ? 1 : 10;
        for (std::uint32_t i = 0; i < 200; ++i) {
            const PupilId p = add(6, RequiredProvision::none, Setting::mainstream, riverside, i % 2);
            pupils.provision[p] = Provision::none;
            pupils.next_setting[p] = Setting::gone;
            applicants.push_back({p, 7});
        }
    }
    /// Those who go, by decile: the most and the least deprived tenth.
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

TEST(IndependentEntry, FillsThePlacesOfLeaversMostlyFromBetterOffHomes) {
    Town town;
    const auto [deprived, better_off] = town.go();
    EXPECT_EQ(deprived + better_off, 40 - 25);
    // 23 times as likely (exp of 0.35 for each of nine steps): of fifteen, one or none is expected.
    EXPECT_GE(better_off, 12);
}

TEST(IndependentEntry, NobodyGoesFartherThanFamiliesTravel) {
    Town town;
    town.admissions.independent_minutes = 0;
    EXPECT_EQ(town.go(), (std::array<int, 2>{0, 0}));
}

TEST(IndependentEntry, WhereNobodyLeavesNobodyComes) {
    Town town;
    town.schools.roll_by_year[elm][year_index(6)] = 60;
    EXPECT_EQ(town.go(), (std::array<int, 2>{0, 0}));
}

}  // namespace
}  // namespace sendscape::independent_entry_test
