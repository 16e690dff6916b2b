// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/kept_measures.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/studies/paired.h"
#include "tests/support/output_run.h"

namespace sendscape::kept_measures_test {
namespace {

constexpr int years = 2;

/// The cells of one moment as `compare` tells them: a stock then, a flow over twelve months.
std::vector<double> told(const Run& run, const Series& series, Month month) {
    std::vector<double> values(series.cells(), std::nan(""));
    const auto at = run.time(series, month);
    if (!at || (series.flow && month - run.start < months_a_year)) return values;
    const std::size_t months = series.flow && series.monthly ? months_a_year : 1;
    for (std::size_t back = 0; back < months; ++back) {
        const auto now = series.at(0, *at - back);
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = back == 0 ? now[i] : values[i] + now[i];
    }
    return values;
}

std::vector<double> lived(const KeptMeasures& kept, const Scenario& given) {
    const Parallel parallel(1);
    const auto scenario = std::make_shared<const Scenario>(given);
    const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), scenario->provision, parallel));
    Simulation simulation(map, scenario, 0, parallel);
    KeptValues values(kept);
    values.observe(simulation.world());
    while (!simulation.finished()) {
        simulation.step(parallel);
        values.observe(simulation.world());
    }
    return values.values();
}

// Every measure of the table, kept by all its axes, equals what a run records of it, bit for bit.
TEST(KeptMeasures, AreWhatARunRecords) {
    std::vector<MeasureToKeep> keep;
    for (const MeasureRow& row : measure_table())
        keep.push_back({&row, {row.axes.begin(), row.axes.begin() + static_cast<std::ptrdiff_t>(row.axis_count)}});
    const Scenario scenario = testing::small_scenario(years, 1);
    const sendscape::Run run = testing::run_of(*testing::small_map(), scenario, EventsKept::none);
    const KeptMeasures kept(keep, *testing::small_map(), run.start, years);
    const std::vector<double> values = lived(kept, scenario);
    ASSERT_EQ(values.size(), kept.size());
    for (const KeptMeasure& measure : kept.measures) {
        const Series& series = run.get(measure.shape.name);
        // Sites the authority may build on come behind the map's own schools, which are kept.
        const bool school = !series.axes.empty() && series.axes[0] == Axis::school;
        std::size_t at = measure.first;
        for (const Month month : measure.months) {
            const std::vector<double> recorded = told(run, series, month);
            ASSERT_TRUE(school ? recorded.size() >= measure.shape.cells() : recorded.size() == measure.shape.cells());
            for (std::size_t cell = 0; cell < measure.shape.cells(); ++cell, ++at)
                EXPECT_TRUE(values[at] == recorded[cell] || (std::isnan(values[at]) && std::isnan(recorded[cell])))
                    << measure.shape.name << ' ' << to_text(month) << ": " << values[at] << " for " << recorded[cell];
        }
    }
}

TEST(KeptMeasures, AxesNotKeptAreSummedOver) {
    const MeasureRow* row = find_measure("specialist_shortfall");
    const Scenario scenario = testing::small_scenario(years, 1);
    const KeptMeasures all({{row, {Axis::area, Axis::phase, Axis::need, Axis::kind}}}, *testing::small_map(),
                           Month(2026, 1), years);
    const KeptMeasures by_need({{row, {Axis::need}}}, *testing::small_map(), Month(2026, 1), years);
    const KeptMeasures none({{row, {}}}, *testing::small_map(), Month(2026, 1), years);
    EXPECT_EQ(none.size(), 5u) << "three Januaries and two Septembers";
    EXPECT_EQ(by_need.size(), 5 * need_count);
    const std::vector<double> every = lived(all, scenario), needs = lived(by_need, scenario),
                              sums = lived(none, scenario);
    const std::size_t cells = all.size() / 5;
    double largest = 0;
    for (std::size_t month = 0; month < 5; ++month) {
        double sum = 0, of_needs = 0;
        for (std::size_t i = 0; i < cells; ++i) sum += every[month * cells + i];
        for (std::size_t i = 0; i < need_count; ++i) of_needs += needs[month * need_count + i];
        EXPECT_EQ(sums[month], sum);
        EXPECT_EQ(of_needs, sum);
        largest = std::max(largest, sum);
    }
    EXPECT_GT(largest, 0) << "nobody is short: the test says nothing";
}

}  // namespace
}  // namespace sendscape::kept_measures_test
