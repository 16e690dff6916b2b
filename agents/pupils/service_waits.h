#pragma once
#include <cstring>

#include "agents/pupils/pupils.h"

namespace sendscape {

inline constexpr auto waits_for_nothing = [] {
    std::array<std::int16_t, service_count> since{};
    since.fill(no_month);
    return since;
}();

/// True for most children: they wait for none of the services.
inline bool waits_for_no_service(const Pupils& pupils, PupilId p) {
    // One comparison of all services at once: a loop over them is slower, and this is asked of every child each month.
    return std::memcmp(pupils.service_since[p].data(), waits_for_nothing.data(), sizeof(waits_for_nothing)) == 0;
}

}  // namespace sendscape
