// SPDX-License-Identifier: MIT
#include "agents/plans/assessment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "agents/families/plan_holders_at_home.h"
#include "agents/families/residence.h"
#include "agents/plans/appeals.h"
#include "agents/plans/assessment_case.h"
#include "agents/plans/first_plan.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"
#include "agents/plans/requests.h"
#include "agents/pupils/rows_where.h"
#include "agents/services/caseload.h"
#include "sim/core/elementary.h"
#include "sim/core/summed.h"
#include "sim/core/units.h"

namespace sendscape {
namespace {

constexpr std::size_t psychology = service_row("educational_psychology");
constexpr int months_to_mediate = 2;  ///< 30 days to arrange it (SEND Regulations 2014), and the answer: assumption
constexpr double middle = 0.5;        ///< of a month, or of one case's part of it
constexpr double most_disputes = 3;   ///< bound on what advocacy makes of the chance to dispute: assumption
constexpr float chases_from = 0.6F;   ///< advocacy from which a family has its case brought forward: assumption
constexpr double least_weeks_after_advice = 3;      ///< drafting and the parents' 15 days at their shortest: assumption
constexpr double issue_decided_after_advice = 0.6;  ///< of the weeks from the advice to the plan: assumption
constexpr double months_in_mean_wait = 12;          ///< of the running mean

// Weeks from the request to a moment `part` of the way through month `now`.
double weeks_since_request(const Draws& draws, const Pupils& pupils, PupilId p, std::int16_t now, double part) {
    const double months = now - pupils.requested_on[p] + part - time_in_month(draws, p, unpack(pupils.requested_on[p]));
    return std::max(months * weeks_per_month, weeks_to_decision);
}

void refuse(Pupils& pupils, const Families& families, PupilId p, const PlanParameters& parameters, const Step& step,
            std::vector<Event>& events) {
    const std::int16_t now = pack(step.month);
    pupils.process[p] = AssessmentStage::refused;
    pupils.process_due[p] = static_cast<std::int16_t>(now + months_refused);
    events.push_back({.month = step.month, .pupil = p, .kind = EventKind::plan_refused});
    const auto luck = step.draws.words(Stream::plan_mediation, p.value, step.month);
    const double advocacy = std::min(exp(disputes_by_advocacy * families.advocacy[pupils.family[p]]), most_disputes);
    const bool mediated = fraction(luck[0]) < parameters.mediation_share * advocacy;
    if (mediated) events.push_back({.month = step.month, .pupil = p, .kind = EventKind::mediation});
    if (mediated && fraction(luck[1]) < parameters.mediation_overturned) {
        // The assessment begins when the mediation ends, before the month in which other refusals close.
        pupils.process_due[p] = static_cast<std::int16_t>(now + months_to_mediate);
        pupils.appeal_kind[p] = mediation_conceded;
    } else if (pupils.appeal_due[p] == no_month && fraction(luck[2]) < parameters.refusal_appeal_share * advocacy) {
        lodge_appeal(pupils, p, AppealKind::refusal_to_assess, parameters, step, events);
        pupils.process_due[p] = pupils.appeal_due[p];
    }
}

// Carries one child's process on to this month.
void progress(Pupils& pupils, const Families& families, const Authorities& authorities, PupilId p,
              const PlanParameters& parameters, double years_grown, bool queue_for_advice, const Step& step,
              std::vector<Event>& events) {
    const std::int16_t now = pack(step.month);
    while (pupils.process[p] != AssessmentStage::none && pupils.process_due[p] != no_month &&
           pupils.process_due[p] <= now) {
        const double weeks = weeks_of_process(pupils, p);
        switch (pupils.process[p]) {
            case AssessmentStage::requested: {
                const double leniency = leniency_of(authorities, authority_of(pupils, families, step.map, p));
                const Decision decision = decide(pupils, p, leniency, parameters, step.draws, step.month);
                if (decision == Decision::agreed) {
                    begin_assessment(pupils, p, queue_for_advice, step, events);
                } else if (decision == Decision::refused) {
                    refuse(pupils, families, p, parameters, step, events);
                } else {
                    pupils.process[p] = AssessmentStage::none;
                }
                break;
            }
            case AssessmentStage::refused:
                if (pupils.appeal_kind[p] == mediation_conceded) {
                    begin_assessment(pupils, p, queue_for_advice, step, events);
                } else if (pupils.appeal_due[p] != no_month) {
                    return;  // the tribunal decides, later this month
                } else {
                    pupils.process[p] = AssessmentStage::none;
                }
                break;
            case AssessmentStage::assessing:
                if (step.draws.happens(plan_given(parameters, practice_of(authorities, step.map, families, pupils, p)),
                                       Stream::plan_assessment, p.value, unpack(pupils.requested_on[p]))) {
                    pupils.process[p] = AssessmentStage::drafting;
                    pupils.process_due[p] = month_of(step.draws, pupils, p, weeks, now);
                } else {
                    pupils.process[p] = AssessmentStage::none;
                    events.push_back({.month = step.month, .pupil = p, .kind = EventKind::plan_not_issued});
                }
                break;
            case AssessmentStage::drafting:
                issue_plan(pupils, families, authorities, p, weeks, years_grown, parameters, step, events);
                break;
            case AssessmentStage::none:
                break;
        }
    }
}

bool comes_first(const Pupils& pupils, const Families& families, PupilId p, Month month) {
    const int ncy = pupils.ncy[p];
    const bool school_entry = ncy == reception - 1;
    const bool transfer = ncy == year_7 - 1 && month.month_of_year() >= 9;
    const bool ordered = pupils.appeal_kind[p] == assessment_ordered;
    const bool chased = families.advocacy[pupils.family[p]] > chases_from;
    return school_entry || transfer || ordered || chased;
}

// Educational psychologists of each authority take up this month's cases.
void give_advice(Pupils& pupils, const Families& families, Services& services, const Authorities& authorities,
                 const PlanParameters& parameters, const ServiceParameters& service_parameters, const Step& step) {
    const std::int16_t now = pack(step.month);
    std::vector<std::vector<Waiting>> queues(services.size());
    using Join = std::pair<AuthorityId, Waiting>;
    const auto joins =
        listed<Join>(step.parallel, pupils.size(), [&](std::vector<Join>& found, std::size_t first, std::size_t end) {
            const auto visit = [&](PupilId p) {
                const std::int16_t since = pupils.service_since[p][psychology];
                if (pupils.process[p] != AssessmentStage::assessing || since == no_month) return;
                const AuthorityId authority = authority_of(pupils, families, step.map, p);
                const auto priority = static_cast<std::uint8_t>(comes_first(pupils, families, p, step.month) ? 0 : 1);
                if (authority.value < queues.size()) found.emplace_back(authority, Waiting{priority, since, p});
            };
            for_each_far_apart(
                first, end, [&](PupilId p) { return pupils.process[p] != AssessmentStage::none; }, visit,
                [&](PupilId p) { ask_for(pupils.service_since[p], pupils.family[p]); },
                [&](PupilId p) { ask_for_home(pupils, families, p); });
        });
    for (const auto& [authority, waiting] : joins) queues[authority.value].push_back(waiting);
    step.parallel.for_each(queues.size(), [&](std::size_t a) {  // each authority's own
        const AuthorityId authority(a);
        auto& queue = queues[a];
        std::sort(queue.begin(), queue.end());
        const auto arrived =
            std::count_if(queue.begin(), queue.end(), [&](const Waiting& waiting) { return waiting.since == now; });
        const Practice practice = authority.value < authorities.size() ? authorities.practice[authority] : Practice{};
        const double staffed =
            advices_a_month(service_parameters, services.on_roll[authority]) * static_cast<double>(practice.advices);
        // Half of the month's arrivals are there at its middle.
        const double standing = static_cast<double>(queue.size()) - middle * static_cast<double>(arrived);
        const double weeks_of_queue =
            staffed > 0 ? standing / staffed * weeks_per_month : service_parameters.usual_weeks[psychology];
        const auto capacity =
            static_cast<float>(staffed * supply_response(service_parameters, psychology, weeks_of_queue));
        services.capacity[authority][psychology] = capacity;
        services.staff[authority][psychology] =
            static_cast<float>(psychologists(service_parameters, services.on_roll[authority]) *
                               service_parameters.capacity_scale[psychology] * static_cast<double>(practice.advices));
        const std::size_t begun = cases_to_begin(services.spare[authority][psychology], capacity, queue.size());
        double waited = 0;
        for (std::size_t i = 0; i < begun; ++i) {
            const PupilId p = queue[i].pupil;
            const double part = (static_cast<double>(i) + middle) / static_cast<double>(begun);
            const double so_far = weeks_since_request(step.draws, pupils, p, now, part);
            const int months = now - pupils.service_since[p][psychology];
            waited += std::max((months + part - middle) * weeks_per_month, 0.0);
            const double spread = step.draws.normal(Stream::service_duration, p.value, unpack(pupils.requested_on[p]));
            const double to_follow =
                parameters.advice_weeks * static_cast<double>(practice.drafting) * exp(parameters.case_sigma * spread);
            const double whole = std::min(so_far + std::max(to_follow, least_weeks_after_advice), most_weeks);
            pupils.service_since[p][psychology] = no_month;
            if (pupils.appeal_kind[p] == assessment_ordered)
                pupils.appeal_kind[p] = static_cast<std::uint8_t>(AppealKind::none);
            pupils.process_weeks[p] = static_cast<std::uint16_t>(whole * tenths_a_week);
            pupils.process_due[p] =
                month_of(step.draws, pupils, p, so_far + issue_decided_after_advice * (whole - so_far), now);
        }
        services.waiting[authority][psychology] = static_cast<std::int32_t>(queue.size() - begun);
        if (begun > 0) {
            float& mean = services.wait_weeks[authority][psychology];
            mean += static_cast<float>((waited / static_cast<double>(begun) - mean) / months_in_mean_wait);
        }
    });
}

}  // namespace

void begin_assessment(Pupils& pupils, PupilId p, bool queue_for_advice, const Step& step, std::vector<Event>& events) {
    const std::int16_t now = pack(step.month);
    events.push_back({.month = step.month,
                      .pupil = p,
                      .kind = EventKind::assessment_agreed,
                      .cause = static_cast<std::uint8_t>(pupils.source[p])});
    // Ordered or conceded: the weeks are counted afresh, as the time limits are (SEND Regulations 2014, regulation 44).
    const bool ordered = pupils.process[p] == AssessmentStage::refused;
    if (ordered) {
        pupils.requested_on[p] = now;
        pupils.appeal_kind[p] = assessment_ordered;
    }
    pupils.process[p] = AssessmentStage::assessing;
    if (queue_for_advice) {
        pupils.service_since[p][psychology] = now;
        pupils.process_due[p] = no_month;
    } else {
        pupils.process_due[p] = month_of(step.draws, pupils, p, result_at * weeks_of_process(pupils, p), now);
    }
}

void progress_assessments(Pupils& pupils, const Families& families, Services& services, const Authorities& authorities,
                          const PlanParameters& parameters, const ServiceParameters& service_parameters,
                          const LoopSwitches& loops, const Step& step) {
    const bool queue_for_advice = loops.services > 0;
    const std::int16_t now = pack(step.month);
    const double years_grown = loops.growth * years_of_trend(parameters, (step.month - step.map.census) / 12.0);
    step.events.gather(step.parallel, pupils.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& out) {
        const auto visit = [&](PupilId p) {
            auto& since = pupils.service_since[p][psychology];
            if (!pupils.present(p)) {
                pupils.process[p] = AssessmentStage::none;
                pupils.process_due[p] = since = no_month;
                return;
            }
            if (pupils.process[p] == AssessmentStage::assessing && since != no_month) {
                if (queue_for_advice) return;
                since = no_month;
                if (pupils.process_due[p] == no_month) {  // the queue was switched off meanwhile
                    pupils.process_due[p] =
                        month_of(step.draws, pupils, p, result_at * weeks_of_process(pupils, p), now);
                }
            }
            progress(pupils, families, authorities, p, parameters, years_grown, queue_for_advice, step, out);
        };
        for_each_far_apart(
            first, end, [&](PupilId p) { return pupils.process[p] != AssessmentStage::none; }, visit,
            [&](PupilId p) { ask_for(pupils.service_since[p], pupils.process_due[p], pupils.setting[p]); },
            [](PupilId) {});
    });
    if (queue_for_advice) give_advice(pupils, families, services, authorities, parameters, service_parameters, step);
}

}  // namespace sendscape
