// SPDX-License-Identifier: MIT
#include "maps/tables/year_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "maps/tables/cell_values.h"
#include "maps/tables/text_encoding.h"

namespace sendscape {
namespace {

constexpr std::int64_t most_of_year = 2000, most_of_school = 10'000;  // of one school: assumption
constexpr int last_year_group = year_numbers - 1;

bool is_figure(char c) { return c >= '0' && c <= '9'; }

/// The words and numbers of a heading: "pan_y7" and "pan y 7" are the same.
std::vector<std::string> heading_words(std::string_view key) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < key.size(); ++i) {
        if (key[i] == '_') continue;
        const bool joins = i > 0 && key[i - 1] != '_' && is_figure(key[i - 1]) == is_figure(key[i]) && !words.empty();
        if (joins)
            words.back() += key[i];
        else
            words.emplace_back(1, key[i]);
    }
    return words;
}

enum class Word : std::uint8_t { admission, capacity, year, reception, filler, number };

struct WordRow {
    std::string_view word;
    Word is;
};
constexpr std::array<WordRow, 48> vocabulary{{
    {"pan", Word::admission},
    {"pans", Word::admission},
    {"admission", Word::admission},
    {"admissions", Word::admission},
    {"intake", Word::admission},
    {"capacity", Word::capacity},
    {"places", Word::capacity},
    {"year", Word::year},
    {"yr", Word::year},
    {"y", Word::year},
    {"ncy", Word::year},
    {"nc", Word::year},
    {"group", Word::filler},
    {"grp", Word::filler},
    {"r", Word::reception},
    {"rec", Word::reception},
    {"reception", Word::reception},
    {"yearr", Word::reception},
    {"yrr", Word::reception},
    {"panr", Word::reception},
    {"published", Word::filler},
    {"planned", Word::filler},
    {"agreed", Word::filler},
    {"determined", Word::filler},
    {"number", Word::filler},
    {"numbers", Word::filler},
    {"no", Word::filler},
    {"of", Word::filler},
    {"for", Word::filler},
    {"in", Word::filler},
    {"into", Word::filler},
    {"at", Word::filler},
    {"entry", Word::filler},
    {"limit", Word::filler},
    {"net", Word::filler},
    {"total", Word::filler},
    {"school", Word::filler},
    {"september", Word::filler},
    {"sept", Word::filler},
    {"sep", Word::filler},
    {"indicated", Word::filler},
    {"may", Word::filler},
    {"january", Word::filler},
    {"jan", Word::filler},
    {"schoolcapacity", Word::capacity},
    {"netcapacity", Word::capacity},
    {"ian", Word::admission},
    {"the", Word::filler},
}};

std::optional<Word> heading_word(std::string_view word) {
    if (std::all_of(word.begin(), word.end(), is_figure)) return Word::number;
    for (const WordRow& row : vocabulary)
        if (row.word == word) return row.is;
    return std::nullopt;
}

struct NumberColumn {
    std::size_t column = 0;
    NumberHeading heading;
    bool bare = false;  ///< "places" alone, which may be of anything
};

std::vector<NumberColumn> number_columns(const CsvTable& table) {
    std::vector<NumberColumn> columns;
    for (std::size_t i = 0; i < table.columns().size(); ++i)
        if (const auto heading = number_heading(table.columns()[i]))
            columns.push_back({i, *heading, table.columns()[i] == "places"});
    return columns;
}

/// The column of year groups of the layout with a row for each.
std::optional<std::size_t> year_group_column(const CsvTable& table) {
    return table.column({"year_group", "yeargroup", "year_grp", "nc_year", "ncyear", "ncy", "national_curriculum_year",
                         "nc_year_group", "national_curriculum_year_group", "year_of_entry", "entry_year_group", "year",
                         "cohort"});
}

