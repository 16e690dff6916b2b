// SPDX-License-Identifier: MIT
#include "sim/commands/lasting_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/core/need.h"
#include "tests/support/output_run.h"

namespace sendscape::lasting_table_test {
namespace {

/// The numbers of the row that ends with these words; empty if there is none.
std::vector<double> numbers_of(const std::string& table, const std::string& words) {
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        if (!line.ends_with("  " + words)) continue;
        std::istringstream split(line);
        std::vector<double> numbers;
        for (double number = 0; split >> number;) numbers.push_back(number);
        return numbers;
    }
    return {};
}

TEST(LastingTable, HasEachJanuarysShareAndTheLargestChange) {
    const sendscape::Run run = testing::small_run(4, 1);
    const std::string table = lasting_table(run);
    const auto share = [&](std::string_view measure, int year, const Slice& slice) {
        const Month january = run.start + 12 * year;
        return 100 * run.range(measure, january, slice).mean / run.range("plans_maintained", january).mean;
    };
    const auto asd = static_cast<std::size_t>(Need::asd);
    const std::vector<double> row = numbers_of(table, "need: " + std::string(need_labels[asd].words));
    ASSERT_EQ(row.size(), 7u) << table;  // five Januaries, last over first, change in three years
    for (int year = 0; year < 5; ++year)
        EXPECT_NEAR(row[static_cast<std::size_t>(year)], share("plans_by_need", year, {{Axis::need, asd}}), 0.051);
    EXPECT_NEAR(row[5], row[4] / row[0], 0.02);
    const double first = row[3] / row[0], second = row[4] / row[1];
    const auto size = [](double factor) { return std::max(factor, 1 / factor); };
    EXPECT_NEAR(row[6], size(first) > size(second) ? first : second, 0.02);
}

TEST(LastingTable, TheBordersSettingsAddUp) {
    const sendscape::Run run = testing::small_run(4, 1);
    for (const std::size_t way : {0u, 1u}) {
        double sum = 0;
        for (std::size_t s = 0; s < setting_count; ++s)
            sum += run.range("cross_border_plans_by_setting", run.start, {{Axis::setting, s}, {Axis::kind, way}}).mean;
        EXPECT_EQ(sum, run.range("cross_border_plans", run.start, {{Axis::kind, way}}).mean);
    }
    const std::string table = lasting_table(run);
    const std::vector<double> imports = numbers_of(table, "imports");
    ASSERT_EQ(imports.size(), 7u) << table;
    EXPECT_NEAR(imports[0],
                100 * run.range("cross_border_plans", run.start, {{Axis::kind, std::size_t{0}}}).mean /
                    run.range("plans_maintained", run.start).mean,
                0.051);
}

TEST(LastingTable, NoneBeforeThreeYearsAreOver) { EXPECT_EQ(lasting_table(testing::small_run(2, 1)), ""); }

}  // namespace
}  // namespace sendscape::lasting_table_test
