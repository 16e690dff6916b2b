// SPDX-License-Identifier: MIT
#include "maps/build/own_frame.h"

#include <gtest/gtest.h>

#include "maps/build/build_map.h"
#include "maps/map_file.h"
#include "tests/support/import_test.h"

namespace sendscape::own_frame_test {
namespace {

class OwnFrame : public testing::ImportTest {
  protected:
    /// Six schools of Trafford, an infant and a junior school among them, and a primary of Manchester next to them.
    BuildOptions options() {
        BuildOptions options;
        options.authorities = {"trafford"};
        options.schools = {
            file("census.csv",
                 "URN,LA,ESTAB,SCHOOLTYPE,NOR,NORG,NORB,TSENELSE,TSENELK,PNUMFSMEVER\n"
                 "100001,358,2001,State-funded primary,210,100,110,6,30,20.00%\n"
                 "100002,358,2002,State-funded primary,90,45,45,3,15,40.00%\n"
                 "100003,358,4001,State-funded secondary,900,450,450,30,100,25.00%\n"
                 "100004,358,7001,State-funded special school,106,30,76,106,0,50.00%\n"
                 "100006,358,2003,State-funded primary,120,60,60,3,15,40.00%\n"
                 "100007,358,2004,State-funded primary,210,105,105,3,15,40.00%\n"
                 "100005,352,2001,State-funded primary,420,210,210,14,60,60.00%\n"),
            file("gias.csv",
                 "urn,establishment_name,school_capacity,statutory_low_age,statutory_high_age,easting,northing\n"
                 "100001,A Primary School,210,4,11,378000,391000\n"
                 "100002,B Infant School,90,4,7,379000,392000\n"
                 "100003,C High School,900,11,16,378500,391500\n"
                 "100004,D School,100,4,16,379500,390500\n"
                 "100006,F Junior School,120,7,11,380500,392000\n"
                 "100007,G Primary School,210,4,11,378200,391100\n"
                 "100005,E Primary School,420,4,11,381500,393000\n")};
        return options;
    }
    Map build(const std::vector<std::pair<std::string, std::string>>& tables) {
        BuildOptions asked = options();
        for (const auto& [name, text] : tables) asked.own.push_back(file(name, text));
        return build_map(asked, Parallel(1));
    }
    std::string refusal_of(const std::string& name, const std::string& text) {
        return error_of([&] { build({{name, text}}); });
    }
    static const School& school(const Map& map, std::uint32_t urn) {
        for (const School& one : map.schools)
            if (one.urn == urn) return one;
        throw std::runtime_error("no such school");
    }
    static std::string area_of(const Map& map, std::uint32_t urn) {
        const AreaId area = school(map, urn).area;
        return area.exists() ? map.areas[area.value].name : "";
    }
    static const QualityRow* met(const Map& map, Oddity oddity) {
        for (const QualityRow& row : map.quality)
            if (row.oddity == oddity) return &row;
        return nullptr;
    }
};

const std::string areas_table =
    "URN,Planning Area\n100001,Sale West\n100002,Altrincham\n100003,Sale West\n100006,altrincham\n100099,Sale West\n";

TEST_F(OwnFrame, PlanningAreasReplaceTheMaps) {
    const Map map = build({{"areas.csv", areas_table}});
    ASSERT_EQ(map.areas.size(), 2u);
    EXPECT_EQ(map.areas[0].name, "Altrincham");
    EXPECT_EQ(map.areas[0].code, "358-1");
    EXPECT_EQ(area_of(map, 100001), "Sale West");
    EXPECT_EQ(area_of(map, 100006), "Altrincham") << "one area whatever the case of its letters";
    EXPECT_EQ(area_of(map, 100007), "Sale West") << "without a row: that of the homes around it";
    EXPECT_EQ(area_of(map, 100005), "") << "a neighbour's";
    for (const Zone& zone : map.zones) EXPECT_EQ(zone.area.exists(), map.authorities[zone.authority.value].in_area);
    ASSERT_NE(met(map, Oddity::own_found), nullptr);
    EXPECT_EQ(met(map, Oddity::own_found)->count, 4);
    EXPECT_EQ(met(map, Oddity::own_found)->rule, "of 6 schools of Trafford that it may be about");
    EXPECT_EQ(met(map, Oddity::own_missing)->count, 2);
    EXPECT_EQ(met(map, Oddity::own_missing)->examples, "URN 100004 (D School), URN 100007 (G Primary School)");
    EXPECT_EQ(met(map, Oddity::own_unknown_school)->examples, "URN 100099 (line 6)");
}

TEST_F(OwnFrame, PlanningAreasAreJoinedByLaestabToo) {
    for (const char* text : {"LAESTAB,PlanningArea,Planning area code\n358/2001,Sale,P1\n3582002,Hale,P2\n",
                             "LA,Estab,School planning area,PA code\n358,2001,Sale,P1\n358,2002,Hale,P2\n"}) {
        const Map map = build({{"areas.csv", text}});
        ASSERT_EQ(map.areas.size(), 2u) << text;
        EXPECT_EQ(map.areas[0].code, "P2");
        EXPECT_EQ(area_of(map, 100001), "Sale");
        EXPECT_EQ(area_of(map, 100002), "Hale");
    }
}

TEST_F(OwnFrame, NeighboursOfAMapOfSeveralKeepTheirs) {
    BuildOptions both = options();
    both.authorities = {"Trafford", "Manchester"};
    both.own = {file("areas.csv", areas_table + "100005,Altrincham\n")};
    const Map half = build_map(both, Parallel(1));
    EXPECT_EQ(area_of(half, 100005), "Altrincham") << "its only school has a row";
    both.own = {file("other.csv", areas_table)};
    const Map map = build_map(both, Parallel(1));
    EXPECT_EQ(area_of(map, 100005), "Manchester");
    EXPECT_EQ(area_of(map, 100002), "Altrincham");
}

TEST_F(OwnFrame, PolygonsTakeSchoolsAndHomesByWhereTheyStand) {
    const std::string west = "[[[377000,390000],[378800,390000],[378800,393000],[377000,393000],[377000,390000]]]";
    const std::string east = "[[[378800,391800],[381000,391800],[381000,393000],[378800,393000],[378800,391800]]]";
    const std::string text =
        R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:27700"}},"features":[)"
        R"({"type":"Feature","properties":{"PA_Name":"West"},"geometry":{"type":"Polygon","coordinates":)" +
        west + R"(}},{"type":"Feature","properties":{"PA_Name":"East"},"geometry":{"type":"Polygon","coordinates":)" +
        east + R"(}},{"type":"Feature","properties":{"PA_Name":"Far"},"geometry":{"type":"Polygon","coordinates":)" +
        R"([[[10000,10000],[11000,10000],[11000,11000],[10000,10000]]]}}]})";
    const Map map = build({{"areas.geojson", text}});
    ASSERT_EQ(map.areas.size(), 2u);
    EXPECT_EQ(area_of(map, 100001), "West");
    EXPECT_EQ(area_of(map, 100006), "East");
    EXPECT_EQ(map.areas[1].outline[0].size(), 4u);
    EXPECT_EQ(met(map, Oddity::own_missing)->examples, "URN 100004 (D School)") << "outside both";
    EXPECT_EQ(met(map, Oddity::area_empty)->examples, "'Far'");
    // Moved over the western one, the eastern holds its schools too.
    std::string over = text;
    over.replace(over.find("[378800,391800]"), 15, "[377500,390500]");
    const std::string said = refusal_of("areas.geojson", over);
    EXPECT_NE(said.find("features 1 and 2: 'West' and 'East' both hold URN 10000"), std::string::npos) << said;
}

TEST_F(OwnFrame, ASchoolInTwoAreasIsRefusedAcrossTablesTooAndSoAreTwoAreasOfOneCode) {
    const std::string said = error_of([&] {
        build({{"a.csv", areas_table}, {"b.csv", "URN,PlanningArea\n100003,Upper\n100001,Hale\n"}});
    });
    EXPECT_NE(
        said.find("b.csv, line 3: URN 100001 (A Primary School) is in planning area 'Hale' here and in 'Sale West'"),
        std::string::npos)
        << said;
    // A table for each phase is one frame.
    const Map two = build(
        {{"a.csv", "URN,Planning Area\n100001,Sale\n100002,Hale\n"}, {"b.csv", "URN,Planning Area\n100003,Upper\n"}});
    EXPECT_EQ(area_of(two, 100003), "Upper");
    EXPECT_EQ(area_of(two, 100001), "Sale");
    EXPECT_EQ(two.areas.size(), 3u);
    EXPECT_NE(refusal_of("a.csv", "urn,planning_area,planning_area_code\n100001,Sale,P1\n100002,Hale,P1\n")
                  .find("planning areas 'Sale' and 'Hale' have one code, P1"),
              std::string::npos);
}

TEST_F(OwnFrame, AdmissionNumbersAndCapacityStandOverPublicTables) {
    const Map before = build({});
    EXPECT_TRUE(school(before, 100001).is_filled(Filled::pan));
    const Map map = build({{"pan.csv",
                            "URN,Capacity,PAN R,PAN 3,PAN 7\n100001,240,45,45,\n100003,1050,,210,\n100006,,,30,\n"
                            "100004,120,15,,\n100007,420,,,\n100002,90,90,,\n"}});
    EXPECT_EQ(school(map, 100001).capacity, 240);
    EXPECT_EQ(school(map, 100001).pan, 45);
    EXPECT_FALSE(school(map, 100001).is_filled(Filled::pan));
    EXPECT_EQ(school(map, 100003).capacity, 1050);
    EXPECT_EQ(school(map, 100003).pan, 210) << "PAN 3 is not of a school that begins with Year 7: capacity shared out";
    EXPECT_TRUE(school(map, 100003).is_filled(Filled::pan));
    EXPECT_EQ(school(map, 100006).pan, 30) << "a junior school begins with Year 3";
    EXPECT_EQ(school(map, 100007).pan, 60) << "a capacity alone is shared out";
    EXPECT_EQ(school(map, 100004).capacity, 100) << "a special school's places are the list of provision's";
    EXPECT_EQ(met(map, Oddity::admission_doubtful)->examples,
              "URN 100002 (B Infant School): 90, about 30 pupils a year group");
    std::string unused;
    for (const QualityRow& row : map.quality)
        if (row.oddity == Oddity::own_not_used) unused += row.examples + "; ";
    EXPECT_EQ(unused, "URN 100003 (C High School): Year 3 210; URN 100004 (D School); ");
}

TEST_F(OwnFrame, PlacesByYearGroupMakeTheCapacity) {
    const Map map = build({{"long.csv",
                            "LAESTAB,NC year,PAN,Places\n3582002,R,30,30\n3582002,1,30,30\n3582002,2,45,45\n"
                            "3584001,7,180,900\n3584001,8,170,900\n"}});
    EXPECT_EQ(school(map, 100002).capacity, 105);
    EXPECT_EQ(school(map, 100002).pan, 30);
    EXPECT_EQ(school(map, 100003).capacity, 900) << "repeated in each row";
    EXPECT_EQ(met(map, Oddity::own_not_used)->examples,
              "URN 100002 (B Infant School): Year 2 45, URN 100003 (C High School): Year 8 170");
}

TEST_F(OwnFrame, LinksNameTheNextSchoolAndTheFileKeepsThem) {
    for (const char* text : {"urn,linked_urn\n100002,100006\n", "urn,linked_urn\n100006,100002\n",
                             "URN,LinkURN,LinkName,LinkType\n100006,100002,B,Infant school\n",
                             "Junior URN,Infant URN\n100006,100002\n", "LAESTAB,Linked LAESTAB\n358/2003,3582002\n"}) {
        Map map = build({{"links.csv", text}});
        const School& infant = school(map, 100002);
        ASSERT_TRUE(infant.leads_to.exists()) << text;
        EXPECT_EQ(map.school(infant.leads_to).urn, 100006u) << text;
        EXPECT_FALSE(school(map, 100006).leads_to.exists());
        write_map(map, folder_ / "map.h5", true);
        const Map again = read_map(folder_ / "map.h5");
        EXPECT_EQ(again.school(school(again, 100002).leads_to).urn, 100006u);
        EXPECT_EQ(digest_of_map(again), map.digest);
    }
    const Map wrong = build({{"links.csv", "urn,linked_urn\n100001,100007\n100001,100003\n100002,100099\n"}});
    EXPECT_EQ(met(wrong, Oddity::link_unused)->count, 1);
    EXPECT_EQ(met(wrong, Oddity::own_not_used)->count, 1) << "into Year 7";
    EXPECT_EQ(met(wrong, Oddity::own_unknown_school)->count, 1);
}

TEST_F(OwnFrame, ASchoolLeadsToOne) {
    const std::string why = error_of([&] {
        BuildOptions asked = options();
        asked.schools.insert(asked.schools.begin(),
                             file("ages.csv",
                                  "urn,establishment_name,school_capacity,statutory_low_age,statutory_high_age\n"
                                  "100007,G Junior School,210,7,11\n"));
        asked.own.push_back(file("links.csv", "urn,linked_urn\n100002,100006\n100006,100002\n100002,100007\n"));
        build_map(asked, Parallel(1));
    });
    EXPECT_NE(why.find("links.csv"), std::string::npos) << why;
    EXPECT_NE(why.find("a school leads to one"), std::string::npos) << why;
    EXPECT_NE(why.find("100007"), std::string::npos) << why;
}

TEST_F(OwnFrame, GiasLinksAmongTheSchoolTablesAreReadToo) {
    BuildOptions asked = options();
    asked.schools.push_back(file("links.csv", "URN,LinkURN,LinkName,LinkType\n100002,100006,F,Junior school\n"));
    const Map map = build_map(asked, Parallel(1));
    EXPECT_EQ(map.school(school(map, 100002).leads_to).urn, 100006u);
}

TEST_F(OwnFrame, ProvisionAndCoordinatesAreReadAsTheyWereUnderTheirOwnOptions) {
    const Map map = build({{"rp.csv", "urn,places,provision\n100001,14,resourced_provision\n"},
                           {"xy.csv", "urn,easting,northing\n100001,377500,390900\n"}});
    EXPECT_EQ(school(map, 100001).base_places[0], 14);
    EXPECT_EQ(school(map, 100001).x, 377500);
    EXPECT_EQ(school(map, 100007).x, 378200);
    const Map bases = build({{"bases.csv", "urn,needs,places,phase\n100001,ASD;SLCN,12,primary\n100003,SEMH,10,\n"}});
    EXPECT_EQ(school(bases, 100001).base_places[0], 12);
    EXPECT_EQ(school(bases, 100001).base_needs, need_bit(Need::asd) | need_bit(Need::slcn));
    EXPECT_EQ(school(bases, 100003).base_places[1], 10);
    EXPECT_EQ(school(bases, 100003).capacity, 900);
    EXPECT_NE(error_of([&] {
                  build({{"rp.csv", "urn,places,provision\n100001,14,rp\n"},
                         {"rp2.csv", "urn,places,provision\n100001,14,rp\n"}});
              }).find("a second list of provision"),
              std::string::npos);
}

TEST_F(OwnFrame, WithoutTablesOfTheOfficersTheMapIsAsItWas) {
    const Map map = build({});
    EXPECT_EQ(met(map, Oddity::own_found), nullptr);
    EXPECT_EQ(map.areas.size(), 1u);
    EXPECT_EQ(map.areas[0].name, "Trafford");
}

}  // namespace
}  // namespace sendscape::own_frame_test
