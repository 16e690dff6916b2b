// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/entries.h"
#include "sim/world.h"

namespace sendscape {

/// Directions in which what nobody knows may lie: for each, how far every assumption lies from its value in force, in
/// log-odds of its allowed range (moved_value()). `sendscape calibrate` finds those that keep England's published path.
struct AssumptionSet {
    std::vector<std::string> keys;                ///< parameters
    std::vector<std::vector<double>> directions;  ///< by direction, by key
};

/// Whether a parameter is an assumption: public data tell it only jointly with others or not at all, it describes what
/// happens after the start, and it is neither a switch, nor a policy, nor a unit cost or the hours it buys, nor
/// itself the scale of a doubt.
bool is_assumption(const ParameterRow& row);

/// A value so many log-odds further within the row's allowed range, which it never leaves; months stay whole. A value
/// at an end of the range stays: it is off, or all there can be.
double moved_value(const ParameterRow& row, double value, double log_odds);

/// Which direction a replicate takes, and which way.
struct AssumptionDraw {
    std::size_t direction = 0;
    double sign = 0;
};
/// The first replicate takes none; those after it two new directions in every four, each both ways: replicates 1 and 3,
/// 2 and 4 are the two sides of one. Practice is drawn in pairs of 1 and 2, 3 and 4 (PairedDraws), so that pairs of one
/// kind differ in the other, and ranges can be taken apart (range_parts.h).
std::optional<AssumptionDraw> assumption_draw(std::uint32_t replicate, std::size_t directions);

/// The set that the program carries: assumptions.toml beside this file.
const AssumptionSet& shipped_assumptions();

/// Reads such a set. InputError with place where it is none: a parameter that is no assumption, or directions of
/// different lengths.
AssumptionSet read_assumptions(std::string_view toml, const std::string& place);
/// The text that reads back as the set, `about` as comments before it.
std::string assumptions_toml(const AssumptionSet& set, const std::vector<std::string>& about);

/// Moves the world's assumptions as its replicate draws them, plans.assumptions_doubt times as far. What the scenario
/// gives from the start is known and stays.
void draw_assumptions(World& world, const std::vector<ParameterChange>& given);

}  // namespace sendscape
