// SPDX-License-Identifier: MIT
#include "sim/output/range_parts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <string_view>

#include "sim/start/assumptions.h"

namespace sendscape {
namespace {

constexpr std::size_t least_pairs = 8;

double variance(std::span<const double> values) {
    double mean = 0, sum = 0;
    for (const double value : values) mean += value / static_cast<double>(values.size());
    for (const double value : values) sum += (value - mean) * (value - mean);
    return sum / static_cast<double>(values.size() - 1);
}

/// Part of the variance over replicates of what is drawn once each way, `apart` replicates from one way to the other:
/// the mean of such a pair holds all else, and half of its variance. Nothing for fewer than eight pairs, or where
/// nothing varies.
std::optional<double> share_of_mirrored(const std::vector<double>& by_replicate, std::size_t apart) {
    const std::size_t block = 2 * apart;
    const std::size_t blocks = by_replicate.empty() ? 0 : (by_replicate.size() - 1) / block;
    if (blocks * apart < least_pairs) return std::nullopt;
    const auto mirrored = std::span(by_replicate).subspan(1, blocks * block);
    std::vector<double> middles;
    for (std::size_t first = 0; first < mirrored.size(); first += block)
        for (std::size_t i = first; i < first + apart; ++i) middles.push_back((mirrored[i] + mirrored[i + apart]) / 2);
    const double all = variance(mirrored), rest = 2 * variance(middles);
    if (!(all > 0)) return std::nullopt;
    return std::clamp(1 - rest / all, 0.0, 1.0);
}

std::string in_a_row(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

/// How much of some ranges is what, where there are replicates enough to say.
std::string words_on_parts(const Run& run, bool practice, bool assumptions) {
    struct Told {
        std::string_view measure, words;
    };
    constexpr Told told[]{{"plans_maintained", "plans maintained"},
                          {"specialist_shortfall", "children short of a place"},
                          {"high_needs_spend", "high needs spending"}};
    const std::vector<Month> januaries = run.januaries();
    if (januaries.empty()) return {};
    std::vector<std::string> sentences;
    for (const auto& [measure, words] : told) {
        const Series* const series = run.find(measure);
        if (series == nullptr) continue;
        const std::vector<double> values = run.across(*series, januaries.back());
        std::vector<std::string> parts;
        constexpr double tenths = 10;
        if (const auto share = share_of_practice(values); practice && share)
            parts.push_back(fmt::format("{} in ten practice", std::lround(*share * tenths)));
        if (const auto share = share_of_assumptions(values); assumptions && share)
            parts.push_back(fmt::format("{} in ten assumptions", std::lround(*share * tenths)));
        if (!parts.empty()) sentences.push_back(fmt::format("of {} {}", words, in_a_row(parts)));
    }
    if (sentences.empty()) return {};
    return fmt::format("Roughly, of the variance in {}, {}; the rest luck and schools.", long_name(januaries.back()),
                       fmt::join(sentences, "; "));
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

bool doubts_assumptions(const Run& run) {
    const RecordedParameter* const doubt = run.parameter("plans.assumptions_doubt");
    return doubt != nullptr && doubt->value > 0 && !shipped_assumptions().directions.empty();
}

std::optional<double> share_of_practice(const std::vector<double>& by_replicate) {
    return share_of_mirrored(by_replicate, 1);
}

std::optional<double> share_of_assumptions(const std::vector<double>& by_replicate) {
    return share_of_mirrored(by_replicate, 2);
}

std::string words_on_ranges(const Run& run) {
    const bool schools = doubts_schools(run), practice = doubts_practice(run), assumptions = doubts_assumptions(run);
    constexpr int enough = 19;  // of fewer the range is from the least to the greatest (range_of())
    std::vector<std::string> shown{"the luck of who needs what and when"}, left_out;
    if (schools) {
        shown.emplace_back(
            "how single schools change for good (what families make of them, their admission numbers, the plans they "
            "draw)");
        left_out.emplace_back("schools' changes");
    }
    if (practice) {
        shown.emplace_back(
            "how far an authority's requests, refusals, timeliness and first placements have differed from one year to "
            "the next, with the young families it gains or loses");
        left_out.emplace_back("practice");
    }
    if (assumptions) {
        shown.push_back(fmt::format(
            "what public data cannot tell ({} assumptions, each moved no further than keeps England's published path)",
            shipped_assumptions().keys.size()));
        left_out.emplace_back("assumptions");
    }
    std::string text =
        fmt::format("Ranges run from {} of {} replicates: they show {}",
                    run.replicates < enough ? "the least to the greatest" : "the 5th to the 95th percentile",
                    run.replicates, in_a_row(shown));
    text += assumptions ? "; not doubt about how the model is built"
                        : std::string(left_out.empty() ? "," : ";") + " not doubt about the assumptions";
    text += ".";
    if (!left_out.empty()) text += fmt::format(" --doubt luck leaves {} out.", in_a_row(left_out));
    const std::string parts = words_on_parts(run, practice, assumptions);
    return parts.empty() ? text : text + " " + parts;
}

}  // namespace sendscape
