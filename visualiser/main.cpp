// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <SFML/System/Err.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>

#include "sim/core/error.h"
#include "sim/core/machine_limits.h"
#include "sim/core/output_paths.h"
#include "sim/core/plain_text.h"
#include "sim/core/standard_streams.h"
#include "sim/output/program.h"
#include "sim/output/run_file.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "visualiser/display.h"
#include "visualiser/film_from_run.h"
#include "visualiser/headless.h"
#include "visualiser/lever_bench.h"
#include "visualiser/options.h"
#include "visualiser/window.h"

namespace {

using namespace sendscape;
namespace fs = std::filesystem;

/// A run file by its name or its first bytes; anything else names a scenario.
bool is_run_file(const std::string& source) {
    if (fs::path(source).extension() == ".h5") return true;
    std::array<char, 4> head{};
    std::ifstream in(source, std::ios::binary);
    return in.read(head.data(), head.size()) && head == std::array<char, 4>{'\x89', 'H', 'D', 'F'};
}

/// Threads for the simulation: one is left to the view where there are many. Of two cores it gets both, for the view
/// pauses between frames while it runs.
int simulation_threads() {
    const int cores = usable_cores();
    return cores > 2 ? cores - 1 : cores;
}

/// `invented`: whether the map is of no real place.
std::unique_ptr<LiveRun> begin(const std::string& source, const ViewOptions& options, Scenario& scenario,
                               std::string& map_digest, bool& invented) {
    ConfigProblems problems;
    scenario = draft_scenario(source, {}, problems);
    const Parallel parallel(simulation_threads());
    auto map = std::make_shared<const Map>(checked_map(scenario, options.map, problems, parallel));
    map_digest = map->digest;
    invented = map->synthetic;
    return std::make_unique<LiveRun>(scenario, std::move(map), simulation_threads());
}

/// The film of a run file, or of a scenario simulated here and now.
std::shared_ptr<const Film> whole_film(const std::string& source, const ViewOptions& options, std::string& map_digest) {
    if (is_run_file(source)) {
        const Run run = read_run(source);
        map_digest = run.map_digest;
        return film_from_run(run);
    }
    Scenario scenario;
    bool invented = true;
    const auto live = begin(source, options, scenario, map_digest, invented);
    live->wait();
    if (const auto failure = live->failure()) std::rethrow_exception(failure);
    return live->new_film();
}

void check_target(const std::optional<fs::path>& path, std::string_view option, const ViewOptions& options) {
    if (!path) return;
    spare_inputs(*path,
                 {options.source, options.map.value_or(fs::path()), options.compare.value_or(fs::path()),
                  options.story.value_or(fs::path())},
                 option);
    check_output_file(*path, options.force);
}

void check_month(std::string_view option, const std::optional<Month>& month, const Film& film) {
    if (month && (*month < film.first || *month >= film.first + film.months))
        throw InputError(fmt::format("{}: read '{}', months from {} to {} are in this run", option, to_text(*month),
                                     to_text(film.first), to_text(film.first + (film.months - 1))));
}

/// Plays the part of the story that covers its first `seconds`, for one picture.
void pose(Stage& stage, StoryPlayer& story, float seconds) {
    story.advance(seconds, stage.film(), stage.view(), stage.camera());
    stage.show_differences(story.now().differences);
    stage.camera().jump();
}

/// A film without a talk: by itself as long as six months a second take, ten seconds at least.
void record_months(Stage& stage, unsigned width, unsigned height, const ViewOptions& options) {
    const Film& film = stage.film();
    const int last = options.to ? *options.to - film.first : film.months - 1;
    const double months = 1.0 + last - static_cast<double>(stage.view().time);
    record_video(stage, width, height, options.seconds.value_or(std::max(10.0, months / 6.0)), *options.video,
                 options.force, {}, last);
}

int view(const ViewOptions& options) {
    // What can be said to be wrong is said before anything is simulated.
    check_target(options.picture, "--shot", options);
    check_target(options.video, "--video", options);
    if (options.map && is_run_file(options.source) && (!options.compare || is_run_file(options.compare->string())))
        throw InputError(
            fmt::format("--map {}: a run file carries the map it was made on: leave --map out", options.map->string()));
    std::unique_ptr<StoryPlayer> story;
    if (options.story || options.kiosk)
        story =
            std::make_unique<StoryPlayer>(read_story(options.story ? options.story->string() : "kiosk"), options.kiosk);
    // The bench of a scenario pulls levers, too.
    const bool windowed = !options.picture && !options.video;
    std::shared_ptr<const Film> film, other;
    std::unique_ptr<LiveRun> live;
    std::unique_ptr<LeverPanel> levers;
    std::string map_digest;
    bool invented = true;
    const auto began = std::chrono::steady_clock::now();
    if (windowed && !is_run_file(options.source)) {
        read_scenario(options.source);  // a wrong one is said first
        require_display();
        Scenario scenario;
        live = begin(options.source, options, scenario, map_digest, invented);
        auto policies = read_policy_levers(options.source, scenario);
        levers = std::make_unique<LeverPanel>(Levers(std::move(scenario), std::move(policies)));
    } else {
        film = whole_film(options.source, options, map_digest);
        invented = film->invented;
    }
    if (options.compare) {
        std::string other_digest;
        other = whole_film(options.compare->string(), options, other_digest);
        if (other_digest != map_digest)
            throw InputError(
                fmt::format("--compare {}: this is of another map than {}: two runs of one map can be "
                            "compared",
                            options.compare->string(), options.source));
    }

    require_display();
    guard_display();
    const Typeface typeface;
    Stage stage(typeface);
    stage.view().theme = options.light ? &light_theme() : &dark_theme();
    stage.view().scale = options.scale;
    // 'Off-rolled (24)' beside a real school's name is not ours to say.
    stage.view().anonymise = options.anonymise || (!invented && !options.names);
    if (!options.layers.empty()) stage.view().show_only(options.layers);
    if (film) stage.show(film);
    if (other) stage.compare_with(other);
    if (film) {
        check_month("--at", options.at, *film);
        check_month("--from", options.from, *film);
        check_month("--to", options.to, *film);
        const auto begins = options.from ? options.from : options.at;
        if (begins && options.to && *options.to <= *begins)
            throw InputError(
                fmt::format("--to: read '{}', a month after {} is allowed", to_text(*options.to), to_text(*begins)));
        if (begins) stage.go_to(*begins);
    }
    const unsigned width = options.width ? options.width : 1920, height = options.height ? options.height : 1080;
    if (options.picture) {
        stage.resize(width, height);
        if (story) pose(stage, *story, 0);
        if (options.at) stage.go_to(*options.at);
        save_picture(stage, width, height, *options.picture, options.force);
    } else if (options.video) {
        if (story)
            record_video(stage, width, height, options.seconds.value_or(story->story().seconds()), *options.video,
                         options.force, [&](float seconds) {
                             story->advance(seconds, stage.film(), stage.view(), stage.camera());
                             stage.show_differences(story->now().differences);
                         });
        else
            record_months(stage, width, height, options);
    } else if (options.bench) {
        const unsigned across = options.width ? width : 1280, down = options.height ? height : 720;
        if (live) bench_levers(stage, *live, *levers, across, down, began);
        bench(stage, across, down, *options.bench);
    } else {
        Guests guests;
        guests.live = live.get();
        guests.levers = levers.get();
        guests.story = story.get();
        guests.kiosk = options.kiosk;
        open_window(stage, options.width ? width : 1600, options.height ? height : 900, guests);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);
    open_standard_streams();
    sf::err().rdbuf(nullptr);  // what matters is said by us, in sentences
    try {
        const ViewOptions options = parse_view_options({argv + 1, argv + argc});
        if (options.help) {
            std::cout << view_usage();
            return all_was_printed("sendscape-view") ? 0 : 3;
        }
        if (options.version) {
            std::cout << "sendscape-view " << program_version() << '\n';
            return all_was_printed("sendscape-view") ? 0 : 3;
        }
        const int status = view(options);
        if (status != 0) return status;
        return all_was_printed("sendscape-view") ? 0 : 3;
    } catch (const InputError& error) {
        say(fmt::format("sendscape-view: {}\n", plain_lines(error.what())));
        return 2;
    } catch (const MachineError& error) {
        say(fmt::format("sendscape-view: {}\n", plain_lines(error.what())));
        return 3;
    } catch (const Interrupted& error) {
        say(fmt::format("sendscape-view: {}\n", plain_lines(error.what())));
        return 130;
    } catch (const std::bad_alloc&) {
        say("sendscape-view: there is not enough memory for this run\n");
        return 3;
    } catch (const std::exception& error) {
        say(fmt::format(
            "sendscape-view: a defect of ours: {}\nPlease report it with the command line and the run file.\n",
            error.what()));
        return 1;
    }
}
