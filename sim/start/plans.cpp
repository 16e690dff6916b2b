#include "sim/start/plans.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "agents/placement/post16.h"
#include "agents/pupils/national_tables.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {  /// Plans maintained in England each January from 2010 (DfE SEN2 2022, 2025, 2026).
constexpr std::array<double, 17> england_plans{228221, 229017, 230156, 233431, 237111, 240183, 256315, 287290, 319819,
                                               353995, 390109, 430697, 473255, 517048, 576474, 638745, 718838};

double england_growth(int from_year, int to_year) {
    const auto at = [](int year) {
        return england_plans[static_cast<std::size_t>(std::clamp(year, 2010, 2026) - 2010)];
    };
    return at(to_year) / at(from_year);
}

constexpr auto column(SettingGroup group) { return static_cast<std::size_t>(group); }
constexpr std::size_t unrecorded = plan_columns - 1;
constexpr int oldest_child = 18;

/// Summer-born children are likelier to be on SEN Support: 21% against 16% in Year 7 (FFT Education Datalab 2022).
constexpr std::array<double, 12> by_birth_month{1.00, 1.02, 1.04, 1.06, 1.08, 1.11, 1.14, 1.17, 0.86, 0.88, 0.91, 0.95};

/// Pupils of each school, in row order.
struct Members {
    std::vector<std::uint32_t> first, row;
};

Members members_of(const Pupils& pupils, std::size_t schools) {
    Members m;
    m.first.assign(schools + 1, 0);
    for (const SchoolId s : pupils.school)
        if (s.exists()) ++m.first[s.value + 1];
    std::partial_sum(m.first.begin(), m.first.end(), m.first.begin());
    m.row.resize(m.first.back());
    std::vector<std::uint32_t> next(m.first.begin(), m.first.end() - 1);
    for (std::size_t p = 0; p < pupils.size(); ++p) {
        const SchoolId s = pupils.school[PupilId(p)];
        if (s.exists()) m.row[next[s.value]++] = static_cast<std::uint32_t>(p);
    }
    return m;
}

using Keyed = std::pair<double, std::uint32_t>;

/// Puts first the `count` rows drawn without replacement with the weights behind the keys log(u) / weight
/// (Efraimidis and Spirakis 2006): exactly `count` of them, ties by row.
void draw_first(std::vector<Keyed>& keys, std::size_t count) {
    if (count == 0 || count >= keys.size()) return;
    std::nth_element(
        keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count), keys.end(),
        [](const Keyed& a, const Keyed& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
}

double key(double u, double weight) { return log(u + 0x1p-60) / (weight > 1e-9 ? weight : 1e-9); }

/// Plans per pupil of the age in this kind of school, England: relative sizes are what counts.
double plan_weight(const Map& map, const School& school, int age) {
    switch (group_of(school.setting)) {
        case SettingGroup::mainstream:
        case SettingGroup::base:
            return (national_rate(map, age, column(SettingGroup::mainstream)) +
                    national_rate(map, age, column(SettingGroup::base))) /
                   share_on_roll(age);
        default:
            return 1;  // nearly everyone has one, and the year groups already have the ages
    }
}

double base_weight(const Map& map, int age) {
    const double base = national_rate(map, age, column(SettingGroup::base));
    return base / (base + national_rate(map, age, column(SettingGroup::mainstream)) + 1e-12);
}

Setting ordinary_setting(const School& school, int ncy) {
    return school.setting == Setting::mainstream && ncy >= 12 ? Setting::sixth_form : school.setting;
}

}  // namespace

double national_rate(const Map& map, int age, std::size_t col) {
    const std::size_t a = national_index(age);
    const auto& row = plans_by_age[a];
    const std::int32_t all = std::accumulate(row.begin(), row.end(), 0);
    const double spread = static_cast<double>(all) / (all - row[unrecorded]);
    const double year = map.census.year() <= 2025 ? plans_2025_over_2026[a] : 1.0;
    return row[col] * spread * year / (children_thousands[a] * 1000);
}

