// SPDX-License-Identifier: MIT
#include "agents/plans/appeals.h"

#include <algorithm>

#include "agents/plans/assessment.h"
#include "agents/plans/first_plan.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

// 26,977 appeals were registered in 2025, 61% of them over contents (Ministry of Justice, Tribunal statistics): 16,500,
// of 110,000 final plans and 640,000 plans reviewed (SEN2 2026). A third are over the first plan (assumption), which
// gives these rates where appeals are 6.6% of decisions.
constexpr double usual_appeals = 0.066;
constexpr double of_first_plans = 0.05;
constexpr double of_reviews = 0.018;
constexpr double in_dispute = 2.0;  ///< times likelier where the setting is in dispute; the rest less, the mean kept
constexpr double not_in_dispute = 0.7;
constexpr int last_disputed_ncy = 13;           ///< later the setting is a college's or a training provider's to offer
constexpr double spread_of_lag = 0.25;          ///< log of the months to a hearing, standard deviation: assumption
constexpr int least_lag = 3, most_lag = 24;     ///< months: assumption
constexpr double most_by_advocacy = 4;          ///< bound on what advocacy makes of the chance: assumption
constexpr double withdrawn_of_undecided = 0.5;  ///< of appeals withdrawn or conceded, those withdrawn: assumption

bool setting_disputed(const Pupils& pupils, PupilId p) {
    return pupils.prefers_special[p] && !is_special(pupils.setting[p]) && pupils.ncy[p] <= last_disputed_ncy;
}

}  // namespace

void lodge_appeal(Pupils& pupils, PupilId p, AppealKind kind, const PlanParameters& parameters, const Step& step,
                  std::vector<Event>& events) {
    const double spread = step.draws.normal(Stream::plan_appeal_lag, p.value, step.month);
    const int lag = std::clamp(static_cast<int>(parameters.appeal_lag_months * exp(spread_of_lag * spread) + 0.5),
                               least_lag, most_lag);
    pupils.appeal_due[p] = pack(step.month + lag);
    pupils.appeal_kind[p] = static_cast<std::uint8_t>(kind);
    events.push_back({.month = step.month,
                      .pupil = p,
                      .kind = EventKind::appeal_lodged,
                      .cause = static_cast<std::uint8_t>(kind),
                      .detail = lag});
}

void consider_appeal(Pupils& pupils, const Families& families, PupilId p, AppealOf decision,
                     const PlanParameters& parameters, const Step& step, std::vector<Event>& events) {
    if (pupils.appeal_due[p] != no_month) return;
    const bool disputed = setting_disputed(pupils, p);
    const double rate = (decision == AppealOf::first_plan ? of_first_plans : of_reviews) *
                        parameters.appeals_per_decision / usual_appeals * (disputed ? in_dispute : not_in_dispute);
    const double u = step.draws.uniform(Stream::plan_appeal, p.value, step.month);
    if (u > rate * most_by_advocacy) return;
    if (u < rate * std::min(exp(disputes_by_advocacy * families.advocacy[pupils.family[p]]), most_by_advocacy))
        lodge_appeal(pupils, p, disputed ? AppealKind::placement : AppealKind::contents, parameters, step, events);
}

void decide_appeals(Pupils& pupils, const PlanParameters& parameters, bool queue_for_advice, const Step& step) {
    const std::int16_t now = pack(step.month);
    const auto decide = [&](PupilId p, std::vector<Event>& events) {
        if (pupils.appeal_due[p] > now) return;
        pupils.appeal_due[p] = no_month;
        const auto kind = static_cast<AppealKind>(pupils.appeal_kind[p]);
        pupils.appeal_kind[p] = static_cast<std::uint8_t>(AppealKind::none);
        if (!pupils.present(p)) return;
        const auto luck = step.draws.words(Stream::plan_appeal_outcome, p.value, step.month);
        const double first = fraction(luck[0]), second = fraction(luck[1]);
        AppealOutcome outcome = AppealOutcome::authority_choice;
        if (kind == AppealKind::refusal_to_assess) {
            if (pupils.process[p] != AssessmentStage::refused) return;
            // Most are conceded before a hearing; what is not overturned was withdrawn (a fresh request, a move).
            outcome = first < parameters.refusal_appeal_overturned ? AppealOutcome::conceded : AppealOutcome::withdrawn;
        } else {
            if (!pupils.has_plan(p)) return;
            if (first < parameters.appeal_withdrawn_or_conceded)
                outcome = second < withdrawn_of_undecided ? AppealOutcome::withdrawn : AppealOutcome::conceded;
            else if (second < parameters.appeal_parents_choice)
                outcome = AppealOutcome::parents_choice;
            else if (second < parameters.appeal_parents_choice + parameters.appeal_agreed)
                outcome = AppealOutcome::agreed;
        }
        events.push_back({.month = step.month,
                          .pupil = p,
                          .kind = EventKind::appeal_decided,
                          .cause = static_cast<std::uint8_t>(kind),
                          .to = static_cast<std::uint32_t>(outcome)});
        const bool won = outcome == AppealOutcome::conceded || outcome == AppealOutcome::parents_choice ||
                         outcome == AppealOutcome::agreed;
        if (kind == AppealKind::refusal_to_assess) {
            pupils.process_due[p] = now;
            if (won)
                begin_assessment(pupils, p, queue_for_advice, step, events);
            else
                pupils.process[p] = AssessmentStage::none;
        } else if (won && kind == AppealKind::placement && setting_disputed(pupils, p)) {
            require(pupils, p, RequiredProvision::special, step.month, events);
            const auto lodged = static_cast<std::int16_t>(now - static_cast<int>(parameters.appeal_lag_months));
            if (pupils.waiting_since[p] == no_month) {
                pupils.waiting_since[p] = lodged;
                events.push_back({.month = step.month,
                                  .pupil = p,
                                  .kind = EventKind::wait_began,
                                  .to = static_cast<std::uint32_t>(RequiredProvision::special)});
            } else {
                pupils.waiting_since[p] = std::min(pupils.waiting_since[p], lodged);
            }
        }
    };
    step.events.gather(step.parallel, pupils.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& out) {
        for_each_unusual(pupils.appeal_due, no_month, first, end, [&](PupilId p) { decide(p, out); });
    });
}

}  // namespace sendscape
