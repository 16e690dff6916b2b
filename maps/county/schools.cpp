// SPDX-License-Identifier: MIT
#include "maps/county/schools.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace sendscape {

namespace {

constexpr std::uint32_t first_urn = 990'001;  // beyond any number DfE has given out
// Of children of an age: in state mainstream schools. The rest are in independent, special and alternative schools, at
// home or in none (DfE census January 2025 over the cohorts).
constexpr double state_mainstream_share = 0.925;

using Kind = CountyConfig::SettlementKind;

double apart(double dx, double dy) { return std::sqrt(dx * dx + dy * dy); }

/// Children of one year group, the mean over ages `low` to `high`.
double year_group(const Zone& zone, int low, int high) {
    double children = 0;
    for (int age = low; age <= high; ++age) children += zone.residents[static_cast<std::size_t>(age)];
    return children / (high - low + 1);
}

/// Zones in which `schools` schools best cover the demand of the given zones: each in turn goes where most uncovered
/// children live within reach, and covers its share of them, nearest first.
std::vector<std::size_t> choose_sites(const Map& map, const std::vector<std::size_t>& zones, std::vector<double> demand,
                                      int schools, double reach_m) {
    std::vector<std::size_t> sites;
    const double share = std::accumulate(demand.begin(), demand.end(), 0.0) / schools;
    for (int k = 0; k < schools; ++k) {
        std::size_t best = 0;
        double most = -1;
        for (std::size_t i = 0; i < zones.size(); ++i) {
            double covered = 0;
            for (std::size_t j = 0; j < zones.size(); ++j) {
                const double away =
                    apart(map.zones[zones[i]].x - map.zones[zones[j]].x, map.zones[zones[i]].y - map.zones[zones[j]].y);
                covered += demand[j] * std::max(0.0, 1.0 - away / reach_m);
            }
            const auto taken = std::count(sites.begin(), sites.end(), zones[i]);
            covered /= 1.0 + 4.0 * static_cast<double>(taken);
            if (covered > most) {
                most = covered;
                best = i;
            }
        }
        sites.push_back(zones[best]);
        std::vector<std::pair<double, std::size_t>> near;
        for (std::size_t j = 0; j < zones.size(); ++j)
            near.emplace_back(apart(map.zones[zones[best]].x - map.zones[zones[j]].x,
                                    map.zones[zones[best]].y - map.zones[zones[j]].y),
                              j);
        std::sort(near.begin(), near.end());
        double left = share;
        for (const auto& [away, j] : near) {
            const double taken = std::min(left, demand[j]);
            demand[j] -= taken;
            left -= taken;
        }
    }
    return sites;
}

/// Hands out names from a list in a shuffled order, none twice.
class Names {
  public:
    Names(std::vector<std::string> list, std::uint32_t key, const Draws& draws) {
        for (std::uint32_t i = 0; i < list.size(); ++i)
            order_.emplace_back(draws.words(Stream::map_schools, i, at_layout, key)[0], list[i]);
        std::sort(order_.begin(), order_.end());
    }
    std::string next(const std::string& settlement) {
        const std::string name = order_[given_ % order_.size()].second;
        const std::size_t round = given_++ / order_.size();
        return round == 0   ? name
               : round == 1 ? settlement + " " + name
                            : fmt::format("{} {} {}", settlement, name, round);
    }

  private:
    std::vector<std::pair<std::uint32_t, std::string>> order_;
    std::size_t given_ = 0;
};

class SchoolLayout {
  public:
    SchoolLayout(const CountyConfig& config, const std::vector<ZoneTraits>& traits, const Draws& draws, Map& map)
        : config_(config),
          traits_(traits),
          draws_(draws),
          map_(map),
          streets_(config.street_names, 50, draws),
          saints_(config.saint_names, 51, draws) {}

    std::vector<double> run() {
        zones_of_settlement_.resize(config_.settlements.size());
        for (std::size_t z = 0; z < traits_.size(); ++z) zones_of_settlement_[traits_[z].settlement].push_back(z);
        lay_primary();
        lay_secondary();
        lay_named();
        for (School& school : map_.schools) settle(school);
        return deprivation_;
    }

  private:
    double draw(std::uint32_t k) const {
        return draws_.uniform(Stream::map_schools, static_cast<std::uint32_t>(map_.schools.size()), at_layout, k);
    }

