// SPDX-License-Identifier: MIT
#include "agents/families/residence.h"

#include <gtest/gtest.h>

#include "tests/support/small_map.h"

namespace sendscape::residence_test {
namespace {

TEST(Residence, AChildsAuthorityIsThatOfItsFamilysHomeNotOfItsSchool) {
    const auto map = testing::small_map();
    Families families;
    Pupils pupils;
    const FamilyId family = families.append();
    const PupilId p = pupils.append();
    pupils.family[p] = family;
    for (std::size_t z = 0; z < map->zones.size(); ++z) {
        families.zone[family] = ZoneId(z);
        EXPECT_EQ(authority_of(pupils, families, *map, p), map->zones[z].authority);
        EXPECT_EQ(authority_of(families, *map, family), map->zones[z].authority);
    }
}

}  // namespace
}  // namespace sendscape::residence_test
