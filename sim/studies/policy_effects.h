// SPDX-License-Identifier: MIT
#pragma once
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "maps/map.h"
#include "sim/core/parallel.h"
#include "sim/output/aims.h"
#include "sim/scenario/scenario.h"

namespace sendscape {

/// What a policy makes of one number, over pairs of runs in which every child has the same luck with it and without.
struct Effect {
    double without = 0, difference = 0;  ///< means over the pairs
    double low = 0, high = 0;            ///< 95% interval of the mean difference (Student's t)
    [[nodiscard]] bool up() const { return low > 0; }
    [[nodiscard]] bool down() const { return high < 0; }
};
Effect paired_effect(std::span<const double> without, std::span<const double> with);

/// Where and how long policies are tried.
struct TrialPlan {
    std::shared_ptr<const Map> bare;  ///< not prepared: a policy may open schools
    std::string scenario;             ///< that policies are laid over, by name or path
    int years = 6;
    std::uint32_t pairs = 10;
    std::uint64_t seed = 1;
};

/// A policy to try and the numbers asked of it.
struct Trial {
    std::string policy;                      ///< name or path, perhaps "@YYYY-MM"
    std::vector<std::string> settings;       ///< "key=value", in both runs of each pair
    std::vector<std::string> with_settings;  ///< in the run with the policy only
    std::vector<MeasuredPart> parts;
    std::optional<Month> in{};  ///< the January told; none, or one that the runs do not reach: their last
};

/// The effects on each trial's parts in its January (flows: in the year up to it). The years before a policy begins are
/// lived once, with and without it (options.h). Throws Interrupted.
std::vector<std::vector<Effect>> try_policies(const TrialPlan& plan, const std::vector<Trial>& trials,
                                              const Parallel& parallel, std::ostream& err, bool quiet);

}  // namespace sendscape