void share_out_provision(const Map& map, const PupilParameters& parameters, const Draws& draws,
                         const Parallel& parallel, Pupils& pupils) {
    const Members members = members_of(pupils, map.schools.size());
    const auto share_out = [&](std::size_t s, std::vector<Keyed>& keys) {
        const School& school = map.schools[s];
        const std::size_t begin = members.first[s], end = members.first[s + 1];
        const auto roll = static_cast<std::int32_t>(end - begin);
        const std::int32_t plans = std::clamp(school.plans, 0, roll);
        const std::int32_t support = std::clamp(school.sen_support, 0, roll - plans);
        std::array<double, oldest_child + 1> weight{};
        for (int age = 2; age <= oldest_child; ++age)
            weight[static_cast<std::size_t>(age)] = plan_weight(map, school, age);

        keys.clear();
        for (std::size_t i = begin; i < end; ++i) {
            const PupilId p(members.row[i]);
            pupils.setting[p] = ordinary_setting(school, pupils.ncy[p]);
            keys.emplace_back(key(draws.uniform(Stream::start_plan, p.value, map.census),
                                  weight[static_cast<std::size_t>(age_of_ncy(pupils.ncy[p]))]),
                              p.value);
        }
        draw_first(keys, static_cast<std::size_t>(plans));
        const auto holders_end = keys.begin() + plans;
        for (auto k = keys.begin(); k != holders_end; ++k) pupils.provision[PupilId(k->second)] = Provision::plan;

        // Bases hold children with plans; places stand empty at the rate published for them.
        if (group_of(school.setting) == SettingGroup::mainstream && plans > 0) {
            for (std::size_t phase = 0; phase < 2; ++phase) {
                if (school.base_places[phase] <= 0) continue;
                std::vector<Keyed> base;
                for (auto k = keys.begin(); k != holders_end; ++k) {
                    const PupilId p(k->second);
                    if ((pupils.ncy[p] < year_7) != (phase == 0)) continue;
                    base.emplace_back(key(draws.uniform(Stream::start_setting, p.value, map.census),
                                          base_weight(map, age_of_ncy(pupils.ncy[p]))),
                                      p.value);
                }
                const double u = draws.uniform(Stream::start_setting, static_cast<std::uint32_t>(s), map.census,
                                               static_cast<std::uint32_t>(1 + phase));
                const auto filled =
                    std::min(base.size(),
                             static_cast<std::size_t>(parameters.start_base_filled * school.base_places[phase] + u));
                draw_first(base, filled);
                for (std::size_t i = 0; i < filled; ++i) pupils.setting[PupilId(base[i].second)] = school.base_kind;
            }
        }

        std::vector<Keyed> others(holders_end, keys.end());
        for (Keyed& k : others) {
            const PupilId p(k.second);
            const double w =
                support_by_age[national_index(age_of_ncy(pupils.ncy[p]))] * by_birth_month[pupils.birth_month[p] - 1u];
            k.first = key(draws.uniform(Stream::start_sen_support, p.value, map.census), w);
        }
        draw_first(others, static_cast<std::size_t>(support));
        for (std::int32_t i = 0; i < support; ++i)
            pupils.provision[PupilId(others[static_cast<std::size_t>(i)].second)] = Provision::sen_support;
    };
    parallel.for_blocks(
        map.schools.size(),
        [&](std::size_t, std::size_t first, std::size_t end) {
            std::vector<Keyed> keys;
            for (std::size_t s = first; s < end; ++s)
                if (members.first[s + 1] > members.first[s]) share_out(s, keys);
        },
        16);
}

