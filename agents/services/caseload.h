// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/families.h"
#include "agents/loops.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/services/parameters.h"
#include "agents/services/services.h"
#include "agents/step.h"
#include "sim/core/units.h"

namespace sendscape {

/// A child in a queue. Order: priority class (0 first), then who has waited longest, then row.
struct Waiting {
    std::uint8_t priority = 1;
    std::int16_t since = 0;
    PupilId pupil;
    friend bool operator<(const Waiting& a, const Waiting& b) {
        if (a.priority != b.priority) return a.priority < b.priority;
        if (a.since != b.since) return a.since < b.since;
        return a.pupil < b.pupil;
    }
};

/// How many cases can be begun this month: whole cases of capacity plus what was left over; the fraction is carried
/// on, unused whole cases are not.
std::size_t cases_to_begin(float& spare, float capacity, std::size_t waiting);

/// How readily a child with a need is referred to a service, beside one with the need the service is there for (1).
constexpr double concern(std::size_t service, Need need) {
    const ServiceRow& row = service_table[service];
    for (const NeedReferred& listed : row.needs)
        if (listed.need == need && need != Need::none) return listed.share;
    return row.other_needs;
}

/// Starts every service in a steady state: staff and capacity for the demand there is, children waiting and being
/// seen as published waits and lengths of treatment imply (Little's law), Mental Health Support Teams in schools.
void start_services(Services& services, Pupils& pupils, const Families& families, Schools& schools, const Map& map,
                    const ServiceParameters& parameters, const Draws& draws, Month start);

/// A month of the services that children are referred to: those in need are referred, refused below the threshold,
/// wait, are seen (the most severe first where the service has it so, else in order), leave. Educational psychology's
/// queue is in the assessments. Without the services loop everything stays as it is.
void refer_and_treat(Services& services, Pupils& pupils, const Families& families, const Schools& schools,
                     const ServiceParameters& parameters, const LoopSwitches& loops, const Step& step);

/// Educational psychologists of an authority, full-time equivalents, before services.capacity_scale.
double psychologists(const ServiceParameters& parameters, int on_roll);
/// Capacity of educational psychology in an authority: advices a month, before queue pressure.
double advices_a_month(const ServiceParameters& parameters, int on_roll);
/// Supply responds to queue pressure (locums, agencies, time moved from other work): the factor on capacity when the
/// queue would take so many weeks to clear.
double supply_response(const ServiceParameters& parameters, std::size_t service, double weeks_of_queue);

/// Spreads Mental Health Support Teams to more schools by the plan for all by `mhst_full_year`, unevenly by area.
void extend_mhst(Services& services, Schools& schools, const Map& map, const ServiceParameters& parameters,
                 const Draws& draws, Month month);

}  // namespace sendscape
