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
                                                            "per 1,000", "% a year",
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
