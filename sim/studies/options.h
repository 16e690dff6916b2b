// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "maps/map.h"
#include "sim/core/calendar.h"
#include "sim/core/parallel.h"
#include "sim/output/run.h"
#include "sim/scenario/scenario.h"
#include "sim/studies/offers_compared.h"
#include "sim/studies/orders.h"
#include "sim/studies/placed_differently.h"
#include "sim/studies/progress.h"
#include "sim/studies/provision_gap.h"
#include "sim/world.h"

namespace sendscape {

/// An option to live: a scenario and its prepared map (prepare_map.h). The years, seed and start of all options of one
/// comparison are the same, and so is the bare map below.
struct OptionToLive {
    std::shared_ptr<const Scenario> scenario;
    std::shared_ptr<const Map> map;
};

/// An option lived: its run, as `sendscape run --events none` would leave it, and what a run file does not keep.
struct LivedOption {
    Run run;
    Orders orders = Orders::own;              ///< as lived
    std::vector<std::vector<Order>> ordered;  ///< by replicate: what the authority ordered of itself
    std::vector<PlacedDifferently> placed;    ///< by replicate, in `placed_in`, against the reference
    std::vector<ProvisionGap> gaps;           ///< by replicate: children short, by what their plans require
    std::vector<OffersCompared> offers;       ///< by replicate: offers of all rounds lived apart, against the reference
    Month placed_in;                          ///< the run's last September; Month(0) where it has none
    std::optional<Month> apart_from;          ///< first month it lived apart from the reference; none: never
    std::int64_t not_built = 0;  ///< of the reference's orders: places whose school it lacks, all replicates
};

/// Sees a world that an option has just reached: the start, then every month. An option that shares the reference's
/// past is seen from the first month it lives for itself; what the reference was before holds for it too. Replicates
/// are lived in parallel, each by one thread.
using WatchOption = std::function<void(std::size_t option, std::uint32_t replicate, const World& world)>;

/// Lives a reference, the first of `options`, and its options for replicates `first` to `first + count - 1`, in
/// parallel, each child under the same luck in all of them. The years before the first difference are lived once, by
/// the reference; each option's future then branches off (same_past.h), with the results of a run of its own, byte for
/// byte where its orders are its own. Throws Interrupted when a stop is asked for.
std::vector<LivedOption> live_options(const std::vector<OptionToLive>& options, Orders orders, std::uint32_t first,
                                      std::uint32_t count, const Parallel& parallel, Progress& progress,
                                      const WatchOption& watch = {});

/// Steps that `live_options` reports to its progress.
std::uint64_t option_months(std::size_t options, int years, std::uint32_t count);

/// Adds the replicates of `more`, lived later, to those of `lived`, option by option.
void add_replicates(std::vector<LivedOption>& lived, std::vector<LivedOption> more);

/// First month in which something of either scenario is in force that is not in the other; Month(0): from the start;
/// none: never.
std::optional<Month> first_difference(const Scenario& a, const Scenario& b);

}  // namespace sendscape
