// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "sim/core/error.h"
#include "sim/output/findings.h"
#include "sim/output/report.h"
#include "sim/output/summary.h"
#include "sim/output/whole_parts.h"
#include "sim/output/wording.h"
#include "tests/support/output_run.h"

namespace sendscape::summary_test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

TEST(SummaryCsv, IsTidyWithTheColumnsOfTheContract) {
    const auto lines = lines_of(summary_csv(testing::small_run(1, 2)));
    ASSERT_GT(lines.size(), 100u);
    EXPECT_EQ(lines[0],
              "measure,unit,month,authority,authority_name,area,area_name,phase,age,need,setting,kind,service,heading,"
              "preference,decile,mean,"
              "p05,p50,p95");
    for (const std::string& line : lines) EXPECT_EQ(std::count(line.begin(), line.end(), ','), 19) << line;
    EXPECT_EQ(lines[1].rfind("plans_maintained,plans,2026-01,901,Smallshire,", 0), 0u) << lines[1];
}

// A name stands beside each code, and is blank where there is none.
TEST(SummaryCsv, NamesStandBesideCodes) {
    const auto run = testing::small_run(1, 1);
    std::map<std::string, std::string> names;
    for (const Authority& authority : run.map->authorities) names[authority.code] = csv_field(authority.name);
    for (const Area& area : run.map->areas) names[area.code] = csv_field(area.name);
    int areas = 0;
    const auto lines = lines_of(summary_csv(run));
    for (std::size_t i = 1; i < lines.size(); ++i) {
        std::vector<std::string> cells;
        std::istringstream in(lines[i]);
        for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
        EXPECT_EQ(cells[4], cells[3].empty() ? "" : names.at(cells[3])) << lines[i];
        EXPECT_EQ(cells[6], cells[5].empty() ? "" : names.at(cells[5])) << lines[i];
        areas += !cells[5].empty();
    }
    EXPECT_GT(areas, 0);
}

TEST(SummaryCsv, LeavesPercentilesBlankForOneReplicate) {
    const auto lines = lines_of(summary_csv(testing::small_run(1, 1)));
    for (std::size_t i = 1; i < lines.size(); ++i) EXPECT_EQ(lines[i].substr(lines[i].size() - 3), ",,,") << lines[i];
}

TEST(SchoolsCsv, HasARowForEachSchoolOfTheAreaAndJanuary) {
    const auto lines = lines_of(schools_csv(testing::small_run(1, 1)));
    EXPECT_EQ(
        lines[0].rfind(
            "urn,name,phase,setting,month,authority,authority_name,area,area_name,pupils_on_roll,pupils_with_plan,", 0),
        0u);
    EXPECT_EQ(lines[0].substr(lines[0].rfind(',')), ",share_of_runs_open");
    EXPECT_EQ(lines.size(), 1u + 7u * 2u);  // two of the nine schools are in the halo
    EXPECT_NE(lines[1].find(",primary,mainstream,2026-01,901,Smallshire,"), std::string::npos) << lines[1];
    EXPECT_NE(lines[1].find(",198,18,30,"), std::string::npos) << lines[1];
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
    return cells;
}

TEST(SummaryCsv, HoldsTheMonthsTheSummaryTells) {
    const auto run = testing::small_run(2, 2);
    const Findings f = findings_of(run);
    ASSERT_EQ(f.headline.month_of_year(), 9);
    ASSERT_GT(f.shortfall.mean, 0);
    std::map<std::string, double> sums;  // by measure and month
    for (const std::string& line : lines_of(summary_csv(run))) {
        const auto cells = cells_of(line);
        if (cells[0] != "measure") sums[cells[0] + " " + cells[2]] += std::atof(cells[16].c_str());
    }
    EXPECT_NEAR(sums["specialist_shortfall " + to_text(f.headline)], f.shortfall.mean, 0.01);
    EXPECT_NEAR(sums["specialist_shortfall 2026-09"], run.range("specialist_shortfall", Month(2026, 9)).mean, 0.01);
    EXPECT_NEAR(sums["plans_maintained " + to_text(f.headline)], f.plans_at_headline.mean, 0.01);
    EXPECT_NE(sums["high_needs_balance " + to_text(f.headline)], 0);
    EXPECT_EQ(sums.count("specialist_places 2027-09"), 0u);
}

