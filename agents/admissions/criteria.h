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
    nearest,
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
    Label label;  ///< the code is the name lists, scenarios and columns use
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

/// One step of an authority's order: the criteria that a child must all meet, as in `sibling+catchment`. Most are one.
struct CriterionStep {
    std::uint32_t bits = 0;  ///< one for each AdmissionCriterion

    constexpr CriterionStep() = default;
    constexpr CriterionStep(AdmissionCriterion one) : bits(1U << static_cast<unsigned>(one)) {}
    constexpr explicit CriterionStep(std::uint32_t several) : bits(several) {}
    [[nodiscard]] constexpr bool holds(AdmissionCriterion criterion) const {
        return (bits & CriterionStep(criterion).bits) != 0;
    }
    /// Whether whoever meets the criteria `met` meets all of this step.
    [[nodiscard]] constexpr bool met_by(std::uint32_t met) const { return (met & bits) == bits; }
    [[nodiscard]] CriterionPart part() const;  ///< of its criteria: joint ones are all of `priority`
    [[nodiscard]] std::vector<AdmissionCriterion> criteria() const;  ///< in the order of the table
    constexpr bool operator==(const CriterionStep&) const = default;
};
constexpr CriterionStep operator+(CriterionStep one, CriterionStep other) {
    return CriterionStep(one.bits | other.bits);
}
using CriteriaOrder = std::vector<CriterionStep>;

/// Most steps of an order: the longest published lists have about ten.
constexpr std::size_t most_criterion_steps = 16;
/// An order as values of a parameter: the bits of each step, first to last; 0 after the last.
using CriteriaValues = std::array<double, most_criterion_steps>;
constexpr CriteriaValues values_of(std::span<const CriterionStep> order) {
    CriteriaValues values{};
    for (std::size_t i = 0; i < order.size() && i < values.size(); ++i) values[i] = order[i].bits;
    return values;
}
constexpr CriteriaValues values_of(std::initializer_list<CriterionStep> order) {
    return values_of(std::span(order.begin(), order.size()));
}
/// The steps used, first to last.
CriteriaOrder order_of(std::span<const double> values);

/// Whether distance decides between children whom no criterion sets apart; else the lottery does.
bool ties_by_distance(std::span<const CriterionStep> order);

/// Zones of a school's catchment, by row of the map; not drawn: the school has none of its own.
struct DrawnCatchment {
    bool drawn = false;
    std::vector<std::uint8_t> holds;  ///< by zone
    bool operator==(const DrawnCatchment&) const = default;
};

/// What admission authorities have determined, by school.
struct DeterminedCriteria {
    std::vector<CriteriaValues> of_school;   ///< by row of the map; empty, or all 0 in a row: those of every authority
    std::vector<DrawnCatchment> catchments;  ///< by row of the map; empty: none is drawn
    std::vector<SchoolId> taken_over_by;     ///< by row: with which a school is amalgamated; empty: none is

    [[nodiscard]] const CriteriaValues& at(SchoolId school, const CriteriaValues& of_every_authority) const {
        if (school.value >= of_school.size()) return of_every_authority;
        const CriteriaValues& own = of_school[school.value];
        return own == CriteriaValues{} ? of_every_authority : own;
    }
    /// Where the children of a school will be: there, or at the school it is amalgamated with.
    [[nodiscard]] SchoolId carried_to(SchoolId school) const {
        if (!school.exists() || school.value >= taken_over_by.size()) return school;
        return taken_over_by[school.value].exists() ? taken_over_by[school.value] : school;
    }
    /// Whether a zone lies in the school's catchment; `nearest`, whether the school is its nearest, where none is
    /// drawn.
    [[nodiscard]] bool in_catchment(SchoolId school, ZoneId zone, bool nearest) const {
        if (school.value >= catchments.size() || !catchments[school.value].drawn) return nearest;
        return catchments[school.value].holds[zone.value] != 0;
    }
};

}  // namespace sendscape
