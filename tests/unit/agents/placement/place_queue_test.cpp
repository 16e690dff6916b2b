// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/core/draws.h"
#include "tests/support/batch_mean.h"
#include "tests/support/placement_scene.h"

// Children who need a special school and wait until a place is free are a queue of many servers: the places serve, each
// for as long as its child stays. Here children come by Poisson counts and each leaves with the same chance a month, so
// naming and its waiting list are held against the chain Geo/Geo/c, solved on its own numbers, and, as months are short
// beside the stays, against Erlang's formula for M/M/c (Erlang 1917; Cooper, Introduction to Queueing Theory, 1981).

namespace sendscape::place_queue_test {
namespace {

using testing::BatchMean;
using testing::expect_agrees;
using testing::PlacementScene;

struct Places {
    int count = 1;
    double arrivals = 0;  ///< a month
    double leaves = 0;    ///< chance a month of a child in the school
    [[nodiscard]] double load() const { return arrivals / leaves / count; }
};

struct Queue {
    double waits = 0;    ///< chance that a child finds no place
    double waiting = 0;  ///< children who wait, mean
};

Queue erlang(const Places& places) {
    const double offered = places.arrivals / places.leaves;
    double blocked = 1;  // Erlang's B by its recursion, then C
    for (int c = 1; c <= places.count; ++c) blocked = offered * blocked / (c + offered * blocked);
    const double waits = blocked / (1 - places.load() * (1 - blocked));
    return {waits, waits * places.load() / (1 - places.load())};
}

/// Children waiting in the chain by months: those in school leave, others come, then free places are taken.
double waiting_by_months(const Places& places) {
    constexpr std::size_t most = 250;
    std::vector<double> comes(12);
    comes[0] = std::exp(-places.arrivals);
    for (std::size_t a = 1; a < comes.size(); ++a) comes[a] = comes[a - 1] * places.arrivals / static_cast<double>(a);
    const auto seats = static_cast<std::size_t>(places.count);
    // leave[n][k]: k of n children in school leave.
    std::vector<std::vector<double>> leave(seats + 1, std::vector<double>(seats + 1, 0.0));
    leave[0][0] = 1;
    for (std::size_t n = 1; n <= seats; ++n)
        for (std::size_t k = 0; k <= n; ++k)
            leave[n][k] = leave[n - 1][k] * (1 - places.leaves) + (k > 0 ? leave[n - 1][k - 1] * places.leaves : 0.0);
    std::vector<double> now(most, 0.0);
    now[0] = 1;
    double waiting = 0, before = -1;
    for (int month = 0; month < 40'000 && std::abs(waiting - before) > 1e-12; ++month) {
        std::vector<double> next(most, 0.0);
        for (std::size_t n = 0; n < most; ++n) {
            if (now[n] < 1e-20) continue;
            const std::size_t in_school = std::min(n, seats);
            for (std::size_t k = 0; k <= in_school; ++k)
                for (std::size_t a = 0; a < comes.size(); ++a)
                    next[std::min(most - 1, n - k + a)] += now[n] * leave[in_school][k] * comes[a];
        }
        now.swap(next);
        before = waiting;
        waiting = 0;
        for (std::size_t n = seats; n < most; ++n) waiting += now[n] * static_cast<double>(n - seats);
    }
    return waiting;
}

struct Measured {
    BatchMean waits, waiting, months;
};

/// The small town's special school with so many places, lived through many times over: months are stored in 16 bits.
Measured live(const Places& places, int lives) {
    constexpr int settling = 1'000, months = 26'000;
    const SchoolId oak(testing::oak_special);
    Measured measured{BatchMean(lives * months), BatchMean(lives * months), BatchMean(lives * months)};
    for (int life = 0; life < lives; ++life) {
        PlacementScene scene;
        scene.parameters.independent_share = {};  // nobody is bought a place, nobody makes do with a base
        scene.parameters.base_substitutes = 0;
        scene.parameters.primary_share_all_through = 0;
        scene.schools.commissioned_places[oak] = scene.schools.ceiling[oak] = places.count;
        const Draws luck(17, static_cast<std::uint32_t>(life));
        std::vector<PupilId> rows_free;
        for (int month = 0; month < settling + months; ++month) {
            const Month now = Month(2001, 1) + month;
            Pupils& pupils = scene.pupils;
            for (std::size_t row = 0; row < pupils.size(); ++row) {
                const PupilId p(row);
                if (pupils.school[p] != oak || !luck.happens(places.leaves, Stream::plan_leave_school, p.value, now))
                    continue;
                pupils.setting[p] = Setting::gone;
                pupils.school[p] = SchoolId{};
                pupils.provision[p] = Provision::none;
                rows_free.push_back(p);
            }
            const std::uint32_t coming = poisson(places.arrivals, luck.uniform(Stream::migration_in, 0, now));
            for (std::uint32_t i = 0; i < coming; ++i) {
                const SchoolId from(testing::meadow);
                if (rows_free.empty()) {
                    scene.add(8, RequiredProvision::special, Setting::mainstream, from);
                } else {
                    const PupilId p = rows_free.back();
                    rows_free.pop_back();
                    pupils.setting[p] = Setting::mainstream;
                    pupils.school[p] = from;
                    pupils.provision[p] = Provision::plan;
                }
            }
            scene.events.clear();
            scene.name(now);
            int waiting = 0, began = 0, placed = 0;
            double waited = 0;
            for (std::size_t row = 0; row < pupils.size(); ++row) waiting += pupils.waiting(PupilId(row));
            for (const Event& event : scene.events.events()) {
                began += event.kind == EventKind::wait_began;
                placed += event.kind == EventKind::placed;
                if (event.kind == EventKind::wait_ended) waited += event.detail;
            }
            EXPECT_LE(scene.schools.roll[oak], places.count);
            EXPECT_TRUE(waiting == 0 || scene.schools.roll[oak] == places.count) << "a place is left free";
            if (month < settling) continue;
            const int at = life * months + month - settling;
            measured.waits.add(at, began, coming);
            measured.waiting.add(at, waiting);
            measured.months.add(at, waited, placed);
        }
    }
    return measured;
}

TEST(PlaceQueue, TheChainByMonthsTendsToErlangsFormula) {
    // Published: with 2 servers and 1 on offer a third wait; with 1 server the share is the load.
    EXPECT_NEAR(erlang({.count = 2, .arrivals = 1, .leaves = 1}).waits, 1.0 / 3, 1e-12);
    EXPECT_NEAR(erlang({.count = 1, .arrivals = 0.7, .leaves = 1}).waits, 0.7, 1e-12);
    for (const double month : {0.04, 0.01, 0.0025}) {
        const Places places{.count = 3, .arrivals = 1.8 * month, .leaves = month};
        EXPECT_NEAR(waiting_by_months(places), erlang(places).waiting, 1.2 * month * erlang(places).waiting) << month;
    }
}

TEST(PlaceQueue, SpecialPlacesAreTheQueueOfManyServers) {
    for (const Places& places :
         {Places{.count = 3, .arrivals = 0.072, .leaves = 0.04}, Places{.count = 8, .arrivals = 0.24, .leaves = 0.04},
          Places{.count = 1, .arrivals = 0.02, .leaves = 0.04}}) {
        const Measured measured = live(places, 40);
        const double waiting = waiting_by_months(places);
        expect_agrees(measured.waiting, waiting, 0.16, "waiting");
        expect_agrees(measured.months, waiting / places.arrivals, 0.16, "months waited");
        const Queue formula = erlang(places);
        EXPECT_NEAR(measured.waiting.mean(), formula.waiting, 0.03 * formula.waiting + 4 * measured.waiting.error());
        EXPECT_NEAR(measured.waits.mean(), formula.waits, 0.03 * formula.waits + 4 * measured.waits.error());
    }
}

}  // namespace
}  // namespace sendscape::place_queue_test
