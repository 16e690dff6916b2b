// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/sensitivity_page.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "tests/support/made_up_sweep.h"

namespace sendscape::sensitivity_page_test {
namespace {

SweepResult with_a_balance() {
    SweepResult result = testing::made_up_sweep([](double x, double y, int level) { return 400 * x + 40 * y + level; });
    MeasureColumn balance = result.measures.front();
    balance.shape.name = "high_needs_balance";
    balance.shape.unit = "pounds";
    for (std::size_t p = 0; p < result.points; ++p) balance.values[p] = -1e6 * (2 - result.factors[0].numbers[p]);
    result.measures.push_back(balance);
    return result;
}

TEST(SensitivityPage, BeginsWithWhatMattersAndWhenItIsWorst) {
    const SweepResult result = with_a_balance();
    const Sensitivity found = find_sensitivity(result, {{"specialist_shortfall", 300}});
    const std::string text = sensitivity_text(result, found);
    EXPECT_NE(text.find("Specialist shortfall hangs most on x, which moves its mean by 3"), std::string::npos) << text;
    EXPECT_NE(text.find("Specialist shortfall is more than 300 in September 2035 whenever x is 0."), std::string::npos)
        << text;
    const std::string page = sensitivity_html(result, found);
    for (const char* const part : {"class=\"chart tornado\"", "class=\"chart heat\"", "class=\"chart line\"",
                                   "class=\"chart dots\"", "Cost against children short", "What was run"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("nan"), std::string::npos);
}

// Differences are told so that they can be taken from what stands beside them; six points hold a box by chance.
TEST(SensitivityPage, RoundingHidesNoDifferenceAndFewPointsTellNoBox) {
    SweepResult result = testing::made_up_sweep([](double x, double, int) { return 18.9 + 5.4 * x; });
    std::string text = sensitivity_text(result, find_sensitivity(result, {{"specialist_shortfall", 20.4}}));
    EXPECT_NE(text.find("is more than 20.4 in September 2035 whenever x"), std::string::npos) << text;
    EXPECT_NE(text.find("from 19."), std::string::npos) << text;
    constexpr std::size_t few = 6;
    result.points = few;
    result.status.resize(few);
    result.digests.resize(few);
    for (FactorColumn& factor : result.factors) factor.numbers.resize(few);
    for (MeasureColumn& measure : result.measures) measure.values.resize(few);
    text = sensitivity_text(result, find_sensitivity(result, {{"specialist_shortfall", 20.4}}));
    EXPECT_NE(text.find("of 6 points, too few to tell"), std::string::npos) << text;
}

TEST(SensitivityPage, TellsMorrisAndSobolOfTheirDesigns) {
    SweepResult result = with_a_balance();
    result.design = "morris";
    EXPECT_NE(sensitivity_html(result, find_sensitivity(result, {})).find("Elementary effects"), std::string::npos);
    result.design = "saltelli";
    EXPECT_NE(sensitivity_html(result, find_sensitivity(result, {})).find("Total Sobol indices"), std::string::npos);
}

TEST(SensitivityPage, RefusesWhatItCannotTell) {
    SweepResult result = with_a_balance();
    EXPECT_THROW(find_sensitivity(result, {{"plans_issued", 3}}), InputError);
    result.status.assign(result.points, RunStatus::failed);
    EXPECT_THROW(find_sensitivity(result, {}), InputError);
}

}  // namespace
}  // namespace sendscape::sensitivity_page_test
