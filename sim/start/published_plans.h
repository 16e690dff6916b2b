// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "agents/pupils/national_tables.h"
#include "maps/map.h"
#include "sim/core/setting.h"

namespace sendscape {

/// Plans by age on 31 August (0 to 25) and group of settings.
using PlansByAgeSetting = std::array<std::array<double, setting_group_count>, zone_ages>;

/// By authority; none where it gave no SEN2.
using PublishedPlans = std::vector<std::optional<PlansByAgeSetting>>;

/// Sums that a table of plans is fitted to; rows or columns of zeros are left as they are.
struct PlanMargins {
    std::array<double, plan_age_bands> by_band{};
    std::array<double, setting_group_count> by_setting{};
    /// Of plans in mainstream schools and their bases, the part below Year 7; none: as the fit has it.
    std::optional<double> below_year_7 = std::nullopt;
    /// Of plans under 5, the part under 4; none: as the fit has it. Settings do not tell it: nursery schools and
    /// classes stand elsewhere in the tables of one year than in those of another.
    std::optional<double> under_4 = std::nullopt;
};

/// Of an age under 5: 0 before Reception, 1 in it.
constexpr std::size_t part_of_under_5(int age) { return age < age_of_ncy(reception) ? 0 : 1; }

/// Iterative proportional fitting: scales the table until ages of a band, parts under five, settings and phases of
/// mainstream sum to the margins; where they do not agree, settings have the last word. A margin without a cell to hold
/// it stays unmet.
void fit_plans(PlansByAgeSetting& table, const PlanMargins& margins);

/// England's plans in one January over another, of one group of settings: released Januaries 2018 to 2026 by setting,
/// all settings together before (DfE, Education, health and care plans, releases of 2022, 2025 and 2026).
double england_growth(SettingGroup group, int from_year, int to_year);

/// The same of all settings together, from 2010.
double england_growth(int from_year, int to_year);

/// England's plans of a band of age (plan_age_band) over all its plans in a January: SEN2 as released in 2022 for 2015
/// to 2022, the tables by single age (agents/pupils/national_tables) for 2025 and 2026, a straight line between.
double england_share_of_band(int january, std::size_t band);

/// The plans themselves, of the years from 2015.
double england_plans_of_band(int january, std::size_t band);

/// Plans of each authority's residents on the census date by age and setting: its latest SEN2, brought to the census by
/// England's growth where that is of another January, spread over single ages as England's are for its children. None
/// for an authority without SEN2.
PublishedPlans published_plans(const Map& map);

}  // namespace sendscape
