// SPDX-License-Identifier: MIT
#include "sim/studies/options_answer.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/studies/option_costs.h"
#include "tests/support/compared_options.h"

namespace sendscape::options_answer_test {
namespace {

using testing::compared;

ShortByOption found_of(const std::vector<ByCensus>& all) {
    ShortByOption found;
    found.replicates = all.front().front().size();
    for (std::size_t i = 0; i < all.front().size(); ++i) found.septembers.emplace_back(2028 + static_cast<int>(i), 9);
    for (const ByCensus& values : all) {
        found.values.push_back(values);
        found.differences.emplace_back();
        for (std::size_t i = 0; i < values.size(); ++i)
            found.differences.back().push_back(paired_difference(all.front()[i], values[i]));
    }
    return found;
}

TEST(ShortByOption, MarksTheSeptembersInWhichTheRangeHoldsNoNought) {
    const std::vector<double> all(6, 200.0);
    const ByCensus reference(5, all);
    ByCensus option(5, all);
    option[1] = {190, 191, 192, 189, 190, 188};  // fewer in all
    option[2] = {190, 191, 192, 189, 190, 201};  // ... in all but one
    option[3] = {150, 150, 150, 150, 150, 150};
    option[4] = {210, 211, 212, 209, 210, 208};
    const ShortByOption found = found_of({reference, option});
    EXPECT_EQ(found.clear(1, true), (std::vector<char>{0, 1, 0, 1, 0}));
    EXPECT_EQ(found.clear(1, false), (std::vector<char>{0, 0, 0, 0, 1}));
}

TEST(ShortByOption, SeptembersAreTold) {
    std::vector<Month> years;
    for (int year = 2027; year <= 2034; ++year) years.emplace_back(year, 9);
    EXPECT_EQ(septembers_in_words(years, {0, 0, 0, 0, 1, 1, 1, 1}), "every September from 2031 to 2034");
    EXPECT_EQ(septembers_in_words(years, {1, 1, 0, 1, 1, 0, 1, 1}),
              "every September from 2027 to 2034 but 2029 and 2032");
    EXPECT_EQ(septembers_in_words(years, {1, 0, 0, 0, 0, 0, 0, 1}), "September 2027 and 2034");
    EXPECT_EQ(septembers_in_words(years, {0, 0, 1, 0, 0, 0, 0, 0}), "September 2029");
    EXPECT_EQ(septembers_in_words(years, {0, 0, 0, 0, 0, 0, 1, 1}), "September 2033 and 2034");
    EXPECT_EQ(septembers_in_words(years, std::vector<char>(8, 0)), "");
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
    const std::vector<std::string> answer = options_answer(compared(), found, costs);
    EXPECT_NE(answer.front().find(compared().options[best].title()), std::string::npos) << answer.front();
    EXPECT_NE(answer.front().find("of 6 runs"), std::string::npos) << answer.front();
    EXPECT_EQ(more_or_fewer(-68.4), "68 fewer");
    EXPECT_EQ(more_or_fewer(22), "22 more");
    EXPECT_EQ(more_or_fewer(0.2), "as many");
}

/// The answer on made-up costs of the last option: so many pounds to build and in revenue, so many child-years avoided,
/// which `spread` more or fewer are in single runs.
std::string priced(double capital, double spend, double years, double spread = 0) {
    const auto of = [](double difference, double by = 0) {
        return paired_difference(std::vector<double>(6, 0.0),
                                 {difference - by, difference, difference, difference, difference, difference + by});
    };
    OptionCosts costs;
    costs.capital = of(capital);
    costs.spend = costs.revenue = of(spend);
    costs.transport = of(0);
    costs.suitable_years = of(years, spread);
    costs.of = 6;
    std::string text;
    for (const std::string& sentence : options_answer(compared(), short_by_option(compared()), {{}, costs, costs}))
        text += sentence + " ";
    return text;
}

TEST(OptionsAnswer, PricesAChildYearWithoutASuitablePlaceAndAddsUpTheYears) {
    // £3 million to build, £1 million more to run in all, for 100 child-years: £40,000 each.
    const std::string dear = priced(3e6, 1e6, 100);
    EXPECT_NE(dear.find("costs £3.0 million more to build and £1.0 million more to run by January 2029: £40,000 for "
                        "each of the 100 child-years without a suitable place that it avoids over 2.3 years of use."),
              std::string::npos)
        << dear;
    const std::string cheap = priced(3e6, -5e6, 100);
    EXPECT_NE(cheap.find("£2.0 million less in all, and 100 child-years without a suitable place avoided."),
              std::string::npos)
        << cheap;
    EXPECT_NE(priced(0, 1e6, -20).find(", for 20 more child-years without a suitable place."), std::string::npos)
        << priced(0, 1e6, -20);
    EXPECT_NE(priced(0, 1e6, 0).find("for no child-year without a suitable place more or less"), std::string::npos);
}

TEST(OptionsAnswer, TellsNoPriceWhereTheRangeOfChildYearsHoldsNought) {
    const std::string text = priced(6e6, 4e5, 4, 27);
    EXPECT_EQ(text.find(" for each of"), std::string::npos) << text;
    EXPECT_NE(text.find("No price of a child-year is told: whether fewer child-years without a suitable place come of "
                        "it is not sure (range 31 fewer to 23 more)."),
              std::string::npos)
        << text;
}

TEST(OptionsAnswer, SaysByWhoseOrdersAndCanBeReadInHalfAMinute) {
    const ShortByOption found = short_by_option(compared());
    const std::vector<OptionCosts> costs{
        {},
        option_costs(compared().pair(1), compared().capital(0), compared().capital(1)),
        option_costs(compared().pair(2), compared().capital(0), compared().capital(2))};
    std::string text;
    for (const std::string& sentence : options_answer(compared(), found, costs)) text += sentence + " ";
    EXPECT_NE(text.find("another reference, or --orders own, may give another answer"), std::string::npos) << text;
    EXPECT_NE(text.find("Not settled by this: what comes after September 2028"), std::string::npos) << text;
    // Two options beside the reference; some 150 words a minute are read aloud.
    EXPECT_LE(std::count(text.begin(), text.end(), ' '), 190) << text;
}

TEST(OptionsAnswer, ThatIsNotAboutPlacesSaysWhatMovesInstead) {
    Comparison same;
    same.orders = Orders::as_reference;
    same.options = {compared().options[0], compared().options[0]};
    same.options[1].label = "Another name";
    const ShortByOption found = short_by_option(same);
    const std::vector<OptionCosts> costs{{}, option_costs(same.pair(1), same.capital(0), same.capital(1))};
    std::vector<std::string> answer = options_answer(same, found, costs);
    EXPECT_NE(answer.front().find("'Another name' does not change how many children are short of a specialist place"),
              std::string::npos)
        << answer.front();
    EXPECT_EQ(answer.at(1), "No other measure told here moves beyond luck under it.");
    // The same run, but that its services' children waited two weeks less.
    for (Series& series : same.options[1].lived.run.series)
        if (series.name == "wait_weeks")
            for (double& value : series.values) value -= 2;
    answer = options_answer(same, found, costs);
    EXPECT_NE(answer.at(1).find("What it moves: wait weeks"), std::string::npos) << answer.at(1);
    EXPECT_NE(answer.at(1).find("2.0 weeks less"), std::string::npos) << answer.at(1);
}

}  // namespace
}  // namespace sendscape::options_answer_test
