// SPDX-License-Identifier: MIT
#include "sim/scenario/capital.h"

#include <gtest/gtest.h>

namespace sendscape::capital_test {
namespace {

using Kind = ProvisionChange::Kind;

ProvisionChange opening(Kind kind, int places, Setting setting) {
    ProvisionChange o;
    o.kind = kind;
    o.on = Month(2028, 9);
    o.places = places;
    o.setting = setting;
    return o;
}

std::size_t row(BuildKind kind) { return static_cast<std::size_t>(kind); }

TEST(CapitalOf, IsPlacesTimesTheCostParameter) {
    AuthorityParameters p;
    const ProvisionChange base = opening(Kind::open_base, 60, Setting::resourced_provision);
    const ProvisionChange school = opening(Kind::open_school, 150, Setting::state_special);
    const ProvisionChange growth = opening(Kind::grow, 10, Setting::state_special);
    EXPECT_DOUBLE_EQ(*capital_of(base, Setting::mainstream, p), 60 * 35'000.0);
    EXPECT_DOUBLE_EQ(*capital_of(school, Setting::state_special, p), 150 * 90'000.0);
    EXPECT_DOUBLE_EQ(*capital_of(growth, Setting::state_special, p), 10 * 62'000.0);
    p.cost_base_place = 50'000;
    EXPECT_DOUBLE_EQ(*capital_of(base, Setting::mainstream, p), 60 * 50'000.0);
    EXPECT_EQ(capital_kind(base, Setting::mainstream), row(BuildKind::base));
    EXPECT_EQ(capital_kind(school, Setting::state_special), row(BuildKind::new_special));
    EXPECT_EQ(capital_kind(growth, Setting::state_special), row(BuildKind::expansion));
}

TEST(CapitalOf, TheOfficersOwnCostCountsWhateverIsBuilt) {
    const AuthorityParameters p;
    ProvisionChange school = opening(Kind::open_school, 150, Setting::state_special);
    school.cost = 11e6;
    EXPECT_DOUBLE_EQ(*capital_of(school, Setting::state_special, p), 11e6);
    school.cost = 0;  // a free school that the department pays for
    EXPECT_DOUBLE_EQ(*capital_of(school, Setting::state_special, p), 0);
    ProvisionChange primary = opening(Kind::open_school, 210, Setting::mainstream);
    EXPECT_FALSE(capital_of(primary, Setting::mainstream, p));
    EXPECT_EQ(capital_kind(primary, Setting::mainstream), other_capital);
    primary.cost = 9e6;
    EXPECT_DOUBLE_EQ(*capital_of(primary, Setting::mainstream, p), 9e6);
    EXPECT_FALSE(capital_of(opening(Kind::grow, 30, Setting::state_special), Setting::mainstream, p))
        << "more classes of a mainstream school are no special places";
    EXPECT_FALSE(capital_of(opening(Kind::close_school, 0, Setting::state_special), Setting::state_special, p));
}

}  // namespace
}  // namespace sendscape::capital_test
