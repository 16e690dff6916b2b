// SPDX-License-Identifier: MIT
#include "agents/schools/bases.h"

#include <gtest/gtest.h>

namespace sendscape::bases_test {
namespace {

constexpr BaseFor speech{Setting::resourced_provision, need_bit(Need::slcn)};
constexpr BaseFor autism{Setting::sen_unit, need_bit(Need::asd)};
constexpr BaseFor any{};

Schools one_school() {
    Schools schools;
    schools.append();
    return schools;
}

TEST(Bases, ASchoolWithoutOneTakesWhatTheNewOneIsFor) {
    Schools schools = one_school();
    const SchoolId s(0u);
    add_base_places(schools, s, 1, 8, autism);
    EXPECT_EQ(schools.base_places[s][1], 8);
    EXPECT_EQ(base_of(schools, s).kind, Setting::sen_unit);
    EXPECT_EQ(base_of(schools, s).needs, need_bit(Need::asd));
}

TEST(Bases, OneThatHasABaseTakesTheNeedsOfBoth) {
    Schools schools = one_school();
    const SchoolId s(0u);
    add_base_places(schools, s, 0, 12, autism);
    add_base_places(schools, s, 0, 4, speech);
    add_base_places(schools, s, 1, 4, any);
    EXPECT_EQ(schools.base_places[s][0], 16);
    EXPECT_EQ(base_of(schools, s).kind, Setting::sen_unit);
    EXPECT_EQ(base_of(schools, s).needs, need_bit(Need::asd) | need_bit(Need::slcn));
}

TEST(Bases, OneForAnyNeedStaysSo) {
    Schools schools = one_school();
    const SchoolId s(0u);
    add_base_places(schools, s, 0, 12, any);
    add_base_places(schools, s, 0, 4, speech);
    EXPECT_EQ(base_of(schools, s).needs, 0);
}

TEST(Bases, WhatAClosedBaseWasForIsForgotten) {
    Schools schools = one_school();
    const SchoolId s(0u);
    add_base_places(schools, s, 0, 12, speech);
    schools.base_places[s] = {0, 0};
    add_base_places(schools, s, 0, 12, autism);
    EXPECT_EQ(base_of(schools, s).needs, need_bit(Need::asd));
    EXPECT_EQ(base_of(schools, s).kind, Setting::sen_unit);
}

}  // namespace
}  // namespace sendscape::bases_test
