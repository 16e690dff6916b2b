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
#include "tests/benchmarks/plain_loops.h"

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

/// The same searches as plain loops over the whole network: on foot and by car from each school.
void travel_plain(benchmark::State& state) {
    const Map& map = county();
    std::vector<float> way;
    for (auto _ : state)
        for (const School& school : map.schools) {
            if (!school.node.exists()) continue;
            for (const auto* const cost : {&map.roads.metres, &map.roads.seconds}) {
                plain::ways_from(map.roads, *cost, school.node.value, way);
                benchmark::DoNotOptimize(way.data());
            }
        }
}
BENCHMARK(travel_plain)->Unit(benchmark::kMillisecond);

/// 15,000 applicants, 300 schools, six preferences each; `skewed` schools are listed in proportion to 1 / (rank + 3).
void allocation(benchmark::State& state, bool skewed, bool plainly) {
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
    if (plainly)
        for (auto _ : state) benchmark::DoNotOptimize(plain::deferred_acceptance(problem));
    else
        for (auto _ : state) benchmark::DoNotOptimize(allocate(Mechanism::equal_preference, problem));
}
BENCHMARK_CAPTURE(allocation, 15000x300_even, false, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(allocation, 15000x300_skewed, true, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(allocation, 15000x300_even_plain, false, true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(allocation, 15000x300_skewed_plain, true, true)->Unit(benchmark::kMicrosecond);

constexpr std::uint32_t toy_pupils = 1'000'000, toy_schools = 400, toy_months = 12;
constexpr double toy_hazard = 0.002, toy_coupling = 0.02, toy_moves = 0.02;

/// A million pupils in 400 schools: each month each draws once for a plan, likelier where its school has more, and once
/// for a move; schools count anew. `luck(pupil, month)` gives two numbers below 2^32.
template <class Luck>
void toy(benchmark::State& state, const Luck& luck) {
    std::size_t plans = 0;
    for (auto _ : state) {
        std::vector<std::uint16_t> school(toy_pupils);
        std::vector<std::uint8_t> plan(toy_pupils, 0);
        for (std::uint32_t p = 0; p < toy_pupils; ++p) school[p] = static_cast<std::uint16_t>(p % toy_schools);
        std::vector<std::uint32_t> rolls(toy_schools), with_plan(toy_schools), hazard(toy_schools);
        for (std::uint32_t month = 0; month < toy_months; ++month) {
            for (std::uint32_t s = 0; s < toy_schools; ++s) {
                const double share = rolls[s] == 0 ? 0 : static_cast<double>(with_plan[s]) / rolls[s];
                hazard[s] = static_cast<std::uint32_t>((toy_hazard + toy_coupling * share) * 0x1p32);
            }
            std::fill(rolls.begin(), rolls.end(), 0);
            std::fill(with_plan.begin(), with_plan.end(), 0);
            for (std::uint32_t p = 0; p < toy_pupils; ++p) {
                const auto [for_plan, for_move] = luck(p, month);
                if (for_plan < hazard[school[p]]) plan[p] = 1;
                if (for_move < static_cast<std::uint32_t>(toy_moves * 0x1p32))
                    school[p] = static_cast<std::uint16_t>(for_move % toy_schools);
                ++rolls[school[p]];
                with_plan[school[p]] += plan[p];
            }
        }
        plans = 0;
        for (const std::uint32_t one : with_plan) plans += one;
    }
    state.SetLabel(fmt::format("{} pupil-months, {} plans", toy_pupils * toy_months, plans));
}
void toy_on_this_engine(benchmark::State& state) {
    const Draws draws(1, 0);
    toy(state, [&](std::uint32_t pupil, std::uint32_t month) {
        const auto words = draws.words(Stream::need_onset, pupil, Month(static_cast<int>(month)));
        return std::pair(words[0], words[1]);
    });
}
void toy_plain(benchmark::State& state) {
    toy(state, [](std::uint32_t pupil, std::uint32_t month) {
        const std::uint64_t word = plain::mixed((std::uint64_t{month} << 32) | pupil);
        return std::pair(static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(word >> 32));
    });
}
BENCHMARK(toy_on_this_engine)->Unit(benchmark::kMillisecond);
BENCHMARK(toy_plain)->Unit(benchmark::kMillisecond);

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

void checkpoint_save(benchmark::State& state) {
    const Simulation simulation(prepared_county(), ten_years(), 0, Parallel(1));
    for (auto _ : state) benchmark::DoNotOptimize(save_world(simulation.world()));
}
BENCHMARK(checkpoint_save)->Unit(benchmark::kMillisecond);

/// A checkpoint's bytes copied as they are.
void checkpoint_plain(benchmark::State& state) {
    const Simulation simulation(prepared_county(), ten_years(), 0, Parallel(1));
    const auto saved = save_world(simulation.world());
    for (auto _ : state) {
        auto copy = saved;
        benchmark::DoNotOptimize(copy.data());
    }
}
BENCHMARK(checkpoint_plain)->Unit(benchmark::kMillisecond);

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