TEST(SchoolsCsv, SumsOverSchoolsWithTheShareOfRunsInWhichEachIsOpen) {
    auto run = testing::small_run(1, 2);
    // In the second replicate Meadow never opens.
    for (Series& series : run.series)
        if (series.position(Axis::school))
            for (std::size_t time = 0; time < series.times; ++time)
                series.values[(series.times + time) * series.cells() + testing::meadow] = std::nan("");
    const Series& rolls = run.get("pupils_on_roll");
    double mean_total = 0;
    const auto at = *run.time(rolls, run.last());
    for (std::size_t r = 0; r < 2; ++r)
        for (std::size_t row = 0; row < rolls.cells(); ++row)
            if (run.map->schools[row].in_area && !std::isnan(rolls.at(r, at)[row]))
                mean_total += rolls.at(r, at)[row] / 2;
    double weighted = 0, plain = 0;
    for (const std::string& line : lines_of(schools_csv(run))) {
        const auto cells = cells_of(line);
        if (cells[4] != to_text(run.last())) continue;
        plain += std::atof(cells[9].c_str());
        weighted += std::atof(cells[9].c_str()) * std::atof(cells.back().c_str());
        EXPECT_EQ(cells.back(), cells[1] == "Meadow" ? "0.5" : "1") << line;
    }
    EXPECT_NEAR(weighted, mean_total, 0.01);
    EXPECT_GT(plain, mean_total + 50);
}

// Numbers after `from` and up to `to` that follow ": " or "; ".
std::vector<double> parts_told(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t first = text.find(from);
    const std::string part = text.substr(first, text.find(to, first) - first);
    std::vector<double> numbers;
    const std::regex number("[:;] (and )?([0-9,]+) ");
    for (std::sregex_iterator it(part.begin(), part.end(), number), end; it != end; ++it) {
        std::string digits = (*it)[2];
        digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
        numbers.push_back(std::stod(digits));
    }
    return numbers;
}

TEST(Answer, ItsPartsAddUpToItsTotal) {
    // Means of three, five and seven replicates have every kind of fraction.
    for (const std::uint32_t replicates : {1u, 3u, 5u}) {
        const auto run = testing::small_run(2, replicates);
        const Findings f = findings_of(run);
        const std::string text = answer(run, f);
        const double total = std::round(f.shortfall.mean);
        double groups = 0, instead = 0, areas = 0, needs = 0;
        for (const double part : parts_told(text, "will have no suitable", "What they have")) groups += part;
        for (const double part : parts_told(text, "What they have instead", ". ")) instead += part;
        for (const Named& area : f.by_area) areas += area.shown;
        for (const Named& need : f.by_need) needs += need.shown;
        EXPECT_EQ(groups, total) << text;
        EXPECT_EQ(instead, total) << text;
        EXPECT_EQ(areas, total);
        EXPECT_EQ(needs, total);
    }
}

TEST(Answer, SaysWhoOrdersThePlaces) {
    auto run = testing::small_run(2, 1);
    const Findings f = findings_of(run);
    Series* places = nullptr;
    for (Series& series : run.series)
        if (series.name == "specialist_places") places = &series;
    ASSERT_NE(places, nullptr);
    const std::string as_run = who_orders_places(run, f);
    EXPECT_NE(as_run.find("orders of itself"), std::string::npos) << as_run;
    EXPECT_NE(as_run.find("--policy no-new-places"), std::string::npos);
    // 40 more bases places by the headline, of which the scenario brings 25.
    std::vector<double>& values = places->values;
    const std::size_t base = 1;
    ASSERT_EQ(places->kinds[base], "base");
    for (std::size_t kind = 0; kind < places->kinds.size(); ++kind)
        for (std::size_t time = 0; time < places->times; ++time)
            for (std::size_t cell = kind; cell < places->cells(); cell += places->kinds.size())
                values[time * places->cells() + cell] = kind == base && cell == base && time > 0 ? 40 : 0;
    run.changes = {{Month(2026, 9), "A base", 25}, {run.last() + 1, "Too late", 100}};
    const std::string text = who_orders_places(run, f);
    EXPECT_NE(text.find("counts on 15 more special and base places"), std::string::npos) << text;
    EXPECT_NE(text.find("beside the 25"), std::string::npos) << text;
    for (RecordedParameter& one : run.parameters)
        if (one.key == "loops.commissioning") one.value = 0;
    EXPECT_NE(who_orders_places(run, f).find("the authority orders no places"), std::string::npos);
}

TEST(Caveats, NameTheParametersChanged) {
    auto run = testing::small_run(1, 1);
    for (RecordedParameter& one : run.parameters)
        if (one.key == "plans.agree_school") one.value = 0.75;
    EXPECT_NE(summary_text(run).find("plans.agree_school = 0.75 (default"), std::string::npos);
}

