// SPDX-License-Identifier: MIT
#include "agents/placement/naming.h"

#include <algorithm>
#include <tuple>

#include "agents/families/residence.h"
#include "agents/placement/border.h"
#include "agents/placement/candidates.h"
#include "agents/placement/custom.h"
#include "agents/pupils/plan_holders.h"
#include "agents/schools/rolls.h"
#include "sim/core/parallel_sort.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr int year_6 = year_7 - 1, year_11 = first_post16_ncy - 1;

// An independent school that takes more than it has places or staff for: assumptions.
constexpr std::int32_t part_over_places = 10;     ///< a tenth more than its places
constexpr std::int32_t class_of_independent = 8;  ///< in a year a class more than it had in October, or a tenth
/// Taken towards a neighbour's special school whose places for others are not taken up: what speaks against another
/// authority's school, and as much for it (assumption).
constexpr float agreed_minutes = 30;
constexpr float beyond_minutes = 75;  ///< an hour, and what speaks against another authority's school (assumption)
/// Of those who enter special schools at 4 to 14, the part at independent and non-maintained ones: 7,200 of 22,500 a
/// year, net (DfE, Education, health and care plans 2026: movers between two Januaries, derived). The parameters'
/// hazard is that of a child of whom this share is expected.
constexpr double mean_independent_share = 0.3;
constexpr double months_of_transfer = 8;  ///< a transfer decides in one month what a year would: assumption
/// Of those in alternative provision whose plan names mainstream, who return in a month: places last about a year
/// (assumption).
constexpr double reintegrated_a_month = 0.08;
constexpr std::uint32_t luck_of_nursery_class = 3;  ///< counter of draws from the stream phase_transfer
/// Added to a year group, which may be below nought, where it is the key of a draw.
constexpr int key_of_reception = 8;

/// Where those go who leave school: EOTAS rises with age, home education is commoner in primary, the rest have nothing
/// yet. From 2019 and 2020 to 2026 EOTAS grew by 13,029 and home education by 6,112, about 68 : 32 (DfE, Education,
/// health and care plans, derived; the split by phase and those without anything are judged).
struct Elsewhere {
    double eotas, home_educated;
};
constexpr Elsewhere elsewhere_in_primary{0.48, 0.32}, elsewhere_in_secondary{0.60, 0.24};

/// The same where an authority's own children are.
Elsewhere as_practised(const Elsewhere& england, const Practice& practice) {
    const double eotas = england.eotas * static_cast<double>(practice.eotas);
    const double home = england.home_educated * static_cast<double>(practice.home_educated);
    const double none = (1 - england.eotas - england.home_educated) * static_cast<double>(practice.no_setting);
    const double all = eotas + home + none;
    return {eotas / all, home / all};
}

/// One child's naming: the columns it works on, and what it is named for.
struct Case {
    const Step& step;
    Pupils& pupils;
    Schools& schools;
    const NamingRules& rules;
    Room& room_now;
    Room& room_september;
    Border& now_over_border;
    Border& september_over_border;
    double readiness;  ///< of the child's authority for independent schools
    PupilId p;
    ZoneId home;
    Child child;
    bool for_september;
    const std::vector<Candidate>* in_advance;  ///< candidates_in_advance(); none: to be looked for

    [[nodiscard]] Room& room() const { return for_september ? room_september : room_now; }
    [[nodiscard]] bool limited() const { return rules.loops.capacity > 0; }
    [[nodiscard]] AuthorityId authority() const { return step.map.zone(home).authority; }
    /// Of no school: beyond the map.
    [[nodiscard]] AuthorityId authority_of_school(SchoolId s) const {
        return s.exists() ? step.map.school(s).authority : AuthorityId{};
    }
    /// Whether one more may go to a school of this kind where it is another authority's: children go over a border as
    /// often as they are used to.
    [[nodiscard]] bool border_open(SchoolId s, Setting as) const {
        const AuthorityId of_school = authority_of_school(s);
        const int ncy = pupils.ncy[p];
        const auto open = [&](const Border& border, int year) {
            const auto row = border_row(as, year);
            return !row || border.open_to(authority(), of_school, *row);
        };
        if (for_september) return open(september_over_border, ncy + 1);
        return open(now_over_border, ncy) &&
               (!naming_for_september(step.month) || open(september_over_border, ncy + 1));
    }
    /// Whether fewer go there than are used to.
    [[nodiscard]] bool border_short(SchoolId s, Setting as) const {
        const auto row = border_row(as, child.ncy);
        const Border& border = for_september ? september_over_border : now_over_border;
        return row && border.short_of(authority(), authority_of_school(s), *row);
    }
    [[nodiscard]] double draw(Stream stream, Month month, std::uint32_t k = 0) const {
        return step.draws.uniform(stream, p.value, month, k);
    }

