// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string_view>

#include "sim/core/calendar.h"

namespace sendscape {

/// What a cell for a month says, or why that cannot be told.
struct TypedMonth {
    std::optional<Month> month;
    std::string_view doubt;  ///< without a month: "a day without a year" ...
};

/// A month or a day of it as people type it and as spreadsheets write it afterwards: 2028-09, 2028-09-01, 202809,
/// 01/09/2028 (day first), 09/2028, Sep-28, Sept 2028, September 2028, 1 September 2028, 01-Sep-28, and Excel's number
/// of days (46997, counted from 1900). Years with two digits are 2000 to 2099. Nothing is guessed: 28-Sep and 01/09/28
/// are left in doubt.
TypedMonth parse_typed_month(std::string_view cell);

/// The month of a day as spreadsheets count days from 1900 (45901 is 1 September 2025).
Month month_of_day_number(int days);

}  // namespace sendscape
