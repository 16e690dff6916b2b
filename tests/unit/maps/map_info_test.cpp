// SPDX-License-Identifier: MIT
#include "maps/map_info.h"

#include <gtest/gtest.h>

#include "maps/county/synthetic_county.h"
#include "tests/support/data.h"

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

TEST(MapInfo, AnEmptyMapIsNoTrouble) { EXPECT_FALSE(describe_map(Map{}).empty()); }

}  // namespace
}  // namespace sendscape::map_info_test