    /// Names the setting: now, or for September.
    void commit(Setting setting, SchoolId school, bool for_want) const {
        const bool september = naming_for_september(step.month);
        const auto count_border = [&](Border& border, SchoolId s, Setting in, int ncy, std::int32_t sign) {
            const auto row = border_row(in, ncy);
            if (row) border.count(authority(), s.exists() ? step.map.school(s).authority : AuthorityId{}, *row, sign);
        };
        const int this_year = pupils.ncy[p], next_year = this_year + 1;
        const auto stays_next = [&](SchoolId s) { return !s.exists() || step.map.school(s).teaches(next_year); };
        if (for_september) {
            if (school.exists()) room_september.count(school, setting, child.ncy, +1);
            // Who was named before, or would have stayed, is not there in September.
            if (pupils.next_setting[p] != Setting::gone)
                count_border(september_over_border, pupils.next_school[p], pupils.next_setting[p], next_year, -1);
            else if (stays_next(pupils.school[p]))
                count_border(september_over_border, pupils.school[p], pupils.setting[p], next_year, -1);
            count_border(september_over_border, school, setting, next_year, +1);
            pupils.next_school[p] = school;
            pupils.next_setting[p] = setting;
            if (for_want) pupils.out_of_area_for_want[p] = 1;
            Event event{.month = step.month, .pupil = p, .kind = EventKind::named};
            event.from = pupils.school[p].value;
            event.from_setting = pupils.setting[p];
            event.to = school.value;
            event.to_setting = setting;
            step.events.add(event);
            return;
        }
        if (pupils.school[p].exists()) room_now.count(pupils.school[p], pupils.setting[p], child.ncy, -1);
        if (school.exists()) {
            room_now.count(school, setting, child.ncy, +1);
            if (september && step.map.school(school).teaches(child.ncy + 1))
                room_september.count(school, setting, child.ncy + 1, +1);
        }
        count_border(now_over_border, pupils.school[p], pupils.setting[p], this_year, -1);
        count_border(now_over_border, school, setting, this_year, +1);
        if (september && pupils.next_setting[p] == Setting::gone) {
            if (stays_next(pupils.school[p]))
                count_border(september_over_border, pupils.school[p], pupils.setting[p], next_year, -1);
            if (stays_next(school)) count_border(september_over_border, school, setting, next_year, +1);
        }
        place(pupils, schools, step, home, p, setting, school);
        if (!school.exists() && is_special(setting)) pupils.journey[p] = out_of_area_tenths;
        pupils.out_of_area_for_want[p] = for_want ? 1 : 0;
        if (satisfies(pupils.required[p], setting, child.ncy) && pupils.waiting(p)) {
            Event event{.month = step.month, .pupil = p, .kind = EventKind::wait_ended};
            event.to = static_cast<std::uint32_t>(pupils.required[p]);
            event.detail = step.month - unpack(pupils.waiting_since[p]);
            step.events.add(event);
            pupils.waiting_since[p] = no_month;
        }
    }

