// SPDX-License-Identifier: MIT
#include "sim/start/published_practice.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <optional>

#include "agents/placement/post16.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/town_of_two.h"

namespace sendscape::published_practice_test {
namespace {

constexpr auto at(SettingGroup group) { return static_cast<std::size_t>(group); }

/// What became of one authority's requests in the twelve months after the start.
struct Year {
    double requests = 0, refused = 0, not_issued = 0, issued = 0, in_time = 0, special = 0;

    [[nodiscard]] double issued_of_ended() const { return issued / (issued + not_issued); }
};

class PublishedPractice : public ::testing::Test {
  protected:
    static constexpr std::int32_t times = 40;
    const Parallel parallel{2};
    const Map town = prepare_map(testing::town_of_two(times), {}, parallel);

    using Given = std::array<std::optional<PlanFlows>, 2>;
    [[nodiscard]] std::shared_ptr<const Map> map_with(const Given& given) const {
        auto map = std::make_shared<Map>(town);
        for (std::size_t a = 0; a < given.size(); ++a)
            if (given[a]) map->authorities[a].sen2.flows = {*given[a]};
        return map;
    }
    [[nodiscard]] World start(const Given& given) const { return build_world(map_with(given), {}, 1, 0, parallel); }
    /// The year of so many replicates, added up.
    [[nodiscard]] std::array<Year, 2> year(const Given& given, std::uint32_t replicates = 1) const {
        auto scenario = std::make_shared<Scenario>();
        scenario->years = 1;
        for (const char* doubt :
             {"plans.practice_doubt", "plans.assumptions_doubt"}) {  // which have tests of their own
            ParameterChange sure;
            sure.key = doubt;
            sure.values = {0};
            scenario->changes.push_back(sure);
        }
        std::array<Year, 2> years;
        for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
            Simulation simulation(map_with(given), scenario, replicate, parallel);
            while (!simulation.finished()) {
                simulation.step(parallel);
                const World& world = simulation.world();
                for (const Event& event : world.events.events())
                    if (event.pupil.exists()) count(event, years[world.residence(event.pupil).value]);
            }
        }
        return years;
    }
    static void count(const Event& event, Year& year) {
        constexpr int weeks_20 = 200;  // tenths
        switch (event.kind) {
            case EventKind::plan_requested:
                year.requests += 1;
                break;
            case EventKind::plan_refused:
                year.refused += 1;
                break;
            case EventKind::plan_not_issued:
                year.not_issued += 1;
                break;
            case EventKind::plan_issued:
                year.issued += 1;
                year.in_time += event.detail <= weeks_20 ? 1 : 0;
                year.special += event.to == static_cast<std::uint32_t>(RequiredProvision::special) ? 1 : 0;
                break;
            default:
                break;
        }
    }
};

PlanFlows flows(std::int32_t requests, double refused, double in_time, double special) {
    PlanFlows year{2025};
    year.requests = requests;
    year.refused = static_cast<std::int32_t>(requests * refused);
    year.agreed = requests - year.refused;
    year.new_plans = static_cast<std::int32_t>(year.agreed * 0.9);
    year.timed = year.new_plans;
    year.in_time = static_cast<std::int32_t>(year.timed * in_time);
    year.new_by_setting[at(SettingGroup::state_special)] = static_cast<std::int32_t>(year.new_plans * special);
    year.new_by_setting[at(SettingGroup::mainstream)] =
        year.new_plans - year.new_by_setting[at(SettingGroup::state_special)];
    return year;
}

TEST_F(PublishedPractice, TheNextYearIsMostlyAsTheLastWas) {
    const PlanFlows open = flows(2400, 0.08, 0.85, 0.08), strict = flows(1300, 0.45, 0.20, 0.35);
    const std::array<Year, 2> years = year({open, strict});
    // Requests keep 0.82 of their distance from England's (a logarithm) and grow as England's did.
    // Of some thousand cases a share is known to a point or two; the rest is what a year's loops and queues may move,
    // which at the slow end is most.
    EXPECT_NEAR(years[0].requests, 2400, 0.15 * 2400);
    EXPECT_NEAR(years[1].requests, 1300, 0.2 * 1300);
    // Three quarters of the way from England's 0.28 in log-odds: 0.08 becomes 0.11, and 0.45 becomes 0.40.
    EXPECT_NEAR(years[0].refused / years[0].requests, 0.11, 0.02);
    EXPECT_NEAR(years[1].refused / years[1].requests, 0.40, 0.03);
    // Six tenths of the way from England's 0.60 in standard scores: 0.85 becomes 0.77, and 0.20 becomes 0.34.
    EXPECT_NEAR(years[0].in_time / years[0].issued, 0.77, 0.07);
    EXPECT_NEAR(years[1].in_time / years[1].issued, 0.34, 0.09);
    EXPECT_NEAR(years[0].special / years[0].issued, 0.08, 0.02);
    EXPECT_NEAR(years[1].special / years[1].issued, 0.35, 0.10);
    for (const Year& one : years) EXPECT_NEAR(one.issued_of_ended(), 0.9, 0.04);
}

TEST_F(PublishedPractice, SlowAuthoritiesIssueAsManyPlansAsTheyAgreeTo) {
    // What was agreed to before the start and is not yet a plan comes in the year, however long plans take: as many end
    // as are agreed to, within the difference between the requests of this year and of the year before.
    const PlanFlows slow = flows(1800, 0.25, 0.05, 0.1), fast = flows(1800, 0.25, 0.95, 0.1);
    const std::array<Year, 2> years = year({slow, fast}, 3);  // one year's ratio is known to four points
    for (const Year& one : years) {
        const double ended = one.issued + one.not_issued, agreed = one.requests - one.refused;
        EXPECT_NEAR(ended / agreed, 1.0, 0.1);
    }
}

/// Shares of residents' plans that end in a year at England's chances, an authority's ceasing counted.
std::array<double, 2> ended_shares(const World& world) {
    std::array<double, 2> plans{}, ended{};
    for (std::size_t row = 0; row < world.pupils.size(); ++row) {
        const PupilId p(row);
        if (!world.pupils.has_plan(p) || !world.pupils.present(p)) continue;
        const AuthorityId home = world.residence(p);
        const int next = world.pupils.ncy[p] + 1;
        plans[home.value] += 1;
        if (next < first_post16_ncy) continue;
        ended[home.value] += next > last_ncy ? 1
                                             : post16_end_share(group_of(world.pupils.setting[p]), next) *
                                                   static_cast<double>(world.authorities.practice[home].ceasing);
    }
    return {ended[0] / plans[0], ended[1] / plans[1]};
}

TEST_F(PublishedPractice, ManyPlansAfter16DoNotEndTheFaster) {
    auto map = std::make_shared<Map>(town);
    PlansMaintained young{2026}, old{2026};
    young.total = old.total = 2000;
    young.by_age_band = {100, 800, 900, 160, 40};
    old.by_age_band = {60, 500, 640, 550, 250};
    map->authorities[0].sen2.plans = {young};
    map->authorities[1].sen2.plans = {old};
    const World anchored = build_world(map, {}, 1, 0, parallel);
    World usual = build_world(map, {}, 1, 0, parallel);
    for (Practice& practice : usual.authorities.practice) practice.ceasing = 1;
    const auto before = ended_shares(usual), after = ended_shares(anchored);
    EXPECT_GT(before[1] / before[0], 2);
    EXPECT_LT(after[1] / after[0], 1.5) << "three quarters of the difference is taken for a habit of keeping plans";
    EXPECT_GT(after[1] / after[0], 1);
    const auto& practice = anchored.authorities.practice;
    EXPECT_LT(practice[AuthorityId(1)].ceasing, practice[AuthorityId(0)].ceasing);
}

TEST_F(PublishedPractice, IsInDoubtInEveryReplicateButTheFirst) {
    const auto map = map_with({flows(500, 0.2, 0.5, 0.1), std::nullopt});
    const AuthorityId here(0);
    Parameters sure;
    sure.plans.practice_doubt = 0;
    const auto level = [&](const Parameters& parameters, std::uint32_t replicate) {
        return build_world(map, parameters, 1, replicate, parallel).authorities.request_level[here];
    };
    EXPECT_EQ(level({}, 0), level(sure, 0));
    // In pairs: as many times above what was published as below it.
    for (std::uint32_t replicate = 1; replicate < 7; replicate += 2) {
        const double above = level({}, replicate) / level(sure, replicate);
        const double below = level({}, replicate + 1) / level(sure, replicate + 1);
        EXPECT_NE(above, 1);
        EXPECT_NEAR(above * below, 1, 1e-5);
    }
    EXPECT_NE(level({}, 1), level({}, 3));
    // By the authority's code: another that stands first on its own map has other doubts, in another row the same.
    auto renamed = std::make_shared<Map>(*map);
    renamed->authorities[0].code = "999";
    const auto doubted = [&](const std::shared_ptr<const Map>& on, AuthorityId a) {
        return build_world(on, {}, 1, 1, parallel).authorities.request_level[a] /
               build_world(on, sure, 1, 1, parallel).authorities.request_level[a];
    };
    EXPECT_NE(doubted(map, here), doubted(renamed, here));
    auto second = std::make_shared<Map>(*map_with({std::nullopt, flows(500, 0.2, 0.5, 0.1)}));
    second->authorities[1].code = map->authorities[0].code;
    EXPECT_NEAR(doubted(map, here), doubted(second, AuthorityId(1)), 1e-5);
}

TEST_F(PublishedPractice, AnotherAuthoritysFlowsChangeNothingHere) {
    const World usual = start({}), given = start({std::nullopt, flows(500, 0.45, 0.20, 0.35)});
    const AuthorityId here(0), there(1);
    EXPECT_EQ(given.authorities.practice[here], usual.authorities.practice[here]);
    EXPECT_EQ(given.authorities.leniency[here], usual.authorities.leniency[here]);
    EXPECT_EQ(given.authorities.request_level[here], usual.authorities.request_level[here]);
    EXPECT_NE(given.authorities.practice[there], usual.authorities.practice[there]);
    EXPECT_LT(given.authorities.leniency[there], usual.authorities.leniency[there]);
    EXPECT_EQ(given.authorities.own_leniency[there], given.authorities.leniency[there]);
}

TEST_F(PublishedPractice, WithoutTheLastYearsFlowsAllIsEnglands) {
    PlanFlows earlier = flows(900, 0.45, 0.20, 0.35);
    earlier.year = 2024;
    const World usual = start({}), given = start({earlier, earlier});
    for (const World* world : {&usual, &given})
        for (const Practice& practice : world->authorities.practice) {
            EXPECT_EQ(practice.first_special, 1);
            EXPECT_EQ(practice.advices, 1);
            EXPECT_EQ(practice.drafting, 1);
            EXPECT_EQ(practice.issued, 1);
        }
    for (std::size_t row = 0; row < 2; ++row) {
        EXPECT_EQ(given.authorities.leniency[AuthorityId(row)], usual.authorities.leniency[AuthorityId(row)]);
        EXPECT_EQ(given.authorities.request_level[AuthorityId(row)], usual.authorities.request_level[AuthorityId(row)]);
    }
    EXPECT_EQ(given.pupils.process.values(), usual.pupils.process.values());
}

TEST_F(PublishedPractice, WhatAYearLeavesOutStaysAsItWas) {
    PlanFlows requests{2025};
    requests.requests = 700;
    const World usual = start({}), given = start({requests, std::nullopt});
    const AuthorityId here(0);
    EXPECT_EQ(given.authorities.leniency[here], usual.authorities.leniency[here]);
    EXPECT_EQ(given.authorities.practice[here].first_special, 1);
    EXPECT_EQ(given.authorities.practice[here].drafting, 1);
    EXPECT_EQ(given.authorities.practice[here].issued, 1);
    EXPECT_NE(given.authorities.request_level[here], usual.authorities.request_level[here]);

    PlanFlows timely{2025};
    timely.timed = 400;
    timely.in_time = 380;
    const World quick = start({timely, std::nullopt});
    EXPECT_LT(quick.authorities.practice[here].drafting, 1);
    EXPECT_EQ(quick.authorities.request_level[here], usual.authorities.request_level[here]);
}

TEST_F(PublishedPractice, FewCasesTellLittle) {
    const AuthorityId here(0);
    const auto leniency = [&](std::int32_t requests) {
        return start({flows(requests, 0.5, 0.5, 0.2), std::nullopt}).authorities.leniency[here];
    };
    const float usual = start({}).authorities.leniency[here], few = leniency(8), many = leniency(800);
    EXPECT_LT(many, few) << "half refused, of eight, may be chance";
    EXPECT_LT(few, usual + 0.1F);
}

}  // namespace
}  // namespace sendscape::published_practice_test
