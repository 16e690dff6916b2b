// SPDX-License-Identifier: MIT
#pragma once
#include <boost/container/vector.hpp>
#include <cstdint>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/loops.h"
#include "agents/plans/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// A month of requests for EHC needs assessment (CFA 2014 s36). Children without a plan are asked for at the hazard of
/// their year group and season; within a year group it falls on SEN Support, shown need, severity and disadvantage, so
/// spread that the year group's total stays the published one. On top, each with its switch: secular growth (`years`
/// since the start), unmet need in school, plans among the family's contacts; schools that delay assessments under
/// strain ask less. All are relative to the start, where their mean is 1.
void request_assessments(Pupils& pupils, const Families& families, const Schools& schools, Authorities& authorities,
                         const PlanParameters& parameters, const FamilyParameters& family_parameters,
                         const LoopSwitches& loops, double years, const Step& step);

/// How each child counts in the spread of its year group's requests, in sixteenths; 0 for one that cannot be asked for.
/// Not set to nothing before it is filled: a country's month would wait for 30 MB to be cleared by one thread.
using RequestWeights = boost::container::vector<std::uint16_t>;

RequestWeights request_weights(const PlanParameters& parameters, const Pupils& pupils, const Parallel& parallel);

/// How much likelier a child is to be asked for at each school than its needs explain, from the school's ethos and its
/// habit of asking (Schools::asks): the mean over the month's requests of an authority's schools is 1, so that
/// ethos and habit move requests between schools and not their number.
std::vector<double> asking_of_schools(const PlanParameters& parameters, const Pupils& pupils, const Schools& schools,
                                      const Map& map, const RequestWeights& weights, Month month,
                                      const Parallel& parallel = Parallel());

/// Fraction of its month at which a request arrived, the same whenever it is asked for.
double time_in_month(const Draws& draws, PupilId pupil, Month requested);

/// Opens the process: stage, dates and the weeks it will take where no queue is simulated.
void open_request(Pupils& pupils, PupilId pupil, RequestSource source, const PlanParameters& parameters,
                  const Draws& draws, Month month);

}  // namespace sendscape
