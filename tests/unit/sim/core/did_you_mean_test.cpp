// SPDX-License-Identifier: MIT
#include "sim/core/did_you_mean.h"

#include <gtest/gtest.h>

#include "sim/core/label_codes.h"

namespace sendscape::did_you_mean_test {
namespace {

TEST(DidYouMean, NamesTheNearestOrSaysWhatItIsTold) {
    const std::vector<std::string> known{"run", "report", "trace"};
    EXPECT_EQ(did_you_mean("rnu", known), "; did you mean 'run'?");
    EXPECT_EQ(did_you_mean("rnu", known, "."), "; did you mean 'run'?");
    EXPECT_EQ(did_you_mean("telescope", known), "");
    EXPECT_EQ(did_you_mean("telescope", known, "."), ".");
    EXPECT_EQ(did_you_mean("run", {}, "."), ".");
    EXPECT_EQ(did_you_mean("foo", {"on", "from"}, "."), ".");
    EXPECT_EQ(did_you_mean("ur", {"on", "urn"}, "."), "; did you mean 'urn'?");
}

TEST(DidYouMean, NamesThoseThatHoldEveryPartOfTheWord) {
    const std::vector<std::string> known{"plans_by_need", "plans_by_age", "specialist_shortfall",
                                         "plans_by_need_setting"};
    EXPECT_EQ(did_you_mean("shortfall", known, "."), "; did you mean 'specialist_shortfall'?");
    EXPECT_EQ(did_you_mean("need-plans", known), "; did you mean 'plans_by_need' or 'plans_by_need_setting'?");
    EXPECT_EQ(did_you_mean("plans by setting", known), "; did you mean 'plans_by_need_setting'?");
    EXPECT_EQ(did_you_mean("by", known, "."), ".") << "too short to tell";
    EXPECT_EQ(did_you_mean("plans", {"plans_a1", "plans_a2", "plans_a3", "plans_a4", "plans_a5"}, "."), ".")
        << "too many to be of help";
    EXPECT_EQ(did_you_mean("----", known, "."), ".");
}

TEST(LabelCodes, AreAllCodesInOrder) {
    constexpr std::array<Label, 2> labels{{{"b", "bee", ""}, {"a", "ay", ""}}};
    EXPECT_EQ(codes_of(labels), (std::vector<std::string>{"b", "a"}));
}

}  // namespace
}  // namespace sendscape::did_you_mean_test
