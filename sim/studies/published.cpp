// SPDX-License-Identifier: MIT
#include "sim/studies/published.h"

#include <cmath>

#include "sim/output/shares.h"

namespace sendscape {
namespace {

std::string key_of(const ScoredMeasure& measure) { return measure.name + ";" + measure.axes; }

void add(double& sum, double value) {
    if (!std::isnan(value)) sum += value;
}

/// What came of the schools of one census in another.
LaterCensus followed(const SchoolCensus& first, SchoolCensus census) {
    LaterCensus later{std::move(census), {}, {}};
    for (const CensusSchool& school : later.census.schools()) {
        CensusSum& sum = later.sums[{school.authority, school.type}];
        add(sum.roll, school.roll);
        add(sum.plans, school.plans);
        add(sum.sen_support, school.sen_support);
    }
    std::map<CensusType, std::pair<CensusSum, CensusSum>> both;
    for (const CensusSchool& school : first.schools()) {
        const CensusSchool* after = later.census.same(school, school.authority);
        if (!after || !is_pair(school, *after)) continue;
        auto& [before, now] = both[school.type];
        for (auto& [sum, one] : {std::pair(&before, &school), std::pair(&now, after)}) {
            add(sum->roll, one->roll);
            add(sum->plans, one->plans);
            add(sum->sen_support, one->sen_support);
        }
        ++later.growth[school.type].schools;
    }
    const auto growth = [](double now, double before) { return before > 0 ? now / before : 1.0; };
    for (const auto& [type, sums] : both) {
        CensusGrowth& of = later.growth[type];
        of.roll = growth(sums.second.roll, sums.first.roll);
        of.plans = growth(sums.second.plans, sums.first.plans);
        of.sen_support = growth(sums.second.sen_support, sums.first.sen_support);
    }
    return later;
}

}  // namespace

bool is_mainstream(CensusType type) { return type == CensusType::primary || type == CensusType::secondary; }

bool is_pair(const CensusSchool& before, const CensusSchool& after) {
    if (before.type != after.type) return false;
    const double least = is_mainstream(before.type) ? least_roll_of_a_pair : 1;
    const bool counted = !std::isnan(before.plans) && !std::isnan(after.plans);
    return before.roll >= least && after.roll >= least && (counted || !is_mainstream(before.type));
}

Published::Published(int start, std::map<std::string, Sen2> sen2, SchoolCensus first, std::vector<SchoolCensus> later)
    : start_(start), first_(std::move(first)) {
    for (auto& [code, history] : sen2) authorities_[code].sen2 = std::move(history);
    for (SchoolCensus& census : later) later_.push_back(followed(first_, std::move(census)));
    std::vector<const SchoolCensus*> censuses{&first_};
    for (const LaterCensus& one : later_) censuses.push_back(&one.census);
    for (const SchoolCensus* census : censuses)
        for (const CensusSchool& school : census->schools())
            if (!school.authority.empty())
                add(authorities_[school.authority].rolls[census->january()][school.type], school.roll);
    for (const ScoredMeasure& measure : scored_measures()) england_[key_of(measure)] = england(measure);
}

const LaterCensus* Published::later_by(int horizon) const {
    for (const LaterCensus& one : later_)
        if (one.census.january() == start_ + horizon) return &one;
    return nullptr;
}

double Published::value(const ScoredMeasure& measure, const std::string& authority, int horizon) const {
    const auto found = authorities_.find(authority);
    return found == authorities_.end() ? not_recorded : measure.published(found->second, start_ + horizon);
}

Published::England Published::england(const ScoredMeasure& measure) const {
    for (int years = trend_years; years > 0; --years) {
        England sums{0, 0, years};
        for (const auto& [code, authority] : authorities_) {
            const double now = measure.published(authority, start_);
            const double before = measure.published(authority, start_ - years);
            if (std::isnan(now) || std::isnan(before)) continue;
            sums.now += now;
            sums.before += before;
        }
        if (sums.before > 0) return sums;
    }
    return {};
}

std::vector<Baseline> Published::baselines(const ScoredMeasure& measure, const std::string& authority,
                                           int horizon) const {
    const England& own_england = england_.at(key_of(measure));
    const KnownPast past{value(measure, authority, 0), value(measure, authority, -trend_years), own_england.now,
                         own_england.before, own_england.years};
    switch (measure.nature) {
        case ScoredNature::stock:
            return stock_baselines(past, horizon);
        case ScoredNature::part: {
            const England& all = england_.at(key_of(scored_measures().front()));
            return part_baselines(past, KnownPast{0, 0, all.now, all.before, all.years}.england_growth(), horizon);
        }
        case ScoredNature::flow:
            return flow_baselines(past, horizon);
        case ScoredNature::share:
            return share_baselines(past.own);
        case ScoredNature::roll:
            break;
    }
    // New schools too, so over authorities, not over schools in both.
    double now = 0, before = 0;
    for (const auto& [code, one] : authorities_) {
        const double first = measure.published(one, start_), later = measure.published(one, start_ + horizon);
        if (std::isnan(first) || std::isnan(later)) continue;
        before += first;
        now += later;
    }
    if (!(before > 0) || std::isnan(past.own)) return {};
    SchoolPast all;
    all.roll = past.own;
    all.roll_growth = now / before;
    return roll_baselines(all);
}

}  // namespace sendscape
