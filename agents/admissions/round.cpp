#include "agents/admissions/round.h"

#include <algorithm>
#include <array>
#include <vector>

#include "agents/admissions/allocation.h"
#include "agents/admissions/feeders.h"
#include "agents/admissions/nearby.h"
#include "agents/admissions/selection_test.h"
#include "agents/families/preferences.h"
#include "agents/families/residence.h"

namespace sendscape {
namespace {

constexpr std::size_t considered = 12;  ///< nearest schools a family knows
constexpr std::size_t longest_list = 6;
constexpr std::uint32_t none = 0xFFFFFFFFu;

/// A child in this round.
struct Applicant {
    PupilId pupil;
    std::int8_t ncy = 0;  ///< to be entered
};

bool needs_a_new_school(const Map& map, const Schools& schools, SchoolId s, int next, Month september) {
    return !s.exists() || s.value >= map.schools.size() || !map.school(s).teaches(next) || !schools.open(s, september);
}

/// Whether an offer, or a place outside the round, is waiting for September.
bool is_provided_for(const Pupils& pupils, PupilId p) {
    return pupils.next_school[p].exists() || pupils.next_setting[p] == Setting::independent_mainstream;
}

/// Year group the child applies for in this round; -100 if it does not.
int entry_year(const Pupils& pupils, const Map& map, const Schools& schools, PupilId p, bool secondary,
               Month september) {
    constexpr int no_entry = -100;
    const int ncy = pupils.ncy[p];
    if (ncy < -1 || ncy > 10 || pupils.provision[p] == Provision::plan) return no_entry;
    const int next = ncy + 1;
    if ((next >= year_7) != secondary) return no_entry;
    const Setting setting = pupils.setting[p];
    if (next == reception) {
        if (setting == Setting::independent_mainstream) {
            if (!needs_a_new_school(map, schools, pupils.school[p], next, september)) return no_entry;
        } else if (setting != Setting::not_yet && setting != Setting::early_years && setting != Setting::mainstream &&
                   setting != Setting::awaiting) {
            return no_entry;
        }
        return next;
    }
    if (setting != Setting::mainstream && setting != Setting::independent_mainstream) return no_entry;
    if (pupils.schooled_beyond_the_map(p)) return no_entry;
    return needs_a_new_school(map, schools, pupils.school[p], next, september) ? next : no_entry;
}

/// Independent schools fill the places that leavers make, nearer the better off: before the round, and outside it.
void fill_independent(const AdmissionsRound& r, const Step& step, Month september,
                      const std::vector<Applicant>& applicants, const std::vector<int>& years) {
    Pupils& pupils = r.pupils;
    for (const int ncy : years) {
        std::vector<std::int32_t> target(r.schools.size(), 0);
        std::int64_t total = 0;
        // Schools beyond the map, or that publish no roll, take as many of an authority's children as they did.
        std::vector<std::int32_t> beyond(step.map.authorities.size(), 0);
        const auto home_of = [&](PupilId p) { return authority_of(pupils, r.families, step.map, p).value; };
        for (std::size_t row = 0; row < pupils.size(); ++row) {
            const PupilId p(row);
            if ((pupils.ncy[p] != ncy && pupils.ncy[p] != ncy - 1) || !pupils.schooled_beyond_the_map(p)) continue;
            if (home_of(p) < beyond.size()) beyond[home_of(p)] += pupils.ncy[p] == ncy ? 1 : -1;
        }
        for (std::int32_t& places : beyond) total += places = std::max(0, places);
        for (std::uint32_t row = 0; row < target.size(); ++row) {
            const SchoolId s(row);
            if (!suits(step.map, r.schools, s, ncy, september, SchoolKind::independent)) continue;
            const int now = r.schools.roll_by_year[s][year_index(ncy)];
            const int staying =
                step.map.school(s).teaches(ncy - 1) ? r.schools.roll_by_year[s][year_index(ncy - 1)] : 0;
            target[row] = std::max(0, now - staying);
            total += target[row];
        }
        if (total == 0) continue;
        std::vector<std::uint8_t> homes(step.map.zones.size(), 0);
        for (const Applicant& a : applicants)
            if (a.ncy == ncy) homes[r.families.zone[pupils.family[a.pupil]].value] = 1;
        const auto near =
            nearest_schools(step.map, r.schools, ncy, september, SchoolKind::independent, 4, step.parallel, homes);
        std::vector<std::pair<double, std::uint32_t>> order;
        const auto might_go = [&](PupilId p) {
            const int decile = r.families.decile[pupils.family[p]];
            const double u = step.draws.uniform(Stream::admissions_preference, p.value, step.month, 7);
            order.emplace_back(-log(u + 0x1p-54) / exp(0.35 * (decile - 5.5)), p.value);
        };
        for (const Applicant& a : applicants)
            if (a.ncy == ncy) might_go(a.pupil);
        // Between the years of entry few change school, but any child may leave a state school for an independent one.
        for (std::uint32_t row = 0; ncy != reception && ncy != year_7 && row < pupils.size(); ++row) {
            const PupilId p(row);
            if (pupils.ncy[p] == ncy - 1 && pupils.setting[p] == Setting::mainstream &&
                pupils.provision[p] != Provision::plan &&
                !needs_a_new_school(step.map, r.schools, pupils.school[p], ncy, september))
                might_go(p);
        }
        std::sort(order.begin(), order.end());
        for (const auto& [key, row] : order) {
            if (total == 0) break;
            const PupilId p(row);
            const ZoneId home = r.families.zone[pupils.family[p]];
            for (const Nearby& n : near[home.value]) {
                if (target[n.school.value] <= 0 || n.tenths > r.parameters.independent_minutes * 10) continue;
                if (!takes(step.map.school(n.school).sex, pupils.girl[p] != 0)) continue;
                --target[n.school.value];
                --total;
                pupils.next_school[p] = n.school;
                pupils.next_setting[p] = Setting::independent_mainstream;
                break;
            }
            if (is_provided_for(pupils, p) || home_of(p) >= beyond.size() || beyond[home_of(p)] == 0) continue;
            --beyond[home_of(p)];
            --total;
            pupils.next_setting[p] = Setting::independent_mainstream;
        }
    }
}

/// Schools where an applicant's brothers and sisters will be in September, by family row.
std::vector<SchoolId> sibling_schools(const Pupils& pupils, const Families& families, const Map& map,
                                      const std::vector<Applicant>& applicants) {
    std::vector<SchoolId> at(families.size());
    std::vector<std::uint8_t> wanted(families.size(), 0);
    for (const Applicant& a : applicants) wanted[pupils.family[a.pupil].value] = 1;
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        const FamilyId family = pupils.family[p];
        if (!family.exists() || wanted[family.value] == 0 || at[family.value].exists()) continue;
        const SchoolId s = pupils.school[p];
        if (!s.exists() || !is_state_mainstream(pupils.setting[p]) || pupils.ncy[p] < reception) continue;
        if (map.school(s).teaches(pupils.ncy[p] + 1)) at[family.value] = s;
    }
    return at;
}

/// Distance breaks ties unless the lottery comes before it.
bool ties_by_distance(const AdmissionParameters& p) {
    const double distance = p.criteria[static_cast<std::size_t>(AdmissionCriterion::distance)];
    const double lottery = p.criteria[static_cast<std::size_t>(AdmissionCriterion::lottery)];
    return lottery <= 0 || (distance > 0 && distance <= lottery);
}

/// Priority at a school: the first criterion met, in the order in force, then distance or lottery.
std::uint64_t priority_of(const AdmissionsRound& r, const Step& step, PupilId p, const SchoolOption& option,
                          const School& place) {
    const auto& order = r.parameters.criteria;
    std::uint64_t tier = 255;
    const auto meet = [&](AdmissionCriterion criterion, bool met) {
        const double rank = order[static_cast<std::size_t>(criterion)];
        if (met && rank > 0) tier = std::min(tier, static_cast<std::uint64_t>(rank * 16));
    };
    meet(AdmissionCriterion::looked_after, r.pupils.looked_after[p] != 0);
    meet(AdmissionCriterion::sibling, option.sibling);
    meet(AdmissionCriterion::catchment, option.nearest);
    meet(AdmissionCriterion::faith, place.faith && option.faith);
    meet(AdmissionCriterion::feeder, option.feeder);
    meet(AdmissionCriterion::pupil_premium, r.pupils.disadvantaged[p] != 0);
    meet(AdmissionCriterion::social_medical, option.send && r.pupils.severity[p] > 0.8F);
    const std::uint64_t lot = step.draws.words(Stream::admissions_lottery, p.value, step.month, option.school.value)[0];
    const std::uint64_t metres = std::min<std::uint64_t>(option.metres, 0xFFFFFu);
    if (!ties_by_distance(r.parameters)) return tier << 56 | lot << 20;
    return tier << 56 | metres << 32 | lot;
}

void run_round(const AdmissionsRound& r, const Step& step, bool secondary, OfferMade made) {
    Pupils& pupils = r.pupils;
    Schools& schools = r.schools;
    const Month september(step.month.year(), 9);
    const bool again = made == OfferMade::second_round;
    const bool by_distance = ties_by_distance(r.parameters);

    // Who applies, and who has already taken a place within the published number: by a plan that names the school, in
    // the second round by an offer too.
    std::vector<Applicant> applicants;
    std::array<bool, 12> in_use{};
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (!pupils.present(p) || pupils.provision[p] == Provision::plan) continue;
        if (again && is_provided_for(pupils, p)) continue;
        const int year = entry_year(pupils, step.map, schools, p, secondary, september);
        if (year < 0) continue;
        applicants.push_back({p, static_cast<std::int8_t>(year)});
        in_use[static_cast<std::size_t>(year)] = true;
        pupils.next_school[p] = SchoolId{};
        pupils.next_setting[p] = Setting::gone;
    }
    const auto taken = entering(pupils, schools, r.parameters);
    std::vector<int> years;
    for (int ncy = 0; ncy < 12; ++ncy)
        if (in_use[static_cast<std::size_t>(ncy)]) years.push_back(ncy);
    if (!again) fill_independent(r, step, september, applicants, years);
    applicants.erase(std::remove_if(applicants.begin(), applicants.end(),
                                    [&](const Applicant& a) { return is_provided_for(pupils, a.pupil); }),
                     applicants.end());
    const auto siblings = sibling_schools(pupils, r.families, step.map, applicants);
    std::vector<Standing> standings(schools.size());
    for (std::uint32_t row = 0; row < standings.size(); ++row)
        standings[row] = standing(step.map.schools[row], schools, SchoolId(row), r.preferences, r.loops);

