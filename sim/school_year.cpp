// SPDX-License-Identifier: MIT
#include "sim/school_year.h"

#include <array>

#include "agents/accountability/results.h"
#include "agents/admissions/admission_appeals.h"
#include "agents/admissions/admission_numbers.h"
#include "agents/admissions/in_year.h"
#include "agents/admissions/round.h"
#include "agents/admissions/take_up.h"
#include "agents/authority/commissioning.h"
#include "agents/authority/high_needs.h"
#include "agents/authority/neighbours.h"
#include "agents/authority/payments.h"
#include "agents/authority/requirements.h"
#include "agents/authority/transport.h"
#include "agents/families/beyond_map.h"
#include "agents/families/births.h"
#include "agents/families/developments.h"
#include "agents/families/moves.h"
#include "agents/families/network.h"
#include "agents/families/preferences.h"
#include "agents/families/word_of_mouth.h"
#include "agents/placement/phase_transfer.h"
#include "agents/placement/post16.h"
#include "agents/plans/appeals.h"
#include "agents/plans/assessment.h"
#include "agents/plans/habit_drift.h"
#include "agents/plans/practice_over_time.h"
#include "agents/plans/requests.h"
#include "agents/plans/review.h"
#include "agents/pupils/demography.h"
#include "agents/pupils/identification.h"
#include "agents/schools/budgets.h"
#include "agents/schools/discipline.h"
#include "agents/schools/holding_on.h"
#include "agents/schools/magnets.h"
#include "agents/schools/reputation.h"
#include "agents/schools/rolls.h"
#include "agents/schools/support.h"
#include "agents/services/caseload.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

[[maybe_unused]] constexpr int jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9,
                               oct = 10, nov = 11, dec = 12;

void count_rolls(World& w, const Step& step) { recount(w.pupils, w.schools, step.parallel); }
void count_provision(World& w, const Step& step) { recount_provision(w.pupils, w.schools, step.parallel); }

// ---- pupils
void cohorts_up(World& w, const Step& step) { cohorts_move_up(step, w.pupils); }
void reach_two(World& w, const Step& step) {
    children_reach_two(w.parameters.pupils, w.parameters.families, step, w.pupils, w.families);
}
void families_move(World& w, const Step& step) {
    move_families(w.parameters.pupils, w.parameters.families, w.parameters.loops, w.parameters.plans.practice_doubt,
                  step, w.pupils, w.families);
}
void beyond_the_map(World& w, const Step& step) { go_on_beyond_the_map(step, w.families, w.pupils); }
void new_homes_fill(World& w, const Step& step) {
    fill_new_homes(w.parameters.families, step, w.developments, w.pupils, w.families);
}
void needs_emerge(World& w, const Step& step) {
    identify_needs(w.parameters.pupils, w.schools.training, w.schools.identifies, w.start, step, w.pupils);
}

// ---- placement
/// `moves_up`: schools are named to who leaves another.
template <class Name>
void with_naming_rules(World& w, const Step& step, const Name& name, bool moves_up = true) {
    const Month now = step.month;
    const Month september(now.month_of_year() < 9 ? now.year() : now.year() + 1, 9);
    const auto willingness =
        independent_willingness(w.authorities, w.parameters.authority,
                                w.parameters.placement.independent_willingness_per_deficit, w.parameters.loops);
    const auto special = special_places_opening(w.authorities, w.schools.size(), now, september);
    const auto base = base_places_opening(w.authorities, w.schools.size(), now, september);
    std::vector<std::vector<FeederLink>> links;
    if (moves_up && (naming_for_september(now) || now == september)) links = all_feeds(*w.map, w.schools, september);
    name(step, w.pupils, w.families, w.schools,
         NamingRules{w.parameters.placement, w.parameters.loops, w.authorities, willingness, special, base, links});
}
void post16_moves(World& w, const Step& step) {
    move_post16(step, w.pupils, w.families, w.authorities, w.schools, w.parameters.placement,
                w.parameters.plans.ended_scale_from_16);
}
void post16_endings(World& w, const Step& step) {
    end_post16_plans(step, w.pupils, w.families, w.authorities, w.schools, w.parameters.plans.ended_scale_from_16);
}
void named_places_taken_up(World& w, const Step& step) { with_naming_rules(w, step, take_up_named_places); }
void phase_transfers(World& w, const Step& step) { with_naming_rules(w, step, name_phase_transfers); }
void late_reception(World& w, const Step& step) { with_naming_rules(w, step, decide_late_reception, false); }
void nursery_classes(World& w, const Step& step) { with_naming_rules(w, step, name_nursery_classes, false); }
void settings_named(World& w, const Step& step) { with_naming_rules(w, step, name_settings); }
constexpr Months term_time = every_month & ~in(aug);