/// Columns that tell something of themselves: a year group alone does where others stand beside it or a number does.
bool any_number(const std::vector<NumberColumn>& columns) {
    std::size_t years = 0;
    for (const NumberColumn& column : columns) {
        if (column.heading.of != NumberHeading::Of::year && !column.bare) return true;
        years += column.heading.of == NumberHeading::Of::year;
    }
    return years > 1;
}

/// Of columns for the offers of several Septembers the one that counts; 0 where none names a year.
int september_that_counts(const std::vector<NumberColumn>& columns, int entry) {
    std::set<int> told;
    for (const NumberColumn& column : columns)
        if (column.heading.september) told.insert(*column.heading.september);
    if (told.empty()) return 0;
    const auto after = told.upper_bound(entry);
    return after == told.begin() ? *after : *std::prev(after);
}

/// Gathers what the rows say of each school.
class NumbersReader {
  public:
    NumbersReader(const CsvTable& table, int entry, RowFaults& faults)
        : table_(table),
          faults_(faults),
          keys_(find_school_key_columns(table)),
          years_(year_group_column(table)),
          columns_(number_columns(table)),
          september_(september_that_counts(columns_, entry)) {
        // A column called "Year" among columns of numbers is that of the year groups, not a number of its own.
        std::erase_if(columns_, [&](const NumberColumn& c) { return years_ && c.column == *years_; });
    }

    std::vector<SchoolNumbers> read() {
        for (std::size_t row = 0; row < table_.rows(); ++row) read_row(row);
        return std::move(schools_);
    }

  private:
    void fault(std::size_t row, const std::string& words) { faults_.add(table_.place(row) + ": " + words); }

    void read_row(std::size_t row) {
        const SchoolKey key = school_key_of(table_, row, keys_);
        if (!key.told())
            return fault(row, key.read.empty() ? "no school: a URN or LAESTAB is needed"
                                               : fmt::format("{} is neither a URN (100000 to 999999) nor a LAESTAB "
                                                             "(358/2001 or 3582001)",
                                                             key.read));
        const auto [at, fresh] = rows_.emplace(std::tuple(key.urn, key.authority, key.number), schools_.size());
        if (fresh) {
            schools_.push_back({});
            schools_.back().school = key;
            schools_.back().place = table_.place(row);
        }
        SchoolNumbers& school = schools_[at->second];
        std::optional<int> ncy;
        if (years_) {
            const std::string_view cell = table_.cell(row, *years_);
            ncy = year_group_of(cell);
            if (!ncy)
                return fault(row, fmt::format("year group '{}' is none; R, 1 to 13, Year 7 or Y7 is needed", cell));
        }
        for (const NumberColumn& column : columns_) read_number(row, column, ncy, school);
    }

    void read_number(std::size_t row, const NumberColumn& column, std::optional<int> row_ncy, SchoolNumbers& school) {
        const std::string_view cell = table_.cell(row, column.column);
        if (is_missing(cell) || cell == "-") return;
        const NumberHeading& about = column.heading;
        if (about.september && *about.september != september_) return;
        const bool capacity = about.of == NumberHeading::Of::capacity;
        const std::int64_t most = capacity ? most_of_school : most_of_year;
        const auto value = parse_typed_whole(cell);
        if (!value || *value < 0 || *value > most)
            return fault(row, fmt::format("{} '{}' for {} is not a whole number from 0 to {}",
                                          table_.headings()[column.column], cell, school.school.read, most));
        const std::optional<int> ncy = about.ncy ? about.ncy : row_ncy;
        std::optional<std::int32_t>& field =
            capacity ? (ncy ? school.places_by_year[static_cast<std::size_t>(*ncy)] : school.capacity)
                     : (ncy ? school.admission_by_year[static_cast<std::size_t>(*ncy)] : school.admission);
        const auto number = static_cast<std::int32_t>(*value);
        if (field && *field != number)
            return fault(
                row, fmt::format("{} {} for {}, and {} above ({}); one of them is needed",
                                 table_.headings()[column.column], number, school.school.read, *field, school.place));
        field = number;
    }

