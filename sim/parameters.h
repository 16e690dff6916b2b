// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agents/accountability/parameters.h"
#include "agents/admissions/parameters.h"
#include "agents/authority/parameters.h"
#include "agents/families/parameters.h"
#include "agents/loops.h"
#include "agents/placement/parameters.h"
#include "agents/plans/parameters.h"
#include "agents/pupils/parameters.h"
#include "agents/schools/parameters.h"
#include "agents/services/parameters.h"

namespace sendscape {

struct Parameters {
    LoopSwitches loops;
    PupilParameters pupils;
    FamilyParameters families;
    SchoolParameters schools;
    AdmissionParameters admissions;
    PlanParameters plans;
    PlacementParameters placement;
    ServiceParameters services;
    AuthorityParameters authority;
    AccountabilityParameters accountability;
};

/// Units a value can be given in. Text with another unit is an error.
enum class Unit : unsigned char {
    number,
    share,
    per_thousand,
    percent_a_year,
    log_odds,
    standard_deviations,
    months,
    weeks,
    days,
    hours_a_week,
    minutes,
    metres,
    kilometres,
    pounds,
    pounds_a_year,
    fte_per_10000,
    places,
    on_off,
    names_in_order  ///< of admission criteria: CriteriaValues
};
std::string_view unit_words(Unit unit);

/// Whether public data can tell the value: by England's tables, by authorities' tables, only jointly with other
/// parameters, not at all.
enum class Known : char { england = 'A', authorities = 'B', jointly = 'C', not_identifiable = 'N' };

/// What a parameter describes: the starting state, what happens from then on, or both. Of a scenario's undated values
/// the start takes those that describe it, and no other: all others are policies, and the same seed must give the same
/// children whatever the policies.
enum class Shapes : unsigned char { course, start, both };
constexpr bool shapes_start(Shapes shapes) { return shapes != Shapes::course; }

/// One row of THE parameter table: it loads, checks, prints `describe`, fills the documents and is stored in every
/// output. The default is the field's own initialiser.
struct ParameterRow {
    std::string_view key;                     ///< "plans.agree_school"
    std::span<double> (*field)(Parameters&);  ///< one value, or a table of several
    double least, most;                       ///< allowed range
    Unit unit;
    Known known;
    std::string_view source;   ///< publication and year, "derived", or "assumption"
    std::string_view meaning;  ///< one sentence; for a table, what its index is
    Shapes shapes = Shapes::course;
};

std::span<const ParameterRow> parameter_table();
const ParameterRow* find_parameter(std::string_view key);
std::vector<std::string> parameter_keys();

}  // namespace sendscape
