// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/live_sweep.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

#include "maps/map_file.h"
#include "sim/core/error.h"
#include "sim/studies/sweep/sweep_config.h"
#include "sim/studies/sweep/sweep_result.h"
#include "tests/support/output_run.h"

namespace sendscape::live_sweep_test {
namespace {

namespace fs = std::filesystem;

/// Eight points of two replicates: undated numbers, one that shapes the start, a policy that opens a school later.
const std::string study_of_a_town = R"(
title = "Town"
base = "status-quo"
years = 2
replicates = 2
seed = 5
design = "grid"
keep = ["plans_maintained", {measure = "specialist_shortfall", axes = ["need"]}, "plans_issued", "pupils_on_roll"]
[[factor]]
key = "services.ep_per_10000"
values = ["1.5", "5"]
[[factor]]
key = "families.advocacy_sd"
values = [0.2, 0.9]
[[factor]]
name = "opening"
policies = ["none", "new-school"]
)";
const std::string new_school = R"(
title = "A school in the East"
[[open]]
on = "2027-09"
setting = "state_special"
near = "East"
name = "New"
places = 40
)";

class LiveSweep : public ::testing::Test {
  protected:
    LiveSweep() {
        std::ofstream(folder_.path() / "new-school.toml") << new_school;
        Map map = *testing::small_map();
        write_map(map, map_file(), true);
    }
    [[nodiscard]] fs::path map_file() const { return folder_.path() / "town.h5"; }
    SweepPlan plan(const std::string& text) {
        std::ofstream(folder_.path() / "town.toml") << text;
        ConfigProblems problems;
        SweepStudy study = read_sweep_config((folder_.path() / "town.toml").string(), problems);
        return plan_sweep(std::move(study), map_file(), problems, Parallel(1));
    }
    /// Lives what the journal lacks; the digest of everything in it.
    static std::string live(const SweepPlan& plan, const SweepWay& way, SweepJournal& journal, int threads) {
        std::ostringstream err;
        const Parallel parallel(threads);
        Progress progress(err, "test", 1, true);
        live_sweep(plan, way, journal, parallel, progress);
        return content_digest(assemble(plan, [&](RunNumber run) {
            return journal.has(run) ? journal.read(run) : RunRecord{run, RunStatus::not_run, "", {}};
        }));
    }
    std::string live(const SweepPlan& plan, SweepWay way, int threads = 1) {
        SweepJournal journal(folder_.path() / "own.journal", study_text(plan), SweepJournal::Open::anew);
        return live(plan, way, journal, threads);
    }
    static SweepWay whole(const SweepPlan& plan) { return shard_of(plan.points.size(), 1, 1); }
    testing::ScratchFolder folder_{"live-sweep"};
};

// Each point's values are those of its own run, though starts and first months are shared.
TEST_F(LiveSweep, EveryPointIsTheRunOfItsScenario) {
    const SweepPlan town = plan(study_of_a_town);
    ASSERT_EQ(town.points.size(), 8u);
    EXPECT_EQ(town.stems, 4u) << "the school opens later: until then two points are one";
    EXPECT_EQ(town.starts, 4u) << "two spreads of advocacy, two maps";
    EXPECT_EQ(months_of(town).shared, 4u * 12) << "the school is known to the round before";
    SweepJournal journal(folder_.path() / "own.journal", study_text(town), SweepJournal::Open::anew);
    live(town, whole(town), journal, 1);
    std::set<std::string> different;
    for (std::uint32_t point = 0; point < 8; ++point) {
        Scenario scenario = *town.points[point].scenario;
        scenario.replicates = 2;
        const sendscape::Run run = testing::run_of(*testing::small_map(), scenario, EventsKept::none);
        for (std::uint32_t replicate = 0; replicate < 2; ++replicate) {
            const RunRecord record = journal.read({point, replicate});
            ASSERT_EQ(record.status, RunStatus::done) << record.message;
            different.insert(digest_of_values(record.values));
            const KeptMeasure& plans = town.kept.measures[0];
            for (std::size_t month = 0; month < plans.months.size(); ++month)
                EXPECT_EQ(record.values[plans.first + month],
                          run.across(run.get("plans_maintained"), plans.months[month])[replicate]);
            const KeptMeasure& rolls = town.kept.measures[3];
            const Series& recorded = run.get("pupils_on_roll");
            for (std::size_t month = 0; month < rolls.months.size(); ++month) {
                const auto cells = recorded.at(replicate, *run.time(recorded, rolls.months[month]));
                for (std::size_t school = 0; school < rolls.shape.cells(); ++school) {
                    const double value = record.values[rolls.first + month * rolls.shape.cells() + school];
                    EXPECT_TRUE(value == cells[school] || (std::isnan(value) && std::isnan(cells[school])));
                }
            }
        }
    }
    EXPECT_GT(different.size(), 8u) << "the points hardly differ: the test says little";
}

