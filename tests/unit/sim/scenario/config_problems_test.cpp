// SPDX-License-Identifier: MIT
#include "sim/scenario/config_problems.h"

#include <gtest/gtest.h>

namespace sendscape::config_problems_test {
namespace {

std::string told(ConfigProblems& problems) {
    try {
        problems.throw_if_any();
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

TEST(ConfigProblems, AreToldByFileAsMetAndByLine) {
    ConfigProblems problems;
    EXPECT_FALSE(problems.any());
    EXPECT_EQ(told(problems), "");
    problems.add("b.toml", 9, "late");
    problems.add("a.toml:2", "other file");
    problems.add("b.toml", 1, "early");
    problems.add("--set x=1", "typed");
    EXPECT_TRUE(problems.any());
    EXPECT_EQ(told(problems), "b.toml:1: early\nb.toml:9: late\na.toml:2: other file\n--set x=1: typed");
}

TEST(ConfigProblems, AnErrorGatheredIsNotPlacedTwice) {
    ConfigProblems problems;
    EXPECT_TRUE(problems.gather("a.toml:3", [] {}));
    EXPECT_FALSE(problems.gather("a.toml:3", [] { throw InputError("a.toml:3: no such school"); }));
    EXPECT_FALSE(problems.gather("a.toml:4", [] { throw InputError("no such area"); }));
    EXPECT_EQ(told(problems), "a.toml:3: no such school\na.toml:4: no such area");
    EXPECT_THROW(problems.gather("a.toml:5", [] { throw MachineError("disk full"); }), MachineError);
}

}  // namespace
}  // namespace sendscape::config_problems_test
