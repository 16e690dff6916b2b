// SPDX-License-Identifier: MIT
#include "maps/tables/own_tables.h"

#include <gtest/gtest.h>

#include "tests/support/import_test.h"

namespace sendscape::own_tables_test {
namespace {

class OwnTables : public testing::ImportTest {
  protected:
    OwnTable read(const std::string& text, const std::string& name = "t.csv") {
        std::vector<OwnTable> tables = read_own_tables({file(name, text)}, quality_);
        read_own_rows(tables[0], 2025, quality_, faults_);
        return std::move(tables[0]);
    }
    RowFaults faults_;
};

TEST_F(OwnTables, AreToldByTheirHeadings) {
    struct Case {
        const char* text;
        bool areas, numbers, links, provision, places;
    };
    for (const Case& c :
         {Case{"urn,planning_area\n100001,North\n", true, false, false, false, false},
          Case{"LAESTAB,School Planning Area\n3582001,North\n", true, false, false, false, false},
          Case{"URN,PlanningArea,Net capacity,PAN\n100001,North,210,30\n", true, true, false, false, false},
          Case{"URN;Planning area name\n100001;North\n", true, false, false, false, false},
          Case{"urn,year_group,pan\n100001,R,30\n", false, true, false, false, false},
          Case{"URN,Year R,Year 1\n100001,30,30\n", false, true, false, false, false},
          Case{"urn,linked_urn\n100001,100002\n", false, false, true, false, false},
          Case{"Infant URN,Junior URN\n100001,100002\n", false, false, true, false, false},
          Case{"URN,LinkURN,LinkName,LinkType\n100001,100002,B,Junior school\n", false, false, true, false, false},
          Case{"urn,places,provision\n100001,10,rp\n", false, false, false, true, false},
          Case{"urn,easting,northing\n100001,378000,391000\n", false, false, false, false, true}}) {
        const OwnTable own = read(c.text);
        EXPECT_EQ(own.is_areas, c.areas) << c.text;
        EXPECT_EQ(own.is_numbers, c.numbers) << c.text;
        EXPECT_EQ(own.is_links, c.links) << c.text;
        EXPECT_EQ(own.is_provision, c.provision) << c.text;
        EXPECT_EQ(own.is_places, c.places) << c.text;
    }
    EXPECT_TRUE(faults_.empty()) << faults_.list();
}

TEST_F(OwnTables, AreToldByHeadingsOfTheirOwnSpellingToo) {
    EXPECT_EQ(read("URN,DfE Planning Area 2025 name\n100001,North\n").areas.at(0).area, "North");
    EXPECT_EQ(read("URN,School,Area\n100001,A,North\n").areas.at(0).area, "North") << "nothing else tells";
    EXPECT_FALSE(read("URN,Area,PAN\n100001,North,30\n").is_areas) << "a ward or a district as well";
    EXPECT_TRUE(read("URN,LinkedURN\n100001,100002\n").is_links);
    EXPECT_TRUE(read("URN,SchoolCapacity\n100001,210\n").is_numbers);
    const OwnTable bases = read("urn,places,needs,phase\n100001,12,ASD,primary\n");
    EXPECT_TRUE(bases.is_provision && bases.is_bases) << "places of a base, not of the school";
    EXPECT_FALSE(bases.is_numbers);
    EXPECT_NE(error_of([&] { read("urn,places\n100001,12\n"); }).find("--own reads"), std::string::npos)
        << "places of what?";
}

TEST_F(OwnTables, AnyOtherTableIsRefusedByWhatItIs) {
    const std::string said = error_of([&] { read("time_period,breakdown_topic,new_ehc_plans\n2025,a,3\n"); });
    EXPECT_NE(said.find("taken for new plans, made in a calendar year (SEN2) by its column 'new_ehc_plans'"),
              std::string::npos)
        << said;
    EXPECT_NE(said.find("--own reads, by URN or LAESTAB: planning areas"), std::string::npos);
    EXPECT_NE(error_of([&] { read("school,planning_area\nA,North\n"); }).find("--own reads"), std::string::npos)
        << "no URN and no LAESTAB";
}

TEST_F(OwnTables, ASchoolInTwoAreasIsToldByItsLine) {
    const OwnTable own = read("urn,planning_area\n100001,North\n100002,South\n100001,South\n100002, south \nx,North\n");
    EXPECT_EQ(own.areas.size(), 2u);
    EXPECT_NE(faults_.list().find("line 4: URN 100001 is in planning area 'South' here and in 'North' on line 2"),
              std::string::npos)
        << faults_.list();
    EXPECT_NE(faults_.list().find("line 6: 'x' is neither a URN"), std::string::npos);
    EXPECT_EQ(faults_.count(), 2);
}

TEST_F(OwnTables, ARowWithoutAreaIsNoneAndEachPhaseHasItsColumn) {
    const OwnTable own = read(
        "LAESTAB,Primary planning area,Secondary planning area\n358/2001,North,\n358/4001,,Upper North\n358/2002,,\n");
    ASSERT_EQ(own.areas.size(), 2u);
    EXPECT_EQ(own.areas[1].area, "Upper North");
    EXPECT_EQ(own.areas[1].school.number, 4001);
}

TEST_F(OwnTables, LinksOfOtherKindsAreCounted) {
    const OwnTable own = read(
        "URN,LinkURN,LinkName,LinkType\n100001,100002,B,Junior school\n100001,100009,Old,Predecessor\n"
        "100003,100004,D,Infant school\n");
    ASSERT_EQ(own.links.size(), 2u);
    EXPECT_EQ(own.links[0].one.urn, 100001u);
    EXPECT_EQ(own.links[0].other.urn, 100002u);
    std::int64_t left = 0;
    for (const QualityRow& row : quality_.rows()) left += row.oddity == Oddity::other_link ? row.count : 0;
    EXPECT_EQ(left, 1);
}

}  // namespace
}  // namespace sendscape::own_tables_test