    /// Before September a place must be free now and still be free then, when those already named arrive.
    [[nodiscard]] bool free_special(SchoolId s) const {
        if (!s.exists()) return true;  // beyond the map
        if (room().free_special(s, child.ncy) <= 0 || !border_open(s, Setting::state_special)) return false;
        return for_september || !naming_for_september(step.month) || room_september.free_special(s, child.ncy) > 0;
    }
    /// A full school named over number admits, less and less willingly; its answer to one child holds for the school
    /// year.
    [[nodiscard]] bool over_number(SchoolId s) const {
        double left = room().over_number_left(s, child.ncy);
        if (!for_september && naming_for_september(step.month))
            left = std::min(left, room_september.over_number_left(s, child.ncy));
        if (left <= 0) return false;
        if (is_special(pupils.setting[p])) return true;  // moves up from another special school: must be admitted
        if (!border_open(s, Setting::state_special)) return false;
        if (border_short(s, Setting::state_special)) return true;  // a place that its authority is used to
        const Month asked(step.month.school_year(), 9);
        return draw(Stream::placement_refusal, asked, s.value) < rules.parameters.over_number_acceptance * left;
    }

    /// An independent school takes a few more than its places, and in a year no more than it can find staff for. Those
    /// already named for September are counted in: no authority can make it take more.
    [[nodiscard]] bool independent_has_room(SchoolId s) const {
        const std::int32_t places =
            schools.commissioned_places[s] > 0 ? schools.commissioned_places[s] : step.map.school(s).capacity;
        std::int32_t roll = room().roll(s);
        if (!for_september && naming_for_september(step.month)) roll = std::max(roll, room_september.roll(s));
        // What October counted leaves those over 16 out, who are there all the same.
        std::int32_t over_16 = schools.roll[s];
        for (int ncy = reception; ncy <= year_11; ++ncy) over_16 -= schools.roll_by_year[s][year_index(ncy)];
        const std::int32_t before = schools.funded_roll[s] > 0 ? schools.funded_roll[s] + std::max(0, over_16) : 0;
        const std::int32_t most = places + places / part_over_places;
        const std::int32_t staffed = before + std::max(class_of_independent, before / part_over_places);
        return roll < (before > 0 ? std::min(most, staffed) : most);
    }
    bool name_independent(bool for_want) const {
        const auto found =
            as_agreed(independent_candidates(step.map, schools, step.month, home, child), Setting::independent_special);
        for (const Candidate& c : found) {
            if (!independent_has_room(c.school) || !border_open(c.school, Setting::independent_special)) continue;
            commit(step.map.school(c.school).setting, c.school, for_want);
            return true;
        }
        commit(Setting::independent_special, SchoolId{}, for_want);  // a school beyond the map
        return true;
    }

    [[nodiscard]] Practice practice() const {
        return authority().value < rules.authorities.size() ? rules.authorities.practice[authority()] : Practice{};
    }

    /// Candidates, best first. Another authority's school comes before an own one where fewer go there than are used to
    /// and it is hardly farther away: neighbours' agreements go on.
    [[nodiscard]] std::vector<Candidate> as_agreed(std::vector<Candidate> found, Setting as) const {
        if (!limited()) return found;
        bool any_short = false;
        for (Candidate& c : found) {
            if (!border_short(c.school, as)) continue;
            c.utility += agreed_minutes;
            any_short = true;
        }
        if (!any_short) return found;  // best first as they are
        std::stable_sort(found.begin(), found.end(),
                         [](const Candidate& a, const Candidate& b) { return a.utility > b.utility; });
        return found;
    }
    /// State special schools, one beyond the map too where its authority is used to send children there.
    [[nodiscard]] std::vector<Candidate> state_candidates() const {
        auto found = in_advance ? *in_advance : special_candidates(step.map, schools, step.month, home, child);
        if (limited() && beyond_the_map()) found.push_back({SchoolId{}, -beyond_minutes, out_of_area_tenths});
        return as_agreed(std::move(found), Setting::state_special);
    }
    [[nodiscard]] bool beyond_the_map() const {
        return !rules.authorities.border.empty() && border_open(SchoolId{}, Setting::state_special);
    }

