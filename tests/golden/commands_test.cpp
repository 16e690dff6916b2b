// SPDX-License-Identifier: MIT
// The program as people meet it: exit statuses, messages to the sentence, nothing half written.
#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "sim/commands/command.h"
#include "test_places.h"
#include "tests/support/command_test.h"

namespace sendscape::commands_test {
namespace {

namespace fs = std::filesystem;

using testing::Outcome;
using testing::text_of;

class Commands : public testing::CommandTest {};

TEST_F(Commands, HelpAndVersion) {
    const Outcome version = run("--version");
    EXPECT_EQ(version.status, 0);
    EXPECT_EQ(version.out.substr(0, 10), "sendscape ");
    const std::string all = run("--help").out, maps = run("map --help").out;
    for (const CommandRow& command : commands()) {
        const Outcome help = run(std::string(command.name) + " --help");
        EXPECT_EQ(help.status, 0) << command.name;
        EXPECT_EQ(help.out.substr(0, command.words.size()), command.words);
        EXPECT_NE(help.out.find("\nExamples:\n" + std::string(command.examples)), std::string::npos) << command.name;
        for (const OptionRow& option : command.options)
            EXPECT_NE(help.out.find(option.help), std::string::npos) << command.name << ' ' << option.name;
        const bool of_maps = command.name.substr(0, 4) == "map ";
        EXPECT_NE((of_maps ? maps : all).find(command.words), std::string::npos) << command.name;
    }
}

TEST_F(Commands, AnInstalledTreeFindsItsShareWhereverItWasMovedTo) {
    fs::create_directories(folder_ / "moved/bin");
    fs::create_directories(folder_ / "moved/share/sendscape/policies");
    fs::copy(SENDSCAPE_PROGRAM_DIR "/sendscape", folder_ / "moved/bin/sendscape");
    write("moved/share/sendscape/policies/found-beside-the-program.toml", "title = \"Only here\"\n");
    // The program of the build says that it knows none of that name; the moved copy does.
    EXPECT_EQ(run("describe policies").out.find("found-beside-the-program"), std::string::npos);
    const Outcome moved =
        run("describe policies", "", "'" + (folder_ / "moved/bin/sendscape").string() + "' describe policies || ");
    EXPECT_NE(moved.out.find("found-beside-the-program"), std::string::npos) << moved.out << moved.err;
}

/// Options named in a text, and nothing else that begins with two hyphens.
std::set<std::string> options_in(const std::string& text) {
    static const std::regex option("--([a-z][a-z0-9-]*)");
    std::set<std::string> names;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), option); it != std::sregex_iterator(); ++it)
        names.insert((*it)[1].str());
    return names;
}

TEST_F(Commands, TheManualPageNamesEveryCommandAndOptionAndNoOther) {
    const std::string page =
        std::regex_replace(text_of(SENDSCAPE_SOURCE_DIR "/docs/sendscape.1"), std::regex("\\\\-"), "-");
    std::string help = run("--help").out;
    for (const CommandRow& command : commands()) {
        help += run(std::string(command.name) + " --help").out;
        EXPECT_NE(page.find("\n.B sendscape " + std::string(command.name) + "\n"), std::string::npos) << command.name;
    }
    EXPECT_EQ(options_in(page), options_in(help));
}

