// SPDX-License-Identifier: MIT
#include "maps/tables/typed_month.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <vector>

#include "maps/tables/cell_values.h"

namespace sendscape {
namespace {

constexpr std::array<std::string_view, months_a_year> month_names{"january",   "february", "march",    "april",
                                                                  "may",       "june",     "july",     "august",
                                                                  "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> day_names{"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
constexpr int first_year = 1900, last_year = 2100, century = 2000;  // of schools and plans for them: assumption
constexpr int longest_month = 31;

/// A number or the name of a month.
struct Token {
    int number = 0;
    std::size_t digits = 0;  ///< 0: a month's name
    [[nodiscard]] bool is_name() const { return digits == 0; }
    [[nodiscard]] bool is_year() const { return digits == 4 && number >= first_year && number <= last_year; }
    [[nodiscard]] bool is_short_year() const { return digits == 2; }
    [[nodiscard]] bool is_day() const { return digits > 0 && digits <= 2 && number >= 1 && number <= longest_month; }
    [[nodiscard]] bool is_month() const { return is_name() || (digits <= 2 && number >= 1 && number <= months_a_year); }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

/// "Sep", "Sept" or more of the name of a month, or of a day of the week.
template <std::size_t N>
std::optional<int> named(const std::array<std::string_view, N>& names, std::string_view word) {
    constexpr std::size_t shortest = 3;
    for (std::size_t i = 0; i < N; ++i)
        if (word.size() >= shortest && names[i].starts_with(word)) return static_cast<int>(i);
    return std::nullopt;
}

/// The numbers and names of months in a cell; nothing if it holds anything else.
std::optional<std::vector<Token>> tokens_of(std::string_view cell) {
    const std::string text = lower_case(cell);
    std::vector<Token> tokens;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t from = i;
        if (is_digit(text[i])) {
            while (i < text.size() && is_digit(text[i])) ++i;
            Token token;
            const auto [end, error] = std::from_chars(text.data() + from, text.data() + i, token.number);
            if (error != std::errc()) return std::nullopt;
            token.digits = i - from;
            tokens.push_back(token);
        } else if (is_small_letter(text[i])) {
            while (i < text.size() && is_small_letter(text[i])) ++i;
            const std::string_view word = std::string_view(text).substr(from, i - from);
            const bool after_number = !tokens.empty() && from > 0 && is_digit(text[from - 1]);
            if (const auto month = named(month_names, word))
                tokens.push_back({*month + 1, 0});
            else if (after_number && (word == "st" || word == "nd" || word == "rd" || word == "th"))
                continue;
            else if (!named(day_names, word))
                return std::nullopt;
        } else if (std::string_view("-/., '").find(text[i]) != std::string_view::npos) {
            ++i;
        } else {
            return std::nullopt;
        }
    }
    return tokens;
}

TypedMonth of(const Token& year, const Token& month) {
    return {Month(year.is_short_year() ? century + year.number : year.number, month.number), {}};
}

TypedMonth of_one(const Token& token) {
    constexpr int two_digits = 100, four_digits = 10'000;
    constexpr std::size_t month_digits = 6, day_digits = 8;
    if (token.digits == month_digits || token.digits == day_digits) {
        const int months = token.digits == month_digits ? token.number : token.number / two_digits;
        const Token year{months / two_digits, 4}, month{months % two_digits, 2}, day{token.number % two_digits, 2};
        if (year.is_year() && month.is_month() && (token.digits == month_digits || day.is_day()))
            return of(year, month);
    }
    constexpr int excel_2000 = 36526, excel_2100 = 73051;
    if (token.number >= excel_2000 && token.number < excel_2100) return {month_of_day_number(token.number), {}};
    static_assert(four_digits < excel_2000, "a year is no number of days");
    return {{}, token.is_year() ? "a year without a month" : "none is named"};
}

TypedMonth of_two(const Token& a, const Token& b) {
    if (a.is_year() && b.is_month()) return of(a, b);
    if (a.is_month() && b.is_year()) return of(b, a);
    if (a.is_name() && b.is_short_year()) return of(b, a);
    constexpr int two_digits = 100;
    if (a.is_year() && b.number % two_digits == (a.number + 1) % two_digits) return {{}, "a school year"};
    if (b.is_name() || a.is_name()) return {{}, "a day without a year"};
    return {{}, "no month of a calendar"};
}

TypedMonth of_three(const Token& a, const Token& b, const Token& c) {
    if (a.is_year() && b.is_month() && c.is_day()) return of(a, b);
    if (a.is_day() && b.is_month() && c.is_year()) return of(c, b);
    if (a.is_name() && b.is_day() && c.is_year()) return of(c, a);
    if (a.is_day() && b.is_name() && c.is_short_year()) return of(c, b);
    if (a.is_month() && b.is_day() && c.is_year()) return {{}, "the month before the day"};
    if (a.digits == 2 && b.is_month() && c.digits == 2) return {{}, "a year of two digits among days and months"};
    return {{}, "no day of a calendar"};
}

}  // namespace

Month month_of_day_number(int days) {
    // Excel takes 1900 for a leap year, so that its day 25569 is 1 January 1970.
    constexpr int excel_1970 = 25569;
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days - excel_1970}}};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month()))};
}

TypedMonth parse_typed_month(std::string_view cell) {
    // The time of day that databases add to a date: 2028-09-01T00:00:00, 2028-09-01 00:00.
    constexpr std::size_t date_size = 10;
    if (cell.size() > date_size && (cell[date_size] == 'T' || cell[date_size] == ' ') &&
        cell.find(':') != std::string_view::npos && is_digit(cell[date_size - 1]))
        cell = cell.substr(0, date_size);
    const auto tokens = tokens_of(cell);
    if (!tokens || tokens->empty()) return {{}, "none is named"};
    const auto& t = *tokens;
    if (t.size() == 1) return t[0].is_name() ? TypedMonth{{}, "a month without a year"} : of_one(t[0]);
    if (t.size() == 2) return of_two(t[0], t[1]);
    if (t.size() == 3) return of_three(t[0], t[1], t[2]);
    return {{}, "none is named"};
}

}  // namespace sendscape
