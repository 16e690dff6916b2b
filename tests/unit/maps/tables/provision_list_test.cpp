// SPDX-License-Identifier: MIT
#include "maps/tables/provision_list.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::provision_list_test {
namespace {

class ProvisionList : public testing::ImportTest {
  protected:
    std::vector<ProvisionRow> rows_of(const std::filesystem::path& path) {
        return read_provision_list(path, quality_, faults_);
    }
    RowFaults faults_;
};

TEST_F(ProvisionList, RowsAreReadAsTheOfficerMeansThem) {
    const auto path = file("own.csv",
                           "urn,places,provision,needs,phase,opens,closes,pan\n"
                           "100004,\"1,160\",special,ASD;SLD,,,,\n"
                           "100003,20,resourced_provision,,secondary,2025-09,2030-08,45\n");
    const auto rows = rows_of(path);
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
    rows_of(path);
    const std::string said = faults_.list();
    EXPECT_NE(said.find("line 2"), std::string::npos) << said;
}

constexpr const char* heading = "urn,places,provision,needs,phase,opens,closes\n";

TEST_F(ProvisionList, AllBadRowsAreToldAtOnce) {
    const auto path = file("own.csv", std::string(heading) +
                                          "100003,200-220,special,,,,\n100004,c.20,rp,ASD,primary,,\n100005,20,rp,,,,\n"
                                          "X,20,bse,&,primery,28-Sep,2028\n100006,1,200,special,,,,\n"
                                          "100005,5,rp,,primary,,\n");
    rows_of(path);
    const std::string said = faults_.list();
    for (const char* const part :
         {"line 2: places '200-220' for URN 100003", "line 3: places 'c.20'", "line 5: URN 'X'",
          "line 5: provision 'bse' is not known; did you mean 'base'?",
          "line 5: phase 'primery' is not known; did you "
          "mean 'primary'?",
          "line 5: opens '28-Sep' is not a month (a day without a year); write a day in it such as "
          "01/09/2028, day first, which Excel leaves as it is",
          "line 5: closes '2028' is not a month (a year without a month)",
          "line 6: the row has more cells (8) than the heading (7: urn, places", "line 7: URN 100005 is listed twice"})
        EXPECT_NE(said.find(part), std::string::npos) << part << "\n" << said;
    EXPECT_EQ(said.find("line 4:"), std::string::npos) << said;
}

TEST_F(ProvisionList, DatesAndAnswersAreReadAsSpreadsheetsWriteThem) {
    const auto path = file("own.csv", std::string(heading) +
                                          "100003,20,resourced provision,ASD,primary,Sep-19,No\n"
                                          "100004,20,Special,ASD & SLCN,Secondary,September 2027,31/08/2030\n"
                                          "100005,20,SEN unit,,Primary and secondary,TRUE,46997\n");
    const auto rows = rows_of(path);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0].opens, Month(2019, 9));
    EXPECT_FALSE(rows[0].closes);
    EXPECT_EQ(rows[1].needs, need_bit(Need::asd) | need_bit(Need::slcn));
    EXPECT_EQ(rows[1].opens, Month(2027, 9));
    EXPECT_EQ(rows[1].closes, Month(2030, 8));
    EXPECT_FALSE(rows[2].opens);
    EXPECT_EQ(rows[2].closes, Month(2028, 9));
    EXPECT_TRUE(rows[2].phases[0] && rows[2].phases[1]);
}

TEST_F(ProvisionList, NeedsMayHaveColumnsOfTheirOwn) {
    const std::string columns = "URN|Places|Provision|ASD|SEMH|SLCN|Notes\n";
    const auto rows = rows_of(file("own.csv", columns + "100003|20|base|Yes|No|TRUE|\n100004|8|base||Y|0|new\n"));
    EXPECT_EQ(rows[0].needs, need_bit(Need::asd) | need_bit(Need::slcn));
    EXPECT_EQ(rows[1].needs, need_bit(Need::semh));
    rows_of(file("b.csv", columns + "100003|20|base|12|||\n"));
    EXPECT_NE(faults_.list().find("line 2: ASD is '12'; yes, no or a blank is needed"), std::string::npos);
}

// Its URN may be wrong as well, which only the map can tell.
TEST_F(ProvisionList, AFaultyRowIsHandedOnForItsUrnAlone) {
    const auto rows =
        rows_of(file("own.csv", std::string(heading) + "100003,many,rp,,,,\nX,5,rp,,,,\n100004,5,rp,,,,\n"));
    EXPECT_EQ(faults_.count(), 2);
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(rows[0].urn, 100003u);
    EXPECT_FALSE(rows[0].sound);
    EXPECT_TRUE(rows[1].sound);
}

TEST_F(ProvisionList, ATitleAboveTheHeadingIsCounted) {
    const auto path =
        file("own.csv", std::string("Wendshire's list as at 1 September,,,,,,\n\n") + heading + "100003,20,rp,,,,\n");
    EXPECT_EQ(rows_of(path).size(), 1u);
    ASSERT_EQ(quality_.rows().size(), 1u);
    EXPECT_EQ(quality_.rows()[0].oddity, Oddity::rows_above_heading);
    EXPECT_EQ(quality_.rows()[0].examples, "'Wendshire's list as at 1 September'");
}

}  // namespace
}  // namespace sendscape::provision_list_test
