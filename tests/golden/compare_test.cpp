// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "tests/support/command_test.h"

namespace sendscape::compare_test {
namespace {

namespace fs = std::filesystem;
using testing::Outcome;

/// `sendscape compare` as it is typed.
class Compare : public testing::CommandTest {};

/// Cells of the last column but so many of the rows that begin with a text, by their text before them.
std::map<std::string, double> column(const std::string& csv, const std::string& begin, std::size_t from_the_end) {
    std::map<std::string, double> found;
    std::istringstream text(csv);
    for (std::string line; std::getline(text, line);) {
        if (!line.starts_with(begin)) continue;
        std::vector<std::size_t> commas;
        for (std::size_t i = 0; i < line.size(); ++i)
            if (line[i] == ',') commas.push_back(i);
        const std::size_t at = commas[commas.size() - 1 - from_the_end];
        found[line.substr(begin.size(), 8)] = std::stod(line.substr(at + 1));
    }
    return found;
}

TEST_F(Compare, TellsTheNumbersOfTwoRuns) {
    write("ep.toml", "[[change]]\nfrom = \"2027-02\"\nset = {services.capacity_scale = [2, 1, 1, 1]}\n");
    const Outcome o = run("compare county ep.toml --years 3 --replicates 2 --orders own --out o");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_NE(o.out.find("short of a specialist place"), std::string::npos) << o.out;
    ASSERT_EQ(run("run county --years 3 --replicates 2 --no-report --quiet --out a").status, 0);
    ASSERT_EQ(run("run county --policy ep.toml --years 3 --replicates 2 --no-report --quiet --out b").status, 0);
    const std::string csv = testing::text_of(folder_ / "o/options.csv");
    const std::string plans = "plans_maintained,plans,";
    const auto reference = column(csv, "ep," + plans, 6), value = column(csv, "ep," + plans, 5);
    const auto a = column(testing::text_of(folder_ / "a/summary.csv"), plans, 3),
               b = column(testing::text_of(folder_ / "b/summary.csv"), plans, 3);
    EXPECT_EQ(reference.size(), 7U) << "four Januaries and three Septembers";
    EXPECT_EQ(reference, a);
    EXPECT_EQ(value, b);
    EXPECT_NE(a, b) << "the policy changes nothing in three years: the test says nothing";
    // The finished runs side by side say the same of them.
    ASSERT_EQ(run("compare a/run.h5 b/run.h5 --quiet --out f").status, 0);
    const auto finished = column(testing::text_of(folder_ / "f/options.csv"), "b," + plans, 5);
    EXPECT_EQ(finished, b);
    // A scenario beside a finished run takes its seed, years and replicates.
    write("same.toml", "base = \"county\"\nyears = 5\nseed = 9\n");
    const Outcome mixed = run("compare a/run.h5 same.toml --out m");
    ASSERT_EQ(mixed.status, 0) << mixed.err;
    EXPECT_NE(mixed.err.find("same.toml has seed 9"), std::string::npos) << mixed.err;
    EXPECT_EQ(column(testing::text_of(folder_ / "m/options.csv"), "same," + plans, 5), a);
    // What the line adds holds for it alone, so that it is called by that.
    const Outcome added = run("compare a/run.h5 same.toml --policy no-new-places --out n");
    ASSERT_EQ(added.status, 0) << added.err;
    EXPECT_NE(added.err.find("--policy holds for what is lived here, not for finished runs: a/run.h5."),
              std::string::npos)
        << added.err;
    EXPECT_NE(added.out.find("but with No new"), std::string::npos) << added.out;
}

TEST_F(Compare, GivesTheSameFilesOnAnyNumberOfThreads) {
    for (const std::string threads : {"1", "3"})
        ASSERT_EQ(run("compare county inclusion-gate --years 2 --replicates 3 --quiet --threads " + threads +
                      " --out t" + threads)
                      .status,
                  0);
    for (const std::string file : {"options.csv", "options.html", "options.h5"})
        EXPECT_TRUE(testing::text_of(folder_ / "t1" / file) == testing::text_of(folder_ / "t3" / file)) << file;
}

TEST_F(Compare, LivesOnUntilTheMeanIsKnown) {
    const Outcome o = run("compare county no-new-places --years 1 --until-width plans_maintained=1e6 --out o");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_NE(o.err.find("10 replicates: the mean difference of plans_maintained is known to"), std::string::npos)
        << o.err;
}

TEST_F(Compare, RefusesWhatCannotBeDoneAndWritesNothing) {
    write("other.toml", "base = \"county\"\nmap = {county = \"wendshire\", seed = 2}\n");
    write("own.toml", "base = \"county\"\norders = \"own\"\n");
    write("none.toml", "base = \"county\"\norders = \"none\"\n");
    const std::string all = " --years 1 --replicates 1 --quiet --out o";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"compare county" + all, "give the reference and at least one option"},
        {"compare county inclusion-gat" + all, "inclusion-gate"},
        {"compare county inclusion-gate --orders ours" + all, "must be as-reference, own or none"},
        {"compare county inclusion-gate --orders non" + all, "did you mean 'none'?"},
        {"compare own.toml none.toml" + all, "all options of a comparison are lived by one rule; give --orders"},
        {"compare county inclusion-gate --threshold specialist_shortfall 200" + all, "has no '=' and no number"},
        {"compare county inclusion-gate --threshold shortfall=200" + all, "did you mean 'specialist_shortfall'?"},
        {"compare county inclusion-gate --measure shortfall" + all, "--measure shortfall: unknown measure"},
        {"compare county inclusion-gate --treshold waiting=5", "did you mean '--threshold'?"},
        {"compare county inclusion-gate --until-width waiting=5" + all, "give one of them"},
        {"compare county inclusion-gate --threshold waiting" + all, "write --threshold MEASURE=NUMBER"},
        {"compare county inclusion-gate --measure wating" + all, "did you mean 'waiting'"},
        {"compare county inclusion-gate --year 1 --out o", "unknown option '--year'"},
        {"compare county nothing.h5" + all, "nothing.h5"},
        {"compare status-quo inclusion-gate" + all, "has no map of its own"}};
    for (const auto& [line, words] : cases) {
        const Outcome o = run(line);
        EXPECT_EQ(o.status, 2) << line << o.err;
        EXPECT_NE(o.err.find(words), std::string::npos) << line << "\n" << o.err;
        EXPECT_FALSE(fs::exists(folder_ / "o")) << line;
    }
    ASSERT_EQ(run("run county --years 1 --quiet --no-report --out a").status, 0);
    ASSERT_EQ(run("run other.toml --years 1 --quiet --no-report --out b").status, 0);
    const Outcome o = run("compare a/run.h5 b/run.h5 --out o");
    EXPECT_EQ(o.status, 2);
    // Finished runs are compared as they were lived: what would live them otherwise is not passed over.
    for (const std::string idle :
         {"--seed 5", "--years 1", "--replicates 3", "--set plans.agree_school=75%", "--policy no-new-places",
          "--orders none", "--until-width waiting=5", "--doubt luck", "--map m.h5", "--catchments c.geojson"}) {
        const Outcome refused = run("compare a/run.h5 a/run.h5 --out o " + idle);
        EXPECT_EQ(refused.status, 2) << idle;
        EXPECT_NE(refused.err.find(idle.substr(0, idle.find(' ')) + ": every option here is a finished run"),
                  std::string::npos)
            << idle << "\n"
            << refused.err;
        EXPECT_FALSE(fs::exists(folder_ / "o")) << idle;
    }
    const Outcome two = run("compare a/run.h5 a/run.h5 --out o --seed 5 --years 1");
    EXPECT_NE(two.err.find("--years, --seed: every option"), std::string::npos) << two.err;
    EXPECT_NE(o.err.find("this run is of another map"), std::string::npos) << o.err;
}

