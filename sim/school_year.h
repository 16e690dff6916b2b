// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "agents/step.h"
#include "sim/world.h"

namespace sendscape {

/// Months as a set of bits, January the lowest.
using Months = std::uint16_t;
constexpr Months in(int month_of_year) { return static_cast<Months>(1u << (month_of_year - 1)); }
constexpr Months every_month = 0x0FFF;

/// A stage of the month.
struct Process {
    std::string_view name;
    Months when;
    /// A long one may throw Interrupted if it leaves the world as it was before.
    void (*run)(World&, const Step&);
    std::string_view phase;  ///< heading of the benchmark's phase table
};

/// THE schedule: within a month, top to bottom.
std::span<const Process> school_year();

}  // namespace sendscape
