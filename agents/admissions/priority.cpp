// SPDX-License-Identifier: MIT
#include "agents/admissions/priority.h"

#include <algorithm>

namespace sendscape {
namespace {

// A priority holds the place of the criterion met in its highest byte; where distance decides, metres follow in 24
// bits; the lot is the rest.
constexpr int place_bit = 56, metres_bit = 32;
constexpr std::uint64_t meets_none = 0xFF;
constexpr std::uint64_t most_metres = 0xFFFFF;

}  // namespace

AdmissionOrder::AdmissionOrder(const CriterionRanks& ranks) : by_distance_(ties_by_distance(ranks)) {
    std::uint64_t place = 0;
    for (const AdmissionCriterion criterion : order_of(ranks)) {
        ++place;
        if (const MeetsCriterion meets = row_of(criterion).meets) tiers_[used_++] = {meets, place};
    }
}

std::uint64_t AdmissionOrder::priority(const ChildAtSchool& child, std::uint32_t lot) const {
    std::uint64_t place = meets_none;
    for (std::size_t i = 0; i < used_ && place == meets_none; ++i)
        if (tiers_[i].meets(child)) place = tiers_[i].place;
    const std::uint64_t metres = by_distance_ ? std::min<std::uint64_t>(child.option.metres, most_metres) : 0;
    return place << place_bit | metres << metres_bit | lot;
}

std::optional<std::int32_t> AdmissionOrder::metres_if_by_distance(std::uint64_t priority) const {
    if (!by_distance_ || priority >> place_bit != meets_none) return std::nullopt;
    return static_cast<std::int32_t>(priority >> metres_bit & most_metres);
}

AdmissionOrders::AdmissionOrders(const DeterminedCriteria& determined, const CriterionRanks& of_every_authority,
                                 std::size_t schools)
    : orders_{AdmissionOrder(of_every_authority)}, which_(schools, 0) {
    for (std::size_t row = 0; row < std::min(schools, determined.of_school.size()); ++row) {
        const CriterionRanks& own = determined.at(SchoolId(row), of_every_authority);
        if (&own == &of_every_authority) continue;
        which_[row] = static_cast<std::uint32_t>(orders_.size());
        orders_.emplace_back(own);
    }
}

}  // namespace sendscape