TEST(Caveats, NameCriteriaInOrder) {
    auto run = testing::small_run(1, 1);
    const CriteriaValues ranks = values_of({AdmissionCriterion::sibling, AdmissionCriterion::lottery});
    for (RecordedParameter& one : run.parameters)
        for (std::size_t i = 0; i < ranks.size(); ++i)
            if (one.key == "admissions.criteria[" + std::to_string(i) + "]") one.value = ranks[i];
    const std::vector<ChangedParameter> changed = changed_parameters(run);
    ASSERT_EQ(changed.size(), 1u);
    EXPECT_EQ(changed[0].key, "admissions.criteria");
    EXPECT_EQ(changed[0].value, "sibling, lottery");
}

TEST(SummaryText, NamesThePageOnlyWhereThereIsOne) {
    const auto run = testing::small_run(1, 1);
    EXPECT_NE(summary_text(run).find("report.html"), std::string::npos);
    EXPECT_EQ(summary_text(run, false).find("report.html"), std::string::npos);
}

TEST(SummaryText, BeginsWithTheAnswer) {
    const std::string one = summary_text(testing::small_run(1, 1));
    EXPECT_EQ(one.rfind("By September 2026, ", 0), 0u) << one;
    EXPECT_NE(one.find("no range"), std::string::npos);
    const std::string two = summary_text(testing::small_run(1, 2));
    EXPECT_NE(two.substr(0, 100).find("(range "), std::string::npos) << two;
}

TEST(Report, IsOnePageOfItsOwnWithNamesEscaped) {
    const std::string page = report_html(testing::small_run(2, 2));
    EXPECT_NE(page.find("Small &lt;town&gt; &amp; &quot;friends&quot;"), std::string::npos);
    EXPECT_EQ(page.find("<town>"), std::string::npos);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("http://www.w3.org/2000/svg") == std::string::npos, false);
    EXPECT_EQ(page.find("src="), std::string::npos);
    EXPECT_NE(page.find("<p class=\"answer\">By September 2027"), std::string::npos);
    if (const char* keep = std::getenv("SENDSCAPE_KEEP_REPORT")) std::ofstream(keep) << page;
}

TEST(Wording, PartsAddUpToTheirRoundedTotal) {
    using Parts = std::vector<double>;
    EXPECT_EQ(whole_parts({57.3, 46.4, 44.4, 42.4, 77.9}), (Parts{57, 47, 44, 42, 78}));  // 268.4: 268
    EXPECT_EQ(whole_parts({0.5, 0.5, 0.5, 0.5}), (Parts{1, 1, 0, 0}));
    EXPECT_EQ(whole_parts({3, 4}), (Parts{3, 4}));
    EXPECT_EQ(whole_parts({}), Parts{});
    EXPECT_EQ(shown_change(174.4, 144.7), -29);  // 145 less 174, though the mean is -29.7
    EXPECT_EQ(shown_change(173.6, 144.4), -30);
    EXPECT_EQ(shown_change(10.5, 11.5), 2);  // halves go to the even number: 10 and 12
}

TEST(Wording, NumbersReadAsPeopleWriteThem) {
    EXPECT_EQ(whole(1234567), "1,234,567");
    EXPECT_EQ(whole(-0.2), "0");
    EXPECT_EQ(whole(999.6), "1,000");
    EXPECT_EQ(money(12'340'000), "£12.3 million");
    EXPECT_EQ(money(-3'100'000), "-£3.1 million");
    EXPECT_EQ(money(999'600), "£1.0 million");
    EXPECT_EQ(money(85'400), "£85,000");
    EXPECT_EQ(percent(0.4154), "41.5%");
    EXPECT_EQ(csv_number(0.25), "0.25");
    EXPECT_EQ(csv_number(-0.00001), "0");
    EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
    // A school's name is no formula, whatever a table calls it; a number stays one.
    EXPECT_EQ(csv_field("=HYPERLINK(\"http://x\",\"y\")"), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    EXPECT_EQ(csv_field("@Futures"), "'@Futures");
    EXPECT_EQ(csv_field("-2+3+cmd|' /C calc'!A0"), "'-2+3+cmd|' /C calc'!A0");
    EXPECT_EQ(csv_field("+"), "'+");
    EXPECT_EQ(csv_field("-12.5"), "-12.5");
    EXPECT_EQ(csv_field("-1-2"), "'-1-2");
    EXPECT_EQ(csv_field("St Anne's"), "St Anne's");
    EXPECT_EQ(csv_field(""), "");
    EXPECT_EQ(wrapped("one two three", 8), "one two\nthree");
}

}  // namespace
}  // namespace sendscape::summary_test
