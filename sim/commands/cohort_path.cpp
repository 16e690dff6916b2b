// SPDX-License-Identifier: MIT
#include "sim/commands/cohort_path.h"

#include <cstddef>
#include <numeric>

#include "agents/plans/hazards.h"

namespace sendscape {
namespace {

/// Joiners between two Januaries per 1,000 children without a plan, by age at the first, 2 to 25: growth of the cohort
/// and what it lost, SEN2 stocks of January 2025 and 2026; after 16 new plans alone.
constexpr ByAge joiners_per_1000{7.5, 30.2, 18.0, 14.9, 13.3, 12.4, 13.1, 15.3, 15.7, 7.1, 9.0, 9.5,
                                 8.1, 5.8,  4.0,  1.5,  0.6,  0.2,  0,    0,    0,    0,   0,   0};

/// Published new plans over those that the stocks make: the stocks hold some that are recorded late (derived).
constexpr double recorded_late = 0.976;

}  // namespace

std::vector<double> cohort_path(const ByAge& plans, const ByAge& children, double level, Cohorts cohorts, int years) {
    ByAge held = plans, alive = children;
    std::vector<double> path{std::accumulate(held.begin(), held.end(), 0.0)};
    for (int year = 0; year < years; ++year) {
        ByAge next{}, grown{};
        next[0] = plans[0];
        grown[0] = children[0];
        for (std::size_t a = 0; a + 1 < held.size(); ++a) {
            grown[a + 1] = cohorts == Cohorts::constant ? children[a + 1] : alive[a];
            const double stay = held[a] * (1 - ended_percent_a_year[a] / 100);
            next[a + 1] = stay + level * recorded_late * joiners_per_1000[a] / 1000 * (grown[a + 1] - held[a]);
        }
        held = next;
        alive = grown;
        path.push_back(std::accumulate(held.begin(), held.end(), 0.0));
    }
    return path;
}

}  // namespace sendscape
