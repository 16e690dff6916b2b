// SPDX-License-Identifier: MIT
#include "sim/studies/page_words.h"

#include <gtest/gtest.h>

#include <limits>

namespace sendscape::page_words_test {
namespace {

constexpr const char* joined_plus = "+\xE2\x81\xA0";  // with a mark that keeps it on the line of its number

TEST(PageWords, ValuesAreWrittenInTheirUnit) {
    EXPECT_EQ(in_unit(0.123, "share"), "12.3%");
    EXPECT_EQ(in_unit(2.184, "times"), "2.18");
    EXPECT_EQ(in_unit(0.0814, "index"), "0.081");
    EXPECT_EQ(in_unit(12.34, "weeks"), "12.3");
    EXPECT_EQ(in_unit(1204.2, "children"), "1,204");
    EXPECT_EQ(in_unit(3.5, "children"), "3.5");
    EXPECT_EQ(in_unit(1'200'000, "pounds"), "£1.2 million");
    EXPECT_EQ(in_unit(std::numeric_limits<double>::quiet_NaN(), "share"), "-");
    EXPECT_EQ(year_of(Month(2026, 7)), 2026.5);
    EXPECT_EQ(measure_words("specialist_shortfall"), "Specialist shortfall");
}

TEST(PageWords, DifferencesHaveASignAndARangeWhereThereIsOne) {
    EXPECT_EQ(signed_in_unit(0.012, "share"), std::string(joined_plus) + "1.2 points");
    EXPECT_EQ(signed_in_unit(-40, "children"), "-40");
    PairedDifference told;
    told.difference = -4;
    told.p05 = -6;
    told.p95 = 1;
    told.pairs = 4;
    told.share_below_zero = 0.75;
    EXPECT_EQ(difference_text(told, "children"), std::string("-4 (-6 to ") + joined_plus + "1)");
    EXPECT_NE(runs_below(told).find('3'), std::string::npos);
    told.p05 = told.p95 = -4;
    EXPECT_EQ(difference_text(told, "children"), "-4") << "the same in every run";
    told.pairs = 1;
    EXPECT_EQ(range_in_unit(told, "children"), "");
}

TEST(PageWords, WhatOthersWroteIsEscaped) {
    EXPECT_EQ(bullet_list({"a < b"}), "<ul><li>a &lt; b</li>\n</ul>\n");
    EXPECT_EQ(section_heading("who", "A & B"), "<h2 id=\"who\">A &amp; B</h2>\n");
}

}  // namespace
}  // namespace sendscape::page_words_test
