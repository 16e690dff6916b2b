// SPDX-License-Identifier: MIT
#include "sim/core/output_paths.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <string>

#include "sim/core/error.h"

namespace sendscape::output_paths_test {
namespace {

namespace fs = std::filesystem;

class OutputPaths : public ::testing::Test {
  protected:
    OutputPaths() : folder_(fs::path(::testing::TempDir()) / ("sendscape-output-paths-" + std::to_string(::getpid()))) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~OutputPaths() override { fs::remove_all(folder_); }
    fs::path folder_;
};

TEST_F(OutputPaths, FoldersMadeForNothingGoAgain) {
    std::error_code error;
    fs::create_directory(folder_ / "a");
    {
        const MadeFolders made(folder_ / "a" / "b" / "c", error);
        EXPECT_FALSE(error);
        EXPECT_TRUE(fs::is_directory(folder_ / "a" / "b" / "c"));
    }
    EXPECT_TRUE(fs::exists(folder_ / "a"));  // it was there before
    EXPECT_FALSE(fs::exists(folder_ / "a" / "b"));
}

TEST_F(OutputPaths, FoldersKeptOrFilledStay) {
    std::error_code error;
    {
        MadeFolders made(folder_ / "kept" / "too/", error);
        made.keep();
        const MadeFolders filled(folder_ / "filled" / "empty", error);
        std::ofstream(folder_ / "filled" / "file") << "x";
    }
    EXPECT_FALSE(error);
    EXPECT_TRUE(fs::exists(folder_ / "kept" / "too"));
    EXPECT_TRUE(fs::exists(folder_ / "filled" / "file"));
    EXPECT_FALSE(fs::exists(folder_ / "filled" / "empty"));
}

TEST_F(OutputPaths, BelowAFileNoFolderIsMade) {
    std::ofstream(folder_ / "file") << "x";
    std::error_code error;
    const MadeFolders made(folder_ / "file" / "b", error);
    EXPECT_TRUE(error);
}

TEST_F(OutputPaths, AnInputIsSparedUnderAnyName) {
    std::ofstream(folder_ / "in.csv") << "x";
    fs::create_symlink(folder_ / "in.csv", folder_ / "link.csv");
    EXPECT_THROW(spare_inputs(folder_ / "link.csv", {folder_ / "in.csv"}), InputError);
    EXPECT_NO_THROW(spare_inputs(folder_ / "out.csv", {folder_ / "in.csv", ""}));
}

TEST_F(OutputPaths, AFileIsNotNamedAsOneOfAnotherKind) {
    for (const char* const name : {"a.h5", "a", "out/v1.2", "a.nc", "a.csv.h5"})
        EXPECT_NO_THROW(check_ending(name, ".h5", "a map is an HDF5 file")) << name;
    for (const char* const name : {"a.csv", "out/a.html", "a.h5.journal", "a.xlsx"})
        EXPECT_THROW(check_ending(name, ".h5", "a map is an HDF5 file"), InputError) << name;
    EXPECT_THROW(check_ending("a.h5", ".html", "a report is HTML"), InputError);
    try {
        check_ending("out/x.csv", ".h5", "a map is an HDF5 file");
        FAIL();
    } catch (const InputError& error) {
        EXPECT_STREQ(error.what(),
                     "--out out/x.csv: a map is an HDF5 file: give a name that ends in .h5, such as out/x.h5");
    }
}

}  // namespace
}  // namespace sendscape::output_paths_test
