// SPDX-License-Identifier: MIT
// `sendscape hindcast` on invented tables of two authorities: what it writes, how it goes on, what it refuses.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "sim/studies/scores.h"
#include "tests/support/command_test.h"
#include "tests/support/data.h"

namespace sendscape::hindcast_test {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::text_of;

class Hindcast : public testing::CommandTest {
  protected:
    Hindcast() {
        std::string census = "URN,LA,ESTAB,SCHOOLTYPE,NOR,TSENELSE,TSENELK\n", later = census;
        std::string places = "URN,SCHNAME,POSTCODE,ISPRIMARY,ISSECONDARY,LAT,LON\n";
        const auto school = [&](int urn, int authority, int number, const char* type, int roll, int plans) {
            census += line({urn, authority, number}, type, {roll, plans, roll / 10});
            later += line({urn + 1000, authority, number}, type, {roll + 6, plans * 2, roll / 9});  // academies now
            places += std::to_string(urn) + ",School " + std::to_string(urn) + ",M33 1AA,1,0,53.4" +
                      std::to_string(urn % 10) + ",-2.3" + std::to_string(authority % 10) + "\n";
        };
        for (const int authority : {358, 355}) {
            const int first = authority * 300;
            for (int i = 0; i < 4; ++i)
                school(first + i, authority, 2001 + i, "State-funded primary", 150 + 20 * i, 3 + 2 * i);
            school(first + 5, authority, 4001, "State-funded secondary", 600, 15);
            school(first + 6, authority, 7001, "State-funded special school", 60, 60);
        }
        write("census_2019.csv", census);
        write("census_2025.csv", later);
        write("places.csv", places);
        std::string sen2 =
            "time_period,time_identifier,geographic_level,old_la_code,new_la_code,la_name,"
            "characteristic_age,Total_all\n";
        for (int year = 2016; year <= 2022; ++year)
            for (const auto& [code, gss, name, plans] :
                 {std::tuple{"358", "E08000009", "Trafford", 60}, std::tuple{"355", "E08000006", "Salford", 80}}) {
                const int total = plans + 12 * (year - 2016);
                const auto row = [&](const char* age, int count) {
                    sen2 += std::to_string(year) + ",Calendar year,Local authority," + code + "," + gss + "," + name +
                            "," + age + "," + std::to_string(count) + "\n";
                };
                row("Total", total);
                row("Under 5", total / 20);
                row("Age 5 to 10", total / 3);
                row("Age 11 to 15", total / 3);
                row("Age 16 to 19", total / 5);
                row("Age 20 to 25", total - total / 20 - 2 * (total / 3) - total / 5);
            }
        write("sen2_age.csv", sen2);
    }
    static std::string line(const std::vector<int>& head, const char* type, const std::vector<int>& tail) {
        std::string text;
        for (const int n : head) text += std::to_string(n) + ",";
        text += type;
        for (const int n : tail) text += "," + std::to_string(n);
        return text + "\n";
    }
    const std::string tables_ = " --census census_2019.csv places.csv --scored census_2025.csv --sen2 sen2_age.csv ";
    std::vector<Score> scores() const { return read_scores(folder_ / "out/scores.csv"); }
};

TEST_F(Hindcast, WritesEveryAuthorityAndHorizonAndGoesOn) {
    const std::string two = "hindcast --all --replicates 2 --out out" + tables_;
    const Outcome first = run(two);
    ASSERT_EQ(first.status, 0) << first.err;
    EXPECT_NE(first.err.find("The start is January 2019, by the year in its file's name"), std::string::npos)
        << first.err;
    for (const char* file :
         {"scores.csv", "evidence.html", "evidence.md", "authorities/355.csv", "authorities/358.csv"})
        EXPECT_TRUE(fs::exists(folder_ / "out" / file)) << file;
    std::size_t told = 0, published = 0, schools = 0;
    for (const Score& one : scores()) {
        if (one.measure == "plans_maintained" && one.baseline == "own_linear_trend") {
            ++told;
            published += one.published == one.published;
            EXPECT_EQ(one.median, one.median) << one.authority << ' ' << one.horizon;
            // 12 more a year from 96 or 116 in January 2019.
            EXPECT_NEAR(one.baseline_value, (one.authority == "358" ? 96 : 116) + 12 * one.horizon, 1e-6);
        }
        if (one.level == "school" && one.measure == "pupils_on_roll") {
            ++schools;
            EXPECT_EQ(one.horizon, 6);
            EXPECT_EQ(one.published, one.published) << "an academy is found by its number: " << one.school;
        }
    }
    EXPECT_EQ(told, 2u * 6);
    EXPECT_EQ(published, 2u * 3);  // January 2020 to 2022
    EXPECT_EQ(schools, 2u * 6);

    // One authority was lost: only that one is lived again, to the same scores.
    const std::string before = text_of(folder_ / "out/scores.csv");
    fs::remove(folder_ / "out/authorities/355.csv");
    const auto kept = fs::last_write_time(folder_ / "out/authorities/358.csv");
    const Outcome again = run(two + "--resume");
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_EQ(text_of(folder_ / "out/scores.csv"), before);
    EXPECT_EQ(fs::last_write_time(folder_ / "out/authorities/358.csv"), kept);

    // With something else it would be no whole.
    const Outcome other = run("hindcast --all --replicates 3 --out out --resume" + tables_);
    EXPECT_EQ(other.status, 2);
    EXPECT_NE(other.err.find("'replicates 2', and now 'replicates 3'"), std::string::npos) << other.err;
    EXPECT_EQ(run(two).status, 2);  // there are results already
}

TEST_F(Hindcast, WhatCannotBeLivedIsLeftOutAndToldAndTheOthersGoOn) {
    const Outcome some =
        run("hindcast --la Trafford York --years 1 --replicates 1 --out out --census census_2019.csv "
            "places.csv --sen2 sen2_age.csv");
    EXPECT_EQ(some.status, 0) << some.err;
    EXPECT_NE(some.err.find("Left out: York (816)"), std::string::npos) << some.err;
    EXPECT_NE(text_of(folder_ / "out/evidence.md").find("| York |"), std::string::npos);
    const Outcome none =
        run("hindcast --la York --years 1 --replicates 1 --out none --census census_2019.csv "
            "places.csv --sen2 sen2_age.csv");
    EXPECT_EQ(none.status, 2);
    EXPECT_NE(none.err.find("no authority could be done"), std::string::npos) << none.err;
}

TEST_F(Hindcast, RefusalsSayWhatIsWrong) {
    const auto error = [&](const std::string& arguments) {
        const Outcome o = run("hindcast " + arguments + " --out out");
        EXPECT_EQ(o.status, 2) << arguments;
        return o.err;
    };
    EXPECT_NE(error(tables_).find("give --la NAME"), std::string::npos);
    EXPECT_NE(error("--all --start 2025" + tables_).find("must come after the start, January 2025"), std::string::npos);
    EXPECT_NE(error("--all --years 3" + tables_).find("January 2025 is scored, 6 years after the start"),
              std::string::npos);
    EXPECT_NE(error("--all --resume" + tables_).find("no hindcast was begun in this folder"), std::string::npos);
    EXPECT_NE(error("--all --census places.csv --sen2 sen2_age.csv").find("no school census"), std::string::npos);
    EXPECT_NE(error("county --la Trafford --set plans.agree=80%" + tables_).find("plans.agree"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(Hindcast, AStopNamesResume) {
    const std::string long_one = "hindcast --all --years 40 --replicates 20 --threads 1 --quiet --out out" + tables_;
    const Outcome stopped = run(long_one, "", "timeout --preserve-status -s INT 2");
    EXPECT_EQ(stopped.status, 130) << stopped.err;
    EXPECT_NE(stopped.err.find("--resume"), std::string::npos) << stopped.err;
    EXPECT_FALSE(fs::exists(folder_ / "out/scores.csv"));
}

TEST_F(Hindcast, CalibrateKeepsDirectionsAndGoesOn) {
    const std::string tables = " --census census_2019.csv places.csv --sen2 sen2_age.csv ";
    const std::string some = "calibrate --all --trials 3 --spread 20 --years 2 --out tried" + tables;
    const Outcome first = run(some);
    ASSERT_EQ(first.status, 0) << first.err;
    EXPECT_NE(first.out.find("of 3 directions are kept"), std::string::npos) << first.out;
    const std::string set = text_of(folder_ / "tried/assumptions.toml"),
                      rows = text_of(folder_ / "tried/calibration.csv");
    EXPECT_NE(set.find("# Made by: sendscape calibrate --la 355, 358 --years 2 --trials 3"), std::string::npos) << set;
    EXPECT_NE(set.find("\"families.sibling\" = ["), std::string::npos) << set;
    EXPECT_NE(rows.find("plans_maintained,,2,2,260,"), std::string::npos) << rows;  // 120 + 140 in January 2021
    fs::remove(folder_ / "tried/authorities/355.csv");
    EXPECT_EQ(run(some + "--resume --threads 1").status, 0);
    EXPECT_EQ(text_of(folder_ / "tried/assumptions.toml"), set);
    EXPECT_EQ(text_of(folder_ / "tried/calibration.csv"), rows);
    EXPECT_EQ(run(some).status, 2);
    const Outcome other = run("calibrate --all --trials 4 --spread 20 --years 2 --out tried --resume" + tables);
    EXPECT_EQ(other.status, 2);
    EXPECT_NE(other.err.find("trials 3"), std::string::npos) << other.err;
}

TEST_F(Hindcast, OneRealAuthority) {
    SKIP_WITHOUT_PUBLIC_FILES();
    const auto schools = [](const char* file) {
        return " '" + testing::public_file(std::string("schools/") + file) + "'";
    };
    const Outcome o = run("hindcast --la Trafford --replicates 1 --out out --census" +
                          schools("england_census_2019_two_thirds.csv.gz") + schools("england_school_coords.csv") +
                          " --scored" + schools("england_census.csv") + " --sen2 sen2_age.csv");
    ASSERT_EQ(o.status, 0) << o.err;
    std::size_t schools_scored = 0;
    for (const Score& one : scores())
        schools_scored += one.level == "school" && one.measure == "pupils_on_roll" && one.published == one.published;
    EXPECT_GT(schools_scored, 80u);
}

}  // namespace
}  // namespace sendscape::hindcast_test
