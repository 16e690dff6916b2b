// SPDX-License-Identifier: MIT
// Sweeps as people meet them: what is written, what is refused, what a kill leaves.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "tests/support/command_test.h"

namespace sendscape::sweep_test {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::text_of;

const std::string town = SENDSCAPE_SOURCE_DIR "/tests/property/policies/little.toml";

class Sweep : public testing::CommandTest {
  protected:
    Sweep() {
        write("s.toml", "title = \"Little study\"\nbase = \"" + town +
                            "\"\nyears = 1\nreplicates = 2\nseed = 3\ndesign = \"latin-hypercube\"\npoints = 5\n"
                            "keep = [\"plans_maintained\", {measure = \"specialist_shortfall\", axes = [\"area\"]}, "
                            "\"high_needs_balance\"]\n"
                            "[[factor]]\nname = \"psychologists\"\nkey = \"services.ep_per_10000\"\nrange = [\"1.5\", "
                            "\"5\"]\n[[factor]]\nname = \"gate\"\npolicy = \"inclusion-gate\"\n");
    }
    /// The line "content ..." of what a sweep prints.
    static std::string content(const Outcome& outcome) {
        const std::size_t at = outcome.out.find("content ");
        return at == std::string::npos ? "none" : outcome.out.substr(at);
    }
    static std::size_t lines(const std::string& text) {
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }
};

TEST_F(Sweep, WritesResultTableAndRuns) {
    const Outcome o = run("sweep s.toml --out out/s.h5");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_NE(o.out.find("Little study: 10 of 10 runs done"), std::string::npos) << o.out;
    const std::string table = text_of(folder_ / "out/s.csv");
    EXPECT_EQ(table.substr(0, table.find('\n')),
              "point,replicate,psychologists,gate,measure,authority,area,month,value");
    const std::string runs = text_of(folder_ / "out/s-runs.csv");
    EXPECT_EQ(lines(runs), 11u);
    EXPECT_EQ(runs.substr(0, runs.find('\n')), "point,replicate,psychologists,gate,status,digest,message");
    EXPECT_TRUE(fs::exists(folder_ / "out/s.journal"));
    // A point's numbers are those of a run with its settings.
    std::istringstream rows(runs);
    std::string row, number, gate;
    std::getline(rows, row);
    std::getline(rows, row);
    std::getline(std::istringstream(row.substr(4)), number, ',');
    gate = row.substr(5 + number.size(), 2) == "on" ? " --policy inclusion-gate" : "";
    ASSERT_EQ(run("run " + town +
                  " --years 1 --seed 3 --no-report --quiet --out own --set services.ep_per_10000=" + number + gate)
                  .status,
              0);
    const std::string summary = text_of(folder_ / "own/summary.csv");
    const auto last = [](const std::string& text, const std::string& begin) {
        const std::size_t at = text.rfind(begin), end = text.find('\n', at);
        return text.substr(at, end - at);
    };
    const std::string own = last(summary, "plans_maintained,plans,2027-01");
    const std::string kept = last(table, "0,0," + number + "," + (gate.empty() ? "off" : "on") + ",plans_maintained");
    const std::string value = kept.substr(kept.rfind(',') + 1);
    EXPECT_NE(own.find("," + value + ","), std::string::npos) << own << "\n" << kept;
    // The page.
    const Outcome page = run("sensitivity out/s.h5 --out out/s.html");
    ASSERT_EQ(page.status, 0) << page.err;
    EXPECT_NE(page.out.find("Plans maintained hangs most on"), std::string::npos) << page.out;
    EXPECT_NE(text_of(folder_ / "out/s.html").find("</html>"), std::string::npos);
    EXPECT_EQ(run("sensitivity out/s.h5 --threshold plans_issued=3").status, 2);
    EXPECT_EQ(run("sensitivity s.toml").status, 2);
}

TEST_F(Sweep, ThreadsShardsAndMergesAreTheSame) {
    const std::string whole = content(run("sweep s.toml --out a.h5 --threads 1"));
    EXPECT_NE(whole, "none");
    EXPECT_EQ(content(run("sweep s.toml --out b.h5 --threads 2")), whole);
    EXPECT_EQ(text_of(folder_ / "a.h5"), text_of(folder_ / "b.h5"));
    ASSERT_EQ(run("sweep s.toml --out 1.h5 --shard 1/2").status, 0);
    const Outcome lacking = run("sweep s.toml --out m.h5 --merge 1.h5");
    EXPECT_EQ(lacking.status, 2);
    EXPECT_NE(lacking.err.find("6 of 10 runs are in none of the files, the first of them point 2, replicate 0"),
              std::string::npos)
        << lacking.err;
    ASSERT_EQ(run("sweep s.toml --out 2.h5 --shard 2/2").status, 0);
    EXPECT_EQ(content(run("sweep s.toml --out m.h5 --merge 2.h5 1.h5")), whole);
    EXPECT_EQ(text_of(folder_ / "m.h5"), text_of(folder_ / "a.h5"));
    EXPECT_EQ(text_of(folder_ / "m.csv"), text_of(folder_ / "a.csv"));
    EXPECT_EQ(run("sweep s.toml --out x.h5 --shard 3/2").status, 2);
    EXPECT_EQ(run("sweep s.toml --out x.h5 --shard 6/7").status, 0);
}

// Killed at one moment after another until it is through, then gone on with.
TEST_F(Sweep, KilledAndResumedIsTheUndisturbedResult) {
    const std::string whole = content(run("sweep s.toml --out a.h5"));
    int killed = 0;
    for (const char* const seconds : {"0.15", "0.3", "0.5", "0.8"}) {
        const Outcome o = run("sweep s.toml --out k.h5 --resume", "", std::string("timeout -s KILL ") + seconds);
        killed += o.status != 0 ? 1 : 0;
    }
    EXPECT_GT(killed, 0);
    const Outcome end = run("sweep s.toml --out k.h5 --resume");
    ASSERT_EQ(end.status, 0) << end.err;
    EXPECT_EQ(content(end), whole);
    EXPECT_EQ(text_of(folder_ / "k.h5"), text_of(folder_ / "a.h5"));
    // Once more changes nothing; a stop says how to go on.
    EXPECT_EQ(content(run("sweep s.toml --out k.h5 --resume")), whole);
    const Outcome stopped = run("sweep s.toml --out i.h5", "", "timeout -s INT 0.4");
    if (stopped.status == 130) {
        EXPECT_NE(stopped.err.find("are kept in i.journal: go on with the same command and --resume"),
                  std::string::npos)
            << stopped.err;
        EXPECT_EQ(content(run("sweep s.toml --out i.h5 --resume")), whole);
    }
}

TEST_F(Sweep, WhatIsThereStaysUnlessForcedOrResumed) {
    ASSERT_EQ(run("sweep s.toml --out a.h5 --quiet").status, 0);
    Outcome o = run("sweep s.toml --out a.h5");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("a.h5"), std::string::npos) << o.err;
    fs::remove(folder_ / "a.h5");
    fs::remove(folder_ / "a.csv");
    fs::remove(folder_ / "a-runs.csv");
    o = run("sweep s.toml --out a.h5");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("--resume goes on with it, --force begins anew"), std::string::npos) << o.err;
    EXPECT_EQ(run("sweep s.toml --out a.h5 --resume --force").status, 2);
    write("alone.h5", "a result whose journal is gone");
    o = run("sweep s.toml --out alone.h5 --resume");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("its journal 'alone.journal' is not: --force begins anew"), std::string::npos) << o.err;
    EXPECT_EQ(run("sweep s.toml").status, 2);
    // Another study does not go on from this journal.
    write("other.toml", text_of(folder_ / "s.toml") + "[[factor]]\nkey = \"families.contagion\"\n");
    o = run("sweep other.toml --out a.h5 --resume");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("--resume: 'a.journal' was made of"), std::string::npos) << o.err;
    EXPECT_EQ(run("sweep other.toml --out m.h5 --merge a.h5").status, 2);
}

