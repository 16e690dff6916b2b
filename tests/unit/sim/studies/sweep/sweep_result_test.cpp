// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_result.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "sim/core/error.h"
#include "sim/files/sealed_file.h"
#include "sim/output/shares.h"
#include "tests/support/output_run.h"

namespace sendscape::sweep_result_test {
namespace {

namespace fs = std::filesystem;

/// A plan of three points of two replicates that nobody lives: its values are made up.
SweepPlan made_up_plan() {
    SweepPlan plan;
    plan.study.title = "Made up";
    plan.study.replicates = 2;
    plan.study.design = Design::list;
    Factor panel, gate, build;
    panel.name = "panel";
    panel.key = "plans.agree_school";
    panel.ranged = true;
    panel.most = 1;
    gate.name = "gate";
    gate.key = "inclusion-gate";
    gate.kind = FactorKind::policy;
    gate.levels = {{"false", 0}, {"true", 1}};
    build.name = "build";
    build.kind = FactorKind::policies;
    build.in_numbers = false;
    build.levels = {{"none", 0}, {"build-bases", 1}};
    plan.study.factors = {panel, gate, build};
    plan.study.points = {{{"0.25", 0.25}, {"true", 1}, {"build-bases", 1}},
                         {{"", not_recorded}, {"", not_recorded}, {"", not_recorded}},
                         {{"0.1", 0.1}, {"false", 0}, {"none", 0}}};
    plan.start = Month(2026, 1);
    plan.years = 1;
    plan.base.name = "base";
    plan.base.seed = 9;
    plan.base.effective_toml = "title = \"x\"\n";
    plan.axes_map = testing::small_map();
    plan.map_name = "Small town";
    plan.map_digest = "0";
    plan.study.keep = {{find_measure("plans_maintained"), {Axis::authority}},
                       {find_measure("specialist_shortfall"), {Axis::area, Axis::kind}},
                       {find_measure("pupils_on_roll"), {Axis::school}},
                       {find_measure("journey_minutes"), {Axis::authority, Axis::phase}}};
    plan.kept = KeptMeasures(plan.study.keep, *plan.axes_map, plan.start, plan.years);
    const auto scenario = std::make_shared<const Scenario>(plan.base);
    plan.points.assign(3, {scenario, plan.axes_map, 0, 0});
    return plan;
}

RunRecord made_up_run(const SweepPlan& plan, RunNumber run) {
    if (run == RunNumber{1, 0}) return {run, RunStatus::failed, "it threw", {}};
    if (run == RunNumber{2, 1}) return {run, RunStatus::not_run, "", {}};
    RunRecord record{run, RunStatus::done, "", {}};
    for (std::size_t i = 0; i < plan.kept.size(); ++i)
        record.values.push_back(i % 7 == 3 ? not_recorded : double(i) + 1000.0 * run.first + 0.25 * run.second);
    return record;
}

TEST(SweepResult, ReadBackIsWhatWasWritten) {
    const SweepPlan plan = made_up_plan();
    const SweepResult made = assemble(plan, [&](RunNumber run) { return made_up_run(plan, run); });
    const testing::ScratchFolder folder("sweep-result");
    const fs::path path = folder.path() / "s.h5";
    write_sealed(path, sweep_file_bytes(made, plan), true);
    const SweepResult read = read_sweep(path);
    EXPECT_EQ(content_digest(read), content_digest(made));
    EXPECT_EQ(read.title, "Made up");
    EXPECT_EQ(read.study, study_text(plan));
    EXPECT_EQ(read.seed, 9u);
    EXPECT_EQ(read.count(RunStatus::done), 4u);
    ASSERT_EQ(read.failures.size(), 1u);
    EXPECT_EQ(read.failures[0], (std::pair<RunNumber, std::string>{{1, 0}, "it threw"}));
    ASSERT_EQ(read.factors.size(), 3u);
    EXPECT_EQ(read.factors[0].numbers[0], 0.25);
    EXPECT_TRUE(std::isnan(read.factors[0].numbers[1]));
    EXPECT_TRUE(read.factors[1].switched);
    EXPECT_EQ(read.factors[1].numbers[0], 1);
    EXPECT_TRUE(std::isnan(read.factors[1].numbers[1]));
    EXPECT_EQ(read.factors[2].texts[0], "build-bases");
    EXPECT_EQ(read.factors[2].numbers[0], 1);
    ASSERT_EQ(read.measures.size(), 4u);
    EXPECT_EQ(read.measures[1].shape.axes, (std::vector<Axis>{Axis::area, Axis::kind}));
    EXPECT_EQ(read.measures[1].codes[0], (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(read.measures[0].months, plan.kept.measures[0].months);
    // And as records, from which shards are merged to the same bytes.
    const std::vector<RunRecord> records = records_of(read);
    EXPECT_EQ(records.size(), 5u);
    const SweepResult again = assemble(plan, [&](RunNumber run) {
        for (const RunRecord& record : records)
            if (record.run == run) return record;
        return RunRecord{run, RunStatus::not_run, "", {}};
    });
    EXPECT_EQ(sweep_file_bytes(again, plan), sweep_file_bytes(made, plan));
}

TEST(SweepResult, AnotherFileIsRefused) {
    const testing::ScratchFolder folder("sweep-result-other");
    const fs::path path = folder.path() / "s.h5";
    EXPECT_THROW(read_sweep(path), InputError);
    std::ofstream(path) << "point,replicate\n";
    EXPECT_THROW(read_sweep(path), InputError);
}

TEST(SweepResult, ARunOfAnotherSweepIsRefused) {
    const SweepPlan plan = made_up_plan();
    EXPECT_THROW(assemble(plan,
                          [&](RunNumber run) {
                              return RunRecord{run, RunStatus::done, "", {1, 2}};
                          }),
                 InputError);
}

}  // namespace
}  // namespace sendscape::sweep_result_test
