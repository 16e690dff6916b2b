// SPDX-License-Identifier: MIT
#include "agents/admissions/independent_entry.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <tuple>

#include "agents/admissions/nearby.h"
#include "agents/families/residence.h"
#include "agents/pupils/rows_where.h"
#include "maps/independent_homes.h"
#include "sim/core/elementary.h"
#include "sim/core/parallel_sort.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr std::size_t independents_known = 12;  ///< nearest ones a family looks at: assumption
/// Children of an authority that a zone's own are weighed with, so that one child does not make its habit: assumption.
constexpr double as_good_as = 20;
/// Schools beyond the map are asked as one so far away would be: assumption.
constexpr double beyond_metres = independent_fades_m;
constexpr std::uint32_t beyond_draw = 0xFFFFFFFEu;  ///< of the child's draws on schools: no school's row

/// Places of one entry year that leavers make.
struct IndependentPlaces {
    std::vector<std::int32_t> at_school;
    std::vector<std::int32_t> beyond;  ///< by authority: in schools beyond the map, or that publish no roll
    std::int64_t total = 0;
};

class IndependentEntry {
  public:
    IndependentEntry(const AdmissionsRound& round, const Step& step, Month september,
                     const std::vector<RoundApplicant>& applicants, const IndependentHabits& habits, int ncy)
        : r_(round), step_(step), september_(september), applicants_(applicants), habits_(habits), ncy_(ncy) {}

    void fill() {
        places_ = places_of_leavers();
        if (places_.total == 0) return;
        std::vector<Asked> asking = who_asks();
        // Places are few beside those who ask: only so many of the first are put in order, and more where need be.
        std::size_t in_order = 0;
        for (std::size_t turn = 0; turn < asking.size() && places_.total > 0; ++turn) {
            if (turn == in_order) {
                in_order = std::min(asking.size(), 2 * in_order + 2 * static_cast<std::size_t>(places_.total));
                const auto at = [&](std::size_t row) { return asking.begin() + static_cast<std::ptrdiff_t>(row); };
                std::nth_element(at(turn), at(in_order), asking.end());
                std::sort(at(turn), at(in_order));
            }
            constexpr std::size_t ahead = 8;  // in the order of asking children stand far apart in memory
            if (turn + ahead < in_order) {
                const PupilId later = asking[turn + ahead].child;
                ask_for(r_.pupils.next_school[later], r_.pupils.next_setting[later], r_.pupils.family[later]);
            }
            const Asked& asked = asking[turn];
            std::int32_t& left = asked.school.exists() ? places_.at_school[asked.school.value]
                                                       : places_.beyond[row_of_authority(asked.child)];
            if (left <= 0 || is_provided_for(r_.pupils, asked.child)) continue;
            --left;
            --places_.total;
            r_.pupils.next_school[asked.child] = asked.school;
            r_.pupils.next_setting[asked.child] = Setting::independent_mainstream;
        }
    }

  private:
    /// A school, or one beyond the map, that a child's family asks for a place.
    struct Asked {
        double after;
        PupilId child;
        SchoolId school;
        bool operator<(const Asked& other) const {
            return std::tie(after, child, school) < std::tie(other.after, other.child, other.school);
        }
    };

    [[nodiscard]] ZoneId home(PupilId p) const { return r_.families.zone[r_.pupils.family[p]]; }
    [[nodiscard]] std::size_t row_of_authority(PupilId p) const {
        return authority_of(r_.pupils, r_.families, step_.map, p).value;
    }

