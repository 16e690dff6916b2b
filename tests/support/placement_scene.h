// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "agents/families/families.h"
#include "agents/placement/naming.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/rolls.h"
#include "agents/schools/schools.h"
#include "agents/step.h"
#include "tests/support/small_map.h"

namespace sendscape::testing {

/// The small map with schools as described and no children but those a test adds: five rows test a behaviour.
struct PlacementScene {
    std::shared_ptr<const Map> map;
    Pupils pupils;
    Families families;
    Schools schools;
    Draws draws{1, 0};
    Parallel parallel{1};
    EventLog events;
    PlacementParameters parameters;
    LoopSwitches loops;
    Authorities authorities;
    std::vector<std::vector<FeederLink>> links;  ///< where schools' leavers go on; none unless a test says so

    explicit PlacementScene(std::shared_ptr<const Map> on = small_map()) : map(std::move(on)) {
        for (const School& school : map->schools) {
            const SchoolId s = schools.append();
            schools.pan[s] = school.pan;
            schools.capacity[s] = school.capacity;
            schools.commissioned_places[s] = schools.ceiling[s] = school.commissioned_places;
            schools.base_places[s] = school.base_places;
            schools.base_needs[s] = school.base_needs;
            schools.base_kind[s] = school.base_kind;
        }
        Authorities::for_each_column(authorities, [&](auto& column) { column.resize(map->authorities.size()); });
        for (std::uint32_t zone = 0; zone < map->zones.size(); ++zone) families.zone[families.append()] = ZoneId(zone);
    }
    /// A child with a plan; families are one a zone, so that `zone` is its family's row.
    PupilId add(int ncy, RequiredProvision required, Setting setting, SchoolId school = SchoolId{},
                std::uint32_t zone = 0, Need need = Need::asd) {
        const PupilId p = pupils.append();
        pupils.family[p] = FamilyId(zone);
        pupils.ncy[p] = static_cast<std::int8_t>(ncy);
        pupils.provision[p] = Provision::plan;
        pupils.required[p] = required;
        pupils.setting[p] = setting;
        pupils.school[p] = school;
        pupils.recorded[p] = need;
        pupils.severity[p] = 0.5F;
        return p;
    }
    Step step(Month month) { return Step{*map, month, draws, parallel, events}; }
    NamingRules rules() { return {parameters, loops, authorities, {}, {}, {}, links}; }
    void name(Month month) {
        recount(pupils, schools);
        name_settings(step(month), pupils, families, schools, rules());
    }
};

}  // namespace sendscape::testing
