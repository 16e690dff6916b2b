// SPDX-License-Identifier: MIT
#include "sim/start/plans.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "agents/placement/post16.h"
#include "agents/pupils/national_tables.h"
#include "agents/schools/schools.h"
#include "sim/core/elementary.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

constexpr auto column(SettingGroup group) { return static_cast<std::size_t>(group); }
constexpr std::size_t unrecorded = plan_columns - 1;
constexpr int oldest_child = 18;
constexpr std::size_t schools_at_a_time = 16;  ///< to a thread's turn

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

constexpr double never_nothing = 0x1p-60, least_weight = 1e-9;  ///< so that every key is a number
double key(double u, double weight) { return log(u + never_nothing) / (weight > least_weight ? weight : least_weight); }

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

constexpr double no_rate = 1e-12;  ///< keeps a share of no plans at all from being 0 / 0

double base_weight(const Map& map, int age) {
    const double base = national_rate(map, age, column(SettingGroup::base));
    return base / (base + national_rate(map, age, column(SettingGroup::mainstream)) + no_rate);
}

Setting ordinary_setting(const School& school, int ncy) {
    return school.setting == Setting::mainstream && ncy > last_ncy_of_school_age ? Setting::sixth_form : school.setting;
}

}  // namespace

namespace {

/// How large what a cohort came from was beside what the next ones come from, over the same of the table's year.
double grown_from(int january, std::size_t band, int years) {
    constexpr int tabled = 2026;
    const auto then = [&](int year) {
        return england_plans_of_band(year - years, band) / england_plans_of_band(year, band);
    };
    return then(january) / then(tabled);
}

}  // namespace

double earlier_share(int january, int age) {
    constexpr int steep = 2020, as_in_table = 2025, youngest = 5, oldest = 10, leaving = 16, twenty = 20;
    constexpr double at_youngest = 0.024 / 0.0490, at_oldest = 0.038 / 0.0601;
    if (january >= as_in_table) return 1;
    if (age >= twenty) return grown_from(january, plan_age_band(twenty), age - twenty);
    if (age >= leaving) return grown_from(january, plan_age_band(leaving - 1), age - leaving + 1);
    if (age < youngest || age >= oldest) return 1;
    const double of_age = static_cast<double>(oldest - age) / (oldest - youngest);
    const double of_year = std::min(1.0, static_cast<double>(as_in_table - january) / (as_in_table - steep));
    return 1 - of_age * of_year * (1 - at_youngest / at_oldest);
}

double national_rate(const Map& map, int age, std::size_t col) {
    const std::size_t a = national_index(age);
    const auto& row = plans_by_age[a];
    const std::int32_t all = std::accumulate(row.begin(), row.end(), 0);
    const double spread = static_cast<double>(all) / (all - row[unrecorded]);
    constexpr int year_of_table = 2026;
    const double year = map.census.year() < year_of_table ? plans_2025_over_2026[a] : 1.0;
    return row[col] * spread * year * earlier_share(map.census.year(), age) / children_in_england(age);
}

namespace {

/// How many times likelier residents of an authority and a band of ages hold the plans of a mainstream school, so that
/// those with a plan in mainstream come to what SEN2 says while every school keeps its count. Without SEN2 those after
/// 16 stand to those of 11 to 15 as in England, as far as the sixth forms there have room for them.
class ResidentWeights {
  public:
    ResidentWeights(const Map& map, const PublishedPlans& published, const Pupils& pupils,
                    const StartResidents& residents, const Members& members, const Parallel& parallel)
        : map_(map), residents_(residents), factor_(map.authorities.size()) {
        for (auto& bands : factor_) bands.fill(1);
        const std::vector<Cell> cells = cells_of(pupils, members, parallel);
        const std::vector<double> room = room_after_16(cells);
        for (int round = 0; round < rounds; ++round) meet(published, room, expected(cells));
    }
    [[nodiscard]] double of(PupilId p, int age) const {
        const AuthorityId home = map_.zone(residents_.zone[p.value]).authority;
        return home.value < factor_.size() ? factor_[home.value][fitted_band(age)] : 1.0;
    }

