// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numeric>

#include "maps/county/schools.h"

namespace sendscape {

namespace {

double draw_of(const Draws& draws, std::size_t school, std::uint32_t k) {
    return draws.uniform(Stream::map_schools, static_cast<std::uint32_t>(school), at_layout, k);
}
double normal_of(const Draws& draws, std::size_t school, std::uint32_t k) {
    return draws.normal(Stream::map_schools, static_cast<std::uint32_t>(school), at_layout, k);
}

/// State mainstream schools of a phase, inside the area or in the halo.
std::vector<std::size_t> members(const Map& map, SchoolPhase phase, bool in_area) {
    std::vector<std::size_t> rows;
    for (std::size_t s = 0; s < map.schools.size(); ++s)
        if (map.schools[s].setting == Setting::mainstream && map.schools[s].phase == phase &&
            map.schools[s].in_area == in_area)
            rows.push_back(s);
    return rows;
}

double roll_of(const Map& map, const std::vector<std::size_t>& rows) {
    double roll = 0;
    for (const std::size_t s : rows) roll += map.schools[s].roll;
    return roll;
}

/// Scores that lean on deprivation with the given correlation.
std::vector<double> leaning_scores(const std::vector<std::size_t>& rows, const std::vector<double>& deprivation,
                                   double correlation, std::uint32_t key, const Draws& draws) {
    std::vector<double> poverty, own;
    for (const std::size_t s : rows) {
        poverty.push_back(deprivation[s]);
        own.push_back(normal_of(draws, s, key));
    }
    poverty = normal_scores(poverty);
    own = normal_scores(own);
    std::vector<double> mixed;
    for (std::size_t i = 0; i < rows.size(); ++i)
        mixed.push_back(correlation * poverty[i] + std::sqrt(1.0 - correlation * correlation) * own[i]);
    return normal_scores(mixed);
}

/// Counts with lognormal rates of the given coefficient of variation and binomial noise, adding up to `total`.
template <class Most>
std::vector<std::int32_t> spread_counts(const Map& map, const std::vector<std::size_t>& rows,
                                        const std::vector<double>& scores, double variation, double total,
                                        std::uint32_t key, const Draws& draws, Most&& most) {
    const double sigma = std::sqrt(log(1.0 + variation * variation));
    std::vector<std::int32_t> counts(rows.size(), 0);
    const auto fill = [&](double level) {
        double sum = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double rate = std::min(0.35, level * exp(sigma * scores[i] - sigma * sigma / 2));
            counts[i] =
                std::min(most(rows[i]), binomial(map.schools[rows[i]].roll, rate, draw_of(draws, rows[i], key)));
            sum += counts[i];
        }
        return sum;
    };
    double low = 0;
    double high = 0.5;
    for (int turn = 0; turn < 50; ++turn) {
        const double level = (low + high) / 2;
        (fill(level) < total ? low : high) = level;
    }
    fill(high);
    return counts;
}

void set_free_school_meals(const CountyConfig& config, const std::vector<double>& deprivation, const Draws& draws,
                           Map& map) {
    std::vector<std::size_t> rows;
    for (std::size_t s = 0; s < map.schools.size(); ++s)
        if (map.schools[s].setting == Setting::mainstream) rows.push_back(s);
    std::vector<double> poverty;
    for (const std::size_t s : rows) poverty.push_back(deprivation[s] + 0.25 * normal_of(draws, s, 20));
    const std::vector<double> score = normal_scores(poverty);
    const auto share_at = [&](std::size_t i, double level) { return logistic(level + 0.75 * score[i]); };
    double low = -6;
    double high = 3;
    const double roll = roll_of(map, rows);
    for (int turn = 0; turn < 50; ++turn) {
        const double level = (low + high) / 2;
        double eligible = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) eligible += share_at(i, level) * map.schools[rows[i]].roll;
        (eligible < config.counts.fsm_share * roll ? low : high) = level;
    }
    for (School& school : map.schools) {
        // Special 46%, AP 58%, state nurseries as the mean (DfE 2024, rounded); independent schools have none.
        if (school.setting == Setting::alternative_provision) school.fsm_share = 0.58f;
        if (is_special(school.setting)) school.fsm_share = 0.46f;
        if (school.setting == Setting::early_years) school.fsm_share = static_cast<float>(config.counts.fsm_share);
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        map.schools[rows[i]].fsm_share = static_cast<float>(std::floor(share_at(i, high) * 1000.0 + 0.5) / 1000.0);
}

void set_standing(const CountyConfig& config, const std::vector<double>& deprivation, const Draws& draws, Map& map) {
    std::vector<std::size_t> rows;
    for (std::size_t s = 0; s < map.schools.size(); ++s)
        if (map.schools[s].setting != Setting::early_years) rows.push_back(s);
    const std::vector<double> results =
        leaning_scores(rows, deprivation, config.counts.attainment_deprivation, 21, draws);
    const std::vector<double> judged = leaning_scores(rows, deprivation, -0.25, 22, draws);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        School& school = map.schools[rows[i]];
        school.attainment = static_cast<float>(std::floor(results[i] * 100.0 + 0.5) / 100.0);
        double above = 0;
        school.inspection_grade = 4;
        for (std::size_t grade = 0; grade < config.counts.inspection_shares.size(); ++grade) {
            above += config.counts.inspection_shares[grade];
            if (judged[i] >= inverse_normal(std::clamp(1.0 - above, 1e-9, 1 - 1e-9))) {
                school.inspection_grade = static_cast<std::uint8_t>(grade + 1);
                break;
            }
        }
    }
}

