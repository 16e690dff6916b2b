// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>

#include "agents/pupils/pupils.h"

namespace sendscape {

inline constexpr auto waits_for_nothing = [] {
    std::array<std::int16_t, service_count> since{};
    since.fill(no_month);
    return since;
}();

/// True for most children: they wait for none of the services. This is asked of every child each month: no branch, and
/// no comparison that the compiler could not make of many children at once.
inline bool waits_for_no_service(const Pupils& pupils, PupilId p) {
    const std::int16_t* const since = pupils.service_since.data()->data() + std::size_t{p.value} * service_count;
    std::int16_t differs = 0;
    for (std::size_t s = 0; s < service_count; ++s)
        differs = static_cast<std::int16_t>(differs | (since[s] ^ no_month));
    return differs == 0;
}

}  // namespace sendscape
