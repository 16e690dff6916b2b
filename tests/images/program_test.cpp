// SPDX-License-Identifier: MIT
// sendscape-view as people meet it when something is wrong: a sentence, the right exit status, nothing left behind.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "sim/commands/run_command.h"
#include "sim/output/run_file.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "test_places.h"
#include "tests/support/output_run.h"
#include "visualiser/live_run.h"

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

/// A run of a map made from the small one, two months long.
sendscape::Run run_of(const std::function<void(sendscape::Map&)>& edit) {
    namespace scenes = sendscape::testing;
    using namespace sendscape;
    const Parallel parallel(1);
    Map edited = *scenes::small_map();
    edit(edited);
    const auto scenario = std::make_shared<const Scenario>(scenes::small_scenario(1, 1));
    const auto map = std::make_shared<const Map>(prepare_map(edited, {}, parallel));
    Recording recording(map, map->census, 12, 1);
    Simulation simulation(map, scenario, 0, parallel);
    recording.observe(simulation.world(), 0);
    for (int m = 0; m < 12; ++m) {
        simulation.step(parallel);
        recording.observe(simulation.world(), 0);
    }
    return recording.finish(*scenario);
}

TEST_F(ViewProgram, ShowsPlacesOfEverySize) {
    if (!std::getenv("DISPLAY")) GTEST_SKIP() << "no display here";
    const auto keep = [](std::size_t schools) {
        return [schools](sendscape::Map& map) {
            const std::vector<sendscape::School> all = map.schools;
            map.travel = {};  // it lists schools by row
            map.schools.resize(std::min(schools, all.size()));
            // A country: as many again and again, elsewhere, nobody in them.
            while (map.schools.size() < schools) {
                sendscape::School school = all[map.schools.size() % all.size()];
                school.urn = static_cast<std::uint32_t>(200'000 + map.schools.size());
                school.roll = school.plans = school.sen_support = 0;
                school.base_places = {};
                school.x += static_cast<std::int32_t>(map.schools.size() * 7'919 % 300'000);
                school.y += static_cast<std::int32_t>(map.schools.size() * 104'729 % 500'000);
                map.schools.push_back(school);
            }
        };
    };
    ASSERT_TRUE(sendscape::testing::small_map()->roads.empty());  // straight lines throughout
    for (const std::size_t schools : {0u, 1u, 9u, 24'470u}) {
        sendscape::write_run(run_of(keep(schools)), folder_ / "run.h5", true);
        for (const char* more : {"", " --layers 1,2,3,4,5,6,7,8,9", " --compare run.h5", " --story kiosk"}) {
            EXPECT_EQ(run(std::string("run.h5 --shot a.png --force --size 640x360 --at 2026-09") + more), 0)
                << schools << more << ": " << said_;
            EXPECT_EQ(said_, "");
            EXPECT_GT(fs::file_size(folder_ / "a.png"), 5'000u);
            fs::remove(folder_ / "a.png");
        }
    }
}

// Of a real place a picture is as if names were hidden, and so is what trace tells; --names names.
TEST_F(ViewProgram, RealSchoolsAreNotNamedUnlessAskedFor) {
    if (!std::getenv("DISPLAY")) GTEST_SKIP() << "no display here";
    const auto picture = [&](bool real, const std::string& more) {
        sendscape::write_run(run_of([&](sendscape::Map& map) { map.synthetic = !real; }), folder_ / "run.h5", true);
        // A talk has its own layers.
        const bool talk = more.find("--story") != std::string::npos;
        EXPECT_EQ(run("run.h5 --shot a.png --force --at 2026-09" + std::string(talk ? "" : " --layers 1,3") + more), 0)
            << said_;
        std::ifstream in(folder_ / "a.png", std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const std::string story = " --story kiosk";
    EXPECT_TRUE(picture(true, "") == picture(false, " --anonymise"));
    EXPECT_TRUE(picture(true, story) == picture(false, " --anonymise" + story));
    EXPECT_TRUE(picture(true, " --names" + story) == picture(false, story));
    if (!fs::exists(SENDSCAPE_PROGRAM_DIR "/sendscape")) GTEST_SKIP() << "sendscape is not built";
    const auto told = [&](bool real, const std::string& more) {
        sendscape::write_run(run_of([&](sendscape::Map& map) { map.synthetic = !real; }), folder_ / "run.h5", true);
        const std::string command =
            "cd '" + folder_.string() + "' && '" SENDSCAPE_PROGRAM_DIR "/sendscape' trace run.h5 --school " +
            std::to_string(sendscape::testing::small_map()->schools.front().urn) + " " + more + " >.out 2>.err";
        EXPECT_EQ(std::system(command.c_str()), 0);
        std::ifstream in(folder_ / ".out");
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const std::string name = sendscape::testing::small_map()->schools.front().name;
    EXPECT_EQ(told(true, "").find(name), std::string::npos);
    EXPECT_NE(told(true, "").find("School 1 "), std::string::npos);
    EXPECT_NE(told(true, "--names").find(name), std::string::npos);
    EXPECT_NE(told(false, "").find(name), std::string::npos);
}

TEST_F(ViewProgram, ALiveRunOfTheCountyIsTheProgramsRunToTheByte) {
    if (!fs::exists(SENDSCAPE_PROGRAM_DIR "/sendscape")) GTEST_SKIP() << "sendscape is not built";
    write("year.toml", "base = \"county\"\nyears = 1\nreplicates = 2\n");
    const std::string command = "cd '" + folder_.string() +
                                "' && '" SENDSCAPE_PROGRAM_DIR
                                "/sendscape' run year.toml --threads 1 --no-report --quiet --out o";
    ASSERT_EQ(std::system(command.c_str()), 0);
    using namespace sendscape;
    const Scenario scenario = read_scenario((folder_ / "year.toml").string());
    auto map = std::make_shared<const Map>(scenario_map(scenario, {}, Parallel(2)));
    LiveRun live(scenario, std::move(map), 2);
    while (!live.finished()) live.new_film();  // a view that fetches all it can
    ASSERT_EQ(live.failure(), nullptr);
    write_run(*live.run(), folder_ / "live.h5", false);
    const auto bytes = [&](const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(in), {}};
    };
    const std::string headless = bytes(folder_ / "o" / "run.h5");
    EXPECT_GT(headless.size(), 100'000u);
    EXPECT_TRUE(bytes(folder_ / "live.h5") == headless);
}

TEST_F(ViewProgram, AVideoIsWholeAndOfTheSizeAskedFor) {
    if (!std::getenv("DISPLAY")) GTEST_SKIP() << "no display here";
    if (std::system("command -v ffmpeg >/dev/null && command -v ffprobe >/dev/null") != 0)
        GTEST_SKIP() << "no ffmpeg here";
    sendscape::write_run(sendscape::testing::small_run(1, 1), folder_ / "run.h5", false);
    ASSERT_EQ(run("run.h5 --video v.mp4 --size 321x180"), 0) << said_;
    const std::string probe = "cd '" + folder_.string() +
                              "' && ffprobe -v error -select_streams v -count_frames -show_entries "
                              "stream=width,height,r_frame_rate,nb_read_frames -of csv=p=0 v.mp4 > .probe";
    ASSERT_EQ(std::system(probe.c_str()), 0);
    std::ifstream in(folder_ / ".probe");
    std::string line;
    std::getline(in, line);
    EXPECT_EQ(line, "320,180,30/1,300");  // ten seconds are the shortest; frames of a video have even sides
    std::size_t hidden = 0;
    for (const auto& entry : fs::directory_iterator(folder_))
        hidden += entry.path().extension() == ".mp4" && entry.path().filename() != "v.mp4";
    EXPECT_EQ(hidden, 0u);
}

TEST_F(ViewProgram, SaysWhenThereIsNoFont) {
    if (!std::getenv("DISPLAY")) GTEST_SKIP() << "no display here";
    sendscape::write_run(sendscape::testing::small_run(1, 1), folder_ / "run.h5", false);
    write("fonts.conf",
          "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">"
          "<fontconfig><dir>/nowhere</dir></fontconfig>\n");
    EXPECT_EQ(run("run.h5 --shot a.png", "FONTCONFIG_FILE='" + (folder_ / "fonts.conf").string() + "'"), 3);
    EXPECT_EQ(said_, "sendscape-view: no font could be loaded: install the package fonts-inter or fonts-dejavu-core\n");
    EXPECT_FALSE(fs::exists(folder_ / "a.png"));
    // Without Inter the next best is taken.
    write("fonts.conf",
          "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">"
          "<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>\n");
    if (fs::exists("/usr/share/fonts/truetype/dejavu")) {
        EXPECT_EQ(
            run("run.h5 --shot a.png --size 640x360", "FONTCONFIG_FILE='" + (folder_ / "fonts.conf").string() + "'"), 0)
            << said_;
    }
}

TEST_F(ViewProgram, RefusesUnknownOptions) {
    EXPECT_EQ(run("run.h5 --theem dark"), 2);
    EXPECT_NE(said_.find("--theme"), std::string::npos) << said_;
    EXPECT_EQ(run(""), 2);
    EXPECT_EQ(run("--help"), 0);
    EXPECT_EQ(run("--version"), 0);
}

}  // namespace
