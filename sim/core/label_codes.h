// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "sim/core/labels.h"

namespace sendscape {

/// The codes of a classification, for messages that say what is known.
template <std::size_t N>
std::vector<std::string> codes_of(const std::array<Label, N>& labels) {
    std::vector<std::string> codes;
    codes.reserve(N);
    for (const Label& label : labels) codes.emplace_back(label.code);
    return codes;
}

}  // namespace sendscape
