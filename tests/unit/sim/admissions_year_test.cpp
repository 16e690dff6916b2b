// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "agents/admissions/fair_access.h"
#include "agents/admissions/in_year.h"
#include "agents/admissions/nearby.h"
#include "agents/admissions/round.h"
#include "agents/admissions/take_up.h"
#include "agents/pupils/demography.h"
#include "agents/schools/discipline.h"
#include "agents/schools/rolls.h"
#include "sim/branch/checkpoint.h"
#include "sim/core/error.h"
#include "tests/support/admissions_scene.h"

namespace sendscape::admissions_year_test {
namespace {

using Town = testing::AdmissionsScene;

TEST(OffersInTheYear, EveryChildOfTheEntryYearHasAPlaceThatTeachesIt) {
    Town town;
    Pupils& pupils = town.world.pupils;
    offer_secondary_places(town.round(), town.at(Month(2026, 3)));
    offer_primary_places(town.round(), town.at(Month(2026, 4)));
    std::map<int, int> ranks;
    for (const Event& e : town.world.events.events()) {
        ASSERT_EQ(e.kind, EventKind::offer);
        const int next = pupils.ncy[e.pupil] + 1;
        EXPECT_TRUE(town.world.map->school(SchoolId(e.to)).teaches(next));
        EXPECT_EQ(pupils.next_school[e.pupil].value, e.to);
        EXPECT_NE(pupils.provision[e.pupil], Provision::plan);
        ++ranks[e.detail];
    }
    EXPECT_GT(ranks[1], 8 * (ranks[0] + ranks[2] + ranks[3]) / 2);
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.ncy[p] != 6 || pupils.has_plan(p) || pupils.setting[p] != Setting::mainstream) continue;
        EXPECT_TRUE(pupils.next_school[p].exists()) << "row " << row;
    }
}

int pauses_left = 0;
void pause_a_while() {
    if (--pauses_left == 0) throw Interrupted("given up");
}

TEST(OffersInTheYear, ARoundGivenUpLeavesAllAsItWas) {
    Town town, straight;
    // Places named by plans, one of them beyond the map, and an event, that a round given up must leave alone.
    for (Town* const one : {&town, &straight}) {
        one->world.pupils.next_school[PupilId(0)] = SchoolId(testing::meadow);
        one->world.pupils.next_setting[PupilId(0)] = Setting::mainstream;
        one->world.pupils.next_setting[PupilId(1)] = Setting::independent_special;
        one->world.pupils.provision[PupilId(0)] = one->world.pupils.provision[PupilId(1)] = Provision::plan;
        one->world.events.add({.month = Month(2026, 3), .pupil = PupilId(0), .kind = EventKind::review_held});
    }
    for (const auto& [offer, month] : {std::pair{&offer_secondary_places, 3}, std::pair{&offer_primary_places, 4}}) {
        const auto before = save_world(town.world);
        const std::size_t events = town.world.events.events().size();
        AdmissionsRound round = town.round();
        round.pause = pause_a_while;
        int given_up = 0;
        for (int pauses = 1;; ++pauses) {
            pauses_left = pauses;
            try {
                offer(round, town.at(Month(2026, month)));
                break;
            } catch (const Interrupted&) {
                ++given_up;
                EXPECT_TRUE(save_world(town.world) == before) << month << ", pause " << pauses;
                EXPECT_EQ(town.world.events.events().size(), events);
            }
        }
        EXPECT_GT(given_up, 4);
        offer(straight.round(), straight.at(Month(2026, month)));
        EXPECT_FALSE(save_world(town.world) == before);
        EXPECT_TRUE(save_world(town.world) == save_world(straight.world)) << month;
        EXPECT_EQ(town.world.events.events().size(), straight.world.events.events().size());
    }
}

TEST(OffersInTheYear, PublishedNumbersAreKeptWhileAnotherSchoolHasRoom) {
    Town town;
    Schools& schools = town.world.schools;
    schools.pan[SchoolId(testing::kings)] = 20;
    schools.pan[SchoolId(testing::meadow)] = 1000;
    offer_secondary_places(town.round(), town.at(Month(2026, 3)));
    int at_kings = 0, elsewhere = 0;
    for (const Event& e : town.world.events.events()) ++(e.to == testing::kings ? at_kings : elsewhere);
    EXPECT_EQ(at_kings, 20);
    EXPECT_GT(elsewhere, 60);
}

