// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <numeric>

#include "maps/tables/csv_table.h"
#include "maps/tables/english_authorities.h"
#include "tests/support/data.h"
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
    EXPECT_EQ(old.at("358").january(2021)->total, 90);
    EXPECT_EQ(old.at("358").january(2021)->by_age_band[0], 7);
    EXPECT_EQ(old.at("358").january(2020), nullptr);
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
        EXPECT_EQ(read_sen2_tables(tables, quality_).at("358").january(2022)->by_age_band[0], 10);
    }
}

// Tables of one release have the same first columns; what is neither a caseload nor a flow that is read is named.
TEST_F(Sen2Table, WhatIsNotReadIsNamed) {
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
    EXPECT_NE(error("breakdown,new_ehc_plans,number_asd", "2024,Calendar year", "New EHC plans", "Total,40,20")
                  .find("new plans by primary need"),
              std::string::npos);
    EXPECT_NE(error("breakdown,new_ehc_plans,mainstream_academy", "2024,Calendar year", "Sex", "Female,40,20")
                  .find("the first has 'Sex': what happened in a year by sex or ethnicity"),
              std::string::npos);
    EXPECT_NE(error_of([&] {
                  read_sen2_tables({file("c.csv",
                                         "time_period,geographic_level,old_la_code,la_name,breakdown,num_new_plans\n"
                                         "2023,Local authority,358,Trafford,Female,40\n")},
                                   quality_);
              })
                  .find("taken for new plans by sex or ethnicity, made in a calendar year (SEN2) by its column "
                        "'num_new_plans'"),
              std::string::npos);
    EXPECT_NE(error("breakdown,max_age,total_ceased", "2024,Calendar year", "All ceased EHC plans", "Total,4,20")
                  .find("plans that ceased"),
              std::string::npos);
    EXPECT_NE(
        error("breakdown,plans_issued_den,ehc_plans", "2024,Calendar year", "All EHC plans", "Total,4,20")
            .find("none of the columns that are read of them ('plans_issued_den_ex', 'plans_issued_20_weeks_ex')"),
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
        {file("n.csv",
              "time_period,time_identifier,geographic_level,old_la_code,la_name,breakdown_topic,breakdown,ehc_plans,"
              "number_asd,"
              "number_semh,number_ds,number_need_unknown,asd_pc\n"
              "202425,Academic year,Local authority,358,Trafford,All EHC plans,All EHC plans,3143,900,700,c,12,28.6\n"
              "202324,Academic year,Local authority,358,Trafford,All EHC plans,All EHC plans,2900,800,650,z,11,27.6\n"
              "202425,Academic year,Local authority,358,Trafford,Child or young persons age,age 5,150,20,10,z,0,z\n")},
        quality_);
    EXPECT_EQ(by_need.at("358").latest()->total, 3143);
    EXPECT_EQ(by_need.at("358").latest()->year, 2025);
    EXPECT_EQ(by_need.at("358").latest()->by_age_band[1], 150);
    EXPECT_EQ(by_need.at("358").latest()->by_need[static_cast<std::size_t>(Need::asd)], 900);
    EXPECT_EQ(by_need.at("358").latest()->by_need[static_cast<std::size_t>(Need::semh)], 700);
    EXPECT_EQ(by_need.at("358").latest()->by_need[static_cast<std::size_t>(Need::ds)], 0);
    EXPECT_EQ(by_need.at("358").january(2024)->by_need[static_cast<std::size_t>(Need::asd)], 800);
    const auto rows = quality_.rows();
    EXPECT_EQ(std::count_if(rows.begin(), rows.end(),
                            [](const QualityRow& row) {
                                return row.oddity == Oddity::plans_unread && row.count == 1 &&
                                       row.examples == "line 2 (Trafford): 'c' in column 'number_ds'";
                            }),
              1);
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
        EXPECT_EQ(std::accumulate(plans.by_setting.begin(), plans.by_setting.end(), 0), 1520) << counted;
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

// Until 2018 a table by establishment leaves out plans of none: 312,626 of England's 319,819.
TEST_F(Sen2Table, TheTotalByAgeGoesBeforeThatByEstablishment) {
    const auto by_age = file("age.csv",
                             "time_period,geographic_level,old_la_code,la_name,characteristic_age,Total_all\n"
                             "2018,Local authority,358,Trafford,Total,100\n");
    const auto by_place =
        file("place.csv",
             "time_period,geographic_level,old_la_code,la_name,establishment_type,establishment_group,"
             "Total_all\n2018,Local authority,358,Trafford,Total,Total,96\n"
             "2018,Local authority,358,Trafford,Hospital School,Special school,3\n");
    for (const auto& tables : {std::vector{by_age, by_place}, std::vector{by_place, by_age}}) {
        const auto sen2 = read_sen2_tables(tables, quality_);
        EXPECT_EQ(sen2.at("358").latest()->total, 100);
        EXPECT_EQ(sen2.at("358").latest()->by_setting[static_cast<std::size_t>(SettingGroup::alternative_provision)],
                  3);
    }
    EXPECT_EQ(read_sen2_tables({by_place}, quality_).at("358").latest()->total, 96);
}

TEST_F(Sen2Table, WithoutATotalItIsTheSumOfWhatThereIs) {
    const auto sen2 = read_sen2_tables(
        {file(
            "place.csv",
            "time_period,geographic_level,old_la_code,la_name,establishment_type,num_caseload\n"
            "2024,Local authority,358,Trafford,Special - Independent,3\n2024,Local authority,358,Trafford,Other,4\n")},
        quality_);
    EXPECT_EQ(sen2.at("358").latest()->total, 7);
}

TEST_F(Sen2Table, FlowsStandBesideTheStocksAndNeverCountIntoThem) {
    const std::string place = ",Local authority,E08000009,358,Trafford,";
    const std::string begin = "time_period,time_identifier,geographic_level,new_la_code,old_la_code,la_name,";
    const auto sen2 = read_sen2_tables(
        {file("caseload.csv", begin + "breakdown_topic,breakdown,ehcplans\n202425,Academic year" + place +
                                  "All EHC plans,Total,3143\n"),
         file("newplans.csv", begin +
                                  "breakdown_topic,breakdown,new_ehc_plans,mainstream_academy,special_independent\n"
                                  "2024,Calendar year" +
                                  place + "New EHC plans,New EHC plans,393,300,9\n2024,Calendar year" + place +
                                  "Age when plan started,age 2 and under,14,9,0\n2024,Calendar year" + place +
                                  "Sex,Female,120,90,2\n"),
         file("requests.csv", begin +
                                  "breakdown_topic,breakdown,requests_received_in_year,requests_decided_to_assess,"
                                  "requests_decided_not_to_assess\n2024,Calendar year" +
                                  place + "All requests for an EHC needs assessment,Total,600,430,120\n")},
        quality_);
    const Sen2& trafford = sen2.at("358");
    ASSERT_EQ(trafford.plans.size(), 1u);
    EXPECT_EQ(trafford.latest()->total, 3143);
    ASSERT_EQ(trafford.flows.size(), 1u);
    const PlanFlows& flow = *trafford.flow(2024);
    EXPECT_EQ(flow.new_plans, 393);
    EXPECT_EQ(flow.new_by_setting[static_cast<std::size_t>(SettingGroup::mainstream)], 300);
    EXPECT_EQ(flow.new_by_setting[static_cast<std::size_t>(SettingGroup::independent_special)], 9);
    EXPECT_EQ(flow.new_by_age_band[0], 14);
    EXPECT_EQ(flow.requests, 600);
    EXPECT_EQ(flow.agreed, 430);
    EXPECT_EQ(flow.refused, 120);
    EXPECT_EQ(flow.not_issued, -1);
    EXPECT_EQ(flow.timed, -1);
}

TEST(Sen2KnownAt, IsWhatWasPublishedOfTheYearsBefore) {
    Sen2 sen2;
    for (const int year : {2018, 2019, 2020}) {
        sen2.plans.push_back({year, year, {}, {}, {}});
        sen2.flows.push_back({year});
    }
    const Sen2 in_2019 = known_at(sen2, Month(2019, 1));
    ASSERT_EQ(in_2019.plans.size(), 2u);
    EXPECT_EQ(in_2019.latest()->year, 2019);
    ASSERT_EQ(in_2019.flows.size(), 1u);
    EXPECT_EQ(in_2019.flows[0].year, 2018);
    const Sen2 in_2015 = known_at(sen2, Month(2015, 1));
    ASSERT_EQ(in_2015.plans.size(), 1u);
    EXPECT_EQ(in_2015.latest()->year, 2018);
    EXPECT_TRUE(in_2015.flows.empty());
    EXPECT_TRUE(known_at({}, Month(2015, 1)).plans.empty());
}

TEST_F(Sen2Table, TraffordIsAsPublishedIn2022) {
    SKIP_WITHOUT_PUBLIC_FILES();
    const auto sen2 = read_sen2_tables(
        {testing::public_file("sen/2022_sen2_age_caseload.csv"),
         testing::public_file("sen/2022_sen2_estab_caseload.csv"), testing::public_file("sen/2022_sen2_mi.csv"),
         testing::public_file("sen/2022_sen2_age_new_plans.csv"),
         testing::public_file("sen/2022_sen2_estab_new_plans.csv")},
        quality_);
    const Sen2& trafford = sen2.at("358");
    EXPECT_EQ(trafford.plans.size(), 13u);  // 2010 to 2022
    EXPECT_EQ(trafford.january(2019)->total, 1788);
    const auto in_2019 = [&](SettingGroup group) {
        return trafford.january(2019)->by_setting[static_cast<std::size_t>(group)];
    };
    EXPECT_EQ(in_2019(SettingGroup::mainstream) + in_2019(SettingGroup::base), 817);
    EXPECT_EQ(in_2019(SettingGroup::state_special), 321 + 282);
    EXPECT_EQ(in_2019(SettingGroup::independent_special), 5 + 75);
    EXPECT_EQ(in_2019(SettingGroup::further_education), 239);
    EXPECT_EQ(in_2019(SettingGroup::eotas), 17);
    EXPECT_EQ(in_2019(SettingGroup::home_education), 3);  // arranged by parents
    EXPECT_EQ(in_2019(SettingGroup::neet), 10);
    EXPECT_EQ(in_2019(SettingGroup::no_setting), 1);  // 11 more await provision in education
    const PlanFlows& flow = *trafford.flow(2018);
    EXPECT_EQ(flow.requests, 331);
    EXPECT_EQ(flow.refused, 52);
    EXPECT_EQ(flow.not_issued, 4);
    EXPECT_EQ(flow.timed, 268);
    EXPECT_EQ(flow.in_time, 40);
    EXPECT_EQ(flow.new_plans, 318);
    EXPECT_EQ(flow.agreed, 318 + 4 + 64 - 83);  // issued, not issued, pending, pending the year before
    for (const PlansMaintained& plans : trafford.plans) {
        EXPECT_EQ(std::accumulate(plans.by_age_band.begin(), plans.by_age_band.end(), 0), plans.total) << plans.year;
        EXPECT_LE(std::accumulate(plans.by_setting.begin(), plans.by_setting.end(), 0), plans.total) << plans.year;
    }
    for (const PlanFlows& flows : trafford.flows) {
        if (flows.new_plans < 0) continue;
        EXPECT_EQ(std::accumulate(flows.new_by_age_band.begin(), flows.new_by_age_band.end(), 0), flows.new_plans)
            << flows.year;
    }
}

/// The sum of a column of a published table over England (the row of the nation) and over authorities that are none
/// now.
struct Published {
    std::int64_t england = 0, ended = 0;
};
Published published(const CsvTable& table, const std::string& year, const std::string& heading) {
    Published sum;
    const auto column = table.column({heading});
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.cell(row, table.column({"time_period"})) != year) continue;
        if (const auto age = table.column({"characteristic_age"}); age && table.cell(row, age) != "Total") continue;
        const std::string number(table.cell(row, column));
        const auto level = table.cell(row, table.column({"geographic_level"}));
        const auto code = table.cell(row, table.column({"old_la_code"}));
        const auto gss = table.cell(row, table.column({"new_la_code"}));
        if (level == "National") sum.england = std::atoll(number.c_str());
        if (level == "Local authority" && !authority_of_code(code) && !authority_of_code(gss))
            sum.ended += std::atoll(number.c_str());
    }
    return sum;
}

