// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>

#include "agents/schools/schools.h"

namespace sendscape {

/// What a base that is opened is for: an empty set of needs is any.
struct BaseFor {
    Setting kind = Setting::resourced_provision;
    NeedSet needs = 0;
};

/// What a school's base is for now.
BaseFor base_of(const Schools& schools, SchoolId s);

/// Adds places in a phase (0 primary, 1 secondary) to a school's base. A school that had none takes what the new one is
/// for. One that had keeps its kind, and takes the needs named besides its own; where none are named it goes on as it
/// was.
void add_base_places(Schools& schools, SchoolId s, std::size_t phase, std::int32_t places, const BaseFor& base);

}  // namespace sendscape
