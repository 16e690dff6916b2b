// SPDX-License-Identifier: MIT
#include "sim/studies/sensitivity/sobol_indices.h"

#include <cmath>
#include <utility>

#include "sim/output/shares.h"
#include "sim/studies/sensitivity/resampled.h"

namespace sendscape {
namespace {

/// Outcomes of whole samples: by sample A, B, AB of each factor.
using Samples = std::vector<std::vector<double>>;

Samples whole_samples(const std::vector<double>& outcomes, std::size_t factors) {
    Samples samples;
    const std::size_t together = factors + 2;
    for (std::size_t first = 0; first + together <= outcomes.size(); first += together) {
        std::vector<double> sample(outcomes.begin() + static_cast<std::ptrdiff_t>(first),
                                   outcomes.begin() + static_cast<std::ptrdiff_t>(first + together));
        bool whole = true;
        for (const double outcome : sample) whole = whole && !std::isnan(outcome);
        if (whole) samples.push_back(std::move(sample));
    }
    return samples;
}

std::pair<double, double> mean_and_variance(const Samples& samples, const std::vector<std::size_t>& drawn) {
    double mean = 0, squares = 0;
    const auto count = 2.0 * static_cast<double>(drawn.size());
    for (const std::size_t i : drawn) mean += (samples[i][0] + samples[i][1]) / count;
    for (const std::size_t i : drawn)
        for (const double outcome : {samples[i][0], samples[i][1]})
            squares += (outcome - mean) * (outcome - mean) / count;
    return {mean, squares};
}

double first_order(const Samples& samples, std::size_t factor, const std::vector<std::size_t>& drawn) {
    const auto [mean, variance] = mean_and_variance(samples, drawn);
    double sum = 0;
    for (const std::size_t i : drawn) sum += (samples[i][1] - mean) * (samples[i][2 + factor] - samples[i][0]);
    return share_of(sum / static_cast<double>(drawn.size()), variance);
}

double total_order(const Samples& samples, std::size_t factor, const std::vector<std::size_t>& drawn) {
    double sum = 0;
    for (const std::size_t i : drawn) {
        const double change = samples[i][0] - samples[i][2 + factor];
        sum += change * change / 2;
    }
    return share_of(sum / static_cast<double>(drawn.size()), mean_and_variance(samples, drawn).second);
}

}  // namespace

SobolIndices sobol_indices(const std::vector<double>& outcomes, std::size_t factors) {
    const Samples samples = whole_samples(outcomes, factors);
    std::vector<std::size_t> all(samples.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    SobolIndices found;
    found.samples = samples.size();
    const auto whole = mean_and_variance(samples, all);
    found.mean = whole.first;
    found.variance = whole.second;
    for (std::size_t factor = 0; factor < factors; ++factor) {
        const auto of_first = [&](const auto& drawn) { return first_order(samples, factor, drawn); };
        const auto of_total = [&](const auto& drawn) { return total_order(samples, factor, drawn); };
        const auto first = resampled_interval(samples.size(), of_first);
        const auto total = resampled_interval(samples.size(), of_total);
        found.factors.push_back({of_first(all), first.first, first.second, of_total(all), total.first, total.second});
    }
    return found;
}

}  // namespace sendscape
