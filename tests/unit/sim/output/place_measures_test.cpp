// SPDX-License-Identifier: MIT
#include "sim/output/place_measures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/support/measured_world.h"

namespace sendscape::place_measures_test {
namespace {

using namespace testing;

using Town = MeasuredWorld;

constexpr std::size_t cell(std::size_t area, Phase phase, PlaceKind kind) {
    return (area * phase_count + static_cast<std::size_t>(phase)) * place_kind_count + static_cast<std::size_t>(kind);
}
constexpr std::size_t cells = 2 * phase_count * place_kind_count;
constexpr std::size_t west = 0,
                      east = 1;  // St Anne's with its base of 12 is in the west, Oak with 66 places in the east

TEST(PlaceMeasures, PlacesOfASchoolAreSharedAsItsRollIs) {
    Town town;
    auto& roll = town.world.schools.roll_by_year[SchoolId(oak_special)];
    roll.fill(0);
    roll[year_index(3)] = 20;
    roll[year_index(8)] = 40;
    const std::vector<double> places = town.values(specialist_places, cells);
    EXPECT_DOUBLE_EQ(places[cell(west, Phase::primary, PlaceKind::base)], 12);
    EXPECT_DOUBLE_EQ(places[cell(east, Phase::primary, PlaceKind::special)], 22);
    EXPECT_DOUBLE_EQ(places[cell(east, Phase::secondary, PlaceKind::special)], 44);
    double all = 0;
    for (const double value : places) all += value;
    EXPECT_DOUBLE_EQ(all, 78);  // Elm, independent and over the border, is in none
}

TEST(PlaceMeasures, AnEmptySchoolIsSharedByTheYearsItTeaches) {
    Town town;
    town.world.schools.roll_by_year[SchoolId(oak_special)].fill(0);
    const std::vector<double> places = town.values(specialist_places, cells);
    EXPECT_NEAR(places[cell(east, Phase::primary, PlaceKind::special)], 66 * 7 / 15.0, 1e-9);    // Reception to Year 6
    EXPECT_NEAR(places[cell(east, Phase::secondary, PlaceKind::special)], 66 * 5 / 15.0, 1e-9);  // Years 7 to 11
}

TEST(PlaceMeasures, TheGapKeepsHeadroomFree) {
    Town town;
    town.stocks.required[cell(west, Phase::primary, PlaceKind::base)] = 20;
    town.stocks.imports[cell(west, Phase::primary, PlaceKind::base)] = 3;
    town.stocks.exports[cell(west, Phase::primary, PlaceKind::base)] = 1;
    const std::vector<double> gap = town.values(planning_gap, cells);
    EXPECT_DOUBLE_EQ(gap[cell(west, Phase::primary, PlaceKind::base)], 22 - 12 * 0.96);
}

// A plan or none, from wherever: whoever is taught in alternative provision holds one of its places.
TEST(PlaceMeasures, WhoIsTaughtInAlternativeProvisionFillsIt) {
    Town town;
    auto map = std::make_shared<Map>(*town.world.map);
    map->schools[oak_special].setting = Setting::alternative_provision;
    town.world.map = map;
    auto& roll = town.world.schools.roll_by_year[SchoolId(oak_special)];
    roll.fill(0);
    roll[year_index(9)] = 80;
    town.stocks.required[cell(east, Phase::secondary, PlaceKind::alternative)] = 5;  // who wait for one
    const std::vector<double> gap = town.values(planning_gap, cells);
    EXPECT_DOUBLE_EQ(gap[cell(east, Phase::secondary, PlaceKind::alternative)], 85 - 66 * 0.96);
}

TEST(PlaceMeasures, OnlyChildrenAboveThePlacesAreOverNumber) {
    Town town;
    town.world.schools.roll[SchoolId(oak_special)] = 60;
    EXPECT_EQ(town.values(over_number, 1), std::vector<double>{0});
    town.world.schools.roll[SchoolId(oak_special)] = 70;
    EXPECT_EQ(town.values(over_number, 1), std::vector<double>{4});
}

TEST(PlaceMeasures, PlacesOnOrderAreToldByWhatIsBuilt) {
    Town town;
    town.world.authorities.pipeline = {
        {.authority = AuthorityId(0), .school = SchoolId(oak_special), .kind = BuildKind::expansion, .places = 20},
        {.authority = AuthorityId(0), .school = SchoolId(st_anne), .kind = BuildKind::base, .places = 12},
        {.authority = AuthorityId(1), .school = SchoolId(wold_faith), .kind = BuildKind::base, .places = 99}};
    EXPECT_EQ(town.values(places_on_order, build_kind_count), (std::vector<double>{12, 20, 0}));
}

TEST(PlaceMeasures, SurplusIsCapacityOverTheRollOfMainstreamSchools) {
    Town town;
    town.world.schools.capacity[SchoolId(riverside)] = 460;
    town.world.schools.roll[SchoolId(riverside)] = 410;
    town.world.schools.capacity[SchoolId(meadow)] = 300;
    town.world.schools.roll[SchoolId(meadow)] = 340;
    const std::vector<double> surplus = town.values(surplus_places, small_schools);
    EXPECT_EQ(surplus[riverside], 50);
    EXPECT_EQ(surplus[meadow], 0);
    EXPECT_TRUE(std::isnan(surplus[oak_special]));
}

TEST(PlaceMeasures, PupilsOfMainstreamAreCountedWhereTheirSchoolIs) {
    Town town;
    for (std::size_t row = 0; row < small_schools; ++row) town.world.schools.roll_by_year[SchoolId(row)].fill(0);
    town.world.schools.roll_by_year[SchoolId(riverside)][year_index(2)] = 40;
    town.world.schools.roll_by_year[SchoolId(kings)][year_index(7)] = 90;
    town.world.schools.roll_by_year[SchoolId(kings)][year_index(12)] = 30;
    town.world.schools.roll_by_year[SchoolId(oak_special)][year_index(8)] = 500;
    town.world.schools.roll_by_year[SchoolId(wold_faith)][year_index(3)] = 500;  // over the border
    const std::vector<double> pupils = town.values(mainstream_pupils, 2 * phase_count);
    const auto of = [&](Phase phase) {
        const auto at = static_cast<std::size_t>(phase);
        return pupils[at] + pupils[phase_count + at];
    };
    EXPECT_DOUBLE_EQ(of(Phase::primary), 40);
    EXPECT_DOUBLE_EQ(of(Phase::secondary), 90);
    EXPECT_DOUBLE_EQ(of(Phase::post16), 30);
    EXPECT_DOUBLE_EQ(of(Phase::early_years), 0);
}

TEST(PlaceMeasures, JourneysWithoutAPlanAreThoseOfAllOthersAtASchool) {
    Town town;
    Pupils& pupils = town.world.pupils;
    for (std::size_t row = 0; row < pupils.size(); ++row) pupils.journey[PupilId(row)] = 0;
    std::uint16_t made = 0;
    for (std::size_t row = 0; row < pupils.size() && made < 3; ++row) {
        const PupilId p(row);
        if (!pupils.school[p].exists() || pupils.ncy[p] != 3 || town.world.residence(p) != AuthorityId(0)) continue;
        pupils.provision[p] = made == 2 ? Provision::plan : Provision::none;
        pupils.journey[p] = made == 2 ? 900 : static_cast<std::uint16_t>(100 + 100 * made);
        ++made;
    }
    take_stock(town.world, town.scope, true, town.stocks);
    const std::vector<double> minutes = town.values(journey_without_plan, phase_count);
    EXPECT_DOUBLE_EQ(minutes[static_cast<std::size_t>(Phase::primary)], 15);
    EXPECT_TRUE(std::isnan(minutes[static_cast<std::size_t>(Phase::secondary)]));
}

}  // namespace
}  // namespace sendscape::place_measures_test
