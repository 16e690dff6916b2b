// SPDX-License-Identifier: MIT
#include "maps/map_check.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <limits>

#include "maps/map_file.h"
#include "sim/core/error.h"
#include "tests/support/forged_file.h"
#include "tests/support/small_map.h"

namespace sendscape::map_check_test {
namespace {

struct Forgery {
    const char* variable;  ///< named in the message
    std::function<void(Map&)> act;
};

/// Each is sealed by the writer itself: only what it says is wrong.
const std::vector<Forgery>& forgeries() {
    static const std::vector<Forgery> all{
        {"/zones/area", [](Map& m) { m.zones[3].area = AreaId(99); }},
        {"/zones/authority", [](Map& m) { m.zones[3].authority = AuthorityId(2); }},
        {"/zones/authority", [](Map& m) { m.zones[3].authority = AuthorityId(); }},
        {"/zones/node", [](Map& m) { m.zones[3].node = NodeId(0); }},
        {"/zones/decile", [](Map& m) { m.zones[3].decile = 0; }},
        {"/zones/x", [](Map& m) { m.zones[3].x = std::numeric_limits<std::int32_t>::min(); }},
        {"/zones/residents", [](Map& m) { m.zones[3].residents[7] = -1; }},
        {"/plans_maintained/year",
         [](Map& m) {
             m.authorities[0].sen2.plans = {{2019}, {2019}};
         }},
        {"/plans_maintained/year",
         [](Map& m) {
             m.authorities[0].sen2.plans = {{2020}, {2019}};
         }},
        {"/plans_maintained/year", [](Map& m) { m.authorities[0].sen2.plans = {{0}}; }},
        {"/plans_maintained/total",
         [](Map& m) {
             m.authorities[0].sen2.plans = {{2019, -1}};
         }},
        {"/plans_maintained/by_need",
         [](Map& m) {
             m.authorities[1].sen2.plans = {{2019, 1, {}, {}, {-4}}};
         }},
        {"/plan_flows/year",
         [](Map& m) {
             m.authorities[0].sen2.flows = {{2020}, {2019}};
         }},
        {"/plan_flows/agreed",
         [](Map& m) {
             m.authorities[0].sen2.flows = {{2020, 5, -2}};
         }},
        {"/plan_flows/new_by_setting",
         [](Map& m) {
             m.authorities[0].sen2.flows = {{2020}};
             m.authorities[0].sen2.flows[0].new_by_setting[3] = -1;
         }},
        {"/areas/authority", [](Map& m) { m.areas[1].authority = AuthorityId(99); }},
        {"/schools/area", [](Map& m) { m.schools[2].area = AreaId(99); }},
        {"/schools/zone", [](Map& m) { m.schools[2].zone = ZoneId(12); }},
        {"/schools/authority", [](Map& m) { m.schools[2].authority = AuthorityId(99); }},
        {"/schools/setting", [](Map& m) { m.schools[2].setting = Setting::gone; }},
        {"/schools/phase", [](Map& m) { m.schools[2].phase = static_cast<SchoolPhase>(9); }},
        {"/schools/low_ncy", [](Map& m) { m.schools[2].low_ncy = 9; }},
        {"/schools/high_ncy", [](Map& m) { m.schools[2].high_ncy = 99; }},
        {"/schools/roll", [](Map& m) { m.schools[2].roll = -5; }},
        {"/schools/plans", [](Map& m) { m.schools[2].plans = 5000; }},
        {"/schools/fsm_share", [](Map& m) { m.schools[2].fsm_share = std::numeric_limits<float>::quiet_NaN(); }},
        {"/schools/base_kind", [](Map& m) { m.schools[2].base_kind = Setting::neet; }},
        {"/schools/inspection_grade", [](Map& m) { m.schools[2].inspection_grade = 77; }},
        {"/schools/opens", [](Map& m) { m.schools[2].opens = Month(2147483646); }},
        {"/schools/node", [](Map& m) { m.schools[2].node = NodeId(3); }},
        {"/schools/sex", [](Map& m) { m.schools[2].sex = static_cast<Sex>(3); }},
        {"/schools/x", [](Map& m) { m.schools[2].x = 20'000'000; }},
        {"/schools/base_places", [](Map& m) { m.schools[2].base_places[1] = -1; }},
        {"/schools/designated", [](Map& m) { m.schools[2].designated = 0xFFFF; }},
        {"/schools/attainment", [](Map& m) { m.schools[2].attainment = 101; }},
        {"/schools/closes", [](Map& m) { m.schools[2].closes = Month(-5); }},
        {"/travel_school/school", [](Map& m) { m.travel.school[4] = 5000; }},
        {"/travel_school/school", [](Map& m) { std::swap(m.travel.school[4], m.travel.school[5]); }},
        {"/travel_first/first", [](Map& m) { m.travel.first[4] = 5000; }},
        {"/travel_first/first", [](Map& m) { m.travel.first.pop_back(); }},
        {"/travel_tenths/tenths", [](Map& m) { m.travel.tenths.pop_back(); }},
        {"detour_factor", [](Map& m) { m.detour_factor = std::numeric_limits<double>::quiet_NaN(); }},
        {"/roads_head/head",
         [](Map& m) {
             m.roads = {{0, 9}, {0, 9}, {0, 1, 1}, {7}, {9.f}, {1.f}, {1}};
         }},
        {"/roads_first_arc/first_arc",
         [](Map& m) {
             m.roads = {{0, 9}, {0, 9}, {0, 5, 1}, {1}, {9.f}, {1.f}, {1}};
         }},
        {"/roads_seconds/seconds",
         [](Map& m) {
             m.roads = {{0, 9}, {0, 9}, {0, 1, 1}, {1}, {9.f}, {}, {1}};
         }},
    };
    return all;
}

class MapCheck : public ::testing::Test {
  protected:
    std::filesystem::path path_ =
        std::filesystem::path(::testing::TempDir()) / ("sendscape-map-check-" + std::to_string(::getpid()) + ".h5");
    void TearDown() override { std::filesystem::remove(path_); }

