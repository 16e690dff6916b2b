// SPDX-License-Identifier: MIT
#include "sim/output/money_measures.h"

#include "sim/output/shares.h"

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

template <class Amount>
void pounds_by_school(const Observation& o, std::span<double> out, Amount amount) {
    for (std::size_t row = 0; row < out.size() && row < o.world.schools.size(); ++row) {
        const SchoolId s(row);
        const bool told = o.world.schools.open(s, o.world.month) && is_state_mainstream(o.world.map->school(s).setting);
        out[row] = told ? in_pounds(amount(s)) : not_recorded;
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

void capital_spend(const Observation& o, std::span<double> out) {
    pounds_by_authority(o, out, capital_kind_count,
                        [&](AuthorityId a, std::size_t k) { return o.world.authorities.built[a][k]; });
}

void school_budget(const Observation& o, std::span<double> out) {
    pounds_by_school(o, out, [&](SchoolId s) { return o.world.schools.core_budget[s]; });
}

void school_reserve(const Observation& o, std::span<double> out) {
    pounds_by_school(o, out, [&](SchoolId s) { return o.world.schools.reserve[s]; });
}

void school_high_needs(const Observation& o, std::span<double> out) {
    pounds_by_school(o, out, [&](SchoolId s) {
        Pence month;
        for (const Pence kind : o.world.schools.received[s]) month += kind;
        return month * months_a_year;
    });
}

}  // namespace sendscape
