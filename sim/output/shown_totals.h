// SPDX-License-Identifier: MIT
#pragma once

namespace sendscape {

/// Two totals and their difference as they stand side by side.
struct ShownTotals {
    double reference = 0, value = 0, difference = 0;
};

/// THE rule for showing them: the reference's total and the difference (of paired runs the mean of the pairs) are each
/// rounded to the nearest `step`, and the other total is shown as their sum. So the difference told is the same
/// wherever it stands, and whoever subtracts the totals beside it finds it; the other total may be a step off its own
/// nearest value. Not a number where a number is missing; a step of 0 leaves all as they are.
ShownTotals shown_totals(double reference, double difference, double step = 1);

}  // namespace sendscape
