// SPDX-License-Identifier: MIT
#include "sim/core/draws.h"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace sendscape::draws_test {
namespace {

TEST(Draws, PhiloxGivesItsPublishedAnswer) {
    // Known-answer test of Random123 for philox4x32-10, counter and key zero.
    const auto words = r123::Philox4x32{}(r123::Philox4x32::ctr_type{{0, 0, 0, 0}}, r123::Philox4x32::key_type{{0, 0}});
    EXPECT_EQ(words[0], 0x6627e8d5u);
    EXPECT_EQ(words[1], 0xe169c58du);
    EXPECT_EQ(words[2], 0xbc57ac4cu);
    EXPECT_EQ(words[3], 0x9b00dbd8u);
}

TEST(Draws, WordsInARowAreThoseOfEachAgent) {
    const Draws draws(0x1234567890ABCDEFu, 3);
    const Month month(2031, 11);
    for (const std::uint32_t first : {0U, 5U, 0xFFFFFFF0U})
        for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 16U}) {  // whole eights, and what is left over
            std::array<std::array<std::uint32_t, 17>, 4> out{};
            const auto of = [&](std::size_t word) { return std::span(out[word]).first(count); };
            draws.words_in_a_row(Stream::exclusion, first, month, 0x10001, {of(0), of(1), of(2), of(3)});
            for (std::uint32_t i = 0; i < count; ++i) {
                const auto words = draws.words(Stream::exclusion, first + i, month, 0x10001);
                for (std::size_t w = 0; w < words.size(); ++w) EXPECT_EQ(out[w][i], words[w]) << first << ", " << i;
            }
            for (const auto& words : out) EXPECT_EQ(words[count], 0U) << "written beyond the last";
        }
}

TEST(Draws, OfManyCountersOrAgentsAtOnceAreThoseOfEach) {
    const Draws draws(0x123456789ABCDEF0, 3);
    const Month month(2027, 2);
    std::array<std::uint32_t, 24> those{};
    for (std::uint32_t i = 0; i < those.size(); ++i) those[i] = i * 0x9E3779B1U;  // in no order, up to the highest bits
    those[5] = 0xFFFFFFFFU;
    const FirstWords untouched_two{1, 2};
    const FourWords untouched_four{1, 2, 3, 4};
    for (const std::size_t count : {0U, 1U, 3U, 4U, 7U, 8U, 9U, 12U, 16U, 21U}) {
        const auto some = std::span(those).first(count);
        std::array<FirstWords, 25> of_counters;
        std::array<FourWords, 25> of_agents;
        of_counters.fill(untouched_two);
        of_agents.fill(untouched_four);
        draws.words_of_counters(Stream::admissions_preference, 77, month, some, of_counters);
        draws.words_of_agents(Stream::exclusion, month, 0x10001, some, of_agents);
        for (std::size_t i = 0; i < count; ++i) {
            const FourWords words = draws.words(Stream::admissions_preference, 77, month, those[i]);
            EXPECT_EQ(of_counters[i], (FirstWords{words[0], words[1]})) << count << ", " << i;
            EXPECT_EQ(of_agents[i], draws.words(Stream::exclusion, those[i], month, 0x10001)) << count << ", " << i;
        }
        EXPECT_EQ(of_counters[count], untouched_two) << "written beyond the last";
        EXPECT_EQ(of_agents[count], untouched_four) << "written beyond the last";
    }
    const FourWords words = draws.words(Stream::attainment, 5, month);
    EXPECT_EQ(Draws::uniform({words[0], words[1]}), draws.uniform(Stream::attainment, 5, month));
    EXPECT_EQ(Draws::normal({words[0], words[1]}), draws.normal(Stream::attainment, 5, month));
}

TEST(Draws, EveryKeyPartMatters) {
    const Draws draws(7, 0);
    const Month month(2026, 9);
    const double base = draws.uniform(Stream::births, 5, month, 0);
    EXPECT_EQ(base, Draws(7, 0).uniform(Stream::births, 5, month, 0));
    EXPECT_NE(base, draws.uniform(Stream::births, 6, month, 0));
    EXPECT_NE(base, draws.uniform(Stream::births, 5, month + 1, 0));
    EXPECT_NE(base, draws.uniform(Stream::births, 5, month, 1));
    EXPECT_NE(base, draws.uniform(Stream::housing, 5, month, 0));
    EXPECT_NE(base, Draws(8, 0).uniform(Stream::births, 5, month, 0));
    EXPECT_NE(base, Draws(7, 1).uniform(Stream::births, 5, month, 0));
}

TEST(Draws, UniformIsFlat) {
    const Draws draws(1, 0);
    constexpr int n = 100'000;
    std::array<int, 10> counts{};
    for (std::uint32_t i = 0; i < n; ++i)
        ++counts[static_cast<std::size_t>(10 * draws.uniform(Stream::births, i, Month(2026, 1)))];
    double chi_squared = 0;
    for (const int count : counts) chi_squared += (count - n / 10.0) * (count - n / 10.0) / (n / 10.0);
    EXPECT_LT(chi_squared, 27.9);  // 99.9th percentile on 9 degrees of freedom
}

TEST(Draws, NormalHasItsMoments) {
    const Draws draws(3, 0);
    constexpr int n = 100'000;
    double sum = 0, squares = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        const double x = draws.normal(Stream::ethos_shock, i, Month(2026, 1));
        sum += x;
        squares += x * x;
    }
    EXPECT_NEAR(sum / n, 0, 4.0 / std::sqrt(n));
    EXPECT_NEAR(squares / n, 1, 4.0 * std::sqrt(2.0 / n));
}

TEST(Pick, FollowsTheWeights) {
    const std::vector<double> weights{1, 0, 3};
    EXPECT_EQ(pick(weights, 0.0), 0u);
    EXPECT_EQ(pick(weights, 0.2499), 0u);
    EXPECT_EQ(pick(weights, 0.25), 2u);
    EXPECT_EQ(pick(weights, 0.999999999), 2u);
    EXPECT_EQ(pick(std::vector<double>{0, 0}, 0.5), 2u);
}

TEST(Poisson, HasItsMeanAndVariance) {
    const Draws draws(5, 0);
    for (const double mean : {0.3, 4.0, 80.0}) {
        constexpr int n = 40'000;
        double sum = 0, squares = 0;
        for (std::uint32_t i = 0; i < n; ++i) {
            const double x = poisson(mean, draws.uniform(Stream::housing, i, Month(2026, 1)));
            sum += x;
            squares += x * x;
        }
        const double average = sum / n;
        EXPECT_NEAR(average, mean, 5 * std::sqrt(mean / n));
        EXPECT_NEAR(squares / n - average * average, mean, 0.06 * mean + 0.02);
    }
    EXPECT_EQ(poisson(0, 0.5), 0u);
}

}  // namespace
}  // namespace sendscape::draws_test
