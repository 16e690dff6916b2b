// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>

#include "sim/core/labels.h"

namespace sendscape {

/// Why a plan ended: `cause` of plan_ceased events.
enum class CeaseCause : std::uint8_t { needs_met, left_education, higher_education, age_limit, died, left_england };
constexpr std::size_t cease_cause_count = 6;
inline constexpr std::array<Label, cease_cause_count> cease_cause_labels{{
    {"needs_met", "needs met", "SEN2: needs_met"},
    {"left_education", "no longer in education or training", "SEN2: no_engage, employ"},
    {"higher_education", "higher education", "SEN2: he"},
    {"age_limit", "end of the year of the 25th birthday", "SEN2: max_age; CFA 2014 s46"},
    {"died", "died", "SEN2: deceased"},
    {"left_england", "left England", "SEN2: moved_outside_eng"},
}};

/// What an appeal to the First-tier Tribunal is about: `cause` of appeal events (CFA 2014 s51).
enum class AppealKind : std::uint8_t { none, refusal_to_assess, contents, placement };
constexpr std::size_t appeal_kind_count = 4;
inline constexpr std::array<Label, appeal_kind_count> appeal_kind_labels{{
    {"none", "none", "this model"},
    {"refusal_to_assess", "refusal to assess", "Tribunal statistics"},
    {"contents", "contents of the plan, setting not in dispute", "Tribunal statistics: sections B and F"},
    {"placement", "setting named in the plan", "Tribunal statistics: section I"},
}};

/// Mark in the column appeal_kind, of no appeal: a refusal given up at mediation, the assessment yet to begin.
constexpr std::uint8_t mediation_conceded = 0xFF;
/// Mark in the same column: the assessment was ordered by the tribunal or conceded, and comes first in the queue.
constexpr std::uint8_t assessment_ordered = 0xFE;

enum class AppealOutcome : std::uint8_t { withdrawn, conceded, parents_choice, agreed, authority_choice };
constexpr std::size_t appeal_outcome_count = 5;
inline constexpr std::array<Label, appeal_outcome_count> appeal_outcome_labels{{
    {"withdrawn", "withdrawn", "Tribunal statistics"},
    {"conceded", "conceded by the authority before the hearing", "Tribunal statistics"},
    {"parents_choice", "decided for the parents", "Tribunal statistics"},
    {"agreed", "agreed at the hearing", "Tribunal statistics"},
    {"authority_choice", "decided for the authority", "Tribunal statistics"},
}};

}  // namespace sendscape
