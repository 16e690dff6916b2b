// SPDX-License-Identifier: MIT
#include "visualiser/options.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"

namespace sendscape::options_test {
namespace {

std::string refusal(const std::vector<std::string>& words) {
    try {
        parse_view_options(words);
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

TEST(ViewOptions, ReadsThemAll) {
    const ViewOptions options =
        parse_view_options({"run.h5", "--at", "2029-09", "--layers", "1,4", "--size", "1280x720", "--theme", "light",
                            "--scale", "1.5", "--anonymise", "--shot", "a.png", "--force"});
    EXPECT_EQ(options.source, "run.h5");
    ASSERT_TRUE(options.at);
    EXPECT_EQ(*options.at, Month(2029, 9));
    EXPECT_EQ(options.layers, (std::vector<Layer>{Layer::schools, Layer::shortfall}));
    EXPECT_EQ(options.width, 1280u);
    EXPECT_EQ(options.height, 720u);
    EXPECT_TRUE(options.light);
    EXPECT_TRUE(options.anonymise);
    EXPECT_TRUE(options.force);
    EXPECT_FLOAT_EQ(options.scale, 1.5f);
    ASSERT_TRUE(options.picture);
}

TEST(ViewOptions, SaysHowAScenarioIsLived) {
    const ViewOptions options = parse_view_options({"county", "--levers", "--years", "5", "--replicates", "3"});
    EXPECT_TRUE(options.levers);
    EXPECT_EQ(options.years, 5);
    EXPECT_EQ(options.replicates, 3u);
    EXPECT_EQ(refusal({"county", "--years", "2.5"}), "--years: read '2.5', a whole number is allowed");
    EXPECT_EQ(refusal({"county", "--replicates", "0"}), "--replicates: read '0', a number from 1 to 1000 is allowed");
}

TEST(ViewOptions, SaysWhatItReadAndWhatIsAllowed) {
    EXPECT_NE(refusal({"run.h5", "--theem", "light"})
                  .find("unknown option '--theem'; did you mean '--theme'? sendscape-view"),
              std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--theme", "blue"}).find("'blue'"), std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--size", "big"}).find("1920x1080"), std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--size", "1x1"}).find("320"), std::string::npos);
    EXPECT_EQ(refusal({"run.h5", "--scale", "9"}), "--scale: read '9', a number from 0.5 to 3 is allowed");
    EXPECT_NE(refusal({"run.h5", "--layers", "0"}).find("1 to 9"), std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--layers", "1,school"}).find("read 'school'"), std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--layers", "1,"}).find("read ''"), std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--at", "soon"}).find("2029-09"), std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--shot"}).find("needs a value"), std::string::npos);
    EXPECT_NE(refusal({}).find("name a run file"), std::string::npos);
    EXPECT_NE(refusal({"a.h5", "b.h5"}).find("'b.h5'"), std::string::npos);
}

TEST(ViewOptions, WhatCannotBothBeIsTold) {
    EXPECT_EQ(refusal({"run.h5", "--shot", "a.png", "--shot", "b.png"}), "--shot is given twice: one is allowed");
    EXPECT_EQ(refusal({"run.h5", "--map", "a.h5", "--at", "2029-09", "--map", "b.h5"}),
              "--map is given twice: one is allowed");
    EXPECT_EQ(refusal({"run.h5", "--force", "--force"}), "--force is given twice: one is allowed");
    EXPECT_EQ(refusal({"run.h5", "--shot", "a.png", "--video", "b.mp4"}),
              "--shot and --video: one of them is allowed at a time");
    EXPECT_EQ(refusal({"run.h5", "--bench", "3", "--video", "b.mp4"}),
              "--video and --bench: one of them is allowed at a time");
    EXPECT_EQ(refusal({"--version", "x"}), "--version stands alone: 2 words were read");
    EXPECT_EQ(refusal({"run.h5", "--help"}), "--help stands alone: 2 words were read");
    EXPECT_EQ(refusal({"--help"}), "");
}

TEST(ViewOptions, WhatWouldDoNothingIsRefused) {
    EXPECT_EQ(refusal({"run.h5", "--force"}), "--force does nothing without --shot or --video: nothing is written");
    EXPECT_EQ(refusal({"run.h5", "--story", "s.toml", "--layers", "1"}),
              "--layers and --story: each shot of a talk has its own layers");
    EXPECT_EQ(refusal({"run.h5", "--kiosk", "--at", "2029-09"}),
              "--at and --kiosk: a talk has its own months; --at is for a picture of it (--shot)");
    EXPECT_EQ(refusal({"run.h5", "--story", "s.toml", "--at", "2029-09", "--shot", "a.png"}), "");
    EXPECT_EQ(refusal({"run.h5", "--kiosk", "--bench"}), "--bench and --kiosk: frames are measured without a talk");
}

TEST(ViewOptions, AVideoHasItsMonthsAndItsLength) {
    const ViewOptions options =
        parse_view_options({"run.h5", "--video", "a.mp4", "--from", "2027-01", "--to", "2029-09", "--seconds", "20"});
    EXPECT_EQ(*options.from, Month(2027, 1));
    EXPECT_EQ(*options.to, Month(2029, 9));
    EXPECT_EQ(*options.seconds, 20);
    EXPECT_EQ(refusal({"run.h5", "--from", "2027-01"}), "--from is of a film: --video FILE.mp4 is needed beside it");
    EXPECT_EQ(refusal({"run.h5", "--shot", "a.png", "--seconds", "3"}),
              "--seconds is of a film: --video FILE.mp4 is needed beside it");
    EXPECT_EQ(refusal({"run.h5", "--video", "a.mp4", "--to", "2027-01", "--story", "kiosk"}),
              "--to and --story: a talk has its own months");
    EXPECT_EQ(refusal({"run.h5", "--video", "a.mp4", "--to", "2027-01", "--from", "2027-01"}),
              "--to: read '2027-01', a month after --from 2027-01 is allowed");
    EXPECT_NE(refusal({"run.h5", "--video", "a.mp4", "--at", "2027-01", "--from", "2027-01"}).find("leave --at out"),
              std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--video", "a.mp4", "--from", "spring"}).find("read 'spring'"), std::string::npos);
    EXPECT_NE(refusal({"run.h5", "--video", "a.mp4", "--seconds", "0"}).find("from 1 to 3600"), std::string::npos);
}

TEST(ViewOptions, LayersAreNamedByNumberOrId) {
    EXPECT_EQ(parse_view_options({"run.h5", "--layers", "money,3"}).layers,
              (std::vector<Layer>{Layer::money, Layer::magnets}));
    for (const LayerRow& row : layer_rows)
        EXPECT_NE(view_usage().find(std::to_string(row.number()) + " " + std::string(row.words)), std::string::npos);
}

TEST(ViewOptions, BenchTakesSecondsOrNone) {
    EXPECT_EQ(parse_view_options({"run.h5", "--bench"}).bench, 10);
    EXPECT_EQ(parse_view_options({"--bench", "3", "run.h5"}).bench, 3);
    EXPECT_EQ(parse_view_options({"--bench", "2030.h5"}).source, "2030.h5");
}

}  // namespace
}  // namespace sendscape::options_test
