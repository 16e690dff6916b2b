// SPDX-License-Identifier: MIT
#include "sim/output/measures.h"

#include <algorithm>
#include <vector>

#include "sim/output/money_measures.h"
#include "sim/output/place_measures.h"
#include "sim/output/segregation.h"
#include "sim/output/shares.h"

namespace sendscape {
namespace {

constexpr std::array<Label, 3> share_kinds{{
    {"state_special_of_school_plans", "state and non-maintained special, of plans in schools", "DfE, 45.6% in 2018"},
    {"special_of_all_plans", "special incl. independent, of all plans", "DfE SEN2, 29.4% in 2026"},
    {"special_of_plans_5_to_15", "special incl. independent, of plans at ages 5 to 15", "DfE SEN2, 35.3% in 2026"},
}};
constexpr std::array<Label, 3> later_kinds{{
    {"waiting_list", "from a waiting list", "School Admissions Code 2021, 2.15"},
    {"second_round", "in the second round", "co-ordinated admissions schemes"},
    {"appeal", "on appeal", "School Admission Appeals Code 2022"},
}};
constexpr std::array<Label, 2> admission_appeal_kinds{{
    {"heard", "heard by a panel", "DfE admission appeals"},
    {"upheld", "upheld", "DfE admission appeals"},
}};
constexpr std::array<Label, 2> plan_kinds{{
    {"plan", "with a plan", "school census"},
    {"sen_support", "on SEN Support", "school census"},
}};
constexpr std::array<Label, 2> index_kinds{{
    {"gorard_s", "Gorard's S", "Gorard and Taylor 2002"},
    {"dissimilarity", "index of dissimilarity", "Duncan and Duncan 1955"},
}};
constexpr std::array<Label, 2> with_plan_kinds{{
    {"with_plan", "with a plan", "this model"},
    {"without_plan", "without a plan", "this model"},
}};
constexpr std::array<Label, 2> border_kinds{{
    {"imports", "other authorities' plans in the area's schools", "SEN2"},
    {"exports", "the area's plans in other authorities' schools", "SEN2"},
}};
constexpr std::array<Label, 3> exclusion_kinds{{
    {"suspended", "suspensions", "DfE suspensions and permanent exclusions"},
    {"excluded", "permanent exclusions", "DfE suspensions and permanent exclusions"},
    {"off_rolled", "off-rolled", "Ofsted, EPI"},
}};

// ---- by authority ---------------------------------------------------------------------------------------------------

template <std::int64_t Flows::Row::*field>
void tally_by_authority(const Observation& o, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<double>(o.flows.rows[i].*field);
}

template <std::vector<std::int64_t> Stocks::*field>
void census_as_is(const Observation& o, std::span<double> out) {
    const auto& counts = o.stocks.*field;
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<double>(counts[i]);
}

void plans_maintained(const Observation& o, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t age = 0; age < age_count; ++age)
            out[i] += static_cast<double>(o.stocks.plans_by_age[i * age_count + age]);
}

void cross_border_plans(const Observation& o, std::span<double> out) {
    constexpr std::size_t kinds = border_kinds.size();
    for (std::size_t i = 0; i < out.size(); ++i)
        for (std::size_t setting = 0; setting < setting_count; ++setting)
            out[i] += static_cast<double>(o.stocks.border[(i / kinds * setting_count + setting) * kinds + i % kinds]);
}

template <std::int64_t Flows::Row::*part, std::int64_t Flows::Row::*whole>
void flow_ratio(const Observation& o, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = share_of(static_cast<double>(o.flows.rows[i].*part), static_cast<double>(o.flows.rows[i].*whole));
}

void weeks_to_plan(const Observation& o, std::span<double> out) {
    flow_ratio<&Flows::Row::weeks_tenths, &Flows::Row::issued>(o, out);
    for (double& weeks : out) weeks /= 10.0;
}

void share_in_special(const Observation& o, std::span<double> out) {
    for (std::size_t a = 0; a < o.stocks.authorities; ++a) {
        double special = 0, all = 0, state = 0, in_schools = 0, special_5_15 = 0, all_5_15 = 0;
        for (std::size_t age = 0; age < age_count; ++age)
            for (std::size_t s = 0; s < setting_count; ++s) {
                const auto setting = static_cast<Setting>(s);
                const auto n =
                    static_cast<double>(o.stocks.plans_by_age_setting[(a * age_count + age) * setting_count + s]);
                all += n;
                if (is_special(setting)) special += n;
                if (setting == Setting::state_special || setting == Setting::non_maintained_special) state += n;
                if (is_special(setting) || is_state_mainstream(setting) || setting == Setting::independent_mainstream ||
                    setting == Setting::alternative_provision)
                    in_schools += n;
                if (age + 2 < 5 || age + 2 > 15) continue;
                all_5_15 += n;
                if (is_special(setting)) special_5_15 += n;
            }
        out[a * 3] = share_of(state, in_schools);
        out[a * 3 + 1] = share_of(special, all);
        out[a * 3 + 2] = share_of(special_5_15, all_5_15);
    }
}

void homes_occupied_by_area(const Observation& o, std::span<double> out) {
    const Developments& developments = o.world.developments;
    for (std::size_t i = 0; i < developments.size(); ++i) {
        const DevelopmentId d(i);
        const std::uint32_t area = o.scope.area_of_zone(developments.zone[d]);
        if (area < out.size()) out[area] += homes_occupied(developments, d, o.world.month);
    }
}

void children_to_new_homes(const Observation& o, std::span<double> out) {
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < phase_count; ++k)
            out[a * phase_count + k] = static_cast<double>(o.flows.rows[a].to_new_homes[k]);
}

