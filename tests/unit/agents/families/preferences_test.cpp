// SPDX-License-Identifier: MIT
#include "agents/families/preferences.h"

#include <gtest/gtest.h>

namespace sendscape::preferences_test {
namespace {

TEST(Preferences, NoTasteIsAboveWhatItsFirstEightBitsAllow) {
    for (std::uint32_t first = 0; first < 256; ++first)
        for (const std::uint32_t rest : {0u, 1u, 0x7FFFFFu, 0xFFFFFEu, 0xFFFFFFu}) {
            const std::uint32_t word = first << 24 | rest;
            EXPECT_LT(gumbel(word), most_gumbel(word)) << word;
        }
}

TEST(Preferences, TheBoundOnTasteIsNarrowAwayFromTheEnds) {
    for (std::uint32_t first = 8; first < 240; ++first)
        EXPECT_LT(most_gumbel(first << 24) - gumbel(first << 24), 0.1) << first;
}

}  // namespace
}  // namespace sendscape::preferences_test
