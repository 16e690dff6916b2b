// SPDX-License-Identifier: MIT
#include "sim/scenario/provision_text.h"

#include <gtest/gtest.h>

#include "tests/support/small_map.h"

namespace sendscape::provision_text_test {
namespace {

TEST(ProvisionText, SaysWhatChangesWhereAndByHowMuch) {
    using Kind = ProvisionChange::Kind;
    const auto map = testing::small_map();
    ProvisionChange change;
    change.places = 16;
    change.pan = 45;
    const auto text = [&](Kind kind, testing::SmallSchool at, Setting setting = Setting::state_special) {
        change.kind = kind;
        change.setting = setting;
        return provision_text(change, map->schools[at], *map);
    };
    EXPECT_EQ(text(Kind::grow, testing::oak_special), "Oak grows by 16 places");
    EXPECT_EQ(text(Kind::grow, testing::st_anne, Setting::resourced_provision),
              "The base at St Anne's grows by 16 places");
    change.name = "Ash";
    EXPECT_EQ(text(Kind::open_school, testing::wold_faith), "Ash, a new school, opens with 16 places");
    EXPECT_EQ(text(Kind::open_school, testing::elm_special), "Ash, a new school, opens with 16 places, all at once");
    change.yearly_parts = true;
    EXPECT_EQ(text(Kind::open_school, testing::elm_special),
              "Ash, a new school, opens with 16 places, in three yearly parts");
    change.yearly_parts = false;
    change.ramp_months = 37;
    EXPECT_EQ(text(Kind::open_school, testing::elm_special),
              "Ash, a new school, opens with 16 places, evenly over 37 months");
    EXPECT_EQ(text(Kind::close_school, testing::oak_special), "Oak closes");
    EXPECT_EQ(text(Kind::close_base, testing::st_anne, Setting::resourced_provision), "The base at St Anne's closes");
    EXPECT_EQ(text(Kind::set_pan, testing::meadow), "Meadow admits 45 a year");
    EXPECT_EQ(text(Kind::open_base, testing::wold_faith), "A base of 16 places opens at Wold Faith");  // in no area
}

}  // namespace
}  // namespace sendscape::provision_text_test
