// SPDX-License-Identifier: MIT
#include "agents/authority/commissioning.h"

#include <algorithm>
#include <limits>

#include "agents/authority/requirements.h"
#include "agents/families/plan_holders_at_home.h"
#include "agents/placement/suitability.h"
#include "agents/schools/bases.h"
#include "agents/schools/rolls.h"

namespace sendscape {
namespace {

// The two phases of planning, as rows of every pair below.
constexpr std::size_t primary_row = 0;

// What is built: assumptions that keep orders to the sizes built in England.
constexpr std::array<std::int32_t, 2> base_size{12, 16};  // mean base: 14 to 20 places (school census, SCAP)
/// Base places beyond the children who will require one, over all, up to which bases are ordered in the stead of
/// special places: as many as move-ins and a class's first year take (assumption).
constexpr double room_in_bases = 0.1;
constexpr double usual_base_share = AuthorityParameters{}.base_share;  ///< unless a strategy says otherwise
constexpr std::int32_t least_growth = 12;  // a school can grow by a class of so many at least
// A site takes four fifths more than it had: of special schools open in January 2019 one in ten had grown by 76% six
// years later (derived: DfE school census 2019 and 2025, by school).
constexpr std::int32_t fifths_after_growth = 9;
constexpr std::int32_t fifths = 5;
constexpr std::int32_t least_room_to_grow = 6, least_expansion = 4, most_expansion = 30;
constexpr std::int32_t least_new_school = 40, most_new_school = 96, yearly_parts = 3;
constexpr std::int32_t one_over_in = 12;  // a school that grew admits one over number for so many places
constexpr std::int32_t pupils_for_a_base =
    60'000;  // on order at the start: one base for an authority of so many pupils
constexpr int years_on_order = 2;
constexpr int most_years_known = 5;  // of funding

// Where a school teaches both phases, the part of its places that is primary; and of plans at 5 to 15 in England, those
// in primary (DfE, Education, health and care plans 2026).
constexpr double primary_part_of_all_age = 0.4;
constexpr std::array<double, 2> plans_by_phase{0.42, 0.58};

Month september_on_or_after(Month month) {
    const int wait = (9 - month.month_of_year() + 12) % 12;
    return month + wait;
}

std::int32_t whole(double x) { return static_cast<std::int32_t>(x + 0.5); }

/// The schools of each authority, in row order.
std::vector<std::vector<SchoolId>> schools_of(const Map& map, std::size_t schools, std::size_t authorities) {
    std::vector<std::vector<SchoolId>> own(std::max(authorities, map.authorities.size()));
    for (std::size_t row = 0; row < schools; ++row) own[map.school(SchoolId(row)).authority.value].emplace_back(row);
    return own;
}

/// What each planning area, authority and school lacks this June.
struct Lack {
    std::vector<std::array<std::int64_t, 2>> special_by_school;  ///< waiting children whom the school would suit
    std::vector<std::array<std::int64_t, 2>> base_by_area;       ///< children of the area who require or wait for more
    std::vector<std::array<std::int64_t, 2>>
        bought;  ///< by authority: independent places that are nobody's second best
    std::vector<std::array<std::int64_t, 2>> special;  ///< by authority: children requiring special
    std::vector<std::array<std::int64_t, 2>> abroad;   ///< by authority: in other authorities' state special schools
    std::vector<std::array<std::int64_t, 2>>
        strangers;  ///< by authority: others' children in its state special schools
    std::vector<std::int64_t> plans_5_to_15;
    std::vector<std::array<std::int64_t, need_group_count>> need;  ///< by authority, of waiting children

    void add(const Lack& other) {
        add_to(special_by_school, other.special_by_school);
        add_to(base_by_area, other.base_by_area);
        add_to(bought, other.bought);
        add_to(special, other.special);
        add_to(abroad, other.abroad);
        add_to(strangers, other.strangers);
        add_to(need, other.need);
        for (std::size_t a = 0; a < plans_5_to_15.size(); ++a) plans_5_to_15[a] += other.plans_5_to_15[a];
    }

