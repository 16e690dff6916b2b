// SPDX-License-Identifier: MIT
#include "maps/map_info.h"

#include <gtest/gtest.h>

#include "maps/county/synthetic_county.h"
#include "tests/support/data.h"
#include "tests/support/small_map.h"

namespace sendscape::map_info_test {
namespace {

TEST(MapInfo, SaysWhatTheCountyHolds) {
    const Map map =
        make_synthetic_county(std::string(SENDSCAPE_SOURCE_DIR) + "/configs/counties/wendshire.toml", 1, Parallel(2));
    const std::string text = describe_map(map);
    EXPECT_NE(text.find("Wendshire (invented), census of January 2026"), std::string::npos) << text;
    EXPECT_NE(text.find("state special                       7"), std::string::npos) << text;
    EXPECT_NE(text.find("Planning areas: 7."), std::string::npos) << text;
    EXPECT_NE(text.find("Content digest " + map.digest), std::string::npos) << text;
}

TEST(MapInfo, SaysWhatSen2TellsOfTheLatestJanuaryAndYear) {
    const auto words = [](const Sen2& sen2) {
        Map map;
        map.authorities = {{"358", "", "Trafford", true, sen2}};
        const std::string text = describe_map(map), begin = "  358 Trafford";
        const std::size_t at = text.find(begin) + begin.size();
        return text.substr(at, text.find('\n', at) - at);
    };
    PlanFlows flows;
    flows.year = 2021;
    flows.requests = 1413;
    flows.refused = 141;
    flows.new_plans = 269;
    flows.timed = 200;
    flows.in_time = 150;
    EXPECT_EQ(words({{{2021, 2300}, {2022, 2448}}, {flows}}),
              ": 2,448 plans maintained in January 2022; in 2021 1,413 requests, 10% refused, 269 new plans, 75% in 20 "
              "weeks");
    flows.refused = flows.timed = -1;
    EXPECT_EQ(words({{}, {flows}}), ": in 2021 1,413 requests, 269 new plans");
    EXPECT_EQ(words({}), "");
}

TEST(MapInfo, NamesThePlanningAreasWithTheirPupilsAndPlaces) {
    const auto map = testing::small_map();
    const std::string text = describe_map(*map);
    // West: St Anne's, Riverside, King's; East: Hill Infant, Hill Junior, Meadow, Oak. Neither has the halo's schools.
    EXPECT_NE(text.find("  West                                3       1,254        42        1,350              12\n"),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("  East                                4         809        97          910              66\n"),
              std::string::npos)
        << text;
    Map large = *map;
    large.areas.resize(300, large.areas[0]);
    EXPECT_NE(describe_map(large).find("and 260 more planning areas\n"), std::string::npos);
}

TEST(MapInfo, AnEmptyMapIsNoTrouble) { EXPECT_FALSE(describe_map(Map{}).empty()); }

}  // namespace
}  // namespace sendscape::map_info_test
