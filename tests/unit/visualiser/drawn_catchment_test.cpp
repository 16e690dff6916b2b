// SPDX-License-Identifier: MIT
#include "visualiser/drawn_catchment.h"

#include <gtest/gtest.h>

#include <memory>

#include "maps/tables/area_shapes.h"
#include "sim/scenario/admission_authorities.h"
#include "tests/support/output_run.h"
#include "tests/support/small_world.h"
#include "visualiser/film_from_run.h"
#include "visualiser/home_counts.h"

namespace sendscape::drawn_catchment_test {
namespace {

using testing::small_map;

TEST(DrawnCatchment, RingsHoldTheZonesTheyAreMadeOf) {
    const auto map = small_map();
    for (std::uint32_t pattern : {1u, 2u, 5u, 0x5555u, 0xFFFFu}) {
        ZoneSet zones(map->zones.size(), 0);
        for (std::size_t z = 0; z < zones.size(); ++z) zones[z] = (pattern >> (z % 16)) & 1u ? 1 : 0;
        EXPECT_EQ(zones_within(*map, rings_around(map->zones, zones)), zones) << pattern;
    }
    EXPECT_TRUE(rings_around(map->zones, ZoneSet(map->zones.size(), 0)).empty());
    // Close together, too.
    std::vector<Zone> close(3);
    close[1].x = 2, close[2].x = 2, close[2].y = 5;
    for (const ZoneSet& zones : {ZoneSet{1, 0, 1}, ZoneSet{1, 1, 1}, ZoneSet{0, 1, 0}}) {
        const std::vector<std::pair<std::int32_t, std::int32_t>> centres{{0, 0}, {2, 0}, {2, 5}};
        EXPECT_EQ(points_within(rings_around(close, zones), centres), zones);
    }
}

TEST(DrawnCatchment, BeginsWithTheScenarioThenTheMapThenTheNearestHomes) {
    auto film = std::make_shared<Film>(*film_from_run(testing::small_run(1, 1)));
    const auto riverside = static_cast<std::uint32_t>(testing::riverside);
    const CatchmentNow nearest = catchment_now(*film, {}, riverside, 3);
    EXPECT_EQ(nearest.source, CatchmentSource::nearest_homes);
    for (std::size_t z = 0; z < film->zones.size(); ++z) {
        const auto away = [&](const School& school) {
            const double x = film->zones[z].x - school.x, y = film->zones[z].y - school.y;
            return x * x + y * y;
        };
        bool own = true;
        for (const School& other : film->schools)
            own = own && !(other.setting == Setting::mainstream && other.teaches(film->schools[riverside].low_ncy) &&
                           away(other) < away(film->schools[riverside]));
        EXPECT_EQ(nearest.zones[z] != 0, own) << z;
    }
    ZoneSet one(film->zones.size(), 0), other = one;
    one[0] = 1, other[1] = 1;
    film->catchments.push_back({SchoolId(riverside), rings_around(film->zones, one)});
    EXPECT_EQ(catchment_now(*film, {}, riverside, 3).source, CatchmentSource::map);
    EXPECT_EQ(catchment_now(*film, {}, riverside, 3).zones, one);
    CriteriaChange drawn;
    drawn.urn = film->schools[riverside].urn;
    drawn.on = film->first + 3;
    drawn.rings = rings_around(film->zones, other);
    EXPECT_EQ(catchment_now(*film, {drawn}, riverside, 2).zones, one);
    EXPECT_EQ(catchment_now(*film, {drawn}, riverside, 3).zones, other);
    EXPECT_EQ(catchment_now(*film, {drawn}, riverside, 3).source, CatchmentSource::scenario);
}

TEST(DrawnCatchment, CountsWhoLivesThereOfTheSchoolsYears) {
    Film film;
    film.months = 24;
    film.first = Month(2026, 1);
    film.zones.resize(3);
    for (Zone& zone : film.zones) zone.residents.fill(10);
    film.schools.resize(1);
    film.schools[0].low_ncy = 7, film.schools[0].high_ncy = 11;
    EXPECT_EQ(covered_by(film, 0, {1, 0, 1}, 5).children, 100);  // of the census: five years of age in two zones
    for (int january : {0, 12}) {
        auto counts = std::make_shared<HomeCounts>();
        counts->month = film.first + january;
        counts->by_zone.resize(3);
        for (auto& years : counts->by_zone)
            for (YearGroup& group : years) group = {static_cast<std::uint16_t>(20 + january), 3, 1};
        film.homes.push_back(counts);
    }
    const Covered now = covered_by(film, 0, {1, 0, 1}, 5), later = covered_by(film, 0, {0, 1, 0}, 13);
    EXPECT_EQ(now.zones, 2);
    EXPECT_EQ(now.children, 200);
    EXPECT_EQ(now.sen_support, 30);
    EXPECT_EQ(now.plans, 10);
    EXPECT_EQ(later.children, 160);
    EXPECT_EQ(covered_by(film, 0, {0, 0, 0}, 13).children, 0);
}

TEST(DrawnCatchment, ArrowsGoToTheNextZoneThatWay) {
    Film film;
    film.zones.resize(4);
    film.zones[1].x = 100, film.zones[1].y = 20;
    film.zones[2].x = 60, film.zones[2].y = 300;
    film.zones[3].x = 400;
    const std::vector<std::uint32_t> all{0, 1, 2, 3};
    EXPECT_EQ(zone_towards(film, all, 0, {1, 0}), 1u);
    EXPECT_EQ(zone_towards(film, all, 0, {0, 1}), 2u);
    EXPECT_EQ(zone_towards(film, all, 1, {1, 0}), 3u);
    EXPECT_EQ(zone_towards(film, all, 0, {-1, 0}), std::nullopt);
    EXPECT_EQ(zone_towards(film, {0, 3}, 0, {1, 0}), 3u);
}

TEST(DrawnCatchment, CriteriaAskForItBeforeWhatPartsEquals) {
    using C = AdmissionCriterion;
    EXPECT_EQ(with_catchment({C::looked_after, C::sibling, C::distance}),
              (CriteriaOrder{C::looked_after, C::sibling, C::catchment, C::distance}));
    const CriteriaOrder asks{CriterionStep(C::sibling) + CriterionStep(C::catchment), C::distance};
    EXPECT_EQ(with_catchment(asks), asks);
}

TEST(HomeCounts, AreThePupilsOfTheWorld) {
    const auto world = testing::small_world();
    const auto counts = count_homes(world);
    int children = 0, plans = 0;
    for (const auto& years : counts->by_zone)
        for (const YearGroup& group : years) children += group.children, plans += group.plans;
    int expected = 0, with_plan = 0;
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        if (!world.pupils.present(p) || world.pupils.ncy[p] < 0 || world.pupils.ncy[p] > 13) continue;
        ++expected;
        with_plan += world.pupils.has_plan(p) ? 1 : 0;
    }
    EXPECT_GT(plans, 0);
    EXPECT_EQ(children, expected);
    EXPECT_EQ(plans, with_plan);
}

}  // namespace
}  // namespace sendscape::drawn_catchment_test
