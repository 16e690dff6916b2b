// SPDX-License-Identifier: MIT
// The visualiser as people meet it: exit statuses and sentences, stories and live runs, with and without a display.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "test_places.h"

namespace {

namespace fs = std::filesystem;

const std::string programs = SENDSCAPE_PROGRAM_DIR;

struct Outcome {
    int status = -1;
    std::string out, err;
};

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool shell(const std::string& command) { return std::system(command.c_str()) == 0; }

class ViewCommand : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!fs::exists(programs + "/sendscape-view")) GTEST_SKIP() << "built without the visualiser";
        folder_ = fs::temp_directory_path() /
                  (std::string("sendscape-view-") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override {
        if (!folder_.empty()) fs::remove_all(folder_);
    }
    /// Where a virtual display does not begin, or its folder is not yet empty when it goes, xvfb-run's own status hides
    /// the program's: it is tried again.
    Outcome run(const std::string& command) {
        constexpr int most_tries = 5;
        Outcome outcome = run_once(command);
        for (int tries = 1; tries < most_tries && (outcome.err.find("Xvfb failed to start") != std::string::npos ||
                                                   outcome.err.find("problem while cleaning up") != std::string::npos);
             ++tries)
            outcome = run_once(command);
        return outcome;
    }
    Outcome run_once(const std::string& command) {
        const std::string all = "cd '" + folder_.string() + "' && { " + command + "; } >'" + folder_.string() +
                                "/.out' 2>'" + folder_.string() + "/.err'";
        const int status = std::system(all.c_str());
        Outcome outcome;
        outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        outcome.out = text_of(folder_ / ".out");
        outcome.err = text_of(folder_ / ".err");
        return outcome;
    }
    /// Without any display.
    Outcome blind(const std::string& arguments) {
        return run("env -u DISPLAY '" + programs + "/sendscape-view' " + arguments);
    }
    /// On a virtual display.
    Outcome seeing(const std::string& arguments) {
        return run("xvfb-run -a -s '-screen 0 1280x720x24' '" + programs + "/sendscape-view' " + arguments);
    }
    static bool no_xvfb() { return !shell("command -v xvfb-run >/dev/null && command -v xauth >/dev/null"); }
    void small_run() {
        ASSERT_EQ(
            run("'" + programs + "/sendscape' run county --years 1 --replicates 1 --no-report --quiet --out o").status,
            0);
    }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
    fs::path folder_;
};

TEST_F(ViewCommand, WhatIsWrongIsSaidBeforeADisplayIsNeeded) {
    Outcome o = blind("missing.h5");
    EXPECT_EQ(o.status, 2) << o.err;
    o = blind("no-such-scenario");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("no scenario 'no-such-scenario'"), std::string::npos) << o.err;
    write("half.h5", "\x89HDF\r\n\x1a\n and then it stopped");
    o = blind("half.h5");
    EXPECT_EQ(o.status, 2) << o.err;
    EXPECT_NE(o.err.find("half.h5"), std::string::npos);
    write("there.png", "somebody's");
    o = blind("county --shot there.png");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err, "sendscape-view: 'there.png' exists already; give --force to replace it\n");
    EXPECT_EQ(text_of(folder_ / "there.png"), "somebody's");
    write("talk.toml", "[[shot]]\nseconds = 0\nlayer = [1]\n");
    o = blind("county --story talk.toml");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("talk.toml:2: 'seconds' must be a number from 1 to 600"), std::string::npos) << o.err;
    EXPECT_NE(o.err.find("talk.toml:3: unknown key 'layer' in a shot; did you mean 'layers'?"), std::string::npos)
        << o.err;
    EXPECT_EQ(blind("").status, 2);
    EXPECT_EQ(blind("county --nonsense").status, 2);
    EXPECT_EQ(blind("--help").status, 0);
}

TEST_F(ViewCommand, NoDisplayIsThreeWithTheLineToUse) {
    const Outcome o = blind("county");
    EXPECT_EQ(o.status, 3);
    EXPECT_NE(o.err.find("xvfb-run -a"), std::string::npos) << o.err;
}

TEST_F(ViewCommand, ADisplayThatDoesNotAnswerIsThree) {
    const Outcome o = run("env DISPLAY=:987 '" + programs + "/sendscape-view' county");
    EXPECT_EQ(o.status, 3);
    EXPECT_NE(o.err.find("':987' does not answer"), std::string::npos) << o.err;
}

