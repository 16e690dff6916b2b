// SPDX-License-Identifier: MIT
// What a second thread is worth: the same sweep of the built-in county with one worker and with two, and on one thread
// and on two one run of it and the start and a year of one large run, thirteen such counties side by side, in turn;
// middle values of five. By the clock, which a busy machine spoils, and in processor time, which tells only what the
// second thread costs. `scaling_bench MAP.h5 YEARS` tells instead, stage by stage of the
// schedule, what a run of status-quo on that map takes on one thread and on two, its start, records and file included.
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
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/dated_changes.h"
#include "sim/output/recording.h"
#include "sim/output/run_file.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/school_year.h"
#include "sim/simulation.h"
#include "sim/studies/sweep/live_sweep.h"
#include "sim/studies/sweep/sweep_config.h"

namespace {

using namespace sendscape;
namespace fs = std::filesystem;

constexpr int turns = 5;
constexpr int months_of_one_run = 24, months_a_year = 12;
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

/// Does the work on one thread and on two, in turn, on what make() gives anew each time.
template <class Make>
void compare(const char* what, Make&& make, const std::function<void(decltype(make())&, const Parallel&)>& work) {
    std::array<double, turns> clock_one{}, clock_two{}, processor_one{}, processor_two{};
    for (int turn = 0; turn < turns; ++turn) {
        const auto at = static_cast<std::size_t>(turn);
        for (const int threads : {1, 2}) {
            const Parallel parallel(threads);
            auto state = make();
            const Spent spent = spent_on([&] { work(state, parallel); });
            (threads == 1 ? clock_one : clock_two)[at] = spent.clock;
            (threads == 1 ? processor_one : processor_two)[at] = spent.processor;
        }
    }
    fmt::print("figure {}_speed_up_by_the_clock {:.2f} times\n", what, middle(clock_one) / middle(clock_two));
    fmt::print("figure {}_processor_time_of_two {:.3f} times\n", what, middle(processor_two) / middle(processor_one));
    fmt::print("figure {}_on_one {:.0f} ms\n", what, 1e3 * middle(processor_one));
}

/// A map of so many counties like this one, side by side, each with its own neighbours: as many children as a region of
/// England has, in as many schools, at the distances there are. It has no roads, only journeys.
Map side_by_side(const Map& county, std::uint32_t copies) {
    constexpr std::int32_t apart = 80'000;  // metres
    constexpr std::uint32_t urns = 1'000'000;
    Map all = county;
    all.roads = {};
    all.catchments.clear();
    const auto moved = [](auto id, std::size_t rows, std::uint32_t copy) {
        return id.exists() ? decltype(id)(id.value + rows * copy) : id;
    };
    for (std::uint32_t copy = 1; copy < copies; ++copy) {
        for (Authority authority : county.authorities) {
            authority.code += fmt::format("-{}", copy);
            all.authorities.push_back(std::move(authority));
        }
        for (Area area : county.areas) {
            area.authority = moved(area.authority, county.authorities.size(), copy);
            area.x += apart * static_cast<std::int32_t>(copy);
            all.areas.push_back(std::move(area));
        }
        for (Zone zone : county.zones) {
            zone.area = moved(zone.area, county.areas.size(), copy);
            zone.authority = moved(zone.authority, county.authorities.size(), copy);
            zone.x += apart * static_cast<std::int32_t>(copy);
            all.zones.push_back(std::move(zone));
        }
        for (School school : county.schools) {
            school.urn += urns * copy;
            school.area = moved(school.area, county.areas.size(), copy);
            school.authority = moved(school.authority, county.authorities.size(), copy);
            school.zone = moved(school.zone, county.zones.size(), copy);
            school.leads_to = moved(school.leads_to, county.schools.size(), copy);
            school.x += apart * static_cast<std::int32_t>(copy);
            all.schools.push_back(std::move(school));
        }
        const TravelTable& table = county.travel;
        const std::uint32_t listed = all.travel.first.back();
        for (std::size_t zone = 1; zone < table.first.size(); ++zone)
            all.travel.first.push_back(listed + table.first[zone]);
        for (const std::uint32_t school : table.school)
            all.travel.school.push_back(school + static_cast<std::uint32_t>(county.schools.size()) * copy);
        all.travel.metres.insert(all.travel.metres.end(), table.metres.begin(), table.metres.end());
        all.travel.tenths.insert(all.travel.tenths.end(), table.tenths.begin(), table.tenths.end());
    }
    for (Zone& zone : all.zones) zone.node = {};
    for (School& school : all.schools) school.node = {};
    return all;
}

/// What each stage of a run has taken: its start, each row of the schedule, recording and the run file.
std::map<std::string, Spent> by_stage(const std::shared_ptr<const Map>& map,
                                      const std::shared_ptr<const Scenario>& scenario, const Parallel& parallel) {
    std::map<std::string, Spent> stages;
    const auto timed = [&](std::string_view stage, const std::function<void()>& work) {
        const Spent spent = spent_on(work);
        Spent& sum = stages[std::string(stage)];
        sum.clock += spent.clock;
        sum.processor += spent.processor;
    };
    std::optional<Simulation> simulation;
    timed("start", [&] { simulation.emplace(map, scenario, 0, parallel); });
    World& world = simulation->world();
    const int months = scenario->years * months_a_year;
    Recording recording(map, world.start, months, 1, EventsKept::none);
    timed("recording", [&] { recording.observe(world, 0, parallel); });
    for (int month = 0; month < months; ++month) {
        ++world.month;
        world.events.clear();
        apply_dated(world, scenario->changes, scenario->provision);
        const Step step{*world.map, world.month, world.draws, parallel, world.events};
        for (const Process& process : school_year())
            if (process.when & in(world.month.month_of_year())) timed(process.name, [&] { process.run(world, step); });
        timed("recording", [&] { recording.observe(world, 0, parallel); });
    }
    timed("run file", [&] { run_file_bytes(recording.finish(*scenario), parallel); });
    return stages;
}

void tell_stages(const std::string& map_file, int years) {
    Scenario one_run = read_scenario("status-quo");
    one_run.years = years;
    const auto scenario = std::make_shared<const Scenario>(std::move(one_run));
    const Parallel one(1), two(2);
    const Map bare = scenario_map(*scenario, map_file, two);
    const auto map = std::make_shared<const Map>(prepare_map(bare, scenario->provision, two));
    const auto on_one = by_stage(map, scenario, one);
    const auto on_two = by_stage(map, scenario, two);
    std::vector<std::pair<double, std::string>> order;
    for (const auto& [stage, spent] : on_two) order.emplace_back(-spent.clock, stage);
    std::sort(order.begin(), order.end());
    // By the clock and in processor time, ms.
    fmt::print("{:<60}{:>10}{:>10}{:>9}{:>14}{:>14}\n", "stage", "one", "two", "faster", "one, processor",
               "two, processor");
    const auto tell = [](const std::string& stage, const Spent& alone, const Spent& both) {
        fmt::print("{:<60.60}{:>10.1f}{:>10.1f}{:>9.2f}{:>14.1f}{:>14.1f}\n", stage, 1e3 * alone.clock,
                   1e3 * both.clock, alone.clock / both.clock, 1e3 * alone.processor, 1e3 * both.processor);
    };
    Spent all_one, all_two;
    for (const auto& [clock, stage] : order) {
        const Spent &alone = on_one.at(stage), &both = on_two.at(stage);
        tell(stage, alone, both);
        all_one.clock += alone.clock, all_one.processor += alone.processor;
        all_two.clock += both.clock, all_two.processor += both.processor;
    }
    tell("all", all_one, all_two);
}

void measure(const fs::path& folder) {
    std::ofstream(folder / "scaling.toml") << study;
    ConfigProblems problems;
    SweepStudy read = read_sweep_config((folder / "scaling.toml").string(), problems);
    const SweepPlan plan = plan_sweep(std::move(read), std::nullopt, problems, Parallel(1));
    const auto nothing = [] { return 0; };
    compare("sweep", nothing, [&](int&, const Parallel& parallel) {
        std::ostringstream nowhere;
        Progress silent(nowhere, "", 1, true);
        SweepJournal journal(folder / "scaling.journal", study_text(plan), SweepJournal::Open::anew);
        live_sweep(plan, shard_of(plan.points.size(), 1, 1), journal, parallel, silent);
    });
    const auto scenario = std::make_shared<const Scenario>(read_scenario("county"));
    const Parallel alone(1);
    const Map bare = scenario_map(*scenario, std::nullopt, alone);
    const auto map = std::make_shared<const Map>(prepare_map(bare, scenario->provision, alone));
    const auto live = [](Simulation& simulation, int months, const Parallel& parallel) {
        for (int month = 0; month < months; ++month) simulation.step(parallel);
    };
    {
        const Simulation start(map, scenario, 0, alone);
        compare(
            "one_run", [&] { return start; },
            [&](Simulation& simulation, const Parallel& parallel) { live(simulation, months_of_one_run, parallel); });
    }
    constexpr std::uint32_t counties = 13;  // a million children
    const auto large = std::make_shared<const Map>(side_by_side(*map, counties));
    compare("large_start", nothing,
            [&](int&, const Parallel& parallel) { const Simulation start(large, scenario, 0, parallel); });
    const Simulation start(large, scenario, 0, alone);
    compare(
        "large_run", [&] { return start; },
        [&](Simulation& simulation, const Parallel& parallel) { live(simulation, months_a_year, parallel); });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3) {
        try {
            tell_stages(argv[1], std::stoi(argv[2]));
        } catch (const std::exception& error) {
            fmt::print(stderr, "scaling_bench: {}\n", error.what());
            return 1;
        }
        return 0;
    }
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
