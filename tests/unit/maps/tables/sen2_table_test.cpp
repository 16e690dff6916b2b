// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

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
    const PlansMaintained& plans = *old.at("358").latest();
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
    EXPECT_EQ(now.at("358").latest()->year, 2026);
    EXPECT_EQ(now.at("358").latest()->total, 100);
    std::int32_t placed = 0;
    for (const std::int32_t group : now.at("358").latest()->by_setting) placed += group;
    EXPECT_EQ(placed, 100);
    EXPECT_EQ(now.at("358").latest()->by_age_band[0], 21);
    EXPECT_NE(error_of([&] {
                  read_sen2_tables({file("o.csv", "a,b\n1,2\n")}, quality_);
              }).find("not plans maintained in January"),
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
    const PlansMaintained plans = *read_sen2_tables({first, copy}, quality_).at("358").latest();
    EXPECT_EQ(plans.total, 100);
    EXPECT_EQ(plans.by_age_band[0], 10);
    const auto rows = quality_.rows();
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(),
                            [](const QualityRow& row) { return row.oddity == Oddity::authority_twice; }));
    for (const auto& tables : {std::vector{first, later}, std::vector{later, first}}) {
        const PlansMaintained latest = *read_sen2_tables(tables, quality_).at("358").latest();
        EXPECT_EQ(latest.year, 2023);
        EXPECT_EQ(latest.total, 120);
        EXPECT_EQ(latest.by_age_band[0], 12);
    }
}

// Tables of one release have the same first columns; what happened in a year is no caseload.
TEST_F(Sen2Table, AFlowIsNoCaseload) {
    const std::string begin =
        "time_period,time_identifier,geographic_level,new_la_code,old_la_code,la_name,breakdown_topic,";
    const auto error = [&](const std::string& more, const std::string& period, const std::string& topic,
                           const std::string& numbers) {
        return error_of([&] {
            read_sen2_tables({file("t.csv", begin + more + "\n" + period + ",Local authority,E08000009,358,Trafford," +
                                                topic + "," + numbers + "\n")},
                             quality_);
        });
    };
    EXPECT_NE(error("breakdown,ehc_plans,number_asd,number_semh", "2024,Calendar year", "All EHC plans",
                    "All EHC plans,40,20,10")
                  .find("line 2: holds new plans"),
              std::string::npos);
    EXPECT_NE(error("breakdown,new_ehc_plans,mainstream_academy", "2024,Calendar year", "New EHC plans", "Total,40,20")
                  .find("taken for new plans, made in a calendar year (SEN2) by its column 'new_ehc_plans'"),
              std::string::npos);
    EXPECT_NE(error("breakdown,max_age,total_ceased", "2024,Calendar year", "All ceased EHC plans", "Total,4,20")
                  .find("plans that ceased"),
              std::string::npos);
    EXPECT_NE(error("breakdown,plans_issued_den,ehc_plans", "2024,Calendar year", "All EHC plans", "Total,4,20")
                  .find("within 20 weeks"),
              std::string::npos);
    EXPECT_NE(error("breakdown,num_caseload,pc_caseload", "2023,Calendar year", "Ethnicity major", "Asian,4,20")
                  .find("by sex or ethnicity"),
              std::string::npos);
    EXPECT_NE(error("age,weeks,num_children_yp", "2023,Calendar year", "x", "5 to 10,38 to 51,4").find("residential"),
              std::string::npos);
    EXPECT_NE(error_of([&] {
                  read_sen2_tables({file("s.csv",
                                         "time_period,school_urn,sen_provision,pupil_count\n202425,100001,All "
                                         "pupils,10\n")},
                                   quality_);
              }).find("taken for school-level SEN by its column 'sen_provision', not for plans maintained"),
              std::string::npos);
    EXPECT_NE(error("breakdown,ehcplans,mainstream_academy", "202526,Academic year", "All EHC plans", "Total,3e9,20")
                  .find("3e9 plans in column 'ehcplans'"),
              std::string::npos);
}

