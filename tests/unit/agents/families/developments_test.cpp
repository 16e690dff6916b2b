// SPDX-License-Identifier: MIT
#include "agents/families/developments.h"

#include <gtest/gtest.h>

#include "agents/families/arrivals.h"
#include "tests/support/small_map.h"

namespace sendscape::developments_test {
namespace {

/// Families of one child under school age and of two in school, one in ten of them with a plan, in ten zones.
struct Estate {
    std::shared_ptr<const Map> map = testing::small_map();
    Draws draws{5, 0};
    Parallel parallel{1};
    EventLog events;
    Pupils pupils;
    Families families;
    FamilyParameters parameters;
    Developments developments;
    Month month{2027, 3};
    std::size_t before = 0;

    Estate() {
        for (int i = 0; i < 600; ++i) {
            const FamilyId family = families.append();
            families.zone[family] = ZoneId(static_cast<std::uint32_t>(i % 12));  // two in twelve over the border
            for (const int ncy : {-2 + i % 2, i % 7, 7 + i % 7}) {
                const PupilId p = pupils.append();
                pupils.family[p] = family;
                pupils.ncy[p] = static_cast<std::int8_t>(ncy);
                pupils.setting[p] = ncy < 0 ? Setting::early_years : Setting::mainstream;
                if (ncy >= 0) pupils.school[p] = SchoolId(testing::riverside);
                if (i % 10 == 0 && ncy >= 0) pupils.provision[p] = Provision::plan;
                pupils.looked_after[p] = i % 12 >= 10 ? 1 : 0;  // a mark of families over the border
            }
        }
        before = pupils.size();
    }
    DevelopmentId build(std::int32_t homes, std::int32_t a_year, std::uint32_t zone = 4) {
        const DevelopmentId d = developments.append();
        developments.zone[d] = ZoneId(zone);
        developments.from[d] = Month(2027, 4).index;
        developments.homes[d] = homes;
        developments.a_year[d] = a_year;
        developments.yield[d].fill(-1);
        return d;
    }
    void live(int months) {
        for (int m = 0; m < months; ++m) {
            ++month;
            fill_new_homes(parameters, {*map, month, draws, parallel, events}, developments, pupils, families);
        }
    }
    [[nodiscard]] std::array<int, phase_count> newcomers() const {
        std::array<int, phase_count> count{};
        for (std::size_t row = before; row < pupils.size(); ++row)
            ++count[static_cast<std::size_t>(phase_of_ncy(pupils.ncy[PupilId(row)]))];
        return count;
    }
};

TEST(Developments, HomesAreLivedInAtTheirPaceUntilAllAre) {
    Estate estate;
    const DevelopmentId d = estate.build(150, 60);
    EXPECT_EQ(homes_occupied(estate.developments, d, Month(2027, 3)), 0);
    EXPECT_EQ(homes_occupied(estate.developments, d, Month(2027, 4)), 5);
    EXPECT_EQ(homes_occupied(estate.developments, d, Month(2028, 3)), 60);
    EXPECT_EQ(homes_occupied(estate.developments, d, Month(2029, 9)), 150);
    EXPECT_EQ(homes_occupied(estate.developments, d, Month(2040, 1)), 150);
}

TEST(Developments, ChildrenComeAsTheYieldsSay) {
    Estate estate;
    estate.parameters.yield = {0.3, 0.3, 0.2, 0.1};
    const DevelopmentId d = estate.build(1000, 400);
    estate.live(12);  // 400 homes
    const auto after_a_year = estate.newcomers();
    estate.live(36);  // all of them, and a year and a half more
    const auto all = estate.newcomers();
    const std::array<double, phase_count> yield{0.3, 0.3, 0.2, 0.1};
    for (std::size_t phase = 0; phase < phase_count; ++phase) {
        // Whole families come, so that a phase is now and then ahead of its yield by a child or two; never behind.
        EXPECT_NEAR(after_a_year[phase], 400 * yield[phase], 3) << phase;
        EXPECT_NEAR(all[phase], 1000 * yield[phase], 3) << phase;
        EXPECT_GE(all[phase], static_cast<int>(1000 * yield[phase])) << phase;
        EXPECT_EQ(estate.developments.arrived[d][phase], all[phase]);
    }
    EXPECT_EQ(homes_occupied(estate.developments, d, estate.month), 1000);
}

TEST(Developments, ADevelopmentsOwnYieldCountsBeforeTheAuthoritys) {
    Estate estate;
    const DevelopmentId d = estate.build(100, 1200);
    estate.developments.yield[d] = {0, 0, 0, 0};
    estate.live(3);
    EXPECT_EQ(estate.pupils.size(), estate.before);
    estate.developments.yield[d] = {-1, 0.5F, 0, 0};
    const DevelopmentId more = estate.build(100, 1200);
    estate.developments.from[more] = (estate.month + 1).index;
    estate.developments.yield[more] = {0, 0.5F, 0, 0};
    estate.live(2);
    EXPECT_GE(estate.newcomers()[1], 50);
}

TEST(Developments, NewcomersAreFamiliesOfTheAuthorityWithoutASchoolYet) {
    Estate estate;
    estate.parameters.yield = {0.3, 0.3, 0.2, 0.1};
    estate.build(1000, 1200, 7);
    estate.live(10);
    ASSERT_GT(estate.pupils.size(), estate.before + 800);
    int plans = 0, families = 0;
    FamilyId last;
    for (std::size_t row = estate.before; row < estate.pupils.size(); ++row) {
        const PupilId p(row);
        EXPECT_EQ(estate.families.zone[estate.pupils.family[p]], ZoneId(7u));
        EXPECT_EQ(estate.pupils.looked_after[p], 0) << "a pattern from over the border";
        EXPECT_FALSE(estate.pupils.school[p].exists());
        const int ncy = estate.pupils.ncy[p];
        EXPECT_EQ(estate.pupils.setting[p], ncy < 0    ? Setting::early_years
                                            : ncy < 12 ? Setting::awaiting
                                                       : Setting::further_education);
        plans += estate.pupils.has_plan(p) ? 1 : 0;
        families += estate.pupils.family[p] != last ? 1 : 0;
        last = estate.pupils.family[p];
    }
    const double newcomers = static_cast<double>(estate.pupils.size() - estate.before);
    EXPECT_NEAR(newcomers / families, 3, 0.05);  // brothers and sisters come together
    EXPECT_NEAR(plans / newcomers, 0.1 * 2 / 3, 0.03);
    std::size_t moved_in = 0, with_plan = 0;
    for (const Event& event : estate.events.events()) {
        EXPECT_EQ(event.cause, static_cast<std::uint8_t>(HomeFound::newly_built));
        moved_in += event.kind == EventKind::moved_in;
        with_plan += event.kind == EventKind::plan_moved_in;
    }
    EXPECT_EQ(moved_in, estate.pupils.size() - estate.before);
    EXPECT_EQ(static_cast<int>(with_plan), plans);
}

}  // namespace
}  // namespace sendscape::developments_test
