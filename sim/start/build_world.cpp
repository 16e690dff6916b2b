// SPDX-License-Identifier: MIT
#include "sim/start/build_world.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <type_traits>
#include <vector>

#include "agents/accountability/results.h"
#include "agents/authority/high_needs.h"
#include "agents/authority/payments.h"
#include "agents/families/network.h"
#include "agents/families/word_of_mouth.h"
#include "agents/placement/candidates.h"
#include "agents/plans/earlier_assessments.h"
#include "agents/plans/request_levels.h"
#include "agents/schools/budgets.h"
#include "agents/schools/magnets.h"
#include "agents/schools/reputation.h"
#include "agents/schools/rolls.h"
#include "agents/schools/support.h"
#include "agents/services/caseload.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/start/authority_practice.h"
#include "sim/start/families.h"
#include "sim/start/memory.h"
#include "sim/start/needs.h"
#include "sim/start/plans.h"
#include "sim/start/published_plans.h"
#include "sim/start/published_practice.h"
#include "sim/start/request_habits.h"
#include "sim/start/rolls.h"
#include "sim/start/school_constants.h"
#include "sim/start/schools.h"
#include "sim/start/selection.h"

namespace sendscape {
namespace {

void find_journeys(const Map& map, const Families& families, const Parallel& parallel, Pupils& pupils) {
    constexpr int most_tenths = std::numeric_limits<std::uint16_t>::max();
    parallel.for_blocks(pupils.size(), [&](std::size_t, std::size_t first, std::size_t end) {
        for (std::size_t row = first; row < end; ++row) {
            const PupilId p(row);
            if (!pupils.school[p].exists()) {
                if (is_special(pupils.setting[p])) pupils.journey[p] = out_of_area_tenths;
                continue;
            }
            const Journey way = journey(map, families.zone[pupils.family[p]], pupils.school[p]);
            pupils.journey[p] = static_cast<std::uint16_t>(std::min(way.tenths, most_tenths));
        }
    });
}

/// What Pupils::append() would give of an empty table, each column by whichever thread is free: a country's are a
/// gigabyte, which the system clears as it is written to.
void append_all(Pupils& pupils, std::size_t rows, const Parallel& parallel) {
    Pupils one;
    one.append();
    std::vector<std::function<void()>> columns;
    Pupils::for_each_column(one, [&](auto& example) {
        const std::size_t wanted = columns.size();
        std::size_t at = 0;
        Pupils::for_each_column(pupils, [&](auto& column) {
            if constexpr (std::is_same_v<decltype(column), decltype(example)>)
                if (at == wanted)
                    columns.push_back([&column, rows, value = example[PupilId(0)]] { column.resize(rows, value); });
            ++at;
        });
    });
    parallel.for_each(columns.size(), [&](std::size_t i) {
        columns[i]();
        stop_if_asked();
    });
}

}  // namespace

World build_world(std::shared_ptr<const Map> shared_map, const Parameters& parameters, std::uint64_t seed,
                  std::uint32_t replicate, const Parallel& parallel, int years) {
    World world;
    world.map = std::move(shared_map);
    world.parameters = parameters;
    const Map& map = *world.map;
    world.start = world.month = map.census;
    world.draws = Draws(seed, replicate);
    const Draws& draws = world.draws;
    Pupils& pupils = world.pupils;

    // Who lives where and learns where.
    const PublishedPlans published = published_plans(map);
    const YearGroups groups = year_groups(map, published, draws);
    const StartResidents residents = house_residents(map, groups, published, draws, parallel);
    stop_if_asked();
    const auto set_aside = [years](auto& agents, std::size_t rows) {
        if (years <= 0) return;
        std::remove_cvref_t<decltype(agents)>::for_each_column(
            agents, [&](auto& column) { column.values().reserve(rows_after(rows, years)); });
    };
    set_aside(pupils, residents.zone.size());
    append_all(pupils, residents.zone.size(), parallel);
    pupils.ncy.values() = residents.ncy;
    pupils.school.values() = residents.school;
    draw_births(map, draws, parallel, pupils, 0);
    share_faith_with_neighbours(map, residents.zone, draws, pupils);
    stop_if_asked();

    // Who has what provision, in schools to the census and elsewhere to the published stock.
    share_out_provision(map, parameters.pupils, published, residents, draws, parallel, pupils);
    stop_if_asked();
    const std::vector<OlderHolder> older = share_out_plans_elsewhere(map, published, residents, draws, pupils);
    const std::size_t children = pupils.size();
    pupils.append(older.size(), stop_if_asked);
    std::vector<ZoneId> zones(residents.zone), later;
    for (std::size_t i = 0; i < older.size(); ++i) {
        const PupilId p(children + i);
        pupils.ncy[p] = older[i].ncy;
        pupils.school[p] = SchoolId{};
        pupils.setting[p] = older[i].setting;
        pupils.provision[p] = Provision::plan;
        zones.push_back(older[i].zone);
        later.push_back(older[i].zone);
    }
    draw_births(map, draws, parallel, pupils, children);
    draw_needs(map, parameters.pupils, zones, draws, parallel, pupils);
    stop_if_asked();
    set_aside(world.families, residents.zone.size() * families_per_100_pupils / 100);
    make_families(map, parameters.families, residents, later, draws, parallel, pupils, world.families);
    stop_if_asked();
    find_journeys(map, world.families, parallel, pupils);

    // Schools count them.
    for (std::size_t s = 0; s < map.schools.size(); ++s) world.schools.append();
    recount(pupils, world.schools, parallel);
    start_schools(map, parameters.placement, draws, pupils, world.schools);
    recall_last_admitted(map, pupils, world.families, world.schools);
    stop_if_asked();
    start_school_budgets(world.schools, map, world.month, parameters.schools);
    world.schools.received.values() = payments_of(map, world.month, pupils, world.families, world.schools,
                                                  parameters.authority, parameters.schools, {}, parallel)
                                          .received;
    start_support(pupils, world.schools, map, parameters.schools, parameters.loops, parallel, world.month);
    EventLog unrecorded;
    const Step before{map, world.start, draws, parallel, unrecorded};
    respond_to_strain(world.schools, parameters.schools, parameters.loops, before);
    recall_tests(before, world.families, pupils);
    settle_results(pupils, world.schools, before);
    settle_reputation(world.schools, parameters.schools, before);
    find_choice_constants(map, draws, pupils, world.families, parameters.families,
                          parameters.admissions.selective_qualifying, parallel, world.schools);
    stop_if_asked();
    find_appeal_to_plans(map, draws, pupils, world.families, parameters.placement, parallel, world.schools);
    stop_if_asked();
    measure_magnets(pupils, world.schools, world.families, parameters.schools, map, world.month, parallel);

    world.contacts = make_contacts(world.families, pupils, draws, parallel);
    stop_if_asked();
    hear_from_contacts(world.families, world.contacts, pupils, world.schools, parameters.families, parameters.loops,
                       before);

    // Queues and assessments under way.
    world.authorities =
        start_authorities(map, pupils, world.families, world.schools, parameters.authority, draws, world.start);
    start_services(world.services, pupils, world.families, world.schools, map, parameters.services, draws, world.start);
    find_practice(map, pupils, world.families, world.authorities);
    stop_if_asked();
    constexpr int of_shares = 2025;  // plan_share_by_age() of any census before 2026
    start_request_levels(world.authorities, pupils, world.families, map,
                         england_growth(of_shares, std::min(map.census.year(), of_shares)));
    find_habit_of_asking(map, draws, pupils, parameters.plans, parallel, world.schools);
    stop_if_asked();
    follow_published_practice(map, pupils, world.families, world.schools, world.services, parameters.plans,
                              parameters.services, draws, parallel, world.authorities);
    take_own_ep_days(map, world.services, parameters.services, world.authorities);
    start_assessments(pupils, world.families, world.schools, world.authorities, parameters.plans, parameters.services,
                      map, draws, parallel, world.start);
    return world;
}

}  // namespace sendscape
