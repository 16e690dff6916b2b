// SPDX-License-Identifier: MIT
#include "sim/commands/streams.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace sendscape::streams_test {
namespace {

TEST(Streams, HaveNamesAndNumbersOfTheirOwnInOrder) {
    std::set<std::string> names;
    int last = 0;
    for (const StreamName& stream : stream_names()) {
        EXPECT_TRUE(names.insert(stream.name).second) << stream.name;
        EXPECT_GT(static_cast<int>(stream.stream), last) << stream.name;
        last = static_cast<int>(stream.stream);
    }
    EXPECT_EQ(names.count("need_onset"), 1U);
    EXPECT_EQ(names.count("independent_fee"), 0U);  // nothing draws from it
}

TEST(Streams, NumbersOfStreamsThatAreGoneAreNotGivenOutAgain) {
    const std::set<int> gone{52, 53, 54, 55, 71, 76, 78, 85, 103, 140, 143, 145, 146, 200, 204};
    for (const StreamName& stream : stream_names())
        EXPECT_EQ(gone.count(static_cast<int>(stream.stream)), 0U) << stream.name;
}

}  // namespace
}  // namespace sendscape::streams_test
