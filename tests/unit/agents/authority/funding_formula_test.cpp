// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "agents/authority/funding_formula.h"
#include "tests/support/placement_scene.h"

namespace sendscape::funding_formula_test {
namespace {

using testing::PlacementScene;

/// 60,000 pupils as England's are: what its plans cost and its children in special schools, for each pupil of 9,031,686
/// (SEN2 of January 2026 at the default unit costs, £11.17bn; 211,442 children), and 27.3% ever eligible for meals.
FormulaMeasures as_england() {
    FormulaMeasures m;
    m.pupils = 60'000;
    m.past_cost = 60'000 * 1'237.2;
    m.special = 60'000.0 * 211'442 / 9'031'686;
    m.state_pupils = 60'000.0 * 8'226'401 / 9'031'686;
    m.meals_known = 50'000;  // of one school nothing is known
    m.meals = 50'000 * 0.273;
    return m;
}

TEST(FundingFormula, AnAreaAsEnglandIsHasEnglandsIncome) {
    EXPECT_NEAR(formula_income(as_england(), {}), 80e6, 0.05e6);
    FormulaMeasures twice = as_england();
    for (double* m :
         {&twice.pupils, &twice.past_cost, &twice.special, &twice.state_pupils, &twice.meals_known, &twice.meals})
        *m *= 2;
    EXPECT_NEAR(formula_income(twice, {}), 160e6, 0.1e6);
    EXPECT_EQ(formula_income(FormulaMeasures{}, {}), 0.0);
}

TEST(FundingFormula, EachChildInASpecialSchoolBringsTheBasicEntitlement) {
    FormulaMeasures more = as_england();
    more.special += 100;
    EXPECT_NEAR(formula_income(more, {}) - formula_income(as_england(), {}), 480'500, 1);
}

TEST(FundingFormula, ALeafyAreaHasLessAndAnUnknownOneIsTakenAtEnglands) {
    FormulaMeasures leafy = as_england();
    leafy.meals *= 0.65;
    // The rest after past spending (24%) and entitlement (£6.75m of £80m) is £54.05m, of which 35% follows meals.
    EXPECT_NEAR(formula_income(as_england(), {}) - formula_income(leafy, {}), 54.05e6 * 0.35 * 0.35, 0.05e6);
    FormulaMeasures unknown = as_england();
    unknown.meals_known = unknown.meals = 0;
    EXPECT_NEAR(formula_income(unknown, {}), 80e6, 0.05e6);
}

TEST(FundingFormula, ChildrenInIndependentSchoolsHaveNoFreeMeals) {
    FormulaMeasures half = as_england();
    half.state_pupils /= 2;
    EXPECT_NEAR(formula_income(as_england(), {}) - formula_income(half, {}), 54.05e6 * 0.35 * 0.5, 0.05e6);
}

TEST(FundingFormula, MealsAreReadOfStateMainstreamSchoolsThatGaveThem) {
    auto map = std::make_shared<Map>(*testing::small_map());
    for (School& school : map->schools) {
        school.roll = 100;
        school.fsm_share = 0.9F;
        school.mark(Filled::fsm);
    }
    School& given = map->schools[testing::kings];
    given.fsm_share = 0.2F;
    given.filled = 0;
    PlacementScene scene(map);
    scene.add(8, RequiredProvision::special, Setting::state_special, SchoolId(testing::oak_special));
    scene.add(8, RequiredProvision::mainstream, Setting::mainstream, SchoolId(testing::kings));
    const auto measures = measure_authorities(*map, scene.pupils, scene.families, {});
    const FormulaMeasures& own = measures[0];
    EXPECT_EQ(own.meals_known, 100);
    EXPECT_EQ(own.state_pupils,
              100 * (testing::small_schools - 3));  // all but a faith school over the border and two special
    EXPECT_NEAR(own.meals, 20, 1e-4);
    EXPECT_EQ(own.special, 1);
    EXPECT_EQ(own.past_cost, 24'000 + 7'000);
}

}  // namespace
}  // namespace sendscape::funding_formula_test
