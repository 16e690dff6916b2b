// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/studies/comparison.h"

namespace sendscape {

constexpr double least_told = 0.5;  ///< children: what rounds to none is no difference

/// Children short of a specialist place in every September, option by option: what the answer is about.
struct ShortByOption {
    std::vector<Month> septembers;
    std::vector<ByCensus> values;                            ///< by option (the reference too), September, replicate
    std::vector<std::vector<PairedDifference>> differences;  ///< by option; of the reference empty
    std::size_t replicates = 0;

    /// The option with the fewest short in the last September, by its mean.
    [[nodiscard]] std::size_t best() const;
    /// Septembers, marked, in which an option leaves fewer (or more) than the reference beyond luck: the range of the
    /// difference holds no 0.
    [[nodiscard]] std::vector<char> clear(std::size_t option, bool fewer) const;
};
ShortByOption short_by_option(const Comparison& comparison);

/// "'A' overtakes 'B' from September 2032, in 18 of 20 runs": every pair of options whose order changes.
std::vector<std::string> crossing_sentences(const Comparison& comparison, const ShortByOption& found);

/// "every September from 2031 to 2034", "... but 2033", "September 2029 and 2031": those marked.
std::string septembers_in_words(const std::vector<Month>& septembers, const std::vector<char>& marked);

/// The answer in one paragraph to be read to a committee, sentence by sentence: which option leaves fewest short, by
/// how many, how surely and in which Septembers, at what cost, by which rule of orders. Where no option builds
/// specialist places or moves how many are short of one beyond luck it says so, and what the options move instead.
/// Totals and differences beside one another add up by `shown_totals`.
std::vector<std::string> options_answer(const Comparison& comparison, const ShortByOption& found,
                                        const std::vector<OptionCosts>& costs);

/// What it does not settle.
std::vector<std::string> not_settled(const Comparison& comparison, const ShortByOption& found);

/// "22 more" or "68 fewer".
std::string more_or_fewer(double difference);

}  // namespace sendscape
