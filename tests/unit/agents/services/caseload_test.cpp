// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <numeric>
#include <string>
#include <vector>

#include "agents/services/caseload.h"
#include "tests/support/batch_mean.h"
#include "tests/support/placement_scene.h"

// Queues for services held against answers worked out another way: the formula of the M/D/1 queue, and the steady state
// of the Markov chain of each clinic, solved on its own numbers without any of the model's code or luck. (Clinics begin
// a number of cases a month, however long each is seen: M/M/c is the queue for places, in place_queue_test.cpp.)

namespace sendscape::caseload_test {
namespace {

using testing::BatchMean;
using testing::expect_agrees;
using testing::PlacementScene;
const AuthorityId smallshire(0);
constexpr std::size_t speech = service_row("speech_language");
constexpr std::size_t camhs = service_row("camhs");

// Number left waiting when the month's cases are begun, Poisson arrivals, slots[n] cases in month n in turn: the mean
// over the cycle of X' = max(X + A - slots, 0), iterated to its steady state.
double bulk_service_waiting(double arrivals, const std::vector<int>& slots) {
    constexpr std::size_t most = 400;
    std::vector<double> poisson_chance(80);
    poisson_chance[0] = std::exp(-arrivals);
    for (std::size_t a = 1; a < poisson_chance.size(); ++a)
        poisson_chance[a] = poisson_chance[a - 1] * arrivals / static_cast<double>(a);
    std::vector<double> now(most, 0);
    now[0] = 1;
    double mean = -1;
    for (int cycle = 0; cycle < 20'000; ++cycle) {
        double waiting = 0;
        for (const int c : slots) {
            std::vector<double> next(most, 0);
            for (std::size_t x = 0; x < most; ++x) {
                if (now[x] < 1e-18) continue;
                for (std::size_t a = 0; a < poisson_chance.size(); ++a) {
                    const int left = static_cast<int>(x + a) - c;
                    next[std::min(most - 1, static_cast<std::size_t>(std::max(left, 0)))] += now[x] * poisson_chance[a];
                }
            }
            now.swap(next);
            for (std::size_t x = 0; x < most; ++x) waiting += now[x] * static_cast<double>(x);
        }
        waiting /= static_cast<double>(slots.size());
        if (std::abs(waiting - mean) < 1e-10) break;
        mean = waiting;
    }
    return mean;
}

struct Counter {
    BatchMean waiting, months;
};

// Poisson arrivals each month, begun in order of arrival at the rate cases_to_begin() gives.
Counter run_counter(double arrivals, float capacity, std::uint64_t seed) {
    constexpr int length = 300'000;
    const Draws draws(seed, 0);
    Counter counter{BatchMean(length), BatchMean(length)};
    std::deque<int> queue;
    float spare = 0;
    for (int month = 0; month < length; ++month) {
        const double u = draws.uniform(Stream::service_referral, static_cast<std::uint32_t>(month), Month(0));
        queue.insert(queue.end(), poisson(arrivals, u), month);
        const std::size_t begun = cases_to_begin(spare, capacity, queue.size());
        for (std::size_t i = 0; i < begun; ++i) {
            counter.months.add(month, month - queue.front());
            queue.pop_front();
        }
        counter.waiting.add(month, static_cast<double>(queue.size()));
    }
    return counter;
}

TEST(ServiceQueue, OneCaseAMonthIsTheQueueOfConstantService) {
    for (const double load : {0.5, 0.8}) {
        // Pollaczek and Khinchine for M/D/1: number waiting and months waited.
        const double waiting = load * load / (2 * (1 - load));
        ASSERT_NEAR(bulk_service_waiting(load, {1}), waiting, 1e-6);
        const Counter counter = run_counter(load, 1.0F, 7);
        expect_agrees(counter.waiting, waiting, 0.1, "waiting");
        expect_agrees(counter.months, waiting / load, 0.1, "months waited");
    }
}

TEST(ServiceQueue, SeveralCasesAMonthAreTheBulkServiceChain) {
    const Counter three = run_counter(2.6, 3.0F, 8);
    const double waiting = bulk_service_waiting(2.6, {3});
    expect_agrees(three.waiting, waiting, 0.1, "waiting");
    expect_agrees(three.months, waiting / 2.6, 0.1, "months waited");
}

TEST(ServiceQueue, FractionsOfACaseAreCarriedAndIdleCasesAreNot) {
    const Counter counter = run_counter(2.2, 2.5F, 9);
    const double waiting = bulk_service_waiting(2.2, {2, 3});
    expect_agrees(counter.waiting, waiting, 0.1, "waiting");
    expect_agrees(counter.months, waiting / 2.2, 0.1, "months waited");
    float spare = 0;
    EXPECT_EQ(cases_to_begin(spare, 5.75F, 2), 2U);
    EXPECT_FLOAT_EQ(spare, 0.75F);
    EXPECT_EQ(cases_to_begin(spare, 0.25F, 2), 1U);
    EXPECT_FLOAT_EQ(spare, 0);
    EXPECT_EQ(cases_to_begin(spare, 0, 2), 0U);
}

// A closed town of children who all have the need of one service.
struct Clinic {
    int children = 0;
    double referral = 0;  // accepted referrals a month of a child neither waiting nor seen
    double gives_up = 0;
    double months_seen = 1;
    std::vector<int> slots;  // cases begun a month, in turn
};

struct Steady {
    double waiting = 0, seen = 0, begun = 0;
};

std::vector<double> binomial(int n, double p) {
    std::vector<double> chance(static_cast<std::size_t>(n) + 1, 0.0);
    chance[0] = 1;
    for (int trial = 0; trial < n; ++trial)
        for (int k = trial + 1; k >= 0; --k) {
            const auto i = static_cast<std::size_t>(k);
            chance[i] = chance[i] * (1 - p) + (k > 0 ? chance[i - 1] * p : 0.0);
        }
    return chance;
}

// Steady state of (waiting, being seen): a month's referrals, those who give up and those whose course ends are
// binomial counts of the three groups; then as many cases as there are slots are begun.
Steady steady_state(const Clinic& clinic) {
    struct Move {
        std::size_t from, to;
        double chance, begun;
    };
    const auto n = clinic.children;
    const auto state = [&](int waiting, int seen) { return static_cast<std::size_t>(waiting * (n + 1) + seen); };
    std::vector<std::vector<Move>> moves(clinic.slots.size());
    for (std::size_t phase = 0; phase < clinic.slots.size(); ++phase) {
        const int slots = clinic.slots[phase];
        for (int w = 0; w <= n; ++w)
            for (int s = 0; w + s <= n; ++s) {
                const auto joins = binomial(n - w - s, clinic.referral);
                const auto tires = binomial(w, clinic.gives_up);
                const auto ends = binomial(s, 1 / clinic.months_seen);
                std::vector<double> queue(static_cast<std::size_t>(n) + 1, 0.0);
                for (std::size_t a = 0; a < joins.size(); ++a)
                    for (std::size_t r = 0; r < tires.size(); ++r)
                        queue[static_cast<std::size_t>(w) - r + a] += joins[a] * tires[r];
                for (std::size_t q = 0; q < queue.size(); ++q)
                    for (std::size_t e = 0; e < ends.size(); ++e) {
                        const double chance = queue[q] * ends[e];
                        if (chance < 1e-15) continue;
                        const int begun = std::min(static_cast<int>(q), slots);
                        moves[phase].push_back({state(w, s),
                                                state(static_cast<int>(q) - begun, s - static_cast<int>(e) + begun),
                                                chance, static_cast<double>(begun)});
                    }
            }
    }
    std::vector<double> now(state(n, n) + 1, 0.0);
    now[0] = 1;
    Steady steady;
    for (int cycle = 0; cycle < 1500; ++cycle) {
        const double before = steady.waiting;
        steady = {};
        for (const auto& month : moves) {
            std::vector<double> next(now.size(), 0.0);
            for (const Move& move : month) {
                next[move.to] += now[move.from] * move.chance;
                steady.begun += now[move.from] * move.chance * move.begun;
            }
            now.swap(next);
            for (int w = 0; w <= n; ++w)
                for (int s = 0; w + s <= n; ++s) {
                    steady.waiting += now[state(w, s)] * w;
                    steady.seen += now[state(w, s)] * s;
                }
        }
        const auto cycle_length = static_cast<double>(moves.size());
        steady.waiting /= cycle_length;
        steady.seen /= cycle_length;
        steady.begun /= cycle_length;
        if (std::abs(steady.waiting - before) < 1e-9) break;
    }
    return steady;
}

Services services_with(std::size_t authorities, std::size_t service, double cases_a_month) {
    Services services;
    Services::for_each_column(services, [&](auto& column) { column.resize(authorities); });
    services.usual_starts[smallshire][service] = static_cast<float>(cases_a_month);
    return services;
}

ServiceParameters clinic_parameters(const Clinic& clinic, std::size_t service) {
    ServiceParameters p;
    p.response = 0;  // capacity stays what it is
    p.referrals = {};
    p.refused = {};
    p.gives_up = {};
    p.refused[service] = 0.2;
    p.referrals[service] = clinic.referral / 0.8;
    p.gives_up[service] = clinic.gives_up;
    p.months_seen[service] = clinic.months_seen;
    return p;
}

struct Measured {
    BatchMean waiting, seen, begun, months, weeks;
};

Measured run_clinic(const Clinic& clinic, int length) {
    PlacementScene scene;
    for (int child = 0; child < clinic.children; ++child) {
        const PupilId p = scene.add(3, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside),
                                    static_cast<std::uint32_t>(child % 10));
        scene.pupils.underlying[p] = Need::slcn;
    }
    const double cases = std::accumulate(clinic.slots.begin(), clinic.slots.end(), 0.0);
    Services services =
        services_with(scene.map->authorities.size(), speech, cases / static_cast<double>(clinic.slots.size()));
    const ServiceParameters parameters = clinic_parameters(clinic, speech);
    Measured measured{BatchMean(length), BatchMean(length), BatchMean(length), BatchMean(length), BatchMean(length)};
    constexpr int settling = 200;  // whole cycles of slots
    for (int month = -settling; month < length; ++month) {
        scene.events.clear();
        refer_and_treat(services, scene.pupils, scene.families, scene.schools, parameters, scene.loops,
                        scene.step(Month(2001, 1) + (month + settling)));
        if (month < 0) continue;
        int waiting = 0, seen = 0, begun = 0;
        for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
            const PupilId p(row);
            waiting += scene.pupils.service_since[p][speech] != no_month;
            seen += (scene.pupils.service_served[p] >> speech) & 1;
        }
        for (const Event& event : scene.events.events()) {
            if (event.kind != EventKind::service_started) continue;
            ++begun;
            measured.months.add(month, event.detail);
        }
        EXPECT_EQ(services.waiting[smallshire][speech], waiting);
        measured.waiting.add(month, waiting);
        measured.seen.add(month, seen);
        measured.begun.add(month, begun);
        if (begun > 0) measured.weeks.add(month, services.wait_weeks[smallshire][speech]);
    }
    return measured;
}

