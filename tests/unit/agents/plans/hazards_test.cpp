// SPDX-License-Identifier: MIT
#include "agents/plans/hazards.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/support/plans_scene.h"

namespace sendscape::hazards_test {
namespace {

// The same hazards without agents: cohorts of real numbers, a month at a time. Constant cohorts, as the published
// frozen-hazard path was made.
class CohortArithmetic {
  public:
    CohortArithmetic() {
        for (std::size_t i = 0; i < plan_ages; ++i) plans_[i] = testing::england_plans[i];
        // Request to final plan in months, the request anywhere in its month.
        for (int i = 0; i < 40; ++i)
            for (int k = 0; k < 200; ++k) {
                const double months = (i + 0.5) / 40 + weeks_to_final_plan(p_, (k + 0.5) / 200) / 4.348;
                delay_[std::min<std::size_t>(static_cast<std::size_t>(months), delay_.size() - 1)] += 1.0 / 8000;
            }
    }
    /// A year from one January to the next; returns new plans.
    double year() {
        double joined = 0;
        auto next = plans_;
        next.fill(0);
        next[0] = testing::england_plans[0];
        for (std::size_t i = 0; i + 1 < plan_ages; ++i) {
            const double children = testing::england_children[i] * 1000;
            double rate = 0;  // plans issued in the year per child without a plan in January
            for (int month = 1; month <= 12; ++month)
                for (std::size_t d = 0; d < delay_.size(); ++d)
                    rate += delay_[d] * plans_per_request(i, month - static_cast<int>(d));
            const double issued = rate * std::max(children - plans_[i], 0.0);
            joined += issued;
            next[i + 1] = plans_[i] * (1 - ended_percent_a_year[i] / 100) + issued;
        }
        plans_ = next;
        return joined;
    }
    [[nodiscard]] double total() const {
        double sum = 0;
        for (const double n : plans_) sum += n;
        return sum;
    }
    [[nodiscard]] double at_age(int age) const { return plans_[plan_age_index(age)]; }

    /// Requests a year at the hazards of a January.
    [[nodiscard]] double requests() const {
        double sum = 0;
        for (std::size_t i = 0; i < 17; ++i) {
            double rate = 0;
            for (int month = 1; month <= 12; ++month) rate += hazard(i, month).first;
            sum += rate * (testing::england_children[i] * 1000 - plans_[i]);
        }
        return sum;
    }

  private:
    /// Hazard of a request `month` months after the January of the cohort aged i + 2 then, and its year group.
    [[nodiscard]] std::pair<double, int> hazard(std::size_t i, int month) const {
        const int shifted = month + 4 + 120;  // whole school years since
        const int ncy = static_cast<int>(i) + first_ncy + shifted / 12 - 10;
        const int of_year = ((month % 12) + 12) % 12 + 1;
        return {request_hazard(p_, ncy, of_year), ncy};
    }
    [[nodiscard]] double plans_per_request(std::size_t i, int month) const {
        const auto h = hazard(i, month);
        if (h.first <= 0) return 0;
        const int age = age_of_ncy(h.second);
        double agreed = 0;
        for (const int exact : {age, age + 1}) {
            const auto sources = request_sources(p_, exact);
            for (std::size_t s = 0; s < 3; ++s)
                agreed += 0.5 * sources[s] * agreed_of_decided(p_, static_cast<RequestSource>(s), exact);
        }
        const double overturned =
            p_.mediation_share * p_.mediation_overturned +
            (1 - p_.mediation_share * p_.mediation_overturned) * p_.refusal_appeal_share * p_.refusal_appeal_overturned;
        return h.first * (1 - p_.withdrawn) * (agreed + (1 - agreed) * overturned) * p_.plan_given_assessment;
    }