void children_without_setting(const Observation& o, std::span<double> out) {
    for (std::size_t a = 0; a < o.stocks.authorities; ++a) {
        out[a * 2] = static_cast<double>(o.stocks.awaiting[a]);
        out[a * 2 + 1] = static_cast<double>(o.stocks.awaiting_without_plan[a]);
    }
}

// The first kind of appeal is `none`.
void appeals(const Observation& o, std::span<double> out) {
    constexpr std::size_t kinds = appeal_kind_count - 1;
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < kinds; ++k)
            out[a * kinds + k] = static_cast<double>(o.flows.rows[a].appeals_lodged[k + 1]);
}

void appeals_decided(const Observation& o, std::span<double> out) {
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < appeal_outcome_count; ++k)
            out[a * appeal_outcome_count + k] = static_cast<double>(o.flows.rows[a].appeals_decided[k]);
}

void exclusions(const Observation& o, std::span<double> out) {
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a) {
        out[a * 3] = static_cast<double>(o.flows.rows[a].suspended);
        out[a * 3 + 1] = static_cast<double>(o.flows.rows[a].excluded);
        out[a * 3 + 2] = static_cast<double>(o.flows.rows[a].off_rolled);
    }
}

void school_responses(const Observation& o, std::span<double> out) {
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < school_response_count; ++k)
            out[a * school_response_count + k] = static_cast<double>(o.flows.rows[a].responses[k]);
}

void offers_by_preference(const Observation& o, std::span<double> out) {
    constexpr std::size_t cells = phase_count * preference_count;
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < cells; ++k) out[a * cells + k] = static_cast<double>(o.flows.rows[a].offers[k]);
}

void offers_later(const Observation& o, std::span<double> out) {
    constexpr std::size_t kinds = offer_made_count - 1;
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < kinds; ++k)
            out[a * kinds + k] = static_cast<double>(o.flows.rows[a].offers_later[k]);
}

void admission_appeals(const Observation& o, std::span<double> out) {
    constexpr std::size_t cells = phase_count * 2;
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < cells; ++k)
            out[a * cells + k] = static_cast<double>(o.flows.rows[a].admission_appeals[k]);
}

