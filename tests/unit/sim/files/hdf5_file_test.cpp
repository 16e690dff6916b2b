// SPDX-License-Identifier: MIT
#include "sim/files/hdf5_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>
#include <numeric>
#include <string_view>

#include "sim/core/error.h"
#include "sim/files/sealed_file.h"

namespace sendscape::hdf5_file_test {
namespace {

std::vector<std::uint8_t> example() {
    Hdf5Writer writer;
    writer.attribute("/", "Conventions", "CF-1.8");
    writer.attribute("/", "empty", "");
    writer.attribute("/", "format_version", std::int64_t{3});
    writer.attribute("/", "factor", 1.25);
    writer.group("/map");
    const std::vector<std::int32_t> months{0, 31, 59};
    writer.axis("/month", months, true);
    writer.attribute("/month", "units", "days since 2026-01-01");
    writer.attribute("/month", "calendar", "standard");
    writer.axis("/school", {"Priory Road Primary", "Sainte-Cécile's", "a very much longer name of a school", ""});
    const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    writer.data<double>("/plans", values, {3, 4}, {"/month", "/school"}, std::numeric_limits<double>::quiet_NaN());
    writer.attribute("/plans", "units", "children");
    std::vector<std::int32_t> many(50'000);
    std::iota(many.begin(), many.end(), -10);
    writer.data<std::int32_t>("/map/many", many, {50, 1000});
    writer.data<std::uint8_t>("/map/nothing", {}, {0});
    writer.strings("/map/names", {"one", "", "three", "Wîck"}, {"/school"});
    return writer.finish();
}

TEST(Hdf5File, ReadsBackWhatWasWritten) {
    const Hdf5Reader reader(example(), "example.h5");
    EXPECT_EQ(reader.text_attribute("/", "Conventions"), "CF-1.8");
    EXPECT_EQ(reader.text_attribute("/", "empty"), "");
    EXPECT_EQ(reader.number_attribute("/", "format_version"), 3);
    EXPECT_EQ(reader.number_attribute("/", "factor"), 1.25);
    EXPECT_TRUE(reader.has_attribute("/month", "units"));
    EXPECT_FALSE(reader.has_attribute("/month", "unit"));
    EXPECT_TRUE(reader.has("/map/many"));
    EXPECT_FALSE(reader.has("/map/few"));
    EXPECT_FALSE(reader.has("/nowhere/few"));
    EXPECT_EQ(reader.extents("/plans"), (std::vector<std::size_t>{3, 4}));
    EXPECT_EQ(reader.data<float>("/plans")[11], 12.0f);
    EXPECT_EQ(reader.data<double>("/plans"), (std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
    EXPECT_EQ(reader.data<std::int64_t>("/map/many")[49'999], 49'989);
    EXPECT_TRUE(reader.data<std::uint8_t>("/map/nothing").empty());
    EXPECT_EQ(reader.strings("/map/names"), (std::vector<std::string>{"one", "", "three", "Wîck"}));
    EXPECT_EQ(reader.strings("/school")[1], "Sainte-Cécile's");
}

TEST(Hdf5File, EqualContentGivesEqualBytes) { EXPECT_EQ(example(), example()); }

TEST(Hdf5File, LargeTablesAreCompressed) { EXPECT_LT(example().size(), 60'000u); }

/// A file of tables of many shapes and types, whose chunks are whole or cut along one axis or another.
std::vector<std::uint8_t> tables(const Parallel* parallel) {
    Hdf5Writer writer(parallel);
    const std::vector<std::int32_t> months(120);
    writer.axis("/month", months, true);
    const auto numbers = [](std::size_t count) {
        std::vector<double> values(count);
        for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<double>(i * i % 9973) / 7;
        return values;
    };
    writer.data<double>("/row", numbers(100'000), {100'000});
    writer.data<double>("/months", numbers(120u * 300), {1, 120, 300}, {"", "/month", ""}, -1.0);
    const std::vector<double> many = numbers(3u * 120 * 500);
    writer.data<float>("/narrow", std::vector<float>(many.begin(), many.end()), {3, 120, 5, 100}, {}, 7.0F);
    writer.data<std::int16_t>("/long", std::vector<std::int16_t>(many.begin(), many.begin() + 80'000), {2, 40'000});
    writer.data<std::uint8_t>("/bytes", std::vector<std::uint8_t>(70'001, 3), {70'001});
    writer.data<std::int64_t>("/tall", std::vector<std::int64_t>(many.begin(), many.begin() + 70'000), {70'000, 1});
    return writer.finish();
}

TEST(Hdf5File, LargeTablesPackedOnAnyThreadsAreAsTheLibraryPacksThem) {
    const Parallel one(1), three(3);
    const std::vector<std::uint8_t> packed = tables(&one), by_library = tables(nullptr);
    EXPECT_EQ(packed, tables(&three));
    EXPECT_NEAR(static_cast<double>(packed.size()), static_cast<double>(by_library.size()),
                0.01 * static_cast<double>(by_library.size()));
    const Hdf5Reader ours(packed, "packed.h5"), library(by_library, "library.h5");
    for (const char* const table : {"/row", "/months", "/narrow", "/long", "/bytes", "/tall"}) {
        EXPECT_EQ(ours.extents(table), library.extents(table)) << table;
        EXPECT_EQ(ours.data<double>(table), library.data<double>(table)) << table;
    }
}

TEST(Hdf5File, WhatIsNotThereIsAnInputError) {
    const Hdf5Reader reader(example(), "example.h5");
    EXPECT_THROW((void)reader.data<double>("/absent"), InputError);
    EXPECT_THROW((void)reader.data<double>("/school"), InputError);
    EXPECT_THROW((void)reader.strings("/plans"), InputError);
    EXPECT_THROW((void)reader.text_attribute("/", "absent"), InputError);
    EXPECT_THROW((void)reader.text_attribute("/", "factor"), InputError);
    EXPECT_THROW(Hdf5Reader(std::vector<std::uint8_t>(500, 7), "noise.h5"), InputError);
}

/// Another size for a table, as somebody would write it who makes files by hand.
std::vector<std::uint8_t> resized(std::vector<std::uint8_t> bytes, std::array<std::uint64_t, 2> was,
                                  std::array<std::uint64_t, 2> is) {
    const auto* pattern = reinterpret_cast<const std::uint8_t*>(was.data());
    const auto at = std::search(bytes.begin(), bytes.end(), pattern, pattern + sizeof was);
    EXPECT_NE(at, bytes.end());
    std::memcpy(&*at, is.data(), sizeof is);
    return bytes;
}

TEST(Hdf5File, SizesThatNoBytesCouldFillAreRefused) {
    const std::uint64_t huge = std::uint64_t{1} << 40, wraps_round = std::uint64_t{1} << 32;
    for (const auto& is : {std::array<std::uint64_t, 2>{huge, 1000}, std::array<std::uint64_t, 2>{50, huge},
                           // 2^64 values are none in 64 bits
                           std::array<std::uint64_t, 2>{wraps_round, wraps_round}}) {
        const Hdf5Reader reader(resized(example(), {50, 1000}, is), "forged.h5");
        EXPECT_THROW((void)reader.data<std::int32_t>("/map/many"), InputError) << is[0];
        EXPECT_THROW((void)reader.extents("/map/many"), InputError) << is[0];
    }
}

// What a reader sees of words, or the refusal of them: any bit turned gives one or the other.
TEST(Hdf5File, NoTurnedBitOfWordsEndsTheProgram) {
    Hdf5Writer writer;
    writer.attribute("/", "format", "words");
    writer.axis("/school", {"Priory Road Primary", "Sainte-Cécile's", "a very much longer name of a school", ""});
    writer.strings("/names", {"one", "two", "three", "four"}, {"/school"});
    const std::vector<std::uint8_t> sound = writer.finish();
    std::size_t read = 0, refused = 0;
    constexpr std::size_t step = 41;  // bytes; tests/fuzz/turned_bits takes every one
    for (std::size_t at = 0; at < sound.size(); at += step) {
        std::vector<std::uint8_t> turned = sound;
        turned[at] ^= static_cast<std::uint8_t>(1u << (at % 8));
        try {
            const Hdf5Reader reader(turned, "turned.h5");
            (void)reader.text_attribute("/", "format");
            EXPECT_LE(reader.strings("/school").size() + reader.strings("/names").size(), sound.size());
            ++read;
        } catch (const InputError&) {
            ++refused;
        }
    }
    EXPECT_GT(read, 0u);
    EXPECT_GT(refused, 0u);
}

// The library trusts what stands at the head of a collection of words and of each word in it.
TEST(Hdf5File, ForgedHeapsAreRefused) {
    Hdf5Writer writer;
    writer.strings("/names", {"one", "two", "three", "four"});
    const std::vector<std::uint8_t> sound = writer.finish();
    const std::string_view heap = "GCOL";
    const auto at = std::search(sound.begin(), sound.end(), heap.begin(), heap.end()) - sound.begin();
    // Version, size of the collection; then of the first word: its number, references to it, and size.
    for (const std::ptrdiff_t field : {4, 8, 12, 16, 18, 24, 28}) {
        for (const std::uint8_t value : {std::uint8_t{0}, std::uint8_t{0xff}}) {
            std::vector<std::uint8_t> forged = sound;
            for (std::ptrdiff_t i = 0; i < 4; ++i) forged[static_cast<std::size_t>(at + field + i)] = value;
            const Hdf5Reader reader(forged, "forged.h5");
            try {
                EXPECT_EQ(reader.strings("/names").size(), 4u) << field << " " << int{value};
            } catch (const InputError&) {
            }
        }
    }
}

TEST(Hdf5File, WordsAreOneLineOfCharactersThatAreShown) {
    Hdf5Writer writer;
    writer.attribute("/", "title", "Red \x1b[31mtown");
    writer.strings("/names", {"a\u202Eb", "one\nline", "Wîck"});
    writer.strings("/text", {"a = 1\nb = 2\n"});
    const Hdf5Reader reader(writer.finish(), "names.h5");
    EXPECT_EQ(reader.text_attribute("/", "title"), "Red  [31mtown");
    EXPECT_EQ(reader.strings("/names"), (std::vector<std::string>{"a b", "one line", "Wîck"}));
    EXPECT_EQ(reader.text("/text"), "a = 1\nb = 2\n");
}

TEST(Hdf5File, AnAttributeOfSeveralNumbersIsNotOne) {
    Hdf5Writer writer;
    const std::vector<double> two{1, 2};
    writer.attribute_values("/", "factor", std::span<const double>(two));
    EXPECT_THROW((void)Hdf5Reader(writer.finish(), "two.h5").number_attribute("/", "factor"), InputError);
}

TEST(Hdf5File, OpensInNetcdfTools) {
    if (std::system("command -v ncdump >/dev/null 2>&1") != 0) GTEST_SKIP() << "ncdump is not installed";
    const std::filesystem::path path = std::filesystem::temp_directory_path() / "sendscape_hdf5_file_test.h5";
    write_sealed(path, example(), true);
    const std::string seen = path.string() + ".cdl";
    // With the data of every variable: a label dataset of the wrong kind crashes only then.
    EXPECT_EQ(std::system(("ncdump " + path.string() + " > " + seen).c_str()), 0);
    EXPECT_EQ(std::system(("grep -q 'double plans(month, school)' " + seen).c_str()), 0);
    EXPECT_EQ(std::system(("grep -q 'month = UNLIMITED' " + seen).c_str()), 0);
    std::filesystem::remove(path);
    std::filesystem::remove(seen);
}

}  // namespace
}  // namespace sendscape::hdf5_file_test
