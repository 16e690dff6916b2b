// SPDX-License-Identifier: MIT
#include "sim/scenario/read_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/core/error.h"
#include "sim/parameters.h"
#include "sim/scenario/admission_authorities.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/entry_notes.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/policy_conflicts.h"
#include "sim/scenario/scenario_file.h"

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

/// --catchments FILE, from the start, or FILE@YYYY-MM. What was read is added to `added`.
void read_catchments(Scenario& scenario, ConfigProblems& problems, const std::vector<std::string>& files,
                     std::vector<std::string>& added) {
    for (const std::string& typed : files) {
        CriteriaChange entry;
        entry.where = "--catchments " + typed;
        std::string name = typed;
        const std::size_t at = typed.rfind('@');
        if (const auto month =
                parse_month(std::string_view(typed).substr(at == std::string::npos ? typed.size() : at + 1))) {
            entry.on = *month;
            name.resize(at);
        }
        problems.gather(entry.where, [&] {
            for (CriteriaChange& change : catchments_in(name, entry)) scenario.criteria.push_back(std::move(change));
        });
        added.push_back("catchments of " + fs::path(name).filename().string());
    }
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
        ParameterChange change{{from == Month(0) ? "" : fmt::format("{} = {}", key, value), where}, from, key, {}};
        try {
            change.values = parse_values(value, *row);
        } catch (const InputError& error) {
            problems.add(where, 0, error.what());
            continue;
        }
        const bool twice = std::any_of(scenario.changes.begin(), scenario.changes.end(), [&](const ParameterChange& c) {
            return c.where.starts_with("--set ") && contradict(c, change);
        });
        if (twice) {
            problems.add(where, 0, fmt::format("{} is given twice: leave one --set out", entry_words(change)));
            continue;
        }
        if (from == Month(0)) std::erase_if(scenario.changes, [&](const ParameterChange& c) { return c.key == key; });
        scenario.changes.push_back(std::move(change));
    }
}

/// A policy of the command line: "NAME" or "NAME@YYYY-MM".
struct GivenPolicy {
    std::string given, name;
    std::optional<Month> from;
    fs::path file;
};

/// Reads the policies of the command line in order of their files' names, whatever the order they were given in, and
/// returns their titles.
std::vector<std::string> read_policies(Scenario& scenario, ConfigProblems& problems,
                                       const std::vector<std::string>& policies, const fs::path& folder,
                                       std::vector<fs::path>& open_files) {
    std::vector<GivenPolicy> found;
    for (const std::string& given : policies) {
        GivenPolicy policy{given, given, std::nullopt, {}};
        if (const std::size_t at = given.rfind('@'); at != std::string::npos) {
            policy.from = parse_month(std::string_view(given).substr(at + 1));
            if (!policy.from) {
                problems.add("--policy " + given, 0,
                             fmt::format("'{}' is not a month such as 2027-04", given.substr(at + 1)));
                continue;
            }
            policy.name.resize(at);
        }
        // A path that is typed is of the folder it is typed in; a bare name is looked up beside the scenario too.
        std::error_code none;
        const bool typed_path =
            policy.name.find('/') != std::string::npos || fs::path(policy.name).extension() == ".toml";
        const fs::path beside = typed_path && fs::is_regular_file(policy.name, none) ? fs::path() : folder;
        if (problems.gather("--policy " + given,
                            [&] { policy.file = find_config(policy.name, ConfigKind::policy, beside); }))
            found.push_back(std::move(policy));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const GivenPolicy& a, const GivenPolicy& b) { return a.file.stem() < b.file.stem(); });
    std::vector<std::string> titles;
    PolicyConflicts conflicts(scenario);
    for (const GivenPolicy& policy : found) {
        problems.gather("--policy " + policy.given, [&] {
            const std::string title =
                read_scenario_file(scenario, problems, policy.file, policy.from, true, open_files);
            titles.push_back(policy.from ? fmt::format("{} from {}", title, long_name(*policy.from)) : title);
        });
        conflicts.next_begins();
    }
    conflicts.tell(problems);
    return titles;
}

}  // namespace

Scenario read_policy(const std::string& name_or_path) {
    ConfigProblems problems;
    Scenario policy;
    std::vector<fs::path> open_files;
    const fs::path path = find_config(name_or_path, ConfigKind::policy);
    policy.name = path.stem().string();
    policy.title = read_scenario_file(policy, problems, path, std::nullopt, true, open_files);
    problems.throw_if_any();
    settle(policy);
    return policy;
}

Scenario read_scenario(const std::string& name_or_path, const Overrides& overrides) {
    ConfigProblems problems;
    Scenario scenario = draft_scenario(name_or_path, overrides, problems);
    problems.throw_if_any();
    return scenario;
}

namespace {

/// `orders = "none"` of a scenario that is lived by itself, unless its files turn the switch themselves.
void heed_orders(Scenario& scenario) {
    constexpr std::string_view ordering = "loops.commissioning";
    if (scenario.orders.empty() || scenario.orders.back().rule != Orders::none ||
        std::any_of(scenario.changes.begin(), scenario.changes.end(),
                    [&](const ParameterChange& change) { return change.key == ordering; }))
        return;
    scenario.changes.push_back({{"", scenario.orders.back().where}, Month(0), std::string(ordering), {0.0}});
}

/// Lays what the command line adds over a scenario just read. `folder`: where its policies are looked up first.
void lay_over(Scenario& scenario, const Overrides& overrides, const fs::path& folder, std::vector<fs::path>& open_files,
              ConfigProblems& problems) {
    std::vector<std::string> added;
    for (std::string& title : read_policies(scenario, problems, overrides.policies, folder, open_files))
        added.push_back(std::move(title));
    read_catchments(scenario, problems, overrides.catchments, added);
    read_settings(scenario, problems, overrides.settings);
    added.insert(added.end(), overrides.settings.begin(), overrides.settings.end());
    scenario.title = title_with(scenario.title, added);
    if (overrides.years) scenario.years = *overrides.years;
    if (overrides.seed) scenario.seed = *overrides.seed;
    if (overrides.replicates) scenario.replicates = *overrides.replicates;
    note_replaced(scenario);
    if (!overrides.compared) heed_orders(scenario);
    settle(scenario);
}

}  // namespace

Scenario draft_scenario(const std::string& name_or_path, const Overrides& overrides, ConfigProblems& problems) {
    Scenario scenario;
    const fs::path path = find_config(name_or_path, ConfigKind::scenario);
    scenario.name = path.stem().string();
    scenario.title = scenario.name;
    std::vector<fs::path> open_files;
    read_scenario_file(scenario, problems, path, std::nullopt, false, open_files);
    lay_over(scenario, overrides, path.parent_path(), open_files, problems);
    return scenario;
}

Scenario recorded_scenario(const std::string& effective_toml, const std::string& name) {
    ConfigProblems left_out;
    Scenario scenario;
    scenario.name = name;
    read_scenario_text(scenario, left_out, effective_toml, name);
    settle(scenario);
    return scenario;
}

Scenario recorded_scenario(const std::string& effective_toml, const std::string& name, const Overrides& overrides,
                           ConfigProblems& problems) {
    Scenario scenario = recorded_scenario(effective_toml, name);
    std::vector<fs::path> open_files;
    lay_over(scenario, overrides, {}, open_files, problems);
    return scenario;
}

}  // namespace sendscape