void fair_access(const Observation& o, std::span<double> out) {
    constexpr std::size_t cells = phase_count * (fair_access_count - 1);
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < cells; ++k)
            out[a * cells + k] = static_cast<double>(o.flows.rows[a].fair_access[k]);
}

void attainment_gap(const Observation& o, std::span<double> out) {
    const auto& tested = o.stocks.tested;
    const auto mean = [&](std::size_t group) {
        return static_cast<double>(o.stocks.attainment_thousandths[group]) / 1000 / static_cast<double>(tested[group]);
    };
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::size_t with_sen = i * 2, without = i * 2 + 1;
        out[i] = tested[with_sen] > 0 && tested[without] > 0 ? mean(without) - mean(with_sen) : not_recorded;
    }
}

void first_preference_share(const Observation& o, std::span<double> out) {
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t phase = 0; phase < phase_count; ++phase) {
            double all = 0;
            for (std::size_t k = 0; k < preference_count; ++k)
                all += static_cast<double>(o.flows.rows[a].offers[phase * preference_count + k]);
            out[a * phase_count + phase] =
                share_of(static_cast<double>(o.flows.rows[a].offers[phase * preference_count + 1]), all);
        }
}

void journey_minutes(const Observation& o, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] =
            share_of(static_cast<double>(o.stocks.journey_tenths[i]) / 10.0, static_cast<double>(o.stocks.journeys[i]));
}

void unmet_need(const Observation& o, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<double>(o.stocks.unmet_thousandths[i]) / 1000.0;
}

template <std::array<std::int64_t, service_count> Flows::Row::*field>
void service_tally(const Observation& o, std::span<double> out) {
    for (std::size_t a = 0; a < o.flows.rows.size(); ++a)
        for (std::size_t k = 0; k < service_count; ++k)
            out[a * service_count + k] = static_cast<double>((o.flows.rows[a].*field)[k]);
}

void waiting(const Observation& o, std::span<double> out) {
    if (o.world.services.size() == 0) return;
    for (std::size_t a = 0; a < o.scope.authorities.size(); ++a)
        for (std::size_t k = 0; k < service_count; ++k)
            out[a * service_count + k] = static_cast<double>(o.world.services.waiting[o.scope.authorities[a]][k]);
}

void wait_weeks(const Observation& o, std::span<double> out) {
    if (o.world.services.size() == 0) return;
    for (std::size_t a = 0; a < o.scope.authorities.size(); ++a)
        for (std::size_t k = 0; k < service_count; ++k)
            out[a * service_count + k] = static_cast<double>(o.world.services.wait_weeks[o.scope.authorities[a]][k]);
}

// ---- by school ------------------------------------------------------------------------------------------------------

template <class Value>
void by_school(const Observation& o, std::span<double> out, Value value) {
    for (std::size_t row = 0; row < out.size() && row < o.world.schools.size(); ++row) {
        const SchoolId s(row);
        out[row] = o.world.schools.open(s, o.world.month) ? static_cast<double>(value(s)) : not_recorded;
    }
}

template <auto Schools::*column>
void school_column(const Observation& o, std::span<double> out) {
    by_school(o, out, [&](SchoolId s) { return (o.world.schools.*column)[s]; });
}

void fair_access_taken(const Observation& o, std::span<double> out) {
    by_school(o, out, [&](SchoolId s) {
        return is_state_mainstream(o.world.map->school(s).setting) ? o.world.schools.fair_access[s][1] : not_recorded;
    });
}

void school_places(const Observation& o, std::span<double> out) {
    by_school(o, out, [&](SchoolId s) { return o.world.schools.commissioned_places[s]; });
}

void base_places(const Observation& o, std::span<double> out) {
    by_school(o, out,
              [&](SchoolId s) { return o.world.schools.base_places[s][0] + o.world.schools.base_places[s][1]; });
}

