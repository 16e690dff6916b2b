// SPDX-License-Identifier: MIT
#include "agents/placement/naming.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "agents/families/residence.h"
#include "agents/placement/border.h"
#include "agents/placement/candidates.h"
#include "agents/placement/custom.h"
#include "agents/placement/naming_case.h"
#include "agents/pupils/plan_holders.h"
#include "agents/schools/rolls.h"
#include "sim/core/parallel_sort.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr int year_6 = year_7 - 1, year_11 = first_post16_ncy - 1;
/// Of those in alternative provision whose plan names mainstream, who return in a month: places last about a year
/// (assumption).
constexpr double reintegrated_a_month = 0.08;
constexpr std::uint32_t luck_of_nursery_class = 3;  ///< counter of draws from the stream phase_transfer

void begin_wait(const Step& step, Pupils& pupils, PupilId p) {
    if (pupils.waiting(p)) return;
    pupils.waiting_since[p] = pack(step.month);
    Event event{.month = step.month, .pupil = p, .kind = EventKind::wait_began};
    event.to = static_cast<std::uint32_t>(pupils.required[p]);
    event.from = pupils.school[p].value;
    event.from_setting = pupils.setting[p];
    step.events.add(event);
}

/// True for a child the month's naming looks at.
bool lacks(const Step& step, const Pupils& pupils, PupilId p) {
    const int ncy = pupils.ncy[p];
    if (ncy < reception - 1 || ncy > year_11) return false;
    const RequiredProvision required = pupils.required[p];
    const Setting setting = pupils.setting[p], next = pupils.next_setting[p];
    if (naming_for_september(step.month) && due_to_transfer(step.map, pupils, p)) {
        if (ncy == year_11) return false;
        if (next == Setting::gone) return true;
        return !satisfies(required, next, ncy + 1);
    }
    if (ncy < reception || may_defer_entry(pupils, p)) return false;
    if (next != Setting::gone && satisfies(required, next, ncy + 1)) return setting == Setting::awaiting;
    if (setting == Setting::awaiting || setting == Setting::not_yet || setting == Setting::early_years) return true;
    return !satisfies(required, setting, ncy);
}

}  // namespace

bool before(const Applicant& a, const Applicant& b) {
    return std::tuple(a.order, a.since, -a.severity, a.pupil) < std::tuple(b.order, b.since, -b.severity, b.pupil);
}

bool may_defer_entry(const Pupils& pupils, PupilId p) {
    return pupils.ncy[p] == reception && pupils.setting[p] == Setting::early_years && !pupils.school[p].exists() &&
           pupils.required[p] == RequiredProvision::mainstream;
}

bool due_to_transfer(const Map& map, const Pupils& pupils, PupilId p) {
    const int ncy = pupils.ncy[p];
    if (ncy == reception - 1) return true;
    if (ncy < reception || ncy > year_11) return false;
    const SchoolId s = pupils.school[p];
    if (s.exists() && !map.school(s).teaches(ncy + 1)) return true;
    return ncy == year_6 && !is_special(pupils.setting[p]) && pupils.setting[p] != Setting::eotas &&
           pupils.setting[p] != Setting::home_education;
}

void name_in_order(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                   const NamingRules& rules, std::vector<Applicant>& applicants, Room& room_now, Room& room_september) {
    parallel_sort(step.parallel, applicants, before);
    const bool september = naming_for_september(step.month);
    BorderCounts counts = border_counts(step.map, pupils, families, september, step.parallel);
    Border now_over_border(step.map, rules.authorities, std::move(counts.now));
    Border september_over_border(step.map, rules.authorities, std::move(counts.next_september));
    const std::vector<double> readiness = independent_readiness(counts.plans, rules.authorities, rules.parameters);
    const double success = rules.parameters.consultation_success;
    const auto sought =  // by applicant
        listed<Sought>(step.parallel, applicants.size(),
                       [&](std::vector<Sought>& list, std::size_t first, std::size_t end) {
                           for (std::size_t i = first; i < end; ++i) {
                               const PupilId p = applicants[i].pupil;
                               const int ncy = pupils.ncy[p] + (applicants[i].for_september ? 1 : 0);
                               list.push_back({families.zone[pupils.family[p]],
                                               {ncy, pupils.girl[p] != 0, pupils.faith[p] != 0, pupils.recorded[p]},
                                               pupils.required[p]});
                           }
                       });
    const OwnProvision own(step.map, schools);
    const auto in_advance = candidates_in_advance(step, schools, own, sought);
    for (std::size_t i = 0; i < applicants.size(); ++i) {
        constexpr std::size_t ahead = 8;  // applicants stand far apart in memory, in an order of their own
        if (i + ahead < applicants.size()) {
            const PupilId later = applicants[i + ahead].pupil;
            ask_for(pupils.setting[later], pupils.next_setting[later], pupils.school[later], pupils.required[later],
                    pupils.waiting_since[later], pupils.severity[later], pupils.prefers_special[later]);
        }
        const Applicant& a = applicants[i];
        const PupilId p = a.pupil;
        const auto& [home, child, required] = sought[i];
        const int ncy = child.ncy;
        const AuthorityId authority = step.map.zone(home).authority;
        const double ready = authority.value < readiness.size() ? readiness[authority.value] : 1.0;
        const std::vector<Candidate>* const found = in_advance.empty() ? nullptr : &in_advance[i];
        const NamingCase naming{step,
                                pupils,
                                schools,
                                rules,
                                room_now,
                                room_september,
                                now_over_border,
                                september_over_border,
                                ready,
                                p,
                                home,
                                child,
                                a.for_september,
                                own,
                                found};
        const Setting setting = pupils.setting[p];
        // A child named a mainstream school for September while waiting keeps it until something better is named.
        const bool named = a.for_september && pupils.next_setting[p] != Setting::gone;
        const bool unplaced = setting == Setting::awaiting;
        // To consult schools, which have 15 days to answer, takes some months for a child without a setting.
        if (unplaced && !a.for_september && naming.draw(Stream::placement_consultation, step.month) >= success) {
            begin_wait(step, pupils, p);
            continue;
        }
        if (setting == Setting::alternative_provision && pupils.required[p] == RequiredProvision::mainstream &&
            !a.for_september && naming.draw(Stream::placement_consultation, step.month) >= reintegrated_a_month)
            continue;
        if (naming.name(required, a.order, a.since)) continue;
        const bool specialist =
            pupils.required[p] == RequiredProvision::special || pupils.required[p] == RequiredProvision::base;
        if (specialist || unplaced) {
            if (ncy >= reception) begin_wait(step, pupils, p);
        }
        // Whoever waits is at school meanwhile: at its own, or at a mainstream school.
        const bool at_none =
            setting == Setting::awaiting || setting == Setting::early_years || setting == Setting::not_yet;
        if (specialist && !named && a.must_be_named && (a.for_september || at_none)) naming.name_ordinary();
    }
}

