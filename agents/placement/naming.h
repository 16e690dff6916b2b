// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/loops.h"
#include "agents/placement/parameters.h"
#include "agents/placement/room.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/feeders.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Order in which children are named a freed specialist place: the queue that keeps first placements in special flat
/// while plans grow. Within a class: longest wait, then most severe, then by row.
enum class NamingClass : std::uint8_t { already_waiting, phase_transfer, crisis, fresh };

/// A child to be named a setting.
struct Applicant {
    PupilId pupil;
    NamingClass order = NamingClass::fresh;
    std::int16_t since = 0;  ///< pack(Month) since when it waits
    float severity = 0;
    bool for_september = false;  ///< named for the coming September, taught then in the next year group
    bool must_be_named = true;   ///< a mainstream school is named where what is required has no room
};
bool before(const Applicant& a, const Applicant& b);

/// What naming reads beside the pupils' and schools' columns.
struct NamingRules {
    const PlacementParameters& parameters;
    const LoopSwitches& loops;
    const Authorities& authorities;
    std::span<const double> independent_willingness;  ///< by authority, 1 without a deficit; empty: 1
    std::span<const std::int32_t> opening_special;    ///< places open by next September, by school; may be empty
    std::span<const std::array<std::int32_t, 2>> opening_base;
    std::span<const std::vector<FeederLink>> leads_to;  ///< by school, where its leavers go on; may be empty
};

/// True from February, when settings for September have been named (SEND Regulations 2014, regulation 18: 15 February),
/// to August: what is decided now for a child due to change school takes effect in September.
constexpr bool naming_for_september(Month month) { return month.month_of_year() >= 2 && month.month_of_year() < 9; }

/// True for a child whose next school year is at another setting: before Reception, in Year 6, or in the last year that
/// its school teaches.
bool due_to_transfer(const Map& map, const Pupils& pupils, PupilId pupil);

/// True for a child of Reception age at an early-years setting, mainstream named, who may stay there for that year: no
/// child has to be at school before the term after its fifth birthday (School Admissions Code 2021, 2.17).
bool may_defer_entry(const Pupils& pupils, PupilId pupil);

/// Names settings for applicants in order, each its best suitable school with room; those for whom there is none are
/// named an independent school or wait. Children named for September have next_school and next_setting set; the others
/// move now. `room_now` and `room_september` are kept true.
void name_in_order(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                   const NamingRules& rules, std::vector<Applicant>& applicants, Room& room_now, Room& room_september);

/// Every month: children below Reception whose plan is made while they are in an early-years setting. Where an
/// authority's plans name those less often than England's do, some are named the nursery class of a school.
void name_nursery_classes(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                          const NamingRules& rules);

/// Every month: children with plans in Reception to Year 11 who lack what their plan requires, or any setting, are
/// named one if there is room; the others wait (wait_began).
void name_settings(const Step& step, Pupils& pupils, const Families& families, Schools& schools,
                   const NamingRules& rules);

}  // namespace sendscape
