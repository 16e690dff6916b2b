// SPDX-License-Identifier: MIT
#include "agents/placement/border.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "agents/families/plan_holders_at_home.h"
#include "agents/families/residence.h"
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

auto key(const BorderShare& share) { return std::tuple(share.home.value, share.of_school.value); }

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

BorderCount::Rows& BorderCount::pair(AuthorityId home, std::uint32_t of_school) {
    std::vector<Pair>& pairs = at_[home.value];
    for (Pair& p : pairs)
        if (p.of_school == of_school) return p.children;
    pairs.push_back({of_school, {}});
    return pairs.back().children;
}

void BorderCount::count(AuthorityId home, AuthorityId of_school, std::size_t row, std::int32_t sign) {
    if (home.value >= authorities_) return;
    living_[home.value][row] += sign;
    if (of_school != home) pair(home, of_school.value)[row] += sign;
}

std::int32_t BorderCount::at(AuthorityId home, AuthorityId of_school, std::size_t row) const {
    for (const Pair& p : at_[home.value])
        if (p.of_school == of_school.value) return p.children[row];
    return 0;
}

void BorderCount::operator+=(const BorderCount& other) {
    for (std::size_t home = 0; home < authorities_; ++home) {
        for (std::size_t row = 0; row < border_rows; ++row) living_[home][row] += other.living_[home][row];
        for (const Pair& p : other.at_[home]) {
            Rows& children = pair(AuthorityId(home), p.of_school);
            for (std::size_t row = 0; row < border_rows; ++row) children[row] += p.children[row];
        }
    }
}

BorderCounts border_counts(const Map& map, const Pupils& pupils, const Families& families, bool with_september,
                           const Parallel& parallel) {
    const auto count = [&](BorderCount& into, AuthorityId home, const Learning& at) {
        const auto row = border_row(at.setting, at.ncy);
        if (row) into.count(home, at.school.exists() ? map.school(at.school).authority : AuthorityId{}, *row, +1);
    };
    const auto count_rows = [&](BorderCounts& counts, std::size_t first, std::size_t end) {
        const auto visit = [&](PupilId p) {
            const AuthorityId home = authority_of(pupils, families, map, p);
            count(counts.now, home, learning_now(pupils, p));
            if (with_september) count(counts.next_september, home, learning_next_september(map, pupils, p));
        };
        for_each_plan_holder_at_home(pupils, families, first, end, visit, pupils.school, pupils.ncy,
                                     pupils.next_setting);
    };
    const BorderCount nobody(map.authorities.size());
    return summed(parallel, pupils.size(), BorderCounts{nobody, nobody}, count_rows,
                  [](BorderCounts& sum, const BorderCounts& other) {
                      sum.now += other.now;
                      sum.next_september += other.next_september;
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
    : map_(map), shares_(authorities.border), count_(std::move(count)) {}

double Border::usual(AuthorityId home, AuthorityId of_school, std::size_t row) const {
    const BorderShare sought{home, of_school, {}};
    const auto found = std::lower_bound(shares_.begin(), shares_.end(), sought,
                                        [](const BorderShare& a, const BorderShare& b) { return key(a) < key(b); });
    if (found == shares_.end() || key(*found) != key(sought)) return 0;
    return static_cast<double>(found->part[row]) * count_.living(reckoned_by(map_, home, of_school), row);
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
