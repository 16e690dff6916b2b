// SPDX-License-Identifier: MIT
#include "maps/build/infant_pairs.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace sendscape::infant_pairs_test {
namespace {

SchoolRecord primary(std::uint32_t urn, const std::string& name, std::int32_t roll, std::int32_t x) {
    SchoolRecord record;
    record.urn = urn;
    if (!name.empty()) record.name = name;
    record.census_type = "State-funded primary";
    record.roll = roll;
    record.grid = {x, 300'000};
    return record;
}

InfantPairs pairs_of(const std::vector<SchoolRecord>& records) {
    std::vector<const SchoolRecord*> schools;
    for (const SchoolRecord& record : records) schools.push_back(&record);
    return find_infant_pairs(schools);
}

using Urns = std::set<std::uint32_t>;

TEST(InfantPairs, AJuniorSchoolWithoutInfantsMakesThemOfTheAcademyBesideIt) {
    const InfantPairs pairs = pairs_of({primary(100001, "Riverbank Junior School", 360, 400'000),
                                        primary(100002, "The Riverbank Academy", 270, 401'200),
                                        primary(100003, "Mill Lane Primary School", 270, 400'100)});
    EXPECT_EQ(pairs.infants, Urns{100002});  // 'Primary' is what it says
    EXPECT_EQ(pairs.juniors, Urns{});
}

TEST(InfantPairs, ASchoolWithoutANameIsTakenIfItStandsSideBySide) {
    const InfantPairs pairs = pairs_of({primary(100001, "St Olave's C of E Infants", 180, 400'000),
                                        primary(100002, "", 240, 400'500), primary(100003, "", 240, 401'000)});
    EXPECT_EQ(pairs.juniors, Urns{100002});  // the other is over 800 m away
    EXPECT_EQ(pairs.infants, Urns{});
}

TEST(InfantPairs, AJuniorSchoolThatFindsNoInfantsIsTakenForAWholePrimary) {
    SchoolRecord by_age = primary(100003, "Tarn Junior School", 300, 480'000);
    by_age.low_age = 7;
    by_age.high_age = 11;
    const InfantPairs pairs = pairs_of(
        {primary(100001, "Fell Junior School", 300, 400'000), primary(100002, "Fell Infants", 200, 440'000), by_age});
    EXPECT_EQ(pairs.lone_juniors, Urns{100001});
    EXPECT_EQ(pairs.half_of(100001), HalfPrimary::whole);
    EXPECT_EQ(pairs.half_of(100003), HalfPrimary::none);  // its own ages stand
}

SchoolRecord by_age(std::uint32_t urn, int low, int high, std::int32_t roll, std::int32_t capacity, std::int32_t x) {
    SchoolRecord record = primary(urn, "Tarn Community School", roll, x);
    record.low_age = low;
    record.high_age = high;
    record.capacity = capacity;
    return record;
}

// Moss Park, Stretford: junior in the register of July 2022, primary with 451 pupils in the census of 2025.
TEST(InfantPairs, AJuniorSchoolOfTwiceItsPlacesHasTakenItsInfantsIn) {
    const InfantPairs pairs =
        pairs_of({by_age(100001, 7, 11, 451, 240, 400'000), by_age(100002, 3, 7, 440, 200, 420'000),
                  by_age(100003, 7, 11, 260, 240, 440'000)});
    EXPECT_EQ(pairs.half_of(100001), HalfPrimary::whole);
    EXPECT_EQ(pairs.half_of(100002), HalfPrimary::whole) << "and an infant school its juniors";
    EXPECT_EQ(pairs.half_of(100003), HalfPrimary::none) << "a few over the number are no infant school";
    const InfantPairs others =
        pairs_of({by_age(100001, 7, 11, 240, 0, 400'000), by_age(100002, 3, 7, 431, 270, 420'000)});
    EXPECT_EQ(others.half_of(100001), HalfPrimary::none) << "no places are no number";
    EXPECT_EQ(others.half_of(100002), HalfPrimary::none) << "its nursery class is on the roll";
    QualityTable quality;
    const School school =
        settle_school(by_age(100001, 7, 11, 451, 240, 400'000), Month(2025, 1), quality, HalfPrimary::whole);
    EXPECT_EQ(school.low_ncy, 0);
    EXPECT_EQ(school.high_ncy, 6);
    EXPECT_NEAR(school.pan, 451 / 7.0 * 0.97, 1);
}

TEST(InfantPairs, AFullJuniorSchoolBesideItsInfantsStaysOne) {
    const InfantPairs pairs =
        pairs_of({by_age(100001, 7, 11, 451, 240, 400'000), by_age(100002, 3, 7, 300, 240, 400'300)});
    EXPECT_EQ(pairs.half_of(100001), HalfPrimary::none);
    EXPECT_EQ(pairs.half_of(100002), HalfPrimary::none);
}

TEST(InfantPairs, WhoHasAPartnerSeeksNone) {
    const InfantPairs pairs =
        pairs_of({primary(100001, "Hill Infant School", 180, 400'000), primary(100002, "Vale Juniors", 240, 401'200),
                  primary(100003, "Hill Academy", 240, 400'100)});
    EXPECT_EQ(pairs.infants, Urns{});
    EXPECT_EQ(pairs.juniors, Urns{});
}

TEST(InfantPairs, AgesAndRollsSpeakAgainstIt) {
    SchoolRecord whole = primary(100002, "Heath Academy", 240, 400'100);
    whole.low_age = 4;
    whole.high_age = 11;
    EXPECT_EQ(pairs_of({primary(100001, "Heath Infant School", 180, 400'000), whole}).juniors, Urns{});
    whole.low_age = whole.high_age = std::nullopt;
    EXPECT_EQ(pairs_of({primary(100001, "Heath Infant School", 180, 400'000), whole}).juniors, Urns{100002});
    whole.roll = 700;  // a primary school of three forms
    EXPECT_EQ(pairs_of({primary(100001, "Heath Infant School", 180, 400'000), whole}).juniors, Urns{});
    whole.roll = 240;
    whole.census_type = "Independent school";
    EXPECT_EQ(pairs_of({primary(100001, "Heath Infant School", 180, 400'000), whole}).juniors, Urns{});
}

SchoolRecord secondary(std::uint32_t urn, const std::string& name, std::int32_t roll, std::int32_t x) {
    SchoolRecord record = primary(urn, name, roll, x);
    record.census_type = "State-funded secondary";
    return record;
}

TEST(InfantPairs, AnUpperSchoolWhoseMiddleSchoolsAreNotThereTeachesAllSecondaryYears) {
    const SchoolRecord upper = secondary(100001, "Ford Upper School", 1200, 400'000);
    EXPECT_EQ(pairs_of({upper, secondary(100002, "Mill Academy", 900, 401'000)}).lone_uppers, Urns{100001});
    const SchoolRecord one = secondary(100003, "Ford Middle School", 500, 402'000);
    EXPECT_EQ(pairs_of({upper, one}).lone_uppers, Urns{100001}) << "125 leavers a year of 300 it needs";
    const SchoolRecord two = secondary(100004, "Heath Middle School", 500, 404'000);
    EXPECT_EQ(pairs_of({upper, one, two}).lone_uppers, Urns{});
    EXPECT_EQ(pairs_of({upper, one, secondary(100004, "Heath Middle", 500, 409'000)}).lone_uppers, Urns{100001})
        << "9 km away";
    EXPECT_EQ(pairs_of({upper, one, two, secondary(100005, "Hill Upper School", 1200, 403'000)}).lone_uppers,
              (Urns{100001, 100005}))
        << "two that share them";
}

TEST(InfantPairs, ATechnicalCollegeThatNoMiddleSchoolFeedsTeachesAllSecondaryYears) {
    SchoolRecord college = secondary(100001, "Ford Engineering Academy", 600, 400'000);
    college.low_age = 14;
    college.high_age = 19;
    EXPECT_EQ(pairs_of({college, secondary(100002, "Mill Academy", 900, 401'000)}).lone_uppers, Urns{100001});
    SchoolRecord middle = secondary(100003, "Ford Middle School", 500, 402'000);
    EXPECT_EQ(pairs_of({college, middle}).lone_uppers, Urns{}) << "125 leavers a year of the 150 it needs";
    college.low_age = 11;
    EXPECT_EQ(pairs_of({college}).lone_uppers, Urns{});
    college.low_age = 16;
    EXPECT_EQ(pairs_of({college}).lone_uppers, Urns{}) << "a sixth form college";
    college.low_age = 14;
    QualityTable quality;
    const School school = settle_school(college, Month(2025, 1), quality, HalfPrimary::lone_upper);
    EXPECT_EQ(school.low_ncy, 7);
    EXPECT_EQ(school.high_ncy, 14);
    EXPECT_TRUE(school.is_filled(Filled::ages));
}

TEST(InfantPairs, AMiddleSchoolThatTooFewFirstSchoolsFeedTeachesAllYears) {
    const SchoolRecord middle = secondary(100001, "Ford Middle School", 480, 400'000);
    EXPECT_EQ(pairs_of({middle, primary(100002, "Ford First School", 200, 401'000)}).half_of(100001),
              HalfPrimary::lone_middle)
        << "40 leavers a year of 120 it needs";
    EXPECT_EQ(pairs_of({middle, primary(100002, "Ford Lower School", 400, 401'000)}).half_of(100001),
              HalfPrimary::none);
}

TEST(InfantPairs, AMiddleSchoolWithoutFirstSchoolsIsAJuniorSchool) {
    const SchoolRecord middle = primary(100001, "Olden Middle School", 360, 400'000);
    EXPECT_EQ(pairs_of({middle, primary(100002, "Olden Infant School", 270, 400'900)}).juniors, Urns{100001});
    EXPECT_EQ(pairs_of({middle, primary(100002, "Moor Academy", 210, 407'000)}).lone_juniors, Urns{100001});
    const InfantPairs fed = pairs_of({middle, primary(100002, "Moor First School", 150, 407'000)});
    EXPECT_EQ(fed.half_of(100001), HalfPrimary::none);
    EXPECT_EQ(pairs_of({middle, primary(100002, "Moor Lower School", 150, 409'000)}).lone_juniors, Urns{100001});
}

TEST(InfantPairs, AgesTellAMiddleSchoolByWhateverName) {
    SchoolRecord ages = secondary(100002, "Ford Academy", 700, 402'000);
    ages.low_age = 9;
    ages.high_age = 13;
    const SchoolRecord upper = secondary(100001, "Ford Upper School", 1200, 400'000);
    EXPECT_EQ(pairs_of({upper, ages}).lone_uppers, Urns{});
    ages.high_age = 16;
    EXPECT_EQ(pairs_of({upper, ages}).lone_uppers, Urns{100001});
}

TEST(InfantPairs, AMiddleSchoolIsNoAllThroughSchool) {
    QualityTable quality;
    const auto years = [&](const std::string& name) {
        SchoolRecord record = secondary(100001, name, 600, 400'000);
        record.is_primary = record.is_secondary = true;  // as tables flag both
        const School school = settle_school(record, Month(2025, 1), quality, HalfPrimary::none);
        return std::pair<int, int>(school.low_ncy, school.high_ncy);
    };
    EXPECT_EQ(years("Vale Middle School"), std::pair(5, 8));
    EXPECT_EQ(years("Vale School"), std::pair(0, 11));
}

}  // namespace
}  // namespace sendscape::infant_pairs_test
