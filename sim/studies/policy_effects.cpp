// SPDX-License-Identifier: MIT
#include "sim/studies/policy_effects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sim/core/interrupt.h"
#include "sim/output/recording.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/simulation.h"
#include "sim/studies/progress.h"

namespace sendscape {
namespace {

/// Two-sided 95% points of Student's t by degrees of freedom, 1 to 30; beyond them the normal one.
constexpr std::array student{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                             2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                             2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
constexpr double normal_point = 1.96;

double point_of(std::size_t pairs) { return pairs - 1 <= student.size() ? student[pairs - 2] : normal_point; }

/// A scenario to live, and the numbers wanted of it.
struct Life {
    std::shared_ptr<const Scenario> scenario;
    std::shared_ptr<const Map> map;
    std::vector<MeasuredPart> parts;
    std::vector<std::vector<double>> values;  ///< by part, by pair
};

Life life_of(const TrialPlan& plan, const Trial& trial, bool with, const Parallel& parallel) {
    Overrides overrides;
    overrides.settings = trial.settings;
    if (with) {
        overrides.policies = {trial.policy};
        overrides.settings.insert(overrides.settings.end(), trial.with_settings.begin(), trial.with_settings.end());
    }
    overrides.years = plan.years;
    overrides.seed = plan.seed;
    overrides.replicates = 1;
    Life life;
    life.scenario = std::make_shared<const Scenario>(read_scenario(plan.scenario, overrides));
    life.map = std::make_shared<const Map>(prepare_map(*plan.bare, life.scenario->provision, parallel));
    life.parts = trial.parts;
    return life;
}

std::vector<double> live(const Life& life, std::uint32_t pair) {
    const Parallel alone(1);
    Simulation simulation(life.map, life.scenario, pair, alone);
    Recording recording(life.map, simulation.world().start, life.scenario->years * months_a_year, 1, EventsKept::none);
    recording.observe(simulation.world(), 0);
    while (!simulation.finished()) {
        stop_if_asked();
        simulation.step(alone);
        recording.observe(simulation.world(), 0);
    }
    const Run run = recording.finish(*life.scenario);
    std::vector<double> values;
    for (const MeasuredPart& part : life.parts)
        values.push_back(run.across_year(run.get(part.measure->name), run.januaries().back(), part.slice)[0]);
    return values;
}

}  // namespace

Effect paired_effect(std::span<const double> without, std::span<const double> with) {
    double sum = 0, usual = 0;
    std::vector<double> differences;
    for (std::size_t i = 0; i < without.size(); ++i) {
        const double difference = with[i] - without[i];
        if (std::isnan(difference)) continue;
        differences.push_back(difference);
        sum += difference;
        usual += without[i];
    }
    Effect effect;
    if (differences.empty()) return effect;
    const auto count = static_cast<double>(differences.size());
    effect.without = usual / count;
    effect.difference = effect.low = effect.high = sum / count;
    if (differences.size() < 2) return effect;
    double squares = 0;
    for (const double difference : differences)
        squares += (difference - effect.difference) * (difference - effect.difference);
    const double half = point_of(differences.size()) * std::sqrt(squares / (count - 1) / count);
    effect.low -= half;
    effect.high += half;
    return effect;
}

std::vector<std::vector<Effect>> try_policies(const TrialPlan& plan, const std::vector<Trial>& trials,
                                              const Parallel& parallel, std::ostream& err, bool quiet) {
    // Lives without a policy, one for each list of settings, which is asked for the parts of all its trials in turn.
    std::vector<Life> lives;
    std::vector<std::pair<std::size_t, std::size_t>> usual;  // by trial: the life without, and where its parts begin
    std::vector<std::vector<std::string>> settings;
    for (const Trial& trial : trials) {
        const auto found = std::find(settings.begin(), settings.end(), trial.settings);
        const auto at = static_cast<std::size_t>(found - settings.begin());
        if (found == settings.end()) {
            settings.push_back(trial.settings);
            lives.push_back(life_of(plan, {"", trial.settings, {}, {}}, false, parallel));
        }
        usual.emplace_back(at, lives[at].parts.size());
        lives[at].parts.insert(lives[at].parts.end(), trial.parts.begin(), trial.parts.end());
    }
    const std::size_t first = lives.size();
    for (const Trial& trial : trials) lives.push_back(life_of(plan, trial, true, parallel));
    for (Life& life : lives) life.values.assign(life.parts.size(), std::vector<double>(plan.pairs));

    Progress progress(err, "Policies", lives.size() * plan.pairs, quiet);
    parallel.for_each(lives.size() * plan.pairs, [&](std::size_t job) {
        Life& life = lives[job / plan.pairs];
        const auto pair = static_cast<std::uint32_t>(job % plan.pairs);
        const std::vector<double> values = live(life, pair);
        for (std::size_t part = 0; part < values.size(); ++part) life.values[part][pair] = values[part];
        progress.advance();
    });
    progress.finish();

    std::vector<std::vector<Effect>> effects(trials.size());
    for (std::size_t t = 0; t < trials.size(); ++t)
        for (std::size_t part = 0; part < trials[t].parts.size(); ++part)
            effects[t].push_back(
                paired_effect(lives[usual[t].first].values[usual[t].second + part], lives[first + t].values[part]));
    return effects;
}

}  // namespace sendscape
