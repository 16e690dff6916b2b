// The recorded result of two small runs: the same numbers on every compiler, build type, processor and thread count.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "maps/county/synthetic_county.h"
#include "maps/map_file.h"
#include "sim/branch/checkpoint.h"
#include "sim/files/sealed_file.h"
#include "sim/output/recording.h"
#include "sim/output/run_file.h"
#include "sim/scenario/config_files.h"
#include "sim/scenario/prepare_map.h"
#include "sim/simulation.h"
#include "test_places.h"
#include "tests/support/output_run.h"

namespace sendscape::small_county_test {
namespace {

const std::string golden_path = SENDSCAPE_SOURCE_DIR "/tests/golden/small_county.txt";

constexpr const char* header =
    "# Totals of every measure each January (all cells and replicates added up), and a digest of all that the run\n"
    "# file holds. When a line differs, either a change meant to alter results did (look whether the numbers moved as\n"
    "# it should move them), or one that was not meant to did: a draw taken in another order, a sum in floating "
    "point,\n"
    "# a tie left to chance. If the new numbers are right, record them and commit them with the change:\n"
    "#   SENDSCAPE_UPDATE_GOLDENS=1 build/release/bin/golden_tests --gtest_filter='SmallCounty.*'\n";

std::shared_ptr<const Scenario> golden_scenario(int years, std::uint32_t replicates) {
    Scenario scenario;
    scenario.name = "golden";
    scenario.title = "Recorded result";
    scenario.years = years;
    scenario.replicates = replicates;
    scenario.seed = 20260101;
    scenario.effective_toml = "title = \"Recorded result\"\n";
    return std::make_shared<const Scenario>(std::move(scenario));
}

Run run_of(const Map& bare, int years, std::uint32_t replicates, int threads) {
    return testing::run_of(bare, *golden_scenario(years, replicates), EventsKept::all, threads);
}

/// Not of the file's bytes: other versions of zlib compress otherwise.
std::uint64_t digest_of_run(const Run& run) {
    std::uint64_t digest = 0;
    const auto take = [&](const void* data, std::size_t bytes) {
        const auto* first = static_cast<const std::uint8_t*>(data);
        digest = digest * 0x9E3779B97F4A7C15u + digest_of({first, bytes});
    };
    for (const Series& series : run.series) {
        for (const double value : series.values) {
            if (value != value) continue;  // no value: a flow before anything flowed
            const double plain = value + 0.0;
            take(&plain, sizeof plain);
        }
    }
    for (const RecordedEvent& e : run.events) {
        const std::int64_t words[] = {e.month,  int(e.kind),         e.cause,          e.pupil, e.from, e.to,
                                      e.detail, int(e.from_setting), int(e.to_setting)};
        take(words, sizeof words);
    }
    return digest;
}

std::string numbers_of(const std::string& title, const Run& run) {
    std::string text = fmt::format("\n[{}]\n", title);
    for (const Series& series : run.series) {
        text += series.name + ":";
        for (const Month january : run.januaries()) {
            double total = 0;
            for (const double value : run.across(series, january)) total += value;
            text += total == total ? fmt::format(" {:.10g}", total) : " -";
        }
        text += "\n";
    }
    text += fmt::format("events: {}\ndigest: {:016x}\n", run.events.size(), digest_of_run(run));
    return text;
}

std::string numbers(int threads) {
    const Parallel parallel(threads);
    const Map county = make_synthetic_county(find_config("wendshire", ConfigKind::county), 1, parallel);
    return header +
           numbers_of("small town, three years, two replicates", run_of(*testing::small_map(), 3, 2, threads)) +
           fmt::format("\n[built-in county, one year]\nmap: {}", digest_of_map(county)) +
           numbers_of("its run", run_of(county, 1, 1, threads));
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines(1);
    for (const char c : text) {
        if (c == '\n')
            lines.emplace_back();
        else
            lines.back() += c;
    }
    return lines;
}

TEST(SmallCounty, NumbersAreTheRecordedOnesOnAnyThreads) {
    const std::string now = numbers(1);
    EXPECT_TRUE(now == numbers(2)) << "two threads give another result than one";
    EXPECT_TRUE(now == numbers(5)) << "five threads give another result than one";
    if (std::getenv("SENDSCAPE_UPDATE_GOLDENS") != nullptr) {
        std::ofstream(golden_path) << now;
        return;
    }
    std::ifstream in(golden_path);
    const std::string recorded{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const auto was = lines_of(recorded), is = lines_of(now);
    for (std::size_t i = 0; i < std::max(was.size(), is.size()); ++i)
        EXPECT_EQ(i < was.size() ? was[i] : "", i < is.size() ? is[i] : "")
            << golden_path << ":" << i + 1 << " (its first lines say what to do)";
}

TEST(SmallCounty, AWorldTakenUpFromBytesLivesOnTheSame) {
    const Parallel parallel(2);
    const auto scenario = golden_scenario(3, 1);
    const auto map = std::make_shared<const Map>(prepare_map(*testing::small_map(), {}, parallel));
    // Stopped in every season, twice over: what one month leaves for another must all be saved.
    const std::vector<std::uint8_t> straight = run_file_bytes(run_of(*testing::small_map(), 3, 1, 1));
    for (const int stop : {1, 2, 3, 5, 8, 13, 21, 35}) {
        Recording first(map, map->census, 36, 1, EventsKept::all), second(map, map->census, 36, 1, EventsKept::all);
        Simulation simulation(map, scenario, 0, parallel);
        first.observe(simulation.world(), 0);
        for (int month = 0; month < stop; ++month) {
            simulation.step(parallel);
            first.observe(simulation.world(), 0);
        }
        second.restore(0, first.save(0));
        Simulation other(map, scenario, 0, parallel);
        other.world() = load_world(save_world(simulation.world()), map);
        while (!other.finished()) {
            other.step(parallel);
            second.observe(other.world(), 0);
        }
        EXPECT_TRUE(run_file_bytes(second.finish(*scenario)) == straight) << "stopped after " << stop << " months";
    }
}

}  // namespace
}  // namespace sendscape::small_county_test
