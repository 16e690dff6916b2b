// SPDX-License-Identifier: MIT
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/commands/lasting_shares.h"
#include "sim/commands/text_table.h"

namespace sendscape {

namespace lasting_table_parts {
constexpr double least_shown = 0.005, percent = 100;

/// Plans over the border each January by way and group of settings; by way alone too.
inline lasting_shares::Counts count_border(const Run& run, const std::vector<Month>& januaries) {
    lasting_shares::Counts counts;
    if (!run.find("cross_border_plans")) return counts;
    constexpr std::array ways{"imports", "exports"};
    constexpr std::string_view by_setting = "cross_border_plans_by_setting";
    for (std::size_t way = 0; way < ways.size(); ++way) {
        lasting_shares::count_group(counts, run, januaries, ways[way], "cross_border_plans", {{Axis::kind, way}});
        for (std::size_t s = 0; s < setting_count && run.find(by_setting); ++s) {
            const SettingGroup group = group_of(static_cast<Setting>(s));
            lasting_shares::count_group(
                counts, run, januaries,
                fmt::format("{}: {}", ways[way], setting_group_labels[static_cast<std::size_t>(group)].words),
                by_setting, {{Axis::setting, s}, {Axis::kind, way}});
        }
    }
    return counts;
}

/// The largest ratio of two shares three years apart, and whether it is a fall.
inline std::string largest_change(const std::vector<double>& shares) {
    double largest = 1, factor = 1;
    for (std::size_t i = 0; i + lasting_shares::years < shares.size(); ++i) {
        const double before = shares[i], after = shares[i + lasting_shares::years];
        if (!(before > 0) || !(after > 0)) continue;
        if (const double change = std::max(before, after) / std::min(before, after); change > largest) {
            largest = change;
            factor = after / before;
        }
    }
    return fmt::format("{:.2f}", factor);
}

inline void add_rows(std::vector<std::vector<std::string>>& rows, const lasting_shares::Counts& counts,
                     const std::vector<double>& all) {
    for (const auto& [group, plans] : counts) {
        std::vector<double> shares(plans.size());
        for (std::size_t i = 0; i < shares.size(); ++i) shares[i] = all[i] > 0 ? plans[i] / all[i] : 0;
        if (*std::max_element(shares.begin(), shares.end()) < least_shown) continue;
        std::vector<std::string> row;
        for (const double share : shares) row.push_back(fmt::format("{:.1f}", percent * share));
        row.push_back(shares.front() > 0 ? fmt::format("{:.2f}", shares.back() / shares.front()) : "-");
        row.push_back(largest_change(shares));
        row.push_back(group);
        rows.push_back(std::move(row));
    }
}

}  // namespace lasting_table_parts

/// What a run keeps and what drifts: each January's share of the residents' plans, in percent, by group of settings,
/// need and band of ages, and of children over the border by group of settings, with the last share over the first and
/// the largest change in three years. Shares that stay below half a percent are left out. Empty before three years.
inline std::string lasting_table(const Run& run) {
    if (run.last() < run.start + lasting_shares::years * lasting_shares::months_a_year || !run.find("plans_maintained"))
        return {};
    std::vector<Month> januaries;
    for (Month month = run.start; month <= run.last(); month = month + lasting_shares::months_a_year)
        januaries.push_back(month);
    std::vector<double> all;
    std::vector<std::string> heading;
    for (const Month month : januaries) {
        all.push_back(run.range("plans_maintained", month).mean);
        heading.push_back(std::to_string(month.year()));
    }
    heading.insert(heading.end(), {"last/first", "in 3 years", "share of the residents' plans, %"});
    std::vector<std::vector<std::string>> rows{heading};
    lasting_table_parts::add_rows(rows, lasting_shares::count(run, januaries), all);
    lasting_table_parts::add_rows(rows, lasting_table_parts::count_border(run, januaries), all);
    return fmt::format("\nWhat lasts and what drifts: January by January\n\n{}", text_table(rows));
}

}  // namespace sendscape
