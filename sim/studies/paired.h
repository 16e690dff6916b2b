// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

/// Two runs held against one another, replicate by replicate. Refers to both: they must outlive it.
struct PairedRuns {
    const Run* reference = nullptr;
    const Run* option = nullptr;
    std::size_t replicates = 0;  ///< the first so many of both are pairs
    bool same_luck = true;       ///< each child has the same luck in both runs of a pair
    Month first, last;           ///< months both recorded
};

/// What a pairing rests on, where it is less than the same map, seed, start, length and number of replicates: sentences
/// for whoever reads the comparison. `option`: what they call the option, with quotes; empty: by its run's title.
std::vector<std::string> pairing_warnings(const PairedRuns& pair, std::string option = {});

/// Pairs replicate 0 with replicate 0 and so on. Throws InputError where nothing can be paired: the runs have no month
/// in common, or their areas, phases or other axes are not the same.
PairedRuns pair_runs(const Run& reference, const Run& option);

/// A cell of a measure, or a sum of cells: `fixed` positions, the other axes summed over (schools: those of the area).
struct PairedCell {
    std::string measure;
    Slice fixed;
};

/// What is told of a paired difference, option less reference. Means over the pairs; percentiles of the difference.
struct PairedDifference {
    double reference = 0, value = 0, difference = 0;
    double p05 = 0, p50 = 0, p95 = 0;
    double share_below_zero = 0;  ///< of pairs
    std::size_t pairs = 0;        ///< in which both have a value

    /// Whether the interval from p05 to p95 excludes 0. Never with fewer than `least_pairs`.
    [[nodiscard]] bool excludes_zero() const;
    /// Whether it is more than luck: `least` or more in the mean, and its interval excludes 0 or, of too few pairs to
    /// tell one, all agree.
    [[nodiscard]] bool is_clear(double least) const;
    static constexpr std::size_t least_pairs = 5;  ///< fewer pairs tell no interval (assumption)
};
PairedDifference paired_difference(const std::vector<double>& reference, const std::vector<double>& option);

/// The values of one run by replicate as an officer reads a census: a stock then, a flow over the twelve months up to
/// it; not numbers where there is none. Shares, indices and means cannot be summed: of several cells the mean is taken,
/// which is what the area's authorities have on average.
std::vector<double> census_values(const Run& run, const PairedCell& cell, Month month);
/// The same of several months, by month.
std::vector<std::vector<double>> census_values(const Run& run, const PairedCell& cell,
                                               const std::vector<Month>& months);
/// The two held against one another.
PairedDifference paired_difference(const PairedRuns& pair, const PairedCell& cell, Month month);

/// Whether cells of a measure can be summed: counts and pounds.
bool can_be_summed(const Series& series);
/// Januaries and Septembers both runs recorded; of a measure kept each January, its Januaries.
std::vector<Month> censuses(const PairedRuns& pair);
std::vector<Month> censuses(const PairedRuns& pair, const Series& series);
std::vector<Month> septembers(const PairedRuns& pair);

/// Cells told of a measure: all of it together, each position of each axis, and where `all` each cell on its own. Of
/// measures by school all schools of the area together. Cells that never have a value other than 0 are left out.
std::vector<PairedCell> cells_of(const PairedRuns& pair, const Series& series, bool all);
/// "autism, secondary": a cell in words; empty for all of a measure.
std::string cell_words(const Run& run, const PairedCell& cell);

/// Width of the 90% interval of the mean of the differences: what `--until-width` watches. Infinite for fewer than two.
double width_of_mean(const std::vector<double>& differences);

}  // namespace sendscape
