// sendscape-view as people meet it when something is wrong: a sentence, the right exit status, nothing left behind.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "sim/output/run_file.h"
#include "test_places.h"
#include "tests/support/output_run.h"

namespace {

namespace fs = std::filesystem;

class ViewProgram : public ::testing::Test {
  protected:
    ViewProgram() {
        folder_ = fs::temp_directory_path() /
                  (std::string("sendscape-view-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~ViewProgram() override { fs::remove_all(folder_); }
    void SetUp() override {
        if (!fs::exists(SENDSCAPE_PROGRAM_DIR "/sendscape-view")) GTEST_SKIP() << "sendscape-view is not built";
    }
    int run(const std::string& arguments, const std::string& before = "") {
        const std::string command = "cd '" + folder_.string() + "' && " + before +
                                    " '" SENDSCAPE_PROGRAM_DIR "/sendscape-view' " + arguments + " >.out 2>.err";
        const int status = std::system(command.c_str());
        std::ifstream in(folder_ / ".err");
        said_.assign(std::istreambuf_iterator<char>(in), {});
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    void write(const std::string& name, const std::string& bytes) {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }
    fs::path folder_;
    std::string said_;
};

TEST_F(ViewProgram, RefusesFilesThatAreNotRuns) {
    EXPECT_EQ(run("nowhere.h5 --shot a.png"), 2);
    EXPECT_NE(said_.find("nowhere.h5"), std::string::npos) << said_;
    write("empty.h5", "");
    EXPECT_EQ(run("empty.h5 --shot a.png"), 2);
    EXPECT_NE(said_.find("empty.h5"), std::string::npos) << said_;
    write("noise.h5", std::string(5'000, '\x5A'));
    EXPECT_EQ(run("noise.h5 --shot a.png"), 2);
    write("cut.h5", std::string("\x89HDF\r\n\x1a\n", 8) + std::string(300, '\0'));
    EXPECT_EQ(run("cut.h5 --shot a.png"), 2);
    EXPECT_LT(said_.size(), 400u) << said_;
    EXPECT_FALSE(fs::exists(folder_ / "a.png"));
}

TEST_F(ViewProgram, KnowsAHalfWrittenRunAndAMissingDisplay) {
    sendscape::write_run(sendscape::testing::small_run(1, 1), folder_ / "run.h5", false);
    // Without a display: the sentence says what to run instead.
    EXPECT_EQ(run("run.h5 --shot a.png", "env --unset=DISPLAY"), 3);
    EXPECT_NE(said_.find("xvfb-run -a"), std::string::npos) << said_;
    EXPECT_FALSE(fs::exists(folder_ / "a.png"));
    if (std::getenv("DISPLAY")) {
        EXPECT_EQ(run("run.h5 --shot a.png --size 640x360 --at 2026-05"), 0) << said_;
        EXPECT_TRUE(fs::exists(folder_ / "a.png"));
        EXPECT_EQ(run("run.h5 --shot a.png --size 640x360"), 2);
        EXPECT_NE(said_.find("--force"), std::string::npos) << said_;
        EXPECT_EQ(run("run.h5 --shot b.png --at 2050-01"), 2);
    }
    fs::resize_file(folder_ / "run.h5", fs::file_size(folder_ / "run.h5") / 2);
    EXPECT_EQ(run("run.h5 --shot c.png"), 2);
    EXPECT_NE(said_.find("run.h5"), std::string::npos) << said_;
}

TEST_F(ViewProgram, RefusesUnknownOptions) {
    EXPECT_EQ(run("run.h5 --theem dark"), 2);
    EXPECT_NE(said_.find("--theme"), std::string::npos) << said_;
    EXPECT_EQ(run(""), 2);
    EXPECT_EQ(run("--help"), 0);
    EXPECT_EQ(run("--version"), 0);
}

}  // namespace
