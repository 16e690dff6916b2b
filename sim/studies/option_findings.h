// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/output/run.h"
#include "sim/studies/paired.h"

namespace sendscape {

/// Values by census, then by replicate.
using ByCensus = std::vector<std::vector<double>>;

/// Where one option comes to be lower than another and stays so.
struct Crossing {
    bool first_is_lower = false;  ///< at the end: the first given of the two
    std::size_t at = 0;           ///< the first census from which on its mean is the lower one
    std::size_t runs = 0;         ///< replicates in which it is lower in that census and all later ones
    std::size_t of = 0;
};
/// Nothing where the same one has the lower mean throughout. Means that differ by less than `least` do not count as
/// another order.
std::optional<Crossing> crossing_of(const ByCensus& first, const ByCensus& second, double least);

/// A value of a measure that somebody watches for.
struct Threshold {
    std::string measure;
    double value = 0;
};
/// Throws InputError, beginning with what was typed, for an unknown measure and one of schools.
void check_measure(const std::string& measure, const std::string& said);
/// Reads MEASURE=X. Throws InputError for an unknown measure, one of schools, or what is no number.
Threshold parse_threshold(const std::string& text, const std::string& option);

/// When a threshold is passed: counts and pounds over all of the area, flows over twelve months.
struct Passing {
    bool rises = true;                   ///< it is passed upwards: the value at the start lies below it
    std::size_t runs = 0, of = 0;        ///< replicates in which it is passed
    std::optional<Month> p05, p50, p95;  ///< first month, of those
};
/// First months at or beyond `value` by series of values in order; `months` are theirs.
Passing passing_of(const ByCensus& values, const std::vector<Month>& months, double value);
Passing passing_of(const Run& run, const Threshold& threshold);

/// A cell of a measure that the option moves.
struct Moved {
    PairedCell cell;
    Month month;  ///< the census in which it moves most, told in its own spread
    PairedDifference difference;
    double spread = 0;  ///< standard deviation of the reference's values over replicates
    double size = 0;    ///< difference over spread
};
/// Of all measures and axes those whose interval excludes 0 in some census, the largest in its own spread first.
std::vector<Moved> moved(const PairedRuns& pair);
/// All cells of one measure, whether moved or not, each in the census in which it moves most.
std::vector<Moved> all_of(const PairedRuns& pair, const std::string& measure);

}  // namespace sendscape
