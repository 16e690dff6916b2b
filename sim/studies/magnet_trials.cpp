// SPDX-License-Identifier: MIT
#include "sim/studies/magnet_trials.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sendscape {
namespace {

constexpr std::array links{
    MagnetLink{"P20-cut-families", "families choose by word of inclusion"},
    MagnetLink{"P20-cut-word-of-mouth", "families tell one another of schools"},
    MagnetLink{"P20-cut-naming", "plans name schools of good repute"},
    MagnetLink{"P20-cut-bases", "a base adds to a school's name"},
    MagnetLink{"P20-cut-asking", "inclusive schools ask for more plans"},
    MagnetLink{"P20-cut-strain-requests", "unmet need raises requests"},
    MagnetLink{"P20-cut-contagion", "families hear of plans from families"},
    MagnetLink{"P20-cut-handing-on", "inclusive schools hand fewer on to special"},
    MagnetLink{"P20-cut-flight", "other families leave strained schools"},
    MagnetLink{"P20-cut-deflection", "strained schools turn children away"},
    MagnetLink{"P20-cut-responses", "strained schools cut, deflect, exclude"},
    MagnetLink{"P20-cut-ethos", "ethos drifts with strain and heads"},
    MagnetLink{"P20-cut-results", "results and inspection feed back"},
};
constexpr std::string_view whole_loop = "P20-no-magnets";
constexpr int month_of_measure = 1;

/// How many schools, `most` at the most, both maps begin with: those that scenarios open stand behind, each in its own
/// order.
std::size_t same_rows(const Map& a, const Map& b, std::size_t most) {
    std::size_t rows = 0;
    while (rows < std::min(most, b.schools.size()) && a.schools[rows].urn == b.schools[rows].urn) ++rows;
    return rows;
}

/// Figures of the Januaries a future lived for itself; those before are the reference's.
using SeenYears = std::vector<std::vector<std::optional<std::vector<SchoolFigures>>>>;

}  // namespace

std::span<const MagnetLink> magnet_links() { return links; }

std::vector<std::string> policies_that_cut_all() {
    std::vector<std::string> names{std::string(whole_loop)};
    for (const MagnetLink& link : links) names.emplace_back(link.policy);
    return names;
}

MagnetTrials live_magnets(const std::vector<MagnetOption>& options, std::uint32_t replicates, const Parallel& parallel,
                          Progress& progress) {
    const OptionToLive& reference = options.front().option;
    MagnetTrials trials;
    trials.map = reference.map;
    trials.title = reference.scenario->title;
    trials.seed = reference.scenario->seed;
    trials.replicates = replicates;
    const Month start = reference.scenario->start.value_or(reference.map->census);
    const Month end = start + reference.scenario->years * months_a_year;
    for (Month month = start; month <= end; ++month)
        if (month.month_of_year() == month_of_measure) trials.januaries.push_back(month);

    std::vector<OptionToLive> to_live;
    std::size_t schools = reference.map->schools.size();
    for (const MagnetOption& option : options) {
        to_live.push_back(option.option);
        schools = same_rows(*reference.map, *option.option.map, schools);
    }
    const std::size_t years = trials.januaries.size();
    std::vector<SeenYears> seen(options.size(), SeenYears(replicates, SeenYears::value_type(years)));
    const auto watch = [&](std::size_t option, std::uint32_t replicate, const World& world) {
        const auto at = std::find(trials.januaries.begin(), trials.januaries.end(), world.month);
        if (at == trials.januaries.end()) return;
        seen[option][replicate][static_cast<std::size_t>(at - trials.januaries.begin())] =
            school_figures(world, schools);
    };
    std::vector<char> apart(options.size(), 0);
    const auto together = static_cast<std::uint32_t>(parallel.threads());
    for (std::uint32_t first = 0; first < replicates; first += together) {
        const std::uint32_t count = std::min(together, replicates - first);
        const std::vector<LivedOption> lived =
            live_options(to_live, Orders::as_reference, first, count, parallel, progress, watch);
        for (std::size_t k = 0; k < lived.size(); ++k)
            if (lived[k].apart_from) apart[k] = 1;
    }
    for (std::size_t k = 0; k < options.size(); ++k) {
        TriedFuture future{options[k].name, options[k].words, options[k].as, {}, k == 0 || apart[k] != 0};
        for (std::uint32_t r = 0; r < replicates; ++r) {
            future.years.emplace_back();
            for (std::size_t y = 0; y < years; ++y)
                future.years.back().push_back(seen[k][r][y] ? *std::move(seen[k][r][y])
                                                            : trials.futures.front().years[r][y]);
        }
        trials.futures.push_back(std::move(future));
    }
    return trials;
}

}  // namespace sendscape
