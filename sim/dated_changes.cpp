// SPDX-License-Identifier: MIT
#include "sim/dated_changes.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include "agents/schools/bases.h"
#include "agents/schools/rolls.h"
#include "agents/step.h"
#include "sim/core/parallel.h"
#include "sim/parameters.h"
#include "sim/scenario/admission_authorities.h"
#include "sim/scenario/capital.h"
#include "sim/scenario/prepare_map.h"
#include "sim/start/assumptions.h"

namespace sendscape {
namespace {

void add_places(Schools& schools, SchoolId site, const ProvisionChange& change, Setting setting, int delta) {
    if (delta == 0) return;
    if (is_base(change.setting)) {
        add_base_places(schools, site, change.phase == Phase::primary ? 0 : 1, delta, {change.setting, change.needs});
        return;
    }
    if (setting == Setting::mainstream) {
        if (change.kind == ProvisionChange::Kind::grow) schools.capacity[site] += delta;
        return;
    }
    // A school named over its number goes as far over as it did; a new one to the median, 1.12 of its places.
    const std::int64_t before = schools.commissioned_places[site];
    const std::int64_t ceiling = schools.ceiling[site];
    schools.commissioned_places[site] += delta;
    schools.capacity[site] += delta;
    schools.ceiling[site] += static_cast<std::int32_t>(
        before > 0 && ceiling >= before ? delta * ceiling / before : delta * std::int64_t{112} / 100);
}

/// Capital falls on the authority of the school, in the month in which places open.
void charge_capital(World& world, const ProvisionChange& change, SchoolId site) {
    const School& school = world.map->school(site);
    const auto cost = capital_of(change, school.setting, world.parameters.authority);
    if (cost && school.authority.value < world.authorities.size())
        world.authorities.built[school.authority][capital_kind(change, school.setting)] += pounds(*cost);
}

/// An amalgamation: the number that is offered goes over with the round of offers before, places and children on the
/// day. Children whose year the other school does not teach are left to be placed as at any closure.
void amalgamate(World& world, SchoolId from, SchoolId into, bool offers_begin, bool closes) {
    Schools& schools = world.schools;
    if (offers_begin && schools.pan[from] > 0 && schools.pan[into] > 0) {
        schools.pan[into] += schools.pan[from];
        schools.pan_determined[into] += schools.pan[from];
    }
    if (!closes) return;
    schools.capacity[into] += schools.capacity[from];
    for (std::size_t phase = 0; phase < schools.base_places[into].size(); ++phase) {
        if (schools.base_places[from][phase] > 0)
            add_base_places(schools, into, phase, schools.base_places[from][phase], base_of(schools, from));
        schools.base_places[from][phase] = 0;
    }
    const Parallel alone(1);
    const Step step{*world.map, world.month, world.draws, alone, world.events};
    for (std::uint32_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        if (world.pupils.next_school[p] == from) world.pupils.next_school[p] = into;
        if (world.pupils.school[p] != from || !world.pupils.present(p)) continue;
        if (!world.map->school(into).teaches(world.pupils.ncy[p])) continue;
        place(world.pupils, schools, step, world.home(p), p, world.pupils.setting[p], into);
    }
}

}  // namespace

void apply_dated(World& world, const std::vector<ParameterChange>& changes,
                 const std::vector<ProvisionChange>& provision, const std::vector<CriteriaChange>& criteria) {
    const Month month = world.month;
    const bool starting = month == world.start;
    for (auto& kinds : world.authorities.built.values()) kinds = {};
    for (const ParameterChange& change : changes) {
        if (change.from != month && !(starting && change.from < month)) continue;
        const std::span<double> field = find_parameter(change.key)->field(world.parameters);
        for (std::size_t i = 0; i < field.size(); ++i)
            field[i] = change.values.size() == 1 ? change.values[0] : change.values[i];
    }
    if (starting) draw_assumptions(world, changes);
    if (starting || criteria_change(changes, criteria, month, provision))
        world.criteria = determined_criteria(*world.map, changes, criteria, month, provision);
    const bool any = std::any_of(provision.begin(), provision.end(), [&](const ProvisionChange& o) {
        return starting || (month >= o.on && month - o.on <= o.months_to_full()) || month == in_force_from(o);
    });
    if (!any) return;
    const std::vector<SchoolId> sites = sites_of(*world.map, provision);
    Schools& schools = world.schools;
    for (std::size_t i = 0; i < provision.size(); ++i) {
        const ProvisionChange& change = provision[i];
        const SchoolId site = sites[i];
        const bool due = month == change.on || (starting && change.on < month);
        if (month == change.on && !starting && builds(change)) charge_capital(world, change, site);
        switch (change.kind) {
            case ProvisionChange::Kind::open_school:
                if (starting) schools.opens[site] = change.on.index;
                if (starting && change.pan > 0) schools.pan_given[site] = 1;
                [[fallthrough]];
            case ProvisionChange::Kind::open_base:
            case ProvisionChange::Kind::grow:
                add_places(schools, site, change, world.map->school(site).setting,
                           change.available(month) - (starting ? 0 : change.available(month - 1)));
                break;
            case ProvisionChange::Kind::close_school:
                // A closure is published a year or more ahead: everybody plans with it.
                if (starting) schools.closes[site] = change.on.index;
                if (change.into != 0)
                    amalgamate(world, site, school_of(*world.map, change.into), month == in_force_from(change),
                               month == change.on);
                break;
            case ProvisionChange::Kind::close_base:
                if (due) schools.base_places[site][change.phase == Phase::primary ? 0 : 1] = 0;
                break;
            case ProvisionChange::Kind::set_pan:
                if (due || month == in_force_from(change)) {
                    schools.pan[site] = change.pan > 0 ? change.pan : -1;
                    schools.pan_determined[site] = schools.pan[site];
                    schools.pan_given[site] = 1;
                }
                break;
        }
    }
}

}  // namespace sendscape
