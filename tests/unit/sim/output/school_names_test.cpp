// SPDX-License-Identifier: MIT
#include "sim/output/school_names.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "sim/output/summary.h"
#include "sim/output/write_outputs.h"
#include "sim/studies/options_page.h"
#include "tests/support/output_run.h"

namespace sendscape::school_names_test {
namespace {

/// The small town as if it were real, with names that no other words hold.
Map real_map() {
    Map map = *testing::small_map();
    map.synthetic = false;
    for (School& school : map.schools) school.name = "Quixby " + school.name + " School";
    return map;
}

Scenario with_a_base(const Map& map) {
    Scenario scenario = testing::small_scenario(2, 2);
    ProvisionChange base;
    base.kind = ProvisionChange::Kind::open_base;
    base.setting = Setting::resourced_provision;
    base.on = Month(2026, 9);
    base.urn = map.schools[testing::meadow].urn;
    base.phase = Phase::secondary;
    base.places = 8;
    base.needs = need_bit(Need::asd);
    scenario.provision.push_back(base);
    scenario.title = "A base at " + map.schools[testing::meadow].name;
    settle(scenario);
    return scenario;
}

const Run& real_run() {
    static const Run run = testing::run_of(real_map(), with_a_base(real_map()));
    return run;
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Names of schools of the map that stand in the words; apostrophes may be written in several ways.
std::string named_in(const std::string& words, const Map& map) {
    std::string found;
    for (const School& school : map.schools) {
        const std::string first = school.name.substr(0, school.name.find('\''));
        if (words.find(first) != std::string::npos) found += school.name + "; ";
    }
    return found;
}

TEST(SchoolNames, NoProseOrPictureOfARealMapNamesASchool) {
    const testing::ScratchFolder folder("school-names");
    auto run = real_run();
    OutputFolder results(folder.path() / "out", false, files_of_a_run());
    OutputOptions options;
    std::string summary;
    {
        const NamesHidden hidden(run, !tells_school_names(*run.map, options.names));
        summary = summary_text(run);
    }
    write_outputs(run, summary, options, results);
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "out")) {
        const std::string name = entry.path().filename().string(), extension = entry.path().extension().string();
        if (extension == ".h5" || name == "schools.csv") continue;  // an authority's own figures
        ++files;
        EXPECT_EQ(named_in(text_of(entry.path()), *real_run().map), "") << name;
    }
    EXPECT_EQ(files, 6u);
    EXPECT_NE(named_in(text_of(folder.path() / "out/schools.csv"), *real_run().map), "");
    EXPECT_NE(summary.find(names_hidden_words.substr(0, 40)), std::string::npos);
    EXPECT_NE(text_of(folder.path() / "out/map.svg").find("School 8"), std::string::npos);
    // The run is as it was.
    EXPECT_EQ(run.map->schools[0].name, real_run().map->schools[0].name);
    EXPECT_EQ(run.title, real_run().title);
    EXPECT_EQ(run.changes[0].text, real_run().changes[0].text);
}

TEST(SchoolNames, AskedForOrInventedTheyStand) {
    const testing::ScratchFolder folder("school-names-asked");
    auto run = real_run();
    OutputFolder results(folder.path() / "out", false, files_of_a_run());
    OutputOptions options;
    options.names = true;
    write_outputs(run, summary_text(run), options, results);
    for (const char* const name : {"report.html", "map.svg"})
        EXPECT_NE(named_in(text_of(folder.path() / "out" / name), *run.map), "") << name;
    EXPECT_EQ(text_of(folder.path() / "out/report.html").find(names_hidden_words), std::string::npos);
    EXPECT_TRUE(tells_school_names(*testing::small_map(), false)) << "it does not exist";
    EXPECT_FALSE(tells_school_names(real_map(), false));
}

TEST(SchoolNames, NorDoesAComparison) {
    Comparison comparison;
    const Map map = real_map();
    Scenario plain = testing::small_scenario(2, 2);
    plain.title = "As things are";
    settle(plain);
    for (const Scenario& scenario : {plain, with_a_base(map)}) {
        ComparedOption option;
        option.name = "option" + std::to_string(comparison.options.size());
        option.label = scenario.title;
        option.scenario = scenario;
        option.lived.run = testing::run_of(map, scenario);
        comparison.options.push_back(std::move(option));
    }
    EXPECT_NE(named_in(options_html(comparison), map), "");
    Comparison told = comparison;
    told.hide_school_names(true);
    EXPECT_NE(named_in(options_html(told), map), "") << "asked for";
    comparison.hide_school_names(false);
    EXPECT_EQ(named_in(options_html(comparison), map), "");
    EXPECT_EQ(named_in(options_text(comparison), map), "");
    EXPECT_EQ(named_in(options_csv(comparison), map), "");
}

TEST(SchoolNames, TheLongerNameGoesFirst) {
    std::vector<School> schools(3);
    schools[0].name = "Wick School";
    schools[1].name = "Old Wick School";
    const NameEraser eraser(schools);
    EXPECT_EQ(eraser.without_names("Old Wick School and Wick School"), "School 2 and School 1");
    EXPECT_EQ(eraser.without_names(""), "");
}

}  // namespace
}  // namespace sendscape::school_names_test