TEST_F(Commands, WrongCommandLinesAreNamed) {
    const std::string known =
        " Known: run, compare, magnets, admissions, report, trace, export, describe, check, first-run, hindcast, "
        "calibrate, scan, "
        "policies, sweep, sensitivity, map\n";
    Outcome o = run("rnu");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err, "sendscape: unknown command 'rnu'; did you mean 'run'?" + known);
    o = run("");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err.substr(0, 33), "sendscape: a command is required.");
    o = run("map buidl");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err,
              "sendscape: unknown command 'map' 'buidl'; did you mean 'build'? Known: build, synth, info, draw\n");
    o = run("run county --years 010");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err, "sendscape: --years 010: must be a whole number from 1 to 100\n");
    o = run("run county --seed -1");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("--seed"), std::string::npos);
    o = run("run county --replicates 0");
    EXPECT_EQ(o.err, "sendscape: --replicates 0: must be a whole number from 1 to 100000\n");
    o = run("run county --threads 1025");
    EXPECT_EQ(o.err, "sendscape: --threads 1025: must be a whole number from 1 to 1024\n");
    EXPECT_EQ(run("run county --nonsense").status, 2);
    EXPECT_EQ(run("describe paramters").err,
              "sendscape: nothing to describe is called 'paramters'; did you mean 'parameters'? Known: parameters, "
              "measures, policies, schedule, streams\n");
    EXPECT_TRUE(left().empty());
}

TEST_F(Commands, UnknownOptionsEmptyWordsAndInputsAsOutputsAreNamed) {
    EXPECT_EQ(run("run county --year 3").err,
              "sendscape: unknown option '--year' of 'sendscape run'; did you mean '--years'? (see 'sendscape run "
              "--help')\n");
    Outcome o = run("--nope");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err, "sendscape: unknown option '--nope' of 'sendscape' (see 'sendscape --help')\n");
    EXPECT_EQ(run("--versoin").err,
              "sendscape: unknown option '--versoin' of 'sendscape'; did you mean '--version'? (see 'sendscape "
              "--help')\n");
    o = run("map --hlep");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err,
              "sendscape: unknown option '--hlep' of 'sendscape map'; did you mean '--help'? (see 'sendscape map "
              "--help')\n");
    EXPECT_EQ(run("run county -q").err,
              "sendscape: unknown option '-q' of 'sendscape run' (see 'sendscape run --help')\n");
    EXPECT_EQ(run("-h").status, 0);
    // One that another command has, and one beside another that is missing.
    EXPECT_NE(run("map build --la York --schools s.csv --policy p.toml --out m.h5")
                  .err.find("unknown option '--policy' of 'sendscape map build'; run, compare, magnets, check"),
              std::string::npos);
    EXPECT_NE(run("report a.h5 --compar b.h5")
                  .err.find("unknown option '--compar' of 'sendscape report'; did you mean "
                            "'--compare'?"),
              std::string::npos);
    EXPECT_EQ(run("run county --events plan").err,
              "sendscape: --events plan: must be none, plans or all; did you mean 'plans'?\n");
    EXPECT_EQ(run("run county --doubt lucky").err,
              "sendscape: --doubt lucky: must be luck or all; did you mean 'luck'?\n");
    EXPECT_EQ(run("run county --years '' --out o").err,
              "sendscape: there is an empty word after '--years': a value is needed\n");
    const Outcome resumed = run("run county --resume nope.h5");
    EXPECT_EQ(resumed.status, 2);
    EXPECT_EQ(resumed.err, "sendscape: there is no file 'nope.h5' (a checkpoint was wanted)\n");
    write("s.csv", "school,places\nA,1\n");
    write("a.csv", "applicant,preference,school\nx,1,A\n");
    const Outcome over = run("admissions --schools s.csv --applications a.csv --out s.csv --force");
    EXPECT_EQ(over.status, 2);
    EXPECT_EQ(over.err, "sendscape: --out s.csv: this is an input of the command: choose another name\n");
    EXPECT_EQ(text_of(folder_ / "s.csv"), "school,places\nA,1\n");
    EXPECT_EQ(left().size(), 2u);
}

