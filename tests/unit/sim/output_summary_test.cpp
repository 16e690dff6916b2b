#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "sim/core/error.h"
#include "sim/output/output_folder.h"
#include "sim/output/report.h"
#include "sim/output/summary.h"
#include "sim/output/wording.h"
#include "tests/support/output_run.h"

namespace sendscape {
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
              "measure,unit,month,authority,area,phase,age,need,setting,kind,service,heading,preference,decile,mean,"
              "p05,p50,p95");
    for (const std::string& line : lines) EXPECT_EQ(std::count(line.begin(), line.end(), ','), 17) << line;
    EXPECT_EQ(lines[1].rfind("plans_maintained,plans,2026-01,901,", 0), 0u) << lines[1];
}

TEST(SummaryCsv, LeavesPercentilesBlankForOneReplicate) {
    const auto lines = lines_of(summary_csv(testing::small_run(1, 1)));
    for (std::size_t i = 1; i < lines.size(); ++i) EXPECT_EQ(lines[i].substr(lines[i].size() - 3), ",,,") << lines[i];
}

TEST(SchoolsCsv, HasARowForEachSchoolOfTheAreaAndJanuary) {
    const auto lines = lines_of(schools_csv(testing::small_run(1, 1)));
    EXPECT_EQ(lines[0].rfind("urn,name,phase,setting,month,pupils_on_roll,pupils_with_plan,", 0), 0u);
    EXPECT_EQ(lines.size(), 1u + 7u * 2u);  // two of the nine schools are in the halo
    EXPECT_NE(lines[1].find(",primary,mainstream,2026-01,198,18,30,"), std::string::npos) << lines[1];
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
    EXPECT_EQ(wrapped("one two three", 8), "one two\nthree");
}

TEST(OutputFolder, AppearsWholeOrNotAtAll) {
    const testing::ScratchFolder scratch("folder");
    const auto target = scratch.path() / "out";
    {
        OutputFolder folder(target, false);
        folder.write("summary.txt", "abandoned");
    }
    EXPECT_FALSE(std::filesystem::exists(target));
    EXPECT_TRUE(std::filesystem::is_empty(scratch.path()));
    {
        OutputFolder folder(target, false);
        folder.write("summary.txt", "first");
        folder.write("report.html", "old page");
        folder.commit();
    }
    EXPECT_THROW(OutputFolder(target, false), InputError);
    std::ofstream(target / "mine.txt") << "kept";
    {
        OutputFolder folder(target, true);
        folder.write("summary.txt", "second");
        folder.commit();
    }
    EXPECT_FALSE(std::filesystem::exists(target / "report.html"));  // of the older set
    EXPECT_TRUE(std::filesystem::exists(target / "mine.txt"));
    std::ifstream in(target / "summary.txt");
    std::string text;
    in >> text;
    EXPECT_EQ(text, "second");
}

TEST(OutputFolder, BelowAFileIsTheMachinesTrouble) {
    const testing::ScratchFolder scratch("below");
    std::ofstream(scratch.path() / "file") << "x";
    EXPECT_THROW(OutputFolder(scratch.path() / "file" / "out", false), MachineError);
    EXPECT_THROW(OutputFolder(scratch.path() / "file", false), InputError);
}

}  // namespace
}  // namespace sendscape
