// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/studies/sweep/factor.h"

namespace sendscape {

/// How the points of a sweep are chosen.
enum class Design : unsigned char { list, grid, latin_hypercube, sobol, morris, saltelli };
std::string_view design_name(Design design);
std::optional<Design> design_named(std::string_view name);
std::vector<std::string> design_names();

/// Points as shares of the way through each factor's range or levels, 0 to 1: by point, by factor.
using DesignMatrix = std::vector<std::vector<double>>;

/// Latin hypercube: each factor's range in as many strips as there are points, one point in each.
DesignMatrix latin_hypercube(std::size_t points, std::size_t factors, std::uint64_t seed);

/// Sobol's sequence (direction numbers of Joe and Kuo 2008), its first point, the corner, left out.
DesignMatrix sobol_sequence(std::size_t points, std::size_t factors);

/// Morris (1991): trajectories of `factors` + 1 points, one after another, each point differing from the one before in
/// one factor by `morris_step`.
DesignMatrix morris_trajectories(std::size_t trajectories, std::size_t factors, std::uint64_t seed);
/// Levels of a factor in Morris's design, and the step p / (2 (p - 1)) that makes each as likely (Morris 1991).
inline constexpr int morris_levels = 4;
inline constexpr double morris_step = morris_levels / (2.0 * (morris_levels - 1));

/// Saltelli et al. (2010): of each sample A, then B, then A with one factor of B, factor by factor: `factors` + 2
/// points a sample. A and B are the halves of Sobol's sequence of twice the factors.
DesignMatrix saltelli_samples(std::size_t samples, std::size_t factors);

/// Points of one trajectory or sample; 1 of other designs.
std::size_t points_together(Design design, std::size_t factors);

/// All combinations of the factors' levels, the last factor's fastest: levels by point, by factor.
std::vector<std::vector<std::size_t>> grid_levels(const std::vector<Factor>& factors);

}  // namespace sendscape
