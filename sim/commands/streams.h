#pragma once
#include <span>
#include <string_view>

#include "sim/core/draws.h"

namespace sendscape {

/// A stream of random numbers by its name in the code.
struct StreamName {
    Stream stream;
    std::string_view name;
};

/// All streams, in order of number.
std::span<const StreamName> stream_names();

}  // namespace sendscape
