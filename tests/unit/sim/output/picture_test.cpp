// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cmath>

#include "sim/output/findings.h"
#include "sim/output/run_picture.h"
#include "tests/support/output_run.h"

namespace sendscape::picture_test {
namespace {

// Six years: the headline's September lies before the last January, which must not be what is drawn.
TEST(RunPicture, DrawsTheSchoolsOfTheHeadlinesSchoolYear) {
    auto run = testing::small_run(6, 2);
    const Findings f = findings_of(run);
    ASSERT_EQ(f.headline.month_of_year(), 9);
    const Month january(f.headline.year() + 1, 1);
    const PictureOptions picture = picture_of(run);
    EXPECT_NE(picture.subtitle.find(long_name(f.headline)), std::string::npos) << picture.subtitle;
    EXPECT_NE(picture.subtitle.find("schools, " + long_name(january)), std::string::npos) << picture.subtitle;
    EXPECT_NE(picture.title.find(run.map->name), std::string::npos) << picture.title;
    const Series& rolls = run.get("pupils_on_roll");
    const std::size_t time = *run.time(rolls, january);
    const std::size_t oak = testing::oak_special;
    EXPECT_EQ(picture.marks[oak].roll, std::lround((rolls.at(0, time)[oak] + rolls.at(1, time)[oak]) / 2));
    const double places = run.means(run.get("commissioned_places"), january)[oak];
    EXPECT_NEAR(picture.marks[oak].fill, run.means(rolls, january)[oak] / places, 1e-9);
}

TEST(RunPicture, LeavesOutWhatIsNotOpenInMostRuns) {
    auto run = testing::small_run(2, 3);
    const std::size_t oak = testing::oak_special;
    auto series = std::find_if(run.series.begin(), run.series.end(),
                               [](const Series& one) { return one.name == "pupils_on_roll"; });
    ASSERT_NE(series, run.series.end());
    const auto close = [&](std::size_t replicate) {
        for (std::size_t time = 0; time < series->times; ++time)
            series->values[(replicate * series->times + time) * series->cells() + oak] = std::nan("");
    };
    close(0);
    EXPECT_TRUE(picture_of(run).marks[oak].drawn);
    close(1);
    EXPECT_FALSE(picture_of(run).marks[oak].drawn);
    EXPECT_TRUE(picture_of(run).marks[testing::meadow].drawn);
}

}  // namespace
}  // namespace sendscape::picture_test
