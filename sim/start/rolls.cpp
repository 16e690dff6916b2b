// SPDX-License-Identifier: MIT
#include "sim/start/rolls.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "agents/pupils/national_tables.h"
#include "maps/independent_homes.h"
#include "sim/core/elementary.h"
#include "sim/core/error.h"

namespace sendscape {
namespace {

constexpr double compulsory_share = 0.985;  ///< the rest are home educated or elsewhere (DfE home education census)
constexpr int first_age = 2, last_age = 18;
constexpr int school_age_begins = 4, school_age_ends = 15;  ///< Reception to Year 11, ages on 31 August
constexpr std::size_t ages = last_age - first_age + 1;
static_assert(ages == school_years);

bool evenly_taught(const School& school) {
    const SettingGroup group = group_of(school.setting);
    return group == SettingGroup::mainstream || group == SettingGroup::base;
}

// How large a year group is beside an ordinary one of the same school (DfE, Schools, pupils and their characteristics,
// pupils by age; rounded).
constexpr int nursery_year = -1, two_year_olds_year = -2;
constexpr double twos_of_nursery_school = 0.5, twos_of_school = 0.12;
constexpr double threes_of_nursery_school = 1.0, threes_of_school = 0.5;
constexpr double year_12_of_school = 0.5, year_13_of_school = 0.43, year_14_of_school = 0.02;
constexpr double year_14_of_college = 0.1;

constexpr double own_age_unknown = 0.01;  ///< plans: so that a school can have any age it teaches

/// How large a year group is beside an ordinary one of the same school.
double year_weight(const School& school, const PublishedPlans& published, int ncy) {
    if (!school.teaches(ncy)) return 0;
    const std::size_t age = national_index(age_of_ncy(ncy));
    if (evenly_taught(school)) {
        const bool nursery = school.phase == SchoolPhase::nursery;
        if (school.phase == SchoolPhase::post16) return ncy == last_school_ncy ? year_14_of_college : 1;
        if (ncy == two_year_olds_year) return nursery ? twos_of_nursery_school : twos_of_school;
        if (ncy == nursery_year) return nursery ? threes_of_nursery_school : threes_of_school;
        if (ncy == 12) return year_12_of_school;
        if (ncy == 13) return year_13_of_school;
        return ncy == last_school_ncy ? year_14_of_school : 1;
    }
    const auto column = static_cast<std::size_t>(group_of(school.setting));
    if (const auto& own = published[school.authority.value]; own && school.in_area)
        return (*own)[static_cast<std::size_t>(age_of_ncy(ncy))][std::min(column, setting_group_count - 1)] +
               own_age_unknown;
    return static_cast<double>(plans_by_age[age][std::min(column, plan_columns - 1)]) + 1;
}

/// Whole numbers that sum to the rounded total of `shares` scaled to `total`, each within one of its share.
template <class Shares>
std::array<std::int32_t, school_years> whole_numbers(const Shares& shares, std::int32_t total, double u) {
    std::array<std::int32_t, school_years> out{};
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    if (!(sum > 0) || total <= 0) return out;
    double cumulative = 0;
    std::int32_t given = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (!(shares[i] > 0)) continue;
        cumulative += shares[i] / sum * total;
        const auto upto = std::min(total, static_cast<std::int32_t>(cumulative + u));
        out[i] = upto - given;
        given = upto;
        last = i;
    }
    out[last] += total - given;
    return out;
}

}  // namespace

double share_on_roll(int age) {
    constexpr double at_two = 0.05, at_three = 0.45, at_school_age = 0.96;
    constexpr double at_16 = 0.42, at_17 = 0.37, older = 0.03;
    if (age <= 2) return at_two;
    if (age == 3) return at_three;
    if (age <= school_age_ends) return at_school_age;
    return age == 16 ? at_16 : age == 17 ? at_17 : older;
}

namespace {

constexpr int rounds_of_bending = 20;              ///< more than the fit takes to settle
constexpr double least_bend = 0.5, most_bend = 2;  ///< of a year group beside its school's others (assumption)
constexpr std::uint32_t luck_of_year_groups = 99;  ///< counter of draws from the stream start_home; ages come before it

}  // namespace

