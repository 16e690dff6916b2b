// SPDX-License-Identifier: MIT
#include "visualiser/lever_bench.h"

#include "tests/images/stage_scene.h"
#include "tests/support/output_run.h"

namespace sendscape::lever_bench_test {
namespace {

using testing::Stages;

TEST_F(Stages, LeversOfEveryKindArePulledAndTakenBack) {
    const Scenario scenario = testing::small_scenario(2, 1);
    LiveRun live(scenario, testing::small_map(), 1);
    LeverPanel levers(Levers(scenario, {}));
    BenchFigures figures;
    ::testing::internal::CaptureStdout();
    bench_levers(*stage_, live, levers, 320, 180, std::chrono::steady_clock::now(), figures);
    const std::string said = ::testing::internal::GetCapturedStdout();
    for (const char* words : {"opening: first_film_s", "lever 'Admits a year'", "lever 'Special school in",
                              "lever 'Close this school'", "lever_first_effect_s p50", "lever_ten_years_s p50"})
        EXPECT_NE(said.find(words), std::string::npos) << words << "\nin\n" << said;
    const std::string table = figures.table();
    for (const char* words : {"first effect of a lever, s, p95 of ", "one future of ten years, s, p95 of "})
        EXPECT_NE(table.find(words), std::string::npos) << words << "\nin\n" << table;
    EXPECT_FALSE(levers.levers().pulled_any());
    EXPECT_TRUE(live.finished());
}

}  // namespace
}  // namespace sendscape::lever_bench_test
