#pragma once
#include <bit>
#include <cstdint>

#include "agents/pupils/pupils.h"

namespace sendscape {

/// True for most children: they wait for none of the services.
inline bool waits_for_no_service(const Pupils& pupils, PupilId p) {
    using Since = std::array<std::int16_t, service_count>;
    static_assert(sizeof(Since) == sizeof(std::uint64_t));
    constexpr auto none = std::bit_cast<std::uint64_t>(Since{no_month, no_month, no_month, no_month});
    return std::bit_cast<std::uint64_t>(pupils.service_since[p]) == none;
}

}  // namespace sendscape
