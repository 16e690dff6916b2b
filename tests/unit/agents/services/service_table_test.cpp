// SPDX-License-Identifier: MIT
#include "agents/service_table.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "agents/pupils/service_waits.h"
#include "agents/services/caseload.h"
#include "tests/support/placement_scene.h"

// What must hold of every row of the table, so that a new service needs no more than its row and a test of what is
// particular to it.

namespace sendscape::service_table_test {
namespace {

using testing::PlacementScene;

TEST(ServiceTable, EveryServiceIsFoundByACodeOfItsOwn) {
    std::set<std::string_view> codes;
    for (std::size_t s = 0; s < service_count; ++s) {
        EXPECT_TRUE(codes.insert(service_table[s].label.code).second) << service_table[s].label.code;
        EXPECT_EQ(service_row(service_table[s].label.code), s);
        EXPECT_FALSE(service_table[s].label.words.empty());
        EXPECT_FALSE(service_table[s].label.source.empty());
    }
    EXPECT_THROW((void)service_row("no_such_service"), std::logic_error);
}

TEST(ServiceTable, NoServiceSharesTheLuckOfAnother) {
    std::set<std::pair<int, std::uint32_t>> taken;
    for (std::size_t s = 0; s < service_count; ++s)
        for (const ServiceDraw draw : {ServiceDraw::referral, ServiceDraw::threshold, ServiceDraw::start}) {
            const ServiceLuck luck = luck_of(s, draw);
            EXPECT_TRUE(taken.emplace(static_cast<int>(luck.stream), luck.word).second) << service_labels[s].code;
            const bool own = service_table[s].shared_luck < 0;
            EXPECT_EQ(own, static_cast<int>(luck.stream) >= int{first_service_stream}) << service_labels[s].code;
        }
    // Every result so far hangs on these.
    EXPECT_EQ(luck_of(service_row("speech_language"), ServiceDraw::referral).word, 1U);
    EXPECT_EQ(luck_of(service_row("occupational_therapy"), ServiceDraw::start).word, 2U);
    EXPECT_EQ(luck_of(service_row("camhs"), ServiceDraw::threshold).word, 3U);
    EXPECT_EQ(luck_of(service_row("camhs"), ServiceDraw::threshold).stream, Stream::service_threshold);
}

TEST(ServiceTable, ParametersBeginWithItsNumbers) {
    const ServiceParameters parameters;
    for (std::size_t s = 0; s < service_count; ++s) {
        EXPECT_EQ(parameters.referrals[s], service_table[s].referrals);
        EXPECT_EQ(parameters.refused[s], service_table[s].refused);
        EXPECT_EQ(parameters.usual_weeks[s], service_table[s].usual_weeks);
        EXPECT_EQ(parameters.gives_up[s], service_table[s].gives_up);
        EXPECT_EQ(parameters.months_seen[s], service_table[s].months_seen);
        EXPECT_EQ(parameters.capacity_scale[s], 1);
    }
}

TEST(ServiceTable, AWaitForAnyServiceIsAWait) {
    Pupils pupils;
    const PupilId p = pupils.append();
    EXPECT_TRUE(waits_for_no_service(pupils, p));
    for (std::size_t s = 0; s < service_count; ++s) {
        pupils.service_since[p][s] = 0;
        EXPECT_FALSE(waits_for_no_service(pupils, p)) << service_labels[s].code;
        pupils.service_since[p][s] = no_month;
    }
    EXPECT_TRUE(waits_for_no_service(pupils, p));
}

// A town of children who all have one need: each service is sent as many as its row says, and refuses its share.
TEST(ServiceTable, EveryServiceIsReferredChildrenByNeedAsItsRowSays) {
    constexpr int children = 20'000;
    for (const Need need : {Need::slcn, Need::pd, Need::semh, Need::asd, Need::mld}) {
        PlacementScene scene;
        for (int child = 0; child < children; ++child)
            scene.pupils.underlying[scene.add(3, RequiredProvision::mainstream, Setting::mainstream,
                                              SchoolId(testing::riverside))] = need;
        Services services;
        Services::for_each_column(services, [&](auto& column) { column.resize(scene.map->authorities.size()); });
        refer_and_treat(services, scene.pupils, scene.families, scene.schools, ServiceParameters{}, scene.loops,
                        scene.step(Month(2026, 2)));
        std::array<double, service_count> referred{}, refused{};
        for (const Event& event : scene.events.events()) {
            referred[event.cause] += event.kind == EventKind::service_referred;
            refused[event.cause] += event.kind == EventKind::service_refused;
        }
        for (std::size_t s = 0; s < service_count; ++s) {
            const ServiceRow& row = service_table[s];
            double share = row.other_needs;
            for (const NeedReferred& listed : row.needs)
                if (listed.need == need) share = listed.share;
            const double chance = row.staffing == Staffing::referrals ? row.referrals * share : 0;
            const double due = children * chance;
            EXPECT_NEAR(referred[s], due, 4.5 * std::sqrt(due)) << row.label.code << " " << label(need).code;
            EXPECT_NEAR(refused[s], due * row.refused, 4.5 * std::sqrt(due * row.refused)) << row.label.code;
        }
    }
}

}  // namespace
}  // namespace sendscape::service_table_test
