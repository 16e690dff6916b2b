// SPDX-License-Identifier: MIT
#include "maps/picture/picture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "maps/county/synthetic_county.h"
#include "maps/picture/marks.h"
#include "sim/core/error.h"
#include "tests/support/data.h"

namespace sendscape::picture_test {
namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Picture, DrawsTheCountyAsPngAndAsSvgWithWords) {
    const Map map =
        make_synthetic_county(std::string(SENDSCAPE_SOURCE_DIR) + "/configs/counties/wendshire.toml", 1, Parallel(2));
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "sendscape_picture_test";
    PictureOptions options;
    options.title = "Wendshire & <its> schools";
    options.shortfall_by_area = {12, 0, 3, 0, 0, 41, 0};
    draw_map(map, options, folder / "map.png");
    draw_map(map, options, folder / "map.svg");
    options.light = false;
    options.width = 640;
    options.height = 480;
    draw_map(map, options, folder / "dark.png");
    EXPECT_EQ(content(folder / "map.png").substr(1, 3), "PNG");
    EXPECT_GT(content(folder / "map.png").size(), 50'000u);
    const std::string svg = content(folder / "map.svg");
    EXPECT_NE(svg.find("Wendshire &amp; &lt;its&gt; schools"), std::string::npos);
    EXPECT_NE(svg.find("41 short of places</text>"), std::string::npos);
    EXPECT_NE(svg.find("Lyne Haven"), std::string::npos);
    EXPECT_EQ(svg.find("nan"), std::string::npos);
    EXPECT_LT(svg.size(), 900'000u);
    EXPECT_THROW(draw_map(map, options, folder / "map.jpg"), InputError);
    EXPECT_THROW(draw_map(map, options, folder / "map.png" / "below.png"), MachineError);
    std::filesystem::remove_all(folder);
}

TEST(Picture, ASchoolIsDrawnAsItsMarkSaysOrNotAtAll) {
    const Map map =
        make_synthetic_county(std::string(SENDSCAPE_SOURCE_DIR) + "/configs/counties/wendshire.toml", 1, Parallel(2));
    const std::filesystem::path path = std::filesystem::path(::testing::TempDir()) / "sendscape_picture_marks.svg";
    std::size_t special = 0;
    while (!(map.schools[special].in_area && map.schools[special].setting == Setting::state_special)) ++special;
    const std::string name = map.schools[special].name;
    PictureOptions options;
    options.marks = census_marks(map);
    options.marks[special].roll = 777;
    options.marks[special].fill = 1.25;
    draw_map(map, options, path);
    EXPECT_NE(content(path).find(name + ": State special school, 777 pupils, 125% of places"), std::string::npos);
    options.marks[special].drawn = false;
    draw_map(map, options, path);
    EXPECT_EQ(content(path).find(name), std::string::npos);
    std::filesystem::remove(path);
}

TEST(Picture, AnEmptyMapIsDrawnToo) {
    const std::filesystem::path path = std::filesystem::path(::testing::TempDir()) / "sendscape_empty_map.png";
    draw_map(Map{}, PictureOptions{}, path);
    EXPECT_TRUE(std::filesystem::exists(path));
    std::filesystem::remove(path);
}

TEST(Picture, CensusMarksFollowTheAuthoritysRate) {
    Map map;
    map.authorities.resize(1);
    for (const int plans : {4, 4, 4, 28}) {
        School school;
        school.authority = AuthorityId(0);
        school.roll = 250;
        school.plans = plans;
        map.schools.push_back(school);
    }
    const std::vector<SchoolMark> marks = census_marks(map);
    EXPECT_NEAR(marks[0].observed_over_expected, 0.4, 1e-9);
    EXPECT_NEAR(marks[3].observed_over_expected, 2.8, 1e-9);
    EXPECT_TRUE(marks[3].magnet);
    EXPECT_FALSE(marks[0].beyond_limits);
}

}  // namespace
}  // namespace sendscape::picture_test
