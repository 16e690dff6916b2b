// SPDX-License-Identifier: MIT
#include "sim/core/parallel.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <stdexcept>
#include <string>

#include "sim/core/error.h"

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

/// In a process of its own, which may set limits to itself: 0 if MachineError was thrown and names the number wanted.
int refused_under(std::size_t address_space, int threads) {
    rlimit limit{};
    limit.rlim_cur = limit.rlim_max = address_space;
    if (setrlimit(RLIMIT_AS, &limit) != 0) return 2;
    try {
        const Parallel parallel(threads);
        parallel.for_each(static_cast<std::size_t>(threads), [](std::size_t) {});
    } catch (const MachineError& error) {
        const std::string words = error.what();
        return words.find(std::to_string(threads) + " threads are wanted") == 0 &&
                       words.find("use --threads") != std::string::npos
                   ? 0
                   : 3;
    }
    return 1;
}

TEST(ParallelDeathTest, ThreadsThatTheSystemRefusesAreAnErrorOfTheMachine) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "sanitizers take more address space than the limit of this test";
#endif
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(std::exit(refused_under(std::size_t{1} << 30, 1024)), ::testing::ExitedWithCode(0), "");
    EXPECT_EXIT(std::exit(refused_under(std::size_t{1} << 29, 300)), ::testing::ExitedWithCode(0), "");
    EXPECT_EXIT(std::exit(refused_under(std::size_t{8} << 30, 2)), ::testing::ExitedWithCode(1), "");
}

}  // namespace
}  // namespace sendscape::parallel_test