    for (const int ncy : years) {
        std::vector<PupilId> who;
        for (const Applicant& a : applicants)
            if (a.ncy == ncy) who.push_back(a.pupil);
        if (who.empty()) continue;
        std::vector<std::uint8_t> homes(step.map.zones.size(), 0);
        for (const PupilId p : who) homes[r.families.zone[pupils.family[p]].value] = 1;
        const auto near =
            nearest_schools(step.map, schools, ncy, september, SchoolKind::state, considered, step.parallel, homes);

        const auto next_of = feeds(step.map, schools, ncy, september);
        const auto fed_to = [&](PupilId p) {
            const SchoolId present = pupils.school[p];
            return present.exists() ? next_of[present.value] : SchoolId{};
        };

        // Places left in each school for this entry year.
        std::vector<std::int32_t> places(schools.size(), 0);
        for (std::uint32_t row = 0; row < places.size(); ++row) {
            const SchoolId s(row);
            if (!suits(step.map, schools, s, ncy, september, SchoolKind::state)) continue;
            const bool continuing = ncy > 0 && step.map.school(s).teaches(ncy - 1);
            const int staying = continuing ? schools.roll_by_year[s][year_index(ncy - 1)] : 0;
            places[row] = std::max(
                0, year_places(step.map, schools, s, ncy) - staying - taken[row][static_cast<std::size_t>(ncy)]);
        }

        struct Scored {
            double value;
            SchoolOption option;
        };
        const auto preferred = [](const Scored& a, const Scored& b) {
            return a.value != b.value ? a.value > b.value : a.option.school.value < b.option.school.value;
        };
        const double taste = secondary ? r.preferences.taste_secondary : r.preferences.taste_primary;
        // The schools a family likes best of those it knows, at most so many, the best first; without marks, as if the
        // child would pass every test.
        const auto like_best = [&](PupilId p, const PassMarks* marks, std::size_t most, std::vector<Scored>& best) {
            const FamilyId family = pupils.family[p];
            const ZoneId home = r.families.zone[family];
            const bool girl = pupils.girl[p] != 0;
            best.clear();
            const auto weigh = [&](const Nearby& n, bool nearest) {
                const School& place = step.map.school(n.school);
                if (!takes(place.sex, girl)) return;
                SchoolOption option;
                option.school = n.school;
                option.metres = n.metres;
                option.sibling = siblings[family.value] == n.school;
                option.nearest = nearest;
                option.feeder = n.school == fed_to(p);
                option.send = pupils.provision[p] == Provision::sen_support;
                option.faith = pupils.faith[p] != 0;
                option.primary = !secondary;
                const auto words = step.draws.words(Stream::admissions_preference, p.value, Month(ncy), n.school.value);
                const double known = utility(option, place, standings[n.school.value],
                                             schools.last_admitted_m[n.school], r.preferences, 0);
                // The family's own taste is dear to work out: only where the school could still be among the best.
                if (best.size() == most && known + taste * most_gumbel(words[0]) < best.back().value) return;
                if (place.selective && marks != nullptr && !marks->passes(pupils, p, place.authority, step)) return;
                const Scored scored{known + taste * gumbel(words[0]), option};
                best.insert(std::lower_bound(best.begin(), best.end(), scored, preferred), scored);
                if (best.size() > most) best.pop_back();
            };
            bool nearest = true;
            bool sibling_seen = !siblings[family.value].exists();
            bool heard_seen = !(r.loops.magnets > 0) || !r.families.heard_of[family].exists();
            bool feeder_seen = !fed_to(p).exists();
            for (const Nearby& n : near[home.value]) {
                weigh(n, nearest);
                feeder_seen = feeder_seen || n.school == fed_to(p);
                nearest = nearest && !takes(step.map.school(n.school).sex, girl);
                sibling_seen = sibling_seen || n.school == siblings[family.value];
                heard_seen = heard_seen || n.school == r.families.heard_of[family];
            }
            const auto farther = [&](SchoolId s) {
                if (!suits(step.map, schools, s, ncy, september, SchoolKind::state)) return;
                const Journey way = journey(step.map, home, s);
                weigh({s, static_cast<std::uint32_t>(way.metres), static_cast<std::uint16_t>(way.tenths)}, false);
            };
            if (!sibling_seen) farther(siblings[family.value]);
            if (!feeder_seen && fed_to(p) != siblings[family.value]) farther(fed_to(p));
            if (!heard_seen && r.families.heard_of[family] != siblings[family.value] &&
                r.families.heard_of[family] != fed_to(p) && pupils.provision[p] == Provision::sen_support)
                farther(r.families.heard_of[family]);
        };

        // Children whose family would put a selective school first sit its test; so many of them pass.
        PassMarks marks;
        if (has_selective_places(step.map, places)) {
            std::vector<SchoolId> first_choice(who.size());
            step.parallel.for_blocks(who.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
                std::vector<Scored> best;
                for (std::size_t i = begin; i < end; ++i) {
                    like_best(who[i], nullptr, 1, best);
                    if (!best.empty()) first_choice[i] = best.front().option.school;
                }
            });
            marks = PassMarks(who, first_choice, places, r.parameters.selective_qualifying, pupils, step);
        }

