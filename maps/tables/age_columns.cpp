// SPDX-License-Identifier: MIT
#include "maps/tables/age_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "maps/map.h"
#include "maps/tables/known_tables.h"
#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr int oldest = 120;
constexpr std::string_view population_reads =
    "--population reads one row for each small area, with columns for its ages (0, 1, 2 ... or F0, M0 ... "
    "or bands "
    "such "
    "as 'F0 to 15' and '5 to 9') or one column total, population or all_ages";

std::vector<std::string> words_of_key(std::string_view key) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : std::string(key) + "_") {
        if (c != '_') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

std::optional<int> age_in(std::string_view digits) {
    int age = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), age);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || age > oldest)
        return std::nullopt;
    return age;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// What the words of one heading have told so far.
struct Told {
    RowSex sex = RowSex::both;
    std::vector<int> ages;
    bool and_over = false, under = false, inclusive = false;
};

/// Takes one word; false when no heading of ages has it.
bool take_word(std::string_view word, Told& told) {
    if (is_one_of(word, {"females", "female", "f", "girls", "women"})) {
        told.sex = RowSex::female;
    } else if (is_one_of(word, {"males", "male", "m", "boys", "men"})) {
        told.sex = RowSex::male;
    } else if (is_one_of(word, {"under", "less", "younger", "below"})) {
        told.under = true;
    } else if (is_one_of(word, {"over", "plus", "older", "above", "+", "more"})) {
        told.and_over = true;
    } else if (is_one_of(word, {"and", "or"})) {
        told.inclusive = true;  // "4 and under"; "under 5" is without it
    } else if (!is_one_of(word, {"age", "aged", "ages",    "year",   "years",      "yrs",       "yr",    "old",
                                 "to",  "of",   "persons", "person", "people",     "residents", "usual", "total",
                                 "all", "x",    "p",       "than",   "value",      "measures",  "count", "population",
                                 "pop", "both", "sexes",   "number", "observation"})) {
        // "f0", "age5", "x12" (as R writes a heading that begins with a digit), "90+", "0to4"
        for (const std::string_view prefix : {"aged", "age", "females", "males", "f", "m", "x", "p"})
            if (word.size() > prefix.size() && word.starts_with(prefix) && word[prefix.size()] >= '0' &&
                word[prefix.size()] <= '9') {
                if (prefix == "f" || prefix == "females") told.sex = RowSex::female;
                if (prefix == "m" || prefix == "males") told.sex = RowSex::male;
                word.remove_prefix(prefix.size());
                break;
            }
        for (const std::string_view suffix : {"+", "plus"})
            if (word.ends_with(suffix)) {
                told.and_over = true;
                word.remove_suffix(suffix.size());
                break;
            }
        const auto to = word.find("to");
        const auto first = age_in(word.substr(0, to));
        if (!first) return false;
        told.ages.push_back(*first);
        if (to == std::string_view::npos) return true;
        const auto last = age_in(word.substr(to + 2));
        if (!last) return false;
        told.ages.push_back(*last);
    }
    return true;
}

/// Columns that count ages once, the finest first; nothing overlaps.
std::vector<std::pair<std::size_t, AgeRange>> without_overlap(std::vector<std::pair<std::size_t, AgeRange>> columns) {
    const auto width = [](const AgeRange& range) { return range.last - range.first; };
    std::stable_sort(columns.begin(), columns.end(),
                     [&](const auto& a, const auto& b) { return width(a.second) < width(b.second); });
    std::array<bool, oldest + 1> counted{};
    std::erase_if(columns, [&](const auto& column) {
        const auto begin = counted.begin() + column.second.first, end = counted.begin() + column.second.last + 1;
        if (std::find(begin, end, true) != end) return true;
        std::fill(begin, end, true);
        return false;
    });
    std::stable_sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return columns;
}

/// The youngest age up to 25 that no column counts.
std::optional<int> age_left_out(const std::vector<std::pair<std::size_t, AgeRange>>& columns) {
    for (int age = 0; age < zone_ages; ++age)
        if (std::none_of(columns.begin(), columns.end(),
                         [&](const auto& column) { return column.second.first <= age && age <= column.second.last; }))
            return age;
    return std::nullopt;
}

std::optional<int> month_in(std::string_view word) {
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    constexpr std::size_t letters = 3;
    for (std::size_t month = 0; month < months.size() && word.size() >= letters; ++month)
        if (word.starts_with(months[month])) return static_cast<int>(month) + 1;
    return std::nullopt;
}

