// SPDX-License-Identifier: MIT
#include "agents/plans/practice_over_time.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/small_map.h"

namespace sendscape::practice_over_time_test {
namespace {

const AuthorityId own(0);

/// One authority that asks twice as often as England's, refuses less and names special schools more often.
Authorities far_from_england(const Map& map, bool told) {
    Authorities authorities;
    Authorities::for_each_column(authorities, [&](auto& column) { column.resize(map.authorities.size()); });
    authorities.request_level[own] = 1;
    authorities.own_leniency[own] = 1.2f;
    authorities.leniency[own] = 0.9f;  // a deficit tightens it
    Practice& practice = authorities.practice[own];
    practice.englands_requests = 0.5f;
    practice.englands_leniency = 0.2f;
    practice.englands_first_special = 2;
    practice.first_special = 4;
    practice.flows_told = told ? 1 : 0;
    return authorities;
}

Authorities years_later(const Map& map, Authorities authorities, int years, std::uint32_t replicate = 0,
                        const PlanParameters& parameters = {}) {
    const Draws draws(5, replicate);
    const Parallel one_thread(1);
    EventLog events;
    for (int year = 2027; year < 2027 + years; ++year)
        practice_nears_englands({map, Month(year, 1), draws, one_thread, events}, authorities, parameters);
    return authorities;
}

TEST(PracticeOverTime, APartOfTheDistanceFromEnglandIsThereAYearLater) {
    const auto map = testing::small_map();
    PlanParameters parameters;
    parameters.requests_kept = 0.8;
    parameters.refusals_kept = 0.7;
    parameters.first_special_kept = 0.9;
    const Authorities later = years_later(*map, far_from_england(*map, true), 3, 0, parameters);
    EXPECT_NEAR(later.request_level[own], 0.5 * std::pow(2.0, 0.8 * 0.8 * 0.8), 1e-5);
    EXPECT_NEAR(later.own_leniency[own], 0.2 + 1.0 * 0.7 * 0.7 * 0.7, 1e-5);
    EXPECT_NEAR(later.leniency[own], later.own_leniency[own] - 0.3, 1e-5) << "the deficit's part stays";
    EXPECT_NEAR(later.practice[own].first_special, 2 * std::pow(2.0, 0.9 * 0.9 * 0.9), 1e-5);
    EXPECT_NEAR(later.practice[own].advices, later.request_level[own], 1e-5) << "as many advices as are asked for";
}

TEST(PracticeOverTime, EnglandsOwnStaysAndSoDoesWhatIsKeptWhole) {
    const auto map = testing::small_map();
    Authorities england = far_from_england(*map, true);
    england.request_level[own] = 0.5f;
    england.own_leniency[own] = 0.2f;
    england.practice[own].first_special = 2;
    const Authorities later = years_later(*map, england, 10);
    EXPECT_NEAR(later.request_level[own], 0.5, 1e-6);
    EXPECT_NEAR(later.own_leniency[own], 0.2, 1e-6);
    EXPECT_NEAR(later.practice[own].first_special, 2, 1e-5);
    PlanParameters whole;
    whole.requests_kept = whole.refusals_kept = whole.first_special_kept = 1;
    const Authorities kept = years_later(*map, far_from_england(*map, true), 10, 0, whole);
    EXPECT_NEAR(kept.request_level[own], 1, 1e-6);
    EXPECT_NEAR(kept.own_leniency[own], 1.2, 1e-6);
    EXPECT_NEAR(kept.practice[own].first_special, 4, 1e-5);
}

TEST(PracticeOverTime, WithoutFlowsThePanelAndFirstPlacementsStayAsTheyStarted) {
    const auto map = testing::small_map();
    for (const std::uint32_t replicate : {0u, 1u}) {
        const Authorities later = years_later(*map, far_from_england(*map, false), 5, replicate);
        EXPECT_EQ(later.own_leniency[own], 1.2f);
        EXPECT_EQ(later.practice[own].first_special, 4);
        EXPECT_NE(later.request_level[own], 1);
    }
}

TEST(PracticeOverTime, ReplicatesComeInPairsAndKeepAuthoritiesAsFarApartAsTheyAre) {
    const auto map = testing::small_map();
    Authorities england = far_from_england(*map, true);
    england.request_level[own] = 0.5f;
    const auto distance = [&](std::uint32_t replicate) {
        return std::log(static_cast<double>(years_later(*map, england, 20, replicate).request_level[own]) / 0.5);
    };
    EXPECT_NEAR(distance(1), -distance(2), 1e-4);
    double squares = 0;
    int n = 0;
    for (std::uint32_t replicate = 1; replicate < 800; replicate += 2, ++n) squares += std::pow(distance(replicate), 2);
    EXPECT_NEAR(std::sqrt(squares / n), 0.24, 0.03) << "among authorities with an even code, SEN2 2022, 2018 to 2021";
    PlanParameters certain;
    certain.practice_doubt = 0;
    EXPECT_NEAR(years_later(*map, england, 20, 1, certain).request_level[own], 0.5, 1e-6);
}

}  // namespace
}  // namespace sendscape::practice_over_time_test
