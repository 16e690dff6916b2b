// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/studies/magnet_trials.h"
#include "sim/studies/paired.h"
#include "sim/studies/policy_effects.h"

namespace sendscape {

/// Which side of the funnel.
enum class Side : signed char { magnet = 1, deflector = -1 };

/// By what a school is one: this model's class; the published measure (above its limit, or far below); one of them.
enum class By : unsigned char { model_class, published, either };

/// A school that is a magnet, or a deflector, by either measure in the last January of one replicate at least.
struct ToldSchool {
    std::size_t row = 0;                                   ///< of the map
    std::vector<double> by_january, published_by_january;  ///< share of replicates by class, by the published measure
    double share = 0;                     ///< of replicates in which it is one by either in the last January
    Month since;                          ///< median over those replicates: the January it became one by either to stay
    bool from_start = false;              ///< that is the first January
    std::vector<std::size_t> alike;       ///< ordinary schools of its kind and size (within a quarter), nearest first
    std::vector<std::size_t> neighbours;  ///< state mainstream schools of its kind nearest to it, of the halo too
};

/// A school told in most replicates; pages and averages are about these.
constexpr double most_replicates_from = 0.5;

/// All of a side, in most replicates first, then by relative rate, strongest first.
std::vector<ToldSchool> told_schools(const MagnetTrials& trials, Side side);
/// Rows of those in most replicates, `most` at the most; 0: all.
std::vector<ToldSchool> in_most_runs(const std::vector<ToldSchool>& told, std::size_t most);

/// By replicate: the mean of a figure over schools in a January (default: the last), not a number where none is open.
std::vector<double> mean_figure(const MagnetTrials& trials, std::size_t future, const std::vector<std::size_t>& rows,
                                const SchoolFigureRow& figure, std::optional<std::size_t> january = {});
/// By replicate: how many schools are one of a side in a January, and of those that were at the start which share still
/// is in the last January.
std::vector<double> number_of(const MagnetTrials& trials, std::size_t future, Side side, By by, std::size_t january);
std::vector<double> share_still(const MagnetTrials& trials, std::size_t future, Side side, By by);

/// What is told of a difference, pair by pair.
struct Contrast {
    PairedDifference paired;    ///< range over the pairs
    Effect mean;                ///< 95% interval of the mean
    std::size_t with_sign = 0;  ///< pairs in which the difference has the sign of its mean
    /// Whether the interval of the mean excludes 0; never with fewer than PairedDifference::least_pairs.
    [[nodiscard]] bool shown() const;
};
Contrast contrast(const std::vector<double>& without, const std::vector<double>& with);

/// A figure's mean over schools: `future` against `against`.
Contrast contrast_of(const MagnetTrials& trials, std::size_t against, std::size_t future,
                     const std::vector<std::size_t>& rows, const SchoolFigureRow& figure);
/// The reference's schools against those alike in the same runs: the mean of the differences of each from its own.
Contrast contrast_alike(const MagnetTrials& trials, const std::vector<ToldSchool>& schools,
                        const SchoolFigureRow& figure);
/// The neighbours of each, with the loop against without.
Contrast contrast_neighbours(const MagnetTrials& trials, std::size_t against, const std::vector<ToldSchool>& schools,
                             const SchoolFigureRow& figure);

/// What a relative rate is made of: 1, as everybody's, and the rest. Means over replicates and schools, last January.
/// `base`, `home_area` and `lasting` are of the future with every link cut, and add up with `loop` to the whole.
struct MadeOf {
    double at_start = 0, whole = 0;
    double home_area = 0;  ///< what the rates of its pupils' areas give beyond its authority's rate
    double base = 0;       ///< its base's pupils
    double lasting = 0;    ///< what it was used to at the start and keeps with no loop
    double loop = 0;       ///< with the loop less without
};
MadeOf made_of(const MagnetTrials& trials, const std::vector<std::size_t>& rows);

std::vector<std::size_t> rows_of(const std::vector<ToldSchool>& schools);
/// Futures tried as something, by their number.
std::vector<std::size_t> tried_as(const MagnetTrials& trials, TriedAs as);

}  // namespace sendscape
