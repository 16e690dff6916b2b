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
/// Capital of places that open in the month, by authority and what is built.
void capital_spend(const Observation& o, std::span<double> out);

// By state mainstream school, pounds a year.

/// Core budget, the notional SEN budget in it.
void school_budget(const Observation& o, std::span<double> out);
/// What is left of earlier years.
void school_reserve(const Observation& o, std::span<double> out);
/// What authorities pay it out of the high needs block, at this month's rate.
void school_high_needs(const Observation& o, std::span<double> out);

}  // namespace sendscape
