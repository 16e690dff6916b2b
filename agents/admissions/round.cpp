// SPDX-License-Identifier: MIT
#include "agents/admissions/round.h"

#include <algorithm>
#include <array>
#include <vector>

#include "agents/admissions/allocation.h"
#include "agents/admissions/applicants.h"
#include "agents/admissions/independent_entry.h"
#include "agents/admissions/nearby.h"
#include "agents/admissions/ranked_lists.h"
#include "agents/families/preferences.h"
#include "agents/pupils/rows_where.h"
#include "agents/schools/feeders.h"
#include "agents/schools/year_places.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr std::uint32_t serial_lot = 0xFFFFFFFFu;  ///< draws the order of the serial mechanism: no school's row
constexpr std::size_t entry_years = 12;            ///< Reception to Year 11
constexpr std::size_t schools_at_once = 512;       ///< by one thread

using TakenByYear = std::vector<std::array<std::int32_t, entry_years>>;

/// Years of entry that anybody applies for, youngest first.
std::vector<int> years_of(const std::vector<RoundApplicant>& applicants) {
    std::array<bool, entry_years> in_use{};
    for (const RoundApplicant& a : applicants) in_use[static_cast<std::size_t>(a.ncy)] = true;
    std::vector<int> years;
    for (std::size_t ncy = 0; ncy < entry_years; ++ncy)
        if (in_use[ncy]) years.push_back(static_cast<int>(ncy));
    return years;
}

std::vector<Standing> standings_of(const AdmissionsRound& r, const Map& map, RoundPhase phase,
                                   const Parallel& parallel) {
    std::vector<Standing> standings(r.schools.size());
    parallel.for_blocks(
        standings.size(),
        [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t row = first; row < end; ++row)
                standings[row] = standing(map.schools[row], r.schools, SchoolId(row), phase == RoundPhase::primary,
                                          r.preferences, r.loops);
        },
        schools_at_once);
    return standings;
}

/// Places left to offer in each school for an entry year: without those of children who stay, and of those who have
/// taken a place within the published number already (`taken`).
std::vector<std::int32_t> places_to_offer(const RoundInSight& sight, int ncy, const TakenByYear& taken) {
    const Schools& schools = sight.round.schools;
    const Map& map = sight.step.map;
    std::vector<std::int32_t> places(schools.size(), 0);
    for (std::uint32_t row = 0; row < places.size(); ++row) {
        const SchoolId s(row);
        if (!suits(map, schools, s, ncy, sight.september, SchoolKind::state)) continue;
        const bool continuing = ncy > 0 && map.school(s).teaches(ncy - 1);
        const int staying = continuing ? schools.roll_by_year[s][year_index(ncy - 1)] : 0;
        places[row] =
            std::max(0, year_places(map, schools, s, ncy) - staying - taken[row][static_cast<std::size_t>(ncy)]);
    }
    return places;
}

EntryYear year_of_entry(const RoundInSight& sight, int ncy, const std::vector<RoundApplicant>& applicants,
                        const TakenByYear& taken) {
    const AdmissionsRound& r = sight.round;
    EntryYear year{ncy, {}, {}, {}, {}, {}};
    std::vector<std::uint8_t> homes(sight.step.map.zones.size(), 0);
    for (const RoundApplicant& a : applicants) {
        if (a.ncy != ncy) continue;
        year.who.push_back(a.pupil);
        homes[r.families.zone[r.pupils.family[a.pupil]].value] = 1;
    }
    if (year.who.empty()) return year;
    year.places = places_to_offer(sight, ncy, taken);
    year.near = nearest_schools(sight.step.map, r.schools, ncy, sight.september, SchoolKind::state, schools_known,
                                sight.step.parallel, homes);
    year.leads_to = feeds(sight.step.map, r.schools, ncy, sight.september);
    if (ncy == reception) year.led_from = fed_from(sight.step.map, r.schools, sight.september);
    return year;
}

