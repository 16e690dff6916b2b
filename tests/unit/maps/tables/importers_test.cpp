#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "maps/point_index.h"
#include "maps/roads/graphml_roads.h"
#include "maps/roads/osm_roads.h"
#include "maps/roads/road_arcs.h"
#include "maps/tables/cell_values.h"
#include "maps/tables/csv_table.h"
#include "maps/tables/english_authorities.h"
#include "maps/tables/projection.h"
#include "maps/tables/sen2_table.h"
#include "maps/tables/zone_tables.h"
#include "sim/core/error.h"
#include "tests/support/data.h"

namespace sendscape::importers_test {
namespace {

using testing::public_file;

class Importers : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::temp_directory_path() /
                  (std::string("sendscape_importers_") + info->name() + "_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::filesystem::path file(const std::string& name, const std::string& text) {
        std::ofstream(folder_ / name) << text;
        return folder_ / name;
    }
    template <class F>
    std::string error_of(F&& f) {
        try {
            f();
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    }
    std::filesystem::path folder_;
    QualityTable quality_;
};

TEST_F(Importers, ProjectionAgreesWithPublishedGridReferences) {
    SKIP_WITHOUT_PUBLIC_FILES();
    // York's list has both: longitude and latitude, easting and northing.
    const CsvTable table = read_csv(public_file("schools/york_schools.csv"));
    const GridProjection projection;
    int compared = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto lat = parse_number(table.cell(row, table.column({"lat"})));
        const auto lon = parse_number(table.cell(row, table.column({"lon"})));
        const auto x = parse_number(table.cell(row, table.column({"easting"})));
        const auto y = parse_number(table.cell(row, table.column({"northing"})));
        if (!lat || !lon || !x || !y) continue;
        const auto grid = projection.to_grid(*lat, *lon);
        ASSERT_TRUE(grid.has_value());
        EXPECT_LT(std::hypot(grid->first - *x, grid->second - *y), 6.0) << table.cell(row, std::size_t{0});
        ++compared;
    }
    EXPECT_GT(compared, 50);
}

TEST_F(Importers, ProjectionRefusesWhatIsNotInBritain) {
    const GridProjection projection;
    EXPECT_FALSE(projection.to_grid(0, 0).has_value());
    EXPECT_FALSE(projection.to_grid(95, 0).has_value());
    EXPECT_FALSE(projection.to_grid(43.7, 7.4).has_value());
    EXPECT_FALSE(projection.to_grid(std::nan(""), 0).has_value());
}

TEST_F(Importers, AuthoritiesAreFoundHoweverTheyAreWritten) {
    EXPECT_EQ(find_authority("358").name, "Trafford");
    EXPECT_EQ(find_authority("E06000014").name, "York");
    EXPECT_EQ(find_authority("st helens").code, "342");
    EXPECT_EQ(find_authority("Bristol").code, "801");
    EXPECT_EQ(find_authority("City of Bristol").code, "801");
    EXPECT_EQ(find_authority("Durham").code, "840");
    EXPECT_EQ(find_authority("City of London").code, "201");
    EXPECT_EQ(find_authority("WESTMINSTER").code, "213");
    EXPECT_NE(error_of([] { find_authority("Westminter"); }).find("did you mean 'Westminster'"), std::string::npos);
    EXPECT_EQ(english_authorities().size(), 153u);
    for (const EnglishAuthority& authority : english_authorities()) {
        EXPECT_EQ(authority_of_name(authority.name), &authority) << authority.name;
        EXPECT_EQ(authority.gss.size(), 9u) << authority.name;
    }
}

TEST_F(Importers, PointIndexAgreesWithAPlainLoop) {
    std::vector<std::int32_t> x, y;
    std::uint32_t seed = 7;
    const auto next = [&] { return static_cast<std::int32_t>((seed = seed * 1664525u + 1013904223u) >> 12) % 90'000; };
    for (int i = 0; i < 300; ++i) {
        x.push_back(next());
        y.push_back(next());
    }
    const PointIndex index(x, y);
    for (int i = 0; i < 200; ++i) {
        const std::int32_t at_x = next() * 2 - 40'000, at_y = next() * 2 - 40'000;
        std::size_t best = 0;
        double least = 1e18;
        std::vector<std::size_t> near;
        for (std::size_t k = 0; k < x.size(); ++k) {
            const double dx = at_x - x[k], dy = at_y - y[k];
            if (dx * dx + dy * dy < least) least = dx * dx + dy * dy, best = k;
            if (dx * dx + dy * dy <= 9000.0 * 9000.0) near.push_back(k);
        }
        EXPECT_EQ(index.nearest(at_x, at_y), best);
        EXPECT_EQ(index.within(at_x, at_y, 9000), near);
    }
    EXPECT_EQ(PointIndex({}, {}).nearest(0, 0), 0u);
}

TEST_F(Importers, PopulationAddsSexesAndTakesPersonsAlone) {
    std::string heading = "area_code,area_name,sex,all_ages,aged_0_to_15";
    std::string women = "E01000001,Trafford 001A,Females,99,1", men = "E01000001,Trafford 001A,Males,99,1",
                both = "E01000001,Trafford 001A,Persons,99,1";
    for (int age = 0; age <= 90; ++age) {
        heading += "," + std::to_string(age) + (age == 90 ? "+" : "");
        women += ",1";
        men += ",2";
        both += ",3";
    }
    for (const bool persons : {false, true}) {
        const auto table = read_population(
            file("p.csv", heading + "\n" + women + "\n" + men + "\n" + (persons ? both + "\n" : "")), quality_);
        ASSERT_EQ(table.rows.size(), 1u);
        EXPECT_EQ(table.detail, AgeDetail::single_years);
        EXPECT_EQ(table.rows[0].authority_code, "358");
        for (const double people : table.rows[0].by_age) EXPECT_DOUBLE_EQ(people, 3);
    }
}

TEST_F(Importers, BandsAndTotalsKeepTheirSums) {
    const auto bands = read_population(
        file("b.csv",
             "LSOA21CD,LSOA21NM,total,f0_to_15,f16_to_29,m0_to_15,m16_to_29\nE01013335,York 012A,1626,164,115,"
             "169,151\n"),
        quality_);
    double children = 0;
    for (std::size_t age = 0; age <= 15; ++age) children += bands.rows[0].by_age[age];
    EXPECT_NEAR(children, 164 + 169, 1e-9);
    EXPECT_EQ(bands.rows[0].authority_code, "816");
    const auto total = read_population(file("t.csv", "lsoa,pop\nE01011949,\"1,954\"\n"), quality_);
    EXPECT_EQ(total.detail, AgeDetail::total);
    EXPECT_NEAR(total.rows[0].by_age[10], 1954 * 0.0125, 1.0);
    EXPECT_NE(error_of([&] {
                  read_population(file("n.csv", "lsoa,colour\nE01011949,red\n"), quality_);
              }).find("no ages are known"),
              std::string::npos);
}

TEST_F(Importers, Sen2ReadsBothLayouts) {
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

TEST_F(Importers, Sen2CountsNoPlanTwiceWhereTablesOverlap) {
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
    const std::string said = "authorities whose plans another table gives for the same January";
    const auto rows = quality_.rows();
    EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const QualityRow& row) { return row.issue == said; }));
    for (const auto& tables : {std::vector{first, later}, std::vector{later, first}}) {
        const auto latest = read_sen2_tables(tables, quality_).at("358");
        EXPECT_EQ(latest.year, 2023);
        EXPECT_EQ(latest.total, 120);
        EXPECT_EQ(latest.by_age_band[0], 12);
    }
}

