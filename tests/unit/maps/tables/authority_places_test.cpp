// SPDX-License-Identifier: MIT
#include "maps/tables/authority_places.h"

#include <gtest/gtest.h>

#include "maps/tables/english_authorities.h"

namespace sendscape::authority_places_test {
namespace {

TEST(AuthorityPlaces, EnglandsCornersAreInItAndTheSeasAreNot) {
    struct Point {
        const char* name;
        double east, north;
    };
    for (const Point& in : {Point{"St Mary's, Scilly", 91'000, 10'500},
                            {"Penzance", 147'000, 30'000},
                            {"Hastings", 581'000, 109'500},
                            {"Dover", 631'000, 141'500},
                            {"Margate", 635'000, 171'000},
                            {"Lowestoft", 655'000, 293'000},
                            {"Oswestry", 329'000, 329'500},
                            {"Hoylake", 321'500, 389'000},
                            {"Skegness", 556'500, 363'500},
                            {"Whitehaven", 297'500, 518'000},
                            {"Bridlington", 518'000, 467'000},
                            {"Whitby", 489'500, 511'000},
                            {"Berwick-upon-Tweed", 399'500, 653'000}})
        EXPECT_TRUE(may_be_in_england(in.east, in.north)) << in.name;
    for (const Point& out : {Point{"London swapped", 180'000, 530'000},
                             {"off Northumberland", 452'000, 640'000},
                             {"Canterbury swapped", 158'000, 615'000},
                             {"Aberdeen", 394'000, 806'000},
                             {"Belfast, about", 146'000, 529'000},
                             {"Truro swapped", 45'000, 182'000}})
        EXPECT_FALSE(may_be_in_england(out.east, out.north)) << out.name;
}

TEST(AuthorityPlaces, EveryAuthorityIsKnown) {
    // Places at the grid's origin are near none; one more of Trafford's the wrong way round makes all be counted.
    std::vector<PlaceInAuthority> places;
    for (const EnglishAuthority& authority : english_authorities()) places.push_back({authority.code, "a", 0, 0});
    EXPECT_EQ(why_swapped(places), "");
    places.insert(places.end(), places.size() + 1, {"358", "b", 391'000, 377'000});
    EXPECT_NE(why_swapped(places).find(": 154 of 307 places "), std::string::npos) << why_swapped(places);
}

TEST(AuthorityPlaces, MostPlacesOfATableDecide) {
    // Trafford's schools lie about 378, 392.
    const PlaceInAuthority right{"358", "URN 100001", 377'000, 391'000}, wrong{"358", "URN 100002", 391'000, 377'000};
    EXPECT_EQ(why_swapped({right, right, wrong}), "");
    EXPECT_EQ(why_swapped({right, wrong}), "");
    EXPECT_EQ(
        why_swapped({wrong, right, wrong}),
        "easting and northing seem to be exchanged: 2 of 3 places lie away from their authority's schools as they "
        "stand and among them the other way round (URN 100002 at 391000, 377000: Trafford's schools lie about "
        "378000, 392000); exchange the two columns' headings");
    EXPECT_EQ(why_swapped({{"383", "E01011229", 435'000, 430'000}}), "");  // Leeds tells neither
    EXPECT_EQ(why_swapped({{"no such", "a", 1, 2}}), "");
    EXPECT_EQ(why_swapped({}), "");
}

}  // namespace
}  // namespace sendscape::authority_places_test
