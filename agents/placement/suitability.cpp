// SPDX-License-Identifier: MIT
#include "agents/placement/suitability.h"

namespace sendscape {

bool satisfies(RequiredProvision required, Setting setting, int ncy) {
    if (setting == Setting::gone) return true;
    if (setting == Setting::home_education) return true;
    switch (required) {
        case RequiredProvision::none:
            return true;
        case RequiredProvision::mainstream:
            if (ncy < reception) return true;  // early-years children are named a school for Reception
            return group_of(setting) == SettingGroup::mainstream || is_base(setting) || ncy >= first_post16_ncy;
        case RequiredProvision::base:
            return is_base(setting) || is_special(setting) || ncy >= first_post16_ncy;
        case RequiredProvision::special:
            return is_special(setting) || setting == Setting::specialist_post16;
        case RequiredProvision::alternative:
            return setting == Setting::alternative_provision || ncy >= first_post16_ncy;
        case RequiredProvision::post16:
            return ncy < first_post16_ncy || setting != Setting::awaiting;
        case RequiredProvision::elsewhere:
            return setting == Setting::eotas || (ncy >= first_post16_ncy && setting != Setting::awaiting);
    }
    return true;
}

Fit designation_fit(NeedSet designated, Need need) {
    if (includes(designated, need)) return Fit::exact;
    for (std::size_t n = 0; n < need_count; ++n)
        if ((designated & (1u << n)) && group_of(static_cast<Need>(n)) == group_of(need)) return Fit::near;
    // Autism and speech and language schools take each other's children: the label moves from one to the other.
    const NeedSet communication = static_cast<NeedSet>(need_bit(Need::asd) | need_bit(Need::slcn));
    if ((communication & need_bit(need)) && (designated & communication)) return Fit::near;
    return Fit::none;
}

Fit special_suits(const School& school, const Child& child) {
    if (!school.teaches(child.ncy)) return Fit::none;
    if (school.sex != Sex::mixed && (school.sex == Sex::girls) != child.girl) return Fit::none;
    return designation_fit(school.designated, child.need);
}

bool mainstream_suits(const School& school, const Child& child) {
    if (!school.teaches(child.ncy) || school.selective) return false;
    return school.sex == Sex::mixed || (school.sex == Sex::girls) == child.girl;
}

}  // namespace sendscape
