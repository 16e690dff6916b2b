// SPDX-License-Identifier: MIT
#include "sim/studies/englands_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "sim/core/error.h"
#include "sim/start/england_by_year.h"

namespace sendscape {
namespace {

constexpr std::string_view trend = "plans.trend_kept", requests = "plans.requests_scale",
                           special = "plans.first_special_scale";

double odds(double share) { return share / (1 - share); }

}  // namespace

void tell_englands_path(Scenario& scenario, int start) {
    if (start > last_year_told) return;
    for (const std::string_view key : {trend, requests, special})
        if (std::any_of(scenario.changes.begin(), scenario.changes.end(),
                        [&](const ParameterChange& change) { return change.key == key; }))
            throw InputError(fmt::format(
                "the scenario sets {}, which England's published path sets too: leave --england published out", key));
    const auto set = [&](Month from, std::string_view key, double value) {
        ParameterChange change;
        change.from = from;
        change.key = key;
        change.values = {value};
        scenario.changes.push_back(std::move(change));
    };
    const EnglandsYear& before = england_in(start - 1);
    set(Month(start, 1), trend, 0);
    for (int year = start; year < start + scenario.years && year <= last_year_told; ++year) {
        const Month from(year, 1);
        set(from, requests, england_in(year).requests / before.requests);
        set(from, special, odds(england_in(year).special) / odds(before.special));
    }
    settle(scenario);
}

}  // namespace sendscape
