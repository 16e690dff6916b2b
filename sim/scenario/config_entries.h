// SPDX-License-Identifier: MIT
#pragma once
#include <fmt/format.h>
#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/scenario/config_problems.h"

namespace sendscape {

/// Text in TOML's quotes.
std::string toml_text(std::string_view text);

/// Reads the entries of one TOML file by name and kind of value. What is of another kind or unknown is added to the
/// mistakes with its line, and nothing is returned for it.
class ConfigEntries {
  public:
    ConfigEntries(ConfigProblems& problems, std::string where) : problems_(problems), where_(std::move(where)) {}

    void bad(const toml::node& node, const std::string& text) { problems_.add(where_, line_of(node), text); }
    /// The table that a file's text is; nothing, and a mistake, where it is no TOML. `whose`: "a scenario's".
    std::optional<toml::table> table_of(std::string_view text, std::string_view whose);
    /// Text of one line: what is shown on terminals, pages and maps holds no control characters.
    std::optional<std::string> text_at(const toml::table& table, std::string_view key);
    std::optional<std::uint64_t> whole_at(const toml::table& table, std::string_view key, std::int64_t least,
                                          std::int64_t most);
    std::optional<Month> month_at(const toml::table& table, std::string_view key);
    /// Mistakes are keys of the table other than these.
    void only(const toml::table& table, const std::vector<std::string>& known, std::string_view what);
    /// The tables of [[key]].
    template <class Body>
    void for_each_table(const toml::node& node, std::string_view key, Body&& body) {
        const toml::array* list = node.as_array();
        if (!list) return bad(node, fmt::format("write [[{}]], a table for each", key));
        if (list->empty())
            return bad(node,
                       fmt::format("'{}' is an empty list: leave it out, or write [[{}]], a table for each", key, key));
        for (const toml::node& element : *list) {
            if (const toml::table* table = element.as_table())
                body(*table);
            else
                bad(element, fmt::format("write [[{}]], a table for each", key));
        }
    }

    static int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }
    /// The month of "2027-04", or of a TOML date that is the first of a month; nothing of any other.
    static std::optional<Month> month_of(const toml::node& node);
    /// A value as somebody wrote it, for messages.
    static std::string written(const toml::node& node);
    /// How a message about an unknown word goes on: the nearest known one, or a full stop.
    static std::string ending(std::string_view word, const std::vector<std::string>& known);

  protected:
    ConfigProblems& problems_;
    std::string where_;
};

}  // namespace sendscape
