// SPDX-License-Identifier: MIT
// What an accident, a second run or a stranger's signal does to results: nothing is lost, and it is said.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/command_test.h"
#include "tests/support/file_attributes.h"

namespace sendscape::stops_and_sets_test {
namespace {

namespace fs = std::filesystem;

using testing::Outcome;
using testing::text_of;

const std::string program = "'" SENDSCAPE_PROGRAM_DIR "/sendscape' ";

class StopsAndSets : public testing::CommandTest {
  protected:
    /// Hidden names in a folder of the test.
    std::vector<std::string> hidden(const std::string& folder = ".") const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_ / folder)) {
            const std::string name = entry.path().filename().string();
            if (name[0] == '.' && name != ".out" && name != ".err") names.push_back(name);
        }
        return names;
    }
    /// A long run into o that is sent signals by the shell when it has begun; a busy machine takes its time to.
    Outcome signalled(const std::string& signals) {
        Outcome o;
        for (const char* const seconds : {"1", "3", "9", "27"}) {
            o = run("run county --years 100 --threads 1 --no-report --out o --force & run=$!; sleep " +
                    std::string(seconds) + "; " + signals + "; wait $run");
            if (o.err.find("nothing was written") == std::string::npos) break;
        }
        return o;
    }
};

TEST_F(StopsAndSets, WhatJobRunnersSendWritesACheckpoint) {
    for (const char* const signal : {"USR1", "XCPU", "USR2"}) {
        const Outcome o = signalled(std::string("kill -") + signal + " $run");
        EXPECT_EQ(o.status, 130) << signal << o.err;
        EXPECT_NE(o.err.find("interrupted; the state so far is in o/checkpoint-"), std::string::npos)
            << signal << o.err;
        EXPECT_TRUE(hidden("o").empty() && hidden().empty());
    }
}

TEST_F(StopsAndSets, TwoCtrlCAtOnceAreOne) {
    const Outcome o = signalled("kill -INT $run; kill -INT $run; sleep 0.05; kill -INT $run");
    EXPECT_EQ(o.status, 130);
    EXPECT_NE(o.err.find("interrupted; the state so far is in o/checkpoint-"), std::string::npos) << o.err;
}

TEST_F(StopsAndSets, OfTwoRunsIntoOneFolderOneIsRefused) {
    for (const char* const folder : {"new", "old"}) {  // one that is not there yet, and one that is
        if (std::string(folder) == "old") fs::create_directories(folder_ / folder);
        const std::string one =
            program + "run county --years 1 --threads 1 --no-report --quiet --out " + folder + " --seed ";
        const Outcome o =
            run("--version >/dev/null; (" + one + "1; echo $? >first) & (" + one + "2; echo $? >second) & wait");
        std::vector<std::string> ends{text_of(folder_ / "first"), text_of(folder_ / "second")};
        std::sort(ends.begin(), ends.end());
        EXPECT_EQ(ends, (std::vector<std::string>{"0\n", "2\n"})) << o.err;
        EXPECT_NE(o.err.find("another run is writing"), std::string::npos) << o.err;
        EXPECT_TRUE(fs::exists(folder_ / folder / "run.h5"));
        EXPECT_TRUE(hidden(folder).empty() && hidden().empty());
    }
}

TEST_F(StopsAndSets, ADeadRunHoldsNoFolderAndLeavesNothingForLong) {
    const Outcome o = signalled("kill -KILL $run");
    EXPECT_EQ(o.status, 128 + 9);
    EXPECT_EQ(hidden().size() + (fs::exists(folder_ / "o") ? hidden("o").size() : 0), 1u);
    EXPECT_EQ(run("run county --years 1 --threads 1 --no-report --quiet --out o").status, 0);
    EXPECT_TRUE(hidden().empty() && hidden("o").empty());
}

