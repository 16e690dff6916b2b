// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sim/commands/command.h"
#include "sim/commands/scenario_options.h"
#include "sim/output/aims.h"
#include "sim/scenario/admission_authorities.h"
#include "sim/scenario/authority_figures.h"
#include "sim/scenario/entry_notes.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/provision_text.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"

namespace sendscape {
namespace {

/// ", was 285": the admission number before an entry, of an earlier one or of the map; empty of other entries.
std::string number_before(const std::vector<ProvisionChange>& provision, const ProvisionChange& change,
                          const School& site) {
    if (change.kind != ProvisionChange::Kind::set_pan) return {};
    const ProvisionChange* before = nullptr;
    for (const ProvisionChange& other : provision)
        if (other.kind == change.kind && other.urn == change.urn && other.on < change.on &&
            (!before || other.on > before->on))
            before = &other;
    if (before) return fmt::format(", was {}", before->pan);
    return site.pan > 0 ? fmt::format(", was {}", site.pan) : ", where the map has no number";
}

/// What the scenario dates at places of the map, in order of date: what opens, grows and closes where, with the URN or
/// the zone that the map found for it.
void tell_places(const Map& prepared, const Scenario& scenario, std::ostream& out) {
    std::vector<std::pair<Month, std::string>> timeline;
    const std::vector<SchoolId> sites = sites_of(prepared, scenario.provision);
    for (std::size_t i = 0; i < sites.size(); ++i) {
        const ProvisionChange& change = scenario.provision[i];
        const School& site = prepared.school(sites[i]);
        timeline.emplace_back(change.on, fmt::format("{}{} (URN {})", provision_text(change, site, prepared),
                                                     number_before(scenario.provision, change, site), site.urn));
    }
    const std::vector<ZoneId> zones = zones_of(prepared, scenario.homes);
    for (std::size_t i = 0; i < zones.size(); ++i)
        timeline.emplace_back(scenario.homes[i].on,
                              fmt::format("{} (zone {})", homes_text(scenario.homes[i]), prepared.zone(zones[i]).code));
    std::stable_sort(timeline.begin(), timeline.end(),
                     [](const auto& one, const auto& other) { return one.first < other.first; });
    for (const auto& [on, text] : timeline) fmt::print(out, "# {} {}\n", to_text(on), text);
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
    check_aims(scenario, problems);
    if (!map_file && !scenario.map_file && !scenario.map_config) {
        problems.throw_if_any();
        out << scenario.effective_toml << "# no mistakes found; it has no map of its own to be held against (--map)\n"
            << std::flush;
        return 0;
    }
    const Parallel parallel(threads);
    const Map bare = checked_map(scenario, map_file, problems, parallel);
    out << scenario.effective_toml;
    const Map prepared = prepare_map(bare, scenario.provision, parallel);
    tell_places(prepared, scenario, out);
    for (const Authority& authority : prepared.authorities)
        if (const std::string figures = figures_text(authority.figures); !figures.empty())
            fmt::print(out, "# {} ({}), taken as given: {}\n", authority.name, authority.code, figures);
    for (const std::string& rule : criteria_in_use(prepared, scenario)) fmt::print(out, "# {}\n", rule);
    std::vector<std::string> notes = entry_notes(scenario, prepared);
    for (std::string& note : notes_of_orders(scenario)) notes.push_back(std::move(note));
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
