// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <array>
#include <span>
#include <vector>

#include "sim/core/error.h"
#include "sim/output/trace.h"
#include "tests/support/output_run.h"

namespace sendscape::trace_test {
namespace {

TEST(Trace, TellsAChildsStoryInOrder) {
    const auto run = testing::small_run(2, 1);
    const std::uint32_t id = eventful_pupil(run);
    ASSERT_NE(id, SchoolId::none_value);
    const std::string story = trace_pupil(run, id);
    EXPECT_EQ(story.rfind("Child ", 0), 0u) << story;
    EXPECT_NE(story.find("(simulated)"), std::string::npos);
    EXPECT_GT(std::count(story.begin(), story.end(), '\n'), 3) << story;
    EXPECT_EQ(story.find("something not known"), std::string::npos) << story;
}

// A record made by hand: what a story says of age and of a wait does not depend on a run's luck.
TEST(Trace, TellsAgesAndClosesEveryWait) {
    auto run = testing::small_run(1, 1);
    RecordedPupil child;
    child.id = 7;
    child.ncy = -2;
    child.birth_month = 9;
    child.provision = Provision::plan;
    child.setting = Setting::early_years;
    run.pupils = {child};
    const auto told = [&](std::vector<RecordedEvent> events) {
        run.events = std::move(events);
        return trace_pupil(run, 7);
    };
    const RecordedEvent began{.month = 3,
                              .kind = EventKind::wait_began,
                              .pupil = 7,
                              .to = static_cast<std::uint32_t>(RequiredProvision::special)};
    // Born in September 2022 he is three in January 2026, and was two on the 31 August before.
    std::string story = told({began});
    EXPECT_NE(story.find("born in September 2022"), std::string::npos) << story;
    EXPECT_NE(story.find("January 2026:   aged 2 on the 31 August before, at"), std::string::npos) << story;
    EXPECT_EQ(story.find("Age 2"), std::string::npos) << story;
    EXPECT_NE(story.find("January 2027:   Still waiting when the run ends, after 9 months."), std::string::npos)
        << story;

    // The wait month by month: what the view counts.
    ToldChild child_told = tell_child(run, 7, run.map->schools);
    ASSERT_EQ(child_told.waits.size(), 1u);
    EXPECT_EQ(child_told.waited(3), 0);
    EXPECT_EQ(child_told.waited(4), 1);
    EXPECT_EQ(child_told.waited(12), 9);
    EXPECT_FALSE(child_told.waits_in(2));
    EXPECT_TRUE(child_told.waits_in(3));
    EXPECT_TRUE(child_told.waits_in(12));

    RecordedEvent other = began;
    other.month = 5;
    other.kind = EventKind::wait_ended;
    other.detail = 2;
    story = told({began, other});
    EXPECT_EQ(story.find("Still waiting"), std::string::npos) << story;
    child_told = tell_child(run, 7, run.map->schools);
    EXPECT_EQ(child_told.waited(12), 2);
    EXPECT_FALSE(child_told.waits_in(5));

    // An appeal is counted from the day it was lodged: a wait that ends in the month it is told of is not said to have
    // lasted as long.
    other.month = 3;
    other.detail = 11;
    story = told({began, other});
    EXPECT_NE(story.find("The wait is over in the month it began (11 months from the appeal on)."), std::string::npos)
        << story;
    EXPECT_EQ(tell_child(run, 7, run.map->schools).waited(12), 0);
    other.month = 5;
    other.detail = 2;

    // Other provision is decided while it waits, and what ends the wait says that it lasted all the while.
    RecordedEvent decided = began;
    decided.month = 4;
    decided.kind = EventKind::provision_required;
    decided.from = static_cast<std::uint32_t>(RequiredProvision::special);
    decided.to = static_cast<std::uint32_t>(RequiredProvision::mainstream);
    other.month = 8, other.detail = 5;
    story = told({began, decided, other});
    EXPECT_EQ(story.find("required before ends"), std::string::npos) << story;
    EXPECT_NE(story.find("The wait is over, after 5 months."), std::string::npos) << story;
    EXPECT_EQ(tell_child(run, 7, run.map->schools).waited(12), 5);
    // It ends with it where nothing says otherwise, and where another begins.
    story = told({began, decided});
    EXPECT_NE(story.find("required before ends"), std::string::npos) << story;
    other.month = 5, other.detail = 2;

    other.kind = EventKind::plan_ceased;
    story = told({began, other});
    EXPECT_NE(story.find("The wait ends with it, without the place."), std::string::npos) << story;
    EXPECT_EQ(story.find("Still waiting"), std::string::npos) << story;

    run.pupils[0].ncy = 11;
    story = told({began});
    EXPECT_NE(story.find("September 2026: After Year 11 a place is found anew"), std::string::npos) << story;
    EXPECT_EQ(story.find("Still waiting"), std::string::npos) << story;
}

// A view that hides names has its own: the story is told with those.
// A child who waits for a special school may be named a base in the same month: it waits until it is there.
// What is no place is not moved to, whichever it is; and the weeks of a plan are counted from what they are counted
// from.
TEST(Trace, SpeaksOfEverySettingAndOfTheWeeksTruly) {
    auto run = testing::small_run(1, 1);
    RecordedPupil child;
    child.id = 7;
    child.ncy = 5;
    child.zone = 10;  // in the halo
    child.setting = Setting::mainstream;
    child.school = testing::riverside;
    run.pupils = {child};
    EXPECT_NE(trace_pupil(run, 7).find(", living over the border."), std::string::npos) << trace_pupil(run, 7);
    for (std::size_t i = 0; i <= setting_count; ++i) {
        RecordedEvent moved{.month = 3, .kind = EventKind::placed, .pupil = 7, .from = testing::riverside};
        moved.to = SchoolId::none_value;
        moved.from_setting = Setting::mainstream, moved.to_setting = static_cast<Setting>(i);
        run.events = {moved};
        run.pupils[0].setting = Setting::mainstream, run.pupils[0].school = testing::riverside;
        const std::string story = trace_pupil(run, 7);
        for (const char* garble : {"moves to left", "moves to no ", "moves to home,", "to mainstream", "to state",
                                   "to independent", "to training", "to specialist", "to school", "not known"})
            EXPECT_EQ(story.find(garble), std::string::npos) << story;
        run.events.clear();
        run.pupils[0].setting = static_cast<Setting>(i), run.pupils[0].school = SchoolId::none_value;
        const std::string begins = trace_pupil(run, 7);
        for (const char* garble : {"at no ", "at left", "at home education", "at education", "at alternative"})
            EXPECT_EQ(begins.find(garble), std::string::npos) << begins;
    }
    run.pupils[0].setting = Setting::mainstream, run.pupils[0].school = testing::riverside;
    const auto event = [](std::uint16_t month, EventKind kind) {
        return RecordedEvent{.month = month, .kind = kind, .pupil = 7};
    };
    RecordedEvent issued = event(10, EventKind::plan_issued);
    issued.detail = 124;
    issued.to = static_cast<std::uint32_t>(RequiredProvision::special);
    run.events = {event(1, EventKind::plan_requested), event(7, EventKind::assessment_agreed), issued};
    EXPECT_NE(trace_pupil(run, 7).find("12 weeks after the request;"), std::string::npos) << trace_pupil(run, 7);
    run.events = {event(1, EventKind::plan_requested), event(2, EventKind::plan_refused),
                  event(7, EventKind::assessment_agreed), issued};
    EXPECT_NE(trace_pupil(run, 7).find("12 weeks after the authority came to assess after all and 9 months after the "
                                       "request;"),
              std::string::npos)
        << trace_pupil(run, 7);
    // Refused before the record begins: when it was asked for is not known.
    run.events = {event(2, EventKind::appeal_lodged), event(7, EventKind::assessment_agreed), issued};
    EXPECT_NE(trace_pupil(run, 7).find("12 weeks after the authority came to assess after all;"), std::string::npos)
        << trace_pupil(run, 7);
}

TEST(Trace, AWaitGoesOnUntilWhatEndsItWhateverIsRequiredInBetween) {
    const auto of = [](std::uint16_t month, EventKind kind, std::int32_t detail = 0) {
        return RecordedEvent{.month = month, .kind = kind, .pupil = 7, .detail = detail};
    };
    for (const std::uint16_t decided : std::array<std::uint16_t, 3>{4, 5, 10}) {
        const std::vector<RecordedEvent> events{
            of(4, EventKind::wait_began), of(decided, EventKind::provision_required), of(11, EventKind::wait_ended, 7)};
        EXPECT_TRUE(wait_goes_on(events, 1)) << decided;
    }
    const std::vector<RecordedEvent> another{of(4, EventKind::wait_began), of(6, EventKind::provision_required),
                                             of(6, EventKind::wait_began), of(11, EventKind::wait_ended, 5)};
    EXPECT_FALSE(wait_goes_on(another, 1)) << "a wait of its own";
    EXPECT_FALSE(wait_goes_on(std::span(another).first(2), 1)) << "nothing ends it";
}

TEST(Trace, CallsSchoolsAsItIsTold) {
    const auto run = testing::small_run(2, 1);
    std::vector<School> others = run.map->schools;
    for (School& school : others) school.name = "Elsewhere";
    const std::uint32_t id = eventful_pupil(run);
    std::string own, hidden;
    for (const ToldSentence& one : tell_child(run, id, run.map->schools).sentences) own += one.words;
    for (const ToldSentence& one : tell_child(run, id, others).sentences) hidden += one.words;
    bool named = false;
    for (const School& school : run.map->schools) {
        named |= own.find(school.name) != std::string::npos;
        EXPECT_EQ(hidden.find(school.name), std::string::npos) << hidden;
    }
    EXPECT_TRUE(named) << own;
    EXPECT_NE(hidden.find("Elsewhere"), std::string::npos);
}

// The name of a real school must never stand beside what a simulation did to it without the word.
TEST(Trace, SaysThatASchoolsYearsAreSimulated) {
    auto run = testing::small_run(1, 2);
    const std::uint32_t urn = run.map->schools[testing::oak_special].urn;
    EXPECT_NE(trace_school(run, urn).find("Simulated: the school and its children are invented."), std::string::npos);
    auto real = std::make_shared<Map>(*run.map);
    real->synthetic = false;
    run.map = real;
    const std::string story = trace_school(run, urn);
    EXPECT_NE(story.find("Simulated: only the first January follows the census"), std::string::npos) << story;
    EXPECT_NE(story.find("means over 2 runs"), std::string::npos) << story;
    EXPECT_EQ(trace_school(testing::small_run(1, 1), urn).find("means over"), std::string::npos);
}

TEST(Trace, RefusesAChildItDoesNotKnowAndNamesSomeItDoes) {
    const auto run = testing::small_run(1, 1);
    try {
        trace_pupil(run, 4'000'000'000u);
        FAIL();
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("for example"), std::string::npos) << error.what();
    }
    EXPECT_THROW(trace_pupil(testing::small_run(1, 1, EventsKept::none), 0), InputError);
}

TEST(Trace, TellsASchoolsYears) {
    const auto run = testing::small_run(1, 1);
    const std::string story = trace_school(run, run.map->schools[testing::oak_special].urn);
    EXPECT_NE(story.find("January 2026: 68 on roll, 68 with a plan"), std::string::npos) << story;
    EXPECT_NE(story.find("66 places, 2 over number"), std::string::npos) << story;
    EXPECT_THROW(trace_school(run, 1), InputError);
}

}  // namespace
}  // namespace sendscape::trace_test