namespace {

/// Settings outside the map's schools, by column of plans_by_age, and from which age.
struct Elsewhere {
    SettingGroup group;
    int least_age;
};
constexpr std::array<Elsewhere, 7> elsewhere{{
    {SettingGroup::early_years, 2},
    {SettingGroup::further_education, 11},
    {SettingGroup::eotas, 2},
    {SettingGroup::home_education, 2},
    {SettingGroup::neet, 2},
    {SettingGroup::no_setting, 2},
    {SettingGroup::independent_special, 4},
}};

/// The setting of a plan-holder of a group who is in none of the map's schools.
Setting setting_of(SettingGroup group, int age, double u) {
    switch (group) {
        case SettingGroup::early_years:
            return Setting::early_years;
        case SettingGroup::further_education:
            return post16_setting(u);
        case SettingGroup::eotas:
            return Setting::eotas;
        case SettingGroup::home_education:
            return Setting::home_education;
        case SettingGroup::independent_special:
            return age >= 19 ? Setting::specialist_post16 : Setting::independent_special;
        case SettingGroup::neet:
        default:
            return age < 5 ? Setting::not_yet : age < 16 ? Setting::awaiting : Setting::neet;
    }
}

/// What one authority's residents are.
struct Residents {
    std::array<double, zone_ages> children{};
    std::array<std::array<double, plan_columns>, zone_ages> in_schools{};  ///< plans held, by column
    std::vector<std::uint32_t> zones;
    std::array<std::vector<Keyed>, oldest_child + 1> free;  ///< rows on no roll, in drawn order
};

Setting setting_without_plan(int age, double u) {
    if (age == 2) return u < 0.60 ? Setting::not_yet : Setting::early_years;
    if (age == 3) return u < 0.06 ? Setting::not_yet : Setting::early_years;
    // A tenth of those outside are home educated; the rest learn beyond the map or in schools that publish no roll.
    if (age <= 15) return u < 0.45 ? Setting::home_education : Setting::independent_mainstream;
    return u < 0.78 ? Setting::further_education : u < 0.90 ? Setting::training : Setting::neet;
}

}  // namespace

