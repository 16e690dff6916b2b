// SPDX-License-Identifier: MIT
#include "sim/commands/admissions_round.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <map>
#include <sstream>

#include "sim/core/error.h"

namespace sendscape::admissions_round_test {
namespace {

namespace fs = std::filesystem;

class AdmissionsRoundTest : public ::testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / (std::string("sendscape_admissions_") +
                                               ::testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        options_.schools = folder_ / "schools.csv";
        options_.applications = folder_ / "applications.csv";
        options_.out = folder_ / "offers.csv";
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
    static std::string read(const fs::path& path) {
        std::ostringstream text;
        text << std::ifstream(path, std::ios::binary).rdbuf();
        return text.str();
    }
    int run() { return run_admissions(options_, out_, err_); }
    std::string fault() {
        try {
            run();
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    }

    fs::path folder_;
    AdmissionsOptions options_;
    std::ostringstream out_, err_;
};

constexpr const char* two_schools = "school,places\nOak,2\nElm,1\n";

TEST_F(AdmissionsRoundTest, CriteriaThenDistanceAndPlansWithinPlaces) {
    write(options_.schools, two_schools);
    write(options_.applications,
          "applicant,preference,school,ehcp_named,sibling,distance_m\n"
          "far,1,Oak,0,0,900\nfar,2,Elm,0,0,100\n"
          "near,1,Oak,0,0,200\n"
          "sib,1,Oak,0,1,5000\n"
          "plan,2,Oak,1,0,8000\nplan,1,Elm,0,0,10\n");
    options_.criteria = "sibling,distance_m";
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(read(options_.out),
              "applicant,school,preference,admitted_under\n"
              "far,Elm,2,distance_m\nnear,,,\nsib,Oak,1,sibling\nplan,Oak,2,ehcp_named\n");
    EXPECT_EQ(read(folder_ / "schools_out.csv"),
              "school,places,offers,first_preferences,last_admitted_criterion,last_admitted_distance_m\n"
              "Oak,2,2,3,sibling,5000\nElm,1,1,1,distance_m,100\n");
    EXPECT_NE(out_.str().find("4 applicants, 2 schools, equal-preference"), std::string::npos);
}

TEST_F(AdmissionsRoundTest, PlansAloneMayExceedPlaces) {
    write(options_.schools, two_schools);
    write(options_.applications,
          "applicant,preference,school,ehcp_named,distance_m\n"
          "a,1,Elm,1,1\nb,1,Elm,1,2\nc,1,Elm,0,0\n");
    run();
    EXPECT_EQ(read(options_.out),
              "applicant,school,preference,admitted_under\na,Elm,1,ehcp_named\nb,Elm,1,ehcp_named\nc,,,\n");
}

TEST_F(AdmissionsRoundTest, LotteryIsSettledByTheSeedAndByNoOtherRow) {
    write(options_.schools, "school,places,criteria\nOak,3,lottery\n");
    std::string rows = "applicant,preference,school\n";
    for (int i = 0; i < 12; ++i) rows += "child" + std::to_string(i) + ",1,Oak\n";
    write(options_.applications, rows);
    run();
    const std::string first = read(options_.out);
    options_.force = true;
    run();
    EXPECT_EQ(read(options_.out), first);
    bool other = false;
    for (std::uint64_t seed = 2; seed < 6 && !other; ++seed) {
        options_.seed = seed;
        run();
        other = read(options_.out) != first;
    }
    EXPECT_TRUE(other);
}

TEST_F(AdmissionsRoundTest, FaultsAreToldByFileAndRowAllAtOnce) {
    write(options_.schools, two_schools);
    write(options_.applications,
          "applicant,preference,school,sibling,distance_m\n"
          "a,1,Oka,0,5\nb,first,Oak,0,5\nc,1,Oak,maybe,5\nd,1,Oak,0,\ne,1,Oak,0,7\ne,1,Elm,0,7\n");
    options_.criteria = "sibling,distance_m";
    const std::string text = fault();
    EXPECT_NE(text.find("line 2: school 'Oka' is not in schools.csv; did you mean 'Oak'?"), std::string::npos) << text;
    EXPECT_NE(text.find("line 3: preference is 'first'; a whole number of 1 or more is needed"), std::string::npos);
    EXPECT_NE(text.find("line 4: sibling is 'maybe'; 1 or 0, yes or no, is needed"), std::string::npos);
    EXPECT_NE(text.find("line 5: distance_m is blank"), std::string::npos);
    EXPECT_NE(text.find("line 7: applicant 'e' has preference 1 already"), std::string::npos);
    EXPECT_FALSE(fs::exists(options_.out));

    options_.skip_bad_rows = true;
    EXPECT_EQ(run(), 0);
    EXPECT_NE(err_.str().find("5 rows left out"), std::string::npos);
    EXPECT_NE(err_.str().find("no row is left of 4 applicants, who take no part in the round: 'a', 'b', 'c', 'd'"),
              std::string::npos)
        << err_.str();
    EXPECT_EQ(read(options_.out), "applicant,school,preference,admitted_under\ne,Oak,1,distance_m\n");
}

// Left out, the child would be no applicant and another would get its place.
TEST_F(AdmissionsRoundTest, ARowOfAPlanThatNamesTheSchoolIsNeverLeftOut) {
    write(options_.schools, two_schools);
    options_.criteria = "distance_m";
    options_.skip_bad_rows = true;
    for (const char* row : {"plan,1,Eml,1,5", "plan,first,Elm,1,5", "plan,1,Elm,perhaps,5", "plan,1,Eml,yes,5",
                            "plan,1,Eml,TRUE,5", "plan,1,Elm,1,-5", ",1,Elm,1,5"}) {
        write(options_.applications,
              std::string("applicant,preference,school,ehcp_named,distance_m\nother,1,Elm,0,7\n") + row + "\n");
        const std::string text = fault();
        EXPECT_NE(text.find("line 3: "), std::string::npos) << row << ": " << text;
        EXPECT_NE(text.find("never leaves out a row of a child whose plan names the school"), std::string::npos)
            << text;
        EXPECT_FALSE(fs::exists(options_.out));
    }
    write(options_.applications,
          "applicant,preference,school,ehcp_named,distance_m\nother,1,Elm,0,7\nplan,1,Eml,0,5\n");
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(read(options_.out), "applicant,school,preference,admitted_under\nother,Elm,1,distance_m\n");
}

TEST_F(AdmissionsRoundTest, ASecondRoundBesideTheFirstIsToldOfAFolderOfItsOwn) {
    write(options_.schools, two_schools);
    write(options_.applications, "applicant,preference,school\na,1,Elm\n");
    options_.criteria = "lottery";
    EXPECT_EQ(run(), 0);
    const std::string first = read(folder_ / "schools_out.csv");
    options_.out = folder_ / "second.csv";
    EXPECT_NE(fault().find("give each round a folder of its own (--out second/second.csv)"), std::string::npos);
    EXPECT_EQ(read(folder_ / "schools_out.csv"), first);
    options_.out = folder_ / "again" / "second.csv";
    EXPECT_EQ(run(), 0);
}

TEST_F(AdmissionsRoundTest, NamesOfCriteriaAndMechanismsAreChecked) {
    write(options_.schools, two_schools);
    write(options_.applications, "applicant,preference,school,distance_m\na,1,Oak,5\n");
    options_.criteria = "siblng,distance_m";
    EXPECT_NE(fault().find("did you mean 'sibling'?"), std::string::npos);
    options_.criteria = "sibling,distance_m";
    EXPECT_NE(fault().find("no column 'sibling'"), std::string::npos);
    options_.criteria = "distance_m,looked_after";
    EXPECT_NE(fault().find("comes last"), std::string::npos);
    options_.criteria = "";
    options_.mechanism = "serail";
    EXPECT_NE(fault().find("did you mean 'serial'?"), std::string::npos);
    options_.mechanism = "serial";
    EXPECT_EQ(run(), 0);
    EXPECT_NE(fault().find("exists already"), std::string::npos);
    options_.out = options_.schools / "below" / "offers.csv";
    EXPECT_THROW(run(), MachineError);
}

TEST_F(AdmissionsRoundTest, MisspeltColumnsAreNamed) {
    for (const char* const slip : {"looked_aftr", "sibbling", "distance_n"}) {
        write(options_.schools, two_schools);
        write(options_.applications, std::string("applicant,preference,school,") + slip + "\na,1,Oak,1\n");
        EXPECT_NE(fault().find(std::string("no column '") + slip + "'; did you mean '"), std::string::npos) << slip;
    }
    write(options_.schools, "school,places,critera\nOak,1,lottery\n");
    write(options_.applications, "applicant,preference,school\na,1,Oak\n");
    EXPECT_NE(fault().find("no column 'critera'; did you mean 'criteria'?"), std::string::npos);
    write(options_.schools, two_schools);
    write(options_.applications, "applicant,preference,school,sibling,sibling\na,1,Oak,1,0\n");
    EXPECT_NE(fault().find("line 1: the column 'sibling' is there twice"), std::string::npos) << fault();
}

// An unquoted "1,200" makes a child live one metre away.
TEST_F(AdmissionsRoundTest, ARowWithACellTooManyIsAlwaysRefused) {
    const std::string heading = "applicant,preference,school,distance_m\n";
    for (const bool skip : {false, true}) {
        options_.skip_bad_rows = skip;
        write(options_.schools, two_schools);
        write(options_.applications, heading + "x,1,Oak,1,200\ny,1,Oak,5\nz,first,Oak,5\n\"w, v\",1,Oak,7,,x\n");
        const std::string said = fault();
        EXPECT_NE(
            said.find(
                "applications.csv, line 2: the row has more cells (5) than the heading (4: applicant, preference, "
                "school, distance_m): most likely a cell holds a comma"),
            std::string::npos)
            << said;
        EXPECT_NE(said.find("line 5: the row has more cells (6)"), std::string::npos) << said;
        EXPECT_EQ(said.find("line 4: ") != std::string::npos, !skip) << said;
        write(options_.schools, "school;places\nOak;2;3\nElm;1\n");
        write(options_.applications, heading + "x,1,Oak,\"1,200\"\n");
        EXPECT_NE(fault().find("schools.csv, line 2: the row has more cells (3) than the heading (2: school, places)"),
                  std::string::npos);
        EXPECT_FALSE(fs::exists(options_.out));
    }
    write(options_.schools, two_schools);
    EXPECT_EQ(run(), 0);
    EXPECT_NE(read(folder_ / "schools_out.csv").find("Oak,2,1,1,distance_m,1200\n"), std::string::npos);
}

TEST_F(AdmissionsRoundTest, PlacesAreWholeNumbersOfSchoolsListedOnce) {
    write(options_.schools,
          "school,places\nOak,30.5\nElm,\"1,200\"\nElm,2\nAsh,\nFir,3000000000\nYew,30.0\nTotal,1230\n");
    write(options_.applications, "applicant,preference,school\na,1,Elm\nb,1,Yew\n");
    const std::string said = fault();
    for (const char* const part :
         {"line 2: places is '30.5' for school 'Oak'; a whole number of 0 or more is needed",
          "line 4: school 'Elm' is listed already in line 3", "line 5: places is '' for school 'Ash'",
          "line 6: places is '3000000000' for school 'Fir'; a whole number of 0 or more is needed, 2147483647 at most",
          "line 8: 'Total' looks like the sum of the rows above"})
        EXPECT_NE(said.find(part), std::string::npos) << part << said;
    EXPECT_EQ(said.find("line 3"), said.find("line 3\n")) << said;
    options_.skip_bad_rows = true;
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(
        read(folder_ / "schools_out.csv").find("Elm,1200,1,1,lottery,\nYew,30,1,1,lottery,\n") != std::string::npos,
        true);
}

TEST_F(AdmissionsRoundTest, YesAndNoAndUnitsAreReadInAnySpelling) {
    write(options_.schools, "School places\n\nschool\tplaces\nOak\t1\nElm\t1\n");
    options_.criteria = "looked_after,sibling,distance_m";
    std::string first;
    for (const char* const spelling : {"0 1", "No Yes", "FALSE TRUE", "n y", "0.0 1.0", "_ x", "_ X"}) {
        const std::string words = spelling;
        const std::size_t gap = words.find(' ');
        const std::string no = words[0] == '_' ? "" : words.substr(0, gap), yes = words.substr(gap + 1);
        write(options_.applications, "Applicant,Preference,School,Sibling,Distance (miles)\nnear,1,Oak," + no +
                                         ",0.1\nnear,2,Elm," + no + ",0.2 miles\nsib,1,Oak," + yes + ",2.5\n");
        options_.criteria = "sibling,distance_m";
        options_.force = true;
        EXPECT_EQ(run(), 0) << fault();
        EXPECT_EQ(read(options_.out),
                  "applicant,school,preference,admitted_under\nnear,Elm,2,distance_m\nsib,Oak,1,sibling\n")
            << spelling;
        EXPECT_NE(read(folder_ / "schools_out.csv").find("Elm,1,1,0,distance_m,321.869\n"), std::string::npos)
            << read(folder_ / "schools_out.csv");
    }
    EXPECT_NE(err_.str().find("schools.csv: what stands above the heading in line 3 is not read: 'School places'\n"),
              std::string::npos)
        << err_.str();
    EXPECT_NE(err_.str().find("applications.csv: x in column 'sibling' is read as yes\n"), std::string::npos);
}

TEST_F(AdmissionsRoundTest, ColumnsThatNoCriterionUsesAreTold) {
    write(options_.schools, "school,places,criteria\nOak,1,\nElm,1,faith;distance_m\n");
    write(options_.applications, "applicant,preference,school,sibling,catchment,faith,distance_m\na,1,Oak,1,1,1,500\n");
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(err_.str().substr(0, err_.str().find("Written: ")),
              "note: no --criteria: 1 school without criteria of its own admits by sibling, distance_m; what the "
              "applications say of catchment, faith does not count there\n");
    err_.str("");
    options_.criteria = "distance_m";
    options_.force = true;
    EXPECT_EQ(run(), 0);
    EXPECT_NE(
        err_.str().find("applications.csv: no school's criteria use sibling, catchment: what is said of it does not "
                        "count\n"),
        std::string::npos)
        << err_.str();
    err_.str("");
    options_.criteria = "sibling,catchment,distance_m";
    options_.quiet = true;
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(err_.str(), "");
}

TEST_F(AdmissionsRoundTest, ASecondPreferenceIsNoFirstOne) {
    write(options_.schools, "school,places\nA,2\nB,2\n");
    write(options_.applications, "applicant,preference,school,distance_m\n001,2,A,5\n002,3,A,7\n");
    EXPECT_EQ(run(), 0);
    EXPECT_NE(out_.str().find("first preference 0 (0.0%), second 1, third 1"), std::string::npos) << out_.str();
    EXPECT_NE(read(folder_ / "schools_out.csv").find("A,2,2,0,distance_m,7\n"), std::string::npos);
    // Nor when the first is left out.
    write(options_.applications, "applicant,preference,school,distance_m\n001,1,C,5\n001,2,A,5\n002,1,B,7\n");
    options_.skip_bad_rows = options_.force = true;
    EXPECT_EQ(run(), 0);
    EXPECT_NE(read(folder_ / "schools_out.csv").find("A,2,1,0,distance_m,5\nB,2,1,1,distance_m,7\n"),
              std::string::npos);
}

std::vector<std::vector<std::string>> cells_of(const std::string& text) {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        rows.emplace_back();
        std::istringstream cells(line + ",");
        for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
    }
    return rows;
}

// Every number printed is counted again from the files.
TEST_F(AdmissionsRoundTest, PrintedCountsAreThoseOfTheFiles) {
    std::string schools = "school,places\n", applications = "applicant,preference,school,ehcp_named,distance_m\n";
    for (int s = 0; s < 7; ++s) schools += "S" + std::to_string(s) + "," + std::to_string(3 + s) + "\n";
    int bad = 0;
    for (int child = 0; child < 90; ++child)
        for (int p = 1; p <= 1 + child % 4; ++p) {
            const bool wrong = (child * 5 + p) % 11 == 0;
            bad += wrong;
            applications += "c" + std::to_string(child) + "," + std::to_string(p) + ",S" +
                            (wrong ? std::string("?") : std::to_string((child * 3 + p * (child % 2 + 1)) % 7)) + "," +
                            (child % 17 == 0 && p == 1 && !wrong ? "1" : "0") + "," + std::to_string(child * 37 % 101) +
                            "\n";
        }
    write(options_.schools, schools);
    write(options_.applications, applications);
    options_.skip_bad_rows = true;
    ASSERT_EQ(run(), 0);
    std::array<int, 4> by_rank{};
    int without = 0, named = 0, applicants = 0, free = 0, schools_free = 0;
    std::map<std::string, int> offers, first_preferences;
    for (const auto& row : cells_of(read(options_.out))) {
        if (row[0] == "applicant") continue;
        ++applicants;
        if (row[1].empty()) {
            ++without;
            continue;
        }
        ++by_rank[static_cast<std::size_t>(std::min(std::stoi(row[2]), 4) - 1)];
        named += row[3] == "ehcp_named";
        ++offers[row[1]];
    }
    for (const auto& row : cells_of(applications))
        if (row[1] == "1" && row[2] != "S?") ++first_preferences[row[2]];
    for (const auto& row : cells_of(read(folder_ / "schools_out.csv"))) {
        if (row[0] == "school") continue;
        EXPECT_EQ(std::stoi(row[2]), offers[row[0]]) << row[0];
        EXPECT_EQ(std::stoi(row[3]), first_preferences[row[0]]) << row[0];
        const int left = std::stoi(row[1]) - offers[row[0]];
        free += std::max(left, 0), schools_free += left > 0;
    }
    const std::string said = out_.str();
    const auto has = [&](const std::string& part) {
        EXPECT_NE(said.find(part), std::string::npos) << part << "\n" << said;
    };
    has(std::to_string(applicants) + " applicants, 7 schools, equal-preference: first preference " +
        std::to_string(by_rank[0]) + " (");
    has(", second " + std::to_string(by_rank[1]) + ", third " + std::to_string(by_rank[2]) + ", lower " +
        std::to_string(by_rank[3]) + ", unplaced " + std::to_string(without) + "; " + std::to_string(named) +
        " by a plan");
    EXPECT_NE(err_.str().find(std::to_string(bad) + " rows left out"), std::string::npos) << err_.str();
    EXPECT_GT(without, 0);
    if (free > 0)
        has(std::to_string(without) + " without an offer: every school they list is full; " + std::to_string(free));
}

TEST_F(AdmissionsRoundTest, WhyChildrenHaveNoOfferAlthoughThereArePlacesIsSaid) {
    write(options_.schools, "school,places\nOak,1\nElm,3\nAsh,2\n");
    write(options_.applications,
          "applicant,preference,school,distance_m\na,1,Oak,1\nb,1,Oak,2\nc,1,Oak,3\nd,1,Ash,3\n");
    EXPECT_EQ(run(), 0);
    EXPECT_NE(out_.str().find(
                  "\n2 without an offer: every school they list is full; 4 places are free at 2 schools that they "
                  "do not list\n"),
              std::string::npos)
        << out_.str();
}

TEST_F(AdmissionsRoundTest, WaitingListsSayWhoStandsBetweenAChildAndASchool) {
    write(options_.schools, two_schools);
    write(options_.applications,
          "applicant,preference,school,ehcp_named,sibling,distance_m\n"
          "far,1,Oak,0,0,900\nfar,2,Elm,0,0,100\nnear,1,Oak,0,0,200\nnear,2,Elm,0,0,300\nsib,1,Oak,0,1,5000\n"
          "plan,1,Oak,1,0,8000\nplan,2,Elm,0,0,1\n");
    options_.criteria = "sibling,distance_m";
    options_.waiting_lists = folder_ / "waiting.csv";
    EXPECT_EQ(run(), 0);
    // sib and plan have Oak, far has Elm by 100 m: near waits for both, before far at Oak.
    EXPECT_EQ(read(options_.waiting_lists),
              "school,place_on_list,applicant,preference,criterion,distance_m\n"
              "Oak,1,near,1,distance_m,200\nOak,2,far,1,distance_m,900\nElm,1,near,2,distance_m,300\n");
    // As other commands do, by standard error: the files are whole even where nothing can be printed.
    EXPECT_NE(err_.str().find("Written: " + options_.out.string() + ", "), std::string::npos) << err_.str();
    EXPECT_NE(err_.str().find("waiting.csv\n"), std::string::npos) << err_.str();
    EXPECT_EQ(out_.str().find(".csv"), std::string::npos) << out_.str();
    options_.waiting_lists = folder_ / "x" / ".." / "schools_out.csv";
    options_.force = true;
    EXPECT_NE(fault().find("which is written already; choose another name"), std::string::npos);
}

// 65,537 applicants by 65,536 schools of two thousand million places are more places than 32 bits count.
TEST_F(AdmissionsRoundTest, PlacesBeyondThirtyTwoBitsAreNoMatter) {
    std::string schools = "school,places\n", applications = "applicant,preference,school,distance_m\n";
    constexpr int many = 65536;
    for (int s = 0; s < many; ++s) schools += "S" + std::to_string(s) + ",2000000000\n";
    for (int a = 0; a <= many; ++a)
        applications += "a" + std::to_string(a) + ",1,S" + std::to_string(a * 7919LL % many) + ",5\n";
    write(options_.schools, schools);
    write(options_.applications, applications);
    options_.compare = "equal-preference,first-preference-first,serial,top-trading-cycles";
    EXPECT_EQ(run(), 0);
    EXPECT_NE(out_.str().find("65537 applicants, 65536 schools, equal-preference: first preference 65537 (100.0%)"),
              std::string::npos)
        << out_.str();
}

TEST_F(AdmissionsRoundTest, ComparisonCountsEnvy) {
    write(options_.schools, two_schools);
    write(options_.applications,
          "applicant,preference,school,distance_m\n"
          "a,1,Oak,5\na,2,Elm,1\nb,1,Oak,3\nc,1,Oak,1\nd,1,Elm,9\n");
    options_.compare = "equal-preference,first-preference-first";
    run();
    EXPECT_EQ(read(options_.out).find("a,Elm,2,distance_m"),
              std::string("applicant,school,preference,admitted_under\n").size());
    EXPECT_NE(out_.str().find("first-preference-first"), std::string::npos);
    EXPECT_NE(out_.str().find("envy"), std::string::npos);
}

TEST_F(AdmissionsRoundTest, FactsOfAChildAreThoseOfAllItsRows) {
    write(options_.schools, "school,places\nOak,1\nElm,1\n");
    options_.criteria = "looked_after,distance_m";
    write(options_.applications,
          "applicant,preference,school,looked_after,distance_m\n"
          "care,1,Oak,1,900\ncare,2,Elm,0,900\nnear,1,Elm,0,100\n");
    EXPECT_NE(fault().find("line 3: looked_after of applicant 'care' is '0', and '1' in line 2"), std::string::npos);
    options_.skip_bad_rows = true;  // costs the child one preference, and says so
    EXPECT_EQ(run(), 0);
    EXPECT_NE(err_.str().find("1 row left out:\n"), std::string::npos) << err_.str();
    EXPECT_EQ(read(options_.out),
              "applicant,school,preference,admitted_under\ncare,Oak,1,looked_after\nnear,Elm,1,distance_m\n");
    options_.skip_bad_rows = false;
    options_.force = true;
    write(options_.applications,
          "applicant,preference,school,looked_after,distance_m\n"
          "care,1,Oak,,900\ncare,2,Elm,1,900\nnear,1,Oak,0,100\n");
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(read(options_.out), "applicant,school,preference,admitted_under\ncare,Oak,1,looked_after\nnear,,,\n");
    EXPECT_NE(err_.str().find("looked_after is blank in 1 row of children"), std::string::npos) << err_.str();
}

TEST_F(AdmissionsRoundTest, AMissingPreferenceIsTold) {
    write(options_.schools, two_schools);
    options_.criteria = "distance_m";
    write(options_.applications,
          "applicant,preference,school,distance_m\na,1,Oak,500\na,2,Elm,900\nb,1,Oak,700\nb,3,Elm,700\nc,2,Elm,800\n");
    EXPECT_EQ(run(), 0);
    EXPECT_NE(err_.str().find("applicant 'b' (line 4) has a preference 3 and no 2, and 1 more have such gaps; is a row "
                              "missing?"),
              std::string::npos)
        << err_.str();
    err_.str("");  // a row that is left out is told already
    options_.skip_bad_rows = options_.force = true;
    write(options_.applications, "applicant,preference,school,distance_m\na,1,Oka,500\na,2,Elm,900\n");
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(err_.str().find("is a row missing"), std::string::npos) << err_.str();
}

TEST_F(AdmissionsRoundTest, ARowOfSumsIsLeftOutAsSuch) {
    write(options_.schools, two_schools);
    options_.criteria = "distance_m";
    const std::string good =
        "applicant,preference,school,ehcp_named,sibling,distance_m\na,1,Oak,1,0,500\nb,1,Oak,0,1,600\n";
    for (const char* const row : {"Total,,,45,12,99000", "Grand total,2,,1,1,1100", ",,TOTAL:,1,1,",
                                  "Total (2),,Oak,1,1,", ",,,45,12,99000", "Oak total,,,1,,"}) {
        write(options_.applications, good + row + "\n");
        options_.skip_bad_rows = false;
        const std::string text = fault();
        EXPECT_NE(text.find("row of sums, no application; leave it out"), std::string::npos) << row << "\n" << text;
        EXPECT_NE(text.find("(--skip-bad-rows leaves such rows out)"), std::string::npos) << text;
        options_.skip_bad_rows = options_.force = true;
        EXPECT_EQ(fault(), "") << row;
        EXPECT_NE(read(options_.out).find("a,Oak,1,ehcp_named\nb,Oak,1,distance_m\n"), std::string::npos) << row;
    }
    // These may be children with plans.
    for (const char* const row :
         {"c,,Oak,1,0,5", "c,,Total,1,0,5", ",1,Elm,1,0,5", ",,Elm,1,0,5", "c,Total,,1,0,5", ",,,1,,"}) {
        write(options_.applications, good + row + "\n");
        EXPECT_NE(fault().find("never leaves out a row of a child whose plan names the school"), std::string::npos)
            << row;
    }
}

TEST_F(AdmissionsRoundTest, TheHintOfLeavingRowsOutIsTrue) {
    write(options_.schools, two_schools);
    options_.criteria = "distance_m";
    const std::string heading = "applicant,preference,school,ehcp_named,distance_m\na,1,Oak,0,500\n";
    write(options_.applications, heading + "b,first,Oak,1,600\n");
    EXPECT_NE(fault().find("(--skip-bad-rows leaves no such row out: the child's plan may name the school)"),
              std::string::npos);
    write(options_.applications, heading + "b,first,Oak,1,600\nc,first,Oak,0,600\n");
    EXPECT_NE(fault().find("leaves such rows out, but not those of children whose plans may name the school:\n  "),
              std::string::npos)
        << fault();
    write(options_.applications, heading + "c,first,Oak,0,600\n");
    EXPECT_NE(fault().find("\n(--skip-bad-rows leaves such rows out)"), std::string::npos);
}

TEST_F(AdmissionsRoundTest, JoinedCriteriaAndOrdinalsAreRead) {
    write(options_.schools, "school,places,criteria\nOak,1,\nElm,1,Siblings & catchment;proximity\n");
    write(options_.applications,
          "applicant,preference,school,sibling,catchment,distance_m\n"
          "sib,1st,Oak,yes,no,10\nboth,1ST,Oak,yes,yes,900\nboth,2nd,Elm,yes,yes,5\nnear,1,Elm,no,yes,1\n");
    options_.criteria = "sibling+catchment,sibling,distance_m";
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(
        read(options_.out),
        "applicant,school,preference,admitted_under\nsib,,,\nboth,Oak,1,sibling+catchment\nnear,Elm,1,distance_m\n");
    EXPECT_NE(out_.str().find("Rule of Oak: first children whose plan names the school, then sibling+catchment, then "
                              "sibling, then the nearest by distance; equals by lot (seed 1)\nRule of Elm: "),
              std::string::npos)
        << out_.str();
}

TEST_F(AdmissionsRoundTest, DistanceIsDroppedByNobodyUnawares) {
    write(options_.schools, two_schools);
    write(options_.applications, "applicant,preference,school,sibling,distance_m\na,1,Oak,1,5\n");
    options_.criteria = "sibling";
    EXPECT_NE(fault().find("criteria of --criteria end without a tie-break, and "), std::string::npos) << fault();
    EXPECT_NE(fault().find("put distance_m last, or lottery"), std::string::npos);
    write(options_.schools, "school,places,criteria\nOak,2,sibling\n");
    options_.criteria = "";
    EXPECT_NE(fault().find("criteria of school 'Oak' end without a tie-break"), std::string::npos) << fault();
    // Said so, or nothing there to drop.
    options_.criteria = "sibling,lottery";
    write(options_.schools, two_schools);
    EXPECT_EQ(run(), 0);
    options_.criteria = "sibling";
    options_.force = true;
    write(options_.applications, "applicant,preference,school,sibling\na,1,Oak,1\n");
    EXPECT_EQ(run(), 0);
}

// Homes and schools on the grid tell distance, catchment and nearest school; the answers were worked out by hand.
TEST_F(AdmissionsRoundTest, PlacesOnTheGridTellWhatColumnsDoNot) {
    write(options_.schools,
          "school,urn,places,easting,northing\nOak,123401,1,400000,400000\nElm,123402,1,402000,400000\n");
    write(options_.applications,
          "applicant,preference,school,easting,northing,sen_support,imd_decile\n"
          "west,1,Elm,400300,400000,yes,1\nwest,2,Oak,,,,\neast,1,Elm,401500,400000,no,9\n");
    write(folder_ / "c.geojson",
          R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:27700"}},"features":[)"
          R"({"type":"Feature","properties":{"urn":123402},"geometry":{"type":"Polygon","coordinates":)"
          R"([[[400200,399000],[400400,399000],[400400,401000],[400200,401000],[400200,399000]]]}}]})");
    options_.criteria = "nearest,distance_m";
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(read(options_.out),
              "applicant,school,preference,admitted_under\nwest,Oak,2,nearest\neast,Elm,1,nearest\n");
    EXPECT_NE(read(folder_ / "schools_out.csv").find("Oak,1,1,0,nearest,300\n"), std::string::npos);
    options_.force = true;
    options_.criteria = "catchment,distance_m";
    EXPECT_NE(fault().find("has no column 'catchment'"), std::string::npos);
    options_.catchments = folder_ / "c.geojson";
    options_.compare = "distance_m";
    EXPECT_EQ(run(), 0);
    EXPECT_EQ(read(options_.out), "applicant,school,preference,admitted_under\nwest,Elm,1,catchment\neast,,,\n");
    EXPECT_NE(err_.str().find("catchments of 1 of 2 schools are drawn"), std::string::npos) << err_.str();
    const std::string changes = read(folder_ / "changes_out.csv");
    EXPECT_NE(changes.find("\nwest,loses,Elm,1,catchment,1700,Oak,2,distance_m,300,yes,1\n"
                           "east,gains,,,,,Elm,1,distance_m,500,no,9\n"),
              std::string::npos)
        << changes;
    EXPECT_NE(out_.str().find("With the criteria distance_m:\n"), std::string::npos);
    options_.compare.clear();
    options_.allocate_unplaced = true;
    EXPECT_EQ(run(), 0);
    EXPECT_NE(read(options_.out).find("\neast,Oak,,nearest_with_room\n"), std::string::npos) << read(options_.out);
    options_.criteria = "distance_m";
    EXPECT_EQ(run(), 0);
    EXPECT_NE(err_.str().find("so the polygons change nothing; put catchment"), std::string::npos) << err_.str();
    options_.criteria = "catchment,distance_m";
    write(options_.applications,
          "applicant,preference,school,easting,northing\nwest,1,Elm,,\neast,1,Elm,401500,400000\n");
    EXPECT_NE(fault().find("line 2: easting and northing are blank, and the catchment of school 'Elm' is drawn"),
              std::string::npos)
        << fault();
}

TEST_F(AdmissionsRoundTest, AnotherListOfSchoolsIsHeldAgainstTheFirst) {
    write(options_.schools, two_schools);
    write(folder_ / "fewer.csv", "school,places\nOak,1\nElm,1\n");
    write(options_.applications, "applicant,preference,school,distance_m\na,1,Oak,5\nb,1,Oak,9\nb,2,Elm,1\n");
    options_.compare_schools = folder_ / "fewer.csv";
    EXPECT_EQ(run(), 0);
    EXPECT_NE(read(folder_ / "changes_out.csv").find("\nb,loses,Oak,1,distance_m,9,Elm,2,distance_m,1,,\n"),
              std::string::npos);
    options_.force = true;
    options_.compare_schools.clear();
    options_.compare = "sibling,distance";
    EXPECT_NE(fault().find("no column 'sibling', which the criteria of --compare need"), std::string::npos) << fault();
    options_.compare.clear();
    options_.compare_schools = folder_ / "gone.csv";
    write(options_.compare_schools, "school,places\nOak,2\n");
    EXPECT_NE(fault().find("(a school that closes stays in that list, with 0 places)"), std::string::npos) << fault();
    options_.compare_schools.clear();
    write(options_.schools, "school,places,criteria\nOak,1,distance\nElm,1,distance\n");
    options_.compare = "lottery";
    EXPECT_NE(fault().find("every school has criteria of its own"), std::string::npos) << fault();
}

}  // namespace
}  // namespace sendscape::admissions_round_test
