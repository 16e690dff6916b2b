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
    // Bases that name no school find their hosts one after another: one base more could give another host to those that
    // both scenarios open. One that a single scenario opens is nothing before its day, whichever its host.
    const auto seeks_host = [](const ProvisionChange& o) { return opens_base(o) && o.urn == 0; };
    return std::none_of(lived.provision.begin(), lived.provision.end(), [&](const ProvisionChange& o) {
        return seeks_host(o) && std::find(other.provision.begin(), other.provision.end(), o) != other.provision.end();
    });
}

}  // namespace sendscape
