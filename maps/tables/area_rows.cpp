// SPDX-License-Identifier: MIT
#include "maps/tables/area_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "maps/tables/cell_values.h"
#include "maps/tables/known_tables.h"
#include "maps/tables/table_layout.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"

namespace sendscape {
namespace {

constexpr std::size_t area_rows_between_stops = 8192;

// Known headings of area codes, as column_key writes them; the order is the order of preference.
const std::initializer_list<std::string_view> code_names{
    "lsoa21cd",       "lsoacd",         "lsoa_code",  "lsoa11cd",   "lsoa",           "lsoa_2021_code",
    "lsoa_2011_code", "lsoa_code_2021", "lsoa21code", "lsoa11code", "lsoa_code_2011", "lsoa_21_code",
    "area_code",      "area_codes",     "mnemonic",   "wardcode",   "ward_code",      "geography_code",
    "featurecode",    "feature_code",   "msoa21cd",   "geo_code",   "areacd",         "code",
};

/// How large the areas of a GSS code are: 0 output areas, 1 LSOAs, 2 MSOAs, 3 wards, 4 anything larger; nothing for
/// what is no such code.
std::optional<int> size_of_area(std::string_view code) {
    if (code.size() != 9 || (code[0] != 'E' && code[0] != 'W' && code[0] != 'K')) return std::nullopt;
    if (code.find_first_not_of("0123456789", 1) != std::string_view::npos) return std::nullopt;
    constexpr int larger = 4;
    if (code[0] == 'K') return larger;
    const std::string_view kind = code.substr(1, 2);
    return kind == "00" ? 0 : kind == "01" ? 1 : kind == "02" ? 2 : kind == "05" ? 3 : larger;
}

bool holds_small_areas(const CsvTable& table, std::size_t column) {
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (size_of_area(table.cell(row, column)).value_or(4) < 4) return true;
    return false;
}

/// The column most of whose cells are codes of small areas, the smallest areas first.
std::optional<std::size_t> column_of_codes_by_value(const CsvTable& table) {
    constexpr std::size_t enough = 2000;  // rows that decide
    const std::size_t rows = std::min(table.rows(), enough);
    std::optional<std::size_t> best;
    int smallest = 4;
    for (std::size_t column = 0; column < table.columns().size(); ++column) {
        std::array<std::size_t, 5> seen{};
        for (std::size_t row = 0; row < rows; ++row)
            if (const auto size = size_of_area(table.cell(row, column))) ++seen[static_cast<std::size_t>(*size)];
        for (int size = 0; size < smallest; ++size)
            if (seen[static_cast<std::size_t>(size)] * 2 > rows) {
                smallest = size;
                best = column;
            }
    }
    return best;
}

std::optional<std::size_t> find_code_column(const CsvTable& table) {
    std::optional<std::size_t> by_name;
    for (const std::string_view name : code_names)
        if (const auto column = table.column({name})) {
            if (holds_small_areas(table, *column)) return column;
            if (!by_name) by_name = column;
        }
    if (const auto by_value = column_of_codes_by_value(table)) return by_value;
    return by_name;
}

/// Years and months as one number that sorts: "2022-06-30", "Mid-2022", "30 June 2022", "202223"; nothing where no year
/// is told.
std::optional<int> period_of(std::string_view cell) {
    if (const auto month = parse_date(cell)) return month->year() * 12 + month->month_of_year();
    for (std::size_t at = 0; at + 4 <= cell.size(); ++at) {
        if (at > 0 && cell[at - 1] >= '0' && cell[at - 1] <= '9') continue;
        const std::string_view four = cell.substr(at, 4);
        if (four.find_first_not_of("0123456789") != std::string_view::npos) continue;
        const int year = (four[0] - '0') * 1000 + (four[1] - '0') * 100 + (four[2] - '0') * 10 + (four[3] - '0');
        if (year >= 1981 && year <= 2100) return year * 12;  // from the first mid-year estimates of small areas
    }
    return std::nullopt;
}

bool named_for_time(std::string_view key) {
    for (const char* word : {"period", "year", "date", "time"})
        if (key.find(word) != std::string_view::npos) return true;
    return false;
}

bool is_period_column(const CsvTable& table, std::size_t column) {
    if (!named_for_time(table.columns()[column])) return false;
    bool any = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = table.cell(row, column);
        if (is_missing(cell)) continue;
        if (!period_of(cell)) return false;
        any = true;
    }
    return any;
}

// Words for a sex, or for both, in tables of ONS, Nomis, the census and councils, as column_key writes them.
constexpr std::array<std::string_view, 7> female_words{"females", "female", "f", "girls", "girl", "women", "woman"};
constexpr std::array<std::string_view, 7> male_words{"males", "male", "m", "boys", "boy", "men", "man"};
constexpr std::array<std::string_view, 30> both_words{
    "persons",
    "person",
    "all",
    "total",
    "totals",
    "both",
    "t",
    "p",
    "b",
    "mf",
    "people",
    "everyone",
    "all_persons",
    "all_people",
    "all_sexes",
    "all_genders",
    "all_pupils",
    "all_residents",
    "both_sexes",
    "both_genders",
    "total_persons",
    "total_population",
    "males_and_females",
    "male_and_female",
    "females_and_males",
    "female_and_male",
    "men_and_women",
    "women_and_men",
    "boys_and_girls",
    "all_usual_residents",
};

/// Codes of Nomis (0 total, 1 male, 2 female) and of the census (1 female, 2 male): which is which does not matter
/// where both are added up.
std::optional<RowSex> sex_of_code(std::string_view cell) {
    if (cell == "0") return RowSex::both;
    if (cell == "1") return RowSex::male;
    if (cell == "2") return RowSex::female;
    return std::nullopt;
}

bool named_for_sex(std::string_view key) {
    return contains_word(key, "sex") || contains_word(key, "gender") || key.starts_with("sex") ||
           key.starts_with("gender") || key.ends_with("_sex") || key.ends_with("_gender");
}

template <class SexOf>
bool every_cell_is_a_sex(const CsvTable& table, std::size_t column, bool named, SexOf&& sex_of) {
    bool told = false, any = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = table.cell(row, column);
        if (cell.empty()) continue;
        const auto sex = sex_of(cell);
        if (!sex) return false;
        any = true;
        told = told || *sex != RowSex::both;
    }
    return named ? any : told;
}

