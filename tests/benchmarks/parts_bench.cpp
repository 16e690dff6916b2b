// SPDX-License-Identifier: MIT
// The parts beside the school year (school_year_bench): map, starting population, threads, admissions, travel, run
// file, checkpoint. Figures are recorded, never asserted. (Debian's package of Google Benchmark says that it was built
// as DEBUG: harmless.)
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "agents/admissions/allocation.h"
#include "maps/county/synthetic_county.h"
#include "maps/travel_time.h"
#include "sim/branch/checkpoint.h"
#include "sim/core/draws.h"
#include "sim/output/recording.h"
#include "sim/output/run_file.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"

namespace sendscape {
namespace {

const Map& county() {
    static const Map map = make_synthetic_county(find_config("wendshire", ConfigKind::county), 1, Parallel(2));
    return map;
}

std::shared_ptr<const Map> prepared_county() {
    static const auto map = std::make_shared<const Map>(prepare_map(county(), {}, Parallel(1)));
    return map;
}

std::shared_ptr<const Scenario> ten_years() {
    Scenario scenario;
    scenario.name = "bench";
    scenario.years = 10;
    scenario.effective_toml = "title = \"bench\"\n";
    return std::make_shared<const Scenario>(std::move(scenario));
}

std::size_t living(const World& world) {
    std::size_t count = 0;
    for (const Setting setting : world.pupils.setting) count += setting != Setting::gone;
    return count;
}

void county_map(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(make_synthetic_county(find_config("wendshire", ConfigKind::county), 1, Parallel(1)));
}
BENCHMARK(county_map)->Unit(benchmark::kMillisecond)->Iterations(2);

void starting_population(benchmark::State& state) {
    const Parallel parallel(1);
    for (auto _ : state) benchmark::DoNotOptimize(Simulation(prepared_county(), ten_years(), 0, parallel));
}
BENCHMARK(starting_population)->Unit(benchmark::kMillisecond)->Iterations(3);

void county_year(benchmark::State& state) {
    const Parallel parallel(static_cast<int>(state.range(0)));
    Simulation simulation(prepared_county(), ten_years(), 0, parallel);
    double rows = 0;
    for (auto _ : state) {
        for (int month = 0; month < 12; ++month) simulation.step(parallel);
        rows += 12.0 * static_cast<double>(living(simulation.world()));
    }
    state.counters["pupil-months"] = benchmark::Counter(rows, benchmark::Counter::kIsRate);
}
BENCHMARK(county_year)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->Iterations(5)->UseRealTime();

void travel_table(benchmark::State& state) {
    const Parallel parallel(static_cast<int>(state.range(0)));
    Map map = county();
    for (auto _ : state) compute_travel(map, parallel);
    state.SetLabel(fmt::format("{} nodes, {} schools", map.roads.nodes(), map.schools.size()));
}
BENCHMARK(travel_table)->ArgName("threads")->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

/// 15,000 applicants, 300 schools, six preferences each; `skewed` schools are listed in proportion to 1 / (rank + 3).
void allocation(benchmark::State& state, bool skewed) {
    constexpr std::uint32_t applicants = 15'000, schools = 300, listed = 6;
    const Draws draws(1, 0);
    std::vector<double> weight(schools);
    double sum = 0;
    for (std::uint32_t s = 0; s < schools; ++s) weight[s] = sum += skewed ? 1.0 / (s + 3.0) : 1.0;
    std::vector<std::uint32_t> first{0}, school;
    std::vector<std::uint64_t> priority;
    for (std::uint32_t a = 0; a < applicants; ++a) {
        std::vector<std::uint32_t> list;
        for (std::uint32_t k = 0; list.size() < listed; ++k) {
            const auto luck = draws.words(Stream::in_year_move, a, Month(0), k);
            const double at = luck[0] * 0x1p-32 * sum;
            const auto s =
                static_cast<std::uint32_t>(std::upper_bound(weight.begin(), weight.end(), at) - weight.begin());
            if (s >= schools || std::find(list.begin(), list.end(), s) != list.end()) continue;
            list.push_back(s);
            school.push_back(s);
            priority.push_back(luck[1]);
        }
        first.push_back(static_cast<std::uint32_t>(school.size()));
    }
    const std::vector<std::int32_t> places(schools, static_cast<std::int32_t>(applicants / schools));
    const AllocationProblem problem{first, school, priority, places, {}, {}, {}};
    for (auto _ : state) benchmark::DoNotOptimize(allocate(Mechanism::equal_preference, problem));
}
BENCHMARK_CAPTURE(allocation, 15000x300_even, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(allocation, 15000x300_skewed, true)->Unit(benchmark::kMicrosecond);

void checkpoint_bytes(benchmark::State& state) {
    const Parallel parallel(1);
    const Simulation simulation(prepared_county(), ten_years(), 0, parallel);
    std::size_t bytes = 0;
    for (auto _ : state) {
        const auto saved = save_world(simulation.world());
        bytes = saved.size();
        benchmark::DoNotOptimize(load_world(saved, prepared_county()));
    }
    state.SetLabel(fmt::format("saved and taken up again, {:.1f} MB", static_cast<double>(bytes) / 1e6));
}
BENCHMARK(checkpoint_bytes)->Unit(benchmark::kMillisecond);

void run_file(benchmark::State& state) {
    const Parallel parallel(1);
    const auto scenario = ten_years();
    Simulation simulation(prepared_county(), scenario, 0, parallel);
    Recording recording(prepared_county(), prepared_county()->census, 24, 1);
    recording.observe(simulation.world(), 0);
    for (int month = 0; month < 24; ++month) {
        simulation.step(parallel);
        recording.observe(simulation.world(), 0);
    }
    const Run run = recording.finish(*scenario);
    std::size_t bytes = 0;
    for (auto _ : state) bytes = run_file_bytes(run).size();
    state.SetLabel(fmt::format("two years, {:.1f} MB", static_cast<double>(bytes) / 1e6));
}
BENCHMARK(run_file)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace sendscape

int main(int count, char** words) {
    benchmark::Initialize(&count, words);
    if (benchmark::ReportUnrecognizedArguments(count, words)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
