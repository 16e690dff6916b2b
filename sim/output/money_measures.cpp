// SPDX-License-Identifier: MIT
#include "sim/output/money_measures.h"

namespace sendscape {
namespace {

template <class Amount>
void pounds_by_authority(const Observation& o, std::span<double> out, std::size_t stride, Amount amount) {
    if (o.world.authorities.size() == 0) return;
    for (std::size_t a = 0; a < o.scope.authorities.size(); ++a) {
        const AuthorityId id = o.scope.authorities[a];
        for (std::size_t k = 0; k < stride; ++k) out[a * stride + k] = in_pounds(amount(id, k));
    }
}

}  // namespace

void high_needs_income(const Observation& o, std::span<double> out) {
    pounds_by_authority(o, out, 1,
                        [&](AuthorityId a, std::size_t) { return o.world.authorities.high_needs_income[a]; });
    for (double& year : out) year /= 12.0;
}

void high_needs_spend(const Observation& o, std::span<double> out) {
    pounds_by_authority(o, out, heading_count, [&](AuthorityId a, std::size_t k) {
        return k == static_cast<std::size_t>(Heading::transport) ? Pence{} : o.world.authorities.spend[a][k];
    });
}

void high_needs_balance(const Observation& o, std::span<double> out) {
    pounds_by_authority(o, out, 1, [&](AuthorityId a, std::size_t) { return o.world.authorities.balance[a]; });
}

void transport_spend(const Observation& o, std::span<double> out) {
    pounds_by_authority(o, out, 1, [&](AuthorityId a, std::size_t) {
        return o.world.authorities.spend[a][static_cast<std::size_t>(Heading::transport)];
    });
}

}  // namespace sendscape
