// SPDX-License-Identifier: MIT
#include "agents/placement/border.h"

#include <algorithm>
#include <utility>

#include "agents/families/plan_holders_at_home.h"
#include "agents/families/residence.h"
#include "agents/pupils/rows_where.h"
#include "sim/core/summed.h"

namespace sendscape {
namespace {

/// The kinds of schools whose border is kept apart, and the row of the first phase of each: a base is part of its
/// mainstream school.
std::optional<std::size_t> first_row(SettingGroup group) {
    switch (group) {
        case SettingGroup::mainstream:
        case SettingGroup::base:
            return 0;
        case SettingGroup::state_special:
            return 2;
        case SettingGroup::independent_special:
            return 4;
        case SettingGroup::alternative_provision:
            return 6;
        default:
            return std::nullopt;
    }
}

/// The authority whose children a pair is reckoned by: the one in the area. Of a neighbour the map has but a strip.
AuthorityId reckoned_by(const Map& map, AuthorityId home, AuthorityId of_school) {
    const bool neighbours = !map.authorities[home.value].in_area && of_school.exists();
    return neighbours && map.authorities[of_school.value].in_area ? of_school : home;
}

struct Learning {
    Setting setting;
    SchoolId school;
    int ncy;
};

Learning learning_now(const Pupils& pupils, PupilId p) {
    return {pupils.setting[p], pupils.school[p], int{pupils.ncy[p]}};
}

Learning learning_next_september(const Map& map, const Pupils& pupils, PupilId p) {
    const int ncy = pupils.ncy[p] + 1;
    if (pupils.next_setting[p] != Setting::gone) return {pupils.next_setting[p], pupils.next_school[p], ncy};
    const SchoolId s = pupils.school[p];
    const bool stays = !s.exists() || map.school(s).teaches(ncy);
    return {stays ? pupils.setting[p] : Setting::gone, s, ncy};
}

}  // namespace

std::optional<std::size_t> border_row(Setting setting, int ncy) {
    if (ncy < reception || ncy >= first_post16_ncy || setting == Setting::independent_mainstream) return std::nullopt;
    const auto row = first_row(group_of(setting));
    if (!row) return std::nullopt;
    return *row + (ncy < year_7 ? 0 : 1);
}

void BorderCount::count(AuthorityId home, AuthorityId of_school, std::size_t row, std::int32_t sign) {
    if (home.value >= authorities_) return;
    living_[home.value][row] += sign;
    if (of_school != home) at_[pair_of(home, of_school)][row] += sign;
}

void BorderCount::operator+=(const BorderCount& other) {
    const auto add = [](std::vector<Rows>& sum, const std::vector<Rows>& more) {
        for (std::size_t i = 0; i < sum.size(); ++i)
            for (std::size_t row = 0; row < border_rows; ++row) sum[i][row] += more[i][row];
    };
    add(living_, other.living_);
    add(at_, other.at_);
}

BorderCounts border_counts(const Map& map, const Pupils& pupils, const Families& families, bool with_september,
                           const Parallel& parallel) {
    const auto of_school_age = [&](PupilId p) {  // now, or next September
        const bool old_enough = pupils.ncy[p] >= reception - 1, young_enough = pupils.ncy[p] < first_post16_ncy;
        return old_enough & young_enough & pupils.has_plan(p);
    };
    const auto count = [&](BorderCount& into, AuthorityId home, const Learning& at) {
        const auto row = border_row(at.setting, at.ncy);
        if (row) into.count(home, at.school.exists() ? map.school(at.school).authority : AuthorityId{}, *row, +1);
    };
    const auto count_rows = [&](BorderCounts& counts, std::size_t first, std::size_t end) {
        const auto visit = [&](PupilId p) {
            if (!pupils.present(p)) return;
            const AuthorityId home = authority_of(pupils, families, map, p);
            if (home.value >= counts.plans.size()) return;
            if (pupils.ncy[p] >= reception) {
                const SettingGroup group = group_of(pupils.setting[p]);
                counts.plans[home.value] += {1, group == SettingGroup::independent_special ? 1 : 0};
            }
            count(counts.now, home, learning_now(pupils, p));
            if (with_september) count(counts.next_september, home, learning_next_september(map, pupils, p));
        };
        for_each_far_apart(
            first, end, of_school_age, visit,
            [&](PupilId p) { ask_for(pupils.setting[p], pupils.family[p], pupils.school[p], pupils.next_setting[p]); },
            [&](PupilId p) { ask_for_home(pupils, families, p); });
    };
    const BorderCount nobody(map.authorities.size());
    return summed(parallel, pupils.size(),
                  BorderCounts{nobody, nobody, std::vector<PlansOfSchoolAge>(map.authorities.size())}, count_rows,
                  [](BorderCounts& sum, const BorderCounts& other) {
                      sum.now += other.now;
                      sum.next_september += other.next_september;
                      for (std::size_t a = 0; a < sum.plans.size(); ++a) sum.plans[a] += other.plans[a];
                  });
}

std::vector<BorderShare> border_shares(const Map& map, const BorderCount& start) {
    std::vector<BorderShare> shares;
    const std::size_t n = map.authorities.size();
    for (std::size_t home = 0; home < n; ++home)
        for (std::size_t of_school = 0; of_school <= n; ++of_school) {
            const AuthorityId h(home), o = of_school < n ? AuthorityId(of_school) : AuthorityId{};  // beyond the map
            const AuthorityId by = reckoned_by(map, h, o);
            BorderShare share{h, o, {}};
            bool any = false;
            for (std::size_t row = 0; row < border_rows; ++row) {
                const std::int32_t children = h == o ? 0 : start.at(h, o, row);
                if (children == 0) continue;
                // Where none of those it is reckoned by are in such schools: so many whatever there are later.
                share.part[row] = static_cast<float>(children) / static_cast<float>(std::max(1, start.living(by, row)));
                any = true;
            }
            if (any) shares.push_back(share);
        }
    return shares;
}

Border::Border(const Map& map, const Authorities& authorities, BorderCount count)
    : map_(map), shares_(authorities.border), share_of_(count.pairs(), nullptr), count_(std::move(count)) {
    for (const BorderShare& share : shares_)
        if (share.home.value < map.authorities.size()) share_of_[count_.pair_of(share.home, share.of_school)] = &share;
}

double Border::usual(AuthorityId home, AuthorityId of_school, std::size_t row) const {
    const BorderShare* const share = share_of_[count_.pair_of(home, of_school)];
    if (share == nullptr) return 0;
    return static_cast<double>(share->part[row]) * count_.living(reckoned_by(map_, home, of_school), row);
}

bool Border::open_to(AuthorityId home, AuthorityId of_school, std::size_t row) const {
    constexpr double half_a_child = 0.5;
    if (home == of_school || shares_.empty() || home.value >= map_.authorities.size()) return true;
    return count_.at(home, of_school, row) + half_a_child < usual(home, of_school, row);
}

bool Border::short_of(AuthorityId home, AuthorityId of_school, std::size_t row) const {
    constexpr double nearly_all = 0.9;
    if (home == of_school || shares_.empty() || home.value >= map_.authorities.size()) return false;
    return count_.at(home, of_school, row) < nearly_all * usual(home, of_school, row);
}

}  // namespace sendscape
