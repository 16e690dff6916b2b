// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/resampled.h"

#include <cstdint>

#include "sim/core/draws.h"
#include "sim/output/run.h"
#include "sim/output/shares.h"

namespace sendscape {

std::pair<double, double> resampled_interval(std::size_t samples,
                                             const std::function<double(const std::vector<std::size_t>&)>& estimate) {
    if (samples < 2) return {not_recorded, not_recorded};
    const Draws draws(0, 0);
    std::vector<double> estimates;
    std::vector<std::size_t> drawn(samples);
    for (std::uint32_t again = 0; again < resamplings; ++again) {
        for (std::size_t i = 0; i < samples; ++i)
            drawn[i] = draws.below(static_cast<std::uint32_t>(samples), Stream::bootstrap, again, Month(0),
                                   static_cast<std::uint32_t>(i));
        estimates.push_back(estimate(drawn));
    }
    const Range range = range_of(std::move(estimates));
    return {range.p05, range.p95};
}

}  // namespace sendscape