TEST_F(ViewCommand, ADisplayThatTurnsUsAwayIsThree) {
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    const Outcome o =
        run("xvfb-run -a -s '-screen 0 640x480x24' env XAUTHORITY=/dev/null '" + programs + "/sendscape-view' county");
    EXPECT_EQ(o.status, 3);
    EXPECT_NE(o.err.find("does not answer or turns us away"), std::string::npos) << o.err;
}

TEST_F(ViewCommand, ADisplayWithoutOpenGlIsThreeInEveryMode) {
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    small_run();
    for (const char* const mode : {"o/run.h5", "county", "o/run.h5 --shot a.png", "o/run.h5 --bench 1",
                                   "county --bench 1", "o/run.h5 --video a.mp4"}) {
        const Outcome o =
            run("xvfb-run -a -s '-screen 0 640x480x24 -extension GLX' '" + programs + "/sendscape-view' " + mode);
        EXPECT_EQ(o.status, 3) << mode;
        EXPECT_NE(o.err.find("has no OpenGL (its X server is without the extension GLX)"), std::string::npos) << o.err;
    }
}

TEST_F(ViewCommand, ADriverThatCannotDrawIsThree) {
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    small_run();
    const Outcome o = run("xvfb-run -a -s '-screen 0 640x480x24' env LIBGL_DRIVERS_PATH=/nowhere '" + programs +
                          "/sendscape-view' o/run.h5 --shot a.png");
    EXPECT_EQ(o.status, 3) << o.err;
    EXPECT_NE(o.err.find("has OpenGL, but drawing with it fails"), std::string::npos) << o.err;
}

TEST_F(ViewCommand, PicturesOfALiveScenarioAndOfItsRunFileAreTheSame) {
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    // Of the same name, for it stands on the picture.
    write("year.toml", "base = \"county\"\ntitle = \"Wendshire, policies as they are\"\nyears = 1\nreplicates = 1\n");
    ASSERT_EQ(run("'" + programs + "/sendscape' run year.toml --no-report --quiet --out o").status, 0);
    Outcome o = seeing("o/run.h5 --shot a.png --at 2026-09 --size 640x360");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_GT(fs::file_size(folder_ / "a.png"), 10'000u);
    o = seeing("year.toml --shot live.png --at 2026-09 --size 640x360");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_TRUE(text_of(folder_ / "a.png") == text_of(folder_ / "live.png"));
    o = seeing("o/run.h5 --shot later.png --at 2026-10 --size 640x360");
    EXPECT_FALSE(text_of(folder_ / "a.png") == text_of(folder_ / "later.png"));
    o = seeing("o/run.h5 --story kiosk --shot story.png --size 640x360");
    EXPECT_EQ(o.status, 0) << o.out << o.err;
    o = seeing("o/run.h5 --shot nowhere/a.png --size 640x360");
    EXPECT_EQ(o.status, 3) << o.out << o.err;
    o = seeing("o/run.h5 --compare year.toml --shot b.png --size 640x360");
    EXPECT_EQ(o.status, 0) << o.out << o.err;
}

TEST_F(ViewCommand, NoPictureReplacesWhatItIsMadeFrom) {
    write("r.png", "\x89HDF\r\n\x1a\n a run file by another name");
    const Outcome o = blind("r.png --shot r.png --force");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err, "sendscape-view: --shot r.png: this is an input of the command: choose another name\n");
    EXPECT_GT(fs::file_size(folder_ / "r.png"), 8u);
    fs::create_directories(folder_ / "d.png");
    EXPECT_EQ(blind("county --shot d.png --force").status, 2);
    EXPECT_EQ(run("mkfifo p.mp4; '" + programs + "/sendscape-view' county --video p.mp4 --force").status, 2);
    EXPECT_TRUE(fs::is_fifo(folder_ / "p.mp4"));
}

TEST_F(ViewCommand, AMessageNobodyCanReadHarmsNothing) {
    const std::string program = "'" + programs + "/sendscape-view' ";
    EXPECT_EQ(run(program + "missing.h5 2>&-").status, 2);
    EXPECT_EQ(run(program + "missing.h5 2>/dev/full").status, 2);
}

