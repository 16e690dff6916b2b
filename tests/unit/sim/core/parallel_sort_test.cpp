// SPDX-License-Identifier: MIT
#include "sim/core/parallel_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

namespace sendscape::parallel_sort_test {
namespace {

class ParallelSortOn : public ::testing::TestWithParam<int> {};

/// Numbers in no order, none twice (an odd factor and a power of two have no common divisor).
std::vector<std::uint32_t> mixed(std::size_t length) {
    std::vector<std::uint32_t> list(length);
    for (std::size_t i = 0; i < length; ++i) list[i] = static_cast<std::uint32_t>(i) * 2654435761u;
    return list;
}

TEST_P(ParallelSortOn, SortsAsOneThreadDoes) {
    const Parallel parallel(GetParam());
    for (const std::size_t length :
         {std::size_t{0}, std::size_t{1}, std::size_t{100}, std::size_t{8192}, std::size_t{100'003}}) {
        std::vector<std::uint32_t> list = mixed(length), expected = list;
        parallel_sort(parallel, list);
        std::sort(expected.begin(), expected.end());
        EXPECT_EQ(list, expected) << length;
    }
}

TEST_P(ParallelSortOn, SortsByAnotherOrderToo) {
    const Parallel parallel(GetParam());
    std::vector<std::uint32_t> list = mixed(50'000);
    parallel_sort(parallel, list, std::greater<>());
    EXPECT_TRUE(std::is_sorted(list.rbegin(), list.rend()));
    EXPECT_EQ(list.size(), 50'000u);
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelSortOn, ::testing::Values(1, 2, 3, 8));

}  // namespace
}  // namespace sendscape::parallel_sort_test