struct SexColumn {
    std::size_t column = 0;
    bool codes = false;

    [[nodiscard]] std::optional<RowSex> of(std::string_view cell) const {
        return codes ? sex_of_code(cell) : sex_of_word(cell);
    }
};

std::optional<SexColumn> find_sex_column(const CsvTable& table) {
    std::optional<std::size_t> unread;
    const auto& keys = table.columns();
    for (std::size_t column = 0; column < keys.size(); ++column)
        if (every_cell_is_a_sex(table, column, named_for_sex(keys[column]), sex_of_word))
            return SexColumn{column, false};
    for (std::size_t column = 0; column < keys.size(); ++column) {
        if (!named_for_sex(keys[column])) continue;
        if (every_cell_is_a_sex(table, column, true, sex_of_code)) return SexColumn{column, true};
        if (!unread) unread = column;
    }
    if (!unread) return std::nullopt;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view cell = table.cell(row, *unread);
        if (!cell.empty() && !sex_of_word(cell))
            throw InputError(fmt::format(
                "{}: '{}' in column '{}' is no sex that is known; read are Females, Males and Persons (or other words "
                "for them, such as F, M, Total), or codes 0 (both), 1 and 2",
                table.place(row), cell, table.headings()[*unread]));
    }
    return std::nullopt;
}

template <class Words>
bool names_any(std::string_view line, const Words& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return contains_word(line, word); });
}

