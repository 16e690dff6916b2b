// SPDX-License-Identifier: MIT
#include "agents/schools/feeders.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "sim/core/calendar.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr std::int64_t farthest_m = 5000, farthest_to_fill_m = 8000;  // assumptions: feeders.h
constexpr double other_faith_m = 1500;  // assumption: many a church junior school follows a plain infant school
constexpr double near_m = 500;          // over which a link grows 1/e as likely: assumption
constexpr double elsewhere_m = 2500;    // where leavers are taken who find no room near: assumption
constexpr int rounds_of_sharing = 60;   // more than the fit takes to settle
constexpr double least_share = 0.02;    // a link of fewer is none

/// Children of one year of a school: what it admits only where nobody is on its roll.
double children_a_year(const School& school) {
    const int years = std::max(
        1, std::min<int>(school.high_ncy, last_ncy_of_school_age) - std::max<int>(school.low_ncy, reception) + 1);
    return school.roll > 0 ? static_cast<double>(school.roll) / years : school.pan;
}

/// A possible link.
struct Pair {
    std::size_t from, to;
    double metres, children;
};

/// Shares out the leavers of schools over those that take them and, where these have no room for them, elsewhere: as if
/// that were so far away, so that a school's own leavers come before those of farther ones who have no such school
/// near. Adds nothing to a pair that has children.
void share_out(const std::vector<double>& leavers, const std::vector<double>& taken, std::vector<Pair>& pairs) {
    std::vector<double> sum(leavers.size()), elsewhere(leavers.size(), exp(-elsewhere_m / near_m));
    const auto add_up = [&](std::size_t Pair::*end) {
        std::fill(sum.begin(), sum.end(), 0.0);
        for (const Pair& pair : pairs) sum[pair.*end] += pair.children;
    };
    for (Pair& pair : pairs) pair.children = exp(-pair.metres / near_m);
    for (int round = 0; round < rounds_of_sharing; ++round) {
        add_up(&Pair::from);
        for (std::size_t s = 0; s < sum.size(); ++s) {
            sum[s] = leavers[s] / (sum[s] + elsewhere[s]);
            elsewhere[s] *= sum[s];
        }
        for (Pair& pair : pairs) pair.children *= sum[pair.from];
        add_up(&Pair::to);
        for (Pair& pair : pairs)
            if (sum[pair.to] > 0) pair.children *= taken[pair.to] / sum[pair.to];
    }
    add_up(&Pair::from);
    for (Pair& pair : pairs)
        if (sum[pair.from] > leavers[pair.from]) pair.children *= leavers[pair.from] / sum[pair.from];
}

/// Takes what has been shared out from what is to be.
void settle(const std::vector<Pair>& pairs, std::vector<double>& leavers, std::vector<double>& taken) {
    for (const Pair& pair : pairs) {
        leavers[pair.from] = std::max(0.0, leavers[pair.from] - pair.children);
        taken[pair.to] = std::max(0.0, taken[pair.to] - pair.children);
    }
}

}  // namespace

std::vector<std::vector<FeederLink>> feeds(const Map& map, const Schools& schools, int ncy, Month september) {
    std::vector<std::vector<FeederLink>> links(schools.size());
    if (ncy <= reception || ncy == year_7) return links;
    std::vector<double> leavers(schools.size(), 0.0), taken(schools.size(), 0.0);
    std::vector<std::size_t> begin_here;
    const auto counts = [&](SchoolId s) {
        return map.school(s).setting == Setting::mainstream && !map.school(s).selective && schools.open(s, september);
    };
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const School& school = map.schools[row];
        if (school.high_ncy + 1 == ncy) leavers[row] = children_a_year(school);
        if (school.low_ncy != ncy || !counts(SchoolId(row))) continue;
        begin_here.push_back(row);
        taken[row] = std::max(children_a_year(school), 0.0);
    }
    if (begin_here.empty()) return links;
    std::vector<std::uint8_t> named(schools.size(), 0);
    // What the map names comes first, wherever the schools stand and whatever they are.
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row), other = map.school(s).leads_to;
        if (!other.exists() || map.school(s).high_ncy + 1 != ncy || map.school(other).low_ncy != ncy ||
            !schools.open(s, september) || !schools.open(other, september))
            continue;
        links[row].push_back({other, 1});
        named[row] = 1;
        taken[other.value] = std::max(0.0, taken[other.value] - leavers[row]);
    }
    const std::vector<double> all_leavers(leavers);
    std::vector<Pair> pairs, near;
    for (const std::int64_t reach : {farthest_m, farthest_to_fill_m}) {
        near.clear();
        for (std::size_t row = 0; row < schools.size(); ++row) {
            const School& school = map.schools[row];
            if (!(leavers[row] > 0) || named[row] != 0 || !counts(SchoolId(row))) continue;
            for (const std::size_t other : begin_here) {
                const School& place = map.schools[other];
                const std::int64_t dx = place.x - school.x, dy = place.y - school.y, square = dx * dx + dy * dy;
                if (square > reach * reach || !(taken[other] > 0)) continue;
                const double apart = std::sqrt(static_cast<double>(square));
                near.push_back({row, other, place.faith != school.faith ? apart + other_faith_m : apart, 0});
            }
        }
        share_out(leavers, taken, near);
        settle(near, leavers, taken);
        pairs.insert(pairs.end(), near.begin(), near.end());
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const Pair& a, const Pair& b) { return a.metres != b.metres ? a.metres < b.metres : a.to < b.to; });
    for (const Pair& pair : pairs)
        if (const double share = pair.children / all_leavers[pair.from]; share >= least_share)
            links[pair.from].push_back({SchoolId(pair.to), share});
    return links;
}

std::vector<std::vector<FeederLink>> all_feeds(const Map& map, const Schools& schools, Month september) {
    std::vector<std::vector<FeederLink>> links(schools.size());
    for (int ncy = reception + 1; ncy <= last_ncy_of_school_age; ++ncy) {
        auto of_year = feeds(map, schools, ncy, september);
        for (std::size_t row = 0; row < links.size(); ++row)
            if (!of_year[row].empty()) links[row] = std::move(of_year[row]);
    }
    return links;
}

SchoolId link_drawn(const std::vector<FeederLink>& links, double uniform) {
    for (const FeederLink& link : links) {
        if (uniform < link.share) return link.to;
        uniform -= link.share;
    }
    return {};
}

std::vector<SchoolId> fed_from(const Map& map, const Schools& schools, Month september) {
    std::vector<SchoolId> from(schools.size());
    std::vector<double> most(schools.size(), 0.0);
    for (int ncy = reception + 1; ncy < year_7; ++ncy) {
        const auto links = feeds(map, schools, ncy, september);
        for (std::size_t row = 0; row < links.size(); ++row)
            for (const FeederLink& link : links[row]) {
                const double children = link.share * children_a_year(map.schools[row]);
                if (!map.schools[row].teaches(reception) || children <= most[link.to.value]) continue;
                most[link.to.value] = children;
                from[link.to.value] = SchoolId(row);
            }
    }
    return from;
}

}  // namespace sendscape
