// SPDX-License-Identifier: MIT
#include "sim/branch/switch_scenario.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "sim/scenario/housing.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "sim/start/schools.h"

namespace sendscape {
namespace {

/// Replaces the rows from `kept` on by those of `other`.
template <class Agents>
void replace_rows(Agents& agents, std::size_t kept, const Agents& other) {
    std::vector<const void*> columns;
    Agents::for_each_column(other, [&](const auto& column) { columns.push_back(&column); });
    std::size_t next = 0;
    Agents::for_each_column(agents, [&](auto& column) {
        const auto& from = *static_cast<const std::remove_reference_t<decltype(column)>*>(columns[next++]);
        column.values().resize(kept);
        column.values().insert(column.end(), from.begin() + static_cast<std::ptrdiff_t>(kept), from.end());
    });
}

/// Schools as they are at the start. That is all there is to schools that have not opened, since their draws depend on
/// nothing but their row.
Schools schools_at_start(const Map& map, const Scenario& scenario, const Draws& draws) {
    Schools schools;
    for (std::size_t row = 0; row < map.schools.size(); ++row) schools.append();
    start_schools(map, starting_parameters(scenario).placement, draws, Pupils(), schools);
    return schools;
}

}  // namespace

void turn_to(World& world, const Scenario& other, std::shared_ptr<const Map> prepared_map) {
    world.map = std::move(prepared_map);
    const Map& map = *world.map;
    const auto to_open = std::count_if(other.provision.begin(), other.provision.end(), [&](const ProvisionChange& o) {
        return o.kind == ProvisionChange::Kind::open_school && in_force_from(o) > world.month;
    });
    // Schools that openings bring are the map's last, in order of date.
    const std::size_t known = map.schools.size() - static_cast<std::size_t>(to_open);
    if (to_open > 0 || world.schools.size() != known)
        replace_rows(world.schools, known, schools_at_start(map, other, world.draws));
    const std::vector<SchoolId> sites = sites_of(map, other.provision);
    for (std::size_t row = 0; row < map.schools.size(); ++row)
        world.schools.closes[SchoolId(row)] = map.schools[row].closes.index;
    for (std::size_t i = 0; i < other.provision.size(); ++i)
        if (other.provision[i].kind == ProvisionChange::Kind::close_school)
            world.schools.closes[sites[i]] = other.provision[i].on.index;

    const auto begun = std::count_if(other.homes.begin(), other.homes.end(),
                                     [&](const HomesBuilt& homes) { return homes.on <= world.month; });
    replace_rows(world.developments, static_cast<std::size_t>(begun), make_developments(map, other.homes, world.start));
}

}  // namespace sendscape
