// SPDX-License-Identifier: MIT
#include "sim/studies/progress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace sendscape::progress_test {
namespace {

TEST(Progress, LengthsOfTimeAreToldInTheTwoUnitsThatMatter) {
    EXPECT_EQ(duration_text(0.4), "0 s");
    EXPECT_EQ(duration_text(59.4), "59 s");
    EXPECT_EQ(duration_text(59.6), "1 min 0 s");
    EXPECT_EQ(duration_text(125), "2 min 5 s");
    EXPECT_EQ(duration_text(3600), "1 h 0 min");
    EXPECT_EQ(duration_text(7 * 3600 + 59 * 60 + 59), "7 h 59 min");
}

TEST(Progress, WorkThatIsSoonDoneSaysNothing) {
    std::ostringstream err;
    {
        Progress progress(err, "running", 3, false);
        for (int i = 0; i < 3; ++i) progress.advance();
    }
    EXPECT_EQ(err.str(), "");
}

}  // namespace
}  // namespace sendscape::progress_test
