// SPDX-License-Identifier: MIT
#include "maps/build/same_school.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::same_school_test {
namespace {

constexpr std::uint32_t census_number = 100001, later_number = 150001;
constexpr Month census{2025, 1};

/// Two records that say of one school what a census and a register of a year later say.
class SameSchool : public testing::ImportTest {
  protected:
    void SetUp() override {
        ImportTest::SetUp();
        SchoolRecord& counted = add(census_number, "Fell Primary School");
        counted.census_type = "State-funded primary";
        counted.in_census = true;
        counted.counted_in = 1;
        counted.roll = 200;
        SchoolRecord& later = add(later_number, "Fell Primary Academy");
        later.type = "Academy converter";
        later.opened = Month(2025, 4);
        later.capacity = 210;
        later.open_in = 2;
    }
    SchoolRecord& add(std::uint32_t urn, const std::string& name) {
        SchoolRecord& record = joined_.by_urn[urn];
        record.urn = urn;
        record.name = name;
        record.postcode = "M33 1AA";
        record.first_table = "t.csv";
        return record;
    }
    SchoolRecord& counted() { return joined_.by_urn.at(census_number); }
    SchoolRecord& later() { return joined_.by_urn.at(later_number); }
    bool one() { return join_same_schools(joined_, census, quality_).contains(later_number); }

