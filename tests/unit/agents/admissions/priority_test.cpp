// SPDX-License-Identifier: MIT
#include "agents/admissions/priority.h"

#include <gtest/gtest.h>

#include "agents/pupils/pupils.h"
#include "maps/map.h"

namespace sendscape::priority_test {
namespace {

using Criterion = AdmissionCriterion;

struct Child {
    bool looked_after = false, sibling = false;
    std::uint32_t metres = 0, lot = 0;
};

std::uint64_t priority(const AdmissionOrder& order, const Child& child) {
    Pupils pupils;
    pupils.append(1);
    pupils.looked_after[PupilId(0u)] = child.looked_after ? 1 : 0;
    SchoolOption option;
    option.sibling = child.sibling;
    option.metres = child.metres;
    return order.priority({pupils, PupilId(0u), option, School{}}, child.lot);
}

TEST(AdmissionOrder, TheFirstCriterionMetCountsThenDistanceThenTheLot) {
    const AdmissionOrder order(CriteriaOrder{Criterion::looked_after, Criterion::sibling, Criterion::distance});
    const Child looked_after{true, false, 9000, 9}, both{true, true, 9500, 9}, sibling{false, true, 8000, 9},
        near{false, false, 100, 9}, near_by_lot{false, false, 100, 4}, far{false, false, 7000, 1};
    EXPECT_LT(priority(order, looked_after), priority(order, both));  // of one criterion the nearer
    EXPECT_LT(priority(order, both), priority(order, sibling));
    EXPECT_LT(priority(order, sibling), priority(order, near));
    EXPECT_LT(priority(order, near_by_lot), priority(order, near));
    EXPECT_LT(priority(order, near), priority(order, far));
}

TEST(AdmissionOrder, AnotherOrderTurnsThemRound) {
    const AdmissionOrder order(CriteriaOrder{Criterion::sibling, Criterion::looked_after, Criterion::distance});
    EXPECT_LT(priority(order, {false, true, 8000, 9}), priority(order, {true, false, 100, 1}));
}

TEST(AdmissionOrder, WhoMeetsBothComesBeforeWhoMeetsOne) {
    const CriterionStep both = CriterionStep(Criterion::sibling) + Criterion::looked_after;
    const AdmissionOrder order(CriteriaOrder{both, Criterion::looked_after, Criterion::distance});
    EXPECT_LT(priority(order, {true, true, 9000, 9}), priority(order, {true, false, 100, 1}));
    EXPECT_LT(priority(order, {true, false, 9000, 9}), priority(order, {false, true, 100, 1}));
    EXPECT_EQ(priority(order, {false, true, 100, 1}), priority(order, {false, false, 100, 1}));
}

TEST(AdmissionOrder, UnderTheLotteryDistanceIsNothing) {
    const AdmissionOrder order(CriteriaOrder{Criterion::sibling, Criterion::lottery});
    EXPECT_LT(priority(order, {false, false, 9000, 1}), priority(order, {false, false, 100, 2}));
    EXPECT_EQ(priority(order, {false, false, 9000, 7}), priority(order, {false, false, 100, 7}));
    EXPECT_LT(priority(order, {false, true, 9000, 0xFFFFFFFFu}), priority(order, {false, false, 100, 0}));
    EXPECT_FALSE(order.metres_if_by_distance(priority(order, {false, false, 100, 2})).has_value());
}

TEST(AdmissionOrder, TheDistanceOfWhomDistanceAloneAdmittedIsReadBack) {
    const AdmissionOrder order(CriteriaOrder{Criterion::sibling, Criterion::distance});
    EXPECT_EQ(order.metres_if_by_distance(priority(order, {false, false, 2345, 7})), 2345);
    EXPECT_FALSE(order.metres_if_by_distance(priority(order, {false, true, 2345, 7})).has_value());
}

TEST(AdmissionOrders, EachSchoolHasThatOfItsAuthority) {
    DeterminedCriteria determined;
    determined.of_school.resize(2);
    determined.of_school[1] = values_of({Criterion::lottery});
    const AdmissionOrders orders(determined, values_of({Criterion::distance}), 3);
    const Child near{false, false, 100, 9}, far{false, false, 9000, 1};
    EXPECT_LT(priority(orders.at(SchoolId(0u)), near), priority(orders.at(SchoolId(0u)), far));
    EXPECT_GT(priority(orders.at(SchoolId(1u)), near), priority(orders.at(SchoolId(1u)), far));
    EXPECT_LT(priority(orders.at(SchoolId(2u)), near), priority(orders.at(SchoolId(2u)), far));
}

}  // namespace
}  // namespace sendscape::priority_test
