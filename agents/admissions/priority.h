// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "agents/admissions/criteria.h"
#include "agents/families/preferences.h"

namespace sendscape {

/// How a school puts its applicants in order, worked out once for a round: the first criterion met, in the order in
/// force, then distance or the lottery.
class AdmissionOrder {
  public:
    explicit AdmissionOrder(std::span<const CriterionStep> order);
    /// Lower first. `lot` is the child's in the school's lottery.
    [[nodiscard]] std::uint64_t priority(const ChildAtSchool& child, std::uint32_t lot) const;
    /// How far away a child of this priority lives, if distance alone decided; nothing if a criterion or the lottery
    /// did.
    [[nodiscard]] std::optional<std::int32_t> metres_if_by_distance(std::uint64_t priority) const;

  private:
    struct Needed {
        MeetsCriterion meets;
        std::uint32_t bit;
    };
    struct Tier {
        CriterionStep step;
        std::uint64_t place;
    };
    std::vector<Needed> needed_;  ///< each criterion once, whatever the steps that hold it
    std::vector<Tier> tiers_;
    bool by_distance_;
};

/// The orders of all schools.
class AdmissionOrders {
  public:
    AdmissionOrders(const DeterminedCriteria& determined, const CriteriaValues& of_every_authority,
                    std::size_t schools);
    [[nodiscard]] const AdmissionOrder& at(SchoolId school) const { return orders_[which_[school.value]]; }

  private:
    std::vector<AdmissionOrder> orders_;
    std::vector<std::uint32_t> which_;  ///< by school
};

}  // namespace sendscape
