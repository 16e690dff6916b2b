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
    /// First September from which on an option's mean is below the reference's; none where it is not at the end.
    [[nodiscard]] std::optional<Month> fewer_since(std::size_t option) const;
};
ShortByOption short_by_option(const Comparison& comparison);

/// "'A' overtakes 'B' from September 2032, in 18 of 20 runs": every pair of options whose order changes.
std::vector<std::string> crossing_sentences(const Comparison& comparison, const ShortByOption& found);

/// The answer in one paragraph, sentence by sentence: which option leaves fewest short, by how many, from when, how
/// surely, at what cost; `own` prices the reference in itself.
std::vector<std::string> options_answer(const Comparison& comparison, const ShortByOption& found,
                                        const std::vector<OptionCosts>& costs, const std::vector<OwnCosts>& own);

/// What it does not settle.
std::vector<std::string> not_settled(const Comparison& comparison, const ShortByOption& found);

/// "22 more" or "68 fewer".
std::string more_or_fewer(double difference);

}  // namespace sendscape
