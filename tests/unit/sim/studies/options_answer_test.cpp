// SPDX-License-Identifier: MIT
#include "sim/studies/options_answer.h"

#include <gtest/gtest.h>

#include "sim/studies/option_costs.h"
#include "tests/support/compared_options.h"

namespace sendscape::options_answer_test {
namespace {

using testing::compared;

TEST(ShortByOption, FewerInTheMeanAndInFewRunsIsNotFewer) {
    const ByCensus reference{{200, 200, 200, 200}, {200, 200, 200, 200}},
        one_run{{196, 200, 200, 200}, {190, 200, 200, 200}}, most{{201, 198, 198, 198}, {195, 195, 195, 201}};
    ShortByOption found;
    found.septembers = {Month(2028, 9), Month(2029, 9)};
    found.replicates = 4;
    for (const ByCensus& values : {reference, one_run, most}) {
        found.values.push_back(values);
        found.differences.emplace_back();
        for (std::size_t i = 0; i < 2; ++i)
            found.differences.back().push_back(paired_difference(reference[i], values[i]));
    }
    EXPECT_FALSE(found.fewer_since(1));
    EXPECT_EQ(found.fewer_since(2), Month(2028, 9));
}

TEST(OptionsAnswer, NamesTheOptionWithFewestShortByItsNumbers) {
    const ShortByOption found = short_by_option(compared());
    ASSERT_EQ(found.septembers.size(), 3U);
    const std::size_t best = found.best();
    for (std::size_t k = 0; k < 3; ++k)
        EXPECT_LE(range_of(found.values[best].back()).mean, range_of(found.values[k].back()).mean);
    const std::vector<OptionCosts> costs{
        {},
        option_costs(compared().pair(1), compared().capital(0), compared().capital(1)),
        option_costs(compared().pair(2), compared().capital(0), compared().capital(2))};
    const std::vector<std::string> answer = options_answer(compared(), found, costs, {});
    EXPECT_NE(answer.front().find(compared().options[best].title()), std::string::npos) << answer.front();
    EXPECT_NE(answer.front().find("of 6 runs"), std::string::npos) << answer.front();
    EXPECT_EQ(more_or_fewer(-68.4), "68 fewer");
    EXPECT_EQ(more_or_fewer(22), "22 more");
    EXPECT_EQ(more_or_fewer(0.2), "as many");
}

/// The answer on made-up costs of the last option: so many pounds to build and in revenue, so many child-years avoided.
std::string priced(double capital, double spend, double years) {
    const auto of = [](double difference) {
        return paired_difference(std::vector<double>(6, 0.0), std::vector<double>(6, difference));
    };
    OptionCosts costs;
    costs.capital = of(capital);
    costs.spend = of(spend);
    costs.transport = of(0);
    costs.suitable_years = of(years);
    costs.all_a_child_year = (capital + spend) / years;
    costs.of = 6;
    std::string text;
    for (const std::string& sentence : options_answer(compared(), short_by_option(compared()), {{}, costs, costs}, {}))
        text += sentence + " ";
    return text;
}

TEST(OptionsAnswer, PricesAChildYearWithoutASuitablePlaceAndAddsUpTheYears) {
    // £3 million to build, £1 million more a year's spend in all, for 100 child-years: £40,000 each.
    const std::string dear = priced(3e6, 1e6, 100);
    EXPECT_NE(
        dear.find("with the building £4.0 million more in all, for 100 fewer child-years without a suitable place"),
        std::string::npos)
        << dear;
    EXPECT_NE(dear.find("£40,000 each"), std::string::npos) << dear;
    const std::string cheap = priced(3e6, -5e6, 100);
    EXPECT_NE(cheap.find("£2.0 million less in all, for 100 fewer child-years"), std::string::npos) << cheap;
    EXPECT_EQ(cheap.find(" each."), std::string::npos) << "what saves has no price: " << cheap;
    EXPECT_NE(priced(0, 1e6, -20).find(": £1.0 million more in all, for 20 more child-years"), std::string::npos)
        << priced(0, 1e6, -20);
    EXPECT_NE(priced(0, 1e6, 0).find("for no child-year without a suitable place more or less"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::options_answer_test