    [[nodiscard]] IndependentPlaces places_of_leavers() const {
        const Pupils& pupils = r_.pupils;
        IndependentPlaces places;
        places.at_school.assign(r_.schools.size(), 0);
        // Schools beyond the map, or that publish no roll, take as many of an authority's children as they did.
        const auto beyond = [&](PupilId p) {
            const bool leaves = pupils.ncy[p] == ncy_, comes = pupils.ncy[p] == ncy_ - 1;
            const bool independent = pupils.setting[p] == Setting::independent_mainstream;
            const bool at_school = pupils.school[p].exists();
            return (leaves | comes) & independent & !at_school;
        };
        const auto count_rows = [&](std::vector<std::int32_t>& sum, std::size_t first, std::size_t end) {
            for_each_where(first, end, beyond, [&](PupilId p) {
                if (row_of_authority(p) < sum.size()) sum[row_of_authority(p)] += pupils.ncy[p] == ncy_ ? 1 : -1;
            });
        };
        places.beyond =
            summed_lists<std::int32_t>(step_.parallel, pupils.size(), step_.map.authorities.size(), count_rows);
        for (std::int32_t& here : places.beyond) places.total += here = std::max(0, here);
        for (std::uint32_t row = 0; row < places.at_school.size(); ++row) {
            const SchoolId s(row);
            if (!suits(step_.map, r_.schools, s, ncy_, september_, SchoolKind::independent)) continue;
            const int now = r_.schools.roll_by_year[s][year_index(ncy_)];
            const int staying =
                step_.map.school(s).teaches(ncy_ - 1) ? r_.schools.roll_by_year[s][year_index(ncy_ - 1)] : 0;
            places.at_school[row] = std::max(0, now - staying);
            places.total += places.at_school[row];
        }
        return places;
    }

    /// By zone: the nearest, and those its children are in.
    [[nodiscard]] std::vector<std::vector<Nearby>> schools_known() const {
        const bool entry = ncy_ == reception || ncy_ == year_7;
        std::vector<std::uint8_t> homes(step_.map.zones.size(), entry ? 0 : 1);
        for (const RoundApplicant& a : applicants_)
            if (a.ncy == ncy_) homes[home(a.pupil).value] = 1;
        auto known = nearest_schools(step_.map, r_.schools, ncy_, september_, SchoolKind::independent,
                                     independents_known, step_.parallel, homes);
        step_.parallel.for_blocks(known.size(), [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t z = first; z < end; ++z)
                if (homes[z] != 0) add_attended(ZoneId(z), known[z]);
        });
        return known;
    }

    void add_attended(ZoneId zone, std::vector<Nearby>& known) const {
        const std::size_t near = known.size();
        for (const AttendedIndependent& a : habits_.attended(zone)) {
            if (!a.school.exists() || places_.at_school[a.school.value] <= 0 ||
                std::any_of(known.begin(), known.begin() + static_cast<std::ptrdiff_t>(near),
                            [&](const Nearby& n) { return n.school == a.school; }))
                continue;
            const Journey way = journey(step_.map, zone, a.school);
            known.push_back({a.school, static_cast<std::uint32_t>(way.metres),
                             static_cast<std::uint16_t>(std::clamp(way.tenths, 0, 65535))});
        }
    }

    /// Who asks which school, in no order.
    [[nodiscard]] std::vector<Asked> who_asks() const {
        const Pupils& pupils = r_.pupils;
        const std::vector<std::vector<Nearby>> near = schools_known();
        struct Known {  // to girls or boys of one home, with the way to each
            ZoneId home;
            std::vector<SchoolId> schools;
            std::vector<double> metres;
            IndependentAsking asking;
            std::vector<std::uint32_t> draws;  // by school: counters
            std::vector<FirstWords> luck;      // of one child
        };
        using KnownToBoth = std::array<Known, 2>;
        const auto find_out = [&](ZoneId from, bool girl, Known& known) {
            known.home = from;
            known.schools.clear();
            known.metres.clear();
            for (const Nearby& n : near[from.value]) {
                if (places_.at_school[n.school.value] <= 0 || n.tenths > r_.parameters.independent_minutes * 10 ||
                    !takes(step_.map.school(n.school).sex, girl))
                    continue;
                known.schools.push_back(n.school);
                known.metres.push_back(n.metres);
            }
            const AuthorityId authority = step_.map.zone(from).authority;
            if (authority.value < places_.beyond.size() && places_.beyond[authority.value] > 0) {
                known.schools.emplace_back();
                known.metres.push_back(beyond_metres);
            }
            known.asking.know(habits_, from, known.schools, known.metres);
            known.draws.clear();
            for (const SchoolId s : known.schools) known.draws.push_back(s.exists() ? s.value : beyond_draw);
            known.luck.resize(known.draws.size());
        };
        // Neighbours stand one after another.
        const auto might_go = [&](PupilId p, KnownToBoth& known_to, std::vector<Asked>& order) {
            const bool girl = pupils.girl[p] != 0;
            Known& known = known_to[girl ? 1 : 0];
            if (known.home != home(p)) find_out(home(p), girl, known);
            const std::vector<SchoolId>& schools = known.schools;
            step_.draws.words_of_counters(Stream::admissions_preference, p.value, step_.month, known.draws, known.luck);
            for (std::size_t k = 0; k < schools.size(); ++k)
                if (const auto after = known.asking.asks_after(k, Draws::uniform(known.luck[k])))
                    order.push_back({*after, p, schools[k]});
        };
        std::vector<Asked> order = listed<Asked>(step_.parallel, applicants_.size(),
                                                 [&](std::vector<Asked>& asked, std::size_t first, std::size_t end) {
                                                     KnownToBoth known;
                                                     for (std::size_t i = first; i < end; ++i)
                                                         if (applicants_[i].ncy == ncy_)
                                                             might_go(applicants_[i].pupil, known, asked);
                                                 });
        // Between the years of entry few change school, but any child may leave a state school for an independent one.
        if (ncy_ == reception || ncy_ == year_7) return order;
        const auto at_state_school = [&](PupilId p) {
            const bool of_the_year = pupils.ncy[p] == ncy_ - 1, mainstream = pupils.setting[p] == Setting::mainstream;
            return of_the_year & mainstream & (pupils.provision[p] != Provision::plan);
        };
        const auto others = listed<Asked>(
            step_.parallel, pupils.size(), [&](std::vector<Asked>& asked, std::size_t first, std::size_t end) {
                KnownToBoth known;
                for_each_where(first, end, at_state_school, [&](PupilId p) {
                    const SchoolId school = r_.criteria.carried_to(pupils.school[p]);
                    if (!needs_a_new_school(step_.map, r_.schools, school, ncy_, september_)) might_go(p, known, asked);
                });
            });
        order.insert(order.end(), others.begin(), others.end());
        return order;
    }

    const AdmissionsRound& r_;
    const Step& step_;
    Month september_;
    const std::vector<RoundApplicant>& applicants_;
    const IndependentHabits& habits_;
    int ncy_;
    IndependentPlaces places_;
};

}  // namespace

