// SPDX-License-Identifier: MIT
#pragma once
#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// September: special places that no authority of the area orders. State special schools of neighbouring authorities
/// grow as their own residents' plans do, by England's elasticity of places to plans; independent and non-maintained
/// special schools, of the area too, grow where they are full as the plans of all who live on the map do, by a class or
/// a tenth a year. Nothing shrinks: what is not paid for stands empty.
void grow_places_nobody_orders(const Step& step, const Pupils& pupils, const Families& families, Schools& schools,
                               const Authorities& authorities);

}  // namespace sendscape
