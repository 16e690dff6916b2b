// SPDX-License-Identifier: MIT
#include "maps/tables/cell_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "maps/tables/typed_month.h"

namespace sendscape {
namespace {

constexpr double most_counted = 1e8;  // more than there are people in Great Britain; it fits where it is used

constexpr std::array<std::string_view, 24> missing_markers{
    "",    "z",   "x", "c", ":",    "..",   "...", "-",  "~",    "*",   "na",   "n/a",
    "nan", "low", "k", "u", "supp", "null", "np",  "ne", "none", "dns", "#n/a", "not reported",
};

std::optional<int> whole(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Days of schools founded long ago, as registers write them: 01-09-1885 or 1885-09-01.
std::optional<Month> date_before_1900(std::string_view cell) {
    constexpr std::size_t date_size = 10;
    if (cell.size() < date_size) return std::nullopt;
    const bool year_first = cell[4] == '-';
    const auto year = whole(cell.substr(year_first ? 0 : 6, 4));
    const auto month = whole(cell.substr(year_first ? 5 : 3, 2));
    const auto day = whole(cell.substr(year_first ? 8 : 0, 2));
    constexpr int first_year = 1000, last_year = 1899, longest_month = 31;
    if (!year || !month || !day || *year < first_year || *year > last_year || *month < 1 || *month > months_a_year ||
        *day < 1 || *day > longest_month)
        return std::nullopt;
    return Month(*year, *month);
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

std::string lower_case(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool contains_word(std::string_view text, std::string_view words) {
    for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        const bool begins = at == 0 || !is_letter(text[at - 1]);
        const bool ends = at + words.size() == text.size() || !is_letter(text[at + words.size()]);
        if (begins && ends) return true;
    }
    return false;
}

bool is_missing(std::string_view cell) {
    if (cell.size() > 12) return false;
    const std::string lower = lower_case(cell);
    return std::find(missing_markers.begin(), missing_markers.end(), lower) != missing_markers.end();
}

std::optional<double> parse_number(std::string_view cell) {
    std::array<char, 40> digits;
    std::size_t size = 0;
    if (cell.starts_with("\xC2\xA3")) cell.remove_prefix(2);
    for (std::size_t i = 0; i < cell.size(); ++i) {
        const char c = cell[i];
        if (c == ',' || c == ' ' || c == '"') continue;
        if (c == '%' && i + 1 == cell.size()) continue;
        if (c == '+' && size == 0) continue;
        if (size == digits.size()) return std::nullopt;
        digits[size++] = c;
    }
    if (size == 0) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + size, value);
    if (error != std::errc() || end != digits.data() + size || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<double> parse_typed_number(std::string_view cell) {
    const std::string_view whole_part = cell.substr(0, cell.find('.'));
    std::string digits;
    if (const std::size_t comma = whole_part.find(','); comma != std::string_view::npos) {
        constexpr std::size_t group = 4;  // a comma and three digits
        if (comma == 0 || comma >= group || (whole_part.size() - comma) % group != 0) return std::nullopt;
        for (std::size_t i = 0; i < whole_part.size(); ++i) {
            const bool at_comma = i >= comma && (i - comma) % group == 0;
            if (at_comma != (whole_part[i] == ',')) return std::nullopt;
            if (!at_comma) digits += whole_part[i];
        }
        digits += cell.substr(whole_part.size());
    } else {
        digits = cell;
    }
    double value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [read, error] = std::from_chars(digits.data(), end, value, std::chars_format::fixed);
    if (error != std::errc() || read != end || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<std::int64_t> parse_typed_whole(std::string_view cell) {
    constexpr double exact_up_to = 9007199254740992.0;  // 2^53: beyond it a double leaves whole numbers out
    const auto value = parse_typed_number(cell);
    if (!value || *value != std::floor(*value) || std::abs(*value) > exact_up_to) return std::nullopt;
    return static_cast<std::int64_t>(*value);
}

std::optional<bool> parse_yes_no(std::string_view cell) {
    constexpr std::array<std::string_view, 6> yes{"yes", "y", "true", "t", "1", "1.0"};
    constexpr std::array<std::string_view, 6> no{"no", "n", "false", "f", "0", "0.0"};
    const std::string lower = lower_case(cell);
    if (std::find(yes.begin(), yes.end(), lower) != yes.end()) return true;
    if (std::find(no.begin(), no.end(), lower) != no.end()) return false;
    return std::nullopt;
}

std::optional<std::int32_t> parse_count(std::string_view cell) {
    const auto value = parse_number(cell);
    if (!value || *value < 0 || *value > most_counted) return std::nullopt;
    return static_cast<std::int32_t>(*value + 0.5);
}

bool is_beyond_counting(std::string_view cell) {
    const auto value = parse_number(cell);
    return value && *value > most_counted;
}

std::optional<double> parse_percentage(std::string_view cell) {
    const auto value = parse_number(cell);
    if (!value || *value < 0 || *value > 100) return std::nullopt;
    return *value / 100.0;
}

std::optional<std::uint32_t> parse_urn(std::string_view cell) {
    const auto value = parse_number(cell);
    if (!value || *value < 100000 || *value > 999999 || *value != std::floor(*value)) return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

std::optional<Month> parse_date(std::string_view cell) {
    if (is_missing(cell) || cell.front() == '-') return std::nullopt;
    constexpr int first_day = 10'000, last_day = 73'050;  // of spreadsheets: 1927, as four digits are a year, to 2099
    if (const auto days = whole(cell); days && *days >= first_day && *days <= last_day)
        return month_of_day_number(*days);
    if (const auto typed = parse_typed_month(cell).month) {
        // Spreadsheets write 1956 as 56, and take two digits from 30 for years of the last century.
        constexpr int last_of_this_century = 2029, century = 100;
        const bool two_digits = cell.find(fmt::format("{}", typed->year())) == std::string_view::npos;
        return two_digits && typed->year() > last_of_this_century
                   ? Month(typed->year() - century, typed->month_of_year())
                   : *typed;
    }
    return date_before_1900(cell);
}

std::optional<int> january_of_period(std::string_view cell) {
    std::string digits;
    for (const char c : cell)
        if (c >= '0' && c <= '9') digits += c;
    if (digits.size() == 4) return whole(digits);
    // An academic year, 202526 or 2025/26: its January is in the second calendar year.
    if (digits.size() == 6 || digits.size() == 8) {
        const auto first = whole(std::string_view(digits).substr(0, 4));
        if (first) return *first + 1;
    }
    return std::nullopt;
}

}  // namespace sendscape
