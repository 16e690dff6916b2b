// SPDX-License-Identifier: MIT
#include "maps/build/build_map.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

#include "maps/birth_cohorts.h"
#include "maps/build/school_rules.h"
#include "maps/map_file.h"
#include "maps/map_info.h"
#include "sim/core/error.h"
#include "tests/support/data.h"

namespace sendscape::build_map_test {
namespace {

using testing::public_file;

class BuildMap : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::temp_directory_path() /
                  (std::string("sendscape_build_map_") + info->name() + "_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path file(const std::string& name, const std::string& text) {
        std::ofstream(folder_ / name) << text;
        return folder_ / name;
    }
    std::filesystem::path census(const std::string& rows) {
        return file("census.csv", "URN,LA,SCHOOLTYPE,NOR,NORG,NORB,TSENELSE,TSENELK,PNUMFSMEVER\n" + rows);
    }
    std::filesystem::path places(const std::string& rows) {
        return file("places.csv", "URN,SCHNAME,POSTCODE,ISPRIMARY,ISSECONDARY,LAT,LON\n" + rows);
    }
    Map build(const BuildOptions& options) { return build_map(options, Parallel(1)); }
    std::string error_of(const BuildOptions& options) {
        try {
            build(options);
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    }
    /// Two primaries, a secondary and a special school of Trafford, and a primary of Manchester 2 km off.
    BuildOptions small() {
        BuildOptions options;
        options.authorities = {"trafford"};
        options.schools = {census("100001,358,State-funded primary,210,100,110,6,30,20.00%\n"
                                  "100002,358,State-funded primary,105,50,55,3,15,40.00%\n"
                                  "100003,358,State-funded secondary,900,450,450,30,100,25.00%\n"
                                  "100004,358,State-funded special school,106,30,76,106,0,50.00%\n"
                                  "100005,352,State-funded primary,420,210,210,14,60,60.00%\n"
                                  "NAT,,State-funded primary,4554974,1,1,157716,671977,26%\n"),
                           places("100001,A Primary School,M33 1AA,1,0,53.42,-2.32\n"
                                  "100002,B Infant School,M33 2AA,1,0,53.43,-2.31\n"
                                  "100003,C High School,M33 3AA,0,1,53.425,-2.33\n"
                                  "100004,D School,M33 4AA,1,1,53.41,-2.30\n"
                                  "100005,E Primary School,M21 1AA,1,0,53.44,-2.29\n")};
        return options;
    }

    std::filesystem::path folder_;
};

const School* school_of(const Map& map, std::uint32_t urn) {
    for (const School& school : map.schools)
        if (school.urn == urn) return &school;
    return nullptr;
}
std::int64_t counted(const Map& map, const std::string& issue) {
    std::int64_t count = 0;
    for (const QualityRow& row : map.quality)
        if (row.issue == issue) count += row.count;
    return count;
}

TEST_F(BuildMap, ATableGivenTwiceIsRefusedUnderAnyName) {
    BuildOptions options = small();
    const auto other_name = folder_ / "." / options.schools[0].filename();
    options.schools.push_back(other_name);
    EXPECT_EQ(error_of(options), "--schools " + other_name.string() + ": this table is given twice");
    options = small();
    std::filesystem::create_symlink(options.schools[1], folder_ / "link.csv");
    options.schools.push_back(folder_ / "link.csv");
    EXPECT_EQ(error_of(options), "--schools " + (folder_ / "link.csv").string() + ": this table is given twice");
    options = small();
    options.sen2 = {folder_ / "sen2.csv", folder_ / "sen2.csv"};
    file("sen2.csv", "time_period\n");
    EXPECT_EQ(error_of(options), "--sen2 " + (folder_ / "sen2.csv").string() + ": this table is given twice");
    // A copy says nothing new: the first table's values win.
    options = small();
    std::filesystem::copy_file(options.schools[0], folder_ / "copy.csv");
    options.schools.push_back(folder_ / "copy.csv");
    EXPECT_EQ(school_of(build(options), 100001)->plans, 6);
}

TEST_F(BuildMap, ResidentsOfSecondaryAgeStandHalfwayBetweenBirthsAndRolls) {
    const auto secondary_over_births = [&](const BuildOptions& options) {
        const Map map = build(options);
        double primary = 0, secondary = 0, on_roll = 0, births = 0, births_primary = 0;
        for (const Zone& zone : map.zones)
            for (std::size_t age = 4; map.authorities[zone.authority.value].in_area && age <= 15; ++age)
                (age <= 10 ? primary : secondary) += zone.residents[age];
        for (std::size_t age = 4; age <= 15; ++age) {
            (age <= 10 ? births_primary : births) += cohort_over(static_cast<int>(age), 4, map.census.year());
            for (const School& school : map.schools)
                if (school.in_area && age >= 11) on_roll += roll_by_age(school)[age] / 0.98;
        }
        const double by_births = primary * births / births_primary;
        return std::pair{secondary / by_births, on_roll / by_births};
    };
    const auto [residents, rolls] = secondary_over_births(small());
    EXPECT_GT(rolls, 2);  // 900 pupils of a secondary school beside 315 of primary schools
    EXPECT_NEAR(residents, std::sqrt(rolls), 0.01 * residents);
    BuildOptions alone = small();
    alone.schools[0] = census(
        "100001,358,State-funded primary,210,100,110,6,30,20.00%\n"
        "100003,358,State-funded secondary,900,450,450,30,100,25.00%\n");
    const auto [of_rolls, all] = secondary_over_births(alone);  // nobody comes from elsewhere
    EXPECT_NEAR(of_rolls, all, 0.01 * all);
}

TEST_F(BuildMap, OfAnotherAuthorityWithoutCoordinatesNoSchoolIsANeighbour) {
    // Places of Trafford's schools alone: whether Manchester's is near, nothing tells.
    BuildOptions options = small();
    options.schools[1] = places(
        "100001,A Primary School,M33 1AA,1,0,53.42,-2.32\n"
        "100002,B Infant School,M33 2AA,1,0,53.43,-2.31\n");
    const Map map = build(options);
    EXPECT_EQ(map.schools.size(), 4u);
    EXPECT_EQ(school_of(map, 100005), nullptr);
    EXPECT_EQ(counted(map, "schools of other authorities, none of which has coordinates"), 1);
    EXPECT_EQ(counted(map, "schools without coordinates in any table"), 2);
    options.authorities = {"Manchester"};
    EXPECT_EQ(
        error_of(options),
        "no school of Manchester in the tables has coordinates; a table with LAT and LON, or easting and northing, "
        "by URN is needed");
    // For England whole no school is left out.
    options.authorities.clear();
    options.all = true;
    EXPECT_EQ(build(options).schools.size(), 5u);
}

TEST_F(BuildMap, AdmissionNumbersShareOutPlacesOrTheRollOfAnOverFullSchool) {
    BuildOptions options = small();
    options.schools.push_back(file("gias.csv",
                                   "urn,establishment_name,school_capacity,statutory_low_age,statutory_high_age\n"
                                   "100001,A Primary School,245,4,11\n"
                                   "100003,C High School,750,11,16\n"));
    const Map map = build(options);
    EXPECT_EQ(school_of(map, 100001)->pan, 35);   // 245 places, 210 pupils: 245 / 7
    EXPECT_EQ(school_of(map, 100003)->pan, 175);  // 750 places, 900 pupils: 0.97 x 900 / 5 = 174.6, not 150
    EXPECT_EQ(school_of(map, 100003)->capacity, 750);
}

TEST_F(BuildMap, JoinsTablesByUrnAndFillsTheRestByRule) {
    const Map map = build(small());
    ASSERT_EQ(map.schools.size(), 5u);
    EXPECT_EQ(map.name, "Trafford");
    EXPECT_EQ(map.census, Month(2025, 1));
    EXPECT_EQ(counted(map, "national total rows without URN"), 1);
    const School& infant = *school_of(map, 100002);
    EXPECT_EQ(infant.low_ncy, 0);
    EXPECT_EQ(infant.high_ncy, 2);
    EXPECT_EQ(infant.plans, 3);
    EXPECT_TRUE(infant.is_filled(Filled::capacity));
    EXPECT_GE(infant.capacity, infant.roll);
    const School& special = *school_of(map, 100004);
    EXPECT_EQ(special.setting, Setting::state_special);
    EXPECT_EQ(special.commissioned_places, 100);
    EXPECT_TRUE(special.in_area);
    EXPECT_FALSE(school_of(map, 100005)->in_area);
    EXPECT_FALSE(school_of(map, 100005)->area.exists());
    ASSERT_EQ(map.authorities.size(), 2u);
    EXPECT_EQ(map.authorities[0].gss, "E08000009");
    EXPECT_FALSE(map.authorities[1].in_area);
    EXPECT_EQ(map.zones.size(), 3u);  // one around each primary school
    EXPECT_FALSE(map.assumptions.empty());
}

TEST_F(BuildMap, KeepsSchoolsWithoutCoordinatesOrAtZeroZero) {
    BuildOptions options = small();
    options.schools[1] = places(
        "100001,A Primary School,M33 1AA,1,0,53.42,-2.32\n"
        "100002,B Infant School,M33 2AA,1,0,0,0\n"
        "100003,C High School,M33 3AA,0,1,,\n");
    const Map map = build(options);
    ASSERT_NE(school_of(map, 100002), nullptr);
    EXPECT_TRUE(school_of(map, 100002)->is_filled(Filled::coordinates));
    EXPECT_EQ(school_of(map, 100002)->x, school_of(map, 100001)->x);
    EXPECT_TRUE(school_of(map, 100004)->is_filled(Filled::coordinates));
    EXPECT_EQ(counted(map, "coordinates outside Great Britain (0,0 included)"), 1);
}

TEST_F(BuildMap, ARollNoSchoolHasIsReadAsMissingAndANameIsOfOneLine) {
    BuildOptions options = small();
    options.schools = {census("100001,358,State-funded primary,99999999,100,110,6,30,20.00%\n"
                              "100003,358,State-funded secondary,900,450,450,30,100,25.00%\n"),
                       places("100001,\"A Primary\n\x1b[31mSchool\",M33 1AA,1,0,53.42,-2.32\n"
                              "100003,C High School,M33 3AA,0,1,53.425,-2.33\n")};
    Map map = build(options);
    EXPECT_EQ(counted(map, "rolls above 20,000"), 1);
    EXPECT_LT(school_of(map, 100001)->roll, 20'000);
    EXPECT_EQ(school_of(map, 100001)->name, "A Primary  [31mSchool");
    // What was built can be read again.
    write_map(map, folder_ / "m.h5", true);
    EXPECT_EQ(digest_of_map(read_map(folder_ / "m.h5")), map.digest);
}

TEST_F(BuildMap, PublicTablesMayHoldFaultsThatAreCounted) {
    BuildOptions options = small();
    std::string rows =
        "100001,358,State-funded primary,210,100,110,6,30,20.00%\n"
        "100001,358,State-funded primary,999,100,110,6,30,20.00%\n"
        "x,358,State-funded primary,1,1,1,1,1,1%\n"
        "100003,358,State-funded secondary,abc,450,450,30,100,25.00%\n"
        "100004,358,State-funded special school,10,5,5,12,0,50.00%\n";
    for (int i = 0; i < 24000; ++i) rows += ",,,,,,,,\n";
    options.schools[0] = census(rows);
    const Map map = build(options);
    EXPECT_EQ(school_of(map, 100001)->roll, 210);
    EXPECT_EQ(counted(map, "duplicate URNs"), 1);
    EXPECT_EQ(counted(map, "blank rows"), 24000);
    EXPECT_EQ(counted(map, "pupils on roll is not a count"), 1);
    EXPECT_EQ(school_of(map, 100004)->plans, 10);
    EXPECT_EQ(counted(map, "more plans than pupils on roll"), 1);
}

TEST_F(BuildMap, OfficersOwnListIsReadStrictly) {
    BuildOptions options = small();
    const auto list = [&](const std::string& rows) {
        options.provision = file("own.csv", "urn,places,provision,needs,phase,opens,closes\n" + rows);
        return error_of(options);
    };
    EXPECT_EQ(list("100004,120,special,ASD;SLD,,,\n100003,20,resourced_provision,ASD,secondary,,\n"), "");
    EXPECT_NE(list("100004,120,special,,,,\n100004,90,special,,,,\n").find("line 3: URN 100004 is listed twice"),
              std::string::npos);
    EXPECT_NE(list("100004,0,special,,,,\n").find("line 2: places '0'"), std::string::npos);
    EXPECT_NE(list("100004,-5,special,,,,\n").find("places '-5'"), std::string::npos);
    EXPECT_NE(list("100004,12,speshal,,,,\n").find("did you mean 'special'"), std::string::npos);
    EXPECT_NE(list("100004,12,special,AUTSM,,,\n").find("need 'AUTSM'"), std::string::npos);
    EXPECT_NE(list("999998,12,special,,,,\n").find("not a school of this map"), std::string::npos);
    EXPECT_NE(list("100001,12,special,,,,\n").find("mainstream school"), std::string::npos);
    EXPECT_NE(list("100004,12,rp,,,,\n").find("a base is allowed in mainstream schools"), std::string::npos);
    EXPECT_NE(list("100004,12,special,,,2028-13,\n").find("is not a month"), std::string::npos);
    for (const char* const slip : {"16%", "1 6 0", "£160", "\"16,0\"", "1.5", "+16", "1e2", "\",160\""})
        EXPECT_NE(list("100004," + std::string(slip) + ",special,,,,\n").find("line 2: places '"), std::string::npos)
            << slip;
    EXPECT_EQ(list("100004,\"1,160\",special,,,,\n100003,16.0,rp,,secondary,,\n"), "");
    EXPECT_NE(list("100004,16,special,,,,\n100003,16,rp,,secondary,,,20\n").find("line 3: the row has more cells"),
              std::string::npos);
    EXPECT_EQ(list("100004,16,special,,,,,\n"), "");  // a comma at the end is a spreadsheet's
    options.provision = file("own.csv", "urn,places,Places,provision\n100004,16,12,special\n");
    EXPECT_NE(error_of(options).find("the column 'Places' is there twice"), std::string::npos);
    for (const char* const slip : {"neds", "pahse", "opnes"}) {
        options.provision = file("own.csv", std::string("urn,places,provision,") + slip + "\n100004,16,special,\n");
        EXPECT_NE(error_of(options).find(std::string("no column '") + slip + "'; did you mean '"), std::string::npos);
    }
}

TEST_F(BuildMap, OfficersListGoesOverPublicFigures) {
    BuildOptions options = small();
    options.provision = file("own.csv",
                             "urn,places,provision,needs,phase,opens,closes\n"
                             "100004,120,special,ASD;SLD,,,\n100003,20,sen_unit,SEMH,secondary,,\n"
                             "100001,8,rp,SLCN,primary,2027-09,\n");
    const Map map = build(options);
    EXPECT_EQ(school_of(map, 100004)->commissioned_places, 120);
    EXPECT_EQ(school_of(map, 100004)->designated, need_bit(Need::asd) | need_bit(Need::sld));
    EXPECT_FALSE(school_of(map, 100004)->is_filled(Filled::places));
    EXPECT_EQ(school_of(map, 100003)->base_places[1], 20);
    EXPECT_EQ(school_of(map, 100003)->base_kind, Setting::sen_unit);
    EXPECT_EQ(school_of(map, 100001)->base_places[0], 0);
    EXPECT_EQ(counted(map, "bases not open on the census date"), 1);
}

TEST_F(BuildMap, PlacesOutOfProportionAreCounted) {
    BuildOptions options = small();
    const auto doubtful = [&](const std::string& rows) {
        options.provision = file("own.csv", "urn,places,provision,needs,phase,opens,closes\n" + rows);
        return counted(build(options), "places out of proportion to the pupils on roll");
    };
    EXPECT_EQ(doubtful("100004,2200,special,,,,\n"), 1);
    EXPECT_EQ(doubtful("100004,120,special,,,,\n100003,20,rp,,secondary,,\n"), 0);
    EXPECT_EQ(doubtful("100001,200,rp,,primary,,\n"), 1);
}

// A list of places must not turn a charity's school into the state's without a word.
TEST_F(BuildMap, ABareSpecialKeepsTheKindOfSchool) {
    BuildOptions options = small();
    options.schools[0] = census(
        "100001,358,State-funded primary,210,100,110,6,30,20.00%\n"
        "100002,358,Non-maintained special school,105,50,55,105,0,40.00%\n"
        "100004,358,State-funded special school,106,30,76,106,0,50.00%\n");
    const auto with = [&](const std::string& row) {
        options.provision = file("own.csv", "urn,places,provision,needs,phase,opens,closes\n" + row);
        return build(options);
    };
    Map map = with("100002,120,special,,,,\n100004,120,special,,,,\n");
    EXPECT_EQ(school_of(map, 100002)->setting, Setting::non_maintained_special);
    EXPECT_EQ(school_of(map, 100002)->commissioned_places, 120);
    EXPECT_EQ(school_of(map, 100004)->setting, Setting::state_special);
    EXPECT_EQ(counted(map, "Non-maintained special school by the public tables"), 0);
    map = with("100002,120,state_special,,,,\n");
    EXPECT_EQ(school_of(map, 100002)->setting, Setting::state_special);
    EXPECT_EQ(counted(map, "Non-maintained special school by the public tables"), 1);
}

TEST_F(BuildMap, SchoolsOfAnEndedAuthorityAreInWhatReplacedItInEitherOrderOfTables) {
    const auto old =
        file("old.csv",
             "urn,establishment_name,establishment_type_group,school_capacity,la_code,administrative_district,easting,"
             "northing\n"
             "100001,A,Local authority maintained schools,210,909,Allerdale,300000,530000\n"
             "100002,B,Local authority maintained schools,210,909,,340000,555000\n"
             "100003,C,Local authority maintained schools,210,909,Eden,351000,530000\n"
             "100006,D,Local authority maintained schools,210,909,,,\n");
    const auto now = census(
        "100002,942,State-funded primary,200,100,100,6,28,20%\n100004,942,State-funded special "
        "school,60,30,30,60,0,20%\n"
        "100001,909,State-funded primary,200,100,100,6,28,20%\n100003,909,State-funded primary,200,100,100,6,28,20%\n"
        "100006,909,State-funded primary,200,100,100,6,28,20%\n100005,909,State-funded primary,150,75,75,6,28,20%\n");
    const auto places = file("places.csv", "URN,EASTING,NORTHING\n100004,340500,555200\n100005,340600,555300\n");
    BuildOptions options;
    options.authorities = {"Cumberland"};
    options.halo_km = 0;
    for (const auto& tables :
         {std::vector{old, now, places}, std::vector{now, places, old}, std::vector{places, old, now}}) {
        options.schools = tables;
        const Map map = build(options);
        EXPECT_EQ(map.schools.size(), 4u);
        for (const std::uint32_t urn : {100001u, 100002u, 100004u, 100005u})
            EXPECT_NE(school_of(map, urn), nullptr) << urn;
        EXPECT_EQ(counted(map, "schools of an authority that has ended"), 3);
        EXPECT_EQ(counted(map, "schools of an ended authority that more than one replaced"), 1);
        EXPECT_EQ(counted(map, "schools outside England's local authorities"), 0);
    }
    options.authorities = {"Westmorland and Furness"};
    EXPECT_EQ(build(options).schools.size(), 1u);
    // One authority alone replaced Poole; nothing tells where a school of Cumbria is now.
    options.authorities = {"839"};
    options.schools = {census("100001,836,State-funded primary,200,100,100,6,28,20%\n"),
                       file("p.csv", "URN,EASTING,NORTHING\n100001,401000,93000\n")};
    EXPECT_EQ(build(options).schools.size(), 1u);
    options.authorities = {"942"};
    options.schools = {census("100001,909,State-funded primary,200,100,100,6,28,20%\n")};
    EXPECT_NE(error_of(options).find("1 are of the authority before it"), std::string::npos);
}

TEST_F(BuildMap, AnAcademyOpenedAfterTheCensusIsTheSchoolThatClosed) {
    BuildOptions options = small();
    options.schools.push_back(file(
        "gias.csv",
        "URN,LA (code),EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),OpenDate,CloseDate,"
        "PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,SchoolCapacity,Postcode\n"
        "100001,358,A Primary School,Community school,Closed,,31-03-2025,Primary,4,11,210,M33 1AA\n"
        "150001,358,A Primary Academy,Academy converter,Open,01-04-2025,,Primary,4,11,210,M33 1AA\n"
        "150009,358,Brook Special Academy,Free schools special,Open,01-09-2025,,Not applicable,4,19,60,M33 4AA\n"));
    options.provision = file("own.csv", "urn,places,provision\n150001,12,sen_unit\n");
    const Map map = build(options);
    EXPECT_EQ(school_of(map, 150001), nullptr);
    const School& school = *school_of(map, 100001);
    EXPECT_EQ(school.capacity, 210);
    EXPECT_EQ(school.base_places[0], 12);  // the officer's list has the new number
    EXPECT_EQ(school.opens, Month());
    EXPECT_EQ(counted(map, "schools under two numbers"), 1);
    // A new special school beside one that is there is a school of its own.
    EXPECT_EQ(school_of(map, 150009)->opens, Month(2025, 9));
}

TEST_F(BuildMap, FaultsOfProvisionAreToldTogether) {
    BuildOptions options = small();
    options.provision = file("own.csv",
                             "urn,places,provision,needs,phase,opens,closes\n"
                             "199999,16,special,,,,\n"            // not of the map
                             "199998,many,special,,,,\n"          // nor this, and faulty in itself
                             "100004,12,sen_unit,,,,\n"           // a base at a special school
                             "100003,12,special,,,,\n"            // a mainstream school
                             "100001,12,sen_unit,,secondary,,\n"  // a primary school
                             "100004,16,special,,,,\n");
    const std::string said = error_of(options);
    for (const char* const part : {"line 2: URN 199999 is not a school of this map", "line 3: places 'many'",
                                   "line 3: URN 199998 is not a school of this map", "line 4: URN 100004",
                                   "line 5: URN 100003", "line 6: URN 100001"})
        EXPECT_NE(said.find(part), std::string::npos) << part << "\n" << said;
    EXPECT_EQ(said.find("line 7"), std::string::npos) << said;
}

TEST_F(BuildMap, ProvisionThatIsNotOpenDeletesNoSchoolWithChildren) {
    BuildOptions options = small();
    for (const char* const row : {"100004,90,special,,,,2020-01\n", "100004,90,special,,,2030-01,\n"}) {
        options.provision = file("own.csv", std::string("urn,places,provision,needs,phase,opens,closes\n") + row);
        const Map map = build(options);
        const School& school = *school_of(map, 100004);
        EXPECT_EQ(school.opens, Month()) << row;
        EXPECT_GT(school.closes, Month(2100, 1)) << row;
        EXPECT_EQ(school.commissioned_places, 100) << row;
        EXPECT_EQ(counted(map, "special-school places not open on the census date"), 1) << row;
    }
    // A closing to come is a closing.
    options.provision =
        file("own.csv", "urn,places,provision,needs,phase,opens,closes\n100004,90,special,,,,2027-08\n");
    EXPECT_EQ(school_of(build(options), 100004)->closes, Month(2027, 8));
    // A row that does not hold yet leaves the one that does.
    options.provision = file("own.csv",
                             "urn,places,provision,needs,phase,opens,closes\n100004,90,special,,primary,,\n"
                             "100004,40,special,,secondary,2030-01,\n");
    EXPECT_EQ(school_of(build(options), 100004)->commissioned_places, 90);
}

TEST_F(BuildMap, ATypeThatIsNotKnownIsCountedAndNoSpecialSchoolBecomesASecondary) {
    for (const char* const type : {"State-funded SEND hub", "", "Provision of another sort"}) {
        BuildOptions options = small();
        options.schools[0] = census(std::string("100001,358,State-funded primary,210,100,110,6,30,20.00%\n"
                                                "100003,358,State-funded secondary,900,450,450,30,100,25.00%\n") +
                                    "100004,358," + type + ",106,30,76,106,0,50.00%\n");
        const Map map = build(options);
        EXPECT_EQ(school_of(map, 100004)->setting, Setting::state_special) << type;
        EXPECT_EQ(counted(map, "types of school that are not known or blank"), 1) << type;
    }
    // GIAS's type stands where the census's is not known.
    BuildOptions options = small();
    options.schools[0] = census(
        "100001,358,Something new,210,100,110,6,30,20.00%\n"
        "100003,358,State-funded secondary,900,450,450,30,100,25.00%\n");
    options.schools.push_back(
        file("g.csv", "urn,establishment_type,establishment_type_group\n100001,Pupil referral unit,\n"));
    EXPECT_EQ(school_of(build(options), 100001)->setting, Setting::alternative_provision);
}

TEST_F(BuildMap, SmallAreasWithoutACentroidAreCountedWithTheirChildrenOrRefused) {
    BuildOptions options = small();
    const auto with = [&](int known, int unknown, const std::string& name) {
        std::string people = "LSOA11CD,LSOA11NM", places = "LSOA21CD,x,y\n";
        for (int age = 0; age <= 90; ++age) people += "," + std::to_string(age);
        people += "\n";
        for (int i = 0; i < known + unknown; ++i) {
            const std::string code = "E0100" + std::to_string(1000 + i);
            people += code + "," + name + std::to_string(i % 7) + std::to_string(i) + "A";
            for (int age = 0; age <= 90; ++age) people += ",10";
            people += "\n";
            if (i < known) places += code + ",379000,391000\n";
        }
        options.population = file("people.csv", people);
        options.centroids = file("centres.csv", places);
    };
    with(20, 1, "Trafford 0");
    const Map map = build(options);
    EXPECT_EQ(counted(map, "small areas without a centroid left out"), 1);
    bool told = false;
    for (const QualityRow& row : map.quality)
        told = told || row.rule.find("with 260 residents aged 0 to 25: population by 'LSOA11CD'") != std::string::npos;
    EXPECT_TRUE(told);
    with(2, 2, "Trafford 0");
    EXPECT_NE(error_of(options).find("population by 'LSOA11CD' (such as E01001002), centroids by 'LSOA21CD'"),
              std::string::npos);
}

// Tens of thousands on one spot would take minutes if each looked at all others.
TEST_F(BuildMap, ZonesReachHalfWayToTheNextAndMayCrowd) {
    BuildOptions options = small();
    constexpr int many = 30'000;
    std::string places = "LSOA21CD,x,y\n";
    for (int i = 0; i < many; ++i) places += "E01" + std::to_string(100'000 + i) + ",379000,391000\n";
    // Two near one another across the border of two squares, and three farther apart.
    places += "E01900001,376010,391000\nE01900002,376090,391000\n";
    places += "E01900003,380000,391000\nE01900004,380400,391000\nE01900005,381600,391000\n";
    options.centroids = file("c.csv", places);
    std::map<std::string, int> radius;
    for (const Zone& zone : build(options).zones) radius[zone.code] = zone.radius_m;
    EXPECT_EQ(radius.at("E01100000"), 150);
    EXPECT_EQ(radius.at("E01129999"), 150);
    EXPECT_EQ(radius.at("E01900001"), 150);
    EXPECT_EQ(radius.at("E01900003"), 220);  // 0.55 of 400 m
    EXPECT_EQ(radius.at("E01900004"), 220);
    EXPECT_EQ(radius.at("E01900005"), 660);
}

// An infant school's three years stand for as many children of primary age as a primary school's seven; a junior
// school's pupils live where infants do.
TEST_F(BuildMap, HomesStandAroundSchoolsThatTeachReceptionByTheChildrenOfAYear) {
    BuildOptions options = small();
    options.schools.push_back(file("ages.csv",
                                   "urn,establishment_name,phase,statutory_low_age,statutory_high_age\n"
                                   "100001,A Primary School,Primary,4,11\n100002,B Infant School,Primary,4,7\n"));
    const Map map = build(options);
    const auto homes = [&](std::uint32_t urn) {
        for (const Zone& zone : map.zones)
            if (zone.code == "S" + std::to_string(urn)) return zone.residents[8];
        return 0;
    };
    const double a_year = school_of(map, 100001)->roll / 7.0, infants_a_year = school_of(map, 100002)->roll / 3.0;
    EXPECT_NEAR(static_cast<double>(homes(100002)) / homes(100001), infants_a_year / a_year, 0.05);
    options = small();
    options.schools.push_back(file("junior.csv",
                                   "urn,establishment_name,phase,statutory_low_age,statutory_high_age\n"
                                   "100002,B Infant School,Primary,7,11\n"));
    for (const Zone& zone : build(options).zones) EXPECT_NE(zone.code, "S100002");
}

TEST_F(BuildMap, SmallAreasOfTheWholeCountryAreNotOneCouncils) {
    BuildOptions options = small();
    options.centroids = file("c.csv", "LSOA21CD,x,y\nE01000001,379000,391000\nE01000002,530000,180000\n");
    const Map map = build(options);
    EXPECT_EQ(map.zones.size(), 2u);  // one of the table in Trafford, one round Manchester's school
    EXPECT_EQ(counted(map, "small areas over 25 km from any school left out"), 1);
}

/// Roads in a cross about a point: two streets of two kilometres that nothing else joins.
std::string cross_roads(double latitude, double longitude) {
    const auto node = [](const char* id, double lat, double lon) {
        return "<node id='" + std::string(id) + "' lat='" + std::to_string(lat) + "' lon='" + std::to_string(lon) +
               "'/>";
    };
    return "<osm version='0.6'>" + node("1", latitude - 0.01, longitude) + node("2", latitude, longitude) +
           node("3", latitude + 0.01, longitude) + node("4", latitude, longitude + 0.02) +
           "<way id='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><tag k='highway' v='tertiary'/></way>"
           "<way id='2'><nd ref='2'/><nd ref='4'/><tag k='highway' v='tertiary'/></way></osm>";
}

TEST_F(BuildMap, SaysHowManyPairsNoRoadJoins) {
    BuildOptions options = small();
    options.roads = file("near.osm", cross_roads(53.42, -2.32));
    const auto said = [](const Map& map, const std::string& words) {
        return std::any_of(map.assumptions.begin(), map.assumptions.end(),
                           [&](const std::string& line) { return line.find(words) != std::string::npos; });
    };
    const Map near = build(options);
    const auto pairs = static_cast<std::int64_t>(near.travel.school.size());
    const auto off = counted(near, "pairs of zone and school without a way by road");
    std::int64_t joined = 0;  // pairs of a zone and a school that both lie on the cross
    for (const Zone& zone : near.zones)
        for (const School& school : near.schools) joined += zone.node.exists() && school.node.exists();
    EXPECT_GT(joined, 0);
    EXPECT_EQ(off, pairs - joined);
    EXPECT_TRUE(
        said(near, "for " + std::to_string(off) + " of " + std::to_string(pairs) + " pairs of zone and school"));
    EXPECT_FALSE(said(near, "of another place"));

    // A street past every school and every home.
    std::string nodes, edges;
    int count = 0;
    const auto pass = [&](std::int32_t x, std::int32_t y) {
        nodes += fmt::format("<node id='{}'><data key='x'>{}</data><data key='y'>{}</data></node>", count, x, y);
        if (count > 0)
            edges +=
                fmt::format("<edge source='{}' target='{}'><data key='h'>tertiary</data></edge>", count - 1, count);
        ++count;
    };
    for (const School& school : near.schools) pass(school.x, school.y);
    for (const Zone& zone : near.zones) pass(zone.x, zone.y);
    options.roads = file(
        "all.graphml",
        "<graphml><key id='x' for='node' attr.name='x'/><key id='y' for='node' attr.name='y'/><key id='h' for='edge' "
        "attr.name='highway'/><key id='c' for='graph' attr.name='crs'/><graph edgedefault='undirected'><data "
        "key='c'>EPSG:27700</data>" +
            nodes + edges + "</graph></graphml>");
    const Map all = build(options);
    EXPECT_EQ(counted(all, "pairs of zone and school without a way by road"), 0);
    EXPECT_TRUE(said(all, "A way by road joins all " + std::to_string(all.travel.school.size()) + " pairs"));

    // York's roads for Trafford: every journey is a straight line, and it is said why.
    options.roads = file("far.osm", cross_roads(53.96, -1.08));
    const Map far = build(options);
    EXPECT_EQ(counted(far, "pairs of zone and school without a way by road"), pairs);
    EXPECT_TRUE(
        said(far, "far.osm has roads of another place, or of a small part: 0 of the area's 4 schools lie near one"));
    EXPECT_TRUE(said(far, "straight lines (times 1.3) for " + std::to_string(pairs) + " of " + std::to_string(pairs)));
    const std::string info = describe_map(far);
    EXPECT_NE(info.find("4 junctions, 6 arcs; 0 of " + std::to_string(far.schools.size()) + " schools"),
              std::string::npos)
        << info;
    EXPECT_NE(info.find("straight lines for " + std::to_string(pairs) + " of them, which no way by road joins"),
              std::string::npos)
        << info;
}

TEST_F(BuildMap, SaysWhatIsWrong) {
    BuildOptions options = small();
    options.authorities = {"Traford"};
    EXPECT_NE(error_of(options).find("did you mean 'Trafford'"), std::string::npos);
    options.authorities = {"York"};
    EXPECT_NE(error_of(options).find("no school of York (816)"), std::string::npos);
    options = small();
    options.schools.push_back(file("odd.csv", "URN,colour\n100001,red\n"));
    EXPECT_NE(error_of(options).find("nothing else that is known of schools"), std::string::npos);
    options = small();
    options.schools[0] = file("census.csv", "URN,LA,NOR,TSENELK\n100001,358,10,1\n");
    EXPECT_NE(error_of(options).find("no column for pupils with an EHC plan; spellings known: tsenelse"),
              std::string::npos);
    options = small();
    options.schools[0] = folder_ / "missing.csv";
    EXPECT_NE(error_of(options).find("does not exist"), std::string::npos);
}

TEST_F(BuildMap, ReadsGiasByItsOwnHeading) {
    BuildOptions options;
    options.authorities = {"358"};
    options.schools = {file(
        "edubasealldata20250422.csv",
        "URN,\"LA (code)\",LA (name),EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),"
        "EstablishmentStatus (code),EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation "
        "(name),StatutoryLowAge,"
        "StatutoryHighAge,Gender (name),SchoolCapacity,CensusDate,NumberOfPupils,PercentageFSM,Postcode,"
        "Section41Approved (name),SEN1 (name),SEN2 (name),TypeOfResourcedProvision (name),ResourcedProvisionCapacity,"
        "SenUnitCapacity,Easting,Northing\n"
        "100001,358,Trafford,A,01,Community school,1,Open,,,Primary,4,11,Mixed,420,16-01-2025,400,13.7,M33 1AA,"
        "Not applicable,Not Applicable,,Resourced provision,14,,378000,391000\n"
        "100002,358,Trafford,Old,01,Community school,2,Closed,,31-08-2011,Primary,4,11,Mixed,420,,,,M33 "
        "1AA,,,,,,,378000,"
        "391000\n"
        "100003,358,Trafford,S,33,Academy special converter,1,Open,,,Not "
        "applicable,11,19,Mixed,90,16-01-2025,95,40,M33 "
        "1AB,Not applicable,\"SEMH - Social, Emotional and Mental Health\",ASD - Autistic Spectrum Disorder,,,,378500,"
        "391500\n"
        "100004,358,Trafford,College,18,Further education,1,Open,,,16 plus,16,99,Mixed,,,,,M33 "
        "1AC,,,,,,,378500,391500\n")};
    const Map map = build(options);
    ASSERT_EQ(map.schools.size(), 2u);
    EXPECT_EQ(school_of(map, 100001)->base_places[0], 14);
    EXPECT_EQ(school_of(map, 100001)->pan, 60);
    EXPECT_TRUE(school_of(map, 100001)->is_filled(Filled::plans));
    EXPECT_EQ(school_of(map, 100003)->designated, need_bit(Need::asd) | need_bit(Need::semh));
    EXPECT_EQ(school_of(map, 100003)->commissioned_places, 90);
    EXPECT_EQ(school_of(map, 100003)->low_ncy, 7);
    EXPECT_EQ(counted(map, "closed establishments"), 1);
    EXPECT_EQ(counted(map, "colleges and other post-16 providers"), 1);
}

TEST_F(BuildMap, ReadsBothSchoolLevelSenLayouts) {
    BuildOptions options;
    options.authorities = {"Trafford"};
    const auto where = file("where.csv", "URN,LAT,LON\n100001,53.42,-2.32\n100002,53.43,-2.32\n");
    options.schools = {
        file("wide.csv",
             "time_period,old_la_code,new_la_code,la_name,URN,school_name,phase_type_grouping,Total pupils,"
             "SEN support,EHC plan,Prov_ASD,SEN_Unit,RP_Unit\n"
             "202425,358,E08000009,Trafford,100001,A,State-funded primary,210,30,8,1,0,1\n"
             "202425,358,E08000009,Trafford,100002,B,State-funded special school,90,z,90,1,0,0\n"),
        where};
    const Map wide = build(options);
    options.schools[0] =
        file("long.csv",
             "time_period,old_la_code,new_la_code,la_name,school_urn,school_name,phase_type_grouping,provision_for_asd,"
             "specialist_provision_unit_type,sen_provision,sen_primary_need,pupil_count\n"
             "202425,358,E08000009,Trafford,1e+05,Z,State-funded primary,0,z,All pupils,Total,1\n"
             "202425,358,E08000009,Trafford,100001,A,State-funded primary,1,Resourced provision,All pupils,Total,210\n"
             "202425,358,E08000009,Trafford,100001,A,State-funded primary,1,Resourced provision,\"Education, health "
             "and care "
             "plan\",Total,8\n"
             "202425,358,E08000009,Trafford,100001,A,State-funded primary,1,Resourced provision,\"Education, health "
             "and care "
             "plan\",Autistic spectrum disorder,5\n"
             "202425,358,E08000009,Trafford,100001,A,State-funded primary,1,Resourced provision,SEN support / SEN "
             "without an "
             "EHC plan,Total,30\n"
             "202425,358,E08000009,Trafford,100002,B,State-funded special school,1,z,All pupils,Total,90\n"
             "202425,358,E08000009,Trafford,100002,B,State-funded special school,1,z,\"Education, health and care "
             "plan\",Total,90\n");
    const Map lengthy = build(options);
    for (const Map* map : {&wide, &lengthy}) {
        EXPECT_EQ(map->census, Month(2025, 1));
        EXPECT_EQ(school_of(*map, 100001)->plans, 8);
        EXPECT_EQ(school_of(*map, 100001)->sen_support, 30);
        EXPECT_GT(school_of(*map, 100001)->base_places[0], 0);
        EXPECT_EQ(school_of(*map, 100002)->designated, need_bit(Need::asd));
    }
}

TEST_F(BuildMap, SchoolsWhoseEastingsAndNorthingsAreExchangedAreRefused) {
    BuildOptions options = small();
    const auto with = [&](const std::string& rows) {
        options.schools[1] = file("places.csv", "URN,SCHNAME,Easting,Northing\n" + rows);
        return error_of(options);
    };
    EXPECT_EQ(with("100001,A,377000,391000\n100002,B,378000,392000\n100003,C,379000,391500\n"), "");
    const std::string error = with("100001,A,391000,377000\n100002,B,392000,378000\n100003,C,391500,379000\n");
    EXPECT_TRUE(error.starts_with((folder_ / "places.csv").string() +
                                  ": easting and northing seem to be exchanged: 3 of "
                                  "3 places lie away from their authority's"))
        << error;
}

TEST_F(BuildMap, QualityOfTheAreasOwnSchoolsStandsApart) {
    BuildOptions options = small();
    options.schools.push_back(file("list.csv",
                                   "urn,phase,capacity\n100001,Primary,240 or so\n100005,Primary,many\n"
                                   "100004,Special,about 90\n"));
    QualityParts parts;
    const Map map = build_map(options, Parallel(1), &parts);
    const auto of = [](const std::vector<QualityRow>& rows) -> const QualityRow* {
        for (const QualityRow& row : rows)
            if (row.oddity == Oddity::not_a_count) return &row;
        return nullptr;
    };
    ASSERT_TRUE(of(parts.area));
    EXPECT_EQ(of(parts.area)->count, 2);
    EXPECT_NE(of(parts.area)->examples.find("100004"), std::string::npos);
    ASSERT_TRUE(of(parts.rest));
    EXPECT_EQ(of(parts.rest)->count, 1);  // Manchester's, though it is in the halo
    EXPECT_EQ(of(map.quality)->count, 3);
}

TEST_F(BuildMap, PlansOfAnotherJanuaryThanTheCensusAreSaidToBe) {
    const auto said = [&](const char* year) {
        BuildOptions options = small();
        options.sen2 = {
            file("sen2.csv", fmt::format("time_period,geographic_level,new_la_code,old_la_code,la_name,age,"
                                         "num_caseload\n{0},Local authority,E08000009,358,Trafford,Age 5 to "
                                         "10,500\n{0},Local authority,E08000009,358,Trafford,Total,1200\n",
                                         year))};
        std::string all;
        for (const std::string& sentence : build(options).assumptions)
            if (sentence.rfind("The plans maintained in SEN2", 0) == 0) all += sentence;
        return all;
    };
    EXPECT_EQ(
        said("2022"),
        "The plans maintained in SEN2 (Trafford) are of January 2022, 3 years earlier than the census of schools, "
        "which is of January 2025: England's growth of plans stands for the time between.");
    EXPECT_NE(said("2026").find("January 2026, 1 year later than the census of schools"), std::string::npos);
    EXPECT_EQ(said("2025"), "");
}

TEST_F(BuildMap, TraffordAddsUpToTheCensus) {
    SKIP_WITHOUT_PUBLIC_FILES();
    BuildOptions options;
    options.authorities = {"Trafford"};
    for (const char* name : {"schools/england_census.csv", "schools/england_school_coords.csv",
                             "schools/trafford_schools_and_colleges.csv"})
        options.schools.emplace_back(public_file(name));
    options.population = public_file("geography/trafford_lsoa_population_2022.csv");
    options.centroids = public_file("geography/lsoa_latlong.csv.gz");
    options.deprivation = public_file("geography/UK_IMD_E.csv.gz");
    options.sen2 = {public_file("sen/2022_sen2_age_caseload.csv"), public_file("sen/2022_sen2_estab_caseload.csv")};
    options.halo_km = 3;
    const Map map = build(options);
    std::int32_t state_plans = 0, schools = 0;
    for (const School& school : map.schools) {
        if (!school.in_area) continue;
        ++schools;
        EXPECT_TRUE(school.area.exists());
        if (school.setting == Setting::mainstream || school.setting == Setting::state_special ||
            school.setting == Setting::alternative_provision || school.setting == Setting::early_years)
            state_plans += school.plans;
    }
    EXPECT_EQ(schools, 101);
    EXPECT_EQ(state_plans, 703 + 637 + 887 + 13);  // LA 358 in the January 2025 census
    std::int64_t zones = 0, residents = 0;
    for (const Zone& zone : map.zones)
        if (zone.area.exists()) {
            ++zones;
            for (const std::int32_t people : zone.residents) residents += people;
        }
    EXPECT_EQ(zones, 139);
    EXPECT_EQ(residents, 72973);
    EXPECT_EQ(map.areas.size(), 9u);
    const PlansMaintained* const plans = map.authorities[0].sen2.latest();
    ASSERT_NE(plans, nullptr);
    EXPECT_EQ(plans->total, 2448);
    EXPECT_EQ(plans->by_setting[static_cast<std::size_t>(SettingGroup::state_special)], 709);
    EXPECT_EQ(plans->by_age_band[2], 837);
}

TEST_F(BuildMap, YorkFromItsListBandsAndExtract) {
    SKIP_WITHOUT_PUBLIC_FILES();
    BuildOptions options;
    options.authorities = {"816"};
    for (const char* name : {"schools/england_census.csv", "schools/england_school_coords.csv",
                             "schools/gias_2022_open_primary_secondary.csv.gz", "schools/york_schools.csv"})
        options.schools.emplace_back(public_file(name));
    options.population = public_file("geography/york_lsoa21_population_bands.csv");
    options.centroids = public_file("geography/lsoa_latlong.csv.gz");
    const Map map = build(options);
    std::int32_t schools = 0, zones = 0;
    for (const School& school : map.schools) schools += school.in_area;
    for (const Zone& zone : map.zones) zones += zone.area.exists();
    EXPECT_EQ(schools, 69);  // LA 816 in the January 2025 census
    EXPECT_EQ(zones, 121);
    EXPECT_EQ(map.travel.first.size(), map.zones.size() + 1);
}

TEST_F(BuildMap, WestminsterOnItsOwnRoads) {
    SKIP_WITHOUT_PUBLIC_FILES();
    BuildOptions options;
    options.authorities = {"Westminster"};
    options.schools = {public_file("schools/england_census.csv"), public_file("schools/england_school_coords.csv")};
    options.roads = public_file("roads/westminster_drive_2024-02-17.graphml.gz");
    options.halo_km = 0.5;
    const Map map = build(options);
    std::int32_t schools = 0, on_roads = 0;
    for (const School& school : map.schools) {
        schools += school.in_area;
        on_roads += school.in_area && school.node.exists();
    }
    EXPECT_EQ(schools, 86);
    EXPECT_GE(on_roads, 80);
    EXPECT_EQ(map.roads.nodes(), 3311u);
}

TEST_F(BuildMap, EnglandAddsUpToTheCensusLessWhatIsListed) {
    SKIP_WITHOUT_PUBLIC_FILES();
    BuildOptions options;
    options.all = true;
    options.schools = {public_file("schools/england_census.csv"), public_file("schools/england_school_coords.csv")};
    const Map map = build(options);
    std::int64_t roll = 0, plans = 0;
    for (const School& school : map.schools) {
        roll += school.roll;
        plans += school.plans;
        ASSERT_TRUE(school.zone.exists());
        ASSERT_TRUE(school.area.exists());
    }
    EXPECT_EQ(map.schools.size(), 24470u);
    EXPECT_EQ(roll, 9'031'686);
    EXPECT_EQ(plans, 482'244 - counted(map, "more plans than pupils on roll"));
    EXPECT_EQ(counted(map, "more plans than pupils on roll"), 1);  // 25 plans, 24 on roll
    EXPECT_EQ(map.name, "England");
}

}  // namespace
}  // namespace sendscape::build_map_test
