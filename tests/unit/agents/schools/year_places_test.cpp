// SPDX-License-Identifier: MIT
#include "agents/schools/year_places.h"

#include <gtest/gtest.h>

#include <memory>

#include "tests/support/placement_scene.h"

namespace sendscape::year_places_test {
namespace {

using testing::PlacementScene;
const SchoolId school(testing::riverside);

/// The small map with one school that has these years, admission number and capacity.
struct Scene {
    std::shared_ptr<Map> map = std::make_shared<Map>(*testing::small_map());
    Scene(int low, int high, std::int32_t pan, std::int32_t capacity) {
        School& it = map->schools[school.value];
        it.low_ncy = static_cast<std::int8_t>(low);
        it.high_ncy = static_cast<std::int8_t>(high);
        it.pan = pan;
        it.capacity = capacity;
    }
    [[nodiscard]] std::int32_t places(int ncy, std::int32_t pan_now) const {
        PlacementScene scene(map);
        scene.schools.pan[school] = pan_now;
        scene.schools.capacity[school] = map->schools[school.value].capacity;
        return year_places(*map, scene.schools, school, ncy);
    }
};

TEST(YearPlaces, ANumberThatIsLoweredBindsTheYearOfEntryOnly) {
    const Scene primary(0, 6, 60, 420);
    EXPECT_EQ(primary.places(0, 60), 60);
    EXPECT_EQ(primary.places(0, 45), 45);
    EXPECT_EQ(primary.places(4, 45), 60);
    EXPECT_EQ(primary.places(0, 0), 60);  // none: an even share of capacity
    EXPECT_EQ(primary.places(0, -1), 0);  // closed to entry
    EXPECT_EQ(primary.places(3, -1), 60);
    EXPECT_EQ(primary.places(7, 60), 60);  // a year it does not teach: no senior years to share anything out over
}

TEST(YearPlaces, SeniorYearsOfAnAllThroughSchoolHaveWhatItsJuniorOnesLeave) {
    const Scene with_sixth_form(0, 13, 60, 2300), without(0, 11, 60, 1320);
    EXPECT_EQ(with_sixth_form.places(0, 60), 60);
    EXPECT_EQ(with_sixth_form.places(6, 60), 60);
    EXPECT_EQ(with_sixth_form.places(7, 60), (2300 - 7 * 60) / 6);  // a sixth form is as one year more
    EXPECT_EQ(without.places(9, 60), (1320 - 7 * 60) / 5);
}

}  // namespace
}  // namespace sendscape::year_places_test
