// SPDX-License-Identifier: MIT
#include "sim/scenario/config_entries.h"

#include <gtest/gtest.h>

namespace sendscape::config_entries_test {
namespace {

struct Reading {
    ConfigProblems problems;
    ConfigEntries entries{problems, "s.toml"};
    std::string told() {
        try {
            problems.throw_if_any();
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }
};

TEST(ConfigEntries, ValuesOfTheKindWantedAreReturned) {
    Reading r;
    const toml::table table = toml::parse("name = \"x\"\nyears = 3\non = \"2027-04\"\nday = 2028-05-01\n");
    EXPECT_EQ(r.entries.text_at(table, "name"), "x");
    EXPECT_EQ(r.entries.whole_at(table, "years", 1, 9), 3u);
    EXPECT_EQ(r.entries.month_at(table, "on"), Month(2027, 4));
    EXPECT_EQ(r.entries.month_at(table, "day"), Month(2028, 5));
    EXPECT_EQ(r.entries.text_at(table, "other"), std::nullopt);
    EXPECT_EQ(r.told(), "");
}

TEST(ConfigEntries, OthersAreMistakesWithTheirLine) {
    Reading r;
    const toml::table table = toml::parse("name = 1\nyears = 30\non = \"2027-13\"\nyaers = 2\n");
    EXPECT_EQ(r.entries.text_at(table, "name"), std::nullopt);
    EXPECT_EQ(r.entries.whole_at(table, "years", 1, 9), std::nullopt);
    EXPECT_EQ(r.entries.month_at(table, "on"), std::nullopt);
    r.entries.only(table, {"name", "years", "on"}, "a test");
    r.entries.for_each_table(*table.get("name"), "open", [](const toml::table&) { FAIL(); });
    EXPECT_EQ(r.told(),
              "s.toml:1: 'name' must be text in quotes\n"
              "s.toml:1: write [[open]], a table for each\n"
              "s.toml:2: years = 30: must be a whole number from 1 to 9\n"
              "s.toml:3: on = \"2027-13\": must be a month such as \"2027-04\"\n"
              "s.toml:4: unknown key 'yaers' in a test; did you mean 'years'? Known: name, years, on");
}

TEST(ConfigEntries, TextIsOfOneLineAndDatesAreOfOurTime) {
    Reading r;
    const toml::table table =
        toml::parse("a = \"\\u001b[31m\"\nb = \"two\\nlines\"\nc = 0000-01-01\nd = 9999-12-31\ne = \"Île d'Or\"\n");
    EXPECT_EQ(r.entries.text_at(table, "a"), std::nullopt);
    EXPECT_EQ(r.entries.text_at(table, "b"), std::nullopt);
    EXPECT_EQ(r.entries.month_at(table, "c"), std::nullopt);
    EXPECT_EQ(r.entries.month_at(table, "d"), std::nullopt);
    EXPECT_EQ(r.entries.text_at(table, "e"), "Île d'Or");
    EXPECT_EQ(r.told(),
              "s.toml:1: 'a' must be text of one line, without control characters\n"
              "s.toml:2: 'b' must be text of one line, without control characters\n"
              "s.toml:3: c = 0000-01-01: must be a month such as \"2027-04\": a run knows no days\n"
              "s.toml:4: d = 9999-12-31: must be a month such as \"2027-04\": a run knows no days");
}

TEST(ConfigEntries, TextInQuotesIsReadBack) {
    const std::string odd = "a \"b\" \\ c\n\x01 d";
    EXPECT_EQ(toml::parse("t = " + toml_text(odd))["t"].value_or(std::string()), odd);
}

}  // namespace
}  // namespace sendscape::config_entries_test
