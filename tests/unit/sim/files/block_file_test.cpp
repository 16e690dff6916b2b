// SPDX-License-Identifier: MIT
#include "sim/files/block_file.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>

#include "sim/core/error.h"

namespace sendscape::block_file_test {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

struct Odd {
    std::array<std::uint8_t, 3> three;
};

class BlockFileTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() /
                  (std::string("blocks_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        std::iota(counted_.begin(), counted_.end(), 0u);
        std::uint32_t state = 1;
        for (std::uint64_t& value : random_) value = state = state * 1664525u + 1013904223u;
        for (std::size_t i = 0; i < odd_.size(); ++i)
            odd_[i].three = {static_cast<std::uint8_t>(i), 7, static_cast<std::uint8_t>(i >> 8)};
    }
    void TearDown() override { fs::remove_all(folder_); }

    /// Everything a section is made of: words, short lists, long ones of elements of 1, 3, 4 and 8 bytes.
    void put(ByteSink& out) const {
        out.text("Wîck");
        out.value(std::int16_t{-2});
        out.list(counted_);
        out.list(std::vector<double>{});
        out.list(flags_);
        out.list(odd_);
        out.value(1e-300);
        out.list(random_);
    }
    fs::path written(int threads) const {
        const Parallel parallel(threads);
        const fs::path path = folder_ / ("b" + std::to_string(threads) + ".h5");
        BlockFileWriter file(path, head_, 42, parallel);
        put(file);
        file.end_section();
        file.end_section();
        file.bytes(head_);
        file.end_section();
        file.finish();
        return path;
    }
    static Bytes random_bytes() {
        return {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6, 4, 3, 3};
    }
    std::string refusal(const fs::path& path) const {
        try {
            (void)read_block_file(path, "a checkpoint");
        } catch (const InputError& error) {
            return error.what();
        }
        return "no InputError";
    }

    fs::path folder_;
    const Bytes head_{9, 8, 7};
    std::vector<std::uint32_t> counted_ = std::vector<std::uint32_t>(300'000);
    std::vector<std::uint8_t> flags_ = std::vector<std::uint8_t>(1'000'001, 1);
    std::vector<std::uint64_t> random_ = std::vector<std::uint64_t>(70'000);
    std::vector<Odd> odd_ = std::vector<Odd>(200'000);
};

TEST_F(BlockFileTest, SectionsComeBackByteByByte) {
    ByteWriter as_it_was;
    put(as_it_was);
    const fs::path path = written(1);
    const BlockFile file = read_block_file(path, "a checkpoint");
    EXPECT_EQ(file.head, head_);
    ASSERT_EQ(file.sections.size(), 3u);
    EXPECT_TRUE(file.sections[0] == as_it_was.take());
    EXPECT_TRUE(file.sections[1].empty());
    EXPECT_EQ(file.sections[2], head_);
    EXPECT_EQ(read_block_file_head(path, "a checkpoint"), head_);
}

TEST_F(BlockFileTest, ThreadsMakeNoDifference) {
    const Bytes alone = read_sealed(written(1), "a checkpoint");
    EXPECT_TRUE(alone == read_sealed(written(2), "a checkpoint"));
    EXPECT_TRUE(alone == read_sealed(written(5), "a checkpoint"));
}

TEST_F(BlockFileTest, WhatSaysLittleTakesLittleRoom) {
    const auto plain = counted_.size() * 4 + flags_.size() + odd_.size() * 3 + random_.size() * 8;
    EXPECT_LT(fs::file_size(written(1)), plain / 2);
}

TEST_F(BlockFileTest, TheOwnerIsToldOfBlockFilesAlone) {
    const fs::path path = written(1);
    EXPECT_EQ(owner_of(path), 42u);
    EXPECT_EQ(owner_of(folder_ / "none.h5"), std::nullopt);
    EXPECT_EQ(owner_of(folder_), std::nullopt);
    write_sealed(folder_ / "map.h5", random_bytes(), false);
    EXPECT_EQ(owner_of(folder_ / "map.h5"), std::nullopt);
    std::ofstream(folder_ / "text.h5") << "half of one";
    EXPECT_EQ(owner_of(folder_ / "text.h5"), std::nullopt);
    fs::create_symlink(path, folder_ / "link.h5");
    EXPECT_EQ(owner_of(folder_ / "link.h5"), std::nullopt);
    fs::resize_file(path, fs::file_size(path) - 1);
    EXPECT_EQ(owner_of(path), std::nullopt);
}

TEST_F(BlockFileTest, ASealedFileWithoutBlocksIsAllHead) {
    write_sealed(folder_ / "map.h5", random_bytes(), false);
    const BlockFile file = read_block_file(folder_ / "map.h5", "a checkpoint");
    EXPECT_EQ(file.head, random_bytes());
    EXPECT_TRUE(file.sections.empty());
    EXPECT_EQ(read_block_file_head(folder_ / "map.h5", "a checkpoint"), random_bytes());
}

// A digest finds damage, not a forger: whatever a well-sealed file says of its blocks, it is read or refused.
TEST_F(BlockFileTest, ForgedBlocksAreRefused) {
    const Bytes good = read_sealed(written(1), "a checkpoint");
    const auto said = [&](std::size_t at, std::uint8_t byte) {
        Bytes forged = good;
        forged[at] = byte;
        write_sealed(folder_ / "forged.h5", forged, true);
        return refusal(folder_ / "forged.h5");
    };
    const std::string refused =
        "'" + (folder_ / "forged.h5").string() + "' is damaged or forged: its blocks do not fit together";
    // The first block's head stands behind the file's: element, size, packed size, four bytes each.
    EXPECT_EQ(said(3, 0), refused);         // the section ends before its block
    EXPECT_EQ(said(3 + 7, 0x7F), refused);  // a block of 2 GB
    EXPECT_EQ(said(3 + 11, 0x7F), refused);
    EXPECT_EQ(said(3 + 3, 0x7F), refused);  // an element larger than the block
    std::size_t refusals = 0;
    for (std::size_t at = 3; at < 60; ++at) refusals += said(at, static_cast<std::uint8_t>(~good[at])) == refused;
    EXPECT_GT(refusals, 10u);
}

TEST_F(BlockFileTest, NothingIsThereBeforeItIsFinished) {
    const Parallel parallel(1);
    {
        BlockFileWriter file(folder_ / "deep" / "b.h5", head_, 42, parallel);
        put(file);
    }
    EXPECT_TRUE(fs::is_empty(folder_));
    EXPECT_THROW(BlockFileWriter("/proc/nowhere/b.h5", head_, 42, parallel), MachineError);
}

}  // namespace
}  // namespace sendscape::block_file_test
