// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <vector>

#include "sim/commands/command.h"
#include "sim/commands/text_table.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/machine_limits.h"
#include "sim/output/run_file.h"
#include "sim/output/school_names.h"
#include "sim/output/trace.h"
#include "sim/output/wording.h"
#include "sim/scenario/parameter_values.h"
#include "sim/scenario/prepare_map.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "sim/studies/child_elsewhere.h"
#include "sim/studies/futures.h"

namespace sendscape {
namespace {

constexpr std::uint32_t most_lives = 1000;

std::uint32_t number_of(const std::string& text, std::string_view option, std::uint32_t most,
                        std::string_view or_else = {}) {
    const auto value = parse_whole(text, most);
    if (!value)
        throw InputError(fmt::format("{} {}: must be a whole number from 0 to {}{}", option, text, most, or_else));
    return static_cast<std::uint32_t>(*value);
}

constexpr std::uint32_t most_pupil = std::numeric_limits<std::uint32_t>::max() - 1, most_urn = 99'999'999;

bool is_eventful(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return word == "eventful";
}

/// The run's own scenario on its own map, or InputError: a run file holds no journeys, so its map is made or read anew.
std::shared_ptr<const Map> map_to_live_on(const Run& run, const Scenario& scenario,
                                          const std::optional<std::filesystem::path>& given, const Parallel& parallel) {
    auto map = scenario_map(scenario, given, parallel);
    if (map.digest != run.map_digest)
        throw InputError(fmt::format("--lives: the run was made on another map than {}: give its own with --map",
                                     given ? given->string() : "its scenario names now"));
    return std::make_shared<const Map>(prepare_map(map, scenario.provision, parallel));
}

/// What other lives are lived by: the run's scenario on its map, checked before anything is printed.
struct Elsewhere {
    std::shared_ptr<const Scenario> scenario;
    std::shared_ptr<const Map> map;
};

Elsewhere elsewhere_of(const Run& run, const std::optional<std::filesystem::path>& given, const Parallel& parallel) {
    Elsewhere elsewhere;
    elsewhere.scenario = std::make_shared<const Scenario>(recorded_scenario(run.scenario_toml, run.scenario));
    elsewhere.map = map_to_live_on(run, *elsewhere.scenario, given, parallel);
    return elsewhere;
}

/// What became of the same child under other luck, at the end of the run.
std::string told_elsewhere(const Run& run, std::uint32_t pupil, std::uint32_t lives, const Elsewhere& elsewhere,
                           const Parallel& parallel) {
    if (!find_pupil(run, pupil)) return "No other lives: the run does not follow this child.\n";
    const Month branches = branch_of(run, pupil);
    std::vector<std::shared_ptr<const Run>> lived;
    for (std::uint32_t luck = 1; luck <= lives; ++luck) {
        lived.push_back(
            lives_of(elsewhere.map, elsewhere.scenario, {0, luck, branches}, parallel, interrupt_requested));
        if (!lived.back()) throw Interrupted("interrupted");
    }
    const auto luck = luck_elsewhere(run, lived, pupil, run.month_count - 1, branches);
    return luck ? wrapped(elsewhere_words(*luck, branch_words(branches)), 100) + "\n" : std::string();
}

/// What every school of a map is called where real ones are not named, as a table.
std::string school_numbers(const Map& map) {
    std::vector<std::vector<std::string>> rows{{"called", "urn", "name", "area"}};
    for (std::size_t row = 0; row < map.schools.size(); ++row) {
        const School& school = map.schools[row];
        const bool has_area = school.area.exists() && school.area.value < map.areas.size();
        rows.push_back({unnamed_school(row), std::to_string(school.urn), school.name,
                        has_area ? map.areas[school.area.value].name : std::string()});
    }
    return csv_text(rows);
}

int run_trace(const Given& given, std::ostream& out, std::ostream& /*err*/) {
    const auto pupil = given.word("--pupil"), school = given.word("--school");
    if (given.on("--schools")) {
        if (pupil || school) throw InputError("trace: give --pupil ID, --school URN or --schools, one of them");
        given.refuse(std::array<std::string_view, 2>{"--lives", "--map"},
                     "--schools lists every school by number and name and lives nothing: leave this out");
        out << school_numbers(*read_run(given.text("RUN.h5")).map) << std::flush;
        return 0;
    }
    if (pupil.has_value() == school.has_value())
        throw InputError("trace: give --pupil ID or --school URN, one of them");
    Run run = read_run(given.text("RUN.h5"));
    const bool hidden = !tells_school_names(*run.map, given.on("--names"));
    if (hidden) hide_school_names(run);
    const auto child = [&] {
        return is_eventful(*pupil) ? eventful_pupil(run) : number_of(*pupil, "--pupil", most_pupil, ", or eventful");
    };
    const auto lives = given.word("--lives");
    if ((lives || given.word("--map")) && !pupil) throw InputError("--lives and --map are of a child: give --pupil");
    const auto map = given.word("--map");
    if (map && !lives) throw InputError("--map is for --lives: leave it out");
    const auto count = lives ? parse_whole(*lives, most_lives).value_or(0) : 0;
    if (lives && count < 1)
        throw InputError(fmt::format("--lives {}: must be a whole number from 1 to {}", *lives, most_lives));
    const std::string told =
        pupil ? trace_pupil(run, child()) : trace_school(run, number_of(*school, "--school", most_urn));
    const Parallel parallel(usable_cores());
    std::optional<Elsewhere> elsewhere;
    if (lives) elsewhere = elsewhere_of(run, given.path("--map"), parallel);
    out << told;
    if (elsewhere)
        out << std::flush << told_elsewhere(run, child(), static_cast<std::uint32_t>(count), *elsewhere, parallel);
    if (hidden) out << names_hidden_words << '\n';
    out << std::flush;
    return 0;
}

}  // namespace

CommandRow trace_row() {
    return {
        "trace",
        "Tell the story of one child or one school",
        "  sendscape trace out/county/run.h5 --pupil eventful\n"
        "  sendscape trace out/county/run.h5 --pupil eventful --lives 10\n"
        "  sendscape trace out/county/run.h5 --school 990001\n"
        "  sendscape trace out/trafford/run.h5 --schools > schools-by-number.csv\n",
        {
            {.name = "RUN.h5", .help = "run file", .required = true},
            {.name = "--pupil",
             .value = "ID|eventful",
             .help = "number of a child in the run, or eventful: the one to whom most happens"},
            {.name = "--lives",
             .value = "N",
             .help = "live the run N times again under other luck from when the child's wait begins, and tell how it "
                     "fares there"},
            {.name = "--map", .value = "MAP.h5", .help = "for --lives: the map the run was made on"},
            {.name = "--schools",
             .help =
                 "list every school as a table (CSV): what it is called where real schools are not named, URN, name",
             .takes = Takes::nothing},
            {.name = "--school", .value = "URN", .help = "URN of a school"},
            names_option,
        },
        run_trace};
}

}  // namespace sendscape
