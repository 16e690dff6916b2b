// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <vector>

#include "sim/commands/command.h"
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

std::uint32_t number_of(const std::string& text, std::string_view option) {
    const auto value = parse_whole(text, std::numeric_limits<std::uint32_t>::max() - 1);
    if (!value) throw InputError(fmt::format("{} {}: must be a whole number", option, text));
    return static_cast<std::uint32_t>(*value);
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
    const RecordedPupil* const entry = find_pupil(run, pupil);
    if (!entry || entry->entered != 0)
        return "No other lives: only children who are there at the start are the same under other luck.\n";
    std::vector<std::shared_ptr<const Run>> lived;
    for (std::uint32_t luck = 1; luck <= lives; ++luck) {
        lived.push_back(lives_of(elsewhere.map, elsewhere.scenario, {0, luck}, parallel, interrupt_requested));
        if (!lived.back()) throw Interrupted("interrupted");
    }
    const auto luck = luck_elsewhere(run, lived, pupil, run.month_count - 1);
    return luck ? wrapped(elsewhere_words(*luck), 100) + "\n" : std::string();
}

int run_trace(const Given& given, std::ostream& out, std::ostream& /*err*/) {
    const auto pupil = given.word("--pupil"), school = given.word("--school");
    if (pupil.has_value() == school.has_value())
        throw InputError("trace: give --pupil ID or --school URN, one of them");
    Run run = read_run(given.text("RUN.h5"));
    const bool hidden = !tells_school_names(*run.map, given.on("--names"));
    if (hidden) hide_school_names(run);
    const auto child = [&] { return *pupil == "eventful" ? eventful_pupil(run) : number_of(*pupil, "--pupil"); };
    const auto lives = given.word("--lives");
    if ((lives || given.word("--map")) && !pupil) throw InputError("--lives and --map are of a child: give --pupil");
    const auto map = given.word("--map");
    if (map && !lives) throw InputError("--map is for --lives: leave it out");
    const auto count = lives ? number_of(*lives, "--lives") : 0;
    if (lives && (count < 1 || count > most_lives))
        throw InputError(fmt::format("--lives {}: must be from 1 to {}", *lives, most_lives));
    const std::string told = pupil ? trace_pupil(run, child()) : trace_school(run, number_of(*school, "--school"));
    const Parallel parallel(usable_cores());
    std::optional<Elsewhere> elsewhere;
    if (lives) elsewhere = elsewhere_of(run, given.path("--map"), parallel);
    out << told;
    if (elsewhere) out << std::flush << told_elsewhere(run, child(), count, *elsewhere, parallel);
    if (hidden) out << names_hidden_words << '\n';
    out << std::flush;
    return 0;
}

}  // namespace

CommandRow trace_row() {
    return {"trace",
            "Tell the story of one child or one school",
            "  sendscape trace out/county/run.h5 --pupil eventful\n"
            "  sendscape trace out/county/run.h5 --pupil eventful --lives 10\n"
            "  sendscape trace out/county/run.h5 --school 990001\n",
            {
                {.name = "RUN.h5", .help = "run file", .required = true},
                {.name = "--pupil",
                 .value = "ID|eventful",
                 .help = "number of a child in the run, or eventful: the one to whom most happens"},
                {.name = "--lives",
                 .value = "N",
                 .help = "live the run's start again N times under other luck, and tell how the child fares there"},
                {.name = "--map", .value = "MAP.h5", .help = "for --lives: the map the run was made on"},
                {.name = "--school", .value = "URN", .help = "URN of a school"},
                names_option,
            },
            run_trace};
}

}  // namespace sendscape
