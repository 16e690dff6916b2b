// SPDX-License-Identifier: MIT
#include "sim/studies/hindcast.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/core/interrupt.h"
#include "sim/output/recording.h"
#include "sim/scenario/check_on_map.h"
#include "sim/scenario/prepare_map.h"
#include "sim/studies/replicates.h"
#include "sim/studies/scored_measures.h"

namespace sendscape {
namespace {

/// Forecasts of each school of the area that teaches by then.
void add_schools(const Run& run, int horizon, std::vector<Forecast>& forecasts) {
    const Month january = run.start + horizon * months_a_year;
    for (const std::string_view measure : school_measures) {
        const Series& series = run.get(measure);
        const auto at = run.time(series, january);
        if (!at) continue;
        for (std::size_t s = 0; s < run.map->schools.size(); ++s) {
            if (!run.map->schools[s].in_area) continue;
            Forecast forecast{std::string(measure), "", run.map->schools[s].urn, horizon, {}};
            for (std::size_t r = 0; r < run.replicates; ++r) forecast.values.push_back(series.at(r, *at)[s]);
            const bool teaches = std::any_of(forecast.values.begin(), forecast.values.end(),
                                             [](double value) { return !std::isnan(value); });
            if (teaches) forecasts.push_back(std::move(forecast));
        }
    }
}

}  // namespace

Sen2 known_by(const Sen2& history, int start) {
    Sen2 known = history;
    std::erase_if(known.plans, [&](const PlansMaintained& plans) { return plans.year > start; });
    std::erase_if(known.flows, [&](const PlanFlows& flows) { return flows.year >= start; });
    return known;
}

std::vector<Forecast> forecasts_of(const Run& run, const std::vector<int>& school_horizons) {
    std::vector<Forecast> forecasts;
    for (const ScoredMeasure& measure : scored_measures())
        for (Month january = run.start; january <= run.last(); january = january + months_a_year) {
            Forecast forecast{measure.name, measure.axes, 0, (january - run.start) / months_a_year,
                              measure.lived(run, january)};
            const bool told = std::any_of(forecast.values.begin(), forecast.values.end(),
                                          [](double value) { return !std::isnan(value); });
            if (told) forecasts.push_back(std::move(forecast));
        }
    add_schools(run, 0, forecasts);
    for (const int horizon : school_horizons) add_schools(run, horizon, forecasts);
    return forecasts;
}

std::shared_ptr<const Map> hindcast_map(const HindcastPlan& plan, const std::string& authority,
                                        const Parallel& parallel) {
    BuildOptions tables = plan.tables;
    tables.authorities = {authority};
    const Map bare = build_map(tables, parallel);
    ConfigProblems problems;
    add_map_problems(*plan.scenario, bare, problems);
    problems.throw_if_any();
    return std::make_shared<const Map>(prepare_map(bare, plan.scenario->provision, parallel));
}

std::optional<std::vector<Forecast>> hindcast_authority(const HindcastPlan& plan, const std::string& authority,
                                                        const Parallel& parallel, Progress& progress) {
    const auto map = hindcast_map(plan, authority, parallel);
    Replicates replicates(map, plan.scenario, EventsKept::none, map->census, parallel);
    if (!replicates.run(progress)) return std::nullopt;
    const Run run = replicates.recording().finish(*plan.scenario);
    stop_if_asked();
    return forecasts_of(run, plan.school_horizons);
}

}  // namespace sendscape
