// SPDX-License-Identifier: MIT
#include "sim/start/request_habits.h"

#include <algorithm>
#include <array>
#include <vector>

#include "agents/plans/hazards.h"
#include "agents/plans/requests.h"
#include "sim/core/elementary.h"
#include "sim/start/plan_rates.h"

namespace sendscape {
namespace {

/// Of the logarithm either way: no school asks five times as often, or as seldom, as its pupils' needs explain
/// (assumption).
constexpr double most_habit = 1.6;
/// Most independent schools hold a few plans or none: they may ask less often than that.
constexpr double independent_below = 2;

}  // namespace

void find_habit_of_asking(const Map& map, const Draws& draws, const Pupils& pupils, const PlanParameters& parameters,
                          const Parallel& parallel, Schools& schools) {
    const RequestWeights weights = request_weights(parameters, pupils, parallel);
    std::array<double, plan_ages> children{}, weight{};
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const std::size_t year = plan_year_index(pupils.ncy[PupilId(row)]);
        if (weights[row] == 0) continue;
        children[year] += 1;
        weight[year] += weights[row];
    }
    // Requests a school's pupils would make by their year groups alone, and by what is known of their needs.
    std::vector<double> by_year(schools.size(), 0.0), by_need(schools.size(), 0.0);
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (weights[row] == 0 || !pupils.school[p].exists()) continue;
        const std::size_t year = plan_year_index(pupils.ncy[p]);
        by_year[pupils.school[p].value] += parameters.requests_per_1000[year];
        by_need[pupils.school[p].value] +=
            parameters.requests_per_1000[year] * weights[row] * children[year] / weight[year];
    }
    const std::vector<double> ratio = plans_over_expected(map, draws, pupils, schools);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const bool independent = map.schools[row].setting == Setting::independent_mainstream;
        if (!(is_state_mainstream(map.schools[row].setting) || independent) || !(by_need[row] > 0)) continue;
        const double habit = (independent ? 1.0 : parameters.start_asking) * log(ratio[row]);
        const double least = independent ? -independent_below * most_habit : -most_habit;
        const double due = std::clamp(habit + log(by_year[row] / by_need[row]), least, most_habit);
        schools.asks[s] =
            static_cast<float>(due - parameters.requests_by_ethos * static_cast<double>(schools.ethos[s]));
    }
}

}  // namespace sendscape