TEST_F(Commands, WrongInputIsNamedAndLeavesNothing) {
    Outcome o = run("run status-quo --out o");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(
        o.err,
        "sendscape: scenario 'status-quo' has no map of its own: give --map MAP.h5 ('sendscape map build' makes one "
        "from public files)\n");
    o = run("run county --set plans.agre_school=0.8 --out o");
    EXPECT_EQ(o.status, 2);
    EXPECT_EQ(o.err,
              "sendscape: --set plans.agre_school=0.8: unknown parameter 'plans.agre_school'; did you mean "
              "'plans.agree_school'? 'sendscape describe parameters' lists all\n");
    o = run("run county --set 'plans.agree_school=45 min' --out o");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("is in another unit"), std::string::npos);
    EXPECT_EQ(run("run county --set plans.agree_school=2 --out o").status, 2);
    EXPECT_EQ(run("run county --set plans.agree_school=0.8@1999-01 --out o").err,
              "sendscape: --set plans.agree_school=0.8@1999-01: plans.agree_school is dated 1999-01, before the run "
              "starts in 2026-01: leave the date out to have it from the start\n");
    EXPECT_EQ(run("run status-quo --map missing.h5 --out o").status, 2);
    write("foreign.h5", "\x89HDF\r\n\x1a\n and then something else");
    EXPECT_EQ(run("run status-quo --map foreign.h5 --out o").status, 2);
    EXPECT_EQ(run("map info foreign.h5").status, 2);
    EXPECT_EQ(run("report foreign.h5 --out r.html").status, 2);
    write("wrong.toml", "base = \"county\"\n[[grow]]\non = \"2027-09\"\nurn = 1\nplaces = 4\n");
    o = run("run wrong.toml --out o");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("wrong.toml:2: no school with URN 1 on the map"), std::string::npos) << o.err;
    EXPECT_EQ(left().size(), 2u);
}

TEST_F(Commands, WhatTheMachineCannotIsThree) {
    write("file", "not a folder");
    Outcome o = run("run county --years 1 --no-report --out file/below");
    EXPECT_EQ(o.status, 3) << o.err;
    o = run("map synth --config wendshire --out file/m.h5");
    EXPECT_EQ(o.status, 3) << o.err;
    o = run("map synth --config wendshire --out m.h5", "ulimit -f 64; ");
    EXPECT_EQ(o.status, 3) << o.err;
    o = run("run county --years 1 --no-report --out o", "ulimit -f 64; ");
    EXPECT_EQ(o.status, 3) << o.err;
    EXPECT_NE(o.err.find("cannot write '" + (folder_ / "o/run.h5").string() + "': the file would be larger"),
              std::string::npos)
        << o.err;
    write("s.csv", "school,places\nA,1\n");
    std::string applications = "applicant,preference,school\n";
    for (int i = 0; i < 3000; ++i) applications += std::to_string(i) + ",1,A\n";
    write("a.csv", applications);
    o = run("admissions --schools s.csv --applications a.csv --criteria lottery --out offers.csv", "ulimit -f 1; ");
    EXPECT_EQ(o.status, 3) << o.err;
    EXPECT_NE(o.err.find("cannot write 'offers.csv': the file would be larger"), std::string::npos) << o.err;
    EXPECT_EQ(left().size(), 3u);
    o = run("admissions --schools s.csv --applications a.csv --criteria lottery --out full/offers.csv >/dev/full");
    EXPECT_EQ(o.status, 3) << o.err;
    EXPECT_NE(o.err.find("Written: full/offers.csv, full/schools_out.csv, full/preferences_out.csv, "
                         "full/criteria_out.csv\n"),
              std::string::npos)
        << o.err;
    EXPECT_TRUE(fs::exists(folder_ / "full/offers.csv") && fs::exists(folder_ / "full/schools_out.csv"));
    fs::remove_all(folder_ / "full");
    fs::remove(folder_ / "s.csv");
    fs::remove(folder_ / "a.csv");
    o = run("describe parameters >/dev/full");
    EXPECT_EQ(o.status, 3);
    EXPECT_NE(o.err.find("standard output"), std::string::npos) << o.err;
    o = run("describe parameters | head -1");
    EXPECT_EQ(o.err, "");
    o = run("run county --years 100 --replicates 100000 --threads 1024 --no-report --out o");
    EXPECT_EQ(o.status, 3) << o.err;
    EXPECT_NE(o.err.find("GiB of memory"), std::string::npos);
    EXPECT_EQ(left(), std::vector<std::string>{"file"});
}

