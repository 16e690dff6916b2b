// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "agents/step.h"

namespace sendscape {

enum class LondonPart : std::uint8_t { none, inner, outer };
/// Of an authority's three-digit code (DfE); the City of London counts as inner London.
LondonPart london_part(std::string_view code);

/// Families without a child in secondary school that each authority of the map gains by migration beyond what all
/// do, a year; below 0: loses. London's boroughs lose such families to the rest of England: `london` of inner and outer
/// boroughs. What else sets an authority apart is not known and lasts: where SEN2 tells its last year, `doubt` (1: as
/// authorities differ) of that is drawn by its code (PairedDraws: the first replicate has none of it).
std::vector<double> own_net_migration(const std::array<double, 2>& london, double doubt, const Step& step);

}  // namespace sendscape