// ---- schools, admissions, accountability
void take_offers(World& w, const Step& step) {
    take_up_offers(w.pupils, w.schools, w.families, w.parameters.admissions, step);
}
void share_hours(World& w, const Step& step) {
    share_out_support(w.pupils, w.schools, w.parameters.schools, w.parameters.loops, step);
}
void train(World& w, const Step&) { train_staff(w.schools, w.parameters.schools); }
void respond(World& w, const Step& step) {
    respond_to_strain(w.schools, w.parameters.schools, w.parameters.loops, step);
}
void exclude(World& w, const Step& step) {
    discipline(w.pupils, w.schools, w.families, w.parameters.schools, w.parameters.loops, step);
}
AdmissionsRound admissions_of(World& w) {
    return {
        w.pupils,   w.schools,       w.families,   w.parameters.admissions, w.parameters.families, w.parameters.loops,
        w.criteria, w.waiting_lists, stop_if_asked};
}
void secondary_offers(World& w, const Step& step) { offer_secondary_places(admissions_of(w), step); }
void primary_offers(World& w, const Step& step) { offer_primary_places(admissions_of(w), step); }
void tastes_drift(World& w, const Step& step) {
    drift_tastes(w.schools, w.parameters.families, step);
    drift_habits(w.schools, w.parameters.plans, step);
}
void admission_numbers(World& w, const Step& step) {
    determine_admission_numbers(w.schools, w.parameters.admissions, step);
}
void offers_again(World& w, const Step& step) { offer_places_again(admissions_of(w), step); }
void waiting_lists(World& w, const Step& step) {
    offer_from_waiting_lists(w.waiting_lists, w.pupils, w.schools, w.families, w.parameters.admissions, step);
}
void admission_appeals(World& w, const Step& step) {
    hear_admission_appeals(w.waiting_lists, w.pupils, w.families, w.parameters.admissions, step);
}
void admit_in_year(World& w, const Step& step) {
    in_year_admissions(w.pupils, w.schools, w.families, w.parameters.admissions, w.parameters.families,
                       w.parameters.loops, w.parameters.schools.ap_return, w.parameters.schools.home_education_return,
                       step);
}
void autumn_census(World& w, const Step& step) {
    count_funded_rolls(w.schools);
    fund_rolls_at_once(w.schools, *w.map, step.month, w.parameters.schools);
}
void school_budgets(World& w, const Step& step) {
    set_school_budgets(w.schools, *w.map, step.month, w.parameters.schools);
}
void results(World& w, const Step& step) {
    publish_results(w.pupils, w.schools, w.parameters.accountability, w.parameters.loops, step);
}
void inspections(World& w, const Step& step) {
    inspect(w.schools, w.parameters.accountability, w.parameters.loops, step);
}
void magnets(World& w, const Step& step) {
    measure_magnets(w.pupils, w.schools, w.families, w.parameters.schools, *w.map, step.month, step.parallel);
}
void ethos(World& w, const Step& step) { drift_ethos(w.schools, w.parameters.schools, w.parameters.loops, step); }
void reputation(World& w, const Step& step) {
    spread_reputation(w.schools, w.parameters.schools, w.parameters.loops, step);
}