YearGroups year_groups(const Map& map, const PublishedPlans& published, const Draws& draws) {
    std::array<double, school_years> residents{}, bend{};
    bend.fill(1);
    for (const Zone& zone : map.zones)
        for (std::size_t y = 0; y < ages; ++y) residents[y] += zone.residents[y + first_age];

    std::vector<std::array<double, school_years>> weights(map.schools.size());
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        for (std::size_t y = 0; y < ages; ++y)
            weights[s][y] = year_weight(map.schools[s], published, static_cast<int>(y) + first_ncy);
        const double sum = std::accumulate(weights[s].begin(), weights[s].end(), 0.0);
        if (map.schools[s].roll > 0 && !(sum > 0)) {  // teaches no year the model knows: its last one
            const int ncy = std::clamp<int>(map.schools[s].high_ncy, first_ncy, last_school_ncy);
            weights[s][year_index(ncy)] = 1;
        }
    }
    const auto bent = [&](std::size_t s) {
        std::array<double, school_years> row = weights[s];
        if (evenly_taught(map.schools[s]))
            for (std::size_t y = 0; y < ages; ++y) row[y] *= bend[y];
        return row;
    };
    // Iterative proportional fitting of Reception to Year 11: rows keep their roll, columns follow the residents.
    const std::size_t from = year_index(reception), to = year_index(last_ncy_of_school_age);
    for (int round = 0; round < rounds_of_bending; ++round) {
        std::array<double, school_years> sums{};
        for (std::size_t s = 0; s < map.schools.size(); ++s) {
            if (map.schools[s].roll <= 0) continue;
            const auto row = bent(s);
            const double scale = map.schools[s].roll / std::accumulate(row.begin(), row.end(), 0.0);
            for (std::size_t y = 0; y < ages; ++y) sums[y] += row[y] * scale;
        }
        const double on_roll = std::accumulate(sums.begin() + from, sums.begin() + to + 1, 0.0);
        const double there = std::accumulate(residents.begin() + from, residents.begin() + to + 1, 0.0);
        if (!(on_roll > 0) || !(there > 0)) break;
        for (std::size_t y = from; y <= to; ++y)
            if (sums[y] > 0 && residents[y] > 0)
                bend[y] = std::clamp(bend[y] * residents[y] / there * on_roll / sums[y], least_bend, most_bend);
    }
    YearGroups groups(map.schools.size());
    for (std::size_t s = 0; s < map.schools.size(); ++s)
        groups[s] = whole_numbers(
            bent(s), map.schools[s].roll,
            draws.uniform(Stream::start_home, static_cast<std::uint32_t>(s), map.census, luck_of_year_groups));
    return groups;
}

