// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>

#include "agents/pupils/pupils.h"
#include "sim/core/column.h"

namespace sendscape {

/// External services of each authority: one queue per service.
struct Services {
    Column<AuthorityId, std::array<float, service_count>> staff;           ///< full-time equivalents
    Column<AuthorityId, std::array<float, service_count>> capacity;        ///< cases that can be begun a month
    Column<AuthorityId, std::array<float, service_count>> spare;           ///< fraction of a case carried over
    Column<AuthorityId, std::array<std::int32_t, service_count>> waiting;  ///< children waiting
    Column<AuthorityId, std::array<float, service_count>> wait_weeks;      ///< mean wait of those begun, last 12 months
    Column<AuthorityId, float> mhst_coverage;                              ///< share of schools
    Column<AuthorityId, std::int32_t> on_roll;                           ///< residents on a school's roll at the start
    Column<AuthorityId, std::array<float, service_count>> usual_starts;  ///< cases begun a month at the start

    [[nodiscard]] std::size_t size() const { return staff.size(); }
    template <class Self, class F>
    static void for_each_column(Self& self, F&& f) {
        f(self.staff);
        f(self.capacity);
        f(self.spare);
        f(self.waiting);
        f(self.wait_weeks);
        f(self.mhst_coverage);
        f(self.on_roll);
        f(self.usual_starts);
    }
};

}  // namespace sendscape
