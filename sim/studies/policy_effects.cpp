// SPDX-License-Identifier: MIT
#include "sim/studies/policy_effects.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/studies/options.h"
#include "sim/studies/progress.h"

namespace sendscape {
namespace {

/// Two-sided 95% points of Student's t by degrees of freedom, 1 to 30; beyond them the normal one.
constexpr std::array student{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                             2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
                             2.080,  2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042};
constexpr double normal_point = 1.96;

double point_of(std::size_t pairs) { return pairs - 1 <= student.size() ? student[pairs - 2] : normal_point; }

/// Policies lived at one time beside one life without them: so that few runs are held in memory.
constexpr std::size_t lived_together = 8;

OptionToLive option_of(const TrialPlan& plan, const Trial* trial, const std::vector<std::string>& settings,
                       const Parallel& parallel) {
    Overrides overrides;
    overrides.settings = settings;
    if (trial != nullptr) {
        overrides.policies = {trial->policy};
        overrides.settings.insert(overrides.settings.end(), trial->with_settings.begin(), trial->with_settings.end());
    }
    overrides.years = plan.years;
    overrides.seed = plan.seed;
    overrides.replicates = plan.pairs;
    OptionToLive option;
    option.scenario = std::make_shared<const Scenario>(read_scenario(plan.scenario, overrides));
    option.map = std::make_shared<const Map>(prepare_map(*plan.bare, option.scenario->provision, parallel));
    return option;
}

std::vector<double> values_of(const Run& run, const Trial& trial, const MeasuredPart& part) {
    const Month last = run.januaries().back();
    const Month january = trial.in && *trial.in > run.start && *trial.in < last ? *trial.in : last;
    return run.across_year(run.get(part.measure->name), january, part.slice);
}

/// Trials by the settings they have in common, in order.
std::vector<std::vector<std::size_t>> of_equal_settings(const std::vector<Trial>& trials) {
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t t = 0; t < trials.size(); ++t) {
        const auto found = std::find_if(groups.begin(), groups.end(), [&](const std::vector<std::size_t>& group) {
            return group.size() < lived_together && trials[group.front()].settings == trials[t].settings;
        });
        if (found == groups.end())
            groups.push_back({t});
        else
            found->push_back(t);
    }
    return groups;
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
    const std::vector<std::vector<std::size_t>> groups = of_equal_settings(trials);
    Progress progress(err, "Policies", option_months(trials.size() + groups.size(), plan.years, plan.pairs), quiet);
    std::vector<std::vector<Effect>> effects(trials.size());
    for (const std::vector<std::size_t>& group : groups) {
        std::vector<OptionToLive> options{option_of(plan, nullptr, trials[group.front()].settings, parallel)};
        for (const std::size_t t : group) options.push_back(option_of(plan, &trials[t], trials[t].settings, parallel));
        const std::vector<LivedOption> lived = live_options(options, Orders::own, 0, plan.pairs, parallel, progress);
        for (std::size_t k = 0; k < group.size(); ++k) {
            const Trial& trial = trials[group[k]];
            for (const MeasuredPart& part : trial.parts)
                effects[group[k]].push_back(
                    paired_effect(values_of(lived[0].run, trial, part), values_of(lived[k + 1].run, trial, part)));
        }
    }
    progress.finish();
    return effects;
}

}  // namespace sendscape
