// SPDX-License-Identifier: MIT
#include "maps/tables/provision_list.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::provision_list_test {
namespace {

using ProvisionList = testing::ImportTest;

TEST_F(ProvisionList, RowsAreReadAsTheOfficerMeansThem) {
    const auto path = file("own.csv",
                           "urn,places,provision,needs,phase,opens,closes,pan\n"
                           "100004,\"1,160\",special,ASD;SLD,,,,\n"
                           "100003,20,resourced_provision,,secondary,2025-09,2030-08,45\n");
    const auto rows = read_provision_list(path);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].urn, 100004u);
    EXPECT_EQ(rows[0].places, 1160);
    EXPECT_TRUE(rows[0].any_special);
    EXPECT_EQ(rows[0].needs, need_bit(Need::asd) | need_bit(Need::sld));
    EXPECT_TRUE(rows[0].phases[0] && rows[0].phases[1]);
    EXPECT_FALSE(rows[0].opens.has_value());
    EXPECT_FALSE(rows[0].pan.has_value());
    EXPECT_EQ(rows[1].provision, Setting::resourced_provision);
    EXPECT_EQ(rows[1].needs, 0);
    EXPECT_FALSE(rows[1].phases[0]);
    EXPECT_TRUE(rows[1].phases[1]);
    EXPECT_EQ(rows[1].opens, Month(2025, 9));
    EXPECT_EQ(rows[1].closes, Month(2030, 8));
    EXPECT_EQ(rows[1].pan, 45);
    EXPECT_NE(rows[1].place.find("own.csv"), std::string::npos);
    EXPECT_NE(rows[1].place.find("line 3"), std::string::npos);
}

TEST_F(ProvisionList, ClosingBeforeOpeningIsRefusedByLine) {
    const auto path = file("own.csv",
                           "urn,places,provision,needs,phase,opens,closes\n"
                           "100003,20,resourced_provision,,secondary,2030-09,2025-08\n");
    const std::string said = error_of([&] { read_provision_list(path); });
    EXPECT_NE(said.find("line 2"), std::string::npos) << said;
}

}  // namespace
}  // namespace sendscape::provision_list_test
