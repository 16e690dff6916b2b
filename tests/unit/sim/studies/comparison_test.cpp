// SPDX-License-Identifier: MIT
#include "sim/studies/comparison.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "sim/core/error.h"
#include "sim/files/hdf5_file.h"
#include "sim/scenario/prepare_map.h"
#include "sim/studies/options_answer.h"
#include "sim/studies/options_file.h"
#include "sim/studies/options_page.h"
#include "tests/support/output_run.h"

namespace sendscape::comparison_test {
namespace {

using testing::small_map;

constexpr std::uint32_t replicates = 6;

Scenario with_base(Month on, int places, std::optional<double> cost) {
    Scenario scenario = testing::small_scenario(3, replicates);
    ProvisionChange base;
    base.kind = ProvisionChange::Kind::open_base;
    base.setting = Setting::resourced_provision;
    base.on = on;
    base.urn = small_map()->schools[testing::meadow].urn;
    base.phase = Phase::secondary;
    base.places = places;
    base.needs = need_bit(Need::asd);
    base.cost = cost;
    scenario.provision.push_back(base);
    scenario.title = std::to_string(places) + " places <";
    settle(scenario);
    return scenario;
}

/// As things are, a base in 2026 and a larger one, dearer, in 2027.
const Comparison& compared() {
    static const Comparison comparison = [] {
        Comparison made;
        made.orders = Orders::as_reference;
        made.thresholds = {{"plans_maintained", 1}, {"specialist_shortfall", 1e6}};
        made.measures = {"attainment_gap"};
        Scenario plain = testing::small_scenario(3, replicates);
        plain.title = "As things are";
        settle(plain);
        const std::vector<Scenario> scenarios{plain, with_base(Month(2026, 9), 8, std::nullopt),
                                              with_base(Month(2027, 9), 20, 1.5e6)};
        const Parallel parallel(1);
        std::vector<OptionToLive> options;
        for (const Scenario& scenario : scenarios)
            options.push_back({std::make_shared<const Scenario>(scenario),
                               std::make_shared<const Map>(prepare_map(*small_map(), scenario.provision, parallel))});
        std::ostringstream err;
        Progress progress(err, "test", 1, true);
        std::vector<LivedOption> lived = live_options(options, *made.orders, 0, replicates, parallel, progress);
        const sendscape::Run& run = lived[0].run;
        made.thresholds[0].value = run.range("plans_maintained", run.start).mean + 2;
        const char* const names[] = {"plain", "early", "late"};
        for (std::size_t k = 0; k < lived.size(); ++k) {
            ComparedOption option;
            option.name = names[k];
            option.lived = std::move(lived[k]);
            option.scenario = scenarios[k];
            option.watched = true;
            option.placed = k > 0;
            made.options.push_back(std::move(option));
        }
        return made;
    }();
    return comparison;
}

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char c : line)
        if (c == ',')
            cells.emplace_back();
        else
            cells.back() += c;
    return cells;
}

TEST(Comparison, OptionsOfOneTitleAreToldApartByTheirNames) {
    Comparison comparison;
    for (const auto& [name, title] : {std::pair{"plain", "As things are"}, {"a", "A base"}, {"b", "A base"}}) {
        ComparedOption option;
        option.name = name;
        option.label = title;
        comparison.options.push_back(std::move(option));
    }
    comparison.tell_apart();
    EXPECT_EQ(comparison.options[0].title(), "As things are");
    EXPECT_EQ(comparison.options[1].title(), "A base (a)");
    EXPECT_EQ(comparison.options[2].title(), "A base (b)");
}

TEST(ShortByOption, FewerInTheMeanAndInFewRunsIsNotFewer) {
    const ByCensus reference{{200, 200, 200, 200}, {200, 200, 200, 200}},
        one_run{{196, 200, 200, 200}, {190, 200, 200, 200}}, most{{201, 198, 198, 198}, {195, 195, 195, 201}};
    ShortByOption found;
    found.septembers = {Month(2028, 9), Month(2029, 9)};
    found.replicates = 4;
    for (const ByCensus& values : {reference, one_run, most}) {
        found.values.push_back(values);
        found.differences.emplace_back();
        for (std::size_t i = 0; i < 2; ++i)
            found.differences.back().push_back(paired_difference(reference[i], values[i]));
    }
    EXPECT_FALSE(found.fewer_since(1));
    EXPECT_EQ(found.fewer_since(2), Month(2028, 9));
}

