#include <gtest/gtest.h>

#include "sim/core/error.h"
#include "sim/output/trace.h"
#include "tests/support/output_run.h"

namespace sendscape {
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
}  // namespace sendscape
