// SPDX-License-Identifier: MIT
#include "sim/files/hdf5_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <limits>
#include <numeric>

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
    EXPECT_EQ(reader.rows<double>("/plans", 1, 1), (std::vector<double>{5, 6, 7, 8}));
    EXPECT_EQ(reader.data<std::int64_t>("/map/many")[49'999], 49'989);
    EXPECT_TRUE(reader.data<std::uint8_t>("/map/nothing").empty());
    EXPECT_EQ(reader.strings("/map/names"), (std::vector<std::string>{"one", "", "three", "Wîck"}));
    EXPECT_EQ(reader.strings("/school")[1], "Sainte-Cécile's");
    EXPECT_EQ(reader.children("/map"), (std::vector<std::string>{"many", "nothing", "names"}));
}

TEST(Hdf5File, EqualContentGivesEqualBytes) { EXPECT_EQ(example(), example()); }

TEST(Hdf5File, LargeTablesAreCompressed) { EXPECT_LT(example().size(), 60'000u); }

TEST(Hdf5File, WhatIsNotThereIsAnInputError) {
    const Hdf5Reader reader(example(), "example.h5");
    EXPECT_THROW((void)reader.data<double>("/absent"), InputError);
    EXPECT_THROW((void)reader.data<double>("/school"), InputError);
    EXPECT_THROW((void)reader.strings("/plans"), InputError);
    EXPECT_THROW((void)reader.text_attribute("/", "absent"), InputError);
    EXPECT_THROW((void)reader.text_attribute("/", "factor"), InputError);
    EXPECT_THROW((void)reader.children("/absent"), InputError);
    EXPECT_THROW(Hdf5Reader(std::vector<std::uint8_t>(500, 7), "noise.h5"), InputError);
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
