// SPDX-License-Identifier: MIT
#include "maps/roads/street_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace sendscape::street_rules_test {
namespace {

StreetTags tags_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
    StreetTags tags;
    for (const auto& [key, value] : pairs) tags.set(key, value);
    return tags;
}

/// "car, foot", "car", "foot" or "nobody" for a kind of road with tags.
std::string who(const std::string& highway, const std::vector<std::pair<std::string, std::string>>& pairs) {
    const RoadUse use = use_of_street(use_of_highway(highway).value(), tags_of(pairs));
    if (use.drivable) return use.walkable ? "car, foot" : "car";
    return use.walkable ? "foot" : "nobody";
}

TEST(StreetRules, TheMoreSpecificKeyOfAccessWins) {
    EXPECT_EQ(who("residential", {}), "car, foot");
    EXPECT_EQ(who("residential", {{"access", "private"}}), "nobody");
    EXPECT_EQ(who("residential", {{"access", "no"}, {"foot", "yes"}}), "foot");
    EXPECT_EQ(who("residential", {{"access", "no"}, {"motor_vehicle", "permissive"}}), "car");
    EXPECT_EQ(who("service", {{"access", "private"}, {"vehicle", "destination"}, {"foot", "designated"}}), "car, foot");
    EXPECT_EQ(who("residential", {{"vehicle", "no"}}), "foot");
    EXPECT_EQ(who("residential", {{"vehicle", "no"}, {"motor_vehicle", "yes"}}), "car, foot");
    EXPECT_EQ(who("residential", {{"motor_vehicle", "yes"}, {"motorcar", "no"}}), "foot");
    EXPECT_EQ(who("residential", {{"motor_vehicle", "no"}, {"motorcar", "yes"}}), "car, foot");
    EXPECT_EQ(who("primary", {{"foot", "no"}}), "car");
    EXPECT_EQ(who("primary", {{"foot", "use_sidepath"}}), "car");
    EXPECT_EQ(who("trunk", {{"motorroad", "yes"}}), "car");
}

TEST(StreetRules, ASchoolRunIsADestinationAndNoDelivery) {
    for (const char* open : {"yes", "permissive", "designated", "destination", "customers"})
        EXPECT_EQ(who("service", {{"access", open}}), "car, foot") << open;
    for (const char* closed : {"no", "private", "delivery", "agricultural", "forestry", "emergency", "permit"})
        EXPECT_EQ(who("service", {{"motor_vehicle", closed}}), "foot") << closed;
    EXPECT_EQ(who("service", {{"access", "unknown"}}), "car, foot") << "a word that says nothing";
    EXPECT_EQ(who("service", {{"motor_vehicle", "private;delivery"}}), "foot");
}

TEST(StreetRules, KindsOpenOnlyToWhomTheyCanCarry) {
    EXPECT_EQ(who("footway", {{"access", "yes"}}), "foot");
    EXPECT_EQ(who("footway", {{"motor_vehicle", "yes"}}), "foot") << "no car fits a footway";
    EXPECT_EQ(who("pedestrian", {}), "foot");
    EXPECT_EQ(who("pedestrian", {{"motor_vehicle", "destination"}}), "car, foot");
    EXPECT_EQ(who("track", {{"motor_vehicle", "yes"}}), "car, foot");
    EXPECT_EQ(who("busway", {{"foot", "yes"}}), "foot");
    EXPECT_EQ(who("motorway", {{"foot", "no"}}), "car");
    EXPECT_EQ(who("service", {{"area", "yes"}}), "foot") << "the edge of a car park is no street";
    EXPECT_FALSE(use_of_highway("construction"));
    EXPECT_TRUE(is_no_street("proposed"));
    EXPECT_FALSE(is_no_street("residential"));
}

TEST(StreetRules, OneWayInWords) {
    for (const char* along : {"yes", "True", "true", "1", "1.0", "[True, False]", "['yes', 'no']", " YES "})
        EXPECT_EQ(one_way_of(along), 1) << along;
    for (const char* against : {"-1", "reverse", "[False, '-1']", "['reverse']", "-1.0"})
        EXPECT_EQ(one_way_of(against), -1) << against;
    for (const char* both : {"no", "False", "0", "[False]", "reversible", "alternating"})
        EXPECT_EQ(one_way_of(both), 0) << both;
    for (const char* nothing : {"", "None", "nan", "[]", "perhaps", "[None, nan]"})
        EXPECT_FALSE(one_way_of(nothing)) << nothing;
}

TEST(StreetRules, CarsKeyOfDirectionBeforeTheCommonOneAndBothBeforeWhatIsImplied) {
    EXPECT_EQ(direction_of(tags_of({{"highway", "motorway"}})), 1);
    EXPECT_EQ(direction_of(tags_of({{"highway", "motorway"}, {"oneway", "no"}})), 0);
    EXPECT_EQ(direction_of(tags_of({{"highway", "tertiary"}, {"junction", "roundabout"}})), 1);
    EXPECT_EQ(direction_of(tags_of({{"highway", "tertiary"}, {"junction", "roundabout"}, {"oneway", "-1"}})), -1);
    EXPECT_EQ(direction_of(tags_of({{"oneway", "yes"}, {"oneway:motor_vehicle", "no"}})), 0);
    EXPECT_EQ(direction_of(tags_of({{"oneway", "yes"}, {"oneway:foot", "no"}})), 1);
    EXPECT_FALSE(direction_of(tags_of({{"highway", "residential"}})));
}

TEST(StreetRules, ListsAsToolsWriteThem) {
    using Items = std::vector<std::string>;
    EXPECT_EQ(list_items("['primary', 'tertiary']"), (Items{"primary", "tertiary"}));
    EXPECT_EQ(list_items("[\"primary\",\"tertiary\"]"), (Items{"primary", "tertiary"}));
    EXPECT_EQ(list_items("primary;tertiary"), (Items{"primary", "tertiary"}));
    EXPECT_EQ(list_items("{residential}"), Items{"residential"});
    EXPECT_EQ(list_items("Residential"), Items{"residential"});
    EXPECT_EQ(list_items("['20 mph', None, '30 mph']"), (Items{"20 mph", "30 mph"}));
    EXPECT_EQ(list_items("["), Items{"["});
    EXPECT_TRUE(list_items("[]").empty());
    EXPECT_TRUE(list_items("").empty());
}

TEST(StreetRules, SpeedLimits) {
    constexpr double mile = 1.609344;
    EXPECT_DOUBLE_EQ(speed_limit("30 mph"), 30 * mile);
    EXPECT_DOUBLE_EQ(speed_limit("30mph"), 30 * mile);
    EXPECT_DOUBLE_EQ(speed_limit("50"), 50);
    EXPECT_DOUBLE_EQ(speed_limit("48 km/h"), 48);
    EXPECT_DOUBLE_EQ(speed_limit("48.0"), 48);
    EXPECT_DOUBLE_EQ(speed_limit("['20 mph', '30 mph']"), 20 * mile);
    EXPECT_DOUBLE_EQ(speed_limit("signals;40 mph"), 40 * mile);
    EXPECT_DOUBLE_EQ(speed_limit("GB:nsl_single"), 60 * mile);
    for (const char* none : {"", "none", "walk", "nan", "inf", "-30 mph", "9999", "0"})
        EXPECT_EQ(speed_limit(none), 0) << none;
}

}  // namespace
}  // namespace sendscape::street_rules_test
