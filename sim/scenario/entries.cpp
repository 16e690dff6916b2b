// SPDX-License-Identifier: MIT
#include "sim/scenario/entries.h"

#include <fmt/format.h>

#include <algorithm>

#include "agents/admissions/criteria_names.h"

namespace sendscape {
namespace {

/// What is determined for a September is in force from the February before it: offers are made from March on.
Month round_of(Month on) {
    constexpr int september = 9, months_before = 7;
    return on.month_of_year() == september ? on - months_before : on;
}

}  // namespace

Month in_force_from(const ProvisionChange& change) {
    const Month on = change.on;
    switch (change.kind) {
        case ProvisionChange::Kind::set_pan:
            return round_of(on);
        case ProvisionChange::Kind::open_school:
        case ProvisionChange::Kind::close_school: {
            const Month september(on.month_of_year() <= 9 ? on.year() : on.year() + 1, 9);
            return std::min(on, round_of(september));
        }
        default:
            return on;
    }
}

Month in_force_from(const CriteriaChange& change) { return round_of(change.on); }

std::string authority_words(const CriteriaChange& change) {
    return change.urn != 0 ? fmt::format("URN {}", change.urn) : fmt::format("authority {}", change.authority);
}

std::string criteria_text(const CriteriaChange& change) {
    return fmt::format("Criteria of {}: {}", authority_words(change), criteria_words(change.order));
}

}  // namespace sendscape