IndependentHabits::IndependentHabits(const Map& map, const Pupils& pupils, const Families& families,
                                     const Parallel& parallel) {
    struct Children {
        std::int64_t all = 0, independent = 0;
        void operator+=(const Children& other) { all += other.all, independent += other.independent; }
    };
    const auto counts = [&](PupilId p) {
        const bool old_enough = pupils.ncy[p] >= reception, young_enough = pupils.ncy[p] <= last_ncy_of_school_age;
        const bool present = pupils.present(p), has_plan = pupils.has_plan(p);
        return old_enough & young_enough & present & !has_plan;
    };
    const auto independent = [&](PupilId p) {
        const bool at_one = pupils.setting[p] == Setting::independent_mainstream;
        return at_one & counts(p);
    };
    const auto zone_of = [&](PupilId p) { return families.zone[pupils.family[p]].value; };
    const auto count_rows = [&](std::vector<Children>& sum, std::size_t first, std::size_t end) {
        for_each_where(first, end, counts, [&](PupilId p) {
            Children& here = sum[zone_of(p)];
            ++here.all;
            here.independent += pupils.setting[p] == Setting::independent_mainstream ? 1 : 0;
        });
    };
    const auto of_zone = summed_lists<Children>(parallel, pupils.size(), map.zones.size(), count_rows);
    std::vector<Children> of_authority(map.authorities.size());
    for (std::size_t z = 0; z < of_zone.size(); ++z)
        if (map.zones[z].authority.exists()) of_authority[map.zones[z].authority.value] += of_zone[z];
    using Attends = std::pair<std::uint32_t, SchoolId>;  // zone, school
    auto who =
        listed<Attends>(parallel, pupils.size(), [&](std::vector<Attends>& attend, std::size_t first, std::size_t end) {
            for_each_where(first, end, independent,
                           [&](PupilId p) { attend.emplace_back(zone_of(p), pupils.school[p]); });
        });
    parallel_sort(parallel, who);
    zones_.resize(of_zone.size());
    std::size_t next = 0;
    for (std::size_t z = 0; z < zones_.size(); ++z) {
        OfZone& zone = zones_[z];
        const AuthorityId a = map.zones[z].authority;
        const Children like = a.exists() ? of_authority[a.value] : Children{};
        zone.all = of_zone[z].all;
        zone.independent = of_zone[z].independent;
        zone.added =
            like.all > 0 ? as_good_as * static_cast<double>(like.independent) / static_cast<double>(like.all) : 0;
        zone.first = attended_.size();
        for (; next < who.size() && who[next].first == z; ++next) {
            if (attended_.size() == zone.first || attended_.back().school != who[next].second)
                attended_.push_back({who[next].second, 0});
            ++attended_.back().children;
        }
        zone.end = attended_.size();
    }
}

