// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "maps/map.h"
#include "sim/parameters.h"

namespace sendscape {

/// What a parameter must have beside it to act at all.
struct ScanTerms {
    std::string_view with{};      ///< "key=value; key=value", set in the run without the change too
    std::uint32_t replicate = 0;  ///< the first keeps to what is published of an authority
    bool homes = false;           ///< new homes are built
    friend bool operator==(const ScanTerms&, const ScanTerms&) = default;
};

/// The terms on which a parameter is scanned: for most, none.
ScanTerms scan_terms(std::string_view key);

/// The least value a parameter is scanned at: that of its range, but where that means "none" the least that binds.
double least_scanned(const ParameterRow& row);

/// Why a parameter cannot act on this map; empty where it can.
std::string cannot_act(std::string_view key, const Map& map);

}  // namespace sendscape
