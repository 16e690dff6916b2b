// SPDX-License-Identifier: MIT
#include "agents/placement/phase_transfer.h"

#include <algorithm>

#include "agents/placement/candidates.h"
#include "agents/plans/first_plan.h"
#include "agents/plans/hazards.h"
#include "agents/plans/practice.h"
#include "agents/pupils/plan_holders.h"
#include "agents/schools/holding_on.h"
#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

void require(const Step& step, Pupils& pupils, PupilId p, RequiredProvision required) {
    if (pupils.required[p] == required) return;
    Event event{.month = step.month, .pupil = p, .kind = EventKind::provision_required};
    event.from = static_cast<std::uint32_t>(pupils.required[p]);
    event.to = static_cast<std::uint32_t>(required);
    step.events.add(event);
    pupils.required[p] = required;
}

/// Mainstream and base holders whose requirement the transfer review looks at.
bool reviewed(const Pupils& pupils, PupilId p) {
    const RequiredProvision required = pupils.required[p];
    return (required == RequiredProvision::mainstream || required == RequiredProvision::base ||
            required == RequiredProvision::none) &&
           pupils.next_setting[p] == Setting::gone;
}

/// Chance of special at a transfer for a child of this severity, the mean over children kept at `share`.
double chance(double share, double severity, double mean) {
    constexpr double whatever_severity = 0.4, by_severity = 0.6;  // parts of the chance: assumption
    constexpr double most = 0.95;
    if (!(mean > 0)) return share;
    return std::min(most, share * (whatever_severity + by_severity * severity / mean));
}

/// A chance whose odds are so many times as large: a school and an authority twice as ready for special schools do not
/// send everybody there.
double as_odds(double chance, double times) {
    return chance < 1 ? chance * times / (1 - chance + chance * times) : chance;
}

/// The two entries at which every school changes, as rows of sums; none for a child who changes at another.
constexpr int into_reception = 0, into_year_7 = 1, no_entry = -1;
constexpr int entry_of(int ncy) {
    return ncy == reception - 1 ? into_reception : ncy == year_7 - 1 ? into_year_7 : no_entry;
}

/// Of new plans for mainstream at this exact age, before Reception, those with an early-years setting first (SEN2 2026:
/// 34.9 of 77.2% at 3, and at 4 6.4%, all of them of the two in three who are not in Reception yet).
double in_early_years_first(int age) {
    constexpr double at_3 = 0.45, at_4 = 0.13;
    return age <= 3 ? at_3 : age == 4 ? at_4 : 0;
}

constexpr std::uint32_t luck_of_deferral = 5;  ///< counter of draws from the stream phase_transfer

void decide_requirements(const Step& step, Pupils& pupils, const Families& families, const Schools& schools,
                         const NamingRules& rules, const std::vector<PupilId>& due) {
    const PlacementParameters& parameters = rules.parameters;
    // Means over those due, in row order: the same on any number of threads.
    double sum[2] = {0, 0};
    std::int64_t count[2] = {0, 0};
    for (const PupilId p : due) {
        const int entry = entry_of(pupils.ncy[p]);
        if (entry == no_entry || !reviewed(pupils, p)) continue;
        sum[entry] += static_cast<double>(pupils.severity[p]);
        ++count[entry];
    }
    for (const PupilId p : due) {
        if (!reviewed(pupils, p)) continue;
        const int entry = entry_of(pupils.ncy[p]);
        double special = 0, base = 0;
        if (entry != no_entry) {
            const double mean = count[entry] > 0 ? sum[entry] / static_cast<double>(count[entry]) : 0;
            const double share =
                entry == into_reception ? parameters.reception_to_special : parameters.year_7_to_special;
            const Practice practice = practice_of(rules.authorities, step.map, families, pupils, p);
            special =
                chance(as_odds(share, handed_on(schools, pupils.school[p]) * static_cast<double>(practice.special)),
                       static_cast<double>(pupils.severity[p]), mean);
            base = (entry == into_reception ? parameters.reception_to_base : parameters.year_7_to_base) *
                   base_by_need(pupils.recorded[p]) * static_cast<double>(practice.base);
        }
        if (step.draws.happens(special, Stream::phase_transfer, p.value, step.month)) {
            require(step, pupils, p, RequiredProvision::special);
            pupils.prefers_special[p] = 1;
        } else if (pupils.required[p] == RequiredProvision::base) {
            if (entry == into_year_7 &&
                !step.draws.happens(parameters.transfer_to_base_kept, Stream::phase_transfer, p.value, step.month, 1))
                require(step, pupils, p, RequiredProvision::mainstream);
        } else if (step.draws.happens(base, Stream::phase_transfer, p.value, step.month, 3)) {
            require(step, pupils, p, RequiredProvision::base);
        }
    }
}

}  // namespace

