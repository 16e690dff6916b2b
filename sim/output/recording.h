// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/parallel.h"
#include "sim/files/bytes.h"
#include "sim/output/measures.h"
#include "sim/output/run.h"
#include "sim/scenario/scenario.h"
#include "sim/world.h"

namespace sendscape {

/// Which events are kept child by child.
enum class EventsKept : std::uint8_t { none, plans, all };
std::string_view code(EventsKept kept);
/// What is kept when nobody asked: events of children with plans, none above a million pupils.
EventsKept usual_events(std::size_t pupils);

/// The kind recorded of an entry of the scenario's provision.
ChangeKind change_kind(ProvisionChange::Kind kind);

/// Remembers what a run's worlds were like, month by month and replicate by replicate. Different replicates may be
/// observed from different threads at once; what is recorded depends on neither threads nor their order.
class Recording {
  public:
    /// `months`: steps of the run, so that months + 1 moments are recorded.
    Recording(std::shared_ptr<const Map> prepared_map, Month start, int months, std::uint32_t replicates,
              EventsKept events = EventsKept::plans);
    ~Recording();
    Recording(Recording&&) noexcept;
    Recording& operator=(Recording&&) noexcept;

    /// Call once at the start and once after every step of each replicate, in order of months.
    void observe(const World& world, std::uint32_t replicate, const Parallel& parallel = Parallel());

    /// Months observed of a replicate so far.
    [[nodiscard]] std::size_t observed(std::uint32_t replicate) const;

    /// Everything recorded of one replicate as bytes, for checkpoints, and back. A recording restored goes on to the
    /// same file as one that never stopped. Throws InputError, naming the file, if the bytes do not fit this map and
    /// length.
    void save(std::uint32_t replicate, ByteSink& out) const;
    [[nodiscard]] std::vector<std::uint8_t> save(std::uint32_t replicate) const;
    void restore(std::uint32_t replicate, const std::vector<std::uint8_t>& bytes,
                 const std::string& file = "the checkpoint");

    /// Throws InputError, naming the file, unless the events of a month in hand are such as can be observed.
    void check_events(const World& world, std::uint32_t replicate, const std::string& file) const;

    /// Forgets what came after the first `observed` months of a replicate, the last of which is a January (or all: 0).
    void rewind(std::uint32_t replicate, std::size_t observed);
    /// A recording of the first replicates alone, as far as they are: to be finished while this one goes on.
    [[nodiscard]] Recording copy(std::uint32_t replicates) const;
    /// Another map of the same areas, of which other things may be said. Schools that have been open keep their rows;
    /// others may come or go behind them.
    void set_map(std::shared_ptr<const Map> prepared_map);

    /// Hands over what was recorded. Every replicate must have been observed to the end, or equally far: then the run
    /// ends with the last month observed.
    [[nodiscard]] Run finish(const Scenario& scenario);
    /// Makes `finish` undone with what it returned, as if nothing had been handed over: for a checkpoint.
    void take_back(Run run);

    /// Memory that recording this will take at its most, in bytes: for the estimate before work begins.
    static std::size_t memory_estimate(const Map& map, int months, std::uint32_t replicates);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sendscape
