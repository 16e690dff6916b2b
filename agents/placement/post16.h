// SPDX-License-Identifier: MIT
#pragma once
#include <array>

#include "agents/authority/authorities.h"
#include "agents/families/families.h"
#include "agents/placement/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/schools/schools.h"
#include "agents/step.h"

namespace sendscape {

/// Plans over the pupils of a sixth form's year group, up to which it takes others' pupils with a plan (assumption), so
/// that an area of few sixth forms sends more to college. England's Year 12: 1.9% (DfE, Education, health and care
/// plans 2025, and school census January 2025).
constexpr double most_of_sixth_form = 0.04;

/// What a place in further education is for `u` uniform in [0, 1): a college, a specialist post-16 institution or a
/// training provider. DfE SEN2 counts the three together; the split (85, 8 and 7 in 100) is an assumption.
Setting post16_setting(double u);

/// Parts of the plans of 16 to 18 in school or college; together 1.
struct WaysAfter16 {
    double sixth_form = 0, special = 0, independent = 0, college = 0;
};

/// What England's transitions make of three cohorts that leave Year 11 from these settings (weights by SettingGroup).
WaysAfter16 ways_after_16(const std::array<double, setting_group_count>& leavers);

/// Share of plan-holders of a setting group who are in the same group a year later, entering year group `ncy` (12 or
/// over) in September.
double post16_stay_share(SettingGroup from, int ncy);
/// Share whose plan ends in the year in which they enter year group `ncy` (12 or over).
double post16_end_share(SettingGroup from, int ncy);

/// September, after cohorts have moved up: young people with plans entering Year 12 and over change setting by the
/// published one-year transitions, and 60% of the year's plan endings take effect. These transitions hold every ending
/// of a plan from Year 12 on, the way out by NEET included, times `ended_scale`; agents/plans ends plans only under 16.
/// An authority ends so many times England's (Practice::ceasing).
void move_post16(const Step& step, Pupils& pupils, const Families& families, const Authorities& authorities,
                 Schools& schools, const PlacementParameters& parameters, double ended_scale = 1);

/// The other months: the remaining 40% of the endings, evenly; all plans end with the year of the 25th birthday.
void end_post16_plans(const Step& step, Pupils& pupils, const Families& families, const Authorities& authorities,
                      Schools& schools, double ended_scale = 1);

}  // namespace sendscape
