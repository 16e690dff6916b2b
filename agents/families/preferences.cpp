#include "agents/families/preferences.h"

#include <algorithm>

#include "agents/schools/support.h"
#include "sim/core/elementary.h"

namespace sendscape {

double gumbel(std::uint32_t word) { return -log(-log((word + 0.5) * 0x1p-32)); }

double most_gumbel(std::uint32_t word) {
    static const auto bounds = [] {
        std::array<double, 256> most{};
        // Gumbel rises with the word; what rounding may add to one below the highest, and half a word more, is far less
        // than this.
        for (std::uint32_t first = 0; first < most.size(); ++first)
            most[first] = gumbel(first << 24 | 0xFFFFFFu) + 1e-6;
        return most;
    }();
    return bounds[word >> 24];
}

Standing standing(const School& place, const Schools& schools, SchoolId s, const FamilyParameters& p,
                  const LoopSwitches& loops) {
    Standing result;
    const double common = schools.choice_constant[s] + p.attainment * std::clamp<double>(schools.attainment[s], -3, 3) +
                          p.inspection * (2.0 - schools.inspection_grade[s]) + (place.selective ? p.attainment : 0.0);
    result.others = common + p.reputation * std::clamp<double>(schools.reputation[s], -3, 3);
    result.send = common;
    if (loops.magnets > 0) {
        result.send += loops.magnets * p.inclusion * std::clamp<double>(schools.reputation_send[s], -3, 3);
        if (responds(schools, s, SchoolResponse::discourage_applications)) result.send -= p.discouraged;
    }
    return result;
}

double utility(const SchoolOption& option, const School& place, const Standing& fixed, std::int32_t last_admitted_m,
               const FamilyParameters& p, double noise) {
    const double km = option.metres / 1000.0;
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
