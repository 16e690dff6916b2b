// SPDX-License-Identifier: MIT
#include "agents/admissions/selection_test.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/support/placement_scene.h"

namespace sendscape::selection_test_test {
namespace {

using testing::PlacementScene;
const SchoolId kings(testing::kings), meadow(testing::meadow);

/// King's selects and takes boys and girls.
std::shared_ptr<const Map> grammar_town() {
    Map map = *testing::small_map();
    map.schools[testing::kings].selective = true;
    return std::make_shared<const Map>(std::move(map));
}

struct Round : PlacementScene {
    std::vector<PupilId> who;
    std::vector<SchoolId> first;
    std::vector<std::int32_t> places;
    Round() : PlacementScene(grammar_town()), places(testing::small_schools, 0) {}
    void apply(int children, bool girls, SchoolId to, Provision provision = Provision::none) {
        for (int i = 0; i < children; ++i) {
            const PupilId p = add(6, RequiredProvision::none, Setting::mainstream);
            pupils.provision[p] = provision;
            pupils.girl[p] = girls ? 1 : 0;
            pupils.attainment[p] = static_cast<float>(i % 7) / 7.0F;
            who.push_back(p);
            first.push_back(to);
        }
    }
    int passing(bool girls) {
        const PassMarks marks(who, first, places, 1.4, pupils, step(Month(2027, 3)));
        int count = 0;
        for (std::size_t i = 0; i < who.size(); ++i)
            if (first[i] == kings && (pupils.girl[who[i]] != 0) == girls &&
                marks.passes(pupils, who[i], map->school(kings).authority, step(Month(2027, 3))))
                ++count;
        return count;
    }
};

TEST(PassMarks, SoManyPassThatEachPlaceHasItsQualified) {
    Round round;
    round.places[testing::kings] = 50;
    round.apply(200, false, kings);
    round.apply(100, true, kings);
    round.apply(300, true, meadow);
    EXPECT_TRUE(has_selective_places(*round.map, round.places));
    EXPECT_EQ(round.passing(false), 35);  // 1.4 x 50 / 2
    EXPECT_EQ(round.passing(true), 35);
}

TEST(PassMarks, AllPassWhereFewerSitThanQualify) {
    Round round;
    round.places[testing::kings] = 50;
    round.apply(20, false, kings);
    EXPECT_EQ(round.passing(false), 20);
    round.places[testing::kings] = 0;
    EXPECT_FALSE(has_selective_places(*round.map, round.places));
}

TEST(PassMarks, ChildrenOnSenSupportPassSeldom) {
    Round round;
    round.places[testing::kings] = 100;
    round.apply(300, false, kings);
    round.apply(300, false, kings, Provision::sen_support);
    const PassMarks marks(round.who, round.first, round.places, 1.4, round.pupils, round.step(Month(2027, 3)));
    int without = 0, with = 0;
    for (const PupilId p : round.who)
        if (marks.passes(round.pupils, p, round.map->school(kings).authority, round.step(Month(2027, 3))))
            ++(round.pupils.provision[p] == Provision::sen_support ? with : without);
    EXPECT_EQ(without + with, 70);
    EXPECT_LT(with * 2, without);
}

}  // namespace
}  // namespace sendscape::selection_test_test
