// SPDX-License-Identifier: MIT
#include "sim/commands/command.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "sim/core/error.h"

namespace sendscape::command_test {
namespace {

/// What a command would be given whose one option was typed as `text`.
Given typed(const OptionRow& row, const std::string& text) {
    Given given({row});
    given.value(0).text = text;
    return given;
}

std::string refusal(const OptionRow& row, const std::string& text) {
    try {
        (void)typed(row, text).whole(row.name);
    } catch (const InputError& error) {
        return error.what();
    }
    return "taken";
}

TEST(Given, WholeNumbersAreReadStrictlyWithinTheRowsRange) {
    const OptionRow years{.name = "--years", .value = "N", .least = 1, .most = 100};
    EXPECT_EQ(typed(years, "100").whole("--years"), 100u);
    EXPECT_EQ(typed(years, "").whole("--years"), std::nullopt);
    for (const char* const wrong : {"0", "101", "-1", "010", "1.5", "3x"})
        EXPECT_EQ(refusal(years, wrong), std::string("--years ") + wrong + ": must be a whole number from 1 to 100");
}

TEST(Given, WhatIsNotGivenIsWhatItsRowSays) {
    const OptionRow seed{.name = "--seed", .value = "N", .otherwise = "1", .most = most_seed};
    EXPECT_EQ(typed(seed, "").whole("--seed"), 1u);
    EXPECT_EQ(typed(seed, "7").whole("--seed"), 7u);
    EXPECT_EQ(typed(seed, "9223372036854775807").whole("--seed"), most_seed);
    EXPECT_NE(refusal(seed, "9223372036854775808"), "taken");
    EXPECT_EQ(typed(seed, "").text("--seed"), "1");
    const OptionRow out{.name = "--out", .value = "DIR"};
    EXPECT_EQ(typed(out, "").path("--out"), std::nullopt);
    EXPECT_EQ(typed(out, "a/b").path("--out"), std::filesystem::path("a/b"));
}

TEST(Given, AChoiceIsOneOfItsRowsWords) {
    static constexpr std::string_view words[]{"as-reference", "own", "none"};
    const OptionRow rule{.name = "--rule", .value = "RULE", .choices = words};
    for (const char* const right : {"", "own", "as-reference", "as reference", "as_reference"})
        EXPECT_NO_THROW(typed(rule, right).check_choices()) << right;
    const auto said = [&](const std::string& text) {
        try {
            typed(rule, text).check_choices();
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string("taken");
    };
    EXPECT_EQ(said("non"), "--rule non: must be as-reference, own or none; did you mean 'none'?");
    EXPECT_EQ(said("as-refrence"),
              "--rule as-refrence: must be as-reference, own or none; did you mean 'as-reference'?");
    EXPECT_EQ(said("telescope"), "--rule telescope: must be as-reference, own or none");
}

TEST(Given, AnOptionIsRefusedWithoutTheOneItNeeds) {
    Given given({{.name = "--out", .help = "a"}, force_of("--out")});
    given.check_needs();
    given.value(1).on = true;
    EXPECT_TRUE(given.given("--force"));
    try {
        given.check_needs();
        ADD_FAILURE() << "taken";
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(), "--force does nothing without --out: give both, or leave it out");
    }
    given.value(0).text = "page.html";
    given.check_needs();
}

TEST(Given, WhatComesToNothingIsNamedAllAtOnce) {
    Given given(
        {{.name = "--seed", .help = "a"}, {.name = "--set", .help = "b", .takes = Takes::several}, quiet_option});
    static constexpr std::array<std::string_view, 3> names{"--seed", "--set", "--quiet"};
    given.refuse(names, "why");
    given.value(0).text = "5";
    given.value(1).all = {"a=1"};
    try {
        given.refuse(names, "because");
        ADD_FAILURE() << "taken";
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(), "--seed, --set: because");
    }
}

TEST(Given, ThreadsAreThoseAskedForOrAtLeastOne) {
    EXPECT_EQ(typed(threads_option, "3").threads(), 3);
    EXPECT_GE(typed(threads_option, "").threads(), 1);
}

TEST(Given, AnOptionTheCommandHasNotIsADefect) {
    const Given given({quiet_option});
    EXPECT_FALSE(given.on("--quiet"));
    EXPECT_THROW((void)given.on("--quite"), std::logic_error);
}

TEST(Commands, EachSaysWhatItDoesWithExamplesOfItself) {
    std::set<std::string_view> names;
    for (const CommandRow& row : commands()) {
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
        EXPECT_FALSE(row.words.empty()) << row.name;
        EXPECT_NE(row.run, nullptr) << row.name;
        const std::string example = "  sendscape " + std::string(row.name);
        EXPECT_EQ(row.examples.substr(0, example.size()), example);
        EXPECT_EQ(row.examples.back(), '\n') << row.name;
        std::set<std::string_view> options;
        for (const OptionRow& option : row.options) {
            EXPECT_TRUE(options.insert(option.name).second) << row.name << ' ' << option.name;
            EXPECT_FALSE(option.help.empty()) << row.name << ' ' << option.name;
            const auto is_needed = [&](const OptionRow& other) { return other.name == option.needs; };
            EXPECT_TRUE(option.needs.empty() || std::any_of(row.options.begin(), row.options.end(), is_needed))
                << row.name << ' ' << option.name << " needs " << option.needs;
            // A flag has no value to show; an option that is no flag shows one.
            if (option.name.substr(0, 2) != "--") continue;
            EXPECT_EQ(option.value.empty(), option.takes == Takes::nothing) << row.name << ' ' << option.name;
        }
    }
    EXPECT_EQ(names.size(), 20u);
}

TEST(Commands, EveryGroupHasMembersAndEveryMemberItsGroup) {
    std::set<std::string_view> used, known;
    for (const CommandRow& row : commands())
        if (const auto space = row.name.find(' '); space != std::string_view::npos)
            used.insert(row.name.substr(0, space));
    for (const CommandGroup& group : command_groups()) known.insert(group.name);
    EXPECT_EQ(used, known);
}

}  // namespace
}  // namespace sendscape::command_test