TEST_F(Commands, ExistingOutputsStayWithoutForce) {
    Outcome o = run("run county --years 1 --no-report --out o --quiet");
    ASSERT_EQ(o.status, 0) << o.err;
    EXPECT_TRUE(o.err.empty()) << o.err;
    EXPECT_TRUE(o.out.empty()) << o.out;
    for (const char* name : {"run.h5", "summary.csv", "schools.csv", "summary.txt", "run.log"})
        EXPECT_TRUE(fs::exists(folder_ / "o" / name)) << name;
    const std::string before = text_of(folder_ / "o/run.h5");
    EXPECT_EQ(run("run county --years 1 --seed 2 --no-report --out o").status, 2);
    EXPECT_TRUE(text_of(folder_ / "o/run.h5") == before);
    EXPECT_EQ(run("run county --years 1 --seed 2 --no-report --out o --force").status, 0);
    EXPECT_FALSE(text_of(folder_ / "o/run.h5") == before);
    EXPECT_EQ(run("first-run o/run.h5").status, 0);
    EXPECT_EQ(run("report o/run.h5 --out r.html").status, 0);
    EXPECT_EQ(run("report o/run.h5 --out r.html").status, 2);
    EXPECT_EQ(run("trace o/run.h5").status, 2);
    const auto numbers = run("trace o/run.h5 --schools");
    EXPECT_EQ(numbers.status, 0) << numbers.err;
    EXPECT_EQ(numbers.out.rfind("called,urn,name,area\nSchool 1,", 0), 0u) << numbers.out.substr(0, 200);
    EXPECT_EQ(run("trace o/run.h5 --schools --pupil eventful").status, 2);
    EXPECT_EQ(run("trace o/run.h5 --schools --lives 3").status, 2);
    const auto eventful = run("trace o/run.h5 --pupil eventful");
    EXPECT_EQ(eventful.status, 0) << eventful.err;
    EXPECT_EQ(run("trace o/run.h5 --pupil Eventful").out, eventful.out);
    EXPECT_NE(run("trace o/run.h5 --pupil 99999999999").err.find("a whole number from 0 to 4294967294, or eventful"),
              std::string::npos);
    EXPECT_NE(run("trace o/run.h5 --pupil eventful --lives 2000").err.find("from 1 to 1000"), std::string::npos);
    EXPECT_EQ(run("export o/run.h5 --format csv --out tables").status, 0);
    EXPECT_TRUE(text_of(folder_ / "tables/summary.csv") == text_of(folder_ / "o/summary.csv"));
}

TEST_F(Commands, AMapIsBuiltQuietlyIfAsked) {
    const std::string isles = SENDSCAPE_SOURCE_DIR "/tests/golden/cases/one-school/";
    const std::string build = "map build --la 420 --schools '" + isles + "census.csv' --schools '" + isles +
                              "coordinates.csv' --out m.h5 --force";
    const Outcome told = run(build), quiet = run(build + " --quiet");
    ASSERT_EQ(told.status, 0) << told.err;
    EXPECT_NE(told.out.find("Assumed: "), std::string::npos);
    EXPECT_EQ(quiet.status, 0);
    EXPECT_EQ(quiet.out + quiet.err, "");
}

TEST_F(Commands, AnInterruptedMapLeavesNothing) {
    // Making the county takes a tenth of a second or more: of delays a fifth apart one falls into it.
    bool said = false;
    for (int attempt = 0; attempt < 90 && !said; ++attempt) {
        const double delay = 0.02 * std::pow(1.2, attempt % 30);
        const Outcome o = run("map synth --config wendshire --out deep/m.h5 --force", "",
                              "timeout --preserve-status -s INT " + std::to_string(delay));
        if (o.status == 0) continue;
        EXPECT_EQ(o.status, 130) << o.err;
        EXPECT_TRUE(left().empty() || fs::exists(folder_ / "deep/m.h5"));
        said = o.err == "sendscape: interrupted; nothing was written\n";
    }
    EXPECT_TRUE(said);
}

