// SPDX-License-Identifier: MIT
#include "agents/families/homes_by_zone.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace sendscape::homes_by_zone_test {
namespace {

/// A hundred authorities of three zones each, with 1, 2 and 3 homes; authorities take turns along the zones, and one
/// zone more is of none.
struct Country {
    static constexpr std::uint32_t authorities = 100;
    Map map;
    Families families;

    Country() {
        map.authorities.resize(authorities);
        for (std::uint32_t z = 0; z <= 3 * authorities; ++z) {
            Zone zone;
            if (z < 3 * authorities) zone.authority = AuthorityId(z % authorities);
            map.zones.push_back(zone);
            for (std::uint32_t home = 0; home < z / authorities + 1; ++home)
                families.zone[families.append()] = ZoneId(z);
        }
    }
};

/// How often zones come up over luck spread evenly.
template <class Draw>
std::map<std::uint32_t, double> shares(const Draw& draw) {
    std::map<std::uint32_t, double> share;
    constexpr std::uint32_t draws = 1 << 16;
    for (std::uint32_t i = 0; i < draws; ++i) share[draw(i << 16).value] += 1.0 / draws;
    return share;
}

TEST(HomesByZone, HomesWithinAnAuthorityAreItsOwnHoweverManyOthersThereAre) {
    const Country country;
    for (const int threads : {1, 2}) {
        const HomesByZone homes(country.map, country.families, Parallel(threads));
        const auto share = shares([&](std::uint32_t word) { return homes.within(AuthorityId(7), ZoneId(107), word); });
        // Zone 107 has two of its six homes: of the others one is in zone 7 and three in zone 207.
        ASSERT_EQ(share.size(), 2U);
        EXPECT_NEAR(share.at(7), 0.25, 1e-3);
        EXPECT_NEAR(share.at(207), 0.75, 1e-3);
    }
}

TEST(HomesByZone, AHomeOfAnotherAuthorityIsAnyOfTheOthers) {
    const Country country;
    const HomesByZone homes(country.map, country.families, Parallel());
    const auto share = shares([&](std::uint32_t word) { return homes.elsewhere(AuthorityId(7), ZoneId(107), word); });
    const double others = 6 * (Country::authorities - 1) + 4;  // the zone of no authority has four
    EXPECT_EQ(share.size(), 3U * (Country::authorities - 1) + 1);
    for (const std::uint32_t own : {7U, 107U, 207U}) EXPECT_EQ(share.count(own), 0U);
    EXPECT_NEAR(share.at(0), 1 / others, 1e-4);
    EXPECT_NEAR(share.at(299), 3 / others, 1e-4);
    EXPECT_NEAR(share.at(300), 4 / others, 1e-4);
}

TEST(HomesByZone, WhereThereIsNoOtherHomeItIsTheirOwn) {
    Map map;
    map.authorities.resize(2);
    map.zones.resize(2);
    map.zones[0].authority = AuthorityId(0);
    map.zones[1].authority = AuthorityId(1);
    Families families;
    families.zone[families.append()] = ZoneId(0);
    const HomesByZone homes(map, families, Parallel());
    EXPECT_EQ(homes.within(AuthorityId(0), ZoneId(0), 0xFFFFFFFFU), ZoneId(0));
    EXPECT_EQ(homes.within(AuthorityId(), ZoneId(1), 5), ZoneId(1)) << "of no authority";
    EXPECT_EQ(homes.elsewhere(AuthorityId(0), ZoneId(0), 5), ZoneId(0)) << "nobody lives elsewhere";
    EXPECT_EQ(homes.elsewhere(AuthorityId(1), ZoneId(1), 0xFFFFFFFFU), ZoneId(0));
}

}  // namespace
}  // namespace sendscape::homes_by_zone_test
