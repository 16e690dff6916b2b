// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/core/labels.h"
#include "sim/output/run.h"
#include "sim/world.h"

namespace sendscape {

/// Children short of a specialist place (unmet_kind) by the kind of place their plan requires, which run files do not
/// keep: told of options lived by a comparison.
inline constexpr std::string_view provision_gap_measure = "shortfall_by_provision";

/// What a plan requires, of children who are short of it.
enum class GapProvision : std::uint8_t { special, base, alternative, other };
constexpr std::size_t gap_provision_count = 4;
inline constexpr std::array<Label, gap_provision_count> gap_provision_labels{{
    {"special", "Special school", "SCAP groups SS and IN"},
    {"base", "Resourced provision or SEN unit", "SCAP group UR"},
    {"alternative", "Alternative provision", "SCAP group AP"},
    {"other", "Another setting, mainstream among them", "this model"},
}};

/// One replicate's children, census by census (Januaries and Septembers): area, phase, need, provision.
class ProvisionGap {
  public:
    /// Counts the world, if its month is a census.
    void observe(const World& world);
    /// The same up to a month: what an option shares with the reference.
    [[nodiscard]] ProvisionGap up_to(Month month) const;
    [[nodiscard]] const std::map<std::int32_t, std::vector<std::int32_t>>& by_month() const { return by_month_; }

  private:
    std::map<std::int32_t, std::vector<std::int32_t>> by_month_;  ///< by Month::index
};

/// The measure of a run's replicates, recorded in the censuses and in no other month.
Series provision_gap_series(const std::vector<ProvisionGap>& replicates, const Run& run);

}  // namespace sendscape