    PlanParameters p_;
    std::array<double, plan_ages> plans_{};
    std::array<double, 49> delay_{};
};

TEST(PlanHazards, CohortArithmeticFollowsTheFrozenPath) {
    CohortArithmetic england;
    constexpr std::array<double, 10> published{10.6, 9.0, 7.7, 6.5, 5.5, 4.7, 4.0, 3.3, 2.8, 2.2};
    double before = england.total();
    EXPECT_NEAR(before, 718838, 400);
    EXPECT_NEAR(england.requests(), 162702, 0.05 * 162702);
    for (std::size_t y = 0; y < published.size(); ++y) {
        const double joined = england.year();
        EXPECT_NEAR(joined, 112000, 5000);
        EXPECT_NEAR(100 * (england.total() / before - 1), published[y], 0.8) << 2026 + y;
        before = england.total();
    }
}

TEST(PlanHazards, YearOneMatchesJoinersByCohort) {
    CohortArithmetic england;
    england.year();
    // January 2027 by age: the cohort's plans of January 2026 and its joiners of 2025 (SEN2 2026).
    EXPECT_NEAR(england.at_age(4) - 5003, 18019, 1500);
    EXPECT_NEAR(england.at_age(7), 39600 + 8000, 1200);
    EXPECT_NEAR(england.at_age(11), 47974 + 10000, 1500);
    EXPECT_NEAR(england.at_age(12), 51387 + 4600, 1500);
}

TEST(PlanHazards, TimesToPlanAreEnglands) {
    const PlanParameters p;
    int in_time = 0, over_a_year = 0;
    double weeks = 0;
    constexpr int n = 10000;
    for (int i = 0; i < n; ++i) {
        const double w = weeks_to_final_plan(p, (i + 0.5) / n);
        in_time += w <= 20;
        over_a_year += w > 52;
        weeks += w / n;
    }
    EXPECT_NEAR(in_time / double(n), 0.46, 0.01);
    EXPECT_NEAR(over_a_year / double(n), 0.10, 0.01);
    EXPECT_NEAR(weeks, 27, 1);
}

TEST(PlanHazards, AgreementByAgeIsSen2s) {
    const PlanParameters p;
    const auto all_sources = [&](int age) {
        const auto sources = request_sources(p, age);
        double agreed = 0;
        for (std::size_t s = 0; s < 3; ++s)
            agreed += sources[s] * agreed_of_decided(p, static_cast<RequestSource>(s), age);
        return agreed;
    };
    EXPECT_NEAR(all_sources(3), 0.83, 0.015);
    EXPECT_NEAR(all_sources(7), 0.74, 0.015);
    EXPECT_NEAR(all_sources(10), 0.66, 0.015);
    EXPECT_NEAR(all_sources(16), 0.52, 0.015);
    EXPECT_GT(agreed_of_decided(p, RequestSource::school, 7), agreed_of_decided(p, RequestSource::parent, 7));
}

TEST(PlanHazards, ExactAgeTurnsOnTheBirthday) {
    EXPECT_EQ(exact_age(0, 9, Month(2026, 9)), 5);  // born in September: five as Reception begins
    EXPECT_EQ(exact_age(0, 8, Month(2027, 7)), 4);  // born in August: four until it ends
    EXPECT_EQ(exact_age(0, 8, Month(2027, 8)), 5);
    EXPECT_EQ(exact_age(0, 1, Month(2026, 12)), 4);
    EXPECT_EQ(exact_age(0, 1, Month(2027, 1)), 5);
}

TEST(PlanHazards, TablesAreSharesAndRequestsPeakBeforeTransfers) {
    for (int age = 2; age <= 25; ++age) {
        double sum = 0;
        for (const double share : first_placement(age, age - 5)) sum += share;
        EXPECT_NEAR(sum, 100, 0.6) << age;
    }
    // Two in three plans issued at 4 are for children before Reception: together they make SEN2's row of 2025.
    constexpr std::array<double, placement_kinds> published{81.0, 5.3, 11.7, 0.0, 0.0, 2.1};
    for (std::size_t kind = 0; kind < placement_kinds; ++kind)
        EXPECT_NEAR((2 * first_placement(4, -1)[kind] + first_placement(4, 0)[kind]) / 3, published[kind], 0.25);
    const PlanParameters p;
    EXPECT_GT(request_hazard(p, -1, 10), 1.5 * request_hazard(p, 1, 10));
    EXPECT_GT(request_hazard(p, 6, 10), 1.2 * request_hazard(p, 7, 10));
    double year = 0, flat = 0;
    for (int month = 1; month <= 12; ++month) {
        year += request_season(p, month);
        flat += 1;
    }
    EXPECT_NEAR(year, flat, 1e-12);
}

}  // namespace
}  // namespace sendscape::hazards_test
