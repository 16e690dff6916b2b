// SPDX-License-Identifier: MIT
// Where the time of a simulated month goes: the built-in county for ten years on one thread, by phase of the schedule,
// in nanoseconds per living pupil row and month.
#include <fmt/format.h>

#include <ctime>
#include <map>
#include <memory>
#include <string>

#include "sim/branch/checkpoint.h"
#include "sim/commands/run_command.h"
#include "sim/core/error.h"
#include "sim/dated_changes.h"
#include "sim/output/recording.h"
#include "sim/output/run_file.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/school_year.h"
#include "sim/simulation.h"
#include "sim/start/memory.h"

namespace {

using namespace sendscape;

/// Processor time of this thread: a busy machine does not show in it.
class Stopwatch {
  public:
    double lap() {
        const double now = seconds();
        const double lap = now - last_;
        last_ = now;
        return lap;
    }

  private:
    static double seconds() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
    }
    double last_ = seconds();
};

void measure() {
    const Parallel parallel(1);
    Stopwatch watch;
    const auto scenario = std::make_shared<const Scenario>(read_scenario("county"));
    const Map bare = scenario_map(*scenario, std::nullopt, parallel);
    const double making_map = watch.lap();
    const auto map = std::make_shared<const Map>(prepare_map(bare, scenario->provision, parallel));
    Simulation simulation(map, scenario, 0, parallel);
    const double start = watch.lap();
    const int months = scenario->years * 12;
    Recording recording(map, simulation.world().start, months, 1);
    recording.observe(simulation.world(), 0);

    std::map<std::string, double> by_phase, by_process;
    double living = 0;
    watch.lap();
    for (int m = 0; m < months; ++m) {
        World& world = simulation.world();
        ++world.month;
        world.events.clear();
        apply_dated(world, scenario->changes, scenario->provision);
        const Step step{*world.map, world.month, world.draws, parallel, world.events};
        by_phase["policies"] += watch.lap();
        for (const Process& process : school_year()) {
            if (!(process.when & in(world.month.month_of_year()))) continue;
            process.run(world, step);
            const double seconds = watch.lap();
            by_phase[std::string(process.phase)] += seconds;
            by_process[std::string(process.name)] += seconds;
        }
        recording.observe(world, 0);
        by_phase["recording"] += watch.lap();
        for (std::size_t p = 0; p < world.pupils.size(); ++p) living += world.pupils.present(PupilId(p));
        watch.lap();
    }
    const std::size_t bytes = run_file_bytes(recording.finish(*scenario)).size();
    const double writing = watch.lap();

    double stepping = 0;
    for (const auto& [phase, seconds] : by_phase) stepping += seconds;
    fmt::print(
        "processor time: county map {:.3f} s, starting population {:.3f} s, {} months {:.3f} s, run file ({} kB) "
        "{:.3f} s\n\n",
        making_map, start, months, stepping, bytes / 1000, writing);
    fmt::print("{:<24}{:>18}\n", "phase", "ns/pupil-month");
    for (const auto& [phase, seconds] : by_phase) fmt::print("{:<24}{:>18.2f}\n", phase, 1e9 * seconds / living);
    fmt::print("{:<24}{:>18.2f}\n\n", "all", 1e9 * stepping / living);
    // Rows of pupils never go, so that a world has more of them than live in it.
    const World& world = simulation.world();
    const auto alive = living / months;
    fmt::print("figure state_per_row {:.1f} bytes\n",
               static_cast<double>(save_world(world).size()) / static_cast<double>(world.pupils.size()));
    fmt::print("figure memory_per_pupil {:.0f} bytes\n",
               static_cast<double>(world_memory(*map, scenario->years)) / alive);
    fmt::print("figure county_ten_years {:.2f} s\n\n", start + stepping + writing);
    fmt::print("{:<32}{:>10}\n", "process", "ns");
    for (const auto& [process, seconds] : by_process) fmt::print("{:<32}{:>10.2f}\n", process, 1e9 * seconds / living);
}

}  // namespace

int main() {
    try {
        measure();
    } catch (const std::exception& error) {
        fmt::print(stderr, "school_year_bench: {}\n", error.what());
        return 1;
    }
    return 0;
}
