// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/studies/comparison.h"

namespace sendscape {

/// Whether an option's offers are told: it is about admissions, and it lived a round apart.
bool offers_told(const Comparison& comparison, std::size_t option);
/// Whether those of any are.
bool any_offers_told(const Comparison& comparison);

/// One number of the tallies of a group, over the replicates.
Range tally_range(const LivedOption& lived, std::size_t group, std::int64_t OffersCompared::Tally::*part);

/// HTML of the section on who is offered a school higher or lower on the family's list; empty where no option tells it.
std::string offers_section(const Comparison& comparison);

}  // namespace sendscape
