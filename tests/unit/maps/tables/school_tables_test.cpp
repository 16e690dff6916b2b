// SPDX-License-Identifier: MIT
#include "maps/tables/school_tables.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/import_test.h"

namespace sendscape::school_tables_test {
namespace {

using SchoolTables = testing::ImportTest;

TEST_F(SchoolTables, AreToldApartByTheirHeadings) {
    const auto kind = [&](const std::string& heading) {
        return recognise_school_table(read_csv(file("t.csv", heading + "\n1,1,1,1\n")));
    };
    EXPECT_EQ(kind("URN,NOR,TSENELSE,TSENELK"), SchoolTableKind::census);
    EXPECT_EQ(kind("URN,LAT,LON,SCHNAME"), SchoolTableKind::coordinates);
    EXPECT_NE(error_of([&] { (void)kind("colour,size,weight,taste"); }), "");
}

TEST_F(SchoolTables, TheFirstTableThatGivesAValueWinsAndTheDifferenceIsCounted) {
    const std::string heading = "URN,LA,SCHOOLTYPE,NOR,NORG,NORB,TSENELSE,TSENELK,PNUMFSMEVER\n";
    const auto first = file("first.csv", heading + "100001,358,State-funded primary,210,100,110,6,30,20.00%\n");
    const auto later = file("later.csv", heading +
                                             "100001,358,State-funded primary,220,100,110,6,30,20.00%\n"
                                             "100002,358,State-funded primary,105,50,55,3,15,40.00%\n");
    const JoinedSchools joined = read_school_tables({first, later}, quality_);
    EXPECT_TRUE(joined.has_census);
    ASSERT_EQ(joined.by_urn.size(), 2u);
    EXPECT_EQ(joined.by_urn.at(100001).roll, 210);
    EXPECT_EQ(joined.by_urn.at(100002).plans, 3);
    EXPECT_EQ(joined.by_urn.at(100002).sen_support, 15);
    EXPECT_EQ(joined.by_urn.at(100002).authority_code, "358");
}

TEST_F(SchoolTables, NeedsAreFoundByCodeOrPhrase) {
    EXPECT_EQ(need_of("asd"), Need::asd);
    EXPECT_EQ(need_of("Hearing Impairment"), Need::hi);
    EXPECT_EQ(need_of("SEMH - Social, Emotional and Mental Health"), Need::semh);
    EXPECT_EQ(need_of("Carpentry"), std::nullopt);
}

TEST_F(SchoolTables, AnEndedAuthorityNeverStandsInALiveOnesWay) {
    const auto ended =
        file("old.csv",
             "urn,establishment_name,capacity,la_code,la_name\n100001,A,210,909,Cumbria\n"
             "100002,B,210,835,Dorset\n100003,C,210,E10000021,\n100004,D,210,,Cumbria\n100005,E,210,663,Cardiff\n");
    const auto live =
        file("new.csv", "URN,LA,SCHOOLTYPE,NOR,TSENELSE,TSENELK\n100001,942,State-funded primary,200,6,28\n");
    for (const auto& tables : {std::vector{ended, live}, std::vector{live, ended}}) {
        const JoinedSchools joined = read_school_tables(tables, quality_);
        EXPECT_EQ(joined.by_urn.at(100001).authority_code, "942");
        EXPECT_EQ(joined.by_urn.at(100002).authority_code, std::nullopt);
        EXPECT_EQ(joined.by_urn.at(100002).ended_authority, "E10000009");
        EXPECT_EQ(joined.by_urn.at(100003).ended_authority, "E10000021");
        EXPECT_EQ(joined.by_urn.at(100004).ended_authority, "E10000006");
        EXPECT_EQ(joined.by_urn.at(100005).other_authority, "663");
    }
}

TEST_F(SchoolTables, CapacitiesOfScapAndLinksOfGiasAreNoCensus) {
    const auto scap =
        file("scap.csv",
             "time_period,geographic_level,old_la_code,school_urn,school_name,school_places,pupils_on_roll\n"
             "202324,School,358,100001,A,210,190\n");
    const auto links =
        file("links.csv",
             "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n100002,100001,A,Predecessor,01-04-2025\n"
             "100003,100001,A,Predecessor - merged,01-04-2025\n");
    const JoinedSchools joined = read_school_tables({scap, links}, quality_);
    EXPECT_FALSE(joined.has_census);
    EXPECT_EQ(joined.by_urn.at(100001).capacity, 210);
    EXPECT_EQ(joined.by_urn.at(100001).other_roll, 190);
    EXPECT_EQ(joined.by_urn.at(100001).roll, std::nullopt);
    ASSERT_EQ(joined.links.size(), 1u);
    EXPECT_EQ(joined.links[0].first, 100002u);
}

TEST_F(SchoolTables, DatesAndNumbersThatAreNoneAreCountedWithTheirLines) {
    const auto gias = file("gias.csv",
                           "URN,TypeOfEstablishment (name),OpenDate,CloseDate,NumberOfPupils,NumberOfGirls\n"
                           "100001,Community school,45901,,200.5,90\n100002,Community school,Autumn 2025,,-5,90\n"
                           "100003,Community school,1 September 2025,31-Aug-26,200.0,many\n100004,Community "
                           "school,,01/09/25,\"1,200\",\n");
    const JoinedSchools joined = read_school_tables({gias}, quality_);
    EXPECT_EQ(joined.by_urn.at(100001).opened, Month(2025, 9));
    EXPECT_EQ(joined.by_urn.at(100001).other_roll, 201);
    EXPECT_EQ(joined.by_urn.at(100002).opened, std::nullopt);
    EXPECT_EQ(joined.by_urn.at(100002).other_roll, std::nullopt);
    EXPECT_EQ(joined.by_urn.at(100003).shut, Month(2026, 8));
    EXPECT_EQ(joined.by_urn.at(100004).other_roll, 1200);
    std::map<std::string, std::string> met;
    for (const QualityRow& row : quality_.rows()) met[row.issue] = row.examples;
    EXPECT_EQ(met["opening date is not a date"], "URN 100002 line 3: 'Autumn 2025'");
    EXPECT_EQ(met["closing date is not a date"], "URN 100004 line 5: '01/09/25'");
    EXPECT_EQ(met["pupils is not a count"], "URN 100002 line 3: '-5'");
    EXPECT_EQ(met["a fraction of pupils is not a count"], "URN 100001 line 2: '200.5'");
    EXPECT_EQ(met["girls is not a count"], "URN 100003 line 4: 'many'");
}

TEST_F(SchoolTables, RefusalsSayWhatATableIsAndNumbersThatFitNothingAreErrors) {
    const auto error = [&](const std::string& text) {
        return error_of([&] { read_school_tables({file("t.csv", text)}, quality_); });
    };
    EXPECT_NE(error("time_period,geographic_level,breakdown_topic,ehcplans\n202526,National,All EHC plans,1\n")
                  .find("taken for plans maintained by placement (SEN2) by its column 'ehcplans'"),
              std::string::npos);
    EXPECT_NE(error("LSOA21CD,LSOA21NM,x,y\nE01000001,A,377000,391000\n").find("(--centroids reads it)"),
              std::string::npos);
    EXPECT_NE(error("URN,NOR,TSENELSE,TSENELK\n100001,3e9,1,1\n").find("line 2: pupils on roll '3e9' for URN 100001"),
              std::string::npos);
    EXPECT_NE(error("URN,capacity\n100001,2000000000\n").find("capacity '2000000000'"), std::string::npos);
    EXPECT_NE(error("URN,x,y\n100001,-261000,7059000\n").find("EPSG:3857"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::school_tables_test
