// SPDX-License-Identifier: MIT
#include "sim/studies/placed_tables.h"

#include <gtest/gtest.h>

#include "tests/support/compared_options.h"

namespace sendscape::placed_tables_test {
namespace {

using testing::compared;

TEST(PlacedTables, FollowEveryChildByNeedPhaseAreaAndDeprivation) {
    const std::string html = placed_section(compared());
    for (const char* const words : {"Child by child in September 2028", "By need: children", "By phase: children",
                                    "By planning area: children", "By deprivation of the home"})
        EXPECT_NE(html.find(words), std::string::npos) << words;
    EXPECT_EQ(html.find("plans by setting"), std::string::npos);
}

TEST(PlacedTables, OfFinishedRunsTellPlansBySetting) {
    const std::string html = placed_section(testing::finished_options());
    EXPECT_NE(html.find("plans by setting, January 2029"), std::string::npos);
    EXPECT_EQ(html.find("Child by child"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::placed_tables_test
