#include "sim/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "sim/config_entries.h"
#include "sim/config_files.h"
#include "sim/core/error.h"
#include "sim/parameter_values.h"
#include "sim/parameters.h"
#include "sim/scenario_file.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

/// The title with what the command line adds, so that no page calls another policy by the scenario's name alone.
std::string title_with(const std::string& title, const std::vector<std::string>& added) {
    constexpr std::size_t most = 4;
    std::string text = title;
    for (std::size_t i = 0; i < added.size() && i < most; ++i) text += (i == 0 ? ", but with " : "; ") + added[i];
    if (added.size() > most) text += fmt::format("; and {} more", added.size() - most);
    return text;
}

/// --set key=value and key=value@YYYY-MM. An undated one holds throughout: dated changes of its key are dropped.
void read_settings(Scenario& scenario, ConfigProblems& problems, const std::vector<std::string>& settings) {
    for (const std::string& setting : settings) {
        const std::string where = "--set " + setting;
        const std::size_t equals = setting.find('=');
        if (equals == std::string::npos) {
            problems.add(where, 0, "write --set key=value");
            continue;
        }
        const std::string key = setting.substr(0, equals);
        std::string value = setting.substr(equals + 1);
        Month from{0};
        if (const std::size_t at = value.rfind('@'); at != std::string::npos) {
            const auto month = parse_month(std::string_view(value).substr(at + 1));
            if (!month) {
                problems.add(where, 0, fmt::format("'{}' is not a month such as 2027-04", value.substr(at + 1)));
                continue;
            }
            from = *month;
            value.resize(at);
        }
        const ParameterRow* row = find_parameter(key);
        if (!row) {
            problems.add(where, 0, fmt::format("unknown parameter '{}'{}", key, unknown_parameter(key)));
            continue;
        }
        Change change{from, key, {}, from == Month(0) ? "" : "--set", where};
        try {
            std::string_view rest = value;
            if (rest.size() >= 2 && rest.front() == '[' && rest.back() == ']') {
                rest = rest.substr(1, rest.size() - 2);
                for (bool more = true; more;) {
                    const std::size_t semicolon = rest.find(';');
                    change.values.push_back(parse_value(rest.substr(0, semicolon), *row));
                    more = semicolon != std::string_view::npos;
                    if (more) rest = rest.substr(semicolon + 1);
                }
                const std::size_t size = value_count(*row);
                if (change.values.size() != 1 && change.values.size() != size)
                    throw InputError(fmt::format("{} holds {} values; {} were given", key, size, change.values.size()));
            } else {
                change.values.push_back(parse_value(rest, *row));
            }
        } catch (const InputError& error) {
            problems.add(where, 0, error.what());
            continue;
        }
        if (from == Month(0)) std::erase_if(scenario.changes, [&](const Change& c) { return c.key == key; });
        scenario.changes.push_back(std::move(change));
    }
}

std::string values_text(const Change& change) {
    if (change.values.size() == 1) return number_text(change.values[0]);
    std::string out = "[";
    for (const double value : change.values) out += (out.size() > 1 ? ", " : "") + number_text(value);
    return out + "]";
}

std::string_view kind_words(const Opening& o) {
    switch (o.kind) {
        case Opening::Kind::open_school:
        case Opening::Kind::open_base:
            return "open";
        case Opening::Kind::grow:
            return "grow";
        case Opening::Kind::close_school:
        case Opening::Kind::close_base:
            return "close";
        default:
            return "pan";
    }
}

