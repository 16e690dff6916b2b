// SPDX-License-Identifier: MIT
#include "sim/branch/checkpoint.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "sim/core/error.h"
#include "sim/files/hdf5_file.h"
#include "sim/files/sealed_file.h"
#include "sim/output/recording.h"
#include "sim/output/run_file.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/small_map.h"

namespace sendscape::checkpoint_test {
namespace {

/// Beside those of the same test of another build on this machine.
std::filesystem::path of_this_process(const std::string& name) {
    return std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "-" + name);
}

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

// Stopped after every row of the schedule there is, taken up from a file on other numbers of threads each time.
TEST(Checkpoint, TheRunFileIsTheSameAcrossAStopAfterEveryRow) {
    const auto folder = of_this_process("sendscape-checkpoints-of-rows");
    std::filesystem::remove_all(folder);
    const Parallel one(1);
    const auto map = prepared(one);
    const auto plan = scenario(1);
    const auto recording = [&] { return Recording(map, map->census, 12, 1, EventsKept::all); };
    Recording whole = recording();
    Simulation straight(map, plan, 0, one);
    for (whole.observe(straight.world(), 0); !straight.finished(); whole.observe(straight.world(), 0))
        straight.step(one);

    std::optional<Recording> record(recording());
    std::optional<Simulation> simulation(std::in_place, map, plan, 0, one);
    record->observe(simulation->world(), 0);
    std::size_t stops = 0;
    while (!simulation->finished()) {
        const Parallel parallel(1 + static_cast<int>(stops % 3));
        int asked = 0;
        if (simulation->step(parallel, [&] { return ++asked == 2; })) {
            record->observe(simulation->world(), 0);
            continue;
        }
        Checkpoint saved{{plan->effective_toml, "abc", "all"}, {{save_world(simulation->world()), record->save(0)}}};
        if (stops++ % 7 == 0)  // files take longer than memory
            saved = read_checkpoint(write_checkpoint(saved, Month(2026, 1), folder, parallel), *plan, "abc");
        const SavedMoment moment = saved_moment(saved.replicates.at(0).world);
        EXPECT_EQ(moment.rows_done, simulation->world().rows_done);
        EXPECT_EQ(moment.month, simulation->world().month);
        record.emplace(recording());
        record->restore(0, saved.replicates[0].recording);
        simulation.emplace(load_world(saved.replicates[0].world, map), plan);
        EXPECT_NO_THROW(record->check_events(simulation->world(), 0, "here.h5"));
    }
    EXPECT_GT(stops, 12 * 20u);
    EXPECT_TRUE(run_file_bytes(whole.finish(*plan)) == run_file_bytes(record->finish(*plan)));
    std::filesystem::remove_all(folder);
}

TEST(Checkpoint, AMonthInHandThatCannotBeIsRefused) {
    const Parallel parallel(1);
    const auto map = prepared(parallel);
    Simulation simulation(map, scenario(), 0, parallel);
    int asked = 0;
    EXPECT_FALSE(simulation.step(parallel, [&] { return ++asked == 12; }));
    World good = simulation.world();
    ASSERT_FALSE(good.events.events().empty());
    const auto refusal = [&](World world) {
        try {
            (void)load_world(save_world(world), map, "here.h5");
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    EXPECT_EQ(refusal(good), "");
    World rows = good, pupil = good, kind = good, month = good;
    rows.rows_done = 1000;
    EXPECT_NE(refusal(rows).find("1000 rows of the schedule are lived through"), std::string::npos) << refusal(rows);
    pupil.events.add({.month = good.month, .pupil = PupilId(good.pupils.size())});
    EXPECT_NE(refusal(pupil).find("events.pupil"), std::string::npos) << refusal(pupil);
    kind.events.add({.month = good.month, .pupil = PupilId(0), .kind = static_cast<EventKind>(event_kind_count)});
    EXPECT_NE(refusal(kind).find("events.kind"), std::string::npos) << refusal(kind);
    month.events.add({.month = good.month + 1, .pupil = PupilId(0)});
    EXPECT_NE(refusal(month).find("events.month"), std::string::npos) << refusal(month);
    World zone = good;
    zone.events.add({.month = good.month, .pupil = PupilId(0), .kind = EventKind::moved_in, .to = 1'000'000});
    const Recording recording(map, map->census, 12, 1);
    EXPECT_THROW(recording.check_events(zone, 0, "here.h5"), InputError);
}

TEST(Checkpoint, OneOfTheVersionBeforeIsRefusedByItsName) {
    const auto path = of_this_process("sendscape-checkpoint-of-before.h5");
    Hdf5Writer before;  // worlds stood in the HDF5 file itself
    before.attribute("/", "kind", "sendscape checkpoint");
    before.attribute("/", "format_version", std::int64_t{2});
    before.attribute("/", "program_version", "0.1.9");
    before.group("replicate_00000");
    write_sealed(path, before.finish(), true);
    for (const auto& read : std::vector<std::function<void()>>{
             [&] { check_checkpoint(path); }, [&] { (void)read_checkpoint(path, *scenario(), "abc"); }}) {
        std::string said;
        try {
            read();
        } catch (const InputError& error) {
            said = error.what();
        }
        EXPECT_NE(said.find("of another version of Sendscape, 0.1.9 (checkpoint format 2)"), std::string::npos) << said;
    }
    std::filesystem::remove(path);
}

TEST(Checkpoint, AnotherRunsIsNotReplaced) {
    const auto folder = of_this_process("sendscape-checkpoints-of-two");
    std::filesystem::remove_all(folder);
    const auto plan = scenario();
    const Parallel parallel(1);
    const Checkpoint mine{{plan->effective_toml, "abc", "plans"}, {{{1, 2, 3}, {4, 5}}}};
    Checkpoint seed = mine, map = mine, events = mine, later = mine;
    seed.of.scenario_toml += "seed = 4\n";
    map.of.map_digest = "abd";
    events.of.events = "all";
    later.replicates[0].world = {9};
    const Month month(2027, 3);
    const auto name = [&](const Checkpoint& one) {
        return write_checkpoint(one, month, folder, parallel).filename().string();
    };
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
    EXPECT_EQ(write_checkpoint(mine, month + 1, folder, parallel).filename(), "checkpoint-2027-04-3.h5");
    std::filesystem::remove_all(folder);
}

TEST(Checkpoint, AFileIsRefusedForAnotherScenarioOrMap) {
    const auto folder = of_this_process("sendscape-checkpoint-test");
    std::filesystem::remove_all(folder);
    const auto plan = scenario();
    const Parallel parallel(1);
    Checkpoint checkpoint{{plan->effective_toml, "abc", "plans"}, {{{1, 2, 3}, {4, 5}}}};
    const auto path = write_checkpoint(checkpoint, Month(2027, 3), folder, parallel);
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
