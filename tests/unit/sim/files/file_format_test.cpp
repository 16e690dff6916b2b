// SPDX-License-Identifier: MIT
#include "sim/files/file_format.h"

#include <gtest/gtest.h>

#include <limits>

#include "sim/core/error.h"

namespace sendscape::file_format_test {
namespace {

constexpr FileFormat tea_list{"sendscape tea list", "a tea list", 2};

Hdf5Reader file_of(const std::string& format, double version) {
    Hdf5Writer writer;
    writer.attribute("/", "format", format);
    writer.attribute("/", "format_version", version);
    return Hdf5Reader(writer.finish(), "teas.h5");
}

std::string refusal(const Hdf5Reader& file, const FileFormat& kind) {
    try {
        (void)version_of(file, "teas.h5", kind);
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

TEST(FileFormat, EveryVersionUpToTheNewestIsKnown) {
    EXPECT_EQ(version_of(file_of("sendscape tea list", 1), "teas.h5", tea_list), 1);
    EXPECT_EQ(version_of(file_of("sendscape tea list", 2), "teas.h5", tea_list), 2);
}

TEST(FileFormat, AnotherVersionIsRefusedByItsName) {
    EXPECT_EQ(refusal(file_of("sendscape tea list", 9), tea_list),
              "'teas.h5' is a tea list of format version 9; this program reads 1 and 2");
    for (const double version : {0.0, 1.5, -1.0, std::numeric_limits<double>::quiet_NaN()})
        EXPECT_NE(refusal(file_of("sendscape tea list", version), tea_list), "") << version;
    FileFormat other = tea_list;
    other.newest = 1;
    EXPECT_EQ(refusal(file_of("sendscape tea list", 2), other),
              "'teas.h5' is a tea list of format version 2; this program reads 1");
    other.newest = 4;
    EXPECT_EQ(refusal(file_of("sendscape tea list", 5), other),
              "'teas.h5' is a tea list of format version 5; this program reads 1 to 4");
}

TEST(FileFormat, AnotherKindOfFileIsRefusedAsWhatItIsNot) {
    const std::string said = "'teas.h5' is not a tea list: it is another kind of Sendscape file";
    EXPECT_EQ(refusal(file_of("sendscape map", 1), tea_list), said);
    Hdf5Writer plain;
    plain.attribute("/", "title", "without a format");
    EXPECT_EQ(refusal(Hdf5Reader(plain.finish(), "teas.h5"), tea_list), said);
}

}  // namespace
}  // namespace sendscape::file_format_test
