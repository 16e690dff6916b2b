// SPDX-License-Identifier: MIT
#include "sim/commands/admission_distance.h"

#include <gtest/gtest.h>

#include "maps/tables/text_encoding.h"
#include "sim/core/error.h"

namespace sendscape::admission_distance_test {
namespace {

/// Metres that a cell under a heading says; below 0 where it is not read.
double metres(const std::string& heading, const std::string& cell) {
    const CsvTable table = parse_csv("a.csv", "applicant\t" + heading + "\nx\t" + cell + "\n");
    const auto column = find_distance_column(table);
    if (!column) return -1;
    const DistanceRead read = read_distance(table.cell(0, column->column), heading, column->unit);
    return read.fault.empty() ? read.metres : -2;
}

TEST(AdmissionDistance, TheHeadingNamesTheUnit) {
    for (const char* const heading : {"distance_m", "Distance (m)", "Distance in metres", "dist_m", "distance_meters",
                                      "distance_walk_m", "Walking distance (m)", "Walking route distance in metres"})
        EXPECT_DOUBLE_EQ(metres(heading, "1,200.5"), 1200.5) << heading;
    for (const char* const heading :
         {"distance_miles", "Distance (miles)", "Home to school distance (mi)", "DISTANCE_MILE"})
        EXPECT_NEAR(metres(heading, "0.593"), 954.341, 0.001) << heading;
    EXPECT_DOUBLE_EQ(metres("distance_km", "1.2"), 1200);
    EXPECT_DOUBLE_EQ(metres("Straight line distance (yards)", "100"), 91.44);
    for (const char* const heading : {"distance_band", "miles", "distances", "distance_m_km", "walk"})
        EXPECT_EQ(metres(heading, "5"), -1) << heading;
}

TEST(AdmissionDistance, AUnitInTheCellMustBeTheHeadings) {
    EXPECT_NEAR(metres("distance_miles", "1.2 miles"), 1931.2128, 1e-6);
    EXPECT_DOUBLE_EQ(metres("distance_m", "954m"), 954);
    EXPECT_EQ(metres("distance_m", "1.2 miles"), -2);
    EXPECT_DOUBLE_EQ(metres("Distance", "1.5 km"), 1500);
    EXPECT_EQ(metres("Distance", "1.5"), -2);
    for (const char* const cell : {"-5", "about 5", "1,2", "5 leagues", "1e3", "nan", "inf", "5-6", "."})
        EXPECT_EQ(metres("distance_m", cell), -2) << cell;
    EXPECT_EQ(
        read_distance("1.2 miles", "distance_m", find_distance_column(parse_csv("a.csv", "distance_m\n1\n"))->unit)
            .fault,
        "distance_m is '1.2 miles', and the column is in metres");
    EXPECT_EQ(read_distance("5", "Distance", nullptr).fault,
              "Distance is '5' without a unit; call the column distance_m, distance_km or distance_miles");
}

TEST(AdmissionDistance, TwoColumnsContradict) {
    try {
        find_distance_column(parse_csv("a.csv", "distance_m,Distance (miles)\n1,2\n"));
        FAIL();
    } catch (const InputError& error) {
        EXPECT_STREQ(
            error.what(),
            "a.csv, line 1: both 'distance_m' and 'Distance (miles)' are distances; take out the one that your "
            "arrangements do not go by");
    }
}

std::vector<std::string> doubts(std::initializer_list<const char*> cells, const char* unit) {
    const CsvTable table = parse_csv("a.csv", std::string("Distance (") + unit + "),x\n1,1\n");
    const auto column = find_distance_column(table);
    DistanceDoubts doubts;
    std::int64_t line = 1;
    for (const char* const cell : cells) doubts.look_at(cell, read_distance(cell, "far", column->unit), ++line);
    return doubts.notes("a.csv", "far");
}

TEST(AdmissionDistance, WhatCannotWellBeMeantIsTold) {
    using Notes = std::vector<std::string>;
    EXPECT_EQ(doubts({"0.4", "93", "12"}, "miles"), Notes{});
    EXPECT_EQ(doubts({"0.4", "1,200", "12"}, "miles"),
              Notes{"a.csv, line 3: far is more than 150 km (at most '1,200', 1931 km); is the number meant, and the "
                    "unit? It counts as it stands"});
    EXPECT_EQ(doubts({"850", "1200", "640", "151", "152", "153", "2"}, "km")[0].substr(0, 62),
              "a.csv, lines 2, 3, 4, 5, 6 and 1 more: far is more than 150 km");
    EXPECT_EQ(doubts({"300", "0", "0.0"}, "m"),
              Notes{"a.csv, lines 3, 4: far is 0, which counts as nearest of all; is it meant, or not known?"});
    EXPECT_EQ(doubts({"0.5", "0.7", "1.3"}, "m"),
              Notes{"a.csv: every number of far is below 50 and read as metres; if they are kilometres or miles, call "
                    "the column distance_km or distance_miles"});
    EXPECT_EQ(doubts({"0.5", "0.7", "51"}, "metres"), Notes{});
    EXPECT_EQ(doubts({}, "m"), Notes{});
}

}  // namespace
}  // namespace sendscape::admission_distance_test
