// SPDX-License-Identifier: MIT
#include "sim/output/range_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <string_view>

namespace sendscape {
namespace {

constexpr std::size_t least_pairs = 8;

double variance(std::span<const double> values) {
    double mean = 0, sum = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) sum += (value - mean) * (value - mean);
    return sum / static_cast<double>(values.size() - 1);
}

}  // namespace

bool doubts_practice(const Run& run) {
    const RecordedParameter* const doubt = run.parameter("plans.practice_doubt");
    if (doubt == nullptr || !(doubt->value > 0) || !run.map) return false;
    const std::vector<std::size_t> authorities = run.authorities();
    return std::any_of(authorities.begin(), authorities.end(), [&](std::size_t row) {
        return run.map->authorities[row].sen2.flow(run.map->census.year() - 1) != nullptr;
    });
}

bool doubts_schools(const Run& run) {
    constexpr std::string_view drifts[]{"families.drift_primary", "families.drift_secondary", "admissions.number_drift",
                                        "plans.drift_of_schools"};
    return std::any_of(std::begin(drifts), std::end(drifts), [&](std::string_view key) {
        const RecordedParameter* const drift = run.parameter(key);
        return drift != nullptr && drift->value > 0;
    });
}

std::optional<double> share_of_practice(const std::vector<double>& by_replicate) {
    const std::size_t pairs = by_replicate.empty() ? 0 : (by_replicate.size() - 1) / 2;
    if (pairs < least_pairs) return std::nullopt;
    const auto paired = std::span(by_replicate).subspan(1, 2 * pairs);
    std::vector<double> middles(pairs);
    for (std::size_t pair = 0; pair < pairs; ++pair) middles[pair] = (paired[2 * pair] + paired[2 * pair + 1]) / 2;
    const double all = variance(paired), luck = 2 * variance(middles);
    if (!(all > 0)) return std::nullopt;
    return std::clamp(1 - luck / all, 0.0, 1.0);
}

std::string words_on_ranges(const Run& run) {
    const bool schools = doubts_schools(run);
    constexpr int enough = 19;  // of fewer the range is from the least to the greatest (range_of())
    const std::string over = fmt::format(
        "Ranges run from {} of {} replicates: they show the luck of who needs "
        "what and when{}",
        run.replicates < enough ? "the least to the greatest" : "the 5th to the 95th percentile", run.replicates,
        schools
            ? ", how single schools change for good (what families make of them, their admission numbers, the plans "
              "they draw)"
            : "");
    if (!doubts_practice(run))
        return over + (schools ? "; not doubt about the other assumptions. --doubt luck leaves schools' changes out."
                               : ", not doubt about the assumptions.");
    std::string parts;
    const Series* const plans = run.find("plans_maintained");
    const std::vector<Month> januaries = run.januaries();
    if (plans != nullptr && !januaries.empty())
        if (const auto share = share_of_practice(run.across(*plans, januaries.back()))) {
            constexpr double tenths = 10;
            parts = fmt::format(" (of the variance of plans maintained in {}, roughly {} in ten parts is that)",
                                long_name(januaries.back()), std::lround(*share * tenths));
        }
    return over +
           fmt::format(
               ", and how far an authority's requests, refusals, timeliness and first placements have differed from "
               "one year to the next, with the young families it gains or loses{}; not doubt about the other "
               "assumptions. --doubt luck leaves {} out.",
               parts, schools ? "schools' changes and practice" : "practice");
}

}  // namespace sendscape
