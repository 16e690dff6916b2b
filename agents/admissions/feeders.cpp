// SPDX-License-Identifier: MIT
#include "agents/admissions/feeders.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/core/calendar.h"
#include "sim/core/elementary.h"

namespace sendscape {
namespace {

constexpr std::int64_t farthest_m = 5000;  // assumption: feeders.h
constexpr double other_faith_m = 1500;     // assumption: many a church junior school follows a plain infant school
constexpr double near_m = 500;             // over which a link grows 1/e as likely: assumption
constexpr int rounds_of_sharing = 30;      // more than the fit takes to settle
constexpr double least_share = 0.02;       // a link of fewer is none

/// Children of one year of a school.
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

/// Shares out the leavers of schools over those that take them.
void share_out(const std::vector<double>& leavers, const std::vector<double>& taken, std::vector<Pair>& pairs) {
    std::vector<double> sum(leavers.size());
    const auto scale = [&](std::size_t Pair::*end, const auto& factor) {
        std::fill(sum.begin(), sum.end(), 0.0);
        for (const Pair& pair : pairs) sum[pair.*end] += pair.children;
        for (Pair& pair : pairs)
            if (sum[pair.*end] > 0) pair.children *= factor(pair.*end, sum[pair.*end]);
    };
    for (Pair& pair : pairs) pair.children = exp(-pair.metres / near_m);
    for (int round = 0; round < rounds_of_sharing; ++round) {
        scale(&Pair::from, [&](std::size_t s, double all) { return leavers[s] / all; });
        scale(&Pair::to, [&](std::size_t s, double all) { return taken[s] / all; });
    }
    scale(&Pair::from, [&](std::size_t s, double all) { return std::min(1.0, leavers[s] / all); });
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
        taken[row] = std::max(children_a_year(school), static_cast<double>(std::max(school.pan, 0)));
    }
    if (begin_here.empty()) return links;
    // What the map names comes first, wherever the schools stand and whatever they are.
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const SchoolId s(row), other = map.school(s).leads_to;
        if (!other.exists() || map.school(s).high_ncy + 1 != ncy || map.school(other).low_ncy != ncy ||
            !schools.open(s, september) || !schools.open(other, september))
            continue;
        links[row].push_back({other, 1});
        taken[other.value] = std::max(0.0, taken[other.value] - leavers[row]);
    }
    std::vector<Pair> pairs;
    for (std::size_t row = 0; row < schools.size(); ++row) {
        const School& school = map.schools[row];
        if (!(leavers[row] > 0) || !links[row].empty() || !counts(SchoolId(row))) continue;
        for (const std::size_t other : begin_here) {
            const School& place = map.schools[other];
            const std::int64_t dx = place.x - school.x, dy = place.y - school.y, square = dx * dx + dy * dy;
            if (square > farthest_m * farthest_m || !(taken[other] > 0)) continue;
            const double apart = std::sqrt(static_cast<double>(square));
            pairs.push_back({row, other, place.faith != school.faith ? apart + other_faith_m : apart, 0});
        }
    }
    share_out(leavers, taken, pairs);
    std::sort(pairs.begin(), pairs.end(),
              [](const Pair& a, const Pair& b) { return a.metres != b.metres ? a.metres < b.metres : a.to < b.to; });
    for (const Pair& pair : pairs)
        if (const double share = pair.children / leavers[pair.from]; share >= least_share)
            links[pair.from].push_back({SchoolId(pair.to), share});
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
