// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <cstddef>
#include <span>

namespace sendscape {

/// A mean over runs, to four decimals: summed in another order or held in single precision it is the same number, and
/// its remainder goes the same way.
inline double settled(double part) { return std::round(part * 1e4) / 1e4; }

/// A total as `whole` writes it (wording.h): a half goes to the even number.
inline double shown_total(double total) { return std::nearbyint(settled(total)); }

/// By how much a total is shown to change from `before` to `after`: the difference of both as they are shown, so that
/// whatever stands on one page adds up. It can be off by one from the rounded mean of paired differences.
inline double shown_change(double before, double after) { return shown_total(after) - shown_total(before); }

/// The sum of the parts as it is shown.
inline double rounded_sum(std::span<const double> parts) {
    double sum = 0;
    for (const double part : parts) sum += part;
    return shown_total(sum);
}

/// Whole numbers for parts, adding up to `total`: the largest remainders go up, the first of equals first. Into
/// `shown`, as long as `parts`; allocates nothing, for views that count in every frame.
inline void whole_parts(std::span<const double> parts, double total, std::span<double> shown) {
    double down = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) shown[i] = std::floor(settled(parts[i])), down += shown[i];
    for (; down < total; down += 1) {
        std::size_t largest = parts.size();
        double most = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const double rest = settled(parts[i]) - shown[i];  // of one that went up below 0
            if (rest > most) most = rest, largest = i;
        }
        if (largest == parts.size()) return;
        shown[largest] += 1;
    }
}

}  // namespace sendscape