TEST_F(Sweep, WhatTheMachineCannotIsSaidOnce) {
    // A disk that is full as the result is written: every run stays in the journal.
    const Outcome full = run("sweep s.toml --out f.h5", "ulimit -f 12; ");
    EXPECT_EQ(full.status, 3) << full.err;
    EXPECT_NE(full.err.find("--resume"), std::string::npos) << full.err;
    EXPECT_FALSE(fs::exists(folder_ / "f.h5"));
    const Outcome on = run("sweep s.toml --out f.h5 --resume");
    EXPECT_EQ(on.status, 0) << on.err;
    EXPECT_NE(on.err.find("0 runs to live, 10 done before"), std::string::npos) << on.err;
    if (::geteuid() != 0) {
        fs::create_directories(folder_ / "closed");
        fs::permissions(folder_ / "closed", fs::perms::owner_read | fs::perms::owner_exec);
        const Outcome closed = run("sweep s.toml --out closed/c.h5");
        EXPECT_EQ(closed.status, 3);
        EXPECT_NE(closed.err.find("cannot write below 'closed'"), std::string::npos) << closed.err;
    }
    const Outcome nowhere = run("sweep s.toml --out /proc/nowhere/c.h5");
    EXPECT_EQ(nowhere.status, 3) << nowhere.err;
}

TEST_F(Sweep, ADryRunTellsWhatItCostsAndWritesNothing) {
    const Outcome o = run("sweep s.toml --dry-run");
    ASSERT_EQ(o.status, 0) << o.err;
    for (const char* const part :
         {"runs      10: 5 points (latin-hypercube) of 2 replicates, 1 years",
          "factor    psychologists: services.ep_per_10000, 1.5 to 5", "memory    about", "time      about"})
        EXPECT_NE(o.out.find(part), std::string::npos) << part << "\nin " << o.out;
    EXPECT_EQ(left(), std::vector<std::string>{"s.toml"});
}

}  // namespace
}  // namespace sendscape::sweep_test