TEST_F(Sen2Table, TheAuthoritiesOfARealReleaseAddUpToEngland) {
    SKIP_WITHOUT_PUBLIC_FILES();
    const std::string zip = testing::public_file("sen/education-health-and-care-plans_2022.zip");
    if (std::system(("unzip -qo '" + zip + "' -d '" + folder_.string() + "'").c_str()) != 0)
        GTEST_SKIP() << "unzip is not there";
    const auto data = folder_ / "data";
    const auto sen2 = read_sen2_tables({data / "sen2_age_caseload.csv", data / "sen2_estab_caseload.csv",
                                        data / "sen2_mi.csv", data / "sen2_age_new_plans.csv"},
                                       quality_);
    const CsvTable ages = read_csv(data / "sen2_age_caseload.csv"), mi = read_csv(data / "sen2_mi.csv");
    for (const int year : {2010, 2018, 2022}) {
        std::int64_t plans = 0;
        for (const auto& [code, of] : sen2)
            if (const auto* january = of.january(year)) plans += january->total;
        const Published all = published(ages, std::to_string(year), "total_all");
        EXPECT_EQ(plans, all.england - all.ended) << year;
    }
    struct Row {
        const char* heading;
        std::int32_t PlanFlows::*number;
    };
    for (const Row& row :
         std::array{Row{"inreqehc", &PlanFlows::requests}, Row{"assrefusedehc", &PlanFlows::refused},
                    Row{"totnoexcehc", &PlanFlows::timed}, Row{"noexc20weekehc", &PlanFlows::in_time}}) {
        for (const int year : {2018, 2021}) {
            std::int64_t sum = 0;
            for (const auto& [code, of] : sen2)
                if (const auto* flow = of.flow(year)) sum += std::max(flow->*row.number, 0);
            const Published all = published(mi, std::to_string(year), row.heading);
            EXPECT_EQ(sum, all.england - all.ended) << row.heading << " " << year;
        }
    }
}

}  // namespace
}  // namespace sendscape::sen2_table_test
