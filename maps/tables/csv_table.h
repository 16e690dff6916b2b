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

/// A row with more cells than the heading: what follows a comma too many stands one column too far right.
struct LongerRow {
    std::size_t row = 0, cells = 0;
};

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
    [[nodiscard]] std::int64_t shorter_rows() const { return shorter_rows_; }
    /// In order: what such a row says is in doubt. None where all rows are longer by the same number of blank cells.
    [[nodiscard]] const std::vector<LongerRow>& longer_rows() const { return longer_rows_; }
    [[nodiscard]] std::int64_t heading_line() const { return heading_line_; }
    /// Rows above the heading that are not blank, such as a title, the beginning of each.
    [[nodiscard]] const std::vector<std::string>& above_heading() const { return above_heading_; }
    /// What a row above the heading calls the group a column is in: its cell there, else, as merged cells are written,
    /// the nearest filled one to the left ("Females" above the ages of females). Empty where there is no such row.
    [[nodiscard]] std::string_view group(std::size_t column) const;
    [[nodiscard]] bool has(std::string_view key) const { return column({key}).has_value(); }

    /// The first of the spellings the table has.
    [[nodiscard]] std::optional<std::size_t> column(std::initializer_list<std::string_view> spellings) const;
    /// The same, or an InputError naming the column, the spellings known and the columns found; or one saying that two
    /// columns have this name and differ.
    std::size_t needed_column(std::string_view meaning, std::initializer_list<std::string_view> spellings) const;
    /// Headings that stand on more than one column of a group, each once; the first column is the one that is read.
    [[nodiscard]] std::vector<std::string> repeated_headings() const;
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
    [[nodiscard]] std::string heading_place() const;
    /// What is wrong with a longer row: "the row has 5 cells and the heading 4 (urn, places ...); ..."
    [[nodiscard]] std::string words_for(const LongerRow& longer) const;

  private:
    friend class CsvReader;

    std::filesystem::path path_;
    std::string name_;
    std::vector<std::string> headings_, keys_, groups_;
    std::string text_;                 // all cells, one after another
    std::vector<std::uint32_t> ends_;  // end of each cell in text_, row by row, keys_.size() to a row
    std::vector<std::int64_t> lines_;
    std::vector<LongerRow> longer_rows_;
    std::vector<std::string> above_heading_;
    std::int64_t blank_rows_ = 0, shorter_rows_ = 0, heading_line_ = 1;
};

/// Reads a table. Its heading is the first row with the columns `wanted`, or with the most filled cells (see
/// find_layout); what stands above it is kept for telling. InputError, in one sentence, when the file is missing, a
/// folder, empty, a workbook, binary, has unbalanced quotes, is a damaged .gz, has too many columns or cells, or has no
/// row below its heading. Rows of empty cells are dropped and counted. Interrupted when a stop is asked for.
CsvTable read_csv(const std::filesystem::path& path, std::initializer_list<std::string_view> wanted = {});
/// The same from bytes already in memory.
CsvTable parse_csv(const std::filesystem::path& path, std::string bytes,
                   std::initializer_list<std::string_view> wanted = {});

}  // namespace sendscape
