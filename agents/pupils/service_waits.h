// SPDX-License-Identifier: MIT
#pragma once
#include <bit>
#include <cstdint>
#include <cstring>

#include "agents/pupils/pupils.h"

namespace sendscape {

inline constexpr auto waits_for_nothing = [] {
    std::array<std::int16_t, service_count> since{};
    since.fill(no_month);
    return since;
}();

/// True for most children: they wait for none of the services. This is asked of every child each month: four services
/// are compared at once, and what is left of them one by one.
inline bool waits_for_no_service(const Pupils& pupils, PupilId p) {
    using Four = std::array<std::int16_t, 4>;
    static_assert(sizeof(Four) == sizeof(std::uint64_t));
    constexpr auto none = std::bit_cast<std::uint64_t>(Four{no_month, no_month, no_month, no_month});
    constexpr std::size_t in_fours = service_count / 4 * 4;
    const auto& since = pupils.service_since[p];
    bool waits = false;
    for (std::size_t s = 0; s < in_fours; s += 4) {
        std::uint64_t four = 0;
        std::memcpy(&four, since.data() + s, sizeof(four));
        waits |= four != none;
    }
    for (std::size_t s = in_fours; s < service_count; ++s) waits |= since[s] != no_month;
    return !waits;
}

}  // namespace sendscape