/// The bands a spreadsheet may have turned into the date of this heading: 5-9 into 05-Sep, 09-May or 2025-09-05, and
/// 10-14, which is no day of a year, into Oct-14 or 01/10/2014. Empty for what is no date.
std::vector<AgeRange> bands_of_date(std::string_view key) {
    std::vector<std::string> words = words_of_key(key);
    while (words.size() > 3 && words.back().find_first_not_of('0') == std::string::npos) words.pop_back();  // midnight
    if (words.size() != 2 && words.size() != 3) return {};
    std::vector<int> numbers;
    std::optional<int> month;
    constexpr int century = 100, last_year = 2100;
    for (const std::string& word : words) {
        int number = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (error == std::errc() && end == word.data() + word.size() && number <= last_year)
            numbers.push_back(number);
        else if (!month && month_in(word))
            month = month_in(word);
        else
            return {};
    }
    const auto band = [](int a, int b) { return AgeRange{std::min(a, b), std::max(a, b)}; };
    std::vector<AgeRange> bands;
    if (month && numbers.size() == 1) {
        bands.push_back(band(numbers[0] % century, *month));
    } else if (month && numbers.size() == 2) {
        bands.push_back(band(numbers[0], *month));
        if (numbers[0] == 1) bands.push_back(band(*month, numbers[1] % century));
    } else if (!month && numbers.size() == 3 && std::max(numbers[0], numbers[2]) > century) {
        const int year = std::max(numbers[0], numbers[2]), day = std::min(numbers[0], numbers[2]);
        bands.push_back(band(day, numbers[1]));
        if (day == 1) bands.push_back(band(numbers[1], year % century));
    }
    return bands;
}

using RangeOfColumn = std::pair<std::size_t, AgeRange>;

/// Adds to the bands of persons those whose headings became dates; returns their columns. InputError for a date whose
/// neighbours do not make one band plain.
std::vector<std::size_t> add_bands_from_dates(const CsvTable& table, std::vector<RangeOfColumn>& persons) {
    std::vector<RangeOfColumn> dates, all = persons;
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        if (ages_of(table.columns()[i])) continue;
        for (const AgeRange& band : bands_of_date(table.columns()[i])) dates.emplace_back(i, band);
    }
    all.insert(all.end(), dates.begin(), dates.end());
    const auto fits = [&](const RangeOfColumn& date) {
        const auto begins = [&](int age) {
            return age == 0 || std::any_of(all.begin(), all.end(), [&](const RangeOfColumn& other) {
                       return other.first != date.first && other.second.last == age - 1;
                   });
        };
        return begins(date.second.first) && std::any_of(all.begin(), all.end(), [&](const RangeOfColumn& other) {
                   return other.first != date.first && other.second.first == date.second.last + 1;
               });
    };
    for (std::size_t i = 0; i < dates.size();) {
        const std::size_t column = dates[i].first;
        std::vector<RangeOfColumn> fitting;
        for (; i < dates.size() && dates[i].first == column; ++i)
            if (fits(dates[i])) fitting.push_back(dates[i]);
        if (fitting.size() != 1)
            throw InputError(
                fmt::format("{}: the heading '{}' is a date, as a spreadsheet makes of a band of ages (of 5-9 it makes "
                            "05-Sep), and "
                            "the bands beside it do not tell which; write it as '5 to 9'; {}",
                            table.heading_place(), table.headings()[column], population_reads));
        persons.push_back(fitting.front());
        columns.push_back(column);
    }
    persons = without_overlap(std::move(persons));
    return columns;
}

/// The ages a column counts, and whose: by its heading, which goes before the group it stands in.
std::optional<AgeRange> ages_in_column(const CsvTable& table, std::size_t column) {
    auto range = ages_of(table.columns()[column]);
    if (range && range->sex == RowSex::both) range->sex = sex_of_word(table.group(column)).value_or(RowSex::both);
    return range;
}

/// Of columns that count the same people by one heading only the first would be read, which may be one sex or an older
/// year.
void refuse_ages_twice(const CsvTable& table, const std::vector<RangeOfColumn>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        for (std::size_t k = i + 1; k < columns.size(); ++k) {
            const auto [a, b] = std::pair(columns[i].first, columns[k].first);
            if (table.columns()[a] != table.columns()[b]) continue;
            const std::string_view one = table.group(a), other = table.group(b);
            throw InputError(fmt::format(
                "{}: the heading '{}' stands on two columns ({} and {}), {}; write one heading for each, in one row "
                "(Females 0, Males 0, or F0, M0), or leave one of the two out; {}",
                table.heading_place(), table.headings()[b], a + 1, b + 1,
                one == other ? std::string("and nothing above them tells whom each counts")
                             : fmt::format("under '{}' and '{}', which are no sexes that are known", one, other),
                population_reads));
        }
}

/// Programs number a heading that stands twice (pandas: 0.1; R: 0...32), and the row above it that told why is gone.
void refuse_numbered_again(const CsvTable& table) {
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string& heading = table.headings()[i];
        const std::size_t dot = heading.find('.');
        if (dot == 0 || dot == std::string::npos || heading.find_first_not_of("0123456789.") != std::string::npos)
            continue;
        const std::string first = heading.substr(0, dot);
        const bool told_by_place = heading.find("...") != std::string::npos;
        if (!age_in(first) || !(told_by_place || table.has(first))) continue;
        throw InputError(
            fmt::format("{}: the heading '{}' is a number that a program gave to a heading that stood twice ('{}'), "
                        "and nothing tells "
                        "whom each counts; write the sex into it (Females {}, or F{}); {}",
                        table.heading_place(), heading, first, first, first, population_reads));
    }
}

