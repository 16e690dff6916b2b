// SPDX-License-Identifier: MIT
#include "sim/studies/sweep/sweep_config.h"

#include <gtest/gtest.h>

#include <fstream>

#include "sim/core/error.h"
#include "sim/scenario/config_files.h"
#include "sim/studies/sweep/sweep_names.h"
#include "test_places.h"
#include "tests/support/output_run.h"

namespace sendscape::sweep_config_test {
namespace {

const std::string begin = "design = \"latin-hypercube\"\npoints = 4\nkeep = [\"plans_maintained\"]\n";
const std::string factor = "[[factor]]\nkey = \"services.ep_per_10000\"\nrange = [\"1.5\", \"5\"]\n";

class SweepConfig : public ::testing::Test {
  protected:
    SweepStudy read(const std::string& text) {
        std::ofstream(folder_.path() / "s.toml") << text;
        problems_ = {};
        return read_sweep_config((folder_.path() / "s.toml").string(), problems_);
    }
    /// Everything said to be wrong with a sweep.
    std::string wrong(const std::string& text) {
        read(text);
        try {
            problems_.throw_if_any();
        } catch (const InputError& error) {
            return error.what();
        }
        return {};
    }
    void expect_wrong(const std::string& text, const std::string& part) {
        const std::string said = wrong(text);
        EXPECT_NE(said.find(part), std::string::npos) << "said: " << said << "\nnot: " << part;
    }
    testing::ScratchFolder folder_{"sweep-config"};
    ConfigProblems problems_;
};

TEST_F(SweepConfig, ReadsTheContractsExample) {
    const SweepStudy study = read(R"(
title = "How sure of the shortfall?"
base = "county"
years = 10
replicates = 2
seed = 1
design = "latin-hypercube"
points = 200
keep = ["plans_maintained", "specialist_shortfall", "high_needs_balance"]
[[factor]]
name = "psychologists"
key = "services.ep_per_10000"
range = ["1.5", "5"]
[[factor]]
name = "gate"
policy = "inclusion-gate"
values = [false, true]
)");
    EXPECT_EQ(wrong(""), wrong("")) << "and reads again";
    ASSERT_EQ(study.points.size(), 200u);
    EXPECT_EQ(study.base, "county");
    EXPECT_EQ(*study.years, 10);
    EXPECT_EQ(study.replicates, 2u);
    EXPECT_EQ(study.keep.size(), 3u);
    int gates = 0;
    for (const auto& point : study.points) {
        EXPECT_GE(point[0].number, 1.5);
        EXPECT_LE(point[0].number, 5);
        gates += point[1].number != 0 ? 1 : 0;
    }
    EXPECT_EQ(gates, 100);
}

TEST_F(SweepConfig, EveryMistakeAtOnceWithItsLine) {
    const std::string said =
        wrong("design = \"latin-hypercub\"\npoints = 4\nkeep = [\"plans_maintaned\"]\nyeers = 3\n" +
              std::string("[[factor]]\nkey = \"services.ep_per_1000\"\n"));
    for (const char* const part :
         {"s.toml:1: unknown design 'latin-hypercub'; did you mean 'latin-hypercube'?", "s.toml:3: unknown measure",
          "did you mean 'plans_maintained'?", "s.toml:4: unknown key 'yeers' in a sweep; did you mean 'years'?",
          "s.toml:6: unknown parameter 'services.ep_per_1000'; did you mean 'services.ep_per_10000'?"})
        EXPECT_NE(said.find(part), std::string::npos) << part << "\nin: " << said;
}

TEST_F(SweepConfig, AFactorOutOfRangeIsNamedWithWhatIsAllowed) {
    expect_wrong(begin + "[[factor]]\nkey = \"plans.agree_school\"\nrange = [0.8, 1.8]\n",
                 "s.toml:6: 1.8 is out of range for plans.agree_school: allowed");
    expect_wrong(begin + "[[factor]]\nkey = \"plans.agree_school\"\nrange = [\"90%\", \"80%\"]\n", "smaller end");
    expect_wrong(begin + "[[factor]]\nkey = \"plans.agree_school\"\nvalues = [0.8, \"45 min\"]\n", "another unit");
}

TEST_F(SweepConfig, ZeroPointsAreRefused) {
    expect_wrong("design = \"sobol\"\npoints = 0\nkeep = [\"plans_maintained\"]\n" + factor,
                 "points = 0: must be a whole number from 1");
    expect_wrong("design = \"sobol\"\nkeep = [\"plans_maintained\"]\n" + factor, "needs points = N");
    expect_wrong("design = \"list\"\nkeep = [\"plans_maintained\"]\n" + factor, "[[point]]");
    expect_wrong("design = \"list\"\nkeep = [\"plans_maintained\"]\npoint = []\n" + factor, "empty list");
    expect_wrong("design = \"grid\"\nkeep = [\"plans_maintained\"]\n" + factor, "takes values");
    expect_wrong("design = \"grid\"\nkeep = [\"plans_maintained\"]\n", "[[factor]]");
    expect_wrong("design = \"grid\"\n" + factor, "needs keep");
}

TEST_F(SweepConfig, TrajectoriesAndSamplesComeWhole) {
    expect_wrong("design = \"morris\"\npoints = 5\nkeep = [\"plans_maintained\"]\n" + factor,
                 "a multiple of 2: 4 or 6");
    expect_wrong("design = \"saltelli\"\npoints = 2\nkeep = [\"plans_maintained\"]\n" + factor, "a multiple of 3: 3");
    EXPECT_EQ(read("design = \"saltelli\"\npoints = 6\nkeep = [\"plans_maintained\"]\n" + factor).points.size(), 6u);
}

TEST_F(SweepConfig, PoliciesMayBeSwitchedDatedOrChosen) {
    const SweepStudy study = read(R"(
design = "grid"
keep = ["plans_maintained"]
[[factor]]
policy = "inclusion-gate"
[[factor]]
name = "when"
policy = "new-homes"
values = ["2027-09", "2029-09", "never"]
[[factor]]
name = "build"
policies = ["none", "build-bases", "build-special"]
[[factor]]
key = "admissions.criteria"
values = [["looked_after", "distance_m"], ["looked_after", "sibling", "distance_m"]]
)");
    problems_.throw_if_any();
    ASSERT_EQ(study.points.size(), 2u * 3 * 3 * 2);
    EXPECT_EQ(study.factors[0].name, "inclusion_gate");
    EXPECT_EQ(study.factors[1].kind, FactorKind::policy_from);
    EXPECT_EQ(study.points.back()[3].text, "looked_after,sibling,distance_m");
    expect_wrong(begin + "[[factor]]\npolicy = \"inclusion-gait\"\n", "did you mean 'inclusion-gate'?");
    expect_wrong(begin + "[[factor]]\nname = \"b\"\npolicies = [\"none\", \"bild-bases\"]\n", "build-bases");
    expect_wrong(begin + "[[factor]]\npolicy = \"inclusion-gate\"\nrange = [0, 1]\n", "a policy has no 'range'");
}

TEST_F(SweepConfig, PointsOfAListLeaveToTheBaseWhatTheyDoNotName) {
    const std::string list =
        "design = \"list\"\nkeep = [\"plans_maintained\"]\n" + factor + "[[point]]\nep_per_10000 = 2\n[[point]]\n";
    const SweepStudy study = read(list);
    ASSERT_EQ(study.points.size(), 2u);
    EXPECT_EQ(study.points[0][0].number, 2);
    EXPECT_TRUE(study.points[1][0].text.empty());
    EXPECT_TRUE(overrides_of_point(study, 1).settings.empty());
    expect_wrong(list + "[[point]]\nep = 2\n", "unknown key 'ep'");
    expect_wrong(list + "[[point]]\nep_per_10000 = 7\n", "outside the factor's range");
}

TEST_F(SweepConfig, MeasuresAreKeptByTheAxesAskedFor) {
    const SweepStudy study = read(
        "design = \"sobol\"\npoints = 2\nkeep = [{measure = \"specialist_shortfall\", axes = "
        "[\"need\", \"area\"]}]\n" +
        factor);
    ASSERT_EQ(study.keep.size(), 1u);
    EXPECT_EQ(study.keep[0].axes, (std::vector<Axis>{Axis::area, Axis::need})) << "in the measure's own order";
    expect_wrong("design = \"sobol\"\npoints = 2\nkeep = [{measure = \"share_in_special\", axes = []}]\n" + factor,
                 "cannot be summed");
    expect_wrong("design = \"sobol\"\npoints = 2\nkeep = [{measure = \"plans_issued\", axes = [\"need\"]}]\n" + factor,
                 "has no axis \"need\"; it has: authority");
    expect_wrong("design = \"sobol\"\npoints = 2\nkeep = [\"plans_issued\", \"plans_issued\"]\n" + factor,
                 "kept twice");
}

TEST_F(SweepConfig, NamesThatTheResultFileHasAreRefused) {
    EXPECT_TRUE(not_a_factor_name("psychologists").empty());
    for (const char* const name :
         {"", "point", "value", "area", "plans_maintained", "two words", "9th", "_x", "a_kind"})
        EXPECT_FALSE(not_a_factor_name(name).empty()) << name;
    expect_wrong(begin + factor + factor, "two factors are called 'ep_per_10000'");
}

// The shipped sweeps: each is read without a word, and each stands in the list beside them.
TEST_F(SweepConfig, ShippedSweepsAreReadAndListed) {
    const std::filesystem::path folder = std::filesystem::path(SENDSCAPE_SOURCE_DIR) / "configs/sweeps";
    std::ifstream in(folder / "README.md");
    const std::string readme{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".toml") continue;
        ConfigProblems problems;
        const SweepStudy study = read_sweep_config(entry.path().string(), problems);
        EXPECT_NO_THROW(problems.throw_if_any());
        EXPECT_FALSE(study.points.empty());
        EXPECT_NE(readme.find("| `" + study.name + "` |"), std::string::npos) << study.name;
        ++found;
    }
    EXPECT_EQ(found, 3u);
    EXPECT_EQ(config_names(ConfigKind::sweep).size(), 3u);
}

}  // namespace
}  // namespace sendscape::sweep_config_test
