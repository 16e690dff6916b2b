// SPDX-License-Identifier: MIT
#include "sim/scenario/config_about.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/core/label_codes.h"
#include "sim/parameters.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/scenario_file.h"

namespace sendscape {
namespace {

/// "MEASURE up", "MEASURE/POSITION down"; nothing of anything else.
std::optional<Aim> aim_of(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == 0 || space == std::string_view::npos) return std::nullopt;
    const std::string_view what = text.substr(0, space), way = text.substr(space + 1);
    if (way != "up" && way != "down") return std::nullopt;
    const std::size_t slash = what.find('/');
    Aim aim;
    aim.measure = what.substr(0, slash);
    if (slash != std::string_view::npos) aim.position = what.substr(slash + 1);
    aim.up = way == "up";
    if (aim.measure.empty() || (slash != std::string_view::npos && aim.position.empty())) return std::nullopt;
    return aim;
}

std::vector<Aim> read_moves(ConfigEntries& entries, const toml::node& node, const std::string& where) {
    std::vector<Aim> moves;
    const toml::array* list = node.as_array();
    if (!list) {
        entries.bad(node, "'moves' must be a list such as [\"wait_weeks down\"]; [] where it moves nothing it claims");
        return moves;
    }
    for (const toml::node& element : *list) {
        const auto text = element.value_exact<std::string>();
        auto aim = text ? aim_of(*text) : std::nullopt;
        if (!aim) {
            entries.bad(element, fmt::format("moves has {}: write \"MEASURE up\", \"MEASURE down\" or, for one kind, "
                                             "service or heading of it, \"MEASURE/CODE down\"",
                                             ConfigEntries::written(element)));
            continue;
        }
        aim->where = fmt::format("{}:{}", where, ConfigEntries::line_of(element));
        moves.push_back(std::move(*aim));
    }
    return moves;
}

std::optional<Assumption> read_assumption(ConfigEntries& entries, const toml::node& node) {
    const toml::table* table = node.as_table();
    if (!table) {
        entries.bad(node, "'assumption' must be {parameter = \"KEY\", least = NUMBER, most = NUMBER}");
        return std::nullopt;
    }
    entries.only(*table, {"parameter", "least", "most"}, "'assumption'");
    Assumption assumption;
    assumption.parameter = entries.text_at(*table, "parameter").value_or("");
    const ParameterRow* row = find_parameter(assumption.parameter);
    if (!row) {
        entries.bad(node, fmt::format("unknown parameter '{}'{}", assumption.parameter,
                                      unknown_parameter(assumption.parameter)));
        return std::nullopt;
    }
    const auto number = [&](std::string_view key) {
        const toml::node* value = table->get(key);
        const auto found = value ? value->value<double>() : std::nullopt;
        if (!found)
            entries.bad(node, fmt::format("'assumption' needs {} = NUMBER", key));
        else if (*found < row->least || *found > row->most)
            entries.bad(*value, fmt::format("{} is out of range for {}: allowed {}", number_text(*found), row->key,
                                            allowed_text(*row)));
        return found.value_or(row->least);
    };
    assumption.least = number("least");
    assumption.most = number("most");
    if (assumption.least > assumption.most) entries.bad(node, "'assumption': least is above most");
    return assumption;
}

}  // namespace

std::vector<std::string> about_keys() { return {"source", "asks", "known", "moves", "note", "assumption", "shown_in"}; }

PolicyAbout read_about(ConfigEntries& entries, const toml::table& table, const std::string& name,
                       const std::string& where) {
    PolicyAbout about;
    about.name = name;
    about.title = entries.text_at(table, "title").value_or(name);
    about.description = table["description"].value<std::string>().value_or("");
    about.source = entries.text_at(table, "source").value_or("");
    about.asks = entries.text_at(table, "asks").value_or("");
    about.note = entries.text_at(table, "note").value_or("");
    if (const auto known = entries.text_at(table, "known")) {
        std::vector<std::string> codes = codes_of(effect_known_labels);
        codes.erase(codes.begin());  // not said
        if (const auto found = from_code<EffectKnown>(effect_known_labels, *known);
            found && *found != EffectKnown::not_said)
            about.known = *found;
        else
            entries.bad(*table.get("known"), fmt::format("known = \"{}\": how well the effect is known is one of {}",
                                                         *known, fmt::join(codes, ", ")));
    }
    if (const toml::node* moves = table.get("moves")) about.moves = read_moves(entries, *moves, where);
    about.shown_in = entries.month_at(table, "shown_in");
    if (about.shown_in && about.shown_in->month_of_year() != 1)
        entries.bad(*table.get("shown_in"),
                    fmt::format("shown_in = \"{}\": effects are told in a January", to_text(*about.shown_in)));
    if (const toml::node* node = table.get("assumption")) about.assumption = read_assumption(entries, *node);
    return about;
}

}  // namespace sendscape
