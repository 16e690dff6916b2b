// SPDX-License-Identifier: MIT
#include "sim/studies/offers_tables.h"

#include <gtest/gtest.h>

#include "tests/support/compared_options.h"

namespace sendscape::offers_tables_test {
namespace {

using testing::compared;

TEST(OffersTables, AreOfOptionsAboutAdmissionsAlone) {
    EXPECT_FALSE(any_offers_told(compared()));
    EXPECT_EQ(offers_section(compared()), "");
    Comparison about = compared();
    about.options[1].scenario.changes.push_back({{"", ""}, Month(0), "admissions.number_changed", {0.0}});
    EXPECT_TRUE(offers_told(about, 1));
    EXPECT_FALSE(offers_told(about, 2));
    EXPECT_NE(offers_section(about).find("Who gains and who loses a school"), std::string::npos);
    about.options[1].placed = false;
    EXPECT_FALSE(any_offers_told(about)) << "of finished runs no child is followed";
}

TEST(OffersTables, RangeATallyOverTheReplicates) {
    LivedOption lived;
    for (const std::int64_t gain : {1, 2, 3}) {
        OffersCompared offers;
        offers.groups[0].gain = gain;
        lived.offers.push_back(offers);
    }
    EXPECT_DOUBLE_EQ(tally_range(lived, 0, &OffersCompared::Tally::gain).mean, 2);
    EXPECT_DOUBLE_EQ(tally_range(lived, 0, &OffersCompared::Tally::lose).mean, 0);
}

}  // namespace
}  // namespace sendscape::offers_tables_test