// ---- families, services, plans
void services_see(World& w, const Step& step) {
    refer_and_treat(w.services, w.pupils, w.families, w.schools, w.parameters.services, w.parameters.loops, step);
}
void mhst_extended(World& w, const Step& step) {
    extend_mhst(w.services, w.schools, step.map, w.parameters.services, step.draws, step.month);
}
void newcomers_known(World& w, const Step& step) {
    join_contacts(w.contacts, w.families, step.draws, step.month, step.parallel);
}
void word_of_mouth(World& w, const Step& step) {
    hear_from_contacts(w.families, w.contacts, w.pupils, w.schools, w.parameters.families, w.parameters.loops, step);
}
void assessments_requested(World& w, const Step& step) {
    request_assessments(w.pupils, w.families, w.schools, w.authorities, w.parameters.plans, w.parameters.families,
                        w.parameters.loops, (step.month - w.start) / 12.0, step);
}
void assessments_progress(World& w, const Step& step) {
    progress_assessments(w.pupils, w.families, w.services, w.authorities, w.parameters.plans, w.parameters.services,
                         w.parameters.loops, step);
}
void holding_on(World& w, const Step& step) {
    weigh_holding_on(w.schools, w.authorities, w.parameters.schools, w.parameters.loops, step);
}
void annual_reviews(World& w, const Step& step) {
    const std::size_t before = step.events.events().size();
    hold_annual_reviews(w.pupils, w.families, w.schools, w.authorities, w.parameters.plans, step);
    count_ended_plans(w.pupils, w.schools, step.events.events().subspan(before));
}
void practice_passes(World& w, const Step& step) { practice_nears_englands(step, w.authorities, w.parameters.plans); }
void appeals_decided(World& w, const Step& step) {
    decide_appeals(w.pupils, w.parameters.plans, w.parameters.loops.services > 0, step);
}
// ---- authority
void buildings_open(World& w, const Step& step) { advance_buildings(step, w.schools, w.authorities); }
void other_places_grow(World& w, const Step& step) {
    if (w.parameters.loops.commissioning > 0)
        grow_places_nobody_orders(step, w.pupils, w.families, w.schools, w.authorities);
}
void high_needs_budgets(World& w, const Step& step) {
    const AuthorityParameters& p = w.parameters.authority;
    const auto by_formula =
        p.formula_only > 0 ? income_without_past_spending(*w.map, w.pupils, w.families, p) : std::vector<double>();
    set_high_needs_budgets(step, w.authorities, p, w.parameters.loops, by_formula);
}
void stability_grant(World& w, const Step& step) { pay_stability_grant(step, w.authorities, w.parameters.authority); }
void transport(World& w, const Step& step) {
    spend_on_transport(step, w.pupils, w.families, w.authorities, w.parameters.authority);
}
void children_paid_for(World& w, const Step& step) {
    pay_for_children(step, w.pupils, w.families, w.schools, w.authorities, w.parameters.authority,
                     w.parameters.schools);
}
void high_needs_spend(World& w, const Step& step) {
    spend_month(step, w.pupils, w.schools, w.authorities, w.parameters.authority, w.parameters.schools);
}
void requirements_counted(World& w, const Step& step) {
    record_requirements(step, w.pupils, w.families, w.authorities);
}
void places_commissioned(World& w, const Step& step) {
    if (w.parameters.loops.commissioning > 0)
        commission_places(step, w.pupils, w.families, w.schools, w.authorities, w.parameters.authority);
}