  private:
    template <class Counts>
    static void add_to(std::vector<Counts>& sum, const std::vector<Counts>& other) {
        for (std::size_t row = 0; row < sum.size(); ++row)
            for (std::size_t i = 0; i < sum[row].size(); ++i) sum[row][i] += other[row][i];
    }
};

Lack count_lack(const Step& step, const Pupils& pupils, const Families& families, const Schools& schools,
                std::size_t authorities) {
    const Map& map = step.map;
    Lack none;
    none.special_by_school.resize(schools.size());
    none.base_by_area.resize(map.areas.size());
    none.bought.resize(authorities);
    none.special.resize(authorities);
    none.abroad.resize(authorities);
    none.strangers.resize(authorities);
    none.plans_5_to_15.resize(authorities);
    none.need.resize(authorities);
    // Special schools of each authority, so that a waiting child is not compared with all of England's.
    std::vector<std::vector<SchoolId>> own(authorities);
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const School& school = map.school(SchoolId(row));
        if (school.setting == Setting::state_special && schools.open(SchoolId(row), step.month))
            own[school.authority.value].push_back(SchoolId(row));
    }
    const auto count = [&](Lack& lack, PupilId p) {
        const int ncy = pupils.ncy[p];
        if (ncy < reception || ncy > last_school_ncy) return;
        const Zone& home = map.zone(families.zone[pupils.family[p]]);
        const std::size_t a = home.authority.value, phase = base_phase(ncy);
        if (ncy > reception && ncy < first_post16_ncy) ++lack.plans_5_to_15[a];
        const Setting setting = pupils.setting[p];
        const bool requires_special =
            is_special(setting) || (ncy < first_post16_ncy && pupils.required[p] == RequiredProvision::special);
        if (requires_special) {
            ++lack.special[a][phase];
            if ((setting == Setting::independent_special || setting == Setting::non_maintained_special) &&
                !pupils.out_of_area_for_want[p])
                ++lack.bought[a][phase];
        }
        const SchoolId at = pupils.school[p];
        if (setting == Setting::state_special && (!at.exists() || map.school(at).authority != home.authority)) {
            ++lack.abroad[a][phase];
            if (at.exists()) ++lack.strangers[map.school(at).authority.value][phase];
        }
        if (ncy >= first_post16_ncy) return;
        const bool wants_special = requires_special && (!is_special(setting) || pupils.out_of_area_for_want[p]);
        if (wants_special) {
            ++lack.need[a][static_cast<std::size_t>(group_of(pupils.recorded[p]))];
            const Child child{ncy, pupils.girl[p] != 0, pupils.faith[p] != 0, pupils.recorded[p]};
            for (const SchoolId s : own[a])
                if (special_suits(map.school(s), child) != Fit::none) ++lack.special_by_school[s.value][phase];
        }
        if (home.area.exists() && (wants_special || pupils.required[p] == RequiredProvision::base))
            ++lack.base_by_area[home.area.value][phase];
    };
    return summed(
        step.parallel, pupils.size(), std::move(none),
        [&](Lack& lack, std::size_t first, std::size_t end) {
            for_each_plan_holder_at_home(
                pupils, families, first, end, [&](PupilId p) { count(lack, p); }, pupils.school, pupils.ncy);
        },
        [](Lack& sum, const Lack& other) { sum.add(other); });
}

/// A year group that a school of each phase teaches if it can have a base.
constexpr std::array<int, 2> middle_year{5, 9};

/// A mainstream school for a new base: in the area that lacks most, with spare room, without a base of that phase.
SchoolId base_host(const Map& map, const Schools& schools, const Authorities& authorities,
                   const std::vector<SchoolId>& own, std::size_t phase,
                   const std::vector<std::array<std::int64_t, 2>>& by_area, Month month) {
    SchoolId best;
    std::int64_t best_score = 0;
    for (const SchoolId s : own) {
        const School& school = map.school(s);
        if (school.setting != Setting::mainstream || !schools.open(s, month)) continue;
        if (school.selective || schools.base_places[s][phase] > 0) continue;
        if (!school.teaches(middle_year[phase])) continue;
        if (std::any_of(authorities.pipeline.begin(), authorities.pipeline.end(),
                        [&](const PipelineItem& item) { return item.school == s && item.kind == BuildKind::base; }))
            continue;
        const std::int64_t lack = school.area.exists() && school.area.value < by_area.size()
                                      ? by_area[school.area.value][phase]
                                      : std::int64_t{0};
        // By what the area lacks; between schools of areas alike by spare room.
        constexpr std::int64_t one_child = 1000, most_for_room = 900;
        const std::int64_t spare = std::max(0, schools.capacity[s] - schools.roll[s]);
        const std::int64_t score = lack * one_child + std::min(spare, most_for_room);
        if (!best.exists() || score > best_score) {
            best = s;
            best_score = score;
        }
    }
    return best;
}

/// Places of a special school that are ordered and not open yet: in all, and in one September.
struct OnOrder {
    std::int32_t places = 0;
    bool in_that_september = false;
};
OnOrder on_order(const Authorities& authorities, SchoolId s, Month september) {
    OnOrder order;
    for (const PipelineItem& item : authorities.pipeline) {
        if (item.school != s) continue;
        order.places += item.places;
        order.in_that_september = order.in_that_september || item.opens == september.index;
    }
    return order;
}

struct Orders {
    const Step& step;
    Schools& schools;
    Authorities& authorities;
    const AuthorityParameters& parameters;
    const Lack& lack;
    AuthorityId a;
    const std::vector<SchoolId>& own;  ///< its schools

