// SPDX-License-Identifier: MIT
#include "sim/scenario/config_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "agents/admissions/criteria_names.h"
#include "maps/tables/projection.h"
#include "sim/core/error.h"
#include "sim/scenario/config_entries.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {

double value_of(const toml::node& node, const ParameterRow& row) {
    if (const auto text = node.value_exact<std::string>()) return parse_value(*text, row);
    double value = 0;
    if (const auto flag = node.value_exact<bool>()) {
        if (row.unit != Unit::on_off)
            throw InputError(fmt::format("{} is no switch: allowed {}", row.key, allowed_text(row)));
        value = *flag ? 1 : 0;
    } else if (const auto whole = node.value_exact<std::int64_t>()) {
        value = static_cast<double>(*whole);
    } else if (const auto real = node.value_exact<double>()) {
        value = *real;
    } else {
        throw InputError(fmt::format("{} = {}: must be a number or text with a unit; allowed {}", row.key,
                                     ConfigEntries::written(node), allowed_text(row)));
    }
    check_range(value, row);
    return value;
}

std::vector<std::string> names_in(const toml::node& node, std::string_view key) {
    std::vector<std::string> names;
    const toml::array* list = node.as_array();
    const auto refuse = [&](const toml::node& found) {
        return InputError(fmt::format(
            "{} = {}: must be the names of criteria in order, such as [\"looked_after\", \"sibling\", "
            "\"distance_m\"], not numbers; known: {}",
            key, ConfigEntries::written(found), fmt::join(names_of_criteria(CriteriaReader::simulated_round), ", ")));
    };
    if (!list) throw refuse(node);
    for (const toml::node& element : *list) {
        const auto name = element.value_exact<std::string>();
        if (!name) throw refuse(element);
        names.push_back(*name);
    }
    return names;
}

std::vector<double> values_of(const toml::node& node, const ParameterRow& row) {
    const toml::array* list = node.as_array();
    if (!list) return {value_of(node, row)};
    std::vector<double> values;
    for (const toml::node& element : *list) values.push_back(value_of(element, row));
    check_count(values.size(), row);
    return values;
}

std::vector<double> values_of_names(const toml::node& node, const ParameterRow& row) {
    if (const auto text = node.value_exact<std::string>()) return parse_values(*text, row);
    return criteria_values(names_in(node, row.key));
}

GridRings rings_in(const toml::node& node) {
    GridRings rings;
    const auto refuse = [] {
        return InputError(
            "rings must be lists of corners, each [EASTING, NORTHING] in whole metres of the National Grid, "
            "three or more to a ring");
    };
    const toml::array* const list = node.as_array();
    if (!list) throw refuse();
    for (const toml::node& ring : *list) {
        const toml::array* const corners = ring.as_array();
        constexpr std::size_t least_corners = 3;
        if (!corners || corners->size() < least_corners) throw refuse();
        rings.emplace_back();
        for (const toml::node& corner : *corners) {
            const toml::array* const pair = corner.as_array();
            if (!pair || pair->size() != 2 || !(*pair)[0].is_integer() || !(*pair)[1].is_integer()) throw refuse();
            const std::int64_t x = **(*pair)[0].as_integer(), y = **(*pair)[1].as_integer();
            if (!in_great_britain(static_cast<double>(x), static_cast<double>(y))) throw refuse();
            rings.back().emplace_back(static_cast<std::int32_t>(x), static_cast<std::int32_t>(y));
        }
    }
    if (rings.empty()) throw refuse();
    return rings;
}

}  // namespace sendscape
