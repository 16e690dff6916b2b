// SPDX-License-Identifier: MIT
// golden_tests, and with --update the one command that records the results of all golden cases anew.
#include <gtest/gtest.h>

#include <iostream>
#include <string_view>

#include "tests/golden/renewing.h"

namespace sendscape::testing {

bool& renewing_goldens() {
    static bool renewing = false;
    return renewing;
}

}  // namespace sendscape::testing

int main(int count, char** words) {
    ::testing::InitGoogleTest(&count, words);
    for (int i = 1; i < count; ++i) {
        if (std::string_view(words[i]) != "--update") {
            std::cerr << "golden_tests: unknown option '" << words[i] << "'; --update and gtest's are known\n";
            return 2;
        }
        sendscape::testing::renewing_goldens() = true;
        if (::testing::GTEST_FLAG(filter) == "*") ::testing::GTEST_FLAG(filter) = "*GoldenCases*";
    }
    return RUN_ALL_TESTS();
}