/// A heading of two rows whose codes stand in the upper one leaves the ages among the data.
void refuse_ages_below_heading(const CsvTable& table) {
    constexpr int enough = 3;  // ages one after another: no row of counts has them by chance
    int in_order = 0, last = -1;
    for (std::size_t i = 0; i < table.columns().size() && table.rows() > 0; ++i) {
        const auto ages = ages_of(column_key(table.cell(0, i)));
        const std::string_view heading = table.headings()[i];
        const bool open = heading.empty() || sex_of_word(heading);
        if (!ages || !open || ages->first != last + 1) continue;
        last = ages->last;
        if (++in_order < enough) continue;
        throw InputError(fmt::format(
            "{}: the ages stand in this row, below the heading on line {}; write both as one row (Females 0, "
            "Males 0, or F0, M0); {}",
            table.place(0), table.heading_line(), population_reads));
    }
}

}  // namespace

std::optional<AgeRange> ages_of(std::string_view key) {
    Told told;
    for (const std::string& word : words_of_key(key))
        if (!take_word(word, told)) return std::nullopt;
    if (told.ages.empty() || told.ages.size() > 2) return std::nullopt;
    AgeRange range{told.ages.front(), told.ages.back(), told.sex};
    if (told.and_over) range.last = oldest;
    if (told.under) {
        range = {0, told.inclusive ? range.first : range.first - 1, told.sex};
        if (told.ages.size() > 1) return std::nullopt;
    }
    if (range.first > range.last || range.last < 0) return std::nullopt;
    return range;
}

AgeColumns find_age_columns(const CsvTable& table) {
    refuse_ages_below_heading(table);
    refuse_numbered_again(table);
    std::array<std::vector<RangeOfColumn>, 3> of_sex;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        if (table.headings()[i].find('%') != std::string::npos) continue;  // a share counts nobody
        if (const auto range = ages_in_column(table, i))
            of_sex[static_cast<std::size_t>(range->sex)].emplace_back(i, *range);
    }
    for (auto& columns : of_sex) {
        refuse_ages_twice(table, columns);
        columns = without_overlap(std::move(columns));
    }
    auto& [persons, females, males] = of_sex;
    std::vector<std::size_t> from_dates;
    if (!persons.empty() && age_left_out(persons)) from_dates = add_bands_from_dates(table, persons);
    const auto total =
        table.column({"pop", "population", "total", "all_ages", "allages", "total_population", "all_persons", "persons",
                      "age_total_measures_value", "age_total", "all_people", "all_usual_residents", "usual_residents",
                      "total_persons", "observation", "obs_value", "usual_resident_population"});
    std::vector<std::pair<std::size_t, AgeRange>> taken;
    if (!persons.empty() && !age_left_out(persons)) {
        taken = persons;
    } else if (!females.empty() && !males.empty()) {
        const auto missing = age_left_out(females) ? age_left_out(females) : age_left_out(males);
        if (missing)
            throw InputError(fmt::format("{}: no column counts {} aged {}; {}", table.heading_place(),
                                         age_left_out(females) ? "females" : "males", *missing, population_reads));
        taken = females;
        taken.insert(taken.end(), males.begin(), males.end());
    } else if (!females.empty() || !males.empty()) {
        throw InputError(fmt::format("{}: column '{}' and others count {} only; {}", table.heading_place(),
                                     table.headings()[(females.empty() ? males : females).front().first],
                                     females.empty() ? "males" : "females", population_reads));
    } else if (const auto sex = total ? sex_of_word(table.group(*total)) : std::nullopt; sex && *sex != RowSex::both) {
        throw InputError(fmt::format("{}: column '{}' counts '{}' only; {}", table.heading_place(),
                                     table.headings()[*total], table.group(*total), population_reads));
    } else if (total) {
        return {AgeDetail::total, {{*total, {0, 90}}}, {}};
    } else if (!persons.empty()) {
        throw InputError(fmt::format("{}: no column counts people aged {}; {}", table.heading_place(),
                                     *age_left_out(persons), population_reads));
    } else {
        throw InputError(
            not_what_is_wanted(table, "residents by age (no ages are known in this table)", population_reads));
    }
    const bool single = std::all_of(taken.begin(), taken.end(), [](const auto& column) {
        return column.second.first >= zone_ages || column.second.first == column.second.last;
    });
    return {single ? AgeDetail::single_years : AgeDetail::bands, std::move(taken), std::move(from_dates)};
}

}  // namespace sendscape
