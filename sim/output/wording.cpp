// SPDX-License-Identifier: MIT
#include "sim/output/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/output/whole_parts.h"

namespace sendscape {

std::string decimal(double value, int places) {
    if (std::isnan(value)) return "not known";
    std::string text = fmt::format("{:.{}f}", std::abs(value), places);
    const std::size_t point = text.find('.');
    for (std::size_t at = point == std::string::npos ? text.size() : point; at > 3; at -= 3) text.insert(at - 3, ",");
    const bool zero = text.find_first_not_of("0.,") == std::string::npos;
    return value < 0 && !zero ? "-" + text : text;
}

std::string whole(double value) { return decimal(value, 0); }

std::vector<double> whole_parts(const std::vector<double>& parts) {
    std::vector<double> shown(parts.size());
    whole_parts(parts, rounded_sum(parts), shown);
    return shown;
}

std::string percent(double share, int places) {
    return std::isnan(share) ? "not known" : decimal(share * 100.0, places) + "%";
}

std::string money(double pounds) {
    if (std::isnan(pounds)) return "not known";
    const double size = std::abs(pounds);
    const char* sign = pounds < 0 && size >= 500 ? "-" : "";
    if (size >= 1e9) return fmt::format("{}£{} billion", sign, decimal(size / 1e9, 1));
    if (size >= 999'500) return fmt::format("{}£{} million", sign, decimal(size / 1e6, 1));
    return fmt::format("{}£{}", sign, whole(std::round(size / 1000.0) * 1000.0));
}

namespace {
template <class Text>
std::string ranged(const Range& range, Text text) {
    if (range.single || std::isnan(range.mean)) return text(range.mean);
    const auto low = text(range.p05), high = text(range.p95);
    if (low == high) return text(range.mean);
    return fmt::format("{} (range {} to {})", text(range.mean), low, high);
}
}  // namespace

std::string with_range(const Range& range) { return ranged(range, whole); }
std::string money_with_range(const Range& range) { return ranged(range, money); }
std::string percent_with_range(const Range& range) {
    return ranged(range, [](double share) { return percent(share); });
}

std::string_view one_or_many(double count, std::string_view one, std::string_view many) {
    return std::llround(count) == 1 ? one : many;
}

std::string_view need_in_words(Need need) { return need_row(need).in_text; }

std::string csv_number(double value) {
    if (std::isnan(value)) return "";
    if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::to_string(static_cast<std::int64_t>(value));
    std::string text = fmt::format("{:.4f}", value);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

namespace {

bool is_number(std::string_view text) {
    return text.find_first_not_of("+-0123456789.") == std::string_view::npos &&
           text.find_first_of("0123456789") != std::string_view::npos && text.find_last_of("+-") == 0;
}

}  // namespace

std::string csv_field(std::string_view text) {
    const bool formula =
        !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos && !is_number(text);
    const std::string_view apostrophe = formula ? "'" : "";
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return fmt::format("{}{}", apostrophe, text);
    std::string quoted = fmt::format("\"{}", apostrophe);
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

std::string escaped(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                // Control characters are allowed in neither HTML nor SVG.
                safe += static_cast<unsigned char>(c) < 32 ? ' ' : c;
        }
    }
    return safe;
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
    std::string out(indent), word;
    std::size_t column = indent.size(), letters = 0;
    bool begun = false;
    const auto flush = [&] {
        if (word.empty()) return;
        if (begun && column + 1 + letters > width) {
            out += '\n';
            out += indent;
            column = indent.size();
            begun = false;
        }
        if (begun) out += ' ', ++column;
        out += word;
        column += letters;
        begun = true;
        word.clear();
        letters = 0;
    };
    for (const char c : text) {
        if (c == ' ') {
            flush();
            continue;
        }
        word += c;
        if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) ++letters;
    }
    flush();
    return out;
}

}  // namespace sendscape
