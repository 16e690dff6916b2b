// SPDX-License-Identifier: MIT
#include "agents/placement/border.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "agents/placement/phase_transfer.h"
#include "tests/support/placement_scene.h"

namespace sendscape::border_test {
namespace {

using testing::PlacementScene;
const AuthorityId smallshire(0), overshire(1);  // the area, and its neighbour
const SchoolId oak(testing::oak_special), elm(testing::elm_special), riverside(testing::riverside),
    meadow(testing::meadow);
constexpr std::uint32_t over_the_border = 11;  ///< a zone of Overshire, whose family has its number
const Month november(2026, 11), february(2027, 2);

std::size_t row(Setting setting, int ncy) { return border_row(setting, ncy).value(); }

/// Nobody pays for independent schools, and the special school has these places.
void only_oak(PlacementScene& scene, std::int32_t places) {
    scene.parameters.independent_at_once = scene.parameters.independent_hazard = 0;
    scene.parameters.independent_hazard_growth = scene.parameters.base_substitutes = 0;
    scene.schools.commissioned_places[oak] = scene.schools.ceiling[oak] = places;
}
/// Those who live there and are at the school, or named it.
int at(const PlacementScene& scene, SchoolId school, AuthorityId home) {
    int children = 0;
    for (std::size_t i = 0; i < scene.pupils.size(); ++i) {
        const PupilId p(i);
        const bool there = scene.pupils.school[p] == school || scene.pupils.next_school[p] == school;
        children += there && scene.map->zone(scene.families.zone[scene.pupils.family[p]]).authority == home ? 1 : 0;
    }
    return children;
}
void take_as_start(PlacementScene& scene) {
    scene.authorities.border =
        border_shares(*scene.map, border_counts(*scene.map, scene.pupils, scene.families, false, scene.parallel).now);
}

TEST(Border, BasesAreOfTheirSchoolsAndPhasesApart) {
    EXPECT_EQ(row(Setting::mainstream, 3), row(Setting::sen_unit, 6));
    EXPECT_NE(row(Setting::mainstream, 6), row(Setting::mainstream, 7));
    EXPECT_EQ(row(Setting::non_maintained_special, 8), row(Setting::independent_special, 11));
    EXPECT_NE(row(Setting::state_special, 8), row(Setting::independent_special, 8));
    EXPECT_LT(row(Setting::alternative_provision, 11), border_rows);
    for (const Setting none : {Setting::eotas, Setting::further_education, Setting::independent_mainstream})
        EXPECT_FALSE(border_row(none, 8)) << static_cast<int>(none);
    EXPECT_FALSE(border_row(Setting::state_special, -1));
    EXPECT_FALSE(border_row(Setting::state_special, 12));
}

TEST(Border, APartIsOfTheChildrenOfWhoIsInTheArea) {
    BorderCount count(2);
    const std::size_t special = row(Setting::state_special, 3), mainstream = row(Setting::mainstream, 8);
    for (int i = 0; i < 20; ++i) count.count(smallshire, smallshire, special, +1);
    for (int i = 0; i < 5; ++i) count.count(smallshire, AuthorityId{}, special, +1);  // beyond the map
    for (int i = 0; i < 10; ++i) count.count(overshire, smallshire, special, +1);
    for (int i = 0; i < 30; ++i) count.count(smallshire, smallshire, mainstream, +1);
    for (int i = 0; i < 10; ++i) count.count(smallshire, overshire, mainstream, +1);
    const auto shares = border_shares(*testing::small_map(), count);
    ASSERT_EQ(shares.size(), 3u);
    EXPECT_EQ(shares[0].home, smallshire);
    EXPECT_FLOAT_EQ(shares[0].part[mainstream], 10.0F / 40);
    EXPECT_EQ(shares[0].part[special], 0);
    EXPECT_EQ(shares[1].home, smallshire);
    EXPECT_FALSE(shares[1].of_school.exists());
    EXPECT_FLOAT_EQ(shares[1].part[special], 5.0F / 25);
    EXPECT_EQ(shares[2].home, overshire);
    EXPECT_FLOAT_EQ(shares[2].part[special], 10.0F / 25) << "of Smallshire's 25, not of Overshire's 10";
}

TEST(Border, OpenUntilTheUsualPartAndShortBelowNineTenths) {
    PlacementScene scene;
    scene.authorities.border = {{smallshire, overshire, {}}};
    const std::size_t special = row(Setting::state_special, 3);
    scene.authorities.border[0].part[special] = 0.2F;
    BorderCount count(2);
    for (int i = 0; i < 100; ++i) count.count(smallshire, smallshire, special, +1);
    for (int over = 0; over < 30; ++over) {  // of 100 + over a fifth
        const Border border(*scene.map, scene.authorities, count);
        EXPECT_EQ(border.open_to(smallshire, overshire, special), over < 25) << over;
        EXPECT_EQ(border.short_of(smallshire, overshire, special), over < 22) << over;
        EXPECT_TRUE(border.open_to(smallshire, smallshire, special));
        EXPECT_FALSE(border.open_to(overshire, smallshire, special)) << "none at the start";
        count.count(smallshire, overshire, special, +1);
    }
    scene.authorities.border.clear();
    EXPECT_TRUE(Border(*scene.map, scene.authorities, count).open_to(overshire, smallshire, special));
}

// A fifth as many of the neighbour's as of the area's own are there at the start: later too, however many ask.
TEST(Border, OthersKeepTheirPartOfSpecialPlacesWhoeverComesFirst) {
    for (const bool others_first : {true, false}) {
        PlacementScene scene;
        only_oak(scene, 300);
        for (int k = 0; k < 50; ++k) scene.add(7 + k % 4, RequiredProvision::special, Setting::state_special, oak, 0);
        for (int k = 0; k < 10; ++k)
            scene.add(7 + k % 4, RequiredProvision::special, Setting::state_special, oak, over_the_border);
        take_as_start(scene);
        const auto ask = [&](std::uint32_t zone) {
            for (int k = 0; k < 50; ++k)
                scene.add(7 + k % 4, RequiredProvision::special, Setting::mainstream, meadow, zone);
            scene.name(november);
        };
        ask(others_first ? over_the_border : 0);
        ask(others_first ? 0 : over_the_border);
        scene.name(Month(2026, 12));
        EXPECT_EQ(at(scene, oak, smallshire), 100);
        EXPECT_EQ(at(scene, oak, overshire), 20);
    }
}

// Two schools alike, one over the border and a little farther away: it takes others' children up to nine tenths of what
// they are used to, the rest go to their own.
TEST(Border, PlacesThatOthersAreUsedToAreTakenUp) {
    auto map = std::make_shared<Map>(*testing::small_map());
    School& school = map->schools[testing::elm_special];
    school.setting = Setting::state_special;
    school.low_ncy = 0;
    school.high_ncy = 14;
    PlacementScene scene(map);
    only_oak(scene, 200);
    scene.schools.commissioned_places[elm] = scene.schools.ceiling[elm] = 100;
    scene.authorities.border = {{smallshire, overshire, {}}};
    scene.authorities.border[0].part[row(Setting::state_special, 3)] = 0.3F;
    for (int k = 0; k < 60; ++k) scene.add(2 + k % 4, RequiredProvision::special, Setting::mainstream, riverside, 0);
    scene.name(november);
    EXPECT_NEAR(at(scene, elm, smallshire), 0.27 * 60, 1);
    EXPECT_EQ(at(scene, elm, smallshire) + at(scene, oak, smallshire), 60);
}

TEST(Border, APlaceThatOthersAreUsedToIsGivenOverNumber) {
    for (const bool used_to : {true, false}) {
        PlacementScene scene;
        only_oak(scene, 40);
        scene.schools.ceiling[oak] = 60;
        scene.parameters.over_number_acceptance = 0;
        for (int k = 0; k < 40; ++k)
            scene.add(k < 10 ? 3 : 7 + k % 4, RequiredProvision::special, Setting::state_special, oak, 0);
        scene.authorities.border = {{overshire, smallshire, {}}};
        scene.authorities.border[0].part[row(Setting::state_special, 8)] = used_to ? 0.1F : 0.0F;
        for (int k = 0; k < 20; ++k)
            scene.add(7 + k % 4, RequiredProvision::special, Setting::mainstream, meadow, over_the_border);
        scene.name(november);
        EXPECT_EQ(at(scene, oak, overshire), used_to ? 3 : 0) << "of the area's 30 of secondary age a tenth";
    }
}

TEST(Border, SpecialSchoolsBeyondTheMapAreNamedAsOftenAsUsual) {
    PlacementScene scene;
    only_oak(scene, 60);
    for (int k = 0; k < 40; ++k) scene.add(7 + k % 4, RequiredProvision::special, Setting::state_special, oak, 0);
    for (int k = 0; k < 10; ++k) scene.add(7 + k % 4, RequiredProvision::special, Setting::state_special, {}, 0);
    take_as_start(scene);
    for (int k = 0; k < 100; ++k) scene.add(7 + k % 4, RequiredProvision::special, Setting::mainstream, meadow, 0);
    scene.name(november);
    int beyond = 0, on_the_map = 0;
    for (std::size_t i = 0; i < scene.pupils.size(); ++i) {
        const PupilId p(i);
        if (scene.pupils.setting[p] != Setting::state_special) continue;
        ++(scene.pupils.school[p].exists() ? on_the_map : beyond);
    }
    EXPECT_EQ(at(scene, oak, smallshire), on_the_map);
    EXPECT_NEAR(beyond, 0.2 * (beyond + on_the_map), 1);
    scene.name(Month(2026, 12));  // whoever is there stays
    EXPECT_GE(beyond, 10);
}

TEST(Border, MainstreamSchoolsOverTheBorderAreNamedAsOftenAsUsual) {
    for (const float usual : {0.0F, 0.1F, 0.5F}) {
        PlacementScene scene;
        // Overshire's children have no secondary school of their own within reach but the area's.
        scene.authorities.border = {{overshire, smallshire, {}}};
        scene.authorities.border[0].part[row(Setting::mainstream, 3)] = usual;
        for (int k = 0; k < 100; ++k) scene.add(3, RequiredProvision::mainstream, Setting::mainstream, riverside, 0);
        for (int k = 0; k < 200; ++k)
            scene.add(3, RequiredProvision::mainstream, Setting::awaiting, SchoolId{}, over_the_border);
        scene.parameters.consultation_success = 1;
        scene.name(november);
        int over = 0;
        for (const SchoolId s : {riverside, SchoolId(testing::st_anne), SchoolId(testing::hill_junior)})
            over += at(scene, s, overshire);
        EXPECT_LE(over, 100 * usual + 1) << usual;
        EXPECT_EQ(over + at(scene, SchoolId(testing::wold_faith), overshire), 200) << usual;
        if (usual > 0.3F) {
            EXPECT_GT(over, 30) << usual;
        }
    }
}

TEST(Border, ThoseNamedForSeptemberAreCounted) {
    PlacementScene scene;
    only_oak(scene, 100);
    scene.parameters.year_7_to_special = 1;
    for (int k = 0; k < 40; ++k) scene.add(8, RequiredProvision::special, Setting::state_special, oak, 0);
    for (int k = 0; k < 2; ++k) scene.add(8, RequiredProvision::special, Setting::state_special, oak, over_the_border);
    take_as_start(scene);
    for (int k = 0; k < 20; ++k) scene.add(6, RequiredProvision::special, Setting::mainstream, riverside, 0);
    for (int k = 0; k < 20; ++k)
        scene.add(6, RequiredProvision::special, Setting::mainstream, riverside, over_the_border);
    for (const Month month : {february, Month(2027, 3), Month(2027, 4)}) {
        recount(scene.pupils, scene.schools);
        if (month == february)
            name_phase_transfers(scene.step(month), scene.pupils, scene.families, scene.schools, scene.rules());
        else
            scene.name(month);
        EXPECT_EQ(at(scene, oak, smallshire), 60) << to_text(month);
        EXPECT_EQ(at(scene, oak, overshire), 3) << to_text(month);
    }
}

}  // namespace
}  // namespace sendscape::border_test