  private:
    /// SEN2's bands, of which that under 5 is parted at 4.
    static constexpr std::size_t fitted_bands = plan_age_bands + 1;
    static constexpr std::size_t fitted_band(int age) {
        return plan_age_band(age) == 0 ? part_of_under_5(age) : plan_age_band(age) + 1;
    }
    using Bands = std::array<double, fitted_bands>;
    /// Pupils of one mainstream school who live in one authority and are of one age.
    struct Cell {
        std::uint32_t school, authority;
        std::int32_t age;
        double weight;
        double pupils;
    };
    static constexpr int rounds = 12;
    static constexpr int last_age_before_16 = 15, sixth_form_age = 16;
    static constexpr double most_at_once = 2, most = 8;  ///< beyond which tables do not belong together (assumption)
    /// Children with plans cross borders about as pupils do: where SEN2 is older than the census, a pupil of a school
    /// is at most so much likelier to hold one of its plans than those of the authorities with such SEN2 are on the
    /// whole. What SEN2 has beyond that lies beyond the map (assumption).
    static constexpr double most_over_border = 1.25;

    /// Plans of maintained nursery schools are counted in mainstream (Pupils::counted_setting).
    [[nodiscard]] static bool counts_as_mainstream(Setting setting) {
        return group_of(setting) == SettingGroup::mainstream || setting == Setting::early_years;
    }
    [[nodiscard]] std::vector<Cell> cells_of(const Pupils& pupils, const Members& members,
                                             const Parallel& parallel) const {
        return listed<Cell>(parallel, map_.schools.size(),
                            [&](std::vector<Cell>& cells, std::size_t s, std::size_t end) {
                                for (; s < end; ++s) add_cells(pupils, members, static_cast<std::uint32_t>(s), cells);
                            });
    }
    void add_cells(const Pupils& pupils, const Members& members, std::uint32_t s, std::vector<Cell>& cells) const {
        const School& school = map_.schools[s];
        if (!counts_as_mainstream(school.setting)) return;
        std::map<std::pair<std::uint32_t, int>, int> counts;  ///< by authority and age
        for (std::size_t i = members.first[s]; i < members.first[s + 1]; ++i) {
            const PupilId p(members.row[i]);
            const AuthorityId home = map_.zone(residents_.zone[p.value]).authority;
            if (home.value < factor_.size()) ++counts[{home.value, age_of_ncy(pupils.ncy[p])}];
        }
        for (const auto& [of, count] : counts) {
            const double each = plan_weight(map_, school, of.second);
            double weight = 0;
            for (int i = 0; i < count; ++i) weight += each;  // child by child, as it is rounded
            cells.push_back({s, of.first, of.second, weight, static_cast<double>(count)});
        }
    }
    /// Plans that the sixth forms of each authority's residents have room for.
    [[nodiscard]] std::vector<double> room_after_16(const std::vector<Cell>& cells) const {
        std::vector<double> room(factor_.size());
        for (const Cell& cell : cells)
            if (cell.age >= sixth_form_age) room[cell.authority] += most_of_sixth_form * cell.pupils;
        return room;
    }
    /// England's plans in mainstream after 16 over those of 11 to 15.
    [[nodiscard]] double englands_after_over_before() const {
        constexpr int year_7_age = 11;
        double after = 0, before = 0;
        for (int age = year_7_age; age <= oldest_child; ++age)
            for (const SettingGroup group : {SettingGroup::mainstream, SettingGroup::base})
                (age < sixth_form_age ? before : after) +=
                    national_rate(map_, age, column(group)) * children_in_england(age);
        return after / before;
    }
    [[nodiscard]] std::vector<Bands> expected(const std::vector<Cell>& cells) const {
        std::vector<Bands> plans(factor_.size(), Bands{});
        for (std::size_t first = 0, end = 0; first < cells.size(); first = end) {
            double sum = 0;
            for (end = first; end < cells.size() && cells[end].school == cells[first].school; ++end)
                sum += cells[end].weight * factor_[cells[end].authority][fitted_band(cells[end].age)];
            if (!(sum > 0)) continue;
            const double each = map_.schools[cells[first].school].plans / sum;
            for (std::size_t i = first; i < end; ++i) {
                const std::size_t band = fitted_band(cells[i].age);
                plans[cells[i].authority][band] += each * cells[i].weight * factor_[cells[i].authority][band];
            }
        }
        return plans;
    }
    void meet(const PublishedPlans& published, const std::vector<double>& room, const std::vector<Bands>& now) {
        for (std::size_t a = 0; a < factor_.size(); ++a) {
            Bands wanted = now[a];
            if (!published[a]) {
                // Schools with a sixth form are better off than others and hold fewer plans: school by school, too few
                // would be of those after 16, and the flows, which are England's, would double them in three years.
                const std::size_t before = fitted_band(last_age_before_16), after = fitted_band(sixth_form_age);
                wanted[after] = std::min(room[a], now[a][before] * englands_after_over_before());
                bend(a, wanted, now[a]);
                continue;
            }
            wanted.fill(0);
            for (std::size_t age = 0; age < published[a]->size(); ++age)
                for (const SettingGroup group : {SettingGroup::mainstream, SettingGroup::base})
                    wanted[fitted_band(static_cast<int>(age))] += (*published[a])[age][column(group)];
            bend(a, wanted, now[a]);
        }
        keep_near_each_other(published, now);
    }
    [[nodiscard]] bool of_the_census_year(std::size_t a) const {
        const auto* sen2 = map_.authorities[a].sen2.latest();
        return sen2 && sen2->year >= map_.census.year();
    }
    /// Before 16: after it schools with a sixth form are better off than others, on either side of a border.
    void keep_near_each_other(const PublishedPlans& published, const std::vector<Bands>& now) {
        for (std::size_t band = 0; band < fitted_band(sixth_form_age); ++band) {
            double plans = 0, bent = 0;
            for (std::size_t a = 0; a < factor_.size(); ++a) {
                if (!published[a] || of_the_census_year(a)) continue;
                plans += now[a][band];
                bent += now[a][band] * factor_[a][band];
            }
            if (!(plans > 0)) continue;
            const double usual = bent / plans;
            for (std::size_t a = 0; a < factor_.size(); ++a)
                if (!published[a] || !of_the_census_year(a))
                    factor_[a][band] = std::clamp(factor_[a][band], usual / most_over_border, usual * most_over_border);
        }
    }
    void bend(std::size_t a, const Bands& wanted, const Bands& now) {
        for (std::size_t band = 0; band < fitted_bands; ++band)
            if (now[band] > 0)
                factor_[a][band] =
                    std::clamp(factor_[a][band] * std::clamp(wanted[band] / now[band], 1 / most_at_once, most_at_once),
                               1 / most, most);
    }