TEST(OptionsCsv, HasTheColumnsOfTheContractAndTheNumbersOfTwoRuns) {
    std::istringstream text(options_csv(compared()));
    std::string line;
    std::getline(text, line);
    EXPECT_EQ(line,
              "option,measure,unit,month,authority,area,phase,age,need,setting,kind,service,heading,preference,decile,"
              "reference,value,difference,p05,p50,p95,share_below_zero");
    std::size_t rows = 0;
    std::map<std::string, std::vector<std::string>> capital;
    std::vector<std::string> shortfall, places;
    while (std::getline(text, line)) {
        const std::vector<std::string> cells = split(line);
        ASSERT_EQ(cells.size(), 22U) << line;
        ++rows;
        if (cells[1] == "capital_spend") capital[cells[0] + cells[3] + cells[10]] = cells;
        const bool whole = line.find("2028-09,,,,,,,,,,,,") != std::string::npos;
        if (cells[0] == "late" && cells[1] == "specialist_shortfall" && whole) shortfall = cells;
        EXPECT_TRUE(cells[1] != "plans_maintained" || cells[4] == "901") << "the only authority is named";
        EXPECT_TRUE(cells[3].ends_with("-01") || cells[3].ends_with("-09") || cells[1] == "capital_spend") << line;
    }
    EXPECT_GT(rows, 1000U);
    ASSERT_EQ(shortfall.size(), 22U) << "all children short in a September are told together";
    const PairedDifference told = paired_difference(compared().pair(2), {"specialist_shortfall", {}}, Month(2028, 9));
    EXPECT_NEAR(std::stod(shortfall[17]), told.difference, 1e-4);
    EXPECT_NEAR(std::stod(shortfall[21]), told.share_below_zero, 1e-4);
    // 8 places at £35,000 in 2026; £1.5 million as the entry says in 2027, ordered of itself the same in both.
    EXPECT_NEAR(std::stod(capital["early2026-12"][17]), 280'000, 1e-6);
    EXPECT_NEAR(std::stod(capital["late2027-12"][17]), 1.5e6, 1e-6);
    EXPECT_NEAR(std::stod(capital["early2027-12"][17]), 0, 1e-6);
    EXPECT_NEAR(std::stod(capital["early2026-12base"][17]), 280'000, 1e-6) << "by what is built";
    EXPECT_FALSE(capital.contains("early2026-01")) << "of calendar years alone";
}

TEST(OptionsFile, OpensWithAnAxisOfOptionsAndIsTheSameTwice) {
    const std::vector<std::uint8_t> bytes = options_file_bytes(compared());
    EXPECT_TRUE(bytes == options_file_bytes(compared()));
    const Hdf5Reader file(bytes, "options.h5");
    EXPECT_EQ(file.strings("/option"), (std::vector<std::string>{"plain", "early", "late"}));
    const auto extents = file.extents("/specialist_shortfall");
    ASSERT_EQ(extents.size(), 7U);  // option, replicate, census, area, phase, need, kind
    EXPECT_EQ(extents[0], 3U);
    EXPECT_EQ(extents[1], replicates);
    EXPECT_EQ(extents[2], 7U) << "four Januaries and three Septembers";
    const auto plans = file.data<double>("/plans_maintained");
    EXPECT_DOUBLE_EQ(
        plans[(2 * replicates + 1) * 7 + 6],
        compared().options[2].run().across(compared().options[2].run().get("plans_maintained"), Month(2029, 1))[1]);
    EXPECT_EQ(file.extents("/capital_spend"), (std::vector<std::size_t>{3, replicates, 4}));
    EXPECT_FALSE(file.has("/pupils_on_roll")) << "single schools are in run files";
    EXPECT_EQ(file.text_attribute("/", "orders"), "as-reference");
}

TEST(OptionsPage, BeginsWithTheAnswerAndSaysHowItWasCompared) {
    const std::string page = options_html(compared());
    EXPECT_NE(page.find("<p class=\"answer\">"), std::string::npos);
    EXPECT_LT(page.find("<p class=\"answer\">"), page.find("<h2"));
    for (const char* const id : {"not-settled", "septembers", "cost", "thresholds", "moved", "placed", "gap", "how"})
        EXPECT_NE(page.find("<h2 id=\"" + std::string(id) + "\">"), std::string::npos) << id;
    EXPECT_NE(page.find("8 places &lt;"), std::string::npos) << "titles are escaped";
    EXPECT_EQ(page.find("8 places <"), std::string::npos);
    EXPECT_EQ(
        page.find("http://") == std::string::npos ? 0 : page.find("http://www.w3.org/2000/svg") != std::string::npos, 1)
        << "nothing is fetched";
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_NE(page.find("as-reference"), std::string::npos);
    EXPECT_NE(page.find("Attainment gap, as asked for"), std::string::npos);
    EXPECT_NE(page.find("100% (6 of 6 runs)"), std::string::npos) << "two plans more, in every run";
    EXPECT_NE(page.find("0% (0 of 6 runs)"), std::string::npos) << "a million short, in none";
    EXPECT_TRUE(page == options_html(compared()));
}

TEST(OptionsPage, TellsTheGapByWhatPlansRequireWhereAllWereLivedHere) {
    Comparison here = compared();
    here.add_gap_by_provision();
    const std::string page = options_html(here), csv = options_csv(here);
    for (const char* const words : {"Provision required", "What they have instead", "<details><summary>September 2028"})
        EXPECT_NE(page.find(words), std::string::npos) << words;
    EXPECT_NE(csv.find("late,shortfall_by_provision,children,2028-09,,,,,,,special,"), std::string::npos);
    Comparison with_a_run = compared();
    with_a_run.options[1].watched = false;
    with_a_run.add_gap_by_provision();
    const std::string other = options_html(with_a_run);
    EXPECT_EQ(other.find("Provision required"), std::string::npos);
    EXPECT_NE(other.find("<details open><summary>September 2028"), std::string::npos);
    EXPECT_EQ(page.find("Who gains and who loses a school"), std::string::npos) << "no option is about admissions";
}

TEST(OptionsAnswer, NamesTheOptionWithFewestShortByItsNumbers) {
    const ShortByOption found = short_by_option(compared());
    ASSERT_EQ(found.septembers.size(), 3U);
    const std::size_t best = found.best();
    for (std::size_t k = 0; k < 3; ++k)
        EXPECT_LE(range_of(found.values[best].back()).mean, range_of(found.values[k].back()).mean);
    const std::vector<OptionCosts> costs{
        {},
        option_costs(compared().pair(1), compared().capital(0), compared().capital(1)),
        option_costs(compared().pair(2), compared().capital(0), compared().capital(2))};
    const std::vector<std::string> answer = options_answer(compared(), found, costs, {});
    EXPECT_NE(answer.front().find(compared().options[best].title()), std::string::npos) << answer.front();
    EXPECT_NE(answer.front().find("of 6 runs"), std::string::npos) << answer.front();
    EXPECT_EQ(more_or_fewer(-68.4), "68 fewer");
    EXPECT_EQ(more_or_fewer(22), "22 more");
    EXPECT_EQ(more_or_fewer(0.2), "as many");
}

TEST(ComparisonWarnings, SayWhatFinishedRunsDoNotKeep) {
    EXPECT_TRUE(comparison_warnings(compared()).empty());
    Comparison finished = compared();
    finished.orders.reset();
    for (ComparedOption& option : finished.options)
        option.watched = option.placed = false, option.lived.ordered.clear();
    const std::vector<std::string> warnings = comparison_warnings(finished);
    ASSERT_EQ(warnings.size(), 1U) << "the runs kept what was built";
    EXPECT_NE(warnings[0].find("orders places of itself, by what it sees"), std::string::npos);
    EXPECT_NE(options_html(finished).find("plans by setting"), std::string::npos);
    EXPECT_NE(options_html(finished).find("under the luck of the same run"), std::string::npos);
    finished.options[2].lived.run.seed += 1;
    EXPECT_EQ(comparison_warnings(finished).size(), 2U);
    EXPECT_NE(options_html(finished).find("do not all share luck"), std::string::npos);
}

}  // namespace
}  // namespace sendscape::comparison_test
