// SPDX-License-Identifier: MIT
#include "sim/output/recorded_values.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <vector>

#include "sim/core/draws.h"

namespace sendscape::recorded_values_test {
namespace {

using Row = std::vector<double>;

bool same_bits(const Row& one, const Row& other) {
    return one.size() == other.size() && std::memcmp(one.data(), other.data(), one.size() * sizeof(double)) == 0;
}

Row joined(const std::vector<Row>& rows) {
    Row all;
    for (const Row& row : rows) all.insert(all.end(), row.begin(), row.end());
    return all;
}

RecordedValues recorded(const std::vector<Row>& rows) {
    RecordedValues values(rows.front().size());
    for (const Row& row : rows) values.add(row);
    return values;
}

/// Rows of which now all, now few, now no cells change, whole numbers and others in turn.
std::vector<Row> rows_by_chance(std::size_t cells, std::size_t moments) {
    const Draws draws(3, 0);
    std::vector<Row> rows;
    Row row(cells, 0.0);
    for (std::size_t m = 0; m < moments; ++m) {
        const double share = m % 4 == 0 ? 1 : m % 4 == 1 ? 0.05 : m % 4 == 2 ? 0 : 0.4;
        for (std::size_t c = 0; c < cells; ++c) {
            const auto w = draws.words(Stream::bootstrap, static_cast<std::uint32_t>(c), Month(static_cast<int>(m)));
            if (fraction(w[0]) < share) row[c] = m % 3 == 0 ? fraction(w[1]) : static_cast<double>(w[1] >> 12);
        }
        rows.push_back(row);
    }
    return rows;
}

TEST(RecordedValues, AreReadBackBitByBit) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<Row> odd{{none, none, none, none},
                               {0.0, -0.0, 1e300, 1},
                               {-0.0, 0.0, 1e300, 1},
                               {0.1, static_cast<double>(0.1F), 16'777'217, 16'777'216},
                               {0.1, none, 16'777'217, 2},
                               {none, none, none, none},
                               {5e-324, 1e-45, none, 1e39},
                               {1, 2, 3, 4},
                               {1, 2, none, 5},
                               {32'767, -32'767, 3, -0.0},
                               {32'768, -32'768, 3, 4},
                               {32'768, -32'768, none, 40'000}};
    EXPECT_TRUE(same_bits(recorded(odd).all(), joined(odd)));
    const auto rows = rows_by_chance(500, 40);
    EXPECT_TRUE(same_bits(recorded(rows).all(), joined(rows)));
    EXPECT_TRUE(recorded({{}, {}}).all().empty());
}

TEST(RecordedValues, GoOnAfterMomentsAreForgotten) {
    const auto rows = rows_by_chance(60, 30);
    for (const std::size_t kept : {0U, 1U, 7U, 8U, 9U, 10U, 29U, 30U, 31U}) {
        RecordedValues values = recorded(rows);
        values.shorten(kept);
        EXPECT_EQ(values.moments(), std::min<std::size_t>(kept, rows.size()));
        for (std::size_t m = values.moments(); m < rows.size(); ++m) values.add(rows[m]);
        EXPECT_TRUE(same_bits(values.all(), joined(rows))) << kept;
    }
}

TEST(RecordedValues, TakeOtherNumbersOfCells) {
    const auto rows = rows_by_chance(20, 12);
    for (const std::size_t cells : {0U, 5U, 20U, 33U}) {
        std::vector<Row> expected = rows;
        for (Row& row : expected) row.resize(cells, 7.5);
        const RecordedValues other = recorded(rows).with_cells(cells, 7.5);
        EXPECT_EQ(other.moments(), rows.size());
        EXPECT_TRUE(same_bits(other.all(), joined(expected))) << cells;
    }
}

TEST(RecordedValues, RefuseAMomentOfAnotherSize) {
    RecordedValues values(3);
    EXPECT_THROW(values.add(Row{1, 2}), std::logic_error);
}

}  // namespace
}  // namespace sendscape::recorded_values_test
