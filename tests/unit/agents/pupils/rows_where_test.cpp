// SPDX-License-Identifier: MIT
#include "agents/pupils/rows_where.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace sendscape::rows_where_test {
namespace {

std::vector<std::uint32_t> listed(std::span<const std::uint32_t> rows) { return {rows.begin(), rows.end()}; }

TEST(RowsWhere, KeepsThoseThatPassInOrder) {
    BlockOfRows room;
    EXPECT_EQ(listed(rows_where(10, 30, room, [](PupilId p) { return p.value % 6 == 0; })),
              (std::vector<std::uint32_t>{12, 18, 24}));
    EXPECT_TRUE(rows_where(5, 5, room, [](PupilId) { return true; }).empty());
    const auto all = rows_where(8192, 8192 + rows_per_block, room, [](PupilId) { return true; });
    ASSERT_EQ(all.size(), rows_per_block);
    EXPECT_EQ(all.front(), 8192U);
    EXPECT_EQ(all.back(), 8192U + rows_per_block - 1);
}

/// Rows that a plain loop finds and those that are visited, for stretches that begin and end anywhere.
template <class T, class Visits, class Wanted>
void visits_as_a_plain_loop_does(Column<PupilId, T>& column, Visits&& visits, Wanted&& wanted) {
    for (const auto& [first, end] : {std::pair{0U, 200U}, {3U, 4U}, {8U, 8U}, {5U, 31U}, {16U, 64U}, {190U, 200U}}) {
        std::vector<std::uint32_t> expected, visited;
        for (std::uint32_t row = first; row < end; ++row)
            if (wanted(column[PupilId(row)])) expected.push_back(row);
        visits(first, end, [&](PupilId p) { visited.push_back(p.value); });
        EXPECT_EQ(visited, expected) << first << " to " << end;
    }
}

TEST(RowsWhere, VisitsTheUnusualOfAnyWidth) {
    Column<PupilId, std::uint8_t> bytes(200, 7);
    Column<PupilId, std::int16_t> months(200, -32768);
    Column<PupilId, SchoolId> schools(200);
    for (const std::uint32_t row : {0U, 3U, 7U, 8U, 30U, 31U, 32U, 100U, 199U}) {
        bytes[PupilId(row)] = 6;
        months[PupilId(row)] = 5;
        schools[PupilId(row)] = SchoolId(row);
    }
    visits_as_a_plain_loop_does(
        bytes, [&](auto first, auto end, auto&& visit) { for_each_unusual(bytes, std::uint8_t{7}, first, end, visit); },
        [](std::uint8_t value) { return value != 7; });
    visits_as_a_plain_loop_does(
        months,
        [&](auto first, auto end, auto&& visit) { for_each_unusual(months, std::int16_t{-32768}, first, end, visit); },
        [](std::int16_t value) { return value != -32768; });
    visits_as_a_plain_loop_does(
        schools, [&](auto first, auto end, auto&& visit) { for_each_unusual(schools, SchoolId{}, first, end, visit); },
        [](SchoolId value) { return value.exists(); });
    visits_as_a_plain_loop_does(
        bytes, [&](auto first, auto end, auto&& visit) { for_each_of(bytes, std::uint8_t{6}, first, end, visit); },
        [](std::uint8_t value) { return value == 6; });
}

TEST(RowsWhere, KeepsThoseThatAPlainLoopDoesOfAnyStretch) {
    BlockOfRows room;
    const auto wanted = [](PupilId p) { return p.value % 7 == 0 || (p.value > 40 && p.value < 60); };
    for (const auto& [first, end] : {std::pair{0U, 200U}, {3U, 4U}, {8U, 8U}, {5U, 31U}, {41U, 58U}, {190U, 199U}}) {
        std::vector<std::uint32_t> expected;
        for (std::uint32_t row = first; row < end; ++row)
            if (wanted(PupilId(row))) expected.push_back(row);
        EXPECT_EQ(listed(rows_where(first, end, room, wanted)), expected) << first << " to " << end;
    }
}

TEST(RowsWhere, AreVisitedInAllBlocks) {
    std::vector<std::uint32_t> visited;
    for_each_where(
        2 * rows_per_block + 3, [](PupilId p) { return p.value % rows_per_block == 2; },
        [&](PupilId p) { visited.push_back(p.value); });
    EXPECT_EQ(visited, (std::vector<std::uint32_t>{2, rows_per_block + 2, 2 * rows_per_block + 2}));
}

TEST(RowsWhere, FarApartAreAskedForBeforeTheyAreVisitedEachOnce) {
    for (const std::uint32_t every : {1U, 7U, 300U, 5000U}) {
        std::vector<std::uint32_t> expected, asked, asked_next, visited;
        const std::uint32_t first = 5, end = 2 * rows_per_block + 9;
        for (std::uint32_t row = first; row < end; ++row)
            if (row % every == 0) expected.push_back(row);
        for_each_far_apart(
            first, end, [&](PupilId p) { return p.value % every == 0; },
            [&](PupilId p) {
                visited.push_back(p.value);
                EXPECT_LE(visited.size(), asked_next.size());
            },
            [&](PupilId p) { asked.push_back(p.value); },
            [&](PupilId p) {
                asked_next.push_back(p.value);
                EXPECT_LE(asked_next.size(), asked.size());
            });
        EXPECT_EQ(visited, expected) << every;
        EXPECT_EQ(asked, expected) << every;
        EXPECT_EQ(asked_next, expected) << every;
    }
}

TEST(RowsWhere, BitsSayWhichOfThirtyTwoDiffer) {
    Column<PupilId, std::uint8_t> column(75, 4);
    for (const std::uint32_t row : {0U, 1U, 7U, 8U, 31U, 32U, 33U, 55U, 70U, 74U})
        column[PupilId(row)] = row % 2 ? 5 : 0x84;
    for (const std::uint32_t first : {0U, 5U, 32U, 43U, 64U, 70U})
        for (const std::uint32_t end : {first + 1, first + 8, first + 11, first + 32}) {
            if (end > column.size()) continue;
            std::uint32_t expected = 0;
            for (std::uint32_t row = first; row < end; ++row)
                if (column[PupilId(row)] != 4) expected |= 1u << (row - first);
            EXPECT_EQ(bits_unlike(column, std::uint8_t{4}, first, end), expected) << first << " to " << end;
        }
}

TEST(RowsWhere, AnUnusualRowMayBecomeUsualWhenVisited) {
    Column<PupilId, std::uint8_t> column(24, 0);
    column[PupilId(2)] = column[PupilId(3)] = 1;
    std::vector<std::uint32_t> visited;
    for_each_unusual(column, std::uint8_t{0}, 0, column.size(), [&](PupilId p) {
        column[p] = 0;
        visited.push_back(p.value);
    });
    EXPECT_EQ(visited, (std::vector<std::uint32_t>{2, 3}));
}

}  // namespace
}  // namespace sendscape::rows_where_test
