// SPDX-License-Identifier: MIT
#include "maps/tables/csv_table.h"

#include <csv.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <set>
#include <span>
#include <utility>

#include "maps/tables/csv_layout.h"
#include "maps/tables/packed_file.h"
#include "maps/tables/text_encoding.h"
#include "maps/tables/zip_listing.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/plain_text.h"
#include "sim/core/slip.h"

namespace sendscape {
namespace {

constexpr std::size_t most_columns = 4096;
/// England's schools by a hundred columns are 2.5 million cells. Bounds the memory that many tiny cells would take.
constexpr std::size_t most_cells = 400'000'000;
constexpr std::size_t most_text = 0xFFFFFFF0u;  // ends of cells are kept in 32 bits
constexpr std::size_t most_piece = std::size_t{1} << 20;
constexpr std::int64_t pieces_between_stops = 4096;

/// Without the blanks round it, the non-breaking ones of web pages and spreadsheets included.
std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n", wide_blank = "\xC2\xA0";
    for (;;) {
        const auto first = text.find_first_not_of(blanks);
        if (first == std::string_view::npos) return {};
        text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
        const bool before = text.starts_with(wide_blank), after = text.ends_with(wide_blank);
        if (before) text.remove_prefix(wide_blank.size());
        if (after && !text.empty()) text.remove_suffix(wide_blank.size());
        if (!before && !after) return text;
    }
}

void refuse_what_is_no_table(const std::filesystem::path& path, std::string_view bytes) {
    const auto starts = [&](std::string_view magic) { return bytes.starts_with(magic); };
    const std::string name = path.string();
    if (trimmed(bytes).empty()) throw InputError(name + " is empty; a table in CSV with a heading row is needed");
    if (is_zip(bytes)) throw InputError(name + what_a_zip_is(bytes));
    if (starts("\xD0\xCF\x11\xE0"))
        throw InputError(name + " is a workbook of Excel, not a CSV table; save the sheet as CSV (UTF-8) first");
    if (starts("%PDF")) throw InputError(name + " is a PDF document, not a CSV table");
    constexpr std::string_view mark = "\xEF\xBB\xBF";  // of UTF-8
    const std::string_view text = trimmed(starts(mark) ? bytes.substr(mark.size()) : bytes);
    const std::string_view inside = trimmed(text.substr(std::min<std::size_t>(text.size(), 1)));
    const bool object = text.starts_with('{') && (inside.starts_with('"') || inside.starts_with('}'));
    const bool list = text.starts_with('[') && (inside.starts_with('{') || inside.starts_with('['));
    if (object || list)
        throw InputError(name +
                         " is JSON (GeoJSON is), not a CSV table; fetch or export it as CSV, with a heading row (x and "
                         "y, or longitude and latitude, for places)");
}

void refuse_what_is_no_text(const std::filesystem::path& path, std::string_view text) {
    const std::string_view head = text.substr(0, 1 << 16);
    const auto control = std::count_if(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
    });
    constexpr std::ptrdiff_t most_control = 8;  // stray ones happen in copies: assumption
    const std::size_t null = text.find('\0');
    if (null == std::string_view::npos && control <= most_control) return;
    constexpr std::string_view unmarked = "is UTF-16 text without its mark; save it as CSV in UTF-8 or Windows-1252";
    const std::string_view pair = text.substr(0, 4);  // of Latin letters every second byte is 0
    if (pair.size() == 4 && (pair[0] == 0) != (pair[1] == 0) && (pair[0] == 0) == (pair[2] == 0) &&
        (pair[1] == 0) == (pair[3] == 0))
        throw InputError(fmt::format("{} {}", path.string(), unmarked));
    if (null != std::string_view::npos)
        throw InputError(fmt::format(
            "{}, line {}: a byte of value 0, which no text has: a binary file, not a CSV table, or one "
            "damaged in copying",
            path.string(), std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(null), '\n') + 1));
    throw InputError(path.string() + " is a binary file, not a CSV table (it holds bytes that no text has)");
}

}  // namespace

