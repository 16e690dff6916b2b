// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maps/tables/area_rows.h"
#include "maps/tables/csv_table.h"

namespace sendscape {

/// How finely a population table tells age.
enum class AgeDetail : unsigned char { single_years, bands, total };

/// Whom a heading counts: "F0 to 15" is females of 0 to 15, "90+" persons from 90 (to 120, which is everyone).
struct AgeRange {
    int first = 0, last = 0;
    RowSex sex = RowSex::both;
};
/// Nothing when a heading, as column_key writes it, is not one of ages.
std::optional<AgeRange> ages_of(std::string_view key);

/// Columns of a population table that count people, each with the ages it counts, and how finely they tell age.
struct AgeColumns {
    AgeDetail detail = AgeDetail::total;
    std::vector<std::pair<std::size_t, AgeRange>> columns;
    std::vector<std::size_t> from_dates;  ///< of those: headings that a spreadsheet turned into dates (5-9: 05-Sep)
};

/// The finest columns that together count everybody aged 0 to 25 once: persons if there are any, else females and males
/// together; a total where no column tells ages. A band that a spreadsheet turned into a date (05-Sep)
/// is read where it fits between its neighbours. The sex may stand above the ages, in a row of its own
/// (CsvTable::group). InputError for headings that stand twice and are told apart by no sex, for ages in a row below
/// the heading, and naming what is missing: an age, a sex, all ages; or the date that fits nowhere.
AgeColumns find_age_columns(const CsvTable& table);

}  // namespace sendscape
