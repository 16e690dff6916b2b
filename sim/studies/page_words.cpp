// SPDX-License-Identifier: MIT
#include "sim/studies/page_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/output/wording.h"

namespace sendscape {
namespace {

/// Keeps a sign and its number, or a few short words, on one line.
constexpr std::string_view word_joiner = "\xE2\x81\xA0", hard_space = "\xC2\xA0";

}  // namespace

std::string with_sign(double value, const std::string& text) {
    return value > 0 ? "+" + std::string(word_joiner) + text : text;
}

double year_of(Month month) { return month.year() + (month.month_of_year() - 1) / double{months_a_year}; }

std::string in_unit(double value, const std::string& unit) {
    if (std::isnan(value)) return "-";
    if (unit == "pounds") {
        const std::string pounds = money(value);
        return value < 0 && pounds[0] == '-' ? "-" + std::string(word_joiner) + pounds.substr(1) : pounds;
    }
    if (unit == "share") return percent(value);
    if (unit == "times") return decimal(value, 2);
    if (unit == "index" || unit == "ratio" || unit == "standard deviations" || unit == "class")
        return decimal(value, 3);
    if (unit == "weeks" || unit == "minutes") return decimal(value, 1);
    return std::abs(value) < 10 && std::abs(value - std::round(value)) > 0.05 ? decimal(value, 1) : whole(value);
}

double shown_step(const std::string& unit, double largest) {
    if (unit == "pounds") return 0;
    if (unit == "share" || unit == "index" || unit == "ratio" || unit == "standard deviations" || unit == "class")
        return 0.001;
    if (unit == "times") return 0.01;
    if (unit == "weeks" || unit == "minutes") return 0.1;
    return largest < 10 ? 0.1 : 1;
}

std::string signed_in_unit(double value, const std::string& unit) {
    if (std::isnan(value)) return "-";
    if (unit == "share") return with_sign(value, decimal(100 * value, 1) + " points");
    return with_sign(value, in_unit(value, unit));
}

std::string range_in_unit(const PairedDifference& told, const std::string& unit) {
    if (told.pairs < 2) return "";
    return fmt::format("{} to {}", signed_in_unit(told.p05, unit), signed_in_unit(told.p95, unit));
}

std::string difference_text(const PairedDifference& told, const std::string& unit) {
    std::string range = range_in_unit(told, unit);
    if (signed_in_unit(told.p05, unit) == signed_in_unit(told.p95, unit)) range.clear();  // the same in every run
    return signed_in_unit(told.difference, unit) + (range.empty() ? "" : " (" + range + ")");
}

std::string runs_below(const PairedDifference& told) {
    return fmt::format("{}{}of{}{}", std::lround(told.share_below_zero * static_cast<double>(told.pairs)), hard_space,
                       hard_space, told.pairs);
}

std::string measure_words(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

std::string section_heading(std::string_view id, std::string_view words) {
    return fmt::format("<h2 id=\"{}\">{}</h2>\n", id, escaped(words));
}

std::string smaller_heading(std::string_view words) { return fmt::format("<h3>{}</h3>\n", escaped(words)); }

std::string bullet_list(const std::vector<std::string>& sentences) {
    std::string out = "<ul>";
    for (const std::string& sentence : sentences) out += fmt::format("<li>{}</li>\n", escaped(sentence));
    return out + "</ul>\n";
}

}  // namespace sendscape
