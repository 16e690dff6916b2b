// SPDX-License-Identifier: MIT
#include "agents/schools/feeders.h"

#include <algorithm>
#include <array>
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

/// Where one year group is a school's last and the next another's first.
struct YearEnds {
    std::vector<SchoolId> leave, begin;  ///< in the order of the map
};
using EndsByYear = std::array<YearEnds, last_ncy_of_school_age + 1>;  ///< by the year that begins

EndsByYear ends_by_year(const Map& map) {
    EndsByYear ends;
    const auto of_year = [&](int ncy) {
        return ncy > reception && ncy != year_7 && ncy <= last_ncy_of_school_age ? &ends[static_cast<std::size_t>(ncy)]
                                                                                 : nullptr;
    };
    for (std::size_t row = 0; row < map.schools.size(); ++row) {
        if (YearEnds* const year = of_year(map.schools[row].low_ncy)) year->begin.emplace_back(row);
        if (YearEnds* const year = of_year(map.schools[row].high_ncy + 1)) year->leave.emplace_back(row);
    }
    return ends;
}

/// A possible link, of places in YearEnds.
struct Pair {
    std::size_t from, to;
    double metres, children;
};

/// Shares out the leavers of schools over those that take them and, where these have no room for them, elsewhere: as if
/// that were so far away, so that a school's own leavers come before those of farther ones who have no such school
/// near. Adds nothing to a pair that has children.
void share_out(const std::vector<double>& leavers, const std::vector<double>& taken, std::vector<Pair>& pairs) {
    std::vector<double> sum, elsewhere(leavers.size(), exp(-elsewhere_m / near_m));
    const auto add_up = [&](std::size_t Pair::*end) {
        sum.assign(end == &Pair::from ? leavers.size() : taken.size(), 0.0);
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

namespace {

/// Links of those whose last year group comes before `ncy`.
void link(const Map& map, const Schools& schools, int ncy, Month september, YearEnds ends,
          std::vector<std::vector<FeederLink>>& links) {
    const auto counts = [&](SchoolId s) {
        return map.school(s).setting == Setting::mainstream && !map.school(s).selective && schools.open(s, september);
    };
    std::erase_if(ends.begin, [&](SchoolId s) { return !counts(s); });
    if (ends.begin.empty()) return;
    std::vector<double> leavers, taken;
    for (const SchoolId s : ends.leave) leavers.push_back(children_a_year(map.school(s)));
    for (const SchoolId s : ends.begin) taken.push_back(std::max(children_a_year(map.school(s)), 0.0));
    const std::vector<double> all_leavers(leavers);
    // What the map names comes first, wherever the schools stand and whatever they are.
    for (std::size_t from = 0; from < ends.leave.size(); ++from) {
        const SchoolId s = ends.leave[from], other = map.school(s).leads_to;
        if (!other.exists() || map.school(other).low_ncy != ncy || !schools.open(s, september) ||
            !schools.open(other, september))
            continue;
        links[s.value].push_back({other, 1});
        const auto at = std::lower_bound(ends.begin.begin(), ends.begin.end(), other,
                                         [](SchoolId a, SchoolId b) { return a.value < b.value; });
        if (at != ends.begin.end() && *at == other) {
            double& places = taken[static_cast<std::size_t>(at - ends.begin.begin())];
            places = std::max(0.0, places - leavers[from]);
        }
        leavers[from] = 0;
    }
    std::vector<Pair> pairs, near;
    for (const std::int64_t reach : {farthest_m, farthest_to_fill_m}) {
        near.clear();
        for (std::size_t from = 0; from < ends.leave.size(); ++from) {
            const School& school = map.school(ends.leave[from]);
            if (!(leavers[from] > 0) || !counts(ends.leave[from])) continue;
            for (std::size_t to = 0; to < ends.begin.size(); ++to) {
                const School& place = map.school(ends.begin[to]);
                const std::int64_t dx = place.x - school.x, dy = place.y - school.y, square = dx * dx + dy * dy;
                if (square > reach * reach || !(taken[to] > 0)) continue;
                const double apart = std::sqrt(static_cast<double>(square));
                near.push_back({from, to, place.faith != school.faith ? apart + other_faith_m : apart, 0});
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
            links[ends.leave[pair.from].value].push_back({ends.begin[pair.to], share});
}

}  // namespace

std::vector<std::vector<FeederLink>> feeds(const Map& map, const Schools& schools, int ncy, Month september) {
    std::vector<std::vector<FeederLink>> links(schools.size());
    if (ncy > reception && ncy != year_7 && ncy <= last_ncy_of_school_age)
        link(map, schools, ncy, september, ends_by_year(map)[static_cast<std::size_t>(ncy)], links);
    return links;
}

std::vector<std::vector<FeederLink>> all_feeds(const Map& map, const Schools& schools, Month september) {
    std::vector<std::vector<FeederLink>> links(schools.size());
    EndsByYear ends = ends_by_year(map);
    for (int ncy = reception + 1; ncy <= last_ncy_of_school_age; ++ncy)
        link(map, schools, ncy, september, std::move(ends[static_cast<std::size_t>(ncy)]), links);
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
    const auto links = all_feeds(map, schools, september);
    for (int ncy = reception + 1; ncy < year_7; ++ncy)
        for (std::size_t row = 0; row < links.size(); ++row) {
            if (map.schools[row].high_ncy + 1 != ncy || !map.schools[row].teaches(reception)) continue;
            for (const FeederLink& link : links[row]) {
                const double children = link.share * children_a_year(map.schools[row]);
                if (children <= most[link.to.value]) continue;
                most[link.to.value] = children;
                from[link.to.value] = SchoolId(row);
            }
        }
    return from;
}

}  // namespace sendscape
