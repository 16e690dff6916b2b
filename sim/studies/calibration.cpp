// SPDX-License-Identifier: MIT
#include "sim/studies/calibration.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include "sim/core/elementary.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/recording.h"
#include "sim/start/published_plans.h"
#include "sim/studies/replicates.h"
#include "sim/studies/scored_measures.h"
#include "sim/studies/sweep/design.h"

namespace sendscape {
namespace {

// What the model's form may miss of a sum over authorities, standard deviation of its logarithm (judged): a stock is
// carried on from year to year, a flow is not.
constexpr double form_of_stocks = 0.03, form_of_flows = 0.10;
// England's growth beside that of the authorities lived, where only England's is published (judged).
constexpr double sample_beside_england = 0.04;
// Parts of all plans below this are not asked about: too few to tell.
constexpr double least_asked = 0.02;
constexpr std::size_t least_authorities = 2;

bool is_asked_of(const ScoredMeasure& measure) {
    return measure.nature == ScoredNature::stock || measure.nature == ScoredNature::part ||
           measure.nature == ScoredNature::flow;
}

const Forecast* forecast_of(const std::vector<Forecast>& lived, const ScoredMeasure& measure, int horizon) {
    const auto found = std::find_if(lived.begin(), lived.end(), [&](const Forecast& one) {
        return one.school == 0 && one.horizon == horizon && one.measure == measure.name && one.axes == measure.axes;
    });
    return found == lived.end() ? nullptr : &*found;
}

double spread_squared(const std::vector<double>& values) {
    double mean = 0, sum = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) sum += (value - mean) * (value - mean);
    return values.size() < 2 ? 0 : sum / static_cast<double>(values.size() - 1);
}

/// The sums of one measure in one January; nothing where too few authorities tell it.
std::optional<PathRow> path_row(const Published& published, const std::vector<std::string>& authorities,
                                const std::vector<std::vector<Forecast>>& lived, const ScoredMeasure& measure,
                                int horizon, std::size_t scenarios) {
    PathRow row{measure.name, measure.axes, measure.words, horizon, 0, 0, std::vector<double>(scenarios, 0.0), 0,
                false};
    std::vector<double> off;  // of the model as it is, by authority
    for (std::size_t a = 0; a < authorities.size(); ++a) {
        const double truth = published.value(measure, authorities[a], horizon);
        const Forecast* const told = forecast_of(lived[a], measure, horizon);
        if (!(truth > 0) || !told || told->values.size() != scenarios) continue;
        if (!std::all_of(told->values.begin(), told->values.end(), [](double value) { return value >= 0; })) continue;
        ++row.authorities;
        row.published += truth;
        for (std::size_t s = 0; s < scenarios; ++s) row.lived[s] += told->values[s];
        if (told->values[0] > 0) off.push_back(log(told->values[0] / truth));
    }
    if (row.authorities < least_authorities || !(row.published > 0)) return std::nullopt;
    const double form = measure.nature == ScoredNature::flow ? form_of_flows : form_of_stocks;
    row.doubt = std::sqrt(form * form + spread_squared(off) / static_cast<double>(row.authorities));
    return row;
}

/// Plans in all in Januaries that no table tells by authority: those of the start times England's growth.
std::optional<PathRow> england_row(const Published& published, const std::vector<std::string>& authorities,
                                   const std::vector<std::vector<Forecast>>& lived, const ScoredMeasure& plans,
                                   int horizon, std::size_t scenarios) {
    constexpr int last_published = 2026;
    const int january = published.start() + horizon;
    if (january > last_published) return std::nullopt;
    PathRow row{plans.name, plans.axes, plans.words + ", by England's growth", horizon,
                0,          0,          std::vector<double>(scenarios, 0.0),   0,
                false};
    for (std::size_t a = 0; a < authorities.size(); ++a) {
        const double first = published.value(plans, authorities[a], 0);
        const Forecast* const told = forecast_of(lived[a], plans, horizon);
        if (!(first > 0) || !told || told->values.size() != scenarios) continue;
        ++row.authorities;
        row.published += first * england_growth(published.start(), january);
        for (std::size_t s = 0; s < scenarios; ++s) row.lived[s] += told->values[s];
    }
    if (row.authorities < least_authorities) return std::nullopt;
    row.doubt = std::sqrt(form_of_stocks * form_of_stocks + sample_beside_england * sample_beside_england);
    return row;
}

}  // namespace

