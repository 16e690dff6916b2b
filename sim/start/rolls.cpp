// SPDX-License-Identifier: MIT
#include "sim/start/rolls.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
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
constexpr std::size_t drawn_bands = plan_age_band(last_age) + 1;
/// A number for each authority, by group of special schools and band of ages.
using BySpecialSchools = std::array<std::array<std::vector<double>, drawn_bands>, drawn_groups.size()>;

std::optional<std::size_t> drawn_group(const School& school) {
    const auto found = std::find(drawn_groups.begin(), drawn_groups.end(), group_of(school.setting));
    if (found == drawn_groups.end()) return std::nullopt;
    return static_cast<std::size_t>(found - drawn_groups.begin());
}

/// Children of each authority who attend special schools, as SEN2 says; 0 where it says nothing.
BySpecialSchools wanted_at_special_schools(const Map& map, const PublishedPlans& published) {
    BySpecialSchools wanted;
    for (std::size_t g = 0; g < drawn_groups.size(); ++g) {
        for (std::vector<double>& band : wanted[g]) band.assign(map.authorities.size(), 0.0);
        for (std::size_t a = 0; a < published.size(); ++a)
            for (int age = first_age; published[a] && age <= last_age; ++age)
                wanted[g][plan_age_band(age)][a] +=
                    (*published[a])[static_cast<std::size_t>(age)][static_cast<std::size_t>(drawn_groups[g])];
    }
    return wanted;
}

