// SPDX-License-Identifier: MIT
// Sweeps under mpirun: the bytes of one process from any number of ranks, and what is left where one dies.
#include <gtest/gtest.h>

#include "tests/support/command_test.h"

namespace sendscape::sweep_ranks_test {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;
using testing::text_of;

// As root in a container, and on fewer cores than ranks.
const std::string mpirun = "mpirun --allow-run-as-root --oversubscribe ";
const std::string program = SENDSCAPE_PROGRAM_DIR "/sendscape";

class SweepRanks : public testing::CommandTest {
  protected:
    void SetUp() override {
        if (!fs::exists(SENDSCAPE_PROGRAM_DIR "/libsendscape-mpi.so"))
            GTEST_SKIP() << "built without MPI: apt-get install libopenmpi-dev openmpi-bin";
        if (std::system("mpirun --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "no mpirun here: openmpi-bin";
        static const bool starts = std::system(("timeout 60 " + mpirun + "-n 2 true >/dev/null 2>&1").c_str()) == 0;
        if (!starts) GTEST_SKIP() << "mpirun starts no processes here";
        study("s.toml", 20);
    }
    /// A sweep of a little town, of two replicates.
    void study(const std::string& name, int points, const std::string& more = "") {
        write(name, "title = \"Little study\"\nbase = \"" SENDSCAPE_SOURCE_DIR
                    "/tests/property/policies/little.toml\"\nyears = 1\nreplicates = 2\nseed = 3\ndesign = "
                    "\"latin-hypercube\"\npoints = " +
                        std::to_string(points) +
                        "\nkeep = [\"plans_maintained\", \"high_needs_balance\"]\n[[factor]]\nkey = "
                        "\"services.ep_per_10000\"\nrange = [\"1.5\", \"5\"]\n" +
                        more);
    }
    static std::string content(const Outcome& outcome) {
        const std::size_t at = outcome.out.find("content ");
        return at == std::string::npos ? "none: " + outcome.err : outcome.out.substr(at);
    }
    /// Runs four ranks and kills one with SIGKILL once a run is in the journal.
    Outcome killed(const std::string& options, int rank) {
        write("rank.sh", "echo $$ >pid.$OMPI_COMM_WORLD_RANK\nexec '" + program + "' sweep long.toml --out k.h5\n");
        write("kill.sh",
              mpirun + options + " -n 4 sh rank.sh &\njob=$!\nuntil [ \"$(stat -c %s k.journal 2>/dev/null || " +
                  "echo 0)\" -gt 2500 ]; do sleep 0.02; kill -0 $job || exit 99; done\nkill -KILL $(cat pid." +
                  std::to_string(rank) + ")\nwait $job\n");
        return run("--version", "sh kill.sh; status=$?; ", "exit $status; ");
    }
};

TEST_F(SweepRanks, OneTwoAndFourWriteTheBytesOfThePlainProgram) {
    const std::string whole = content(run("sweep s.toml --out a.h5"));
    for (const int ranks : {1, 2, 4}) {
        const std::string name = "m" + std::to_string(ranks);
        const std::string threads = ranks == 2 ? " --threads 2" : "";
        const Outcome o =
            run("sweep s.toml --out " + name + ".h5" + threads, "", mpirun + "-n " + std::to_string(ranks));
        EXPECT_EQ(o.status, 0) << o.err;
        EXPECT_EQ(content(o), whole) << ranks << " ranks";
        for (const char* const part : {".h5", ".csv", "-runs.csv"})
            EXPECT_EQ(text_of(folder_ / (name + part)), text_of(folder_ / (std::string("a") + part))) << ranks << part;
    }
    ASSERT_EQ(run("sweep s.toml --out 1.h5 --shard 1/2", "", mpirun + "-n 3").status, 0);
    ASSERT_EQ(run("sweep s.toml --out 2.h5 --shard 2/2").status, 0);
    EXPECT_EQ(content(run("sweep s.toml --out w.h5 --merge 1.h5 2.h5")), whole);
}

TEST_F(SweepRanks, WhatIsWrongIsSaidOnce) {
    study("bad.toml", 3, "[[factor]]\nkey = \"services.nothing\"\nrange = [1, 2]\n");
    const Outcome o = run("sweep bad.toml --out b.h5", "", mpirun + "-n 3");
    EXPECT_EQ(o.status, 2);
    const std::size_t first = o.err.find("services.nothing");
    ASSERT_NE(first, std::string::npos) << o.err;
    EXPECT_EQ(o.err.find("sendscape: ", first), std::string::npos) << o.err;
    EXPECT_FALSE(fs::exists(folder_ / "b.h5"));
}

// mpirun ends the job with the rank that died; what had ended is in the journal, and any program goes on from it.
TEST_F(SweepRanks, ARankThatDiesEndsTheJobAndResumeGoesOn) {
    study("long.toml", 120);
    const std::string whole = content(run("sweep long.toml --out a.h5"));
    const Outcome o = killed("", 2);
    EXPECT_NE(o.status, 0);
    EXPECT_NE(o.status, 99) << o.err;
    EXPECT_NE(o.err.find("go on with the same command and --resume"), std::string::npos) << o.err;
    EXPECT_FALSE(fs::exists(folder_ / "k.h5"));
    const Outcome on = run("sweep long.toml --out k.h5 --resume");
    EXPECT_EQ(on.err.find(" 0 done before"), std::string::npos) << on.err;
    EXPECT_EQ(content(on), whole);
}

// It takes ten seconds, in which nothing runs: so long a rank may be silent.
TEST_F(SweepRanks, UnderRecoveryARankThatDiesLosesOnlyItsRuns) {
    study("long.toml", 120);
    const std::string whole = content(run("sweep long.toml --out a.h5"));
    const Outcome o = killed("--enable-recovery", 2);
    EXPECT_EQ(content(o), whole);
    EXPECT_NE(o.err.find("sendscape: rank 2 ("), std::string::npos) << o.err;
    EXPECT_NE(o.err.find("handed out again"), std::string::npos) << o.err;
    EXPECT_EQ(text_of(folder_ / "k.h5"), text_of(folder_ / "a.h5"));
}

}  // namespace
}  // namespace sendscape::sweep_ranks_test
