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

TEST(LabelCodes, AreAllCodesInOrder) {
    constexpr std::array<Label, 2> labels{{{"b", "bee", ""}, {"a", "ay", ""}}};
    EXPECT_EQ(codes_of(labels), (std::vector<std::string>{"b", "a"}));
}

}  // namespace
}  // namespace sendscape::did_you_mean_test
