// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include "sim/commands/command.h"
#include "sim/commands/scenario_options.h"
#include "sim/scenario/entry_notes.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"

namespace sendscape {
namespace {

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

/// Reads a scenario and, where it has a map, holds it against that; prints what is in force and what may
/// not be meant. Throws one InputError of all mistakes, whether of values, of dates or of places.
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
    const std::vector<std::string> notes = entry_notes(scenario, bare);
    for (const std::string& note : notes) fmt::print(out, "# {}\n", note);
    fmt::print(out, "# no mistakes found, on the map of {}", bare.name);
    if (!notes.empty()) fmt::print(out, "; but see the {} above", notes.size() == 1 ? "note" : "notes");
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
