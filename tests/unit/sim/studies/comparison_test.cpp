// SPDX-License-Identifier: MIT
#include "sim/studies/comparison.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "sim/core/error.h"
#include "sim/studies/options_page.h"
#include "tests/support/compared_options.h"

namespace sendscape::comparison_test {
namespace {

using testing::compared;

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line)
        if (c == ',')
            cells.emplace_back();
        else
            cells.back() += c;
    return cells;
}

TEST(Comparison, OptionsOfOneTitleAreToldApartByTheirNames) {
    Comparison comparison;
    for (const auto& [name, title] : {std::pair{"plain", "As things are"}, {"a", "A base"}, {"b", "A base"}}) {
        ComparedOption option;
        option.name = name;
        option.label = title;
        comparison.options.push_back(std::move(option));
    }
    comparison.tell_apart();
    EXPECT_EQ(comparison.options[0].title(), "As things are");
    EXPECT_EQ(comparison.options[1].title(), "A base (a)");
    EXPECT_EQ(comparison.options[2].title(), "A base (b)");
}

TEST(OptionsCsv, HasTheColumnsOfTheContractAndTheNumbersOfTwoRuns) {
    std::istringstream text(options_csv(compared()));
    std::string line;
    std::getline(text, line);
    EXPECT_EQ(line,
              "option,measure,unit,month,authority,area,phase,age,need,setting,kind,service,heading,preference,decile,"
              "reference,value,difference,p05,p50,p95,share_below_zero");
    std::size_t rows = 0;
    std::map<std::string, std::vector<std::string>> capital;
    std::vector<std::string> shortfall, places;
    while (std::getline(text, line)) {
        const std::vector<std::string> cells = split(line);
        ASSERT_EQ(cells.size(), 22U) << line;
        ++rows;
        if (cells[1] == "capital_spend") capital[cells[0] + cells[3] + cells[10]] = cells;
        const bool whole = line.find("2028-09,,,,,,,,,,,,") != std::string::npos;
        if (cells[0] == "late" && cells[1] == "specialist_shortfall" && whole) shortfall = cells;
        EXPECT_TRUE(cells[1] != "plans_maintained" || cells[4] == "901") << "the only authority is named";
        EXPECT_TRUE(cells[3].ends_with("-01") || cells[3].ends_with("-09") || cells[1] == "capital_spend") << line;
    }
    EXPECT_GT(rows, 1000U);
    ASSERT_EQ(shortfall.size(), 22U) << "all children short in a September are told together";
    const PairedDifference told = paired_difference(compared().pair(2), {"specialist_shortfall", {}}, Month(2028, 9));
    EXPECT_NEAR(std::stod(shortfall[17]), told.difference, 1e-4);
    EXPECT_NEAR(std::stod(shortfall[21]), told.share_below_zero, 1e-4);
    // 8 places at £35,000 in 2026; £1.5 million as the entry says in 2027, ordered of itself the same in both.
    EXPECT_NEAR(std::stod(capital["early2026-12"][17]), 280'000, 1e-6);
    EXPECT_NEAR(std::stod(capital["late2027-12"][17]), 1.5e6, 1e-6);
    EXPECT_NEAR(std::stod(capital["early2027-12"][17]), 0, 1e-6);
    EXPECT_NEAR(std::stod(capital["early2026-12base"][17]), 280'000, 1e-6) << "by what is built";
    EXPECT_FALSE(capital.contains("early2026-01")) << "of calendar years alone";
    EXPECT_TRUE(capital.contains("early2029-01")) << "the last year is lived to its January";
    EXPECT_FALSE(capital.contains("early2029-12")) << "a December that nobody lived";
}

TEST(ComparisonWarnings, SayWhatFinishedRunsDoNotKeep) {
    EXPECT_TRUE(comparison_warnings(compared()).empty());
    Comparison finished = testing::finished_options();
    const std::vector<std::string> warnings = comparison_warnings(finished);
    ASSERT_EQ(warnings.size(), 1U) << "the runs kept what was built";
    EXPECT_NE(warnings[0].find("orders places of itself, by what it sees"), std::string::npos);
    EXPECT_NE(options_html(finished).find("plans by setting"), std::string::npos);
    EXPECT_NE(options_html(finished).find("under the luck of the same run"), std::string::npos);
    finished.options[2].lived.run.seed += 1;
    EXPECT_EQ(comparison_warnings(finished).size(), 2U);
    EXPECT_NE(options_html(finished).find("do not all share luck"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::comparison_test
