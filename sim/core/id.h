// SPDX-License-Identifier: MIT
#pragma once
#include <compare>
#include <cstdint>

namespace sendscape {

/// A strong index: a row number that knows what it is a row of, so that `schools.pan[pupil]` does not compile.
template <class Tag>
struct Id {
    static constexpr std::uint32_t none_value = 0xFFFFFFFFu;
    std::uint32_t value = none_value;

    constexpr Id() = default;
    constexpr explicit Id(std::uint64_t row) : value(static_cast<std::uint32_t>(row)) {}
    [[nodiscard]] constexpr bool exists() const { return value != none_value; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using PupilId = Id<struct PupilTag>;
using FamilyId = Id<struct FamilyTag>;
using SchoolId = Id<struct SchoolTag>;        ///< a row of Map::schools and of Schools: the same number
using ZoneId = Id<struct ZoneTag>;            ///< small area where families live (an LSOA, say)
using AreaId = Id<struct AreaTag>;            ///< planning area: a group of zones
using AuthorityId = Id<struct AuthorityTag>;  ///< local authority
using NodeId = Id<struct NodeTag>;            ///< road junction

}  // namespace sendscape
