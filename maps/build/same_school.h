// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "maps/tables/quality.h"
#include "maps/tables/school_tables.h"

namespace sendscape {

/// Letters and digits of a postcode, upper case; empty where there is none.
std::string postcode_key(const std::optional<std::string>& postcode);

/// Whether two records may be of schools that teach the same children: of one setting, and no infant school beside a
/// junior school.
[[nodiscard]] bool teach_alike(const SchoolRecord& one, const SchoolRecord& other);

/// Gives what `to` lacks from what is known of it under another number: ages, places, description, coordinates. Pupils,
/// plans and SEN Support only where no census counts `to`: what a census leaves blank of a school it counts is filled
/// by a rule that is told, never from another month's count under a former number.
void lend(const SchoolRecord& from, SchoolRecord& to);

/// A school that became an academy has two numbers, and tables of different dates know it by either. Joins the records
/// of one school: those that GIAS links as predecessor and successor; and, if they teach alike, those that have one
/// number in one authority, stand at one place (postcode, property or coordinates) under one name, or of which GIAS
/// says that one closed to become an academy there when the other opened as one. A merger or a split makes another
/// school. Two that one table counts, or says are open, are two schools; so are those whose end and beginning are years
/// apart, and where more than one could be meant none is joined. The number a census counts is kept, without a census
/// the one that is open; what its rows leave blank is filled from the other's as lend() says. Returns the number
/// kept for each number given up.
std::map<std::uint32_t, std::uint32_t> join_same_schools(JoinedSchools& joined, Month census, QualityTable& quality);

}  // namespace sendscape