TEST_F(Commands, AnInterruptedRoundOfAdmissionsLeavesNothing) {
    std::string schools = "school,places\n", applications = "applicant,preference,school,distance_m\n";
    constexpr int children = 100'000, many = 500;
    for (int s = 0; s < many; ++s) schools += "S" + std::to_string(s) + ",150\n";
    for (int child = 0; child < children; ++child)
        for (int p = 1; p <= 3; ++p)
            applications += std::to_string(child) + "," + std::to_string(p) + ",S" +
                            std::to_string((child * 31 + p * 7) % many) + "," + std::to_string(child * 37 % 9973) +
                            "\n";
    write("s.csv", schools);
    write("a.csv", applications);
    int interrupted = 0;
    for (int attempt = 0; attempt < 60 && interrupted < 3; ++attempt) {
        const double delay = 0.05 * std::pow(1.2, attempt % 20);
        const Outcome o = run("admissions --schools s.csv --applications a.csv --force --out deep/o.csv", "",
                              "timeout --preserve-status -s INT " + std::to_string(delay));
        if (o.status == 0) continue;
        EXPECT_EQ(o.status, 130) << o.err;
        EXPECT_EQ(fs::exists(folder_ / "deep/o.csv"), fs::exists(folder_ / "deep/schools_out.csv"));
        interrupted += o.err == "sendscape: interrupted; nothing was written\n";
    }
    EXPECT_GT(interrupted, 0);
}

TEST_F(Commands, AnInterruptedRunGoesOnToTheSameBytes) {
    // Long enough that it is stopped on the way; a busy machine may need more than half a second to make the county.
    const std::string same = "--years 5 --replicates 4 --no-report ";
    Outcome stopped;
    for (const char* seconds : {"0.5", "1", "2", "4", "8"}) {
        stopped = run("run county " + same + "--threads 2 --out o", "",
                      std::string("timeout --preserve-status -s INT ") + seconds);
        ASSERT_EQ(stopped.status, 130) << stopped.err;
        if (fs::exists(folder_ / "o")) break;
    }
    ASSERT_TRUE(fs::exists(folder_ / "o")) << stopped.err;
    std::string checkpoint;
    for (const auto& entry : fs::directory_iterator(folder_ / "o"))
        checkpoint = "o/" + entry.path().filename().string();
    EXPECT_EQ(checkpoint.substr(0, 13), "o/checkpoint-");
    EXPECT_NE(stopped.err.find("interrupted; the state so far is in " + checkpoint), std::string::npos) << stopped.err;
    EXPECT_EQ(run("run county " + same + "--seed 9 --resume " + checkpoint).status, 2);
    const Outcome resumed = run("run county " + same + "--resume " + checkpoint);
    ASSERT_EQ(resumed.status, 0) << resumed.err;
    ASSERT_EQ(run("run county " + same + "--threads 1 --out straight").status, 0);
    EXPECT_TRUE(text_of(folder_ / "o/run.h5") == text_of(folder_ / "straight/run.h5"));
}

TEST_F(Commands, ThreadsDoNotShow) {
    for (const char* threads : {"1", "2", "5"})
        ASSERT_EQ(
            run(std::string("run county --years 2 --no-report --threads ") + threads + " --out t" + threads).status, 0);
    EXPECT_TRUE(text_of(folder_ / "t1/run.h5") == text_of(folder_ / "t2/run.h5"));
    EXPECT_TRUE(text_of(folder_ / "t1/run.h5") == text_of(folder_ / "t5/run.h5"));
    EXPECT_EQ(text_of(folder_ / "t1/summary.csv"), text_of(folder_ / "t2/summary.csv"));
}

