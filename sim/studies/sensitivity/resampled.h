// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace sendscape {

/// 90% interval of an estimate by the bootstrap: from the 5th to the 95th percentile of the estimate over samples drawn
/// anew with replacement, as many each time as there are. The same on every machine. Not numbers for fewer than two.
std::pair<double, double> resampled_interval(std::size_t samples,
                                             const std::function<double(const std::vector<std::size_t>&)>& estimate);

inline constexpr std::size_t resamplings = 400;  ///< enough for percentiles of 5 and 95 (Efron and Tibshirani 1993)

}  // namespace sendscape
