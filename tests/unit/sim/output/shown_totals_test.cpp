// SPDX-License-Identifier: MIT
#include "sim/output/shown_totals.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/output/wording.h"

namespace sendscape::shown_totals_test {
namespace {

TEST(ShownTotals, AddUpAsTheyAreWritten) {
    // 10.4 and 10.6 differ by 0.2: rounded each by itself they would be 10 and 11 beside a difference of none.
    const ShownTotals near = shown_totals(10.4, 0.2);
    EXPECT_EQ(whole(near.reference), "10");
    EXPECT_EQ(whole(near.value), "10");
    EXPECT_EQ(whole(near.difference), "0");
    for (double reference = -3; reference < 400; reference += 0.37)
        for (const double difference : {-78.6, -2.5, -0.5, -0.2, 0.0, 0.49, 0.5, 7.3, 68.5}) {
            const ShownTotals shown = shown_totals(reference, difference);
            EXPECT_EQ(std::stod(decimal(shown.reference, 0)) + std::stod(decimal(shown.difference, 0)),
                      std::stod(decimal(shown.value, 0)))
                << reference << " and " << difference;
            EXPECT_EQ(shown.difference, std::round(difference)) << "the difference is the same wherever it stands";
            EXPECT_LE(std::abs(shown.value - (reference + difference)), 1.0);
        }
}

TEST(ShownTotals, TakesOtherStepsAndWhatIsMissing) {
    const ShownTotals weeks = shown_totals(12.34, -1.06, 0.1);
    EXPECT_EQ(decimal(weeks.reference, 1), "12.3");
    EXPECT_EQ(decimal(weeks.difference, 1), "-1.1");
    EXPECT_EQ(decimal(weeks.value, 1), "11.2");
    const ShownTotals plain = shown_totals(1.25, 0.125, 0);
    EXPECT_EQ(plain.value, 1.375);
    EXPECT_TRUE(std::isnan(shown_totals(std::nan(""), 1).value));
    EXPECT_TRUE(std::isnan(shown_totals(1, std::nan("")).difference));
}

}  // namespace
}  // namespace sendscape::shown_totals_test
