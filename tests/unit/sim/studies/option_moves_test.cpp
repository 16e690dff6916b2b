// SPDX-License-Identifier: MIT
#include "sim/studies/option_moves.h"

#include <gtest/gtest.h>

#include "tests/support/compared_options.h"

namespace sendscape::option_moves_test {
namespace {

using testing::compared;
using testing::meadow;
using testing::oak_special;
using testing::small_map;

/// The reference beside itself, whose scenario and run a test changes.
Comparison beside_itself() {
    Comparison same;
    same.orders = Orders::as_reference;
    same.options = {compared().options[0], compared().options[0]};
    return same;
}

TEST(OptionMoves, BasesAreSpecialistPlacesAndAdmissionNumbersAreNot) {
    EXPECT_TRUE(builds_specialist_places(compared(), 1));
    Comparison same = beside_itself();
    EXPECT_FALSE(builds_specialist_places(same, 1));
    ProvisionChange change;
    change.kind = ProvisionChange::Kind::set_pan;
    change.on = Month(2027, 9);
    change.urn = small_map()->schools[meadow].urn;
    change.pan = 10;
    same.options[1].scenario.provision = {change};
    EXPECT_FALSE(builds_specialist_places(same, 1));
    // A school that closes says no setting of its own: a mainstream one brings no specialist places.
    change.kind = ProvisionChange::Kind::close_school;
    same.options[1].scenario.provision = {change};
    EXPECT_FALSE(builds_specialist_places(same, 1));
    change.urn = small_map()->schools[oak_special].urn;
    same.options[1].scenario.provision = {change};
    EXPECT_TRUE(builds_specialist_places(same, 1));
}

TEST(OptionMoves, TellsEachMeasureOnceTheLargestFirstAndAddsUp) {
    Comparison same = beside_itself();
    EXPECT_TRUE(what_it_moves(same, 1, 3).empty());
    for (Series& series : same.options[1].lived.run.series) {
        const double by = series.name == "wait_weeks" ? -2 : series.name == "waiting" ? 1 : 0;
        for (double& value : series.values) value += by;
    }
    const std::vector<std::string> told = what_it_moves(same, 1, 3);
    ASSERT_EQ(told.size(), 2u);
    const bool weeks_first = told[0].starts_with("wait weeks");
    const std::string& weeks = told[weeks_first ? 0 : 1];
    EXPECT_TRUE(weeks.starts_with("wait weeks")) << weeks;
    EXPECT_NE(weeks.find(" weeks in "), std::string::npos) << weeks;
    EXPECT_NE(weeks.find("(2.0 weeks less to 2.0 weeks less)"), std::string::npos) << weeks;
    EXPECT_TRUE(told[weeks_first ? 1 : 0].starts_with("waiting")) << told[1];
    EXPECT_EQ(what_it_moves(same, 1, 1).size(), 1u);
}

}  // namespace
}  // namespace sendscape::option_moves_test
