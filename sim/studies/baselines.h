// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>
#include <vector>

#include "sim/studies/school_census.h"

namespace sendscape {

// Forecasts that need no model: what an officer can do on paper. A model earns its place by beating the best of them.

/// One of them.
struct Baseline {
    std::string_view name;
    double value = 0;
};

constexpr int trend_years = 3;  ///< years before the start over which growth is measured

/// A number of an authority at the start and `trend_years` before; England's, which may be known for fewer years. Not
/// numbers where unknown.
struct KnownPast {
    double own = 0, own_before = 0;
    double england = 0, england_before = 0;
    int england_years = trend_years;              ///< between england_before and england
    [[nodiscard]] double england_growth() const;  ///< in a year, as a factor
};

/// Of plans: flat, own_linear_trend, own_growth, england_growth. Those of which the past is not known are left out.
std::vector<Baseline> stock_baselines(const KnownPast& past, int years);
/// Of a part of the plans: flat, own_share_x_england_growth (England's of all plans), england_growth (of that part).
std::vector<Baseline> part_baselines(const KnownPast& part, double england_growth_of_all, int years);
/// Of what happens in a year, the last known of which is `past.own`, `years` before: last_year, last_year_x_england.
std::vector<Baseline> flow_baselines(const KnownPast& past, int years);
/// Of a share of such a flow: last_year.
std::vector<Baseline> share_baselines(double last_year);

/// A school at the start, and England's growth to the January that is forecast, known only afterwards: these baselines
/// are told how its kind of school will do in all.
struct SchoolPast {
    double roll = 0, plans = 0, sen_support = 0;
    double expected = 0;  ///< plans at its authority's rate for its kind
    double roll_growth = 1, plans_growth = 1, sen_support_growth = 1;
    CensusType type = CensusType::other;
};
/// own_x_england_growth.
std::vector<Baseline> roll_baselines(const SchoolPast& school);
/// own_x_growth; of primary and secondary schools half_own_half_authority and shrunken too.
std::vector<Baseline> plans_baselines(const SchoolPast& school);
/// own_x_growth.
std::vector<Baseline> sen_support_baselines(const SchoolPast& school);

}  // namespace sendscape