TEST(OffersInTheYear, ANamedPlanTakesAPlaceWithinTheNumber) {
    Town town;
    Pupils& pupils = town.world.pupils;
    town.world.schools.pan[SchoolId(testing::kings)] = 30;
    int named = 0;
    for (std::uint32_t row = 0; row < pupils.size() && named < 5; ++row) {
        const PupilId p(row);
        if (pupils.ncy[p] != 6 || pupils.setting[p] != Setting::mainstream) continue;
        pupils.provision[p] = Provision::plan;
        pupils.next_school[p] = SchoolId(testing::kings);
        pupils.next_setting[p] = Setting::mainstream;
        ++named;
    }
    town.world.schools.pan[SchoolId(testing::meadow)] = 1000;
    offer_secondary_places(town.round(), town.at(Month(2026, 3)));
    int at_kings = 0;
    for (const Event& e : town.world.events.events()) at_kings += e.to == testing::kings ? 1 : 0;
    ASSERT_EQ(named, 5);
    EXPECT_EQ(at_kings, 30 - named);
}

TEST(OffersInTheYear, InfantsGoOnToTheirJuniorSchool) {
    Town town;
    const SchoolId infant(testing::hill_infant), junior(testing::hill_junior);
    town.world.schools.pan[junior] = 60;
    offer_primary_places(town.round(), town.at(Month(2026, 4)));
    int leavers = 0, to_junior = 0;
    for (const Event& e : town.world.events.events())
        if (town.world.pupils.ncy[e.pupil] == 2 && town.world.pupils.school[e.pupil] == infant) {
            ++leavers;
            to_junior += e.to == junior.value ? 1 : 0;
        }
    ASSERT_GT(leavers, 30);
    EXPECT_GE(to_junior, leavers * 4 / 5);
}

/// Children with free school meals whom a school refused, having offered a place to one without.
int passed_over(const Town& town, SchoolId school) {
    const Pupils& pupils = town.world.pupils;
    bool offered_without = false;
    for (const Event& e : town.world.events.events())
        offered_without =
            offered_without || (e.to == school.value && e.detail > 0 && pupils.disadvantaged[e.pupil] == 0);
    int refused = 0;
    for (std::uint32_t row = 0; row < town.world.waiting_lists.size(); ++row)
        if (const ListingId l(row); town.world.waiting_lists.school[l] == school)
            refused += pupils.disadvantaged[town.world.waiting_lists.pupil[l]] != 0 ? 1 : 0;
    return offered_without ? refused : 0;
}

TEST(OffersInTheYear, ASchoolGoesByTheCriteriaOfItsAdmissionAuthority) {
    const auto round = [](bool own) {
        Town town;
        const SchoolId kings(testing::kings), meadow(testing::meadow);
        town.world.schools.pan[kings] = town.world.schools.pan[meadow] = 30;
        if (own) {
            town.world.criteria.of_school.resize(town.world.schools.size());
            town.world.criteria.of_school[kings.value] =
                values_of({AdmissionCriterion::pupil_premium, AdmissionCriterion::distance});
        }
        offer_secondary_places(town.round(), town.at(Month(2026, 3)));
        return std::array{passed_over(town, kings), passed_over(town, meadow)};
    };
    const auto [kings_before, meadow_before] = round(false);
    ASSERT_GT(kings_before, 0);
    const auto [kings, meadow] = round(true);
    EXPECT_EQ(kings, 0);
    EXPECT_GT(meadow, 0);  // whose authority has determined nothing
    EXPECT_GT(meadow_before, 0);
}