std::vector<OlderHolder> share_out_plans_elsewhere(const Map& map, const StartResidents& residents, const Draws& draws,
                                                   Pupils& pupils) {
    std::vector<Residents> authorities(map.authorities.size());
    for (std::uint32_t z = 0; z < map.zones.size(); ++z) {
        const Zone& zone = map.zones[z];
        if (!zone.authority.exists()) continue;
        Residents& home = authorities[zone.authority.value];
        home.zones.push_back(z);
        for (std::size_t a = 0; a < zone_ages; ++a) home.children[a] += zone.residents[a];
        for (std::uint32_t row = residents.first_of_zone[z]; row < residents.first_of_zone[z + 1]; ++row) {
            const PupilId p(row);
            const auto age = static_cast<std::size_t>(age_of_ncy(pupils.ncy[p]));
            if (!pupils.school[p].exists())
                home.free[age].emplace_back(draws.uniform(Stream::start_setting, row, map.census, 7), row);
            else if (pupils.has_plan(p))
                home.in_schools[age][column(group_of(pupils.setting[p]))] += 1;
        }
    }
    // Level of plans: those in state schools over what England's rates by age would give.
    const auto level = [&](double& held, double& expected, const Residents& home) {
        for (const SettingGroup group : {SettingGroup::mainstream, SettingGroup::base, SettingGroup::state_special}) {
            for (int age = 4; age <= 15; ++age) {
                held += home.in_schools[static_cast<std::size_t>(age)][column(group)];
                expected += home.children[static_cast<std::size_t>(age)] * national_rate(map, age, column(group));
            }
        }
    };
    double held_in_area = 0, expected_in_area = 0;
    for (std::size_t l = 0; l < authorities.size(); ++l)
        if (map.authorities[l].in_area) level(held_in_area, expected_in_area, authorities[l]);
    const double area_level =
        held_in_area > 0 && expected_in_area > 0 ? std::clamp(held_in_area / expected_in_area, 0.3, 3.0) : 1.0;

    std::vector<OlderHolder> older;
    for (std::uint32_t l = 0; l < authorities.size(); ++l) {
        Residents& home = authorities[l];
        if (home.zones.empty()) continue;
        for (auto& rows : home.free) std::sort(rows.begin(), rows.end());
        double own_level = area_level;
        double held = 0, expected = 0;
        level(held, expected, home);
        if (map.authorities[l].in_area && expected >= 20) own_level = std::clamp(held / expected, 0.3, 3.0);

        std::array<std::size_t, oldest_child + 1> used{};
        for (const Elsewhere& place : elsewhere) {
            const std::size_t col = column(place.group);
            std::array<double, zone_ages> due{};
            double sum = 0, in_map = 0;
            for (int age = place.least_age; age <= last_plan_age; ++age) {
                const auto a = static_cast<std::size_t>(age);
                double rate = national_rate(map, age, col);
                // From 19 the few still counted in schools are taken as at college.
                if (age >= 19 && place.group == SettingGroup::further_education)
                    for (const SettingGroup school : {SettingGroup::mainstream, SettingGroup::base,
                                                      SettingGroup::state_special, SettingGroup::alternative_provision})
                        rate += national_rate(map, age, column(school));
                due[a] = home.children[a] * rate * own_level;
                sum += due[a];
                in_map += home.in_schools[a][col];
            }
            if (const auto& sen2 = map.authorities[l].sen2; sen2 && sum > 0 && sen2->by_setting[col] > 0) {
                // An older table tells the mix; England's growth since brings it to the census.
                const double then = sen2->by_setting[col] * england_growth(sen2->year, map.census.year());
                const double scale = then / sum;
                for (double& d : due) d *= scale;
                sum = then;
            }
            double scale = 1;
            if (place.group == SettingGroup::independent_special) {  // only what the map's own schools leave open
                if (!map.authorities[l].in_area || !(sum > in_map)) continue;
                scale = (sum - in_map) / sum;
            }
            double cumulative =
                draws.uniform(Stream::start_setting, l, map.census, static_cast<std::uint32_t>(20 + col));
            std::int32_t given = 0;
            for (int age = place.least_age; age <= last_plan_age; ++age) {
                const auto a = static_cast<std::size_t>(age);
                cumulative += due[a] * scale;
                const auto count = static_cast<std::int32_t>(cumulative) - given;
                given += count;
                for (std::int32_t i = 0; i < count; ++i) {
                    const auto k = static_cast<std::uint32_t>((col * 32 + a) * 65536 + static_cast<std::size_t>(i));
                    const auto w = draws.words(Stream::start_setting, l, map.census, k + 1000);
                    const Setting setting = setting_of(place.group, age, w[0] * 0x1p-32);
                    if (age <= oldest_child && used[a] < home.free[a].size()) {
                        const PupilId p(home.free[a][used[a]++].second);
                        pupils.provision[p] = Provision::plan;
                        pupils.setting[p] = setting;
                        continue;
                    }
                    double residents_of_age = home.children[a];
                    std::uint32_t zone = home.zones[0];
                    double target = w[1] * 0x1p-32 * residents_of_age;
                    for (const std::uint32_t z : home.zones) {
                        zone = z;
                        target -= map.zones[z].residents[a];
                        if (target < 0) break;
                    }
                    older.push_back({ZoneId(zone), static_cast<std::int8_t>(ncy_of_age(age)), setting});
                }
            }
        }
        for (std::size_t age = 2; age <= oldest_child; ++age)
            for (std::size_t i = used[age]; i < home.free[age].size(); ++i) {
                const PupilId p(home.free[age][i].second);
                pupils.setting[p] = setting_without_plan(static_cast<int>(age),
                                                         draws.uniform(Stream::start_setting, p.value, map.census, 8));
            }
    }
    std::stable_sort(older.begin(), older.end(),
                     [](const OlderHolder& a, const OlderHolder& b) { return a.zone < b.zone; });
    return older;
}

}  // namespace sendscape