void pupils_in_base(const Observation& o, std::span<double> out) {
    by_school(o, out, [&](SchoolId s) { return o.world.schools.in_base[s][0] + o.world.schools.in_base[s][1]; });
}

// Pupils in bases are left out of observed and expected: a base is there to draw them.
template <auto Schools::*expected>
void magnet_ratio(const Observation& o, std::span<double> out) {
    by_school(o, out, [&](SchoolId s) {
        const Schools& schools = o.world.schools;
        if (o.world.map->school(s).setting != Setting::mainstream) return not_recorded;
        const double observed = schools.plans[s] - schools.in_base[s][0] - schools.in_base[s][1];
        return share_of(std::max(0.0, observed), static_cast<double>((schools.*expected)[s]));
    });
}

template <auto Schools::*expected>
void expected_plans(const Observation& o, std::span<double> out) {
    by_school(o, out, [&](SchoolId s) {
        const auto plans = static_cast<double>((o.world.schools.*expected)[s]);
        return o.world.map->school(s).setting == Setting::mainstream && plans > 0 ? plans : not_recorded;
    });
}

void magnet_class(const Observation& o, std::span<double> out) {
    by_school(o, out, [&](SchoolId s) {
        if (o.world.map->school(s).setting != Setting::mainstream) return not_recorded;
        switch (o.world.schools.magnet[s]) {
            case MagnetClass::magnet:
                return 1.0;
            case MagnetClass::deflector:
                return -1.0;
            default:
                return 0.0;
        }
    });
}

// ---- the table ------------------------------------------------------------------------------------------------------

constexpr auto monthly = Cadence::monthly;
constexpr auto january = Cadence::january;
constexpr auto stock = Nature::stock;
constexpr auto flow = Nature::flow;
using enum Axis;

constexpr MeasureRow row(std::string_view name, std::string_view unit, Cadence cadence, Nature nature,
                         std::initializer_list<Axis> axes, std::string_view meaning,
                         void (*fill)(const Observation&, std::span<double>), std::span<const Label> kinds = {}) {
    MeasureRow made{name, unit, cadence, nature, {}, axes.size(), kinds, meaning, fill};
    std::size_t i = 0;
    for (const Axis axis : axes) made.axes[i++] = axis;
    return made;
}

using R = Flows::Row;
using C = Stocks;

