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
#include "visualiser/frame_bench.h"
#include "visualiser/headless.h"
#include "visualiser/lever_bench.h"
#include "visualiser/options.h"
#include "visualiser/window.h"

namespace {

using namespace sendscape;
namespace fs = std::filesystem;

constexpr std::uint32_t live_runs = 10;

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
                               std::string& map_digest, bool& invented, std::uint32_t runs = 1) {
    ConfigProblems problems;
    Overrides overrides;
    overrides.years = options.years;
    overrides.replicates = options.replicates;
    scenario = draft_scenario(source, overrides, problems);
    // An answer without a range is none: a view that lives while it shows lives ten runs, the first of them first.
    if (!options.replicates && runs > scenario.replicates) scenario.replicates = runs, settle(scenario);
    const Parallel parallel(simulation_threads());
    auto map = std::make_shared<const Map>(checked_map(scenario, options.map, problems, parallel));
    map_digest = map->digest;
    invented = map->synthetic;
    return std::make_unique<LiveRun>(scenario, std::move(map), simulation_threads());
}

/// The film of a run file, or of a scenario simulated here and now; `scenario` is what it was lived by.
std::shared_ptr<const Film> whole_film(const std::string& source, const ViewOptions& options, std::string& map_digest,
                                       std::shared_ptr<const Scenario>& lived_by) {
    if (is_run_file(source)) {
        const Run run = read_run(source);
        map_digest = run.map_digest;
        lived_by = std::make_shared<const Scenario>(recorded_scenario(run.scenario_toml, run.scenario));
        return film_from_run(run);
    }
    Scenario scenario;
    bool invented = true;
    const auto live = begin(source, options, scenario, map_digest, invented);
    live->wait();
    if (const auto failure = live->failure()) std::rethrow_exception(failure);
    lived_by = std::make_shared<const Scenario>(std::move(scenario));
    return live->new_film();
}

/// Other futures of what is on show. The map is made or read once somebody asks for them; it must be the run's own.
std::unique_ptr<OtherFutures> futures_of(const ViewOptions& options, std::shared_ptr<const Scenario> scenario,
                                         std::shared_ptr<const Scenario> other, std::string digest) {
    const auto load = [map = options.map, scenario = std::move(scenario), other = std::move(other),
                       digest = std::move(digest)] {
        const Parallel parallel(1);
        FutureBasis basis{nullptr, scenario, other};
        auto bare = std::make_shared<const Map>(scenario_map(*scenario, map, parallel));
        if (bare->digest != digest)
            throw InputError(
                "its children are not lived again under other luck: the run was made on another map than "
                "there is now; --map MAP.h5 gives its own");
        basis.bare_map = std::move(bare);
        return basis;
    };
    return std::make_unique<OtherFutures>(load, std::max(usable_cores() - 1, 1));
}

