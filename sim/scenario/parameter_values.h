// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/parameters.h"

namespace sendscape {

/// Reads one value of a parameter as people write it: a number in the parameter's unit ("0.82", "6,000"), or text with
/// its unit ("82%", "£6,000", "45 min", "on"). Shares are stored as fractions of one. Throws InputError (without a
/// place: the caller knows it) for what is no number, for another unit and for a value out of range.
double parse_value(std::string_view text, const ParameterRow& row);

/// The values of a row as the command line has them: one value, "[a, b, c]" or "[a;b;c]" for a table,
/// "looked_after,sibling,distance" for names in order. Throws InputError as parse_value does.
std::vector<double> parse_values(std::string_view text, const ParameterRow& row);

/// Throws InputError unless as many values are given as the row's field holds, or one for all.
void check_count(std::size_t given, const ParameterRow& row);

/// The values of a row of names in order: the place of each criterion.
std::vector<double> criteria_values(const std::vector<std::string>& names);

/// Throws InputError unless `value` lies in the row's range.
void check_range(double value, const ParameterRow& row);

/// How many values the row's field holds: 1, or the size of its table.
std::size_t value_count(const ParameterRow& row);

/// Shortest decimal text that reads back as the same double.
std::string number_text(double value);

/// "0.72 to 0.92 (share)": what a message says is allowed.
std::string allowed_text(const ParameterRow& row);

/// Strict whole number: digits only, no sign, no leading zero, at most `most`. Nothing if it is not one.
std::optional<std::uint64_t> parse_whole(std::string_view text, std::uint64_t most);

}  // namespace sendscape
