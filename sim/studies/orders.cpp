// SPDX-License-Identifier: MIT
#include "sim/studies/orders.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>

#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/school_year.h"

namespace sendscape {
namespace {

constexpr std::string_view ordering_switch = "loops.commissioning";
constexpr std::string_view ordering_row = "forecast and commission";

/// Parameters by which an authority orders, and by which nothing else is done.
constexpr std::array ordering_keys{ordering_switch,
                                   std::string_view("authority.capital_per_pupil"),
                                   std::string_view("authority.cost_base_place"),
                                   std::string_view("authority.cost_expansion_place"),
                                   std::string_view("authority.cost_new_place"),
                                   std::string_view("authority.lead_base"),
                                   std::string_view("authority.lead_expansion"),
                                   std::string_view("authority.lead_new_special"),
                                   std::string_view("authority.headroom"),
                                   std::string_view("authority.base_share"),
                                   std::string_view("authority.independent_bought"),
                                   std::string_view("authority.target_special_share"),
                                   std::string_view("authority.funding_certainty")};

bool is_ordering_key(const ParameterChange& change) {
    return std::find(ordering_keys.begin(), ordering_keys.end(), change.key) != ordering_keys.end();
}

std::vector<ParameterChange> ordering_changes(const Scenario& scenario) {
    std::vector<ParameterChange> changes;
    std::copy_if(scenario.changes.begin(), scenario.changes.end(), std::back_inserter(changes), is_ordering_key);
    return changes;
}

/// Row of the schedule in which the authority orders.
std::uint32_t row_of_ordering() {
    const auto rows = school_year();
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].name == ordering_row) return static_cast<std::uint32_t>(i);
    throw std::logic_error("the schedule has no row in which authorities order");
}

/// Of the pipeline, how many will be there when a month's openings have opened: what is ordered in it comes behind.
std::size_t still_on_order(const World& world, Month month) {
    return static_cast<std::size_t>(std::count_if(world.authorities.pipeline.begin(), world.authorities.pipeline.end(),
                                                  [&](const PipelineItem& item) { return item.opens > month.index; }));
}

void add_orders(const World& world, std::size_t before, std::vector<Order>& ordered) {
    const auto& pipeline = world.authorities.pipeline;
    for (std::size_t i = before; i < pipeline.size(); ++i) ordered.push_back({world.month, pipeline[i]});
}

[[noreturn]] void stopped() { throw Interrupted("interrupted; nothing was written"); }

/// Puts one order into the pipeline of another world; false where its school is not there.
bool place_order(World& world, PipelineItem item, const std::vector<SchoolId>& site) {
    if (item.school.value >= site.size() || !site[item.school.value].exists()) return false;
    item.school = site[item.school.value];
    Schools& schools = world.schools;
    constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();
    if (schools.closes[item.school] <= item.opens) return false;
    if (item.kind == BuildKind::new_special && schools.opens[item.school] == never) {
        // A site kept for a new school is taken, as agents/authority/commissioning does; its places come with the
        // parts.
        schools.opens[item.school] = item.opens;
        schools.commissioned_places[item.school] = schools.ceiling[item.school] = 0;
    }
    world.authorities.pipeline.push_back(item);
    world.authorities.capital[item.authority] -= item.cost;
    return true;
}

}  // namespace

Scenario without_orders(Scenario scenario) {
    std::erase_if(scenario.changes, [](const ParameterChange& change) { return change.key == ordering_switch; });
    scenario.changes.push_back({{"", "orders = none"}, Month(0), std::string(ordering_switch), {0.0}});
    settle(scenario);
    return scenario;
}

bool differ_in_ordering(const Scenario& a, const Scenario& b) { return ordering_changes(a) != ordering_changes(b); }

void step_and_watch(Simulation& simulation, const Parallel& parallel, std::vector<Order>& ordered) {
    const std::size_t before = still_on_order(simulation.world(), simulation.world().month + 1);
    if (!simulation.step(parallel, interrupt_requested)) stopped();
    add_orders(simulation.world(), before, ordered);
}

std::int64_t step_with_orders(Simulation& simulation, const Parallel& parallel, const std::vector<Order>& given,
                              const std::vector<SchoolId>& site, std::vector<Order>& ordered) {
    static const std::uint32_t ordering = row_of_ordering();
    World& world = simulation.world();
    const Month month = world.month + 1;
    const auto rows = school_year();
    const auto runs = [&](std::uint32_t row) { return (rows[row].when & in(month.month_of_year())) != 0; };
    if (!runs(ordering)) {
        if (!simulation.step(parallel, interrupt_requested)) stopped();
        return 0;
    }
    // Stopped before the row in which the authority orders, the month goes on behind it.
    const auto reached = [&] {
        if (interrupt_requested()) return true;
        if (world.rows_done == month_complete || world.rows_done > ordering) return false;
        for (std::uint32_t row = world.rows_done; row < ordering; ++row)
            if (runs(row)) return false;
        return true;
    };
    std::int64_t not_built = 0;
    if (simulation.step(parallel, reached)) throw std::logic_error("a month of orders was not stopped before them");
    if (interrupt_requested()) stopped();
    world.rows_done = ordering + 1;
    for (const Order& order : given) {
        if (order.on != month) continue;
        if (place_order(world, order.item, site))
            ordered.push_back({month, world.authorities.pipeline.back()});
        else
            not_built += order.item.places;
    }
    if (!simulation.step(parallel, interrupt_requested)) stopped();
    return not_built;
}

std::vector<SchoolId> same_sites_on(const Map& from, const Map& to) {
    std::unordered_map<std::uint32_t, std::uint32_t> rows;
    for (std::uint32_t row = 0; row < to.schools.size(); ++row) rows.emplace(to.schools[row].urn, row);
    std::vector<SchoolId> site(from.schools.size());
    for (std::size_t row = 0; row < from.schools.size(); ++row)
        if (const auto found = rows.find(from.schools[row].urn); found != rows.end())
            site[row] = SchoolId(found->second);
    return site;
}

}  // namespace sendscape
