#include "sim/same_past.h"

#include <algorithm>

#include "sim/policies.h"

namespace sendscape {
namespace {

bool same(const Change& a, const Change& b) { return a.from == b.from && a.key == b.key && a.values == b.values; }
bool same(const Opening& a, const Opening& b) {
    return a.kind == b.kind && a.on == b.on && a.urn == b.urn && a.near == b.near && a.name == b.name &&
           a.setting == b.setting && a.places == b.places && a.phase == b.phase && a.all_through == b.all_through &&
           a.pan == b.pan && a.needs == b.needs && a.ramp_months == b.ramp_months;
}

bool same(const HomesBuilt& a, const HomesBuilt& b) {
    return a.on == b.on && a.near == b.near && a.site == b.site && a.name == b.name && a.homes == b.homes &&
           a.a_year == b.a_year && a.yield == b.yield;
}

/// Whether those that `counts` picks are the same in both, in the same order.
template <class T, class Counts>
bool same_picked(const std::vector<T>& a, const std::vector<T>& b, Counts&& counts) {
    auto left = a.begin(), right = b.begin();
    for (;;) {
        left = std::find_if(left, a.end(), counts);
        right = std::find_if(right, b.end(), counts);
        if (left == a.end() || right == b.end()) return left == a.end() && right == b.end();
        if (!same(*left, *right)) return false;
        ++left, ++right;
    }
}

bool opens_base(const Opening& opening) { return opening.kind == Opening::Kind::open_base; }
bool opens_school(const Opening& opening) { return opening.kind == Opening::Kind::open_school; }

/// Openings of `a` that `b` lacks.
std::vector<Opening> lacking(const std::vector<Opening>& a, const std::vector<Opening>& b) {
    std::vector<Opening> rest;
    for (const Opening& one : a)
        if (std::none_of(b.begin(), b.end(), [&](const Opening& other) { return same(one, other); }))
            rest.push_back(one);
    return rest;
}

/// What a base shall take is written on the map at the school that will have it. Nobody reads it where there is no
/// base, so that the past is untouched if the school has had none.
bool had_no_base(const World& world, const Opening& opening, const std::vector<Opening>& openings) {
    for (std::size_t row = 0; row < world.schools.size(); ++row) {
        if (world.map->schools[row].urn != opening.urn) continue;
        const auto& described = world.map->schools[row].base_places;
        if (described[0] + described[1] > 0) return true;  // the map keeps saying what its base takes
        const auto& places = world.schools.base_places[SchoolId(row)];
        return places[0] == 0 && places[1] == 0 &&
               std::none_of(openings.begin(), openings.end(), [&](const Opening& o) {
                   return o.urn == opening.urn && is_base(o.setting) && o.on <= world.month;
               });
    }
    return false;
}

}  // namespace

bool same_sites(const Scenario& a, const Scenario& b) {
    return same_picked(a.openings, b.openings, [](const Opening& o) { return opens_school(o) || opens_base(o); });
}

bool same_past(const World& world, const Scenario& lived, const Scenario& other) {
    if (lived.seed != other.seed || lived.start != other.start || lived.map_seed != other.map_seed ||
        lived.map_config != other.map_config || lived.map_file != other.map_file)
        return false;
    if (!same_picked(lived.homes, other.homes, [&](const HomesBuilt& h) { return h.on <= world.month; })) return false;
    if (!same_picked(lived.changes, other.changes, [&](const Change& c) { return c.from <= world.month; }))
        return false;
    if (!same_picked(lived.openings, other.openings, [&](const Opening& o) { return in_force_from(o) <= world.month; }))
        return false;
    if (same_sites(lived, other)) return true;
    // Bases without a named school look for one each in turn: one more could send the next elsewhere.
    for (const auto* openings : {&lived.openings, &other.openings})
        for (const Opening& opening : *openings)
            if (opens_base(opening) && opening.urn == 0) return false;
    for (const auto& [a, b] : {std::pair(&lived, &other), std::pair(&other, &lived)})
        for (const Opening& opening : lacking(a->openings, b->openings))
            if (opens_base(opening) && !had_no_base(world, opening, lived.openings)) return false;
    return true;
}

}  // namespace sendscape
