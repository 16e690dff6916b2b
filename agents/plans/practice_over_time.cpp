// SPDX-License-Identifier: MIT
#include "agents/plans/practice_over_time.h"

#include "sim/core/elementary.h"
#include "sim/core/paired_draws.h"

namespace sendscape {
namespace {

/// What a year brings that nobody could foretell, standard deviations: of the logarithm of requests, of log-odds of
/// refusals and of first placements in special schools. So much keeps authorities as far apart as they are (derived:
/// spreads of 0.24, 0.6 and 0.7 among authorities with an even code, SEN2 2022, and the parts that are kept).
constexpr double new_in_requests = 0.14, new_in_refusals = 0.4, new_in_special = 0.3;

}  // namespace

void practice_nears_englands(const Step& step, Authorities& authorities, const PlanParameters& parameters) {
    const PairedDraws unknown(step.draws);
    for (std::size_t row = 0; row < authorities.size() && row < step.map.authorities.size(); ++row) {
        const AuthorityId a(row);
        const std::uint32_t whom = number_of_code(step.map.authorities[row].code);
        const auto brought = [&](double deviation, std::uint32_t k) {
            return parameters.practice_doubt * deviation * unknown.normal(Stream::practice_doubt, whom, step.month, k);
        };
        Practice& practice = authorities.practice[a];
        if (float& level = authorities.request_level[a]; level > 0) {
            const double from_england = log(static_cast<double>(level / practice.englands_requests));
            const double nearer = exp((parameters.requests_kept - 1) * from_england);
            practice.advices *= static_cast<float>(nearer);
            level *= static_cast<float>(nearer * exp(brought(new_in_requests, 0)));
        }
        if (practice.flows_told == 0) continue;
        const auto beyond = static_cast<double>(authorities.own_leniency[a] - practice.englands_leniency);
        const auto change = static_cast<float>((parameters.refusals_kept - 1) * beyond + brought(new_in_refusals, 1));
        authorities.own_leniency[a] += change;
        authorities.leniency[a] += change;
        const double over = log(static_cast<double>(practice.first_special / practice.englands_first_special));
        practice.first_special *=
            static_cast<float>(exp((parameters.first_special_kept - 1) * over + brought(new_in_special, 3)));
    }
}

}  // namespace sendscape
