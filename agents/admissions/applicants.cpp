// SPDX-License-Identifier: MIT
#include "agents/admissions/applicants.h"

#include <optional>

namespace sendscape {
namespace {

/// Whether a child who is to enter Reception is still looking for a state school.
bool seeks_reception(const AdmissionsRound& r, const Map& map, PupilId p, Month september) {
    const Setting setting = r.pupils.setting[p];
    if (setting == Setting::independent_mainstream)
        return needs_a_new_school(map, r.schools, r.pupils.school[p], reception, september);
    return setting == Setting::not_yet || setting == Setting::early_years || setting == Setting::mainstream ||
           setting == Setting::awaiting;
}

/// Year group the child applies for in this round, if it does.
std::optional<int> year_applied_for(const AdmissionsRound& r, const Map& map, PupilId p, RoundPhase phase,
                                    Month september) {
    const Pupils& pupils = r.pupils;
    constexpr int last_entry = 11;
    const int next = pupils.ncy[p] + 1;
    if (next < reception || next > last_entry || pupils.provision[p] == Provision::plan) return std::nullopt;
    if ((next >= year_7) != (phase == RoundPhase::secondary)) return std::nullopt;
    if (next == reception) return seeks_reception(r, map, p, september) ? std::optional(next) : std::nullopt;
    const Setting setting = pupils.setting[p];
    if (setting != Setting::mainstream && setting != Setting::independent_mainstream) return std::nullopt;
    if (pupils.schooled_beyond_the_map(p)) return std::nullopt;
    const SchoolId school = r.criteria.carried_to(pupils.school[p]);
    return needs_a_new_school(map, r.schools, school, next, september) ? std::optional(next) : std::nullopt;
}

}  // namespace

bool needs_a_new_school(const Map& map, const Schools& schools, SchoolId s, int next, Month september) {
    return !s.exists() || s.value >= map.schools.size() || !map.school(s).teaches(next) || !schools.open(s, september);
}

bool is_provided_for(const Pupils& pupils, PupilId p) {
    return pupils.next_school[p].exists() || pupils.next_setting[p] == Setting::independent_mainstream;
}

std::vector<RoundApplicant> applicants_of(const AdmissionsRound& r, const Step& step, RoundPhase phase, OfferMade made,
                                          Month september) {
    Pupils& pupils = r.pupils;
    std::vector<RoundApplicant> applicants;
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.present(p) || pupils.provision[p] == Provision::plan) continue;
        if (made == OfferMade::second_round && is_provided_for(pupils, p)) continue;
        const std::optional<int> year = year_applied_for(r, step.map, p, phase, september);
        if (!year) continue;
        applicants.push_back({p, static_cast<std::int8_t>(*year)});
        pupils.next_school[p] = SchoolId{};
        pupils.next_setting[p] = Setting::gone;
    }
    return applicants;
}

std::vector<SchoolId> sibling_schools(const AdmissionsRound& r, const Map& map,
                                      const std::vector<RoundApplicant>& applicants) {
    const Pupils& pupils = r.pupils;
    std::vector<SchoolId> at(r.families.size());
    std::vector<std::uint8_t> wanted(r.families.size(), 0);
    for (const RoundApplicant& a : applicants) wanted[pupils.family[a.pupil].value] = 1;
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const FamilyId family = pupils.family[p];
        if (!family.exists() || wanted[family.value] == 0 || at[family.value].exists()) continue;
        const SchoolId s = r.criteria.carried_to(pupils.school[p]);
        if (!s.exists() || !is_state_mainstream(pupils.setting[p]) || pupils.ncy[p] < reception) continue;
        if (map.school(s).teaches(pupils.ncy[p] + 1)) at[family.value] = s;
    }
    return at;
}

}  // namespace sendscape
