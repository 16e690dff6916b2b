// SPDX-License-Identifier: MIT
// What a film says of several runs, counted again from the measures; and the county with two new bases against the
// county, counted again from schools.csv. With 20 replicates of ten years, as a user would run them:
//   sendscape run county --replicates 20 --out FOLDER/county
//   sendscape run two-new-bases --replicates 20 --out FOLDER/two-new-bases
//   SENDSCAPE_MANY_RUNS=FOLDER unit_visualiser --gtest_filter='ManyRuns.*'
#include "visualiser/film_from_run.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <map>
#include <sstream>

#include "agents/schools/schools.h"
#include "sim/output/run_file.h"
#include "sim/output/summary.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "tests/support/output_run.h"
#include "visualiser/difference.h"

namespace sendscape::film_from_run_test {
namespace {

using testing::small_run;

/// Sets a measure of a school in a January of one run, or in all months of it.
void set(Run& run, const char* measure, std::size_t replicate, std::size_t school, double value) {
    for (Series& series : run.series) {
        if (series.name != measure) continue;
        const std::size_t schools = series.extents.back();
        for (std::size_t t = 0; t < series.times; ++t)
            series.values[(replicate * series.times + t) * schools + school] = value;
    }
}

TEST(FilmFromRun, ASchoolIsWhatItIsInHalfOfTheRunsOrMoreAndSaysInHowMany) {
    auto run = small_run(2, 4);
    const int classes[][4] = {{1, 1, 1, 0},    {1, 1, 0, 0}, {-1, -1, -1, -1},
                              {1, -1, -1, -1}, {0, 0, 0, 1}, {1, 1, -1, -1}};
    for (std::size_t s = 0; s < 6; ++s)
        for (std::size_t r = 0; r < 4; ++r) set(run, "magnet_class", r, s, classes[s][r]);
    const auto film = film_from_run(run);
    const auto is = [&](std::size_t s) { return static_cast<MagnetClass>(film->at(20, s).magnet); };
    EXPECT_EQ(is(0), MagnetClass::magnet);
    EXPECT_EQ(is(1), MagnetClass::magnet) << "half of the runs, as summary and schools.csv tell it";
    EXPECT_EQ(is(5), MagnetClass::expected) << "both in half of them";
    EXPECT_EQ(is(2), MagnetClass::deflector);
    EXPECT_EQ(is(3), MagnetClass::deflector);
    EXPECT_EQ(is(4), MagnetClass::expected);
    const int magnets[] = {3, 2, 0, 1, 1}, deflectors[] = {0, 0, 4, 3, 0};
    for (std::size_t s = 0; s < 5; ++s) {
        EXPECT_EQ(film->at(20, s).magnet_runs, magnets[s]);
        EXPECT_EQ(film->at(20, s).deflector_runs, deflectors[s]);
    }
}

TEST(FilmFromRun, NumbersAreMeansOverTheRunsInWhichASchoolIsOpen) {
    auto run = small_run(1, 4);
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const double rolls[] = {100, 120, none, 140}, plans[] = {3, 5, none, 10};
    for (std::size_t r = 0; r < 4; ++r) {
        set(run, "pupils_on_roll", r, 0, rolls[r]);
        set(run, "pupils_with_plan", r, 0, plans[r]);
        set(run, "pupils_on_roll", r, 1, r == 2 ? 50 : none);  // in one run of four it is not there
        set(run, "base_places", r, 2, r == 0 ? 0 : 12);
        set(run, "base_places", r, 3, r == 0 ? 12 : 0);
    }
    const auto film = film_from_run(run);
    EXPECT_FLOAT_EQ(film->at(6, 0).roll, 120);
    EXPECT_FLOAT_EQ(film->at(6, 0).plans, 6);
    EXPECT_FLOAT_EQ(film->at(6, 0).plans_low, 3) << "of three runs the range is the least to the greatest";
    EXPECT_FLOAT_EQ(film->at(6, 0).plans_high, 10);
    EXPECT_EQ(film->at(6, 1).roll, 0);
    EXPECT_FLOAT_EQ(film->at(6, 2).base_places, 12);
    EXPECT_EQ(film->at(6, 3).base_places, 0);
    ASSERT_TRUE(film->each);
    const std::size_t cell = 6 * film->schools.size() * 4;
    EXPECT_EQ(film->each->plans[cell + 1], 5);
    EXPECT_EQ(film->each->plans[cell + 2], 0);
}

TEST(FilmFromRun, OutsideTheFunnelIsCountedRunByRun) {
    auto run = small_run(1, 3);
    for (std::size_t s = 0; s < 2; ++s)
        for (std::size_t r = 0; r < 3; ++r) {
            // School 0 is far outside in two runs, school 1 in one, though the mean of both is far above the expected.
            set(run, "expected_plans", r, s, 10);
            set(run, "pupils_in_base", r, s, 0);
            set(run, "pupils_with_plan", r, s, r <= 1 - s ? 60 : 10);
        }
    const auto film = film_from_run(run);
    EXPECT_EQ(film->at(5, 0).beyond, 1);
    EXPECT_EQ(film->at(5, 1).beyond, 0);
}

// A class lasts from January to January; plans in between may lie within the limits for a while.
TEST(FilmFromRun, AMagnetHasAMagnetsColourInEveryMonth) {
    auto run = small_run(1, 2);
    for (std::size_t s = 0; s < 3; ++s)
        for (std::size_t r = 0; r < 2; ++r) {
            set(run, "expected_plans", r, s, 10);
            set(run, "pupils_in_base", r, s, 0);
            set(run, "pupils_with_plan", r, s, 11);
            set(run, "magnet_class", r, s, s == 0 ? 1 : s == 1 ? -1 : 0);
        }
    const auto film = film_from_run(run);
    EXPECT_EQ(film->at(5, 0).beyond, 1);
    EXPECT_EQ(film->at(5, 1).beyond, -1);
    EXPECT_EQ(film->at(5, 2).beyond, 0);
}

TEST(FilmFromRun, OfOneRunTheFilmIsThatRun) {
    const auto run = small_run(1, 1);
    const auto film = film_from_run(run);
    EXPECT_FALSE(film->each);
    const Series& plans = run.get("pupils_with_plan");
    for (std::size_t s = 0; s < film->schools.size(); ++s) {
        const double value = plans.at(0, 7)[s];
        if (value == value) {
            EXPECT_EQ(film->at(7, s).plans, static_cast<float>(value));
        }
    }
}

// The grant of October 2026 pays most of a deficit at once: the number says so where it does, and where it leaps.
TEST(FilmFromRun, TheBalanceSaysWhyItLeaps) {
    auto run = small_run(1, 2);
    const auto film = film_from_run(run);
    const Headline& balance = *film->number("balance");
    ASSERT_LT(balance.mean.front(), 0) << "a deficit";
    std::size_t steepest = 1;
    for (std::size_t m = 1; m < balance.mean.size(); ++m)
        if (balance.mean[m] - balance.mean[m - 1] > balance.mean[steepest] - balance.mean[steepest - 1]) steepest = m;
    EXPECT_EQ(balance.leap, static_cast<int>(steepest));
    EXPECT_EQ(balance.why, "grant pays 90% of deficit");
    EXPECT_EQ(film->number("plans")->leap, -1);
    for (RecordedParameter& parameter : run.parameters)
        if (parameter.key == "authority.stability_grant") parameter.value = 0;
    EXPECT_EQ(film_from_run(run)->number("balance")->leap, -1);
}

/// schools.csv as a table: by URN and month, the mean of a column.
using Column = std::map<std::pair<std::string, std::string>, double>;
Column column_of(const Run& run, const std::string& name) {
    Column column;
    std::istringstream lines(schools_csv(run));
    std::string line;
    std::vector<std::string> heads;
    while (std::getline(lines, line)) {
        std::vector<std::string> fields(1);
        bool quoted = false;
        for (const char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                fields.emplace_back();
            else
                fields.back() += c;
        }
        if (heads.empty()) {
            heads = fields;
            continue;
        }
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < heads.size() && i < fields.size(); ++i) row[heads[i]] = fields[i];
        if (!row[name].empty()) column[{row["urn"], row["month"]}] = std::stod(row[name]);
    }
    return column;
}

Run county_run(const char* scenario_name) {
    constexpr int years = 3, replicates = 4;  // enough for the bases to have opened
    if (const char* folder = std::getenv("SENDSCAPE_MANY_RUNS"))
        return read_run(std::string(folder) + "/" + scenario_name + "/run.h5");
    Scenario scenario = read_scenario(scenario_name);
    scenario.years = years;
    scenario.replicates = replicates;
    const Map map = scenario_map(scenario, {}, Parallel(2));
    return testing::run_of(map, scenario, EventsKept::none, 2);
}

struct Pair {
    Run a = county_run("county"), b = county_run("two-new-bases");
};
const Pair& runs() {
    static const Pair pair;
    return pair;
}

TEST(ManyRuns, NoSchoolOfTheCountyIsAMagnetInFewerThanHalfOfTheRuns) {
    const auto& run = runs().a;
    const auto film = film_from_run(run);
    const Series& classes = run.get("magnet_class");
    int named = 0, few = 0;
    for (const Month january : run.januaries()) {
        const int month = january - run.start;
        for (std::size_t s = 0; s < film->schools.size(); ++s) {
            std::size_t in = 0;
            for (std::size_t r = 0; r < run.replicates; ++r)
                in += classes.at(r, run.time(classes, january).value())[s] > 0 ? 1 : 0;
            const bool magnet = film->at(month, s).magnet == static_cast<std::uint8_t>(MagnetClass::magnet);
            EXPECT_EQ(magnet, 2 * in >= run.replicates) << film->schools[s].name;
            EXPECT_EQ(film->at(month, s).magnet_runs, in);
            named += magnet ? 1 : 0, few += !magnet && in > 0 ? 1 : 0;
        }
    }
    RecordProperty("magnets_in_most_runs", named);
    EXPECT_GT(few, 0) << "the county no longer has schools that are magnets in few runs: the test shows nothing";
}

TEST(ManyRuns, TheDifferenceColoursNoMoreThanTheMeanOfPairsMoves) {
    const auto &a = runs().a, &b = runs().b;
    const auto film = difference_of(*film_from_run(a), *film_from_run(b));
    EXPECT_EQ(film->pairs, static_cast<int>(std::min(a.replicates, b.replicates)));
    const Column before = column_of(a, "pupils_with_plan"), after = column_of(b, "pupils_with_plan");
    int coloured_ever = 0;
    for (const Month january : a.januaries()) {
        const int month = january - a.start;
        int coloured = 0, moved = 0;
        for (std::size_t s = 0; s < film->schools.size(); ++s) {
            if (!film->schools[s].in_area) continue;
            coloured += film->at(month, s).beyond != 0 ? 1 : 0;
            const std::pair key(std::to_string(film->schools[s].urn), to_text(january));
            const auto in_a = before.find(key), in_b = after.find(key);
            if (in_a == before.end() && in_b == after.end()) continue;
            const double change = (in_b == after.end() ? 0 : in_b->second) - (in_a == before.end() ? 0 : in_a->second);
            moved += std::abs(change) >= 2 - 1e-4 ? 1 : 0;
        }
        EXPECT_LE(coloured, 1.1 * moved) << to_text(january);
        std::cout << to_text(january) << ": " << coloured << " coloured, " << moved << " moved by two or more\n";
        coloured_ever += coloured;
    }
    EXPECT_GT(coloured_ever, 0) << "two new bases show nowhere";
}

}  // namespace
}  // namespace sendscape::film_from_run_test