AssumptionSet trial_directions(std::size_t trials, double spread, const Scenario& scenario, std::uint64_t seed) {
    AssumptionSet set;
    Parameters usual;
    for (const ParameterRow& row : parameter_table()) {
        if (!is_assumption(row)) continue;
        const auto values = row.field(usual);
        const bool moves = std::any_of(values.begin(), values.end(),
                                       [&](double value) { return value > row.least && value < row.most; });
        const bool given = std::any_of(scenario.changes.begin(), scenario.changes.end(),
                                       [&](const ParameterChange& change) { return change.key == row.key; });
        if (moves && !given) set.keys.emplace_back(row.key);
    }
    for (const std::vector<double>& point : latin_hypercube(trials, set.keys.size(), seed)) {
        std::vector<double>& direction = set.directions.emplace_back();
        for (const double share : point) direction.push_back(spread * inverse_normal(share));
    }
    return set;
}

std::vector<std::shared_ptr<const Scenario>> trial_scenarios(const Scenario& scenario, const AssumptionSet& trials) {
    Scenario sure = scenario;
    sure.replicates = 1;
    std::vector<std::shared_ptr<const Scenario>> scenarios{std::make_shared<const Scenario>(sure)};
    for (const std::vector<double>& direction : trials.directions)
        for (const double sign : {1.0, -1.0}) {
            auto trial = std::make_shared<Scenario>(sure);
            Parameters usual;
            for (std::size_t i = 0; i < trials.keys.size(); ++i) {
                const ParameterRow& row = *find_parameter(trials.keys[i]);
                ParameterChange change;
                change.key = trials.keys[i];
                for (const double value : row.field(usual))
                    change.values.push_back(moved_value(row, value, sign * direction[i]));
                trial->changes.push_back(std::move(change));
            }
            settle(*trial);
            scenarios.push_back(std::move(trial));
        }
    return scenarios;
}

std::optional<std::vector<Forecast>> live_trials(const HindcastPlan& plan, const std::string& authority,
                                                 const std::vector<std::shared_ptr<const Scenario>>& scenarios,
                                                 const Parallel& parallel, Progress& progress) {
    const auto map = hindcast_map(plan, authority, parallel);
    std::vector<std::vector<Forecast>> lived(scenarios.size());
    parallel.for_each(scenarios.size(), [&](std::size_t s) {
        const Parallel alone(1);
        Replicates replicates(map, scenarios[s], EventsKept::none, map->census, alone);
        if (!replicates.run(progress)) return;
        lived[s] = forecasts_of(replicates.recording().finish(*scenarios[s]), {});
        std::erase_if(lived[s], [](const Forecast& one) { return one.school != 0; });
    });
    if (interrupt_requested()) return std::nullopt;
    std::vector<Forecast> all = std::move(lived.front());
    for (Forecast& one : all)
        for (std::size_t s = 1; s < lived.size(); ++s) {
            const auto same = std::find_if(lived[s].begin(), lived[s].end(), [&](const Forecast& other) {
                return other.measure == one.measure && other.axes == one.axes && other.horizon == one.horizon;
            });
            one.values.push_back(same == lived[s].end() ? not_recorded : same->values.front());
        }
    return all;
}

double PathRow::implausibility(std::size_t scenario) const {
    return lived[scenario] > 0 ? log(lived[scenario] / published) / doubt : ruled_out_beyond + 1;
}

double PathRow::middle_moved(std::size_t one, std::size_t other) const {
    const double middle = (lived[one] + lived[other]) / 2;
    return middle > 0 && lived[0] > 0 ? std::abs(log(middle / lived[0])) / doubt : middle_within + 1;
}

