// SPDX-License-Identifier: MIT
#include "sim/studies/school_figures.h"

#include <array>
#include <cmath>
#include <stdexcept>
#include <string>

#include "agents/schools/magnets.h"
#include "agents/schools/support.h"
#include "sim/output/shares.h"
#include "sim/studies/school_pairs.h"

namespace sendscape {
namespace {

/// How far below what is expected a school counts as far below, in standard deviations of chance (as the pairs of
/// January 2019 and 2025 were told).
constexpr double far_below_deviations = 2.5;

/// Schools whose rates are compared: primary schools, and secondary and all-through ones.
std::size_t rate_of_kind(const School& school) { return school.phase == SchoolPhase::primary ? 0 : 1; }

double per_roll(const SchoolFigures& s, double part) { return share_of(part, double{s.roll}); }

}  // namespace

std::vector<SchoolFigures> school_figures(const World& world, std::size_t schools) {
    const Map& map = *world.map;
    const Schools& of = world.schools;
    const SchoolParameters& p = world.parameters.schools;
    struct Rate {
        double plans = 0, pupils = 0;
    };
    std::vector<std::array<Rate, 2>> rates(map.authorities.size());
    const auto is_one = [&](SchoolId s) {
        return of.open(s, world.month) && is_state_mainstream(map.school(s).setting) && of.roll[s] > 0;
    };
    for (std::uint32_t row = 0; row < of.size(); ++row) {
        const SchoolId s(row);
        if (!is_one(s)) continue;
        Rate& rate = rates[map.school(s).authority.value][rate_of_kind(map.school(s))];
        rate.plans += of.plans[s];
        rate.pupils += of.roll[s];
    }
    const double cost = yearly_cost(p);
    std::vector<SchoolFigures> figures(schools);
    for (std::uint32_t row = 0; row < schools; ++row) {
        const SchoolId s(row);
        if (!is_one(s)) continue;
        const School& site = map.school(s);
        SchoolFigures& one = figures[row];
        one.open = true;
        const int beyond = of.beyond_limits[s];
        one.magnet = of.magnet[s];
        if (world.month == world.start && beyond != 0)
            one.magnet = beyond > 0 ? MagnetClass::magnet : MagnetClass::deflector;
        const Rate& rate = rates[site.authority.value][rate_of_kind(site)];
        const double expected = rate.plans / rate.pupils * of.roll[s];
        one.roll = static_cast<float>(of.roll[s]);
        one.plans = static_cast<float>(of.plans[s]);
        one.in_base = static_cast<float>(of.in_base[s][0] + of.in_base[s][1]);
        one.expected = static_cast<float>(expected);
        one.above = above_limit(of.plans[s], expected);
        one.far_below = expected > 0 && (of.plans[s] - expected) / std::sqrt(expected) < -far_below_deviations;
        if (of.expected_plans_la[s] > 0) one.home_area = of.expected_plans[s] / of.expected_plans_la[s];
        one.hours_needed = of.hours_required[s];
        one.hours_short = of.hours_required[s] - of.hours_supplied[s];
        double received = 0;
        for (const SchoolIncome kind : {SchoolIncome::top_up, SchoolIncome::places, SchoolIncome::targeted})
            received += in_pounds(of.received[s][static_cast<std::size_t>(kind)] * months_a_year);
        one.over_notional = static_cast<float>(of.hours_required[s] * cost - received - in_pounds(of.notional_sen[s]));
        one.reserve = static_cast<float>(in_pounds(of.reserve[s]));
        one.strain = of.strain[s];
        one.attainment = of.attainment[s];
        one.cuts_support_staff = responds(of, s, SchoolResponse::cut_support_staff);
    }
    return figures;
}

std::span<const SchoolFigureRow> school_figure_table() {
    using S = SchoolFigures;
    static constexpr SchoolFigureRow rows[]{
        {"relative_rate", "ratio", "Plans over those its roll would hold at its authority's rate",
         [](const S& s) { return share_of(double{s.plans}, double{s.expected}); }},
        {"plan_rate", "share", "Pupils with a plan, of its roll", [](const S& s) { return per_roll(s, s.plans); }},
        {"pupils_on_roll", "children", "Pupils on roll", [](const S& s) { return double{s.roll}; }},
        {"hours_needed", "hours", "Hours of support its pupils need, a week (SENCO, teaching assistants)",
         [](const S& s) { return double{s.hours_needed}; }},
        {"hours_short", "hours", "... of them not supplied", [](const S& s) { return double{s.hours_short}; }},
        {"over_notional", "pounds",
         "Cost of those hours beyond its notional SEN budget and what authorities pay, a year",
         [](const S& s) { return double{s.over_notional}; }},
        {"reserve", "pounds", "Reserve", [](const S& s) { return double{s.reserve}; }},
        {"strain", "ratio", "Strain: 0 none, 1 a typical SEN budget short",
         [](const S& s) { return double{s.strain}; }},
        {"cuts_support_staff", "share", "Cuts support staff that January (share of runs)",
         [](const S& s) { return s.cuts_support_staff ? 1.0 : 0.0; }},
        {"attainment", "standard deviations", "Results, standard deviations about the mean of schools",
         [](const S& s) { return double{s.attainment}; }},
    };
    return rows;
}

const SchoolFigureRow& school_figure(std::string_view name) {
    for (const SchoolFigureRow& row : school_figure_table())
        if (row.name == name) return row;
    throw std::logic_error("no figure of a school is named " + std::string(name));
}

const SchoolFigureRow& relative_rate() { return school_figure("relative_rate"); }

}  // namespace sendscape
