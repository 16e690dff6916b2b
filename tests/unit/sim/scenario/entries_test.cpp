// SPDX-License-Identifier: MIT
#include "sim/scenario/entries.h"

#include <gtest/gtest.h>

namespace sendscape::entries_test {
namespace {

ProvisionChange change(ProvisionChange::Kind kind, Month on) {
    ProvisionChange o;
    o.kind = kind;
    o.on = on;
    o.places = 60;
    return o;
}

TEST(Entries, ASchoolIsReckonedWithFromTheRoundBeforeItsSeptember) {
    const auto from = [](ProvisionChange::Kind kind, Month on) { return in_force_from(change(kind, on)); };
    for (const auto kind : {ProvisionChange::Kind::open_school, ProvisionChange::Kind::close_school}) {
        EXPECT_EQ(from(kind, Month(2028, 9)), Month(2028, 2));
        EXPECT_EQ(from(kind, Month(2028, 3)), Month(2028, 2));
        EXPECT_EQ(from(kind, Month(2028, 1)), Month(2028, 1));
        EXPECT_EQ(from(kind, Month(2028, 10)), Month(2028, 10));
    }
    EXPECT_EQ(from(ProvisionChange::Kind::grow, Month(2028, 9)), Month(2028, 9));
}

TEST(Entries, CriteriaDatedSeptemberAreThoseOfTheRoundBefore) {
    EXPECT_EQ(in_force_from(CriteriaChange{{}, Month(2027, 9), "901", 0, {}}), Month(2027, 2));
    EXPECT_EQ(in_force_from(CriteriaChange{{}, Month(2027, 4), "901", 0, {}}), Month(2027, 4));
}

TEST(Entries, CriteriaDoSomethingFromTheFirstOffersOn) {
    const auto of_all = [](Month from) { return takes_effect(ParameterChange{{}, from, "admissions.criteria", {1}}); };
    EXPECT_EQ(of_all(Month(2027, 11)), Month(2028, 3));
    EXPECT_EQ(of_all(Month(2028, 3)), Month(2028, 3));
    EXPECT_EQ(of_all(Month(2028, 4)), Month(2028, 4));
    EXPECT_EQ(of_all(Month(2028, 5)), Month(2028, 6));
    EXPECT_EQ(of_all(Month(2028, 7)), Month(2029, 3));
    EXPECT_EQ(of_all(Month(0)), Month(0));
    EXPECT_EQ(takes_effect(CriteriaChange{{}, Month(2027, 9), "901", 0, {}}), Month(2027, 3));
    EXPECT_EQ(takes_effect(ParameterChange{{}, Month(2027, 11), "plans.agree_school", {1}}), Month(2027, 11));
}

TEST(Entries, AreEqualWhereTheyDoTheSame) {
    const CriteriaChange one{{"a", "s.toml:1"}, Month(2027, 9), "901", 0, {AdmissionCriterion::lottery}};
    CriteriaChange other = one;
    other.label = "b";
    other.where = "t.toml:9";
    EXPECT_EQ(one, other);
    other.order = {AdmissionCriterion::sibling, AdmissionCriterion::lottery};
    EXPECT_NE(one, other);
    other = one;
    other.authority.clear();
    other.urn = 100'006;
    EXPECT_NE(one, other);
    EXPECT_EQ(criteria_text(other), "Criteria of URN 100006: lottery");
    EXPECT_EQ(criteria_text(one), "Criteria of authority 901: lottery");
}

TEST(Entries, EqualSchoolsStandTwiceAndEqualBasesFindTwoHosts) {
    ProvisionChange school;
    school.kind = ProvisionChange::Kind::open_school;
    school.on = Month(2029, 9);
    school.near = "Harbury";
    school.places = 64;
    ProvisionChange other = school;
    EXPECT_TRUE(contradict(school, other)) << "nobody opens one school twice";
    other.name = "Another";
    EXPECT_FALSE(contradict(school, other));
    ProvisionChange base = school;
    base.kind = ProvisionChange::Kind::open_base;
    EXPECT_FALSE(contradict(base, base)) << "the second finds the next host";
    base.urn = 5;
    EXPECT_TRUE(contradict(base, base));
}

}  // namespace
}  // namespace sendscape::entries_test
