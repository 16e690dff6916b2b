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
// school's share of the group with its share of all pupils, dissimilarity D with its share of the others. `group` says
// how many of a school's pupils are in it; `out` is by authority and phase, `kind` of so many kinds.
template <class Group>
void segregation(const Observation& o, std::span<double> out, bool dissimilarity, Group group, std::size_t kind,
                 std::size_t kinds) {
    const Schools& schools = o.world.schools;
    struct Sums {
        double group = 0, total = 0, distance = 0;
    };
    std::vector<Sums> sums(out.size() / kinds);
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
            use(sums[authority * phase_count + static_cast<std::size_t>(phase)],
                std::max(0.0, static_cast<double>(group(s, base))),
                std::max(0.0, static_cast<double>(schools.roll[s] - base)));
        }
    };
    visit([](Sums& sum, double in_group, double total) { sum.group += in_group, sum.total += total; });
    visit([&](Sums& sum, double in_group, double total) {
        const double other =
            dissimilarity ? share_of(total - in_group, sum.total - sum.group) : share_of(total, sum.total);
        sum.distance += std::abs(share_of(in_group, sum.group) - other) / 2.0;
    });
    for (std::size_t i = 0; i < sums.size(); ++i)
        out[i * kinds + kind] = sums[i].group > 0 ? sums[i].distance : not_recorded;
}

void by_provision(const Observation& o, std::span<double> out, bool dissimilarity) {
    const Schools& schools = o.world.schools;
    segregation(
        o, out, dissimilarity, [&](SchoolId s, int base) { return schools.plans[s] - base; }, 0, 2);
    segregation(
        o, out, dissimilarity, [&](SchoolId s, int) { return schools.sen_support[s]; }, 1, 2);
}

}  // namespace

void gorard_s(const Observation& o, std::span<double> out) { by_provision(o, out, false); }
void dissimilarity(const Observation& o, std::span<double> out) { by_provision(o, out, true); }

void segregation_by_meals(const Observation& o, std::span<double> out) {
    const auto eligible = [&](SchoolId s, int) { return o.stocks.meals[s.value]; };
    segregation(o, out, false, eligible, 0, 2);
    segregation(o, out, true, eligible, 1, 2);
}

}  // namespace sendscape
