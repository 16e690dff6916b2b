// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "sim/core/column.h"
#include "sim/core/error.h"
#include "sim/core/id.h"
#include "sim/core/need.h"
#include "sim/core/setting.h"
#include "sim/core/units.h"

namespace sendscape::classifications_test {
namespace {

template <class Labels>
void expect_distinct_codes(const Labels& labels) {
    std::set<std::string> codes;
    for (const Label& label : labels) {
        EXPECT_FALSE(label.code.empty());
        EXPECT_FALSE(label.words.empty());
        EXPECT_TRUE(codes.emplace(label.code).second) << label.code;
    }
}

TEST(Labels, CodesAreDistinct) {
    expect_distinct_codes(need_labels);
    expect_distinct_codes(need_group_labels);
    expect_distinct_codes(setting_labels);
    expect_distinct_codes(setting_group_labels);
    expect_distinct_codes(phase_labels);
    expect_distinct_codes(school_phase_labels);
}

TEST(Labels, EnumeratorsFindTheirOwnCode) {
    EXPECT_EQ(label(Need::asd).code, "ASD");
    EXPECT_EQ(label(Setting::neet).code, "neet");
    EXPECT_EQ(from_code<Need>(need_labels, "SEMH"), Need::semh);
    EXPECT_EQ(from_code<Need>(need_labels, "ADHD"), std::nullopt);
}

// The codes that files and reports hold, in the order of the DfE's codeset; `none` and `gone` are the last of theirs.
TEST(Labels, AreThoseOfTheCodeLists) {
    const auto codes = [](const auto& labels) {
        std::string all;
        for (const Label& label : labels) all += std::string(label.code) + " ";
        return all;
    };
    EXPECT_EQ(codes(need_labels), "SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD OTH NSA DS NONE ");
    EXPECT_EQ(need_count, 14u);
    EXPECT_EQ(codes(setting_labels),
              "not_yet early_years mainstream independent_mainstream resourced_provision sen_unit state_special "
              "non_maintained_special independent_special alternative_provision sixth_form further_education "
              "specialist_post16 training eotas home_education neet awaiting gone ");
    EXPECT_EQ(setting_count, 18u);
    EXPECT_EQ(codes(phase_labels), "early_years primary secondary post16 ");
    EXPECT_EQ(codes(school_phase_labels), "nursery primary secondary all-through post16 ");
}

TEST(Tables, HaveAnEntryForEachRowWhateverTheirOrder) {
    constexpr auto size =
        by_phase<int>({{Phase::secondary, 5}, {Phase::early_years, 2}, {Phase::post16, 10}, {Phase::primary, 7}});
    EXPECT_EQ(size, (std::array<int, phase_count>{2, 7, 5, 10}));
    constexpr auto printed = printed_table<2>({{1, 2}, {3, 4.5}});
    EXPECT_EQ(printed[1][1], 4.5);
}

TEST(Need, GroupsAreThoseShown) {
    EXPECT_EQ(group_of(Need::asd), NeedGroup::autism);
    EXPECT_EQ(group_of(Need::pd), NeedGroup::physical_sensory);
    EXPECT_EQ(group_of(Need::ds), NeedGroup::learning);
    EXPECT_EQ(group_of(Need::none), NeedGroup::learning);
    EXPECT_EQ(plan_need_count, 12u);     // up to OTH: SEN2 knows neither NSA nor, before 2026, DS
    EXPECT_EQ(support_need_count, 13u);  // and NSA
}

TEST(Need, EmptyDesignationTakesAnyNeed) {
    EXPECT_TRUE(includes(0, Need::vi));
    EXPECT_TRUE(includes(need_bit(Need::asd) | need_bit(Need::slcn), Need::slcn));
    EXPECT_FALSE(includes(need_bit(Need::asd), Need::semh));
}

TEST(Setting, GroupsFollowSen2) {
    EXPECT_EQ(group_of(Setting::independent_mainstream), SettingGroup::mainstream);
    EXPECT_EQ(group_of(Setting::non_maintained_special), SettingGroup::independent_special);
    EXPECT_EQ(group_of(Setting::sen_unit), SettingGroup::base);
    EXPECT_TRUE(is_special(Setting::non_maintained_special));
    EXPECT_FALSE(is_special(Setting::sen_unit));
    EXPECT_TRUE(is_base(Setting::sen_unit));
    EXPECT_TRUE(is_state_mainstream(Setting::sixth_form));
    EXPECT_TRUE(is_state_mainstream(Setting::resourced_provision));
    EXPECT_FALSE(is_state_mainstream(Setting::independent_mainstream));
    EXPECT_EQ(phase_of_ncy(-5), Phase::early_years);
    EXPECT_EQ(phase_of_ncy(-1), Phase::early_years);
    EXPECT_EQ(phase_of_ncy(0), Phase::primary);
    EXPECT_EQ(phase_of_ncy(6), Phase::primary);
    EXPECT_EQ(phase_of_ncy(7), Phase::secondary);
    EXPECT_EQ(phase_of_ncy(11), Phase::secondary);
    EXPECT_EQ(phase_of_ncy(12), Phase::post16);
    EXPECT_EQ(phase_of_ncy(21), Phase::post16);
}

TEST(Pence, AddsExactly) {
    Pence sum;
    for (int i = 0; i < 1000; ++i) sum += pounds(0.10);
    EXPECT_EQ(sum, pounds(100));
    EXPECT_EQ(pounds(-1.006).value, -101);
    EXPECT_EQ(in_pounds(pounds(64'000)), 64'000);
}

TEST(Id, KindsDoNotMix) {
    EXPECT_FALSE((std::is_convertible_v<PupilId, SchoolId>));
    EXPECT_FALSE(SchoolId().exists());
    Column<SchoolId, int> pan(3, 30);
    pan[SchoolId(1)] = 60;
    EXPECT_EQ(pan[SchoolId(1)], 60);
    EXPECT_FALSE((std::is_invocable_v<decltype([](auto& c, auto id) -> decltype(c[id]) { return c[id]; }),
                                      Column<SchoolId, int>&, PupilId>));
}

TEST(NearestSpelling, FindsTheObviousAndNothingElse) {
    const std::vector<std::string> keys{"plans.agree_school", "plans.agree_parent", "loops.magnets"};
    EXPECT_EQ(nearest_spelling("plans.agree_scool", keys), "plans.agree_school");
    EXPECT_EQ(nearest_spelling("loops.magnet", keys), "loops.magnets");
    EXPECT_EQ(nearest_spelling("zzzz", keys), "");
    EXPECT_EQ(nearest_spelling("ADS", {"PD", "ASD", "OTH", "DS"}), "ASD");  // two letters exchanged are one slip
}

}  // namespace
}  // namespace sendscape::classifications_test