TEST_F(Compare, SaysWhoChoseTheRuleOfOrders) {
    write("own.toml",
          "orders = \"own\"\n[[change]]\nfrom = \"2026-06\"\nset = {services.capacity_scale = [2, 1, 1, 1]}\n");
    const std::string all = " --years 1 --replicates 1 --force --out o";
    ASSERT_EQ(run("compare county own.toml" + all).status, 0);
    std::string page = testing::text_of(folder_ / "o/options.html");
    EXPECT_NE(page.find("Orders, own: "), std::string::npos);
    EXPECT_NE(page.find("Chosen by own.toml:1."), std::string::npos);
    const Outcome line = run("compare county own.toml --orders 'as reference'" + all);
    ASSERT_EQ(line.status, 0) << line.err;
    EXPECT_NE(line.err.find("own.toml:1 says orders = \"own\"; --orders as-reference holds"), std::string::npos)
        << line.err;
    page = testing::text_of(folder_ / "o/options.html");
    EXPECT_NE(page.find("Chosen by --orders."), std::string::npos);
}

TEST_F(Compare, TellsWhoGainsAndWhoLosesASchoolByARedrawnCatchment) {
    const std::string asked =
        "[set]\nadmissions.criteria = [\"looked_after\", \"catchment\", \"sibling\", \"distance\"]\n";
    write("before.toml", "base = \"county\"\n" + asked);
    write("redrawn.toml",
          "base = \"county\"\n" + asked +
              "[[catchments]]\nurn = 990131\nrings = [[[572000, 372000], [576400, 372000], [576400, 378500], [572000, "
              "378500]]]\n");
    const Outcome o = run("compare before.toml redrawn.toml --years 1 --replicates 2 --out o");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_NE(o.out.find("does not change how many children are short"), std::string::npos) << o.out;
    const std::size_t offered = o.out.find("children offered a");
    EXPECT_NE(offered, std::string::npos) << o.out;
    EXPECT_EQ(o.out.find(" 0 are offered"), std::string::npos) << o.out;
    const std::string page = testing::text_of(folder_ / "o/options.html");
    for (const char* const words : {"Who gains and who loses a school", "With SEN Support",
                                    "Deprivation deciles 1 to 3", "Under 1 km from the reference"})
        EXPECT_NE(page.find(words), std::string::npos) << words;
}

TEST_F(Compare, LeavesExistingResultsUnlessForced) {
    const std::string line = "compare county inclusion-gate --years 1 --replicates 1 --quiet --out o";
    ASSERT_EQ(run(line).status, 0);
    const Outcome again = run(line);
    EXPECT_EQ(again.status, 2);
    EXPECT_NE(again.err.find("already holds results"), std::string::npos) << again.err;
    EXPECT_EQ(run(line + " --force").status, 0);
}

TEST_F(Compare, InterruptedItWritesNothing) {
    const Outcome o =
        run("compare county inclusion-gate --years 30 --replicates 4 --threads 1 --quiet --out o & run=$!; sleep 4; "
            "kill -TERM $run; wait $run");
    EXPECT_EQ(o.status, 130);
    EXPECT_NE(o.err.find("interrupted; nothing was written"), std::string::npos) << o.err;
    EXPECT_TRUE(left().empty());
}

}  // namespace
}  // namespace sendscape::compare_test