void name_phase_transfers(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                          const NamingRules& rules) {
    const auto apply = [&](PupilId p, std::vector<Applicant>& found) {
        const int ncy = pupils.ncy[p];
        if (ncy < reception - 1 || ncy + 1 >= first_post16_ncy) return;  // Year 11 and over: post-16 moves
        const bool transfer = due_to_transfer(step.map, pupils, p);
        if (transfer) {
            pupils.next_setting[p] = Setting::gone;
            pupils.next_school[p] = SchoolId{};
        }
        const bool waits = pupils.waiting(p) && ncy >= reception && pupils.next_setting[p] == Setting::gone &&
                           !satisfies(pupils.required[p], pupils.setting[p], ncy);
        if (!transfer && !waits) return;
        Applicant a{.pupil = p};
        a.order = pupils.waiting(p) ? NamingClass::already_waiting : NamingClass::phase_transfer;
        a.since = pupils.waiting(p) ? pupils.waiting_since[p] : pack(step.month);
        a.severity = pupils.severity[p];
        // Who moves up from a special school has nowhere else to go, and its authority has long seen it coming: those
        // who wait in mainstream do not take the places before it.
        if (transfer && !pupils.waiting(p) && is_special(pupils.setting[p]) && pupils.ncy[p] >= reception) {
            a.order = NamingClass::already_waiting;
            a.since = pupils.plan_since[p];
        }
        a.for_september = true;
        a.must_be_named = transfer;  // others stay where they are, and on the list
        found.push_back(a);
    };
    std::vector<Applicant> applicants = listed<Applicant>(
        step.parallel, pupils.size(), [&](std::vector<Applicant>& found, std::size_t first, std::size_t end) {
            for_each_plan_holder(pupils, first, end, [&](PupilId p) { apply(p, found); });
        });
    std::vector<PupilId> due;
    for (const Applicant& a : applicants)
        if (a.must_be_named) due.push_back(a.pupil);
    decide_requirements(step, pupils, families, schools, rules, due);
    for (Applicant& a : applicants) {
        const PupilId p = a.pupil;
        // Before school began there was no special place to be had: it has waited for Reception since its plan was
        // made.
        if (pupils.ncy[p] != reception - 1 || pupils.required[p] != RequiredProvision::special) continue;
        if (pupils.plan_since[p] == no_month || pupils.waiting(p)) continue;
        a.order = NamingClass::already_waiting;
        a.since = pupils.plan_since[p];
    }
    Room now = Room::now(step.map, schools, rules.parameters);
    Room september = Room::next_september(step.map, pupils, schools, rules.parameters, rules.opening_special,
                                          rules.opening_base, step.parallel);
    name_in_order(step, pupils, families, schools, rules, applicants, now, september);
}

void decide_late_reception(const Step& step, Pupils& pupils, const Families& families, const Schools& schools,
                           const NamingRules& rules) {
    const auto comes_late = [&](PupilId p) {
        if (pupils.ncy[p] != reception - 1 || pupils.plan_since[p] != pack(step.month)) return false;
        if (pupils.required[p] != RequiredProvision::mainstream) return false;
        const int age = exact_age(pupils.ncy[p], pupils.birth_month[p], step.month);
        return step.draws.happens(in_early_years_first(age), Stream::phase_transfer, p.value, step.month, 2);
    };
    const auto late = listed<PupilId>(step.parallel, pupils.size(),
                                      [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
                                          for_each_plan_holder(pupils, first, end, [&](PupilId p) {
                                              if (comes_late(p)) found.push_back(p);
                                          });
                                      });
    decide_requirements(step, pupils, families, schools, rules, late);
}

