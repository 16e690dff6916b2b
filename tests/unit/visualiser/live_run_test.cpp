// SPDX-License-Identifier: MIT
#include "visualiser/live_run.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "sim/core/error.h"
#include "sim/output/run_file.h"
#include "tests/support/output_run.h"
#include "visualiser/film_from_run.h"
#include "visualiser/levers.h"

namespace sendscape::live_run_test {
namespace {

using testing::small_map;
using testing::small_run;
using testing::small_scenario;

/// The same scenario as the headless program runs it.
Run headless(const Scenario& scenario) { return testing::run_of(*small_map(), scenario); }

TEST(LiveRun, GivesTheBytesOfTheHeadlessRun) {
    LiveRun live(small_scenario(2, 2), small_map(), 2);
    // A view that fetches every film it can.
    while (!live.finished()) {
        live.new_film();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    ASSERT_EQ(live.failure(), nullptr);
    ASSERT_NE(live.run(), nullptr);
    EXPECT_EQ(run_file_bytes(*live.run()), run_file_bytes(small_run(2, 2)));
}

TEST(LiveRun, ALeverGivesTheBytesOfTheScenarioItWrote) {
    LiveRun live(small_scenario(2, 1), small_map(), 1);
    live.wait();
    Levers levers(small_scenario(2, 1), {});
    levers.change_pan(small_map()->schools[testing::riverside], 15, Month(2026, 8));
    levers.open_special(small_map()->areas[0], Month(2026, 9));
    live.rerun(levers.scenario(), Month(2026, 7));
    EXPECT_FALSE(live.finished() && live.run() == nullptr);
    live.wait();
    ASSERT_EQ(live.failure(), nullptr);
    ASSERT_NE(live.run(), nullptr);
    EXPECT_EQ(run_file_bytes(*live.run()), run_file_bytes(headless(levers.scenario())));
    const auto film = live.new_film();
    ASSERT_NE(film, nullptr);
    EXPECT_GE(film->flags.size(), 2u);
}

TEST(LiveRun, AFurtherLeverGoesOnFromAJanuaryToTheSameBytes) {
    const auto map = small_map();
    LiveRun live(small_scenario(4, 2), map, 1);
    live.wait();
    EXPECT_EQ(live.began(), Month(2026, 1));
    Levers levers(small_scenario(4, 2), {});
    const auto pull = [&](Month month, Month from) {
        live.rerun(levers.scenario(), month);
        live.wait();
        ASSERT_EQ(live.failure(), nullptr);
        EXPECT_EQ(live.began(), from) << live.began().index;
        EXPECT_TRUE(run_file_bytes(*live.run()) == run_file_bytes(headless(levers.scenario())));
    };
    levers.change_pan(map->schools[testing::riverside], 15, Month(2028, 4));
    pull(Month(2028, 3), Month(2028, 1));
    levers.open_base(map->schools[testing::riverside], Month(2029, 2));
    pull(Month(2029, 1), Month(2029, 1));
    levers.change_places(map->schools[testing::oak_special], 20, Month(2027, 2));  // the viewer has gone back
    pull(Month(2027, 1), Month(2027, 1));
    levers.close_base(map->schools[testing::st_anne], Month(2028, 1));  // in force in January itself
    pull(Month(2027, 12), Month(2027, 1));
    levers.open_special(map->areas[0], Month(2029, 9));  // the round before its September
    pull(Month(2029, 8), Month(2029, 1));
    levers.close_school(map->schools[testing::meadow], Month(2029, 5));
    pull(Month(2029, 4), Month(2029, 1));
    levers.open_special(map->areas[1], Month(2027, 10));  // comes before the other one
    pull(Month(2027, 9), Month(2027, 1));
    levers.close_school(map->schools[testing::oak_special], Month(2028, 1));
    pull(Month(2027, 12), Month(2027, 1));
    levers.undo();
    pull(Month(2027, 12), Month(2027, 1));
    levers.undo();
    pull(Month(2027, 9), Month(2027, 1));
    levers.undo();
    levers.undo();
    pull(Month(2029, 8), Month(2029, 1));
    // One lever upon the other before the first has been simulated.
    levers.change_pan(map->schools[testing::kings], 15, Month(2028, 3));
    live.rerun(levers.scenario(), Month(2028, 2));
    levers.change_pan(map->schools[testing::kings], 15, Month(2029, 3));
    live.rerun(levers.scenario(), Month(2029, 2));
    live.wait();
    ASSERT_NE(live.run(), nullptr);
    EXPECT_TRUE(run_file_bytes(*live.run()) == run_file_bytes(headless(levers.scenario())));
}

TEST(LiveRun, AFilmSoFarIsTheBeginningOfTheWhole) {
    const auto whole = small_run(2, 1);
    const Parallel parallel(1);
    const auto scenario = std::make_shared<const Scenario>(small_scenario(2, 1));
    const auto map = std::make_shared<const Map>(prepare_map(*small_map(), {}, parallel));
    Recording recording(map, map->census, 24, 1, EventsKept::plans);
    Simulation simulation(map, scenario, 0, parallel);
    recording.observe(simulation.world(), 0);
    for (int m = 0; m < 15; ++m) {
        simulation.step(parallel);
        recording.observe(simulation.world(), 0);
    }
    const auto part = film_from_run(recording.finish(*scenario));
    const auto film = film_from_run(whole);
    ASSERT_EQ(part->months, 16);
    ASSERT_EQ(film->months, 25);
    for (int m = 0; m < part->months; ++m) {
        for (std::size_t s = 0; s < part->schools.size(); ++s) {
            EXPECT_EQ(part->at(m, s).roll, film->at(m, s).roll);
            EXPECT_EQ(part->at(m, s).plans, film->at(m, s).plans);
        }
        for (std::size_t n = 0; n < part->numbers.size(); ++n) {
            // Between Januaries the journey is drawn as a line to the next, which a film so far does not know yet.
            if (part->numbers[n].key == "journey" && m > 12) continue;
            EXPECT_EQ(part->numbers[n].mean[static_cast<std::size_t>(m)],
                      film->numbers[n].mean[static_cast<std::size_t>(m)])
                << part->numbers[n].key;
        }
    }
}

TEST(LiveRun, AFaultIsTheSentenceAndTheNextRunGoesOn) {
    Scenario wrong = small_scenario(1, 1);
    ProvisionChange opening;
    opening.kind = ProvisionChange::Kind::close_school;
    opening.urn = 4;
    opening.on = Month(2026, 6);
    opening.where = "lever";
    wrong.provision.push_back(opening);
    LiveRun live(wrong, small_map(), 1);
    live.wait();
    const auto failure = live.failure();
    ASSERT_NE(failure, nullptr);
    EXPECT_THROW(std::rethrow_exception(failure), InputError);
    EXPECT_EQ(live.failure(), nullptr);
    live.rerun(small_scenario(1, 1), Month(2026, 1));
    live.wait();
    EXPECT_EQ(live.failure(), nullptr);
    EXPECT_NE(live.run(), nullptr);
}

TEST(LiveRun, CanBeLeftAtAnyMoment) {
    for (int ms : {0, 1, 5}) {
        LiveRun live(small_scenario(40, 3), small_map(), 1);
        std::this_thread::sleep_for(std::chrono::milliseconds(ms));
        live.rerun(small_scenario(40, 3), Month(2027, 1));
        std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    }
}

}  // namespace
}  // namespace sendscape::live_run_test
