// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/output/measures.h"
#include "sim/output/run.h"
#include "sim/studies/sweep/sweep_study.h"
#include "sim/world.h"

namespace sendscape {

/// One kept measure of every run of a sweep: where its values stand among those of a run.
struct KeptMeasure {
    Series shape;               ///< name, unit, meaning, nature and cadence, the axes kept and their extents; no values
    std::vector<Month> months;  ///< Januaries and Septembers; of what is recorded each January, Januaries
    std::vector<std::size_t> cell_of;  ///< by cell of the measure: the kept cell it is summed into
    std::size_t first = 0;             ///< of its values among a run's: month, then the axes with the last fastest
    const MeasureRow* row = nullptr;
    [[nodiscard]] std::size_t size() const { return months.size() * shape.cells(); }
};

/// What is kept of each run: the same whatever the point.
struct KeptMeasures {
    KeptMeasures() = default;
    /// `bare`: the map without what scenarios open. Of measures by school, its schools are kept.
    KeptMeasures(const std::vector<MeasureToKeep>& keep, const Map& bare, Month start, int years);

    Month start{0};
    int years = 0;
    std::size_t schools = 0;
    std::vector<KeptMeasure> measures;
    [[nodiscard]] std::size_t size() const;  ///< values of a run
};

/// Remembers of one run what is kept, and counts nothing else: a month without a census costs next to nothing. Copied
/// where a run branches.
class KeptValues {
  public:
    explicit KeptValues(const KeptMeasures& kept);
    /// Call once at the start and once after every month, in order.
    void observe(const World& world);
    [[nodiscard]] const std::vector<double>& values() const { return values_; }

  private:
    void put(const KeptMeasure& measure, Month month, const std::vector<double>& cells);

    const KeptMeasures* kept_;
    std::vector<double> values_;
    std::vector<std::deque<std::vector<double>>> last_months_;  ///< by measure: of monthly flows the last twelve
    Flows year_;
    std::size_t observed_ = 0, months_in_year_ = 0;
};

}  // namespace sendscape
