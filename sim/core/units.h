// SPDX-License-Identifier: MIT
#pragma once
#include <compare>
#include <cstdint>

namespace sendscape {

/// Money is counted in whole pence, so that sums are exact and the same in any order.
struct Pence {
    std::int64_t value = 0;

    friend constexpr auto operator<=>(Pence, Pence) = default;
    constexpr Pence& operator+=(Pence other) { return value += other.value, *this; }
    constexpr Pence& operator-=(Pence other) { return value -= other.value, *this; }
    friend constexpr Pence operator+(Pence a, Pence b) { return {a.value + b.value}; }
    friend constexpr Pence operator-(Pence a, Pence b) { return {a.value - b.value}; }
    friend constexpr Pence operator-(Pence a) { return {-a.value}; }
    friend constexpr Pence operator*(Pence a, std::int64_t n) { return {a.value * n}; }
    friend constexpr Pence operator/(Pence a, std::int64_t n) { return {a.value / n}; }
};

/// Pounds to the nearest penny (halves away from zero).
constexpr Pence pounds(double amount) {
    return {static_cast<std::int64_t>(amount * 100.0 + (amount < 0 ? -0.5 : 0.5))};
}
constexpr double in_pounds(Pence amount) { return static_cast<double>(amount.value) / 100.0; }

constexpr double weeks_per_month = 365.25 / 12.0 / 7.0;  ///< 4.348

}  // namespace sendscape
