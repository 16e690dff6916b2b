// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_study.h"

#include <fmt/format.h>

#include <algorithm>

namespace sendscape {
namespace {

/// A word as a shell takes it.
std::string quoted(const std::string& word) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=@.,:/%";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
    std::string out = "'";
    for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

}  // namespace

Overrides overrides_of_all(const SweepStudy& study) {
    Overrides overrides;
    overrides.policies = study.policies;
    overrides.years = study.years;
    overrides.seed = study.seed;
    overrides.replicates = study.replicates;
    return overrides;
}

Overrides overrides_of_point(const SweepStudy& study, std::size_t point) {
    Overrides overrides = overrides_of_all(study);
    for (std::size_t f = 0; f < study.factors.size(); ++f)
        if (!study.points[point][f].text.empty()) add_to(overrides, study.factors[f], study.points[point][f]);
    return overrides;
}

std::string replay_command(const SweepStudy& study, const std::string& map, std::size_t point,
                           std::uint32_t replicate) {
    const Overrides overrides = overrides_of_point(study, point);
    std::string command = "sendscape run " + quoted(study.base);
    if (!map.empty()) command += " --map " + quoted(map);
    if (overrides.years) command += fmt::format(" --years {}", *overrides.years);
    if (overrides.seed) command += fmt::format(" --seed {}", *overrides.seed);
    command += fmt::format(" --replicates {}", replicate + 1);
    for (const std::string& setting : overrides.settings) command += " --set " + quoted(setting);
    for (const std::string& policy : overrides.policies) command += " --policy " + quoted(policy);
    return command + fmt::format(" --out point-{}-{}", point, replicate);
}

}  // namespace sendscape