TEST(OffersInTheYear, WhoMeetsBothInADrawnCatchmentComesFirst) {
    Town town;
    World& w = town.world;
    const SchoolId kings(testing::kings);
    w.schools.pan[kings] = 30;
    DrawnCatchment drawn{true, std::vector<std::uint8_t>(w.map->zones.size(), 0)};
    for (std::size_t z = 0; z < drawn.holds.size(); z += 2) drawn.holds[z] = 1;  // as no nearest school would have it
    w.criteria.catchments.resize(w.schools.size());
    w.criteria.catchments[kings.value] = drawn;
    w.criteria.of_school.resize(w.schools.size());
    w.criteria.of_school[kings.value] =
        values_of({CriterionStep(AdmissionCriterion::pupil_premium) + AdmissionCriterion::catchment,
                   AdmissionCriterion::catchment, AdmissionCriterion::distance});
    offer_secondary_places(town.round(), town.at(Month(2026, 3)));
    const auto step = [&](PupilId p) {
        const bool within = drawn.holds[w.home(p).value] != 0;
        return !within ? 2 : w.pupils.disadvantaged[p] != 0 ? 0 : 1;
    };
    int last_offered = 0, first_refused = 2, offered = 0;
    for (const Event& e : w.events.events())
        if (e.kind == EventKind::offer && e.to == kings.value && e.detail > 0)
            last_offered = std::max(last_offered, step(e.pupil)), ++offered;
    for (std::uint32_t row = 0; row < w.waiting_lists.size(); ++row)
        if (const ListingId l(row); w.waiting_lists.school[l] == kings)
            first_refused = std::min(first_refused, step(w.waiting_lists.pupil[l]));
    ASSERT_GT(offered, 10);
    EXPECT_LE(last_offered, first_refused);
    EXPECT_GT(first_refused, 0);  // everybody who met both has a place
}

TEST(OffersInTheYear, ChildrenOfAnAmalgamationDoNotApplyAnew) {
    const auto applies_from_riverside = [](bool amalgamated) {
        Town town;
        World& w = town.world;
        const SchoolId from(testing::riverside), into(testing::st_anne);
        w.schools.closes[from] = Month(2026, 8).index;
        if (amalgamated) {
            w.criteria.taken_over_by.resize(w.schools.size());
            w.criteria.taken_over_by[from.value] = into;
        }
        offer_primary_places(town.round(), town.at(Month(2026, 4)));
        int offers = 0;
        for (const Event& e : w.events.events())
            offers += e.kind == EventKind::offer && e.from == from.value && w.pupils.ncy[e.pupil] >= 0 &&
                      w.pupils.ncy[e.pupil] < 6;
        return offers;
    };
    EXPECT_GT(applies_from_riverside(false), 100);
    EXPECT_EQ(applies_from_riverside(true), 0);
}

TEST(OffersInTheYear, UnderALotteryTheLastDistanceIsUnknown) {
    Town town;
    const SchoolId kings(testing::kings);
    town.world.schools.pan[kings] = 20;
    town.world.parameters.admissions.criteria = values_of({AdmissionCriterion::lottery});
    offer_secondary_places(town.round(), town.at(Month(2026, 3)));
    EXPECT_EQ(town.world.schools.last_admitted_m[kings], 0);
    Town by_distance;
    by_distance.world.schools.pan[kings] = 20;
    offer_secondary_places(by_distance.round(), by_distance.at(Month(2026, 3)));
    EXPECT_GT(by_distance.world.schools.last_admitted_m[kings], 0);
}

TEST(OffersInTheYear, SeptemberLeavesNobodyBehind) {
    Town town;
    Pupils& pupils = town.world.pupils;
    offer_secondary_places(town.round(), town.at(Month(2026, 3)));
    offer_primary_places(town.round(), town.at(Month(2026, 4)));
    town.world.events.clear();
    const Step september = town.at(Month(2026, 9));
    cohorts_move_up(september, pupils);
    take_up_offers(pupils, town.world.schools, town.world.families, town.world.parameters.admissions, september);
    in_year_admissions(pupils, town.world.schools, town.world.families, town.world.parameters.admissions,
                       town.world.parameters.families, {}, 0, 0, september);
    std::int64_t on_roll = 0;
    for (std::uint32_t row = 0; row < pupils.size(); ++row) {
        const PupilId p(row);
        if (pupils.has_plan(p) || !pupils.present(p)) continue;
        const SchoolId s = pupils.school[p];
        if (s.exists()) {
            ++on_roll;
            EXPECT_TRUE(town.world.map->school(s).teaches(pupils.ncy[p])) << "row " << row;
        }
        EXPECT_FALSE(pupils.ncy[p] >= 0 && pupils.ncy[p] <= 11 && pupils.setting[p] == Setting::awaiting);
        EXPECT_FALSE(pupils.ncy[p] >= 12 && pupils.setting[p] == Setting::mainstream);
    }
    EXPECT_GT(on_roll, 1900);
    Schools before = town.world.schools;
    recount(pupils, town.world.schools);
    EXPECT_EQ(before.roll.values(), town.world.schools.roll.values());  // counts were kept true on the way
}