    void add(SchoolId s, BuildKind kind, std::int32_t places, std::size_t phase, NeedSet needs, Month opens,
             Pence cost) {
        PipelineItem item{.authority = a, .school = s, .kind = kind, .places = places};
        item.phase = phase == 0 ? Phase::primary : Phase::secondary;
        item.needs = needs;
        item.opens = opens.index;
        item.cost = cost;
        authorities.pipeline.push_back(item);
        authorities.capital[a] -= cost;
    }
    [[nodiscard]] std::int32_t affordable(double cost_a_place) const {
        return static_cast<std::int32_t>(
            std::max<std::int64_t>(0, authorities.capital[a].value / pounds(cost_a_place).value));
    }
    [[nodiscard]] NeedSet most_lacking() const {
        const auto& need = lack.need[a.value];
        const auto group = static_cast<std::size_t>(std::max_element(need.begin(), need.end()) - need.begin());
        NeedSet needs = 0;
        for (std::size_t n = 0; n < need_count; ++n)
            if (static_cast<std::size_t>(group_of(static_cast<Need>(n))) == group)
                needs = static_cast<NeedSet>(needs | need_bit(static_cast<Need>(n)));
        return needs;
    }

    /// Orders bases until `wanted` places of the phase are ordered or money or hosts run out; returns places ordered.
    std::int32_t bases(std::size_t phase, std::int32_t wanted) {
        const std::int32_t size = base_size[phase];
        std::int32_t ordered = 0;
        const Month opens = september_on_or_after(step.month + static_cast<int>(parameters.lead_base));
        while (ordered + size / 2 <= wanted && affordable(parameters.cost_base_place) >= size) {
            const SchoolId host = base_host(step.map, schools, authorities, own, phase, lack.base_by_area, step.month);
            if (!host.exists()) break;
            add(host, BuildKind::base, size, phase, most_lacking(), opens, pounds(parameters.cost_base_place) * size);
            ordered += size;
        }
        return ordered;
    }

    [[nodiscard]] static bool serves(const School& school, std::size_t phase) {
        return phase == primary_row ? school.low_ncy < year_7 - 1 : school.high_ncy > year_7;
    }
    [[nodiscard]] std::int32_t room_to_grow(SchoolId s) const {
        const std::int32_t most = step.map.school(s).commissioned_places * fifths_after_growth / fifths;
        return std::max(least_growth, most) - schools.commissioned_places[s];
    }

    /// Orders expansions of the schools most waited for.
    std::int32_t expansions(std::size_t phase, std::int32_t wanted) {
        std::int32_t ordered = 0;
        const Month opens = september_on_or_after(step.month + static_cast<int>(parameters.lead_expansion));
        while (ordered + least_expansion <= wanted) {
            SchoolId best;
            std::int32_t room = 0;
            for (const SchoolId s : own) {
                const School& school = step.map.school(s);
                if (school.setting != Setting::state_special || !schools.open(s, step.month)) continue;
                if (!serves(school, phase)) continue;
                // A school grows by one class or building a year; what opens before stands in no new one's way.
                const OnOrder order = on_order(authorities, s, opens);
                const std::int32_t left = room_to_grow(s) - order.places;
                if (left < least_room_to_grow || order.in_that_september) continue;
                if (best.exists() &&
                    lack.special_by_school[s.value][phase] <= lack.special_by_school[best.value][phase])
                    continue;
                best = s;
                room = left;
            }
            if (!best.exists()) break;
            const std::int32_t places =
                std::min({room, most_expansion, wanted - ordered, affordable(parameters.cost_expansion_place)});
            if (places < least_expansion) break;
            add(best, BuildKind::expansion, places, phase, step.map.school(best).designated, opens,
                pounds(parameters.cost_expansion_place) * places);
            ordered += places;
        }
        return ordered;
    }

