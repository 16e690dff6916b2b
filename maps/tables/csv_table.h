// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// A table read whole from a .csv or .csv.gz file, as UTF-8, with the line of the file each row began on. Columns are
/// found by name, never by position; names are compared as column_key writes them.
class CsvTable {
  public:
    [[nodiscard]] const std::string& name() const { return name_; }  ///< file name without its folder
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] const std::vector<std::string>& columns() const { return keys_; }
    [[nodiscard]] const std::vector<std::string>& headings() const { return headings_; }
    [[nodiscard]] std::size_t rows() const { return lines_.size(); }
    [[nodiscard]] std::int64_t line(std::size_t row) const { return lines_[row]; }
    [[nodiscard]] std::int64_t blank_rows() const { return blank_rows_; }
    [[nodiscard]] std::int64_t ragged_rows() const { return ragged_rows_; }
    /// Line of the first row with a cell beyond the last column; 0: none.
    [[nodiscard]] std::int64_t first_longer_line() const { return first_longer_line_; }
    [[nodiscard]] bool has(std::string_view key) const { return column({key}).has_value(); }

    /// The first of the spellings the table has.
    [[nodiscard]] std::optional<std::size_t> column(std::initializer_list<std::string_view> spellings) const;
    /// The same, or an InputError naming the column, the spellings known and the columns found.
    std::size_t needed_column(std::string_view meaning, std::initializer_list<std::string_view> spellings) const;
    /// InputError if two columns have one name: they contradict one another.
    void refuse_repeated() const;
    /// InputError if a column is none of those known but for a slip ("sibbling"): it would be passed over in silence.
    /// Each of `known` lists the spellings of one column; once a table has it, a like name is a column of its own.
    void refuse_misspelt(std::initializer_list<std::initializer_list<std::string_view>> known) const;
    /// A cell without the blanks round it.
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const;
    [[nodiscard]] std::string_view cell(std::size_t row, std::optional<std::size_t> column) const {
        return column ? cell(row, *column) : std::string_view{};
    }
    /// "FILE, line N"
    [[nodiscard]] std::string place(std::size_t row) const;

  private:
    friend CsvTable read_csv(const std::filesystem::path& path);
    friend CsvTable parse_csv(const std::filesystem::path& path, std::string bytes);

    std::filesystem::path path_;
    std::string name_;
    std::vector<std::string> headings_, keys_;
    std::string text_;                 // all cells, one after another
    std::vector<std::uint32_t> ends_;  // end of each cell in text_, row by row, keys_.size() to a row
    std::vector<std::int64_t> lines_;
    std::int64_t blank_rows_ = 0, ragged_rows_ = 0, first_longer_line_ = 0;
};

/// Reads a table. InputError, in one sentence, when the file is missing, a folder, empty, a workbook, binary, UTF-16,
/// has unbalanced quotes, is a damaged .gz, or has no row below its heading. Rows of empty cells are dropped and
/// counted.
CsvTable read_csv(const std::filesystem::path& path);
/// The same from bytes already in memory.
CsvTable parse_csv(const std::filesystem::path& path, std::string bytes);

/// The bytes of a file, gunzipped where it is a .gz. InputError as read_csv.
std::string read_plain_or_gzip(const std::filesystem::path& path);

}  // namespace sendscape
