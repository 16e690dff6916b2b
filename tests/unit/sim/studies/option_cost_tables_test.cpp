// SPDX-License-Identifier: MIT
#include "sim/studies/option_cost_tables.h"

#include <gtest/gtest.h>

#include "tests/support/compared_options.h"

namespace sendscape::option_cost_tables_test {
namespace {

using testing::compared;

std::string section() {
    std::vector<OptionCosts> costs(1);
    std::vector<OwnCosts> own{own_costs(compared().pair(1), compared().reference().run(), compared().capital(0))};
    for (std::size_t k = 1; k < compared().options.size(); ++k) {
        costs.push_back(option_costs(compared().pair(k), compared().capital(0), compared().capital(k)));
        own.push_back(own_costs(compared().pair(1), compared().options[k].run(), compared().capital(k)));
    }
    return cost_section(compared(), costs, own);
}

TEST(OptionCostTables, TellCapitalByYearAsItsEntriesPriceIt) {
    const std::string html = section();
    for (const char* const words : {"What each option costs", "What each costs in itself",
                                    "Capital of places that open", "Spend by heading", "£1.5 million", "£280,000"})
        EXPECT_NE(html.find(words), std::string::npos) << words;
}

TEST(OptionCostTables, TellTheAdditionalPriceFromTheAverage) {
    const std::string html = section();
    EXPECT_NE(html.find("Additional revenue of a child-year avoided"), std::string::npos);
    EXPECT_NE(html.find("Average revenue of a child-year in place"), std::string::npos);
    EXPECT_EQ(html.find("Revenue for each of these"), std::string::npos) << "two prices by one name";
}

}  // namespace
}  // namespace sendscape::option_cost_tables_test
