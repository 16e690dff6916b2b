// SPDX-License-Identifier: MIT
#include "sim/branch/checkpoint.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "sim/core/error.h"
#include "sim/output/recording.h"
#include "sim/output/run_file.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/small_map.h"

namespace sendscape::checkpoint_test {
namespace {

std::shared_ptr<const Scenario> scenario(int years = 2) {
    auto s = std::make_shared<Scenario>();
    s->name = s->title = "test";
    s->years = years;
    s->seed = 3;
    s->effective_toml = "title = \"test\"\n";
    return s;
}

std::shared_ptr<const Map> prepared(const Parallel& parallel) {
    return std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, parallel));
}

TEST(Checkpoint, AWorldGoesOnAsIfItHadNeverStopped) {
    const Parallel parallel(1);
    const auto map = prepared(parallel);
    Simulation straight(map, scenario(), 0, parallel), stopped(map, scenario(), 0, parallel);
    for (int m = 0; m < 9; ++m) stopped.step(parallel);
    const std::vector<std::uint8_t> saved = save_world(stopped.world());
    EXPECT_EQ(saved_moment(saved).month, Month(2026, 10));
    EXPECT_THROW((void)saved_moment({1, 2, 3}), InputError);
    EXPECT_THROW((void)load_world({saved.begin(), saved.end() - 1}, map), InputError);
    Simulation resumed(map, scenario(), 0, parallel);
    resumed.world() = load_world(saved, map);
    EXPECT_EQ(save_world(resumed.world()), saved);
    while (!straight.finished()) straight.step(parallel);
    while (!resumed.finished()) resumed.step(parallel);
    EXPECT_TRUE(save_world(straight.world()) == save_world(resumed.world()));
}

TEST(Checkpoint, TheRunFileIsTheSameAcrossOne) {
    const Parallel parallel(1);
    const auto map = prepared(parallel);
    const auto plan = scenario(1);
    const auto live = [&](Simulation& simulation, Recording& recording, int months) {
        for (int m = 0; m < months; ++m) {
            simulation.step(parallel);
            recording.observe(simulation.world(), 0);
        }
    };
    Simulation straight(map, plan, 0, parallel);
    Recording whole(map, map->census, 12, 1);
    whole.observe(straight.world(), 0);
    live(straight, whole, 12);

    Simulation first(map, plan, 0, parallel);
    Recording part(map, map->census, 12, 1), rest(map, map->census, 12, 1);
    part.observe(first.world(), 0);
    live(first, part, 5);
    rest.restore(0, part.save(0));
    Simulation second(map, plan, 0, parallel);
    second.world() = load_world(save_world(first.world()), map);
    live(second, rest, 7);
    EXPECT_TRUE(run_file_bytes(whole.finish(*plan)) == run_file_bytes(rest.finish(*plan)));
}

TEST(Checkpoint, AnotherRunsIsNotReplaced) {
    const auto folder = std::filesystem::temp_directory_path() / "sendscape-checkpoints-of-two";
    std::filesystem::remove_all(folder);
    const auto plan = scenario();
    const Checkpoint mine{plan->effective_toml, "abc", "plans", {{{1, 2, 3}, {4, 5}}}};
    Checkpoint seed = mine, map = mine, events = mine, later = mine;
    seed.scenario_toml += "seed = 4\n";
    map.map_digest = "abd";
    events.events = "all";
    later.replicates[0].world = {9};
    const Month month(2027, 3);
    const auto name = [&](const Checkpoint& one) { return write_checkpoint(one, month, folder).filename().string(); };
    EXPECT_EQ(name(mine), "checkpoint-2027-03.h5");
    EXPECT_EQ(name(seed), "checkpoint-2027-03-2.h5");
    EXPECT_EQ(name(map), "checkpoint-2027-03-3.h5");
    EXPECT_EQ(name(events), "checkpoint-2027-03-4.h5");
    EXPECT_EQ(name(later), "checkpoint-2027-03.h5");  // the same run again
    EXPECT_EQ(read_checkpoint(folder / "checkpoint-2027-03.h5", *plan, "abc").replicates[0].world,
              (std::vector<std::uint8_t>{9}));
    // What is damaged, or a link that leads nowhere, is somebody's too.
    std::ofstream(folder / "checkpoint-2027-04.h5") << "half of one";
    std::filesystem::create_symlink("nowhere", folder / "checkpoint-2027-04-2.h5");
    EXPECT_EQ(write_checkpoint(mine, month + 1, folder).filename(), "checkpoint-2027-04-3.h5");
    std::filesystem::remove_all(folder);
}

TEST(Checkpoint, AFileIsRefusedForAnotherScenarioOrMap) {
    const auto folder = std::filesystem::temp_directory_path() / "sendscape-checkpoint-test";
    std::filesystem::remove_all(folder);
    const auto plan = scenario();
    Checkpoint checkpoint{plan->effective_toml, "abc", "plans", {{{1, 2, 3}, {4, 5}}}};
    const auto path = write_checkpoint(checkpoint, Month(2027, 3), folder);
    EXPECT_EQ(path.filename(), "checkpoint-2027-03.h5");
    const Checkpoint back = read_checkpoint(path, *plan, "abc");
    EXPECT_EQ(back.replicates.at(0).world, checkpoint.replicates[0].world);
    EXPECT_EQ(back.replicates.at(0).recording, checkpoint.replicates[0].recording);
    EXPECT_THROW(read_checkpoint(path, *plan, "abd"), InputError);
    Scenario other = *plan;
    other.effective_toml += "seed = 4\n";
    EXPECT_THROW(read_checkpoint(path, other, "abc"), InputError);
    EXPECT_THROW(read_checkpoint(folder / "none.h5", *plan, "abc"), InputError);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace sendscape::checkpoint_test