const std::array table{
    row("plans_maintained", "plans", monthly, stock, {authority},
        "EHC plans the authority maintains for its residents aged 0 to 25", plans_maintained),
    row("plans_by_setting", "plans", monthly, stock, {authority, setting},
        "Residents' plans by where they are educated", census_as_is<&C::plans_by_setting>),
    row("plans_by_need", "plans", monthly, stock, {authority, need}, "Residents' plans by recorded primary need",
        census_as_is<&C::plans_by_need>),
    row("plans_by_age", "plans", monthly, stock, {authority, age}, "Residents' plans by age on 31 August",
        census_as_is<&C::plans_by_age>),
    row("plans_by_area", "plans", monthly, stock, {area}, "Residents' plans by planning area",
        census_as_is<&C::plans_by_area>),
    row("plans_by_age_setting", "plans", january, stock, {authority, age, setting},
        "Residents' plans by age on 31 August and where they are educated", census_as_is<&C::plans_by_age_setting>),
    row("plans_by_need_setting", "plans", january, stock, {authority, need, setting},
        "Residents' plans by recorded primary need and where they are educated",
        census_as_is<&C::plans_by_need_setting>),
    row("plans_by_decile", "plans", january, stock, {authority, decile},
        "Residents' plans by deprivation of the home zone: 1 most deprived to 10 least",
        census_as_is<&C::plans_by_decile>),
    row("residents_by_age", "children", january, stock, {authority, age},
        "Children and young people simulated: all from 2 to 18, with a plan from 19",
        census_as_is<&C::residents_by_age>),
    row("homes_occupied", "homes", monthly, stock, {area}, "Homes lived in of the scenario's housing developments",
        homes_occupied_by_area),
    row("children_to_new_homes", "children", january, flow, {authority, phase},
        "Children of families who came to live in new homes", children_to_new_homes),
    row("residents_on_sen_support", "children", january, stock, {authority}, "Residents on SEN Support",
        census_as_is<&C::sen_support>),
    row("plans_requested", "requests", monthly, flow, {authority}, "Requests for an EHC needs assessment",
        tally_by_authority<&R::requested>),
    row("plans_refused", "requests", monthly, flow, {authority}, "Requests refused an assessment",
        tally_by_authority<&R::refused>),
    row("assessments_agreed", "requests", monthly, flow, {authority}, "Requests for which an assessment was agreed",
        tally_by_authority<&R::agreed>),
    row("plans_not_issued", "assessments", monthly, flow, {authority}, "Assessments that ended without a plan",
        tally_by_authority<&R::not_issued>),
    row("plans_issued", "plans", monthly, flow, {authority}, "New EHC plans", tally_by_authority<&R::issued>),
    row("plans_issued_in_time", "plans", monthly, flow, {authority},
        "New EHC plans issued within 20 weeks of the request", tally_by_authority<&R::in_time>),
    row("plans_issued_over_a_year", "plans", monthly, flow, {authority},
        "New EHC plans issued more than 52 weeks after the request", tally_by_authority<&R::over_a_year>),
    row("plans_ceased", "plans", monthly, flow, {authority}, "Plans ended", tally_by_authority<&R::ceased>),
    row("plans_moved_in", "plans", monthly, flow, {authority}, "Plans taken over with families who moved in",
        tally_by_authority<&R::moved_in>),
    row("plans_moved_out", "plans", monthly, flow, {authority}, "Plans passed on with families who moved out",
        tally_by_authority<&R::moved_out>),
    row("first_placements_special", "plans", monthly, flow, {authority},
        "New plans for which a special school was decided from the first", tally_by_authority<&R::first_special>),
    row("weeks_to_plan", "weeks", january, flow, {authority}, "Mean weeks from request to final plan, over the year",
        weeks_to_plan),
    row("share_in_time", "share", january, flow, {authority},
        "Share of the year's new plans issued within 20 weeks of the request", flow_ratio<&R::in_time, &R::issued>),
    row("specialist_places", "places", monthly, stock, {area, phase, kind},
        "Places in the area's state special schools and AP (commissioned) and bases; whole-school places shared over "
        "phases as rolls are",
        specialist_places, place_kind_labels),
    row("specialist_shortfall", "children", monthly, stock, {area, phase, need, kind},
        "Resident children with plans who have no suitable specialist place, by the first reason that applies",
        census_as_is<&C::shortfall>, shortfall_kind_labels),
    row("planning_gap", "places", january, stock, {area, phase, kind},
        "Residents requiring a state place (those independent for want of one too), plus net imports, less places with "
        "4% of them kept as headroom; below 0 a surplus",
        planning_gap, place_kind_labels),
    row("over_number", "children", monthly, stock, {authority},
        "Children on roll of the area's state special schools above their commissioned places", over_number),
    row("places_on_order", "places", january, stock, {authority, kind},
        "Places ordered and not yet open, by what is built", places_on_order, build_kind_labels),
    row("children_without_setting", "children", january, stock, {authority, kind},
        "Children of compulsory school age without any setting", children_without_setting, with_plan_kinds),
    row("share_in_special", "share", january, stock, {authority, kind},
        "Share of plans in special schools, by three published definitions", share_in_special, share_kinds),
    row("cross_border_plans", "plans", january, stock, {authority, kind},
        "Plans educated in another authority than the one that maintains them", cross_border_plans, border_kinds),
    row("cross_border_plans_by_setting", "plans", january, stock, {authority, setting, kind},
        "The same by where they are educated", census_as_is<&C::border>, border_kinds),
    row("mainstream_pupils", "children", january, stock, {area, phase},
        "Pupils of the area's state mainstream schools, wherever they live", mainstream_pupils),
    row("pupils_on_roll", "children", monthly, stock, {school}, "Pupils on roll", school_column<&Schools::roll>),
    row("pupils_with_plan", "children", monthly, stock, {school}, "Pupils on roll with an EHC plan",
        school_column<&Schools::plans>),
    row("pupils_on_sen_support", "children", monthly, stock, {school}, "Pupils on roll on SEN Support",
        school_column<&Schools::sen_support>),
    row("commissioned_places", "places", monthly, stock, {school}, "Commissioned places of a special school or AP",
        school_places),
    row("base_places", "places", monthly, stock, {school}, "Places in the school's resourced provision or SEN unit",
        base_places),
    row("pupils_in_base", "children", monthly, stock, {school}, "Pupils in the school's base", pupils_in_base),
    row("surplus_places", "places", january, stock, {school},
        "Of state mainstream schools, capacity over the roll; 0 where it is full", surplus_places),
    row("school_budget", "pounds", january, stock, {school},
        "Core budget of a state mainstream school, a year, its notional SEN budget within it", school_budget),
    row("school_high_needs", "pounds", january, stock, {school},
        "What authorities pay a state mainstream school out of the high needs block, a year at the month's rate",
        school_high_needs),
    row("school_reserve", "pounds", january, stock, {school}, "Reserve of a state mainstream school", school_reserve),
    row("magnet_ratio", "ratio", january, stock, {school},
        "Mainstream pupils with plans over those expected at the rates of the areas its pupils come from; bases left "
        "out",
        magnet_ratio<&Schools::expected_plans>),
    row("magnet_ratio_la", "ratio", january, stock, {school},
        "Mainstream pupils with plans over those expected at the authority's rate; bases left out",
        magnet_ratio<&Schools::expected_plans_la>),
    row("expected_plans", "children", january, stock, {school},
        "Pupils with plans expected at the rates of the areas its pupils come from",
        expected_plans<&Schools::expected_plans>),
    row("magnet_class", "class", january, stock, {school},
        "1 magnet, -1 deflector, 0 as expected: outside the 99.8% limits in two Januaries running", magnet_class),
    row("strain", "ratio", monthly, stock, {school},
        "How far pupils' needs outgrow the support the school can pay for: 0 none, 1 by a typical budget",
        school_column<&Schools::strain>),
    row("inclusion", "standard deviations", monthly, stock, {school}, "Inclusion ethos, about the mean of schools",
        school_column<&Schools::ethos>),
    row("gorard_s", "index", january, stock, {authority, phase, kind},
        "Gorard's S over state mainstream schools: share of the group that would have to move for an even spread",
        gorard_s, plan_kinds),
    row("dissimilarity", "index", january, stock, {authority, phase, kind},
        "Index of dissimilarity over state mainstream schools", dissimilarity, plan_kinds),
    row("segregation_by_meals", "index", january, stock, {authority, phase, kind},
        "Both indices over state mainstream schools for children ever eligible for free school meals in six years",
        segregation_by_meals, index_kinds),
    row("offers_by_preference", "offers", january, flow, {authority, phase, preference},
        "Offers of the year's admissions round by preference met; phase of entry", offers_by_preference),
    row("first_preference_share", "share", january, flow, {authority, phase},
        "Share of the year's offers that were the first preference", first_preference_share),
    row("offers_later", "offers", january, flow, {authority, kind},
        "Offers made after the day of the offers: from waiting lists, in the second round, on appeal", offers_later,
        later_kinds),
    row("admission_appeals", "appeals", january, flow, {authority, phase, kind},
        "Admission appeals of the year, by phase of entry", admission_appeals, admission_appeal_kinds),
    row("fair_access_residents", "children", january, flow, {authority, phase, kind},
        "Residents of the authority placed in any school under the Fair Access Protocol, by why", fair_access,
        std::span<const Label>(fair_access_labels).subspan(1)),
    row("fair_access_taken", "children", january, stock, {school},
        "Children, wherever they live, whom a state mainstream school took under the Fair Access Protocol in the year "
        "to January; over its roll, its share",
        fair_access_taken),
    row("attainment_gap", "standard deviations", january, stock, {authority, phase},
        "Mean attainment of Years 6 and 11 without SEN over that with SEN Support or a plan", attainment_gap),
    row("high_needs_income", "pounds", monthly, flow, {authority}, "High needs block income", high_needs_income),
    row("high_needs_spend", "pounds", monthly, flow, {authority, heading},
        "Spend by heading: of the high needs block, but for interest on the deficit, which falls on the general fund "
        "as "
        "transport (transport_spend) does",
        high_needs_spend),
    row("high_needs_balance", "pounds", monthly, stock, {authority},
        "Cumulative balance of the dedicated schools grant; below 0 a deficit", high_needs_balance),
    row("transport_spend", "pounds", monthly, flow, {authority},
        "Spend on home to school transport for children with SEND, on the general fund", transport_spend),
    row("capital_spend", "pounds", monthly, flow, {authority, kind},
        "Capital of places that open in the month, by what is built: the authority's orders and the scenario's own; "
        "what was on order at the start was paid for before",
        capital_spend, capital_kind_labels),
    row("journey_minutes", "minutes", january, stock, {authority, phase},
        "Mean journey one way of residents with plans who attend a school", journey_minutes),
    row("journey_minutes_without_plan", "minutes", january, stock, {authority, phase},
        "Mean journey one way of residents without a plan who attend a school", journey_without_plan),
    row("journeys", "children", january, stock, {authority, phase}, "Residents with plans who travel to a school",
        census_as_is<&C::journeys>),
    row("journeys_over_limit", "children", january, stock, {authority, phase},
        "Residents with plans whose journey is over 45 minutes (75 from Year 7)", census_as_is<&C::journeys_over>),
    row("waiting", "children", monthly, stock, {authority, service}, "Children waiting for a service", waiting),
    row("wait_weeks", "weeks", monthly, stock, {authority, service},
        "Mean wait of the children a service began with in the last twelve months", wait_weeks),
    row("service_referrals", "children", january, flow, {authority, service}, "Children referred in the year",
        service_tally<&R::referred>),
    row("service_refusals", "children", january, flow, {authority, service}, "Referrals refused in the year",
        service_tally<&R::service_refused>),
    row("service_starts", "children", january, flow, {authority, service},
        "Children whom a service began with in the year", service_tally<&R::service_started>),
    row("unmet_need", "children", january, stock, {authority, kind},
        "Unmet need summed over residents: 1 is one child of severity 1 without support for long", unmet_need,
        plan_kinds),
    row("appeals", "appeals", monthly, flow, {authority, kind}, "Appeals to the SEND tribunal lodged", appeals,
        std::span<const Label>(appeal_kind_labels).subspan(1)),
    row("appeals_decided", "appeals", monthly, flow, {authority, kind},
        "Appeals to the SEND tribunal decided, conceded or withdrawn", appeals_decided, appeal_outcome_labels),
    row("exclusions", "cases", monthly, flow, {authority, kind},
        "Residents suspended, permanently excluded, off-rolled", exclusions, exclusion_kinds),
    row("school_responses", "responses", monthly, flow, {authority, kind},
        "What the area's schools did under strain: schools times months", school_responses, school_response_labels),
};

}  // namespace

std::span<const MeasureRow> measure_table() { return table; }

const MeasureRow* find_measure(std::string_view name) {
    for (const MeasureRow& measure : table)
        if (measure.name == name) return &measure;
    return nullptr;
}

std::vector<std::string> measure_names() {
    std::vector<std::string> names;
    for (const MeasureRow& measure : table) names.emplace_back(measure.name);
    return names;
}

}  // namespace sendscape