        // Ranked lists, each applicant into its own slots.
        std::vector<std::uint32_t> choice(who.size() * longest_list, none);
        std::vector<std::uint64_t> rank(who.size() * longest_list, 0);
        step.parallel.for_blocks(who.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
            std::vector<Scored> best;
            for (std::size_t i = begin; i < end; ++i) {
                const PupilId p = who[i];
                const double u = step.draws.uniform(Stream::admissions_list_length, p.value, step.month);
                const auto length = static_cast<std::size_t>(
                    std::clamp(r.parameters.preferences - 1 + 2 * u + 0.5, 1.0, static_cast<double>(longest_list)));
                like_best(p, &marks, length, best);
                for (std::size_t k = 0; k < best.size(); ++k) {
                    choice[i * longest_list + k] = best[k].option.school.value;
                    rank[i * longest_list + k] =
                        priority_of(r, step, p, best[k].option, step.map.school(best[k].option.school));
                }
            }
        });

        // One decision for every school.
        std::vector<std::uint32_t> first{0}, listed;
        std::vector<std::uint64_t> priority;
        for (std::size_t i = 0; i < who.size(); ++i) {
            for (std::size_t k = 0; k < longest_list && choice[i * longest_list + k] != none; ++k) {
                listed.push_back(choice[i * longest_list + k]);
                priority.push_back(rank[i * longest_list + k]);
            }
            first.push_back(static_cast<std::uint32_t>(listed.size()));
        }
        std::vector<std::uint32_t> lottery(who.size());
        for (std::size_t i = 0; i < who.size(); ++i)
            lottery[i] = step.draws.words(Stream::admissions_lottery, who[i].value, step.month, none)[0];
        const auto mechanism = static_cast<Mechanism>(
            std::clamp(static_cast<int>(r.parameters.mechanism), 0, static_cast<int>(mechanism_count) - 1));
        const auto offers = allocate(mechanism, {first, listed, priority, places, {}, {}, {}}, lottery);

        // Commit: offers, then the nearest school with room for those without one.
        std::vector<std::int32_t> left(places), farthest(schools.size(), 0);
        std::vector<std::uint8_t> refused(schools.size(), 0);
        const auto give = [&](PupilId p, SchoolId s, std::int32_t met) {
            pupils.next_school[p] = s;
            pupils.next_setting[p] = Setting::mainstream;
            step.events.add({.month = step.month,
                             .pupil = p,
                             .kind = EventKind::offer,
                             .cause = static_cast<std::uint8_t>(made),
                             .from = pupils.school[p].value,
                             .to = s.value,
                             .detail = met});
        };
        for (std::size_t i = 0; i < who.size(); ++i) {
            const auto length = static_cast<std::int32_t>(first[i + 1] - first[i]);
            const std::int32_t met = offers[i];
            for (std::int32_t k = 0; k < (met == unplaced ? length : met); ++k) {
                const std::uint32_t entry = first[i] + static_cast<std::uint32_t>(k);
                refused[listed[entry]] = 1;
                r.lists.add(SchoolId(listed[entry]), who[i], priority[entry], ncy, k + 1);
            }
            if (met == unplaced) continue;
            const std::uint32_t entry = first[i] + static_cast<std::uint32_t>(met);
            --left[listed[entry]];
            if (by_distance && priority[entry] >> 56 == 255)
                farthest[listed[entry]] =
                    std::max(farthest[listed[entry]], static_cast<std::int32_t>(priority[entry] >> 32 & 0xFFFFFu));
            give(who[i], SchoolId(listed[entry]), met + 1);
        }
        for (std::size_t i = 0; i < who.size(); ++i) {
            if (offers[i] != unplaced) continue;
            const PupilId p = who[i];
            const ZoneId home = r.families.zone[pupils.family[p]];
            const SchoolId to = nearest_with_places(step.map, schools, home, ncy, pupils.girl[p] != 0, september, left);
            if (!to.exists()) continue;
            --left[to.value];
            give(p, to, 0);
        }
        if (!again && (ncy == reception || ncy == year_7))
            for (std::uint32_t row = 0; row < schools.size(); ++row)
                if (places[row] > 0) schools.last_admitted_m[SchoolId(row)] = refused[row] != 0 ? farthest[row] : 0;
    }
}

}  // namespace

void offer_secondary_places(const AdmissionsRound& round, const Step& step) {
    run_round(round, step, true, OfferMade::round);
}

void offer_primary_places(const AdmissionsRound& round, const Step& step) {
    run_round(round, step, false, OfferMade::round);
}

void offer_places_again(const AdmissionsRound& round, const Step& step) {
    run_round(round, step, true, OfferMade::second_round);
    run_round(round, step, false, OfferMade::second_round);
}

}  // namespace sendscape
