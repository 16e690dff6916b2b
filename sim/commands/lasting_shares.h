// SPDX-License-Identifier: MIT
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/need.h"
#include "sim/core/setting.h"
#include "sim/output/run.h"

namespace sendscape {

/// Of all groups of settings, needs and bands of age, the one whose share of plans changes most in three years.
struct LargestChange {
    std::string what;   ///< "setting: ...", "need: ...", "ages ..."
    double factor = 1;  ///< share at the end over that at the beginning, or the reverse: 1 or more
};

namespace lasting_shares {

constexpr double least_share = 0.02;  ///< of plans: below it a few children change it much (judged)
constexpr int years = 3, months_a_year = 12;
constexpr int first_age = 2;

using Counts = std::map<std::string, std::vector<double>>;  ///< by group, plans each January

inline void count_group(Counts& counts, const Run& run, const std::vector<Month>& januaries, const std::string& group,
                        std::string_view measure, const Slice& slice) {
    std::vector<double>& plans = counts[group];
    plans.resize(januaries.size());
    for (std::size_t i = 0; i < januaries.size(); ++i) plans[i] += run.range(measure, januaries[i], slice).mean;
}

inline std::string name_of(SettingGroup group) {
    return fmt::format("setting: {}", setting_group_labels[static_cast<std::size_t>(group)].words);
}

inline Counts count(const Run& run, const std::vector<Month>& januaries) {
    Counts counts;
    if (run.find("plans_by_setting"))
        for (std::size_t s = 0; s < setting_count; ++s) {
            const auto setting = static_cast<Setting>(s);
            const SettingGroup group = group_of(setting);
            count_group(counts, run, januaries, name_of(group), "plans_by_setting", {{Axis::setting, s}});
        }
    if (run.find("plans_by_need"))
        for (std::size_t n = 0; n < need_count; ++n)
            count_group(counts, run, januaries, fmt::format("need: {}", need_labels[n].words), "plans_by_need",
                        {{Axis::need, n}});
    struct Band {
        int first, last;
    };
    if (run.find("plans_by_age"))
        for (const Band band : {Band{2, 4}, Band{5, 10}, Band{11, 15}, Band{16, 19}, Band{20, 25}})
            for (int age = band.first; age <= band.last; ++age)
                count_group(counts, run, januaries, fmt::format("ages {} to {}", band.first, band.last), "plans_by_age",
                            {{Axis::age, static_cast<std::size_t>(age - first_age)}});
    return counts;
}

}  // namespace lasting_shares

/// Over every three years of a run from one January to another. Shares of less than 2% at both ends are left out, for a
/// few children change them, and so is education otherwise than at school, whose share of England's plans doubled in
/// four years (1.05% and 2.3%; DfE, Education, health and care plans, January 2022 and 2026).
inline LargestChange largest_change_of_share(const Run& run) {
    LargestChange largest;
    std::vector<Month> januaries;
    for (Month month = run.start; month <= run.last(); month = month + lasting_shares::months_a_year)
        januaries.push_back(month);
    if (!run.find("plans_maintained")) return largest;
    std::vector<double> all;
    for (const Month month : januaries) all.push_back(run.range("plans_maintained", month).mean);
    for (const auto& [group, plans] : lasting_shares::count(run, januaries)) {
        if (group == lasting_shares::name_of(SettingGroup::eotas)) continue;
        for (std::size_t i = 0; i + lasting_shares::years < januaries.size(); ++i) {
            if (!(all[i] > 0) || !(all[i + lasting_shares::years] > 0)) continue;
            const double before = plans[i] / all[i],
                         after = plans[i + lasting_shares::years] / all[i + lasting_shares::years];
            if (std::max(before, after) < lasting_shares::least_share) continue;
            const double less = std::min(before, after), more = std::max(before, after);
            const double factor = more / std::max(less, lasting_shares::least_share / 2);
            if (factor > largest.factor) largest = {group, factor};
        }
    }
    return largest;
}

}  // namespace sendscape
