// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "sim/studies/sweep/sweep_result.h"

namespace sendscape {

/// An outcome of every point: a kept measure, all of it together, in its last census, the mean of the point's
/// replicates that are done.
struct SweepOutcome {
    std::string measure, unit, meaning;
    Month month;
    std::vector<double> values;  ///< by point; not a number where no replicate is done
};
std::vector<SweepOutcome> outcomes_of(const SweepResult& result);
/// The same in every census: by month, by run that is done.
std::vector<std::vector<double>> course_of(const SweepResult& result, const MeasureColumn& measure);

/// Factors as shares of the way through their range or levels: by point, by factor; not numbers where a point gives
/// none.
std::vector<std::vector<double>> shares_of(const SweepResult& result);

/// One part of a factor's range, or one of its levels.
struct EffectPart {
    std::string words;  ///< "0.2 to 0.4", "build-bases"
    double mean = 0;    ///< of the outcome over the points in it
    std::size_t points = 0;
};

/// What a factor does by itself: the mean outcome part by part.
struct MainEffect {
    std::vector<EffectPart> parts;
    double explained = 0;  ///< share of the outcome's variance that lies between the parts; of few points partly chance
    std::size_t least = 0, most = 0;  ///< parts with the least and the most mean outcome
    [[nodiscard]] double size() const { return parts.empty() ? 0 : parts[most].mean - parts[least].mean; }
};
/// Parts a range is cut into; of fewer than `points_a_part` points each, fewer.
inline constexpr std::size_t most_parts = 5, points_a_part = 4;
MainEffect main_effect(const SweepResult& result, std::size_t factor, const SweepOutcome& outcome);

/// How much the effect of one factor differs with another: each is cut into a lower and an upper half (levels ordered
/// by their mean outcome), and it is half of how much more the outcome changes over the one in the upper half of the
/// other than in the lower; in the outcome's unit. Not a number where a quarter has no points.
double interaction(const SweepResult& result, std::size_t one, std::size_t other, const SweepOutcome& outcome);

/// Points that no other beats: less of `fewer` and more of `more` at once. In order of `fewer`.
std::vector<std::size_t> pareto_front(const std::vector<double>& fewer, const std::vector<double>& more);

}  // namespace sendscape
