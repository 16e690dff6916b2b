// SPDX-License-Identifier: MIT
#pragma once
#include "agents/families/parameters.h"
#include "sim/core/draws.h"

namespace sendscape {

/// Advocacy of a family at its first appearance: log-odds by which it asks, appeals and moves more than others; mean
/// 0 over the deciles of deprivation (1 most deprived to 10 least). Parents' requests and appeals are fewer where
/// deprivation is greater; size: assumption.
inline float first_advocacy(const FamilyParameters& p, const Draws& draws, std::uint32_t family, int decile) {
    constexpr double mean_decile = 5.5;
    const double spread = draws.normal(Stream::family_advocacy, family, Month(0));
    return static_cast<float>(p.advocacy_sd * spread + p.advocacy_per_decile * (decile - mean_decile));
}

}  // namespace sendscape
