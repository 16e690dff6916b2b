// SPDX-License-Identifier: MIT
#include "sim/studies/given_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/core/error.h"
#include "sim/output/run_file.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/scenario_file.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

bool is_run_file(const std::string& word) { return fs::path(word).extension() == ".h5"; }

/// "gate" of out/gate/run.h5: every run's file has the same name.
std::string name_of_run(const fs::path& path) {
    const std::string stem = path.stem().string();
    const std::string folder = fs::absolute(path).parent_path().filename().string();
    return stem == "run" && !folder.empty() ? folder : stem;
}

std::vector<std::string> parts_of(const std::string& word) {
    std::vector<std::string> parts(1);
    for (const char c : word)
        if (c == '+')
            parts.emplace_back();
        else
            parts.back() += c;
    return parts;
}

std::string without_date(const std::string& word) { return word.substr(0, word.rfind('@')); }

/// Whether a name is a policy's: it is found among policies, or is the path of a file that no scenario could be.
bool is_policy(const std::string& word) {
    const std::string name = without_date(word);
    try {
        const fs::path file = find_config(name, ConfigKind::policy);
        const bool typed_path = name.find('/') != std::string::npos || fs::path(name).extension() == ".toml";
        return !typed_path || is_policy_text(read_text_file(file, "policy"));
    } catch (const InputError&) {
        return false;
    }
}

GivenOption finished(const std::string& word) {
    GivenOption option{name_of_run(word), word, {}, read_run(word), std::nullopt, false};
    option.label = option.run->title;
    option.scenario = recorded_scenario(option.run->scenario_toml, option.run->scenario);
    return option;
}

std::string stem_of(const std::string& word) {
    std::string name;
    for (const std::string& part : parts_of(word)) {
        const std::size_t at = part.rfind('@');
        const std::string date = at == std::string::npos ? "" : part.substr(at);
        name += (name.empty() ? "" : "+") + fs::path(without_date(part)).stem().string() + date;
    }
    return name;
}

GivenOption scenario_option(const std::string& word, const Overrides& overrides, ConfigProblems& problems) {
    ConfigProblems told_below;
    return {stem_of(word),
            word,
            draft_scenario(word, {}, told_below).title,
            std::nullopt,
            draft_scenario(word, overrides, problems),
            false};
}

GivenOption read_option(const std::string& word, const GivenOption& reference, const Overrides& overrides,
                        ConfigProblems& problems) {
    if (is_run_file(word)) return finished(word);
    const std::vector<std::string> parts = parts_of(word);
    std::error_code none;
    const bool all_policies =
        !fs::is_regular_file(word, none) ? std::all_of(parts.begin(), parts.end(), is_policy) : is_policy(word);
    if (!all_policies && parts.size() > 1 && !fs::is_regular_file(word, none)) {
        for (const std::string& part : parts)
            if (!is_policy(part)) find_config(without_date(part), ConfigKind::policy);  // says which and what is known
    }
    if (!all_policies) return scenario_option(word, overrides, problems);
    if (reference.run)
        throw InputError(
            fmt::format("{}: a policy is laid over the reference's scenario, and {} is a finished run: give "
                        "the scenario it was made from in its place",
                        word, reference.given));
    const std::vector<std::string> policies = fs::is_regular_file(word, none) ? std::vector{word} : parts;
    Overrides alone, more = overrides;
    alone.policies = policies;
    more.policies.insert(more.policies.end(), policies.begin(), policies.end());
    ConfigProblems told_below;
    const std::string title = draft_scenario(reference.given, alone, told_below).title;
    const std::string before = reference.label + ", but with ";
    return {stem_of(word),
            word,
            title.starts_with(before) ? title.substr(before.size()) : title,
            std::nullopt,
            draft_scenario(reference.given, more, problems),
            true};
}

void tell_apart(std::vector<GivenOption>& options) {
    for (std::size_t i = 0; i < options.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (options[i].name == options[j].name) options[i].name += fmt::format("-{}", i + 1);
}

std::string map_words(const Scenario& scenario) {
    if (scenario.map_file) return scenario.map_file->filename().string();
    if (!scenario.map_config) return "none";
    return fmt::format("{} (seed {})", scenario.map_config->stem().string(), scenario.map_seed);
}

}  // namespace

