// SPDX-License-Identifier: MIT
#include "sim/studies/options.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "sim/branch/same_past.h"
#include "sim/branch/switch_scenario.h"
#include "sim/core/interrupt.h"
#include "sim/output/recording.h"
#include "sim/simulation.h"

namespace sendscape {
namespace {

constexpr int first_month_of_school_year = 9;

/// A replicate of one option, finished.
struct Replicate {
    std::optional<Run> run;
    std::vector<Order> ordered;
    PlacedDifferently placed;
    ProvisionGap gap;
    OffersCompared offers;
    std::optional<Month> apart_from;
    std::int64_t not_built = 0;
};

/// An option on its way, before it has parted from the reference or since.
struct Branch {
    std::optional<World> world;  ///< at the end of the last month shared
    std::optional<Recording> recording;
    std::size_t ordered = 0;  ///< of the reference's orders, those of the shared past
    Month shared{0};          ///< that month
};

/// What all replicates of a comparison have in common.
struct Plan {
    std::vector<OptionToLive> options;  ///< with orders switched off where none are wanted
    std::vector<Orders> orders;
    std::vector<std::optional<Month>> differs;  ///< by option, from the reference
    std::vector<std::vector<SchoolId>> sites;   ///< by option: rows of the reference's map on its own
    Month autumn{0};                            ///< of placed_differently
    WatchOption watch;

