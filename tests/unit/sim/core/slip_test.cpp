// SPDX-License-Identifier: MIT
#include "sim/core/slip.h"

#include <gtest/gtest.h>

namespace sendscape::slip_test {
namespace {

TEST(Slip, IsOneLetterWrongMissingTooManyOrExchanged) {
    EXPECT_TRUE(is_slip_of("plams", "plans"));
    EXPECT_TRUE(is_slip_of("plns", "plans"));
    EXPECT_TRUE(is_slip_of("plaans", "plans"));
    EXPECT_TRUE(is_slip_of("palns", "plans"));
    EXPECT_FALSE(is_slip_of("plums", "plans"));  // two letters
    EXPECT_FALSE(is_slip_of("places", "plans"));
}

TEST(Slip, LongWordsMayHaveTwo) {
    EXPECT_TRUE(is_slip_of("secndry_plan", "secondary_plan"));
    EXPECT_FALSE(is_slip_of("scndry_plan", "secondary_plan"));
}

}  // namespace
}  // namespace sendscape::slip_test
