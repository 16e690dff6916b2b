// SPDX-License-Identifier: MIT
#include "agents/placement/naming_case.h"

#include <algorithm>

#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

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
/// Added to a year group, which may be below nought, where it is the key of a draw.
constexpr int key_of_reception = 8;
constexpr std::uint32_t luck_of_link = 4;  ///< counter of draws from the stream phase_transfer

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

}  // namespace

bool NamingCase::name(RequiredProvision required, NamingClass order, std::int16_t since) const {
    switch (required) {
        case RequiredProvision::special:
            return name_special(order, since);
        case RequiredProvision::base:
            return name_base(in_advance);
        case RequiredProvision::alternative:
            return name_alternative();
        case RequiredProvision::elsewhere:
            return name_elsewhere();
        default:
            return name_ordinary();
    }
}

Room& NamingCase::room() const { return for_september ? room_september : room_now; }

bool NamingCase::limited() const { return rules.loops.capacity > 0; }

AuthorityId NamingCase::authority() const { return step.map.zone(home).authority; }

AuthorityId NamingCase::authority_of_school(SchoolId s) const {
    return s.exists() ? step.map.school(s).authority : AuthorityId{};
}

bool NamingCase::border_open(SchoolId s, Setting as) const {
    const AuthorityId of_school = authority_of_school(s);
    const int ncy = pupils.ncy[p];
    const auto open = [&](const Border& border, int year) {
        const auto row = border_row(as, year);
        return !row || border.open_to(authority(), of_school, *row);
    };
    if (for_september) return open(september_over_border, ncy + 1);
    return open(now_over_border, ncy) && (!naming_for_september(step.month) || open(september_over_border, ncy + 1));
}

bool NamingCase::border_short(SchoolId s, Setting as) const {
    const auto row = border_row(as, child.ncy);
    const Border& border = for_september ? september_over_border : now_over_border;
    return row && border.short_of(authority(), authority_of_school(s), *row);
}

double NamingCase::draw(Stream stream, Month month, std::uint32_t k) const {
    return step.draws.uniform(stream, p.value, month, k);
}

void NamingCase::commit(Setting setting, SchoolId school, bool for_want) const {
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

bool NamingCase::free_special(SchoolId s) const {
    if (!s.exists()) return true;  // beyond the map
    if (room().free_special(s, child.ncy) <= 0 || !border_open(s, Setting::state_special)) return false;
    return for_september || !naming_for_september(step.month) || room_september.free_special(s, child.ncy) > 0;
}

bool NamingCase::over_number(SchoolId s) const {
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

bool NamingCase::independent_has_room(SchoolId s) const {
    const std::int32_t places =
        schools.commissioned_places[s] > 0 ? schools.commissioned_places[s] : step.map.school(s).capacity;
    std::int32_t roll = room().roll(s);
    if (!for_september && naming_for_september(step.month)) roll = std::max(roll, room_september.roll(s));
    // What October counted leaves those over 16 out, who are there all the same.
    std::int32_t over_16 = schools.roll[s];
    for (int ncy = reception; ncy < first_post16_ncy; ++ncy) over_16 -= schools.roll_by_year[s][year_index(ncy)];
    const std::int32_t before = schools.funded_roll[s] > 0 ? schools.funded_roll[s] + std::max(0, over_16) : 0;
    const std::int32_t most = places + places / part_over_places;
    const std::int32_t staffed = before + std::max(class_of_independent, before / part_over_places);
    return roll < (before > 0 ? std::min(most, staffed) : most);
}

bool NamingCase::name_independent(bool for_want) const {
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

Practice NamingCase::practice() const {
    return authority().value < rules.authorities.size() ? rules.authorities.practice[authority()] : Practice{};
}

std::vector<Candidate> NamingCase::as_agreed(std::vector<Candidate> found, Setting as) const {
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

std::vector<Candidate> NamingCase::state_candidates() const {
    auto found = in_advance ? *in_advance : special_candidates(step.map, schools, own, step.month, home, child);
    if (limited() && beyond_the_map()) found.push_back({SchoolId{}, -beyond_minutes, out_of_area_tenths});
    return as_agreed(std::move(found), Setting::state_special);
}

bool NamingCase::beyond_the_map() const {
    return !rules.authorities.border.empty() && border_open(SchoolId{}, Setting::state_special);
}

bool NamingCase::name_special(NamingClass order, std::int16_t since) const {
    const PlacementParameters& parameters = rules.parameters;
    const double habit = static_cast<double>(practice().independent);
    const double share = std::min(1.0, habit * parameters.independent_share[static_cast<std::size_t>(
                                                   std::clamp(child.ncy, reception, first_post16_ncy - 1))]);
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

bool NamingCase::name_base(const std::vector<Candidate>* known) const {
    const auto candidates = known ? *known : base_candidates(step.map, schools, own, step.month, home, child);
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

bool NamingCase::name_alternative() const {
    const auto candidates = as_agreed(alternative_candidates(step.map, schools, own, step.month, home, child),
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

bool NamingCase::name_next_independent() const {
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

bool NamingCase::name_ordinary() const {
    if (for_september && child.ncy > reception && pupils.setting[p] == Setting::independent_mainstream)
        return name_next_independent();
    const SchoolId present = pupils.school[p];
    // A special or alternative school offers no mainstream place: the child is named another school.
    const bool stays = present.exists() && group_of(step.map.school(present).setting) == SettingGroup::mainstream;
    SchoolId known = stays ? present : SchoolId{};
    // Who leaves an infant school goes on to its junior school as the others do.
    if (known.exists() && !step.map.school(known).teaches(child.ncy) && known.value < rules.leads_to.size()) {
        const SchoolId next =
            link_drawn(rules.leads_to[known.value], draw(Stream::phase_transfer, Month(child.ncy), luck_of_link));
        if (next.exists()) known = next;
    }
    const SchoolId school =
        name_mainstream(step, schools, rules.parameters, rules.loops, home, p, child, known, [&](SchoolId s) {
            return !border_open(s, Setting::mainstream)   ? OverBorder::closed
                   : border_short(s, Setting::mainstream) ? OverBorder::agreed
                                                          : OverBorder::open;
        });
    if (!school.exists()) return false;
    commit(step.map.school(school).setting, school, false);
    return true;
}

bool NamingCase::name_elsewhere() const {
    const Elsewhere shares =
        as_practised(child.ncy < year_7 ? elsewhere_in_primary : elsewhere_in_secondary, practice());
    const double arranged = shares.eotas + shares.home_educated;
    // Who has had nothing until now is found something.
    const double u =
        draw(Stream::placement_out_of_area, step.month, 1) * (pupils.setting[p] == Setting::awaiting ? arranged : 1.0);
    commit(u < shares.eotas ? Setting::eotas
           : u < arranged   ? Setting::home_education
                            : Setting::awaiting,
           SchoolId{}, false);
    return true;
}

}  // namespace sendscape
