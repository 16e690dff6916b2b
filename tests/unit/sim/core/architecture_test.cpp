// SPDX-License-Identifier: MIT
// What docs/architecture.md promises of the sources themselves: who includes whom, which library lives in which file,
// nothing that makes results differ between machines.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "test_places.h"

namespace {

namespace fs = std::filesystem;

struct Source {
    std::string path;  ///< from the root
    std::vector<std::string> lines;
};

bool starts(const std::string& text, const std::string& with) { return text.compare(0, with.size(), with) == 0; }
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::vector<Source> sources() {
    std::vector<Source> all;
    const fs::path root(SENDSCAPE_SOURCE_DIR);
    for (const char* folder : {"sim", "agents", "maps", "visualiser", "tests"}) {
        if (!fs::exists(root / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const std::string extension = entry.path().extension().string();
            if (extension != ".h" && extension != ".cpp") continue;
            Source source{fs::relative(entry.path(), root).generic_string(), {}};
            std::ifstream in(entry.path());
            for (std::string line; std::getline(in, line);) source.lines.push_back(line);
            all.push_back(std::move(source));
        }
    }
    std::sort(all.begin(), all.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
    return all;
}

/// The included path of an #include line, or empty.
std::string included(const std::string& line) {
    static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::smatch match;
    return std::regex_search(line, match, pattern) ? match[1].str() : std::string();
}

/// Calls the rule on every line of every source it may concern; a returned text is a breach.
void expect(const std::function<bool(const Source&)>& concerns,
            const std::function<std::string(const Source&, const std::string&)>& rule) {
    for (const Source& source : sources()) {
        if (!concerns(source)) continue;
        for (std::size_t i = 0; i < source.lines.size(); ++i)
            if (const std::string breach = rule(source, source.lines[i]); !breach.empty())
                ADD_FAILURE() << source.path << ":" << i + 1 << ": " << breach << "\n    " << source.lines[i];
    }
}

int layer(const std::string& path) {
    if (starts(path, "sim/core/")) return 0;
    if (starts(path, "sim/files/")) return 1;
    if (starts(path, "maps/")) return 2;
    if (starts(path, "agents/")) return 3;
    if (starts(path, "sim/")) return 4;
    if (starts(path, "visualiser/")) return 5;
    return -1;
}

// Within maps: what stands at its root <- tables <- roads <- build, and root <- county, picture.
int map_layer(const std::string& path) {
    for (const auto& [room, layer] : std::vector<std::pair<std::string, int>>{
             {"maps/tables/", 1}, {"maps/roads/", 2}, {"maps/build/", 3}, {"maps/county/", 3}, {"maps/picture/", 3}})
        if (starts(path, room)) return layer;
    return starts(path, "maps/") ? 0 : -1;
}

// Within sim: parameters <- scenario, world <- start <- simulation <- branch <- output <- studies <- commands.
int sim_layer(const std::string& path) {
    for (const auto& [room, layer] : std::vector<std::pair<std::string, int>>{{"sim/core/", 0},
                                                                              {"sim/files/", 0},
                                                                              {"sim/parameters.", 1},
                                                                              {"sim/scenario/", 2},
                                                                              {"sim/world.", 2},
                                                                              {"sim/start/", 3},
                                                                              {"sim/branch/", 5},
                                                                              {"sim/output/", 6},
                                                                              {"sim/studies/", 7},
                                                                              {"sim/commands/", 8}})
        if (starts(path, room)) return layer;
    return starts(path, "sim/") ? 4 : -1;
}

// Within agents: pupils <- families, schools <- plans, services <- admissions, placement <- authority, accountability.
int agent_layer(const std::string& path) {
    static const std::vector<std::vector<std::string>> order{{"pupils"},
                                                             {"families", "schools"},
                                                             {"plans", "services"},
                                                             {"admissions", "placement"},
                                                             {"authority", "accountability"}};
    for (std::size_t i = 0; i < order.size(); ++i)
        for (const std::string& folder : order[i])
            if (starts(path, "agents/" + folder + "/")) return static_cast<int>(i);
    return -1;
}

TEST(Architecture, ArrowsPointDown) {
    expect(
        [](const Source& s) { return layer(s.path) >= 0; },
        [](const Source& source, const std::string& line) -> std::string {
            const std::string target = included(line);
            if (layer(target) < 0) return {};
            if (layer(target) > layer(source.path))
                return "sim/core <- sim/files <- maps <- agents <- sim <- visualiser: this includes what lies above it";
            if (map_layer(source.path) >= 0 && map_layer(target) > map_layer(source.path))
                return "maps <- tables <- roads <- build, county, picture: this includes what lies above it";
            if (sim_layer(source.path) >= 0 && sim_layer(target) > sim_layer(source.path))
                return "parameters <- scenario, world <- start <- simulation <- branch <- output <- studies <- "
                       "commands: this "
                       "includes what lies above it";
            if (starts(source.path, "sim/scenario/") && target == "sim/world.h")
                return "a scenario knows nothing of a world";
            const int from = agent_layer(source.path), to = agent_layer(target);
            // A struct of columns or parameters is plain data and may be named from below.
            if (from >= 0 && to > from && !has(target, "parameters.h") && target != "agents/authority/authorities.h")
                return "pupils <- families, schools <- plans, services <- admissions, placement <- authority, "
                       "accountability: this includes what lies above it";
            return {};
        });
}

TEST(Architecture, LibrariesStayInTheirFiles) {
    struct Rule {
        std::string library;  ///< how an include of it begins
        std::function<bool(const std::string&)> allowed;
        std::string words;
    };
    const std::vector<Rule> rules{
        {"boost/graph/",
         [](const std::string& p) {
             return starts(p, "maps/road_network") || starts(p, "maps/travel_time") || has(p, "network");
         },
         "Boost.Graph is for road_network, travel_time and the families' network"},
        {"boost/random", [](const std::string& p) { return starts(p, "sim/studies/sweep/design"); },
         "Boost.Random is for sim/studies/sweep/design"},
        {"hdf5", [](const std::string& p) { return starts(p, "sim/files/hdf5_file"); },
         "HDF5 is for sim/files/hdf5_file"},
        {"toml++",
         [](const std::string& p) {
             return has(p, "scenario_file") || has(p, "config") || has(p, "story") || has(p, "assumptions");
         },
         "toml++ is for loaders: scenario_file, assumptions, *config*, *story*"},
        {"nlohmann/", [](const std::string& p) { return starts(p, "maps/tables/area_shapes"); },
         "nlohmann-json is for maps/tables/area_shapes"},
        {"boost/geometry",
         [](const std::string& p) { return starts(p, "maps/tables/area_shapes") || starts(p, "maps/tables/dissolve"); },
         "Boost.Geometry is for maps/tables/area_shapes and dissolve"},
        {"cairo", [](const std::string& p) { return starts(p, "maps/picture/"); }, "Cairo is for maps/picture/"},
        {"tbb/", [](const std::string& p) { return p == "sim/core/parallel.cpp" || starts(p, "sim/studies/"); },
         "TBB is for sim/core/parallel.cpp and sim/studies"},
        {"SFML/", [](const std::string& p) { return starts(p, "visualiser/"); }, "SFML is for the visualiser"},
        {"CLI/", [](const std::string& p) { return p == "sim/commands/cli.cpp"; },
         "CLI11 is for sim/commands/cli.cpp: it takes seconds to compile"},
        {"osmium/", [](const std::string& p) { return starts(p, "maps/roads/osm_pbf"); },
         "libosmium is for the OpenStreetMap importer"},
        {"proj", [](const std::string& p) { return starts(p, "maps/tables/projection"); },
         "PROJ is for maps/tables/projection"},
        {"expat", [](const std::string& p) { return starts(p, "maps/roads/xml_stream"); },
         "expat is for maps/roads/xml_stream"},
        {"bzlib", [](const std::string& p) { return starts(p, "maps/roads/road_file"); },
         "bzip2 is for maps/roads/road_file"},
        {"lz4.h", [](const std::string& p) { return p == "sim/files/block_file.cpp"; },
         "LZ4 is for sim/files/block_file.cpp"},
        {"mpi.h", [](const std::string& p) { return p == "sim/studies/sweep/mpi_ranks.cpp"; },
         "MPI is for sim/studies/sweep/mpi_ranks.cpp, which is no part of the program itself"},
        {"csv.h", [](const std::string& p) { return starts(p, "maps/tables/csv_table"); },
         "libcsv is for maps/tables/csv_table"},
        {"execution", [](const std::string&) { return false; }, "<execution> makes every program need TBB"},
        {"source_location", [](const std::string&) { return false; }, "clang 14 has no std::source_location"},
    };
    expect([](const Source& s) { return !starts(s.path, "tests/"); },
           [&](const Source& source, const std::string& line) -> std::string {
               const std::string target = included(line);
               for (const Rule& rule : rules)
                   if (starts(target, rule.library) && !rule.allowed(source.path)) return rule.words;
               return {};
           });
}

TEST(Architecture, NothingThatDiffersBetweenMachines) {
    // Map building (projection, drawing, the county's layout) may use libm: it rounds before it stores.
    static const std::regex libm(
        R"(\bstd::(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot|erf|erfc|tgamma|lgamma)\s*\()");
    static const std::regex luck(
        R"(std::(\w+_distribution|mt19937|random_device|shuffle|rand)\b|\bstd::hash<|std::locale\(""\)|\bsetlocale\()");
    expect([](const Source& s) { return !starts(s.path, "tests/") && !starts(s.path, "visualiser/"); },
           [](const Source& source, const std::string& line) -> std::string {
               const bool model = starts(source.path, "agents/") ||
                                  (starts(source.path, "sim/") && !starts(source.path, "sim/output/") &&
                                   !starts(source.path, "sim/core/elementary"));
               const std::string code = line.substr(0, line.find("//"));
               if (model && std::regex_search(code, libm))
                   return "libm differs between machines: use sim/core/elementary.h";
               if (std::regex_search(code, luck)) return "this differs between libraries or machines";
               return {};
           });
}

TEST(Architecture, NoWordsOfUnfinishedWorkAndNoMachinesPaths) {
    static const std::regex words(R"(\b(TODO|FIXME|XXX|HACK)\b)");
    static const std::regex paths(R"("(/home/|/tmp/|/work/|/root/|/Users/))");
    expect([](const Source& s) { return s.path != "tests/unit/sim/core/architecture_test.cpp"; },
           [](const Source&, const std::string& line) -> std::string {
               if (std::regex_search(line, words)) return "unfinished work belongs in an issue";
               if (std::regex_search(line, paths)) return "a path of one machine";
               return {};
           });
}

// Compiling such a source proves its header self-contained; the other headers are compiled by headers_compile_alone.
TEST(Architecture, SourcesIncludeTheirOwnHeaderFirst) {
    std::size_t proved = 0;
    for (const Source& source : sources()) {
        if (source.path.size() < 4 || source.path.substr(source.path.size() - 4) != ".cpp") continue;
        const std::string header = source.path.substr(0, source.path.size() - 4) + ".h";
        if (!fs::exists(fs::path(SENDSCAPE_SOURCE_DIR) / header)) continue;
        const auto first = std::find_if(source.lines.begin(), source.lines.end(),
                                        [](const std::string& line) { return !included(line).empty(); });
        ASSERT_NE(first, source.lines.end()) << source.path;
        EXPECT_EQ(included(*first), header) << source.path;
        ++proved;
    }
    EXPECT_GT(proved, 100u);
}

/// Cells of a row of a Markdown table, trimmed; none for other lines.
std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    if (!starts(line, "|")) return cells;
    std::istringstream in(line.substr(1));
    for (std::string cell; std::getline(in, cell, '|');) {
        const std::size_t first = cell.find_first_not_of(' ');
        cells.push_back(first == std::string::npos ? "" : cell.substr(first, cell.find_last_not_of(' ') - first + 1));
    }
    return cells;
}

/// Sources that the README of a folder of tests says are covered elsewhere, with the tests it names for them: by path
/// from the root or any folder below it, with or without .cpp.
std::map<std::string, std::vector<std::string>> covered_elsewhere(const fs::path& readme) {
    static const std::regex name(R"([\w./-]+)");
    std::map<std::string, std::vector<std::string>> covered;
    std::ifstream in(readme);
    for (std::string line; std::getline(in, line);) {
        const std::vector<std::string> cells = cells_of(line);
        if (cells.size() < 2) continue;
        std::vector<std::string> tests;
        for (auto it = std::sregex_iterator(cells[1].begin(), cells[1].end(), name); it != std::sregex_iterator(); ++it)
            tests.push_back(fs::path(it->str()).has_extension() ? it->str() : it->str() + ".cpp");
        for (auto it = std::sregex_iterator(cells[0].begin(), cells[0].end(), name); it != std::sregex_iterator(); ++it)
            covered[fs::path(it->str()).stem().string()] = tests;
    }
    return covered;
}

TEST(Architecture, EverySourceHasATestOrSaysWhichCoversIt) {
    const fs::path root(SENDSCAPE_SOURCE_DIR);
    std::vector<std::string> tests;
    for (const auto& entry : fs::recursive_directory_iterator(root / "tests"))
        if (entry.is_regular_file()) tests.push_back("/" + fs::relative(entry.path(), root).generic_string());
    const auto exists = [&](const std::string& test) {
        return std::any_of(tests.begin(), tests.end(), [&](const std::string& path) {
            const std::string end = "/" + test;
            return path.size() >= end.size() && path.compare(path.size() - end.size(), end.size(), end) == 0;
        });
    };
    std::size_t own = 0;
    for (const Source& source : sources()) {
        const fs::path path(source.path);
        if (starts(source.path, "tests/") || path.extension() != ".cpp" || path.stem() == "main") continue;
        const fs::path folder = fs::path("tests/unit") / path.parent_path();
        const std::string stem = path.stem().string();
        if (fs::exists(root / folder / (stem + "_test.cpp"))) {
            ++own;
            continue;
        }
        const auto covered = covered_elsewhere(root / folder / "README.md");
        const auto row = covered.find(stem);
        if (row == covered.end() || row->second.empty()) {
            ADD_FAILURE() << source.path << ": write " << (folder / (stem + "_test.cpp")).generic_string()
                          << ", or say in " << (folder / "README.md").generic_string() << " which test covers it";
            continue;
        }
        for (const std::string& test : row->second)
            EXPECT_TRUE(exists(test)) << (folder / "README.md").generic_string() << ": " << stem << " is said to be "
                                      << "covered by " << test << ", which is no file of tests/";
    }
    EXPECT_GT(own, 50u);
}

TEST(Architecture, EverySourceNamesItsLicence) {
    for (const Source& source : sources()) {
        ASSERT_FALSE(source.lines.empty()) << source.path;
        EXPECT_EQ(source.lines.front(), "// SPDX-License-Identifier: MIT") << source.path;
    }
}

TEST(Architecture, HeadersBeginWithPragmaOnce) {
    for (const Source& source : sources()) {
        if (source.path.size() < 2 || source.path.substr(source.path.size() - 2) != ".h") continue;
        EXPECT_TRUE(std::find(source.lines.begin(), source.lines.end(), "#pragma once") != source.lines.end())
            << source.path;
    }
}

// Numbers of streams are part of every golden result: each once, in order; and a stream that nothing draws from is
// gone.
TEST(Architecture, EveryRandomStreamHasANumberOfItsOwnAndIsDrawnFrom) {
    std::ifstream header(fs::path(SENDSCAPE_SOURCE_DIR) / "sim/core/draws.h");
    static const std::regex row(R"(STREAM\((\w+), (\d+)\))");
    std::string drawn;
    for (const Source& source : sources())
        if (!starts(source.path, "tests/") && source.path != "sim/core/draws.h")
            for (const std::string& line : source.lines) drawn += line + "\n";
    int streams = 0, last = 0;
    for (std::string line; std::getline(header, line);) {
        std::smatch match;
        if (!std::regex_search(line, match, row)) continue;
        ++streams;
        const int number = std::stoi(match[2].str());
        EXPECT_GT(number, last) << match[1];
        last = number;
        EXPECT_TRUE(std::regex_search(drawn, std::regex("Stream::" + match[1].str() + "\\b")))
            << match[1] << ": nothing draws from it";
    }
    EXPECT_GT(streams, 50);
    EXPECT_LT(last, 1024) << "from first_service_stream on numbers are services'";
}

TEST(Architecture, FormattedByClangFormat) {
    if (std::system("clang-format --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "clang-format is not installed";
    std::string command = std::string("cd '") + SENDSCAPE_SOURCE_DIR + "' && clang-format --dry-run -Werror";
    for (const Source& source : sources()) command += " '" + source.path + "'";
    const int unused = std::system((command + " 2>&1 | grep error: | cut -d: -f1 | sort -u").c_str());
    EXPECT_EQ(unused, 0);
    EXPECT_EQ(std::system((command + " >/dev/null 2>&1").c_str()), 0)
        << "run clang-format -i on the files listed above";
}

}  // namespace
