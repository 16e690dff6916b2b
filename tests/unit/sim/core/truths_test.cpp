// SPDX-License-Identifier: MIT
#include "sim/core/truths.h"

#include <gtest/gtest.h>

#include <array>

#include "sim/core/draws.h"

namespace sendscape::truths_test {
namespace {

TEST(Truths, AreTheSameBitsHoweverTheyAreTaken) {
    const Draws draws(5, 0);
    for (std::uint32_t turn = 0; turn < 200; ++turn) {
        std::array<std::uint8_t, truths_of_a_word> truths{};
        std::uint64_t expected = 0;
        for (std::uint32_t k = 0; k < truths.size(); ++k) {
            truths[k] = draws.below(3, Stream::births, turn, Month(1), k) == 0 ? 1 : 0;
            if (truths[k] != 0) expected += std::uint64_t{1} << k;
        }
        ASSERT_EQ(as_bits(truths.data()), expected);
        ASSERT_EQ(as_bits_one_by_one(truths.data()), expected);
    }
}

TEST(Truths, BitsAreOfTheValuesThatAreLikeOne) {
    std::array<std::int8_t, 33> values{};
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<std::int8_t>(k % 5 == 0 ? -2 : k % 3);
    for (const int value : {-2, 0, 1, 7})
        for (const std::size_t first : {0U, 1U}) {  // wherever the values stand in memory
            std::uint32_t expected = 0;
            for (std::size_t k = 0; k < 32; ++k) expected |= (values[first + k] == value ? 1U : 0U) << k;
            EXPECT_EQ(bits_like<32>(values.data() + first, static_cast<std::uint8_t>(value)), expected) << value;
            EXPECT_EQ(bits_like<16>(values.data() + first, static_cast<std::uint8_t>(value)), expected & 0xFFFFU);
        }
}

}  // namespace
}  // namespace sendscape::truths_test
