// SPDX-License-Identifier: MIT
#pragma once
#include <span>

#include "sim/output/measures.h"

namespace sendscape {

// Pounds of the month, by authority of the area.

/// A twelfth of the year's high needs income.
void high_needs_income(const Observation& o, std::span<double> out);
/// Spend by heading; transport, which falls on the general fund, has its own measure and is 0 here.
void high_needs_spend(const Observation& o, std::span<double> out);
/// Cumulative balance of the schools grant; below 0 a deficit.
void high_needs_balance(const Observation& o, std::span<double> out);
/// Home to school transport.
void transport_spend(const Observation& o, std::span<double> out);

}  // namespace sendscape
