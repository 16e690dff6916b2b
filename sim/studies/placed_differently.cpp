// SPDX-License-Identifier: MIT
#include "sim/studies/placed_differently.h"

#include <algorithm>

#include "sim/output/stocks_and_flows.h"

namespace sendscape {
namespace {

std::size_t where(const World& world, PupilId p) {
    return world.pupils.has_plan(p) ? static_cast<std::size_t>(group_of(world.pupils.setting[p])) : without_plan;
}

/// Schools of two maps by number: rows of schools that only one has may differ.
std::uint32_t urn_of(const World& world, PupilId p) {
    const SchoolId at = world.pupils.school[p];
    return at.exists() ? world.map->school(at).urn : 0;
}

}  // namespace

std::string placed_words(std::size_t where) {
    return std::string(where < setting_group_count ? setting_group_labels[where].words : std::string_view("No plan"));
}

PlacedDifferently placed_differently(const World& reference, const World& option) {
    PlacedDifferently told;
    const Scope scope(*reference.map);
    const Pupils &a = reference.pupils, &b = option.pupils;
    for (std::size_t row = 0; row < std::min(a.size(), b.size()); ++row) {
        const PupilId p(row);
        if (!a.present(p) || !b.present(p)) continue;
        if (a.birth_month[p] != b.birth_month[p] || a.girl[p] != b.girl[p] || a.ncy[p] != b.ncy[p]) continue;
        const ZoneId home = reference.home(p);
        const std::uint32_t area = scope.area_of_zone(home);
        if (area == Scope::outside || option.home(p) != home) continue;
        const bool other_school = urn_of(reference, p) != urn_of(option, p);
        const std::size_t from = where(reference, p), to = where(option, p);
        if (from == to && !other_school) continue;
        const auto phase = static_cast<std::size_t>(phase_of_ncy(a.ncy[p]));
        if (from == without_plan && to == without_plan) {
            ++told.without[phase];
            continue;
        }
        const Need need = from == without_plan ? b.recorded[p] : a.recorded[p];
        const std::uint8_t decile = reference.map->zone(home).decile;
        ++told.with_plan[{ToldBy::need, static_cast<std::size_t>(need), from, to}];
        ++told.with_plan[{ToldBy::phase, phase, from, to}];
        ++told.with_plan[{ToldBy::area, area, from, to}];
        ++told.with_plan[{ToldBy::decile, decile, from, to}];
    }
    return told;
}

}  // namespace sendscape
