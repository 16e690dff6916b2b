// SPDX-License-Identifier: MIT
#pragma once
#include "agents/admissions/round.h"
#include "tests/support/small_world.h"

namespace sendscape::testing {

/// The small town about to offer places: the world, and what rounds of admissions are handed of it.
struct AdmissionsScene {
    World world = small_world(5);
    Parallel parallel{1};
    [[nodiscard]] Step at(Month month) { return {*world.map, month, world.draws, parallel, world.events}; }
    [[nodiscard]] AdmissionsRound round() {
        return {world.pupils,
                world.schools,
                world.families,
                world.parameters.admissions,
                world.parameters.families,
                world.parameters.loops,
                world.criteria,
                world.waiting_lists};
    }
};

}  // namespace sendscape::testing
