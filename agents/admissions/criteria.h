#pragma once
#include <array>
#include <cstdint>

#include "sim/core/labels.h"

namespace sendscape {

/// Oversubscription criteria and tie-breaks, by the names application lists use.
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
constexpr std::size_t admission_criterion_count = 12;

/// THE criteria table: a new criterion is an enumerator and a row.
inline constexpr std::array<Label, admission_criterion_count> admission_criterion_labels{{
    {"ehcp_named", "Plan names the school", "CFA 2014 s43: admitted before any criterion"},
    {"looked_after", "Looked after or previously looked after", "School Admissions Code 2021 1.7"},
    {"social_medical", "Social and medical need", "School Admissions Code 2021 1.16"},
    {"sibling", "Sibling at the school", "School Admissions Code 2021 1.11"},
    {"catchment", "Lives in the catchment", "School Admissions Code 2021 1.14"},
    {"faith", "Faith", "School Admissions Code 2021 1.36"},
    {"feeder", "Attends a feeder school", "School Admissions Code 2021 1.15"},
    {"staff", "Child of staff", "School Admissions Code 2021 1.39"},
    {"pupil_premium", "Pupil premium", "School Admissions Code 2021 1.39A"},
    {"band", "Fair banding", "School Admissions Code 2021 1.25"},
    {"distance_m", "Distance", "School Admissions Code 2021 1.13"},
    {"lottery", "Lottery", "School Admissions Code 2021 1.34"},
}};

}  // namespace sendscape
