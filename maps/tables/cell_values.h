// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/calendar.h"

namespace sendscape {

/// True for an empty cell and for the markers public tables use in place of a number or a word: z (not applicable),
/// x (not available), c (suppressed), : and .. (missing), NA, low, SUPP, NP, NE, "Not reported" ...
[[nodiscard]] bool is_missing(std::string_view cell);

/// A number as public tables write it: "1,954", "4.82%" (4.82), "£10,000", 1e+05. Nothing when missing or no number.
std::optional<double> parse_number(std::string_view cell);
/// The same as a whole number of things, rounded; nothing when negative or above 100 million.
std::optional<std::int32_t> parse_count(std::string_view cell);
/// Whether a cell holds a number above 100 million, which counts nothing that tables count: a slip that must not pass
/// as a blank.
[[nodiscard]] bool is_beyond_counting(std::string_view cell);
/// A percentage as a share: "24.88%" and "24.88" both give 0.2488. Nothing outside 0 to 100.
std::optional<double> parse_percentage(std::string_view cell);
/// A school's unique reference number, 100000 to 999999; "1e+05" is read as 100000.
std::optional<std::uint32_t> parse_urn(std::string_view cell);
/// A date of a register to its month, as parse_typed_month reads it and besides: spreadsheets' days from 1927 on, years
/// before 1900, and 01-Sep-56 as of 1956 (two digits of a year from 30 are of the last century).
std::optional<Month> parse_date(std::string_view cell);
/// January of the census a time_period such as 202526, 2025/26 or 2022 is about.
std::optional<int> january_of_period(std::string_view cell);

/// A number as a person types it into a list of his own: digits, a point, commas between thousands ("1,200.5"). What
/// public tables add (currency, per cent, blanks, exponents, markers) is a slip there: nothing.
std::optional<double> parse_typed_number(std::string_view cell);
/// The same without a fraction; "30.0", as spreadsheets write, is 30.
std::optional<std::int64_t> parse_typed_whole(std::string_view cell);
/// Yes or no as people and spreadsheets write it: yes, y, true, t, 1 and 1.0; no, n, false, f, 0 and 0.0, in any case.
std::optional<bool> parse_yes_no(std::string_view cell);

std::string lower_case(std::string_view text);                      ///< ASCII letters only
bool contains_word(std::string_view text, std::string_view words);  ///< both in lower case; at word borders

}  // namespace sendscape