    /// Orders a new special school on a site kept for one, in three yearly parts.
    std::int32_t new_special(std::size_t phase, std::int32_t wanted) {
        if (wanted < least_new_school) return 0;
        const std::int32_t places = std::min({wanted, most_new_school, affordable(parameters.cost_new_place)});
        if (places < least_new_school) return 0;
        for (const SchoolId s : own) {
            const School& site = step.map.school(s);
            if (site.urn < first_dormant_urn || site.setting != Setting::state_special) continue;
            // A site that opens on a date, a scenario's say, is spoken for.
            if (schools.opens[s] != std::numeric_limits<std::int32_t>::max()) continue;
            if (!serves(site, phase)) continue;
            const Month opens = september_on_or_after(step.month + static_cast<int>(parameters.lead_new_special));
            schools.opens[s] = opens.index;
            schools.commissioned_places[s] = schools.ceiling[s] = 0;  // they come with the parts below
            for (std::int32_t part = 0; part < yearly_parts; ++part) {
                const std::int32_t share = places * (part + 1) / yearly_parts - places * part / yearly_parts;
                add(s, BuildKind::new_special, share, phase, site.designated, opens + 12 * part,
                    pounds(parameters.cost_new_place) * share);
            }
            return places;
        }
        return 0;
    }
};

}  // namespace

void commission_places(const Step& step, const Pupils& pupils, const Families& families, Schools& schools,
                       Authorities& authorities, const AuthorityParameters& parameters) {
    const Lack lack = count_lack(step, pupils, families, schools, authorities.size());
    const auto own = schools_of(step.map, schools.size(), authorities.size());
    const int horizon = 1 + std::clamp(whole(parameters.funding_certainty), 1, most_years_known);
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        const AuthorityId a(row);
        if (!step.map.authorities[row].in_area) continue;
        std::array<double, 2> places{}, bases{};
        for (const SchoolId s : own[row]) {
            const School& school = step.map.school(s);
            if (!schools.open(s, step.month)) continue;
            for (std::size_t phase = 0; phase < 2; ++phase) {
                bases[phase] += static_cast<double>(schools.base_places[s][phase]);
            }
            if (school.setting != Setting::state_special) continue;
            const double total = static_cast<double>(schools.commissioned_places[s]);
            const double primary = school.high_ncy < year_7       ? 1.0
                                   : school.low_ncy >= year_7 - 1 ? 0.0
                                                                  : primary_part_of_all_age;
            places[0] += total * primary;
            places[1] += total * (1.0 - primary);
        }
        for (const PipelineItem& item : authorities.pipeline) {
            if (item.authority != a) continue;
            const std::size_t phase = item.phase == Phase::primary ? 0 : 1;
            (item.kind == BuildKind::base ? bases : places)[phase] += static_cast<double>(item.places);
        }
        const RequirementForecast forecast =
            forecast_requirements(authorities.earlier_count[a], authorities.last_count[a], horizon);
        Orders orders{step, schools, authorities, parameters, lack, a, own[row]};
        // Children who require bases first, in both phases: what is left goes to special places.
        for (const std::size_t phase : {std::size_t{1}, std::size_t{0}}) {
            const double gap = forecast.base[phase] * (1.0 + parameters.headroom) - bases[phase];
            bases[phase] += orders.bases(phase, whole(std::max(0.0, gap)));
        }
        for (const std::size_t phase : {std::size_t{1}, std::size_t{0}}) {  // secondary first: the larger step
            double need = forecast.special[phase];
            if (parameters.target_special_share > 0) {
                const auto plans = static_cast<double>(lack.plans_5_to_15[row]);
                need = std::min(need, parameters.target_special_share * plans * plans_by_phase[phase]);
            }
            const double now_special = std::max(1.0, static_cast<double>(lack.special[row][phase]));
            need *= 1.0 - static_cast<double>(lack.bought[row][phase]) / now_special;
            need += static_cast<double>(lack.strangers[row][phase] - lack.abroad[row][phase]);
            const double gap =
                (need * (1.0 + parameters.headroom) - places[phase]) * (1.0 - parameters.independent_bought);
            // Bases in the stead of special places no further than one, or a tenth of those there are, beyond the
            // children who require bases: more would stand empty. A strategy that wants more of them than is usual
            // builds them all the same, less those that stand empty.
            const double required = forecast.base[phase] * (1.0 + parameters.headroom);
            const double free = std::max(0.0, bases[phase] - required);
            const double beyond = std::max(static_cast<double>(base_size[phase]), room_in_bases * bases[phase]);
            const double short_of = std::max(0.0, gap), share = parameters.base_share;
            const double in_stead =
                std::max(0.0, std::min(short_of * std::min(share, usual_base_share), beyond - free)) +
                std::max(0.0, short_of * std::max(0.0, share - usual_base_share) - free);
            const std::int32_t in_bases = orders.bases(phase, whole(in_stead));
            const std::int32_t wanted = whole(short_of) - in_bases;
            const std::int32_t expanded = orders.expansions(phase, wanted);
            orders.new_special(phase, wanted - expanded);
        }
    }
}

