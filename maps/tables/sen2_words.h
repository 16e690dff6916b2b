// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sim/core/need.h"
#include "sim/core/setting.h"

namespace sendscape {

// Words that SEN2 tables have for ages, placements and needs, in rows and in headings, as the releases vary them.

/// Whether words of an age, placement or topic mean all of them: "Total", "All ages".
bool is_total(std::string_view words);

/// The band of PlansMaintained::by_age_band that words name: "Age 5 to 10", "5-10", "Aged 7", "age 2 and under". Single
/// years fall into their band.
std::optional<std::size_t> age_band_of(std::string_view words);
/// The numbers in words of an age, and whether it is under them: "Age 5 to 10" and "5-10" are one.
std::string age_key(std::string_view words);

/// Where plans of one placement are counted. Without a group they are in education, or may be, but nothing tells where:
/// they count in the total and in no group, as England's table has them ("other or unrecorded",
/// agents/pupils/national_tables.h).
struct Placement {
    std::optional<SettingGroup> group;
};
/// The placement of a row's words or of a heading ("Special - Academy/free", "special_academy_free") in a year.
/// Nothing for sums of several placements and for words that are not known.
std::optional<Placement> placement_of(std::string_view words, int year);
/// Whether words or a heading are of several placements together ("Mainstream - total", "mainstream_total").
bool is_sum_of_placements(std::string_view words);

/// The need a heading counts: "number_asd".
std::optional<Need> need_of_heading(std::string_view key);

}  // namespace sendscape