TEST_F(StopsAndSets, AnImmutableFileIsSaidBeforeTheWork) {
    ASSERT_EQ(run("run county --years 1 --threads 1 --no-report --quiet --out o").status, 0);
    const std::string before = text_of(folder_ / "o/run.h5");
    const testing::Immutable locked(folder_ / "o/summary.csv");
    if (!locked.set()) GTEST_SKIP() << "no file can be made immutable here";
    // A hundred years would take minutes.
    const Outcome o = run("run county --years 100 --seed 2 --no-report --quiet --out o --force", "", "timeout 20");
    EXPECT_EQ(o.status, 3);
    EXPECT_NE(o.err.find("o/summary.csv' cannot be replaced: it is immutable"), std::string::npos) << o.err;
    EXPECT_TRUE(text_of(folder_ / "o/run.h5") == before);
    EXPECT_TRUE(hidden("o").empty());
    EXPECT_EQ(run("export o/run.h5 --format csv --out o --force").status, 3);
    write("s.csv", "school,places\nOak,1\n");
    write("a.csv", "applicant,preference,school\na,1,Oak\n");
    const std::string round = "admissions --schools s.csv --applications a.csv --out f.csv --force";
    ASSERT_EQ(run(round).status, 0);
    const std::string offers = text_of(folder_ / "f.csv");
    const testing::Immutable table(folder_ / "schools_out.csv");
    write("a.csv", "applicant,preference,school\nb,1,Oak\n");
    EXPECT_EQ(run(round).status, 3);
    EXPECT_EQ(text_of(folder_ / "f.csv"), offers);
    write("kept.html", "a page");
    write("kept.h5", "a map");
    const testing::Immutable page(folder_ / "kept.html"), map(folder_ / "kept.h5");
    EXPECT_EQ(run("report o/run.h5 --out kept.html --force").status, 3);
    EXPECT_EQ(run("map synth --config wendshire --out kept.h5 --force").status, 3);
    EXPECT_TRUE(hidden().empty());
}

TEST_F(StopsAndSets, APlantedLinkIsNotFollowed) {
    write("victim", "somebody's");
    // The shell has the number of the program it turns into.
    write("plant.sh", "for n in .m.h5.$$.partial .m.h5.partial-$$ .m.h5.partial; do ln -s victim $n; done; exec " +
                          program + "map synth --config wendshire --out m.h5 --quiet\n");
    const Outcome o = run("--version", "sh plant.sh && ");
    EXPECT_EQ(o.status, 0) << o.err;
    EXPECT_EQ(text_of(folder_ / "victim"), "somebody's");
    EXPECT_FALSE(fs::is_symlink(folder_ / "m.h5"));
}

TEST_F(StopsAndSets, AnOutputThatIsClosedIsTold) {
    for (const char* const arguments : {"describe parameters >&-", "--version >&-", "describe measures <&- >&-",
                                        "run --help >&-", "describe parameters >/dev/full"}) {
        const Outcome o = run(arguments);
        EXPECT_EQ(o.status, 3) << arguments;
        EXPECT_NE(o.err.find("sendscape: not all that was to be printed could be written to standard output"),
                  std::string::npos)
            << arguments << o.err;
    }
    // With nothing to print nothing is lost.
    EXPECT_EQ(run("map synth --config wendshire --out m.h5 --quiet >&-").status, 0);
}

TEST_F(StopsAndSets, WordsBesideHelpAndVersionAreTold) {
    Outcome o = run("check county --help");
    EXPECT_EQ(o.status, 0);
    EXPECT_FALSE(o.out.empty());
    EXPECT_EQ(o.err, "sendscape: with --help and --version nothing is done: 'county' was left aside\n");
    o = run("check --help one two");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("'two' means nothing here"), std::string::npos) << o.err;
    o = run("run --help --yeers 3");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("unknown option '--yeers' of 'sendscape run'; did you mean '--years'?"), std::string::npos)
        << o.err;
    o = run("--version x");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("'x' means nothing here"), std::string::npos) << o.err;
    EXPECT_EQ(run("map build --help").err, "");
    EXPECT_EQ(run("-h").err, "");
}

}  // namespace
}  // namespace sendscape::stops_and_sets_test
