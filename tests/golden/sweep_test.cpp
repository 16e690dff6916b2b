// SPDX-License-Identifier: MIT
// Sweeps as people meet them: what is written, what is refused, what a kill leaves.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
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
    ASSERT_EQ(run("sweep s.toml --out 2.h5 --shard 2/2").status, 0);
    EXPECT_EQ(content(run("sweep s.toml --out m.h5 --merge 2.h5 1.h5")), whole);
    EXPECT_EQ(text_of(folder_ / "m.h5"), text_of(folder_ / "a.h5"));
    EXPECT_EQ(text_of(folder_ / "m.csv"), text_of(folder_ / "a.csv"));
    EXPECT_EQ(run("sweep s.toml --out x.h5 --shard 3/2").status, 2);
    EXPECT_EQ(run("sweep s.toml --out x.h5 --shard 6/7").status, 0);
    const Outcome table = run("sweep s.toml --out x.csv");
    EXPECT_EQ(table.status, 2);
    EXPECT_NE(table.err.find("written as FILE.csv and FILE-runs.csv: give a name that ends in .h5, such as x.h5"),
              std::string::npos)
        << table.err;
}

// The command that finishes a shard is said, and does.
TEST_F(Sweep, AMergeOfUnfinishedShardsSaysHowToFinishThem) {
    const std::string whole = content(run("sweep s.toml --out a.h5"));
    for (const char* const shard : {"1", "2", "3"})
        ASSERT_EQ(run(std::string("sweep s.toml --out parts/") + shard + ".h5 --shard " + shard + "/3").status, 0);
    // The second was killed: its journal alone is there, with a run or two. The third is on another machine.
    for (const char* const gone : {"2.h5", "2.csv", "2-runs.csv", "3.h5", "3.journal"})
        fs::remove(folder_ / "parts" / gone);
    fs::resize_file(folder_ / "parts/2.journal", fs::file_size(folder_ / "parts/2.journal") - 30);
    for (const char* const given : {"parts/1.h5", "parts/1.h5 parts/2.h5"}) {
        const Outcome lacking = run(std::string("sweep s.toml --out m.h5 --merge ") + given);
        EXPECT_EQ(lacking.status, 2);
        EXPECT_NE(
            lacking.err.find("8 of 10 runs are in none of the files: the files are parts of 3, and 2 of these are "
                             "not finished; finish, and merge with, what comes from\n"
                             "  sendscape sweep s.toml --shard 2/3 --out parts/2.h5 --resume\n"
                             "  sendscape sweep s.toml --shard 3/3 --out parts/shard-3-of-3.h5 --resume"),
            std::string::npos)
            << lacking.err;
    }
    ASSERT_EQ(run("sweep s.toml --shard 2/3 --out parts/2.h5 --resume").status, 0);
    ASSERT_EQ(run("sweep s.toml --shard 3/3 --out parts/shard-3-of-3.h5 --resume").status, 0);
    EXPECT_EQ(content(run("sweep s.toml --out m.h5 --merge parts/*.h5")), whole);
    // Files that are no shards: a sweep that was gone on with in another way.
    const Outcome none = run("sweep s.toml --out n.h5 --merge parts/3.journal");
    EXPECT_EQ(none.status, 2);
}

/// 40 runs of a year: 20 points, each of two replicates; `backwards`: the last point first.
std::string forty_runs(bool backwards) {
    std::string text = "title = \"Forty runs\"\nbase = \"" + town +
                       "\"\nyears = 1\nreplicates = 2\nseed = 3\ndesign = \"list\"\nkeep = [\"plans_maintained\", "
                       "\"high_needs_balance\"]\n[[factor]]\nname = \"psychologists\"\nkey = "
                       "\"services.ep_per_10000\"\nrange = [1.5, 5]\n[[factor]]\nname = \"gate\"\npolicy = "
                       "\"inclusion-gate\"\n";
    for (int i = 0; i < 20; ++i) {
        const int point = backwards ? 19 - i : i;
        text += "[[point]]\npsychologists = " + std::to_string(1.5 + 0.15 * point) +
                "\ngate = " + (point % 3 == 0 ? "true" : "false") + "\n";
    }
    return text;
}

/// Digests of the runs of a sweep, by point and replicate.
std::vector<std::string> digests(const std::string& table) {
    std::vector<std::string> found;
    std::istringstream rows(table);
    std::string row, cell;
    std::getline(rows, row);
    while (std::getline(rows, row)) {
        std::istringstream cells(row);
        for (int column = 0; column <= 5; ++column) std::getline(cells, cell, ',');
        found.push_back(cell);
    }
    return found;
}

