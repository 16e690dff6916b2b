// SPDX-License-Identifier: MIT
#include "agents/schools/bases.h"

namespace sendscape {

BaseFor base_of(const Schools& schools, SchoolId s) { return {schools.base_kind[s], schools.base_needs[s]}; }

void add_base_places(Schools& schools, SchoolId s, std::size_t phase, std::int32_t places, const BaseFor& base) {
    if (schools.base_places[s][0] + schools.base_places[s][1] <= 0) {
        schools.base_kind[s] = base.kind;
        schools.base_needs[s] = base.needs;
    } else if (schools.base_needs[s] != 0) {
        schools.base_needs[s] = static_cast<NeedSet>(schools.base_needs[s] | base.needs);
    }
    schools.base_places[s][phase] += places;
}

}  // namespace sendscape