void advance_buildings(const Step& step, Schools& schools, Authorities& authorities) {
    for (const PipelineItem& item : authorities.pipeline) {
        if (item.opens > step.month.index) continue;
        const SchoolId s = item.school;
        authorities.built[item.authority][static_cast<std::size_t>(item.kind)] += item.cost;
        if (item.kind == BuildKind::base) {
            add_base_places(schools, s, item.phase == Phase::primary ? 0 : 1, item.places, {.needs = item.needs});
        } else {
            schools.commissioned_places[s] += item.places;
            schools.ceiling[s] += item.places + item.places / one_over_in;
            if (item.kind == BuildKind::new_special) schools.opens[s] = std::min(schools.opens[s], item.opens);
        }
    }
    std::erase_if(authorities.pipeline, [&](const PipelineItem& item) { return item.opens <= step.month.index; });
}

void order_starting_pipeline(const Map& map, const Schools& schools, Authorities& authorities,
                             const AuthorityParameters& parameters, Month start) {
    const Month first = september_on_or_after(start + 1);
    const std::vector<std::array<std::int64_t, 2>> even(map.areas.size());
    const auto own = schools_of(map, schools.size(), authorities.size());
    for (std::size_t row = 0; row < authorities.size(); ++row) {
        const AuthorityId a(row);
        if (!map.authorities[row].in_area) continue;
        std::int64_t on_roll = 0;
        for (const SchoolId s : own[row]) on_roll += map.school(s).roll;
        const auto bases = static_cast<std::int32_t>((on_roll + pupils_for_a_base / 2) / pupils_for_a_base);
        for (int year = 0; year < years_on_order; ++year) {
            const Month opens = first + 12 * year;
            for (const SchoolId s : own[row]) {
                const School& school = map.school(s);
                if (school.setting != Setting::state_special || !schools.open(s, start)) continue;
                const std::int32_t places =
                    whole(static_cast<double>(schools.commissioned_places[s]) * parameters.pipeline_at_start);
                if (places <= 0) continue;
                PipelineItem item{.authority = a, .school = s, .kind = BuildKind::expansion, .places = places};
                item.phase = school.high_ncy < year_7 ? Phase::primary : Phase::secondary;
                item.needs = school.designated;
                item.opens = opens.index;
                authorities.pipeline.push_back(item);  // paid for in earlier years
            }
            for (std::int32_t b = 0; b < bases; ++b) {
                const std::size_t phase = static_cast<std::size_t>((year + b) % 2);
                const SchoolId host = base_host(map, schools, authorities, own[row], 1 - phase, even, start);
                if (!host.exists()) continue;
                PipelineItem item{
                    .authority = a, .school = host, .kind = BuildKind::base, .places = base_size[primary_row]};
                item.phase = phase == 1 ? Phase::primary : Phase::secondary;
                item.opens = opens.index;
                authorities.pipeline.push_back(item);
            }
        }
    }
}

std::vector<std::int32_t> special_places_opening(const Authorities& authorities, std::size_t schools, Month now,
                                                 Month until) {
    std::vector<std::int32_t> opening(schools, 0);
    for (const PipelineItem& item : authorities.pipeline)
        if (item.kind != BuildKind::base && item.opens > now.index && item.opens <= until.index)
            opening[item.school.value] += item.places;
    return opening;
}

std::vector<std::array<std::int32_t, 2>> base_places_opening(const Authorities& authorities, std::size_t schools,
                                                             Month now, Month until) {
    std::vector<std::array<std::int32_t, 2>> opening(schools);
    for (const PipelineItem& item : authorities.pipeline)
        if (item.kind == BuildKind::base && item.opens > now.index && item.opens <= until.index)
            opening[item.school.value][item.phase == Phase::primary ? 0 : 1] += item.places;
    return opening;
}

}  // namespace sendscape
