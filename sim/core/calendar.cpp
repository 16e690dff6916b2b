// SPDX-License-Identifier: MIT
#include "sim/core/calendar.h"

#include <fmt/format.h>

#include <array>

namespace sendscape {

std::string to_text(Month month) { return fmt::format("{:04}-{:02}", month.year(), month.month_of_year()); }

std::string long_name(Month month) {
    static constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December"};
    return fmt::format("{} {}", names[static_cast<std::size_t>(month.month_of_year() - 1)], month.year());
}

std::optional<Month> parse_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    int year = 0;
    int month = 0;
    for (int i = 0; i < 7; ++i) {
        if (i == 4) continue;
        const char c = text[static_cast<std::size_t>(i)];
        if (c < '0' || c > '9') return std::nullopt;
        (i < 4 ? year : month) = (i < 4 ? year : month) * 10 + (c - '0');
    }
    if (month < 1 || month > 12 || year < 1900 || year > 2200) return std::nullopt;
    return Month(year, month);
}

int days_since_epoch(Month month) {
    // Howard Hinnant's days_from_civil for the first of the month (public domain algorithm, restated).
    int y = month.year();
    const int m = month.month_of_year();
    y -= m <= 2;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

std::string ncy_name(int ncy) {
    if (ncy < 0) return ncy == -1 ? "Nursery" : "Age 2";
    if (ncy == 0) return "Reception";
    return fmt::format("Year {}", ncy);
}

}  // namespace sendscape