TEST_F(Commands, DescribeAndCheck) {
    EXPECT_NE(run("describe parameters").out.find("plans.agree_school"), std::string::npos);
    const std::string parameters = run("describe parameters --csv").out;
    EXPECT_EQ(parameters.substr(0, parameters.find('\n')),
              "parameter,default,least,most,unit,known,source,shapes,meaning");
    for (const char* const row :
         {"\nplans.start_asking,1,[^\n]*,start,", "\nschools.reserve_start,0.07,[^\n]*,\"start, course\",",
          "\nplans.agree_school,0.82,[^\n]*,course,"})
        EXPECT_TRUE(std::regex_search(parameters, std::regex(row))) << row;
    EXPECT_NE(run("describe measures --csv").out.find("plans_maintained,"), std::string::npos);
    EXPECT_NE(run("describe policies").out.find("frozen-hazards"), std::string::npos);
    EXPECT_NE(run("describe schedule").out.find("count rolls"), std::string::npos);
    EXPECT_NE(run("describe streams").out.find("plan_request"), std::string::npos);
    const Outcome check = run("check two-new-bases");
    EXPECT_EQ(check.status, 0) << check.err;
    EXPECT_NE(check.out.find("[[open]]"), std::string::npos);
    EXPECT_NE(check.out.find("# no mistakes found, on the map of Wendshire\n"), std::string::npos) << check.out;
    EXPECT_EQ(run("check county --policy frozn-hazards").err.substr(0, 93),
              "sendscape: --policy frozn-hazards: no policy 'frozn-hazards'; did you mean 'frozen-hazards'? ");
}

TEST_F(Commands, PoliciesAreTriedBesideTheSameCounty) {
    const std::string little = SENDSCAPE_SOURCE_DIR "/tests/property/policies/little.toml";
    const std::string trial = "policies P05-no-grant P12 --years 2 --replicates 4 --out p.md --scenario " + little;
    const Outcome tried = run(trial);
    EXPECT_EQ(tried.status, 0) << tried.err;
    const std::string page = text_of(folder_ / "p.md");
    EXPECT_NE(page.find("| P05-no-grant | Government | follows from the rule itself | as claimed |"), std::string::npos)
        << page;
    EXPECT_NE(page.find("`high_needs_balance down` (pounds): -"), std::string::npos) << page;
    EXPECT_EQ(page.find("white paper's path"), std::string::npos) << "told of all policies only";
    EXPECT_EQ(run(trial).status, 2) << "the page is there";
    EXPECT_EQ(text_of(folder_ / "p.md"), page);
    EXPECT_NE(run("policies P05").err.find("P05 can be read in 3 ways"), std::string::npos);
    write("bad.toml", "title = \"Bad\"\nmoves = [\"wait_week down\"]\n[set]\nschools.ring_fence = \"on\"\n");
    for (const std::string command :
         {"policies ./bad.toml", "check county --policy ./bad.toml", "run county --policy ./bad.toml --out o"})
        EXPECT_NE(run(command).err.find("bad.toml:2: moves: unknown measure 'wait_week'; did you mean 'wait_weeks'?"),
                  std::string::npos)
            << command << run(command).err;
}

