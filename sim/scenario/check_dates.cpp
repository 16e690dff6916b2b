// SPDX-License-Identifier: MIT
#include "sim/scenario/check_dates.h"

#include <fmt/format.h>

namespace sendscape {

void add_start_problem(const Scenario& scenario, Month census, ConfigProblems& problems) {
    if (!scenario.start) return;
    const int years = scenario.start->year() - census.year();
    if (years < -1 || years > 5)
        problems.add(scenario.start_where,
                     fmt::format("start = \"{}\": the map is of the census of {}, and a run starts from a year "
                                 "before it to five years after",
                                 to_text(*scenario.start), to_text(census)));
}

void add_date_problems(const Scenario& scenario, Month start, ConfigProblems& problems) {
    const auto take = [&](const std::string& where, const std::string& what, Month on, std::string_view instead) {
        if (on < start)
            problems.add(where, fmt::format("{} is dated {}, before the run starts in {}: {}", what, to_text(on),
                                            to_text(start), instead));
    };
    for (const ParameterChange& change : scenario.changes)
        if (change.from != Month(0))
            take(change.where, change.key, change.from, "leave the date out to have it from the start");
    for (const ProvisionChange& change : scenario.provision)
        take(change.where, "this", change.on,
             "what has happened by then belongs in the map (--provision of 'sendscape map build')");
    for (const CriteriaChange& change : scenario.criteria)
        if (change.on != Month(0))
            take(change.where, "this", change.on, "date it to the September that its first round offers places for");
    for (const HomesBuilt& homes : scenario.homes)
        take(homes.where, "this", homes.on, "what stands by then is in its census; write the homes still to come");
}

}  // namespace sendscape
