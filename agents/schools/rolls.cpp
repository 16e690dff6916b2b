// SPDX-License-Identifier: MIT
#include "agents/schools/rolls.h"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

namespace sendscape {
namespace {

constexpr int most_tenths = std::numeric_limits<std::uint16_t>::max();  ///< what the column of journeys holds

void count_in(const Pupils& pupils, Schools& schools, PupilId p, int sign) {
    const SchoolId s = pupils.school[p];
    if (!s.exists()) return;
    schools.roll[s] += sign;
    if (pupils.provision[p] == Provision::plan) schools.plans[s] += sign;
    if (pupils.provision[p] == Provision::sen_support) schools.sen_support[s] += sign;
    const int ncy = pupils.ncy[p];
    if (is_base(pupils.setting[p])) schools.in_base[s][base_phase(ncy)] += sign;
    if (ncy >= first_ncy && ncy <= last_school_ncy) schools.roll_by_year[s][year_index(ncy)] += sign;
}

}  // namespace

void recount(const Pupils& pupils, Schools& schools) {
    // Counted side by side, then put into the columns: one child touches one stretch of memory.
    struct Counts {
        std::array<std::int32_t, 3> by_provision{};
        std::array<std::int32_t, 2> in_base{};
        std::array<std::int32_t, school_years + 1> by_year{};  ///< the last for all beyond school
    };
    std::vector<Counts> counts(schools.size());
    for (std::size_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const SchoolId s = pupils.school[p];
        if (!s.exists() || !pupils.present(p)) continue;
        Counts& school = counts[s.value];
        const int ncy = pupils.ncy[p];
        ++school.by_provision[static_cast<std::size_t>(pupils.provision[p])];
        ++school.by_year[ncy >= first_ncy && ncy <= last_school_ncy ? year_index(ncy) : school_years];
        if (is_base(pupils.setting[p])) ++school.in_base[base_phase(ncy)];
    }
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const auto [none, sen_support, plans] = counts[row].by_provision;
        schools.roll[s] = none + sen_support + plans;
        schools.plans[s] = plans;
        schools.sen_support[s] = sen_support;
        schools.in_base[s] = counts[row].in_base;
        std::copy_n(counts[row].by_year.begin(), school_years, schools.roll_by_year[s].begin());
    }
}

void place(Pupils& pupils, Schools& schools, const Step& step, ZoneId home, PupilId p, Setting setting, SchoolId school,
           std::uint8_t cause) {
    Event event{.month = step.month, .pupil = p, .kind = EventKind::placed, .cause = cause};
    event.from = pupils.school[p].value;
    event.from_setting = pupils.setting[p];
    event.to = school.value;
    event.to_setting = setting;
    if (pupils.present(p)) count_in(pupils, schools, p, -1);
    pupils.setting[p] = setting;
    pupils.school[p] = school;
    count_in(pupils, schools, p, +1);
    pupils.journey[p] = 0;
    if (school.exists() && school.value < step.map.schools.size() && home.exists())
        pupils.journey[p] = static_cast<std::uint16_t>(std::min(journey(step.map, home, school).tenths, most_tenths));
    step.events.add(event);
}

void count_ended_plans(const Pupils& pupils, Schools& schools, std::span<const Event> events) {
    for (const Event& event : events) {
        const SchoolId s(event.from);
        if (event.kind != EventKind::plan_ceased || !s.exists()) continue;
        --schools.plans[s];
        if (pupils.present(event.pupil)) {
            if (pupils.provision[event.pupil] == Provision::sen_support) ++schools.sen_support[s];
            continue;
        }
        const int ncy = pupils.ncy[event.pupil];
        --schools.roll[s];
        if (is_base(event.from_setting)) --schools.in_base[s][base_phase(ncy)];
        if (ncy >= first_ncy && ncy <= last_school_ncy) --schools.roll_by_year[s][year_index(ncy)];
    }
}

}  // namespace sendscape
