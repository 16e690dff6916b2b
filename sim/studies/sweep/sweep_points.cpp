// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_points.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/files/sealed_file.h"
#include "sim/output/program.h"
#include "sim/parameters.h"
#include "sim/scenario/check_on_map.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/scenario_map.h"
#include "sim/simulation.h"
#include "sim/start/memory.h"
#include "sim/studies/options.h"

namespace sendscape {
namespace {

/// "point 3 (psychologists 1.5, gate true)".
std::string point_words(const SweepStudy& study, std::size_t point) {
    std::string text;
    for (std::size_t f = 0; f < study.factors.size(); ++f)
        if (!study.points[point][f].text.empty())
            text +=
                fmt::format("{}{} {}", text.empty() ? "" : ", ", study.factors[f].name, study.points[point][f].text);
    return fmt::format("point {} ({})", point, text.empty() ? "the base" : text);
}

Scenario scenario_of(const SweepStudy& study, std::size_t point, ConfigProblems& problems) {
    Scenario scenario = draft_scenario(study.base, overrides_of_point(study, point), problems);
    scenario.title = study.title;
    settle(scenario);
    return scenario;
}

/// Scenarios of all points, or InputError with what is wrong in the first point that has mistakes.
std::vector<std::shared_ptr<const Scenario>> scenarios_of(const SweepStudy& study, const Scenario& base,
                                                          const Map& bare, const Parallel& parallel) {
    std::vector<std::shared_ptr<const Scenario>> scenarios(study.points.size());
    std::vector<std::string> wrong(study.points.size());
    parallel.for_each(study.points.size(), [&](std::size_t p) {
        stop_if_asked();
        ConfigProblems problems;
        try {
            Scenario scenario = scenario_of(study, p, problems);
            add_map_problems(scenario, bare, problems);
            problems.throw_if_any();
            if (scenario.authorities != base.authorities)
                throw InputError(
                    "a policy of a sweep may not give figures of authorities' own accounts ([authority]): the base "
                    "may");
            scenarios[p] = std::make_shared<const Scenario>(std::move(scenario));
        } catch (const InputError& error) {
            wrong[p] = error.what();
        }
    });
    for (std::size_t p = 0; p < wrong.size(); ++p)
        if (!wrong[p].empty()) throw InputError(fmt::format("{}: {}", point_words(study, p), wrong[p]));
    return scenarios;
}

/// What of a scenario is in force at the start, as text: the changes, later ones over earlier.
std::string in_force_at_start(const Scenario& scenario, Month start, bool shaping_only) {
    std::map<std::string, std::string> values;
    for (const ParameterChange& change : scenario.changes) {
        if (change.from > start) continue;
        const ParameterRow* const row = find_parameter(change.key);
        if (shaping_only && (change.from != Month(0) || !row || !shapes_start(row->shapes))) continue;
        std::string text;
        for (const double value : change.values) text += number_text(value) + ";";
        values[change.key] = std::move(text);
    }
    std::string text;
    for (const auto& [key, value] : values) text += key + "=" + value + "\n";
    return text;
}

/// Gives points that share their start, and those that share their first years, the same numbers.
void find_what_is_shared(SweepPlan& plan) {
    std::map<std::pair<const Map*, std::string>, std::size_t> starts;
    std::map<std::string, std::vector<std::size_t>> stems;  // by what is in force: the first points of its stems
    for (std::size_t p = 0; p < plan.points.size(); ++p) {
        SweepPoint& point = plan.points[p];
        const auto key = std::pair(point.map.get(), in_force_at_start(*point.scenario, plan.start, true));
        point.start = starts.emplace(key, starts.size()).first->second;
        auto& leaders = stems[in_force_at_start(*point.scenario, plan.start, false)];
        // Nearly always there is one; what is undated and no parameter can part them.
        const auto leader = std::find_if(leaders.begin(), leaders.end(), [&](std::size_t first) {
            return last_month_shared(plan.points[first], point, plan.start, plan.years).has_value();
        });
        point.stem = leader != leaders.end() ? plan.points[*leader].stem : plan.stems++;
        if (leader == leaders.end()) leaders.push_back(p);
    }
    plan.starts = starts.size();
}

}  // namespace

std::optional<Month> last_month_shared(const SweepPoint& one, const SweepPoint& other, Month start, int years) {
    const Month end = start + years * months_a_year;
    const std::optional<Month> differs = first_difference(*one.scenario, *other.scenario);
    if (!differs) return end;
    if (*differs <= start) return std::nullopt;
    return std::min(*differs - 1, end);
}

SweepPlan plan_sweep(SweepStudy study, const std::optional<std::filesystem::path>& map, ConfigProblems& problems,
                     const Parallel& parallel) {
    SweepPlan plan;
    Scenario base = draft_scenario(study.base, overrides_of_all(study), problems);
    base.title = study.title;
    settle(base);
    problems.throw_if_any();
    if (study.points.empty()) throw InputError(fmt::format("{}: the sweep has no points", study.name));
    Map bare = checked_map(base, map, problems, parallel);
    plan.start = base.start.value_or(bare.census);
    plan.years = base.years;
    plan.map_name = bare.name;
    plan.map_digest = bare.digest;
    std::vector<std::pair<std::vector<ProvisionChange>, std::shared_ptr<const Map>>> maps;
    for (auto& scenario : scenarios_of(study, base, bare, parallel)) {
        auto known =
            std::find_if(maps.begin(), maps.end(), [&](const auto& one) { return one.first == scenario->provision; });
        if (known == maps.end()) {
            stop_if_asked();
            maps.emplace_back(scenario->provision,
                              std::make_shared<const Map>(prepare_map(bare, scenario->provision, parallel)));
            known = std::prev(maps.end());
        }
        plan.points.push_back({std::move(scenario), known->second, 0, 0});
    }
    plan.kept = KeptMeasures(study.keep, bare, plan.start, plan.years);
    plan.world_bytes = world_memory(*maps.front().second, plan.years);
    bare.travel = {};
    plan.axes_map = std::make_shared<const Map>(std::move(bare));
    plan.base = std::move(base);
    plan.study = std::move(study);
    find_what_is_shared(plan);
    return plan;
}

std::string study_text(const SweepPlan& plan) {
    const auto digest = [](const std::string& text) { return fmt::format("{:016x}", digest_of(bytes_of(text))); };
    std::string text = fmt::format("program {} {}\n", program_version(), program_commit());
    text += fmt::format("map {} {}\n", plan.map_name, plan.map_digest);
    text += fmt::format("base scenario {} {}\n", plan.base.name, digest(plan.base.effective_toml));
    text += fmt::format("years {}\nseed {}\nreplicates {}\n", plan.years, plan.base.seed, plan.study.replicates);
    text += fmt::format("design {}, {} points\n", design_name(plan.study.design), plan.points.size());
    for (const Factor& factor : plan.study.factors)
        text += fmt::format("factor {}: {}\n", factor.name, factor_words(factor));
    for (const KeptMeasure& measure : plan.kept.measures)
        text += fmt::format("keep {}, {} values\n", measure.shape.name, measure.size());
    std::string scenarios;
    for (const SweepPoint& point : plan.points) scenarios += digest(point.scenario->effective_toml);
    return text + fmt::format("scenarios of the points {}\n", digest(scenarios));
}

MonthsOfASweep months_of(const SweepPlan& plan) {
    const auto whole = static_cast<std::size_t>(plan.years) * months_a_year;
    MonthsOfASweep months;
    months.all = whole * plan.points.size();
    std::map<std::size_t, std::size_t> leaders;
    for (std::size_t p = 0; p < plan.points.size(); ++p) {
        const auto [leader, first] = leaders.emplace(plan.points[p].stem, p);
        if (first) continue;
        const auto last = last_month_shared(plan.points[leader->second], plan.points[p], plan.start, plan.years);
        if (last) months.shared += static_cast<std::size_t>(*last - plan.start);
    }
    return months;
}

}  // namespace sendscape
