// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/id.h"
#include "sim/core/labels.h"

namespace sendscape {

struct Pupils;
struct School;
struct SchoolOption;

/// Oversubscription criteria and tie-breaks. Each has a row in criteria.cpp; lottery stays last.
enum class AdmissionCriterion : std::uint8_t {
    ehcp_named,
    looked_after,
    social_medical,
    sibling,
    catchment,
    faith,
    feeder,
    staff,
    pupil_premium,
    band,
    distance,
    lottery
};
constexpr std::size_t admission_criterion_count = static_cast<std::size_t>(AdmissionCriterion::lottery) + 1;

/// A child and a school on its list, as the simulated round looks at them.
struct ChildAtSchool {
    const Pupils& pupils;
    PupilId child;
    const SchoolOption& option;
    const School& school;
};
using MeetsCriterion = bool (*)(const ChildAtSchool&);

/// What a list of applications holds for a criterion, in the column of its code.
enum class ListColumn : std::uint8_t { none, flag, metres, band };

/// Which part a criterion has: `before_all` comes before every list, a tie-break ends one.
enum class CriterionPart : std::uint8_t { before_all, priority, bands, tie_break };

/// One row of THE criteria table: a new criterion is an enumerator and a row.
struct CriterionRow {
    Label label;            ///< the code is the name lists, scenarios and columns use
    std::string_view also;  ///< a second name that is understood
    CriterionPart part = CriterionPart::priority;
    ListColumn column = ListColumn::flag;
    MeetsCriterion meets =
        nullptr;  ///< who meets it in the simulated round; null for tie-breaks and what only lists have
    std::string_view only_lists = {};  ///< why the simulated round does nothing with it

    [[nodiscard]] bool simulated() const { return only_lists.empty(); }
};
std::span<const CriterionRow> admission_criteria();
const CriterionRow& row_of(AdmissionCriterion criterion);
std::string_view code(AdmissionCriterion criterion);

/// The order of an admission authority's criteria as the place of each: 1 first, 0 not used.
using CriterionRanks = std::array<double, admission_criterion_count>;
constexpr CriterionRanks ranks_of(std::span<const AdmissionCriterion> order) {
    CriterionRanks ranks{};
    double place = 0;
    for (const AdmissionCriterion criterion : order) ranks[static_cast<std::size_t>(criterion)] = ++place;
    return ranks;
}
constexpr CriterionRanks ranks_of(std::initializer_list<AdmissionCriterion> order) {
    return ranks_of(std::span(order.begin(), order.size()));
}
/// The criteria used, first to last.
std::vector<AdmissionCriterion> order_of(std::span<const double> ranks);

/// Whether distance decides between children whom no criterion sets apart; else the lottery does.
bool ties_by_distance(const CriterionRanks& ranks);

/// Criteria of admission authorities that have determined their own, by school.
struct DeterminedCriteria {
    std::vector<CriterionRanks> of_school;  ///< by row of the map; empty, or all 0 in a row: those of every authority
    [[nodiscard]] const CriterionRanks& at(SchoolId school, const CriterionRanks& of_every_authority) const {
        if (school.value >= of_school.size()) return of_every_authority;
        const CriterionRanks& own = of_school[school.value];
        return own == CriterionRanks{} ? of_every_authority : own;
    }
};

}  // namespace sendscape
