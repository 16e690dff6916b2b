// SPDX-License-Identifier: MIT
#include "sim/scenario/entry_notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/core/error.h"
#include "sim/parameters.h"
#include "sim/scenario/admission_authorities.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/unlikely_sizes.h"

namespace sendscape {
namespace {

template <class Entry>
void add_late(std::vector<std::string>& lines, const std::vector<Entry>& entries, Month end) {
    for (const Entry& entry : entries)
        if (takes_effect(entry) > end)
            lines.push_back(
                fmt::format("{}: {} does nothing in this run: it would first count in {}, and the run ends "
                            "in {}",
                            entry.where, entry_words(entry), to_text(takes_effect(entry)), to_text(end)));
}

bool dated(const ParameterChange& change) { return change.from != Month(0); }
bool dated(const CriteriaChange&) { return true; }
bool dated(const AuthorityEntry&) { return true; }  // one at a time, whatever the month
bool dated(const OrdersEntry&) { return true; }
/// Of openings, growths and closures two that are equal add up or are refused; an admission number is replaced.
bool dated(const ProvisionChange& change) { return change.kind == ProvisionChange::Kind::set_pan; }

template <class Entry>
void add_replaced(std::vector<std::string>& lines, const std::vector<Entry>& entries) {
    for (std::size_t i = 0; i < entries.size(); ++i)
        for (std::size_t later = i + 1; later < entries.size() && dated(entries[i]); ++later) {
            if (!contradict(entries[i], entries[later])) continue;
            lines.push_back(fmt::format("{}: {} takes the place of the one at {}", entries[later].where,
                                        entry_words(entries[later]), entries[i].where));
            break;
        }
}

std::string list_text(const std::vector<double>& values) {
    std::string text;
    for (const double value : values) text += (text.empty() ? "" : ", ") + number_text(value);
    return "[" + text + "]";
}

/// A list of values at a later date holds whole: what the earlier one set and the later leaves at its default is
/// undone.
void add_lists_replaced(std::vector<std::string>& lines, const std::vector<ParameterChange>& changes) {
    for (std::size_t later = 1; later < changes.size(); ++later) {
        const ParameterChange& now = changes[later];
        const ParameterRow* const row = find_parameter(now.key);
        if (now.values.size() < 2 || row == nullptr || row->unit == Unit::names_in_order) continue;
        for (std::size_t i = later; i-- > 0;) {  // in order of date
            const ParameterChange& before = changes[i];
            if (before.key != now.key || before.from == now.from) continue;
            if (before.values != now.values)
                lines.push_back(fmt::format(
                    "{}: {} = {} takes the place of the whole list {} in force {} ({}): values of one list and of "
                    "another do not add up, so repeat what shall go on",
                    now.where, entry_words(now), list_text(now.values), list_text(before.values),
                    before.from == Month(0) ? "from the start" : "from " + to_text(before.from), before.where));
            break;
        }
    }
}

/// Criteria of an authority none of whose schools on the map are in the area.
void add_neighbours(std::vector<std::string>& lines, const std::vector<CriteriaChange>& criteria, const Map& map) {
    for (const CriteriaChange& change : criteria) {
        if (change.urn != 0) continue;
        const std::vector<SchoolId> schools = schools_of(map, change);
        if (std::none_of(schools.begin(), schools.end(), [&](SchoolId id) { return map.school(id).in_area; }))
            lines.push_back(
                fmt::format("{}: authority {} is a neighbour of the area: only its schools near the border are on the "
                            "map ({} of those that go by its criteria)",
                            change.where, change.authority, schools.size()));
    }
}

/// How new special schools fill: those whose places are all there on the day, and those whose entry does not say.
void add_filling(std::vector<std::string>& lines, const std::vector<ProvisionChange>& provision) {
    for (const ProvisionChange& change : provision) {
        if (change.kind != ProvisionChange::Kind::open_school || !is_special(change.setting) ||
            change.places <= opened_at_once)
            continue;
        if (change.yearly_parts)
            lines.push_back(fmt::format(
                "{}: the {} places of the new special school open in three yearly parts, {} of them in {}; ramp_months "
                "= MONTHS opens them evenly over so many months, ramp_months = 1 all at once",
                change.where, change.places, change.available(change.on), to_text(change.on)));
        else if (change.ramp_months <= 1)
            lines.push_back(
                fmt::format("{}: all {} places of the new special school are there in {}; such a school mostly fills "
                            "over some years: without ramp_months it opens in three yearly parts",
                            change.where, change.places, to_text(change.on)));
    }
}

}  // namespace

std::vector<std::string> entry_notes(const Scenario& scenario, const Map& prepared_map) {
    const Month end = scenario.start.value_or(prepared_map.census) + scenario.years * 12;
    std::vector<std::string> lines = scenario.replaced;
    add_late(lines, scenario.changes, end);
    add_late(lines, scenario.provision, end);
    add_late(lines, scenario.criteria, end);
    add_late(lines, scenario.homes, end);
    add_lists_replaced(lines, scenario.changes);
    add_filling(lines, scenario.provision);
    add_neighbours(lines, scenario.criteria, prepared_map);
    for (std::string& line : idle_catchments(prepared_map, scenario)) lines.push_back(std::move(line));
    for (std::string& line : unlikely_sizes(scenario, prepared_map)) lines.push_back(std::move(line));
    return lines;
}

std::vector<std::string> notes_of_orders(const Scenario& scenario) {
    std::vector<std::string> lines;
    for (const OrdersEntry& entry : scenario.orders)
        lines.push_back(
            entry.rule == Orders::none
                ? fmt::format(
                      "{}: {}: the authority orders no places of its own; what is on order at the start and the "
                      "scenario's own openings still open",
                      entry.where, entry_words(entry))
                : fmt::format("{}: {} counts where 'sendscape compare' lays options side by side; in a run the "
                              "authority orders by the scenario's parameters (--policy no-new-places: nothing)",
                              entry.where, entry_words(entry)));
    return lines;
}

void note_replaced(Scenario& scenario) {
    scenario.replaced.clear();
    add_replaced(scenario.replaced, scenario.changes);
    add_replaced(scenario.replaced, scenario.provision);
    add_replaced(scenario.replaced, scenario.criteria);
    add_replaced(scenario.replaced, scenario.authorities);
    add_replaced(scenario.replaced, scenario.orders);
}

}  // namespace sendscape