// One look at the message mends the file: values, dates and places are told together, in the order of the file.
TEST_F(Commands, CheckTellsEveryMistakeAtOnce) {
    const std::string open = "[[open]]\nsetting = \"resourced_provision\"\nphase = \"primary\"\n";
    write("bad.toml", "base = \"county\"\n" + open + "on = \"2025-09\"\nnear = \"Port Lyne\"\nplaces = 30\n" + open +
                          "on = \"2028-09\"\nnear = \"Port Line\"\nplaces = \"thirty\"\nneeds = [\"ADS\"]\n" +
                          "[[close]]\non = \"2028-09\"\nurn = 1\n" + "[set]\nplans.agree_school = 2\n");
    const Outcome bad = run("check bad.toml");
    EXPECT_EQ(bad.status, 2);
    EXPECT_EQ(bad.out, "");
    std::size_t at = 0;
    for (const char* part :
         {"bad.toml:2: this is dated 2025-09, before the run starts in 2026-01",
          "bad.toml:8: no planning area 'Port Line' on the map; did you mean 'Port Lyne'?",
          "bad.toml:13: places = \"thirty\"", "bad.toml:14: unknown need 'ADS'; did you mean 'ASD'?",
          "bad.toml:15: no school with URN 1 on the map", "bad.toml:19: 2 is out of range for plans.agree_school"}) {
        const std::size_t found = bad.err.find(part, at);
        EXPECT_NE(found, std::string::npos) << part << "\nin order in\n" << bad.err;
        if (found != std::string::npos) at = found;
    }
    write("late.toml",
          "base = \"county\"\nyears = 8\n" + open + "on = \"2040-09\"\nnear = \"Port Lyne\"\nplaces = 30\n");
    const Outcome late = run("check late.toml");
    EXPECT_EQ(late.status, 0) << late.err;
    EXPECT_NE(late.out.find("late.toml:3: the opening near 'Port Lyne' from 2040-09 does nothing in this run"),
              std::string::npos)
        << late.out;
    EXPECT_NE(late.out.find("no mistakes found, on the map of Wendshire; but see the note above"), std::string::npos);
}

TEST_F(Commands, CheckSaysWhatAnAdmissionNumberWas) {
    const std::string number = "[[pan]]\nurn = 990012\n";
    write("numbers.toml",
          "base = \"county\"\n" + number + "on = \"2027-09\"\npan = 61\n" + number + "on = \"2029-09\"\npan = 47\n");
    const Outcome check = run("check numbers.toml");
    EXPECT_EQ(check.status, 0) << check.err;
    EXPECT_TRUE(std::regex_search(check.out, std::regex("admits 61 a year, was [1-9][0-9]* \\(URN 990012\\)")))
        << check.out;
    EXPECT_NE(check.out.find("admits 47 a year, was 61 (URN 990012)"), std::string::npos) << check.out;
}

TEST_F(Commands, ExportIntoTheFolderOfTheRunLeavesTheRunThere) {
    ASSERT_EQ(run("run county --years 1 --replicates 1 --threads 1 --quiet --out o").status, 0);
    const std::string before = text_of(folder_ / "o/run.h5");
    write("o/summary.csv", "spoilt");
    ASSERT_EQ(run("export o/run.h5 --format csv --out o --force").status, 0);
    EXPECT_NE(text_of(folder_ / "o/summary.csv"), "spoilt");
    EXPECT_TRUE(text_of(folder_ / "o/run.h5") == before);
    for (const char* const name : {"schools.csv", "summary.txt", "report.html", "map.svg", "map.png", "run.log"})
        EXPECT_TRUE(fs::exists(folder_ / "o" / name)) << name;
    fs::copy_file(folder_ / "o/run.h5", folder_ / "o/schools.csv", fs::copy_options::overwrite_existing);
    EXPECT_EQ(run("export o/schools.csv --format csv --out o --force").status, 2);
    EXPECT_TRUE(text_of(folder_ / "o/schools.csv") == before);
}

