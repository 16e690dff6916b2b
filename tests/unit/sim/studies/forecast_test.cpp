// SPDX-License-Identifier: MIT
#include "sim/studies/forecast.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/output/shares.h"
#include "tests/support/import_test.h"

namespace sendscape::forecast_test {
namespace {

class ForecastFile : public testing::ImportTest {};

TEST_F(ForecastFile, ThereAndBackToTheLastBit) {
    const std::vector<Forecast> written{{"plans_maintained", "", 0, 0, {1234, 1.0 / 3, not_recorded}},
                                        {"plans_by_age", "age_band=under_5", 0, 6, {not_recorded, 7, not_recorded}},
                                        {"pupils_on_roll", "", 100001, 6, {-0.1}}};
    const std::vector<Forecast> read = read_forecasts(file("358.csv", forecasts_csv(written)));
    ASSERT_EQ(read.size(), written.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        EXPECT_EQ(read[i].measure, written[i].measure);
        EXPECT_EQ(read[i].axes, written[i].axes);
        EXPECT_EQ(read[i].school, written[i].school);
        EXPECT_EQ(read[i].horizon, written[i].horizon);
        ASSERT_EQ(read[i].values.size(), written[i].values.size());
        for (std::size_t r = 0; r < read[i].values.size(); ++r)
            EXPECT_TRUE(read[i].values[r] == written[i].values[r] ||
                        (std::isnan(read[i].values[r]) && std::isnan(written[i].values[r])));
    }
}

TEST_F(ForecastFile, AnotherFileIsRefusedByItsLine) {
    const auto other = file("358.csv", "a,b\n1,2\n");
    EXPECT_NE(error_of([&] { read_forecasts(other); }).find("its first line is not"), std::string::npos);
    const auto cut = file("359.csv", forecasts_csv({}) + "plans_maintained,,0,1,12;1x\n");
    EXPECT_NE(error_of([&] { read_forecasts(cut); }).find("line 2"), std::string::npos);
    const auto missing = folder_ / "none.csv";
    EXPECT_NE(error_of([&] { read_forecasts(missing); }).find("none.csv"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::forecast_test
