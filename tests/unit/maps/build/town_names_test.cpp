// SPDX-License-Identifier: MIT
#include "maps/build/town_names.h"

#include <gtest/gtest.h>

namespace sendscape::town_names_test {
namespace {

/// Trafford with areas north, south, east and west, and schools of a roll at addresses in them.
struct Town {
    Map map;
    std::vector<SchoolAddress> addresses;

    Town() {
        map.authorities.push_back({"358", "E08000009", "Trafford", true, {}});
        for (const char* point : {"north", "south", "east", "west"}) {
            Area area;
            area.name = std::string("Trafford ") + point;
            area.authority = AuthorityId(0);
            map.areas.push_back(area);
        }
    }
    void school(std::size_t area, int roll, const std::string& town, const std::string& locality = "") {
        School school;
        school.authority = AuthorityId(0);
        school.area = AreaId(area);
        school.roll = roll;
        map.schools.push_back(school);
        addresses.push_back({town, locality});
    }
    std::vector<std::string> named(std::vector<bool> renames = {true, true, true, true}) {
        name_areas_by_town(map, addresses, renames);
        std::vector<std::string> names;
        for (const Area& area : map.areas) names.push_back(area.name);
        return names;
    }
};

TEST(TownNames, TheSettlementOfMostPupilsNamesAnArea) {
    Town town;
    town.school(0, 300, "Manchester", "Stretford");  // Manchester is another authority
    town.school(0, 200, "MANCHESTER", "STRETFORD");
    town.school(0, 400, "Manchester", "Old Trafford");  // more pupils, but one school
    town.school(1, 300, "Altrincham", "Hale");
    town.school(1, 300, "Altrincham");
    town.school(2, 300, "Sale");
    town.school(2, 300, "Sale");
    town.school(3, 300, "Sale");
    town.school(3, 300, "Sale");
    EXPECT_EQ(town.named(), (std::vector<std::string>{"Stretford", "Altrincham", "Sale, east", "Sale, west"}));
}

TEST(TownNames, WhereNoSettlementStandsOutTheNameStays) {
    Town town;
    for (const char* locality : {"", "Off Temple Road", "255 Harrow Road", "Acomb"})
        town.school(0, 200, "York", locality);  // one town for all: the locality tells
    town.school(1, 900, "York", "Huntington");
    town.school(2, 100, "York", "Fulford");
    town.school(2, 100, "York", "Fulford");
    town.school(2, 900, "York", "");
    EXPECT_EQ(town.named(),
              (std::vector<std::string>{"Trafford north", "Trafford south", "Trafford east", "Trafford west"}));
    town.school(0, 300, "York", "Acomb");
    EXPECT_EQ(town.named({false, true, true, true})[0], "Trafford north") << "an officer's own name";
    EXPECT_EQ(town.named()[0], "Acomb");
}

}  // namespace
}  // namespace sendscape::town_names_test