TEST_F(ViewCommand, WhatIsPrintedAndLostIsTold) {
    const std::string program = "'" + programs + "/sendscape-view' ";
    for (const char* const arguments : {"--help >/dev/full", "--version >&-", "--help >&-"}) {
        const Outcome o = run(program + arguments);
        EXPECT_EQ(o.status, 3) << arguments;
        EXPECT_NE(o.err.find("sendscape-view: not all that was to be printed"), std::string::npos) << o.err;
    }
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    small_run();
    const Outcome o = seeing("o/run.h5 --bench 1 --size 640x360 >/dev/full");
    EXPECT_EQ(o.status, 3) << o.err;
    EXPECT_NE(o.err.find("sendscape-view: not all that was to be printed"), std::string::npos) << o.err;
}

TEST_F(ViewCommand, AnOptionGivenTwiceIsTold) {
    EXPECT_EQ(blind("run.h5 --shot a.png --shot b.png").err, "sendscape-view: --shot is given twice: one is allowed\n");
}

TEST_F(ViewCommand, APlantedLinkIsNotFollowedByPictures) {
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    small_run();
    write("victim", "somebody's");
    // The names that were once used, for the numbers of the next thousand processes.
    ASSERT_EQ(run("for i in $(seq $$ $(($$ + 1000))); do ln -s victim .a.$i.png; done").status, 0);
    const Outcome o = seeing("o/run.h5 --shot a.png --size 640x360");
    EXPECT_EQ(o.status, 0) << o.err;
    EXPECT_EQ(text_of(folder_ / "victim"), "somebody's");
}

TEST_F(ViewCommand, AFullDiskIsThreeAndLeavesNothing) {
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    small_run();
    const auto hidden = [&] {
        int count = 0;
        for (const auto& entry : fs::directory_iterator(folder_))
            count += entry.path().extension() == ".png" || entry.path().extension() == ".mp4";
        return count;
    };
    const std::string view = "xvfb-run -a -s '-screen 0 1280x720x24' sh -c \"ulimit -f 8; '" + programs +
                             "/sendscape-view' o/run.h5 --size 640x360 ";
    Outcome o = run(view + "--shot s.png\"");
    EXPECT_EQ(o.status, 3) << o.out << o.err;
    EXPECT_EQ(hidden(), 0);
    if (!shell("command -v ffmpeg >/dev/null")) GTEST_SKIP() << "no ffmpeg here";
    o = run(view + "--video v.mp4\"");
    EXPECT_EQ(o.status, 3) << o.out << o.err;
    EXPECT_EQ(hidden(), 0);
    for (const char* const pause : {"4", "8", "16"}) {  // a busy machine is not filming yet after four seconds
        o = run(std::string("xvfb-run -a -s '-screen 0 1280x720x24' timeout -s TERM ") + pause + " '" + programs +
                "/sendscape-view' o/run.h5 --size 1280x720 --video v.mp4");
        EXPECT_EQ(hidden(), 0) << o.err;
        if (o.err.find("interrupted") != std::string::npos) break;
    }
    EXPECT_NE(o.err.find("interrupted; v.mp4 was not written"), std::string::npos) << o.err;
}

TEST_F(ViewCommand, ALostDisplayIsThreeAndNamesTheMonth) {
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    small_run();
    // Whether the first picture is up cannot be asked: a machine that is slow or busy is given longer.
    Outcome o;
    for (const char* const pause : {"4", "8", "16", "32", "64"}) {
        o = run(std::string("rm -f display; Xvfb -displayfd 3 -screen 0 800x600x24 3>display >/dev/null 2>&1 & "
                            "server=$!; for i in $(seq 100); do test -s display && break; sleep 0.1; done; "
                            "DISPLAY=:$(cat display) '") +
                programs + "/sendscape-view' o/run.h5 --size 640x360 & view=$!; sleep " + pause +
                "; kill $server; wait $view");
        if (o.err.find(" while showing ") != std::string::npos) break;
    }
    EXPECT_EQ(o.status, 3) << o.out << o.err;
    EXPECT_NE(o.err.find("the display was lost while showing "), std::string::npos) << o.err;
    EXPECT_NE(o.err.find(" 202"), std::string::npos) << o.err;
}

TEST_F(ViewCommand, AKioskRunsLiveAndUnattended) {
    if (no_xvfb()) GTEST_SKIP() << "no xvfb-run here";
    write("year.toml", "base = \"county\"\nyears = 1\nreplicates = 1\n");
    // It never ends by itself: time does.
    const Outcome o = run("xvfb-run -a -s '-screen 0 800x600x24' timeout -s TERM 12 '" + programs +
                          "/sendscape-view' year.toml --kiosk --size 640x360");
    EXPECT_EQ(o.status, 124) << o.err;
    EXPECT_EQ(o.err, "");
}

}  // namespace
