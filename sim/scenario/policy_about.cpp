// SPDX-License-Identifier: MIT
#include "sim/scenario/policy_about.h"

#include <fmt/format.h>

namespace sendscape {

std::string aim_text(const Aim& aim) {
    return fmt::format("{}{}{} {}", aim.measure, aim.position.empty() ? "" : "/", aim.position, aim.up ? "up" : "down");
}

}  // namespace sendscape
