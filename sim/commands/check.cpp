// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include "sim/commands/command.h"
#include "sim/commands/scenario_options.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"

namespace sendscape {
namespace {

/// Says what is dated after the last month; returns how many such dates there are. A shorter run of a longer plan is no
/// mistake, so this is none.
int tell_late_dates(const Scenario& scenario, Month start, std::ostream& out) {
    const Month last = start + scenario.years * 12;
    int late = 0;
    const auto tell = [&](const std::string& where, Month on) {
        if (on <= last) return;
        ++late;
        fmt::print(out, "# {}: dated {}, after the run ends in {}: nothing comes of it\n", where, to_text(on),
                   to_text(last));
    };
    for (const ParameterChange& change : scenario.changes) tell(change.where, change.from);
    for (const ProvisionChange& change : scenario.provision) tell(change.where, change.on);
    for (const CriteriaChange& change : scenario.criteria) tell(change.where, change.on);
    for (const HomesBuilt& homes : scenario.homes) tell(homes.where, homes.on);
    return late;
}

/// Where the map has what the scenario names only by place: schools that will open, zones that will have homes.
void tell_places(const Map& prepared, const Scenario& scenario, std::ostream& out) {
    const std::vector<SchoolId> sites = sites_of(prepared, scenario.provision);
    for (std::size_t i = 0; i < sites.size(); ++i)
        fmt::print(out, "# {} {}: {} (URN {})\n", to_text(scenario.provision[i].on), scenario.provision[i].label,
                   prepared.school(sites[i]).name, prepared.school(sites[i]).urn);
    const std::vector<ZoneId> zones = zones_of(prepared, scenario.homes);
    for (std::size_t i = 0; i < zones.size(); ++i)
        fmt::print(out, "# {} {}: zone {}\n", to_text(scenario.homes[i].on), homes_text(scenario.homes[i]),
                   prepared.zone(zones[i]).code);
}

/// Reads a scenario and, where it has a map, holds it against that; prints what is in force, and what is dated after
/// the run ends. Throws one InputError of all mistakes, whether of values, of dates or of places.
int run_check(const Given& given, std::ostream& out, std::ostream& /*err*/) {
    const std::string name = given.text("SCENARIO");
    const Overrides overrides = overrides_of(given);
    const auto map_file = given.path("--map");
    const int threads = given.threads();
    ConfigProblems problems;
    const Scenario scenario = draft_scenario(name, overrides, problems);
    if (!map_file && !scenario.map_file && !scenario.map_config) {
        problems.throw_if_any();
        out << scenario.effective_toml << "# no mistakes found; it has no map of its own to be held against (--map)\n"
            << std::flush;
        return 0;
    }
    const Parallel parallel(threads);
    const Map bare = checked_map(scenario, map_file, problems, parallel);
    out << scenario.effective_toml;
    tell_places(prepare_map(bare, scenario.provision, parallel), scenario, out);
    const int late = tell_late_dates(scenario, scenario.start.value_or(bare.census), out);
    fmt::print(out, "# no mistakes found, on the map of {}", bare.name);
    if (late > 0)
        fmt::print(out, "; but {} after the end of the run",
                   late == 1 ? "one date is" : fmt::format("{} dates are", late));
    out << '\n' << std::flush;
    return 0;
}

}  // namespace

CommandRow check_row() {
    return {"check", "Read a scenario, say what is wrong with it or what is in force",
            "  sendscape check county --policy two-new-bases\n  sendscape check mine.toml --map trafford.h5\n",
            scenario_options(), run_check};
}

}  // namespace sendscape
