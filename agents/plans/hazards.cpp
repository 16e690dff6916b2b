// SPDX-License-Identifier: MIT
#include "agents/plans/hazards.h"

#include <algorithm>

#include "sim/core/elementary.h"

namespace sendscape {

double agreed_of_decided(const PlanParameters& p, RequestSource source, int age, double further_log_odds) {
    const double all_ages = source == RequestSource::school   ? p.agree_school
                            : source == RequestSource::parent ? p.agree_parent
                                                              : p.agree_other;
    return logistic(logit(all_ages) + agreed_by_age[plan_age_index(age)] + further_log_odds);
}

double weeks_to_final_plan(const PlanParameters& p, double u) {
    constexpr double above_nought = 0x1p-54;  // a uniform number may be nought, of which the normal is not finite
    const double weeks = p.weeks_median * exp(p.weeks_sigma * inverse_normal(u + above_nought));
    return std::clamp(weeks, least_weeks_to_plan, most_weeks_to_plan);
}

}  // namespace sendscape
