// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agents/admissions/criteria.h"

namespace sendscape {

/// Whose names are known: a round on an authority's lists has columns for criteria the simulated round knows nothing
/// of.
enum class CriteriaReader : std::uint8_t { lists, simulated_round };

/// The criteria `names` name, in order. Throws InputError, naming `where`, for an unknown or repeated name, or a
/// tie-break (distance_m, lottery) that is not last; for the simulated round also for a name that does nothing there
/// and for a list that ends without a tie-break.
std::vector<AdmissionCriterion> criteria_named(const std::vector<std::string>& names, const std::string& where,
                                               CriteriaReader reader);

/// The names in a text, separated by ',' or ';', without the blanks and quotation marks about them.
std::vector<std::string> split_names(std::string_view text);

/// "looked_after, sibling, distance_m".
std::string criteria_words(std::span<const AdmissionCriterion> order);

}  // namespace sendscape
