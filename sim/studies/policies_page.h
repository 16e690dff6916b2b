// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/scenario/scenario.h"
#include "sim/studies/policy_effects.h"

namespace sendscape {

/// The eight numbers that every policy is told in.
std::vector<MeasuredPart> headline_parts();

/// A policy with what it does on one map: on its own aims first, then on the headline parts.
struct PolicyTold {
    Scenario policy;                  ///< read alone (read_policy)
    std::vector<Effect> aims;         ///< by PolicyAbout::moves
    std::vector<Effect> headline;     ///< by headline_parts()
    std::vector<Effect> least, most;  ///< its aims at both ends of its assumption; empty: it has none
    std::vector<Effect> elsewhere;    ///< its aims, then the headline parts, on another map; empty: not tried there
};

/// The White Paper's path of plans: what was published of a school year, and the county.
struct PathPoint {
    std::string school_year;  ///< "2029-30": the January in it
    double published = 0;     ///< pupils with plans, of all pupils
    double as_is = 0, reform = 0, on_path = 0;
};

/// Where the effects are of.
struct PoliciesTold {
    std::string area, elsewhere;  ///< the maps' names; the second may be empty
    std::string scenario;         ///< title of what the policies are laid over in the first
    int years = 0;
    std::uint32_t pairs = 0, pairs_elsewhere = 0;
    std::string january;  ///< "January 2032"
    std::vector<PolicyTold> policies;
    std::vector<PathPoint> path;  ///< empty: not told
};

/// docs/policies.md: a table of aims by who asks, the headline table, and a paragraph on each policy.
std::string policies_page(const PoliciesTold& told);

/// What a policy sets and opens, in one line: "plans.panel_threshold = 0.25 from 2027-09".
std::string changes_line(const Scenario& policy);

/// Policies in order of who asks, then by name; those that nobody asks for last.
bool asked_before(const Scenario& one, const Scenario& other);

/// Effect in words: "-120 (-150 to -95)"; "no effect shown" where its interval holds 0.
std::string effect_text(const Effect& effect, std::string_view unit);

}  // namespace sendscape
