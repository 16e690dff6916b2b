// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_flows.h"

#include <gtest/gtest.h>

#include "maps/tables/sen2_table.h"
#include "tests/support/import_test.h"

namespace sendscape::sen2_flows_test {
namespace {

/// Tables of one authority's flows: each row begins with the year.
class Sen2Flows : public testing::ImportTest {
  protected:
    static constexpr const char* begin = "time_period,time_identifier,geographic_level,old_la_code,la_name,";
    static std::string row(int year, const std::string& rest) {
        return std::to_string(year) + ",Calendar year,Local authority,358,Trafford," + rest + "\n";
    }
    PlanFlows read(const std::string& headings, const std::string& rows, int year) {
        const auto sen2 = read_sen2_tables({file("t.csv", begin + headings + "\n" + rows)}, quality_);
        EXPECT_TRUE(sen2.at("358").plans.empty());
        const PlanFlows* flow = sen2.at("358").flow(year);
        return flow ? *flow : PlanFlows{};
    }
    std::string error(const std::string& headings, const std::string& rows) {
        return error_of([&] { read(headings, rows, 0); });
    }
};

TEST_F(Sen2Flows, TheLayoutOf2022) {
    const std::string headings =
        "NewallEHC,AssnoneEHC,AssnodecisionEHC,AssRefusedEHC,InreqEHC,TotIncExcEHC,IncExc20weekEHC,TotNoExcEHC,"
        "NoExc20weekEHC";
    const std::string rows =
        row(2020, "282,7,68,21,305,282,229,280,229") + row(2021, "269,12,89,34,413,269,189,241,183");
    const PlanFlows flow = read(headings, rows, 2021);
    EXPECT_EQ(flow.requests, 413);
    EXPECT_EQ(flow.refused, 34);
    EXPECT_EQ(flow.not_issued, 12);
    EXPECT_EQ(flow.new_plans, 269);
    EXPECT_EQ(flow.timed, 241);
    EXPECT_EQ(flow.in_time, 183);
    EXPECT_EQ(flow.agreed, 269 + 12 + 89 - 68);
    EXPECT_EQ(read(headings, rows, 2020).agreed, -1);  // nothing tells what was pending before
}

TEST_F(Sen2Flows, TheLayoutOf2024TellsWhatWasAgreed) {
    const std::string headings =
        "new_all_ehc,ass_none_ehc,ass_nodecision_ehc,ass_refused_ehc,inreq_ehc,inreq_ehc_y,tot_no_exc_ehc,"
        "no_exc_20week_ehc,discontinued_total";
    const PlanFlows flow =
        read(headings, row(2022, "300,10,z,50,400,x,290,200,60") + row(2023, "350,12,z,60,480,390,340,220,70"), 2023);
    EXPECT_EQ(flow.agreed, 390);
    EXPECT_EQ(flow.refused, 60);
    EXPECT_EQ(flow.in_time, 220);
}

TEST_F(Sen2Flows, RequestsAssessmentsAndTimelinessSince2025) {
    const PlanFlows requests = read(
        "breakdown_topic,breakdown,requests_received_in_year,requests_rya,requests_decided_to_assess,"
        "requests_decided_not_to_assess",
        row(2024, "All requests for EHC needs assessments,All requests for EHC needs assessments,700,0,500,150") +
            row(2024, "Sex,Female,200,0,150,40"),
        2024);
    EXPECT_EQ(requests.requests, 700);
    EXPECT_EQ(requests.agreed, 500);
    EXPECT_EQ(requests.refused, 150);
    const PlanFlows assessments = read("breakdown_topic,breakdown,assess_in_year,assess_issued,assess_not_issued",
                                       row(2024, "All EHC needs assessments,Total,502,484,18") +
                                           row(2024, "Child or young persons age,Aged 4,90,88,2"),
                                       2024);
    EXPECT_EQ(assessments.not_issued, 18);
    EXPECT_EQ(assessments.new_plans, 484);
    const PlanFlows timeliness = read(
        "breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,"
        "plans_issued_20_weeks_ex,avg_weeks_issue_plan",
        row(2024, "All EHC plans issued,All EHC plans issued,484,470,240,238,25.6"), 2024);
    EXPECT_EQ(timeliness.timed, 470);
    EXPECT_EQ(timeliness.in_time, 238);
    EXPECT_EQ(timeliness.requests, -1);
}

TEST_F(Sen2Flows, TimelinessWithExceptionsAloneIsReadAndTold) {
    const PlanFlows flow = read("breakdown_topic,breakdown,plans_issued_den,plans_issued_within_20_weeks",
                                row(2024, "All EHC plans,All EHC plans,484,240"), 2024);
    EXPECT_EQ(flow.timed, 484);
    EXPECT_EQ(flow.in_time, 240);
    ASSERT_FALSE(quality_.rows().empty());
    EXPECT_EQ(quality_.rows()[0].rule, "exceptions are counted too");
}

TEST_F(Sen2Flows, NewPlansInEveryLayout) {
    const PlanFlows by_age = read("characteristic_age,Total_new_all",
                                  row(2021, "Total,269") + row(2021, "Under 5,65") + row(2021, "Age 5 to 10,90"), 2021);
    EXPECT_EQ(by_age.new_plans, 269);
    EXPECT_EQ(by_age.new_by_age_band[0], 65);
    const PlanFlows by_place =
        read("establishment_type,ehcp_or_statement,num_new_plans",
             row(2023, "Total,Total,300") + row(2023, "Special - Independent,Total,6") +
                 row(2023, "Special - Independent,EHCP,6") +
                 row(2023, "Awaiting provision - compulsory school age and not in education,Total,4"),
             2023);
    EXPECT_EQ(by_place.new_plans, 300);
    EXPECT_EQ(by_place.new_by_setting[static_cast<std::size_t>(SettingGroup::independent_special)], 6);
    EXPECT_EQ(by_place.new_by_setting[static_cast<std::size_t>(SettingGroup::no_setting)], 4);
    const PlanFlows by_topic =
        read("breakdown_topic,breakdown,ehcplans,special_academy",
             row(2024, "New EHC plans,New EHC plans,393,20") + row(2024, "Age when plan started,Age 10,40,1"), 2024);
    EXPECT_EQ(by_topic.new_plans, 393);
    EXPECT_EQ(by_topic.new_by_age_band[1], 40);
    EXPECT_EQ(read("new_ehc_plans", row(2024, "393"), 2024).new_plans, 393);
}

TEST_F(Sen2Flows, ATableOfNewPlansGoesBeforeAssessmentsInAnyOrder) {
    const auto mi = file("mi.csv", begin + std::string("NewallEHC,InreqEHC\n") + row(2015, "24,40"));
    const auto made =
        file("made.csv", begin + std::string("characteristic_age,Total_new_all\n") + row(2015, "Total,27"));
    for (const auto& tables : {std::vector{mi, made}, std::vector{made, mi}}) {
        const PlanFlows flow = *read_sen2_tables(tables, quality_).at("358").flow(2015);
        EXPECT_EQ(flow.new_plans, 27);
        EXPECT_EQ(flow.requests, 40);
    }
}

TEST_F(Sen2Flows, TheFirstTableOfAYearWinsAndItIsCounted) {
    const auto first = file("a.csv", begin + std::string("InreqEHC,AssRefusedEHC\n") + row(2021, "400,z"));
    const auto second = file("b.csv", begin + std::string("InreqEHC,AssRefusedEHC\n") + row(2021, "413,34"));
    const PlanFlows flow = *read_sen2_tables({first, second}, quality_).at("358").flow(2021);
    EXPECT_EQ(flow.requests, 400);
    EXPECT_EQ(flow.refused, 34);
    int again = 0;
    for (const QualityRow& row : quality_.rows()) again += row.oddity == Oddity::authority_twice;
    EXPECT_EQ(again, 1);
}

TEST_F(Sen2Flows, RefusalsSayWhatDecided) {
    EXPECT_NE(error("breakdown_topic,breakdown,requests_received_in_year", row(2024, "Ethnicity,Asian,7"))
                  .find("the first has 'Ethnicity': what happened in a year by sex or ethnicity"),
              std::string::npos);
    EXPECT_NE(error("breakdown_topic,breakdown,assess_in_year", row(2024, "All EHC needs assessments,Total,7"))
                  .find("taken for SEN2 assessments by calendar year, but it has none of the columns that are read of "
                        "them ('assess_issued', 'assess_not_issued')"),
              std::string::npos);
    EXPECT_NE(error("InreqEHC", row(2024, "4").replace(0, 4, "202425")).find("whose 'time_period' is not known"),
              std::string::npos);
    EXPECT_NE(error("InreqEHC", row(2021, "4") + row(2021, "5")).find("'5' in column 'InreqEHC' for Trafford in 2021"),
              std::string::npos);
    EXPECT_NE(error("breakdown,new_ehc_plans", row(2024, "Female,4")).find("column 'breakdown' ('Female') splits"),
              std::string::npos);
    EXPECT_NE(error("characteristic_age,sex,Total_new_all", row(2021, "Total,Female,4"))
                  .find("column 'sex' ('Female') splits the plans further"),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::sen2_flows_test
