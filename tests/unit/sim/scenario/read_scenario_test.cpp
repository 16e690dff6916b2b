// SPDX-License-Identifier: MIT
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "sim/core/error.h"
#include "sim/scenario/check_dates.h"
#include "tests/support/abridged_criteria.h"

namespace sendscape::read_scenario_test {
namespace {

namespace fs = std::filesystem;

class ScenarioFiles : public ::testing::Test {
  protected:
    ScenarioFiles() {
        folder_ = fs::temp_directory_path() /
                  (std::string("sendscape-scenario-") +
                   ::testing::UnitTest::GetInstance()->current_test_info()->name() + "-" + std::to_string(::getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    ~ScenarioFiles() override { fs::remove_all(folder_); }

    std::string file(const std::string& name, const std::string& text) {
        const fs::path path = folder_ / name;
        std::ofstream(path) << text;
        return path.string();
    }
    /// The message without the folder, or "accepted".
    template <typename Action>
    std::string message_of(const Action& action) {
        try {
            action();
        } catch (const InputError& error) {
            std::string message = error.what();
            for (std::size_t at; (at = message.find(folder_.string() + "/")) != std::string::npos;)
                message.erase(at, folder_.string().size() + 1);
            return testing::abridged_criteria(std::move(message));
        }
        return "accepted";
    }
    std::string dates_told(const Scenario& scenario, Month start) {
        ConfigProblems problems;
        add_date_problems(scenario, start, problems);
        return message_of([&] { problems.throw_if_any(); });
    }
    std::string refusal(const std::string& text, const Overrides& overrides = {}) {
        return message_of([&] { read_scenario(file("s.toml", text), overrides); });
    }
    fs::path folder_;
};

TEST_F(ScenarioFiles, LayersCountInOrder) {
    file("under.toml", "years = 3\nseed = 5\n[set]\nplans.agree_school = 0.75\nloops.growth = \"off\"\n");
    file("gate.toml",
         "title = \"Gate\"\n[[change]]\nfrom = \"2027-09\"\nset = {accountability.inclusion_gate = true}\n");
    const std::string path = file("s.toml", "base = \"under\"\nyears = 4\n[set]\n\"plans.agree_school\" = \"80%\"\n");
    const Scenario s =
        read_scenario(path, {{"gate"}, {"placement.over_number_ceiling=1.3"}, std::nullopt, 9, std::nullopt});
    EXPECT_EQ(s.years, 4);
    EXPECT_EQ(s.seed, 9u);
    ASSERT_EQ(s.changes.size(), 4u);
    EXPECT_EQ(s.changes[0].key, "loops.growth");
    EXPECT_EQ(s.changes[1].key, "placement.over_number_ceiling");
    EXPECT_EQ(s.changes[2].key, "plans.agree_school");
    EXPECT_EQ(s.changes[2].values, std::vector<double>{0.8});
    EXPECT_EQ(s.changes[3].key, "accountability.inclusion_gate");
    EXPECT_EQ(s.changes[3].from, Month(2027, 9));
    EXPECT_EQ(s.changes[3].label, "Gate");
}

TEST_F(ScenarioFiles, ADatedPolicyBeginsInThatMonthAndKeepsItsDistances) {
    file("plan.toml",
         "title = \"Plan\"\n[set]\nplans.agree_school = 0.8\n"
         "[[change]]\nfrom = \"2028-09\"\nset = {accountability.inclusion_gate = true}\n"
         "[[change]]\nfrom = \"2029-04\"\nset = {schools.ring_fence = true}\n"
         "[[grow]]\non = \"2028-09\"\nurn = 12\nplaces = 8\n[[pan]]\non = \"2030-09\"\nurn = 14\npan = 45\n"
         "[[homes]]\non = \"2031-04\"\nnear = \"East\"\nhomes = 400\na_year = 80\n");
    const std::string path = file("s.toml", "title = \"County\"\n");
    const Scenario as_written = read_scenario(path, {{"plan"}, {}, {}, {}, {}});
    EXPECT_EQ(as_written.title, "County, but with Plan");
    ASSERT_EQ(as_written.changes.size(), 3u);
    EXPECT_EQ(as_written.changes[0].from, Month(0));
    EXPECT_EQ(as_written.changes[1].from, Month(2028, 9));

    const Scenario later = read_scenario(path, {{"plan@2029-10"}, {}, {}, {}, {}});
    EXPECT_EQ(later.title, "County, but with Plan from October 2029");
    ASSERT_EQ(later.changes.size(), 3u);
    EXPECT_EQ(later.changes[0].from, Month(2029, 10));
    EXPECT_EQ(later.changes[0].key, "accountability.inclusion_gate");
    EXPECT_EQ(later.changes[1].from, Month(2029, 10));
    EXPECT_EQ(later.changes[1].key, "plans.agree_school");
    EXPECT_EQ(later.changes[2].from, Month(2030, 5));
    ASSERT_EQ(later.provision.size(), 2u);
    EXPECT_EQ(later.provision[0].on, Month(2029, 10));
    EXPECT_EQ(later.provision[1].on, Month(2031, 10));
    ASSERT_EQ(later.homes.size(), 1u);
    EXPECT_EQ(later.homes[0].on, Month(2032, 5));
}

TEST_F(ScenarioFiles, TheTitleNamesWhatTheCommandLineAdds) {
    const std::string path = file("s.toml", "title = \"County\"\n");
    EXPECT_EQ(read_scenario(path).title, "County");
    EXPECT_EQ(read_scenario(path, {{"inclusion-gate"}, {"plans.agree_school=75%"}, {}, {}, {}}).title,
              "County, but with Inclusion gate; plans.agree_school=75%");
    const std::vector<std::string> many{"loops.growth=off", "loops.magnets=off",  "loops.ethos=off",
                                        "loops.flight=off", "loops.services=off", "loops.capacity=off"};
    EXPECT_EQ(read_scenario(path, {{}, many, {}, {}, {}}).title,
              "County, but with loops.growth=off; loops.magnets=off; loops.ethos=off; loops.flight=off; and 2 more");
}

TEST_F(ScenarioFiles, EffectiveTomlReadsBackToItself) {
    const std::string path =
        file("s.toml",
             "title = \"A \\\"test\\\"\"\n[[change]]\nfrom = \"2028-04\"\nset = {plans.agree_school = 0.8}\n"
             "[[open]]\non = \"2028-09\"\nsetting = \"sen_unit\"\nnear = \"East\"\nphase = "
             "\"primary\"\nplaces = 20\nneeds = [\"SLCN\"]\n"
             "[[open]]\non = \"2029-09\"\nsetting = \"state_special\"\nnear = \"East\"\nplaces = 64\n"
             "[[grow]]\non = \"2027-09\"\nurn = 12\nplaces = 8\n[[close]]\non = \"2030-09\"\nurn = 13\n"
             "[[pan]]\non = \"2027-09\"\nurn = 14\npan = 45\n"
             "[[criteria]]\non = \"2028-09\"\nurn = 14\norder = [\"sibling\", \"lottery\"]\n"
             "[[criteria]]\non = \"2027-09\"\nauthority = \"901\"\norder = [\"catchment\", \"distance\"]\n"
             "[[change]]\nfrom = \"2029-01\"\nset = {admissions.criteria = [\"looked_after\", \"lottery\"]}\n"
             "[[homes]]\non = \"2027-04\"\nnear = \"East\"\nat = [1200, 3400]\nname = \"Mill Field\"\nhomes = 400\n"
             "a_year = 80\nyields = {primary = 0.3, post16 = 0.04}\n");
    const Scenario s = read_scenario(path);
    const Scenario again = read_scenario(file("again.toml", s.effective_toml));
    EXPECT_EQ(again.effective_toml, s.effective_toml);
    EXPECT_EQ(s.effective_toml.find(folder_.string()), std::string::npos);
    ASSERT_EQ(s.homes.size(), 1u);
    EXPECT_EQ(s.homes[0].yield[1], 0.3);
    EXPECT_FALSE(s.homes[0].yield[2].has_value());
    ASSERT_EQ(s.provision.size(), 5u);
    EXPECT_TRUE(std::is_sorted(s.provision.begin(), s.provision.end(),
                               [](const ProvisionChange& a, const ProvisionChange& b) { return a.on < b.on; }));
}

TEST_F(ScenarioFiles, AllErrorsAtOnceWithLines) {
    EXPECT_EQ(
        refusal("yeers = 3\nyears = 0\n[set]\nplans.agre_school = 0.8\nplans.agree_school = 2\n"),
        "s.toml:1: unknown key 'yeers' in a scenario; did you mean 'years'? Known: title, description, from, set, "
        "change, open, grow, close, pan, criteria, catchments, homes, authority, orders, base, map, years, seed, "
        "replicates, "
        "start, "
        "policies\n"
        "s.toml:2: years = 0: must be a whole number from 1 to 100\n"
        "s.toml:4: unknown parameter 'plans.agre_school'; did you mean 'plans.agree_school'? 'sendscape describe "
        "parameters' lists all\n"
        "s.toml:5: 2 is out of range for plans.agree_school: allowed 0.72 to 0.92 (share)");
}

TEST_F(ScenarioFiles, SayWhatTheAuthorityOrdersWhereOptionsAreCompared) {
    const Scenario none = read_scenario(file("s.toml", "orders = \"none\"\n"));
    ASSERT_EQ(none.orders.size(), 1u);
    EXPECT_EQ(none.orders[0].rule, Orders::none);
    const Scenario again = read_scenario(file("again.toml", none.effective_toml));
    EXPECT_EQ(again.effective_toml, none.effective_toml);
    EXPECT_EQ(again.orders, none.orders);
    EXPECT_EQ(read_scenario(file("s.toml", "orders = \"as reference\"\n")).orders[0].rule, Orders::as_reference);
    EXPECT_EQ(refusal("orders = \"as refrence\"\n"),
              "s.toml:1: orders = \"as refrence\": must be as-reference, own, none; did you mean 'as-reference'?");
    EXPECT_EQ(refusal("orders = false\n"), "s.toml:1: orders = false: must be as-reference, own, none");
    // A layer takes the place of what lies beneath it; policies side by side do not.
    file("own.toml", "orders = \"own\"\n");
    file("alike.toml", "orders = \"own\"\n");
    file("nothing.toml", "orders = \"none\"\n");
    const auto with = [&](const std::vector<std::string>& policies) {
        return read_scenario(file("s.toml", "orders = \"none\"\n"), {policies, {}, {}, {}, {}});
    };
    const Scenario over = with({"own", "alike"});
    EXPECT_EQ(over.orders, (std::vector<OrdersEntry>{{{}, Orders::own}}));
    ASSERT_FALSE(over.replaced.empty());
    EXPECT_NE(message_of([&] {
                  with({"own", "nothing"});
              }).find("own.toml:1: orders = \"own\" is in two of the policies: "),
              std::string::npos);
}

TEST_F(ScenarioFiles, LivedByItselfOneWithoutOrdersOrdersNothing) {
    const std::string path = file("s.toml", "orders = \"none\"\n");
    const auto ordering = [](const Scenario& scenario) {
        const auto change = std::find_if(scenario.changes.begin(), scenario.changes.end(),
                                         [](const ParameterChange& c) { return c.key == "loops.commissioning"; });
        return change == scenario.changes.end() ? std::string("as it is") : std::to_string(change->values.at(0) > 0);
    };
    EXPECT_EQ(ordering(read_scenario(path)), "0");
    Overrides beside_others;
    beside_others.compared = true;
    EXPECT_EQ(ordering(read_scenario(path, beside_others)), "as it is") << "there the rule is chosen for all options";
    Overrides on;
    on.settings = {"loops.commissioning=on"};
    EXPECT_EQ(ordering(read_scenario(path, on)), "1") << "who turns the switch is heeded";
    EXPECT_EQ(ordering(read_scenario(file("own.toml", "orders = \"own\"\n"))), "as it is");
}

TEST_F(ScenarioFiles, PoliciesThatDrawOneCatchmentDifferentlyContradict) {
    const auto drawn = [](int east) {
        return "[[catchments]]\nurn = 4\nrings = [[[400000, 300000], [" + std::to_string(east) +
               ", 300000], [401000, 301000]]]\n";
    };
    file("a.toml", drawn(401000));
    file("b.toml", drawn(402000));
    file("c.toml", drawn(401000));
    EXPECT_EQ(refusal("", {{"a", "c"}, {}, {}, {}, {}}), "accepted") << "both say the same";
    EXPECT_NE(refusal("", {{"a", "b"}, {}, {}, {}, {}}).find("is in two of the policies"), std::string::npos);
}

TEST_F(ScenarioFiles, WrongUnitNamesTheRightOne) {
    EXPECT_EQ(refusal("[set]\nplans.agree_school = \"45 min\"\n"),
              "s.toml:2: '45 min' is in another unit: plans.agree_school is a share (0.12 or \"12%\"), allowed 0.72 to "
              "0.92 (share)");
}

TEST_F(ScenarioFiles, CommandLineSettingsAreCheckedAlike) {
    EXPECT_EQ(refusal("", {{}, {"plans.agre_school=0.8", "novalue", "plans.agree_school=0.8@soon"}, {}, {}, {}}),
              "--set plans.agre_school=0.8: unknown parameter 'plans.agre_school'; did you mean 'plans.agree_school'? "
              "'sendscape describe parameters' lists all\n"
              "--set novalue: write --set key=value\n"
              "--set plans.agree_school=0.8@soon: 'soon' is not a month such as 2027-04");
}

TEST_F(ScenarioFiles, ProvisionIsChecked) {
    EXPECT_EQ(refusal("[[pan]]\non = \"2027-09\"\nurn = 5\npan = -30\n"),
              "s.toml:4: pan = -30: must be a whole number from 0 to 2000");
    EXPECT_EQ(refusal("[[grow]]\non = \"2027-09\"\nurn = 5\nplaces = 0\n"),
              "s.toml:4: places = 0: must be a whole number from 1 to 5000");
    EXPECT_EQ(refusal("[[open]]\non = \"2027-09\"\nurn = 5\nsetting = \"state_special\"\nnear = \"A\"\nplaces = 9\n"
                      "[[open]]\non = \"2028-09\"\nurn = 5\nsetting = \"state_special\"\nnear = \"A\"\nplaces = 9\n"),
              "s.toml:7: duplicate URN 5: s.toml:1 opens it too");
    EXPECT_EQ(refusal("[[open]]\non = \"2027-13\"\nsetting = \"state_specal\"\nnear = \"A\"\nplaces = 9\n"),
              "s.toml:2: on = \"2027-13\": must be a month such as \"2027-04\"\n"
              "s.toml:3: unknown setting 'state_specal'; did you mean 'state_special'? Known: state_special, "
              "resourced_provision, sen_unit, mainstream, alternative_provision, independent_special, "
              "non_maintained_special");
}

TEST_F(ScenarioFiles, DatesBeforeTheStartAreRefused) {
    const std::string path = file("s.toml",
                                  "[[change]]\nfrom = \"2025-12\"\nset = {plans.agree_school = 0.8}\n"
                                  "[[change]]\nfrom = \"2026-01\"\nset = {plans.agree_school = 0.81}\n"
                                  "[[pan]]\non = \"2025-09\"\nurn = 5\npan = 30\n");
    const Scenario scenario = read_scenario(path);
    EXPECT_EQ(dates_told(scenario, Month(2025, 9)), "accepted");
    EXPECT_EQ(dates_told(scenario, Month(2026, 1)),
              "s.toml:3: plans.agree_school is dated 2025-12, before the run starts in 2026-01: leave the date out to "
              "have it from the start\n"
              "s.toml:7: this is dated 2025-09, before the run starts in 2026-01: what has happened by then belongs in "
              "the map (--provision of 'sendscape map build')");
}

TEST_F(ScenarioFiles, HomesBeforeTheStartAreRefused) {
    const auto path = file("s.toml", "[[homes]]\non = \"2025-12\"\nnear = \"A\"\nhomes = 9\na_year = 3\n");
    const Scenario scenario = read_scenario(path);
    EXPECT_EQ(
        dates_told(scenario, Month(2026, 1)),
        "s.toml:1: this is dated 2025-12, before the run starts in 2026-01: what stands by then is in its census; "
        "write the homes still to come");
    EXPECT_EQ(dates_told(scenario, Month(2025, 1)), "accepted");
}

TEST_F(ScenarioFiles, ARunStartsNearItsCensus) {
    const auto told = [&](int year) {
        ConfigProblems problems;
        add_start_problem(read_scenario(file("s.toml", "title = \"x\"\nstart = \"" + std::to_string(year) + "-01\"\n")),
                          Month(2026, 1), problems);
        return message_of([&] { problems.throw_if_any(); });
    };
    for (const int year : {2025, 2026, 2031}) EXPECT_EQ(told(year), "accepted");
    for (const int year : {2024, 2032, 1900, 2199})
        EXPECT_NE(told(year).find("s.toml:2: start = \"" + std::to_string(year) + "-01\": the map is of"),
                  std::string::npos)
            << told(year);
}

TEST_F(ScenarioFiles, FilesLieOnOneAnotherSoDeepAndNoDeeper) {
    for (int i = 0; i < 40; ++i)
        file("b" + std::to_string(i) + ".toml",
             i == 0 ? std::string("years = 3\n") : "base = \"b" + std::to_string(i - 1) + ".toml\"\n");
    EXPECT_EQ(read_scenario((folder_ / "b31.toml").string()).years, 3);
    EXPECT_NE(message_of([&] { read_scenario((folder_ / "b39.toml").string()); }).find("32 deep and no deeper"),
              std::string::npos);
}

TEST_F(ScenarioFiles, AnEmptyMapIsNoMap) {
    EXPECT_EQ(refusal("map = {}\n"), "s.toml:1: 'map' needs a county or a file");
}

TEST_F(ScenarioFiles, HomesAreChecked) {
    EXPECT_EQ(refusal("[[homes]]\nnear = \"A\"\nhomes = 0\n"),
              "s.toml:1: [[homes]] needs on = \"YYYY-MM\"\n"
              "s.toml:1: [[homes]] needs a_year = NUMBER\n"
              "s.toml:3: homes = 0: must be a whole number from 1 to 100000");
    EXPECT_EQ(refusal("[[homes]]\non = \"2027-04\"\nnear = \"A\"\nhomes = 9\na_year = 3\nat = [1, 2.5]\n"
                      "yields = {primry = 0.3}\n[[homes]]\non = \"2027-04\"\nnear = \"A\"\nhomes = 8\na_year = 3\n"
                      "yields = {primary = 3}\nrate = 2\n"),
              "s.toml:6: 'at' must be [EASTING, NORTHING] in whole metres, such as [585000, 372000]\n"
              "s.toml:7: unknown key 'primry' in 'yields'; did you mean 'primary'? Known: early_years, primary, "
              "secondary, post16\n"
              "s.toml:13: 3 is out of range for families.yield: allowed 0 to 2\n"
              "s.toml:14: unknown key 'rate' in [[homes]]. Known: on, near, at, name, homes, a_year, "
              "yields, label");
    for (const char* const at : {"4294967296, 372000", "585000, -1", "585000, 1300001", "700001, 0"})
        EXPECT_NE(refusal(std::string("[[homes]]\non = \"2027-04\"\nnear = \"A\"\nhomes = 9\na_year = 3\nat = [") + at +
                          "]\n")
                      .find("s.toml:6: 'at' must be [EASTING, NORTHING]"),
                  std::string::npos)
            << at;
    EXPECT_EQ(refusal("homes = 12\n"), "s.toml:1: write [[homes]], a table for each");
}

TEST_F(ScenarioFiles, CriteriaAreNamedInOrder) {
    const std::string path =
        file("s.toml", "[set]\nadmissions.criteria = [\"looked_after\", \"sibling\", \"distance\"]\n");
    const CriteriaValues three =
        values_of({AdmissionCriterion::looked_after, AdmissionCriterion::sibling, AdmissionCriterion::distance});
    const std::vector<double> ranks(three.begin(), three.end());
    const Scenario set = read_scenario(path);
    ASSERT_EQ(set.changes.size(), 1u);
    EXPECT_EQ(set.changes[0].values, ranks);
    EXPECT_NE(set.effective_toml.find("admissions.criteria = [\"looked_after\", \"sibling\", \"distance_m\"]\n"),
              std::string::npos)
        << set.effective_toml;
    const std::string plain = file("plain.toml", "title = \"x\"\n");
    for (const char* const typed : {"admissions.criteria=looked_after,sibling,distance",
                                    "admissions.criteria=[looked_after;sibling;distance_m]@2027-02"}) {
        const Scenario s = read_scenario(plain, {{}, {typed}, {}, {}, {}});
        ASSERT_EQ(s.changes.size(), 1u) << typed;
        EXPECT_EQ(s.changes[0].values, ranks) << typed;
    }
    EXPECT_EQ(refusal("[set]\nadmissions.criteria = [0, 1, 2]\n"),
              "s.toml:2: admissions.criteria = 0: must be the names of criteria in order, such as [\"looked_after\", "
              "\"sibling\", \"distance_m\"], not numbers; known: looked_after, ... lottery");
    EXPECT_EQ(refusal("[set]\nadmissions.criteria = [\"looked_after\", \"staff\", \"distance\"]\n"),
              "s.toml:2: criteria of every admission authority name 'staff', which does nothing in the simulated "
              "round: no simulated parent works at a school. It knows looked_after, ... lottery; 'sendscape "
              "admissions' knows staff from the lists it is given");
    EXPECT_EQ(refusal("", {{}, {"admissions.criteria=looked_after"}, {}, {}, {}}),
              "--set admissions.criteria=looked_after: criteria of every admission authority end without a tie-break: "
              "put distance_m or lottery last (School Admissions Code 2021, 1.8)");
}

TEST_F(ScenarioFiles, EachAdmissionAuthorityHasItsCriteria) {
    EXPECT_EQ(
        refusal("[[criteria]]\non = \"2027-09\"\nauthority = \"901\"\nurn = 4\norder = [\"distance\"]\n"
                "[[criteria]]\nurn = 4\norder = [\"siblng\", \"distance\"]\n"
                "[[criteria]]\non = \"2027-09\"\nurn = 4\norders = []\n"),
        "s.toml:1: [[criteria]] needs authority = \"CODE\" of a local authority, or urn = NUMBER of a school that "
        "is its own admission authority (not both)\n"
        "s.toml:6: [[criteria]] needs on = \"YYYY-MM\"\ns.toml:8: criteria of URN 4 name 'siblng', which is not one of "
        "looked_after, ... lottery; did you mean 'sibling'?\ns.toml:9: [[criteria]] needs order = [\"looked_after\", "
        "\"sibling\", \"distance_m\"] or another list of "
        "names\n"
        "s.toml:12: unknown key 'orders' in [[criteria]]; did you mean 'order'? Known: on, authority, urn, order, "
        "label");
    // Of two files that give one authority a list for one date the upper counts.
    file("below.toml", "[[criteria]]\non = \"2027-09\"\nurn = 4\norder = [\"distance\"]\n");
    const std::string path = file("s.toml",
                                  "base = \"below.toml\"\n"
                                  "[[criteria]]\non = \"2027-09\"\nurn = 4\norder = [\"lottery\"]\n"
                                  "[[criteria]]\non = \"2024-09\"\nurn = 5\norder = [\"lottery\"]\n");
    const Scenario s = read_scenario(path);
    ASSERT_EQ(s.criteria.size(), 2u);
    EXPECT_EQ(s.criteria[1].order, CriteriaOrder{AdmissionCriterion::lottery});
    EXPECT_EQ(dates_told(s, Month(2026, 1)),
              "s.toml:6: this is dated 2024-09, before the run starts in 2026-01: date it to the September that its "
              "first round offers places for");
}

TEST_F(ScenarioFiles, CatchmentsAreDrawnByAFileOrByCorners) {
    const std::string square = R"([[[400000,300000],[401000,300000],[401000,301000],[400000,300000]]])";
    file("areas.geojson",
         R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:27700"}},"features":[)"
         R"({"type":"Feature","properties":{"urn":4},"geometry":{"type":"Polygon","coordinates":)" +
             square +
             R"(}},{"type":"Feature","properties":{"urn":"5"},"geometry":{"type":"Polygon",)"
             R"("coordinates":)" +
             square + "}}]}");
    const Scenario s = read_scenario(file("s.toml",
                                          "[[catchments]]\nfile = \"areas.geojson\"\n"
                                          "[[catchments]]\non = \"2027-09\"\nurn = 4\n"
                                          "rings = [[[1000, 2000], [3000, 2000], [3000, 4000]]]\n"));
    ASSERT_EQ(s.criteria.size(), 3u);
    EXPECT_EQ(s.criteria[0].urn, 4u);
    EXPECT_EQ(s.criteria[0].on, Month(0));
    EXPECT_EQ(s.criteria[0].rings.at(0).size(), 3u);
    EXPECT_EQ(s.criteria[2].rings, (GridRings{{{1000, 2000}, {3000, 2000}, {3000, 4000}}}));
    // What is stored in outputs is the scenario once more, without the file.
    const Scenario again = read_scenario(file("again.toml", s.effective_toml));
    EXPECT_EQ(again.effective_toml, s.effective_toml);
    EXPECT_TRUE(again.criteria == s.criteria);
    EXPECT_EQ(
        refusal("[[catchments]]\nurn = 4\n"),
        "s.toml:1: [[catchments]] needs file = \"AREAS.geojson\", whose polygons name schools by URN; or urn = NUMBER "
        "and rings = [[[EASTING, NORTHING], ...], ...] of one school (not both)");
    EXPECT_NE(refusal("[[catchments]]\nurn = 4\nrings = [[[1, 2], [3, 4]]]\n").find("three or more to a ring"),
              std::string::npos);
    EXPECT_NE(refusal("[[catchments]]\nfile = \"none.geojson\"\n").find("none.geojson"), std::string::npos);
    Overrides typed;
    typed.catchments = {(folder_ / "areas.geojson").string() + "@2028-09"};
    const Scenario over = read_scenario(file("plain.toml", "title = \"x\"\n"), typed);
    ASSERT_EQ(over.criteria.size(), 2u);
    EXPECT_EQ(over.criteria[1].on, Month(2028, 9));
    EXPECT_EQ(over.title, "x, but with catchments of areas.geojson");
}

TEST_F(ScenarioFiles, ASchoolIsAmalgamatedWithAnother) {
    const Scenario s = read_scenario(file("s.toml", "[[close]]\non = \"2027-08\"\nurn = 4\ninto = 5\n"));
    EXPECT_EQ(s.provision.at(0).into, 5u);
    EXPECT_NE(s.effective_toml.find("into = 5\n"), std::string::npos);
    EXPECT_EQ(refusal("[[close]]\non = \"2027-08\"\nurn = 4\ninto = 4\n"),
              "s.toml:1: into: a school cannot be amalgamated with itself");
}

TEST_F(ScenarioFiles, OneFileSaysOneThingOnce) {
    const auto twice = [&](const std::string& entry, const std::string& other) { return refusal(entry + other); };
    const std::string change = "[[change]]\nfrom = \"2028-02\"\nset = {plans.agree_school = 0.8}\n";
    EXPECT_EQ(twice(change, change),
              "s.toml:6: plans.agree_school from 2028-02 stands twice: s.toml:3 has it too; leave one of them out");
    EXPECT_EQ(twice("from = \"2028-02\"\n[set]\nplans.agree_school = 0.75\n", change),
              "s.toml:6: plans.agree_school from 2028-02 stands twice: s.toml:3 has it too; leave one of them out");
    // An admission number dated September and one of the February before are of one round.
    const std::string pan = "[[pan]]\non = \"2027-09\"\nurn = 5\npan = 30\n";
    EXPECT_EQ(twice(pan, "[[pan]]\non = \"2027-02\"\nurn = 5\npan = 60\n"),
              "s.toml:5: the admission number of URN 5 from 2027-02 stands twice: s.toml:1 has it too; leave one of "
              "them out");
    EXPECT_EQ(twice(pan, "[[pan]]\non = \"2027-09\"\nurn = 6\npan = 30\n"), "accepted");
    const std::string grow = "[[grow]]\non = \"2027-09\"\nurn = 5\nplaces = 8\n";
    EXPECT_EQ(twice(grow, grow),
              "s.toml:5: the growth of URN 5 from 2027-09 stands twice: s.toml:1 has it too; leave one of them out");
    EXPECT_EQ(twice(grow, "[[grow]]\non = \"2027-09\"\nurn = 5\nplaces = 6\n"), "accepted");
    const std::string homes = "[[homes]]\non = \"2027-09\"\nnear = \"A\"\nhomes = 90\na_year = 30\n";
    EXPECT_EQ(twice(homes, homes),
              "s.toml:6: 90 homes near 'A' from 2027-09 stands twice: s.toml:1 has it too; leave one of them out");
    // Two bases near one place find two hosts.
    const std::string base =
        "[[open]]\non = \"2027-09\"\nsetting = \"sen_unit\"\nnear = \"A\"\nplaces = 8\nphase = \"primary\"\n";
    EXPECT_EQ(twice(base, base), "accepted");
}

TEST_F(ScenarioFiles, APolicyGivenTwiceIsRefused) {
    const std::string scenario = file("s.toml", "title = \"S\"\n");
    const std::string policy = file("p.toml", "[[grow]]\non = \"2027-09\"\nurn = 5\nplaces = 8\n");
    EXPECT_EQ(message_of([&] {
                  read_scenario(scenario, {{policy, policy}, {}, {}, {}, {}});
              }),
              "p.toml:1: the growth of URN 5 from 2027-09 is read twice: give each policy once");
    EXPECT_EQ(message_of([&] {
                  read_scenario(scenario, {{policy, policy + "@2029-09"}, {}, {}, {}, {}});
              }),
              "accepted");
}

TEST_F(ScenarioFiles, OneSettingIsGivenOnce) {
    const std::string scenario = file("s.toml", "title = \"S\"\n");
    const auto set = [&](const std::vector<std::string>& settings) {
        return message_of([&] { read_scenario(scenario, {{}, settings, {}, {}, {}}); });
    };
    EXPECT_EQ(set({"admissions.criteria=sibling,lottery@2028-02", "admissions.criteria=lottery@2028-02"}),
              "--set admissions.criteria=lottery@2028-02: admissions.criteria from 2028-02 is given twice: leave one "
              "--set out");
    EXPECT_EQ(set({"plans.agree_school=0.8", "plans.agree_school=0.75"}),
              "--set plans.agree_school=0.75: plans.agree_school is given twice: leave one --set out");
    EXPECT_EQ(set({"plans.agree_school=0.8", "plans.agree_school=0.75@2028-02"}), "accepted");
    EXPECT_EQ(set({"admissions.criteria=[\"Looked after\", 'SIBLING', \"distance\"]"}), "accepted");
    const Scenario s = read_scenario(scenario, {{}, {"plans.agree_school=0.75@2028-02"}, {}, {}, {}});
    ASSERT_EQ(s.changes.size(), 1u);
    EXPECT_EQ(s.changes[0].label, "plans.agree_school = 0.75");
}

TEST_F(ScenarioFiles, ADayOfAMonthIsNotDropped) {
    const auto dated = [&](const std::string& date) {
        return refusal("[[pan]]\non = " + date + "\nurn = 5\npan = 30\n");
    };
    EXPECT_EQ(dated("2027-09-01"), "accepted");
    EXPECT_EQ(dated("2027-09-23"),
              "s.toml:2: on = 2027-09-23: must be a month such as \"2027-04\": a run knows no days");
    EXPECT_EQ(dated("\"2027-09-23\"").substr(0, 29), "s.toml:2: on = \"2027-09-23\": ");
    EXPECT_EQ(refusal("criteria = []\n"),
              "s.toml:1: 'criteria' is an empty list: leave it out, or write [[criteria]], a table for each");
}

TEST_F(ScenarioFiles, OneFileGivesAnAuthorityOneListAMonth) {
    const std::string first =
        "[[criteria]]\non = \"2027-09\"\nauthority = \"901\"\norder = [\"sibling\", \"lottery\"]\n";
    EXPECT_EQ(
        refusal(first + "[[criteria]]\non = \"2027-09\"\nauthority = \"901\"\norder = [\"distance\"]\n"),
        "s.toml:5: criteria of authority 901 from 2027-09 stands twice: s.toml:1 has it too; leave one of them out");
    EXPECT_EQ(refusal(first + "[[criteria]]\non = \"2028-09\"\nauthority = \"901\"\norder = [\"distance\"]\n"),
              "accepted");
    EXPECT_EQ(refusal(first + "[[criteria]]\non = \"2027-09\"\nurn = 901\norder = [\"distance\"]\n"), "accepted");
}

TEST_F(ScenarioFiles, ATypedPathOfAPolicyIsOfTheFolderItIsTypedIn) {
    const std::string scenario = file("s.toml", "title = \"S\"\n");
    const fs::path elsewhere = folder_ / "elsewhere", before = fs::current_path();
    fs::create_directories(elsewhere);
    std::ofstream(elsewhere / "p.toml") << "title = \"Here\"\n[set]\nplans.agree_school = 0.8\n";
    fs::current_path(elsewhere);
    for (const char* const typed : {"./p.toml", "p.toml", "../elsewhere/p.toml"})
        EXPECT_EQ(message_of([&] {
                      const Scenario read = read_scenario(scenario, {{typed}, {}, {}, {}, {}});
                      EXPECT_NE(read.effective_toml.find("plans.agree_school = 0.8"), std::string::npos) << typed;
                  }),
                  "accepted")
            << typed;
    fs::current_path(before);
}

TEST_F(ScenarioFiles, SyntaxErrorsNameTheLine) {
    EXPECT_EQ(refusal("years = 3\nseed = = 4\n").substr(0, 31), "s.toml:2: this is not TOML: Err");
}

TEST_F(ScenarioFiles, AKeyOfThousandsOfPartsIsRefusedBeforeItIsParsed) {
    std::string key = "a";
    for (int i = 0; i < 50'000; ++i) key += ".a";
    EXPECT_EQ(refusal("years = 3\n" + key + " = 1\n"), "s.toml:2: a key of so many parts is none of a config's");
}

TEST(Scenarios, APolicyIsFoundByItsFileNameToo) {
    // A scenario of that name lies in the folder of the scenario that is asked for.
    const Scenario named = read_scenario("county", {{"inclusion-gate"}, {}, {}, {}, {}});
    EXPECT_EQ(read_scenario("county", {{"inclusion-gate.toml"}, {}, {}, {}, {}}).effective_toml, named.effective_toml);
}

TEST(Scenarios, UnknownNameIsToldTheNearest) {
    try {
        read_scenario("contuy");
        FAIL() << "accepted";
    } catch (const InputError& error) {
        EXPECT_EQ(std::string(error.what()).substr(0, 48), "no scenario 'contuy'; did you mean 'county'? Kno");
    }
}

TEST_F(ScenarioFiles, AnOpeningMayGiveItsOwnCost) {
    const std::string opening =
        "[[open]]\non = \"2028-09\"\nsetting = \"state_special\"\nnear = \"East\"\nplaces = 60\n";
    const std::string growth = "[[grow]]\non = \"2027-09\"\nurn = 123456\nplaces = 10\n";
    const Scenario s = read_scenario(file(
        "s.toml", opening + "cost = \"\u00a311,500,000\"\n" + growth + "cost = 620000\n" + growth + "base = true\n"));
    ASSERT_EQ(s.provision.size(), 3u);
    double sum = 0;
    std::size_t without = 0;
    for (const ProvisionChange& change : s.provision) {
        sum += change.cost.value_or(0);
        without += change.cost ? 0 : 1;
    }
    EXPECT_DOUBLE_EQ(sum, 12'120'000);
    EXPECT_EQ(without, 1u);
    EXPECT_NE(s.effective_toml.find("cost = 11500000\n"), std::string::npos) << s.effective_toml;
    EXPECT_NE(refusal(opening + "cost = -5\n").find("cost"), std::string::npos);
    EXPECT_NE(refusal(opening + "cost = \"dear\"\n").find("cost"), std::string::npos);
    EXPECT_NE(refusal(opening + "cost = \"45 min\"\n").find("is in pounds"), std::string::npos);
    EXPECT_NE(refusal("[[close]]\non = \"2028-09\"\nurn = 5\ncost = 5\n").find("cost"), std::string::npos)
        << "a closure builds nothing";
}

TEST_F(ScenarioFiles, WhatARunRecordedReadsBackAsWhatItDoes) {
    const Scenario s = read_scenario(
        file("s.toml",
             "title = \"Recorded\"\nbase = \"county\"\nyears = 4\nseed = 3\n[set]\nplans.agree_school = "
             "0.8\n[[change]]\nfrom = "
             "\"2027-04\"\nset = {plans.agree_parent = 0.5}\n[[open]]\non = \"2028-09\"\nsetting = \"sen_unit\"\nurn = "
             "123456\nphase = \"primary\"\nplaces = 12\nneeds = [\"ASD\"]\nramp_months = 13\ncost = 400000\n"));
    const Scenario back = recorded_scenario(s.effective_toml, s.name);
    EXPECT_EQ(back.effective_toml, s.effective_toml);
    EXPECT_EQ(back.changes, s.changes);
    EXPECT_EQ(back.provision, s.provision);
    EXPECT_EQ(recorded_scenario("years = 3\nkey_of_another_version = 1\n", "old").years, 3) << "the rest is read";
}

// ---- what policies say of themselves, and how they go together

TEST_F(ScenarioFiles, APolicySaysWhatItIsMeantToMove) {
    const std::string path = file("p.toml",
                                  "title = \"Gate\"\ndescription = \"D\"\nasks = \"Heads\"\nsource = \"S\"\n"
                                  "known = \"assumed\"\nmoves = [\"inclusion up\", \"school_responses/off_roll "
                                  "down\"]\nnote = \"N\"\n"
                                  "assumption = {parameter = \"accountability.gate_ethos\", least = 0.1, most = 1}\n"
                                  "[set]\naccountability.inclusion_gate = \"on\"\n");
    const Scenario policy = read_policy(path);
    ASSERT_EQ(policy.policies.size(), 1u);
    const PolicyAbout& about = policy.policies[0];
    EXPECT_EQ(about.name, "p");
    EXPECT_EQ(about.asks, "Heads");
    EXPECT_EQ(about.known, EffectKnown::assumed);
    ASSERT_EQ(about.moves.size(), 2u);
    EXPECT_EQ(aim_text(about.moves[1]), "school_responses/off_roll down");
    EXPECT_TRUE(about.moves[0].up);
    ASSERT_TRUE(about.assumption);
    EXPECT_EQ(about.assumption->most, 1);
    // It changes nothing of what the scenario is.
    const Scenario with = read_scenario(file("s.toml", ""), {{path}, {}, {}, {}, {}});
    EXPECT_EQ(with.effective_toml.find("moves"), std::string::npos);
    EXPECT_EQ(with.policies.size(), 1u);
}

TEST_F(ScenarioFiles, WhatAPolicySaysOfItselfIsHeldToItsForm) {
    const auto told = [&](const std::string& text) { return message_of([&] { read_policy(file("p.toml", text)); }); };
    EXPECT_EQ(told("moves = \"wait_weeks down\"\n"),
              "p.toml:1: 'moves' must be a list such as [\"wait_weeks down\"]; [] where it moves nothing it claims");
    EXPECT_EQ(told("moves = [\"wait_weeks\"]\n"),
              "p.toml:1: moves has \"wait_weeks\": write \"MEASURE up\", \"MEASURE down\" or, for one kind, service "
              "or heading of it, \"MEASURE/CODE down\"");
    EXPECT_NE(told("moves = [\"wait_weeks falls\"]\n").find("write \"MEASURE up\""), std::string::npos);
    EXPECT_NE(told("moves = [7]\n").find("moves has 7"), std::string::npos);
    EXPECT_EQ(told("known = \"guessed\"\n"),
              "p.toml:1: known = \"guessed\": how well the effect is known is one of rule, measured, assumed");
    EXPECT_NE(told("assumption = {parameter = \"plans.agre_school\", least = 1, most = 2}\n")
                  .find("did you mean 'plans.agree_school'?"),
              std::string::npos);
    EXPECT_NE(told("assumption = {parameter = \"plans.agree_school\", least = 0.8, most = 7}\n")
                  .find("7 is out of range for plans.agree_school"),
              std::string::npos);
    EXPECT_NE(told("movs = []\n").find("did you mean 'moves'?"), std::string::npos);
}

TEST_F(ScenarioFiles, PoliciesGoTogetherInAnyOrderAndContradictionsAreTold) {
    file("a.toml", "title = \"A\"\n[[change]]\nfrom = \"2027-04\"\nset = {plans.withdrawn = 0.02}\n");
    file("b.toml", "title = \"B\"\n[[change]]\nfrom = \"2027-04\"\nset = {plans.august = 0.4}\n");
    file("c.toml", "title = \"C\"\n[[change]]\nfrom = \"2027-04\"\nset = {plans.withdrawn = 0.03}\n");
    file("d.toml", "title = \"D\"\n[[change]]\nfrom = \"2028-04\"\nset = {plans.withdrawn = 0.03}\n");
    file("e.toml", "title = \"E\"\n[[change]]\nfrom = \"2027-04\"\nset = {plans.withdrawn = 0.02}\n");
    const auto with = [&](std::vector<std::string> policies) {
        return read_scenario(file("s.toml", ""), {std::move(policies), {}, {}, {}, {}}).effective_toml;
    };
    file("m1.toml", "title = \"M\"\n[[change]]\nfrom = \"2027-13\"\nset = {plans.withdrawn = 0.02}\n");
    file("m2.toml", "title = \"N\"\n[[change]]\nfrom = \"2027-13\"\nset = {plans.withdrawn = 0.03}\n");
    EXPECT_EQ(message_of([&] {
                  with({"m1", "m2"});
              }).find("two of the policies"),
              std::string::npos)
        << "a month that cannot be read is told as such";
    EXPECT_EQ(with({"a", "b"}), with({"b", "a"}));
    EXPECT_EQ(with({"a", "d"}), with({"d", "a"})) << "one after the other";
    EXPECT_NE(with({"a", "e"}), "") << "both say the same";
    const std::string both =
        "c.toml:4: plans.withdrawn from 2027-04 is in two of the policies: a.toml:4 gives it too; which of them holds "
        "cannot be known: leave one policy out, or set what you mean with --set or in the scenario";
    const auto plain = [&](std::string message) {
        for (std::size_t at; (at = message.find(folder_.string() + "/")) != std::string::npos;)
            message.erase(at, folder_.string().size() + 1);
        return message;
    };
    for (const auto& order : {std::vector<std::string>{"a", "c"}, std::vector<std::string>{"c", "a"}})
        EXPECT_EQ(plain(refusal("", {order, {}, {}, {}, {}})), both);
    EXPECT_EQ(plain(refusal("policies = [\"c\", \"a\"]\n")), both);
    // A layer above takes the place of what lies beneath it, as ever.
    EXPECT_EQ(refusal("policies = [\"a\"]\n", {{"c"}, {}, {}, {}, {}}), "accepted");
    EXPECT_EQ(refusal("policies = [\"a\"]\n[[change]]\nfrom = \"2027-04\"\nset = {plans.withdrawn = 0.05}\n"),
              "accepted");
}

TEST_F(ScenarioFiles, AnIdFindsItsOnlyPolicyAndListsTheReadings) {
    EXPECT_EQ(read_policy("P12").name, "P12-ring-fence");
    EXPECT_EQ(read_policy("p12").name, "P12-ring-fence");
    EXPECT_EQ(read_scenario(file("s.toml", ""), {{"P12@2028-04"}, {}, {}, {}, {}}).policies.at(0).name,
              "P12-ring-fence");
    EXPECT_NE(refusal("", {{"P05"}, {}, {}, {}, {}})
                  .find("P05 can be read in 3 ways, each a policy of its own: P05-cancel, P05-no-grant, "
                        "P05-safety-valve; name one"),
              std::string::npos);
    EXPECT_NE(refusal("", {{"P5"}, {}, {}, {}, {}}).find("P05-cancel"), std::string::npos);
    EXPECT_NE(refusal("", {{"P77"}, {}, {}, {}, {}}).find("no policy has the id P77"), std::string::npos);
    EXPECT_NE(refusal("policies = [\"P05\"]\n").find("P05-safety-valve"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::read_scenario_test
