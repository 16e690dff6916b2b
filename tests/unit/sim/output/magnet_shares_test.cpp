// SPDX-License-Identifier: MIT
#include "sim/output/magnet_shares.h"

#include <gtest/gtest.h>

#include <memory>

namespace sendscape::magnet_shares_test {
namespace {

constexpr double shut = not_recorded;

/// A run of one school in one January, its class replicate by replicate.
Run run_of(const std::vector<double>& classes) {
    Run run;
    run.start = Month(2026, 1);
    run.month_count = 1;
    run.replicates = static_cast<std::uint32_t>(classes.size());
    auto map = std::make_shared<Map>();
    map->schools.resize(1);
    run.map = map;
    Series series;
    series.name = "magnet_class";
    series.axes = {Axis::school};
    series.extents = {1};
    series.replicates = run.replicates;
    series.times = 1;
    series.values = classes;
    run.series.push_back(series);
    return run;
}

MagnetClass told(const std::vector<double>& classes) {
    return magnet_shares(run_of(classes), Month(2026, 1), 0).told();
}

TEST(MagnetShares, ASchoolIsToldAsWhatItIsInHalfOfItsRunsOrMore) {
    EXPECT_EQ(told({1, 1, 0, 0}), MagnetClass::magnet);
    EXPECT_EQ(told({1, 0, 0, 0}), MagnetClass::expected);
    EXPECT_EQ(told({-1, -1, -1, 0}), MagnetClass::deflector);
    // The mean of these is 0.2: a share is not a mean.
    EXPECT_EQ(told({1, 1, 1, -1, -1}), MagnetClass::magnet);
    EXPECT_EQ(told({1, -1}), MagnetClass::expected) << "both in half of them";
}

TEST(MagnetShares, CountRunsThatHaveTheSchoolOpen) {
    const MagnetShares shares = magnet_shares(run_of({1, shut, shut, 0}), Month(2026, 1), 0);
    EXPECT_DOUBLE_EQ(shares.magnet, 0.5);
    EXPECT_DOUBLE_EQ(shares.deflector, 0);
    EXPECT_EQ(told({shut, shut}), MagnetClass::expected);
}

TEST(MagnetShares, OfARunThatRecordsNoneThereAreNone) {
    sendscape::Run run = run_of({1});
    run.series.clear();
    EXPECT_EQ(magnet_shares(run, Month(2026, 1), 0).told(), MagnetClass::expected);
}

}  // namespace
}  // namespace sendscape::magnet_shares_test