void name_settings(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                   const NamingRules& rules) {
    std::vector<std::vector<Applicant>> lists(Parallel::blocks(pupils.size()));
    step.parallel.for_blocks(pupils.size(), [&](std::size_t block, std::size_t first, std::size_t end) {
        const auto visit = [&](PupilId p) {
            if (!lacks(step, pupils, p)) return;
            Applicant a{.pupil = p};
            a.for_september = naming_for_september(step.month) && due_to_transfer(step.map, pupils, p);
            a.severity = pupils.severity[p];
            a.since = pupils.waiting(p) ? pupils.waiting_since[p] : pack(step.month);
            a.order = pupils.waiting(p)                        ? NamingClass::already_waiting
                      : a.for_september                        ? NamingClass::phase_transfer
                      : pupils.setting[p] == Setting::awaiting ? NamingClass::crisis
                                                               : NamingClass::fresh;
            lists[block].push_back(a);
        };
        const auto of_school_age = [&](PupilId p) {  // whom lacks() looks at
            const bool old_enough = pupils.ncy[p] >= reception - 1, young_enough = pupils.ncy[p] <= year_11;
            return old_enough & young_enough & pupils.has_plan(p);
        };
        for_each_far_apart(
            first, end, of_school_age,
            [&](PupilId p) {
                if (pupils.present(p)) visit(p);
            },
            [&](PupilId p) {
                ask_for(pupils.setting[p], pupils.required[p], pupils.next_setting[p], pupils.school[p]);
            },
            [](PupilId) {});
    });
    std::vector<Applicant> applicants;
    for (const auto& list : lists) applicants.insert(applicants.end(), list.begin(), list.end());
    if (applicants.empty()) return;
    Room now = Room::now(step.map, schools, rules.parameters);
    Room september = naming_for_september(step.month)
                         ? Room::next_september(step.map, pupils, schools, rules.parameters, rules.opening_special,
                                                rules.opening_base, step.parallel)
                         : now;
    name_in_order(step, pupils, families, schools, rules, applicants, now, september);
}

void name_nursery_classes(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                          const NamingRules& rules) {
    const auto new_plan_at_none = [&](PupilId p) {
        const bool early_years = pupils.setting[p] == Setting::early_years, has_plan = pupils.has_plan(p);
        const bool new_plan = pupils.plan_since[p] == pack(step.month), young = pupils.ncy[p] < reception;
        return early_years & has_plan & new_plan & young;
    };
    const auto goes_to_a_class = [&](PupilId p) {
        if (pupils.counted_setting(p) != Setting::early_years) return false;  // at a nursery school
        const AuthorityId a = authority_of(pupils, families, step.map, p);
        if (a.value >= rules.authorities.size()) return false;
        const double elsewhere = 1 - static_cast<double>(rules.authorities.practice[a].early_years);
        return step.draws.happens(elsewhere, Stream::phase_transfer, p.value, step.month, luck_of_nursery_class);
    };
    const auto named = listed<PupilId>(step.parallel, pupils.size(),
                                       [&](std::vector<PupilId>& found, std::size_t first, std::size_t end) {
                                           for_each_where(first, end, new_plan_at_none, [&](PupilId p) {
                                               if (goes_to_a_class(p)) found.push_back(p);
                                           });
                                       });
    for (const PupilId p : named) {
        const ZoneId home = families.zone[pupils.family[p]];
        const Child child{pupils.ncy[p], pupils.girl[p] != 0, pupils.faith[p] != 0, pupils.recorded[p]};
        const SchoolId school =
            name_mainstream(step, schools, rules.parameters, rules.loops, home, p, child, SchoolId{});
        if (school.exists())
            place(pupils, schools, step, home, p, Setting::mainstream, school);
        else  // a nursery class that no table tells of: as the start has those beyond the map's schools
            place(pupils, schools, step, home, p, Setting::independent_mainstream, SchoolId{});
    }
}

}  // namespace sendscape
