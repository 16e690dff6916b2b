// SPDX-License-Identifier: MIT
#include "sim/commands/first_run.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string_view>

#include "sim/output/grant_years.h"
#include "tests/support/output_run.h"

namespace sendscape::first_run_test {
namespace {

class FirstRun : public ::testing::Test {
  protected:
    const sendscape::Run run = testing::small_run(2, 1);
    const std::vector<FirstRunCheck> checks = first_run_checks(run);
    [[nodiscard]] const FirstRunCheck& check(std::string_view what) const {
        const auto found =
            std::find_if(checks.begin(), checks.end(), [&](const FirstRunCheck& c) { return c.what == what; });
        EXPECT_NE(found, checks.end()) << what;
        return *found;
    }
    /// Pupils on roll of the schools of the area, by the table of tests/support/small_map.h.
    static constexpr double pupils = 198 + 446 + 165 + 236 + 610 + 340 + 68;
};

TEST_F(FirstRun, EnglandsFiguresAreScaledByThePupils) {
    const FirstRunCheck& places = check("places in state special schools");
    EXPECT_NEAR(places.expected, 1060 * pupils / 60'000, 0.01);
    EXPECT_NEAR(places.most, 1400 * pupils / 60'000, 0.01);
    EXPECT_EQ(places.got, 66);
    EXPECT_FALSE(places.inside());  // a special school of 66 places among two thousand pupils
}

TEST_F(FirstRun, RowsThatOnlyReadTheStartBackSaySo) {
    const bool from_start = run.start >= Month(2026, 1);  // else a year was lived before they are read
    EXPECT_EQ(check("plans maintained for residents 0 to 25").start, from_start);
    EXPECT_EQ(check("places in state special schools").start, from_start);
    EXPECT_EQ(check("plans due a transfer: Year 6").start, from_start);
    EXPECT_FALSE(check("requests in the first year").start);
    EXPECT_FALSE(check("appeals to the SEND tribunal, first year").start);
}

TEST_F(FirstRun, ItsOwnRangeIsScaledByItsPlansAndPlacesToo) {
    EXPECT_NEAR(check("on roll of state special schools").own_expected, 68, 0.01);
    EXPECT_TRUE(check("places in state special schools").inside_own());
    // England's figure times the area's level is what the run itself recorded at its start.
    const double held = run.range("plans_maintained", run.start).mean;
    const auto in_setting = [&](Setting setting) {
        return run.range("plans_by_setting", run.start, {{Axis::setting, static_cast<std::size_t>(setting)}}).mean;
    };
    const double in_independent =
        in_setting(Setting::independent_special) + in_setting(Setting::non_maintained_special);
    ASSERT_GT(held, 68 + in_independent);  // some are neither at Oak, which has 68 of them, nor at independent schools
    ASSERT_GT(in_independent, 0);
    const FirstRunCheck& plans = check("plans maintained for residents 0 to 25");
    EXPECT_NEAR(plans.own_expected, held, 0.01);
    EXPECT_NEAR(plans.expected, 4775 * pupils / 60'000, 0.01);
    EXPECT_NEAR(plans.own_most / plans.own_least, plans.most / plans.least, 1e-9);
    const FirstRunCheck& independent = check("plans in independent and non-maintained special");
    EXPECT_NEAR(independent.own_expected, in_independent, 0.01);
    EXPECT_NEAR(independent.expected, 267 * pupils / 60'000, 0.01);
    const FirstRunCheck& year_6 = check("in special schools, Year 6");
    // Special schools are both: England's authority has 1,115 children in state ones and 267 in independent ones.
    const double special = (68.0 + independent.got) / ((1115 + 267) * pupils / 60'000);
    const double level = special / (plans.got / (4775 * pupils / 60'000));
    EXPECT_NEAR(year_6.own_expected, 0.283 * level, 1e-6);
    EXPECT_NEAR(year_6.own_most - year_6.own_expected, 0.07, 1e-6);
    const FirstRunCheck& weeks = check("mean weeks to a plan");
    EXPECT_EQ(weeks.own_least, weeks.least);
}

TEST_F(FirstRun, TheBorderIsHeldAgainstItsOwnStart) {
    const auto part = [&](std::size_t kind, Month month) {
        return run.range("cross_border_plans", month, {{Axis::kind, kind}}).mean /
               run.range("plans_maintained", month).mean;
    };
    const Month last(run.last().year(), 1);
    ASSERT_GT(last, run.start);
    for (const auto& [kind, what] : {std::pair{std::size_t{0}, "imports over plans, last January"},
                                     std::pair{std::size_t{1}, "exports over plans, last January"}}) {
        const FirstRunCheck& border = check(what);
        EXPECT_NEAR(border.own_least, 0.9 * part(kind, run.start), 1e-9) << what;
        EXPECT_NEAR(border.own_most, 1.1 * part(kind, run.start), 1e-9) << what;
        EXPECT_NEAR(border.got, part(kind, last), 1e-9) << what;
        EXPECT_EQ(border.known, part(kind, run.start) > 0) << what;
    }
}

TEST_F(FirstRun, TheGapIsThatOfTheBalancesOwnLines) {
    // Worked out from the balance, month by month, in which the headings of spend have no part: what income and the
    // grant of October 2026 (90% of the deficit at March) brought and the balance lacks has been spent.
    const auto balance = [&](Month month) { return run.range("high_needs_balance", month).mean; };
    double income = 0;
    for (Month month(2026, 2); month <= Month(2027, 1); ++month) income += run.range("high_needs_income", month).mean;
    const double deficit = -balance(Month(2026, 3)), grant = 0.9 * deficit;
    ASSERT_GT(deficit, 0);
    const double spent = income + grant - (balance(Month(2027, 1)) - balance(Month(2026, 1)));
    ASSERT_GT(spent, 1e5);
    EXPECT_NEAR(check("high needs spend, first year").got * 1e6, spent, 1);
    EXPECT_NEAR(check("in-year gap over income").got, spent / income - 1, 1e-6);
    // Interest is paid, but by the general fund.
    EXPECT_GT(grant_year(run, Month(2027, 1)).interest.mean, 1);
}

TEST_F(FirstRun, TheTableCountsWhatLiesInside) {
    // The verdicts are read off the printed rows, and each is what its numbers say.
    const std::string table = first_run_table(run);
    std::istringstream lines(table);
    int inside = 0, own = 0, known = 0, outside = 0;
    std::size_t next = 0;
    for (std::string line; std::getline(lines, line) && next < checks.size();) {
        const FirstRunCheck& c = checks[next];
        if (line.empty() || line[0] < '0' || line[0] > '9' || line.find("  ") == std::string::npos) continue;
        ++next;
        const auto verdict = [&](double least, double most) -> std::string {
            return !c.known ? "-" : least <= c.got && c.got <= most ? "in" : "OUT";
        };
        std::vector<std::string> words;
        std::istringstream split(line);
        for (std::string word; split >> word;)
            if (word == "in" || word == "OUT" || word == "-") words.push_back(word);
        ASSERT_GE(words.size(), 2u) << line;
        EXPECT_EQ(words[0], verdict(c.least, c.most)) << line;
        EXPECT_EQ(words[1], verdict(c.own_least, c.own_most)) << line;
        known += words[0] != "-";
        inside += words[0] == "in";
        outside += words[0] == "OUT";
        own += words[1] == "in";
    }
    EXPECT_EQ(next, checks.size());
    EXPECT_GT(inside, 5);
    EXPECT_GT(outside, 5);  // a town of two thousand pupils is not England in everything
    const std::string closing = std::to_string(inside) + " of " + std::to_string(known) + " in England's range, " +
                                std::to_string(own) + " in its own\n";
    ASSERT_GE(table.size(), closing.size());
    EXPECT_EQ(table.substr(table.size() - closing.size()), closing);
}

TEST_F(FirstRun, WhatNoTableGaveIsNotHeldAgainstEngland) {
    Map map = *testing::small_map();
    for (School& school : map.schools) {
        school.mark(Filled::places);
        school.mark(Filled::base_places);
    }
    sendscape::Run unread = run;
    unread.map = std::make_shared<const Map>(map);
    const auto filled = first_run_checks(unread);
    int held_against = 0, not_known = 0;
    for (const FirstRunCheck& c : filled) {
        if (c.what != "places in state special schools" && c.what != "children in bases") continue;
        ++held_against;
        EXPECT_FALSE(c.known) << c.what;
        EXPECT_FALSE(c.inside() || c.inside_own()) << c.what;
        EXPECT_TRUE(check(c.what).known) << c.what;  // the same, where a table gave it
    }
    for (const FirstRunCheck& c : filled) not_known += c.known ? 0 : 1;
    EXPECT_EQ(held_against, 2);
    const std::string table = first_run_table(unread);
    int words = 0;
    for (std::size_t at = table.find("not known"); at != std::string::npos; at = table.find("not known", at + 1))
        ++words;
    EXPECT_EQ(words, not_known);
}

}  // namespace
}  // namespace sendscape::first_run_test
