// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <vector>

#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// Policies laid over a scenario side by side, in one list or on one command line: none takes the place of another, so
/// that their order does not matter. Two that give one parameter other values in one month, other criteria to one
/// authority, another admission number to one school, or that hold the same opening, contradict each other.
class PolicyConflicts {
  public:
    /// Before the first policy is read into the scenario.
    explicit PolicyConflicts(const Scenario& scenario) : scenario_(scenario) { next_begins(); }
    /// After each policy has been read.
    void next_begins();
    /// Adds what contradicts to the mistakes, each with both places.
    void tell(ConfigProblems& problems) const;

  private:
    static constexpr std::size_t kinds = 5;  ///< changes, provision, criteria, homes, orders
    const Scenario& scenario_;
    std::vector<std::array<std::size_t, kinds>> begins_;  ///< by policy, the first entry of each kind; then the ends
};

}  // namespace sendscape
