// SPDX-License-Identifier: MIT
#include "agents/admissions/waiting_lists.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "agents/admissions/admission_appeals.h"
#include "agents/admissions/nearby.h"
#include "agents/admissions/round.h"
#include "agents/families/arrivals.h"
#include "agents/pupils/demography.h"
#include "agents/schools/rolls.h"
#include "tests/support/admissions_scene.h"

namespace sendscape::waiting_lists_test {
namespace {

/// The small town's secondary round: King's can take forty and is wanted by more.
struct Round : testing::AdmissionsScene {
    SchoolId kings{testing::kings}, meadow{testing::meadow};

    Round() {
        world.schools.pan[kings] = 40;
        world.schools.pan[meadow] = 1000;
        offer_secondary_places(round(), at(Month(2026, 3)));
    }
    void lists(Month month) {
        offer_from_waiting_lists(world.waiting_lists, world.pupils, world.schools, world.families,
                                 world.parameters.admissions, at(month));
    }
    [[nodiscard]] std::vector<ListingId> waiting_for(SchoolId school) const {
        std::vector<ListingId> rows;
        for (std::uint32_t row = 0; row < world.waiting_lists.size(); ++row)
            if (world.waiting_lists.school[ListingId(row)] == school) rows.emplace_back(row);
        return rows;
    }
    [[nodiscard]] std::vector<PupilId> offered(SchoolId school) const {
        std::vector<PupilId> children;
        for (std::uint32_t row = 0; row < world.pupils.size(); ++row)
            if (world.pupils.next_school[PupilId(row)] == school && !world.pupils.has_plan(PupilId(row)))
                children.emplace_back(row);
        return children;
    }
};

TEST(WaitingLists, HoldEveryChildRefusedAPreference) {
    Round town;
    const auto rows = town.waiting_for(town.kings);
    ASSERT_GT(rows.size(), 10u);
    EXPECT_EQ(town.waiting_for(town.meadow).size(), 0u);  // it refused nobody
    std::set<PupilId> waiting;
    for (const ListingId l : rows) {
        const PupilId p = town.world.waiting_lists.pupil[l];
        waiting.insert(p);
        EXPECT_EQ(town.world.waiting_lists.ncy[l], 7);
        EXPECT_EQ(town.world.pupils.next_school[p], town.meadow);
    }
    EXPECT_EQ(waiting.size(), rows.size());
}

TEST(WaitingLists, PlacesThatComeFreeGoToTheBestPlacedInTurn) {
    Round town;
    const std::size_t before = town.offered(town.kings).size();
    town.lists(Month(2026, 4));
    EXPECT_EQ(town.offered(town.kings).size(), before);  // nothing has come free
    const auto rows = town.waiting_for(town.kings);
    std::vector<std::pair<std::uint64_t, PupilId>> order;
    for (const ListingId l : rows)
        order.emplace_back(town.world.waiting_lists.priority[l], town.world.waiting_lists.pupil[l]);
    std::sort(order.begin(), order.end());
    for (int i = 0; i < 3; ++i) leave(town.offered(town.kings)[0], town.world.pupils);
    town.world.events.clear();
    town.lists(Month(2026, 5));
    EXPECT_EQ(town.offered(town.kings).size(), before);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(town.world.pupils.next_school[order[static_cast<std::size_t>(i)].second], town.kings);
    EXPECT_EQ(town.waiting_for(town.kings).size(), rows.size() - 3);
    ASSERT_EQ(town.world.events.events().size(), 3u);
    for (const Event& e : town.world.events.events()) {
        EXPECT_EQ(e.kind, EventKind::offer);
        EXPECT_EQ(e.cause, static_cast<std::uint8_t>(OfferMade::waiting_list));
        EXPECT_EQ(e.to, town.kings.value);
        EXPECT_GE(e.detail, 1);
    }
}

TEST(WaitingLists, AnOfferTakenFreesThePlaceItLeaves) {
    Round town;
    // One child waits for King's while another waits for the place it would leave at Meadow.
    const ListingId first = town.waiting_for(town.kings)[0];
    const PupilId moves = town.world.waiting_lists.pupil[first];
    WaitingLists lists;
    lists.add(town.kings, moves, 1, 7, 1);
    const PupilId follows = town.offered(town.kings)[0];
    lists.add(town.meadow, follows, 1, 7, 1);
    town.world.waiting_lists = lists;
    town.world.schools.pan[town.kings] = static_cast<std::int32_t>(town.offered(town.kings).size()) + 1;
    const auto entered = entering(town.world.pupils, town.world.schools, town.world.parameters.admissions);
    town.world.schools.pan[town.kings] = entered[town.kings.value][7] + 1;
    town.world.schools.pan[town.meadow] = entered[town.meadow.value][7];  // full
    town.lists(Month(2026, 6));
    EXPECT_EQ(town.world.pupils.next_school[moves], town.kings);
    EXPECT_EQ(town.world.pupils.next_school[follows], town.meadow);
    EXPECT_EQ(town.world.waiting_lists.size(), 0u);
}

/// The same, when the children are in Year 7 and whoever is offered a better place comes.
struct YearOfEntry : Round {
    YearOfEntry() {
        move_up(Month(2026, 9));
        for (std::uint32_t row = 0; row < world.pupils.size(); ++row) {
            const PupilId p(row);
            if (world.pupils.ncy[p] == 7 && world.pupils.next_school[p].exists())
                place(world.pupils, world.schools, at(Month(2026, 9)), world.home(p), p, world.pupils.next_setting[p],
                      world.pupils.next_school[p]);
        }
        world.parameters.admissions.leaves_for_list = 1;
    }
    void move_up(Month month) {
        cohorts_move_up(at(month), world.pupils);
        recount(world.pupils, world.schools);
    }
    /// Leaves so many places free in the year of entry of King's, or in a later one, whose classes were made for the
    /// number on the map.
    void leave_free(int ncy, int places) {
        if (ncy == 7)
            world.schools.pan[kings] = at_kings(7) + places;
        else
            world.schools.roll_by_year[kings][year_index(ncy)] = world.map->school(kings).pan - places;
    }
    [[nodiscard]] int at_kings(int ncy) const { return world.schools.roll_by_year[kings][year_index(ncy)]; }
    /// Of those who wait for King's, the best placed.
    [[nodiscard]] PupilId first_of_list() const {
        const auto rows = waiting_for(kings);
        const auto& priority = world.waiting_lists.priority;
        return world.waiting_lists.pupil[*std::min_element(
            rows.begin(), rows.end(), [&](ListingId a, ListingId b) { return priority[a] < priority[b]; })];
    }
};

TEST(WaitingLists, RunIntoTheYear) {
    YearOfEntry town;
    const std::size_t before = town.waiting_for(town.kings).size();
    town.leave_free(7, 3);
    const int roll = town.at_kings(7);
    town.world.events.clear();
    town.lists(Month(2026, 10));
    EXPECT_EQ(town.at_kings(7), roll + 3);
    EXPECT_EQ(town.waiting_for(town.kings).size(), before - 3);
    const auto events = town.world.events.events();
    EXPECT_EQ(std::count_if(events.begin(), events.end(), [](const Event& e) { return e.kind == EventKind::offer; }),
              3);
}

TEST(WaitingLists, APlaceThatFallsFreeInALaterYearGoesToWhoeverStillAsks) {
    YearOfEntry town;
    World& world = town.world;
    const std::size_t before = town.waiting_for(town.kings).size();
    town.leave_free(7, 0);
    town.lists(Month(2026, 12));
    EXPECT_EQ(town.waiting_for(town.kings).size(), before);  // nobody is taken off on 31 December
    town.move_up(Month(2027, 9));
    town.leave_free(8, 1);
    const PupilId first = town.first_of_list();
    const SchoolId left = world.pupils.school[first];
    const int roll = town.at_kings(8), roll_left = world.schools.roll_by_year[left][year_index(8)];
    ASSERT_NE(left, town.kings);
    world.events.clear();
    town.lists(Month(2027, 10));
    EXPECT_EQ(world.pupils.school[first], town.kings);
    EXPECT_EQ(town.at_kings(8), roll + 1);
    EXPECT_EQ(world.schools.roll_by_year[left][year_index(8)], roll_left - 1);
    EXPECT_EQ(town.waiting_for(town.kings).size(), before - 1);
    for (const ListingId l : town.waiting_for(town.kings)) EXPECT_EQ(world.waiting_lists.ncy[l], 8);
    for (const Event& e : world.events.events()) EXPECT_NE(e.kind, EventKind::offer);  // not of any round
}

TEST(WaitingLists, WhoStaysWhereItHasStartedDoesNotAskAgain) {
    YearOfEntry town;
    town.world.parameters.admissions.leaves_for_list = 0;
    town.leave_free(7, 1);
    const int roll = town.at_kings(7);
    town.lists(Month(2027, 1));
    EXPECT_EQ(town.at_kings(7), roll);
    EXPECT_EQ(town.waiting_for(town.kings).size(), 0u);  // the place was offered to all of them in turn
}

TEST(WaitingLists, EndWithTheSchool) {
    YearOfEntry town;
    town.leave_free(7, 0);
    town.lists(Month(2026, 12));
    ASSERT_GT(town.waiting_for(town.kings).size(), 0u);
    for (int year = 2027; year <= 2031; ++year) town.move_up(Month(year, 9));  // past Year 11
    town.lists(Month(2031, 9));
    EXPECT_EQ(town.waiting_for(town.kings).size(), 0u);
}

TEST(AdmissionAppeals, AreHeardAndUpheldAtTheStatedRatesAndAdmitOverTheNumber) {
    Round town;
    AdmissionParameters parameters = town.world.parameters.admissions;
    parameters.appeals_heard = {0, 0, 1};
    parameters.appeals_by_advocacy = 0;
    parameters.appeals_upheld = {0, 0, 0.5};
    std::set<PupilId> waiting;
    for (const PupilId p : town.world.waiting_lists.pupil) waiting.insert(p);
    const std::size_t before = town.offered(town.kings).size();
    town.world.events.clear();
    hear_admission_appeals(town.world.waiting_lists, town.world.pupils, town.world.families, parameters,
                           town.at(Month(2026, 7)));
    std::size_t heard = 0, upheld = 0;
    for (const Event& e : town.world.events.events()) {
        if (e.kind != EventKind::admission_appeal) continue;
        ++heard;
        upheld += e.detail == 1;
    }
    EXPECT_EQ(heard, waiting.size());
    EXPECT_NEAR(static_cast<double>(upheld), static_cast<double>(heard) / 2, 2 * std::sqrt(static_cast<double>(heard)));
    EXPECT_GT(upheld, 0u);
    EXPECT_EQ(town.offered(town.kings).size(), before + upheld);
    EXPECT_GT(town.offered(town.kings).size(), 40u);
}

TEST(SecondRound, ThoseWhoCameAfterTheRoundChooseAmongWhatIsLeft) {
    Round town;
    World& world = town.world;
    std::vector<PupilId> like;
    for (const PupilId p : town.offered(town.kings)) {
        like.push_back(p);
        break;
    }
    std::vector<PupilId> late;
    for (int i = 0; i < 6; ++i) {
        const auto row = static_cast<std::uint32_t>(world.pupils.size());
        arrive_like(world.parameters.families, town.at(Month(2026, 5)), like, world.home(like[0]), HomeFound::standing,
                    world.pupils, world.families);
        late.emplace_back(row);
        world.pupils.setting[PupilId(row)] = Setting::mainstream;  // found a primary school meanwhile
        world.pupils.school[PupilId(row)] = SchoolId(testing::riverside);
    }
    const auto kept = town.offered(town.kings);
    world.events.clear();
    offer_places_again(town.round(), town.at(Month(2026, 6)));
    for (const PupilId p : late) EXPECT_EQ(world.pupils.next_school[p], town.meadow);  // King's is full
    for (const PupilId p : kept) EXPECT_EQ(world.pupils.next_school[p], town.kings);   // offers made stand
    std::size_t offers = 0;
    for (const Event& e : world.events.events())
        if (e.pupil >= late[0]) {
            EXPECT_EQ(e.cause, static_cast<std::uint8_t>(OfferMade::second_round));
            ++offers;
        }
    EXPECT_EQ(offers, late.size());
    std::size_t on_list = 0;
    for (const PupilId p : world.waiting_lists.pupil) on_list += p >= late[0];
    EXPECT_GT(on_list, 0u);  // and wait for what they like better
}

}  // namespace
}  // namespace sendscape::waiting_lists_test
