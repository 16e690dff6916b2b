// SPDX-License-Identifier: MIT
// The user guide's table of the scenario file has every key that the reader knows, and no other.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "sim/core/error.h"
#include "sim/scenario/config_problems.h"
#include "sim/scenario/scenario_file.h"
#include "test_places.h"

namespace sendscape::guide_table_test {
namespace {

using Keys = std::set<std::string>;

/// Keys by entry, as the rows of the table have them.
std::map<std::string, Keys> told_by_the_guide() {
    std::ifstream file(std::string(SENDSCAPE_SOURCE_DIR) + "/docs/user-guide.md");
    std::map<std::string, Keys> told;
    std::string line;
    bool within = false;
    while (std::getline(file, line)) {
        if (line.starts_with("## ")) within = line == "## The scenario file";
        if (!within || !line.starts_with("| ") || line.starts_with("| entry")) continue;
        std::istringstream cells(line.substr(2));
        std::string entry, key;
        std::getline(cells, entry, '|');
        std::getline(cells, key, '|');
        const auto plain = [](std::string text) {
            std::erase_if(text, [](char c) { return c == '`'; });
            return text.substr(text.find_first_not_of(' '),
                               text.find_last_not_of(' ') + 1 - text.find_first_not_of(' '));
        };
        told[plain(entry)].insert(plain(key));
    }
    return told;
}

/// Keys that the reader says it knows when it meets an unknown one.
Keys known_to_the_reader(const std::string& toml) {
    ConfigProblems problems;
    Scenario scenario;
    read_scenario_text(scenario, problems, toml, "s.toml");
    std::string message;
    try {
        problems.throw_if_any();
    } catch (const InputError& error) {
        message = error.what();
    }
    const std::size_t met = message.find("unknown key 'zzz'");
    if (met == std::string::npos) return {"no word of the unknown key in: " + message};
    const std::string mark = "Known: ";
    const std::size_t from = message.find(mark, met) + mark.size();
    std::istringstream list(message.substr(from, message.find('\n', from) - from));
    Keys keys;
    std::string key;
    while (std::getline(list, key, ',')) keys.insert(key.substr(key.find_first_not_of(' ')));
    return keys;
}

TEST(GuideTable, HasEveryKeyOfEveryEntryAndNoOther) {
    const auto told = told_by_the_guide();
    const std::map<std::string, std::string> probes{
        {"the file", "zzz = 1\n"},
        {"map", "map = {county = \"wendshire\", zzz = 1}\n"},
        {"[[change]]", "[[change]]\nzzz = 1\n"},
        {"[[open]]", "[[open]]\nzzz = 1\n"},
        {"[[grow]]", "[[grow]]\nzzz = 1\n"},
        {"[[close]]", "[[close]]\nzzz = 1\n"},
        {"[[pan]]", "[[pan]]\nzzz = 1\n"},
        {"[[criteria]]", "[[criteria]]\nzzz = 1\n"},
        {"[[catchments]]", "[[catchments]]\nzzz = 1\n"},
        {"[[homes]]", "[[homes]]\nzzz = 1\n"},
        {"[authority]", "[authority]\nzzz = 1\n"},
    };
    for (const auto& [entry, toml] : probes) {
        ASSERT_TRUE(told.contains(entry)) << entry << " is not in the table";
        EXPECT_EQ(told.at(entry), known_to_the_reader(toml)) << entry;
    }
    EXPECT_EQ(told.size(), probes.size() + 1) << "and [set], whose keys are the parameters";
}

}  // namespace
}  // namespace sendscape::guide_table_test
