// SPDX-License-Identifier: MIT
#include "sim/core/did_you_mean.h"

#include "sim/core/error.h"

namespace sendscape {

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known, std::string_view otherwise) {
    const std::string near = nearest_spelling(word, known);
    return near.empty() ? std::string(otherwise) : "; did you mean '" + near + "'?";
}

}  // namespace sendscape
