// SPDX-License-Identifier: MIT
#include "agents/admissions/criteria.h"

#include <gtest/gtest.h>

#include <set>

#include "agents/families/preferences.h"
#include "agents/pupils/pupils.h"
#include "maps/map.h"

namespace sendscape::criteria_test {
namespace {

using Criterion = AdmissionCriterion;

/// A child who meets nothing, applying to a school of no faith, until a test says otherwise.
struct Case {
    Pupils pupils;
    SchoolOption option;
    School school;
    Case() { pupils.append(1); }
    [[nodiscard]] std::set<Criterion> met() const {
        std::set<Criterion> all;
        for (std::size_t i = 0; i < admission_criteria().size(); ++i)
            if (const MeetsCriterion meets = admission_criteria()[i].meets;
                meets && meets({pupils, PupilId(0u), option, school}))
                all.insert(static_cast<Criterion>(i));
        return all;
    }
    [[nodiscard]] PupilId child() const { return PupilId(0u); }
};
using Met = std::set<Criterion>;

TEST(Criteria, EachIsMetByThoseItNamesAndNobodyElse) {
    Case a;
    EXPECT_EQ(a.met(), Met{});
    a.pupils.looked_after[a.child()] = 1;
    EXPECT_EQ(a.met(), Met{Criterion::looked_after});
    Case b;
    b.pupils.severity[b.child()] = 0.9F;
    EXPECT_EQ(b.met(), Met{});  // a need that nobody has recorded gives no priority
    b.option.send = true;
    EXPECT_EQ(b.met(), Met{Criterion::social_medical});
    b.pupils.severity[b.child()] = 0.7F;
    EXPECT_EQ(b.met(), Met{});
    Case c;
    c.option.sibling = true;
    EXPECT_EQ(c.met(), Met{Criterion::sibling});
    Case d;
    d.option.catchment = true;
    EXPECT_EQ(d.met(), Met{Criterion::catchment});
    d.option.catchment = false;
    d.option.nearest = true;
    EXPECT_EQ(d.met(), Met{Criterion::nearest});
    Case e;
    e.option.faith = true;
    EXPECT_EQ(e.met(), Met{});
    e.school.faith = true;
    EXPECT_EQ(e.met(), Met{Criterion::faith});
    e.option.faith = false;
    EXPECT_EQ(e.met(), Met{});
    Case f;
    f.option.feeder = true;
    EXPECT_EQ(f.met(), Met{Criterion::feeder});
    Case g;
    g.pupils.disadvantaged[g.child()] = 1;
    EXPECT_EQ(g.met(), Met{Criterion::pupil_premium});
}

TEST(Criteria, TheTableSaysOfEveryRowWhoKnowsIt) {
    std::set<std::string_view> codes;
    for (const CriterionRow& row : admission_criteria()) {
        EXPECT_TRUE(codes.insert(row.label.code).second) << row.label.code << " is twice in the table";
        EXPECT_FALSE(row.label.source.empty()) << row.label.code;
        // What is simulated and ranks children says who meets it; what is not says why.
        EXPECT_EQ(row.meets != nullptr, row.simulated() && row.part == CriterionPart::priority) << row.label.code;
    }
    EXPECT_EQ(code(Criterion::staff), "staff");
    EXPECT_EQ(code(Criterion::lottery), "lottery");
    EXPECT_EQ(row_of(Criterion::distance).column, ListColumn::metres);
}

TEST(Criteria, AnOrderIsReadBackFromItsValues) {
    const CriteriaOrder order{Criterion::sibling + CriterionStep(Criterion::catchment), Criterion::looked_after,
                              Criterion::distance};
    const CriteriaValues values = values_of(order);
    EXPECT_EQ(values[0], (1 << static_cast<int>(Criterion::sibling)) + (1 << static_cast<int>(Criterion::catchment)));
    EXPECT_EQ(values[1], 1 << static_cast<int>(Criterion::looked_after));
    EXPECT_EQ(values[3], 0);
    EXPECT_EQ(order_of(values), order);
}

TEST(Criteria, AStepOfTwoIsMetByWhoMeetsBoth) {
    const CriterionStep both = CriterionStep(Criterion::sibling) + Criterion::catchment;
    const std::uint32_t sibling = CriterionStep(Criterion::sibling).bits;
    const std::uint32_t catchment = CriterionStep(Criterion::catchment).bits;
    EXPECT_FALSE(both.met_by(sibling));
    EXPECT_FALSE(both.met_by(catchment));
    EXPECT_TRUE(both.met_by(sibling | catchment | 1U));
    EXPECT_EQ(both.part(), CriterionPart::priority);
    EXPECT_EQ(both.criteria(), (std::vector<Criterion>{Criterion::sibling, Criterion::catchment}));
}

TEST(Criteria, DistanceBreaksTiesUnlessTheLotteryComesFirst) {
    EXPECT_TRUE(ties_by_distance(CriteriaOrder{Criterion::sibling, Criterion::distance}));
    EXPECT_TRUE(ties_by_distance(CriteriaOrder{Criterion::distance, Criterion::lottery}));
    EXPECT_FALSE(ties_by_distance(CriteriaOrder{Criterion::sibling, Criterion::lottery}));
}

TEST(DeterminedCriteria, ADrawnCatchmentStandsForTheNearestSchool) {
    DeterminedCriteria determined;
    EXPECT_TRUE(determined.in_catchment(SchoolId(1u), ZoneId(0u), true));
    EXPECT_FALSE(determined.in_catchment(SchoolId(1u), ZoneId(0u), false));
    determined.catchments.resize(2);
    determined.catchments[1] = {true, {0, 1}};
    EXPECT_FALSE(determined.in_catchment(SchoolId(1u), ZoneId(0u), true));
    EXPECT_TRUE(determined.in_catchment(SchoolId(1u), ZoneId(1u), false));
    EXPECT_TRUE(determined.in_catchment(SchoolId(0u), ZoneId(0u), true));  // none is drawn for this one
}

TEST(DeterminedCriteria, ASchoolWithoutAListOfItsOwnGoesByThatOfEveryAuthority) {
    const CriteriaValues all = values_of({Criterion::distance}), own = values_of({Criterion::lottery});
    DeterminedCriteria determined;
    EXPECT_EQ(determined.at(SchoolId(3u), all), all);
    determined.of_school.resize(3);
    determined.of_school[1] = own;
    EXPECT_EQ(determined.at(SchoolId(0u), all), all);
    EXPECT_EQ(determined.at(SchoolId(1u), all), own);
    EXPECT_EQ(determined.at(SchoolId(3u), all), all);
}

}  // namespace
}  // namespace sendscape::criteria_test
