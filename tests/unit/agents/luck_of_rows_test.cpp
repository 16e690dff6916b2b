#include "agents/pupils/luck_of_rows.h"

#include <gtest/gtest.h>

namespace sendscape {
namespace {

TEST(LuckOfRows, GivesEachRowItsOwnWordWhateverTheBlock) {
    const Draws draws(42, 3);
    const Month month(2027, 5);
    BlockOfRows luck;
    for (const std::size_t first : {std::size_t{0}, 2 * rows_per_block}) {
        const std::size_t end = first + 4093;  // the last call serves one row only
        luck_of_rows(draws, Stream::need_onset, month, first, end, luck);
        for (const std::size_t row : {first, first + 1, first + 6, first + 4088, end - 1})
            EXPECT_EQ(luck[row - first],
                      draws.words(Stream::need_onset, static_cast<std::uint32_t>(row / 4), month)[row % 4])
                << row;
    }
}

}  // namespace
}  // namespace sendscape
