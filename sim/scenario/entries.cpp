// SPDX-License-Identifier: MIT
#include "sim/scenario/entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "agents/admissions/criteria_names.h"
#include "sim/scenario/scenario_file.h"

namespace sendscape {
namespace {

/// What is determined for a September is in force from the February before it: offers are made from March on.
Month round_of(Month on) {
    constexpr int september = 9, months_before = 7;
    return on.month_of_year() == september ? on - months_before : on;
}

/// Offers are made to secondary schools in March, to primary schools in April, again in June: the first from `on`.
Month first_offers(Month on) {
    constexpr std::array offers{3, 4, 6};
    for (const int month : offers)
        if (on.month_of_year() <= month) return Month(on.year(), month);
    return Month(on.year() + 1, offers[0]);
}

// Authorities' specifications for special free schools (DfE, 2024) open between a fifth and a half of the places in the
// first year and all of them two to four years later; thirds lie between, and are how the simulated authority opens its
// own new schools.
constexpr int parts = 3;

}  // namespace

int ProvisionChange::available(Month month) const {
    if (month < on) return 0;
    const int months = month - on;
    if (yearly_parts) return places * std::min(parts, 1 + months / months_a_year) / parts;
    if (months + 1 >= ramp_months) return places;
    return static_cast<int>(static_cast<std::int64_t>(places) * (months + 1) / ramp_months);
}

int ProvisionChange::months_to_full() const { return yearly_parts ? (parts - 1) * months_a_year : ramp_months; }

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

bool contradict(const ParameterChange& one, const ParameterChange& other) {
    // A date that could not be read is told as such.
    return one.from == other.from && one.from != no_date && one.key == other.key;
}
bool contradict(const ProvisionChange& one, const ProvisionChange& other) {
    if (one.kind == ProvisionChange::Kind::set_pan && other.kind == ProvisionChange::Kind::set_pan)
        return one.urn == other.urn && in_force_from(one) == in_force_from(other);
    // Two bases 'near' one place find two hosts; two schools that are equal in everything are one written twice.
    const bool two_hosts = one.kind == ProvisionChange::Kind::open_base && one.urn == 0;
    return !two_hosts && one == other;
}
bool contradict(const CriteriaChange& one, const CriteriaChange& other) {
    return in_force_from(one) == in_force_from(other) && one.authority == other.authority && one.urn == other.urn &&
           one.draws_catchment() == other.draws_catchment();
}
bool contradict(const HomesBuilt& one, const HomesBuilt& other) { return one == other; }

Month in_force_from(const CriteriaChange& change) { return round_of(change.on); }

Month takes_effect(const ParameterChange& change) {
    const bool undated = change.from == Month(0);
    return change.key == parameter_of_every_authority && !undated ? first_offers(change.from) : change.from;
}
Month takes_effect(const ProvisionChange& change) { return in_force_from(change); }
Month takes_effect(const CriteriaChange& change) { return first_offers(in_force_from(change)); }
Month takes_effect(const HomesBuilt& homes) { return homes.on; }

std::string entry_words(const ParameterChange& change) {
    return change.from == Month(0) ? change.key : fmt::format("{} from {}", change.key, to_text(change.from));
}

std::string entry_words(const ProvisionChange& change) {
    const auto what = [&]() -> std::string_view {
        switch (change.kind) {
            case ProvisionChange::Kind::open_school:
            case ProvisionChange::Kind::open_base:
                return "the opening";
            case ProvisionChange::Kind::grow:
                return "the growth";
            case ProvisionChange::Kind::close_school:
            case ProvisionChange::Kind::close_base:
                return "the closure";
            case ProvisionChange::Kind::set_pan:
                return "the admission number";
        }
        return {};
    };
    std::string where = fmt::format("near '{}'", change.near);
    if (!change.name.empty()) where = fmt::format("of '{}'", change.name);
    if (change.urn != 0) where = fmt::format("of URN {}", change.urn);
    return fmt::format("{} {} from {}", what(), where, to_text(change.on));
}

std::string entry_words(const CriteriaChange& change) {
    const std::string whose = authority_words(change);
    if (change.on == Month(0)) return fmt::format("the catchment of {}", whose);
    return fmt::format("{} of {} from {}", change.draws_catchment() ? "the catchment" : "criteria", whose,
                       to_text(change.on));
}

std::string entry_words(const HomesBuilt& homes) {
    return fmt::format("{} homes near '{}' from {}", homes.homes, homes.near, to_text(homes.on));
}

std::string authority_words(const CriteriaChange& change) {
    return change.urn != 0 ? fmt::format("URN {}", change.urn) : fmt::format("authority {}", change.authority);
}

std::string criteria_text(const CriteriaChange& change) {
    if (change.draws_catchment()) return fmt::format("Catchment of {} drawn anew", authority_words(change));
    return fmt::format("Criteria of {}: {}", authority_words(change), criteria_words(change.order));
}

bool contradict(const AuthorityEntry& one, const AuthorityEntry& other) {
    return one.code == other.code && one.name == other.name;
}

std::string entry_words(const AuthorityEntry& entry) {
    if (entry.code.empty() && entry.name.empty()) return "[authority]";
    return fmt::format("authority {}{}{}", entry.code, entry.code.empty() || entry.name.empty() ? "" : " ", entry.name);
}

}  // namespace sendscape
