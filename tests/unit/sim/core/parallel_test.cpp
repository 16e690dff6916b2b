// SPDX-License-Identifier: MIT
#include "sim/core/parallel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

namespace sendscape::parallel_test {
namespace {

class ParallelOn : public ::testing::TestWithParam<int> {};

TEST_P(ParallelOn, CoversEveryRowOnceInFixedBlocks) {
    const Parallel parallel(GetParam());
    constexpr std::size_t rows = 3 * rows_per_block + 17;
    std::vector<int> seen(rows, 0);
    std::vector<std::size_t> ends(Parallel::blocks(rows));
    parallel.for_blocks(rows, [&](std::size_t block, std::size_t first, std::size_t end) {
        ends[block] = end;
        for (std::size_t i = first; i < end; ++i) ++seen[i];
    });
    EXPECT_EQ(std::accumulate(seen.begin(), seen.end(), 0), static_cast<int>(rows));
    EXPECT_EQ(*std::max_element(seen.begin(), seen.end()), 1);
    EXPECT_EQ(ends, (std::vector<std::size_t>{4096, 8192, 12288, rows}));
}

TEST_P(ParallelOn, TheLowestBlocksFailureIsTheOneThrown) {
    const Parallel parallel(GetParam());
    try {
        parallel.for_each(64, [](std::size_t i) {
            if (i % 2 == 1) throw std::runtime_error(std::to_string(i));
        });
        FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "1");
    }
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelOn, ::testing::Values(1, 2, 5));

TEST(Parallel, NoRowsNoCalls) {
    Parallel(2).for_blocks(0, [](std::size_t, std::size_t, std::size_t) { FAIL(); });
}

}  // namespace
}  // namespace sendscape::parallel_test
