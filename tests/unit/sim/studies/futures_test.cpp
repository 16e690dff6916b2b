// SPDX-License-Identifier: MIT
#include "sim/studies/futures.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "sim/studies/child_elsewhere.h"
#include "tests/support/output_run.h"

namespace sendscape::futures_test {
namespace {

using testing::small_map;
using testing::small_run;
using testing::small_scenario;

struct Lived {
    std::shared_ptr<const Scenario> scenario = std::make_shared<const Scenario>(small_scenario(2, 2));
    std::shared_ptr<const Map> map =
        std::make_shared<const Map>(prepare_map(*small_map(), scenario->provision, Parallel(1)));
    std::shared_ptr<const Run> of(Future future, int threads = 1) const {
        return lives_of(map, scenario, future, Parallel(threads));
    }
};

bool same_events(const Run& a, const Run& b) {
    return std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                      [](const RecordedEvent& x, const RecordedEvent& y) {
                          return x.month == y.month && x.kind == y.kind && x.pupil == y.pupil && x.from == y.from &&
                                 x.to == y.to && x.cause == y.cause && x.detail == y.detail &&
                                 x.from_setting == y.from_setting && x.to_setting == y.to_setting;
                      });
}

TEST(Futures, WithItsOwnLuckAStartLivesItsReplicate) {
    const auto run = small_run(2, 1);
    const auto again = Lived().of({0, 0});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->pupils.size(), run.pupils.size());
    EXPECT_GT(run.events.size(), 50u);
    EXPECT_TRUE(same_events(*again, run));
    EXPECT_TRUE(again->series.empty());
}

TEST(Futures, OtherLuckMeetsTheSameChildren) {
    const Lived lived;
    const Parallel parallel(1);
    const World own = begin_future(lived.map, lived.scenario, {0, 0}, parallel).world();
    const World other = begin_future(lived.map, lived.scenario, {0, 5}, parallel).world();
    ASSERT_EQ(own.pupils.size(), other.pupils.size());
    for (std::size_t row = 0; row < own.pupils.size(); ++row) {
        const PupilId p(row);
        ASSERT_EQ(own.home(p), other.home(p));
        ASSERT_EQ(own.pupils.underlying[p], other.pupils.underlying[p]);
        ASSERT_EQ(own.pupils.school[p], other.pupils.school[p]);
    }
    // And what befalls them then is another story: neither the run's nor that of other luck.
    const auto a = lived.of({0, 0}), b = lived.of({0, 1}), c = lived.of({0, 2});
    EXPECT_FALSE(same_events(*a, *b));
    EXPECT_FALSE(same_events(*b, *c));
    // The replicate of that luck has other children.
    const World replicate = begin_future(lived.map, lived.scenario, {5, 5}, parallel).world();
    bool differs = replicate.pupils.size() != own.pupils.size();
    for (std::size_t row = 0; !differs && row < own.pupils.size(); ++row)
        differs = replicate.pupils.underlying[PupilId(row)] != own.pupils.underlying[PupilId(row)];
    EXPECT_TRUE(differs);
}

TEST(Futures, BranchOffInAMonthAndAreTheRunUpToIt) {
    const Lived lived;
    const auto own = lived.of({0, 0});
    const Month branches = small_map()->census + 11;
    const auto other = lived.of({0, 4, branches});
    // Of children whom both follow: whoever seeks a plan only after it is told of in one life and not in another.
    const auto until = [&](const sendscape::Run& run, const sendscape::Run& beside, int months) {
        sendscape::Run part;
        for (const RecordedEvent& event : run.events)
            if (event.month <= months && find_pupil(beside, event.pupil)) part.events.push_back(event);
        return part;
    };
    EXPECT_GT(until(*own, *other, 11).events.size(), 20u);
    EXPECT_TRUE(same_events(until(*own, *other, 11), until(*other, *own, 11)));
    EXPECT_FALSE(same_events(until(*own, *other, 24), until(*other, *own, 24)));
    // At the start it is other luck from the first month on, as without a month.
    EXPECT_TRUE(same_events(*lived.of({0, 4, small_map()->census}), *lived.of({0, 4})));
}

TEST(Futures, AreTheSameForAnyThreadsAndStopWhenAsked) {
    const Lived lived;
    EXPECT_TRUE(same_events(*lived.of({0, 3}, 1), *lived.of({0, 3}, 3)));
    int asked = 0;
    EXPECT_EQ(lives_of(lived.map, lived.scenario, {0, 1}, Parallel(1), [&] { return ++asked > 40; }), nullptr);
}

}  // namespace
}  // namespace sendscape::futures_test
