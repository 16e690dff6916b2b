// SPDX-License-Identifier: MIT
#include "agents/families/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "agents/families/word_of_mouth.h"
#include "tests/support/placement_scene.h"

namespace sendscape::network_test {
namespace {

using testing::PlacementScene;
using testing::small_schools;

constexpr std::uint32_t town = 6000;  // families: more than one block of rows

// A town of families over the ten zones of the authority, most with a child at school and some with two.
struct BusyTown : PlacementScene {
    BusyTown();
};

BusyTown::BusyTown() {
    while (families.size() < town) families.append();
    for (std::uint32_t f = 0; f < town; ++f) {
        families.zone[FamilyId(f)] = ZoneId(f * 7 % 10);
        if (f % 8 == 0) continue;
        const int children = f % 3 == 0 ? 2 : 1;
        for (int child = 0; child < children; ++child) {
            const int ncy = static_cast<int>((f / 8 + 5U * static_cast<unsigned>(child)) % 12);
            const SchoolId school((f / 5 + static_cast<unsigned>(child)) % small_schools);
            const PupilId p = add(ncy, RequiredProvision::none, Setting::mainstream, school, f);
            pupils.provision[p] = (f + static_cast<unsigned>(child)) % 9 == 0   ? Provision::plan
                                  : (f + static_cast<unsigned>(child)) % 5 == 0 ? Provision::sen_support
                                                                                : Provision::none;
            if (f % 50 == 1) pupils.setting[p] = Setting::gone;
        }
    }
    for (std::uint32_t s = 0; s < small_schools; ++s)
        schools.reputation_send[SchoolId(s)] = static_cast<float>(s % 4) * 0.4F;
}

// The year group at school of the family's youngest child on a roll, worked out the slow way; nothing without one.
using Circle = std::pair<int, std::uint32_t>;
std::vector<Circle> year_groups(const PlacementScene& scene) {
    std::vector<Circle> of(scene.families.size(), {last_ncy + 1, SchoolId::none_value});
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
        const PupilId p(row);
        if (!scene.pupils.present(p)) continue;
        Circle& known = of[scene.pupils.family[p].value];
        if (scene.pupils.ncy[p] < known.first) known = {scene.pupils.ncy[p], scene.pupils.school[p].value};
    }
    return of;
}

std::span<const std::uint32_t> contacts_of(const Contacts& contacts, std::size_t family) {
    return std::span(contacts.other)
        .subspan(contacts.first[family], contacts.first[family + 1] - contacts.first[family]);
}

TEST(Network, TiesAreMutualAndNobodyIsTheirOwnContact) {
    const BusyTown scene;
    const Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
    ASSERT_EQ(contacts.first.size(), town + 1U);
    ASSERT_EQ(contacts.first.back(), contacts.other.size());
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> ties;
    for (std::uint32_t f = 0; f < town; ++f)
        for (const std::uint32_t other : contacts_of(contacts, f)) {
            ASSERT_LT(other, town);
            EXPECT_NE(other, f);
            ++ties[{f, other}];
        }
    for (const auto& [tie, times] : ties) {
        const auto back = ties.find({tie.second, tie.first});
        ASSERT_NE(back, ties.end()) << tie.first << " " << tie.second;
        EXPECT_EQ(back->second, times);
    }
}

TEST(Network, TiesOfMoreFamiliesThanOneThreadWritesAreMutualToo) {
    constexpr std::size_t many = (std::size_t{1} << 19) + 5000, to_a_zone = 4;
    Families families;
    Families::for_each_column(families, [&](auto& column) { column.resize(many); });
    for (std::size_t f = 0; f < many; ++f) families.zone[FamilyId(f)] = ZoneId(f / to_a_zone);
    const Draws draws(1, 0);
    const Contacts contacts = make_contacts(families, Pupils{}, draws);
    using Tie = std::pair<std::uint32_t, std::uint32_t>;
    std::vector<Tie> there, back;
    for (std::uint32_t f = 0; f < many; ++f)
        for (const std::uint32_t other : contacts_of(contacts, f)) {
            there.emplace_back(f, other);
            back.emplace_back(other, f);
        }
    // Three ties in each zone, less the few that by chance would lead to oneself.
    EXPECT_NEAR(static_cast<double>(there.size()), 2.0 * 3 * many / to_a_zone, 20);
    std::sort(there.begin(), there.end());
    std::sort(back.begin(), back.end());
    EXPECT_EQ(there, back);
    const Contacts by_two = make_contacts(families, Pupils{}, draws, Parallel(2));
    EXPECT_EQ(by_two.first, contacts.first);
    EXPECT_EQ(by_two.other, contacts.other);
}

// Each row of m families that know the next two has (m - 1) + (m - 2) ties, a zone of m that know the next one m - 1; a
// tie to oneself by chance is dropped, about one in 60,000 here.
TEST(Network, DegreesAreThoseOfTheCirclesAboutSixEach) {
    const BusyTown scene;
    const Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
    std::map<Circle, int> groups;
    std::map<std::uint32_t, int> zones;
    const std::vector<Circle> circles = year_groups(scene);
    for (std::uint32_t f = 0; f < town; ++f) {
        if (circles[f].first <= last_ncy) ++groups[circles[f]];
        ++zones[scene.families.zone[FamilyId(f)].value];
    }
    int ties = 0;
    for (const auto& group : groups) ties += std::max(group.second - 1, 0) + std::max(group.second - 2, 0);
    for (const auto& zone : zones) ties += zone.second - 1;
    EXPECT_NEAR(static_cast<double>(contacts.other.size()) / 2, ties, 4);
    double with_child = 0, without = 0, with_child_ties = 0, without_ties = 0;
    for (std::uint32_t f = 0; f < town; ++f) {
        const bool child = circles[f].first <= last_ncy;
        (child ? with_child : without) += 1;
        (child ? with_child_ties : without_ties) += static_cast<double>(contacts_of(contacts, f).size());
    }
    EXPECT_NEAR(with_child_ties / with_child, 6, 0.5);
    EXPECT_NEAR(without_ties / without, 2.3, 0.3);  // two neighbours and the far ties of others
}

// Of the ties made within a circle nine in ten stay there: those that leave it are a binomial count.
TEST(Network, OneTieInTenLeadsAnywhereTheRestAreLocal) {
    const BusyTown scene;
    const Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
    const std::vector<Circle> circles = year_groups(scene);
    double far = 0, same_group = 0, by_chance = 0;
    for (std::uint32_t f = 0; f < town; ++f)
        for (const std::uint32_t other : contacts_of(contacts, f)) {
            const bool group = circles[f].first <= last_ncy && circles[f] == circles[other];
            const bool zone = scene.families.zone[FamilyId(f)] == scene.families.zone[FamilyId(other)];
            same_group += group;
            far += !group && !zone;
            by_chance += 1;
        }
    // A tie to anywhere lands in the same zone one time in ten.
    const double ties = by_chance / 2, expected = 0.1 * 0.9;
    EXPECT_NEAR(far / by_chance, expected, 4 * std::sqrt(expected * (1 - expected) / ties) + 0.002);
    EXPECT_GT(same_group / by_chance, 0.5);
}

// Watts and Strogatz: the friends of friends are often friends, and yet anyone is reached in a few steps.
TEST(Network, IsASmallWorld) {
    const BusyTown scene;
    const Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
    std::vector<std::set<std::uint32_t>> knows(town);
    for (std::uint32_t f = 0; f < town; ++f) {
        const auto others = contacts_of(contacts, f);
        knows[f].insert(others.begin(), others.end());
    }
    double pairs = 0, closed = 0;
    for (const auto& friends : knows)
        for (auto a = friends.begin(); a != friends.end(); ++a)
            for (auto b = std::next(a); b != friends.end(); ++b) {
                ++pairs;
                closed += knows[*a].count(*b) > 0;
            }
    EXPECT_GT(closed / pairs, 50 * 6.0 / town);  // a random graph of six contacts closes 6 in 6,000
    std::vector<int> steps(town, -1);
    std::queue<std::uint32_t> next;
    steps[0] = 0;
    next.push(0);
    double reached = 0, sum = 0;
    for (; !next.empty(); next.pop()) {
        const std::uint32_t f = next.front();
        ++reached;
        sum += steps[f];
        for (const std::uint32_t other : knows[f])
            if (steps[other] < 0) {
                steps[other] = steps[f] + 1;
                next.push(other);
            }
    }
    EXPECT_GT(reached, 0.99 * town);
    EXPECT_LT(sum / reached, 2 * std::log(town) / std::log(6));  // a random graph's is ln n / ln 6
}

TEST(Network, IsTheSameFromTheSameLuckAndOtherFromOther) {
    const BusyTown scene;
    const Contacts one = make_contacts(scene.families, scene.pupils, scene.draws);
    const Contacts again = make_contacts(scene.families, scene.pupils, scene.draws);
    EXPECT_EQ(one.first, again.first);
    EXPECT_EQ(one.other, again.other);
    EXPECT_EQ(one.other, make_contacts(scene.families, scene.pupils, scene.draws, Parallel(3)).other);
    EXPECT_NE(one.other, make_contacts(scene.families, scene.pupils, Draws(2, 0)).other);
    const Contacts nobody = make_contacts(Families{}, Pupils{}, scene.draws);
    EXPECT_EQ(nobody.first.size(), 1U);
    EXPECT_TRUE(nobody.other.empty());
}

TEST(Network, NewcomersKnowEachOtherAndOneOlderFamily) {
    BusyTown scene;
    const Contacts before = make_contacts(scene.families, scene.pupils, scene.draws);
    Contacts contacts = before;
    join_contacts(contacts, scene.families, scene.draws, Month(2026, 2));
    EXPECT_EQ(contacts.first, before.first);
    EXPECT_EQ(contacts.other, before.other);
    constexpr std::uint32_t come = 40;
    for (std::uint32_t k = 0; k < come; ++k) scene.families.zone[scene.families.append()] = ZoneId(k % 4);
    join_contacts(contacts, scene.families, scene.draws, Month(2026, 2));
    ASSERT_EQ(contacts.first.size(), town + come + 1U);
    EXPECT_TRUE(std::equal(before.other.begin(), before.other.end(), contacts.other.begin()));
    EXPECT_TRUE(std::equal(before.first.begin(), before.first.end(), contacts.first.begin()));
    for (std::uint32_t f = town; f < town + come; ++f) {
        const auto others = contacts_of(contacts, f);
        EXPECT_EQ(std::count_if(others.begin(), others.end(), [](std::uint32_t other) { return other < town; }), 1);
        EXPECT_GE(others.size(), 3U);  // two on one side at least: ten came to each zone
        EXPECT_LE(others.size(), 5U);
        for (const std::uint32_t other : others) {
            if (other < town) continue;
            EXPECT_EQ(scene.families.zone[FamilyId(other)], scene.families.zone[FamilyId(f)]);
            const auto back = contacts_of(contacts, other);
            EXPECT_EQ(std::count(back.begin(), back.end(), f), 1);
        }
    }
    Contacts none;
    join_contacts(none, scene.families, scene.draws, Month(2026, 2));  // a town where everyone is new
    EXPECT_EQ(none.first.size(), town + come + 1U);
}

struct Heard {
    std::vector<float> share, strength;
    std::vector<std::uint32_t> school;
    friend bool operator==(const Heard&, const Heard&) = default;
};

Heard hear(PlacementScene& scene, Contacts& contacts, int threads, int terms = 1) {
    const Parallel parallel(threads);
    for (int term = 0; term < terms; ++term)
        hear_from_contacts(scene.families, contacts, scene.pupils, scene.schools, FamilyParameters{}, scene.loops,
                           Step{*scene.map, Month(2026, 4 + 4 * term), scene.draws, parallel, scene.events});
    Heard heard;
    for (std::size_t row = 0; row < scene.families.size(); ++row) {
        heard.share.push_back(scene.families.contacts_with_plan[FamilyId(row)]);
        heard.strength.push_back(scene.families.heard[FamilyId(row)]);
        heard.school.push_back(scene.families.heard_of[FamilyId(row)].value);
    }
    return heard;
}

TEST(WordOfMouth, ShareOfContactsWithPlansIsTheCount) {
    BusyTown scene;
    Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
    const Heard heard = hear(scene, contacts, 1);
    std::set<std::uint32_t> with_plan;
    std::map<std::uint32_t, std::uint32_t> speaks_of;  // the lowest mainstream school of its children with SEND
    for (std::size_t row = 0; row < scene.pupils.size(); ++row) {
        const PupilId p(row);
        if (!scene.pupils.present(p) || scene.pupils.provision[p] == Provision::none) continue;
        const std::uint32_t family = scene.pupils.family[p].value, school = scene.pupils.school[p].value;
        if (scene.pupils.provision[p] == Provision::plan) with_plan.insert(family);
        const auto known = speaks_of.emplace(family, school);
        known.first->second = std::min(known.first->second, school);
    }
    int some = 0, alone = 0;
    for (std::uint32_t f = 0; f < town; ++f) {
        int plans = 0, all = 0;
        std::pair<float, std::uint32_t> best{0.5F, SchoolId::none_value};  // worth telling beyond this
        for (const std::uint32_t other : contacts_of(contacts, f)) {
            ++all;
            plans += static_cast<int>(with_plan.count(other));
            const auto spoken = speaks_of.find(other);
            if (spoken == speaks_of.end()) continue;
            const float reputation = scene.schools.reputation_send[SchoolId(spoken->second)];
            if (reputation > best.first || (reputation == best.first && spoken->second < best.second))
                best = {reputation, spoken->second};
        }
        alone += all == 0;
        some += plans > 0;
        EXPECT_FLOAT_EQ(heard.share[f], all == 0 ? 0.09F : static_cast<float>(plans) / static_cast<float>(all)) << f;
        EXPECT_EQ(heard.school[f], best.second) << f;
        EXPECT_FLOAT_EQ(heard.strength[f],
                        best.second == SchoolId::none_value ? 0.0F : 0.5F * std::min(1.0F, 0.5F * best.first))
            << f;
    }
    EXPECT_GT(some, 1000);
    EXPECT_LT(alone, 5);
}

TEST(WordOfMouth, AFamilyOnItsOwnSupposesTheUsualShare) {
    PlacementScene scene;
    Contacts contacts;
    contacts.first.assign(scene.families.size() + 1, 0);
    const Heard heard = hear(scene, contacts, 1);
    const FamilyParameters parameters;
    for (const float share : heard.share) EXPECT_FLOAT_EQ(share, static_cast<float>(parameters.usual_share_with_plan));
    EXPECT_NEAR(felt_share(parameters, heard.share[0]), parameters.usual_share_with_plan, 1e-8);
    EXPECT_GT(felt_share(parameters, 0), 0);
}

TEST(Network, NewcomersKnowTheSameOnAnyNumberOfThreads) {
    const auto joined = [](int threads) {
        BusyTown scene;
        Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
        for (std::uint32_t k = 0; k < 9000; ++k) scene.families.zone[scene.families.append()] = ZoneId(k * k % 4);
        join_contacts(contacts, scene.families, scene.draws, Month(2026, 9), Parallel(threads));
        return std::pair(contacts.first, contacts.other);
    };
    const auto one = joined(1);
    EXPECT_EQ(joined(2), one);
    EXPECT_EQ(joined(5), one);
}

TEST(WordOfMouth, IsTheSameOnAnyNumberOfThreads) {
    const auto run = [](int threads) {
        BusyTown scene;
        Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
        for (std::uint32_t k = 0; k < 30; ++k) scene.families.zone[scene.families.append()] = ZoneId(k % 4);
        join_contacts(contacts, scene.families, scene.draws, Month(2026, 9));
        return hear(scene, contacts, threads, 2);
    };
    const Heard one = run(1);
    EXPECT_EQ(run(2), one);
    EXPECT_EQ(run(5), one);
}

TEST(WordOfMouth, WithoutTheMagnetLoopNoSchoolIsHeardOfAndTheShareIsTheSame) {
    BusyTown scene;
    Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
    const Heard with = hear(scene, contacts, 1);
    EXPECT_GT(*std::max_element(with.strength.begin(), with.strength.end()), 0);
    scene.loops.magnets = 0;
    const Heard without = hear(scene, contacts, 1);
    EXPECT_EQ(without.share, with.share);
    for (std::uint32_t f = 0; f < town; ++f) {
        EXPECT_EQ(without.school[f], SchoolId::none_value);
        EXPECT_EQ(without.strength[f], 0.0F);
    }
    // Contagion acts where requests are made: what families know of plans is the same without it.
    scene.loops.contagion = 0;
    EXPECT_EQ(hear(scene, contacts, 1).share, with.share);
}

TEST(WordOfMouth, GrowsWhileToldAndFadesWhenNobodyTells) {
    PlacementScene scene;
    const SchoolId riverside(testing::riverside);
    scene.add(3, RequiredProvision::mainstream, Setting::mainstream, riverside, 1);
    scene.schools.reputation_send[riverside] = 1.6F;
    Contacts contacts;  // the first two families know each other
    contacts.first.assign(scene.families.size() + 1, 2);
    contacts.first[0] = 0;
    contacts.first[1] = 1;
    contacts.other = {1, 0};
    const FamilyId listener(0);
    hear(scene, contacts, 1);
    EXPECT_EQ(scene.families.heard_of[listener], riverside);
    EXPECT_FLOAT_EQ(scene.families.heard[listener], 0.4F);
    hear(scene, contacts, 1);
    EXPECT_FLOAT_EQ(scene.families.heard[listener], 0.6F);
    hear(scene, contacts, 1, 12);
    EXPECT_NEAR(scene.families.heard[listener], 0.8, 0.001);  // half the reputation, at most 1
    EXPECT_FLOAT_EQ(scene.families.contacts_with_plan[listener], 1.0F);
    EXPECT_EQ(scene.families.heard[FamilyId(1)], 0.0F);  // whose contact has no child
    scene.schools.reputation_send[riverside] = 0.5F;     // no longer worth telling
    hear(scene, contacts, 1);
    EXPECT_NEAR(scene.families.heard[listener], 0.56, 0.001);
    EXPECT_EQ(scene.families.heard_of[listener], riverside);
    hear(scene, contacts, 1, 8);
    EXPECT_EQ(scene.families.heard[listener], 0.0F);
    EXPECT_FALSE(scene.families.heard_of[listener].exists());
}

TEST(Forums, MembersAreFamiliesOfChildrenWithSenAndHearOthersOfTheirArea) {
    BusyTown scene;
    std::vector<std::uint8_t> with_sen(scene.families.size(), 0);
    for (std::size_t f = 0; f < with_sen.size(); f += 3) with_sen[f] = 1;
    const auto area_of = [&](std::uint32_t f) { return scene.map->zone(scene.families.zone[FamilyId(f)]).area; };
    const Contacts none = forum_contacts(scene.families, with_sen, *scene.map, 0, 6, scene.draws);
    EXPECT_TRUE(none.first.empty());
    const Contacts forum = forum_contacts(scene.families, with_sen, *scene.map, 0.4, 6, scene.draws);
    const Contacts wider = forum_contacts(scene.families, with_sen, *scene.map, 0.8, 6, scene.draws);
    std::size_t members = 0, could = 0;
    for (std::uint32_t f = 0; f < scene.families.size(); ++f) {
        const std::span others = std::span(forum.other).subspan(forum.first[f], forum.first[f + 1] - forum.first[f]);
        could += with_sen[f];
        if (others.empty()) continue;
        ++members;
        EXPECT_EQ(others.size(), 6U);
        EXPECT_TRUE(with_sen[f]);
        EXPECT_GT(wider.first[f + 1], wider.first[f]) << "who is in a small forum is in a larger one";
        for (const std::uint32_t other : others) {
            EXPECT_NE(other, f);
            EXPECT_TRUE(with_sen[other]);
            EXPECT_EQ(area_of(other), area_of(f));
        }
    }
    EXPECT_NEAR(static_cast<double>(members) / static_cast<double>(could), 0.4, 0.05);
}

TEST(WordOfMouth, AForumSpreadsWhatItsMembersKnow) {
    BusyTown scene;
    Contacts contacts = make_contacts(scene.families, scene.pupils, scene.draws);
    FamilyParameters p;
    const auto mean_share = [&] {
        hear_from_contacts(scene.families, contacts, scene.pupils, scene.schools, p, scene.loops,
                           Step{*scene.map, Month(2026, 4), scene.draws, scene.parallel, scene.events});
        double sum = 0;
        for (std::size_t f = 0; f < scene.families.size(); ++f)
            sum += double{scene.families.contacts_with_plan[FamilyId(f)]};
        return sum;
    };
    const double before = mean_share();
    p.forum_share = 1;
    EXPECT_GT(mean_share(), before) << "families of children with SEN know more of one another than of others";
}

}  // namespace
}  // namespace sendscape::network_test
