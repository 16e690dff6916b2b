// SPDX-License-Identifier: MIT
#include "sim/commands/admissions_round.h"

#include <gtest/gtest.h>

#include <fstream>
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
          "a,1,Oka,0,5\nb,first,Oak,0,5\nc,1,Oak,yes,5\nd,1,Oak,0,\ne,1,Oak,0,7\ne,1,Elm,0,7\n");
    options_.criteria = "sibling,distance_m";
    const std::string text = fault();
    EXPECT_NE(text.find("line 2: school 'Oka' is not in schools.csv; did you mean 'Oak'?"), std::string::npos) << text;
    EXPECT_NE(text.find("line 3: preference is 'first'; a whole number of 1 or more is needed"), std::string::npos);
    EXPECT_NE(text.find("line 4: sibling is 'yes'; 0 or 1 is needed"), std::string::npos);
    EXPECT_NE(text.find("line 5: distance_m is blank"), std::string::npos);
    EXPECT_NE(text.find("line 7: applicant 'e' has preference 1 already"), std::string::npos);
    EXPECT_FALSE(fs::exists(options_.out));

    options_.skip_bad_rows = true;
    EXPECT_EQ(run(), 0);
    EXPECT_NE(err_.str().find("5 rows left out"), std::string::npos);
    EXPECT_EQ(read(options_.out), "applicant,school,preference,admitted_under\ne,Oak,1,distance_m\n");
}

// Left out, the child would be no applicant and another would get its place.
TEST_F(AdmissionsRoundTest, ARowOfAPlanThatNamesTheSchoolIsNeverLeftOut) {
    write(options_.schools, two_schools);
    options_.criteria = "distance_m";
    options_.skip_bad_rows = true;
    for (const char* row :
         {"plan,1,Eml,1,5", "plan,first,Elm,1,5", "plan,1,Elm,yes,5", "plan,1,Elm,1,-5", ",1,Elm,1,5"}) {
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
    write(options_.applications, "applicant,preference,school,home\na,1,Oak,1\n");
    EXPECT_NE(fault().find("no column 'critera'; did you mean 'criteria'?"), std::string::npos);
    write(options_.schools, two_schools);
    write(options_.applications, "applicant,preference,school,sibling,sibling\na,1,Oak,1,0\n");
    EXPECT_NE(fault().find("line 1: the column 'sibling' is there twice"), std::string::npos) << fault();
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

}  // namespace
}  // namespace sendscape::admissions_round_test