namespace {

/// How fast a school's pull fades: metres over which it falls to 1/e. Assumptions near the mean journeys of the
/// National Travel Survey (primary 2.4 km, secondary 5.5 km) and of special schools (three times mainstream's).
constexpr double fades_special = 9000, fades_chosen = 6000;  ///< chosen: selective schools, colleges
constexpr double fades_primary = 900, fades_faith_primary = 1300, fades_secondary = 2500;
double fading_metres(const School& school) {
    switch (group_of(school.setting)) {
        case SettingGroup::state_special:
        case SettingGroup::independent_special:
        case SettingGroup::alternative_provision:
            return fades_special;
        default:
            break;
    }
    if (school.selective) return fades_chosen;
    if (school.phase == SchoolPhase::primary || school.phase == SchoolPhase::nursery)
        return school.faith ? fades_faith_primary : fades_primary;
    return school.phase == SchoolPhase::post16 ? fades_chosen : fades_secondary;
}

/// Whether a pupil of a school at an unknown place of its authority may live in a zone: in the authority, and for
/// special schools around it too.
bool may_come_from(const School& school, const Zone& zone) {
    constexpr double around = 15'000;  // metres from the middle of the authority (assumption)
    if (zone.authority == school.authority) return true;
    if (!is_special(school.setting)) return false;
    const double dx = zone.x - school.x, dy = zone.y - school.y;
    return dx * dx + dy * dy < around * around;
}

/// Zones a school can draw from and how strongly, in compressed rows by school.
struct Pulls {
    std::vector<std::size_t> first;
    std::vector<std::uint32_t> zone;
    std::vector<float> pull;
};

// A few come from far away, and a border is crossed less often than its distance says. Assumptions.
constexpr double pull_from_afar = 0.004, times_as_far = 5;
constexpr double across_border_special = 0.2, across_border = 0.4;
constexpr double least_pull = 1e-9;  ///< so that a school's roll can always be housed

float pull_of(const Map& map, const School& school, std::uint32_t zone, double metres) {
    if (school.setting == Setting::independent_mainstream)
        return static_cast<float>(independent_pull(metres, map.zones[zone].decile) + least_pull);
    const double fade = fading_metres(school);
    double pull = exp(-metres / fade) + pull_from_afar * exp(-metres / (times_as_far * fade));
    if (map.zones[zone].authority != school.authority)
        pull *= is_special(school.setting) ? across_border_special : across_border;
    return static_cast<float>(pull + least_pull);
}

/// Of a school that children are placed in, and of which no table says where it stands: its pupils live anywhere in its
/// authority, not around a point where it may not be. Families look for an ordinary school where the map has it, so
/// that its pupils live round it all the same: else it would have to take every child there, and those near it none.
bool place_unknown(const Map& map, const School& school, const std::vector<std::uint32_t>& zones_of_authority) {
    if (group_of(school.setting) == SettingGroup::mainstream) return false;
    return school.is_filled(Filled::coordinates) && school.authority.value < map.authorities.size() &&
           zones_of_authority[school.authority.value] > 0;
}

Pulls school_pulls(const Map& map) {
    constexpr std::size_t nearest_zones = 60;  // for a school no journey leads to
    Pulls pulls;
    const TravelTable& travel = map.travel;
    std::vector<std::uint32_t> counts(map.schools.size(), 0), zones_of(map.authorities.size(), 0);
    for (const std::uint32_t s : travel.school) ++counts[s];
    for (const Zone& zone : map.zones)
        if (zone.authority.value < zones_of.size()) ++zones_of[zone.authority.value];
    std::vector<std::uint8_t> anywhere(map.schools.size(), 0);
    pulls.first.assign(map.schools.size() + 1, 0);
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        std::size_t wanted = 0;
        if (school.roll > 0) wanted = counts[s] > 0 ? counts[s] : std::min(nearest_zones, map.zones.size());
        if (school.roll > 0 && place_unknown(map, school, zones_of)) {
            anywhere[s] = 1;
            wanted = 0;
            for (const Zone& zone : map.zones) wanted += may_come_from(school, zone) ? 1 : 0;
        }
        pulls.first[s + 1] = pulls.first[s] + wanted;
    }
    pulls.zone.resize(pulls.first.back());
    pulls.pull.resize(pulls.first.back());
    std::vector<std::size_t> next(pulls.first.begin(), pulls.first.end() - 1);
    const std::size_t rows = travel.first.empty() ? 0 : std::min(travel.first.size() - 1, map.zones.size());
    for (std::uint32_t z = 0; z < rows; ++z) {
        for (std::uint32_t i = travel.first[z]; i < travel.first[z + 1]; ++i) {
            const std::uint32_t s = travel.school[i];
            if (map.schools[s].roll <= 0 || anywhere[s] != 0) continue;
            pulls.zone[next[s]] = z;
            pulls.pull[next[s]++] = pull_of(map, map.schools[s], z, travel.metres[i]);
        }
    }
    std::vector<std::pair<std::int64_t, std::uint32_t>> near;
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        const School& school = map.schools[s];
        if (anywhere[s] != 0) {
            for (std::uint32_t z = 0; z < map.zones.size(); ++z) {
                if (!may_come_from(school, map.zones[z])) continue;
                pulls.zone[next[s]] = z;
                pulls.pull[next[s]++] =
                    map.zones[z].authority == school.authority ? 1.0F : static_cast<float>(across_border_special);
            }
            continue;
        }
        if (school.roll <= 0 || counts[s] > 0) continue;
        near.clear();
        for (std::uint32_t z = 0; z < map.zones.size(); ++z) {
            const Journey way =
                straight_line_journey(map.detour_factor, map.zones[z].x - school.x, map.zones[z].y - school.y);
            near.emplace_back(way.metres, z);
        }
        const std::size_t keep = pulls.first[s + 1] - pulls.first[s];
        std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(keep), near.end());
        for (std::size_t i = 0; i < keep; ++i) {
            pulls.zone[next[s]] = near[i].second;
            pulls.pull[next[s]++] = pull_of(map, school, near[i].second, static_cast<double>(near[i].first));
        }
    }
    return pulls;
}

