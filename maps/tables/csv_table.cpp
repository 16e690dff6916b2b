// SPDX-License-Identifier: MIT
#include "maps/tables/csv_table.h"

#include <csv.h>
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"
#include "sim/core/plain_text.h"
#include "sim/core/slip.h"

namespace sendscape {
namespace {

constexpr std::size_t most_bytes = std::size_t{2} << 30;  // the largest public table is about 250 MB
constexpr std::size_t most_columns = 4096;

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

void refuse_what_is_no_text(const std::filesystem::path& path, std::string_view bytes) {
    const auto starts = [&](std::string_view magic) { return bytes.starts_with(magic); };
    const std::string name = path.string();
    if (trimmed(bytes).empty()) throw InputError(name + " is empty; a table in CSV with a heading row is needed");
    if (starts("PK\x03\x04") || starts("\xD0\xCF\x11\xE0"))
        throw InputError(name + " is a workbook or an archive, not a CSV table; save the sheet as CSV (UTF-8) first");
    if (starts("\xFF\xFE") || starts("\xFE\xFF"))
        throw InputError(name + " is UTF-16 text; save it as CSV in UTF-8 or Windows-1252");
    if (starts("%PDF")) throw InputError(name + " is a PDF document, not a CSV table");
    const std::string_view head = bytes.substr(0, 1 << 16);
    const auto control = std::count_if(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
    });
    if (bytes.find('\0') != std::string_view::npos || control > 8)
        throw InputError(name + " is a binary file, not a CSV table (it holds bytes that no text has)");
}

char delimiter_of(std::string_view heading) {
    const auto commas = std::count(heading.begin(), heading.end(), ',');
    const auto semicolons = std::count(heading.begin(), heading.end(), ';');
    const auto tabs = std::count(heading.begin(), heading.end(), '\t');
    if (tabs > commas && tabs > semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

struct Reading {
    std::vector<std::string> fields;  // of the row being read
    std::size_t field_count = 0;
    std::int64_t line = 0;  // being fed
    std::int64_t row_line = 0;
    bool row_open = false;
    std::int64_t rows_seen = 0;
    std::int64_t blank = 0, ragged = 0, first_longer = 0;
    std::size_t columns = 0;
    std::vector<std::string> headings;
    std::string* text = nullptr;
    std::vector<std::uint32_t>* ends = nullptr;
    std::vector<std::int64_t>* lines = nullptr;
    bool too_large = false;
};

void end_of_field(void* data, std::size_t size, void* context) {
    auto& reading = *static_cast<Reading*>(context);
    if (reading.field_count >= most_columns) return;
    if (reading.field_count == reading.fields.size()) reading.fields.emplace_back();
    make_plain(reading.fields[reading.field_count++] = trimmed({static_cast<const char*>(data), size}));
}

void end_of_row(int, void* context) {
    auto& reading = *static_cast<Reading*>(context);
    const std::size_t count = reading.field_count;
    reading.field_count = 0;
    reading.row_open = false;
    const auto begin = reading.fields.begin();
    const bool blank = std::all_of(begin, begin + static_cast<std::ptrdiff_t>(count),
                                   [](const std::string& field) { return field.empty(); });
    if (blank) {
        ++reading.blank;
        return;
    }
    if (reading.columns == 0) {
        reading.headings.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
        while (!reading.headings.empty() && reading.headings.back().empty()) reading.headings.pop_back();
        reading.columns = reading.headings.size();
        return;
    }
    if (count != reading.columns) {
        bool lost = count < reading.columns;
        for (std::size_t i = reading.columns; i < count; ++i) {
            if (reading.fields[i].empty()) continue;
            lost = true;
            if (reading.first_longer == 0) reading.first_longer = reading.row_line;
        }
        if (lost) ++reading.ragged;
    }
    for (std::size_t i = 0; i < reading.columns; ++i) {
        if (i < count) *reading.text += reading.fields[i];
        if (reading.text->size() > 0xFFFFFFF0u) reading.too_large = true;
        reading.ends->push_back(static_cast<std::uint32_t>(reading.text->size()));
    }
    reading.lines->push_back(reading.row_line);
}

}  // namespace

std::string read_plain_or_gzip(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) throw InputError(path.string() + " does not exist");
    if (std::filesystem::is_directory(path, error)) throw InputError(path.string() + " is a folder, not a file");
    if (std::filesystem::is_character_file(path, error)) throw InputError(path.string() + " is a device, not a file");
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    if (!file) throw InputError(path.string() + " cannot be opened for reading");
    gzbuffer(file.get(), 1 << 18);
    std::string bytes;
    std::array<char, 1 << 16> chunk;
    for (;;) {
        const int got = gzread(file.get(), chunk.data(), chunk.size());
        int status = Z_OK;
        const char* why = gzerror(file.get(), &status);
        if (got < 0 || status == Z_BUF_ERROR)
            throw InputError(fmt::format("{} is damaged or cut short ({})", path.string(),
                                         got < 0 ? std::string(why) : "the compressed stream ends early"));
        if (got == 0) break;
        bytes.append(chunk.data(), static_cast<std::size_t>(got));
        if (bytes.size() > most_bytes)
            throw InputError(path.string() + " is larger than 2 GiB once unpacked; tables of up to 2 GiB are read");
    }
    return bytes;
}

CsvTable read_csv(const std::filesystem::path& path) { return parse_csv(path, read_plain_or_gzip(path)); }

CsvTable parse_csv(const std::filesystem::path& path, std::string bytes) {
    refuse_what_is_no_text(path, bytes);
    const std::string text = to_utf8(std::move(bytes));
    CsvTable table;
    table.path_ = path;
    table.name_ = path.filename().string();
    table.text_.reserve(text.size());

    Reading reading;
    reading.text = &table.text_;
    reading.ends = &table.ends_;
    reading.lines = &table.lines_;
    csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) throw MachineError("no memory to read " + path.string());
    const std::unique_ptr<csv_parser, void (*)(csv_parser*)> cleaner(&parser, csv_free);
    // Fed line by line: the parser skips blank lines without counting them, so lines are counted here.
    const char line_end = text.find('\n') != std::string::npos ? '\n' : '\r';
    csv_set_delim(&parser,
                  static_cast<unsigned char>(delimiter_of(std::string_view(text).substr(0, text.find(line_end)))));
    const auto fail = [&] {
        if (csv_error(&parser) == CSV_ENOMEM) throw MachineError("no memory to read " + path.string());
        throw InputError(
            fmt::format("{}, line {}: a quotation mark inside a cell, or one that is never closed; a cell with "
                        "quotation marks is written \"like \"\"this\"\"\" (the row began on line {})",
                        path.string(), reading.line, reading.row_line));
    };
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t found = text.find(line_end, from);
        const std::size_t end = found == std::string::npos ? text.size() : found + 1;
        ++reading.line;
        const std::string_view chunk(text.data() + from, end - from);
        if (!reading.row_open) {
            reading.row_line = reading.line;
            if (trimmed(chunk).empty()) {
                ++reading.blank;
                from = end;
                continue;
            }
        }
        reading.row_open = true;
        if (csv_parse(&parser, chunk.data(), chunk.size(), end_of_field, end_of_row, &reading) != chunk.size()) fail();
        from = end;
    }
    if (csv_fini(&parser, end_of_field, end_of_row, &reading) != 0) fail();
    if (reading.too_large) throw InputError(path.string() + " holds more than 4 GiB of text");
    table.blank_rows_ = reading.blank;
    table.ragged_rows_ = reading.ragged;
    table.first_longer_line_ = reading.first_longer;
    table.headings_ = std::move(reading.headings);
    for (const std::string& heading : table.headings_) table.keys_.push_back(column_key(heading));
    if (table.rows() == 0)
        throw InputError(path.string() + " has no usable row: it holds a heading and " +
                         (reading.blank > 0 ? "only blank rows" : "nothing below it"));
    return table;
}