/// Bases go to schools that hold many plans, as they do in life (hosting one brings them), spread over the areas.
void place_bases(const CountyConfig& config, const Draws& draws, Map& map) {
    std::size_t next_needs = 0;
    double units = 0;
    for (const SchoolPhase phase : {SchoolPhase::primary, SchoolPhase::secondary}) {
        const bool primary = phase == SchoolPhase::primary;
        const int hosts = primary ? config.bases.primary_hosts : config.bases.secondary_hosts;
        const double share = primary ? config.bases.primary_places_share : 1.0 - config.bases.primary_places_share;
        const std::vector<std::size_t> rows = members(map, phase, true);
        std::vector<double> standing;
        for (const std::size_t s : rows)
            standing.push_back(std::sqrt(static_cast<double>(map.schools[s].plans)) *
                               (0.7 + 0.6 * draw_of(draws, s, 30)));
        std::vector<int> in_area(map.areas.size() + 1, 0);
        std::vector<std::size_t> chosen;
        for (int k = 0; k < hosts; ++k) {
            std::size_t best = rows.size();
            double most = -1;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const School& school = map.schools[rows[i]];
                if (std::find(chosen.begin(), chosen.end(), rows[i]) != chosen.end() || school.plans < 12) continue;
                const std::size_t area = school.area.exists() ? school.area.value : map.areas.size();
                const double score = standing[i] / (1.0 + 0.6 * in_area[area]);
                if (score > most) {
                    most = score;
                    best = i;
                }
            }
            if (best == rows.size()) break;
            chosen.push_back(rows[best]);
            const School& school = map.schools[rows[best]];
            ++in_area[school.area.exists() ? school.area.value : map.areas.size()];
        }
        std::sort(chosen.begin(), chosen.end());
        std::vector<double> weight;
        for (const std::size_t s : chosen) weight.push_back(map.schools[s].plans);
        const std::vector<std::int32_t> places =
            share_out(static_cast<std::int64_t>(config.bases.places * share + 0.5), weight);
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            School& school = map.schools[chosen[i]];
            // At most four in five of a school's plans are held in its base.
            const auto most = static_cast<std::int32_t>(school.plans * 4 / 5);
            school.base_places[primary ? 0 : 1] = std::min(places[i], most);
            school.base_needs = config.bases.needs[next_needs++ % config.bases.needs.size()];
            units += config.bases.unit_share;
            school.base_kind = Setting::resourced_provision;
            if (units >= 1) {
                units -= 1;
                school.base_kind = Setting::sen_unit;
            }
        }
    }
}

