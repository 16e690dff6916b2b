// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_estimate.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "sim/core/interrupt.h"
#include "sim/output/wording.h"
#include "sim/simulation.h"

namespace sendscape {
namespace {

constexpr int most_months_tried = 2 * months_a_year;
constexpr double bytes_a_mebibyte = 1024.0 * 1024.0;
constexpr double bytes_a_row = 60;  ///< of FILE.csv, about: names of the measure and its axes, factors, a number

double seconds_since(std::chrono::steady_clock::time_point then) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count();
}

}  // namespace

SweepEstimate estimate_sweep(const SweepPlan& plan, const SweepWay& way, const Parallel& parallel) {
    SweepEstimate estimate;
    const std::size_t points = way.end - way.first, replicates = plan.study.replicates;
    estimate.runs = points * replicates;
    estimate.months = estimate.runs * static_cast<std::size_t>(plan.years) * months_a_year;
    std::set<std::size_t> starts;
    for (std::size_t p = way.first; p < way.end; ++p) starts.insert(plan.points[p].start);
    estimate.starts = starts.size() * replicates;
    if (way.first == 0 && way.end == plan.points.size()) estimate.months_shared = months_of(plan).shared * replicates;
    estimate.memory = sweep_memory(plan, parallel.threads());
    estimate.values = plan.kept.size() * estimate.runs;

    const SweepPoint& point = plan.points[way.first];
    const Parallel alone(1);
    auto began = std::chrono::steady_clock::now();
    World start = starting_world(point.map, *point.scenario, 0, alone);
    estimate.start_seconds = seconds_since(began);
    began = std::chrono::steady_clock::now();
    Simulation simulation = Simulation::begin(std::move(start), point.scenario);
    KeptValues values(plan.kept);
    values.observe(simulation.world());
    const int months = std::min(plan.years * months_a_year, most_months_tried);
    for (int month = 0; month < months; ++month) {
        stop_if_asked();
        simulation.step(alone);
        values.observe(simulation.world());
    }
    estimate.month_seconds = seconds_since(began) / months;
    const double work = static_cast<double>(estimate.starts) * estimate.start_seconds +
                        static_cast<double>(estimate.months - estimate.months_shared) * estimate.month_seconds;
    const auto together =
        std::min(static_cast<std::size_t>(parallel.threads()), std::max<std::size_t>(estimate.runs, 1));
    estimate.seconds = work / static_cast<double>(together);
    return estimate;
}

std::string estimate_text(const SweepPlan& plan, const SweepEstimate& e, int threads) {
    const auto mebibytes = [](double bytes) { return whole(bytes / bytes_a_mebibyte + 0.5) + " MiB"; };
    std::string text = fmt::format("{}\n", plan.study.title);
    text += fmt::format("  runs      {}: {} points ({}) of {} replicate{}, {} years on {}\n", whole(double(e.runs)),
                        whole(double(plan.points.size())), design_name(plan.study.design), plan.study.replicates,
                        plan.study.replicates == 1 ? "" : "s", plan.years, plan.map_name);
    for (const Factor& factor : plan.study.factors)
        text += fmt::format("  factor    {}: {}\n", factor.name, factor_words(factor));
    text += fmt::format("  shared    {} starting population{} for all runs; {} of {} months lived once for several\n",
                        e.starts, e.starts == 1 ? "" : "s", whole(double(e.months_shared)), whole(double(e.months)));
    text += fmt::format("  memory    about {}\n", mebibytes(double(e.memory)));
    text += fmt::format("  results   {} values; journal {}, table up to {}\n", whole(double(e.values)),
                        mebibytes(double(e.values * sizeof(double))), mebibytes(double(e.values) * bytes_a_row));
    const double run = e.month_seconds * plan.years * months_a_year;
    text += fmt::format(
        "  time      about {} on {} thread{} ({:.2f} s a run, {:.2f} s a starting population, measured just now)\n",
        duration_text(e.seconds), threads, threads == 1 ? "" : "s", run, e.start_seconds);
    return text;
}

}  // namespace sendscape
