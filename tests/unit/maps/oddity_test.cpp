// SPDX-License-Identifier: MIT
#include "maps/oddity.h"

#include <gtest/gtest.h>

#include <set>

namespace sendscape::oddity_test {
namespace {

TEST(Oddity, EachHasACodeAndWordsOfItsOwn) {
    std::set<std::string_view> codes, words;
    for (const Label& label : oddity_labels) {
        EXPECT_FALSE(label.code.empty());
        EXPECT_FALSE(label.words.empty()) << label.code;
        EXPECT_FALSE(label.source.empty()) << label.code;
        EXPECT_TRUE(codes.insert(label.code).second) << label.code;
        EXPECT_TRUE(words.insert(label.words).second) << label.words;
        EXPECT_EQ(label.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string_view::npos)
            << label.code;
    }
}

TEST(Oddity, LabelsStandInTheOrderOfTheEnumerators) {
    EXPECT_EQ(label(Oddity::unknown).code, "unknown");
    EXPECT_EQ(label(Oddity::duplicate_urn).code, "duplicate_urn");
    EXPECT_EQ(label(Oddity::no_capacity).code, "no_capacity");
    EXPECT_EQ(label(Oddity::no_deprivation).code, "no_deprivation");
    EXPECT_EQ(label(Oddity::point_outside).code, "point_outside");
    EXPECT_EQ(static_cast<std::size_t>(Oddity::sen2_bands_off) + 1, oddity_count);
}

TEST(Oddity, IsFoundByItsCodeAndUnknownByAnyOther) {
    for (std::size_t i = 0; i < oddity_count; ++i) EXPECT_EQ(oddity_of(oddity_labels[i].code), static_cast<Oddity>(i));
    EXPECT_EQ(oddity_of("an oddity of a later program"), Oddity::unknown);
    EXPECT_EQ(oddity_of(""), Oddity::unknown);
}

}  // namespace
}  // namespace sendscape::oddity_test