    std::string refusal() {
        try {
            (void)read_map(path_);
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }
};

TEST_F(MapCheck, AForgedMapIsRefusedNamingFileAndVariable) {
    for (const Forgery& forgery : forgeries()) {
        Map map = *testing::small_map();
        forgery.act(map);
        write_map(map, path_, true);
        const std::string said = refusal();
        EXPECT_NE(said.find(path_.string()), std::string::npos) << forgery.variable << ": " << said;
        EXPECT_NE(said.find(forgery.variable), std::string::npos) << said;
    }
}

TEST_F(MapCheck, TheSmallMapItselfIsRead) {
    Map map = *testing::small_map();
    write_map(map, path_, true);
    EXPECT_EQ(refusal(), "");
}

TEST_F(MapCheck, OutlinesOfNoAreaOrWithARingLeftOutAreRefused) {
    // The corners' columns are bytes in the file as they stand: eight of them, areas 0 0 0 0 1 1 1 1.
    const auto forged = [&](std::vector<std::uint32_t> was, std::vector<std::uint32_t> is) {
        Map map = *testing::small_map();
        map.travel = {};
        write_map(map, path_, true);
        EXPECT_EQ(testing::forge(path_, was, is, 0), 1u);
        return refusal();
    };
    EXPECT_NE(forged({0, 0, 0, 0, 1, 1, 1, 1}, {0, 0, 0, 0, 1, 1, 1, 99}).find("/outlines/area"), std::string::npos);
}

TEST_F(MapCheck, AColumnShorterOrImpossiblyLongerThanItsTableIsRefused) {
    // A list's extent stands in the file as its rank and flags, then its present and greatest size: nine schools.
    Map map = *testing::small_map();
    write_map(map, path_, true);
    constexpr std::uint64_t list = 0x010101;
    const std::vector<std::uint64_t> nine{list, 9, 9};
    for (const std::uint64_t other : {std::uint64_t{8}, std::uint64_t{1} << 39, std::uint64_t{1} << 63}) {
        std::size_t columns = 0;
        for (; testing::forge(path_, nine, {list, other, std::max<std::uint64_t>(other, 9)}, columns) == 1; ++columns) {
            EXPECT_NE(refusal(), "") << other << ", column " << columns;
            write_map(map, path_, true);
        }
        EXPECT_GT(columns, 25u);
    }
}

}  // namespace
}  // namespace sendscape::map_check_test
