// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "agents/authority/parameters.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"
#include "sim/core/setting.h"

namespace sendscape {

/// What a child with a plan costs an authority a year, pounds, by setting group, places included.
double unit_cost(SettingGroup group, const AuthorityParameters& parameters);

/// What the high needs national funding formula looks at in one authority, as far as a map shows it.
struct FormulaMeasures {
    double pupils = 0;  ///< on the rolls of the area's schools
    double past_cost =
        0;  ///< what its residents' plans cost at the start, pounds a year, for the formula's past spending
    double special = 0;       ///< its residents in special schools of any kind
    double state_pupils = 0;  ///< of the pupils, those in state-funded mainstream schools
    double meals_known = 0;   ///< of these, those of schools whose free school meals are known
    double meals = 0;         ///< of these, ever eligible in six years
};

/// The measures of each authority of the map, as it starts.
std::vector<FormulaMeasures> measure_authorities(const Map& map, const Pupils& pupils, const Families& families,
                                                 const AuthorityParameters& parameters);

/// High needs income a year, pounds. The shape is that of DfE's high needs national funding formula: an amount for each
/// child in a special school (basic entitlement), a part for past spending, and of the rest half by population, half by
/// proxies of need (free school meals, IDACI, low attainment, ill health, disability). A map shows free school meals
/// only; the other proxies are taken to follow them in part. England's mean authority of 60,000 pupils has
/// `income_per_60000`.
double formula_income(const FormulaMeasures& measures, const AuthorityParameters& parameters);

}  // namespace sendscape
