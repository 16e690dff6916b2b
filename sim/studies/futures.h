// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "sim/core/parallel.h"
#include "sim/output/recording.h"
#include "sim/scenario/scenario.h"
#include "sim/simulation.h"

namespace sendscape {

/// Which future is meant: one replicate, lived on with the luck of another from a month on. Of equal numbers it is that
/// replicate itself; of others the same children, schools and habits meet with other luck after the month in which it
/// branches off, and the same luck as in the replicate up to it.
struct Future {
    std::uint32_t start = 0, luck = 0;
    std::optional<Month> branches = std::nullopt;  ///< none: other luck from the first month on
};

/// Its first moment.
Simulation begin_future(std::shared_ptr<const Map> prepared_map, std::shared_ptr<const Scenario> scenario,
                        Future future, const Parallel& parallel);

/// Lives a future to its end, observed as the given replicate of a recording. Returns whether it got there; `stop` is
/// asked month by month.
bool live_future(std::shared_ptr<const Map> prepared_map, std::shared_ptr<const Scenario> scenario, Future future,
                 const Parallel& parallel, Recording& recording, std::uint32_t replicate,
                 const std::function<bool()>& stop = {});

/// The children of a future: a run of it without measures, child by child. Null if it was stopped.
std::shared_ptr<const Run> lives_of(const std::shared_ptr<const Map>& prepared_map,
                                    const std::shared_ptr<const Scenario>& scenario, Future future,
                                    const Parallel& parallel, const std::function<bool()>& stop = {});

/// What trace and views need of a run to tell of its children: the same without measures.
std::shared_ptr<const Run> children_of(const Run& run);

}  // namespace sendscape