/// Feeds a text to the parser and its cells to a table.
class CsvReader {
  public:
    CsvReader(const std::filesystem::path& path, std::string_view text) : text_(text) {
        table_.path_ = path;
        table_.name_ = path.filename().string();
        table_.text_.reserve(text.size());
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0)
            throw MachineError("no memory to read " + path.string());
    }
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;
    ~CsvReader() { csv_free(&parser_); }

    CsvTable read(std::span<const std::string_view> wanted) {
        CsvLayout layout = find_layout(text_, wanted);
        table_.above_heading_ = std::move(layout.above);
        table_.groups_ = std::move(layout.groups);
        csv_set_delim(&parser_, static_cast<unsigned char>(layout.separator));
        feed(layout.heading);
        if (csv_fini(&parser_, end_of_field, end_of_row, this) != 0) fail();
        if (every_row_as_long_) table_.longer_rows_.clear();
        for (const std::string& heading : table_.headings_) table_.keys_.push_back(column_key(heading));
        if (table_.rows() == 0)
            throw InputError(table_.path_.string() + " has no usable row: it holds a heading and " +
                             (table_.blank_rows_ > 0 ? "only blank rows" : "nothing below it"));
        return std::move(table_);
    }

  private:
    /// Line by line, in pieces: the parser skips blank lines without counting them, so lines are counted here.
    void feed(std::size_t heading) {
        const char line_end = text_.find('\n') != std::string_view::npos ? '\n' : '\r';
        line_ = std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(heading), line_end);
        bool line_begins = true;
        std::int64_t pieces = 0;
        for (std::size_t from = heading; from < text_.size();) {
            if (pieces++ % pieces_between_stops == 0) stop_if_asked();
            std::string_view piece = text_.substr(from, most_piece);
            const std::size_t end = piece.find(line_end);
            if (end != std::string_view::npos) piece = piece.substr(0, end + 1);
            from += piece.size();
            if (line_begins) ++line_;
            const bool whole_line = line_begins && (end != std::string_view::npos || from == text_.size());
            line_begins = end != std::string_view::npos;
            if (!row_open_) {
                row_line_ = line_;
                if (whole_line && trimmed(piece).empty()) {
                    ++table_.blank_rows_;
                    continue;
                }
            }
            row_open_ = true;
            if (csv_parse(&parser_, piece.data(), piece.size(), end_of_field, end_of_row, this) != piece.size()) fail();
            if (!too_large_.empty()) throw InputError(table_.path_.string() + too_large_);
        }
    }

    [[noreturn]] void fail() {
        if (csv_error(&parser_) == CSV_ENOMEM) throw MachineError("no memory to read " + table_.path_.string());
        throw InputError(
            fmt::format("{}, line {}: a quotation mark inside a cell, or one that is never closed; a cell with "
                        "quotation marks is written \"like \"\"this\"\"\" (the row began on line {})",
                        table_.path_.string(), line_, row_line_));
    }

    static void end_of_field(void* data, std::size_t size, void* context) {
        static_cast<CsvReader*>(context)->take_field(trimmed({static_cast<const char*>(data), size}));
    }
    static void end_of_row(int, void* context) { static_cast<CsvReader*>(context)->take_row(); }

    void take_field(std::string_view field) {
        const std::size_t column = field_count_++;
        if (!field.empty()) filled_to_ = field_count_;
        if (column >= most_columns) return;
        if (column == fields_.size()) fields_.emplace_back();
        make_plain(fields_[column] = field);
    }

    void take_row() {
        const std::size_t count = std::exchange(field_count_, 0), filled_to = std::exchange(filled_to_, 0);
        row_open_ = false;
        if (filled_to == 0) {
            ++table_.blank_rows_;
            return;
        }
        const std::size_t columns = table_.headings_.size();
        if (columns == 0) {
            if (filled_to > most_columns)
                too_large_ = fmt::format(" has {} columns; up to {} are read", filled_to, most_columns);
            const auto begin = fields_.begin();
            table_.headings_.assign(begin, begin + static_cast<std::ptrdiff_t>(std::min(filled_to, most_columns)));
            table_.heading_line_ = row_line_;
            heading_cells_ = count;
            return;
        }
        if (count < columns) ++table_.shorter_rows_;
        if (filled_to > columns || count > heading_cells_) table_.longer_rows_.push_back({table_.lines_.size(), count});
        every_row_as_long_ = every_row_as_long_ && filled_to <= columns && count > heading_cells_ &&
                             (table_.lines_.empty() || count == table_.longer_rows_.front().cells);
        for (std::size_t i = 0; i < columns; ++i) {
            if (i < count) table_.text_ += fields_[i];
            table_.ends_.push_back(static_cast<std::uint32_t>(table_.text_.size()));
        }
        table_.lines_.push_back(row_line_);
        if (table_.text_.size() > most_text) too_large_ = " holds more than 4 GiB of text; up to that is read";
        if (table_.ends_.size() > most_cells)
            too_large_ = fmt::format(" holds more than {} cells; tables of up to {} are read", most_cells, most_cells);
    }

    std::string_view text_;
    CsvTable table_;
    csv_parser parser_{};
    std::vector<std::string> fields_;  // of the row being read
    std::size_t field_count_ = 0, filled_to_ = 0;
    std::size_t heading_cells_ = 0;  // blank ones at its end included
    bool every_row_as_long_ = true;  // by blank cells alone: separators at the end of every line shift nothing
    std::int64_t line_ = 0;          // being fed
    std::int64_t row_line_ = 0;
    bool row_open_ = false;
    std::string too_large_;  // what the file is too large in
};

