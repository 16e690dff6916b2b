// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"

namespace sendscape {

/// Who is at a selective school has passed its test (agents/admissions/selection_test.h): of the children of a zone and
/// sex in secondary years without SEN Support or a plan, those at selective schools get the attainments of the best
/// scores, the others the rest. Without it results would part for years after the start, and families with them.
void recall_tests(const Step& start, const Families& families, Pupils& pupils);

}  // namespace sendscape
