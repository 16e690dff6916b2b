// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/morris.h"

#include <algorithm>
#include <cmath>

#include "sim/output/shares.h"
#include "sim/studies/sensitivity/resampled.h"

namespace sendscape {
namespace {

constexpr double least_step = 1e-9;  ///< of a range: less is the same value

/// Elementary effects of each factor, trajectory after trajectory.
std::vector<std::vector<double>> elementary_effects(const std::vector<std::vector<double>>& shares,
                                                    const std::vector<double>& outcomes, std::size_t factors) {
    std::vector<std::vector<double>> effects(factors);
    for (std::size_t first = 0; first + factors < shares.size(); first += factors + 1)
        for (std::size_t step = first; step < first + factors; ++step) {
            const auto moved = [&](std::size_t f) { return shares[step + 1][f] - shares[step][f]; };
            std::size_t f = 0;
            while (f < factors && std::abs(moved(f)) < least_step) ++f;
            if (f == factors) continue;
            const double effect = (outcomes[step + 1] - outcomes[step]) / moved(f);
            if (!std::isnan(effect)) effects[f].push_back(effect);
        }
    return effects;
}

}  // namespace

std::vector<MorrisEffect> morris_effects(const std::vector<std::vector<double>>& shares,
                                         const std::vector<double>& outcomes) {
    const std::size_t factors = shares.empty() ? 0 : shares.front().size();
    std::vector<MorrisEffect> found;
    for (const std::vector<double>& effects : elementary_effects(shares, outcomes, factors)) {
        MorrisEffect one;
        one.effects = effects.size();
        const auto count = static_cast<double>(effects.size());
        for (const double effect : effects) one.mean += effect, one.mean_size += std::abs(effect);
        one.mean = share_of(one.mean, count);
        one.mean_size = share_of(one.mean_size, count);
        double squares = 0;
        for (const double effect : effects) squares += (effect - one.mean) * (effect - one.mean);
        one.spread = effects.size() > 1 ? std::sqrt(squares / (count - 1)) : not_recorded;
        const auto interval = resampled_interval(effects.size(), [&](const std::vector<std::size_t>& drawn) {
            double sum = 0;
            for (const std::size_t i : drawn) sum += std::abs(effects[i]);
            return sum / count;
        });
        one.low = interval.first;
        one.high = interval.second;
        found.push_back(one);
    }
    return found;
}

}  // namespace sendscape
