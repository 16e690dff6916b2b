// SPDX-License-Identifier: MIT
#include "sim/scenario/authority_figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>

#include "sim/core/did_you_mean.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

// Bounds far beyond any authority's, and far from its figures in thousands or millions (assumption): Kent's high needs
// block is £370m, its deficit £140m.
constexpr double least_income = 1e6, most_income = 3e9, most_deficit = 3e9, most_surplus = 5e8;
constexpr double most_days = 100'000, least_cost = 100, most_cost = 500'000;

template <CostOf what>
constexpr FigureRow cost_row(std::string_view key, std::string_view meaning) {
    return {{key, nullptr, least_cost, most_cost, Unit::pounds_a_year, Known::authorities, "the authority's accounts",
             meaning},
            [](OwnFigures& f) -> std::optional<double>& { return f.unit_cost[static_cast<std::size_t>(what)]; }};
}

constexpr std::array<FigureRow, 3 + cost_count> figures{{
    {{"high_needs_income", nullptr, least_income, most_income, Unit::pounds_a_year, Known::authorities,
      "the authority's accounts", "high needs income"},
     [](OwnFigures& f) -> std::optional<double>& { return f.income; }},
    {{"deficit", nullptr, -most_surplus, most_deficit, Unit::pounds, Known::authorities, "the authority's accounts",
      "deficit at the start"},
     [](OwnFigures& f) -> std::optional<double>& { return f.deficit; }},
    {{"ep_days", nullptr, 1, most_days, Unit::days, Known::authorities, "the authority's accounts",
      "days of educational psychologists a year"},
     [](OwnFigures& f) -> std::optional<double>& { return f.ep_days; }},
    cost_row<CostOf::mainstream>("unit_cost.mainstream", "a plan in mainstream"),
    cost_row<CostOf::independent_mainstream>("unit_cost.independent_mainstream", "a plan in independent mainstream"),
    cost_row<CostOf::base>("unit_cost.base", "a child in a base"),
    cost_row<CostOf::state_special>("unit_cost.state_special", "a child in a state special school"),
    cost_row<CostOf::independent_special>("unit_cost.independent_special",
                                          "a child in an independent or non-maintained special school"),
    cost_row<CostOf::alternative_provision>("unit_cost.alternative_provision", "a child in alternative provision"),
    cost_row<CostOf::further_education>("unit_cost.further_education", "a student in further education"),
    cost_row<CostOf::eotas>("unit_cost.eotas", "a child educated otherwise than at school"),
}};

constexpr std::string_view anchored = " is anchored to figures given: ";

/// 1234567 as "1,234,567".
std::string grouped_number(double value) {
    std::string digits = fmt::format("{:.0f}", value < 0 ? -value : value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return (value < 0 ? "-" : "") + digits;
}

std::string lower_words(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

/// The authority an entry means. InputError where it means none of the area's, or may mean several.
AuthorityId authority_meant(const Map& map, const AuthorityEntry& entry) {
    std::vector<std::string> own, own_names;
    AuthorityId only, meant;
    for (std::size_t a = 0; a < map.authorities.size(); ++a) {
        const Authority& authority = map.authorities[a];
        const bool code_fits = entry.code.empty() || entry.code == authority.code;
        const bool name_fits = entry.name.empty() || lower_words(entry.name) == lower_words(authority.name);
        const bool named = !entry.code.empty() || !entry.name.empty();
        if (named && code_fits && name_fits) meant = AuthorityId(a);
        if (!authority.in_area) continue;
        only = AuthorityId(a);
        own.push_back(fmt::format("{} {}", authority.code, authority.name));
        own_names.push_back(entry.name.empty() ? authority.code : authority.name);
    }
    const std::string allowed = fmt::format("{}", fmt::join(own, ", "));
    if (entry.code.empty() && entry.name.empty()) {
        if (own.size() == 1) return only;
        throw InputError(
            fmt::format("{}: [authority] names none of the area's {}: write [[authority]] with code or "
                        "name for each; allowed: {}",
                        entry.where, own.size(), allowed));
    }
    if (!meant.exists())
        throw InputError(fmt::format(
            "{}: {} is no authority of the map{}", entry.where, entry_words(entry),
            did_you_mean(entry.name.empty() ? entry.code : entry.name, own_names, "; allowed: " + allowed)));
    if (!map.authorities[meant.value].in_area)
        throw InputError(fmt::format("{}: {} is a neighbour, of which only the border is on the map; allowed: {}",
                                     entry.where, entry_words(entry), allowed));
    return meant;
}

}  // namespace

std::span<const FigureRow> figure_table() { return figures; }

std::string figures_text(const OwnFigures& given) {
    OwnFigures copy = given;
    std::string text;
    for (const FigureRow& row : figures) {
        const std::optional<double>& value = row.in(copy);
        if (!value) continue;
        const bool money = row.about.unit != Unit::days;
        text += fmt::format("{}{} {}{}{}", text.empty() ? "" : ", ", row.about.meaning, money && *value < 0 ? "-" : "",
                            money ? "\xC2\xA3" : "", grouped_number(*value < 0 ? -*value : *value));
        if (row.about.unit == Unit::pounds_a_year) text += " a year";
    }
    return text;
}

void add_figures_problems(const Map& map, const std::vector<AuthorityEntry>& entries, ConfigProblems& problems) {
    std::map<std::uint32_t, const AuthorityEntry*> first;
    for (const AuthorityEntry& entry : entries)
        problems.gather(entry.where, [&] {
            const AuthorityId a = authority_meant(map, entry);
            const auto [at, fresh] = first.emplace(a.value, &entry);
            if (!fresh)
                throw InputError(fmt::format(
                    "{}: a second [authority] for {} ({}), whose figures stand at {}; put "
                    "them into one",
                    entry.where, map.authorities[a.value].name, map.authorities[a.value].code, at->second->where));
        });
}

void take_figures(const std::vector<AuthorityEntry>& entries, Map& map) {
    for (const AuthorityEntry& entry : entries) {
        Authority& authority = map.authorities[authority_meant(map, entry).value];
        authority.figures = entry.figures;
        map.assumptions.push_back(fmt::format("{}{}{}.", authority.name, anchored, figures_text(entry.figures)));
    }
}

bool deficits_are_given(const Map& map) {
    for (const Authority& authority : map.authorities) {
        if (!authority.in_area) continue;
        const std::string begin = authority.name + std::string(anchored);
        if (std::none_of(map.assumptions.begin(), map.assumptions.end(), [&](const std::string& sentence) {
                return sentence.starts_with(begin) && sentence.find(figures[1].about.meaning) != std::string::npos;
            }))
            return false;
    }
    return true;
}

}  // namespace sendscape