    const Map& map_;
    const StartResidents& residents_;
    std::vector<Bands> factor_;
};

}  // namespace

void share_out_provision(const Map& map, const PupilParameters& parameters, const PublishedPlans& published,
                         const StartResidents& residents, const Draws& draws, const Parallel& parallel,
                         Pupils& pupils) {
    const Members members = members_of(pupils, map.schools.size());
    const ResidentWeights resident_weights(map, published, pupils, residents, members, parallel);
    const auto share_out = [&](std::size_t s, std::vector<Keyed>& keys) {
        const School& school = map.schools[s];
        const std::size_t begin = members.first[s], end = members.first[s + 1];
        const auto roll = static_cast<std::int32_t>(end - begin);
        const std::int32_t plans = std::clamp(school.plans, 0, roll);
        const std::int32_t support = std::clamp(school.sen_support, 0, roll - plans);
        std::array<double, oldest_child + 1> weight{};
        for (int age = first_plan_age; age <= oldest_child; ++age)
            weight[static_cast<std::size_t>(age)] = plan_weight(map, school, age);

        keys.clear();
        for (std::size_t i = begin; i < end; ++i) {
            const PupilId p(members.row[i]);
            pupils.setting[p] = ordinary_setting(school, pupils.ncy[p]);
            const int age = age_of_ncy(pupils.ncy[p]);
            keys.emplace_back(key(draws.uniform(Stream::start_plan, p.value, map.census),
                                  weight[static_cast<std::size_t>(age)] * resident_weights.of(p, age)),
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
        schools_at_a_time);
}

namespace {

/// Settings outside the map's schools, by column of plans_by_age, and from which age.
struct Elsewhere {
    SettingGroup group;
    int least_age;
};
constexpr std::array<Elsewhere, 10> elsewhere{{
    {SettingGroup::early_years, 2},
    {SettingGroup::further_education, 11},
    {SettingGroup::eotas, 2},
    {SettingGroup::home_education, 2},
    {SettingGroup::neet, 2},
    {SettingGroup::no_setting, 2},
    {SettingGroup::independent_special, 4},
    // Beyond the map, where SEN2 tells of more than its schools hold.
    {SettingGroup::mainstream, 4},
    {SettingGroup::state_special, 4},
    {SettingGroup::alternative_provision, 4},
}};

constexpr int school_begins = 5, school_ends = 16;  ///< ages on 31 August: compulsory school age lies between
constexpr int adult = 19;                           ///< from which nobody is in a school of the model

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
        case SettingGroup::mainstream:
            return age >= adult ? Setting::further_education : Setting::independent_mainstream;
        case SettingGroup::independent_special:
            return age >= adult ? Setting::specialist_post16 : Setting::independent_special;
        case SettingGroup::state_special:
            return age >= adult ? Setting::specialist_post16 : Setting::state_special;
        case SettingGroup::alternative_provision:
            return age >= adult ? Setting::training : Setting::alternative_provision;
        case SettingGroup::neet:
        default:
            return age < school_begins ? Setting::not_yet : age < school_ends ? Setting::awaiting : Setting::neet;
    }
}

/// What one authority's residents are.
struct Residents {
    std::array<double, zone_ages> children{};
    std::array<std::array<double, plan_columns>, zone_ages> in_schools{};  ///< plans held, by column
    std::vector<std::uint32_t> zones;
    std::array<std::vector<Keyed>, oldest_child + 1> free;  ///< rows on no roll, in drawn order
};

// Where children without a plan are who are on no school's roll.
constexpr double at_home_at_two = 0.60,
                 at_home_at_three = 0.06;  ///< the others have a place (DfE, provision under five)
/// At school age; the others learn beyond the map or in independent schools that publish no roll (assumption).
constexpr double home_educated = 0.45;
constexpr double in_college = 0.78, in_college_or_training = 0.90;  ///< at 16 to 18; the rest are NEET (assumption)

Setting setting_without_plan(int age, double u) {
    if (age <= 2) return u < at_home_at_two ? Setting::not_yet : Setting::early_years;
    if (age == 3) return u < at_home_at_three ? Setting::not_yet : Setting::early_years;
    if (age < school_ends) return u < home_educated ? Setting::home_education : Setting::independent_mainstream;
    return u < in_college ? Setting::further_education : u < in_college_or_training ? Setting::training : Setting::neet;
}

// Counters of draws from the stream start_setting.
constexpr std::uint32_t luck_of_order = 7, luck_of_setting = 8, luck_of_rounding = 20, luck_of_holder = 1000;

std::vector<Residents> residents_by_authority(const Map& map, const StartResidents& residents, const Draws& draws,
                                              const Pupils& pupils) {
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
                home.free[age].emplace_back(draws.uniform(Stream::start_setting, row, map.census, luck_of_order), row);
            else if (pupils.has_plan(p))
                home.in_schools[age][column(group_of(pupils.counted_setting(p)))] += 1;
        }
    }
    for (Residents& home : authorities)
        for (auto& rows : home.free) std::sort(rows.begin(), rows.end());
    return authorities;
}