    JoinedSchools joined_;
};

TEST_F(SameSchool, AnAcademyOpenedAfterTheCensusIsCountedOnceUnderTheCensusNumber) {
    ASSERT_TRUE(one());
    EXPECT_EQ(joined_.by_urn.size(), 1u);
    EXPECT_EQ(counted().capacity, 210);
    EXPECT_EQ(counted().opened, std::nullopt);
    EXPECT_EQ(quality_.rows().at(0).oddity, Oddity::same_school);
}

TEST_F(SameSchool, ACensusOfTheNewNumberTakesWhatIsKnownOfTheOld) {
    std::swap(counted().counted_in, later().counted_in);
    std::swap(counted().in_census, later().in_census);
    std::swap(counted().roll, later().roll);
    counted().grid = {377000, 391000};
    counted().closed = true;
    const auto kept = join_same_schools(joined_, census, quality_);
    EXPECT_EQ(kept.at(census_number), later_number);
    EXPECT_EQ(later().grid->first, 377000);
    EXPECT_EQ(later().opened, std::nullopt);
}

TEST_F(SameSchool, ChurchSchoolsChangeTheirNamesAndStayWhoTheyAre) {
    counted().name = "St. Mary's C.E. Primary School";
    later().name = "St Marys Church of England Academy";
    EXPECT_TRUE(one());
}

TEST_F(SameSchool, InfantsAndJuniorsOnOneSiteAreTwo) {
    counted().name = "Fell Infant School";
    later().name = "Fell Junior School";
    EXPECT_FALSE(one());
    counted().name = later().name = "Fell School";
    counted().low_age = 4;
    counted().high_age = 7;
    later().low_age = 7;
    later().high_age = 11;
    EXPECT_FALSE(one());
}

TEST_F(SameSchool, ASpecialSchoolBesideAPrimaryAndAnotherNameAreTwo) {
    later().type = "Academy special converter";
    EXPECT_FALSE(one());
    later().type = "Academy converter";
    later().name = "Meadow Primary Academy";
    EXPECT_FALSE(one());
    later().postcode = "M33 9ZZ";
    later().name = "Fell Primary Academy";
    EXPECT_FALSE(one());
}

TEST_F(SameSchool, WhatOneTableCountsOrSaysIsOpenAreTwo) {
    later().counted_in = 3;
    EXPECT_FALSE(one());
    later().counted_in = 0;
    counted().open_in = 2;
    EXPECT_FALSE(one());
    counted().open_in = 1;  // by a register of before: it closed since
    EXPECT_TRUE(one());
}

TEST_F(SameSchool, TheSameNumberInTheAuthorityIsTheSameSchoolWhateverItsName) {
    later().name = "Aspire Academy";
    later().postcode = std::nullopt;
    counted().number = later().number = 2001;
    EXPECT_FALSE(one());  // in which authority is not told
    counted().authority_code = "942";
    later().ended_authority = "E10000006";
    EXPECT_TRUE(one());
}

TEST_F(SameSchool, ALinkOfGiasIsEnough) {
    later().name = "Aspire Academy";
    later().postcode = std::nullopt;
    joined_.links.emplace_back(later_number, census_number);
    EXPECT_TRUE(one());
}

TEST_F(SameSchool, AConversionThereAndThenNeedsNoLikeNameAndAMergerIsNone) {
    later().name = "Aspire Academy";
    counted().shut = Month(2025, 3);
    counted().reason_closed = "Academy Converter";
    EXPECT_FALSE(one());
    later().reason_opened = "Academy Converter";
    later().opened = Month(2025, 9);
    EXPECT_FALSE(one());
    later().opened = Month(2025, 4);
    EXPECT_TRUE(one());
    SchoolRecord& merged = add(later_number, "Fell Primary School");
    merged.opened = Month(2025, 4);
    merged.reason_opened = "Result of Amalgamation/Merger";
    EXPECT_FALSE(one());
}

TEST_F(SameSchool, WithoutACensusTheClosedSchoolsPupilsGoOnInTheAcademy) {
    counted().in_census = false;
    counted().counted_in = 0;
    counted().roll = std::nullopt;
    counted().other_roll = 187;
    counted().low_age = 4;
    counted().plans = 6;
    counted().closed = true;
    counted().shut = Month(2025, 3);
    const auto kept = join_same_schools(joined_, census, quality_);
    ASSERT_EQ(kept.at(census_number), later_number);
    EXPECT_EQ(later().other_roll, 187);
    EXPECT_EQ(later().low_age, 4);
    EXPECT_EQ(later().plans, 6);
    EXPECT_EQ(later().capacity, 210);
    EXPECT_EQ(later().opened, std::nullopt);
    EXPECT_NE(quality_.rows().at(0).rule.find("no census table counts either"), std::string::npos);
}

TEST_F(SameSchool, ARollUnderTheNumberKeptIsNotReplaced) {
    counted().girls = 90;
    later().other_roll = 230;
    later().girls = 110;
    later().sen_support = 30;
    ASSERT_TRUE(one());
    EXPECT_EQ(counted().roll, 200);
    EXPECT_EQ(counted().other_roll, std::nullopt);
    EXPECT_EQ(counted().girls, 90);
    EXPECT_EQ(counted().sen_support, std::nullopt);  // the census left it blank
    EXPECT_NE(quality_.rows().at(0).rule.find("under the number a census has"), std::string::npos);
}

TEST_F(SameSchool, YearsBetweenAnEndAndABeginningAreTooMany) {
    counted().shut = Month(2015, 8);
    EXPECT_FALSE(one());
}

TEST_F(SameSchool, OfThreeNumbersOneAfterAnotherTheCensusKeepsOne) {
    add(120001, "Fell Primary School").closed = true;
    const auto kept = join_same_schools(joined_, census, quality_);
    EXPECT_EQ(kept.at(120001), census_number);
    EXPECT_EQ(kept.at(later_number), census_number);
    EXPECT_EQ(joined_.by_urn.size(), 1u);
}

TEST_F(SameSchool, WhatACensusLeavesBlankIsNotFilledFromAFormerNumber) {
    later().other_roll = 187;
    later().plans = 6;
    later().sen_support = 31;
    later().fsm = 0.25;
    later().grid = {377000, 391000};
    later().grid_table = "places.csv";
    counted().roll = std::nullopt;  // suppressed, as its plans are
    ASSERT_TRUE(one());
    EXPECT_EQ(counted().roll, std::nullopt);
    EXPECT_EQ(counted().other_roll, std::nullopt);
    EXPECT_EQ(counted().plans, std::nullopt);
    EXPECT_EQ(counted().sen_support, std::nullopt);
    EXPECT_EQ(counted().capacity, 210);  // the building is the same
    EXPECT_EQ(counted().fsm, 0.25);
    EXPECT_EQ(counted().grid_table, "places.csv");  // which messages about coordinates name
}

}  // namespace
}  // namespace sendscape::same_school_test