    /// A new school near the middle of a zone.
    School& add(std::size_t zone, bool halo, double stray_m) {
        School school;
        school.urn = first_urn + static_cast<std::uint32_t>(map_.schools.size());
        school.x = metre(map_.zones[zone].x + (draw(0) - 0.5) * stray_m);
        school.y = metre(map_.zones[zone].y + (draw(1) - 0.5) * stray_m);
        school.in_area = !halo;
        school.authority = AuthorityId(halo ? 1 : 0);
        map_.schools.push_back(school);
        deprivation_.push_back(traits_[zone].deprivation);
        return map_.schools.back();
    }

    /// Demand and deprivation of each listed school: every zone's children go to the nearest.
    std::vector<double> catchments(const std::vector<std::size_t>& schools, int low_age, int high_age) {
        std::vector<double> demand(schools.size(), 0.0);
        std::vector<double> poverty(schools.size(), 0.0);
        for (std::size_t z = 0; z < map_.zones.size(); ++z) {
            std::size_t best = 0;
            double least = std::numeric_limits<double>::max();
            for (std::size_t i = 0; i < schools.size(); ++i) {
                const double away =
                    apart(map_.schools[schools[i]].x - map_.zones[z].x, map_.schools[schools[i]].y - map_.zones[z].y);
                if (away < least) {
                    least = away;
                    best = i;
                }
            }
            const double children = year_group(map_.zones[z], low_age, high_age);
            demand[best] += children;
            poverty[best] += children * traits_[z].deprivation;
        }
        for (std::size_t i = 0; i < schools.size(); ++i)
            if (demand[i] > 0) deprivation_[schools[i]] = poverty[i] / demand[i];
        return demand;
    }

    /// Admission numbers out of `allowed` near demand, moved a step at a time until the area's add up to `target`.
    void set_pans(const std::vector<std::size_t>& schools, const std::vector<double>& demand,
                  const std::vector<int>& allowed, double unfilled, double target) {
        const double wanted_per_child = state_mainstream_share / (1.0 - unfilled);
        std::vector<std::size_t> step(schools.size());
        double sum = 0;
        for (std::size_t i = 0; i < schools.size(); ++i) {
            const double wanted = demand[i] * wanted_per_child;
            for (std::size_t a = 0; a < allowed.size(); ++a)
                if (std::abs(allowed[a] - wanted) < std::abs(allowed[step[i]] - wanted)) step[i] = a;
            if (map_.schools[schools[i]].in_area) sum += allowed[step[i]];
        }
        for (int turn = 0; turn < 10'000; ++turn) {
            const bool grow = sum < target;
            std::size_t best = schools.size();
            double most = -1;
            for (std::size_t i = 0; i < schools.size(); ++i) {
                if (!map_.schools[schools[i]].in_area) continue;
                if (grow ? step[i] + 1 >= allowed.size() : step[i] == 0) continue;
                const double pressure = demand[i] / allowed[step[i]];
                const double score = grow ? pressure : 1.0 / (pressure + 1e-9);
                if (score > most) {
                    most = score;
                    best = i;
                }
            }
            if (best == schools.size()) break;
            const double change = allowed[grow ? step[best] + 1 : step[best] - 1] - allowed[step[best]];
            if (std::abs(sum + change - target) >= std::abs(sum - target)) break;
            sum += change;
            step[best] = grow ? step[best] + 1 : step[best] - 1;
        }
        for (std::size_t i = 0; i < schools.size(); ++i) map_.schools[schools[i]].pan = allowed[step[i]];
    }

    /// Rolls of the statutory years: shares of places filled, spread about the mean that gives the area's total;
    /// schools of better-off homes are fuller.
    void fill_places(const std::vector<std::size_t>& schools, int years_full, double mean, double spread, int pupils,
                     std::uint32_t key) {
        std::vector<double> liking;
        for (const std::size_t s : schools)
            liking.push_back(-0.45 * deprivation_[s] +
                             draws_.normal(Stream::map_schools, static_cast<std::uint32_t>(s), at_layout, key));
        const std::vector<double> score = normal_scores(liking);
        const auto roll_at = [&](std::size_t i, double level) {
            const School& school = map_.schools[schools[i]];
            const int years = std::min(years_full, school.high_ncy - std::max<int>(school.low_ncy, 0) + 1);
            return std::floor(school.pan * years * std::clamp(level + spread * score[i], 0.4, 1.1) + 0.5);
        };
        double low = mean - 0.3;
        double high = mean + 0.3;
        for (int turn = 0; turn < 40; ++turn) {
            const double level = (low + high) / 2;
            double sum = 0;
            for (std::size_t i = 0; i < schools.size(); ++i)
                if (map_.schools[schools[i]].in_area) sum += roll_at(i, level);
            (sum < pupils ? low : high) = level;
        }
        for (std::size_t i = 0; i < schools.size(); ++i)
            map_.schools[schools[i]].roll = static_cast<std::int32_t>(roll_at(i, high));
    }

