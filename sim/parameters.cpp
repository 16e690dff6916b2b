#include "sim/parameters.h"

#include <array>

namespace sendscape {
namespace {

// FIELD(plans.agree_school): how to reach one value or a whole table of a Parameters.
template <class T>
std::span<double> as_span(T& field) {
    if constexpr (std::is_same_v<T, double>)
        return {&field, 1};
    else
        return {field.data(), field.size()};
}
#define FIELD(path) [](Parameters& p) -> std::span<double> { return as_span(p.path); }
#define SWITCH(path, meaning) \
    ParameterRow { #path, FIELD(path), 0, 1, Unit::on_off, Known::not_identifiable, "this model", meaning }

constexpr std::array table{
    // ---- loops: one switch for each feedback and growth term
    SWITCH(loops.growth, "Secular growth of need and of propensity to request"),
    SWITCH(loops.contagion, "Families hear of plans from other families"),
    SWITCH(loops.strain_requests, "Unmet need in school raises requests for assessment"),
    SWITCH(loops.strain_responses, "Schools under strain cut, deflect and exclude"),
    SWITCH(loops.magnets, "Reputation for inclusion draws SEND families and naming"),
    SWITCH(loops.ethos, "Inclusion ethos drifts with strain, accountability and head teachers"),
    SWITCH(loops.flight, "Other families leave strained schools"),
    SWITCH(loops.money_panel, "The deficit tightens panel and naming"),
    SWITCH(loops.services, "Queues for services delay plans and add to what falls on schools"),
    SWITCH(loops.capacity, "Specialist places are limited"),
    SWITCH(loops.commissioning, "The authority orders new places"),
    SWITCH(loops.accountability, "Inspection and results feed back on schools"),
    // ---- pupils
    ParameterRow{"pupils.births_growth", FIELD(pupils.births_growth), -0.1, 0.1, Unit::percent_a_year, Known::england,
                 "ONS births; assumption for the future", "Yearly change of the number of children reaching age 2"},
    ParameterRow{"pupils.sen_support_entry_primary", FIELD(pupils.sen_support_entry_primary), 0.02, 0.06, Unit::share,
                 Known::england, "derived from FFT Education Datalab 2022: ever SEN 25 to 34% by the end of Year 7",
                 "Children without SEN entering SEN Support to Year 6, a year"},
    ParameterRow{"pupils.sen_support_entry_secondary", FIELD(pupils.sen_support_entry_secondary), 0.01, 0.04,
                 Unit::share, Known::england, "derived, as sen_support_entry_primary",
                 "Children without SEN entering SEN Support in Years 7 to 11, a year"},
    ParameterRow{"pupils.sen_support_exit", FIELD(pupils.sen_support_exit), 0.06, 0.20, Unit::share, Known::england,
                 "derived: 18% have any SEN now, 30% ever", "Children leaving SEN Support without a plan, a year"},
    ParameterRow{"pupils.sen_support_exit_year_7", FIELD(pupils.sen_support_exit_year_7), 0, 0.25, Unit::share,
                 Known::england, "derived: 15.2% on SEN Support at 10, 12.9% at 11 (school census 2020)",
                 "Share of SEN Support that ends once at the move to Year 7"},
    ParameterRow{"pupils.support_recode", FIELD(pupils.support_recode), 0, 0.2, Unit::share, Known::not_identifiable,
                 "assumption", "SEN Support labels drawn afresh from the phase's mix, a year"},
    ParameterRow{"pupils.training_effect", FIELD(pupils.training_effect), 0, 1, Unit::log_odds, Known::not_identifiable,
                 "assumption", "Log change of entry to and exit from SEN Support as staff training goes from 0 to 1"},
    ParameterRow{"pupils.severity_growth", FIELD(pupils.severity_growth), -0.05, 0.15, Unit::log_odds,
                 Known::not_identifiable, "assumption", "Yearly rise of the severity of needs as they arise"},
    ParameterRow{"pupils.moves_scale", FIELD(pupils.moves_scale), 0, 3, Unit::number, Known::england,
                 "DfE SEN2 2026: 17,021 plans transferred, 2.4% of plans a year",
                 "Multiplies the chance by age that a child with a plan moves to another authority; as many move in"},
    ParameterRow{"pupils.moves_without_plan", FIELD(pupils.moves_without_plan), 0, 0.1, Unit::share,
                 Known::not_identifiable, "assumption; ONS internal migration",
                 "Families without a plan that leave the authority, a year; as many move in"},
    ParameterRow{"pupils.moves_within", FIELD(pupils.moves_within), 0, 0.2, Unit::share, Known::not_identifiable,
                 "assumption; English Housing Survey", "Families that move house within the authority, a year"},
    ParameterRow{"pupils.start_waiting", FIELD(pupils.start_waiting), 0, 0.2, Unit::share, Known::not_identifiable,
                 "assumption", "Mainstream plan-holders for whom a special school is already required at the start"},
    ParameterRow{"pupils.start_independent_for_want", FIELD(pupils.start_independent_for_want), 0, 1, Unit::share,
                 Known::not_identifiable, "assumption",
                 "Independent special placements at the start made for want of a state place"},
    ParameterRow{"pupils.start_base_filled", FIELD(pupils.start_base_filled), 0.5, 1, Unit::share, Known::authorities,
                 "assumption; DfE school capacity 2023: some 27,000 places, 24,500 children",
                 "Places of resourced provision and SEN units filled at the start"},
    // ---- families
    ParameterRow{"families.contagion", FIELD(families.contagion), 0, 0.6, Unit::log_odds, Known::not_identifiable,
                 "assumption",
                 "Log-odds of a parental request per tenfold rise in the share of plans among the family's contacts"},
    // ---- schools
    ParameterRow{"schools.ethos_reversion", FIELD(schools.ethos_reversion), 0.02, 0.3, Unit::share,
                 Known::not_identifiable, "assumption", "Return of inclusion ethos to the mean, a year"},
    // ---- admissions
    ParameterRow{"admissions.preferences", FIELD(admissions.preferences), 1, 6, Unit::number, Known::authorities,
                 "School Admissions Code: 3 at the least", "Mean number of preferences a family lists"},
    // ---- plans
    ParameterRow{"plans.agree_school", FIELD(plans.agree_school), 0.72, 0.92, Unit::share, Known::england,
                 "DfE SEN2 2026", "Share of decided requests from schools that the panel agrees to assess"},
    // ---- placement
    ParameterRow{"placement.over_number_ceiling", FIELD(placement.over_number_ceiling), 1.12, 1.40, Unit::share,
                 Known::not_identifiable, "assumption; SCAP 2023: over-full schools 12% over",
                 "Most a special school's roll can reach, as a multiple of its commissioned places"},
    ParameterRow{"placement.over_number_median", FIELD(placement.over_number_median), 1.0, 1.3, Unit::share,
                 Known::jointly, "SCAP 2023: over-full schools 12% over",
                 "Ceiling of the middle special school, as a multiple of its commissioned places"},
    ParameterRow{"placement.over_number_acceptance", FIELD(placement.over_number_acceptance), 0, 1, Unit::share,
                 Known::not_identifiable, "assumption",
                 "Chance that a special school just full takes one more when named; falls to 0 at its ceiling"},
    ParameterRow{"placement.primary_share_all_through", FIELD(placement.primary_share_all_through), 0.2, 0.7,
                 Unit::share, Known::england, "DfE SCAP 2024: 61,000 of 153,000 special places primary",
                 "Most of an all-age special school's places that go to primary year groups"},
    ParameterRow{"placement.year_7_to_special", FIELD(placement.year_7_to_special), 0, 0.6, Unit::share, Known::england,
                 "derived from DfE SEN2 2026: 26.4% gross",
                 "Share of mainstream and base holders in Year 6 for whom special is required from Year 7"},
    ParameterRow{"placement.reception_to_special", FIELD(placement.reception_to_special), 0, 0.3, Unit::share,
                 Known::england, "derived from DfE SEN2 2026: 18% special at 4 against 12.5% of first placements",
                 "Share of early-years holders naming mainstream for whom special is required from Reception"},
    ParameterRow{"placement.transfer_to_base_kept", FIELD(placement.transfer_to_base_kept), 0, 1, Unit::share,
                 Known::jointly, "derived from DfE SEN2 2026",
                 "Share of base holders at a phase transfer who still require a base, special apart"},
    ParameterRow{"placement.independent_share", FIELD(placement.independent_share), 0, 1, Unit::share, Known::england,
                 "derived from DfE SEN2 2026: net moves to independent over moves to special",
                 "Share of children requiring special for whom an independent one is named; Reception to Year 11"},
    ParameterRow{"placement.independent_at_once", FIELD(placement.independent_at_once), 0, 1, Unit::share,
                 Known::not_identifiable, "assumption",
                 "Part of the independent share named at once, whether or not state schools have room"},
    ParameterRow{"placement.independent_hazard", FIELD(placement.independent_hazard), 0, 0.3, Unit::share,
                 Known::jointly, "assumption, fitted to independent placements",
                 "Monthly chance that a child who cannot be placed in a state special school is placed independently"},
    ParameterRow{"placement.independent_hazard_growth", FIELD(placement.independent_hazard_growth), 0, 0.1, Unit::share,
                 Known::not_identifiable, "assumption", "Rise of that chance for each month waited"},
    ParameterRow{"placement.independent_hazard_most", FIELD(placement.independent_hazard_most), 0, 1, Unit::share,
                 Known::not_identifiable, "assumption", "Most that chance can be"},
    ParameterRow{"placement.independent_willingness_per_deficit", FIELD(placement.independent_willingness_per_deficit),
                 0, 0.05, Unit::share, Known::not_identifiable, "assumption",
                 "Fall of the authority's willingness to pay independent fees for each 1% of DSG in deficit"},
    ParameterRow{"placement.consultation_success", FIELD(placement.consultation_success), 0.02, 1, Unit::share,
                 Known::not_identifiable, "assumption; SEN2: 2,800 of compulsory age without education",
                 "Monthly chance that a child without a setting is placed where a place exists"},
    ParameterRow{"placement.directed", FIELD(placement.directed), 0, 1, Unit::share, Known::not_identifiable,
                 "assumption", "Share of objecting mainstream schools that the authority directs to admit"},
    ParameterRow{"placement.distance_weight", FIELD(placement.distance_weight), 0, 0.5, Unit::number, Known::jointly,
                 "assumption", "Utility lost for each minute of travel when a mainstream school is named"},
    ParameterRow{"placement.reputation_weight", FIELD(placement.reputation_weight), 0, 2, Unit::number, Known::jointly,
                 "assumption", "Utility of one standard deviation of inclusion reputation when a school is named"},
    // ---- services
    ParameterRow{"services.ep_days_per_advice", FIELD(services.ep_days_per_advice), 2, 4.5, Unit::days, Known::jointly,
                 "assumption from EP workforce reports", "Educational psychologist days for one statutory advice"},
    // ---- authority
    ParameterRow{"authority.income_growth", FIELD(authority.income_growth), -0.05, 0.15, Unit::percent_a_year,
                 Known::england, "assumption", "Yearly growth of high needs income"},
    // ---- accountability
    ParameterRow{"accountability.inclusion_gate", FIELD(accountability.inclusion_gate), 0, 1, Unit::on_off,
                 Known::not_identifiable, "NAHT: no 'outstanding' without inclusion",
                 "1: a school that does not include cannot be graded outstanding"},
};

#undef FIELD
#undef SWITCH

}  // namespace

std::span<const ParameterRow> parameter_table() { return table; }

const ParameterRow* find_parameter(std::string_view key) {
    for (const ParameterRow& row : table)
        if (row.key == key) return &row;
    return nullptr;
}

std::vector<std::string> parameter_keys() {
    std::vector<std::string> keys;
    for (const ParameterRow& row : table) keys.emplace_back(row.key);
    return keys;
}

std::string_view unit_words(Unit unit) {
    static constexpr std::array<std::string_view, 18> words{"",          "share",
                                                            "per 1,000", "share a year",
                                                            "log-odds",  "standard deviations",
                                                            "months",    "weeks",
                                                            "days",      "hours a week",
                                                            "min",       "m",
                                                            "km",        "£",
                                                            "£ a year",  "FTE per 10,000 pupils",
                                                            "places",    "on/off"};
    return words[static_cast<std::size_t>(unit)];
}

}  // namespace sendscape