    bool name_special(NamingClass order, std::int16_t since) const {
        const PlacementParameters& parameters = rules.parameters;
        const double habit = static_cast<double>(practice().independent);
        const double share = std::min(
            1.0,
            habit * parameters.independent_share[static_cast<std::size_t>(std::clamp(child.ncy, reception, year_11))]);
        const double willing = authority().value < rules.independent_willingness.size()
                                   ? rules.independent_willingness[authority().value]
                                   : 1.0;
        const auto candidates = state_candidates();
        // Where no state school within reach would suit there is nothing to hold back for.
        const double ready = candidates.empty() ? std::max(1.0, readiness) : readiness;
        // Needs that no local school meets, or parents whose choice of an approved school stands: known from the start.
        if (!is_special(pupils.setting[p])) {
            const double at_once = limited() ? share * parameters.independent_at_once * ready : share;
            const double u =
                draw(Stream::placement_out_of_area, Month(0), static_cast<std::uint32_t>(child.ncy + key_of_reception));
            if (u < at_once) return name_independent(false);
        }
        for (const Candidate& c : candidates)
            if (!limited() || free_special(c.school)) {
                commit(Setting::state_special, c.school, false);
                return true;
            }
        for (const Candidate& c : candidates)
            if (over_number(c.school)) {
                commit(Setting::state_special, c.school, false);
                return true;
            }
        if (!limited()) return name_independent(false);
        if (is_special(pupils.setting[p])) return name_independent(true);  // a special school ends, none has room
        // Some of those for whom special is required would be suited by a base (assumption).
        if (draw(Stream::placement_preference, Month(0)) < parameters.base_substitutes) {
            pupils.required[p] = RequiredProvision::base;
            if (name_base(nullptr)) {
                Event event{.month = step.month, .pupil = p, .kind = EventKind::provision_required};
                event.from = static_cast<std::uint32_t>(RequiredProvision::special);
                event.to = static_cast<std::uint32_t>(RequiredProvision::base);
                step.events.add(event);
                return true;
            }
            pupils.required[p] = RequiredProvision::special;
        }
        // No state place within reach: an independent one, more likely the longer the wait and the older the child.
        const int waited = order == NamingClass::already_waiting ? step.month - unpack(since) : 0;
        double hazard = std::min(parameters.independent_hazard_most,
                                 parameters.independent_hazard + parameters.independent_hazard_growth * waited);
        hazard *= willing * ready * share / mean_independent_share;
        if (order == NamingClass::phase_transfer) hazard = std::min(1.0, hazard * months_of_transfer);
        if (draw(Stream::placement_out_of_area, step.month) < hazard) return name_independent(true);
        return false;
    }

    /// `known`: its candidates, where it was a base that was sought.
    bool name_base(const std::vector<Candidate>* known) const {
        const auto candidates = known ? *known : base_candidates(step.map, schools, step.month, home, child);
        const std::size_t phase = base_phase(child.ncy);
        const bool september = naming_for_september(step.month);
        for (const Candidate& c : candidates) {
            if (limited() && (room().free_base(c.school, phase) <= 0 || !border_open(c.school, Setting::sen_unit)))
                continue;
            if (limited() && !for_september && september && room_september.free_base(c.school, phase) <= 0) continue;
            const Setting kind = schools.base_kind[c.school];
            commit(is_base(kind) ? kind : Setting::resourced_provision, c.school, false);
            return true;
        }
        return false;
    }

    bool name_alternative() const {
        const auto candidates = as_agreed(alternative_candidates(step.map, schools, step.month, home, child),
                                          Setting::alternative_provision);
        for (const Candidate& c : candidates) {
            const std::int32_t places = schools.commissioned_places[c.school];
            const std::int32_t most =
                std::max(schools.ceiling[c.school], places > 0 ? places : step.map.school(c.school).capacity);
            if (limited() && (schools.roll[c.school] >= most || !border_open(c.school, Setting::alternative_provision)))
                continue;
            commit(Setting::alternative_provision, c.school, false);
            return true;
        }
        commit(Setting::alternative_provision, SchoolId{}, false);  // unregistered or hospital provision
        return true;
    }