    const CsvTable& table_;
    RowFaults& faults_;
    SchoolKeyColumns keys_;
    std::optional<std::size_t> years_;
    std::vector<NumberColumn> columns_;
    int september_;
    std::map<std::tuple<std::uint32_t, std::string, std::int32_t>, std::size_t> rows_;
    std::vector<SchoolNumbers> schools_;
};

}  // namespace

std::optional<NumberHeading> number_heading(std::string_view key) {
    bool admission = false, capacity = false, year = false;
    std::optional<int> ncy, september;
    int academic_end = 0;
    for (const std::string& word : heading_words(key)) {
        const auto is = heading_word(word);
        if (!is) return std::nullopt;
        switch (*is) {
            case Word::admission:
                admission = true;
                break;
            case Word::capacity:
                capacity = true;
                break;
            case Word::year:
                year = true;
                break;
            case Word::reception:
                if (ncy) return std::nullopt;
                ncy = 0;
                admission = admission || word == "panr";
                break;
            case Word::filler:
                break;
            case Word::number: {
                constexpr std::size_t year_digits = 4, short_digits = 2, joined_digits = 6;
                if (word.size() == year_digits || word.size() == joined_digits) {  // 2025, 202526
                    if (september || !word.starts_with("20")) return std::nullopt;
                    september = std::stoi(word.substr(0, year_digits));
                } else if (word.size() <= short_digits && september && academic_end == 0) {  // 2025/26
                    academic_end = std::stoi(word);
                    if (academic_end != (*september + 1) % 100) return std::nullopt;
                } else if (word.size() == short_digits && !september && std::stoi(word) > last_year_group) {  // 25/26
                    constexpr int century = 2000;
                    september = century + std::stoi(word);
                } else if (word.size() <= short_digits && !ncy && std::stoi(word) <= last_year_group) {
                    ncy = std::stoi(word);
                } else {
                    return std::nullopt;
                }
                break;
            }
        }
    }
    if (key == "yr") ncy = 0;  // between "N" and "Y1" it is Reception
    if (admission && capacity) capacity = false;
    if (admission) return NumberHeading{NumberHeading::Of::admission, ncy, september};
    if (capacity) return NumberHeading{NumberHeading::Of::capacity, ncy, {}};  // whenever it was counted
    if (ncy && !september && (year || *ncy == 0)) return NumberHeading{NumberHeading::Of::year, ncy, {}};
    return std::nullopt;
}

std::optional<int> year_group_of(std::string_view cell) {
    if (const auto whole = parse_typed_whole(cell))
        return *whole >= 0 && *whole <= last_year_group ? std::optional(static_cast<int>(*whole)) : std::nullopt;
    const auto heading = number_heading(column_key(cell));
    if (!heading || heading->september || heading->of == NumberHeading::Of::capacity) return std::nullopt;
    return heading->ncy;
}

bool has_number_columns(const CsvTable& table) { return any_number(number_columns(table)); }

NumberHeadings number_headings(const CsvTable& table, int entry) {
    const std::vector<NumberColumn> columns = number_columns(table);
    const int september = september_that_counts(columns, entry);
    NumberHeadings headings;
    for (std::size_t i = 0; i < table.headings().size(); ++i) {
        const std::string& heading = table.headings()[i];
        const auto at = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.column == i; });
        if (at == columns.end()) {
            const std::vector<std::string> words = heading_words(table.columns()[i]);
            const bool speaks = std::any_of(words.begin(), words.end(), [](const std::string& word) {
                return word == "pan" || word == "admission" || word == "capacity";
            });
            if (speaks) headings.unknown.push_back(heading);
        } else if (at->heading.september && *at->heading.september != september) {
            headings.of_other_years.push_back(heading);
        } else {
            headings.read += (headings.read.empty() ? "" : ", ") + heading;
        }
    }
    return headings;
}

std::vector<SchoolNumbers> read_school_numbers(const CsvTable& table, int entry, RowFaults& faults) {
    return NumbersReader(table, entry, faults).read();
}

}  // namespace sendscape