void count_named_schools(const CountyConfig& config, const Draws& draws, Map& map) {
    for (std::size_t s = 0; s < map.schools.size(); ++s) {
        School& school = map.schools[s];
        double plan_share = 0;
        double support_share = 0;
        switch (school.setting) {
            case Setting::state_special:
                plan_share = config.state_plan_share;
                break;
            case Setting::non_maintained_special:
            case Setting::independent_special:
                plan_share = config.independent_special_plan_share;
                break;
            case Setting::alternative_provision:
                plan_share = config.ap_plan_share;
                support_share = config.ap_sen_support_share;
                break;
            case Setting::early_years:
                plan_share = config.nursery_plan_share;
                support_share = config.nursery_sen_support_share;
                break;
            case Setting::independent_mainstream:
                plan_share = config.independent_plan_share * (0.5 + draw_of(draws, s, 40));
                support_share = config.independent_sen_support_share * (0.7 + 0.6 * draw_of(draws, s, 41));
                break;
            default:
                continue;
        }
        school.plans = static_cast<std::int32_t>(school.roll * plan_share + 0.5);
        school.sen_support =
            std::min(school.roll - school.plans, static_cast<std::int32_t>(school.roll * support_share + 0.5));
    }
}

}  // namespace

std::vector<double> normal_scores(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b] || (values[a] == values[b] && a < b); });
    std::vector<double> scores(values.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        scores[order[rank]] = inverse_normal((static_cast<double>(rank) + 0.5) /
                                             static_cast<double>(std::max<std::size_t>(1, order.size())));
    return scores;
}

std::int32_t binomial(std::int32_t n, double p, double u) {
    if (n <= 0 || p <= 0) return 0;
    double chance = pow(1.0 - p, n);
    double reached = chance;
    std::int32_t k = 0;
    while (reached < u && k < n) {
        chance *= (n - k) / (k + 1.0) * (p / (1.0 - p));
        reached += chance;
        ++k;
    }
    return k;
}

void count_census(const CountyConfig& config, const std::vector<double>& deprivation, const Draws& draws, Map& map) {
    set_free_school_meals(config, deprivation, draws, map);
    set_standing(config, deprivation, draws, map);
    const CountyConfig::Stocks& c = config.counts;
    for (const SchoolPhase phase : {SchoolPhase::primary, SchoolPhase::secondary}) {
        const bool primary = phase == SchoolPhase::primary;
        const double inside = roll_of(map, members(map, phase, true));
        for (const bool in_area : {true, false}) {
            const std::vector<std::size_t> rows = members(map, phase, in_area);
            const double roll = roll_of(map, rows);
            if (rows.empty() || inside <= 0) continue;
            const double plans = (primary ? c.plans_primary : c.plans_secondary) * roll / inside;
            const double support = (primary ? c.sen_support_primary : c.sen_support_secondary) * roll;
            const std::vector<std::int32_t> with_plan =
                spread_counts(map, rows, leaning_scores(rows, deprivation, c.plans_deprivation, 23, draws),
                              primary ? c.plans_spread_primary : c.plans_spread_secondary, plans, 24, draws,
                              [&](std::size_t s) { return map.schools[s].roll; });
            for (std::size_t i = 0; i < rows.size(); ++i) map.schools[rows[i]].plans = with_plan[i];
            const std::vector<std::int32_t> on_support =
                spread_counts(map, rows, leaning_scores(rows, deprivation, c.sen_support_deprivation, 25, draws),
                              c.sen_support_spread, support, 26, draws,
                              [&](std::size_t s) { return map.schools[s].roll - map.schools[s].plans; });
            for (std::size_t i = 0; i < rows.size(); ++i) map.schools[rows[i]].sen_support = on_support[i];
        }
    }
    count_named_schools(config, draws, map);
    place_bases(config, draws, map);
}

}  // namespace sendscape