void take_up_named_places(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                          const NamingRules& rules) {
    const bool limited = rules.loops.capacity > 0;
    const auto end_wait = [&](PupilId p) {
        if (!pupils.waiting(p) || !satisfies(pupils.required[p], pupils.setting[p], pupils.ncy[p])) return;
        Event event{.month = step.month, .pupil = p, .kind = EventKind::wait_ended};
        event.to = static_cast<std::uint32_t>(pupils.required[p]);
        event.detail = step.month - unpack(pupils.waiting_since[p]);
        step.events.add(event);
        pupils.waiting_since[p] = no_month;
    };
    std::vector<Applicant> left;
    for (const PupilId p : plan_holders(pupils, step.parallel)) {
        const int ncy = pupils.ncy[p];
        if (ncy < reception || ncy >= first_post16_ncy) continue;
        const Setting next = pupils.next_setting[p];
        const SchoolId school = pupils.next_school[p];
        const ZoneId home = families.zone[pupils.family[p]];
        pupils.next_setting[p] = Setting::gone;
        pupils.next_school[p] = SchoolId{};
        if (may_defer_entry(pupils, p) &&
            step.draws.happens(rules.parameters.reception_deferred, Stream::phase_transfer, p.value, step.month,
                               luck_of_deferral))
            continue;
        bool placed = false;
        if (next != Setting::gone &&
            (!school.exists() || (step.map.school(school).teaches(ncy) && schools.open(school, step.month)))) {
            const bool same = school == pupils.school[p] && next == pupils.setting[p];
            const bool full =
                limited && next == Setting::state_special && school.exists() && school != pupils.school[p] &&
                schools.roll[school] >= std::max(schools.ceiling[school], schools.commissioned_places[school]);
            const bool base_full =
                limited && is_base(next) && !same &&
                schools.in_base[school][base_phase(ncy)] >= schools.base_places[school][base_phase(ncy)];
            if (!full && !base_full) {
                if (!same) {
                    place(pupils, schools, step, home, p, next, school);
                    if (!school.exists() && is_special(next)) pupils.journey[p] = out_of_area_tenths;
                }
                if (!is_special(next)) pupils.out_of_area_for_want[p] = 0;
                end_wait(p);
                placed = true;
            }
        }
        if (placed) continue;
        const SchoolId present = pupils.school[p];
        const Setting setting = pupils.setting[p];
        const bool outgrown = present.exists() && !step.map.school(present).teaches(ncy);
        const bool too_old = setting == Setting::early_years || setting == Setting::not_yet;
        if (!outgrown && !too_old && next == Setting::gone) continue;
        if (!outgrown && !too_old && satisfies(pupils.required[p], setting, ncy)) continue;
        Applicant a{.pupil = p};
        a.order = next != Setting::gone ? NamingClass::already_waiting : NamingClass::phase_transfer;
        a.since = pupils.waiting(p) ? pupils.waiting_since[p] : pack(step.month);
        a.severity = pupils.severity[p];
        left.push_back(a);
    }
    if (left.empty()) return;
    Room now = Room::now(step.map, schools, rules.parameters);
    Room unused = now;
    name_in_order(step, pupils, families, schools, rules, left, now, unused);
    for (const Applicant& a : left) {
        // Still at a school that does not teach its year: a mainstream school, while the place required is awaited.
        const PupilId p = a.pupil;
        const SchoolId present = pupils.school[p];
        if (!present.exists() || step.map.school(present).teaches(pupils.ncy[p])) continue;
        const ZoneId home = families.zone[pupils.family[p]];
        const Child child{pupils.ncy[p], pupils.girl[p] != 0, pupils.faith[p] != 0, pupils.recorded[p]};
        const SchoolId school =
            name_mainstream(step, schools, rules.parameters, rules.loops, home, p, child, SchoolId{});
        place(pupils, schools, step, home, p, school.exists() ? step.map.school(school).setting : Setting::awaiting,
              school);
    }
}

}  // namespace sendscape