TEST_F(Sweep, FortyRunsAreTheSameHoweverTheyAreLived) {
    write("f.toml", forty_runs(false));
    write("b.toml", forty_runs(true));
    const auto began = std::chrono::steady_clock::now();
    const std::string whole = content(run("sweep f.toml --out a.h5 --threads 1"));
    const std::chrono::duration<double> undisturbed = std::chrono::steady_clock::now() - began;
    ASSERT_NE(whole, "none");
    EXPECT_EQ(content(run("sweep f.toml --out t.h5 --threads 2")), whole);
    for (const char* const shard : {"3", "1", "2"})
        ASSERT_EQ(run(std::string("sweep f.toml --out ") + shard + ".h5 --shard " + shard + "/3").status, 0);
    EXPECT_EQ(content(run("sweep f.toml --out m.h5 --merge 3.h5 1.h5 2.h5")), whole);
    // Points in another order: each run is what it was.
    ASSERT_EQ(run("sweep b.toml --out b.h5").status, 0);
    const std::vector<std::string> ahead = digests(text_of(folder_ / "a-runs.csv"));
    const std::vector<std::string> back = digests(text_of(folder_ / "b-runs.csv"));
    ASSERT_EQ(ahead.size(), 40u);
    ASSERT_EQ(back.size(), 40u);
    for (std::size_t point = 0; point < 20; ++point)
        for (std::size_t replicate = 0; replicate < 2; ++replicate)
            EXPECT_EQ(back[2 * (19 - point) + replicate], ahead[2 * point + replicate]);
    EXPECT_GT(std::set<std::string>(ahead.begin(), ahead.end()).size(), 30u) << "the runs hardly differ";
    // Killed at ten random moments and gone on with; begun anew whenever it was through.
    std::mt19937 luck(14);
    int killed = 0, lost_nothing = 0;
    for (int kill = 0; kill < 10; ++kill) {
        const double moment =
            undisturbed.count() * (0.05 + 0.9 * static_cast<double>(luck()) / static_cast<double>(std::mt19937::max()));
        const Outcome o = run("sweep f.toml --out k.h5 --resume", "", "timeout -s KILL " + std::to_string(moment));
        if (o.status != 0) {
            ++killed;
            lost_nothing += fs::exists(folder_ / "k.journal") && fs::file_size(folder_ / "k.journal") > 2000 ? 1 : 0;
            continue;
        }
        EXPECT_EQ(content(o), whole) << "after " << killed << " kills";
        for (const char* const file : {"k.h5", "k.csv", "k-runs.csv", "k.journal"}) fs::remove(folder_ / file);
    }
    EXPECT_GT(killed, 0);
    EXPECT_GT(lost_nothing, 0) << "no kill came while runs were lived";
    EXPECT_EQ(content(run("sweep f.toml --out k.h5 --resume")), whole);
    EXPECT_EQ(text_of(folder_ / "k.h5"), text_of(folder_ / "a.h5"));
    // Once more changes nothing; a stop says how to go on.
    EXPECT_EQ(content(run("sweep f.toml --out k.h5 --resume")), whole);
    const Outcome stopped = run("sweep f.toml --out i.h5", "", "timeout -s INT 0.4");
    if (stopped.status == 130) {
        EXPECT_NE(stopped.err.find("are kept in i.journal: go on with the same command and --resume"),
                  std::string::npos)
            << stopped.err;
        EXPECT_EQ(content(run("sweep f.toml --out i.h5 --resume")), whole);
    }
}

TEST_F(Sweep, AJournalCutOffOrHeldIsSaid) {
    const std::string whole = content(run("sweep s.toml --out a.h5"));
    fs::resize_file(folder_ / "a.journal", fs::file_size(folder_ / "a.journal") - 10);
    const Outcome cut = run("sweep s.toml --out a.h5 --resume");
    EXPECT_NE(cut.err.find("'a.journal' ends with a record that was cut off or damaged"), std::string::npos) << cut.err;
    EXPECT_NE(cut.err.find("9 runs before them are good"), std::string::npos) << cut.err;
    EXPECT_EQ(content(cut), whole);
    const Outcome held = run("sweep s.toml --out a.h5 --resume", "", "flock a.journal");
    EXPECT_EQ(held.status, 2);
    EXPECT_NE(held.err.find("another sweep is writing 'a.journal' just now"), std::string::npos) << held.err;
    EXPECT_EQ(content(run("sweep s.toml --out a.h5 --resume")), whole);
}

TEST_F(Sweep, NoPointsAndAFactorOutOfRangeAreSaidBeforeAnythingIsWritten) {
    const std::string text = text_of(folder_ / "s.toml");
    const auto said = [&](const std::string& from, const std::string& to) {
        std::string changed = text;
        changed.replace(changed.find(from), from.size(), to);
        write("w.toml", changed);
        const Outcome o = run("sweep w.toml --out w.h5");
        EXPECT_EQ(o.status, 2) << o.err;
        EXPECT_FALSE(fs::exists(folder_ / "w.journal"));
        return o.err;
    };
    const std::string none = said("points = 5", "points = 0");
    EXPECT_NE(none.find("points = 0: must be a whole number from 1"), std::string::npos) << none;
    const std::string list = said("\"latin-hypercube\"\npoints = 5", "\"list\"");
    EXPECT_NE(list.find("[[point]]"), std::string::npos) << list;
    const std::string high = said("[\"1.5\", \"5\"]", "[1.5, 5000]");
    EXPECT_NE(high.find("5000 is out of range for services.ep_per_10000: allowed"), std::string::npos) << high;
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
    // A run is not replaced by a sweep, not even by force.
    ASSERT_EQ(run("run county --years 1 --quiet --no-report --out r").status, 0);
    const std::string lived = testing::text_of(folder_ / "r/run.h5");
    o = run("sweep s.toml --out r/run.h5 --force");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("is a sendscape run file, no result of a sweep"), std::string::npos) << o.err;
    EXPECT_TRUE(testing::text_of(folder_ / "r/run.h5") == lived);
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
    // A disk that is full as runs end.
    const Outcome little = run("sweep s.toml --out l.h5", "ulimit -f 2; ");
    EXPECT_EQ(little.status, 3) << little.err;
    EXPECT_NE(little.err.find("make room and go on with the same command and --resume"), std::string::npos)
        << little.err;
    EXPECT_EQ(run("sweep s.toml --out l.h5 --resume").status, 0);
    // Root may write anywhere: then as nobody, where the program can be run as nobody.
    const std::string nobody = ::geteuid() != 0 ? "" : "setpriv --reuid=65534 --clear-groups";
    if (run("check " + town, "", nobody).status == 0) {
        fs::create_directories(folder_ / "closed");
        fs::permissions(folder_ / "closed", fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read |
                                                fs::perms::others_exec);
        const Outcome closed = run("sweep s.toml --out closed/c.h5", "", nobody);
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
