// SPDX-License-Identifier: MIT
#include "agents/pupils/lucky_rows.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace sendscape::lucky_rows_test {
namespace {

const Draws draws(42, 3);

/// Luck of every row of [first, end), by asking with bounds that leave nobody out.
std::vector<double> luck_of_all(std::size_t first, std::size_t end, Month month, Stream stream = Stream::exclusion) {
    std::vector<double> luck;
    for_each_lucky(
        draws, stream, month, first, end, 1.0, [](PupilId) { return 1.0; },
        [&](PupilId p, double u) {
            EXPECT_EQ(p.value, first + luck.size());
            luck.push_back(u);
        });
    return luck;
}

TEST(LuckyRows, AreThoseBelowTheirBoundWhateverTheMost) {
    const Month month(2027, 5);
    const std::size_t end = rows_per_block - 5;  // the last word serves some rows only
    const std::vector<double> luck = luck_of_all(0, end, month);
    ASSERT_EQ(luck.size(), end);
    const auto bound = [](PupilId p) { return p.value % 3 == 0 ? 0.0 : p.value % 3 == 1 ? 0.001 : 0.0301; };
    std::vector<std::size_t> expected;
    for (std::size_t row = 0; row < end; ++row)
        if (luck[row] < bound(PupilId(row))) expected.push_back(row);
    ASSERT_GT(expected.size(), 10u);
    for (const double most : {0.0301, 0.05, 0.0625, 0.3, 0.5, 0.9, 1.0, 4.0}) {
        std::vector<std::size_t> found;
        for_each_lucky(draws, Stream::exclusion, month, 0, end, most, bound, [&](PupilId p, double u) {
            EXPECT_EQ(u, luck[p.value]) << "row " << p.value << ", most " << most;
            if (u < bound(p)) found.push_back(p.value);
        });
        EXPECT_EQ(found, expected) << "most " << most;
    }
}

TEST(LuckyRows, AreTheSameWhereTheLikelierAreMarked) {
    const Month month(2027, 5);
    const std::size_t end = rows_per_block - 5;
    const std::vector<double> luck = luck_of_all(0, end, month);
    const auto is_marked = [](std::size_t row) { return row % 5 == 0 || row % 64 == 31; };
    const auto marks = [&](std::size_t first) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < rows_of_a_word; ++k) bits |= (is_marked(first + k) ? 1u : 0u) << k;
        return bits;
    };
    for (const Likeliest most : {Likeliest{0.2, 0.004}, {0.2, 0}, {0, 0.004}, {0.004, 0.2}, {1, 1}, {0.06, 0.03}}) {
        const auto bound = [&](PupilId p) { return is_marked(p.value) ? most.marked : most.rest; };
        std::vector<std::size_t> expected, found;
        for (std::size_t row = 0; row < end; ++row)
            if (luck[row] < bound(PupilId(row))) expected.push_back(row);
        for_each_lucky(draws, Stream::exclusion, month, 0, end, most, marks, bound, [&](PupilId p, double u) {
            EXPECT_EQ(u, luck[p.value]) << p.value;
            if (u < bound(p)) found.push_back(p.value);
        });
        EXPECT_EQ(found, expected) << most.marked << " and " << most.rest;
    }
}

TEST(LuckyRows, HaveTheirDigitsFromTheDrawsOfTheirThirtyTwo) {
    const Month month(2027, 5);
    const std::size_t end = rows_per_block + 75;
    const std::vector<double> luck = luck_of_all(rows_per_block, end, month);
    for (std::size_t row = rows_per_block; row < end; ++row) {
        const auto group = static_cast<std::uint32_t>(row / 32);
        double u = 0, worth = 0.5;
        for (const std::uint32_t counter : {0x10000U, 0x10001U})
            for (const std::uint32_t word : draws.words(Stream::exclusion, group, month, counter)) {
                u += (word >> row % 32 & 1U) * worth;
                worth /= 2;
            }
        const auto own = draws.words(Stream::exclusion, static_cast<std::uint32_t>(row), month, 0x10002);
        EXPECT_EQ(luck[row - rows_per_block], u + own[0] * 0x1p-40) << row;
    }
}

TEST(LuckyRows, AreAsManyAsTheChanceSays) {
    constexpr double chance = 0.003;
    std::size_t lucky = 0, rows = 0;
    for (int m = 0; m < 200; ++m)
        for (std::size_t block = 0; block < 3; ++block) {
            const std::size_t first = block * rows_per_block;
            rows += rows_per_block;
            for_each_lucky(
                draws, Stream::need_onset, Month(m + 1), first, first + rows_per_block, chance,
                [](PupilId) { return chance; }, [&](PupilId, double u) { lucky += u < chance ? 1 : 0; });
        }
    const double expected = chance * static_cast<double>(rows);
    EXPECT_NEAR(static_cast<double>(lucky), expected, 4 * std::sqrt(expected));
}

TEST(LuckyRows, HaveEvenLuckThatIsTheirOwn) {
    const std::vector<double> one = luck_of_all(0, rows_per_block, Month(2027, 5));
    const std::vector<double> next_month = luck_of_all(0, rows_per_block, Month(2027, 6));
    const std::vector<double> other_stream = luck_of_all(0, rows_per_block, Month(2027, 5), Stream::need_onset);
    const std::vector<double> next_rows = luck_of_all(rows_per_block, 2 * rows_per_block, Month(2027, 5));
    constexpr std::size_t bins = 16;
    std::array<int, bins> count{};
    for (const double u : one) {
        ASSERT_TRUE(u >= 0 && u < 1);
        ++count[static_cast<std::size_t>(u * bins)];
    }
    double squares = 0;
    constexpr double each = rows_per_block / static_cast<double>(bins);
    for (const int n : count) squares += (n - each) * (n - each) / each;
    EXPECT_LT(squares, 37.7);  // chi-squared, 15 degrees of freedom: once in a thousand
    const auto correlation = [&](const std::vector<double>& other) {
        double product = 0;
        for (std::size_t i = 0; i < one.size(); ++i) product += (one[i] - 0.5) * (other[i] - 0.5);
        return product * 12 / static_cast<double>(one.size());
    };
    for (const auto* other : {&next_month, &other_stream, &next_rows}) EXPECT_LT(std::abs(correlation(*other)), 0.06);
}

TEST(LuckyRows, NobodyWithoutAChance) {
    for_each_lucky(
        draws, Stream::exclusion, Month(2027, 5), 0, rows_per_block, 0.0, [](PupilId) { return 0.0; },
        [](PupilId p, double) { ADD_FAILURE() << p.value; });
}

}  // namespace
}  // namespace sendscape::lucky_rows_test