/// How many times the pull of special schools of one group on each authority's zones is bent for one band of ages, so
/// that as many of its children attend them as wanted if homes follow the pulls alone, rolls unchanged.
std::vector<double> drawn_to_special_schools(const Map& map, const YearGroups& groups, const Pulls& pulls,
                                             std::size_t group, std::size_t band, const std::vector<double>& wanted) {
    std::vector<double> drawn(map.authorities.size(), 1.0);
    if (std::none_of(wanted.begin(), wanted.end(), [](double plans) { return plans > 0; })) return drawn;
    const auto of_band = [&](const auto& of_age) {
        double sum = 0;
        for (int age = first_age; age <= last_age; ++age)
            if (plan_age_band(age) == band) sum += of_age(static_cast<std::size_t>(age));
        return sum;
    };
    std::vector<double> children(map.zones.size()), roll(map.schools.size());
    for (std::size_t z = 0; z < children.size(); ++z)
        children[z] = of_band([&](std::size_t age) { return map.zones[z].residents[age]; });
    for (std::size_t s = 0; s < roll.size(); ++s)
        if (drawn_group(map.schools[s]) == group)
            roll[s] = of_band([&](std::size_t age) { return groups[s][age - first_age]; });
    for (int round = 0; round < rounds_of_drawing; ++round) {
        std::vector<double> attend(map.authorities.size(), 0.0);
        for (std::size_t s = 0; s < map.schools.size(); ++s) {
            if (!(roll[s] > 0)) continue;
            double sum = 0;
            const auto each = [&](auto&& take) {
                for (std::size_t i = pulls.first[s]; i < pulls.first[s + 1]; ++i) {
                    const AuthorityId home = map.zones[pulls.zone[i]].authority;
                    if (home.value < drawn.size())
                        take(home.value,
                             static_cast<double>(pulls.pull[i]) * children[pulls.zone[i]] * drawn[home.value]);
                }
            };
            each([&](std::size_t, double pull) { sum += pull; });
            if (!(sum > 0)) continue;
            each([&](std::size_t a, double pull) { attend[a] += pull / sum * roll[s]; });
        }
        for (std::size_t a = 0; a < drawn.size(); ++a)
            if (wanted[a] > 0 && attend[a] > 0)
                drawn[a] = std::clamp(drawn[a] * wanted[a] / attend[a], least_drawn, most_drawn);
    }
    return drawn;
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
std::vector<Housed> house_age(const Map& map, const YearGroups& groups, const Pulls& pulls,
                              const BySpecialSchools& drawn, std::size_t year, const Draws& draws) {
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
        if (const auto group = drawn_group(map.schools[s])) {
            const std::vector<double>& times = drawn[*group][plan_age_band(age)];
            sum = 0;
            for (std::size_t i = 0; i < weight.size(); ++i) {
                const AuthorityId home = map.zones[pulls.zone[pulls.first[s] + i]].authority;
                if (home.value < times.size()) weight[i] *= times[home.value];
                sum += weight[i];
            }
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

constexpr int rounds_of_aiming = 5;                     ///< at most
constexpr double near_enough = 0.01, most_amended = 2;  ///< of children wanted; times an aim at once (assumptions)

using HousedByYear = std::array<std::vector<Housed>, ages>;

/// The years of a band of ages, as indexes into HousedByYear.
std::vector<std::size_t> years_of(std::size_t band) {
    std::vector<std::size_t> years;
    for (int age = first_age; age <= last_age; ++age)
        if (plan_age_band(age) == band) years.push_back(static_cast<std::size_t>(age - first_age));
    return years;
}

struct Missed {
    double children = 0;
    bool enough = true;  ///< no authority is off by more than a child, or a hundredth
};
/// Homes follow the room in a zone as well as its pull, so that the children of an authority who attend special schools
/// come out beside the aim, the more where zones have no room for children of an age: aims as much the other way.
Missed aim_again(const Map& map, const BySpecialSchools& wanted, std::size_t band, const HousedByYear& housed,
                 BySpecialSchools& aims) {
    Missed missed;
    std::array<std::vector<double>, drawn_groups.size()> attend;
    for (std::vector<double>& of_group : attend) of_group.assign(map.authorities.size(), 0.0);
    for (const std::size_t year : years_of(band))
        for (const Housed& row : housed[year])
            if (const auto group = drawn_group(map.schools[row.school]))
                if (const AuthorityId home = map.zones[row.zone].authority; home.value < map.authorities.size())
                    attend[*group][home.value] += row.children;
    for (std::size_t g = 0; g < drawn_groups.size(); ++g)
        for (std::size_t a = 0; a < map.authorities.size(); ++a) {
            const double due = wanted[g][band][a], there = attend[g][a];
            if (!(due > 0) || !(there > 0)) continue;
            missed.children += std::abs(due - there);
            missed.enough = missed.enough && std::abs(due - there) <= std::max(1.0, near_enough * due);
            aims[g][band][a] *= std::clamp(due / there, 1 / most_amended, most_amended);
        }
    return missed;
}

/// Homes of all ages: of each band the round of aiming that misses fewest children.
HousedByYear house_all(const Map& map, const YearGroups& groups, const PublishedPlans& published, const Draws& draws,
                       const Parallel& parallel) {
    const Pulls pulls = school_pulls(map);
    const BySpecialSchools wanted = wanted_at_special_schools(map, published);
    BySpecialSchools aims = wanted, drawn;
    HousedByYear best, tried;
    std::array<std::optional<double>, drawn_bands> least;
    std::vector<std::size_t> open(drawn_bands);
    std::iota(open.begin(), open.end(), std::size_t{0});
    for (int round = 0; round < rounds_of_aiming && !open.empty(); ++round) {
        parallel.for_each(drawn_groups.size() * open.size(), [&](std::size_t n) {
            const std::size_t g = n / open.size(), band = open[n % open.size()];
            drawn[g][band] = drawn_to_special_schools(map, groups, pulls, g, band, aims[g][band]);
        });
        std::vector<std::size_t> years;
        for (const std::size_t band : open)
            for (const std::size_t year : years_of(band)) years.push_back(year);
        parallel.for_each(years.size(), [&](std::size_t n) {
            tried[years[n]] = house_age(map, groups, pulls, drawn, years[n], draws);
        });
        std::vector<std::size_t> missed_bands;
        for (const std::size_t band : open) {
            const Missed missed = aim_again(map, wanted, band, tried, aims);
            if (!least[band] || missed.children < *least[band]) {
                least[band] = missed.children;
                for (const std::size_t year : years_of(band)) best[year] = std::move(tried[year]);
            }
            if (!missed.enough) missed_bands.push_back(band);
        }
        open = std::move(missed_bands);
    }
    return best;
}

}  // namespace

StartResidents house_residents(const Map& map, const YearGroups& groups, const PublishedPlans& published,
                               const Draws& draws, const Parallel& parallel) {
    if (map.zones.empty()) throw InputError("the map has no zones: families need somewhere to live");
    const HousedByYear housed = house_all(map, groups, published, draws, parallel);

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