/// One decision for every school.
std::vector<std::int32_t> decide_offers(const RoundInSight& sight, const EntryYear& year, const RankedLists& lists) {
    const Step& step = sight.step;
    std::vector<std::uint32_t> lottery(year.who.size());
    step.parallel.for_blocks(year.who.size(), [&](std::size_t, std::size_t first, std::size_t end) {
        for (std::size_t i = first; i < end; ++i)
            lottery[i] = step.draws.words(Stream::admissions_lottery, year.who[i].value, step.month, serial_lot)[0];
    });
    const auto mechanism = static_cast<Mechanism>(
        std::clamp(static_cast<int>(sight.round.parameters.mechanism), 0, static_cast<int>(mechanism_count) - 1));
    return allocate(mechanism, {lists.first, lists.school, lists.priority, year.places, {}, {}, {}}, lottery,
                    sight.round.pause);
}

/// Puts a decision into the pupils' rows, the log, the waiting lists and what is known of schools.
class Commit {
  public:
    Commit(const RoundInSight& sight, const EntryYear& year, const RankedLists& lists, OfferMade made)
        : sight_(sight),
          r_(sight.round),
          year_(year),
          lists_(lists),
          made_(made),
          state_places_(sight.step.map, r_.schools, sight.september),
          left_(year.places),
          farthest_(r_.schools.size(), 0),
          refused_(r_.schools.size(), 0) {}

    void offers(const std::vector<std::int32_t>& met) {
        for (std::size_t i = 0; i < year_.who.size(); ++i) {
            wait_for_better(i, met[i]);
            if (met[i] == unplaced) continue;
            const std::uint32_t entry = lists_.first[i] + static_cast<std::uint32_t>(met[i]);
            const SchoolId school(lists_.school[entry]);
            --left_[school.value];
            if (const auto metres = sight_.orders.at(school).metres_if_by_distance(lists_.priority[entry]))
                farthest_[school.value] = std::max(farthest_[school.value], *metres);
            give(year_.who[i], school, met[i] + 1);
        }
        for (std::size_t i = 0; i < year_.who.size(); ++i)
            if (met[i] == unplaced) offer_the_nearest_place(year_.who[i]);
    }

    /// How far away the last child offered lived, which families know next year.
    void note_last_distances() {
        for (std::uint32_t row = 0; row < farthest_.size(); ++row)
            if (year_.places[row] > 0)
                r_.schools.last_admitted_m[SchoolId(row)] = refused_[row] != 0 ? farthest_[row] : 0;
    }

  private:
    /// On to the lists of the schools it would rather have had than the one offered.
    void wait_for_better(std::size_t i, std::int32_t met) {
        const auto length = static_cast<std::int32_t>(lists_.first[i + 1] - lists_.first[i]);
        for (std::int32_t k = 0; k < (met == unplaced ? length : met); ++k) {
            const std::uint32_t entry = lists_.first[i] + static_cast<std::uint32_t>(k);
            refused_[lists_.school[entry]] = 1;
            r_.lists.add(SchoolId(lists_.school[entry]), year_.who[i], lists_.priority[entry], year_.ncy, k + 1);
        }
    }

    /// For those whom no school they named can take.
    void offer_the_nearest_place(PupilId p) {
        const ZoneId home = r_.families.zone[r_.pupils.family[p]];
        const SchoolId to = nearest_with_places(state_places_, home, year_.ncy, r_.pupils.girl[p] != 0, left_);
        if (!to.exists()) return;
        --left_[to.value];
        give(p, to, 0);
    }

    void give(PupilId p, SchoolId s, std::int32_t preference_met) {
        r_.pupils.next_school[p] = s;
        r_.pupils.next_setting[p] = Setting::mainstream;
        sight_.step.events.add({.month = sight_.step.month,
                                .pupil = p,
                                .kind = EventKind::offer,
                                .cause = static_cast<std::uint8_t>(made_),
                                .from = r_.pupils.school[p].value,
                                .to = s.value,
                                .detail = preference_met});
    }

    const RoundInSight& sight_;
    const AdmissionsRound& r_;
    const EntryYear& year_;
    const RankedLists& lists_;
    OfferMade made_;
    StatePlaces state_places_;
    std::vector<std::int32_t> left_;      ///< places, by school
    std::vector<std::int32_t> farthest_;  ///< metres, by school
    std::vector<std::uint8_t> refused_;   ///< 1: somebody, by school
};

