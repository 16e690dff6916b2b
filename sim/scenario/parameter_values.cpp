// SPDX-License-Identifier: MIT
#include "sim/scenario/parameter_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <charconv>

#include "agents/admissions/criteria_names.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr std::string_view pound_sign = "\xC2\xA3";

struct Spelling {
    Unit unit;
    std::string_view words;  ///< lower case, what follows the number
    double factor;           ///< into the unit the model stores
};

constexpr std::array spellings{
    Spelling{Unit::share, "%", 0.01},
    Spelling{Unit::share, "per cent", 0.01},
    Spelling{Unit::share, "share", 1},
    Spelling{Unit::per_thousand, "per 1,000", 1},
    Spelling{Unit::per_thousand, "per 1000", 1},
    Spelling{Unit::percent_a_year, "%", 0.01},
    Spelling{Unit::percent_a_year, "% a year", 0.01},
    Spelling{Unit::percent_a_year, "per cent a year", 0.01},
    Spelling{Unit::percent_a_year, "a year", 1},
    Spelling{Unit::log_odds, "log-odds", 1},
    Spelling{Unit::standard_deviations, "sd", 1},
    Spelling{Unit::standard_deviations, "standard deviation", 1},
    Spelling{Unit::standard_deviations, "standard deviations", 1},
    Spelling{Unit::months, "month", 1},
    Spelling{Unit::months, "months", 1},
    Spelling{Unit::weeks, "week", 1},
    Spelling{Unit::weeks, "weeks", 1},
    Spelling{Unit::days, "day", 1},
    Spelling{Unit::days, "days", 1},
    Spelling{Unit::hours_a_week, "h a week", 1},
    Spelling{Unit::hours_a_week, "hour a week", 1},
    Spelling{Unit::hours_a_week, "hours a week", 1},
    Spelling{Unit::minutes, "min", 1},
    Spelling{Unit::minutes, "minute", 1},
    Spelling{Unit::minutes, "minutes", 1},
    Spelling{Unit::metres, "m", 1},
    Spelling{Unit::metres, "metres", 1},
    Spelling{Unit::kilometres, "km", 1},
    Spelling{Unit::kilometres, "kilometres", 1},
    Spelling{Unit::pounds_a_year, "a year", 1},
    Spelling{Unit::fte_per_10000, "fte per 10,000", 1},
    Spelling{Unit::fte_per_10000, "fte per 10,000 pupils", 1},
    Spelling{Unit::places, "place", 1},
    Spelling{Unit::places, "places", 1},
};

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Takes a number off the front of `text`: digits, with commas only between groups of three, a fraction, an exponent.
std::optional<double> take_number(std::string_view& text) {
    std::string plain;
    std::size_t i = 0;
    if (i < text.size() && text[i] == '-') plain += text[i++];
    std::size_t whole = 0;  // digits since the start or the last comma
    bool grouped = false;
    while (i < text.size()) {
        if (digit(text[i])) {
            if (grouped && whole == 3) return std::nullopt;
            plain += text[i++];
            ++whole;
        } else if (text[i] == ',' && i + 3 < text.size() && digit(text[i + 1]) && whole > 0) {
            if (grouped ? whole != 3 : whole > 3) return std::nullopt;
            grouped = true;
            whole = 0;
            ++i;
        } else {
            break;
        }
    }
    if (grouped && whole != 3) return std::nullopt;
    if (i < text.size() && text[i] == '.') {
        plain += text[i++];
        while (i < text.size() && digit(text[i])) plain += text[i++];
    }
    if (i + 1 < text.size() && (text[i] == 'e' || text[i] == 'E') &&
        (digit(text[i + 1]) || (i + 2 < text.size() && text[i + 1] == '-' && digit(text[i + 2])))) {
        plain += text[i++];
        plain += text[i++];
        while (i < text.size() && digit(text[i])) plain += text[i++];
    }
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
    text.remove_prefix(i);
    return value;
}

std::string in_unit(const ParameterRow& row) {
    switch (row.unit) {
        case Unit::number:
            return "is a plain number";
        case Unit::share:
            return "is a share (0.12 or \"12%\")";
        case Unit::percent_a_year:
            return "is a yearly share (0.03 or \"3% a year\")";
        case Unit::on_off:
            return "is a switch (on or off)";
        case Unit::names_in_order:
            return "is a list of names in order ([\"looked_after\", \"sibling\", \"distance_m\"])";
        case Unit::pounds:
            return "is in pounds (\"£6,000\")";
        case Unit::pounds_a_year:
            return "is in pounds a year (\"£6,000 a year\")";
        default:
            return fmt::format("is in {}", unit_words(row.unit));
    }
}

}  // namespace

std::size_t value_count(const ParameterRow& row) {
    Parameters defaults;
    return row.field(defaults).size();
}

