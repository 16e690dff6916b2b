// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/output/run.h"

namespace sendscape {

/// One number of a run against what England's authorities publish.
struct FirstRunCheck {
    int number = 0;  ///< of the ten checks
    std::string what;
    double expected = 0, least = 0, most = 0, got = 0;     ///< England's, for the area's pupils on roll
    double own_expected = 0, own_least = 0, own_most = 0;  ///< for its own level of plans and special places too
    enum class Shown : unsigned char { count, percent, weeks, million_pounds } shown{};
    bool known = true;   ///< false: neither the run nor the map's tables have it
    bool start = false;  ///< of the state the run began with: it reads back what the start was made to be
    [[nodiscard]] bool inside() const { return known && got >= least && got <= most; }
    [[nodiscard]] bool inside_own() const { return known && got >= own_least && got <= own_most; }
};

/// The ten checks on a first run of a status-quo scenario: an authority of 60,000 pupils in January 2026, scaled by the
/// pupils on roll. Sources: DfE SEN2 2026, SCAP 2024, NAO 2025, school preferences 2026; the ranges are the p10 to p90
/// of authorities where published, else assumptions. An area whose tables say that it has more or fewer plans or
/// special places than England's mean is held against both: England's figures for its pupils, and the same for its own
/// plans and places at the start, growth for its own children by age.
std::vector<FirstRunCheck> first_run_checks(const Run& run);

/// The same as a table for people, with how many lie inside.
std::string first_run_table(const Run& run);

}  // namespace sendscape
