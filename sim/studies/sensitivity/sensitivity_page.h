// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/studies/sensitivity/main_effects.h"
#include "sim/studies/sensitivity/morris.h"
#include "sim/studies/sensitivity/scenario_discovery.h"
#include "sim/studies/sensitivity/sobol_indices.h"

namespace sendscape {

/// A measure and the number that counts as beyond: "specialist_shortfall=200".
struct BeyondThreshold {
    std::string measure;
    double value = 0;
};

/// Everything found of one outcome.
struct OutcomeFindings {
    SweepOutcome outcome;
    std::vector<MainEffect> effects;                ///< by factor
    std::vector<MorrisEffect> morris;               ///< of Morris's design
    SobolIndices sobol;                             ///< of Saltelli's
    std::vector<std::vector<double>> interactions;  ///< by pair of factors; not of Morris's design
    Discovery discovery;
    bool beyond_is_more = true;
    std::vector<std::size_t> order;  ///< factors, what matters most first
};

struct Sensitivity {
    std::vector<OutcomeFindings> outcomes;
    std::vector<std::size_t>
        front;  ///< points no other beats in cost and children short; empty where not both are kept
};

/// Throws InputError where the sweep has no run that is done, or a threshold is of a measure it did not keep. Without a
/// threshold the upper fourth of the points is beyond; of a balance, where less is worse, the lower.
Sensitivity find_sensitivity(const SweepResult& result, const std::vector<BeyondThreshold>& thresholds);

/// The page: one self-contained file that begins with the answer and works without scripts or network.
std::string sensitivity_html(const SweepResult& result, const Sensitivity& found);
/// The answer as lines for a terminal.
std::string sensitivity_text(const SweepResult& result, const Sensitivity& found);

}  // namespace sendscape
