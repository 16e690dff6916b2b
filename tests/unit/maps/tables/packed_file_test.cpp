// SPDX-License-Identifier: MIT
#include "maps/tables/packed_file.h"

#include <zlib.h>

#include "tests/support/import_test.h"

namespace sendscape::packed_file_test {
namespace {

using PackedFile = testing::ImportTest;

std::string gzipped(const std::string& text) {
    z_stream stream{};
    constexpr int gzip = MAX_WBITS + 16, memory = 8;
    EXPECT_EQ(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip, memory, Z_DEFAULT_STRATEGY), Z_OK);
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

TEST_F(PackedFile, PlainAndPackedBytesAreReadWhateverTheirName) {
    EXPECT_EQ(read_plain_or_gzip(file("a.csv", "a,b\n")), "a,b\n");
    EXPECT_EQ(read_plain_or_gzip(file("a.csv.gz", "a,b\n")), "a,b\n");
    EXPECT_EQ(read_plain_or_gzip(file("b.csv", gzipped("a,b\n"))), "a,b\n");
    EXPECT_EQ(read_plain_or_gzip(file("empty.csv", "")), "");
}

TEST_F(PackedFile, PartsAreReadOneAfterAnother) {
    EXPECT_EQ(read_plain_or_gzip(file("a.gz", gzipped("a,b\n") + gzipped("1,2\n") + gzipped("3,4\n"))),
              "a,b\n1,2\n3,4\n");
    EXPECT_EQ(read_plain_or_gzip(file("b.gz", gzipped("a,b\n") + std::string(100, '\0'))), "a,b\n");
}

// A table that ends early looks like a shorter table.
TEST_F(PackedFile, ADamagedPartIsNoShorterTable) {
    const std::string first = gzipped("a,b\n"), second = gzipped("1,2\n3,4\n5,6\n");
    const auto said = [&](const std::string& bytes) {
        return error_of([&] { read_plain_or_gzip(file("t.csv.gz", bytes)); });
    };
    for (const std::size_t at : {std::size_t{10}, second.size() - 6, second.size() - 1}) {  // data, sum, length
        std::string damaged = second;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        EXPECT_NE(said(first + damaged).find("t.csv.gz, gzip part 2 is damaged or cut short"), std::string::npos)
            << at << said(first + damaged);
    }
    std::string no_part = second;
    no_part[0] = 'x';
    EXPECT_NE(
        said(first + no_part)
            .find("behind its 1 gzip part stand " + std::to_string(no_part.size()) + " bytes that are no such part"),
        std::string::npos)
        << said(first + no_part);
    EXPECT_NE(said(first + "appended\n").find("9 bytes"), std::string::npos);
    EXPECT_NE(said(first + second.substr(0, 12)).find("gzip part 2 ends early"), std::string::npos);
    EXPECT_NE(said(first.substr(0, first.size() - 3)).find("gzip part 1 ends early"), std::string::npos);
    EXPECT_NE(said("\x1f\x8b").find("gzip part 1 ends early"), std::string::npos);
}

TEST_F(PackedFile, WhatHoldsMoreThanIsReadIsRefusedByItsSize) {
    constexpr std::size_t most = 1 << 20;
    const std::string packed = gzipped(std::string(most + 1, 'a'));
    const auto said = [&](const std::string& bytes) {
        return error_of([&] { read_plain_or_gzip(file("bomb.csv.gz", bytes), most); });
    };
    const std::string limit = " unpacks to more than 1048576 bytes, which is the most that is read";
    EXPECT_NE(said(packed).find("bomb.csv.gz (" + std::to_string(packed.size()) + " bytes)" + limit), std::string::npos)
        << said(packed);
    // Each part fits, not all of them together.
    const std::string part = gzipped(std::string(most / 2 + 1, 'a'));
    EXPECT_EQ(said(part), "");
    EXPECT_NE(said(part + part).find(limit), std::string::npos);
    EXPECT_NE(said(std::string(most + 1, 'a')).find("holds 1048577 bytes; files of up to 1048576 bytes are read"),
              std::string::npos);
    EXPECT_EQ(said(std::string(most, 'a')), "");
}

TEST_F(PackedFile, SaysWhatIsNoFile) {
    EXPECT_NE(error_of([&] { read_plain_or_gzip(folder_ / "none.csv"); }).find("does not exist"), std::string::npos);
    EXPECT_NE(error_of([&] { read_plain_or_gzip(folder_); }).find("is a folder"), std::string::npos);
    EXPECT_NE(error_of([&] { read_plain_or_gzip("/dev/zero"); }).find("is a device"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::packed_file_test
