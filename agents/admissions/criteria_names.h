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

/// Names known to a reader, in the order of the table.
std::vector<std::string> names_of_criteria(CriteriaReader reader);

/// The steps `names` name, in order; names joined by '+', '&' or "and" are met together: "sibling+catchment". Names as
/// authorities write them are known too ("looked-after", "LAC", "in catchment", "nearest school", "random allocation").
/// Throws InputError, naming `where`, for an unknown or repeated name, one that nobody left could meet (`sibling+faith`
/// after `sibling`), a tie-break (distance_m, lottery) that is not last or is joined to another name, and too many
/// steps; for the simulated round also for a name that does nothing there and for a list that ends without a tie-break.
CriteriaOrder criteria_named(const std::vector<std::string>& names, const std::string& where, CriteriaReader reader);

/// The names in a text, separated by ',' or ';', without the blanks and quotation marks about them.
std::vector<std::string> split_names(std::string_view text);

/// "looked_after, sibling+catchment, distance_m".
std::string criteria_words(std::span<const CriterionStep> order);
/// "sibling+catchment".
std::string step_name(CriterionStep step);
/// "Sibling at the school and Lives in the catchment", for people.
std::string step_words(CriterionStep step);

}  // namespace sendscape
