// SPDX-License-Identifier: MIT
#include "agents/placement/shortfall.h"

#include "agents/placement/suitability.h"
#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

bool arranged_for_september(const Pupils& pupils, PupilId p) {
    return pupils.next_setting[p] != Setting::gone &&
           satisfies(pupils.required[p], pupils.next_setting[p], pupils.ncy[p] + 1);
}

/// Part of an all-age special school that is primary where nobody is on its roll: about the 38% of
/// placement.primary_share_all_through.
constexpr std::array<std::int32_t, 2> two_fifths{2, 5};

}  // namespace

Unmet unmet_kind(const Pupils& pupils, PupilId p) {
    if (!pupils.has_plan(p) || !pupils.present(p)) return Unmet::none;
    const int ncy = pupils.ncy[p];
    if (ncy < reception || ncy >= first_post16_ncy) return Unmet::none;
    const Setting setting = pupils.setting[p];
    if (setting == Setting::awaiting || setting == Setting::not_yet) return Unmet::no_setting;
    const RequiredProvision required = pupils.required[p];
    const bool specialist = required == RequiredProvision::special || required == RequiredProvision::base;
    if (specialist && !satisfies(required, setting, ncy)) {
        // A transfer decided for September is not a want today; whoever waits already waits until the place begins.
        if (arranged_for_september(pupils, p) && !pupils.waiting(p)) return Unmet::none;
        if (setting == Setting::alternative_provision || setting == Setting::eotas) return Unmet::ap_or_home_for_want;
        return Unmet::mainstream_while_waiting;
    }
    if (pupils.out_of_area_for_want[p] && is_special(setting)) return Unmet::independent_for_want;
    return Unmet::none;
}

std::vector<PlanningCount> planning_counts(const Map& map, const Pupils& pupils, const Families& families,
                                           const Schools& schools, Month month) {
    std::vector<PlanningCount> counts(map.areas.size());
    for (std::size_t row = 0; row < schools.size() && row < map.schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = map.school(s);
        if (!school.area.exists() || !schools.open(s, month)) continue;
        PlanningCount& area = counts[school.area.value];
        for (std::size_t phase = 0; phase < 2; ++phase) area.base_places[phase] += schools.base_places[s][phase];
        if (school.setting != Setting::state_special) continue;
        const std::int32_t places = schools.commissioned_places[s];
        if (school.high_ncy < year_7) {
            area.special_places[0] += places;
        } else if (school.low_ncy >= year_7) {
            area.special_places[1] += places;
        } else {
            std::int32_t primary = 0;
            for (int ncy = first_ncy; ncy < year_7; ++ncy) primary += schools.roll_by_year[s][year_index(ncy)];
            const std::int32_t roll = schools.roll[s];
            const std::int32_t share =
                roll > 0 ? (places * primary + roll / 2) / roll : places * two_fifths[0] / two_fifths[1];
            area.special_places[0] += share;
            area.special_places[1] += places - share;
        }
    }
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.provision[p] != Provision::plan || !pupils.present(p)) continue;
        const int ncy = pupils.ncy[p];
        if (ncy < reception || ncy > last_school_ncy) continue;
        const Setting setting = pupils.setting[p];
        const bool special =
            is_special(setting) || (pupils.required[p] == RequiredProvision::special && ncy < first_post16_ncy);
        const bool base =
            !special && (is_base(setting) || (pupils.required[p] == RequiredProvision::base && ncy < first_post16_ncy));
        if (!special && !base) continue;
        const std::size_t phase = base_phase(ncy);
        const Zone& home = map.zone(families.zone[pupils.family[p]]);
        if (home.area.exists()) {
            auto& area = counts[home.area.value];
            ++(special ? area.requiring_special : area.requiring_base)[phase];
        }
        const SchoolId s = pupils.school[p];
        if (!s.exists() || !(setting == Setting::state_special || is_base(setting))) continue;
        const School& school = map.school(s);
        if (school.authority == home.authority) continue;
        if (school.area.exists()) ++counts[school.area.value].imports[phase];
        if (home.area.exists()) ++counts[home.area.value].exports[phase];
    }
    return counts;
}

}  // namespace sendscape
