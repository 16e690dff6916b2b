// SPDX-License-Identifier: MIT
#include "sim/files/sealed_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "sim/core/error.h"

namespace sendscape::sealed_file_test {
namespace {

namespace fs = std::filesystem;

class SealedFile : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() /
                  (std::string("sealed_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::size_t files_in_folder() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
    }
    template <class Action>
    std::string input_error(Action&& action) {
        try {
            action();
        } catch (const InputError& error) {
            return error.what();
        }
        return "no InputError";
    }
    fs::path folder_;
    std::vector<std::uint8_t> bytes_{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
};

TEST_F(SealedFile, ReadsBackWhatWasWritten) {
    write_sealed(folder_ / "a.h5", bytes_, false);
    EXPECT_EQ(read_sealed(folder_ / "a.h5", "a map"), bytes_);
    EXPECT_EQ(files_in_folder(), 1u);
}

TEST_F(SealedFile, MakesTheFolderItNeeds) {
    write_sealed(folder_ / "deep" / "down" / "a.h5", bytes_, false);
    EXPECT_EQ(read_sealed(folder_ / "deep" / "down" / "a.h5", "a map"), bytes_);
}

TEST_F(SealedFile, KeepsAnExistingFileUnlessForced) {
    write_sealed(folder_ / "a.h5", bytes_, false);
    EXPECT_THROW(write_sealed(folder_ / "a.h5", bytes_, false), InputError);
    bytes_[0] = 99;
    write_sealed(folder_ / "a.h5", bytes_, true);
    EXPECT_EQ(read_sealed(folder_ / "a.h5", "a map"), bytes_);
    EXPECT_THROW(write_sealed(folder_, bytes_, true), InputError);
}

TEST_F(SealedFile, BelowAnOrdinaryFileIsAMachineError) {
    std::ofstream(folder_ / "plain") << "x";
    EXPECT_THROW(write_sealed(folder_ / "plain" / "a.h5", bytes_, false), MachineError);
    EXPECT_THROW(write_sealed("/proc/nowhere/a.h5", bytes_, false), MachineError);
}

TEST_F(SealedFile, EveryTruncationIsRefused) {
    write_sealed(folder_ / "a.h5", bytes_, false);
    const auto whole = fs::file_size(folder_ / "a.h5");
    for (std::uintmax_t size = 0; size < whole; ++size) {
        fs::copy_file(folder_ / "a.h5", folder_ / "b.h5", fs::copy_options::overwrite_existing);
        fs::resize_file(folder_ / "b.h5", size);
        EXPECT_THROW((void)read_sealed(folder_ / "b.h5", "a map"), InputError) << size;
    }
}

TEST_F(SealedFile, EveryChangedByteIsRefused) {
    write_sealed(folder_ / "a.h5", bytes_, false);
    std::ifstream in(folder_ / "a.h5", std::ios::binary);
    const std::string whole((std::istreambuf_iterator<char>(in)), {});
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x10);
        std::ofstream(folder_ / "b.h5", std::ios::binary) << changed;
        EXPECT_THROW((void)read_sealed(folder_ / "b.h5", "a map"), InputError) << at;
    }
}

TEST_F(SealedFile, SaysWhatIsWrong) {
    EXPECT_NE(input_error([&] { (void)read_sealed(folder_ / "none.h5", "a map"); }).find("there is no file"),
              std::string::npos);
    EXPECT_NE(input_error([&] { (void)read_sealed(folder_, "a map"); }).find("is a folder"), std::string::npos);
    std::ofstream(folder_ / "empty.h5");
    EXPECT_NE(input_error([&] { (void)read_sealed(folder_ / "empty.h5", "a map"); }).find("is empty"),
              std::string::npos);
    std::ofstream(folder_ / "words.h5") << "urn,name\n1,Somewhere\n";
    EXPECT_NE(input_error([&] { (void)read_sealed(folder_ / "words.h5", "a map"); }).find("not a Sendscape file"),
              std::string::npos);
    std::ofstream(folder_ / "other.h5") << "\x89HDF\r\n\x1a\n and then something of another program's";
    EXPECT_NE(input_error([&] { (void)read_sealed(folder_ / "other.h5", "a map"); }).find("another program"),
              std::string::npos);
}

TEST_F(SealedFile, AFullDiskLeavesNothingBehind) {
    // RLIMIT_FSIZE stands in for a full disk: it needs no rights.
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    rlimit small = before;
    small.rlim_cur = 1000;
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
    const std::vector<std::uint8_t> large(100'000, 7);
    bool refused = false;
    try {
        write_sealed(folder_ / "a.h5", large, false);
    } catch (const MachineError&) {
        refused = true;
    }
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old_handler);
    EXPECT_TRUE(refused);
    EXPECT_EQ(files_in_folder(), 0u);
    write_sealed(folder_ / "a.h5", large, false);
    EXPECT_EQ(read_sealed(folder_ / "a.h5", "a map"), large);
}

TEST(Digest, DependsOnEveryByteAndTheLength) {
    const std::vector<std::uint8_t> none;
    const std::vector<std::uint8_t> zero{0};
    const std::vector<std::uint8_t> zeros(8, 0);
    EXPECT_NE(digest_of(none), digest_of(zero));
    EXPECT_NE(digest_of(zero), digest_of(zeros));
    std::vector<std::uint8_t> bytes(100, 1);
    const auto first = digest_of(bytes);
    for (std::uint8_t& byte : bytes) {
        byte = 2;
        EXPECT_NE(digest_of(bytes), first);
        byte = 1;
    }
    EXPECT_EQ(digest_of(bytes), first);
}

TEST_F(SealedFile, OneThatGrowsIsReadAsAnyOther) {
    // Longer than what waits in memory at a time, and not a whole number of the digest's words.
    std::vector<std::uint8_t> all;
    {
        SealedWriter file(folder_ / "deep" / "a.h5");
        std::vector<std::uint8_t> piece(1'000'003);
        for (std::uint8_t i = 0; i < 20; ++i) {
            std::fill(piece.begin(), piece.end(), i);
            piece[i] = 0xFF;
            file.write(piece);
            all.insert(all.end(), piece.begin(), piece.end());
        }
        EXPECT_FALSE(fs::exists(folder_ / "deep" / "a.h5"));
        file.finish();
    }
    EXPECT_TRUE(read_sealed(folder_ / "deep" / "a.h5", "a map") == all);
    const std::vector<std::uint8_t> last(all.end() - 5, all.end());
    EXPECT_EQ(end_of_sealed(folder_ / "deep" / "a.h5", 5), last);
    EXPECT_TRUE(end_of_sealed(folder_ / "deep" / "a.h5", all.size() + 1).empty());
    // A changed byte at either end, or a last one missing, is found.
    for (const std::size_t at : {std::size_t{0}, all.size() - 1, all.size() + 20}) {
        fs::copy_file(folder_ / "deep" / "a.h5", folder_ / "b.h5", fs::copy_options::overwrite_existing);
        std::fstream file(folder_ / "b.h5", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(at));
        file.put('\x55');
        file.close();
        EXPECT_NE(input_error([&] { (void)read_sealed(folder_ / "b.h5", "a map"); }).find("does not match its digest"),
                  std::string::npos)
            << at;
    }
    fs::resize_file(folder_ / "b.h5", all.size() + 23);
    EXPECT_THROW((void)read_sealed(folder_ / "b.h5", "a map"), InputError);
    EXPECT_TRUE(end_of_sealed(folder_ / "b.h5", 5).empty());
}

TEST_F(SealedFile, OneThatWasNotFinishedLeavesNothingBehind) {
    write_sealed(folder_ / "a.h5", bytes_, false);
    {
        SealedWriter file(folder_ / "a.h5");
        file.write(std::vector<std::uint8_t>(20'000'000));
    }
    EXPECT_EQ(read_sealed(folder_ / "a.h5", "a map"), bytes_);
    EXPECT_EQ(files_in_folder(), 1u);
    EXPECT_THROW(SealedWriter("/proc/nowhere/a.h5"), MachineError);
}

}  // namespace
}  // namespace sendscape::sealed_file_test
