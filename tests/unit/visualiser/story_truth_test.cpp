// SPDX-License-Identifier: MIT
// Every caption of the shipped talks, as shown on the county, against the run itself: each number is worked out again
// from the measures cell by cell, and what the words claim besides (fullest, short of most, a magnet) is checked.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "agents/placement/shortfall.h"
#include "agents/schools/schools.h"
#include "sim/commands/run_command.h"
#include "sim/output/recording.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/simulation.h"
#include "visualiser/film_from_run.h"
#include "visualiser/scene.h"
#include "visualiser/story.h"

namespace sendscape::story_truth_test {
namespace {

const Run& county_run() {
    static const Run run = [] {
        const Parallel parallel(2);
        Scenario scenario = read_scenario("county");
        scenario.years = 6;
        scenario.replicates = 1;
        const auto kept = std::make_shared<const Scenario>(std::move(scenario));
        const auto map =
            std::make_shared<const Map>(prepare_map(scenario_map(*kept, {}, parallel), kept->provision, parallel));
        Recording recording(map, map->census, kept->years * 12, 1, EventsKept::plans);
        Simulation simulation(map, kept, 0, parallel);
        recording.observe(simulation.world(), 0);
        while (!simulation.finished()) {
            simulation.step(parallel);
            recording.observe(simulation.world(), 0);
        }
        return recording.finish(*kept);
    }();
    return run;
}

/// Sum of the cells of a measure in a month that `counts` picks by their position on the axis.
double cells(const Run& run, const char* measure, int month, Axis axis,
             const std::function<bool(std::size_t)>& counts) {
    const Series& series = run.get(measure);
    const Month now = run.start + month;
    const auto time = run.time(series, series.monthly ? now : Month(now.year(), 1));
    EXPECT_TRUE(time) << measure;
    const auto at = series.position(axis);
    EXPECT_TRUE(at) << measure;
    std::size_t stride = 1;
    for (std::size_t i = *at + 1; i < series.extents.size(); ++i) stride *= series.extents[i];
    const auto values = series.at(0, time.value_or(0));
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (counts(i / stride % series.extents[*at])) sum += values[i];
    return sum;
}
double school_cell(const Run& run, const char* measure, int month, std::uint32_t school) {
    return cells(run, measure, month, Axis::school, [&](std::size_t s) { return s == school; });
}

/// The mean journey of a January, each phase weighed by its children; in between on the line to the next.
double journey(const Run& run, int month) {
    const auto in = [&](int january) {
        const Series &minutes = run.get("journey_minutes"), &children = run.get("journeys");
        const auto time = run.time(minutes, run.start + january);
        double sum = 0, weights = 0;
        for (std::size_t i = 0; i < minutes.at(0, *time).size(); ++i) {
            const double mean = minutes.at(0, *time)[i], weight = children.at(0, *time)[i];
            if (mean >= 0) sum += mean * weight, weights += weight;
        }
        return sum / weights;
    };
    const int before = month / 12 * 12;
    if (before == month) return in(month);
    return in(before) + (in(before + 12) - in(before)) * (month - before) / 12.0;
}

double headline(const Run& run, const std::string& key, int month) {
    const auto all = [](std::size_t) { return true; };
    if (key == "plans") {
        const Series& series = run.get("plans_maintained");
        double sum = 0;
        for (const double v : series.at(0, *run.time(series, run.start + month))) sum += v;
        return sum;
    }
    if (key == "shortfall") return cells(run, "specialist_shortfall", month, Axis::area, all);
    if (key == "independent")
        return cells(run, "specialist_shortfall", month, Axis::kind, [](std::size_t kind) {
            return kind + 1 == static_cast<std::size_t>(Unmet::independent_for_want);
        });
    if (key == "balance") {
        const Series& series = run.get("high_needs_balance");
        double sum = 0;
        for (const double v : series.at(0, *run.time(series, run.start + month))) sum += v;
        return sum;
    }
    return journey(run, month);
}

std::string written(const std::string& key, double value) {
    // Money and minutes as on the panel; the film holds single precision.
    const double v = static_cast<double>(static_cast<float>(value));
    return key == "balance" ? money(v) : key == "journey" ? fmt::format("{:.0f} minutes", v) : thousands(v);
}
std::string changed(const std::string& before, const std::string& now, bool more, int month) {
    return before == now ? (month == 0 ? "stands at " : "stayed at ") + now
                         : (more ? "rose" : "fell") + (" from " + before) + " to " + now;
}

/// What stands for a placeholder, from the run.
std::string recomputed(const Run& run, const Film& film, const std::string& name, int month) {
    const Month date = run.start + month;
    if (name == "date") return long_name(date);
    if (name == "first_year") return std::to_string(run.start.year());
    if (name == "place") return run.map->name;
    if (name == "scenario") return run.scenario;
    if (name == "magnets")
        return thousands(cells(run, "magnet_class", month / 12 * 12, Axis::school, [&](std::size_t s) {
            return run.map->schools[s].in_area &&
                   school_cell(run, "magnet_class", month, static_cast<std::uint32_t>(s)) > 0;
        }));
    if (name == "magnets.runs") return "";  // of one run
    const std::size_t dot = name.find('.');
    const std::string subject = name.substr(0, dot), fact = dot == std::string::npos ? "" : name.substr(dot + 1);
    for (const char* key : {"plans", "shortfall", "independent", "balance", "journey"}) {
        if (subject != key) continue;
        const double before = headline(run, key, 0), now = headline(run, key, month);
        if (fact.empty()) return written(key, now);
        return changed(written(key, before), written(key, now), now > before, month);
    }
    if (subject == "area") {
        const auto area = story_area(film);
        if (fact == "name") return run.map->areas[area.value()].name;
        return thousands(
            cells(run, "specialist_shortfall", month, Axis::area, [&](std::size_t a) { return a == area.value(); }));
    }
    const std::uint32_t s = story_school(film, subject).value();
    const double plans = school_cell(run, "pupils_with_plan", month, s),
                 roll = school_cell(run, "pupils_on_roll", month, s);
    if (fact == "name") return run.map->schools[s].name;
    if (fact == "plans") return thousands(plans);
    if (fact == "roll") return thousands(roll);
    if (fact == "places") return thousands(school_cell(run, "commissioned_places", month, s));
    if (fact == "expected") return thousands(school_cell(run, "expected_plans", month, s));
    if (fact == "ratio") return fmt::format("{:.1f}", plans / school_cell(run, "expected_plans", month, s));
    if (fact == "share") return fmt::format("{:.1f}%", 100 * plans / roll);
    if (fact == "runs") return "";
    if (fact == "roll.fall") {
        const std::string before = thousands(school_cell(run, "pupils_on_roll", 0, s)), now = thousands(roll);
        return school_cell(run, "pupils_on_roll", 0, s) > roll ? ", and its roll fell from " + before + " to " + now
                                                               : "";
    }
    if (fact == "plans.change") {
        const double before = school_cell(run, "pupils_with_plan", 0, s);
        return changed(thousands(before), thousands(plans), plans > before, month);
    }
    ADD_FAILURE() << "a shipped talk uses {" << name << "}, which this test does not work out";
    return {};
}

TEST(StoryTruth, EveryCaptionOfTheShippedTalksIsTrueOfTheCounty) {
    const auto& run = county_run();
    const auto film = film_from_run(run);
    int told = 0, numbers = 0;
    for (const char* talk : {"how-a-school-becomes-a-magnet", "kiosk"}) {
        for (const Shot& shot : read_story(talk).shots) {
            const int from = shot.from.row(*film), to = shot.to ? shot.to->row(*film) : from;
            for (const int month : {from, (from + to) / 2, to}) {
                const auto shown = fill_caption(shot.caption, *film, month, false);
                ASSERT_TRUE(shown) << "left out on the county: " << shot.caption;
                std::string expected;
                for (std::size_t at = 0; at < shot.caption.size();) {
                    if (shot.caption[at] != '{') {
                        expected += shot.caption[at++];
                        continue;
                    }
                    const std::size_t end = shot.caption.find('}', at);
                    expected += recomputed(run, *film, shot.caption.substr(at + 1, end - at - 1), month);
                    at = end + 1, ++numbers;
                }
                EXPECT_EQ(*shown, expected) << talk << " in month " << month;
                ++told;
            }
        }
    }
    EXPECT_GT(told, 80);
    EXPECT_GT(numbers, 100);
}

TEST(StoryTruth, TheFullestTheShortestAndTheMagnetAreSo) {
    const auto& run = county_run();
    const auto film = film_from_run(run);
    const int end = film->months - 1;
    const std::uint32_t special = story_school(*film, "special").value();
    const auto fullness = [&](std::uint32_t s) {
        return school_cell(run, "pupils_on_roll", end, s) / school_cell(run, "commissioned_places", end, s);
    };
    for (std::uint32_t s = 0; s < run.map->schools.size(); ++s) {
        const School& school = run.map->schools[s];
        if (!school.in_area || school.setting != Setting::state_special) continue;
        if (!(school_cell(run, "pupils_on_roll", end, s) > 0)) continue;  // opens later
        EXPECT_LE(fullness(s), fullness(special) + 1e-6) << school.name;
    }
    const auto short_of = [&](std::size_t area) {
        return cells(run, "specialist_shortfall", end, Axis::area, [&](std::size_t a) { return a == area; });
    };
    for (std::size_t a = 0; a < run.map->areas.size(); ++a)
        EXPECT_LE(short_of(a), short_of(story_area(*film).value()) + 1e-3) << run.map->areas[a].name;
    // "As the hall has just seen one": so half-way, and no base whose own children would need explaining.
    const std::uint32_t magnet = story_school(*film, "magnet").value(),
                        deflector = story_school(*film, "deflector").value();
    EXPECT_GT(school_cell(run, "magnet_class", end / 2, magnet), 0);
    EXPECT_LT(school_cell(run, "magnet_class", end / 2, deflector) + school_cell(run, "magnet_class", end, deflector),
              0);
    EXPECT_EQ(school_cell(run, "pupils_in_base", end, magnet), 0);
    EXPECT_EQ(school_cell(run, "pupils_in_base", end, deflector), 0);
}

}  // namespace
}  // namespace sendscape::story_truth_test
