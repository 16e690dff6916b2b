// SPDX-License-Identifier: MIT
#include "maps/build/sen2_at_census.h"

#include <gtest/gtest.h>

#include <array>

namespace sendscape::sen2_at_census_test {
namespace {

Map map_of(int census) {
    Map map;
    map.census = Month(census, 1);
    map.authorities = {
        {"358", "", "Trafford", true, {}}, {"816", "", "York", true, {}}, {"352", "", "Halo", false, {}}};
    return map;
}
Sen2 years(int first, int last) {
    Sen2 sen2;
    for (int year = first; year <= last; ++year) {
        sen2.plans.push_back({year, year});
        sen2.flows.push_back({year - 1});
    }
    return sen2;
}
std::string row_of(const QualityTable& quality, Oddity oddity) {
    for (const QualityRow& row : quality.rows())
        if (row.oddity == oddity) return std::to_string(row.count) + " / " + row.examples;
    return "";
}

TEST(AgeBands, ThatAddUpStand) {
    PlansMaintained plans{2022, 1000};
    EXPECT_EQ(settle_age_bands(plans), AgeBands::add_up) << "no ages given";
    plans.by_age_band = {40, 300, 350, 210, 90};  // ten of unknown age
    const PlansMaintained before = plans;
    EXPECT_EQ(settle_age_bands(plans), AgeBands::add_up);
    EXPECT_EQ(plans.by_age_band, before.by_age_band);
}

TEST(AgeBands, OneThatIsMissingIsWhatTheOthersLeave) {
    PlansMaintained plans{2022, 1000};
    plans.by_age_band = {40, 0, 350, 210, 100};
    EXPECT_EQ(settle_age_bands(plans), AgeBands::one_made_up);
    EXPECT_EQ(plans.by_age_band, (std::array<std::int32_t, 5>{40, 300, 350, 210, 100}));
}

TEST(AgeBands, ThatCannotBeTrueAreLeftOut) {
    PlansMaintained too_many{2022, 1000}, two_missing{2022, 1000}, too_few{2022, 1000};
    too_many.by_age_band = {40, 3000, 350, 210, 100};
    two_missing.by_age_band = {0, 0, 350, 210, 100};
    too_few.by_age_band = {40, 30, 350, 210, 100};
    for (PlansMaintained* plans : {&too_many, &two_missing, &too_few}) {
        EXPECT_EQ(settle_age_bands(*plans), AgeBands::left_out);
        EXPECT_EQ(plans->by_age_band, (std::array<std::int32_t, 5>{}));
    }
}

TEST(AgeBands, AreToldWithTheirNumbers) {
    Map map = map_of(2022);
    Sen2 sen2 = years(2022, 2022);
    sen2.plans[0].total = 2448;
    sen2.plans[0].by_age_band = {69, 7170, 837, 580, 245};
    QualityTable quality;
    keep_known_sen2({{"358", sen2}}, map, quality);
    EXPECT_EQ(row_of(quality, Oddity::sen2_bands_off),
              "1 / Trafford, January 2022: 69 + 7170 + 837 + 580 + 245 of 2448");
    EXPECT_EQ(map.authorities[0].sen2.latest()->by_age_band, (std::array<std::int32_t, 5>{}));
}

TEST(Sen2AtCensus, KeepsWhatWasKnownAndSaysWhich) {
    Map map = map_of(2019);
    QualityTable quality;
    keep_known_sen2({{"358", years(2015, 2022)}, {"816", years(2019, 2019)}, {"352", years(2015, 2022)}}, map, quality);
    EXPECT_EQ(map.authorities[0].sen2.plans.size(), 5u);
    EXPECT_EQ(map.authorities[0].sen2.flows.back().year, 2018);
    EXPECT_TRUE(map.authorities[2].sen2.plans.empty()) << "a neighbour's are not used";
    EXPECT_EQ(row_of(quality, Oddity::sen2_kept),
              "12 / Trafford: Januaries 2015 to 2019; of requests and new plans years 2014 to 2018; 6 after the census "
              "left out, York: January 2019; of requests and new plans year 2018");
    EXPECT_EQ(row_of(quality, Oddity::no_sen2), "");
    EXPECT_TRUE(map.assumptions.empty());
}

TEST(Sen2AtCensus, AnEarliestJanuaryAfterTheCensusStandsInAndIsSaid) {
    Map map = map_of(2019);
    QualityTable quality;
    keep_known_sen2({{"358", years(2021, 2022)}}, map, quality);
    ASSERT_EQ(map.authorities[0].sen2.plans.size(), 1u);
    EXPECT_EQ(map.authorities[0].sen2.latest()->year, 2021);
    ASSERT_EQ(map.assumptions.size(), 1u);
    EXPECT_EQ(
        map.assumptions[0],
        "The SEN2 tables given begin after the census of January 2019: their earliest January is brought to it by "
        "England's growth in plans: Trafford (January 2021).");
    EXPECT_EQ(row_of(quality, Oddity::no_sen2), "1 / York");
}

TEST(Sen2AtCensus, FlowsAloneAreKeptWithoutPlans) {
    Map map = map_of(2025);
    Sen2 sen2 = years(2020, 2021);
    sen2.plans.clear();
    sen2.flows.push_back({2023});
    QualityTable quality;
    keep_known_sen2({{"358", sen2}}, map, quality);
    EXPECT_EQ(map.authorities[0].sen2.flows.size(), 3u);
    EXPECT_EQ(row_of(quality, Oddity::sen2_kept), "3 / Trafford: years 2019 to 2020 and 2023");
    EXPECT_EQ(row_of(quality, Oddity::no_sen2), "2 / Trafford, York");
    for (const QualityRow& row : quality.rows())
        if (row.oddity == Oddity::no_sen2) {
            EXPECT_NE(row.rule.find("give the plans of no authority"), std::string::npos);
        }
}

TEST(Sen2AtCensus, ReportsSayWhatIsAnchoredAndWhatIsNot) {
    Map map = map_of(2022);
    say_what_is_anchored(map);
    EXPECT_EQ(
        map.assumptions,
        std::vector<std::string>{
            "Trafford, York: not anchored to SEN2: plans, requests, refusals, timeliness, first placements start from "
            "England's rates, for no table given tells theirs."})
        << "neighbours are not told of";

    map.assumptions.clear();
    PlanFlows year{2021};
    year.requests = 500;
    year.refused = 0;
    year.timed = 300;
    year.in_time = 0;
    year.new_by_setting[1] = 200;
    map.authorities[0].sen2.plans = {{2019, 900}, {2021, 1000}};
    map.authorities[0].sen2.flows = {year};
    map.authorities[1].sen2 = map.authorities[0].sen2;
    map.authorities[1].sen2.flows[0].in_time = -1;
    map.authorities[1].sen2.plans.clear();
    say_what_is_anchored(map);
    EXPECT_EQ(map.assumptions,
              (std::vector<std::string>{
                  "Trafford: starts from SEN2: plans of January 2021, requests, refusals, timeliness, first placements "
                  "of 2021.",
                  "York: starts from SEN2: requests, refusals, first placements of 2021; not anchored, at England's "
                  "rates: plans, timeliness."}));
}

TEST(Sen2AtCensus, FlowsOfAnotherYearThanTheLastAnchorNothing) {
    Map map = map_of(2022);
    PlanFlows year{2020};
    year.requests = 500;
    year.refused = 100;
    map.authorities[0].sen2.plans = {{2022, 1000}};
    map.authorities[0].sen2.flows = {year};
    map.authorities[1].in_area = false;
    say_what_is_anchored(map);
    EXPECT_EQ(map.assumptions,
              std::vector<std::string>{"Trafford: starts from SEN2: plans of January 2022; not anchored, at England's "
                                       "rates: requests, refusals, timeliness, first placements (those given are of "
                                       "2020, too old: give the release that tells 2021)."});
}

}  // namespace
}  // namespace sendscape::sen2_at_census_test
