// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>

#include "sim/commands/command.h"
#include "sim/core/error.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/studies/policies_page.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

/// A policy as it was asked for: by name, id or path.
struct Asked {
    std::string as;
    Scenario policy;
};

/// The policies asked for, or all, by who asks for them.
std::vector<Asked> policies_asked(const Given& given) {
    std::vector<Asked> policies;
    const std::vector<std::string>& asked = given.all("POLICY");
    ConfigProblems problems;
    for (const std::string& name : asked.empty() ? config_names(ConfigKind::policy) : asked) {
        policies.push_back({name, read_policy(name)});
        check_aims(policies.back().policy, problems);
    }
    problems.throw_if_any();
    std::stable_sort(policies.begin(), policies.end(),
                     [](const Asked& a, const Asked& b) { return asked_before(a.policy, b.policy); });
    return policies;
}

std::vector<MeasuredPart> parts_of(const Scenario& policy) {
    std::vector<MeasuredPart> parts;
    if (!policy.policies.empty())
        for (const Aim& aim : policy.policies.front().moves) parts.push_back(measured_part(aim.measure, aim.position));
    return parts;
}

std::optional<Month> told_in(const Asked& asked) {
    return asked.policy.policies.empty() ? std::nullopt : asked.policy.policies.front().shown_in;
}

/// A policy tried under another value of what it rests on: of both runs, unless it is the policy's own lever.
Trial under_assumption(const Asked& asked, const Assumption& on, double value) {
    Trial trial{asked.as, {}, {}, parts_of(asked.policy), told_in(asked)};
    const std::string setting = fmt::format("{}={}", on.parameter, number_text(value));
    for (const ParameterChange& change : asked.policy.changes)
        if (change.key == on.parameter)
            trial.with_settings.push_back(change.from == Month(0) ? setting : setting + "@" + to_text(change.from));
    if (trial.with_settings.empty()) trial.settings.push_back(setting);
    return trial;
}

/// Trials of each policy on its aims and the headline numbers, then at both ends of its assumption.
std::vector<Trial> trials_of(const std::vector<Asked>& policies, bool assumptions) {
    std::vector<Trial> trials;
    for (const Asked& asked : policies) {
        Trial trial{asked.as, {}, {}, parts_of(asked.policy), told_in(asked)};
        for (MeasuredPart& part : headline_parts()) trial.parts.push_back(std::move(part));
        trials.push_back(std::move(trial));
    }
    if (!assumptions) return trials;
    for (const Asked& asked : policies) {
        const std::vector<PolicyAbout>& about = asked.policy.policies;
        if (about.empty() || !about.front().assumption) continue;
        const Assumption& on = *about.front().assumption;
        for (const double value : {on.least, on.most}) trials.push_back(under_assumption(asked, on, value));
    }
    return trials;
}

/// A county to live in: the map given, or the scenario's own.
std::shared_ptr<const Map> map_of(const std::string& name, const std::optional<fs::path>& file,
                                  const Parallel& parallel) {
    ConfigProblems problems;
    const Scenario scenario = draft_scenario(name, {}, problems);
    return std::make_shared<const Map>(checked_map(scenario, file, problems, parallel));
}

/// The county in the school years of which a share of pupils with plans was published (Schools White Paper, February
/// 2026), as it is and under the White Paper. Years that begin before the map's census, or at it, are left out.
std::vector<PathPoint> white_paper_path(TrialPlan plan, const Parallel& parallel, std::ostream& err, bool quiet) {
    struct Published {
        int january;
        std::string_view school_year;
        double share;
    };
    constexpr std::array published{Published{2030, "2029-30", 0.077}, Published{2035, "2034-35", 0.047}};
    const std::vector<MeasuredPart> parts{measured_part("pupils_with_plan"), measured_part("pupils_on_roll")};
    std::vector<PathPoint> path;
    for (const Published& point : published) {
        plan.years = point.january - plan.bare->census.year();
        if (plan.years < 1) continue;
        const auto effects =
            try_policies(plan, {{"white-paper-2026", {}, {}, parts, {}}, {"white-paper-2026-path", {}, {}, parts, {}}},
                         parallel, err, quiet);
        const auto share = [](const std::vector<Effect>& of, bool with) {
            const double plans = of[0].without + (with ? of[0].difference : 0);
            const double pupils = of[1].without + (with ? of[1].difference : 0);
            return pupils > 0 ? plans / pupils : 0;
        };
        path.push_back({std::string(point.school_year), point.share, share(effects[0], false), share(effects[0], true),
                        share(effects[1], true)});
    }
    return path;
}

