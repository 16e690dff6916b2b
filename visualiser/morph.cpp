// SPDX-License-Identifier: MIT
#include "visualiser/morph.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace sendscape {
namespace {

constexpr std::size_t most_school_months = 1'000'000;  // copied at each change
constexpr std::uint32_t no_row = 0xFFFFFFFF;

float between(float from, float to, float share) { return from + (to - from) * share; }

}  // namespace

Morph::Morph(std::shared_ptr<const Film> from, std::shared_ptr<const Film> to)
    : from_(std::move(from)), to_(std::move(to)), film_(*to_), row_(to_->schools.size(), no_row) {
    std::unordered_map<std::uint32_t, std::uint32_t> rows;  // looked up only, never walked through
    for (std::size_t s = 0; s < from_->schools.size(); ++s)
        rows.emplace(from_->schools[s].urn, static_cast<std::uint32_t>(s));
    for (std::size_t s = 0; s < row_.size(); ++s) {
        if (s < from_->schools.size() && from_->schools[s].urn == to_->schools[s].urn)
            row_[s] = static_cast<std::uint32_t>(s);
        else if (const auto found = rows.find(to_->schools[s].urn); found != rows.end() && found->first != 0)
            row_[s] = found->second;
    }
}

bool Morph::fits(const Film& from, const Film& to) {
    return from.first == to.first && from.areas.size() == to.areas.size() && from.months > 0 && to.months > 0 &&
           to.school_months.size() <= most_school_months;
}

void Morph::blend_month(int month, float share) {
    if (month >= to_->months) return;
    const bool known = month < from_->months;
    for (std::size_t s = 0; s < row_.size(); ++s) {
        const SchoolMonth& to = to_->at(month, s);
        SchoolMonth& now = film_.school_months[static_cast<std::size_t>(month) * row_.size() + s];
        now = to;
        if (!known) continue;
        const SchoolMonth before = row_[s] == no_row ? SchoolMonth{} : from_->at(month, row_[s]);
        for (float SchoolMonth::*const number :
             {&SchoolMonth::roll, &SchoolMonth::plans, &SchoolMonth::places, &SchoolMonth::base_places,
              &SchoolMonth::in_base, &SchoolMonth::expected, &SchoolMonth::strain})
            now.*number = between(before.*number, to.*number, share);
        if (row_[s] != no_row && share < 0.5f)
            now.beyond = before.beyond, now.magnet = before.magnet, now.magnet_runs = before.magnet_runs;
    }
    for (std::size_t area = 0; area < to_->areas.size(); ++area) {
        const std::size_t cell = static_cast<std::size_t>(month) * to_->areas.size() + area;
        film_.shortfall[cell] = to_->shortfall[cell];
        for (std::size_t need = 0; known && need < need_group_count; ++need)
            film_.shortfall[cell][need] =
                between(from_->shortfall_at(month, area)[need], to_->shortfall[cell][need], share);
    }
}

const Film& Morph::at(int month, float share) {
    share = std::clamp(share, 0.0f, 1.0f);
    blend_month(month, share);
    if (month + 1 < to_->months) blend_month(month + 1, share);
    for (std::size_t i = 0; i < film_.numbers.size(); ++i) {
        const Headline* const before = from_->number(film_.numbers[i].key);
        if (!before) continue;
        std::vector<float>& now = film_.numbers[i].mean;
        for (std::size_t m = 0; m < std::min(now.size(), before->mean.size()); ++m)
            now[m] = between(before->mean[m], to_->numbers[i].mean[m], share);
    }
    film_.edition.change();
    return film_;
}

}  // namespace sendscape