TEST_F(Commands, NoOutputReplacesWhatItIsMadeFromEvenByForce) {
    const std::string schools = "school,places\nOak,1\n", applications = "applicant,preference,school\na,1,Oak\n";
    const auto refused = [&](const std::string& arguments, const std::string& file, const std::string& text) {
        const Outcome o = run(arguments);
        EXPECT_EQ(o.status, 2) << arguments << o.err;
        EXPECT_NE(o.err.find("this is an input of the command: choose another name"), std::string::npos) << o.err;
        EXPECT_TRUE(text_of(folder_ / file) == text) << arguments;
    };
    write("schools_out.csv", schools);
    write("a.csv", applications);
    refused("admissions --schools schools_out.csv --applications a.csv --out o.csv --force", "schools_out.csv",
            schools);
    refused("admissions --schools schools_out.csv --applications a.csv --out ./a.csv --force", "a.csv", applications);
    const std::string county = text_of(SENDSCAPE_SOURCE_DIR "/configs/counties/wendshire.toml");
    write("c.toml", county);
    refused("map synth --config c.toml --out c.toml --force", "c.toml", county);
    fs::create_directories(folder_ / "o");
    write("o/run.h5", "a map");
    refused("run status-quo --map o/run.h5 --out o --force", "o/run.h5", "a map");
    write("o/summary.csv", "a run");
    refused("export o/summary.csv --format csv --out o --force", "o/summary.csv", "a run");
}

TEST_F(Commands, DevicesAndPipesAreNotReplacedByFiles) {
    write("s.csv", "school,places\nOak,1\n");
    write("a.csv", "applicant,preference,school\na,1,Oak\n");
    const std::string arguments = "admissions --schools s.csv --applications a.csv --force --out ";
    for (const char* const name : {"pipe", "link"}) {
        const Outcome o = run(arguments + name, "rm -f pipe link; mkfifo pipe; ln -s /dev/null link; ");
        EXPECT_EQ(o.status, 2) << o.err;
        EXPECT_EQ(o.err, std::string("sendscape: '") + name + "' is not an ordinary file: choose another name\n");
        EXPECT_TRUE(fs::is_fifo(folder_ / "pipe"));
        EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
        EXPECT_FALSE(fs::exists(folder_ / "schools_out.csv"));
    }
    EXPECT_EQ(run("map synth --config wendshire --force --out pipe").status, 2);
}

TEST_F(Commands, AFolderThatWasDeletedIsTheMachinesTrouble) {
    const std::string gone = "mkdir gone; cd gone; rmdir ../gone; ";
    const Outcome o = run("run county --years 1 --replicates 1 --quiet --out o", gone);
    EXPECT_EQ(o.status, 3) << o.err;
    EXPECT_NE(o.err.find("the current folder cannot be found"), std::string::npos) << o.err;
}

TEST_F(Commands, ATerminalThatClosesLeavesACheckpoint) {
    const Outcome o = run("run county --years 100 --replicates 1 --threads 1 --quiet --out o", "", "timeout -s HUP 4");
    EXPECT_NE(o.err.find("interrupted; the state so far is in o/checkpoint-"), std::string::npos) << o.err;
}

// timeout(1) asks a program and its group, batch systems may ask again: the program goes on putting things away.
TEST_F(Commands, BeingAskedToStopTwiceIsNoImpatience) {
    const Outcome o =
        run("run county --years 100 --replicates 1 --threads 1 --quiet --out o & run=$!; sleep 4; "
            "kill -TERM $run; sleep 0.02; kill -TERM $run; wait $run");
    EXPECT_EQ(o.status, 130);
    EXPECT_NE(o.err.find("interrupted; the state so far is in o/checkpoint-"), std::string::npos) << o.err;
}

TEST_F(Commands, RunsOfTwoMapsAreNotCompared) {
    ASSERT_EQ(run("run county --years 1 --replicates 1 --quiet --no-report --out a").status, 0);
    write("other.toml", "base = \"county\"\nmap = {county = \"wendshire\", seed = 2}\n");
    ASSERT_EQ(run("run other.toml --years 1 --replicates 1 --quiet --no-report --out b").status, 0);
    const Outcome o = run("report a/run.h5 --compare b/run.h5 --out r.html");
    EXPECT_EQ(o.status, 2);
    EXPECT_NE(o.err.find("this run is of another map"), std::string::npos) << o.err;
    EXPECT_FALSE(fs::exists(folder_ / "r.html"));
    EXPECT_EQ(run("report a/run.h5 --compare a/run.h5 --out r.html").status, 0);
}

}  // namespace
}  // namespace sendscape::commands_test
