// SPDX-License-Identifier: MIT
#include "agents/pupils/demography.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "agents/families/births.h"
#include "agents/families/moves.h"
#include "agents/pupils/identification.h"
#include "agents/pupils/national_tables.h"
#include "sim/core/error.h"
#include "tests/support/small_map.h"

namespace sendscape::demography_test {
namespace {

struct Town {
    std::shared_ptr<const Map> map = testing::small_map();
    Draws draws{11, 0};
    Parallel parallel;
    EventLog events;
    Pupils pupils;
    Families families;
    PupilParameters parameters;
    FamilyParameters family_parameters;
    LoopSwitches loops;
    Month month{2026, 9};

    explicit Town(int threads = 1) : parallel(threads) {}

    Step step() { return {*map, month, draws, parallel, events}; }
    PupilId child(int ncy, Provision provision, std::uint32_t zone) {
        const FamilyId family = families.append();
        families.zone[family] = ZoneId(zone);
        families.decile[family] = 5;
        const PupilId p = pupils.append();
        pupils.family[p] = family;
        pupils.ncy[p] = static_cast<std::int8_t>(ncy);
        pupils.birth_month[p] = 5;
        pupils.provision[p] = provision;
        pupils.setting[p] = Setting::mainstream;
        pupils.school[p] = SchoolId(testing::riverside);
        return p;
    }
    std::size_t happened(EventKind kind) const {
        std::size_t count = 0;
        for (const Event& event : events.events()) count += event.kind == kind;
        return count;
    }
    std::size_t present() const {
        std::size_t count = 0;
        for (std::size_t row = 0; row < pupils.size(); ++row) count += pupils.present(PupilId(row));
        return count;
    }
};

TEST(Demography, EveryoneIsAYearOlderAndThoseWithoutPlansLeave) {
    Town town;
    const PupilId young = town.child(3, Provision::none, 0), done = town.child(14, Provision::sen_support, 0),
                  holder = town.child(14, Provision::plan, 0);
    cohorts_move_up(town.step(), town.pupils);
    EXPECT_EQ(town.pupils.ncy[young], 4);
    EXPECT_FALSE(town.pupils.present(done));
    EXPECT_FALSE(town.pupils.school[done].exists());
    EXPECT_EQ(town.pupils.ncy[holder], 15);
    EXPECT_EQ(town.happened(EventKind::left), 1u);
}

TEST(Demography, AsManyTwoYearOldsComeAsWereThereAYearAgo) {
    Town town;
    for (int i = 0; i < 400; ++i) town.child(-2, Provision::none, static_cast<std::uint32_t>(i % 10));
    cohorts_move_up(town.step(), town.pupils);
    children_reach_two(town.parameters, town.family_parameters, town.step(), town.pupils, town.families);
    EXPECT_EQ(town.pupils.size(), 800u);
    EXPECT_EQ(town.happened(EventKind::born), 400u);
    EXPECT_NEAR(static_cast<double>(town.families.size()), 400 + 400 * 0.52, 40);  // half join a family there is
    for (std::size_t row = 400; row < 800; ++row) EXPECT_EQ(town.pupils.ncy[PupilId(row)], -2);
    town.parameters.births_growth = -0.05;
    town.month = town.month + 24;  // those of none at the census are three by then
    cohorts_move_up(town.step(), town.pupils);
    children_reach_two(town.parameters, town.family_parameters, town.step(), town.pupils, town.families);
    EXPECT_NEAR(static_cast<double>(town.pupils.size() - 800), 380, 12);
}

TEST(Demography, ThoseBornBeforeTheStartComeAsTheMapHasThem) {
    Town town;
    Map map = *town.map;
    for (Zone& zone : map.zones) zone.residents[0] = 6, zone.residents[1] = 9, zone.residents[2] = 12;
    town.map = std::make_shared<const Map>(std::move(map));
    for (int i = 0; i < 400; ++i) town.child(-2, Provision::none, static_cast<std::uint32_t>(i % 10));
    for (const double due : {300.0, 200.0}) {  // three quarters of 400, then two thirds of those
        const std::size_t before = town.pupils.size();
        cohorts_move_up(town.step(), town.pupils);
        children_reach_two(town.parameters, town.family_parameters, town.step(), town.pupils, town.families);
        EXPECT_NEAR(static_cast<double>(town.pupils.size() - before), due, 12) << to_text(town.month);
        town.month = town.month + 12;
    }
}

TEST(Demography, TheNewlyBornSeekAFaithSchoolAsTheirStreetDoes) {
    Town town;
    for (int i = 0; i < 800; ++i) {
        const PupilId p = town.child(-2 + i / 2 % 6, Provision::none, static_cast<std::uint32_t>(i % 2));
        town.pupils.faith[p] = i % 2 == 0 ? 1 : 0;  // all of the first street, nobody of the second
    }
    const std::size_t before = town.pupils.size();
    cohorts_move_up(town.step(), town.pupils);
    children_reach_two(town.parameters, town.family_parameters, town.step(), town.pupils, town.families);
    ASSERT_GT(town.pupils.size(), before);
    for (std::size_t row = before; row < town.pupils.size(); ++row) {
        const PupilId p(row);
        EXPECT_EQ(town.pupils.faith[p], town.families.zone[town.pupils.family[p]] == ZoneId(0) ? 1 : 0);
    }
}

TEST(Demography, AYearOfFewBirthsInAStreetIsNotFollowedByAnotherForEver) {
    Town town;
    // Two streets with sixty children of 3 to 7 each, all two-year-olds of the year before in the first.
    for (int i = 0; i < 120; ++i) town.child(i / 2 % 5, Provision::none, static_cast<std::uint32_t>(i % 2));
    for (int i = 0; i < 40; ++i) town.child(-2, Provision::none, 0);
    const std::size_t before = town.pupils.size();
    cohorts_move_up(town.step(), town.pupils);
    children_reach_two(town.parameters, town.family_parameters, town.step(), town.pupils, town.families);
    std::array<int, 2> born{};
    for (std::size_t row = before; row < town.pupils.size(); ++row)
        ++born[town.families.zone[town.pupils.family[PupilId(row)]].value];
    // Forty come again. Of children in Years -1 to 4 (one in five of the older has gone up to Year 5) 48 + 40 live in
    // the first street and 48 in the second.
    EXPECT_NEAR(born[0], 40.0 * 88 / 136, 1.01);
    EXPECT_NEAR(born[1], 40.0 * 48 / 136, 1.01);
}

TEST(Moves, PlansLeaveAtThePublishedRateAndAsManyCome) {
    Town town;
    town.parameters.moves_without_plan = 0;
    town.parameters.moves_within = 0;
    for (int i = 0; i < 8'000; ++i) town.child(i % 12, Provision::plan, static_cast<std::uint32_t>(i % 10));
    double expected = 0;
    for (int m = 0; m < 12; ++m) {
        for (std::size_t row = 0; row < town.pupils.size(); ++row)
            if (town.pupils.present(PupilId(row)))
                expected += moves_authority[national_index(age_of_ncy(town.pupils.ncy[PupilId(row)]))];
        ++town.month;
        move_families(town.parameters, town.family_parameters, town.loops, 1, town.step(), town.pupils, town.families);
    }
    EXPECT_NEAR(static_cast<double>(town.happened(EventKind::plan_moved_out)), expected, 4 * std::sqrt(expected));
    EXPECT_NEAR(static_cast<double>(town.happened(EventKind::plan_moved_in)), expected, 4 * std::sqrt(expected));
    EXPECT_NEAR(expected / 8'000, 0.0255, 0.002);
    EXPECT_EQ(town.present(), 8'000 + town.happened(EventKind::moved_in) - town.happened(EventKind::moved_out));
    for (std::size_t row = 8'000; row < town.pupils.size(); ++row) {
        const PupilId p(row);
        if (!town.pupils.present(p)) continue;
        EXPECT_EQ(town.pupils.setting[p], Setting::awaiting);
        EXPECT_FALSE(town.pupils.school[p].exists());
        EXPECT_TRUE(town.pupils.has_plan(p));
    }
}

TEST(Moves, SiblingsMoveTogether) {
    Town town;
    const PupilId holder = town.child(5, Provision::plan, 2), sibling = town.child(8, Provision::none, 2);
    town.pupils.family[sibling] = town.pupils.family[holder];
    town.parameters.moves_scale = 1000;  // certain
    town.parameters.moves_without_plan = town.parameters.moves_within = 0;
    move_families(town.parameters, town.family_parameters, town.loops, 1, town.step(), town.pupils, town.families);
    EXPECT_FALSE(town.pupils.present(holder));
    EXPECT_FALSE(town.pupils.present(sibling));
}

/// Where a month of many moves leaves everybody: of each child its school, setting and journey, of each family its
/// home, and what happened to whom.
std::vector<std::int64_t> after_moves(std::shared_ptr<const Map> map, int threads) {
    Town town(threads);
    town.map = std::move(map);
    town.parameters.moves_scale = 10;
    town.parameters.moves_without_plan = 2;  // a year: so many that movers look at the homes of other movers
    town.parameters.moves_within = 4;
    for (int i = 0; i < 12'000; ++i)
        town.child(i % 12, i % 9 == 0 ? Provision::plan : Provision::none, static_cast<std::uint32_t>(i % 10));
    for (int month = 0; month < 2; ++month, ++town.month)
        move_families(town.parameters, town.family_parameters, town.loops, 1, town.step(), town.pupils, town.families);
    std::vector<std::int64_t> after;
    for (std::size_t row = 0; row < town.pupils.size(); ++row) {
        const PupilId p(row);
        after.insert(after.end(), {town.pupils.school[p].value, static_cast<std::int64_t>(town.pupils.setting[p]),
                                   town.pupils.journey[p]});
    }
    for (std::size_t row = 0; row < town.families.size(); ++row) {
        const FamilyId f(row);
        after.insert(after.end(), {town.families.zone[f].value, town.families.x[f], town.families.y[f]});
    }
    for (const Event& event : town.events.events())
        after.insert(after.end(), {static_cast<std::int64_t>(event.kind), event.pupil.value, event.from, event.to});
    return after;
}

TEST(Moves, GoTheSameWayOnAnyNumberOfThreads) {
    const std::shared_ptr<const Map> town = testing::small_map();
    Map country = *town;  // nobody comes from outside, and who leaves goes to another authority
    country.authorities.assign(150, country.authorities.front());
    for (Authority& authority : country.authorities) authority.in_area = true;
    for (std::size_t zone = 0; zone < country.zones.size(); ++zone)
        country.zones[zone].authority = AuthorityId(zone / 2);
    ASSERT_TRUE(has_no_outside(country));
    ASSERT_FALSE(has_no_outside(*town));
    for (const auto& map : {town, std::make_shared<const Map>(country)}) {
        const std::vector<std::int64_t> alone = after_moves(map, 1);
        EXPECT_EQ(after_moves(map, 2), alone);
        EXPECT_EQ(after_moves(map, 4), alone);
    }
}

TEST(Identification, EntersAndLeavesSenSupportAtTheStatedRates) {
    Town town;
    constexpr int n = 8'000;
    for (int i = 0; i < n; ++i) town.child(4, Provision::none, 0);
    for (int i = 0; i < n; ++i) {
        const PupilId p = town.child(4, Provision::sen_support, 0);
        town.pupils.recorded[p] = town.pupils.underlying[p] = Need::mld;
    }
    const Column<SchoolId, float> training(testing::small_schools, 0.5F), no_habit(testing::small_schools, 0.0F);
    town.month = Month(2026, 1);
    double shown = 0;
    for (int m = 0; m < 12; ++m) {
        identify_needs(town.parameters, training, no_habit, Month(2026, 1), town.step(), town.pupils);
        ++town.month;
    }
    for (int i = 0; i < n; ++i) shown += town.pupils.underlying[PupilId(i)] != Need::none;
    EXPECT_NEAR(shown / n, town.parameters.sen_support_entry_primary, 0.006);
    EXPECT_NEAR(static_cast<double>(town.happened(EventKind::sen_support_ended)) / n, town.parameters.sen_support_exit,
                0.015);
}

TEST(Identification, OnceMoreAtTheMoveToYear7) {
    Town town;
    constexpr int n = 10'000;
    for (int i = 0; i < n; ++i) {
        const PupilId p = town.child(7, Provision::sen_support, 0);
        town.pupils.recorded[p] = town.pupils.underlying[p] = Need::slcn;
    }
    const Column<SchoolId, float> training(testing::small_schools, 0.5F), no_habit(testing::small_schools, 0.0F);
    identify_needs(town.parameters, training, no_habit, Month(2026, 1), town.step(), town.pupils);
    EXPECT_NEAR(static_cast<double>(town.happened(EventKind::sen_support_ended)) / n, 0.13 + 0.009, 0.015);
}

TEST(PupilRows, AreAddedWithAPauseBetweenColumns) {
    static int pauses = 0;
    Pupils paused, plain;
    paused.append(3, [] { ++pauses; });
    plain.append(3);
    int columns = 0;
    Pupils::for_each_column(plain, [&](const auto& column) {
        ++columns;
        EXPECT_EQ(column.size(), 3u);
    });
    EXPECT_GE(pauses, columns);
    EXPECT_EQ(paused.waiting_since[PupilId(2)], no_month);
    EXPECT_EQ(paused.underlying[PupilId(2)], Need::none);
    EXPECT_THROW(paused.append(1, [] { throw Interrupted("enough"); }), Interrupted);
}

}  // namespace
}  // namespace sendscape::demography_test
