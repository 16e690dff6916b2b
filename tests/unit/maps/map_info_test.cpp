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