/// Without a window everything a picture or a talk tells is lived first.
void live_beside(Stage& stage, OtherFutures& futures, const StoryPlayer* story) {
    if (stage.view().child || story)
        if (const auto branches = stage.child_branches()) futures.want_lives(*branches);
    if (story)
        for (const std::string& lever : story->levers())
            futures.want_answer(lever, static_cast<std::uint32_t>(stage.film().replicates));
    if (!futures.idle()) say("other futures are being lived\n");
    futures.wait();
    if (const std::string failure = futures.failure(); !failure.empty()) say("sendscape-view: " + failure + "\n");
    stage.view().lives = futures.lives();
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
void pose(Stage& stage, StoryPlayer& story, float seconds, const std::vector<LeverAnswer>& answers,
          const std::shared_ptr<const Film>& other) {
    story.advance(seconds, stage.film(), stage.view(), stage.camera(), answers);
    show_shot(stage, story.now(), answers, other);
    stage.advance(0);
    stage.camera().jump();
}

/// The child of --child on show, followed.
void show_child(Stage& stage, const std::string& child) {
    const auto row = stage.child_named(child == "eventful" ? child : "child " + child);
    if (!row)
        throw InputError(fmt::format(
            "--child: read '{}', eventful or the number of a child with a plan is allowed{}", child,
            stage.film().children.empty() ? ": this run follows none"
                                          : fmt::format(", for example {}", stage.film().children.front().pupil)));
    stage.select_child(*row);
    stage.follow(true);
}

/// A film without a talk: by itself as long as six months a second take, ten seconds at least.
void record_months(Stage& stage, unsigned width, unsigned height, const ViewOptions& options) {
    const Film& film = stage.film();
    const int last = options.to ? *options.to - film.first : film.months - 1;
    const double months = 1.0 + last - static_cast<double>(stage.view().time);
    record_video(stage, width, height, options.seconds.value_or(std::max(10.0, months / 6.0)), *options.video,
                 options.force, {}, last);
}

/// A live run of its own of ten runs, a lever pulled.
void bench_ten_runs(Stage& stage, const ViewOptions& options, unsigned width, unsigned height, BenchFigures& figures) {
    Scenario scenario;
    std::string digest;
    bool invented = true;
    const auto live = begin(options.source, options, scenario, digest, invented, live_runs);
    auto policies = read_policy_levers(options.source, scenario);
    LeverPanel levers(Levers(std::move(scenario), std::move(policies)));
    bench_all_runs(stage, *live, levers, width, height, figures);
}

int view(const ViewOptions& options) {
    // What can be said to be wrong is said before anything is simulated.
    if (is_run_file(options.source))
        for (const auto& [given, option] :
             {std::pair(options.levers, "--levers"), std::pair(options.years.has_value(), "--years"),
              std::pair(options.replicates.has_value(), "--replicates")})
            if (given)
                throw InputError(
                    fmt::format("{}: a run file is lived already; name a scenario, such as county", option));
    check_target(options.picture, "--shot", options);
    check_target(options.video, "--video", options);
    std::unique_ptr<StoryPlayer> story;
    if (options.story || options.kiosk)
        story =
            std::make_unique<StoryPlayer>(read_story(options.story ? options.story->string() : "kiosk"), options.kiosk);
    // The bench of a scenario pulls levers, too.
    const bool windowed = !options.picture && !options.video;
    std::shared_ptr<const Film> film, other;
    std::shared_ptr<const Scenario> lived_by, other_by;
    std::unique_ptr<OtherFutures> futures;
    std::unique_ptr<LiveRun> live;
    std::unique_ptr<LeverPanel> levers;
    std::string map_digest;
    bool invented = true;
    const auto began = std::chrono::steady_clock::now();
    if (windowed && !is_run_file(options.source)) {
        if (options.at)
            throw InputError(fmt::format(
                "--at {}: a scenario is simulated while it is shown, from its first month; run it first and "
                "give its run file, or --shot FILE.png for a picture of that month",
                to_text(*options.at)));
        read_scenario(options.source);  // a wrong one is said first
        require_display();
        Scenario scenario;
        live = begin(options.source, options, scenario, map_digest, invented, options.bench ? 1 : live_runs);
        auto policies = read_policy_levers(options.source, scenario);
        lived_by = std::make_shared<const Scenario>(scenario);
        levers = std::make_unique<LeverPanel>(Levers(std::move(scenario), std::move(policies)));
    } else {
        film = whole_film(options.source, options, map_digest, lived_by);
        invented = film->invented;
        if (options.levers)
            levers = std::make_unique<LeverPanel>(Levers(*lived_by, read_policy_levers(options.source, *lived_by)));
    }
    if (story) {
        std::vector<std::string> areas;
        std::vector<std::uint32_t> urns;
        const auto note = [&](const auto& area_list, const auto& school_list) {
            for (const auto& area : area_list) areas.push_back(area.name);
            for (const School& school : school_list) urns.push_back(school.urn);
        };
        if (film) note(film->areas, film->schools);
        if (live) {
            note(live->bare_map().areas, live->bare_map().schools);
            for (const ProvisionChange& change : lived_by->provision) urns.push_back(change.urn);
        }
        check_places(story->story(), areas, urns);
    }
    if (options.compare) {
        std::string other_digest;
        other = whole_film(options.compare->string(), options, other_digest, other_by);
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
    stage.view().levers = options.levers;
    if (levers && !windowed) stage.set_overlay(levers->overlay());
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
    futures = futures_of(options, lived_by, other_by, map_digest);
    if (film && !options.child.empty()) show_child(stage, options.child);
    std::vector<LeverAnswer> answers;
    if (!windowed && film) {
        live_beside(stage, *futures, story.get());
        answers = futures->answers();
    }
    const unsigned width = options.width ? options.width : 1920, height = options.height ? options.height : 1080;
    if (options.picture) {
        stage.resize(width, height);
        if (story) pose(stage, *story, 0, answers, other);
        if (options.at) stage.go_to(*options.at);
        stage.follow(!options.child.empty());
        stage.camera().jump();
        save_picture(stage, width, height, *options.picture, options.force);
    } else if (options.video) {
        if (story)
            record_video(stage, width, height, options.seconds.value_or(story->story().seconds()), *options.video,
                         options.force, [&](float seconds) {
                             story->advance(seconds, stage.film(), stage.view(), stage.camera(), answers);
                             show_shot(stage, story->now(), answers, other);
                         });
        else
            record_months(stage, width, height, options);
    } else if (options.bench) {
        const unsigned across = options.width ? width : 1280, down = options.height ? height : 720;
        BenchFigures figures;
        if (live) bench_levers(stage, *live, *levers, across, down, began, figures);
        bench_frames(stage, across, down, *options.bench, stage.film().place, figures);
        if (live) bench_ten_runs(stage, options, across, down, figures);
        if (options.country) {
            std::shared_ptr<const Scenario> country_by;
            stage.show_another(whole_film(options.country->string(), options, map_digest, country_by));
            bench_frames(stage, across, down, *options.bench, stage.film().place, figures);
        }
        std::cout << "\n" << figures.table();
    } else {
        Guests guests;
        guests.live = live.get();
        guests.levers = levers.get();
        guests.story = story.get();
        guests.futures = futures.get();
        guests.map = options.map;
        guests.child = options.child;
        guests.kiosk = options.kiosk;
        guests.names = options.names;
        guests.load = [](const fs::path& path) { return film_from_run(read_run(path)); };
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
