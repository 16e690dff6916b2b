// SPDX-License-Identifier: MIT
#include "sim/core/deep_keys.h"

#include <gtest/gtest.h>

#include <string>

namespace sendscape::deep_keys_test {
namespace {

std::string dotted(int parts) {
    std::string key = "a";
    for (int i = 1; i < parts; ++i) key += ".a";
    return key;
}

TEST(DeepKeys, AKeyOfThousandsOfPartsIsFoundByLine) {
    EXPECT_EQ(line_of_deep_key("x = 1\n" + dotted(50'000) + " = 1\n"), 2);
    EXPECT_EQ(line_of_deep_key("x = 1\n\n[" + dotted(50'000) + "]\n"), 3);
    EXPECT_EQ(line_of_deep_key("x = {y = 1, " + dotted(50'000) + " = 2}\n"), 1);
    EXPECT_EQ(line_of_deep_key("t = \"\"\"\na\n\"\"\"\n" + dotted(50'000) + " = 1\n"), 4);
    EXPECT_EQ(line_of_deep_key(dotted(64) + " = 1\n"), 0);
}

TEST(DeepKeys, DotsInTextCommentsAndNumbersCountForNothing) {
    const std::string dots(1000, '.');
    EXPECT_EQ(line_of_deep_key("a = \"" + dots + "\"\nb = '" + dots + "'\n# " + dots + "\n"), 0);
    EXPECT_EQ(line_of_deep_key("a = \"\"\"\n" + dots + "\n\\\"\"\" " + dots + "\"\"\"\n"), 0);
    std::string numbers = "a = [";
    for (int i = 0; i < 1000; ++i) numbers += "0.5, ";
    EXPECT_EQ(line_of_deep_key(numbers + "]\n"), 0);
}

TEST(DeepKeys, WhatIsNoTomlEnds) {
    for (const char* const text : {"", "\"", "'", "\"\"\"", "\"\"\"\\", "\"\\", "#", "a = \"\n", "'''x''"})
        EXPECT_EQ(line_of_deep_key(text), 0) << text;
}

}  // namespace
}  // namespace sendscape::deep_keys_test