/// Plans held in state schools, and how many England's rates by age would give.
struct Level {
    double held = 0, expected = 0;

    void add(const Map& map, const Residents& home) {
        for (const SettingGroup group : {SettingGroup::mainstream, SettingGroup::base, SettingGroup::state_special}) {
            for (int age = school_begins - 1; age < school_ends; ++age) {
                held += home.in_schools[static_cast<std::size_t>(age)][column(group)];
                expected += home.children[static_cast<std::size_t>(age)] * national_rate(map, age, column(group));
            }
        }
    }
    [[nodiscard]] double ratio() const {
        constexpr double least = 0.3, most = 3;  // beyond which the map's tables do not belong together (assumption)
        return std::clamp(held / expected, least, most);
    }
};

/// The level of the whole area, and of an authority of it that has enough plans to tell its own.
double level_of_area(const Map& map, const std::vector<Residents>& authorities) {
    Level area;
    for (std::size_t l = 0; l < authorities.size(); ++l)
        if (map.authorities[l].in_area) area.add(map, authorities[l]);
    return area.held > 0 && area.expected > 0 ? area.ratio() : 1.0;
}
double level_of_authority(const Map& map, std::uint32_t l, const Residents& home, double area_level) {
    constexpr double enough_plans = 20;
    Level own;
    own.add(map, home);
    return map.authorities[l].in_area && own.expected >= enough_plans ? own.ratio() : area_level;
}

