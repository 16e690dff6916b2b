// SPDX-License-Identifier: MIT
#include "agents/families/preferences.h"

#include <algorithm>

#include "agents/schools/support.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr double furthest_told =
    3;                        ///< standard deviations of results and reputation beyond which families see no more
constexpr double good = 2.0;  ///< inspection grade
constexpr double metres_a_km = 1000.0;
/// A year's change of a school's draw, in the mean square 1: most years quiet, one in ten with news (an inspection, a
/// new head, a rival): assumption, for the tails of rolls of 2019 and 2025 are longer than a normal's.
constexpr double years_of_news = 0.1, news = 2.6, quiet = 0.6;
constexpr double half_a_word = 0.5;  ///< so that no word is 0 or 1
/// What rounding may add to a Gumbel below the highest, and half a word more, is far less than this.
constexpr double more_than_rounding = 1e-6;

double told(double deviations) { return std::clamp(deviations, -furthest_told, furthest_told); }

}  // namespace

double gumbel(std::uint32_t word) { return -log(-log((word + half_a_word) * 0x1p-32)); }

double most_gumbel(std::uint32_t word) {
    static const auto bounds = [] {
        std::array<double, 256> most{};
        // Gumbel rises with the word.
        for (std::uint32_t first = 0; first < most.size(); ++first)
            most[first] = gumbel(first << 24 | 0xFFFFFFu) + more_than_rounding;
        return most;
    }();
    return bounds[word >> 24];
}

Standing standing(const School& place, const Schools& schools, SchoolId s, bool primary, const FamilyParameters& p,
                  const LoopSwitches& loops) {
    Standing result;
    const double common = schools.choice_constant[s][choice_row(primary)] + p.attainment * told(schools.attainment[s]) +
                          p.inspection * (good - schools.inspection_grade[s]) + (place.selective ? p.attainment : 0.0);
    result.others = common + p.reputation * told(schools.reputation[s]);
    result.send = common;
    if (loops.magnets > 0) {
        result.send += loops.magnets * p.inclusion * told(schools.reputation_send[s]);
        if (responds(schools, s, SchoolResponse::discourage_applications)) result.send -= p.discouraged;
    }
    return result;
}

void drift_tastes(Schools& schools, const FamilyParameters& p, const Step& step) {
    const std::uint32_t replicate = step.draws.replicate(), pair = replicate + replicate % 2;
    if (replicate == 0) return;
    const Draws of_pair(step.draws.seed(), pair);
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        if (!schools.open(s, step.month) || !is_state_mainstream(step.map.school(s).setting)) continue;
        const auto w = of_pair.words(Stream::taste_drift, row, step.month);
        // Most years bring a school little news, a few bring much.
        const double much = fraction(w[1]) < years_of_news ? news : quiet;
        const double change = (replicate == pair ? -1 : 1) * much * inverse_normal(inner_fraction(w[0]));
        auto& constant = schools.choice_constant[s];
        constant[choice_row(true)] += static_cast<float>(p.drift_primary * p.taste_primary * change);
        constant[choice_row(false)] += static_cast<float>(p.drift_secondary * p.taste_secondary * change);
    }
}

double utility(const SchoolOption& option, const School& place, const Standing& fixed, std::int32_t last_admitted_m,
               const FamilyParameters& p, double noise) {
    const double km = option.metres / metres_a_km;
    double value =
        (option.send ? fixed.send : fixed.others) - (option.primary ? p.distance_primary : p.distance_secondary) * km;
    if (option.sibling) value += p.sibling;
    if (option.nearest) value += p.nearest;
    if (option.feeder) value += p.feeder;
    if (place.faith) value += option.faith ? p.faith : -p.other_faith;
    // Families know where a popular school stopped last year and seldom waste a preference beyond it.
    if (!option.sibling && !option.feeder && last_admitted_m > 0 &&
        option.metres > static_cast<std::uint32_t>(last_admitted_m))
        value -= p.realism;
    return value + (option.primary ? p.taste_primary : p.taste_secondary) * noise;
}

}  // namespace sendscape
