// SPDX-License-Identifier: MIT
#include "sim/commands/admission_walks.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "maps/map_file.h"
#include "sim/commands/admissions_round.h"
#include "sim/core/error.h"
#include "tests/support/output_run.h"

namespace sendscape::admission_walks_test {
namespace {

/// A home by a river, a school across it and one behind the home; the only bridge is a kilometre up the river.
Map by_the_river() {
    Map map = *testing::small_map();
    RoadNetwork roads;
    //          home    bridge  across  behind
    roads.x = {400000, 400000, 400200, 399400};
    roads.y = {300000, 301000, 300000, 300000};
    roads.first_arc = {0, 2, 4, 5, 6};
    roads.head = {1, 3, 0, 2, 1, 0};
    roads.metres = {1000, 600, 1000, 1020, 1020, 600};
    roads.seconds = {100, 60, 100, 100, 100, 60};
    roads.walkable.assign(6, 1);
    map.roads = roads;
    return map;
}

ListedSchool listed(const std::string& name, double x, double y) {
    ListedSchool school;
    school.name = name;
    school.at = GridPlace{x, y};
    return school;
}

class AdmissionWalksTest : public ::testing::Test {
  protected:
    std::string map_file(Map map) {
        const std::string path = (folder_.path() / "map.h5").string();
        write_map(map, path, true);
        return path;
    }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder_.path() / name) << text; }
    std::string offers(const std::string& map, const std::string& criteria) {
        AdmissionsOptions options;
        options.schools = folder_.path() / "s.csv";
        options.applications = folder_.path() / "a.csv";
        options.out = folder_.path() / "o.csv";
        options.criteria = criteria;
        options.map = map;
        options.force = true;
        std::ostringstream out;
        said_.str("");
        run_admissions(options, out, said_);
        std::ostringstream text;
        text << std::ifstream(options.out).rdbuf();
        return text.str();
    }
    std::string refusal(const std::string& map) {
        try {
            offers(map, "distance_m");
        } catch (const InputError& error) {
            return error.what();
        }
        return "accepted";
    }
    const testing::ScratchFolder folder_{"admission-walks"};
    std::ostringstream said_;
};

TEST_F(AdmissionWalksTest, FollowStreetsAndSayWhatLiesOffThem) {
    const std::string map = map_file(by_the_river());
    const GridPlace home{400000, 300000}, hill{390000, 300000};
    const std::vector<ListedSchool> schools{listed("Across", 400200, 300000), listed("Behind", 399400, 300000)};
    const AdmissionWalks walks(map, {home, hill}, schools);
    EXPECT_EQ(walks.metres(home, 0), 2020) << "over the bridge";
    EXPECT_EQ(walks.metres(home, 1), 600);
    EXPECT_NEAR(walks.metres(hill, 1), 9400 * by_the_river().detour_factor, 1) << "no street near";
    EXPECT_NE(walks.words().find("1 of 2 places of homes and 0 of 2 schools lie off its streets"), std::string::npos);
}

TEST_F(AdmissionWalksTest, DecideWhoIsNearestInARound) {
    const std::string map = map_file(by_the_river());
    // Straight lines put Ann, 200 m away across the river, before Bob, 600 m up the road on the school's own side.
    write("s.csv", "school,places,easting,northing\nAcross,1,400200,300000\nBehind,5,399400,300000\n");
    write("a.csv",
          "applicant,preference,school,easting,northing\n"
          "Ann,1,Across,400000,300000\nBob,1,Across,400000,301000\n");
    EXPECT_NE(offers("", "distance_m").find("Ann,Across,1,distance_m"), std::string::npos);
    EXPECT_NE(offers(map, "distance_m").find("Bob,Across,1,distance_m"), std::string::npos);
    EXPECT_NE(said_.str().find("distances are the shortest walks along the streets of"), std::string::npos);
    // Ann's nearest school is across the river in a straight line, and behind her on foot.
    EXPECT_NE(offers("", "nearest,distance_m").find("Ann,Across,1,nearest"), std::string::npos);
    EXPECT_NE(offers(map, "nearest,distance_m").find("Ann,,,"), std::string::npos);
}

TEST_F(AdmissionWalksTest, RefuseWhatTellsNoWalk) {
    write("s.csv", "school,places,easting,northing\nAcross,1,400200,300000\n");
    write("a.csv", "applicant,preference,school,easting,northing\nAnn,1,Across,400000,300000\n");
    Map bare = *testing::small_map();
    bare.roads = {};
    EXPECT_NE(refusal(map_file(bare)).find("this map has no streets"), std::string::npos);
    const std::string map = map_file(by_the_river());
    EXPECT_EQ(refusal(map), "accepted");
    write("a.csv", "applicant,preference,school,easting,northing\nAnn,1,Across,500000,200000\n");
    EXPECT_NE(refusal(map).find("none of the homes of the list lies within 1500 m of its streets"), std::string::npos);
    write("a.csv", "applicant,preference,school,easting,northing,distance_m\nAnn,1,Across,400000,300000,5\n");
    EXPECT_NE(refusal(map).find("in its column 'distance_m'; take the column out"), std::string::npos);
    write("a.csv", "applicant,preference,school,distance_m\nAnn,1,Across,5\n");
    EXPECT_NE(refusal(map).find("a.csv has none"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::admission_walks_test