double IndependentHabits::share(ZoneId zone) const {
    const OfZone& here = zones_[zone.value];
    return (static_cast<double>(here.independent) + here.added) / (static_cast<double>(here.all) + as_good_as);
}

std::span<const AttendedIndependent> IndependentHabits::attended(ZoneId zone) const {
    return std::span(attended_).subspan(zones_[zone.value].first, zones_[zone.value].end - zones_[zone.value].first);
}

double IndependentHabits::children_at(ZoneId zone, SchoolId school) const {
    const auto here = attended(zone);
    const auto found = std::lower_bound(here.begin(), here.end(), school,
                                        [](const AttendedIndependent& a, SchoolId s) { return a.school < s; });
    return found != here.end() && found->school == school ? found->children : 0;
}

IndependentAsking::IndependentAsking(const IndependentHabits& habits, ZoneId home, const std::vector<SchoolId>& known,
                                     const std::vector<double>& metres) {
    know(habits, home, known, metres);
}

void IndependentAsking::know(const IndependentHabits& habits, ZoneId home, const std::vector<SchoolId>& known,
                             const std::vector<double>& metres) {
    constexpr double nearly_all = 0.99;
    const double added = habits.added(home), in_all = habits.independent(home) + added;
    double sum = 0;
    rate_.clear();
    for (const double way : metres) sum += rate_.emplace_back(exp(-way / independent_fades_m));
    const double all_ask = -log(1 - std::min(habits.share(home), nearly_all));
    for (std::size_t k = 0; k < rate_.size(); ++k) {
        const double children = habits.children_at(home, known[k]) + (sum > 0 ? added * rate_[k] / sum : 0);
        rate_[k] = in_all > 0 ? all_ask * children / in_all : 0;
    }
}

std::optional<double> IndependentAsking::asks_after(std::size_t k, double uniform) const {
    constexpr double above_zero = 0x1p-54;  // so that the logarithm exists
    constexpr double given_up = 5;          // independent_entry.h
    constexpr double more_than_rounding = 1e-9;
    // Most would ask too late, which their logarithm need not tell: it is never nearer to 0 than 1 - u.
    if (!(rate_[k] > 0) || 1 - uniform > given_up * rate_[k] + more_than_rounding) return std::nullopt;
    const double after = -log(uniform + above_zero) / rate_[k];
    return after < given_up ? std::optional(after) : std::nullopt;
}

void fill_independent_places(const AdmissionsRound& round, const Step& step, Month september,
                             const std::vector<RoundApplicant>& applicants, const std::vector<int>& years) {
    const IndependentHabits habits(step.map, round.pupils, round.families, step.parallel);
    for (const int ncy : years) IndependentEntry(round, step, september, applicants, habits, ncy).fill();
}

}  // namespace sendscape
