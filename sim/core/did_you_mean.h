// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// How a message about an unknown word goes on: "; did you mean 'plans.agree_school'?". Where no known word is spelt
/// nearly like it, those that hold all its parts are named ("shortfall": 'specialist_shortfall'); where there are none
/// either, or too many, what is said otherwise.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known, std::string_view otherwise = {});

}  // namespace sendscape
