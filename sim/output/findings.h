// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

/// A group of children short of a place: by need, phase and area.
struct ShortGroup {
    Need need = Need::none;
    Phase phase = Phase::primary;
    std::string area;  ///< planning area; of a group over all areas, the one that holds most of it
    Range children;
    double in_area = 0;  ///< of them in `area`
};

/// A mainstream school outside the funnel's limits in two Januaries running.
struct MagnetSchool {
    std::size_t row = 0;  ///< of Map::schools
    std::string name, area;
    double ratio = 0;  ///< of plans observed over expected, mean over replicates
    double share = 1;  ///< of replicates in which it is one
    bool from_start = false;
    Month since;  ///< first January in which it is one in most replicates
};

struct Named {
    std::string name;
    Range value;
    double shown = 0;  ///< whole number printed for the mean: those of one list add up to its total
};
/// "79 (range 65 to 90)", with the number shown.
std::string told(const Named& one);

/// What the summary and the report both say: worked out once from a run.
struct Findings {
    Month headline;  ///< the September the answer is about
    Month first, last_january;
    Range shortfall, shortfall_at_start, shortfall_at_peak;
    Month peak;
    std::vector<ShortGroup> broad;   ///< by need and phase, largest first
    std::vector<ShortGroup> groups;  ///< by need, phase and area, largest first; cells of at least half a child
    std::vector<Named> by_area, by_need, by_phase, by_kind;
    std::vector<MagnetSchool> magnets, deflectors;  ///< at the last January, strongest first
    Range plans_at_start, plans_at_headline, plans_at_end;
    bool has_year = false;  ///< a January a year after the start exists, so that flows can be told
};

Findings findings_of(const Run& run);

/// "By September 2031, 210 children (range 160 to 265) will have no suitable specialist place: 95 autism, secondary (60
/// of them in East) ...": the first sentences of summary and report.
std::string answer(const Run& run, const Findings& findings);

/// Whose places the answer counts on: what the simulated authority orders itself, and how to see the area without.
std::string who_orders_places(const Run& run, const Findings& findings);

/// "The shortfall is largest in August 2030: 453 ...", and why then.
std::string peak_sentence(const Findings& findings);

/// A parameter whose value at the start is not the default, as pages tell it. A list of criteria is one, told by names.
struct ChangedParameter {
    std::string key, value, standard, unit, meaning;
};
std::vector<ChangedParameter> changed_parameters(const Run& run);

/// What is uncertain and what was assumed, sentence by sentence.
std::vector<std::string> caveats(const Run& run);

}  // namespace sendscape
