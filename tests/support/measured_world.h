// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

#include "sim/output/measures.h"
#include "tests/support/small_world.h"

namespace sendscape::testing {

/// The small town with all that a measure of one month is taken from.
struct MeasuredWorld {
    MeasuredWorld() : world(small_world()), scope(*world.map), stocks(scope), flows(scope.authorities.size()) {}
    std::vector<double> values(void (*measure)(const Observation&, std::span<double>), std::size_t size) {
        std::vector<double> out(size);
        measure({world, scope, stocks, flows}, out);
        return out;
    }
    World world;
    Scope scope;
    Stocks stocks;
    Flows flows;
};

}  // namespace sendscape::testing