TEST_F(Importers, GraphmlKeepsOneWayStreetsWalkableBothWays) {
    const auto path = file("r.graphml",
                           "<?xml version='1.0'?><graphml><key id='a' for='node' attr.name='y'/><key id='b' for='node' "
                           "attr.name='x'/><key id='c' for='edge' attr.name='length'/><key id='d' for='edge' "
                           "attr.name='oneway'/><key id='e' for='edge' attr.name='highway'/><key id='f' for='edge' "
                           "attr.name='maxspeed'/><graph edgedefault='directed'>"
                           "<node id='1'><data key='a'>53.42</data><data key='b'>-2.32</data></node>"
                           "<node id='2'><data key='a'>53.421</data><data key='b'>-2.32</data></node>"
                           "<node id='3'/>"
                           "<edge source='1' target='2'><data key='c'>111.5</data><data key='d'>True</data><data "
                           "key='e'>['primary', 'tertiary']</data><data key='f'>['20 mph', '30 mph']</data></edge>"
                           "<edge source='2' target='3'><data key='c'>5</data></edge></graph></graphml>");
    const RoadNetwork roads = read_graphml_roads(path, quality_);
    ASSERT_EQ(roads.nodes(), 2u);
    ASSERT_EQ(roads.arcs(), 2u);
    EXPECT_FLOAT_EQ(roads.metres[0], 111.5f);
    EXPECT_NEAR(roads.seconds[0], 111.5 / (20 * 1.609344 * 0.65 / 3.6), 0.01);
    EXPECT_TRUE(std::isinf(roads.seconds[1]));
    EXPECT_EQ(roads.walkable[1], 1);
    EXPECT_NE(error_of([&] {
                  read_graphml_roads(file("bad.graphml", "<graphml>\n<node id='1'>\n"), quality_);
              }).find("line 3: not GraphML"),
              std::string::npos);
    EXPECT_NE(error_of([&] { read_graphml_roads(file("empty.graphml", "<graphml/>"), quality_); }).find("no street"),
              std::string::npos);
}

TEST_F(Importers, WestminsterRoadsAreWhole) {
    SKIP_WITHOUT_PUBLIC_FILES();
    const RoadNetwork roads =
        read_graphml_roads(public_file("roads/westminster_drive_2024-02-17.graphml.gz"), quality_);
    EXPECT_EQ(roads.nodes(), 3311u);
    EXPECT_GT(roads.arcs(), 7400u);
    EXPECT_EQ(roads.first_arc.back(), roads.arcs());
}

TEST_F(Importers, OsmExtractsAreCutIntoJunctions) {
    SKIP_WITHOUT_PUBLIC_FILES();
    const RoadNetwork city = read_osm_roads(public_file("roads/city_of_london_drive_2024-02-17.osm.pbf"), quality_);
    EXPECT_GT(city.nodes(), 500u);
    EXPECT_GT(city.arcs(), city.nodes());
    for (std::size_t i = 0; i < city.nodes(); ++i) ASSERT_TRUE(in_great_britain(city.x[i], city.y[i]));
    EXPECT_GT(read_osm_roads(public_file("roads/its-example-leeds.osm.pbf"), quality_).nodes(), 50u);
    EXPECT_NE(error_of([&] {
                  read_osm_roads(public_file("roads/monaco.osm.gz"), quality_);
              }).find("no street in Great Britain"),
              std::string::npos);
    EXPECT_NE(error_of([&] { read_osm_roads(file("x.osm.pbf", "not a map"), quality_); }).find("cannot be read"),
              std::string::npos);
    EXPECT_NE(error_of([&] { read_osm_roads(file("x.txt", "not a map"), quality_); }).find("cannot be read"),
              std::string::npos);
}

}  // namespace
}  // namespace sendscape::importers_test