    void lay_primary() {
        const CountyConfig::Primary& p = config_.primary;
        // One school a village; the towns share the rest by children.
        std::vector<double> weight(config_.settlements.size(), 0.0);
        int villages = 0;
        double inside = 0, outside = 0;
        for (std::size_t i = 0; i < config_.settlements.size(); ++i) {
            if (config_.settlements[i].kind == Kind::village) {
                villages += config_.settlements[i].halo ? 0 : 1;
                continue;
            }
            double children = 0;
            for (const std::size_t z : zones_of_settlement_[i]) children += year_group(map_.zones[z], 4, 10);
            (config_.settlements[i].halo ? outside : inside) += children;
            weight[i] = config_.settlements[i].halo ? 0 : children;
        }
        const int in_towns = std::max(0, p.schools - p.infant_junior_pairs - villages);
        std::vector<std::int32_t> schools = share_out(in_towns, weight);
        std::vector<std::size_t> rows;
        for (std::size_t i = 0; i < config_.settlements.size(); ++i) {
            const CountyConfig::Settlement& settlement = config_.settlements[i];
            if (settlement.kind == Kind::village) {
                schools[i] = 1;
            } else if (settlement.halo && inside > 0) {
                double children = 0;
                for (const std::size_t z : zones_of_settlement_[i]) children += year_group(map_.zones[z], 4, 10);
                schools[i] = std::max(1, static_cast<int>(in_towns * children / inside + 0.5));
            }
            if (schools[i] == 0) continue;
            std::vector<double> demand;
            for (const std::size_t z : zones_of_settlement_[i]) demand.push_back(year_group(map_.zones[z], 4, 10));
            for (const std::size_t zone : choose_sites(map_, zones_of_settlement_[i], demand, schools[i], 1300)) {
                School& school = add(zone, settlement.halo, 260);
                school.faith = draw(2) < p.faith_share * (settlement.kind == Kind::village ? 1.6 : 0.85);
                school.own_admissions = draw(3) < (school.faith ? 0.8 : p.own_admissions_share * 0.75);
                school.name = primary_name(settlement, school.faith, schools[i]);
                rows.push_back(map_.schools.size() - 1);
            }
        }
        set_pans(rows, catchments(rows, 4, 10), p.pans, p.unfilled, p.pupils / 7.0 / (1.0 - p.unfilled));
        split_infants_from_juniors(rows);
        fill_places(rows, 7, 1.0 - p.unfilled, p.fill_spread, p.pupils, 10);
        add_nursery_classes(rows);
        for (const std::size_t s : rows)
            map_.schools[s].capacity =
                map_.schools[s].pan * (map_.schools[s].high_ncy - std::max<int>(map_.schools[s].low_ncy, 0) + 1);
    }

    std::string primary_name(const CountyConfig::Settlement& settlement, bool faith, int in_settlement) {
        const bool village = settlement.kind == Kind::village;
        if (village) return settlement.name + (faith ? " CofE Primary School" : " Primary School");
        if (in_settlement > 0 && named_after_.insert(settlement.name).second && settlement.kind == Kind::market)
            return settlement.name + (faith ? " CofE Primary School" : " Community Primary School");
        if (faith)
            return saints_.next(settlement.name) +
                   (draw(4) < 0.55 ? " Catholic Primary School" : " CofE Primary School");
        return streets_.next(settlement.name) + (draw(5) < 0.3 ? " Primary Academy" : " Primary School");
    }

