// SPDX-License-Identifier: MIT
#include "agents/placement/own_provision.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "agents/placement/candidates.h"
#include "tests/support/placement_scene.h"

namespace sendscape::own_provision_test {
namespace {

using testing::PlacementScene;
const Month november(2026, 11);
constexpr Child aged_8{3, false, false, Need::asd};

/// The small map as a large one has it: a zone's travel row lists the one school nearest to it and no other.
std::shared_ptr<const Map> with_short_rows() {
    auto map = std::make_shared<Map>(*testing::small_map());
    TravelTable rows;
    rows.first.push_back(0);
    for (std::size_t z = 0; z < map->zones.size(); ++z) {
        std::uint32_t nearest = map->travel.first[z];
        for (std::uint32_t k = nearest; k < map->travel.first[z + 1]; ++k)
            if (map->travel.metres[k] < map->travel.metres[nearest]) nearest = k;
        rows.school.push_back(map->travel.school[nearest]);
        rows.metres.push_back(map->travel.metres[nearest]);
        rows.tenths.push_back(map->travel.tenths[nearest]);
        rows.first.push_back(static_cast<std::uint32_t>(rows.school.size()));
    }
    map->travel = rows;
    return map;
}

TEST(OwnProvision, IsSpecialSchoolsAlternativeProvisionAndBasesByAuthority) {
    PlacementScene scene;
    scene.schools.base_places[SchoolId(testing::meadow)] = {0, 10};  // opened since
    const OwnProvision own(*scene.map, scene.schools);
    const auto first = own.of(AuthorityId(0)), second = own.of(AuthorityId(1));
    EXPECT_EQ(
        std::vector<SchoolId>(first.begin(), first.end()),
        (std::vector<SchoolId>{SchoolId(testing::st_anne), SchoolId(testing::meadow), SchoolId(testing::oak_special)}));
    EXPECT_TRUE(second.empty()) << "an independent special school is sought as any other is";
    EXPECT_TRUE(own.of(AuthorityId{}).empty());
    EXPECT_EQ(std::vector<SchoolId>(own.everywhere().begin(), own.everywhere().end()),
              std::vector<SchoolId>(first.begin(), first.end()));
}

// Few of the schools a row lists are looked up in it, or all of the row is looked at: which, hangs on how many there
// are.
TEST(OwnProvision, IsTheSameLookedUpInRowsThatListAllSchoolsSomeOrNone) {
    auto without_some = std::make_shared<Map>(*testing::small_map());
    TravelTable rows;
    rows.first.push_back(0);
    for (std::size_t z = 0; z < without_some->zones.size(); ++z) {
        for (std::uint32_t k = without_some->travel.first[z]; k < without_some->travel.first[z + 1]; ++k) {
            if (without_some->travel.school[k] % 4 == z % 4) continue;
            rows.school.push_back(without_some->travel.school[k]);
            rows.metres.push_back(without_some->travel.metres[k]);
            rows.tenths.push_back(without_some->travel.tenths[k]);
        }
        rows.first.push_back(static_cast<std::uint32_t>(rows.school.size()));
    }
    without_some->travel = rows;
    for (const std::shared_ptr<const Map>& map : {testing::small_map(), std::shared_ptr<const Map>(without_some)}) {
        PlacementScene scene(map);
        scene.schools.base_places[SchoolId(testing::meadow)] = {10, 10};
        const OwnProvision own(*scene.map, scene.schools);
        for (std::uint32_t z = 0; z < map->zones.size(); ++z) {
            std::vector<SchoolId> sought;  // as one goes along the whole row, and the authority's own beyond it
            for_each_reachable(*map, map->schools.size(), ZoneId(z),
                               [&](SchoolId s, const Journey&) { sought.push_back(s); });
            const auto here = own.of(map->zones[z].authority);
            sought.insert(sought.end(), here.begin(), here.end());
            const auto could_be = [&](SchoolId s) { return std::count(sought.begin(), sought.end(), s) > 0; };
            const auto bases = base_candidates(*map, scene.schools, own, november, ZoneId(z), aged_8);
            for (const SchoolId s : {SchoolId(testing::st_anne), SchoolId(testing::meadow)}) {
                const auto found =
                    std::find_if(bases.begin(), bases.end(), [&](const auto& c) { return c.school == s; });
                const bool suits = mainstream_suits(map->school(s), aged_8) && could_be(s);
                EXPECT_EQ(found != bases.end(), suits) << "zone " << z << ", school " << s.value;
                if (found != bases.end()) {
                    EXPECT_EQ(int{found->tenths}, journey(*map, ZoneId(z), s).tenths);
                }
            }
        }
    }
}

TEST(OwnProvision, IsFoundWhereverInTheAuthorityAChildLives) {
    const PlacementScene near, far(with_short_rows());
    const OwnProvision own_near(*near.map, near.schools), own_far(*far.map, far.schools);
    for (std::uint32_t z = 0; z < 10; ++z) {
        const auto bases = base_candidates(*far.map, far.schools, own_far, november, ZoneId(z), aged_8);
        ASSERT_EQ(bases.size(), 1U) << "zone " << z;
        EXPECT_EQ(bases[0].school, SchoolId(testing::st_anne));
        const auto listed = base_candidates(*near.map, near.schools, own_near, november, ZoneId(z), aged_8);
        ASSERT_EQ(listed.size(), 1U);
        EXPECT_EQ(bases[0].tenths, listed[0].tenths) << "as far as where the row lists it, and once";
        EXPECT_EQ(special_candidates(*far.map, far.schools, own_far, november, ZoneId(z), aged_8).size(), 1U);
    }
}

TEST(OwnProvision, OfANeighbourIsFoundOnlyNearBy) {
    PlacementScene scene(with_short_rows());
    scene.schools.base_places[SchoolId(testing::wold_faith)] = {8, 0};  // the neighbour's, nearest to zone 10 alone
    const OwnProvision own(*scene.map, scene.schools);
    EXPECT_EQ(base_candidates(*scene.map, scene.schools, own, november, ZoneId(0), aged_8).size(), 1U);
    EXPECT_EQ(base_candidates(*scene.map, scene.schools, own, november, ZoneId(11), aged_8).size(), 1U)
        << "its own, though a special school is nearer";
}

TEST(OwnProvision, NobodyWaitsForABaseThatHasRoomInTheNextTown) {
    PlacementScene scene(with_short_rows());
    const PupilId p = scene.add(3, RequiredProvision::base, Setting::mainstream, SchoolId(testing::hill_junior), 7);
    scene.name(november);
    EXPECT_EQ(scene.pupils.setting[p], Setting::resourced_provision);
    EXPECT_EQ(scene.pupils.school[p], SchoolId(testing::st_anne));
}

}  // namespace
}  // namespace sendscape::own_provision_test
