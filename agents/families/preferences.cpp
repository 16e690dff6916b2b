// SPDX-License-Identifier: MIT
#include "agents/families/preferences.h"

#include <algorithm>

#include "agents/schools/doubt_key.h"
#include "agents/schools/support.h"
#include "sim/core/elementary.h"
#include "sim/core/paired_draws.h"

namespace sendscape {
namespace {

constexpr double furthest_told =
    3;                        ///< standard deviations of results and reputation beyond which families see no more
constexpr double good = 2.0;  ///< inspection grade
constexpr double metres_a_km = 1000.0;
constexpr double half_a_word = 0.5;  ///< so that no word is 0 or 1
/// What rounding may add to a Gumbel below the highest, and half a word more, is far less than this.
constexpr double more_than_rounding = 1e-6;

double told(double deviations) { return std::clamp(deviations, -furthest_told, furthest_told); }

}  // namespace

double gumbel(std::uint32_t word) { return -log(-log((word + half_a_word) * 0x1p-32)); }

GumbelBounds gumbel_bounds(std::uint32_t word) {
    static const auto bounds = [] {
        std::array<GumbelBounds, 256> all{};
        // Gumbel rises with the word.
        for (std::uint32_t first = 0; first < all.size(); ++first)
            all[first] = {gumbel(first << 24) - more_than_rounding,
                          gumbel(first << 24 | 0xFFFFFFu) + more_than_rounding};
        return all;
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
    // The walk of primary schools was read off rolls. Forms of entry let through about two thirds of what families make
    // of a school, so that they make so much more of it (decision 23).
    constexpr double places_bind = 1.5;
    const PairedDraws doubt(step.draws);
    if (!doubt.any()) return;
    for (std::uint32_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& place = step.map.school(s);
        if (!schools.open(s, step.month) || !is_state_mainstream(place.setting)) continue;
        const double change = doubt.change(Stream::taste_drift, doubt_key(place, s), step.month);
        auto& constant = schools.choice_constant[s];
        constant[choice_row(true)] += static_cast<float>(places_bind * p.drift_primary * p.taste_primary * change);
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
