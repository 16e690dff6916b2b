// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

#include "sim/core/column.h"
#include "sim/core/id.h"

namespace sendscape {

/// One row per household with children in the model.
struct Families {
    Column<FamilyId, ZoneId> zone;               ///< home zone; decides the authority of residence
    Column<FamilyId, std::int32_t> x, y;         ///< home, British National Grid metres
    Column<FamilyId, std::uint8_t> decile;       ///< deprivation of the zone: 1 most to 10 least
    Column<FamilyId, float> advocacy;            ///< log-odds shift on requesting, appealing, moving; mean 0
    Column<FamilyId, float> contacts_with_plan;  ///< share of the family's contacts that have a child with a plan
    Column<FamilyId, SchoolId> heard_of;         ///< inclusive school the family has heard most good of; none
    Column<FamilyId, float> heard;               ///< how strongly, 0 to 1

    [[nodiscard]] std::size_t size() const { return zone.size(); }
    FamilyId append() {
        const FamilyId id(size());
        for_each_column(*this, [&](auto& column) { column.resize(id.value + std::size_t{1}); });
        return id;
    }
    template <class Self, class F>
    static void for_each_column(Self& self, F&& f) {
        f(self.zone);
        f(self.x);
        f(self.y);
        f(self.decile);
        f(self.advocacy);
        f(self.contacts_with_plan);
        f(self.heard_of);
        f(self.heard);
    }
};

/// Who talks to whom: a sparse small-world graph over families, in compressed rows. Made once; newcomers join rows.
struct Contacts {
    std::vector<std::uint32_t> first;  ///< families + 1
    std::vector<std::uint32_t> other;  ///< family rows
};

}  // namespace sendscape
