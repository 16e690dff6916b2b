// SPDX-License-Identifier: MIT
#include "sim/studies/scored_measures.h"

#include <gtest/gtest.h>

#include <set>

#include "sim/output/measures.h"

namespace sendscape::scored_measures_test {
namespace {

TEST(ScoredMeasures, EachOnceAndPlansFirst) {
    std::set<std::string> keys;
    for (const ScoredMeasure& row : scored_measures()) {
        EXPECT_TRUE(keys.insert(row.name + ";" + row.axes).second) << row.name << ' ' << row.axes;
        EXPECT_FALSE(row.words.empty()) << row.name;
        EXPECT_EQ(row.axes.find(','), std::string::npos);
    }
    EXPECT_EQ(scored_measures().front().name, "plans_maintained");
    for (const char* name : {"plans_maintained", "plans_by_age", "plans_by_setting", "plans_by_need", "plans_requested",
                             "plans_issued", "share_in_time"})
        EXPECT_NE(find_measure(name), nullptr) << name << " is the model's own name";
}

TEST(ScoredMeasures, SharesOfWhatWasPublishedOfAYear) {
    PublishedAuthority authority;
    PlanFlows year;
    year.year = 2021;
    year.refused = 30;
    year.agreed = 70;
    year.new_plans = 60;
    year.timed = 50;
    year.in_time = 10;
    year.new_by_setting[static_cast<std::size_t>(SettingGroup::state_special)] = 9;
    year.new_by_setting[static_cast<std::size_t>(SettingGroup::independent_special)] = 3;
    year.new_by_setting[static_cast<std::size_t>(SettingGroup::mainstream)] = 48;
    authority.sen2.flows.push_back(year);
    const auto value = [&](const std::string& name, int january) {
        for (const ScoredMeasure& row : scored_measures())
            if (row.name == name) return row.published(authority, january);
        return -1.0;
    };
    EXPECT_DOUBLE_EQ(value("refusal_rate", 2022), 0.3);
    EXPECT_DOUBLE_EQ(value("share_in_time", 2022), 0.2);  // of those the weeks are counted of
    EXPECT_DOUBLE_EQ(value("first_placements_special_share", 2022), 0.2);
    EXPECT_DOUBLE_EQ(value("plans_issued", 2022), 60);
    EXPECT_NE(value("plans_issued", 2021), value("plans_issued", 2021));        // 2020 is not given
    EXPECT_NE(value("plans_requested", 2022), value("plans_requested", 2022));  // -1: not given
}

TEST(ScoredMeasures, KindOfAnAuthority) {
    EXPECT_EQ(kind_of_authority("E09000007"), "London borough");
    EXPECT_EQ(kind_of_authority("E08000009"), "metropolitan");
    EXPECT_EQ(kind_of_authority("E06000014"), "unitary");
    EXPECT_EQ(kind_of_authority("E10000016"), "county");
    EXPECT_EQ(kind_of_authority(""), "other");
}

}  // namespace
}  // namespace sendscape::scored_measures_test