std::optional<std::size_t> CsvTable::column(std::initializer_list<std::string_view> spellings) const {
    for (const std::string_view spelling : spellings)
        for (std::size_t i = 0; i < keys_.size(); ++i)
            if (keys_[i] == spelling) return i;
    return std::nullopt;
}

std::size_t CsvTable::needed_column(std::string_view meaning, std::initializer_list<std::string_view> spellings) const {
    if (const auto found = column(spellings)) return *found;
    std::string known, present;
    for (const std::string_view spelling : spellings) known += (known.empty() ? "" : ", ") + std::string(spelling);
    for (std::size_t i = 0; i < headings_.size() && i < 12; ++i) present += (i ? ", " : "") + headings_[i];
    if (headings_.size() > 12) present += fmt::format(" and {} more", headings_.size() - 12);
    throw InputError(fmt::format("{}, line 1: no column for {}; spellings known: {}; columns found: {}", path_.string(),
                                 meaning, known, present));
}

void CsvTable::refuse_repeated() const {
    for (std::size_t i = 0; i < keys_.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (!keys_[i].empty() && keys_[i] == keys_[k])
                throw InputError(
                    fmt::format("{}, line 1: the column '{}' is there twice", path_.string(), headings_[i]));
}

void CsvTable::refuse_misspelt(std::initializer_list<std::initializer_list<std::string_view>> known) const {
    for (const auto& spellings : known) {
        if (column(spellings)) continue;
        for (const std::string_view spelling : spellings)
            for (std::size_t i = 0; i < keys_.size(); ++i)
                if (is_slip_of(keys_[i], spelling))
                    throw InputError(fmt::format("{}, line 1: there is no column '{}'; did you mean '{}'?",
                                                 path_.string(), headings_[i], spelling));
    }
}

std::string_view CsvTable::cell(std::size_t row, std::size_t column) const {
    const std::size_t index = row * keys_.size() + column;
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(text_).substr(begin, ends_[index] - begin);
}

std::string CsvTable::place(std::size_t row) const { return fmt::format("{}, line {}", path_.string(), lines_[row]); }

}  // namespace sendscape
