// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace sendscape {

/// How a message about an unknown word goes on: "; did you mean 'plans.agree_school'?", or what is said otherwise where
/// no known word is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known, std::string_view otherwise = {});

}  // namespace sendscape