constexpr int rounds_of_drawing = 8;                   ///< more than the fit takes to settle
constexpr double least_drawn = 0.01, most_drawn = 20;  ///< times a zone's pull (assumption)

constexpr std::array<SettingGroup, 2> drawn_groups{SettingGroup::state_special, SettingGroup::independent_special};
using AtSpecialSchools = std::array<std::vector<double>, drawn_groups.size()>;  ///< children by group and authority

/// Children of each authority who attend special schools, as SEN2 says; 0 where it says nothing.
AtSpecialSchools wanted_at_special_schools(const Map& map, const PublishedPlans& published) {
    AtSpecialSchools wanted;
    for (std::size_t g = 0; g < drawn_groups.size(); ++g) {
        wanted[g].assign(map.authorities.size(), 0.0);
        for (std::size_t a = 0; a < published.size(); ++a)
            if (published[a])
                for (const auto& row : *published[a]) wanted[g][a] += row[static_cast<std::size_t>(drawn_groups[g])];
    }
    return wanted;
}

/// Bends the pull of special schools of one group of settings on each authority's zones until as many of its children
/// would attend them as wanted if homes followed the pulls alone, rolls unchanged.
void draw_to_special_schools(const Map& map, const std::vector<double>& wanted, SettingGroup group, Pulls& pulls) {
    const auto of_group = [&](std::size_t s) {
        return group_of(map.schools[s].setting) == group && map.schools[s].roll > 0;
    };
    const auto children = [&](std::uint32_t z) {
        double sum = 0;
        for (int age = school_age_begins; age <= school_age_ends; ++age)
            sum += map.zones[z].residents[static_cast<std::size_t>(age)];
        return sum;
    };
    std::vector<double> drawn(map.authorities.size(), 1.0);
    if (std::none_of(wanted.begin(), wanted.end(), [](double plans) { return plans > 0; })) return;
    for (int round = 0; round < rounds_of_drawing; ++round) {
        std::vector<double> attend(map.authorities.size(), 0.0);
        for (std::size_t s = 0; s < map.schools.size(); ++s) {
            if (!of_group(s)) continue;
            double sum = 0;
            const auto each = [&](auto&& take) {
                for (std::size_t i = pulls.first[s]; i < pulls.first[s + 1]; ++i) {
                    const AuthorityId home = map.zones[pulls.zone[i]].authority;
                    if (home.value < drawn.size())
                        take(home.value,
                             static_cast<double>(pulls.pull[i]) * children(pulls.zone[i]) * drawn[home.value]);
                }
            };
            each([&](std::size_t, double pull) { sum += pull; });
            if (!(sum > 0)) continue;
            each([&](std::size_t a, double pull) { attend[a] += pull / sum * map.schools[s].roll; });
        }
        for (std::size_t a = 0; a < drawn.size(); ++a)
            if (wanted[a] > 0 && attend[a] > 0)
                drawn[a] = std::clamp(drawn[a] * wanted[a] / attend[a], least_drawn, most_drawn);
    }
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        if (!of_group(s)) continue;
        for (std::size_t i = pulls.first[s]; i < pulls.first[s + 1]; ++i) {
            const AuthorityId home = map.zones[pulls.zone[i]].authority;
            if (home.value < drawn.size()) pulls.pull[i] *= static_cast<float>(drawn[home.value]);
        }
    }
}

struct Housed {
    std::uint32_t zone;
    std::uint32_t school;
    std::int32_t children;
};

constexpr int rounds_of_housing = 12;         ///< more than the balance takes to settle
constexpr double steered_at_most = 4;         ///< times a zone's share when it has room left over
constexpr double nothing_expected = 1e-9;     ///< children
constexpr std::size_t zones_at_a_time = 256;  ///< to a thread's turn

