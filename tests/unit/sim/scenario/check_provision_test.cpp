// SPDX-License-Identifier: MIT
#include "sim/scenario/check_provision.h"

#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "tests/support/small_map.h"

namespace sendscape::check_provision_test {
namespace {

using testing::small_map;
using Kind = ProvisionChange::Kind;
constexpr Setting base = Setting::resourced_provision;

std::uint32_t urn(testing::SmallSchool school) { return small_map()->schools[school].urn; }

ProvisionChange change(Kind kind, Month on, std::uint32_t at, int places = 0,
                       Setting setting = Setting::state_special) {
    static int line = 0;
    ProvisionChange o;
    o.kind = kind;
    o.on = on;
    o.urn = at;
    o.places = places;
    o.setting = setting;
    o.where = "s.toml:" + std::to_string(++line % 90 + 1);
    return o;
}

/// What is told of the openings, with their own places written as #0, #1 ... in their order.
std::string told(const std::vector<ProvisionChange>& provision, const Map& map = *small_map()) {
    ConfigProblems problems;
    add_provision_problems(map, provision, problems);
    std::string text;
    try {
        problems.throw_if_any();
    } catch (const InputError& error) {
        text = error.what();
    }
    for (std::size_t i = 0; i < provision.size(); ++i)
        for (const char* end : {":", ")"})
            for (std::size_t at; (at = text.find(provision[i].where + end)) != std::string::npos;)
                text.replace(at, provision[i].where.size(), "#" + std::to_string(i));
    return text;
}

constexpr Month y27(2027, 9), y28(2028, 9), y29(2029, 9);

TEST(OpeningRules, ASchoolClosesOnce) {
    const auto st_anne = urn(testing::st_anne);
    EXPECT_EQ(told({change(Kind::close_school, y28, st_anne)}), "");
    EXPECT_EQ(told({change(Kind::close_school, y27, st_anne), change(Kind::close_school, y28, st_anne)}),
              "#1: URN 100001 (St Anne's) closes already in 2027-09 (#0)");
    EXPECT_EQ(told({change(Kind::close_school, y28, st_anne), change(Kind::close_school, y28, st_anne)}),
              "#1: URN 100001 (St Anne's) closes already in 2028-09 (#0)");
    Map map = *small_map();
    map.schools[testing::st_anne].closes = y27;
    EXPECT_EQ(told({change(Kind::close_school, y28, st_anne)}, map),
              "#0: URN 100001 (St Anne's) closes already in 2027-09 (the map)");
}

TEST(OpeningRules, NothingHappensAtAClosedSchool) {
    const auto oak = urn(testing::oak_special), meadow = urn(testing::meadow);
    const std::string oak_closed = "#0: URN 100008 (Oak) is closed from 2027-09 (#1): nothing can change there in ";
    for (const Month on : {y27, y28})
        EXPECT_EQ(told({change(Kind::grow, on, oak, 9), change(Kind::close_school, y27, oak)}),
                  oak_closed + to_text(on));
    EXPECT_EQ(told({change(Kind::grow, Month(2027, 8), oak, 9), change(Kind::close_school, y27, oak)}), "");
    ProvisionChange held = change(Kind::open_base, y28, meadow, 9, base);
    held.phase = Phase::secondary;
    EXPECT_NE(told({change(Kind::close_school, y27, meadow), held}).find("is closed from 2027-09 (#0)"),
              std::string::npos);
    EXPECT_NE(told({change(Kind::close_school, y27, meadow), change(Kind::set_pan, y28, meadow)})
                  .find("is closed from 2027-09 (#0)"),
              std::string::npos);
}

TEST(OpeningRules, NothingHappensBeforeASchoolOpens) {
    ProvisionChange school = change(Kind::open_school, y28, 555'555, 60);
    school.near = "West";
    school.name = "New";
    school.all_through = true;
    EXPECT_EQ(told({change(Kind::close_school, y27, 555'555), school}),
              "#0: URN 555555 (New) opens only in 2028-09 (#1): it cannot close in 2027-09");
    EXPECT_EQ(told({change(Kind::close_school, y28, 555'555), school}),
              "#0: URN 555555 (New) opens only in 2028-09 (#1): it cannot close in 2028-09");
    EXPECT_EQ(told({change(Kind::grow, y27, 555'555, 9), school}),
              "#0: URN 555555 (New) opens only in 2028-09 (#1): nothing can change there in 2027-09");
    EXPECT_EQ(told({school, change(Kind::grow, y28, 555'555, 9), change(Kind::close_school, y29, 555'555)}), "");
    ProvisionChange of_base = change(Kind::open_base, y29, 555'555, 9, base);
    EXPECT_NE(told({school, of_base}).find("URN 555555 (New) is no mainstream school"), std::string::npos);
}

TEST(OpeningRules, ABaseGrowsOrClosesOnlyWhereThereIsOne) {
    const auto st_anne = urn(testing::st_anne), riverside = urn(testing::riverside);
    EXPECT_EQ(told({change(Kind::grow, y27, st_anne, 6, base), change(Kind::close_base, y28, st_anne, 0, base)}), "");
    EXPECT_EQ(told({change(Kind::grow, y27, riverside, 6, base)}),
              "#0: URN 100002 (Riverside) has no primary base in 2027-09 to grow: one is made by [[open]], or known to "
              "the map from 'sendscape map build' --provision");
    EXPECT_EQ(
        told({change(Kind::close_base, y27, st_anne, 0, base), change(Kind::close_base, y28, st_anne, 0, base)}),
        "#1: URN 100001 (St Anne's) has no primary base in 2028-09 to close: one is made by [[open]], or known to "
        "the map from 'sendscape map build' --provision");
    EXPECT_EQ(
        told({change(Kind::open_base, y27, riverside, 12, base), change(Kind::close_base, y28, riverside, 0, base)}),
        "");
    ProvisionChange near = change(Kind::open_base, y27, 0, 12, base);  // the largest primary of the west without a base
    near.near = "West";
    EXPECT_EQ(told({near, change(Kind::grow, y28, riverside, 6, base)}), "");
}

TEST(OpeningRules, OnlyMainstreamSchoolsHaveAnAdmissionNumber) {
    EXPECT_EQ(told({change(Kind::set_pan, y27, urn(testing::oak_special))}),
              "#0: URN 100008 (Oak) is of the kind 'State special school': only a mainstream school publishes an "
              "admission number");
    EXPECT_EQ(told({change(Kind::set_pan, y27, urn(testing::meadow))}), "");
    ProvisionChange school = change(Kind::open_school, y28, 0, 60);
    school.near = "West";
    school.pan = 30;
    EXPECT_EQ(told({school}), "#0: pan: only a mainstream school publishes an admission number");
    school.setting = Setting::mainstream;
    EXPECT_EQ(told({school}), "");
}

TEST(OpeningRules, UnknownPlacesAndTakenNumbersAreToldEachByItself) {
    ProvisionChange taken = change(Kind::open_school, y28, urn(testing::st_anne), 60);
    taken.near = "West";
    ProvisionChange lost = change(Kind::open_school, y28, 0, 60);
    lost.near = "Wset";
    const std::string all = told({taken, lost, change(Kind::grow, y28, 7, 9)});
    EXPECT_NE(all.find("#0: duplicate URN 100001: the map has a school of that number"), std::string::npos) << all;
    EXPECT_NE(all.find("#1: no planning area 'Wset' on the map; did you mean 'West'?"), std::string::npos) << all;
    EXPECT_NE(all.find("#2: no school with URN 7 on the map"), std::string::npos) << all;
}

TEST(OpeningRules, BasesLookForHostsInTurn) {
    // The west has two primaries without a base, Riverside being in the first and Hill's in none of the phase.
    std::vector<ProvisionChange> many;
    for (int i = 0; i < 9; ++i) {
        many.push_back(change(Kind::open_base, y27, 0, 12, base));
        many.back().near = "West";
    }
    const std::string all = told(many);
    EXPECT_NE(all.find("no primary school without a base in planning area 'West'"), std::string::npos) << all;
    EXPECT_EQ(told({many[0]}), "");
}

}  // namespace
}  // namespace sendscape::check_provision_test
