// SPDX-License-Identifier: MIT
#include "sim/output/magnet_shares.h"

#include <cmath>

namespace sendscape {

MagnetClass MagnetShares::told() const {
    constexpr double half = 0.5;
    const bool is_magnet = magnet >= half, is_deflector = deflector >= half;
    if (is_magnet == is_deflector) return MagnetClass::expected;
    return is_magnet ? MagnetClass::magnet : MagnetClass::deflector;
}

MagnetShares magnet_shares(const Run& run, Month january, std::size_t row) {
    MagnetShares shares;
    const Series* const classes = run.find("magnet_class");
    const auto at = classes != nullptr ? run.time(*classes, january) : std::nullopt;
    if (!at) return shares;
    double open = 0;
    for (std::size_t r = 0; r < classes->replicates; ++r) {
        const double value = classes->at(r, *at)[row];
        if (std::isnan(value)) continue;
        ++open;
        shares.magnet += value > 0 ? 1 : 0;
        shares.deflector += value < 0 ? 1 : 0;
    }
    if (open > 0) shares.magnet /= open, shares.deflector /= open;
    return shares;
}

}  // namespace sendscape