int run_policies(const Given& given, std::ostream& out, std::ostream& err) {
    const bool quiet = given.on("--quiet"), force = given.on("--force");
    const auto page_file = given.path("--out");
    if (page_file) check_output_file(*page_file, force);
    const Parallel parallel(given.threads());
    std::vector<Asked> policies = policies_asked(given);
    TrialPlan plan;
    plan.scenario = given.text("--scenario");
    plan.years = static_cast<int>(*given.whole("--years"));
    plan.pairs = static_cast<std::uint32_t>(*given.whole("--replicates"));
    plan.bare = map_of(plan.scenario, given.path("--map"), parallel);
    PoliciesTold told;
    told.area = plan.bare->name;
    told.scenario = read_scenario(plan.scenario).title;
    told.years = plan.years;
    told.pairs = plan.pairs;
    told.january = long_name(plan.bare->census + plan.years * months_a_year);
    const auto effects = try_policies(plan, trials_of(policies, true), parallel, err, quiet);
    std::size_t at_ends = policies.size();
    for (std::size_t i = 0; i < policies.size(); ++i) {
        PolicyTold one;
        const auto aims = static_cast<std::ptrdiff_t>(parts_of(policies[i].policy).size());
        one.aims.assign(effects[i].begin(), effects[i].begin() + aims);
        one.headline.assign(effects[i].begin() + aims, effects[i].end());
        const std::vector<PolicyAbout>& about = policies[i].policy.policies;
        if (!about.empty() && about.front().assumption) {
            one.least = effects[at_ends++];
            one.most = effects[at_ends++];
        }
        one.policy = policies[i].policy;
        told.policies.push_back(std::move(one));
    }
    if (given.all("POLICY").empty()) told.path = white_paper_path(plan, parallel, err, quiet);
    if (const auto elsewhere = given.path("--beside")) {
        plan.scenario = "status-quo";
        plan.bare = map_of(plan.scenario, elsewhere, parallel);
        told.elsewhere = plan.bare->name;
        told.pairs_elsewhere = plan.pairs;
        std::vector<Asked> elsewhere_too;
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < told.policies.size(); ++i) {
            // Policies that name an area of the county have none there.
            if (!told.policies[i].policy.provision.empty() || !told.policies[i].policy.homes.empty()) continue;
            rows.push_back(i);
            elsewhere_too.push_back(policies[i]);
        }
        auto there = try_policies(plan, trials_of(elsewhere_too, false), parallel, err, quiet);
        for (std::size_t i = 0; i < rows.size(); ++i) told.policies[rows[i]].elsewhere = std::move(there[i]);
    }
    const std::string page = policies_page(told);
    if (!page_file) {
        out << page << std::flush;
        return 0;
    }
    write_file(*page_file, bytes_of(page), force);
    if (!quiet) fmt::print(err, "Written: {}\n", page_file->string());
    return 0;
}

}  // namespace

CommandRow policies_row() {
    return {"policies",
            "Try each policy beside the same county without it and tell what it moves",
            "  sendscape policies P07-threshold P09-psychologists\n"
            "  sendscape policies --out docs/policies.md --beside trafford.h5 --force\n",
            {
                {.name = "POLICY",
                 .help = "policies by name or id (default: all that can be found)",
                 .takes = Takes::several},
                {.name = "--scenario", .value = "NAME", .help = "what they are laid over", .otherwise = "county"},
                {.name = "--map", .value = "MAP.h5", .help = "map to try them on (default: the scenario's own)"},
                {.name = "--beside", .value = "MAP.h5", .help = "a second map to try them on, under status-quo"},
                {.name = "--years",
                 .value = "N",
                 .help = "years lived, 2 to 30 (default 6): effects are those of the last January",
                 .otherwise = "6",
                 .least = 2,
                 .most = 30},
                {.name = "--replicates",
                 .value = "N",
                 .help = "pairs of runs, 2 to 1000 (default 10)",
                 .otherwise = "10",
                 .least = 2,
                 .most = 1000},
                threads_option,
                {.name = "--out", .value = "FILE.md", .help = "page to write (default: standard output)"},
                force_of("--out"),
                quiet_option,
            },
            run_policies};
}

}  // namespace sendscape