void expect_steady(const Clinic& clinic, const Measured& measured) {
    const Steady steady = steady_state(clinic);
    expect_agrees(measured.waiting, steady.waiting, 0.1, "waiting");
    expect_agrees(measured.seen, steady.seen, 0.05, "being seen");
    expect_agrees(measured.begun, steady.begun, 0.05, "begun a month");
    // Everyone who joins waits until begun, unless children give up: Little's law gives the mean wait.
    if (clinic.gives_up == 0) expect_agrees(measured.months, steady.waiting / steady.begun, 0.1, "months waited");
}

TEST(ServiceQueue, OneTherapistIsTheMarkovChainOfTheClinic) {
    const Clinic clinic{.children = 20, .referral = 0.06, .slots = {1}};
    const Measured measured = run_clinic(clinic, 28'000);
    expect_steady(clinic, measured);
    // The published wait is the mean of those begun, each counted from the middle of the month of referral.
    const Steady steady = steady_state(clinic);
    expect_agrees(measured.weeks, (steady.waiting / steady.begun + 0.5) * weeks_per_month, 0.1, "weeks");
}

TEST(ServiceQueue, CoursesOfTreatmentAndFractionsOfACaseAreTheMarkovChainToo) {
    const Clinic clinic{.children = 22, .referral = 0.12, .months_seen = 4, .slots = {1, 2}};
    expect_steady(clinic, run_clinic(clinic, 16'000));
}

TEST(ServiceQueue, ChildrenWhoGiveUpLeaveTheQueueAndMayBeReferredAgain) {
    const Clinic clinic{.children = 22, .referral = 0.07, .gives_up = 0.08, .months_seen = 3, .slots = {1}};
    expect_steady(clinic, run_clinic(clinic, 28'000));
}

// Absolute priority: the most severe wait as if the others were not there; the whole queue is as long as without it.
TEST(ServiceQueue, TheMostSevereWaitAsIfAlone) {
    constexpr int length = 16'000;
    const Clinic severe{.children = 8, .referral = 0.07, .slots = {1}};
    const Clinic all{.children = 20, .referral = 0.07, .slots = {1}};
    PlacementScene scene;
    for (int child = 0; child < all.children; ++child) {
        const PupilId p = scene.add(8, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::kings));
        scene.pupils.underlying[p] = Need::semh;
        scene.pupils.severity[p] = child % 5 < 2 ? 0.8F : 0.3F;
    }
    Services services = services_with(scene.map->authorities.size(), camhs, 1);
    const ServiceParameters parameters = clinic_parameters(all, camhs);
    BatchMean severe_months(length), months(length), severe_waiting(length), waiting(length);
    for (int month = 0; month < length; ++month) {
        scene.events.clear();
        refer_and_treat(services, scene.pupils, scene.families, scene.schools, parameters, scene.loops,
                        scene.step(Month(2001, 1) + month));
        int queued = 0, severe_queued = 0;
        for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
            if (scene.pupils.service_since[PupilId(row)][camhs] == no_month) continue;
            ++queued;
            severe_queued += scene.pupils.severity[PupilId(row)] > 0.5F;
        }
        waiting.add(month, queued);
        severe_waiting.add(month, severe_queued);
        for (const Event& event : scene.events.events()) {
            if (event.kind != EventKind::service_started) continue;
            months.add(month, event.detail);
            if (scene.pupils.severity[event.pupil] > 0.5F) severe_months.add(month, event.detail);
        }
    }
    const Steady alone = steady_state(severe), together = steady_state(all);
    expect_agrees(severe_waiting, alone.waiting, 0.15, "severe waiting");
    expect_agrees(severe_months, alone.waiting / alone.begun, 0.15, "severe months");
    expect_agrees(waiting, together.waiting, 0.1, "waiting");
    expect_agrees(months, together.waiting / together.begun, 0.1, "months");
    EXPECT_GT(months.mean(), 3 * severe_months.mean());
}

// With more referred than can be seen, supply rises with the queue until they meet: of n children a fraction p of those
// not in the queue q joins each month, and usual * (1 + response * ln(q / usual in months / usual wait)) are begun.
TEST(ServiceQueue, SupplySettlesWhereTheQueueIsLongEnoughToCallItForth) {
    constexpr int n = 3000;
    constexpr double p = 0.05, usual = 80, usual_weeks = 18, response = 0.5;
    double low = 1, high = n;
    for (int halving = 0; halving < 60; ++halving) {
        const double q = 0.5 * (low + high);
        const double begun = usual * (1 + response * std::log(q / usual * weeks_per_month / usual_weeks));
        (p * (n - q) > begun ? low : high) = q;
    }
    PlacementScene scene;
    for (int child = 0; child < n; ++child)
        scene.pupils.underlying[scene.add(3, RequiredProvision::mainstream, Setting::mainstream,
                                          SchoolId(testing::riverside))] = Need::slcn;
    Services services = services_with(scene.map->authorities.size(), speech, usual);
    ServiceParameters parameters = clinic_parameters({.children = n, .referral = p, .slots = {}}, speech);
    parameters.response = response;
    double queue = 0, begun = 0;
    constexpr int settling = 60, length = 180;
    for (int month = 0; month < settling + length; ++month) {
        scene.events.clear();
        refer_and_treat(services, scene.pupils, scene.families, scene.schools, parameters, scene.loops,
                        scene.step(Month(2026, 1) + month));
        if (month < settling) continue;
        int started = 0;
        for (const Event& event : scene.events.events()) started += event.kind == EventKind::service_started;
        begun += started;
        queue += started + services.waiting[smallshire][speech];
    }
    EXPECT_NEAR(queue / length, low, 0.02 * low);
    EXPECT_NEAR(begun / length, p * (n - low), 0.02 * p * (n - low));
    EXPECT_GT(begun / length, 1.05 * usual);
}

TEST(ServiceQueue, WithoutTheLoopNothingMoves) {
    PlacementScene scene;
    const PupilId child =
        scene.add(3, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::riverside));
    scene.pupils.underlying[child] = Need::slcn;
    scene.pupils.service_since[child][speech] = pack(Month(2025, 1));
    Services services = services_with(scene.map->authorities.size(), speech, 5);
    scene.loops.services = 0;
    refer_and_treat(services, scene.pupils, scene.families, scene.schools, ServiceParameters{}, scene.loops,
                    scene.step(Month(2026, 2)));
    EXPECT_EQ(scene.pupils.service_since[child][speech], pack(Month(2025, 1)));
    EXPECT_EQ(scene.pupils.service_served[child], 0);
    EXPECT_TRUE(scene.events.events().empty());
}

}  // namespace
}  // namespace sendscape::caseload_test
