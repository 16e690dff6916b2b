// SPDX-License-Identifier: MIT
#include "sim/studies/magnet_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/output/run_file.h"
#include "sim/scenario/check_on_map.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/scenario_map.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t magnet_replicates = 10;

/// Who a policy says asks for it where nobody does: a mechanism of the model, cut to see what it does.
constexpr std::string_view nobody = "Nobody";

const PolicyAbout* about_of(const Scenario& policy) {
    return policy.policies.empty() ? nullptr : &policy.policies.front();
}

std::string policy_title(const std::string& name) {
    const Scenario policy = read_policy(name);
    const PolicyAbout* const about = about_of(policy);
    return about != nullptr && !about->title.empty() ? about->title : name;
}

/// The readings of an id such as P08: names that begin with it.
std::vector<std::string> readings_of(const std::string& id) {
    const bool is_id = (id.size() == 2 || id.size() == 3) && (id[0] == 'P' || id[0] == 'p') &&
                       std::all_of(id.begin() + 1, id.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_id) return {};
    std::vector<std::string> names = config_names(ConfigKind::policy);
    const std::string begin = fmt::format("P{:0>2}-", id.substr(1));
    std::erase_if(names, [&](const std::string& name) { return !name.starts_with(begin); });
    return names;
}

/// The scenario lived as an option: so many replicates under the reference's luck.
OptionToLive option_of_magnets(Scenario scenario, const Map& bare, const std::vector<MagnetOption>& others,
                               const Parallel& parallel) {
    OptionToLive option;
    for (const MagnetOption& other : others)
        if (other.option.scenario->provision == scenario.provision) option.map = other.option.map;
    if (!option.map) option.map = std::make_shared<const Map>(prepare_map(bare, scenario.provision, parallel));
    option.scenario = std::make_shared<const Scenario>(std::move(scenario));
    return option;
}

/// Policies dated to begin in a month, whatever their files say.
std::vector<std::string> from_month(const std::vector<std::string>& names, Month month) {
    std::vector<std::string> dated;
    for (const std::string& name : names) dated.push_back(fmt::format("{}@{}", name, to_text(month)));
    return dated;
}

}  // namespace

Scenario MagnetSubject::scenario(const std::vector<std::string>& policies, ConfigProblems& problems) const {
    Overrides more = overrides;
    const auto name_of = [](const std::string& policy) { return policy.substr(0, policy.rfind('@')); };
    for (const std::string& policy : policies) {
        // What is laid over all of them already is not read twice.
        const auto same = [&](const std::string& other) { return name_of(other) == name_of(policy); };
        if (std::none_of(overrides.policies.begin(), overrides.policies.end(), same)) more.policies.push_back(policy);
    }
    if (!run) return draft_scenario(given, more, problems);
    Scenario scenario = recorded_scenario(run->scenario_toml, run->scenario, more, problems);
    scenario.start = run->start;
    return scenario;
}

MagnetSubject magnet_subject(const std::string& word, Overrides overrides) {
    MagnetSubject subject{word, std::nullopt, std::move(overrides)};
    if (fs::path(word).extension() == ".h5") {
        subject.run = read_run(word);
        if (!subject.overrides.seed) subject.overrides.seed = subject.run->seed;
        if (!subject.overrides.years)
            subject.overrides.years = static_cast<int>(subject.run->month_count - 1) / months_a_year;
    }
    if (!subject.overrides.replicates)
        subject.overrides.replicates = subject.run ? subject.run->replicates : magnet_replicates;
    return subject;
}

std::vector<std::string> policies_against_magnets() {
    return {"P03-best-fit-naming", "P07-targeted", "P08-panel-threshold", "P11-gate", "P17-training", "P24-pooling"};
}

std::vector<std::string> policies_named(const std::string& list) {
    std::vector<std::string> names;
    if (list == "all") {
        for (const std::string& name : config_names(ConfigKind::policy)) {
            const Scenario policy = read_policy(name);
            const PolicyAbout* const about = about_of(policy);
            if (about != nullptr && !about->asks.empty() && !about->asks.starts_with(nobody)) names.push_back(name);
        }
        return names;
    }
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        const std::string word = list.substr(at, end - at);
        at = end + 1;
        if (word.empty())
            throw InputError(
                fmt::format("--policies {}: write names or ids with commas between them, such as P08,P11-gate", list));
        std::vector<std::string> readings = readings_of(word);
        if (readings.empty()) {
            find_config(word.substr(0, word.rfind('@')), ConfigKind::policy);  // says which are known
            readings.push_back(word);
        }
        for (std::string& name : readings)
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

std::vector<MagnetOption> magnet_options(const MagnetSubject& subject, const std::vector<std::string>& policies,
                                         bool spare, const std::optional<fs::path>& map, const Parallel& parallel,
                                         std::vector<std::string>& notes) {
    ConfigProblems problems;
    Scenario reference = subject.scenario({}, problems);
    if (subject.run && !map && !reference.map_file && !reference.map_config)
        throw InputError(
            fmt::format("{} holds no whole map, only where its schools lie: give the map file it was made on with "
                        "--map (of {}, digest "
                        "{:.12})",
                        subject.given, subject.run->map->name, subject.run->map_digest));
    const Map bare = checked_map(reference, map, problems, parallel);
    if (subject.run && bare.digest != subject.run->map_digest)
        throw InputError(
            fmt::format("{} was made on another map than this one (digests {:.12} and {:.12}): give the map it was "
                        "made on with --map",
                        subject.given, subject.run->map_digest, bare.digest));
    const Month first_lived = reference.start.value_or(bare.census) + 1;
    std::vector<MagnetOption> options;
    options.push_back(
        {"reference", reference.title, TriedAs::reference, option_of_magnets(reference, bare, {}, parallel)});
    const auto add = [&](std::string name, std::string words, TriedAs as, const std::vector<std::string>& laid,
                         bool may_be_left_out) {
        stop_if_asked();
        ConfigProblems own;
        std::optional<std::string> refused;
        try {
            Scenario scenario = subject.scenario(laid, own);
            add_map_problems(scenario, bare, own);
            own.throw_if_any();
            options.push_back({std::move(name), std::move(words), as,
                               option_of_magnets(std::move(scenario), bare, options, parallel)});
        } catch (const InputError& error) {
            if (!may_be_left_out) throw;
            notes.push_back(fmt::format("{} was not tried: {}", name, error.what()));
        }
    };
    add("every link", "every link of the loop cut", TriedAs::all_cut, from_month(policies_that_cut_all(), first_lived),
        false);
    for (const MagnetLink& link : magnet_links())
        add(std::string(link.policy), std::string(link.words), TriedAs::link,
            from_month({std::string(link.policy)}, first_lived), false);
    for (const std::string& policy : policies)
        add(policy, policy_title(policy.substr(0, policy.rfind('@'))), TriedAs::policy, {policy}, spare);
    return options;
}

}  // namespace sendscape