    /// The largest town schools become an infant and a junior school on one site.
    void split_infants_from_juniors(std::vector<std::size_t>& rows) {
        std::vector<std::pair<int, std::size_t>> largest;
        for (const std::size_t s : rows)
            if (map_.schools[s].in_area) largest.emplace_back(-map_.schools[s].pan, s);
        std::sort(largest.begin(), largest.end());
        for (int k = 0; k < config_.primary.infant_junior_pairs && k < static_cast<int>(largest.size()); ++k) {
            const std::size_t infants = largest[static_cast<std::size_t>(k)].second;
            const std::string stem = map_.schools[infants].name.substr(0, map_.schools[infants].name.find(" Primary"));
            School juniors = map_.schools[infants];
            juniors.urn = first_urn + static_cast<std::uint32_t>(map_.schools.size());
            juniors.name = stem + " Junior School";
            juniors.low_ncy = 3;
            juniors.x += 90;
            map_.schools[infants].name = stem + " Infant School";
            map_.schools[infants].high_ncy = 2;
            map_.schools.push_back(juniors);
            deprivation_.push_back(deprivation_[infants]);
            rows.push_back(map_.schools.size() - 1);
        }
    }

    void add_nursery_classes(const std::vector<std::size_t>& rows) {
        // Nursery classes are commoner where homes are poorer.
        std::vector<double> want;
        for (const std::size_t s : rows)
            want.push_back(0.6 * deprivation_[s] +
                           draws_.normal(Stream::map_schools, static_cast<std::uint32_t>(s), at_layout, 11));
        const std::vector<double> score = normal_scores(want);
        const double from = inverse_normal(std::clamp(1.0 - config_.primary.nursery_class_share, 0.001, 0.999));
        std::vector<double> weight(rows.size(), 0.0);
        double inside = 0, outside = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            School& school = map_.schools[rows[i]];
            if (school.low_ncy != 0 || score[i] < from) continue;
            school.low_ncy = -1;
            (school.in_area ? inside : outside) += school.pan;
            weight[i] = school.pan;
        }
        for (const bool in_area : {true, false}) {
            std::vector<double> part = weight;
            for (std::size_t i = 0; i < rows.size(); ++i)
                if (map_.schools[rows[i]].in_area != in_area) part[i] = 0;
            const double total = config_.primary.nursery_pupils * (in_area || inside <= 0 ? 1.0 : outside / inside);
            const std::vector<std::int32_t> pupils = share_out(static_cast<std::int64_t>(total + 0.5), part);
            for (std::size_t i = 0; i < rows.size(); ++i) map_.schools[rows[i]].roll += pupils[i];
        }
    }

