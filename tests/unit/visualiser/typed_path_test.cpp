// SPDX-License-Identifier: MIT
#include "visualiser/typed_path.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/output_run.h"
#include "visualiser/file_drop.h"

namespace sendscape::typed_path_test {
namespace {

TEST(TypedPath, RunFilesAndFoldersThatBeginSoAreFoundAndCompleted) {
    const testing::ScratchFolder folder("typed-path");
    std::filesystem::create_directories(folder.path() / "york");
    for (const char* name : {"york.h5", "yorkshire.h5", "york.toml", ".hidden.h5", "kent.h5"})
        std::ofstream(folder.path() / name) << "x";
    const std::string in = folder.path().string() + "/";
    using Paths = std::vector<std::string>;
    EXPECT_EQ(paths_like(in + "yo", 9), (Paths{in + "york.h5", in + "york/", in + "yorkshire.h5"}));
    EXPECT_EQ(paths_like(in, 9).size(), 4u);
    EXPECT_EQ(paths_like(in + ".h", 9), Paths{in + ".hidden.h5"});
    EXPECT_EQ(paths_like(in, 2), (Paths{in + "kent.h5", in + "york.h5"}));
    EXPECT_TRUE(paths_like(in + "nowhere/x", 9).empty());
    EXPECT_EQ(completed(in + "yo", paths_like(in + "yo", 9)), in + "york");
    EXPECT_EQ(completed(in + "k", paths_like(in + "k", 9)), in + "kent.h5");
    EXPECT_EQ(completed("nothing", {}), "nothing");
}

TEST(TypedPath, ADroppedListNamesItsFirstFile) {
    EXPECT_EQ(first_file("file:///runs/a/run.h5\r\n"), "/runs/a/run.h5");
    EXPECT_EQ(first_file("# comment\r\nhttps://x/y\r\nfile://host/out/b%20c%2Fd%.h5\r\nfile:///z"), "/out/b c/d%.h5");
    EXPECT_EQ(first_file("/no/uri"), std::nullopt);
    EXPECT_EQ(first_file("file://host"), std::nullopt);
    EXPECT_EQ(first_file(""), std::nullopt);
}

}  // namespace
}  // namespace sendscape::typed_path_test
