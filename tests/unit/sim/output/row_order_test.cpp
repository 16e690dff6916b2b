// SPDX-License-Identifier: MIT
#include "sim/output/row_order.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sendscape::row_order_test {
namespace {

using Rows = std::vector<std::string>;

/// Rows of three columns: a number in the first, in the second from `second` on, in the third from `third` on.
Rows rows_of(std::size_t count, std::size_t second, std::size_t third) {
    Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        rows.push_back(number + "," + (i >= second ? number : "") + "," + (i >= third ? "\"a, b\"" : "") + "\n");
    }
    return rows;
}

/// As readr would: whether a row looked at fills the column.
bool is_guessed(const Rows& rows, std::size_t step, char separator_before, std::size_t column) {
    for (std::size_t i = 0; i < 1000 && i * step < rows.size(); ++i) {
        std::size_t at = 0;
        for (std::size_t c = 0; c < column; ++c) at = rows[i * step].find(separator_before, at) + 1;
        if (rows[i * step][at] != ',' && rows[i * step][at] != '\n') return true;
    }
    return false;
}

void expect_guessable(Rows rows) {
    Rows sorted = rows;
    fill_columns_early(rows);
    for (const std::size_t step : {std::size_t{1}, std::max<std::size_t>(1, rows.size() / 1000)})
        for (const std::size_t column : {1u, 2u}) EXPECT_TRUE(is_guessed(rows, step, ',', column)) << step;
    std::sort(rows.begin(), rows.end());
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(rows, sorted);
}

TEST(RowOrder, StaysWhereEveryColumnIsFilledEarly) {
    for (const std::size_t count : {0u, 1u, 999u, 5000u}) {
        Rows rows = rows_of(count, count / 10, count / 9);
        const Rows before = rows;
        fill_columns_early(rows);
        EXPECT_EQ(rows, before);
    }
}

TEST(RowOrder, ARowThatFillsALateColumnComesEarly) {
    expect_guessable(rows_of(1500, 1200, 1499));  // looked at: the first thousand
    expect_guessable(rows_of(2999, 2600, 2998));  // ... or every second of the first two thousand
    expect_guessable(rows_of(12'345, 12'001, 12'344));
}

TEST(RowOrder, TheOthersKeepTheirOrder) {
    Rows rows = rows_of(1500, 0, 1499);
    fill_columns_early(rows);
    EXPECT_EQ(rows[0], "1499,1499,\"a, b\"\n");
    EXPECT_EQ(rows[1], "0,0,\n");
    EXPECT_EQ(rows[1499], "1498,1498,\n");
}

TEST(RowOrder, WordsAmongNumbersComeEarlyToo) {
    Rows rows;
    for (int i = 0; i < 1800; ++i)
        rows.push_back("a," + (i == 1700 ? std::string("none") : std::to_string(i % 6)) + "\n");
    fill_columns_early(rows);
    EXPECT_EQ(rows[0], "a,none\n");
    EXPECT_EQ(rows[1], "a,0\n");
}

TEST(RowOrder, AColumnThatIsNeverFilledMovesNothing) {
    Rows rows = rows_of(2500, 5000, 5000);
    const Rows before = rows;
    fill_columns_early(rows);
    EXPECT_EQ(rows, before);
}

}  // namespace
}  // namespace sendscape::row_order_test
