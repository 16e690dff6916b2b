// SPDX-License-Identifier: MIT
#include "sim/scenario/orders_rule.h"

#include <gtest/gtest.h>

namespace sendscape::orders_rule_test {
namespace {

TEST(OrdersNamed, BlanksAndUnderscoresStandForHyphens) {
    for (const char* const word : {"as-reference", "as reference", "as_reference"})
        EXPECT_EQ(orders_named(word), Orders::as_reference) << word;
    EXPECT_EQ(orders_named("own"), Orders::own);
    EXPECT_EQ(orders_named("none"), Orders::none);
    for (const char* const word : {"", "ours", "None", "reference"}) EXPECT_FALSE(orders_named(word)) << word;
    for (const std::string& code : codes_of_orders()) EXPECT_TRUE(orders_named(code)) << code;
}

TEST(OrdersEntry, WhereItWasReadIsNoPartOfWhatItSays) {
    const OrdersEntry one{{"a", "a.toml:1"}, Orders::own}, other{{"b", "b.toml:2"}, Orders::own};
    EXPECT_EQ(one, other);
    EXPECT_EQ(entry_words(one), "orders = \"own\"");
}

}  // namespace
}  // namespace sendscape::orders_rule_test
