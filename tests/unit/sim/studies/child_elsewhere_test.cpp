// SPDX-License-Identifier: MIT
#include "sim/studies/child_elsewhere.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/studies/futures.h"
#include "tests/support/output_run.h"

namespace sendscape::child_elsewhere_test {
namespace {

using testing::small_run;
using Life = sendscape::Run;  // a test has a Run of its own

// Records made by hand: a child in Oakham's zone who waits from month 2, placed at a school in month `placed`.
std::shared_ptr<const Run> life(const Run& like, int waits_until, std::uint32_t school, bool plan = true) {
    auto run = std::make_shared<Run>(*children_of(like));
    RecordedPupil child;
    child.id = 7;
    child.ncy = 3;
    child.provision = plan ? Provision::plan : Provision::sen_support;
    child.setting = Setting::mainstream;
    child.school = testing::riverside;
    run->pupils = {child};
    run->events.clear();
    if (!plan) return run;
    RecordedEvent event;
    event.pupil = 7;
    event.month = 2, event.kind = EventKind::wait_began;
    event.to = static_cast<std::uint32_t>(RequiredProvision::special);
    run->events.push_back(event);
    if (waits_until > 0) {
        event.month = static_cast<std::uint16_t>(waits_until), event.kind = EventKind::wait_ended;
        event.detail = waits_until - 2;
        run->events.push_back(event);
        event.kind = EventKind::placed;
        event.from = testing::riverside, event.to = school, event.to_setting = Setting::state_special;
        run->events.push_back(event);
    }
    return run;
}

TEST(ChildElsewhere, CountsLivesThatFaredBetterAndWorse) {
    const Life run = small_run(1, 1);
    const auto& schools = run.map->schools;
    const Zone& home = run.map->zones[0];
    const auto far = [&](std::uint32_t s) { return std::hypot(schools[s].x - home.x, schools[s].y - home.y); };
    std::uint32_t nearest = 0, farthest = 0;
    for (std::uint32_t s = 1; s < schools.size(); ++s) {
        if (far(s) < far(nearest)) nearest = s;
        if (far(s) > far(farthest)) farthest = s;
    }
    ASSERT_GT(far(farthest), far(nearest) + 200);
    const auto here = life(run, 8, farthest);
    const std::vector<std::shared_ptr<const Life>> lives{life(run, 5, nearest), life(run, 8, farthest),
                                                         life(run, 0, nearest), life(run, 0, nearest, false)};
    EXPECT_EQ(fared(*here, 7, 4)->waited, 2);
    EXPECT_TRUE(fared(*here, 7, 4)->waits);
    EXPECT_EQ(fared(*here, 7, 11)->waited, 6);
    EXPECT_FALSE(fared(*here, 7, 11)->waits);
    EXPECT_NEAR(*fared(*here, 7, 11)->metres, far(farthest), 1e-6);
    const auto luck = luck_elsewhere(*here, lives, 7, 11, run.start);
    ASSERT_TRUE(luck);
    EXPECT_EQ(luck->lives, 4);
    EXPECT_EQ(luck->sooner, 1);
    EXPECT_EQ(luck->later, 1);
    EXPECT_EQ(luck->no_plan, 1);
    EXPECT_EQ(luck->least_waited, 3);
    EXPECT_EQ(luck->most_waited, 9);
    EXPECT_EQ(luck->further, 0);
    EXPECT_EQ(luck->nearer, far(testing::riverside) < far(farthest) - 100 ? 2 : 1);
    const std::string words = elsewhere_words(*luck);
    EXPECT_EQ(
        words.rfind("The same child in 4 other lives: no plan in 1; of the other 3, waited less in 1, longer in 1, "
                    "as long in 1 (3 to 9 months)",
                    0),
        0u)
        << words;
    LuckElsewhere none;
    none.lives = none.no_plan = 3;
    EXPECT_EQ(elsewhere_words(none), "The same child in 3 other lives: no plan in any.");
    LuckElsewhere same;
    same.lives = 2;
    EXPECT_EQ(elsewhere_words(same), "The same child in 2 other lives: waited as long in all (0 months).");
    EXPECT_NE(elsewhere_words(*luck, ", with two bases").find("lives, with two bases: "), std::string::npos);
    EXPECT_EQ(elsewhere_words({}), "");
}

TEST(ChildElsewhere, OnlyAChildWhoIsThereByThenIsTheSameElsewhere) {
    const Life run = small_run(1, 1);
    const auto here = life(run, 8, testing::riverside);
    auto later = std::make_shared<Life>(*here);
    later->pupils[0].entered = 1;
    EXPECT_FALSE(luck_elsewhere(*later, {}, 7, 11, run.start));
    EXPECT_TRUE(luck_elsewhere(*later, {}, 7, 11, run.start + 1));
    EXPECT_FALSE(luck_elsewhere(*here, {}, 8, 11, run.start));
    // Another child of that number is nobody's other life.
    auto other = std::make_shared<Life>(*here);
    other->pupils[0].girl = 1;
    EXPECT_FALSE(fared(*other, 7, 11, find_pupil(*here, 7)));
}

TEST(ChildElsewhere, OtherLivesBranchWhereTheWaitBegins) {
    const Life run = small_run(1, 1);
    EXPECT_EQ(branch_of(*life(run, 8, testing::riverside), 7), run.start + 2);
    auto waits_not = std::make_shared<Life>(*life(run, 8, testing::riverside, false));
    EXPECT_EQ(branch_of(*waits_not, 7), run.start);
    RecordedEvent asked;
    asked.pupil = 7, asked.month = 5, asked.kind = EventKind::plan_requested;
    waits_not->events.push_back(asked);
    EXPECT_EQ(branch_of(*waits_not, 7), run.start + 5);
    EXPECT_EQ(branch_words(Month(2029, 3)), " from March 2029 on");
}

}  // namespace
}  // namespace sendscape::child_elsewhere_test
