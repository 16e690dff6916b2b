// SPDX-License-Identifier: MIT
#include "sim/output/place_measures.h"

#include <algorithm>
#include <array>
#include <vector>

#include "sim/output/shares.h"

namespace sendscape {
namespace {

/// Of places, those kept free for children who move in and for crises: 3 to 5% by officers' practice (assumption).
constexpr double headroom = 0.04;

// How places counted for the whole school are shared over phases: as its roll is, or by years taught while it has none.
std::array<double, phase_count> phase_shares(const School& school, const std::array<std::int32_t, school_years>& roll) {
    std::array<double, phase_count> shares{};
    std::int32_t pupils = 0;
    for (const std::int32_t year : roll) pupils += year;
    const int years = school.high_ncy - school.low_ncy + 1;
    for (int ncy = first_ncy; ncy <= last_school_ncy; ++ncy) {
        const std::int32_t here = roll[year_index(ncy)];
        double& share = shares[static_cast<std::size_t>(phase_of_ncy(ncy))];
        if (pupils > 0)
            share += static_cast<double>(here) / pupils;
        else if (years > 0 && school.teaches(ncy))
            share += 1.0 / years;
    }
    return shares;
}

}  // namespace

void specialist_places(const Observation& o, std::span<double> out) {
    const Map& map = *o.world.map;
    const Schools& schools = o.world.schools;
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = map.school(s);
        if (!o.scope.counts(map, schools, s, o.world.month) || !school.area.exists()) continue;
        const auto cell = [&](Phase phase, PlaceKind kind) -> double& {
            return out[(school.area.value * phase_count + static_cast<std::size_t>(phase)) * place_kind_count +
                       static_cast<std::size_t>(kind)];
        };
        cell(Phase::primary, PlaceKind::base) += schools.base_places[s][0];
        cell(Phase::secondary, PlaceKind::base) += schools.base_places[s][1];
        if (school.setting != Setting::state_special && school.setting != Setting::alternative_provision) continue;
        const PlaceKind kind = school.setting == Setting::state_special ? PlaceKind::special : PlaceKind::alternative;
        const auto shares = phase_shares(school, schools.roll_by_year[s]);
        for (std::size_t phase = 0; phase < phase_count; ++phase)
            cell(static_cast<Phase>(phase), kind) += shares[phase] * schools.commissioned_places[s];
    }
}

void planning_gap(const Observation& o, std::span<double> out) {
    std::vector<double> places(out.size());
    specialist_places(o, places);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool alternative = i % place_kind_count == static_cast<std::size_t>(PlaceKind::alternative);
        const auto over_border = alternative ? 0 : o.stocks.imports[i] - o.stocks.exports[i];
        out[i] = static_cast<double>(o.stocks.required[i] + over_border) - places[i] * (1.0 - headroom);
    }
    // Whoever is taught in AP holds a place of it, with a plan or without and wherever from.
    for (std::size_t row = 0; row < o.world.schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = o.world.map->school(s);
        if (school.setting != Setting::alternative_provision || !school.area.exists() ||
            !o.scope.counts(*o.world.map, o.world.schools, s, o.world.month))
            continue;
        for (int ncy = first_ncy; ncy <= last_school_ncy; ++ncy)
            out[(school.area.value * phase_count + static_cast<std::size_t>(phase_of_ncy(ncy))) * place_kind_count +
                static_cast<std::size_t>(PlaceKind::alternative)] += o.world.schools.roll_by_year[s][year_index(ncy)];
    }
}

void over_number(const Observation& o, std::span<double> out) {
    for (std::size_t row = 0; row < o.world.schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = o.world.map->school(s);
        if (school.setting != Setting::state_special ||
            !o.scope.counts(*o.world.map, o.world.schools, s, o.world.month))
            continue;
        const std::uint32_t authority = o.scope.authority[school.authority.value];
        if (authority == Scope::outside) continue;
        out[authority] += std::max(0, o.world.schools.roll[s] - o.world.schools.commissioned_places[s]);
    }
}

void places_on_order(const Observation& o, std::span<double> out) {
    for (const PipelineItem& item : o.world.authorities.pipeline) {
        const std::uint32_t authority = o.scope.authority[item.authority.value];
        if (authority == Scope::outside) continue;
        out[authority * build_kind_count + static_cast<std::size_t>(item.kind)] += item.places;
    }
}

void surplus_places(const Observation& o, std::span<double> out) {
    const Schools& schools = o.world.schools;
    for (std::size_t row = 0; row < out.size() && row < schools.size(); ++row) {
        const SchoolId s(row);
        const bool told = schools.open(s, o.world.month) && is_state_mainstream(o.world.map->school(s).setting);
        out[row] = told ? std::max(0, schools.capacity[s] - schools.roll[s]) : not_recorded;
    }
}

void mainstream_pupils(const Observation& o, std::span<double> out) {
    const Map& map = *o.world.map;
    const Schools& schools = o.world.schools;
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row);
        const School& school = map.school(s);
        if (!o.scope.counts(map, schools, s, o.world.month) || !school.area.exists()) continue;
        if (!is_state_mainstream(school.setting)) continue;
        for (int ncy = first_ncy; ncy <= last_school_ncy; ++ncy)
            out[school.area.value * phase_count + static_cast<std::size_t>(phase_of_ncy(ncy))] +=
                schools.roll_by_year[s][year_index(ncy)];
    }
}

void journey_without_plan(const Observation& o, std::span<double> out) {
    constexpr double tenths_a_minute = 10;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = share_of(static_cast<double>(o.stocks.other_journey_tenths[i]) / tenths_a_minute,
                          static_cast<double>(o.stocks.other_journeys[i]));
}

}  // namespace sendscape
