// SPDX-License-Identifier: MIT
#include "maps/county/synthetic_county.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <string>

#include "maps/county/schools.h"
#include "maps/road_network.h"
#include "sim/core/error.h"
#include "tests/support/data.h"

namespace sendscape::synthetic_county_test {
namespace {

const std::string wendshire = std::string(SENDSCAPE_SOURCE_DIR) + "/configs/counties/wendshire.toml";

const Map& county() {
    static const Map map = make_synthetic_county(wendshire, 1, Parallel(2));
    return map;
}

struct Sums {
    int schools = 0, roll = 0, plans = 0, support = 0, capacity = 0, pan = 0, places = 0;
};
template <class Keep>
Sums sum_of(Keep&& keep) {
    Sums sums;
    for (const School& school : county().schools) {
        if (!school.in_area || !keep(school)) continue;
        ++sums.schools;
        sums.roll += school.roll;
        sums.plans += school.plans;
        sums.support += school.sen_support;
        sums.capacity += school.capacity;
        sums.pan += school.pan;
        sums.places += school.commissioned_places;
    }
    return sums;
}
bool primary(const School& s) { return s.setting == Setting::mainstream && s.phase == SchoolPhase::primary; }
bool secondary(const School& s) { return s.setting == Setting::mainstream && s.phase == SchoolPhase::secondary; }

TEST(SyntheticCounty, HasTheSizeOfTheMeanAuthority) {
    const Sums all = sum_of([](const School&) { return true; });
    EXPECT_NEAR(all.roll, 60'000, 900);
    EXPECT_EQ(sum_of(primary).schools, 110);
    EXPECT_EQ(sum_of(secondary).schools, 22);
    EXPECT_EQ(sum_of([](const School& s) { return s.setting == Setting::state_special; }).schools, 7);
    EXPECT_EQ(sum_of([](const School& s) { return s.setting == Setting::alternative_provision; }).schools, 2);
    const Sums independent = sum_of([](const School& s) { return s.setting == Setting::independent_mainstream; });
    EXPECT_NEAR(static_cast<double>(independent.roll) / all.roll, 0.062, 0.01);
}

TEST(SyntheticCounty, HoldsThePlansOfAnAuthorityOfItsSize) {
    EXPECT_NEAR(sum_of(primary).plans + sum_of(secondary).plans, 2110, 10);
    const Sums special = sum_of([](const School& s) { return s.setting == Setting::state_special; });
    EXPECT_GE(special.roll, 1090);
    EXPECT_LE(special.roll, 1140);
    EXPECT_GE(special.places, 1015);
    EXPECT_LE(special.places, 1100);
    const int full = sum_of([](const School& s) {
                         return s.setting == Setting::state_special && s.roll >= s.commissioned_places;
                     }).schools;
    EXPECT_GE(full, 4);
    EXPECT_LE(full, 5);
    EXPECT_NEAR(static_cast<double>(sum_of(primary).support) / sum_of(primary).roll, 0.148, 0.002);
    EXPECT_NEAR(static_cast<double>(sum_of(secondary).support) / sum_of(secondary).roll, 0.134, 0.002);
}

TEST(SyntheticCounty, LeavesTheUsualShareOfPlacesUnfilled) {
    int places = 0;
    for (const School& school : county().schools)
        if (school.in_area && secondary(school)) places += school.pan * 5;
    EXPECT_NEAR(1.0 - 21'000.0 / places, 0.125, 0.02);
    EXPECT_NEAR(1.0 - 28'150.0 / sum_of(primary).capacity, 0.138, 0.02);
    for (const School& school : county().schools) {
        if (!primary(school)) continue;
        EXPECT_GE(school.pan, 15) << school.name;
        EXPECT_LE(school.pan, 90) << school.name;
    }
}

TEST(SyntheticCounty, SpreadsPlansAsEnglandsSchoolsDo) {
    // Method of moments, binomial noise removed: 0.54 and 0.45, DfE school-level SEN data, January 2025.
    const auto variation = [](auto&& keep) {
        const Sums sums = sum_of(keep);
        const double mean = static_cast<double>(sums.plans) / sums.roll;
        double excess = 0, weight = 0;
        for (const School& school : county().schools) {
            if (!school.in_area || !keep(school)) continue;
            const double expected = mean * school.roll;
            excess += (school.plans - expected) * (school.plans - expected) - expected * (1 - mean);
            weight += expected * expected;
        }
        return std::sqrt(excess / weight);
    };
    EXPECT_NEAR(variation(primary), 0.54, 0.13);
    EXPECT_NEAR(variation(secondary), 0.45, 0.13);
}

TEST(SyntheticCounty, SomeSchoolsStandBeyondTheFunnel) {
    const auto beyond = [](auto&& keep) {
        const Sums sums = sum_of(keep);
        const double mean = static_cast<double>(sums.plans) / sums.roll;
        int above = 0;
        for (const School& school : county().schools)
            if (school.in_area && keep(school) &&
                school.plans > mean * school.roll + 3.09 * std::sqrt(mean * (1 - mean) * school.roll))
                ++above;
        return above;
    };
    EXPECT_GE(beyond(primary), 3);
    EXPECT_LE(beyond(primary), 11);
    EXPECT_GE(beyond(secondary), 2);
    EXPECT_LE(beyond(secondary), 6);
}

TEST(SyntheticCounty, HostsBasesInTwelveSchools) {
    int hosts = 0, places = 0;
    for (const School& school : county().schools) {
        const int here = school.base_places[0] + school.base_places[1];
        if (here == 0) continue;
        ++hosts;
        places += here;
        EXPECT_LT(here, school.plans);
        EXPECT_NE(school.base_needs, 0);
    }
    EXPECT_EQ(hosts, 12);
    EXPECT_NEAR(places, 200, 20);
}

TEST(SyntheticCounty, CountsFitEachOther) {
    std::set<std::uint32_t> urns;
    std::set<std::string> names;
    for (const School& school : county().schools) {
        EXPECT_LE(school.plans + school.sen_support, school.roll) << school.name;
        EXPECT_GE(school.plans, 0);
        EXPECT_GT(school.capacity, 0) << school.name;
        EXPECT_LE(school.low_ncy, school.high_ncy);
        EXPECT_TRUE(urns.insert(school.urn).second) << school.urn;
        EXPECT_TRUE(names.insert(school.name).second) << school.name;
        EXPECT_TRUE(school.zone.exists());
        EXPECT_TRUE(school.node.exists()) << school.name;
        EXPECT_EQ(school.in_area, school.area.exists()) << school.name;
    }
}

TEST(SyntheticCounty, ResidentsAreEnglandsCohortsScaled) {
    std::array<int, zone_ages> inside{};
    int halo = 0, all = 0;
    for (const Zone& zone : county().zones)
        for (int age = 0; age < zone_ages; ++age) {
            const int here = zone.residents[static_cast<std::size_t>(age)];
            (zone.area.exists() ? inside[static_cast<std::size_t>(age)] : halo) += here;
            all += here;
        }
    EXPECT_NEAR(inside[10], 690'000 * 60'000.0 / 9'031'686, 1);
    EXPECT_NEAR(inside[3], 600'000 * 60'000.0 / 9'031'686, 1);
    EXPECT_LT(inside[0], inside[12] * 0.81);
    EXPECT_GT(static_cast<double>(halo) / all, 0.10);
    EXPECT_LT(static_cast<double>(halo) / all, 0.15);
    // Children of school age are enough for the rolls, and not many more: home education and none.
    int children = 0;
    for (int age = 4; age <= 15; ++age) children += inside[static_cast<std::size_t>(age)];
    EXPECT_NEAR(children, 53'650, 600);
    EXPECT_GT(county().zones.size(), 260u);
}

TEST(SyntheticCounty, HasAnEstateAndALeafySide) {
    int poorest = 0, richest = 0;
    for (const Zone& zone : county().zones) {
        ASSERT_GE(zone.decile, 1);
        ASSERT_LE(zone.decile, 10);
        poorest += zone.decile == 1;
        richest += zone.decile == 10;
    }
    EXPECT_GE(poorest, 8);
    EXPECT_GE(richest, 8);
}

TEST(SyntheticCounty, HasAConnectedRoadNetworkOfTenThousandNodes) {
    EXPECT_GE(county().roads.nodes(), 10'000u);
    EXPECT_TRUE(strongly_connected(county().roads));
    EXPECT_GT(std::count(county().roads.walkable.begin(), county().roads.walkable.end(), 0), 0);
}

TEST(SyntheticCounty, IsTheSameForAnyNumberOfThreads) {
    const Map again = make_synthetic_county(wendshire, 1, Parallel(1));
    const Map& first = county();
    ASSERT_EQ(again.schools.size(), first.schools.size());
    for (std::size_t s = 0; s < first.schools.size(); ++s) {
        EXPECT_EQ(again.schools[s].name, first.schools[s].name);
        EXPECT_EQ(again.schools[s].plans, first.schools[s].plans);
    }
    EXPECT_EQ(again.travel.metres, first.travel.metres);
    EXPECT_EQ(again.travel.tenths, first.travel.tenths);
    EXPECT_EQ(again.roads.x, first.roads.x);
    const Map other = make_synthetic_county(wendshire, 2, Parallel(1));
    EXPECT_NE(other.roads.x, first.roads.x);
}

TEST(CountyConfig, NamesEveryFaultWithItsLine) {
    std::ifstream in(wendshire);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    text.replace(text.find("unfilled = 0.138"), 16, "unfiled = 0.138 ");
    text.replace(text.find("town_spacing_m = 140"), 20, "town_spacing_m = 1  ");
    const std::string path = ::testing::TempDir() + "faulty_county.toml";
    std::ofstream(path) << text;
    try {
        make_synthetic_county(path, 1, Parallel(1));
        FAIL() << "no error";
    } catch (const InputError& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find("did you mean 'unfilled'"), std::string::npos) << message;
        EXPECT_NE(message.find("'town_spacing_m' of [roads] is 1, allowed are 40 to 1000"), std::string::npos)
            << message;
        EXPECT_NE(message.find("faulty_county.toml:"), std::string::npos) << message;
    }
    EXPECT_THROW(make_synthetic_county("/nowhere/county.toml", 1, Parallel(1)), InputError);
}

TEST(NormalScores, HaveTheSpreadOfTheNormalCurveWhateverTheValues) {
    std::vector<double> values(1001);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>((i * 7919) % 1001);
    const std::vector<double> scores = normal_scores(values);
    double sum = 0, squares = 0;
    for (const double score : scores) {
        sum += score;
        squares += score * score;
    }
    EXPECT_NEAR(sum, 0, 1e-6);
    EXPECT_NEAR(squares / 1001, 1, 0.01);
    EXPECT_EQ(scores[0], *std::min_element(scores.begin(), scores.end()));
}

TEST(Binomial, HasTheRightMean) {
    double sum = 0;
    for (int i = 0; i < 1000; ++i) sum += binomial(400, 0.04, (i + 0.5) / 1000);
    EXPECT_NEAR(sum / 1000, 16, 0.1);
    EXPECT_EQ(binomial(10, 0, 0.5), 0);
    EXPECT_LE(binomial(10, 0.3, 1.0 - 1e-16), 10);
}

}  // namespace
}  // namespace sendscape::synthetic_county_test
