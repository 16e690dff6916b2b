// SPDX-License-Identifier: MIT
#include "sim/output/grant_years.h"

#include <gtest/gtest.h>

#include <cctype>
#include <cmath>

#include "agents/authority/authorities.h"
#include "sim/output/report.h"
#include "sim/output/summary.h"
#include "tests/support/output_run.h"

namespace sendscape::grant_years_test {
namespace {

// "£12.3 million", "-£850,000": the first amount of a line, in pounds.
double first_amount(const std::string& line) {
    const std::size_t pound = line.find("£");
    if (pound == std::string::npos) return std::nan("");
    std::string digits;
    std::size_t at = pound + std::string("£").size();
    for (;
         at < line.size() && (std::isdigit(static_cast<unsigned char>(line[at])) || line[at] == '.' || line[at] == ',');
         ++at)
        if (line[at] != ',') digits += line[at];
    const double size = std::stod(digits) * (line.compare(at, 8, " million") == 0 ? 1e6 : 1);
    return pound > 0 && line[pound - 1] == '-' ? -size : size;
}

double amount_of(const std::string& text, const std::string& row, std::size_t after) {
    const std::size_t at = text.find(row, after);
    EXPECT_NE(at, std::string::npos) << row;
    return at == std::string::npos ? std::nan("") : first_amount(text.substr(at, text.find('\n', at) - at));
}

TEST(GrantYears, ThePrintedLinesAddUpToTheBalance) {
    const std::string text = summary_text(testing::small_run(2, 2));
    // The first year has the stability grant, the second has not.
    for (const bool first : {true, false}) {
        const std::size_t at = text.find(first ? "Year to January 2027" : "Year to January 2028");
        ASSERT_NE(at, std::string::npos) << text;
        const double before = amount_of(text, "balance at its start", at),
                     income = amount_of(text, "+ high needs income", at);
        const double spend = amount_of(text, "- high needs spend", at),
                     after = amount_of(text, "= balance at its end", at);
        const double relief = first ? amount_of(text, "+ stability grant", at) : 0;
        if (!first) {
            EXPECT_EQ(text.find("+ stability grant", at), std::string::npos);
        }
        // Four numbers, each rounded to a thousand pounds or (from a million) to a hundred thousand.
        EXPECT_NEAR(before + income - spend + relief, after, 150'000.0) << text.substr(at, 800);
    }
}

TEST(GrantYears, ReliefIsTheStabilityGrantAndNothingElse) {
    const auto run = testing::small_run(2, 1);
    double share = 0, interest = 0;
    for (const RecordedParameter& one : run.parameters) {
        if (one.key == "authority.stability_grant") share = one.value;
        if (one.key == "authority.interest") interest = one.value;
    }
    ASSERT_GT(share, 0);
    ASSERT_GT(interest, 0);
    const Month first(2027, 1), second(2028, 1);
    const double deficit_at_march_2026 = -run.range("high_needs_balance", Month(2026, 3)).mean;
    ASSERT_GT(deficit_at_march_2026, 0);
    const GrantYear year = grant_year(run, first);
    EXPECT_NEAR(year.relief.mean, share * deficit_at_march_2026, 1.0);
    EXPECT_NEAR(grant_year(run, second).relief.mean, 0, 1.0);
    EXPECT_FALSE(grant_year(run, second).has_relief());
    EXPECT_GT(year.interest.mean, 0);
    EXPECT_NEAR(year.spend.mean + year.interest.mean, run.range_year("high_needs_spend", first).mean, 0.01);
}

TEST(GrantYears, NotesSayWhatMovesTheBalanceAndWhatIsAssumed) {
    auto run = testing::small_run(3, 1);
    const auto all = [&] {
        std::string text;
        for (const std::string& note : money_notes(run)) text += note + "\n";
        return text;
    };
    const std::string text = all();
    EXPECT_NE(text.find("is assumed from England's deficits"), std::string::npos) << text;
    EXPECT_NE(text.find("In October 2026 the High Needs Stability Grant pays 90%"), std::string::npos) << text;
    EXPECT_NE(text.find("In April 2028 income rises"), std::string::npos) << text;
    EXPECT_NE(text.find("authority.settlement_2028"), std::string::npos);
    EXPECT_NE(report_html(run).find("In April 2028 income rises"), std::string::npos);
    for (RecordedParameter& one : run.parameters)
        if (one.key == "authority.deficit_at_start" || one.key == "authority.settlement_2028") one.value = 0;
    EXPECT_EQ(all().find("is assumed from"), std::string::npos) << all();
    EXPECT_EQ(all().find("April 2028"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::grant_years_test
