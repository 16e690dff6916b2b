// SPDX-License-Identifier: MIT
#include "maps/tables/typed_needs.h"

#include <gtest/gtest.h>

namespace sendscape::typed_needs_test {
namespace {

constexpr auto asd_slcn = static_cast<NeedSet>(need_bit(Need::asd) | need_bit(Need::slcn));

TEST(TypedNeeds, CodesAndNamesWithAnythingBetween) {
    for (const char* const text :
         {"ASD;SLCN", "ASD & SLCN", "ASD and SLCN", "asd, slcn", "ASD/SLCN", "ASD+SLCN", "ASD | SLCN", "ASD SLCN",
          "Autism & speech and language", "Speech, language and communication needs and autism",
          "autistic spectrum disorder; speech, language & communication"})
        EXPECT_EQ(parse_typed_needs(text).needs, asd_slcn) << text << ": " << parse_typed_needs(text).unknown;
    EXPECT_EQ(parse_typed_needs("Profound and multiple learning difficulty").needs, need_bit(Need::pmld));
    EXPECT_EQ(parse_typed_needs("Social, emotional and mental health").needs, need_bit(Need::semh));
    EXPECT_EQ(parse_typed_needs("Down's syndrome").needs, need_bit(Need::ds));
    for (const char* const text : {"", "any", "All", "any needs", " ; "}) {
        EXPECT_EQ(parse_typed_needs(text).needs, 0) << text;
        EXPECT_EQ(parse_typed_needs(text).unknown, "") << text;
    }
    for (std::size_t i = 0; i < need_count; ++i)
        EXPECT_EQ(parse_typed_needs(need_labels[i].words).needs, need_bit(static_cast<Need>(i)))
            << need_labels[i].words;
}

TEST(TypedNeeds, AWordThatBelongsToNoneIsNamed) {
    EXPECT_EQ(parse_typed_needs("ASD & complex").unknown, "complex");
    EXPECT_EQ(parse_typed_needs("asdf").unknown, "asdf");
    EXPECT_EQ(parse_typed_needs("autisms").unknown, "autisms");
    EXPECT_EQ(need_meant("SLNC"), "SLCN");
    EXPECT_EQ(need_meant("autsm"), "ASD");
    EXPECT_EQ(need_meant("complex"), "");
    EXPECT_EQ(need_meant("&"), "");
}

}  // namespace
}  // namespace sendscape::typed_needs_test
