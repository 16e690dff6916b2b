// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace sendscape::testing {

/// A message without the criteria it lists between the first and the last, so that a criterion more changes no test but
/// its own.
inline std::string abridged_criteria(std::string message) {
    for (const std::string first : {"ehcp_named, ", "looked_after, "}) {
        const std::size_t from = message.find(first), to = message.find(", lottery");
        if (from == std::string::npos || to == std::string::npos || to < from) continue;
        return message.replace(from + first.size(), to + 2 - from - first.size(), "... ");
    }
    return message;
}

}  // namespace sendscape::testing
