// SPDX-License-Identifier: MIT
#include "maps/tables/english_authorities.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::english_authorities_test {
namespace {

using EnglishAuthorities = testing::ImportTest;

TEST_F(EnglishAuthorities, AreFoundHoweverTheyAreWritten) {
    EXPECT_EQ(find_authority("358").name, "Trafford");
    EXPECT_EQ(find_authority("E06000014").name, "York");
    EXPECT_EQ(find_authority("st helens").code, "342");
    EXPECT_EQ(find_authority("Bristol").code, "801");
    EXPECT_EQ(find_authority("City of Bristol").code, "801");
    EXPECT_EQ(find_authority("Durham").code, "840");
    EXPECT_EQ(find_authority("City of London").code, "201");
    EXPECT_EQ(find_authority("WESTMINSTER").code, "213");
    EXPECT_NE(error_of([] { find_authority("Westminter"); }).find("did you mean 'Westminster'"), std::string::npos);
    EXPECT_EQ(english_authorities().size(), 153u);
    for (const EnglishAuthority& authority : english_authorities()) {
        EXPECT_EQ(authority_of_name(authority.name), &authority) << authority.name;
        EXPECT_EQ(authority.gss.size(), 9u) << authority.name;
    }
}

TEST_F(EnglishAuthorities, ThoseThatEndedAreKnownWithWhatReplacedThem) {
    EXPECT_EQ(ended_authority("909")->name, "Cumbria");
    EXPECT_EQ(ended_authority("E10000021")->code, "928");
    EXPECT_EQ(ended_authority("Bournemouth")->successors[0], "839");
    EXPECT_EQ(ended_authority("358"), nullptr);
    EXPECT_EQ(ended_authority(""), nullptr);
    EXPECT_EQ(successors_of(*ended_authority("909")), "Cumberland (942) and Westmorland and Furness (943)");
    for (const EndedAuthority& ended : ended_authorities()) {
        EXPECT_EQ(ended.gss.size(), 9u) << ended.name;
        EXPECT_EQ(authority_of_code(ended.gss), nullptr) << ended.name;
        for (const std::string_view successor : ended.successors)
            EXPECT_TRUE(successor.empty() || authority_of_code(successor)) << ended.name;
    }
    EXPECT_NE(error_of([] {
                  find_authority("Northamptonshire");
              }).find("ended in April 2021; its area is now in North Northamptonshire (940) and West Northamptonshire"),
              std::string::npos);
}

TEST_F(EnglishAuthorities, FormerCodesOfOnesThatWentOnAreTheirs) {
    EXPECT_EQ(authority_of_code("E10000002")->name, "Buckinghamshire");
    EXPECT_EQ(authority_of_code("E10000023")->code, "815");
    EXPECT_EQ(authority_of_code("E10000027")->code, "933");
    EXPECT_EQ(authority_of_code("E08000038")->name, "Barnsley");
    EXPECT_EQ(authority_of_district("South Lakeland")->code, "943");
    EXPECT_EQ(authority_of_district("E07000150")->code, "940");
    EXPECT_EQ(authority_of_district("Poole")->code, "839");
    EXPECT_EQ(authority_of_district("Trafford")->code, "358");
    EXPECT_EQ(authority_of_district("Cumbria"), nullptr);
    EXPECT_EQ(authority_of_district(""), nullptr);
}

}  // namespace
}  // namespace sendscape::english_authorities_test
