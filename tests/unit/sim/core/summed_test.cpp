// SPDX-License-Identifier: MIT
#include "sim/core/summed.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <vector>

namespace sendscape::summed_test {
namespace {

class SummedOn : public ::testing::TestWithParam<int> {};

constexpr std::size_t rows_per_kind = 7;
std::size_t kind_of(std::size_t row) { return row * row % rows_per_kind; }

TEST_P(SummedOn, CountsEveryRowOnce) {
    const Parallel parallel(GetParam());
    for (const std::size_t rows : {std::size_t{0}, std::size_t{1}, rows_per_block, 11 * rows_per_block + 5}) {
        std::vector<std::int64_t> expected(rows_per_kind);
        for (std::size_t row = 0; row < rows; ++row) expected[kind_of(row)] += static_cast<std::int64_t>(row);
        const auto counted = summed_lists<std::int64_t>(
            parallel, rows, rows_per_kind, [](std::vector<std::int64_t>& sum, std::size_t first, std::size_t end) {
                for (std::size_t row = first; row < end; ++row) sum[kind_of(row)] += static_cast<std::int64_t>(row);
            });
        EXPECT_EQ(counted, expected) << rows << " rows";
    }
}

TEST_P(SummedOn, ATableBeginsAsTheOneGiven) {
    const Parallel parallel(GetParam());
    struct Table {
        int place = 0, children = 0;
    };
    const Table table = summed(
        parallel, 9 * rows_per_block, Table{30, 0},
        [](Table& sum, std::size_t first, std::size_t end) { sum.children += static_cast<int>(end - first); },
        [](Table& sum, const Table& other) { sum.children += other.children; });
    EXPECT_EQ(table.place, 30);
    EXPECT_EQ(table.children, static_cast<int>(9 * rows_per_block));
}

/// Counts how often it is copied.
struct Copied {
    std::atomic<int>* copies;
    std::int64_t rows = 0;
    explicit Copied(std::atomic<int>& counter) : copies(&counter) {}
    Copied(const Copied& other) : copies(other.copies), rows(other.rows) { ++*copies; }
    Copied(Copied&& other) noexcept : copies(other.copies), rows(other.rows) {}
};

TEST_P(SummedOn, MakesNoMoreTablesThanThreads) {
    const Parallel parallel(GetParam());
    std::atomic<int> copies = 0;
    constexpr std::size_t rows = 100 * rows_per_block;
    const Copied sum = summed(
        parallel, rows, Copied(copies),
        [](Copied& table, std::size_t first, std::size_t end) { table.rows += static_cast<std::int64_t>(end - first); },
        [](Copied& table, const Copied& other) { table.rows += other.rows; });
    EXPECT_EQ(sum.rows, static_cast<std::int64_t>(rows));
    EXPECT_LE(copies, GetParam());
}

TEST_P(SummedOn, ListsWhatIsFoundInTheOrderOfRows) {
    const Parallel parallel(GetParam());
    for (const std::size_t rows : {std::size_t{0}, std::size_t{3}, 5 * rows_per_block + 17}) {
        std::vector<std::size_t> expected;
        for (std::size_t row = 0; row < rows; ++row)
            if (kind_of(row) == 2) expected.push_back(row);
        const auto found =
            listed<std::size_t>(parallel, rows, [](std::vector<std::size_t>& list, std::size_t first, std::size_t end) {
                for (std::size_t row = first; row < end; ++row)
                    if (kind_of(row) == 2) list.push_back(row);
            });
        EXPECT_EQ(found, expected) << rows << " rows";
    }
}

INSTANTIATE_TEST_SUITE_P(Threads, SummedOn, ::testing::Values(1, 2, 5));

}  // namespace
}  // namespace sendscape::summed_test
