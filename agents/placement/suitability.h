// SPDX-License-Identifier: MIT
#pragma once
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "maps/map.h"
#include "sim/core/calendar.h"

namespace sendscape {

/// True where what a child has is what panel, review or tribunal decided that it requires. Home education is the
/// parents' choice and never lacks anything that the authority owes (Education Act 1996 s7); a post-16 place of any
/// kind satisfies post-16.
bool satisfies(RequiredProvision required, Setting setting, int ncy);

/// What of the child a setting looks at.
struct Child {
    int ncy = 0;  ///< year group it would be taught in
    bool girl = false;
    bool faith = false;
    Need need = Need::none;
};

/// How well a special school's designation fits: a school designated for the child's recorded need, one designated for
/// a need of the same group, or neither.
enum class Fit : std::uint8_t { none, near, exact };
Fit designation_fit(NeedSet designated, Need need);

/// Open, teaches the year, takes the sex, and is designated for the need or one near it (CFA 2014 s39(4)(a): unsuitable
/// for age, ability, aptitude or special educational needs).
Fit special_suits(const School& school, const Child& child);
/// Mainstream: year, sex, and not selective (s39(4)(a): plan-holders rarely pass on ability).
bool mainstream_suits(const School& school, const Child& child);

/// Most a child should travel to school: 45 minutes primary, 75 secondary (DfE travel to school guidance), in tenths.
constexpr int reach_tenths(int ncy) { return ncy < year_7 ? 450 : 750; }

}  // namespace sendscape
