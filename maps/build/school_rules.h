// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "maps/map.h"
#include "maps/tables/quality.h"
#include "maps/tables/school_tables.h"

namespace sendscape {

/// Why a row of the tables is not one of the map's schools.
enum class NoSchool : std::uint8_t { is_school, post16, other_kind };

/// What a school's recorded type, phase and flags make it.
struct SchoolClass {
    NoSchool why = NoSchool::is_school;
    Setting setting = Setting::mainstream;
    bool known = true;  ///< false: by rule, since no table gives a type that is known
};
/// The first type that is known, of the census's and GIAS's; where none is, special if half or more of the pupils have
/// plans, else by words of the name, else mainstream.
SchoolClass classify(const SchoolRecord& record);

/// What a school of unknown ages is taken for beside its partner (infant_pairs.h).
enum class HalfPrimary : std::uint8_t { none, infants, juniors, whole, lone_middle, lone_upper };

/// Makes a school of a record: setting, phase, years taught, counts, capacity, admission number, places. What the
/// tables do not give is filled by the rules stated in maps/README.md, flagged on the school and counted.
School settle_school(const SchoolRecord& record, Month census, QualityTable& quality,
                     HalfPrimary half = HalfPrimary::none);

/// The admission number of a mainstream school of known capacity: that shared over its year groups, a sixth-form year
/// counting half; the roll, less 3%, where that is more.
void share_out_capacity(School& school);

/// Pupils of a school by age 0 to 25 (age on 31 August), its roll shared over the years it teaches: nursery years count
/// 0.45 of a year group, sixth-form years 0.5.
std::array<double, zone_ages> roll_by_age(const School& school);

}  // namespace sendscape
