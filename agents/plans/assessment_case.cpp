// SPDX-License-Identifier: MIT
#include "agents/plans/assessment_case.h"

#include <algorithm>

#include "agents/plans/requests.h"
#include "sim/core/elementary.h"
#include "sim/core/units.h"

namespace sendscape {
namespace {

/// Mean severity of children for whom an assessment is requested in the starting population: there the panel agrees at
/// the published rate. A child without a recorded severity counts as a little below it (assumption).
constexpr double usual_severity = 0.34, severity_unknown = 0.3;

double severity_seen(float severity) { return severity > 0 ? double{severity} : severity_unknown; }

double by_severity(const PlanParameters& parameters, float severity) {
    return parameters.agree_severity * (severity_seen(severity) - usual_severity);
}

}  // namespace

Decision decide(const Pupils& pupils, PupilId p, double leniency, const PlanParameters& parameters, const Draws& draws,
                Month month) {
    const auto luck = draws.words(Stream::plan_panel, p.value, month);
    if (fraction(luck[0]) < parameters.withdrawn) return Decision::withdrawn;
    if (parameters.panel_threshold > 0 && severity_seen(pupils.severity[p]) < parameters.panel_threshold)
        return Decision::refused;
    const int age = exact_age(pupils.ncy[p], pupils.birth_month[p], month);
    const double chance =
        agreed_of_decided(parameters, pupils.source[p], age, by_severity(parameters, pupils.severity[p]) + leniency);
    return fraction(luck[1]) < chance ? Decision::agreed : Decision::refused;
}

double agreement_log_odds(const PlanParameters& parameters, RequestSource source, int age, float severity) {
    return logit(agreed_of_decided(parameters, source, age, by_severity(parameters, severity)));
}

double leniency_of(const Authorities& authorities, AuthorityId authority) {
    return authority.value < authorities.size() ? authorities.leniency[authority] : 0.0;
}

double plan_given(const PlanParameters& parameters, const Practice& practice) {
    return std::min(1.0, parameters.plan_given_assessment * static_cast<double>(practice.issued));
}

double weeks_of_process(const Pupils& pupils, PupilId p) { return pupils.process_weeks[p] / tenths_a_week; }

std::int16_t month_of(const Draws& draws, const Pupils& pupils, PupilId p, double weeks, std::int16_t now) {
    const Month requested = unpack(pupils.requested_on[p]);
    const double when = time_in_month(draws, p, requested) + weeks / weeks_per_month;
    return std::max(now, pack(requested + static_cast<int>(when)));
}

}  // namespace sendscape
