// SPDX-License-Identifier: MIT
#include "sim/core/plain_text.h"

#include <gtest/gtest.h>

namespace sendscape::plain_text_test {
namespace {

std::string made_plain(std::string text) {
    const bool was = is_plain(text);
    const std::string before = text;
    make_plain(text);
    EXPECT_EQ(was, text == before);
    EXPECT_TRUE(is_plain(text)) << text;
    return text;
}

TEST(PlainText, NamesStayAsTheyAre) {
    for (const std::string name :
         {"", "St Ives's", "Sainte-Cécile", "Ysgol Tŷ Gwyn", "日本人学校", "Zoë \U0001F600", "£5"})
        EXPECT_EQ(made_plain(name), name);
}

TEST(PlainText, WhatSteersATerminalIsASpace) {
    EXPECT_EQ(made_plain("\x1b[31mRed\x1b[0m"), " [31mRed [0m");
    EXPECT_EQ(made_plain("bell\a, line\nbreak\r\ttab\x7f"), "bell , line break  tab ");
    EXPECT_EQ(made_plain("\xC2\x9b"
                         "31mRed"),
              " 31mRed");  // CSI as one character
    EXPECT_EQ(made_plain("next\xC2\x85line"), "next line");
    EXPECT_EQ(made_plain(std::string("a\0b", 3)), "a b");
}

TEST(PlainText, WhatTurnsWritingRoundIsASpace) {
    EXPECT_EQ(made_plain("abc\u202Efed"), "abc fed");
    EXPECT_EQ(made_plain("\u2066x\u2069 y\u200F"), " x  y ");
    EXPECT_EQ(made_plain("line\u2028paragraph\u2029"), "line paragraph ");
    EXPECT_EQ(made_plain("na\u00EFve\u2019s \u2013 \u20AC"), "na\u00EFve\u2019s \u2013 \u20AC");  // neighbours of those
}

TEST(PlainText, WhatIsNoUtf8IsASpace) {
    EXPECT_EQ(made_plain("C\xE9"
                         "cile"),
              "C cile");
    EXPECT_EQ(made_plain("\x9b"
                         "31m"),
              " 31m");
    EXPECT_EQ(made_plain("cut \xE2\x80"), "cut   ");
    EXPECT_EQ(made_plain("\xC0\xAF\xFF"), "   ");
}

TEST(PlainText, MessagesKeepTheirLines) {
    EXPECT_EQ(plain_lines("a.csv, line 2:\n  read '\x1b[2J'\n"), "a.csv, line 2:\n  read ' [2J'\n");
}

}  // namespace
}  // namespace sendscape::plain_text_test