/// All that a round writes to, as it was before: of pupils those for whom something is arranged, who are few beside a
/// country's children.
class Before {
  public:
    Before(const AdmissionsRound& round, const Step& step)
        : r_(round),
          step_(step),
          events_(step.events.events().size()),
          listings_(round.lists.size()),
          last_admitted_m_(round.schools.last_admitted_m) {
        const Pupils& pupils = r_.pupils;
        const auto has_next = [&](PupilId p) {
            const bool school = pupils.next_school[p].exists(), setting = pupils.next_setting[p] != Setting::gone;
            return school | setting;
        };
        arranged_ = listed<Arranged>(step.parallel, pupils.size(),
                                     [&](std::vector<Arranged>& found, std::size_t first, std::size_t end) {
                                         for_each_where(first, end, has_next, [&](PupilId p) {
                                             found.push_back({p, pupils.next_school[p], pupils.next_setting[p]});
                                         });
                                     });
    }

    void put_back() const {
        step_.events.shorten(events_);
        r_.lists.shorten(listings_);
        r_.pupils.next_school.fill(SchoolId{});
        r_.pupils.next_setting.fill(Setting::gone);
        for (const Arranged& a : arranged_) {
            r_.pupils.next_school[a.pupil] = a.school;
            r_.pupils.next_setting[a.pupil] = a.setting;
        }
        r_.schools.last_admitted_m = last_admitted_m_;
    }

  private:
    struct Arranged {
        PupilId pupil;
        SchoolId school;
        Setting setting;
    };

    const AdmissionsRound& r_;
    const Step& step_;
    std::size_t events_, listings_;
    std::vector<Arranged> arranged_;
    Column<SchoolId, std::int32_t> last_admitted_m_;
};

void run_round(const AdmissionsRound& r, const Step& step, RoundPhase phase, OfferMade made) {
    const auto pause = [&] {
        if (r.pause != nullptr) r.pause();
    };
    const Month september(step.month.year(), 9);
    const bool again = made == OfferMade::second_round;
    std::vector<RoundApplicant> applicants = applicants_of(r, step, phase, made, september);
    pause();
    // By a plan that names the school, in the second round by an offer too.
    const TakenByYear taken = entering(r.pupils, r.schools, r.parameters, step.parallel);
    const std::vector<int> years = years_of(applicants);
    if (!again) fill_independent_places(r, step, september, applicants, years);
    pause();
    std::erase_if(applicants, [&](const RoundApplicant& a) { return is_provided_for(r.pupils, a.pupil); });
    const RoundInSight sight{r,
                             step,
                             phase,
                             september,
                             sibling_schools(r, step, applicants),
                             standings_of(r, step.map, phase, step.parallel),
                             AdmissionOrders(r.criteria, r.parameters.criteria, r.schools.size())};
    for (const int ncy : years) {
        pause();
        const EntryYear year = year_of_entry(sight, ncy, applicants, taken);
        if (year.who.empty()) continue;
        const RankedLists lists = rank_schools(sight, year);
        Commit commit(sight, year, lists, made);
        commit.offers(decide_offers(sight, year, lists));
        if (!again && (ncy == reception || ncy == year_7)) commit.note_last_distances();
    }
}

/// A round that can be given up.
void offer_places(const AdmissionsRound& r, const Step& step, RoundPhase phase) {
    if (r.pause == nullptr) return run_round(r, step, phase, OfferMade::round);
    const Before before(r, step);
    try {
        run_round(r, step, phase, OfferMade::round);
    } catch (...) {
        before.put_back();
        throw;
    }
}

}  // namespace

void offer_secondary_places(const AdmissionsRound& round, const Step& step) {
    offer_places(round, step, RoundPhase::secondary);
}

void offer_primary_places(const AdmissionsRound& round, const Step& step) {
    offer_places(round, step, RoundPhase::primary);
}

void offer_places_again(const AdmissionsRound& round, const Step& step) {
    run_round(round, step, RoundPhase::secondary, OfferMade::second_round);
    run_round(round, step, RoundPhase::primary, OfferMade::second_round);
}

}  // namespace sendscape
