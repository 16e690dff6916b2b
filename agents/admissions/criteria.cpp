// SPDX-License-Identifier: MIT
#include "agents/admissions/criteria.h"

#include "agents/families/preferences.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"

namespace sendscape {
namespace {

using Part = CriterionPart;

/// Severity from which a child on SEN Support has a social or medical need for one school. Assumption: a few in a
/// hundred applicants.
constexpr float severe_enough = 0.8F;

constexpr std::array criterion_rows{
    CriterionRow{{"ehcp_named", "Plan names the school", "CFA 2014 s43: admitted before any criterion"},
                 Part::before_all,
                 ListColumn::flag,
                 nullptr,
                 "a child whose plan names the school is admitted before any criterion, whatever the list"},
    CriterionRow{{"looked_after", "Looked after or previously looked after", "School Admissions Code 2021 1.7"},
                 Part::priority,
                 ListColumn::flag,
                 [](const ChildAtSchool& c) { return c.pupils.looked_after[c.child] != 0; }},
    CriterionRow{{"social_medical", "Social and medical need", "School Admissions Code 2021 1.16"},
                 Part::priority,
                 ListColumn::flag,
                 [](const ChildAtSchool& c) { return c.option.send && c.pupils.severity[c.child] > severe_enough; }},
    CriterionRow{{"sibling", "Sibling at the school", "School Admissions Code 2021 1.11"},
                 Part::priority,
                 ListColumn::flag,
                 [](const ChildAtSchool& c) { return c.option.sibling; }},
    CriterionRow{{"catchment", "Lives in the catchment", "School Admissions Code 2021 1.14"},
                 Part::priority,
                 ListColumn::flag,
                 [](const ChildAtSchool& c) { return c.option.catchment; }},
    CriterionRow{{"nearest", "Nearest school", "School Admissions Code 2021 1.13"},
                 Part::priority,
                 ListColumn::flag,
                 [](const ChildAtSchool& c) { return c.option.nearest; }},
    CriterionRow{{"faith", "Faith", "School Admissions Code 2021 1.36"},
                 Part::priority,
                 ListColumn::flag,
                 [](const ChildAtSchool& c) { return c.school.faith && c.option.faith; }},
    CriterionRow{{"feeder", "Attends a feeder school", "School Admissions Code 2021 1.15"},
                 Part::priority,
                 ListColumn::flag,
                 [](const ChildAtSchool& c) { return c.option.feeder; }},
    CriterionRow{{"staff", "Child of staff", "School Admissions Code 2021 1.39"},
                 Part::priority,
                 ListColumn::flag,
                 nullptr,
                 "no simulated parent works at a school"},
    CriterionRow{{"pupil_premium", "Pupil premium", "School Admissions Code 2021 1.39A"},
                 Part::priority,
                 ListColumn::flag,
                 [](const ChildAtSchool& c) { return c.pupils.disadvantaged[c.child] != 0; }},
    CriterionRow{{"band", "Fair banding", "School Admissions Code 2021 1.25"},
                 Part::bands,
                 ListColumn::band,
                 nullptr,
                 "no simulated child sits a banding test"},
    CriterionRow{{"distance_m", "Distance", "School Admissions Code 2021 1.13"}, Part::tie_break, ListColumn::metres},
    CriterionRow{{"lottery", "Lottery", "School Admissions Code 2021 1.34"}, Part::tie_break, ListColumn::none},
};
static_assert(criterion_rows.size() == admission_criterion_count,
              "every criterion has a row, in the order of its enumerator");

}  // namespace

std::span<const CriterionRow> admission_criteria() { return criterion_rows; }

const CriterionRow& row_of(AdmissionCriterion criterion) { return criterion_rows[static_cast<std::size_t>(criterion)]; }

std::string_view code(AdmissionCriterion criterion) { return row_of(criterion).label.code; }

CriterionPart CriterionStep::part() const {
    const std::vector<AdmissionCriterion> all = criteria();
    return all.empty() ? CriterionPart::priority : row_of(all.front()).part;
}

std::vector<AdmissionCriterion> CriterionStep::criteria() const {
    std::vector<AdmissionCriterion> all;
    for (std::size_t i = 0; i < admission_criterion_count; ++i)
        if (holds(static_cast<AdmissionCriterion>(i))) all.push_back(static_cast<AdmissionCriterion>(i));
    return all;
}

CriteriaOrder order_of(std::span<const double> values) {
    CriteriaOrder order;
    for (const double value : values)
        if (value > 0) order.emplace_back(static_cast<std::uint32_t>(value));
    return order;
}

bool ties_by_distance(std::span<const CriterionStep> order) {
    for (const CriterionStep step : order)
        if (step.part() == CriterionPart::tie_break) return step.holds(AdmissionCriterion::distance);
    return true;
}

}  // namespace sendscape
