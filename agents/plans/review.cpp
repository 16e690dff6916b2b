// SPDX-License-Identifier: MIT
#include "agents/plans/review.h"

#include <algorithm>

#include "agents/plans/appeals.h"
#include "agents/plans/first_plan.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"
#include "agents/pupils/plan_holders.h"
#include "agents/schools/holding_on.h"

namespace sendscape {
namespace {

constexpr double holders_special_by_need = 0.92;  ///< mean of special_by_need() over mainstream holders (SEN2 2025)
/// Changes of provision a year are per cent, and half of them fall in each of two rounds: in September and at the
/// anniversary.
constexpr double percent_in_two_rounds = 100 * 2;
constexpr double percent = 100;
constexpr double ended_in_year_11 = 0.005;  ///< a year: needs met, left England or died at 16 (SEN2 2026, derived)
constexpr int second_year_from = 12, second_year_to = 24;  ///< months with a plan
constexpr int last_year_of_returns = 10;  ///< nobody goes back to mainstream in the last year of school: assumption

/// Of speech, language and communication needs and moderate learning difficulties at special schools before Year 7, a
/// year. New plans name severe ones in 1.3 of 100 cases, plans held in 4.0; of a cohort about 450 do at 4 and 1,900 at
/// 10, of whom new plans are 900 at the most: some 1,000 a year are recoded, out of some 22,000 (derived: DfE,
/// Education, health and care plans 2025 and 2026, needs by age and placement, new plans by need).
constexpr double recoded_to_sld = 0.045;

// Why plans end under 16 (SEN2 2026: ages 5 to 15).
CeaseCause cause_under_16(double u) {
    constexpr double met = 0.25, or_left = 0.85;
    return u < met ? CeaseCause::needs_met : u < or_left ? CeaseCause::left_england : CeaseCause::died;
}

void cease(Pupils& pupils, PupilId p, CeaseCause cause, const Step& step, std::vector<Event>& events) {
    pupils.provision[p] = cause == CeaseCause::needs_met ? Provision::sen_support : Provision::none;
    pupils.required[p] = RequiredProvision::none;
    pupils.waiting_since[p] = pupils.plan_since[p] = pupils.appeal_due[p] = no_month;
    events.push_back({.month = step.month,
                      .pupil = p,
                      .kind = EventKind::plan_ceased,
                      .cause = static_cast<std::uint8_t>(cause),
                      .from_setting = pupils.setting[p],
                      .from = pupils.school[p].value});
    if (cause == CeaseCause::needs_met) return;
    events.push_back({.month = step.month,
                      .pupil = p,
                      .kind = EventKind::left,
                      .cause = static_cast<std::uint8_t>(cause),
                      .from = pupils.school[p].value});
    pupils.setting[p] = Setting::gone;
    pupils.school[p] = SchoolId();
}

/// Whether a plan for mainstream ends in the September in which the child has moved to the next key stage's school:
/// Years 3, 7 and 12 (Schools White Paper, February 2026: plans are reviewed at transition points).
bool ends_at_transition(const Pupils& pupils, PupilId p, const PlanParameters& parameters, const Step& step) {
    if (!(parameters.ends_at_transition > 0)) return false;
    constexpr int year_3 = 3;
    const int ncy = pupils.ncy[p];
    if (ncy != year_3 && ncy != year_7 && ncy != first_post16_ncy) return false;
    if (pupils.required[p] != RequiredProvision::mainstream || pupils.waiting(p)) return false;
    return step.draws.happens(parameters.ends_at_transition, Stream::plan_transition, p.value, step.month);
}

// One of the year's two rounds of change for children in mainstream or a base.
void change_required(Pupils& pupils, const Schools& schools, const Practice& practice, PupilId p, int year, int months,
                     double u, const PlanParameters& parameters, const Step& step, std::vector<Event>& events) {
    const Setting setting = pupils.setting[p];
    const RequiredProvision required = pupils.required[p];
    if (!(setting == Setting::mainstream || setting == Setting::independent_mainstream || is_base(setting))) return;
    if (required != RequiredProvision::mainstream && required != RequiredProvision::base) return;
    const YearOfChange yearly = change_of_provision(year);
    const double special = chance_of_special(parameters, year, months, pupils.recorded[p]) *
                           handed_on(schools, pupils.school[p]) * static_cast<double>(practice.special);
    const double elsewhere = yearly.to_elsewhere / percent_in_two_rounds * parameters.elsewhere_scale *
                             static_cast<double>(practice.elsewhere);
    const double base = required == RequiredProvision::mainstream
                            ? yearly.to_base / percent_in_two_rounds * base_by_need(pupils.recorded[p]) *
                                  static_cast<double>(practice.base)
                            : 0;
    if (u < special) {
        require(pupils, p, RequiredProvision::special, step.month, events);
        pupils.prefers_special[p] = 1;
    } else if (u < special + elsewhere) {
        require(pupils, p, RequiredProvision::elsewhere, step.month, events);
    } else if (u < special + elsewhere + base) {
        require(pupils, p, RequiredProvision::base, step.month, events);
    }
}

}  // namespace

Need recoded(const PlanParameters& parameters, Need need, Setting setting, int ncy, double u) {
    // What a child was first said to have is seen as a severe learning difficulty once it is at a special school.
    const bool may_be_severe = need == Need::slcn || need == Need::mld;
    if (may_be_severe && is_special(setting) && ncy < year_7) {
        if (u < recoded_to_sld) return Need::sld;
        u = (u - recoded_to_sld) / (1 - recoded_to_sld);
    }
    if (need == Need::slcn) {
        if (u >= parameters.recode_slcn) return need;
        const double to = u / parameters.recode_slcn;
        // The young are recoded to autism first, from Year 3 as many to SEMH (derived from needs by age, SEN2 2025).
        constexpr int older = 3;
        constexpr double young_asd = 0.60, young_or_mld = 0.90, older_asd = 0.35, older_or_semh = 0.75;
        if (ncy < older) return to < young_asd ? Need::asd : to < young_or_mld ? Need::mld : Need::semh;
        return to < older_asd ? Need::asd : to < older_or_semh ? Need::semh : Need::mld;
    }
    constexpr int last_drift = 10;  // SEMH rises until Year 10
    const bool drifts = need == Need::asd || need == Need::mld || need == Need::spld;
    return drifts && ncy >= year_7 && ncy <= last_drift && u < parameters.recode_to_semh ? Need::semh : need;
}

double chance_of_special(const PlanParameters& parameters, int ncy, int months_with_plan, Need need) {
    const double duration =
        months_with_plan >= second_year_from && months_with_plan < second_year_to ? parameters.second_year : 1;
    return change_of_provision(ncy).to_special / percent_in_two_rounds * parameters.to_special_scale * duration *
           special_by_need(need) / holders_special_by_need;
}

void hold_annual_reviews(Pupils& pupils, const Families& families, const Schools& schools,
                         const Authorities& authorities, const PlanParameters& parameters, const Step& step) {
    const std::int16_t now = pack(step.month);
    const int month_of_year = step.month.month_of_year();
    const bool september = month_of_year == 9;
    step.events.gather(step.parallel, pupils.size(), [&](std::size_t first, std::size_t end, std::vector<Event>& out) {
        const auto visit = [&](PupilId p) {
            const int months = pupils.plan_since[p] == no_month ? 12 : now - pupils.plan_since[p];
            const bool anniversary = months > 0 && months % 12 == 0;
            if (!anniversary && !(september && months > 0)) return;
            const int ncy = pupils.ncy[p];
            const int year = month_of_year >= 9 ? ncy - 1 : ncy;  // year group of the January before
            const Practice practice = practice_of(authorities, step.map, families, pupils, p);
            if (september && ends_at_transition(pupils, p, parameters, step)) {
                cease(pupils, p, CeaseCause::needs_met, step, out);
                return;
            }
            if (september && ncy < first_post16_ncy) {
                const auto luck = step.draws.words(Stream::plan_required_change, p.value, step.month);
                change_required(pupils, schools, practice, p, year, months, fraction(luck[0]), parameters, step, out);
            }
            if (!anniversary) return;
            const auto luck = step.draws.words(Stream::plan_review, p.value, step.month);
            out.push_back({.month = step.month, .pupil = p, .kind = EventKind::review_held});
            const double ended = ncy >= first_post16_ncy ? 0
                                 : ncy == first_post16_ncy - 1
                                     ? ended_in_year_11
                                     : ended_percent_a_year[plan_year_index(ncy)] / percent * parameters.ended_scale;
            if (fraction(luck[0]) < ended) {
                cease(pupils, p, cause_under_16(fraction(luck[0]) / ended), step, out);
                return;
            }
            const Need need = recoded(parameters, pupils.recorded[p], pupils.setting[p], ncy, fraction(luck[1]));
            if (need != pupils.recorded[p]) {
                out.push_back({.month = step.month,
                               .pupil = p,
                               .kind = EventKind::need_changed,
                               .from = static_cast<std::uint32_t>(pupils.recorded[p]),
                               .to = static_cast<std::uint32_t>(need)});
                pupils.recorded[p] = need;
            }
            if (ncy < first_post16_ncy)
                change_required(pupils, schools, practice, p, year, months, fraction(luck[2]), parameters, step, out);
            if (ncy <= last_year_of_returns && is_special(pupils.setting[p]) &&
                pupils.required[p] == RequiredProvision::special && fraction(luck[3]) < parameters.from_special) {
                require(pupils, p, RequiredProvision::mainstream, step.month, out);
                pupils.prefers_special[p] = 0;
            }
            consider_appeal(pupils, families, p, AppealOf::review, parameters, step, out);
        };
        for_each_plan_holder(pupils, first, end, visit, pupils.plan_since);
    });
}

}  // namespace sendscape
