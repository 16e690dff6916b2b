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

AdmissionOrder::AdmissionOrder(std::span<const CriterionStep> order) : by_distance_(ties_by_distance(order)) {
    std::uint64_t place = 0;
    std::uint32_t known = 0;
    for (const CriterionStep step : order) {
        ++place;
        const std::vector<AdmissionCriterion> criteria = step.criteria();
        if (std::any_of(criteria.begin(), criteria.end(),
                        [](AdmissionCriterion c) { return row_of(c).meets == nullptr; }))
            continue;
        tiers_.push_back({step, place});
        for (const AdmissionCriterion criterion : criteria) {
            const std::uint32_t bit = CriterionStep(criterion).bits;
            if ((known & bit) == 0) needed_.push_back({row_of(criterion).meets, bit});
            known |= bit;
        }
    }
}

std::uint64_t AdmissionOrder::priority(const ChildAtSchool& child, std::uint32_t lot) const {
    std::uint32_t met = 0;
    for (const Needed& criterion : needed_)
        if (criterion.meets(child)) met |= criterion.bit;
    std::uint64_t place = meets_none;
    for (std::size_t i = 0; i < tiers_.size() && place == meets_none; ++i)
        if (tiers_[i].step.met_by(met)) place = tiers_[i].place;
    const std::uint64_t metres = by_distance_ ? std::min<std::uint64_t>(child.option.metres, most_metres) : 0;
    return place << place_bit | metres << metres_bit | lot;
}

std::optional<std::int32_t> AdmissionOrder::metres_if_by_distance(std::uint64_t priority) const {
    if (!by_distance_ || priority >> place_bit != meets_none) return std::nullopt;
    return static_cast<std::int32_t>(priority >> metres_bit & most_metres);
}

AdmissionOrders::AdmissionOrders(const DeterminedCriteria& determined, const CriteriaValues& of_every_authority,
                                 std::size_t schools)
    : orders_{AdmissionOrder(order_of(of_every_authority))}, which_(schools, 0) {
    for (std::size_t row = 0; row < std::min(schools, determined.of_school.size()); ++row) {
        const CriteriaValues& own = determined.at(SchoolId(row), of_every_authority);
        if (&own == &of_every_authority) continue;
        which_[row] = static_cast<std::uint32_t>(orders_.size());
        orders_.emplace_back(order_of(own));
    }
}

}  // namespace sendscape