using Due = std::array<std::array<double, zone_ages>, elsewhere.size()>;

/// Plans due to an authority's residents in each kind of setting outside the map's schools, by age, at England's rates.
Due due_at_englands_rates(const Map& map, std::uint32_t l, const Residents& home, double level) {
    Due due{};
    for (std::size_t place = 0; place < elsewhere.size(); ++place) {
        const auto [group, least_age] = elsewhere[place];
        if (group == SettingGroup::mainstream || group == SettingGroup::state_special ||
            group == SettingGroup::alternative_provision)
            continue;  // all of them are in the map's schools
        double sum = 0, in_map = 0;
        for (int age = least_age; age <= last_plan_age; ++age) {
            const auto a = static_cast<std::size_t>(age);
            double rate = national_rate(map, age, column(group));
            // From 19 the few still counted in schools are taken as at college.
            if (age >= adult && group == SettingGroup::further_education)
                for (const SettingGroup school : {SettingGroup::mainstream, SettingGroup::base,
                                                  SettingGroup::state_special, SettingGroup::alternative_provision})
                    rate += national_rate(map, age, column(school));
            due[place][a] = home.children[a] * rate * level;
            sum += due[place][a];
            in_map += home.in_schools[a][column(group)];
        }
        if (group != SettingGroup::independent_special) continue;
        // Only what the map's own schools leave open.
        const double open = map.authorities[l].in_area && sum > in_map ? (sum - in_map) / sum : 0.0;
        for (double& d : due[place]) d *= open;
    }
    return due;
}

/// Of plans under 5 that the map's schools leave open, the part under 4.
std::optional<double> part_under_4(const PlansByAgeSetting& published, const Residents& home) {
    std::array<double, 2> open{};
    for (int age = first_plan_age; plan_age_band(age) == 0; ++age)
        for (std::size_t group = 0; group < setting_group_count; ++group)
            open[part_of_under_5(age)] +=
                published[static_cast<std::size_t>(age)][group] - home.in_schools[static_cast<std::size_t>(age)][group];
    for (double& plans : open) plans = std::max(plans, 0.0);
    if (!(open[0] + open[1] > 0)) return std::nullopt;
    return open[0] / (open[0] + open[1]);
}

/// The same where SEN2 tells them: what it has beyond the children in the map's schools. Mainstream schools and bases
/// beyond the map count as independent mainstream, which needs no school of the map; special schools and AP beyond it
/// as what they are.
Due due_by_sen2(const PlansByAgeSetting& published, const Residents& home) {
    const auto beyond_the_map = [](SettingGroup group) {
        return group == SettingGroup::base ? SettingGroup::mainstream : group;
    };
    // Bases and ordinary classes of mainstream schools together: which of the two a child is in is not all known.
    const auto counted_with = [](std::size_t group) {
        return group == column(SettingGroup::base) ? column(SettingGroup::mainstream) : group;
    };
    PlansByAgeSetting seed{};
    PlanMargins left;
    std::array<double, setting_group_count> wanted{}, held{};
    for (std::size_t age = 0; age < published.size(); ++age) {
        for (std::size_t group = 0; group < setting_group_count; ++group) {
            const double plans = published[age][group];
            const double in_map = age < home.in_schools.size() ? home.in_schools[age][group] : 0.0;
            wanted[counted_with(group)] += plans;
            held[counted_with(group)] += in_map;
            seed[age][column(beyond_the_map(static_cast<SettingGroup>(group)))] += plans;
            left.by_band[plan_age_band(static_cast<int>(age))] += plans - in_map;
        }
    }
    for (std::size_t group = 0; group < setting_group_count; ++group)
        left.by_setting[column(beyond_the_map(static_cast<SettingGroup>(group)))] +=
            std::max(0.0, wanted[group] - held[group]);
    for (double& band : left.by_band) band = std::max(0.0, band);
    for (std::size_t age = 0; age < published.size(); ++age)
        for (std::size_t group = 0; group < setting_group_count; ++group) {
            const auto place = std::find_if(elsewhere.begin(), elsewhere.end(),
                                            [&](const Elsewhere& e) { return column(e.group) == group; });
            if (place == elsewhere.end() || static_cast<int>(age) < place->least_age) seed[age][group] = 0;
        }
    left.under_4 = part_under_4(published, home);
    fit_plans(seed, left);
    Due due{};
    for (std::size_t place = 0; place < elsewhere.size(); ++place)
        for (std::size_t age = 0; age < zone_ages; ++age) due[place][age] = seed[age][column(elsewhere[place].group)];
    return due;
}