    /// Who is in an independent school goes on in one, beyond the map where it has none for the year. Their part of all
    /// plans, 1.0 to 1.1%, has not changed since 2017 (SEN2); by age it is not published (assumption).
    bool name_next_independent() const {
        const SchoolId present = pupils.school[p];
        const bool stays =
            present.exists() && schools.open(present, step.month) && step.map.school(present).teaches(child.ncy);
        commit(Setting::independent_mainstream,
               stays              ? present
               : present.exists() ? nearest_independent(step.map, schools, step.month, home, child)
                                  : SchoolId{},
               false);
        return true;
    }

    bool name_ordinary() const {
        if (for_september && child.ncy > reception && pupils.setting[p] == Setting::independent_mainstream)
            return name_next_independent();
        const SchoolId present = pupils.school[p];
        // A special or alternative school offers no mainstream place: the child is named another school.
        const bool stays = present.exists() && group_of(step.map.school(present).setting) == SettingGroup::mainstream;
        const SchoolId school = name_mainstream(step, schools, rules.parameters, rules.loops, home, p, child,
                                                stays ? present : SchoolId{}, [&](SchoolId s) {
                                                    return !border_open(s, Setting::mainstream)   ? OverBorder::closed
                                                           : border_short(s, Setting::mainstream) ? OverBorder::agreed
                                                                                                  : OverBorder::open;
                                                });
        if (!school.exists()) return false;
        commit(step.map.school(school).setting, school, false);
        return true;
    }

    bool name_elsewhere() const {
        const Elsewhere shares =
            as_practised(child.ncy < year_7 ? elsewhere_in_primary : elsewhere_in_secondary, practice());
        const double arranged = shares.eotas + shares.home_educated;
        // Who has had nothing until now is found something.
        const double u = draw(Stream::placement_out_of_area, step.month, 1) *
                         (pupils.setting[p] == Setting::awaiting ? arranged : 1.0);
        commit(u < shares.eotas ? Setting::eotas
               : u < arranged   ? Setting::home_education
                                : Setting::awaiting,
               SchoolId{}, false);
        return true;
    }
};

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
    if (ncy < reception) return false;
    if (next != Setting::gone && satisfies(required, next, ncy + 1)) return setting == Setting::awaiting;
    if (setting == Setting::awaiting || setting == Setting::not_yet || setting == Setting::early_years) return true;
    return !satisfies(required, setting, ncy);
}

}  // namespace

bool before(const Applicant& a, const Applicant& b) {
    return std::tuple(a.order, a.since, -a.severity, a.pupil) < std::tuple(b.order, b.since, -b.severity, b.pupil);
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
    Border now_over_border(step.map, rules.authorities, border_now(step.map, pupils, families, step.parallel));
    Border september_over_border = september ? Border(step.map, rules.authorities,
                                                      border_next_september(step.map, pupils, families, step.parallel))
                                             : now_over_border;
    const std::vector<double> readiness =
        independent_readiness(step.map, pupils, families, rules.authorities, rules.parameters, step.parallel);
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
    const auto in_advance = candidates_in_advance(step, schools, sought);
    for (std::size_t i = 0; i < applicants.size(); ++i) {
        const Applicant& a = applicants[i];
        const PupilId p = a.pupil;
        const auto& [home, child, required] = sought[i];
        const int ncy = child.ncy;
        const AuthorityId authority = step.map.zone(home).authority;
        const double ready = authority.value < readiness.size() ? readiness[authority.value] : 1.0;
        const std::vector<Candidate>* const found = in_advance.empty() ? nullptr : &in_advance[i];
        const Case naming{
            step,  pupils, schools, rules, room_now,        room_september, now_over_border, september_over_border,
            ready, p,      home,    child, a.for_september, found};
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
        bool done = false;
        switch (required) {
            case RequiredProvision::special:
                done = naming.name_special(a.order, a.since);
                break;
            case RequiredProvision::base:
                done = naming.name_base(naming.in_advance);
                break;
            case RequiredProvision::alternative:
                done = naming.name_alternative();
                break;
            case RequiredProvision::elsewhere:
                done = naming.name_elsewhere();
                break;
            default:
                done = naming.name_ordinary();
                break;
        }
        if (done) continue;
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
        for_each_plan_holder(pupils, first, end, [&](PupilId p) {
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
        });
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
