// SPDX-License-Identifier: MIT
#include "sim/files/bytes.h"

#include <gtest/gtest.h>

namespace sendscape::bytes_test {
namespace {

std::vector<std::uint8_t> some_bytes() {
    ByteWriter writer;
    writer.value(std::int16_t{-2});
    writer.list(std::vector<float>{0.5f, -1.25f, 3.0f});
    writer.list(std::vector<std::uint8_t>{});
    writer.value(1e-300);
    writer.text("Wîck");
    return writer.take();
}

std::string refusal(const std::vector<std::uint8_t>& bytes) {
    ByteReader reader(bytes, "these bytes do not fit");
    try {
        (void)reader.value<std::int16_t>();
        std::vector<float> three;
        reader.list(three);
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

TEST(Bytes, ComeBackInTheOrderTheyWereWritten) {
    const std::vector<std::uint8_t> bytes = some_bytes();
    // Two lists, each with the size of an element and their number in eight bytes each; a text with its length.
    EXPECT_EQ(bytes.size(), 2 + (16 + 3 * 4) + 16 + 8 + (8 + 5u));
    ByteReader reader(bytes, "misfit");
    EXPECT_EQ(reader.value<std::int16_t>(), -2);
    std::vector<float> three;
    reader.list(three);
    EXPECT_EQ(three, (std::vector<float>{0.5f, -1.25f, 3.0f}));
    std::vector<std::uint8_t> none{9};
    reader.list(none);
    EXPECT_TRUE(none.empty());
    EXPECT_FALSE(reader.at_end());
    EXPECT_EQ(reader.value<double>(), 1e-300);
    EXPECT_EQ(reader.text(), "Wîck");
    EXPECT_TRUE(reader.at_end());
}

TEST(Bytes, ThatEndTooSoonAreRefusedInTheGivenWords) {
    std::vector<std::uint8_t> bytes = some_bytes();
    EXPECT_EQ(refusal(bytes), "");
    bytes.resize(2 + 16 + 3 * 4 - 1);
    EXPECT_EQ(refusal(bytes), "these bytes do not fit");
    bytes.resize(1);
    EXPECT_EQ(refusal(bytes), "these bytes do not fit");
    EXPECT_EQ(refusal({}), "these bytes do not fit");
}

TEST(Bytes, AListOfOtherElementsOrOfImpossibleLengthIsRefused) {
    const std::vector<std::uint8_t> good = some_bytes();
    std::vector<std::uint8_t> bytes = good;
    bytes[2] = 8;  // the size of an element
    EXPECT_EQ(refusal(bytes), "these bytes do not fit");
    bytes = good;
    bytes[10 + 7] = 0x80;  // the highest byte of the number of elements: no memory holds so many
    EXPECT_EQ(refusal(bytes), "these bytes do not fit");
}

}  // namespace
}  // namespace sendscape::bytes_test
