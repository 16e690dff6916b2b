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

}  // namespace
}  // namespace sendscape::english_authorities_test