/// Homes of one age group: capped gravity, then whole children school by school with what is left of each zone.
std::vector<Housed> house_age(const Map& map, const YearGroups& groups, const Pulls& pulls, std::size_t year,
                              const Draws& draws) {
    const std::size_t zones = map.zones.size();
    const int age = static_cast<int>(year) + first_age;
    const double share = age >= school_age_begins && age <= school_age_ends ? compulsory_share : 1.0;
    std::vector<double> cap(zones), balance(zones, 1.0), expected(zones), weight;
    for (std::size_t z = 0; z < zones; ++z) cap[z] = share * map.zones[z].residents[static_cast<std::size_t>(age)];
    const auto weigh = [&](std::size_t s) {  // unscaled pull of each zone in reach; returns the sum
        weight.resize(pulls.first[s + 1] - pulls.first[s]);
        double sum = 0;
        for (std::size_t i = 0; i < weight.size(); ++i) {
            const std::uint32_t z = pulls.zone[pulls.first[s] + i];
            sum += weight[i] = static_cast<double>(pulls.pull[pulls.first[s] + i]) * cap[z] * balance[z];
        }
        if (sum > 0) return sum;
        for (std::size_t i = 0; i < weight.size(); ++i)  // nobody of that age in reach: the roll is right all the same
            sum += weight[i] = static_cast<double>(pulls.pull[pulls.first[s] + i]);
        return sum;
    };
    for (int round = 0; round < rounds_of_housing; ++round) {
        std::fill(expected.begin(), expected.end(), 0.0);
        for (std::size_t s = 0; s < groups.size(); ++s) {
            if (groups[s][year] <= 0) continue;
            const double scale = groups[s][year] / weigh(s);
            for (std::size_t i = 0; i < weight.size(); ++i)
                expected[pulls.zone[pulls.first[s] + i]] += weight[i] * scale;
        }
        if (round == rounds_of_housing - 1) break;  // leave `expected` as the balance in force gives it
        for (std::size_t z = 0; z < zones; ++z)
            if (expected[z] > 0) balance[z] = std::min(1.0, balance[z] * cap[z] / expected[z]);
    }
    std::vector<double> left(cap);
    std::vector<Housed> housed;
    for (std::size_t s = 0; s < groups.size(); ++s) {
        const std::int32_t children = groups[s][year];
        if (children <= 0) continue;
        const double scale = children / weigh(s);
        double sum = 0;
        std::vector<double>& room = weight;
        for (std::size_t i = 0; i < weight.size(); ++i) {
            const std::uint32_t z = pulls.zone[pulls.first[s] + i];
            const double due = weight[i] * scale;
            const double steer =
                expected[z] > nothing_expected ? std::clamp(left[z] / expected[z], 0.0, steered_at_most) : 0.0;
            expected[z] -= due;
            room[i] = due * steer;
            sum += room[i];
        }
        if (!(sum > nothing_expected)) sum = weigh(s);
        const double u = draws.uniform(Stream::start_home, static_cast<std::uint32_t>(s), map.census,
                                       static_cast<std::uint32_t>(year));
        double cumulative = 0;
        std::int32_t given = 0;
        for (std::size_t i = 0; i < room.size() && given < children; ++i) {
            cumulative += room[i] / sum * children;
            const bool end = i + 1 == room.size();
            const auto upto = end ? children : std::min(children, static_cast<std::int32_t>(cumulative + u));
            if (upto == given) continue;
            const std::uint32_t z = pulls.zone[pulls.first[s] + i];
            housed.push_back({z, static_cast<std::uint32_t>(s), upto - given});
            left[z] -= upto - given;
            given = upto;
        }
    }
    std::stable_sort(housed.begin(), housed.end(), [](const Housed& a, const Housed& b) { return a.zone < b.zone; });
    return housed;
}

constexpr int rounds_of_aiming = 4;                     ///< at most
constexpr double near_enough = 0.01, most_amended = 2;  ///< of children wanted; times an aim at once (assumptions)

