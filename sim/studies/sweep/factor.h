// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/core/calendar.h"
#include "sim/parameters.h"
#include "sim/scenario/read_scenario.h"

namespace sendscape {

/// One of the values a factor is given one by one.
struct FactorLevel {
    std::string text;   ///< as written: "45 min", "looked_after,sibling,distance_m", "true", "2027-09", "build-special"
    double number = 0;  ///< the parameter's value where that is one number, 0 and 1 of off and on, else its place
};

/// What a factor moves.
enum class FactorKind : unsigned char {
    parameter,    ///< `key`, over a range or through values
    policy,       ///< one policy, off or on
    policy_from,  ///< one policy, by the month it begins
    policies      ///< one of several policies, or none
};

/// One input of a sweep.
struct Factor {
    std::string name;  ///< of its column and variable
    FactorKind kind = FactorKind::parameter;
    std::string key;            ///< of the parameter, or the policy's name
    std::optional<Month> from;  ///< of a parameter: not from the start
    bool ranged = false;        ///< any number from `least` to `most`; else one of `levels`
    double least = 0, most = 0;
    std::vector<FactorLevel> levels;
    std::filesystem::path beside;  ///< folder of the sweep's file: policies there go before others of their name
    bool in_numbers = true;        ///< the levels are numbers of which there is more and less
};

/// The value a factor takes in one point.
struct FactorValue {
    std::string text;
    double number = 0;
};

/// No policy, and a policy that never begins, as factors write them.
inline constexpr const char* no_policy = "none";
inline constexpr const char* never_begins = "never";

/// The value at a share of the way through a factor's range or levels: 0 is the first, 1 the last.
FactorValue value_at(const Factor& factor, double share);
FactorValue value_of_level(const Factor& factor, std::size_t level);
/// How many values a factor is given: of a range 0.
std::size_t level_count(const Factor& factor);
/// One value of a factor as somebody wrote it. Throws InputError saying what is allowed.
FactorLevel level_of(const Factor& factor, const std::string& text, std::size_t place);

/// Throws InputError unless a policy of that name is found.
void check_policy(const Factor& factor, const std::string& name);

/// What the value asks for beyond the base scenario, as `run` takes it: added to `overrides`.
void add_to(Overrides& overrides, const Factor& factor, const FactorValue& value);

/// "schools.support_hours, 0 to 10 hours a week": what a factor is, for people.
std::string factor_words(const Factor& factor);
/// The unit of its numbers; empty where they have none.
std::string factor_unit(const Factor& factor);

}  // namespace sendscape
