// SPDX-License-Identifier: MIT
#include "sim/scenario/parameter_values.h"

#include <gtest/gtest.h>

#include <set>

#include "sim/core/error.h"

namespace sendscape::parameter_values_test {
namespace {

std::string refusal(std::string_view text, const ParameterRow& row) {
    try {
        parse_value(text, row);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

ParameterRow row(Unit unit, double least, double most) {
    return {"x.y", find_parameter("plans.agree_school")->field, least, most, unit, Known::england, "", ""};
}

TEST(ParameterValues, ReadsNumbersAndTheirUnits) {
    EXPECT_EQ(parse_value("0.82", row(Unit::share, 0, 1)), 0.82);
    EXPECT_EQ(parse_value(" 82% ", row(Unit::share, 0, 1)), 0.82);
    EXPECT_EQ(parse_value("3% a year", row(Unit::percent_a_year, -1, 1)), 0.03);
    EXPECT_EQ(parse_value("\xC2\xA3"
                          "6,000",
                          row(Unit::pounds, 0, 1e6)),
              6000);
    EXPECT_EQ(parse_value("6,000", row(Unit::pounds, 0, 1e6)), 6000);
    EXPECT_EQ(parse_value("45 min", row(Unit::minutes, 0, 100)), 45);
    EXPECT_EQ(parse_value("1 month", row(Unit::months, 0, 100)), 1);
    EXPECT_EQ(parse_value("-0.5", row(Unit::log_odds, -1, 1)), -0.5);
    EXPECT_EQ(parse_value("1e-3", row(Unit::number, 0, 1)), 0.001);
    EXPECT_EQ(parse_value("on", row(Unit::on_off, 0, 1)), 1);
    EXPECT_EQ(parse_value("2.7 FTE per 10,000 pupils", row(Unit::fte_per_10000, 0, 5)), 2.7);
}

TEST(ParameterValues, RefusesAnotherUnitToTheSentence) {
    EXPECT_EQ(refusal("45 min", row(Unit::share, 0, 1)),
              "'45 min' is in another unit: x.y is a share (0.12 or \"12%\"), allowed 0 to 1 (share)");
    EXPECT_EQ(refusal("\xC2\xA3"
                      "5",
                      row(Unit::weeks, 0, 52)),
              "'\xC2\xA3"
              "5' is in another unit: x.y is in weeks, allowed 0 to 52 (weeks)");
    EXPECT_EQ(refusal("2 km", row(Unit::metres, 0, 5000)),
              "'2 km' is in another unit: x.y is in m, allowed 0 to 5000 (m)");
}

TEST(ParameterValues, RefusesWhatIsNoNumberOrOutOfRange) {
    EXPECT_EQ(refusal("many", row(Unit::places, 0, 50)),
              "'many' is not a number: x.y is in places, allowed 0 to 50 (places)");
    EXPECT_EQ(refusal("75", row(Unit::share, 0.2, 1)),
              "75 is out of range for x.y: allowed 0.2 to 1 (share); 75 per cent is written \"75%\" or 0.75");
    EXPECT_EQ(
        refusal("2.5", row(Unit::percent_a_year, 0, 0.1)),
        "2.5 is out of range for x.y: allowed 0 to 0.1 (share a year); 2.5 per cent is written \"2.5% a year\" or "
        "0.025");
    EXPECT_EQ(refusal("7", row(Unit::share, 0.2, 1)), "7 is out of range for x.y: allowed 0.2 to 1 (share)");
    EXPECT_EQ(refusal("0.5", row(Unit::on_off, 0, 1)), "0.5 is out of range for x.y: allowed on or off");
    EXPECT_EQ(refusal("51", row(Unit::places, 0, 50)), "51 is out of range for x.y: allowed 0 to 50 (places)");
    for (const char* text : {"", "1,00", "1,0000", "--1", ".", "0x10", "1e", "inf", "nan", "1,000,00"})
        EXPECT_NE(refusal(text, row(Unit::number, -1e9, 1e9)), "accepted") << text;
}

TEST(ParameterValues, ListsOfTheCommandLineAreThoseOfFiles) {
    const ParameterRow& scale = *find_parameter("services.capacity_scale");
    const std::vector<double> doubled{2, 1, 1, 1.5};
    for (const char* const text : {"[2, 1, 1, 1.5]", "[2;1;1;1.5]", "[2,1,1,1.5]"})
        EXPECT_EQ(parse_values(text, scale), doubled) << text;
    EXPECT_EQ(parse_values("2", scale), std::vector<double>{2}) << "one value for all of them";
    for (const char* const text : {"2,1,1,1", "2; 1", "1,5"}) try {
            parse_values(text, scale);
            ADD_FAILURE() << text;
        } catch (const InputError& error) {
            EXPECT_NE(std::string(error.what()).find("holds 4 values: write one for all of them, or a list of 4"),
                      std::string::npos)
                << error.what();
        }
    EXPECT_THROW(parse_values("[2, 1]", scale), InputError);
}

TEST(ParameterValues, WholeNumbersAreReadStrictly) {
    EXPECT_EQ(parse_whole("10", 100), 10u);
    EXPECT_EQ(parse_whole("0", 100), 0u);
    EXPECT_EQ(parse_whole("9223372036854775807", 9223372036854775807u), 9223372036854775807u);
    for (const char* text : {"-1", "+1", "010", "1.0", "101", "", " 1", "1 ", "99999999999999999999"})
        EXPECT_FALSE(parse_whole(text, 100)) << text;
}

TEST(ParameterTable, DefaultsLieInRangeAndKeysAreUnique) {
    Parameters defaults;
    std::set<std::string_view> seen;
    for (const ParameterRow& row : parameter_table()) {
        EXPECT_TRUE(seen.insert(row.key).second) << row.key << " is twice in the table";
        EXPECT_FALSE(row.meaning.empty()) << row.key;
        EXPECT_FALSE(row.source.empty()) << row.key;
        EXPECT_LE(row.least, row.most) << row.key;
        for (const double value : row.field(defaults)) EXPECT_NO_THROW(check_range(value, row)) << row.key;
    }
}

}  // namespace
}  // namespace sendscape::parameter_values_test
