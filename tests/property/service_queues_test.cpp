// SPDX-License-Identifier: MIT
// Queues for services against queueing theory: Little's law holds to the child, and waits settle where arrivals and
// capacity put them.
#include <gtest/gtest.h>

#include <array>

#include "agents/services/caseload.h"
#include "tests/support/small_world.h"

namespace sendscape::service_queues_test {
namespace {

/// Twenty years of one town's services, nobody ageing, moving or giving up.
struct Queues {
    World world = testing::small_world(3);
    std::array<std::int64_t, service_count> queued{}, waited{}, begun{};  ///< child-months in the queue; of those begun

    explicit Queues(double capacity, int months = 240) {
        const Parallel one(1);
        ServiceParameters& p = world.parameters.services;
        p.gives_up.fill(0);
        p.response = 0;
        for (const std::size_t s : services_by_referral) p.capacity_scale[s] = capacity;
        for (auto& since : world.pupils.service_since) since.fill(no_month);
        for (int m = 0; m < months; ++m) {
            ++world.month;
            world.events.clear();
            const Step step{*world.map, world.month, world.draws, one, world.events};
            refer_and_treat(world.services, world.pupils, world.families, world.schools, p, world.parameters.loops,
                            step);
            for (const Event& e : world.events.events()) {
                if (e.kind != EventKind::service_started) continue;
                waited[e.cause] += e.detail;
                ++begun[e.cause];
            }
            for (std::size_t a = 0; a < world.services.size(); ++a)
                for (const std::size_t s : services_by_referral) queued[s] += world.services.waiting[AuthorityId(a)][s];
        }
    }
};

TEST(ServiceQueues, LittlesLawHoldsToTheChild) {
    for (const double capacity : {0.3, 0.7, 1.0, 3.0}) {
        Queues queues(capacity);
        // Children still waiting have stood in the queue since they came, this month included.
        std::array<std::int64_t, service_count> still{};
        const std::int16_t now = pack(queues.world.month);
        for (const auto& since : queues.world.pupils.service_since)
            for (const std::size_t s : services_by_referral)
                if (since[s] != no_month) still[s] += now - since[s] + 1;
        for (const std::size_t s : services_by_referral) {
            EXPECT_GT(queues.queued[s], 0) << service_labels[s].code << " at " << capacity;
            EXPECT_EQ(queues.queued[s], queues.waited[s] + still[s]) << service_labels[s].code << " at " << capacity;
        }
    }
}

TEST(ServiceQueues, NobodyWaitsWhereCapacityAbounds) {
    const Queues queues(20);
    for (const std::size_t s : services_by_referral) {
        EXPECT_GT(queues.begun[s], 50) << service_labels[s].code;
        EXPECT_LE(queues.waited[s], queues.begun[s] / 10) << service_labels[s].code;
    }
}

TEST(ServiceQueues, AShortServiceBeginsExactlyWhatItCan) {
    // Far more children than places: throughput is the capacity, whatever the arrivals (a saturated queue).
    const Queues queues(0.1);
    for (const std::size_t s : services_by_referral) {
        double can = 0;
        for (std::size_t a = 0; a < queues.world.services.size(); ++a)
            can += static_cast<double>(queues.world.services.usual_starts[AuthorityId(a)][s]) * 0.1 * 240;
        EXPECT_NEAR(static_cast<double>(queues.begun[s]), can, 3) << service_labels[s].code;
    }
}

}  // namespace
}  // namespace sendscape::service_queues_test