CsvTable read_csv(const std::filesystem::path& path, std::initializer_list<std::string_view> wanted) {
    return parse_csv(path, read_plain_or_gzip(path), wanted);
}

CsvTable parse_csv(const std::filesystem::path& path, std::string bytes,
                   std::initializer_list<std::string_view> wanted) {
    refuse_what_is_no_table(path, bytes);
    const std::string text = to_utf8(std::move(bytes));
    refuse_what_is_no_text(path, text);
    return CsvReader(path, text).read(std::span(wanted.begin(), wanted.size()));
}

std::optional<std::size_t> CsvTable::column(std::initializer_list<std::string_view> spellings) const {
    for (const std::string_view spelling : spellings)
        for (std::size_t i = 0; i < keys_.size(); ++i)
            if (keys_[i] == spelling) return i;
    return std::nullopt;
}

std::size_t CsvTable::needed_column(std::string_view meaning, std::initializer_list<std::string_view> spellings) const {
    if (const auto found = column(spellings)) {
        for (std::size_t i = *found + 1; i < keys_.size(); ++i) {
            if (keys_[i] != keys_[*found]) continue;
            for (std::size_t row = 0; row < rows(); ++row)
                if (cell(row, *found) != cell(row, i))
                    throw InputError(
                        fmt::format("{}: two columns are called '{}', the column for {}, and differ ('{}' and '{}'); "
                                    "take one out",
                                    place(row), headings_[i], meaning, cell(row, *found), cell(row, i)));
        }
        return *found;
    }
    std::string known, present;
    for (const std::string_view spelling : spellings) known += (known.empty() ? "" : ", ") + std::string(spelling);
    for (std::size_t i = 0; i < headings_.size() && i < 12; ++i) present += (i ? ", " : "") + headings_[i];
    if (headings_.size() > 12) present += fmt::format(" and {} more", headings_.size() - 12);
    throw InputError(fmt::format("{}: no column for {}; spellings known: {}; columns found: {}", heading_place(),
                                 meaning, known, present));
}

std::string_view CsvTable::group(std::size_t column) const {
    for (std::size_t at = std::min(column + 1, groups_.size()); at-- > 0;)
        if (!groups_[at].empty()) return groups_[at];
    return {};
}

std::vector<std::string> CsvTable::repeated_headings() const {
    std::set<std::pair<std::string_view, std::string_view>> seen, told;
    std::vector<std::string> repeated;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const std::pair<std::string_view, std::string_view> named(group(i), keys_[i]);
        if (!keys_[i].empty() && !seen.insert(named).second && told.insert(named).second)
            repeated.push_back(headings_[i]);
    }
    return repeated;
}

void CsvTable::refuse_repeated() const {
    if (const auto repeated = repeated_headings(); !repeated.empty())
        throw InputError(fmt::format("{}: the column '{}' is there twice; take one out", heading_place(), repeated[0]));
}

void CsvTable::refuse_misspelt(std::initializer_list<std::initializer_list<std::string_view>> known) const {
    for (const auto& spellings : known) {
        if (column(spellings)) continue;
        for (const std::string_view spelling : spellings)
            for (std::size_t i = 0; i < keys_.size(); ++i)
                if (is_slip_of(keys_[i], spelling))
                    throw InputError(fmt::format("{}: there is no column '{}'; did you mean '{}'?", heading_place(),
                                                 headings_[i], spelling));
    }
}

std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
    const std::size_t index = row * keys_.size() + column;
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
}

std::string CsvTable::heading_place() const { return fmt::format("{}, line {}", path_.string(), heading_line_); }

std::string CsvTable::words_for(const LongerRow& longer) const {
    constexpr std::size_t most_headings = 6;
    std::string names = fmt::format(
        "{}",
        fmt::join(headings_.begin(),
                  headings_.begin() + static_cast<std::ptrdiff_t>(std::min(headings_.size(), most_headings)), ", "));
    if (headings_.size() > most_headings) names += " ...";
    return fmt::format(
        "the row has more cells ({}) than the heading ({}: {}): most likely a cell holds a comma, which "
        "needs quotation marks (\"1,200\"), or a column has no heading",
        longer.cells, headings_.size(), names);
}

std::string CsvTable::place(std::size_t row) const { return fmt::format("{}, line {}", path_.string(), lines_[row]); }

}  // namespace sendscape
