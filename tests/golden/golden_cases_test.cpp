// SPDX-License-Identifier: MIT
// Whole runs of small cases, each compared with the text recorded of it: the same numbers on every compiler, build
// type, processor and thread count, and across checkpoints. See README.md of this folder.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <locale>
#include <string>

#include "sim/branch/checkpoint.h"
#include "sim/output/run_file.h"
#include "test_places.h"
#include "tests/golden/golden_case.h"
#include "tests/golden/golden_run.h"
#include "tests/golden/golden_text.h"
#include "tests/golden/renewing.h"
#include "tests/support/output_run.h"

namespace sendscape::golden_cases_test {
namespace {

namespace fs = std::filesystem;

using namespace testing;

std::string content_of(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Numbers as they are written on the Continent, for as long as it stands.
class ContinentalLocale {
  public:
    ContinentalLocale() : before_(std::locale::global(std::locale(std::locale(), new Numbers))) {}
    ~ContinentalLocale() { std::locale::global(before_); }
    ContinentalLocale(const ContinentalLocale&) = delete;
    ContinentalLocale& operator=(const ContinentalLocale&) = delete;

  private:
    struct Numbers : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        char do_thousands_sep() const override { return '.'; }
        std::string do_grouping() const override { return "\3"; }
    };
    std::locale before_;
};

class GoldenCases : public ::testing::TestWithParam<fs::path> {};

/// A failure that tells the lines that differ, unless the texts are the same.
void compare(const std::string& recorded, const std::string& now, const std::string& means, const std::string& advice) {
    const std::string differences = golden_differences(recorded, now);
    if (!differences.empty()) ADD_FAILURE() << means << '\n' << differences << advice;
}

TEST_P(GoldenCases, LivesAsRecorded) {
    const GoldenCase golden = read_golden_case(GetParam(), Parallel(1));
    const Lived straight = lived_straight(golden, 1);
    const std::string now = golden_text(golden, straight);
    {
        const GoldenCase again = read_golden_case(GetParam(), Parallel(3));
        compare(now, golden_text(again, lived_straight(again, 3)),
                golden.name + ": three threads ('now') give another result than one ('recorded').", "");
    }
    {
        const ContinentalLocale elsewhere;
        const ScratchFolder scratch("golden-" + golden.name);
        const Lived stopped = lived_with_stops(golden, 2, scratch.path());
        compare(now, golden_text(golden, stopped),
                golden.name + ": saved and taken up again ('now') it lives otherwise than straight ('recorded').", "");
        EXPECT_TRUE(run_file_bytes(stopped.run) == run_file_bytes(straight.run)) << golden.name;
        for (std::size_t replicate = 0; replicate < straight.worlds.size(); ++replicate)
            EXPECT_TRUE(save_world(stopped.worlds[replicate]) == save_world(straight.worlds[replicate]))
                << golden.name << ", replicate " << replicate << ": the world at the end is another";
    }
    if (renewing_goldens()) {
        if (HasFailure()) return;  // a text that depends on threads or checkpoints is not worth recording
        const std::string was = content_of(golden.expected());
        std::cout << golden.name << (was == now ? ": as it was\n" : ": renewed\n");
        if (was != now) std::ofstream(golden.expected()) << now;
        return;
    }
    ASSERT_TRUE(fs::exists(golden.expected())) << "no result is recorded yet: ./dev golden --update records it";
    compare(
        content_of(golden.expected()), now, golden.expected().string() + " records another result.",
        content_of(golden.folder / "README.md") +
            "\nIf the change was meant to alter results, look whether these numbers moved as it should move them,\n"
            "then record the new ones with './dev golden --update' and commit them with the change. If it was not,\n"
            "a draw is taken in another order, a sum in floating point, or a tie left to chance.");
}

INSTANTIATE_TEST_SUITE_P(All, GoldenCases, ::testing::ValuesIn(golden_folders()), [](const auto& folder) {
    std::string name = folder.param.filename().string();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(GoldenFolders, EachHoldsAScenarioAResultAndWhatItGuards) {
    ASSERT_GE(golden_folders().size(), 15u);
    for (const fs::path& folder : golden_folders())
        for (const char* const file : {"scenario.toml", "expected.txt", "README.md"})
            EXPECT_FALSE(content_of(folder / file).empty()) << (folder / file).string();
}

TEST(GoldenFolders, EveryPolicyThatAnswersNoAskHasACaseOfItsName) {
    const fs::path root = SENDSCAPE_SOURCE_DIR;
    int policies = 0;
    for (const auto& entry : fs::directory_iterator(root / "configs/policies")) {
        if (entry.path().extension() != ".toml") continue;
        // Those that answer an ask are tried, each on what it is meant to move, by property/policy_effects_test.cpp.
        if (content_of(entry.path()).find("\nasks = ") != std::string::npos) continue;
        ++policies;
        const std::string policy = entry.path().stem().string();
        const fs::path scenario = root / "tests/golden/cases" / policy / "scenario.toml";
        EXPECT_NE(content_of(scenario).find("policies = [\"" + policy + "\"]"), std::string::npos)
            << "no golden case tries policy '" << policy << "': " << scenario.string();
    }
    EXPECT_GE(policies, 5);
}

TEST(GoldenDifferences, AreToldByWhatTheyAreAbout) {
    const std::string was =
        "# by the program\n\n[January]\nplans: 1 2\nrolls: 5 6\n\n[digests]\nplans: abc\nplans: def\n";
    EXPECT_EQ(golden_differences(was, was), "");
    // A line more moves no other line.
    EXPECT_EQ(golden_differences(was,
                                 "# by the program\n\n[January]\nnew: 0\nplans: 1 3\nrolls: 5 6\n\n[digests]\n"
                                 "plans: abc\nplans: xyz\n"),
              "3 of 8 lines differ:\n"
              "[January]\n    plans\n        recorded  1 2\n        now       1 3\n"
              "[digests]\n    plans (2)\n        recorded  def\n        now       xyz\n"
              "[January]\n    new\n        recorded  no such line\n        now       0\n");
    EXPECT_EQ(golden_differences(was,
                                 "# by the program\n\n[January]\nrolls: 5 6\nplans: 1 2\n\n[digests]\n"
                                 "plans: abc\nplans: def\n"),
              "the lines are the same, in another order\n");
    std::string many = "[many]\n", others = "[many]\n";
    for (int line = 0; line < 20; ++line) {
        many += "line " + std::to_string(line) + ": 1\n";
        others += "line " + std::to_string(line) + ": 2\n";
    }
    const std::string told = golden_differences(many, others);
    EXPECT_EQ(told.substr(0, told.find('\n')), "20 of 21 lines differ:");
    EXPECT_NE(told.find("line 11\n"), std::string::npos);
    EXPECT_EQ(told.find("line 12\n"), std::string::npos);
    EXPECT_NE(told.find("and 8 more lines\n"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::golden_cases_test
