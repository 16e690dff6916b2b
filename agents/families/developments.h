// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>

#include "agents/families/families.h"
#include "agents/families/parameters.h"
#include "agents/pupils/pupils.h"
#include "agents/step.h"
#include "sim/core/calendar.h"
#include "sim/core/column.h"

namespace sendscape {

using DevelopmentId = Id<struct DevelopmentTag>;

/// One row per housing development: homes that are built and lived in at a steady pace.
struct Developments {
    Column<DevelopmentId, ZoneId> zone;
    Column<DevelopmentId, std::int32_t> from;   ///< Month::index in which the first homes are lived in
    Column<DevelopmentId, std::int32_t> homes;  ///< when all is built
    Column<DevelopmentId, std::int32_t> a_year;
    /// Children a home by phase; below 0: the authority-wide yield of the parameters.
    Column<DevelopmentId, std::array<float, phase_count>> yield;
    Column<DevelopmentId, std::array<std::int32_t, phase_count>> arrived;  ///< children who came, by phase

    [[nodiscard]] std::size_t size() const { return zone.size(); }
    DevelopmentId append() {
        const DevelopmentId id(size());
        for_each_column(*this, [&](auto& column) { column.resize(id.value + std::size_t{1}); });
        return id;
    }
    template <class Self, class F>
    static void for_each_column(Self& self, F&& f) {
        f(self.zone);
        f(self.from);
        f(self.homes);
        f(self.a_year);
        f(self.yield);
        f(self.arrived);
    }
};

/// Homes lived in at the end of a month.
std::int32_t homes_occupied(const Developments& developments, DevelopmentId development, Month month);

/// Monthly: families arrive in the homes finished since last month until the children who have come are those the
/// yields ask for. They are like families of the authority, siblings, needs and plans included; homes that are left
/// for new ones are filled again, so that the yield is what the area gains.
void fill_new_homes(const FamilyParameters& parameters, const Step& step, Developments& developments, Pupils& pupils,
                    Families& families);

}  // namespace sendscape
