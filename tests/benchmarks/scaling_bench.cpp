// SPDX-License-Identifier: MIT
// What a second thread is worth: the same sweep of the built-in county with one worker and with two, and one run on one
// thread and on two, in turn; middle values of five. By the clock, which a busy machine spoils, and in processor time,
// which tells only what the second thread costs.
#include <fmt/format.h>

#include <unistd.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>

#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/simulation.h"
#include "sim/studies/sweep/live_sweep.h"
#include "sim/studies/sweep/sweep_config.h"

namespace {

using namespace sendscape;
namespace fs = std::filesystem;

constexpr int turns = 5;
constexpr int months_of_one_run = 24;
constexpr const char* study =
    "title = \"Scaling\"\nbase = \"county\"\nyears = 1\ndesign = \"latin-hypercube\"\npoints = 8\nkeep = "
    "[\"plans_maintained\"]\n[[factor]]\nkey = \"services.ep_per_10000\"\nrange = [\"1.5\", \"5\"]\n";

struct Spent {
    double clock = 0, processor = 0;
};

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

Spent spent_on(const std::function<void()>& work) {
    const auto clock = std::chrono::steady_clock::now();
    const double processor = processor_seconds();
    work();
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - clock).count(),
            processor_seconds() - processor};
}

double middle(std::array<double, turns> values) {
    std::sort(values.begin(), values.end());
    return values[turns / 2];
}

/// Does the work on one thread and on two, in turn.
void compare(const char* what, const std::function<void(const Parallel&)>& work) {
    std::array<double, turns> clock_one{}, clock_two{}, processor_one{}, processor_two{};
    for (int turn = 0; turn < turns; ++turn) {
        const auto at = static_cast<std::size_t>(turn);
        for (const int threads : {1, 2}) {
            const Parallel parallel(threads);
            const Spent spent = spent_on([&] { work(parallel); });
            (threads == 1 ? clock_one : clock_two)[at] = spent.clock;
            (threads == 1 ? processor_one : processor_two)[at] = spent.processor;
        }
    }
    fmt::print("figure {}_speed_up_by_the_clock {:.2f} times\n", what, middle(clock_one) / middle(clock_two));
    fmt::print("figure {}_processor_time_of_two {:.3f} times\n", what, middle(processor_two) / middle(processor_one));
    fmt::print("figure {}_on_one {:.0f} ms\n", what, 1e3 * middle(processor_one));
}

void measure(const fs::path& folder) {
    std::ofstream(folder / "scaling.toml") << study;
    ConfigProblems problems;
    SweepStudy read = read_sweep_config((folder / "scaling.toml").string(), problems);
    const SweepPlan plan = plan_sweep(std::move(read), std::nullopt, problems, Parallel(1));
    compare("sweep", [&](const Parallel& parallel) {
        std::ostringstream nowhere;
        Progress silent(nowhere, "", 1, true);
        SweepJournal journal(folder / "scaling.journal", study_text(plan), SweepJournal::Open::anew);
        live_sweep(plan, shard_of(plan.points.size(), 1, 1), journal, parallel, silent);
    });
    const auto scenario = std::make_shared<const Scenario>(read_scenario("county"));
    const Parallel alone(1);
    const Map bare = scenario_map(*scenario, std::nullopt, alone);
    const auto map = std::make_shared<const Map>(prepare_map(bare, scenario->provision, alone));
    const Simulation start(map, scenario, 0, alone);
    compare("one_run", [&](const Parallel& parallel) {
        Simulation simulation = start;
        for (int month = 0; month < months_of_one_run; ++month) simulation.step(parallel);
    });
}

}  // namespace

int main() {
    const fs::path folder = fs::temp_directory_path() / fmt::format("scaling-bench-{}", ::getpid());
    fs::create_directories(folder);
    int status = 0;
    try {
        measure(folder);
    } catch (const std::exception& error) {
        fmt::print(stderr, "scaling_bench: {}\n", error.what());
        status = 1;
    }
    fs::remove_all(folder);
    return status;
}
