// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <functional>
#include <utility>

#include "sim/studies/sweep/sweep_result.h"

namespace sendscape::testing {

/// A sweep of 240 points of Sobol's sequence over two numbers from 0 to 1 and a choice of three, with one measure made
/// up of them.
inline SweepResult made_up_sweep(const std::function<double(double, double, int)>& outcome) {
    constexpr std::size_t points = 240;
    SweepResult result;
    result.title = "Made up";
    result.design = "sobol";
    result.points = points;
    result.replicates = 1;
    result.status.assign(points, RunStatus::done);
    result.digests.assign(points, 1);
    FactorColumn x, y, build;
    x.name = "x";
    x.words = "x, 0 to 1";
    y.name = "y";
    y.words = "y, 0 to 1";
    build.name = "build";
    build.words = "one of three";
    build.in_numbers = false;
    build.levels = {"none", "bases", "special"};
    MeasureColumn measure;
    measure.shape.name = "specialist_shortfall";
    measure.shape.unit = "children";
    measure.shape.meaning = "Children short";
    measure.months = {Month(2035, 9)};
    for (const auto& share : sobol_sequence(points, 3)) {
        const int level = std::min(2, static_cast<int>(share[2] * 3));
        x.numbers.push_back(share[0]);
        y.numbers.push_back(share[1]);
        build.numbers.push_back(level);
        build.texts.push_back(build.levels[static_cast<std::size_t>(level)]);
        measure.values.push_back(outcome(share[0], share[1], level));
    }
    result.factors = {x, y, build};
    result.measures = {measure};
    return result;
}

}  // namespace sendscape::testing
