// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maps/tables/csv_table.h"
#include "maps/tables/row_faults.h"
#include "maps/tables/school_key.h"

namespace sendscape {

constexpr int year_numbers = 14;  ///< Reception to Year 13, by national curriculum year

/// What an officer's table says of one school's admission numbers and capacity.
struct SchoolNumbers {
    SchoolKey school;
    std::optional<std::int32_t> capacity, admission;  ///< admission: the year group it is of is not told
    std::array<std::optional<std::int32_t>, year_numbers> admission_by_year{}, places_by_year{};
    std::string place;  ///< file and line it was first met at, for messages
};

/// What a heading of such a table is about.
struct NumberHeading {
    enum class Of : std::uint8_t { admission, capacity, year } of{};
    std::optional<int> ncy;        ///< national curriculum year, Reception 0
    std::optional<int> september;  ///< an admission number of that year's offers ("PAN 2025/26")
};
/// "PAN", "PAN R", "Year 7 PAN", "PAN 2025/26", "Net capacity", "Year 11"; nothing for any other heading (a
/// column_key).
std::optional<NumberHeading> number_heading(std::string_view key);
/// "R", "Reception", "Year 7", "Y7", "7": the national curriculum year.
std::optional<int> year_group_of(std::string_view cell);

/// Whether a table has a column of admission numbers or capacity, or of year groups beside it.
bool has_number_columns(const CsvTable& table);
/// The headings of numbers, for the quality table.
struct NumberHeadings {
    std::string read;
    std::vector<std::string> of_other_years;  ///< of other offers than those that count
    std::vector<std::string> unknown;         ///< that speak of admission or capacity and could not be told
};
NumberHeadings number_headings(const CsvTable& table, int entry);

/// Reads a table with one row for each school (a column for each number) or for each school and year group. Of several
/// years' offers those of `entry` (the September before the census) count, else the latest before, else the first.
/// Numbers that are none, and a school or year group given twice with different numbers, are added to `faults` with
/// their lines.
std::vector<SchoolNumbers> read_school_numbers(const CsvTable& table, int entry, RowFaults& faults);

}  // namespace sendscape