// What happens in a month, in this order.
constexpr std::array schedule{
    // name, months, function, phase of the benchmark
    Process{"cohorts move up", in(sep), cohorts_up, "age"},
    Process{"children reach two", in(sep), reach_two, "age"},
    Process{"families move", every_month, families_move, "age"},
    Process{"Year 6 of neighbouring authorities leaves for schools beyond the map", in(feb), beyond_the_map, "age"},
    Process{"new homes are lived in", every_month, new_homes_fill, "age"},
    Process{"count rolls", every_month, count_rolls, "measures"},
    Process{"buildings open", every_month, buildings_open, "authority"},
    Process{"places that nobody orders grow", in(sep), other_places_grow, "authority"},
    Process{"post-16 moves", in(sep), post16_moves, "placement"},
    Process{"named places are taken up", in(sep), named_places_taken_up, "placement"},
    Process{"offers are taken up", in(sep), take_offers, "admissions"},
    Process{"needs emerge", every_month, needs_emerge, "needs"},
    Process{"services see children", every_month, services_see, "services"},
    Process{"mental health support teams", in(apr) | in(sep), mhst_extended, "services"},
    Process{"autumn census", in(oct), autumn_census, "money"},
    Process{"authorities pay for children", every_month, children_paid_for, "money"},
    Process{"support hours and strain", every_month, share_hours, "support"},
    Process{"staff are trained", in(sep), train, "support"},
    Process{"schools respond to strain", every_month, respond, "support"},
    Process{"suspensions and exclusions", term_time, exclude, "support"},
    Process{"newcomers are known", in(jan) | in(apr) | in(sep), newcomers_known, "plans"},
    Process{"word of mouth", in(jan) | in(apr) | in(sep), word_of_mouth, "plans"},
    Process{"authorities' practice comes nearer to England's", in(jan), practice_passes, "plans"},
    Process{"EHC assessments are requested", every_month, assessments_requested, "plans"},
    Process{"EHC assessments progress", every_month, assessments_progress, "plans"},
    Process{"schools hold on to children", every_month, holding_on, "support"},
    Process{"annual reviews", every_month, annual_reviews, "plans"},
    Process{"appeals are decided", every_month, appeals_decided, "plans"},
    Process{"count new plans and SEN Support", every_month, count_provision, "measures"},
    Process{"post-16 plans end", static_cast<Months>(every_month & ~in(sep)), post16_endings, "placement"},
    Process{"phase transfers are named", in(feb), phase_transfers, "placement"},
    Process{"late plans for Reception", in(mar) | in(apr) | in(may) | in(jun) | in(jul) | in(aug), late_reception,
            "placement"},
    Process{"nursery classes are named", every_month, nursery_classes, "placement"},
    Process{"settings are named", every_month, settings_named, "placement"},
    Process{"admission numbers are determined", in(feb), admission_numbers, "admissions"},
    Process{"tastes drift", in(feb), tastes_drift, "admissions"},
    Process{"secondary offers", in(mar), secondary_offers, "admissions"},
    Process{"primary offers", in(apr), primary_offers, "admissions"},
    Process{"second round of offers", in(jun), offers_again, "admissions"},
    Process{"admission appeals are heard", in(jul), admission_appeals, "admissions"},
    Process{"waiting lists", every_month, waiting_lists, "admissions"},
    Process{"in-year admissions", every_month, admit_in_year, "admissions"},
    Process{"school budgets", in(apr), school_budgets, "money"},
    Process{"high needs budgets are set", in(apr), high_needs_budgets, "authority"},
    Process{"stability grant is paid", in(oct), stability_grant, "authority"},
    Process{"transport", every_month, transport, "authority"},
    Process{"month's high needs spend", every_month, high_needs_spend, "authority"},
    Process{"requirements are counted", in(jan), requirements_counted, "authority"},
    Process{"forecast and commission", in(jun), places_commissioned, "authority"},
    Process{"results", in(aug), results, "measures"},
    Process{"inspections", term_time, inspections, "measures"},
    Process{"ethos drifts", in(sep), ethos, "measures"},
    Process{"reputation", in(sep), reputation, "measures"},
    Process{"magnets measured", in(jan), magnets, "measures"},
};

}  // namespace

std::span<const Process> school_year() { return schedule; }

}  // namespace sendscape
