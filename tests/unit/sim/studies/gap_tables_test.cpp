// SPDX-License-Identifier: MIT
#include "sim/studies/gap_tables.h"

#include <gtest/gtest.h>

#include "tests/support/compared_options.h"

namespace sendscape::gap_tables_test {
namespace {

using testing::compared;

TEST(GapTables, BeginWithTheLastSeptemberAndFoldTheOthers) {
    const ShortByOption found = short_by_option(compared());
    const std::string html = gap_section(compared(), found);
    EXPECT_NE(html.find("<details open><summary>September 2028"), std::string::npos);
    EXPECT_NE(html.find("<details><summary>September 2026"), std::string::npos);
    EXPECT_LT(html.find("September 2028"), html.find("September 2026"));
    EXPECT_NE(html.find("What they have instead"), std::string::npos);
}

TEST(GapTables, TellByWhatPlansRequireWhereThatIsKnown) {
    Comparison here = compared();
    here.add_gap_by_provision();
    const std::string html = gap_section(here, short_by_option(here));
    EXPECT_NE(html.find("Provision required"), std::string::npos);
    EXPECT_EQ(html.find("<details open>"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::gap_tables_test
