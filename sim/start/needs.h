// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <vector>

#include "agents/pupils/national_tables.h"
#include "agents/pupils/parameters.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"
#include "sim/core/draws.h"
#include "sim/core/parallel.h"

namespace sendscape {

/// Share of each recorded need among plans of a setting group at an age: both published margins (need by placement,
/// need by age) fitted by iterative proportional fitting, England's plans by age and setting as weights.
class PlanNeeds {
  public:
    PlanNeeds();
    /// Weights of the twelve needs before Down syndrome had a code, in the order of Need.
    [[nodiscard]] const std::array<double, plan_need_count>& of(SettingGroup group, int age) const {
        return share_[static_cast<std::size_t>(group)][national_index(age)];
    }

  private:
    std::array<std::array<std::array<double, plan_need_count>, national_ages>, setting_group_count> share_{};
};

/// Month of birth and the family's faith: what provision is shared out by.
void draw_births(const Map& map, const Draws& draws, const Parallel& parallel, Pupils& pupils, std::size_t from);

/// Children who are in no school yet seek a faith school as those of their zone do who are in primary years.
void share_faith_with_neighbours(const Map& map, const std::vector<ZoneId>& zones, const Draws& draws, Pupils& pupils);

/// Needs, severity, sex, disadvantage, how long plans have been held, what is required. Provision, setting and family
/// decile by zone must be known.
void draw_needs(const Map& map, const PupilParameters& parameters, const std::vector<ZoneId>& zones, const Draws& draws,
                const Parallel& parallel, Pupils& pupils);

}  // namespace sendscape