TEST_F(Sen2Table, ACaseloadByNeedAndTheLayoutOf2023AreRead) {
    const auto by_need = read_sen2_tables(
        {file(
            "n.csv",
            "time_period,time_identifier,geographic_level,old_la_code,la_name,breakdown_topic,breakdown,ehc_plans,"
            "number_asd,"
            "number_semh\n202425,Academic year,Local authority,358,Trafford,All EHC plans,All EHC plans,3143,900,700\n"
            "202425,Academic year,Local authority,358,Trafford,Child or young persons age,age 5,150,20,10\n")},
        quality_);
    EXPECT_EQ(by_need.at("358").latest()->total, 3143);
    EXPECT_EQ(by_need.at("358").latest()->year, 2025);
    EXPECT_EQ(by_need.at("358").latest()->by_age_band[1], 150);
    const auto of_2023 =
        read_sen2_tables({file("a.csv",
                               "time_period,time_identifier,geographic_level,new_la_code,old_la_code,la_name,age,ehcp_"
                               "or_statement,num_caseload\n"
                               "2023,Calendar year,Local authority,E08000009,358,Trafford,Total,Total,2700\n"
                               "2023,Calendar year,Local authority,E08000009,358,Trafford,Age 5 to 10,Total,900\n"
                               "2023,Calendar year,Local authority,E08000009,358,Trafford,Age 5 to 10,EHCP,900\n")},
                         quality_);
    EXPECT_EQ(of_2023.at("358").latest()->total, 2700);
    EXPECT_EQ(of_2023.at("358").latest()->by_age_band[1], 900);
}

/// A caseload of one authority for each row given: topic, breakdown and numbers.
class Sen2Rows : public testing::ImportTest {
  protected:
    std::map<std::string, Sen2> read(const std::string& counted, const std::string& rows) {
        return read_sen2_tables({file("t.csv",
                                      "time_period,time_identifier,geographic_level,old_la_code,la_name,"
                                      "breakdown_topic,breakdown," +
                                          counted + "\n" + rows)},
                                quality_);
    }
    std::string error(const std::string& counted, const std::string& rows) {
        return error_of([&] { read(counted, rows); });
    }
    std::string examples(Oddity oddity) {
        for (const QualityRow& row : quality_.rows())
            if (row.oddity == oddity) return row.issue + " / " + row.examples;
        return "";
    }
    static constexpr const char* place = "202425,Academic year,Local authority,358,Trafford,";
    static constexpr const char* of_2023 = "2023,Calendar year,Local authority,358,Trafford,";
};

TEST_F(Sen2Rows, TwoNumbersForOneThingAreRefusedWithBothLines) {
    const std::string all = std::string(place) + "All EHC plans,Total,", age = std::string(place) + "Age,";
    EXPECT_NE(error("ehcplans,mainstream_academy", all + "3000,700\n" + all + "2000,500\n")
                  .find("line 3: '2000' in column 'ehcplans' for Trafford in January 2025, but line 2 gives the same "
                        "plans as '3000'"),
              std::string::npos);
    EXPECT_NE(error("ehcplans,mainstream_academy", all + "3000,700\n" + all + "3000,500\n")
                  .find("'500' in column 'mainstream_academy'"),
              std::string::npos);
    EXPECT_NE(error("ehcplans", all + "3000\n" + age + "5 to 10,900\n" + age + "Age 5-10,800\n").find("line 4: '800'"),
              std::string::npos);
    EXPECT_NE(error("ehcplans", all + "3000\n" + age + "Total,2900\n").find("line 3: 2900 plans in all"),
              std::string::npos);
    const std::string banded =
        "time_period,geographic_level,old_la_code,la_name,characteristic_age,Total_all\n"
        "2022,Local authority,358,Trafford,Total,100\n2022,Local authority,358,Trafford,Under 5,10\n"
        "2022,Local authority,358,Trafford,Aged under 5,12\n";
    EXPECT_NE(error_of([&] { read_sen2_tables({file("b.csv", banded)}, quality_); }).find("line 4: '12'"),
              std::string::npos);
}

TEST_F(Sen2Rows, ARowThatStandsTwiceIsCountedAndAddedOnce) {
    const std::string all = std::string(place) + "All EHC plans,Total,", age = std::string(place) + "Age,5 to 10,";
    const auto plans = read("ehcplans", all + "3000\n" + age + "900\n" + all + "\"3,000\"\n" + age + "900\n");
    EXPECT_EQ(plans.at("358").latest()->total, 3000);
    EXPECT_EQ(plans.at("358").latest()->by_age_band[1], 900);
    EXPECT_EQ(examples(Oddity::plans_again),
              "rows that say the same as a row above / line 4 as line 2, line 5 as line 3");
}