    void seen(std::size_t option, std::uint32_t replicate, const World& world) const {
        if (watch) watch(option, replicate, world);
    }
};

Recording recording_of(const OptionToLive& option, Month start) {
    return Recording(option.map, start, option.scenario->years * months_a_year, 1, EventsKept::none);
}

/// Months to which a reference is lived before an option parts: the last before they differ.
std::optional<Month> last_shared(const std::optional<Month>& differs, Month start, Month end) {
    if (!differs) return end;
    if (*differs <= start) return std::nullopt;
    return std::min(*differs - 1, end);
}

/// Lives the rest of an option's replicate and records it.
void live_on(const Plan& plan, std::size_t option, std::uint32_t number, Simulation& simulation, Recording& recording,
             const std::vector<Order>& reference_orders, const World* reference_autumn,
             const OffersByMonth& reference_offers, Replicate& replicate, const Parallel& parallel,
             Progress& progress) {
    const bool given = plan.orders[option] == Orders::as_reference && option > 0;
    while (!simulation.finished()) {
        if (given)
            replicate.not_built +=
                step_with_orders(simulation, parallel, reference_orders, plan.sites[option], replicate.ordered);
        else
            step_and_watch(simulation, parallel, replicate.ordered);
        const World& world = simulation.world();
        recording.observe(world, 0);
        plan.seen(option, number, world);
        replicate.gap.observe(world);
        if (const auto offered = reference_offers.find(world.month.index); offered != reference_offers.end())
            replicate.offers.add(offered->second, world);
        if (reference_autumn != nullptr && world.month == plan.autumn)
            replicate.placed = placed_differently(*reference_autumn, world);
        progress.advance();
    }
}

/// Lives one replicate of the reference and of every option.
std::vector<Replicate> live_replicate(const Plan& plan, std::uint32_t number, Progress& progress) {
    const Parallel alone(1);
    const OptionToLive& reference = plan.options.front();
    const std::size_t count = plan.options.size();
    std::vector<Replicate> lived(count);
    std::vector<Branch> branches(count);
    std::optional<World> autumn;
    OffersByMonth offers;

    Simulation simulation(reference.map, reference.scenario, number, alone);
    const World& world = simulation.world();
    Recording recording = recording_of(reference, world.start);
    recording.observe(world, 0);
    plan.seen(0, number, world);
    lived[0].gap.observe(world);
    const auto part = [&] {
        for (std::size_t k = 1; k < count; ++k) {
            const auto shared = last_shared(plan.differs[k], world.start, simulation.end());
            if (!shared || *shared != world.month) continue;
            const OptionToLive& option = plan.options[k];
            if (!same_past(world, *reference.scenario, *option.scenario)) continue;
            branches[k] = {world, recording.copy(1), lived[0].ordered.size(), world.month};
        }
    };
    part();
    while (!simulation.finished()) {
        step_and_watch(simulation, alone, lived[0].ordered);
        recording.observe(world, 0);
        plan.seen(0, number, world);
        lived[0].gap.observe(world);
        if (count > 1) note_offers(world, offers);
        if (world.month == plan.autumn && count > 1) autumn = world;
        part();
        progress.advance();
    }
    lived[0].run = recording.finish(*reference.scenario);

    for (std::size_t k = 1; k < count; ++k) {
        const OptionToLive& option = plan.options[k];
        Branch& branch = branches[k];
        const World* const against = autumn ? &*autumn : nullptr;
        const auto whole = static_cast<std::uint64_t>(option.scenario->years) * months_a_year;
        const auto go_on = [&](Simulation own, Recording record) {
            live_on(plan, k, number, own, record, lived[0].ordered, against, offers, lived[k], alone, progress);
            lived[k].run = record.finish(*option.scenario);
        };
        if (branch.world) {
            const Month start = branch.world->start;
            turn_to(*branch.world, *option.scenario, option.map);
            branch.recording->set_map(option.map);
            lived[k].ordered.assign(lived[0].ordered.begin(),
                                    lived[0].ordered.begin() + static_cast<std::ptrdiff_t>(branch.ordered));
            for (Order& order : lived[k].ordered) order.item.school = plan.sites[k][order.item.school.value];
            const auto shared = static_cast<std::uint64_t>(branch.shared - start);
            lived[k].gap = lived[0].gap.up_to(branch.shared);
            if (shared < whole) lived[k].apart_from = branch.shared + 1;
            progress.advance(shared);
            go_on(Simulation(std::move(*branch.world), option.scenario), std::move(*branch.recording));
            branch = {};
        } else {
            Simulation own(option.map, option.scenario, number, alone);
            Recording record = recording_of(option, own.world().start);
            record.observe(own.world(), 0);
            plan.seen(k, number, own.world());
            lived[k].gap.observe(own.world());
            lived[k].apart_from = own.world().start;
            go_on(std::move(own), std::move(record));
        }
    }
    return lived;
}

/// Adds the replicates of a run to those of another of the same option.
void append(Run& run, Run&& more) {
    for (std::size_t i = 0; i < run.series.size(); ++i) {
        Series& series = run.series[i];
        Series& other = more.series[i];
        series.values.insert(series.values.end(), other.values.begin(), other.values.end());
        series.replicates += other.replicates;
        other.values = {};
    }
    run.replicates += more.replicates;
}

Plan plan_of(const std::vector<OptionToLive>& options, Orders orders) {
    Plan plan;
    plan.options = options;
    for (OptionToLive& option : plan.options) {
        if (orders == Orders::none)
            option.scenario = std::make_shared<const Scenario>(without_orders(*option.scenario));
        const Scenario& reference = *plan.options.front().scenario;
        const bool about_orders = differ_in_ordering(reference, *option.scenario);
        plan.orders.push_back(orders == Orders::as_reference && about_orders ? Orders::own : orders);
        plan.differs.push_back(first_difference(reference, *option.scenario));
        plan.sites.push_back(same_sites_on(*plan.options.front().map, *option.map));
    }
    const Scenario& reference = *options.front().scenario;
    const Month start = reference.start.value_or(options.front().map->census);
    const Month end = start + reference.years * months_a_year;
    for (Month month = start + 1; month <= end; ++month)
        if (month.month_of_year() == first_month_of_school_year) plan.autumn = month;
    return plan;
}

}  // namespace

std::optional<Month> first_difference(const Scenario& a, const Scenario& b) {
    if (a.seed != b.seed || a.start != b.start || a.authorities != b.authorities) return Month(0);
    std::optional<Month> first;
    const auto lacking = [&](const auto& these, const auto& those, const auto& when) {
        for (const auto& one : these)
            if (std::count(these.begin(), these.end(), one) > std::count(those.begin(), those.end(), one))
                first = std::min(first.value_or(when(one)), when(one));
    };
    const auto both = [&](const auto& these, const auto& those, const auto& when) {
        lacking(these, those, when);
        lacking(those, these, when);
    };
    both(a.changes, b.changes, [](const ParameterChange& c) { return c.from; });
    both(a.provision, b.provision, [](const ProvisionChange& c) { return in_force_from(c); });
    both(a.criteria, b.criteria, [](const CriteriaChange& c) { return in_force_from(c); });
    both(a.homes, b.homes, [](const HomesBuilt& h) { return h.on; });
    return first;
}

std::uint64_t option_months(std::size_t options, int years, std::uint32_t count) {
    return std::uint64_t{options} * static_cast<std::uint64_t>(years) * months_a_year * count;
}

std::vector<LivedOption> live_options(const std::vector<OptionToLive>& options, Orders orders, std::uint32_t first,
                                      std::uint32_t count, const Parallel& parallel, Progress& progress,
                                      const WatchOption& watch) {
    Plan plan = plan_of(options, orders);
    plan.watch = watch;
    std::vector<std::vector<Replicate>> replicates(count);
    parallel.for_each(count, [&](std::size_t r) {
        replicates[r] = live_replicate(plan, first + static_cast<std::uint32_t>(r), progress);
    });
    std::vector<LivedOption> lived(options.size());
    for (std::size_t k = 0; k < lived.size(); ++k) {
        lived[k].orders = plan.orders[k];
        lived[k].placed_in = plan.autumn;
        for (std::uint32_t r = 0; r < count; ++r) {
            Replicate& one = replicates[r][k];
            if (r == 0)
                lived[k].run = std::move(*one.run);
            else
                append(lived[k].run, std::move(*one.run));
            one.run.reset();
            lived[k].ordered.push_back(std::move(one.ordered));
            lived[k].placed.push_back(std::move(one.placed));
            lived[k].gaps.push_back(std::move(one.gap));
            lived[k].offers.push_back(one.offers);
            lived[k].not_built += one.not_built;
            if (one.apart_from)
                lived[k].apart_from = std::min(lived[k].apart_from.value_or(*one.apart_from), *one.apart_from);
        }
    }
    return lived;
}

void add_replicates(std::vector<LivedOption>& lived, std::vector<LivedOption> more) {
    for (std::size_t k = 0; k < lived.size(); ++k) {
        append(lived[k].run, std::move(more[k].run));
        std::move(more[k].ordered.begin(), more[k].ordered.end(), std::back_inserter(lived[k].ordered));
        std::move(more[k].placed.begin(), more[k].placed.end(), std::back_inserter(lived[k].placed));
        std::move(more[k].gaps.begin(), more[k].gaps.end(), std::back_inserter(lived[k].gaps));
        std::move(more[k].offers.begin(), more[k].offers.end(), std::back_inserter(lived[k].offers));
        lived[k].not_built += more[k].not_built;
        if (more[k].apart_from)
            lived[k].apart_from = std::min(lived[k].apart_from.value_or(*more[k].apart_from), *more[k].apart_from);
    }
}

}  // namespace sendscape
