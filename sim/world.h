// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>

#include "agents/admissions/criteria.h"
#include "agents/admissions/waiting_lists.h"
#include "agents/authority/authorities.h"
#include "agents/events.h"
#include "agents/families/developments.h"
#include "agents/families/families.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/services/services.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/parameters.h"

namespace sendscape {

/// Of World::rows_done: every row of the schedule.
constexpr std::uint32_t month_complete = 0xFFFFFFFFu;

/// One simulated place at one moment. Copying a World forks the future.
struct World {
    std::shared_ptr<const Map>
        map;                ///< shared, never written; includes sites that a scenario or the authority may open
    Parameters parameters;  ///< in force this month
    Month start;            ///< first recorded January: the starting state is its census
    Month month;            ///< last month completed: the state is that at its census, its events have happened; or in
                            ///< the middle of which it was stopped
    std::uint32_t rows_done = month_complete;  ///< rows of the schedule (school_year.h) lived through in that month
    Draws draws;
    Pupils pupils;
    Families families;
    Contacts contacts;
    Developments developments;
    DeterminedCriteria criteria;  ///< of admission authorities in force this month; the scenario says, so none is saved
    WaitingLists waiting_lists;
    Schools schools;
    Authorities authorities;
    Services services;
    EventLog events;  ///< of that month

    [[nodiscard]] ZoneId home(PupilId p) const { return families.zone[pupils.family[p]]; }
    [[nodiscard]] AuthorityId residence(PupilId p) const { return map->zone(home(p)).authority; }
};

}  // namespace sendscape
