// SPDX-License-Identifier: MIT
#include "maps/tables/age_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "maps/map.h"
#include "maps/tables/known_tables.h"
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
    std::array<std::vector<std::pair<std::size_t, AgeRange>>, 3> of_sex;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
        if (table.headings()[i].find('%') != std::string::npos) continue;  // a share counts nobody
        if (const auto range = ages_of(table.columns()[i]))
            of_sex[static_cast<std::size_t>(range->sex)].emplace_back(i, *range);
    }
    for (auto& columns : of_sex) columns = without_overlap(std::move(columns));
    const auto& [persons, females, males] = of_sex;
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
    } else if (total) {
        return {AgeDetail::total, {{*total, {0, 90}}}};
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
    return {single ? AgeDetail::single_years : AgeDetail::bands, std::move(taken)};
}

}  // namespace sendscape
