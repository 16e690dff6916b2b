// SPDX-License-Identifier: MIT
#include "tests/golden/golden_run.h"

#include <memory>

#include "sim/branch/checkpoint.h"
#include "sim/output/recording.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"

namespace sendscape::testing {
namespace {

/// A case about to be lived.
struct Stage {
    Stage(const GoldenCase& golden, int threads)
        : parallel(threads),
          scenario(std::make_shared<const Scenario>(golden.scenario)),
          map(std::make_shared<const Map>(prepare_map(golden.map, scenario->provision, parallel))),
          months(scenario->years * 12) {}

    [[nodiscard]] Recording recording() const {
        return Recording(map, scenario->start.value_or(map->census), months, scenario->replicates, EventsKept::all);
    }
    [[nodiscard]] Simulation simulation(std::uint32_t replicate) const {
        return Simulation(map, scenario, replicate, parallel);
    }

    Parallel parallel;
    std::shared_ptr<const Scenario> scenario;
    std::shared_ptr<const Map> map;
    int months;
};

/// What one month leaves for another must all be saved: Fibonacci's numbers meet every season.
bool stops_after(int month) {
    for (int a = 1, b = 2; a <= month; b += a, a = b - a)
        if (a == month) return true;
    return false;
}

}  // namespace

Lived lived_straight(const GoldenCase& golden, int threads) {
    const Stage stage(golden, threads);
    Recording recording = stage.recording();
    Lived lived;
    for (std::uint32_t replicate = 0; replicate < stage.scenario->replicates; ++replicate) {
        Simulation simulation = stage.simulation(replicate);
        recording.observe(simulation.world(), replicate);
        while (!simulation.finished()) {
            simulation.step(stage.parallel);
            recording.observe(simulation.world(), replicate);
        }
        lived.worlds.push_back(simulation.world());
    }
    lived.run = recording.finish(*stage.scenario);
    return lived;
}

Lived lived_with_stops(const GoldenCase& golden, int threads, const std::filesystem::path& scratch) {
    const Stage stage(golden, threads);
    const auto live_until = [&](int last, Simulation& simulation, Recording& recording, std::uint32_t replicate) {
        for (int month = simulation.world().month - simulation.world().start + 1; month <= last; ++month) {
            simulation.step(stage.parallel);
            recording.observe(simulation.world(), replicate);
            if (stops_after(month)) simulation.world() = load_world(save_world(simulation.world()), stage.map);
        }
    };
    Recording first = stage.recording(), second = stage.recording();
    Checkpoint checkpoint{{stage.scenario->effective_toml, golden.map.digest, std::string(code(EventsKept::all))}, {}};
    const int halfway = stage.months / 2;
    Month month;
    for (std::uint32_t replicate = 0; replicate < stage.scenario->replicates; ++replicate) {
        Simulation simulation = stage.simulation(replicate);
        first.observe(simulation.world(), replicate);
        live_until(halfway, simulation, first, replicate);
        checkpoint.replicates.push_back({save_world(simulation.world()), first.save(replicate)});
        month = simulation.world().month;
    }
    checkpoint = read_checkpoint(write_checkpoint(checkpoint, month, scratch, stage.parallel), *stage.scenario,
                                 golden.map.digest);
    Lived lived;
    for (std::uint32_t replicate = 0; replicate < stage.scenario->replicates; ++replicate) {
        const SavedReplicate& saved = checkpoint.replicates[replicate];
        second.restore(replicate, saved.recording);
        Simulation simulation = stage.simulation(replicate);
        simulation.world() = load_world(saved.world, stage.map);
        live_until(stage.months, simulation, second, replicate);
        lived.worlds.push_back(simulation.world());
    }
    lived.run = second.finish(*stage.scenario);
    return lived;
}

}  // namespace sendscape::testing
