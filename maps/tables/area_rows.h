// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maps/tables/csv_table.h"
#include "maps/tables/quality.h"

namespace sendscape {

/// Whom of an area a row is about, where a table tells people by sex.
enum class RowSex : unsigned char { both, female, male };

/// Whom a cell or a heading names: "Females", "M", "All persons"; nothing for any other word.
std::optional<RowSex> sex_of_word(std::string_view cell);

struct AreaRow {
    std::size_t row = 0;
    RowSex sex = RowSex::both;
};

/// The rows of a table of small areas, those of one area together; areas stand in the order they first appear.
struct AreaRows {
    std::size_t code_column = 0;
    std::vector<std::string> codes;
    std::vector<std::vector<AreaRow>> rows;  ///< of each area

    [[nodiscard]] bool any_repeated() const;
};

/// What areas have a GSS code of this form: "output areas", "LSOAs", "MSOAs", "wards", "larger areas".
std::string_view kind_of_area(std::string_view code);

/// Reads a table of small areas whole and counts what is odd about its layout.
CsvTable read_area_table(const std::filesystem::path& path, QualityTable& quality);

/// Finds the column of area codes, by its heading (ONS's in all years) else by its values, and sorts the rows by it.
/// Rows without a code and rows of larger areas (an authority above its LSOAs) are left out and counted. InputError
/// saying what the table was taken for, what is wanted and what would be read, when no column holds codes.
AreaRows rows_by_area(const CsvTable& table, QualityTable& quality, std::string_view wanted, std::string_view reads);

/// Where areas have rows for several years or dates: keeps the latest of each area and counts the others.
void keep_latest_period(const CsvTable& table, AreaRows& areas, QualityTable& quality);

/// Where rows tell people by sex, under whatever heading: keeps each area's rows for both sexes, else its rows for
/// each, to be added up. InputError naming the column for a word that is neither, and for an area with one sex only;
/// one quoting the title above the heading where no column tells the sex and the title names one sex.
void keep_both_sexes(const CsvTable& table, AreaRows& areas);

/// Leaves each area one row (one of each sex). Rows that hold the same in `columns` are counted as duplicates; for
/// others an InputError names the column that tells them apart (ethnicity, age ...), or the lines.
void keep_one_row(const CsvTable& table, AreaRows& areas, const std::vector<std::size_t>& columns,
                  QualityTable& quality);

}  // namespace sendscape