/// A sheet of one sex tells it in its title alone ("Population estimates, Females"): read, it would halve everybody.
void refuse_title_of_one_sex(const CsvTable& table) {
    // Not the single letters of cells: a title may hold "m" and "f" for other reasons.
    constexpr std::array<std::string_view, 4> females{"females", "female", "women", "girls"};
    constexpr std::array<std::string_view, 4> males{"males", "male", "men", "boys"};
    constexpr std::array<std::string_view, 6> everybody{"persons",    "person", "both sexes",
                                                        "all people", "both",   "everyone"};
    bool female = false, male = false;
    const std::string* title = nullptr;
    for (const std::string& line : table.above_heading()) {
        const std::string words = lower_case(line);
        const bool of_females = names_any(words, females), of_males = names_any(words, males);
        female = female || of_females;
        male = male || of_males;
        if (!title && of_females != of_males && !names_any(words, everybody)) title = &line;
    }
    if (!title || female == male) return;
    throw InputError(fmt::format(
        "{}: taken for a sheet of {} only, by the title above the heading ('{}') and because no column tells the sex; "
        "needed is the sheet of persons, or a table with columns or rows for both sexes",
        table.heading_place(), female ? "females" : "males", *title));
}

/// Headings of row numbers that programs add: they tell nothing.
bool is_row_number(std::string_view key) {
    for (const char* name : {"fid", "objectid", "oid", "globalid", "id", "index", "rowid", "row_number", "ogc_fid"})
        if (key == name) return true;
    return false;
}

/// The column that tells two rows apart: one of words first, else one of numbers with a heading of a kind.
std::optional<std::size_t> column_that_differs(const CsvTable& table, std::size_t one, std::size_t other,
                                               const std::vector<std::size_t>& counts, std::size_t code_column) {
    std::optional<std::size_t> of_numbers;
    for (std::size_t column = 0; column < table.columns().size(); ++column) {
        if (column == code_column || std::find(counts.begin(), counts.end(), column) != counts.end()) continue;
        const std::string_view a = table.cell(one, column), b = table.cell(other, column);
        if (a == b || is_row_number(table.columns()[column])) continue;
        if (!(parse_number(a) || a.empty()) || !(parse_number(b) || b.empty())) return column;
        const std::string& key = table.columns()[column];
        const bool a_kind = key == "age" || key.find("code") != std::string::npos ||
                            key.find("categor") != std::string::npos || key.find("_name") != std::string::npos ||
                            key.find("type") != std::string::npos || named_for_time(key);
        if (a_kind && !of_numbers) of_numbers = column;
    }
    return of_numbers;
}

}  // namespace

std::optional<RowSex> sex_of_word(std::string_view cell) {
    std::string key;
    for (const char c : lower_case(cell)) {
        if (c >= 'a' && c <= 'z') {
            key += c;
        } else if (c == '&' || c == '+') {
            key += key.empty() || key.back() == '_' ? "and_" : "_and_";
        } else if (!key.empty() && key.back() != '_') {
            key += '_';
        }
    }
    while (!key.empty() && key.back() == '_') key.pop_back();
    const auto in = [&](const auto& words) { return std::find(words.begin(), words.end(), key) != words.end(); };
    if (in(both_words)) return RowSex::both;
    if (in(female_words)) return RowSex::female;
    if (in(male_words)) return RowSex::male;
    return std::nullopt;
}

bool AreaRows::any_repeated() const {
    return std::any_of(rows.begin(), rows.end(), [](const auto& of_area) { return of_area.size() > 1; });
}

std::string_view kind_of_area(std::string_view code) {
    constexpr std::array<std::string_view, 5> kinds{"output areas", "LSOAs", "MSOAs", "wards", "larger areas"};
    const auto size = size_of_area(code);
    return size ? kinds[static_cast<std::size_t>(*size)] : "areas of another kind";
}

CsvTable read_area_table(const std::filesystem::path& path, QualityTable& quality) {
    CsvTable table = read_csv(path, code_names);
    count_layout(table, quality);
    return table;
}

