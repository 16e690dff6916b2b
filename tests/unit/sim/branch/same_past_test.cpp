// SPDX-License-Identifier: MIT
#include "sim/branch/same_past.h"

#include <gtest/gtest.h>

#include <functional>

#include "sim/branch/checkpoint.h"
#include "sim/branch/switch_scenario.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "tests/support/small_map.h"

namespace sendscape::same_past_test {
namespace {

using testing::small_map;

Scenario scenario() {
    Scenario s;
    s.name = s.title = "test";
    s.years = 3;
    s.seed = 5;
    return s;
}

/// The world of the end of a month under a scenario.
World lived_until(const Scenario& given, Month month) {
    const Parallel parallel(1);
    const auto shared = std::make_shared<const Scenario>(given);
    Simulation simulation(std::make_shared<const Map>(prepare_map(*small_map(), given.provision, parallel)), shared, 0,
                          parallel);
    while (simulation.world().month < month) simulation.step(parallel);
    return simulation.world();
}

ProvisionChange change(ProvisionChange::Kind kind, Month on, std::uint32_t school) {
    ProvisionChange o;
    o.kind = kind;
    o.on = on;
    o.urn = small_map()->schools[school].urn;
    o.setting = small_map()->schools[school].setting;
    o.places = 20;
    o.pan = 90;
    return o;
}
ProvisionChange base(ProvisionChange::Kind kind, Month on, std::uint32_t school) {
    ProvisionChange o = change(kind, on, school);
    o.setting = Setting::resourced_provision;
    o.needs = need_bit(Need::asd);
    return o;
}

/// Columns of schools in which two worlds differ, for whoever looks for the fault.
std::string differing(const World& a, const World& b) {
    std::string out;
    std::vector<std::vector<std::uint8_t>> columns;
    const auto bytes = [](const auto& column) {
        const auto* first = reinterpret_cast<const std::uint8_t*>(column.data());
        return std::vector<std::uint8_t>(first, first + column.size() * sizeof(*column.data()));
    };
    Schools::for_each_column(a.schools, [&](const auto& column) { columns.push_back(bytes(column)); });
    std::size_t next = 0;
    Schools::for_each_column(b.schools, [&](const auto& column) {
        if (bytes(column) != columns[next]) out += " schools column " + std::to_string(next);
        ++next;
    });
    return out;
}

/// Both ways round; and where it says yes, a world turned to the other scenario is the other's to the byte.
bool same(const Scenario& a, const Scenario& b, Month month) {
    World of_a = lived_until(a, month);
    const World of_b = lived_until(b, month);
    const bool one = same_past(of_a, a, b);
    EXPECT_EQ(one, same_past(of_b, b, a));
    if (one) {
        turn_to(of_a, b, of_b.map);
        EXPECT_TRUE(save_world(of_a) == save_world(of_b)) << differing(of_a, of_b);
    }
    return one;
}

Scenario with(const ProvisionChange& o) {
    Scenario s = scenario();
    s.provision.push_back(o);
    return s;
}

TEST(SamePast, WhatIsDatedLaterLeavesItAlone) {
    const Month lever(2027, 4);
    Scenario policy = scenario();
    policy.changes.push_back({{}, lever, "plans.refusal_appeal_share", {0.4}});
    Scenario criteria = scenario();
    criteria.criteria.push_back({{}, lever, small_map()->authorities[0].code, 0, {AdmissionCriterion::lottery}});
    const std::vector<Scenario> levers{
        policy,
        criteria,
        with(change(ProvisionChange::Kind::set_pan, lever, testing::riverside)),
        with(change(ProvisionChange::Kind::grow, lever, testing::oak_special)),
        with(base(ProvisionChange::Kind::close_base, lever, testing::st_anne)),
        with(base(ProvisionChange::Kind::open_base, lever, testing::riverside)),
        with(base(ProvisionChange::Kind::open_base, lever, testing::st_anne)),
    };
    for (std::size_t i = 0; i < levers.size(); ++i) {
        EXPECT_TRUE(same(scenario(), levers[i], Month(2027, 3))) << i;
        EXPECT_TRUE(same(scenario(), levers[i], Month(2026, 1))) << i;
        EXPECT_FALSE(same(scenario(), levers[i], lever)) << i;
        EXPECT_FALSE(same(scenario(), levers[i], Month(2028, 1))) << i;
        EXPECT_TRUE(same(levers[i], levers[i], Month(2028, 1))) << i;
    }
}

ProvisionChange new_school(Month on, Setting setting, std::uint32_t urn) {
    ProvisionChange school;
    school.kind = ProvisionChange::Kind::open_school;
    school.on = on;
    school.urn = urn;
    school.near = small_map()->areas[0].name;
    school.setting = setting;
    school.all_through = setting != Setting::mainstream;
    school.places = 60;
    return school;
}

TEST(SamePast, SchoolsThatOpenOrCloseAreUnfeltUntilTheRoundBefore) {
    const std::vector<Scenario> levers{
        with(new_school(Month(2028, 9), Setting::state_special, 890'001)),
        with(new_school(Month(2028, 9), Setting::mainstream, 0)),
        with(new_school(Month(2028, 9), Setting::alternative_provision, 0)),
        with(new_school(Month(2028, 4), Setting::independent_special, 0)),
        with(change(ProvisionChange::Kind::close_school, Month(2028, 9), testing::kings)),
        with(change(ProvisionChange::Kind::close_school, Month(2028, 7), testing::oak_special)),
        with(change(ProvisionChange::Kind::close_school, Month(2028, 3), testing::riverside)),
    };
    for (std::size_t i = 0; i < levers.size(); ++i) {
        for (const Month month : {Month(2026, 1), Month(2026, 9), Month(2027, 5), Month(2028, 1)})
            EXPECT_TRUE(same(scenario(), levers[i], month)) << i;
        EXPECT_FALSE(same(scenario(), levers[i], Month(2028, 2))) << i;
        EXPECT_TRUE(same(levers[i], levers[i], Month(2028, 6))) << i;
        EXPECT_TRUE(same(levers[i], levers[(i + 1) % levers.size()], Month(2028, 1))) << i;
    }
    // October's are still open or closed in the September before.
    const Scenario october = with(change(ProvisionChange::Kind::close_school, Month(2027, 10), testing::meadow));
    EXPECT_TRUE(same(scenario(), october, Month(2027, 9)));
    EXPECT_FALSE(same(scenario(), october, Month(2027, 10)));
}

TEST(SamePast, ASchoolMoreStandsBehindThoseThatHaveOpened) {
    Scenario two = with(new_school(Month(2026, 9), Setting::state_special, 890'001));
    two.provision.push_back(new_school(Month(2028, 9), Setting::state_special, 890'002));
    Scenario three = two;
    three.provision.insert(three.provision.begin() + 1, new_school(Month(2028, 4), Setting::mainstream, 0));
    EXPECT_TRUE(same(two, three, Month(2027, 9)));
    EXPECT_TRUE(same(three, two, Month(2028, 1)));
    EXPECT_FALSE(same(two, three, Month(2028, 2)));
    Scenario first = two;
    first.provision.erase(first.provision.begin());
    EXPECT_TRUE(same(first, two, Month(2026, 1)));
    EXPECT_FALSE(same(first, two, Month(2026, 2)));
}

TEST(SamePast, HomesBringNobodyBeforeTheyAreBuilt) {
    HomesBuilt homes;
    homes.on = Month(2027, 4);
    homes.near = small_map()->areas[0].name;
    homes.homes = 400;
    homes.a_year = 100;
    Scenario more = scenario();
    more.homes.push_back(homes);
    EXPECT_TRUE(same(scenario(), more, Month(2026, 1)));
    EXPECT_TRUE(same(scenario(), more, Month(2027, 3)));
    EXPECT_FALSE(same(scenario(), more, Month(2027, 4)));
    Scenario yet_more = more;
    yet_more.homes.push_back(homes);
    yet_more.homes.back().on = Month(2028, 1);
    EXPECT_TRUE(same(more, yet_more, Month(2027, 12)));
    EXPECT_FALSE(same(more, yet_more, Month(2028, 1)));
}

TEST(SamePast, ABaseThatOpensLaterIsUnfeltAtASchoolThatHasOne) {
    Scenario once = with(base(ProvisionChange::Kind::open_base, Month(2026, 3), testing::riverside));
    Scenario twice = once;
    twice.provision.push_back(base(ProvisionChange::Kind::open_base, Month(2027, 6), testing::riverside));
    twice.provision.back().needs = need_bit(Need::semh);
    EXPECT_TRUE(same(once, twice, Month(2027, 5)));
    EXPECT_FALSE(same(once, twice, Month(2027, 6)));
}

TEST(SamePast, BasesThatSeekASchoolMayBeSentElsewhereByOneMore) {
    Scenario seeking = scenario();
    seeking.provision.push_back(base(ProvisionChange::Kind::open_base, Month(2028, 1), testing::riverside));
    seeking.provision.back().urn = 0;
    seeking.provision.back().phase = Phase::secondary;
    seeking.provision.back().near = small_map()->areas[small_map()->schools[testing::kings].area.value].name;
    Scenario more = seeking;
    more.provision.insert(more.provision.begin(),
                          base(ProvisionChange::Kind::open_base, Month(2027, 9), testing::riverside));
    EXPECT_FALSE(same(seeking, more, Month(2026, 2)));
}

TEST(SamePast, ABaseThatSeeksASchoolIsUnfeltBeforeItsDayWhereTheOtherOpensNone) {
    const auto seeking = [](Month on, int places) {
        Scenario s = scenario();
        s.provision.push_back(base(ProvisionChange::Kind::open_base, on, testing::riverside));
        s.provision.back().urn = 0;
        s.provision.back().places = places;
        s.provision.back().phase = Phase::secondary;
        s.provision.back().near = small_map()->areas[small_map()->schools[testing::kings].area.value].name;
        return s;
    };
    const Scenario one = seeking(Month(2027, 9), 20);
    EXPECT_TRUE(same(scenario(), one, Month(2026, 1)));
    EXPECT_TRUE(same(scenario(), one, Month(2027, 8)));
    EXPECT_FALSE(same(scenario(), one, Month(2027, 9)));
    // Two sizes of it are two bases; of one size and two dates too.
    EXPECT_TRUE(same(one, seeking(Month(2027, 9), 30), Month(2027, 8)));
    EXPECT_TRUE(same(one, seeking(Month(2028, 1), 20), Month(2027, 8)));
    EXPECT_FALSE(same(one, seeking(Month(2028, 1), 20), Month(2027, 9)));
}

TEST(SamePast, AnotherSeedOrStartIsAnotherLife) {
    const World world = lived_until(scenario(), Month(2026, 2));
    const std::vector<std::function<void(Scenario&)>> edits{
        [](Scenario& s) { s.seed = 6; }, [](Scenario& s) { s.start = Month(2026, 1); },
        [](Scenario& s) { s.map_seed = 9; }, [](Scenario& s) { s.homes.push_back({}); },  // long built
        [](Scenario& s) {
            s.changes.push_back({{}, Month(0), "plans.refusal_appeal_share", {0.3}});
        }};
    for (const auto& edit : edits) {
        Scenario other = scenario();
        edit(other);
        EXPECT_FALSE(same_past(world, scenario(), other));
    }
    EXPECT_TRUE(same_past(world, scenario(), scenario()));
}

}  // namespace
}  // namespace sendscape::same_past_test
