// SPDX-License-Identifier: MIT
#include "sim/branch/same_past.h"

#include <algorithm>

#include "sim/scenario/prepare_map.h"

namespace sendscape {
namespace {

/// Whether those that `counts` picks are the same in both, in the same order.
template <class T, class Counts>
bool same_picked(const std::vector<T>& a, const std::vector<T>& b, Counts&& counts) {
    auto left = a.begin(), right = b.begin();
    for (;;) {
        left = std::find_if(left, a.end(), counts);
        right = std::find_if(right, b.end(), counts);
        if (left == a.end() || right == b.end()) return left == a.end() && right == b.end();
        if (*left != *right) return false;
        ++left, ++right;
    }
}

bool opens_base(const ProvisionChange& change) { return change.kind == ProvisionChange::Kind::open_base; }
bool opens_school(const ProvisionChange& change) { return change.kind == ProvisionChange::Kind::open_school; }

/// Openings of `a` that `b` lacks.
std::vector<ProvisionChange> lacking(const std::vector<ProvisionChange>& a, const std::vector<ProvisionChange>& b) {
    std::vector<ProvisionChange> rest;
    for (const ProvisionChange& one : a)
        if (std::find(b.begin(), b.end(), one) == b.end()) rest.push_back(one);
    return rest;
}

/// The map says from the start which needs a base that opens later will take. Nobody reads that while the school has no
/// base, so that the past is the same if it has had none.
bool had_no_base(const World& world, const ProvisionChange& change, const std::vector<ProvisionChange>& provision) {
    for (std::size_t row = 0; row < world.schools.size(); ++row) {
        if (world.map->schools[row].urn != change.urn) continue;
        const auto& described = world.map->schools[row].base_places;
        if (described[0] + described[1] > 0) return true;  // the map says what that base takes, not this one
        const auto& places = world.schools.base_places[SchoolId(row)];
        return places[0] == 0 && places[1] == 0 &&
               std::none_of(provision.begin(), provision.end(), [&](const ProvisionChange& o) {
                   return o.urn == change.urn && is_base(o.setting) && o.on <= world.month;
               });
    }
    return false;
}

}  // namespace

bool same_sites(const Scenario& a, const Scenario& b) {
    return same_picked(a.provision, b.provision,
                       [](const ProvisionChange& o) { return opens_school(o) || opens_base(o); });
}

bool same_past(const World& world, const Scenario& lived, const Scenario& other) {
    if (lived.seed != other.seed || lived.start != other.start || lived.map_seed != other.map_seed ||
        lived.map_config != other.map_config || lived.map_file != other.map_file)
        return false;
    if (!same_picked(lived.homes, other.homes, [&](const HomesBuilt& h) { return h.on <= world.month; })) return false;
    if (!same_picked(lived.changes, other.changes, [&](const ParameterChange& c) { return c.from <= world.month; }))
        return false;
    if (!same_picked(lived.criteria, other.criteria,
                     [&](const CriteriaChange& c) { return in_force_from(c) <= world.month; }))
        return false;
    if (!same_picked(lived.provision, other.provision,
                     [&](const ProvisionChange& o) { return in_force_from(o) <= world.month; }))
        return false;
    if (same_sites(lived, other)) return true;
    // Bases that name no school find their hosts one after another: one base more could give the next another host.
    for (const auto* provision : {&lived.provision, &other.provision})
        for (const ProvisionChange& change : *provision)
            if (opens_base(change) && change.urn == 0) return false;
    for (const auto& [a, b] : {std::pair(&lived, &other), std::pair(&other, &lived)})
        for (const ProvisionChange& change : lacking(a->provision, b->provision))
            if (opens_base(change) && !had_no_base(world, change, lived.provision)) return false;
    return true;
}

}  // namespace sendscape
