// SPDX-License-Identifier: MIT
#include "sim/scenario/config_entries.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/core/deep_keys.h"
#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"
#include "sim/core/plain_text.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04X}", static_cast<int>(c));
        else
            out += c;
    }
    return out + '"';
}

std::optional<toml::table> ConfigEntries::table_of(std::string_view text, std::string_view whose) {
    if (const int line = line_of_deep_key(text)) {
        problems_.add(where_, line, fmt::format("a key of so many parts is none of {}", whose));
        return std::nullopt;
    }
    try {
        return toml::parse(text, std::string_view(where_));
    } catch (const toml::parse_error& error) {
        problems_.add(where_, static_cast<int>(error.source().begin.line),
                      fmt::format("this is not TOML: {}", error.description()));
        return std::nullopt;
    }
}

std::optional<std::string> ConfigEntries::text_at(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (!node) return std::nullopt;
    auto text = node->value_exact<std::string>();
    if (!text)
        bad(*node, fmt::format("'{}' must be text in quotes", key));
    else if (!is_plain(*text))
        bad(*node, fmt::format("'{}' must be text of one line, without control characters", key));
    else
        return text;
    return std::nullopt;
}

std::optional<std::uint64_t> ConfigEntries::whole_at(const toml::table& table, std::string_view key, std::int64_t least,
                                                     std::int64_t most) {
    const toml::node* node = table.get(key);
    if (!node) return std::nullopt;
    if (const auto value = node->value_exact<std::int64_t>(); value && *value >= least && *value <= most)
        return static_cast<std::uint64_t>(*value);
    bad(*node, fmt::format("{} = {}: must be a whole number from {} to {}", key, written(*node), least, most));
    return std::nullopt;
}

std::optional<Month> ConfigEntries::month_of(const toml::node& node) {
    if (const auto date = node.value_exact<toml::date>(); date && date->day == 1)
        return parse_month(fmt::format("{:04}-{:02}", date->year, date->month));
    if (const auto text = node.value_exact<std::string>()) return parse_month(*text);
    return std::nullopt;
}

std::optional<Month> ConfigEntries::month_at(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (!node) return std::nullopt;
    if (const auto month = month_of(*node)) return month;
    bad(*node, fmt::format("{} = {}: must be a month such as \"2027-04\"{}", key, written(*node),
                           node->is_date() ? ": a run knows no days" : ""));
    return std::nullopt;
}

std::string ConfigEntries::written(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) return toml_text(*text);
    if (const auto whole = node.value_exact<std::int64_t>()) return fmt::format("{}", *whole);
    if (const auto real = node.value_exact<double>()) return number_text(*real);
    if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
    if (const auto date = node.value_exact<toml::date>())
        return fmt::format("{:04}-{:02}-{:02}", date->year, date->month, date->day);
    if (node.is_table()) return "a table";
    if (node.is_array()) return "a list";
    return "a date or time";
}

void ConfigEntries::only(const toml::table& table, const std::vector<std::string>& known, std::string_view what) {
    for (auto&& [key, node] : table) {
        const std::string name(key.str());
        if (std::find(known.begin(), known.end(), name) == known.end())
            problems_.add(where_, static_cast<int>(key.source().begin.line),
                          fmt::format("unknown key '{}' in {}{} Known: {}", name, what, ending(name, known),
                                      fmt::join(known, ", ")));
    }
}

std::string ConfigEntries::ending(std::string_view word, const std::vector<std::string>& known) {
    return did_you_mean(word, known, ".");
}

}  // namespace sendscape
