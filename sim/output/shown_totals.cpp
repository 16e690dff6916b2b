// SPDX-License-Identifier: MIT
#include "sim/output/shown_totals.h"

#include <cmath>

namespace sendscape {

ShownTotals shown_totals(double reference, double difference, double step) {
    const auto steps = [&](double value) { return step > 0 ? std::round(value / step) : value; };
    const double size = step > 0 ? step : 1;
    // Added in whole steps, so that no fraction creeps in.
    return {steps(reference) * size, (steps(reference) + steps(difference)) * size, steps(difference) * size};
}

}  // namespace sendscape