AreaRows rows_by_area(const CsvTable& table, QualityTable& quality, std::string_view wanted, std::string_view reads) {
    const auto column = find_code_column(table);
    if (!column) throw InputError(not_what_is_wanted(table, wanted, reads));
    AreaRows areas;
    areas.code_column = *column;
    int smallest = 4;
    for (std::size_t row = 0; row < table.rows(); ++row)
        smallest = std::min(smallest, size_of_area(table.cell(row, *column)).value_or(4));
    std::map<std::string_view, std::size_t> known;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (row % area_rows_between_stops == 0) stop_if_asked();
        const std::string_view code = table.cell(row, *column);
        if (is_missing(code)) {
            quality.count(table.name(), Oddity::no_area_code, "dropped", fmt::format("line {}", table.line(row)));
            continue;
        }
        if (size_of_area(code).value_or(smallest) > smallest) {
            quality.count(table.name(), Oddity::larger_area, "dropped: their small areas are in the table", code);
            continue;
        }
        const auto [found, fresh] = known.emplace(code, areas.codes.size());
        if (fresh) {
            areas.codes.emplace_back(code);
            areas.rows.emplace_back();
        }
        areas.rows[found->second].push_back({row});
    }
    return areas;
}

void keep_latest_period(const CsvTable& table, AreaRows& areas, QualityTable& quality) {
    if (!areas.any_repeated()) return;
    for (std::size_t column = 0; column < table.columns().size(); ++column) {
        if (column == areas.code_column || !is_period_column(table, column)) continue;
        for (auto& rows : areas.rows) {
            int latest = 0;
            for (const AreaRow& row : rows)
                latest = std::max(latest, period_of(table.cell(row.row, column)).value_or(0));
            std::erase_if(rows, [&](const AreaRow& row) {
                const std::string_view cell = table.cell(row.row, column);
                if (period_of(cell).value_or(0) == latest) return false;
                quality.count(table.name(), {Oddity::earlier_period, table.headings()[column]},
                              "dropped: the latest of each area is kept", cell);
                return true;
            });
        }
    }
}

void keep_both_sexes(const CsvTable& table, AreaRows& areas) {
    const auto sexes = find_sex_column(table);
    if (!sexes) return refuse_title_of_one_sex(table);
    for (auto& rows : areas.rows) {
        bool both = false, female = false, male = false;
        for (AreaRow& row : rows) {
            row.sex = sexes->of(table.cell(row.row, sexes->column)).value_or(RowSex::both);
            both = both || row.sex == RowSex::both;
            female = female || row.sex == RowSex::female;
            male = male || row.sex == RowSex::male;
        }
        if (both)
            std::erase_if(rows, [](const AreaRow& row) { return row.sex != RowSex::both; });
        else if (female != male)
            throw InputError(fmt::format(
                "{}: column '{}' gives {} of area {} only ('{}'); needed are rows for both sexes, or for persons",
                table.place(rows.front().row), table.headings()[sexes->column], female ? "females" : "males",
                table.cell(rows.front().row, areas.code_column), table.cell(rows.front().row, sexes->column)));
    }
}

void keep_one_row(const CsvTable& table, AreaRows& areas, const std::vector<std::size_t>& columns,
                  QualityTable& quality) {
    for (auto& rows : areas.rows) {
        if (rows.size() < 2) continue;
        std::vector<AreaRow> kept;
        for (const AreaRow& row : rows) {
            const auto first =
                std::find_if(kept.begin(), kept.end(), [&](const AreaRow& have) { return have.sex == row.sex; });
            if (first == kept.end()) {
                kept.push_back(row);
                continue;
            }
            const std::string_view code = table.cell(row.row, areas.code_column);
            const bool same = std::all_of(columns.begin(), columns.end(), [&](std::size_t column) {
                return table.cell(first->row, column) == table.cell(row.row, column);
            });
            const auto apart = column_that_differs(table, first->row, row.row, columns, areas.code_column);
            if (same && !apart) {
                quality.count(table.name(), Oddity::duplicate_area, "the first row is kept: they say the same", code);
                continue;
            }
            if (apart)
                throw InputError(fmt::format(
                    "{}: several rows for area {} (the first on line {}), told apart by column '{}' ('{}' and '{}'); "
                    "needed is one row for each area, or one for each sex or year",
                    table.place(row.row), code, table.line(first->row), table.headings()[*apart],
                    table.cell(first->row, *apart), table.cell(row.row, *apart)));
            throw InputError(fmt::format(
                "{}: area {} has other numbers here than on line {}, and no column tells the rows apart; needed is one "
                "row for each area",
                table.place(row.row), code, table.line(first->row)));
        }
        rows = std::move(kept);
    }
}

}  // namespace sendscape
