// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

/// Twelve months of the dedicated schools grant: before + income - spend + relief = after. Interest and transport fall
/// on the general fund, and are no part of it.
struct GrantYear {
    Range before, income, spend, relief, after, interest, transport;
    [[nodiscard]] bool has_relief() const { return relief.mean >= 50'000; }  ///< else pence lost in rounding
};
GrantYear grant_year(const Run& run, Month january);

/// Spend charged to the grant in the twelve months to a January, by replicate: every heading but interest.
std::vector<double> block_spend(const Run& run, Month january);

/// What a reader of the balance must know: how its lines add up, what moves it beside them, what is assumed.
std::vector<std::string> money_notes(const Run& run);

}  // namespace sendscape