    void lay_secondary() {
        const CountyConfig::Secondary& c = config_.secondary;
        std::vector<std::size_t> rows;
        std::size_t name = 0;
        for (std::size_t i = 0; i < config_.settlements.size(); ++i) {
            const CountyConfig::Settlement& settlement = config_.settlements[i];
            if (settlement.secondary == 0) continue;
            std::vector<double> demand;
            for (const std::size_t z : zones_of_settlement_[i]) demand.push_back(year_group(map_.zones[z], 11, 15));
            for (const std::size_t zone :
                 choose_sites(map_, zones_of_settlement_[i], demand, settlement.secondary, 3200)) {
                School& school = add(zone, settlement.halo, 700);
                school.phase = SchoolPhase::secondary;
                school.low_ncy = 7;
                school.high_ncy = 11;
                school.faith = draw(2) < c.faith_share;
                school.own_admissions = school.faith || draw(3) < c.own_admissions_share;
                const bool saint = school.faith && settlement.kind == Kind::town;
                const bool only = settlement.secondary == 1;
                school.name = saint  ? saints_.next(settlement.name) + " Catholic High School"
                              : only ? settlement.name + (draw(4) < 0.5 ? " Academy" : " School")
                                     : config_.secondary_names[name++ % config_.secondary_names.size()];
                rows.push_back(map_.schools.size() - 1);
            }
        }
        std::vector<int> allowed;
        for (int pan = c.pan_smallest; pan <= c.pan_largest; pan += c.pan_step) allowed.push_back(pan);
        set_pans(rows, catchments(rows, 11, 15), allowed, c.unfilled, c.pupils / 5.0 / (1.0 - c.unfilled));
        fill_places(rows, 5, 1.0 - c.unfilled, c.fill_spread, c.pupils, 12);

        // Sixth forms: schools of better-off homes first.
        std::vector<double> want;
        for (const std::size_t s : rows)
            want.push_back(-0.6 * deprivation_[s] +
                           draws_.normal(Stream::map_schools, static_cast<std::uint32_t>(s), at_layout, 13));
        const std::vector<double> score = normal_scores(want);
        const double from = inverse_normal(std::clamp(1.0 - c.sixth_form_share, 0.001, 0.999));
        std::vector<double> weight(rows.size(), 0.0);
        double inside = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (score[i] < from) continue;
            map_.schools[rows[i]].high_ncy = 13;
            weight[i] = map_.schools[rows[i]].pan;
            if (map_.schools[rows[i]].in_area) inside += weight[i];
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            School& school = map_.schools[rows[i]];
            const int sixth = inside > 0 ? static_cast<int>(c.sixth_form_pupils * weight[i] / inside + 0.5) : 0;
            school.roll += sixth;
            school.capacity = school.pan * 5 + (sixth * 11 / 100 + 1) * 10 * (sixth > 0 ? 1 : 0);
        }
    }

    /// Special, alternative, nursery and independent schools stand in the config by name.
    void lay_named() {
        const auto stand = [&](School& school, std::size_t settlement, double east_km, double north_km) {
            school.x = metre(config_.metres_east(config_.settlements[settlement].x_km + east_km));
            school.y = metre(config_.metres_north(config_.settlements[settlement].y_km + north_km));
        };
        for (const CountyConfig::Special& row : config_.special) {
            School& school =
                add(zones_of_settlement_[row.settlement].front(), config_.settlements[row.settlement].halo, 0);
            stand(school, row.settlement, row.east_km, row.north_km);
            school.name = row.name;
            school.setting = row.setting;
            set_years(school, row.low_ncy, row.high_ncy);
            if (row.nursery) school.phase = SchoolPhase::nursery;
            school.capacity = row.places;
            school.commissioned_places = row.nursery ? 0 : row.places;
            school.roll = row.roll;
            school.designated = row.needs;
            school.section41 = row.setting == Setting::independent_special && draw(6) < 0.5;
            school.own_admissions = row.setting != Setting::alternative_provision;
            if (row.nursery) school.pan = row.places / 2;
        }
        for (const CountyConfig::Independent& row : config_.independent) {
            School& school =
                add(zones_of_settlement_[row.settlement].front(), config_.settlements[row.settlement].halo, 0);
            stand(school, row.settlement, row.east_km, row.north_km);
            school.name = row.name;
            school.setting = Setting::independent_mainstream;
            set_years(school, row.low_ncy, row.high_ncy);
            school.capacity = row.capacity;
            school.pan = row.capacity / (row.high_ncy - row.low_ncy + 1);
            school.roll = row.roll;
            school.sex = row.sex;
            school.selective = row.selective;
            school.own_admissions = true;
        }
    }

    static void set_years(School& school, int low, int high) {
        school.low_ncy = static_cast<std::int8_t>(low);
        school.high_ncy = static_cast<std::int8_t>(high);
        school.phase = high < year_7 ? SchoolPhase::primary
                       : low >= 6    ? SchoolPhase::secondary
                                     : SchoolPhase::all_through;
    }

    /// Nearest zone of the school's own authority, and its area.
    void settle(School& school) const {
        double least = std::numeric_limits<double>::max();
        for (std::size_t z = 0; z < map_.zones.size(); ++z) {
            if (map_.zones[z].authority != school.authority) continue;
            const double away = apart(map_.zones[z].x - school.x, map_.zones[z].y - school.y);
            if (away < least) {
                least = away;
                school.zone = ZoneId(z);
            }
        }
        if (school.zone.exists()) school.area = map_.zone(school.zone).area;
    }

    const CountyConfig& config_;
    const std::vector<ZoneTraits>& traits_;
    const Draws& draws_;
    Map& map_;
    Names streets_, saints_;
    std::set<std::string> named_after_;
    std::vector<std::vector<std::size_t>> zones_of_settlement_;
    std::vector<double> deprivation_;
};

}  // namespace

std::vector<double> lay_schools(const CountyConfig& config, const std::vector<ZoneTraits>& traits, const Draws& draws,
                                Map& map) {
    return SchoolLayout(config, traits, draws, map).run();
}

}  // namespace sendscape
