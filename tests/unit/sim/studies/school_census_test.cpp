// SPDX-License-Identifier: MIT
#include "sim/studies/school_census.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/import_test.h"

namespace sendscape::school_census_test {
namespace {

class SchoolCensusTable : public testing::ImportTest {
  protected:
    const std::string heading_ = "URN,LA,ESTAB,SCHOOLTYPE,NOR,TSENELSE,TSENELK\n";
};

TEST_F(SchoolCensusTable, YearStandsInTheName) {
    EXPECT_EQ(year_in_name("england_census_2019_two_thirds.csv.gz"), 2019);
    EXPECT_EQ(year_in_name("/data/2024/census-2021.csv"), 2021);  // the file's own name, not its folder's
    EXPECT_EQ(year_in_name("2018-to-2019.csv"), 2019);
    EXPECT_EQ(year_in_name("census20190.csv"), std::nullopt);
    EXPECT_EQ(year_in_name("census_1999.csv"), std::nullopt);
    EXPECT_EQ(year_in_name("census.csv"), std::nullopt);
}

TEST_F(SchoolCensusTable, JanuaryIsToldOrNamedOrAssumed) {
    const std::string rows = heading_ + "100001,358,2001,State-funded primary,200,4,20\n";
    const auto named = file("census_2019.csv", rows), bare = file("census.csv", rows);
    EXPECT_EQ(read_school_census(named, 2018, 2025, quality_).census.january(), 2018);
    EXPECT_EQ(read_school_census(named, std::nullopt, 2025, quality_).census.january(), 2019);
    EXPECT_EQ(read_school_census(named, std::nullopt, 2025, quality_).from, DateFrom::file_name);
    EXPECT_EQ(read_school_census(bare, std::nullopt, 2025, quality_).census.january(), 2025);
    EXPECT_EQ(read_school_census(bare, std::nullopt, 2025, quality_).from, DateFrom::assumed);
}

TEST_F(SchoolCensusTable, SchoolsAreOfTheirTypes) {
    const auto table = file("census.csv", heading_ +
                                              "100001,358,2001,State-funded primary,200,4,20\n"
                                              "100002,358,4001,State-funded secondary,900,18,NA\n"
                                              "100003,358,7001,State-funded special school,90,90,0\n"
                                              "100004,358,7002,Non-maintained special school,40,39,0\n"
                                              "100005,358,6001,Independent school,40,20,0\n"
                                              "100006,358,6002,Independent school,400,20,0\n"
                                              "100007,358,1101,Pupil referral unit,40,4,0\n"
                                              "100008,355,2001,State-funded primary,210,5,30\n");
    const DatedCensus dated = read_school_census(table, 2019, 2025, quality_);
    const auto type = [&](std::uint32_t urn) { return dated.census.of_urn(urn)->type; };
    EXPECT_EQ(type(100001), CensusType::primary);
    EXPECT_EQ(type(100002), CensusType::secondary);
    EXPECT_EQ(type(100003), CensusType::state_special);
    EXPECT_EQ(type(100004), CensusType::independent_special);
    EXPECT_EQ(type(100005), CensusType::independent_special);
    EXPECT_EQ(type(100006), CensusType::other);
    EXPECT_EQ(type(100007), CensusType::other);
    EXPECT_TRUE(std::isnan(dated.census.of_urn(100002)->sen_support));
    EXPECT_EQ(dated.authorities, (std::vector<std::string>{"355", "358"}));
}

// An academy has a new URN and its old number; a number alone says nothing without its authority.
TEST_F(SchoolCensusTable, TheSameSchoolByItsNumberInItsAuthorityElseByUrn) {
    const SchoolCensus later(2025, {{200001, "358", 2001, CensusType::primary, 190, 8, 20},
                                    {200002, "355", 2001, CensusType::primary, 300, 8, 20},
                                    {100003, "", 0, CensusType::primary, 100, 1, 1}});
    const CensusSchool academy{100001, "358", 2001, CensusType::primary, 200, 4, 20};
    EXPECT_EQ(later.same(academy, "358")->urn, 200001u);
    EXPECT_EQ(later.same(academy, "355")->urn, 200002u);
    EXPECT_EQ(later.same(academy, "340"), nullptr);
    EXPECT_EQ(later.same({100003, "", 0, CensusType::primary, 90, 1, 1}, "358")->urn, 100003u);
}

TEST_F(SchoolCensusTable, ATableThatIsNoCensusIsRefused) {
    const auto places = file("places.csv", "URN,SCHNAME,LAT,LON\n100001,A School,53.4,-2.3\n");
    EXPECT_NE(error_of([&] { read_school_census(places, 2019, 2025, quality_); }).find("no school census"),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::school_census_test