std::string opening_text(const Opening& o) {
    std::string out = fmt::format("\n[[{}]]\non = \"{}\"\n", kind_words(o), to_text(o.on));
    const bool opens = o.kind == Opening::Kind::open_school || o.kind == Opening::Kind::open_base;
    if (opens) out += fmt::format("setting = \"{}\"\n", label(o.setting).code);
    if (o.urn) out += fmt::format("urn = {}\n", o.urn);
    if (!o.near.empty()) out += fmt::format("near = {}\n", toml_text(o.near));
    if (!o.name.empty()) out += fmt::format("name = {}\n", toml_text(o.name));
    if (o.places) out += fmt::format("places = {}\n", o.places);
    if (o.kind == Opening::Kind::set_pan || o.pan) out += fmt::format("pan = {}\n", o.pan);
    if (!opens && is_base(o.setting)) out += "base = true\n";
    if (o.kind != Opening::Kind::set_pan && !(o.all_through && !opens))
        out += fmt::format("phase = \"{}\"\n",
                           o.all_through ? "all-through" : phase_labels[static_cast<std::size_t>(o.phase)].code);
    if (o.needs) {
        std::string list;
        for (std::size_t i = 0; i < need_count; ++i)
            if (o.needs & need_bit(static_cast<Need>(i)))
                list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", need_labels[i].code);
        out += fmt::format("needs = [{}]\n", list);
    }
    if (o.ramp_months) out += fmt::format("ramp_months = {}\n", o.ramp_months);
    if (!o.label.empty()) out += fmt::format("label = {}\n", toml_text(o.label));
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

/// The scenario as one file without base and policies, in one canonical order, free of the machine's paths.
std::string canonical(const Scenario& s) {
    std::string out = fmt::format("title = {}\nyears = {}\nseed = {}\nreplicates = {}\n", toml_text(s.title), s.years,
                                  s.seed, s.replicates);
    if (s.start) out += fmt::format("start = \"{}\"\n", to_text(*s.start));
    if (s.map_config)
        out += fmt::format("map = {{county = {}, seed = {}}}\n", toml_text(s.map_config->stem().string()), s.map_seed);
    if (s.map_file) out += fmt::format("map = {{file = {}}}\n", toml_text(s.map_file->filename().string()));
    const auto first_dated =
        std::find_if(s.changes.begin(), s.changes.end(), [](const Change& c) { return c.from != Month(0); });
    if (first_dated != s.changes.begin()) out += "\n[set]\n";
    for (auto it = s.changes.begin(); it != first_dated; ++it)
        out += fmt::format("{} = {}\n", it->key, values_text(*it));
    for (auto it = first_dated; it != s.changes.end(); ++it)
        out += fmt::format("\n[[change]]\nfrom = \"{}\"\nlabel = {}\nset = {{{} = {}}}\n", to_text(it->from),
                           toml_text(it->label), it->key, values_text(*it));
    for (const Opening& opening : s.openings) out += opening_text(opening);
    for (const HomesBuilt& homes : s.homes) out += homes_toml(homes);
    return out;
}

/// In order of date; of several for one parameter and date the last read counts.
void settle_changes(std::vector<Change>& changes) {
    std::vector<Change> kept;
    std::set<std::pair<std::int32_t, std::string>> seen;
    for (auto it = changes.rbegin(); it != changes.rend(); ++it)
        if (seen.emplace(it->from.index, it->key).second) kept.push_back(std::move(*it));
    std::sort(kept.begin(), kept.end(),
              [](const Change& a, const Change& b) { return std::tie(a.from, a.key) < std::tie(b.from, b.key); });
    changes = std::move(kept);
}

}  // namespace

Scenario read_scenario(const std::string& name_or_path, const Overrides& overrides) {
    ConfigProblems problems;
    Scenario scenario = draft_scenario(name_or_path, overrides, problems);
    problems.throw_if_any();
    return scenario;
}

Scenario draft_scenario(const std::string& name_or_path, const Overrides& overrides, ConfigProblems& problems) {
    Scenario scenario;
    const fs::path path = find_config(name_or_path, ConfigKind::scenario);
    scenario.name = path.stem().string();
    scenario.title = scenario.name;
    std::vector<fs::path> open_files;
    std::vector<std::string> added;
    read_scenario_file(scenario, problems, path, std::nullopt, false, open_files);
    for (const std::string& policy : overrides.policies) {
        std::string name = policy;
        std::optional<Month> from;
        if (const std::size_t at = policy.rfind('@'); at != std::string::npos) {
            from = parse_month(std::string_view(policy).substr(at + 1));
            if (!from) {
                problems.add("--policy " + policy, 0,
                             fmt::format("'{}' is not a month such as 2027-04", policy.substr(at + 1)));
                continue;
            }
            name.resize(at);
        }
        try {
            const std::string title = read_scenario_file(
                scenario, problems, find_config(name, ConfigKind::policy, path.parent_path()), from, true, open_files);
            added.push_back(from ? fmt::format("{} from {}", title, long_name(*from)) : title);
        } catch (const InputError& error) {
            problems.add("--policy " + policy, 0, error.what());
        }
    }
    read_settings(scenario, problems, overrides.settings);
    added.insert(added.end(), overrides.settings.begin(), overrides.settings.end());
    scenario.title = title_with(scenario.title, added);
    if (overrides.years) scenario.years = *overrides.years;
    if (overrides.seed) scenario.seed = *overrides.seed;
    if (overrides.replicates) scenario.replicates = *overrides.replicates;
    settle(scenario);
    return scenario;
}

void settle(Scenario& scenario) {
    settle_changes(scenario.changes);
    std::stable_sort(scenario.openings.begin(), scenario.openings.end(),
                     [](const Opening& a, const Opening& b) { return a.on < b.on; });
    std::stable_sort(scenario.homes.begin(), scenario.homes.end(),
                     [](const HomesBuilt& a, const HomesBuilt& b) { return a.on < b.on; });
    scenario.effective_toml = canonical(scenario);
}

}  // namespace sendscape
