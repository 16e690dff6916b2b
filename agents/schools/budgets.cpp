// SPDX-License-Identifier: MIT
#include "agents/schools/budgets.h"

#include <algorithm>

namespace sendscape {
namespace {

constexpr double least_by_disadvantage =
    0.2;  ///< of the usual notional share, where nobody is disadvantaged (assumption)
/// Share of pupils eligible for free school meals at which a school's notional share is the usual one (DfE, Schools,
/// pupils and their characteristics 2023/24: 24.6%).
constexpr double usual_fsm_share = 0.25;
constexpr double most_strain_paid = 2;  ///< strain beyond which a reserve falls no faster (assumption)
constexpr double most_reserve = 2;      ///< times schools.reserve_start that a school puts by (assumption)

struct Core {
    double total = 0, notional = 0;
};

/// Pounds a year for the pupils counted, Reception to Year 11; sixth forms are funded apart and carry no notional SEN.
Core core_of(const Schools& schools, const School& place, SchoolId s, const SchoolParameters& p) {
    int primary = 0, secondary = 0;
    for (int ncy = reception; ncy <= last_ncy_of_school_age; ++ncy)
        (ncy < year_7 ? primary : secondary) += schools.roll_by_year[s][year_index(ncy)];
    const int counted = primary + secondary;
    if (counted <= 0) return {};
    const double scale = static_cast<double>(schools.funded_roll[s]) / counted * (1 + p.core_uplift);
    const double disadvantage =
        std::max(least_by_disadvantage, 1 + p.notional_fsm * (place.fsm_share - usual_fsm_share));
    Core core;
    core.total = scale * (primary * p.core_primary + secondary * p.core_secondary);
    core.notional =
        scale * disadvantage *
        (primary * p.core_primary * p.notional_primary + secondary * p.core_secondary * p.notional_secondary);
    return core;
}

void fund(Schools& schools, const School& place, SchoolId s, const SchoolParameters& p) {
    const Core core = core_of(schools, place, s, p);
    schools.core_budget[s] = pounds(core.total);
    schools.notional_sen[s] = pounds(core.notional);
}

}  // namespace

void count_funded_rolls(Schools& schools) {
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        int counted = 0;
        for (int ncy = reception; ncy <= last_ncy_of_school_age; ++ncy)
            counted += schools.roll_by_year[s][year_index(ncy)];
        schools.funded_roll[s] = counted;
    }
}

void set_school_budgets(Schools& schools, const Map& map, Month month, const SchoolParameters& p) {
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, month) || !is_state_mainstream(map.school(s).setting)) continue;
        const double margin =
            p.reserve_margin - p.reserve_strain * std::clamp<double>(schools.strain[s], 0, most_strain_paid);
        const double core = in_pounds(schools.core_budget[s]);
        schools.reserve[s] += pounds(core * margin);
        schools.reserve[s] = std::min(schools.reserve[s], pounds(core * most_reserve * p.reserve_start));
        if (schools.funded_roll[s] == 0)  // opened since October: on the roll it has
            for (int ncy = reception; ncy <= last_ncy_of_school_age; ++ncy)
                schools.funded_roll[s] += schools.roll_by_year[s][year_index(ncy)];
        fund(schools, map.school(s), s, p);
    }
}

void fund_rolls_at_once(Schools& schools, const Map& map, Month month, const SchoolParameters& p) {
    if (p.lagged_funding > 0) return;
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (schools.open(s, month) && is_state_mainstream(map.school(s).setting)) fund(schools, map.school(s), s, p);
    }
}

void start_school_budgets(Schools& schools, const Map& map, Month month, const SchoolParameters& p) {
    count_funded_rolls(schools);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, month) || !is_state_mainstream(map.school(s).setting)) continue;
        fund(schools, map.school(s), s, p);
        schools.reserve[s] = pounds(in_pounds(schools.core_budget[s]) * p.reserve_start);
    }
}

}  // namespace sendscape