std::string number_text(double value) {
    if (value == 0) return "0";
    return fmt::format("{}", value);
}

std::string allowed_text(const ParameterRow& row) {
    if (row.unit == Unit::on_off) return "on or off";
    if (row.unit == Unit::names_in_order) return "names of criteria";
    const std::string_view unit = unit_words(row.unit);
    return fmt::format("{} to {}{}", number_text(row.least), number_text(row.most),
                       unit.empty() ? std::string{} : fmt::format(" ({})", unit));
}

void check_range(double value, const ParameterRow& row) {
    // A loop may be half as strong; any other switch is on or off.
    const bool between = row.unit == Unit::on_off && value != 0 && value != 1 && !row.key.starts_with("loops.");
    if (value >= row.least && value <= row.most && !between) return;
    const bool is_share = row.unit == Unit::share || row.unit == Unit::percent_a_year;
    const double hundredth = value / 100;
    const std::string hint =
        is_share && hundredth >= row.least && hundredth <= row.most
            ? fmt::format("; {0} per cent is written \"{0}%{1}\" or {2}", number_text(value),
                          row.unit == Unit::percent_a_year ? " a year" : "", number_text(hundredth))
            : std::string();
    throw InputError(
        fmt::format("{} is out of range for {}: allowed {}{}", number_text(value), row.key, allowed_text(row), hint));
}

double parse_value(std::string_view original, const ParameterRow& row) {
    std::string_view text = trimmed(original);
    if (row.unit == Unit::names_in_order)
        throw InputError(fmt::format("'{}' is one value: {} {}", original, row.key, in_unit(row)));
    if (row.unit == Unit::on_off) {
        const std::string word = lower(text);
        if (word == "on" || word == "true" || word == "yes") return 1;
        if (word == "off" || word == "false" || word == "no") return 0;
    }
    const bool pounds = text.starts_with(pound_sign);
    if (pounds) text = trimmed(text.substr(pound_sign.size()));
    const std::optional<double> number = take_number(text);
    if (!number)
        throw InputError(
            fmt::format("'{}' is not a number: {} {}, allowed {}", original, row.key, in_unit(row), allowed_text(row)));
    const auto another_unit = [&] {
        return InputError(fmt::format("'{}' is in another unit: {} {}, allowed {}", original, row.key, in_unit(row),
                                      allowed_text(row)));
    };
    if (pounds && row.unit != Unit::pounds && row.unit != Unit::pounds_a_year) throw another_unit();
    double value = *number;
    const std::string unit = lower(trimmed(text));
    if (!unit.empty()) {
        const Spelling* found = nullptr;
        for (const Spelling& spelling : spellings)
            if (spelling.unit == row.unit && spelling.words == unit) found = &spelling;
        if (!found) throw another_unit();
        // 12% is 0.12 exactly as 0.12 is read, which 12 * 0.01 is not.
        value = found->factor == 1 ? value : value / 100;
    }
    check_range(value, row);
    return value;
}

std::vector<double> parse_values(std::string_view text, const ParameterRow& row) {
    std::string_view rest = text;
    const bool list = rest.size() >= 2 && rest.front() == '[' && rest.back() == ']';
    if (list) rest = rest.substr(1, rest.size() - 2);
    if (row.unit == Unit::names_in_order) return criteria_values(split_names(rest));
    const std::size_t size = value_count(row);
    if (!list) {
        if (size > 1 && rest.find_first_of(";,") != std::string_view::npos)
            throw InputError(
                fmt::format("'{}': {} holds {} values: write one for all of them, or a list of {} in "
                            "brackets and quotation marks, such as '[{}]'",
                            text, row.key, size, size, fmt::join(std::vector<int>(size, 1), ", ")));
        return {parse_value(rest, row)};
    }
    // As in files, by commas; by semicolons where a number has a comma of its own ("6,000").
    const char between = rest.find(';') == std::string_view::npos ? ',' : ';';
    std::vector<double> values;
    for (bool more = true; more;) {
        const std::size_t end = rest.find(between);
        values.push_back(parse_value(rest.substr(0, end), row));
        more = end != std::string_view::npos;
        if (more) rest = rest.substr(end + 1);
    }
    check_count(values.size(), row);
    return values;
}

void check_count(std::size_t given, const ParameterRow& row) {
    const std::size_t size = value_count(row);
    if (given != 1 && given != size)
        throw InputError(fmt::format("{} holds {} values; {} were given", row.key, size, given));
}

std::vector<double> criteria_values(const std::vector<std::string>& names) {
    const CriteriaValues values =
        values_of(criteria_named(names, "every admission authority", CriteriaReader::simulated_round));
    return {values.begin(), values.end()};
}

std::optional<std::uint64_t> parse_whole(std::string_view text, std::uint64_t most) {
    if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value > most) return std::nullopt;
    return value;
}

}  // namespace sendscape
