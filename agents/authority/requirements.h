// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"
#include "maps/map.h"

namespace sendscape {

/// What an officer counts in January, by authority.
std::vector<Requirements> count_requirements(const Map& map, const Pupils& pupils, const Families& families);

/// Children of Reception to Year 6 and of Year 7 to 14 who will require special schools or bases in `years_ahead`
/// years, by cohort survival: each cohort is carried on by the ratio its elders showed between the last two Januaries,
/// steadied by England's (the commonest method in sufficiency strategies). Officers know nothing of the model's
/// hazards.
struct RequirementForecast {
    std::array<double, 2> special{}, base{};  ///< primary, secondary with post-16
};
RequirementForecast forecast_requirements(const Requirements& last, const Requirements& now, int years_ahead);

/// January: the count is put on record for next year's forecast.
void record_requirements(const Step& step, const Pupils& pupils, const Families& families, Authorities& authorities);

}  // namespace sendscape
