// SPDX-License-Identifier: MIT
#pragma once
#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/parameters.h"
#include "sim/scenario/entries.h"

namespace sendscape {

/// The value of a TOML node in a parameter's unit: a number, a switch, or text with its unit. Throws InputError,
/// without a place, for another kind, another unit, or a value out of range.
double value_of(const toml::node& node, const ParameterRow& row);
/// One value, or a list of as many as the parameter has.
std::vector<double> values_of(const toml::node& node, const ParameterRow& row);
/// The names of criteria in a list. Throws InputError where it holds anything else.
std::vector<std::string> names_in(const toml::node& node, std::string_view key);
/// The values of a parameter that is names in order.
std::vector<double> values_of_names(const toml::node& node, const ParameterRow& row);
/// Rings of corners, each [EASTING, NORTHING] in whole metres. Throws InputError where the list holds anything else.
GridRings rings_in(const toml::node& node);

}  // namespace sendscape
