// SPDX-License-Identifier: MIT
#include "sim/output/segregation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/output/shares.h"

namespace sendscape {
namespace {

// Over the authority's state mainstream schools of a phase, children in bases left out. Gorard's S compares each
// school's share of the group with its share of all pupils, dissimilarity D with its share of the others.
void segregation(const Observation& o, std::span<double> out, bool dissimilarity) {
    constexpr std::size_t kinds = 2;
    const Schools& schools = o.world.schools;
    struct Sums {
        double group = 0, total = 0, distance = 0;
    };
    std::vector<Sums> sums(out.size());
    const auto visit = [&](auto&& use) {
        for (std::size_t row = 0; row < schools.size(); ++row) {
            const SchoolId s(row);
            const School& school = o.world.map->school(s);
            if (school.setting != Setting::mainstream || !o.scope.counts(*o.world.map, schools, s, o.world.month))
                continue;
            const std::uint32_t authority = o.scope.authority[school.authority.value];
            if (authority == Scope::outside) continue;
            const Phase phase = school.high_ncy <= 6 ? Phase::primary : Phase::secondary;
            if (school.low_ncy < year_7 && phase == Phase::secondary) continue;  // all-through: in neither comparison
            const int base = schools.in_base[s][0] + schools.in_base[s][1];
            const double total = schools.roll[s] - base;
            const std::array<double, kinds> groups{static_cast<double>(schools.plans[s] - base),
                                                   static_cast<double>(schools.sen_support[s])};
            for (std::size_t k = 0; k < kinds; ++k)
                use(sums[(authority * phase_count + static_cast<std::size_t>(phase)) * kinds + k],
                    std::max(0.0, groups[k]), std::max(0.0, total));
        }
    };
    visit([](Sums& sum, double group, double total) { sum.group += group, sum.total += total; });
    visit([&](Sums& sum, double group, double total) {
        const double other =
            dissimilarity ? share_of(total - group, sum.total - sum.group) : share_of(total, sum.total);
        sum.distance += std::abs(share_of(group, sum.group) - other) / 2.0;
    });
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = sums[i].group > 0 ? sums[i].distance : not_recorded;
}

}  // namespace

void gorard_s(const Observation& o, std::span<double> out) { segregation(o, out, false); }
void dissimilarity(const Observation& o, std::span<double> out) { segregation(o, out, true); }

}  // namespace sendscape
