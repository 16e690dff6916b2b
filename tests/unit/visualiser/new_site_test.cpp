// SPDX-License-Identifier: MIT
#include "visualiser/new_site.h"

#include <gtest/gtest.h>

#include "tests/support/output_run.h"
#include "visualiser/film_from_run.h"

namespace sendscape::new_site_test {
namespace {

using testing::small_run;

TEST(NewSite, StandsInTheNearestZoneOfTheAreaAndAtTheNearestHost) {
    const auto film = film_from_run(small_run(1, 1));
    for (std::size_t z = 0; z < film->zones.size(); ++z) {
        const Zone& zone = film->zones[z];
        const auto found = site_zone(*film, {static_cast<float>(zone.x) + 90, static_cast<float>(zone.y) - 70});
        ASSERT_TRUE(found);
        EXPECT_TRUE(film->zones[*found].area.exists());
        if (zone.area.exists()) {
            EXPECT_EQ(*found, z);
        }
    }
    const School& meadow = film->schools[testing::meadow];
    EXPECT_EQ(site_host(*film, 0, {static_cast<float>(meadow.x), static_cast<float>(meadow.y)}), testing::meadow);
    // A special school is no host, nor is a neighbour's.
    for (const auto row : {testing::oak_special, testing::wold_faith}) {
        const School& other = film->schools[row];
        const auto host = site_host(*film, 0, {static_cast<float>(other.x), static_cast<float>(other.y)});
        ASSERT_TRUE(host);
        EXPECT_NE(*host, row);
    }
    EXPECT_FALSE(site_zone(Film(), {0, 0}));
}

TEST(NewSite, OpensInSeptemberUnlessToldOtherwise) {
    EXPECT_EQ(coming_september(Month(2028, 9)), Month(2028, 9));
    EXPECT_EQ(coming_september(Month(2028, 10)), Month(2029, 9));
    EXPECT_EQ(coming_september(Month(2028, 1)), Month(2028, 9));
    const auto film = film_from_run(small_run(1, 1));
    const ProvisionChange school = new_special_school(*film, 3, Month(2026, 12), 890'001);
    EXPECT_EQ(school.on, Month(2027, 9));
    EXPECT_EQ(school.near, film->zones[3].code);
    EXPECT_EQ(site_words(school, *film), "Special school, 60 places, East");
    const ProvisionChange base = new_base(film->schools[testing::kings], Month(2027, 9));
    EXPECT_EQ(base.phase, Phase::secondary);
    EXPECT_EQ(site_words(base, *film), "Base, 20 places, King's");
    EXPECT_FALSE(has_phases(base, *film));
    EXPECT_TRUE(has_phases(school, *film));
}

TEST(NewSite, IsChangedStepByStepWithinBounds) {
    const auto film = film_from_run(small_run(1, 1));
    const Month first(2027, 3);
    ProvisionChange school = new_special_school(*film, 3, first, 890'001);
    const auto field = [](std::string_view words) -> const SiteField& {
        for (const SiteField& one : site_fields())
            if (one.words == words) return one;
        throw std::invalid_argument("no field");
    };
    for (int i = 0; i < 100; ++i) field("Places").step(school, -1, first);
    EXPECT_EQ(school.places, 5);
    EXPECT_EQ(field("Places").value(school), "5");
    for (int i = 0; i < 100; ++i) field("Opens").step(school, -1, first);
    EXPECT_EQ(school.on, first);
    field("Opens").step(school, 1, first);
    EXPECT_EQ(field("Opens").value(school), "April 2027");
    EXPECT_TRUE(school.all_through);
    field("For").step(school, 1, first);
    EXPECT_FALSE(school.all_through);
    EXPECT_EQ(school.phase, Phase::primary);
    field("For").step(school, 1, first);
    EXPECT_EQ(school.phase, Phase::secondary);
    field("For").step(school, 1, first);
    EXPECT_TRUE(school.all_through);
    EXPECT_EQ(field("Fills").value(school), "over 3 years");
    field("Fills").step(school, 1, first);
    EXPECT_EQ(school.ramp_months, 1);
    EXPECT_EQ(field("Fills").value(school), "at once");
    field("Fills").step(school, 1, first);
    EXPECT_EQ(school.ramp_months, 13);
    EXPECT_EQ(field("Fills").value(school), "over a year");
    field("Fills").step(school, -1, first);
    EXPECT_EQ(school.ramp_months, 1);
    // Needs: each alone, and never none.
    for (std::size_t i = 0; i < need_group_count; ++i) school = with_need(school, static_cast<NeedGroup>(i), false);
    EXPECT_NE(school.needs, 0);
    school.needs = 0;  // any
    EXPECT_TRUE(is_for(school, NeedGroup::learning));
    school = with_need(school, NeedGroup::learning, false);
    EXPECT_FALSE(is_for(school, NeedGroup::learning));
    EXPECT_TRUE(is_for(school, NeedGroup::autism));
}

}  // namespace
}  // namespace sendscape::new_site_test