/// Homes follow the room in a zone as well as its pull, so that the children of an authority who attend special schools
/// come out beside the aim: aims as much the other way. Returns whether any was missed.
bool aim_again(const Map& map, const AtSpecialSchools& wanted, const std::array<std::vector<Housed>, ages>& housed,
               AtSpecialSchools& aims) {
    bool missed = false;
    for (std::size_t g = 0; g < drawn_groups.size(); ++g) {
        std::vector<double> attend(map.authorities.size(), 0.0);
        for (const auto& year : housed)
            for (const Housed& row : year)
                if (const AuthorityId home = map.zones[row.zone].authority;
                    home.value < attend.size() && group_of(map.schools[row.school].setting) == drawn_groups[g])
                    attend[home.value] += row.children;
        for (std::size_t a = 0; a < attend.size(); ++a) {
            if (!(wanted[g][a] > 0) || !(attend[a] > 0)) continue;
            missed =
                missed || std::max(wanted[g][a], attend[a]) > (1 + near_enough) * std::min(wanted[g][a], attend[a]);
            aims[g][a] *= std::clamp(wanted[g][a] / attend[a], 1 / most_amended, most_amended);
        }
    }
    return missed;
}

}  // namespace

StartResidents house_residents(const Map& map, const YearGroups& groups, const PublishedPlans& published,
                               const Draws& draws, const Parallel& parallel) {
    if (map.zones.empty()) throw InputError("the map has no zones: families need somewhere to live");
    const Pulls pulls = school_pulls(map);
    const AtSpecialSchools wanted = wanted_at_special_schools(map, published);
    AtSpecialSchools aims = wanted;
    std::array<std::vector<Housed>, ages> housed;
    for (int round = 0; round < rounds_of_aiming; ++round) {
        Pulls bent = pulls;
        for (std::size_t g = 0; g < drawn_groups.size(); ++g)
            draw_to_special_schools(map, aims[g], drawn_groups[g], bent);
        parallel.for_each(ages, [&](std::size_t year) { housed[year] = house_age(map, groups, bent, year, draws); });
        if (!aim_again(map, wanted, housed, aims)) break;
    }

    StartResidents out;
    std::array<std::vector<std::uint32_t>, ages> at;  // first entry of each zone in housed[year]
    for (std::size_t year = 0; year < ages; ++year) {
        at[year].assign(map.zones.size() + 1, 0);
        for (const Housed& row : housed[year]) ++at[year][row.zone + 1];
        std::partial_sum(at[year].begin(), at[year].end(), at[year].begin());
    }
    std::vector<std::array<std::int32_t, ages>> without(map.zones.size());  // on no roll
    out.first_of_zone.assign(map.zones.size() + 1, 0);
    for (std::size_t z = 0; z < map.zones.size(); ++z) {
        std::uint32_t children = 0;
        for (std::size_t year = 0; year < ages; ++year) {
            std::int32_t on_roll = 0;
            for (std::uint32_t i = at[year][z]; i < at[year][z + 1]; ++i) on_roll += housed[year][i].children;
            without[z][year] = std::max(0, map.zones[z].residents[year + first_age] - on_roll);
            children += static_cast<std::uint32_t>(on_roll + without[z][year]);
        }
        out.first_of_zone[z + 1] = out.first_of_zone[z] + children;
    }
    const std::size_t rows = out.first_of_zone.back();
    out.zone.resize(rows);
    out.ncy.resize(rows);
    out.school.resize(rows);
    parallel.for_blocks(
        map.zones.size(),
        [&](std::size_t, std::size_t first, std::size_t end) {
            for (std::size_t z = first; z < end; ++z) {
                std::size_t row = out.first_of_zone[z];
                const auto add = [&](std::size_t year, SchoolId school, std::int32_t children) {
                    for (std::int32_t i = 0; i < children; ++i, ++row) {
                        out.zone[row] = ZoneId(z);
                        out.ncy[row] = static_cast<std::int8_t>(static_cast<int>(year) + first_ncy);
                        out.school[row] = school;
                    }
                };
                for (std::size_t year = 0; year < ages; ++year) {
                    for (std::uint32_t i = at[year][z]; i < at[year][z + 1]; ++i)
                        add(year, SchoolId(housed[year][i].school), housed[year][i].children);
                    add(year, SchoolId{}, without[z][year]);
                }
            }
        },
        zones_at_a_time);
    return out;
}

}  // namespace sendscape
