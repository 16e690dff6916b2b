// SPDX-License-Identifier: MIT
// Every caption of the shipped talks, as shown on the county, against the run itself: each number is worked out again
// from the measures cell by cell, and what the words claim besides (fullest, short of most, a magnet) is checked.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "agents/placement/shortfall.h"
#include "agents/schools/schools.h"
#include "sim/commands/run_command.h"
#include "sim/output/recording.h"
#include "sim/output/trace.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/simulation.h"
#include "visualiser/anonymous.h"
#include "visualiser/film_from_run.h"
#include "visualiser/scene.h"
#include "visualiser/story.h"

namespace sendscape::story_truth_test {
namespace {

using sendscape::Run;

constexpr std::size_t lives_told = 5;

/// A place, a run of it and what a talk needs beside it, as the view makes it.
struct Place {
    std::shared_ptr<const Map> bare;
    std::shared_ptr<const Scenario> scenario;
    std::shared_ptr<const Map> map;
    sendscape::Run run;
    std::shared_ptr<const Film> film;
    std::shared_ptr<const OtherLives> lives;
    std::vector<LeverAnswer> answers;
};

Scenario with(const std::vector<std::string>& policies, const std::string& scenario_name) {
    Overrides overrides;
    overrides.policies = policies;
    overrides.years = 6;
    overrides.replicates = 1;
    overrides.seed = 2;  // a life with a magnet and a deflector without bases, so that every caption is shown
    return read_scenario(scenario_name, overrides);
}

sendscape::Run run_of(const Map& bare, Scenario scenario) {
    const Parallel parallel(2);
    const auto kept = std::make_shared<const Scenario>(std::move(scenario));
    const auto map = std::make_shared<const Map>(prepare_map(bare, kept->provision, parallel));
    Recording recording(map, kept->start.value_or(map->census), kept->years * 12, 1, EventsKept::plans);
    Simulation simulation(map, kept, 0, parallel);
    recording.observe(simulation.world(), 0);
    while (!simulation.finished()) {
        simulation.step(parallel);
        recording.observe(simulation.world(), 0);
    }
    return recording.finish(*kept);
}

Place place_of(const std::string& scenario_name, const std::optional<std::filesystem::path>& map_file) {
    const Parallel parallel(2);
    Place place;
    place.scenario = std::make_shared<const Scenario>(with({}, scenario_name));
    place.bare = std::make_shared<const Map>(scenario_map(*place.scenario, map_file, parallel));
    place.map = std::make_shared<const Map>(prepare_map(*place.bare, place.scenario->provision, parallel));
    place.run = run_of(*place.bare, *place.scenario);
    place.film = film_from_run(place.run);
    OtherFutures futures([&] { return FutureBasis{place.bare, place.scenario, nullptr}; }, 2);
    if (place.film->told) futures.want_lives(place.film->first + place.film->told_waits, lives_told);
    for (const Shot& shot : read_story("how-a-school-becomes-a-magnet").shots)
        if (!shot.lever.empty()) futures.want_answer(shot.lever, 1);
    futures.wait();
    EXPECT_EQ(futures.failure(), "");
    place.lives = futures.lives();
    place.answers = futures.answers();
    return place;
}

const Place& county() {
    static const Place place = place_of("county", {});
    return place;
}
const sendscape::Run& county_run() { return county().run; }

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

const RecordedPupil& told_child(const Run& run, const Film& film) {
    const std::uint32_t id = film.children[film.told.value()].pupil;
    return *std::find_if(run.pupils.begin(), run.pupils.end(), [&](const RecordedPupil& p) { return p.id == id; });
}

/// The child lived again under other luck from the month its wait begins, straight from the world's columns: months it
/// waits, whether it has a plan at the end, how far its school then is from its first home.
struct Lived {
    int waited = 0;
    bool plan = false;
    double metres = -1;
};
Lived live_again(const Place& place, const RecordedPupil& child, std::uint32_t luck, int months) {
    const Parallel parallel(2);
    Simulation simulation(place.map, place.scenario, 0, parallel);
    const PupilId p(child.id);
    const Zone& home = place.map->zones[child.zone];
    Lived lived;
    for (int month = 0; month < months; ++month) {
        if (luck > 0 && month == place.film->told_waits) simulation.world().draws = Draws(place.scenario->seed, luck);
        const Pupils& pupils = simulation.world().pupils;
        lived.waited += month > 0 && pupils.present(p) && pupils.has_plan(p) && pupils.waiting(p) ? 1 : 0;
        simulation.step(parallel);
    }
    const Pupils& pupils = simulation.world().pupils;
    lived.plan = pupils.present(p) && pupils.has_plan(p);
    if (pupils.present(p) && pupils.school[p].exists()) {
        const School& school = place.map->school(pupils.school[p]);
        lived.metres = std::hypot(static_cast<double>(school.x) - home.x, static_cast<double>(school.y) - home.y);
    }
    return lived;
}

/// How the lives compare with the run's, in the words of the talk.
std::string lived_again(const Place& place, int month) {
    const RecordedPupil& child = told_child(place.run, *place.film);
    const Lived own = live_again(place, child, 0, month);
    int less = 0, longer = 0, nearer = 0, further = 0, none = 0, least = 1 << 20, most = 0;
    for (std::uint32_t luck = 1; luck <= lives_told; ++luck) {
        const Lived life = live_again(place, child, luck, month);
        if (!life.plan) {
            ++none;
            continue;
        }
        if (life.waited < own.waited) ++less;
        if (life.waited > own.waited) ++longer;
        least = std::min(least, life.waited), most = std::max(most, life.waited);
        if (!own.plan || own.metres < 0 || life.metres < 0) continue;
        if (life.metres < own.metres - 100) ++nearer;
        if (life.metres > own.metres + 100) ++further;
    }
    const int rest = static_cast<int>(lives_told) - none;
    const auto in = [&](int lives) { return lives == rest && rest > 1 ? std::string("all") : std::to_string(lives); };
    std::string words = "The same child in " + std::to_string(lives_told) + " other lives from " +
                        long_name(place.film->first + place.film->told_waits) + " on: ";
    if (rest == 0) return words + "no plan in any.";
    if (none > 0) words += "no plan in " + std::to_string(none) + "; of the other " + std::to_string(rest) + ", ";
    if (less + longer == 0) words += "waited as long in " + in(rest);
    if (less > 0) words += "waited less in " + in(less);
    if (longer > 0) words += (less > 0 ? ", longer in " : "waited longer in ") + in(longer);
    if (less + longer > 0 && rest > less + longer) words += ", as long in " + in(rest - less - longer);
    words += least == most ? " (" + std::to_string(least) + (least == 1 ? " month)" : " months)")
                           : " (" + std::to_string(least) + " to " + std::to_string(most) + " months)";
    if (nearer > 0) words += "; placed nearer in " + in(nearer);
    if (further > 0) words += (nearer > 0 ? ", further away in " : "; placed further away in ") + in(further);
    return words + ".";
}

/// What is said of the child a talk is about, from its events one by one.
std::string of_child(const Place& place, const std::string& fact, int month) {
    const Run& run = place.run;
    const RecordedPupil& child = told_child(run, *place.film);
    if (fact == "number") return std::to_string(child.id);
    if (fact == "elsewhere") return lived_again(place, month);
    const std::string story = trace_pupil(run, child.id);
    if (fact == "who") {
        const std::size_t from = story.find(": a ") + 2;
        return story.substr(from, story.find('\n') - from - 1);
    }
    if (fact == "waited") {
        int waited = 0, since = -1;
        for (const RecordedEvent& event : run.events) {
            if (event.pupil != child.id || event.month > month) continue;
            if (event.kind == EventKind::wait_began && since < 0) since = event.month;
            if (event.kind == EventKind::wait_ended && since >= 0) waited += event.month - since, since = -1;
        }
        if (since >= 0) waited += month - since;
        return std::to_string(waited) + (waited == 1 ? " month" : " months");
    }
    // The last line of trace that is dated up to the month.
    std::string last;
    for (int m = 0; m <= month; ++m) {
        const std::string date = "\n" + long_name(run.start + m) + ":";
        for (std::size_t at = story.find(date); at != std::string::npos; at = story.find(date, at + 1)) {
            std::string line = story.substr(at + 1, story.find('\n', at + 1) - at - 1);
            if (const std::size_t year = line.find(" [Y"); year != std::string::npos) line.resize(year);
            if (const std::size_t age = line.find(" [aged"); age != std::string::npos) line.resize(age);
            if (const std::size_t age = line.find(" [Rec"); age != std::string::npos) line.resize(age);
            const std::size_t words = line.find_first_not_of(' ', line.find(':') + 1);
            last = line.substr(0, line.find(':') + 1) + " " + line.substr(words);
        }
    }
    return last;
}

/// What a lever did to the number short of a place, from a run of its own.
std::string of_lever(const Place& place, const std::string& scenario_name, const std::string& lever, int month) {
    static std::map<std::string, sendscape::Run> runs;
    const std::string key = place.run.map->name + lever;
    if (!runs.contains(key)) runs.emplace(key, run_of(*place.bare, with({lever}, scenario_name)));
    const auto all = [](std::size_t) { return true; };
    const double by = cells(runs.at(key), "specialist_shortfall", month, Axis::area, all) -
                      cells(place.run, "specialist_shortfall", month, Axis::area, all);
    return by == 0 ? "as many short of a place (1 run)"
                   : thousands(std::abs(by)) + (by > 0 ? " more" : " fewer") + " short of a place (1 run)";
}

/// What stands for a placeholder, from the run.
std::string recomputed(const Place& place, const std::string& scenario_name, const Shot& shot, const std::string& name,
                       int month) {
    const Run& run = place.run;
    const Film& film = *place.film;
    if (name == "lever.title") return read_policy(shot.lever).title;
    if (name == "lever.answer") return of_lever(place, scenario_name, shot.lever, month);
    if (name.rfind("child.", 0) == 0) return of_child(place, name.substr(6), month);
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
    // What is expected is held against plans outside the base.
    const auto outside = [&](int m) {
        return std::max(0.0, school_cell(run, "pupils_with_plan", m, s) - school_cell(run, "pupils_in_base", m, s));
    };
    const auto told = [&](int m) {
        const std::string all = thousands(school_cell(run, "pupils_with_plan", m, s)), without = thousands(outside(m));
        return all == without ? all : without + " (with its base " + all + ")";
    };
    const double plans = school_cell(run, "pupils_with_plan", month, s),
                 roll = school_cell(run, "pupils_on_roll", month, s);
    if (fact == "name") return run.map->schools[s].name;
    if (fact == "plans") return told(month);
    if (fact == "roll") return thousands(roll);
    if (fact == "places") return thousands(school_cell(run, "commissioned_places", month, s));
    if (fact == "expected") return thousands(school_cell(run, "expected_plans", month, s));
    if (fact == "ratio") return fmt::format("{:.1f}", outside(month) / school_cell(run, "expected_plans", month, s));
    if (fact == "share") return fmt::format("{:.1f}%", 100 * plans / roll);
    if (fact == "runs") return "";
    if (fact == "roll.fall") {
        const std::string before = thousands(school_cell(run, "pupils_on_roll", 0, s)), now = thousands(roll);
        return school_cell(run, "pupils_on_roll", 0, s) > roll ? ", and its roll fell from " + before + " to " + now
                                                               : "";
    }
    if (fact == "plans.change") return changed(told(0), told(month), outside(month) > outside(0), month);
    ADD_FAILURE() << "a shipped talk uses {" << name << "}, which this test does not work out";
    return {};
}

/// Every caption of the shipped talks, word by word.
void hold_captions(const Place& place, const std::string& scenario_name, bool all_there) {
    const auto& film = place.film;
    int told = 0, numbers = 0;
    for (const char* talk : {"how-a-school-becomes-a-magnet", "kiosk"}) {
        for (const Shot& shot : read_story(talk).shots) {
            const int from = shot.from.row(*film), to = shot.to ? shot.to->row(*film) : from;
            for (const int month : {from, (from + to) / 2, to}) {
                StoryMore more{place.lives.get(), nullptr};
                for (const LeverAnswer& answer : place.answers)
                    if (answer.name == shot.lever) more.answer = &answer;
                const auto shown = fill_caption(shot.caption, *film, month, false, more);
                if (!shown && !all_there) continue;
                ASSERT_TRUE(shown) << "left out: " << shot.caption;
                std::string expected;
                for (std::size_t at = 0; at < shot.caption.size();) {
                    if (shot.caption[at] != '{') {
                        expected += shot.caption[at++];
                        continue;
                    }
                    const std::size_t end = shot.caption.find('}', at);
                    expected +=
                        recomputed(place, scenario_name, shot, shot.caption.substr(at + 1, end - at - 1), month);
                    at = end + 1, ++numbers;
                }
                EXPECT_EQ(*shown, expected) << talk << " in month " << month;
                ++told;
            }
        }
    }
    EXPECT_GT(told, all_there ? 80 : 40);
    EXPECT_GT(numbers, all_there ? 100 : 50);
}

TEST(StoryTruth, EveryCaptionOfTheShippedTalksIsTrueOfTheCounty) { hold_captions(county(), "county", true); }

// On a map of a real area, where there is one; what is told of schools then goes by numbers.
TEST(StoryTruth, EveryCaptionIsTrueOfARealArea) {
    const char* const file = std::getenv("SENDSCAPE_REAL_MAP");
    if (!file) GTEST_SKIP() << "SENDSCAPE_REAL_MAP names no map of a real area";
    const Place place = place_of("status-quo", std::filesystem::path(file));
    hold_captions(place, "status-quo", false);
    ASSERT_FALSE(place.film->invented);
    const auto hidden = without_names(*place.film);
    for (const Shot& shot : read_story("how-a-school-becomes-a-magnet").shots)
        for (const int month : {0, place.film->months / 2, place.film->months - 1}) {
            StoryMore more{place.lives.get(), nullptr};
            for (const LeverAnswer& answer : place.answers)
                if (answer.name == shot.lever) more.answer = &answer;
            const auto shown = fill_caption(shot.caption, *hidden, month, true, more);
            if (!shown) continue;
            for (const School& school : place.film->schools) {
                EXPECT_EQ(shown->find(school.name), std::string::npos) << *shown;
            }
        }
}

// The talk's child is what its captions make of it: there at the start, short of a place, and then placed.
TEST(StoryTruth, TheChildWaitsAndIsPlaced) {
    const auto& film = *county().film;
    ASSERT_TRUE(film.told);
    const RecordedPupil& child = told_child(county().run, film);
    EXPECT_EQ(child.entered, 0u);
    EXPECT_NE(child.provision, Provision::plan);
    EXPECT_GT(film.told_waits, 0);
    EXPECT_GE(film.told_placed, film.told_waits + 4);
    bool issued = false;
    for (const RecordedEvent& event : county().run.events)
        issued |= event.pupil == child.id && event.kind == EventKind::plan_issued && event.month <= film.told_placed;
    EXPECT_TRUE(issued);
    const Stay* const after = film.stay_at(film.children[*film.told], film.told_placed);
    ASSERT_TRUE(after);
    EXPECT_TRUE(is_special(after->setting) || is_base(after->setting));
    EXPECT_FALSE(after->waiting);
    EXPECT_TRUE(film.stay_at(film.children[*film.told], film.told_placed - 1)->waiting);
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