Calibration match_history(const Published& published, const std::vector<std::string>& authorities,
                          const std::vector<std::vector<Forecast>>& lived, std::size_t directions) {
    Calibration calibration;
    const std::size_t scenarios = 1 + 2 * directions;
    int last = 0;
    for (const std::vector<Forecast>& one : lived)
        for (const Forecast& forecast : one) last = std::max(last, forecast.horizon);
    const ScoredMeasure& plans = scored_measures().front();
    for (int horizon = 1; horizon <= last; ++horizon) {
        double all = 0;
        for (const ScoredMeasure& measure : scored_measures()) {
            if (!is_asked_of(measure)) continue;
            auto row = path_row(published, authorities, lived, measure, horizon, scenarios);
            if (&measure == &plans && !row)
                row = england_row(published, authorities, lived, measure, horizon, scenarios);
            if (!row) continue;
            if (measure.nature == ScoredNature::stock) all = row->published;
            const bool small = measure.nature == ScoredNature::part && row->published < least_asked * all;
            row->asked = !small && std::abs(row->implausibility(0)) < ruled_out_beyond;
            calibration.rows.push_back(std::move(*row));
        }
    }
    std::vector<std::pair<double, std::size_t>> still;
    for (std::size_t d = 0; d < directions; ++d) {
        const std::size_t one = 1 + 2 * d, other = 2 + 2 * d;
        bool kept = true;
        double moved = 0;
        for (const PathRow& row : calibration.rows) {
            if (!row.asked) continue;
            kept = kept && std::abs(row.implausibility(one)) <= ruled_out_beyond &&
                   std::abs(row.implausibility(other)) <= ruled_out_beyond;
            moved = std::max(moved, row.middle_moved(one, other));
        }
        if (kept && moved <= middle_within) still.emplace_back(moved, d);
    }
    std::sort(still.begin(), still.end());
    for (const auto& [moved, d] : still) calibration.kept.push_back(d);
    return calibration;
}

std::string calibration_csv(const Calibration& calibration) {
    std::string text =
        "measure,axes,horizon,authorities,published,model,doubt,asked,least_tried,greatest_tried,least_kept,greatest_"
        "kept\n";
    for (const PathRow& row : calibration.rows) {
        const auto tried = std::minmax_element(row.lived.begin(), row.lived.end());
        double least = row.lived[0], greatest = row.lived[0];
        for (const std::size_t d : calibration.kept)
            for (const std::size_t s : {1 + 2 * d, 2 + 2 * d}) {
                least = std::min(least, row.lived[s]);
                greatest = std::max(greatest, row.lived[s]);
            }
        text += fmt::format("{},{},{},{},{:.0f},{:.0f},{:.4f},{},{:.0f},{:.0f},{:.0f},{:.0f}\n", row.measure, row.axes,
                            row.horizon, row.authorities, row.published, row.lived[0], row.doubt, row.asked ? 1 : 0,
                            *tried.first, *tried.second, least, greatest);
    }
    return text;
}

std::vector<AssumptionTold> told_by_history(const AssumptionSet& trials, const std::vector<std::size_t>& kept) {
    std::vector<AssumptionTold> told;
    for (std::size_t key = 0; key < trials.keys.size(); ++key) {
        double before = 0, after = 0;  // each direction is tried both ways, so that means are 0
        for (const std::vector<double>& direction : trials.directions)
            before += direction[key] * direction[key] / static_cast<double>(trials.directions.size());
        for (const std::size_t d : kept)
            after += trials.directions[d][key] * trials.directions[d][key] / static_cast<double>(kept.size());
        told.push_back({trials.keys[key], kept.empty() || !(before > 0) ? 1 : std::sqrt(after / before)});
    }
    std::sort(told.begin(), told.end(), [](const AssumptionTold& a, const AssumptionTold& b) {
        return a.spread_left < b.spread_left || (a.spread_left == b.spread_left && a.key < b.key);
    });
    return told;
}

}  // namespace sendscape
