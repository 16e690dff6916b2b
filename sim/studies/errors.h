// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/studies/published.h"
#include "sim/studies/scores.h"

namespace sendscape {

/// How far forecasts are off, told in the way that suits a measure.
enum class ErrorTold : std::uint8_t {
    relative,   ///< mean of |forecast / published - 1|
    over_mean,  ///< mean of |forecast - published| over the mean published: where many are small
    points,     ///< mean of |forecast - published|, of shares
    ratio       ///< the same of ratios
};

/// The errors of one measure at one horizon, over authorities or over schools of one type.
struct ErrorLine {
    std::string level, measure, axes;
    std::string kind;  ///< of authority; blank: all
    int horizon = 0;
    ErrorTold told = ErrorTold::relative;
    std::size_t scored = 0;  ///< authorities or schools with a published and a lived number
    double mean_published = 0;
    double model = 0;                 ///< of Score::middle()
    double model_middle = 0;          ///< half of the relative errors are smaller; not a number unless relative
    double model_within_tenth = 0;    ///< share of relative errors up to 10%; likewise
    double model_over_published = 0;  ///< mean forecast over mean published: above 1 too many
    double correlation = 0;  ///< of the model's numbers with those published; not a number for fewer than three
    double coverage = 0;     ///< share of published numbers from p05 to p95; not a number without a range
    std::vector<std::pair<std::string, double>> baselines;  ///< over the same authorities or schools

    /// The baseline with the least error; null where there is none.
    [[nodiscard]] const std::pair<std::string, double>* best() const;
};

ErrorTold told_of(std::string_view level, std::string_view measure);

/// Errors over all, and of authorities' plans by kind of authority too. Schools that are too small to tell are left
/// out. In the order of first appearance.
std::vector<ErrorLine> errors_of(const std::vector<Score>& scores);

/// Errors of the baselines of plans maintained over every authority of the tables, lived or not.
std::vector<ErrorLine> errors_of_baselines(const Published& published, int years);

/// A score that was far off.
struct Miss {
    Score score;
    double off = 0;  ///< Score::middle() over published less 1
};
/// The largest misses of a measure at a horizon, one for each authority or school.
std::vector<Miss> largest_misses(const std::vector<Score>& scores, std::string_view level, std::string_view measure,
                                 int horizon, std::size_t count);

}  // namespace sendscape