TEST_F(Sen2Rows, TopicsOf2023AreReadUnderAnyHeadingOfTheCount) {
    const std::string row = of_2023;
    for (const char* counted : {"num_caseload", "number_of_plans", "caseload", "num_ehcp", "ehc_plans"}) {
        const auto plans =
            read(counted, row + "Age,Total,3000\n" + row + "Age,Under 5,300\n" + row +
                              "Establishment type,Total,3000\n" + row + "Establishment type,Special academy,1500\n" +
                              row + "Establishment type,Mainstream - LA maintained - SEN unit,20\n" + row +
                              "Establishment type,Moon base,7\n" + row + "Establishment type,Special - total,1500\n")
                .at("358")
                .plans.back();
        EXPECT_EQ(plans.year, 2023) << counted;
        EXPECT_EQ(plans.total, 3000) << counted;
        EXPECT_EQ(plans.by_age_band[0], 300) << counted;
        EXPECT_EQ(plans.by_setting[static_cast<std::size_t>(SettingGroup::state_special)], 1500) << counted;
        EXPECT_EQ(plans.by_setting[static_cast<std::size_t>(SettingGroup::base)], 20) << counted;
        EXPECT_EQ(plans.by_setting[static_cast<std::size_t>(SettingGroup::no_setting)], 7) << counted;
    }
    EXPECT_EQ(examples(Oddity::plans_unread),
              "rows of plans whose 'breakdown' is not known / line 7 (Trafford): 'Moon base'");
    EXPECT_NE(error("num_caseload", row + "Sex,Female,900\n").find("the first has 'Sex': plans by sex or ethnicity"),
              std::string::npos);
}

TEST_F(Sen2Rows, WhatDecidedIsNamed) {
    const std::string row = place;
    EXPECT_NE(error("ehcplans", row + "All EHC plans,Total,z\n")
                  .find("line 2 (Trafford) is one without a number in "
                        "column 'ehcplans': 'z'"),
              std::string::npos);
    EXPECT_NE(error("ehcplans", row + "Age,Everybody,3000\n").find("whose 'breakdown' is not known: 'Everybody'"),
              std::string::npos);
    EXPECT_NE(error("ehcplans", "202425,Academic year,National,,,All EHC plans,Total,3000\n")
                  .find("line 2 has 'National' in column 'geographic_level'"),
              std::string::npos);
    const auto plans = read("ehcplans", row + "All EHC plans,Total,z\n" +
                                            "202425,Academic year,Local authority,356,Stockport,All EHC "
                                            "plans,Total,2500\n");
    EXPECT_FALSE(plans.contains("358"));
    EXPECT_EQ(examples(Oddity::plans_unread),
              "rows of plans without a number in column 'ehcplans' / line 2 (Trafford): 'z'");
}

TEST_F(Sen2Rows, AnAuthorityThatWasSplitIsToldWithItsSuccessors) {
    const std::string end = ",All EHC plans,Total,2500\n", local = "202425,Academic year,Local authority,";
    read("ehcplans", place + std::string("All EHC plans,Total,3000\n") + local + "909,Cumbria" + end + local +
                         "909,Cumbria" + end + local + "837,Bournemouth" + end + local + "000,Atlantis" + end);
    std::vector<QualityRow> gone;
    for (const QualityRow& row : quality_.rows())
        if (row.oddity == Oddity::authority_gone) gone.push_back(row);
    ASSERT_EQ(gone.size(), 3u);
    EXPECT_EQ(gone[0].count, 2);
    EXPECT_EQ(gone[0].examples, "Cumbria");
    EXPECT_EQ(gone[0].rule,
              "row dropped: Cumbria ended in 2023, and its figures cannot be shared between its successors, Cumberland "
              "(942) and Westmorland and Furness (943)");
    EXPECT_NE(gone[1].rule.find("Bournemouth, Christchurch and Poole"), std::string::npos);
    EXPECT_EQ(gone[2].examples, "Atlantis");
}

}  // namespace
}  // namespace sendscape::sen2_table_test
