// SPDX-License-Identifier: MIT
#include "sim/studies/options_page.h"

#include <gtest/gtest.h>

#include "tests/support/compared_options.h"

namespace sendscape::options_page_test {
namespace {

using testing::compared;

TEST(OptionsPage, BeginsWithTheAnswerAndSaysHowItWasCompared) {
    const std::string page = options_html(compared());
    EXPECT_NE(page.find("<p class=\"answer\">"), std::string::npos);
    EXPECT_LT(page.find("<p class=\"answer\">"), page.find("<h2"));
    for (const char* const id : {"not-settled", "septembers", "cost", "thresholds", "moved", "placed", "gap", "how"})
        EXPECT_NE(page.find("<h2 id=\"" + std::string(id) + "\">"), std::string::npos) << id;
    EXPECT_NE(page.find("8 places &lt;"), std::string::npos) << "titles are escaped";
    EXPECT_EQ(page.find("8 places <"), std::string::npos);
    EXPECT_EQ(
        page.find("http://") == std::string::npos ? 0 : page.find("http://www.w3.org/2000/svg") != std::string::npos, 1)
        << "nothing is fetched";
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_NE(page.find("as-reference"), std::string::npos);
    EXPECT_NE(page.find("Attainment gap, as asked for"), std::string::npos);
    EXPECT_NE(page.find("100% (6 of 6 runs)"), std::string::npos) << "two plans more, in every run";
    EXPECT_NE(page.find("0% (0 of 6 runs)"), std::string::npos) << "a million short, in none";
    EXPECT_TRUE(page == options_html(compared()));
}

TEST(OptionsPage, HoldsOptionsAgainstEachOtherWhereThereAreSeveral) {
    Comparison several = compared();
    const std::string page = options_html(several);
    const std::size_t table = page.find("Options against each other");
    ASSERT_NE(table, std::string::npos);
    // The answer tells the same: the second is above the first in 1 of 6 runs, 1 fewer to 1 more.
    EXPECT_LT(page.find("20 places &lt;", table), page.find("8 places &lt;", table));
    several.options.resize(2);
    EXPECT_EQ(options_html(several).find("Options against each other"), std::string::npos) << "there is but one";
}

TEST(OptionsPage, TellsTheGapByWhatPlansRequireWhereAllWereLivedHere) {
    Comparison here = compared();
    here.add_gap_by_provision();
    const std::string page = options_html(here), csv = options_csv(here);
    for (const char* const words : {"Provision required", "What they have instead", "<details><summary>September 2028"})
        EXPECT_NE(page.find(words), std::string::npos) << words;
    EXPECT_NE(csv.find("late,shortfall_by_provision,children,2028-09,,,,,,,special,"), std::string::npos);
    Comparison with_a_run = compared();
    with_a_run.options[1].watched = false;
    with_a_run.add_gap_by_provision();
    const std::string other = options_html(with_a_run);
    EXPECT_EQ(other.find("Provision required"), std::string::npos);
    EXPECT_NE(other.find("<details open><summary>September 2028"), std::string::npos);
    EXPECT_EQ(page.find("Who gains and who loses a school"), std::string::npos) << "no option is about admissions";
}

}  // namespace
}  // namespace sendscape::options_page_test