/// A zone of an authority by its residents of an age.
std::uint32_t drawn_zone(const Map& map, const Residents& home, std::size_t age, double u) {
    std::uint32_t zone = home.zones[0];
    double target = u * home.children[age];
    for (const std::uint32_t z : home.zones) {
        zone = z;
        target -= map.zones[z].residents[age];
        if (target < 0) break;
    }
    return zone;
}

/// Gives an authority's residents the plans due in one kind of setting: children on no roll while there are any, whom
/// `used` counts by age, else young people who have no row yet.
void give_plans(const Map& map, std::uint32_t l, const Residents& home, const Elsewhere& place,
                const std::array<double, zone_ages>& due, const Draws& draws, Pupils& pupils,
                std::array<std::size_t, oldest_child + 1>& used, std::vector<OlderHolder>& older) {
    const std::size_t col = column(place.group);
    // A number of its own for each holder of an authority: by setting, age (below 32) and order (below 65,536).
    constexpr std::size_t ages_apart = 32, holders_apart = 65536;
    double cumulative =
        draws.uniform(Stream::start_setting, l, map.census, luck_of_rounding + static_cast<std::uint32_t>(col));
    std::int32_t given = 0;
    for (int age = place.least_age; age <= last_plan_age; ++age) {
        const auto a = static_cast<std::size_t>(age);
        cumulative += due[a];
        const auto count = static_cast<std::int32_t>(cumulative) - given;
        given += count;
        for (std::int32_t i = 0; i < count; ++i) {
            const auto k =
                static_cast<std::uint32_t>((col * ages_apart + a) * holders_apart + static_cast<std::size_t>(i));
            const auto w = draws.words(Stream::start_setting, l, map.census, k + luck_of_holder);
            const Setting setting = setting_of(place.group, age, fraction(w[0]));
            if (age <= oldest_child && used[a] < home.free[a].size()) {
                const PupilId p(home.free[a][used[a]++].second);
                pupils.provision[p] = Provision::plan;
                pupils.setting[p] = setting;
                continue;
            }
            const ZoneId zone(drawn_zone(map, home, a, fraction(w[1])));
            older.push_back({zone, static_cast<std::int8_t>(ncy_of_age(age)), setting});
        }
    }
}

}  // namespace

std::vector<OlderHolder> share_out_plans_elsewhere(const Map& map, const PublishedPlans& published,
                                                   const StartResidents& residents, const Draws& draws,
                                                   Pupils& pupils) {
    const std::vector<Residents> authorities = residents_by_authority(map, residents, draws, pupils);
    const double area_level = level_of_area(map, authorities);
    std::vector<OlderHolder> older;
    for (std::uint32_t l = 0; l < authorities.size(); ++l) {
        const Residents& home = authorities[l];
        if (home.zones.empty()) continue;
        const double level = level_of_authority(map, l, home, area_level);
        std::array<std::size_t, oldest_child + 1> used{};
        const Due due = published[l] ? due_by_sen2(*published[l], home) : due_at_englands_rates(map, l, home, level);
        for (std::size_t place = 0; place < elsewhere.size(); ++place)
            give_plans(map, l, home, elsewhere[place], due[place], draws, pupils, used, older);
        for (std::size_t age = first_plan_age; age <= oldest_child; ++age)
            for (std::size_t i = used[age]; i < home.free[age].size(); ++i) {
                const PupilId p(home.free[age][i].second);
                const double u = draws.uniform(Stream::start_setting, p.value, map.census, luck_of_setting);
                pupils.setting[p] = setting_without_plan(static_cast<int>(age), u);
            }
    }
    std::stable_sort(older.begin(), older.end(),
                     [](const OlderHolder& a, const OlderHolder& b) { return a.zone < b.zone; });
    return older;
}

}  // namespace sendscape
