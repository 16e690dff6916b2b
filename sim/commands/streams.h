// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

#include "sim/core/draws.h"

namespace sendscape {

/// A stream of random numbers by its name in the code.
struct StreamName {
    Stream stream;
    std::string name;
};

/// All streams, in order of number; last those of services that have their own.
std::vector<StreamName> stream_names();

}  // namespace sendscape
