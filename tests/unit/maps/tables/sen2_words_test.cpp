// SPDX-License-Identifier: MIT
#include "maps/tables/sen2_words.h"

#include <gtest/gtest.h>

namespace sendscape::sen2_words_test {
namespace {

/// The group of words as text: "not told", or "" for words that are no single placement.
std::string group(std::string_view words, int year = 2022) {
    const auto placement = placement_of(words, year);
    if (!placement) return "";
    return placement->group ? std::string(setting_group_labels[static_cast<std::size_t>(*placement->group)].code)
                            : "not told";
}

TEST(Sen2Words, PlacementsOfTheReleaseOf2022) {
    EXPECT_EQ(group("Mainstream - Academy - Resourced Provision"), "base");
    EXPECT_EQ(group("Mainstream - LA maintained - SEN unit"), "base");
    EXPECT_EQ(group("Mainstream - Independent"), "mainstream");
    EXPECT_EQ(group("Special - Academy/free"), "state_special");
    EXPECT_EQ(group("Special - Non-maintained"), "independent_special");
    EXPECT_EQ(group("Hospital School"), "alternative_provision");
    EXPECT_EQ(group("AP/PRU - Free school"), "alternative_provision");
    EXPECT_EQ(group("General FE and tertiary colleges/HE"), "further_education");
    EXPECT_EQ(group("Specialist post-16 institutions"), "further_education");
    EXPECT_EQ(group("Other FE"), "further_education");
    EXPECT_EQ(group("Supported Internship", 2016), "further_education");
    EXPECT_EQ(group("Non-maintained early years"), "early_years");
    EXPECT_EQ(group("NEET"), "neet");
    EXPECT_EQ(group("Other"), "not told");
    EXPECT_EQ(group("Total"), "");
    EXPECT_EQ(group("Special - total"), "");
    EXPECT_EQ(group("Moon base"), "");
}

// Who awaits provision in education is at some school or college meanwhile; who does not is without.
TEST(Sen2Words, AwaitingProvisionIsReadAsWhatItIs) {
    const std::string awaiting = "Awaiting provision - ";
    EXPECT_EQ(group(awaiting + "above compulsory school age and in education"), "not told");
    EXPECT_EQ(group(awaiting + "compulsory school age and in education"), "not told");
    EXPECT_EQ(group(awaiting + "below compulsory school age and in education"), "not told");
    EXPECT_EQ(group(awaiting + "above compulsory school age and not in education"), "neet");
    EXPECT_EQ(group(awaiting + "below compulsory school age and not in education"), "neet");
    EXPECT_EQ(group(awaiting + "compulsory school age and not in education"), "no_setting");
    EXPECT_EQ(group(awaiting + "total", 2018), "not told");
    EXPECT_EQ(group("await_prov_2022"), "not told");
    EXPECT_EQ(group("Permanently excluded"), "no_setting");
    EXPECT_EQ(group("perm_ex_2022"), "no_setting");
}

TEST(Sen2Words, ArrangementsByParentsWereHomeEducationUntilThatStoodApart) {
    for (const char* words : {"Other arrangements by parents", "other_arrangements_parents"}) {
        EXPECT_EQ(group(words, 2019), "home_education") << words;
        EXPECT_EQ(group(words, 2020), "not told") << words;
    }
    EXPECT_EQ(group("Elective home education"), "home_education");
    EXPECT_EQ(group("Other arrangements by local authority"), "eotas");
    EXPECT_EQ(group("other_arrangements_la"), "eotas");
}

TEST(Sen2Words, HeadingsSince2025) {
    EXPECT_EQ(group("mainstream_free_school_senunit"), "base");
    EXPECT_EQ(group("special_academy_free"), "state_special");
    EXPECT_EQ(group("special_non_maintained"), "independent_special");
    EXPECT_EQ(group("ap_pru_la_maintained"), "alternative_provision");
    EXPECT_EQ(group("ukrlp_provider"), "further_education");
    EXPECT_EQ(group("nm_early_years"), "early_years");
    EXPECT_EQ(group("neet_ntci"), "neet");
    EXPECT_EQ(group("neet_other_csa"), "no_setting");
    EXPECT_EQ(group("Not in education or training - compulsory school age"), "no_setting");
    EXPECT_EQ(group("Not in education or training - other age groups"), "neet");
    for (const char* words : {"w_settings", "other_schools", "other_placement_settings", "placement_unknown"})
        EXPECT_EQ(group(words), "not told") << words;
    for (const char* words : {"mainstream_total", "special_total_pc", "ed_elsewhere", "ed_elsewhere_pc", "ehcplans",
                              "la_name", "time_period"})
        EXPECT_EQ(group(words), "") << words;
}

TEST(Sen2Words, Ages) {
    for (const char* words : {"Under 5", "age 2 and under", "Aged 3", "4"}) EXPECT_EQ(age_band_of(words), 0u) << words;
    for (const char* words : {"Age 5 to 10", "5-10", "age 7"}) EXPECT_EQ(age_band_of(words), 1u) << words;
    for (const char* words : {"Age 20 to 25", "age 20 and over", "24"}) EXPECT_EQ(age_band_of(words), 4u) << words;
    EXPECT_FALSE(age_band_of("Unknown"));
    EXPECT_EQ(age_key("Age 5 to 10"), age_key("5-10"));
    EXPECT_NE(age_key("Under 5"), age_key("5"));
}

TEST(Sen2Words, Needs) {
    EXPECT_EQ(need_of_heading("number_asd"), Need::asd);
    EXPECT_EQ(need_of_heading("number_ds"), Need::ds);
    EXPECT_FALSE(need_of_heading("number_need_unknown"));
    EXPECT_FALSE(need_of_heading("asd_pc"));
}

}  // namespace
}  // namespace sendscape::sen2_words_test
