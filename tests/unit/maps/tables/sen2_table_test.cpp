// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/import_test.h"

namespace sendscape::sen2_table_test {
namespace {

using Sen2Table = testing::ImportTest;

TEST_F(Sen2Table, ReadsBothLayouts) {
    const auto old = read_sen2_tables(
        {file("age.csv",
              "time_period,geographic_level,old_la_code,new_la_code,la_name,characteristic_age,Total_all\n"
              "2021,Local authority,358,E08000009,Trafford,Total,90\n2022,Local "
              "authority,E08000009,358,Trafford,Total,100\n"
              "2022,Local authority,358,E08000009,Trafford,Under 5,10\n2022,National,,,,Total,473255\n"
              "2021,Local authority,358,E08000009,Trafford,Under 5,7\n"),
         file("estab.csv",
              "time_period,geographic_level,old_la_code,new_la_code,la_name,establishment_type,establishment_group,"
              "Total_all\n"
              "2022,Local authority,358,E08000009,Trafford,Special - Academy/free,Special school,30\n"
              "2022,Local authority,358,E08000009,Trafford,Special - Independent,Special school,5\n"
              "2022,Local authority,358,E08000009,Trafford,Mainstream - Academy - SEN unit,Mainstream school,4\n"
              "2022,Local authority,358,E08000009,Trafford,Total,Special school,35\n")},
        quality_);
    const PlansMaintained& plans = old.at("358");
    EXPECT_EQ(plans.total, 100);
    EXPECT_EQ(plans.by_age_band[0], 10);
    EXPECT_EQ(plans.by_setting[static_cast<std::size_t>(SettingGroup::state_special)], 30);
    EXPECT_EQ(plans.by_setting[static_cast<std::size_t>(SettingGroup::independent_special)], 5);
    EXPECT_EQ(plans.by_setting[static_cast<std::size_t>(SettingGroup::base)], 4);

    const auto now = read_sen2_tables(
        {file("caseload.csv",
              "time_period,geographic_level,new_la_code,old_la_code,la_name,breakdown_topic,breakdown,ehcplans,"
              "mainstream_academy,mainstream_academy_senunit,mainstream_total,mainstream_total_pc,special_academy,"
              "special_independent,special_non_maintained,special_total,general_fe_tertiary_colleges,neet,neet_ntci,"
              "neet_other,neet_other_csa\n"
              "202526,Local authority,E08000009,358,Trafford,All EHC plans,Total,100,40,5,45,45,30,6,2,38,12,5,3,2,x\n"
              "202526,Local authority,E08000009,358,Trafford,Age at start of academic "
              "year,4,21,1,1,1,1,1,1,1,1,1,1,1,1,1\n"
              "202526,Local authority,E08000009,358,Trafford,Sex,Male,70,1,1,1,1,1,1,1,1,1,1,1,1,1\n")},
        quality_);
    EXPECT_EQ(now.at("358").year, 2026);
    EXPECT_EQ(now.at("358").total, 100);
    std::int32_t placed = 0;
    for (const std::int32_t group : now.at("358").by_setting) placed += group;
    EXPECT_EQ(placed, 100);
    EXPECT_EQ(now.at("358").by_age_band[0], 21);
    EXPECT_NE(error_of([&] { read_sen2_tables({file("o.csv", "a,b\n1,2\n")}, quality_); }).find("not a SEN2 caseload"),
              std::string::npos);
}

TEST_F(Sen2Table, CountsNoPlanTwiceWhereTablesOverlap) {
    const std::string heading =
        "time_period,geographic_level,old_la_code,new_la_code,la_name,characteristic_age,Total_all\n";
    const std::string in_2022 =
        "2022,Local authority,358,E08000009,Trafford,Total,100\n"
        "2022,Local authority,358,E08000009,Trafford,Under 5,10\n";
    const auto first = file("a.csv", heading + in_2022);
    const auto copy = file("copy.csv", heading + in_2022);
    const auto later = file("later.csv", heading + in_2022 +
                                             "2023,Local authority,358,E08000009,Trafford,Total,120\n"
                                             "2023,Local authority,358,E08000009,Trafford,Under 5,12\n");
    const auto plans = read_sen2_tables({first, copy}, quality_).at("358");
    EXPECT_EQ(plans.total, 100);
    EXPECT_EQ(plans.by_age_band[0], 10);
    const auto rows = quality_.rows();
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(),
                            [](const QualityRow& row) { return row.oddity == Oddity::authority_twice; }));
    for (const auto& tables : {std::vector{first, later}, std::vector{later, first}}) {
        const auto latest = read_sen2_tables(tables, quality_).at("358");
        EXPECT_EQ(latest.year, 2023);
        EXPECT_EQ(latest.total, 120);
        EXPECT_EQ(latest.by_age_band[0], 12);
    }
}

}  // namespace
}  // namespace sendscape::sen2_table_test