std::vector<GivenOption> read_options(const std::vector<std::string>& words, const Overrides& overrides,
                                      ConfigProblems& problems) {
    if (words.size() < 2)
        throw InputError("compare: give the reference and at least one option, such as: compare county inclusion-gate");
    std::vector<GivenOption> options;
    // What the line says of years and seed holds for all, and is laid over them in make_alike.
    Overrides shared = overrides;
    shared.years.reset();
    shared.seed.reset();
    shared.replicates.reset();
    for (const std::string& word : words) {
        if (!options.empty())
            options.push_back(read_option(word, options.front(), shared, problems));
        else if (is_run_file(word))
            options.push_back(finished(word));
        else
            options.push_back(scenario_option(word, shared, problems));
    }
    tell_apart(options);
    return options;
}

void set_replicates(Scenario& scenario, std::uint32_t replicates) {
    scenario.replicates = replicates;
    settle(scenario);
}

std::vector<std::string> make_alike(std::vector<GivenOption>& options, const Overrides& overrides,
                                    std::uint32_t replicates, bool map_given) {
    std::vector<std::string> said;
    const auto run =
        std::find_if(options.begin(), options.end(), [](const GivenOption& o) { return o.run.has_value(); });
    Scenario like = *(run == options.end() ? options.front() : *run).scenario;
    if (run != options.end() && run->run) {
        like.seed = run->run->seed;
        like.years = static_cast<int>(run->run->month_count - 1) / months_a_year;
        like.start = run->run->start;
    }
    if (overrides.years) like.years = *overrides.years;
    if (overrides.seed) like.seed = *overrides.seed;
    for (GivenOption& option : options) {
        if (option.run) continue;
        Scenario& scenario = *option.scenario;
        const auto note = [&](std::string_view what, const std::string& own, const std::string& lived) {
            if (own != lived)
                said.push_back(fmt::format("{} has {} {}; all are lived with {}.", option.given, what, own, lived));
        };
        if (!overrides.years) note("years", fmt::format("{}", scenario.years), fmt::format("{}", like.years));
        if (!overrides.seed) note("seed", fmt::format("{}", scenario.seed), fmt::format("{}", like.seed));
        const Scenario& first = *options.front().scenario;
        const bool has_map = scenario.map_file || scenario.map_config;
        if (!map_given && has_map && !options.front().run) note("the map", map_words(scenario), map_words(first));
        scenario.years = like.years;
        scenario.seed = like.seed;
        if (like.start) scenario.start = like.start;
        if (!options.front().run) {
            scenario.map_file = first.map_file;
            scenario.map_config = first.map_config;
            scenario.map_seed = first.map_seed;
        }
        set_replicates(scenario, replicates);
    }
    return said;
}

ChosenOrders choose_orders(std::optional<Orders> asked, const std::vector<GivenOption>& options,
                           ConfigProblems& problems) {
    ChosenOrders chosen;
    if (asked) chosen.rule = *asked, chosen.by = "--orders";
    const OrdersEntry* said = nullptr;
    for (const GivenOption& option : options) {
        if (option.run || option.scenario->orders.empty()) continue;
        const OrdersEntry& entry = option.scenario->orders.back();
        const std::string place = fs::path(entry.where).filename().string();
        if (asked && entry.rule != *asked) {
            chosen.notes.push_back(
                fmt::format("{} says {}; --orders {} holds for all options.", place, entry_words(entry), code(*asked)));
        } else if (!asked && said == nullptr) {
            said = &entry;
            chosen.rule = entry.rule;
            chosen.by = place;
        } else if (!asked && said->rule != entry.rule) {
            problems.add(entry.where, fmt::format("{}, but {} says {}: all options of a comparison are lived by one "
                                                  "rule; give --orders, or change one of them",
                                                  entry_words(entry), said->where, entry_words(*said)));
        }
    }
    std::sort(chosen.notes.begin(), chosen.notes.end());
    chosen.notes.erase(std::unique(chosen.notes.begin(), chosen.notes.end()), chosen.notes.end());
    return chosen;
}

}  // namespace sendscape