TEST_F(LiveSweep, IsTheSameForAnyThreadsOrderAndShards) {
    const SweepPlan town = plan(study_of_a_town);
    const std::string once = live(town, whole(town), 1);
    EXPECT_EQ(live(town, whole(town), 2), once);
    SweepWay backwards = whole(town);
    backwards.backwards = true;
    EXPECT_EQ(live(town, backwards, 1), once);
    EXPECT_EQ(live(town, backwards, 2), once);
    // Shards one after another into one journal, the last first.
    SweepJournal journal(folder_.path() / "shards.journal", study_text(town), SweepJournal::Open::anew);
    std::string shards;
    for (const std::size_t shard : {3u, 1u, 2u}) {
        EXPECT_NE(shards, once);
        shards = live(town, shard_of(town.points.size(), shard, 3), journal, 1);
    }
    EXPECT_EQ(shards, once);
}

// Stopped at any run, by whatever the machine does, it goes on to the same result.
TEST_F(LiveSweep, GoesOnFromWhereverItStopped) {
    const SweepPlan town = plan(study_of_a_town);
    const std::string once = live(town, whole(town), 1);
    for (const int stop_at : {1, 7, 16}) {
        const fs::path path = folder_.path() / "stopped.journal";
        std::size_t kept = 0;
        {
            SweepJournal journal(path, study_text(town), SweepJournal::Open::anew);
            SweepWay way = whole(town);
            int begun = 0;
            way.begins = [&](RunNumber) {
                if (++begun == stop_at) throw MachineError("the machine stops");
            };
            EXPECT_THROW(live(town, way, journal, 1), MachineError);
            kept = journal.runs();
            EXPECT_EQ(kept, static_cast<std::size_t>(stop_at - 1));
        }
        SweepJournal journal(path, study_text(town), SweepJournal::Open::go_on);
        EXPECT_EQ(runs_to_live(town, whole(town), journal).size(), 16 - kept);
        EXPECT_EQ(live(town, whole(town), journal, 2), once) << "stopped at run " << stop_at;
    }
}

TEST_F(LiveSweep, ARunThatThrowsIsSetAsideAndTouchesNoOther) {
    const SweepPlan town = plan(study_of_a_town);
    SweepJournal sound(folder_.path() / "sound.journal", study_text(town), SweepJournal::Open::anew);
    live(town, whole(town), sound, 1);
    SweepWay way = whole(town);
    // The first point of a stem, whose other point shares its first months; and one that shares another's.
    way.begins = [](RunNumber run) {
        if (run == RunNumber{0, 1} || run == RunNumber{3, 0}) throw std::logic_error("it threw\nover lines");
    };
    SweepJournal journal(folder_.path() / "failing.journal", study_text(town), SweepJournal::Open::anew);
    live(town, way, journal, 1);
    ASSERT_EQ(journal.runs(), 16u);
    for (std::uint32_t point = 0; point < 8; ++point)
        for (std::uint32_t replicate = 0; replicate < 2; ++replicate) {
            const RunRecord record = journal.read({point, replicate});
            const bool fails = record.run == RunNumber{0, 1} || record.run == RunNumber{3, 0};
            EXPECT_EQ(record.status, fails ? RunStatus::failed : RunStatus::done);
            if (fails)
                EXPECT_EQ(record.message, "it threw over lines");
            else
                EXPECT_EQ(digest_of_values(record.values), digest_of_values(sound.read(record.run).values));
        }
    const std::string again = replay_command(town.study, "town.h5", 3, 0);
    EXPECT_NE(again.find("sendscape run status-quo --map town.h5 --years 2 --seed 5 --replicates 1 --set "
                         "services.ep_per_10000=1.5 --set families.advocacy_sd=0.9 --policy "),
              std::string::npos)
        << again;
}

TEST_F(LiveSweep, WhatIsWrongWithAPointIsSaidBeforeAnythingIsLived) {
    const auto said = [&](const std::string& text) -> std::string {
        try {
            plan(text);
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    };
    std::ofstream(folder_.path() / "nowhere.toml")
        << "title = \"N\"\n[[open]]\non = \"2026-09\"\nsetting = "
           "\"state_special\"\nnear = \"Nowhere\"\nname = \"N\"\nplaces = 9\n";
    std::string text = study_of_a_town;
    text.replace(text.find("\"new-school\""), 12, "\"nowhere\"");
    EXPECT_NE(said(text).find("point 1 (ep_per_10000 1.5, advocacy_sd 0.2, opening nowhere): "), std::string::npos)
        << said(text);
    EXPECT_NE(said(text).find("Nowhere"), std::string::npos);
    EXPECT_NE(said("base = \"status-qu\"\n" + study_of_a_town.substr(study_of_a_town.find("years"))).find("status-quo"),
              std::string::npos);
}

TEST_F(LiveSweep, ShardsAreAllPointsOnce) {
    for (const std::size_t points : {1u, 7u, 100u})
        for (const std::size_t shards : {1u, 3u, 8u}) {
            std::size_t next = 0;
            for (std::size_t shard = 1; shard <= shards; ++shard) {
                const SweepWay way = shard_of(points, shard, shards);
                EXPECT_EQ(way.first, next);
                next = way.end;
            }
            EXPECT_EQ(next, points);
        }
}

}  // namespace
}  // namespace sendscape::live_sweep_test
