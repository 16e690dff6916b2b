// SPDX-License-Identifier: MIT
#include "sim/start/selection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "sim/core/elementary.h"
#include "tests/support/placement_scene.h"

namespace sendscape::selection_test {
namespace {

using testing::PlacementScene;
const SchoolId kings(testing::kings), meadow(testing::meadow);

std::shared_ptr<const Map> map_with_a_grammar_school() {
    Map map = *testing::small_map();
    map.schools[testing::kings].selective = true;
    return std::make_shared<const Map>(std::move(map));
}

TEST(RecallTests, WhoIsAtASelectiveSchoolHasTheBestScoresAndNobodyElseChanges) {
    PlacementScene scene(map_with_a_grammar_school());
    std::vector<PupilId> grammar, others;
    std::vector<float> before;
    constexpr int each = 300;
    for (int i = 0; i < 2 * each; ++i) {
        const bool tested = i % 3 == 0;
        const PupilId p =
            scene.add(8, RequiredProvision::mainstream, Setting::mainstream, tested ? kings : meadow, i % 2 == 0);
        scene.pupils.provision[p] = Provision::none;
        scene.pupils.attainment[p] = static_cast<float>(inverse_normal((i * 7 % (2 * each) + 0.5) / (2 * each)));
        (tested ? grammar : others).push_back(p);
        before.push_back(scene.pupils.attainment[p]);
    }
    const PupilId supported = scene.add(8, RequiredProvision::mainstream, Setting::mainstream, kings, false);
    scene.pupils.provision[supported] = Provision::sen_support;
    scene.pupils.attainment[supported] = -1;
    recall_tests(scene.step(Month(2026, 1)), scene.families, scene.pupils);
    EXPECT_EQ(scene.pupils.attainment[supported], -1);
    double sum = 0, sum_of_others = 0;
    std::vector<float> after;
    for (const PupilId p : grammar) sum += scene.pupils.attainment[p], after.push_back(scene.pupils.attainment[p]);
    for (const PupilId p : others)
        sum_of_others += scene.pupils.attainment[p], after.push_back(scene.pupils.attainment[p]);
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    EXPECT_EQ(before, after);
    // The best third of scores of 0.7 a + N(0, 1): 1.09 deviations up, 0.7 / sqrt(1.49) of them attainment: 0.63.
    EXPECT_NEAR(sum / static_cast<double>(grammar.size()), 0.63, 0.12);
    EXPECT_NEAR(sum_of_others / static_cast<double>(others.size()), -0.31, 0.08);
}

}  // namespace
}  // namespace sendscape::selection_test