TEST(OffersInTheYear, AClosedSchoolsChildrenFindAnother) {
    Town town;
    Schools& schools = town.world.schools;
    const SchoolId closing(testing::hill_infant);
    const Month month(2026, 5);
    schools.closes[closing] = month.index;
    const int before = schools.roll[closing] - schools.plans[closing];
    ASSERT_GT(before, 0);
    in_year_admissions(town.world.pupils, schools, town.world.families, town.world.parameters.admissions,
                       town.world.parameters.families, {}, 0, 0, town.at(month));
    EXPECT_LE(schools.roll[closing], schools.plans[closing] + 1);
}

TEST(FairAccessInTheYear, SharesOutThoseBackFromAlternativeProvision) {
    const auto lived = [](double on) {
        Town town;
        Pupils& pupils = town.world.pupils;
        AdmissionParameters& parameters = town.world.parameters.admissions;
        parameters.fair_access = on;
        parameters.fair_access_minutes = {60, 60};
        int moved = 0;
        for (std::uint32_t row = 0; row < pupils.size() && moved < 24; ++row) {
            const PupilId p(row);
            if (pupils.ncy[p] < 8 || pupils.ncy[p] > 10 || pupils.has_plan(p) || pupils.looked_after[p] != 0 ||
                pupils.setting[p] != Setting::mainstream)
                continue;
            pupils.setting[p] = Setting::alternative_provision;
            pupils.school[p] = SchoolId{};
            ++moved;
        }
        recount(pupils, town.world.schools);
        in_year_admissions(pupils, town.world.schools, town.world.families, parameters, town.world.parameters.families,
                           {}, 1, 0, town.at(Month(2026, 3)));
        std::array<int, 2> taken{};
        for (const Event& e : town.world.events.events())
            if (e.kind == EventKind::placed) {
                EXPECT_EQ(e.cause, on > 0 ? static_cast<int>(FairAccess::reintegration) : 0);
                EXPECT_TRUE(e.to == testing::kings || e.to == testing::meadow);
                ++taken[e.to == testing::kings ? 0 : 1];
            }
        EXPECT_EQ(taken[0] + taken[1], 24);
        for (const SchoolId s : {SchoolId(testing::kings), SchoolId(testing::meadow)})
            EXPECT_EQ(town.world.schools.fair_access[s][0], on > 0 ? taken[s == SchoolId(testing::kings) ? 0 : 1] : 0);
        return taken;
    };
    const auto shared = lived(1);
    // King's has 610 on roll and Meadow 340: 24 children are 15 and 9 by roll.
    EXPECT_NEAR(shared[0], 15, 1);
    EXPECT_NEAR(shared[1], 9, 1);
    EXPECT_NE(lived(0), shared) << "the nearest with room takes no account of turns";
}

TEST(InYearAdmissions, ThatTakeTheLastPlacesAreTheSameOnSeveralThreads) {
    const auto lived = [](int threads) {
        Town town;
        Pupils& pupils = town.world.pupils;
        Schools& schools = town.world.schools;
        for (std::uint32_t row = 0; row < pupils.size(); row += 7) {
            const PupilId p(row);
            if (pupils.ncy[p] < 1 || pupils.ncy[p] > 10 || pupils.has_plan(p)) continue;
            pupils.setting[p] = Setting::awaiting;
            pupils.school[p] = SchoolId{};
        }
        recount(pupils, schools);
        constexpr int years = 7, places_free = 2;
        for (std::uint32_t row = 0; row < schools.size(); ++row) {
            schools.pan[SchoolId(row)] = 0;  // an even part of the capacity a year
            schools.capacity[SchoolId(row)] = schools.roll[SchoolId(row)] + places_free * years;
        }
        const Parallel parallel(threads);
        const Step step{*town.world.map, Month(2026, 3), town.world.draws, parallel, town.world.events};
        in_year_admissions(pupils, schools, town.world.families, town.world.parameters.admissions,
                           town.world.parameters.families, {}, 0, 0, step);
        return pupils.school.values();
    };
    const auto alone = lived(1);
    EXPECT_EQ(lived(3), alone);
}

