// SPDX-License-Identifier: MIT
#include "sim/scenario/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "agents/admissions/criteria_names.h"
#include "sim/parameters.h"
#include "sim/scenario/authority_figures.h"
#include "sim/scenario/config_entries.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {
namespace {

std::string names_toml(const CriteriaOrder& order) {
    std::string out;
    for (const CriterionStep step : order) out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", step_name(step));
    return "[" + out + "]";
}

std::string values_text(const ParameterChange& change) {
    const ParameterRow* row = find_parameter(change.key);
    if (row && row->unit == Unit::names_in_order) return names_toml(order_of(change.values));
    if (change.values.size() == 1) return number_text(change.values[0]);
    std::string out = "[";
    for (const double value : change.values) out += (out.size() > 1 ? ", " : "") + number_text(value);
    return out + "]";
}

std::string_view kind_words(const ProvisionChange& o) {
    switch (o.kind) {
        case ProvisionChange::Kind::open_school:
        case ProvisionChange::Kind::open_base:
            return "open";
        case ProvisionChange::Kind::grow:
            return "grow";
        case ProvisionChange::Kind::close_school:
        case ProvisionChange::Kind::close_base:
            return "close";
        default:
            return "pan";
    }
}

std::string opening_text(const ProvisionChange& o) {
    std::string out = fmt::format("\n[[{}]]\non = \"{}\"\n", kind_words(o), to_text(o.on));
    const bool opens = o.kind == ProvisionChange::Kind::open_school || o.kind == ProvisionChange::Kind::open_base;
    if (opens) out += fmt::format("setting = \"{}\"\n", label(o.setting).code);
    if (o.urn) out += fmt::format("urn = {}\n", o.urn);
    if (!o.near.empty()) out += fmt::format("near = {}\n", toml_text(o.near));
    if (!o.name.empty()) out += fmt::format("name = {}\n", toml_text(o.name));
    if (o.places) out += fmt::format("places = {}\n", o.places);
    if (o.kind == ProvisionChange::Kind::set_pan || o.pan) out += fmt::format("pan = {}\n", o.pan);
    if (!opens && is_base(o.setting)) out += "base = true\n";
    if (o.kind != ProvisionChange::Kind::set_pan && !(o.all_through && !opens))
        out += fmt::format("phase = \"{}\"\n",
                           o.all_through ? "all-through" : phase_labels[static_cast<std::size_t>(o.phase)].code);
    if (o.needs) {
        std::string list;
        for (std::size_t i = 0; i < need_count; ++i)
            if (o.needs & need_bit(static_cast<Need>(i)))
                list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", need_labels[i].code);
        out += fmt::format("needs = [{}]\n", list);
    }
    if (o.into) out += fmt::format("into = {}\n", o.into);
    // Without ramp_months a new special school would be read as one that opens in yearly parts.
    if (!o.yearly_parts && (o.ramp_months || o.kind == ProvisionChange::Kind::open_school))
        out += fmt::format("ramp_months = {}\n", std::max(1, o.ramp_months));
    if (o.cost) out += fmt::format("cost = {}\n", number_text(*o.cost));
    if (!o.label.empty()) out += fmt::format("label = {}\n", toml_text(o.label));
    return out;
}

std::string catchment_toml(const CriteriaChange& c) {
    std::string out = "\n[[catchments]]\n";
    if (c.on != Month(0)) out += fmt::format("on = \"{}\"\n", to_text(c.on));
    out += fmt::format("urn = {}\nrings = [", c.urn);
    for (std::size_t r = 0; r < c.rings.size(); ++r) {
        out += r == 0 ? "[" : ", [";
        for (std::size_t k = 0; k < c.rings[r].size(); ++k)
            out += fmt::format("{}[{}, {}]", k == 0 ? "" : ", ", c.rings[r][k].first, c.rings[r][k].second);
        out += ']';
    }
    out += "]\n";
    if (!c.label.empty()) out += fmt::format("label = {}\n", toml_text(c.label));
    return out;
}

std::string criteria_toml(const CriteriaChange& c) {
    if (c.draws_catchment()) return catchment_toml(c);
    std::string out = fmt::format("\n[[criteria]]\non = \"{}\"\n", to_text(c.on));
    out += c.urn != 0 ? fmt::format("urn = {}\n", c.urn) : fmt::format("authority = {}\n", toml_text(c.authority));
    out += fmt::format("order = {}\n", names_toml(c.order));
    if (!c.label.empty()) out += fmt::format("label = {}\n", toml_text(c.label));
    return out;
}

std::string homes_toml(const HomesBuilt& h) {
    std::string out = fmt::format("\n[[homes]]\non = \"{}\"\nnear = {}\n", to_text(h.on), toml_text(h.near));
    if (h.site) out += fmt::format("at = [{}, {}]\n", (*h.site)[0], (*h.site)[1]);
    if (!h.name.empty()) out += fmt::format("name = {}\n", toml_text(h.name));
    out += fmt::format("homes = {}\na_year = {}\n", h.homes, h.a_year);
    std::string yields;
    for (std::size_t phase = 0; phase < phase_count; ++phase)
        if (h.yield[phase])
            yields += fmt::format("{}{} = {}", yields.empty() ? "" : ", ", phase_labels[phase].code,
                                  number_text(*h.yield[phase]));
    if (!yields.empty()) out += fmt::format("yields = {{{}}}\n", yields);
    if (!h.label.empty()) out += fmt::format("label = {}\n", toml_text(h.label));
    return out;
}

std::string authority_toml(const AuthorityEntry& entry) {
    std::string out = "\n[[authority]]\n";
    if (!entry.code.empty()) out += fmt::format("code = {}\n", toml_text(entry.code));
    if (!entry.name.empty()) out += fmt::format("name = {}\n", toml_text(entry.name));
    OwnFigures figures = entry.figures;
    for (const FigureRow& row : figure_table())
        if (const auto& value = row.in(figures)) out += fmt::format("{} = {}\n", row.about.key, number_text(*value));
    return out;
}

/// The scenario as one file without base and policies, in one canonical order, free of the machine's paths.
std::string canonical(const Scenario& s) {
    std::string out = fmt::format("title = {}\nyears = {}\nseed = {}\nreplicates = {}\n", toml_text(s.title), s.years,
                                  s.seed, s.replicates);
    if (!s.orders.empty()) out += entry_words(s.orders.back()) + "\n";
    if (s.start) out += fmt::format("start = \"{}\"\n", to_text(*s.start));
    if (s.map_config)
        out += fmt::format("map = {{county = {}, seed = {}}}\n", toml_text(s.map_config->stem().string()), s.map_seed);
    if (s.map_file) out += fmt::format("map = {{file = {}}}\n", toml_text(s.map_file->filename().string()));
    const auto first_dated =
        std::find_if(s.changes.begin(), s.changes.end(), [](const ParameterChange& c) { return c.from != Month(0); });
    if (first_dated != s.changes.begin()) out += "\n[set]\n";
    for (auto it = s.changes.begin(); it != first_dated; ++it)
        out += fmt::format("{} = {}\n", it->key, values_text(*it));
    for (auto it = first_dated; it != s.changes.end(); ++it)
        out += fmt::format("\n[[change]]\nfrom = \"{}\"\nlabel = {}\nset = {{{} = {}}}\n", to_text(it->from),
                           toml_text(it->label), it->key, values_text(*it));
    for (const ProvisionChange& change : s.provision) out += opening_text(change);
    for (const CriteriaChange& change : s.criteria) out += criteria_toml(change);
    for (const HomesBuilt& homes : s.homes) out += homes_toml(homes);
    for (const AuthorityEntry& entry : s.authorities) out += authority_toml(entry);
    return out;
}

/// In order of date; of several for one parameter and date the last read counts.
void settle_changes(std::vector<ParameterChange>& changes) {
    std::vector<ParameterChange> kept;
    std::set<std::pair<std::int32_t, std::string>> seen;
    for (auto it = changes.rbegin(); it != changes.rend(); ++it)
        if (seen.emplace(it->from.index, it->key).second) kept.push_back(std::move(*it));
    std::sort(kept.begin(), kept.end(), [](const ParameterChange& a, const ParameterChange& b) {
        return std::tie(a.from, a.key) < std::tie(b.from, b.key);
    });
    changes = std::move(kept);
}

/// In order of date; of several for one admission authority and date the last read counts.
void settle_criteria(std::vector<CriteriaChange>& criteria) {
    std::vector<CriteriaChange> kept;
    const auto key = [](const CriteriaChange& c) {
        return std::tuple(c.on.index, c.authority, c.urn, c.draws_catchment());
    };
    std::set<std::tuple<std::int32_t, std::string, std::uint32_t, bool>> seen;
    for (auto it = criteria.rbegin(); it != criteria.rend(); ++it)
        if (seen.insert(key(*it)).second) kept.push_back(std::move(*it));
    std::sort(kept.begin(), kept.end(),
              [&](const CriteriaChange& a, const CriteriaChange& b) { return key(a) < key(b); });
    criteria = std::move(kept);
}

/// Of several for one authority the last read counts.
void settle_authorities(std::vector<AuthorityEntry>& entries) {
    std::vector<AuthorityEntry> kept;
    for (auto it = entries.rbegin(); it != entries.rend(); ++it)
        if (std::none_of(kept.begin(), kept.end(), [&](const AuthorityEntry& later) { return contradict(*it, later); }))
            kept.push_back(std::move(*it));
    std::reverse(kept.begin(), kept.end());
    entries = std::move(kept);
}

}  // namespace

void settle(Scenario& scenario) {
    settle_changes(scenario.changes);
    std::stable_sort(scenario.provision.begin(), scenario.provision.end(),
                     [](const ProvisionChange& a, const ProvisionChange& b) { return a.on < b.on; });
    settle_criteria(scenario.criteria);
    std::stable_sort(scenario.homes.begin(), scenario.homes.end(),
                     [](const HomesBuilt& a, const HomesBuilt& b) { return a.on < b.on; });
    settle_authorities(scenario.authorities);
    if (scenario.orders.size() > 1) scenario.orders = {scenario.orders.back()};  // the last read counts
    scenario.effective_toml = canonical(scenario);
}

}  // namespace sendscape
