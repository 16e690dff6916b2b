// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/factor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/core/error.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {
namespace {

/// A policy as `run` finds it: NAME or NAME@YYYY-MM, with its path where it lies beside the sweep's file.
std::string found_from(const Factor& factor, const std::string& policy) {
    const std::size_t at = policy.find('@');
    const std::string name = policy.substr(0, at), date = at == std::string::npos ? "" : policy.substr(at);
    std::filesystem::path own = factor.beside / name;
    if (own.extension() != ".toml") own += ".toml";
    std::error_code none;
    if (std::filesystem::is_regular_file(own, none)) return own.string() + date;
    find_config(name, ConfigKind::policy);
    return policy;
}

/// The policies of "build-special+no-new-places".
std::vector<std::string> policies_in(const std::string& text) {
    std::vector<std::string> names;
    if (text == no_policy) return names;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('+', at), text.size());
        names.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return names;
}

}  // namespace

std::size_t level_count(const Factor& factor) { return factor.levels.size(); }

FactorValue value_of_level(const Factor& factor, std::size_t level) {
    const FactorLevel& one = factor.levels.at(level);
    return {one.text, one.number};
}

FactorValue value_at(const Factor& factor, double share) {
    if (factor.ranged) {
        const double value = share >= 1 ? factor.most : factor.least + share * (factor.most - factor.least);
        return {number_text(value), value};
    }
    const std::size_t count = factor.levels.size();
    const auto level = static_cast<std::size_t>(share * static_cast<double>(count));
    return value_of_level(factor, std::min(level, count - 1));
}

FactorLevel level_of(const Factor& factor, const std::string& text, std::size_t place) {
    const auto number = static_cast<double>(place);
    switch (factor.kind) {
        case FactorKind::parameter: {
            const ParameterRow& row = *find_parameter(factor.key);
            const std::vector<double> values = parse_values(text, row);
            const bool one = values.size() == 1 && row.unit != Unit::names_in_order;
            if (factor.ranged && one && (values[0] < factor.least || values[0] > factor.most))
                throw InputError(fmt::format("{} lies outside the factor's range, {} to {}", text,
                                             number_text(factor.least), number_text(factor.most)));
            return {text, one ? values[0] : number};
        }
        case FactorKind::policy:
            if (text != "true" && text != "false")
                throw InputError(fmt::format("'{}': a policy is true (on) or false (off)", text));
            return {text, text == "true" ? 1.0 : 0.0};
        case FactorKind::policy_from:
            if (text != never_begins && !parse_month(text))
                throw InputError(
                    fmt::format("'{}': a policy begins in a month such as \"2027-09\", or \"{}\"", text, never_begins));
            return {text, number};
        case FactorKind::policies:
            for (const std::string& name : policies_in(text)) found_from(factor, name);
            return {text, number};
    }
    return {text, number};
}

void check_policy(const Factor& factor, const std::string& name) { found_from(factor, name); }

void add_to(Overrides& overrides, const Factor& factor, const FactorValue& value) {
    switch (factor.kind) {
        case FactorKind::parameter:
            overrides.settings.push_back(
                fmt::format("{}={}{}", factor.key, value.text, factor.from ? "@" + to_text(*factor.from) : ""));
            break;
        case FactorKind::policy:
            if (value.number != 0) overrides.policies.push_back(found_from(factor, factor.key));
            break;
        case FactorKind::policy_from:
            if (value.text != never_begins)
                overrides.policies.push_back(found_from(factor, factor.key) + "@" + value.text);
            break;
        case FactorKind::policies:
            for (const std::string& name : policies_in(value.text))
                overrides.policies.push_back(found_from(factor, name));
            break;
    }
}

std::string factor_unit(const Factor& factor) {
    if (factor.kind != FactorKind::parameter || !factor.in_numbers) return {};
    return std::string(unit_words(find_parameter(factor.key)->unit));
}

std::string factor_words(const Factor& factor) {
    std::string text = factor.kind == FactorKind::parameter  ? factor.key
                       : factor.kind == FactorKind::policies ? "one of several policies"
                                                             : "policy " + factor.key;
    if (factor.from) text += " from " + to_text(*factor.from);
    const std::string unit = factor_unit(factor);
    if (factor.ranged) {
        text += fmt::format(", {} to {}", number_text(factor.least), number_text(factor.most));
    } else {
        for (std::size_t i = 0; i < factor.levels.size(); ++i)
            text += fmt::format("{} {}", i == 0 ? ":" : ";", factor.levels[i].text);
    }
    return unit.empty() ? text : text + " " + unit;
}

}  // namespace sendscape
