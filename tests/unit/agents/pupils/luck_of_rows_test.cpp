// SPDX-License-Identifier: MIT
#include "agents/pupils/luck_of_rows.h"

#include <gtest/gtest.h>

namespace sendscape::luck_of_rows_test {
namespace {

TEST(LuckOfRows, GivesEachRowItsOwnWordWhateverTheBlock) {
    const Draws draws(42, 3);
    const Month month(2027, 5);
    BlockOfRows luck;
    for (const std::size_t first : {std::size_t{0}, 2 * rows_per_block}) {
        const std::size_t end = first + 4093;  // the last call serves one row only
        luck_of_rows(draws, Stream::need_onset, month, first, end, luck, [](PupilId) { return true; });
        for (const std::size_t row : {first, first + 1, first + 6, first + 4088, end - 1})
            EXPECT_EQ(luck[row - first],
                      draws.words(Stream::need_onset, static_cast<std::uint32_t>(row / 4), month)[row % 4])
                << row;
    }
}

TEST(LuckOfRows, FourWhoWantNoneHaveTheHighest) {
    const Draws draws(42, 3);
    const Month month(2027, 5);
    BlockOfRows luck;
    luck_of_rows(draws, Stream::need_onset, month, 0, 14, luck,
                 [](PupilId p) { return p.value == 7 || p.value == 13; });
    for (std::size_t row = 0; row < 14; ++row) {
        const bool wanted = row / 4 == 1 || row / 4 == 3;
        const auto four = draws.words(Stream::need_onset, static_cast<std::uint32_t>(row / 4), month);
        EXPECT_EQ(luck[row], wanted ? four[row % 4] : 0xFFFFFFFFu) << row;
    }
}

}  // namespace
}  // namespace sendscape::luck_of_rows_test