TEST(FairAccessInTheYear, AChildWithoutSenWaitsFourWeeksAndAPlanOrCareKeepsItOut) {
    Town town;
    Pupils& pupils = town.world.pupils;
    Schools& schools = town.world.schools;
    AdmissionParameters& parameters = town.world.parameters.admissions;
    parameters.fair_access = 1;
    parameters.fair_access_minutes = {60, 60};
    for (std::uint32_t row = 0; row < schools.size(); ++row) schools.roll_by_year[SchoolId(row)].fill(1000);
    std::vector<PupilId> out;  // none, SEN Support, looked after
    for (std::uint32_t row = 0; row < pupils.size() && out.size() < 3; ++row) {
        const PupilId p(row);
        if (pupils.ncy[p] != 9 || pupils.has_plan(p) || pupils.setting[p] != Setting::mainstream) continue;
        pupils.provision[p] = out.size() == 1 ? Provision::sen_support : Provision::none;
        pupils.looked_after[p] = out.size() == 2 ? 1 : 0;
        place(pupils, schools, town.at(Month(2026, 3)), town.world.home(p), p, Setting::awaiting, SchoolId{});
        out.push_back(p);
    }
    in_year_admissions(pupils, schools, town.world.families, parameters, town.world.parameters.families, {}, 0, 0,
                       town.at(Month(2026, 3)));
    EXPECT_EQ(pupils.setting[out[0]], Setting::awaiting) << "it came out of school this month";
    EXPECT_TRUE(pupils.school[out[1]].exists());
    EXPECT_TRUE(pupils.school[out[2]].exists()) << "looked-after children must be admitted";
    EXPECT_EQ(town.world.events.events().back().cause, 0) << "and not under the protocol";
    town.world.events.clear();
    in_year_admissions(pupils, schools, town.world.families, parameters, town.world.parameters.families, {}, 0, 0,
                       town.at(Month(2026, 4)));
    EXPECT_TRUE(pupils.school[out[0]].exists());
    ASSERT_EQ(town.world.events.events().size(), 1u);
    EXPECT_EQ(town.world.events.events()[0].cause, static_cast<int>(FairAccess::no_place));
}

TEST(Discipline, RatesAreThePublishedOnesAndChildrenGoToAlternativeProvision) {
    double sum = 0;
    for (int ncy = 0; ncy < 12; ++ncy) sum += suspension_by_year(ncy);
    EXPECT_NEAR(sum / 12, 1.0, 0.005);

    Town town;
    SchoolParameters parameters;
    parameters.exclusions_none = parameters.exclusions_support = parameters.exclusions_plan = 30;
    parameters.home_education = 0;
    const auto in_ap = [&] {
        const auto& settings = town.world.pupils.setting.values();
        return std::count(settings.begin(), settings.end(), Setting::alternative_provision);
    };
    const auto before = in_ap();
    discipline(town.world.pupils, town.world.schools, town.world.families, parameters, LoopSwitches{},
               town.at(Month(2026, 3)));
    int excluded = 0;
    for (const Event& e : town.world.events.events()) excluded += e.kind == EventKind::excluded ? 1 : 0;
    EXPECT_GT(excluded, 20);
    EXPECT_EQ(in_ap() - before, excluded);
}

TEST(NearestWithRoom, PrefersRoomAndThenNearness) {
    Town town;
    const Map& map = *town.world.map;
    const SchoolId s = nearest_with_room(map, town.world.schools, ZoneId(5), 3, true, Month(2026, 2));
    ASSERT_TRUE(s.exists());
    EXPECT_TRUE(map.school(s).teaches(3));
    town.world.schools.roll_by_year[s][year_index(3)] = 1000;
    EXPECT_NE(nearest_with_room(map, town.world.schools, ZoneId(5), 3, true, Month(2026, 2)), s);
}

}  // namespace
}  // namespace sendscape::admissions_year_test
