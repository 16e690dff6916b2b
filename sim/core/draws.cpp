// SPDX-License-Identifier: MIT
#include "sim/core/draws.h"

#include <cmath>

namespace sendscape {

Draws::Draws(std::uint64_t seed, std::uint32_t replicate) : seed_(seed), replicate_(replicate) {}

std::size_t pick(std::span<const double> weights, double u) {
    double total = 0;
    for (const double w : weights) total += w;
    if (!(total > 0)) return weights.size();
    double target = u * total;
    std::size_t last = weights.size();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] <= 0) continue;
        last = i;
        if (target < weights[i]) return i;
        target -= weights[i];
    }
    return last;
}

std::uint32_t poisson(double mean, double u) {
    if (!(mean > 0)) return 0;
    if (mean > 30) {
        const double value = mean + std::sqrt(mean) * inverse_normal(u) + 0.5;
        return value < 0 ? 0 : static_cast<std::uint32_t>(value);
    }
    double term = exp(-mean);
    double cumulative = term;
    std::uint32_t n = 0;
    while (u > cumulative && n < 1000) {
        ++n;
        term *= mean / n;
        cumulative += term;
    }
    return n;
}

}  // namespace sendscape
