// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/command_test.h"

namespace sendscape::magnets_test {
namespace {

using testing::Outcome;
using testing::text_of;

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> found(1);
    for (const char c : line)
        if (c == ',')
            found.emplace_back();
        else
            found.back() += c;
    return found;
}

/// `sendscape magnets` as it is typed, on a small county.
class Magnets : public testing::CommandTest {
  protected:
    Magnets() {
        write("little.toml", "title = \"Little\"\nyears = 2\nseed = 5\nmap = {county = \"" SENDSCAPE_SOURCE_DIR
                             "/tests/golden/counties/little-wendshire.toml\"}\n");
    }
};

TEST_F(Magnets, ARunLivedAgainIsTheScenarioOnAnyNumberOfThreads) {
    ASSERT_EQ(run("run little.toml --replicates 2 --no-report --quiet --out a").status, 0);
    const Outcome without = run("magnets a/run.h5 --policies none --out m");
    EXPECT_EQ(without.status, 2);
    EXPECT_NE(without.err.find("give the map file it was made on with --map"), std::string::npos) << without.err;
    ASSERT_EQ(
        run("map synth --config '" SENDSCAPE_SOURCE_DIR "/tests/golden/counties/little-wendshire.toml' --out little.h5")
            .status,
        0);
    const Outcome o = run("magnets a/run.h5 --map little.h5 --policies P11-gate@2026-09 --threads 2 --out m");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_NE(o.out.find("In January 2028, "), std::string::npos) << o.out;
    EXPECT_NE(o.err.find("of processor time"), std::string::npos) << o.err;
    ASSERT_EQ(run("magnets little.toml --replicates 2 --policies P11-gate@2026-09 --threads 1 --quiet --out n").status,
              0);
    const std::string csv = text_of(folder_ / "m/magnets.csv");
    EXPECT_TRUE(csv == text_of(folder_ / "n/magnets.csv"));
    // What it tells of a school is what the run recorded of it.
    std::istringstream rows(csv), schools(text_of(folder_ / "a/schools.csv"));
    std::string urn, roll, line;
    while (roll.empty() && std::getline(rows, line)) {
        const auto row = cells(line);
        if (row[2].empty() || row[5] != "link" || row[6] != "every link" || row[7] != "pupils_on_roll") continue;
        urn = row[2];
        roll = row[11];
    }
    ASSERT_FALSE(roll.empty()) << "nobody is a magnet or deflector: the test says nothing";
    std::getline(schools, line);
    const auto heading = cells(line);
    const auto column = std::find(heading.begin(), heading.end(), "pupils_on_roll") - heading.begin();
    std::string recorded;
    while (std::getline(schools, line))
        if (const auto row = cells(line); row[0] == urn && row[4] == "2028-01")
            recorded = row[static_cast<std::size_t>(column)];
    EXPECT_EQ(roll, recorded) << urn;
}

TEST_F(Magnets, OneReplicateTellsNoRange) {
    const Outcome o = run("magnets little.toml --replicates 1 --policies none --out m");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_EQ(o.out.find("range"), std::string::npos) << o.out;
    EXPECT_NE(text_of(folder_ / "m/magnets.html").find("This is one run: no range is told"), std::string::npos);
    EXPECT_EQ(left(), (std::vector<std::string>{"little.toml", "m"}));
}

TEST_F(Magnets, RefusesWhatCannotBeDoneAndWritesNothing) {
    write("broken.h5", "no run");
    const std::string all = " --replicates 1 --years 1 --quiet --out o";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"magnets county --policies P11-gat" + all, "P11-gate"},
        {"magnets county --policies P11-gate,," + all, "write names or ids with commas"},
        {"magnets county --top 0" + all, "must be a whole number from 1 to 1000"},
        {"magnets broken.h5" + all, "broken.h5"},
        {"magnets nobody" + all, "no scenario 'nobody'"},
        {"magnets status-quo" + all, "has no map of its own"}};
    for (const auto& [command, said] : cases) {
        const Outcome o = run(command);
        EXPECT_EQ(o.status, 2) << command;
        EXPECT_NE(o.err.find(said), std::string::npos) << command << ": " << o.err;
        EXPECT_FALSE(std::filesystem::exists(folder_ / "o")) << command;
    }
}

}  // namespace
}  // namespace sendscape::magnets_test
