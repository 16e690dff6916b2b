// SPDX-License-Identifier: MIT
#include "agents/admissions/applicants.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "agents/pupils/rows_where.h"
#include "sim/core/summed.h"

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

/// Year group that a child of an age for the round applies for, if it does.
std::optional<int> year_applied_for(const AdmissionsRound& r, const Map& map, PupilId p, Month september) {
    const Pupils& pupils = r.pupils;
    const int next = pupils.ncy[p] + 1;
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
    constexpr int last_entry = 11;
    const bool secondary = phase == RoundPhase::secondary;
    const int youngest = (secondary ? year_7 : reception) - 1, oldest = (secondary ? last_entry : year_7 - 1) - 1;
    const auto of_an_age = [&](PupilId p) {
        const bool old_enough = pupils.ncy[p] >= youngest, young_enough = pupils.ncy[p] <= oldest;
        const bool without_plan = pupils.provision[p] != Provision::plan;
        const bool present = pupils.present(p);
        return old_enough & young_enough & without_plan & present;
    };
    // Most children stay where they are, which a glance at their school tells.
    const std::size_t schools = std::min(r.schools.size(), step.map.schools.size()), years = last_entry + 1;
    std::vector<std::uint8_t> goes_on(schools * years, 0);  // by school and the year group that follows
    for (std::size_t s = 0; s < schools; ++s)
        for (int next = std::max(youngest + 1, reception + 1); next <= oldest + 1; ++next)
            goes_on[s * years + static_cast<std::size_t>(next)] =
                needs_a_new_school(step.map, r.schools, r.criteria.carried_to(SchoolId(s)), next, september) ? 0 : 1;
    const auto stays = [&](PupilId p) {
        const std::size_t s = pupils.school[p].value;
        return s < schools && goes_on[s * years + static_cast<std::size_t>(pupils.ncy[p] + 1)] != 0;
    };
    using Applicants = std::vector<RoundApplicant>;
    return listed<RoundApplicant>(step.parallel, pupils.size(),
                                  [&](Applicants& applicants, std::size_t first, std::size_t end) {
                                      for_each_where(first, end, of_an_age, [&](PupilId p) {
                                          if (stays(p)) return;
                                          if (made == OfferMade::second_round && is_provided_for(pupils, p)) return;
                                          const std::optional<int> year = year_applied_for(r, step.map, p, september);
                                          if (!year) return;
                                          applicants.push_back({p, static_cast<std::int8_t>(*year)});
                                          pupils.next_school[p] = SchoolId{};
                                          pupils.next_setting[p] = Setting::gone;
                                      });
                                  });
}

std::vector<SchoolId> sibling_schools(const AdmissionsRound& r, const Step& step,
                                      const std::vector<RoundApplicant>& applicants) {
    const Pupils& pupils = r.pupils;
    std::vector<SchoolId> at(r.families.size());
    std::vector<std::uint8_t> wanted(r.families.size(), 0);
    for (const RoundApplicant& a : applicants) wanted[pupils.family[a.pupil].value] = 1;
    const auto at_state_school = [&](PupilId p) {
        const bool of_school_age = pupils.ncy[p] >= reception;
        const bool mainstream = is_state_mainstream(pupils.setting[p]), at_school = pupils.school[p].exists();
        return of_school_age & mainstream & at_school;
    };
    using Sibling = std::pair<FamilyId, SchoolId>;
    const auto siblings = listed<Sibling>(step.parallel, pupils.size(),
                                          [&](std::vector<Sibling>& found, std::size_t first, std::size_t end) {
                                              for_each_where(first, end, at_state_school, [&](PupilId p) {
                                                  const FamilyId family = pupils.family[p];
                                                  if (!family.exists() || wanted[family.value] == 0) return;
                                                  const SchoolId s = r.criteria.carried_to(pupils.school[p]);
                                                  if (step.map.school(s).teaches(pupils.ncy[p] + 1))
                                                      found.emplace_back(family, s);
                                              });
                                          });
    for (const auto& [family, school] : siblings)  // the first by row of each family
        if (!at[family.value].exists()) at[family.value] = school;
    return at;
}

}  // namespace sendscape
