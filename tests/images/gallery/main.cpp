// SPDX-License-Identifier: MIT
// Makes pictures of every mode and layer of the view at three sizes, from two run files and a live run. ./dev pictures
// calls it and keeps some of them in docs/pictures.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "sim/commands/run_command.h"
#include "sim/core/machine_limits.h"
#include "sim/output/run_file.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "tests/images/modes.h"
#include "visualiser/display.h"
#include "visualiser/film_from_run.h"
#include "visualiser/headless.h"
#include "visualiser/live_run.h"
#include "visualiser/other_futures.h"

namespace {

using namespace sendscape;

const Month september(2029, 9);

/// Ten years of the county live; then a special school opens where most children are short of one.
void live_films(testing::ModeFilms& films) {
    const Parallel parallel(usable_cores());
    Scenario scenario = read_scenario("county");
    LiveRun live(scenario, std::make_shared<const Map>(scenario_map(scenario, {}, parallel)), 2);
    live.wait();
    films.ghost = live.new_film();
    auto policies = read_policy_levers("county", scenario);
    films.levers.emplace(std::move(scenario), std::move(policies));
    std::size_t worst = 0;
    const int month = september - films.ghost->first;
    const auto short_of = [&](std::size_t area) {
        float sum = 0;
        for (const float children : films.ghost->shortfall_at(month, area)) sum += children;
        return sum;
    };
    for (std::size_t area = 1; area < films.ghost->areas.size(); ++area)
        if (short_of(area) > short_of(worst)) worst = area;
    films.levers->open_special(films.ghost->areas[worst], september + 1);
    live.rerun(films.levers->scenario(), september);
    live.wait();
    films.live = live.new_film();
}

/// The children of the first run under other luck from when the wait of the talk's child begins.
std::shared_ptr<const OtherLives> other_lives(const Run& run, const Film& film) {
    const auto scenario = std::make_shared<const Scenario>(recorded_scenario(run.scenario_toml, run.scenario));
    OtherFutures futures(
        [&] {
            const Parallel parallel(1);
            return FutureBasis{std::make_shared<const Map>(scenario_map(*scenario, {}, parallel)), scenario, nullptr};
        },
        usable_cores());
    futures.want_lives(film.first + film.told_waits);
    futures.wait();
    if (const std::string failure = futures.failure(); !failure.empty()) fmt::print(stderr, "gallery: {}\n", failure);
    return futures.lives();
}

/// What there is to see in each picture, beside the pictures.
void write_list(const std::filesystem::path& path) {
    std::ofstream out(path);
    out << "# Pictures\n\nEvery mode and layer of the view of the built-in county, each at 1280x720 (`-720`), "
           "1920x1080 "
           "(`-1080`) and\n3840x2160 (`-2160`). `./dev pictures` makes them and this list anew from "
           "`out/county/run.h5` "
           "(20 replicates), a run of\n`two-new-bases` and a live run. All of it is simulated: Wendshire does not "
           "exist.\n\n| picture | what to see |\n|---|---|\n";
    for (const testing::Mode& mode : testing::view_modes())
        out << fmt::format("| [{}]({}-1080.png) | {} |\n", mode.name, mode.name, mode.see);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        fmt::print(stderr, "usage: gallery RUN.h5 OTHER.h5 FOLDER [MODE|WxH ...]\n");
        return 2;
    }
    try {
        require_display();
        testing::ModeFilms films;
        const Run first = read_run(argv[1]);
        films.a = film_from_run(first);
        films.b = film_from_run(read_run(argv[2]));
        films.time = static_cast<float>(september - films.a->first);
        std::vector<std::string> modes;
        std::vector<std::pair<unsigned, unsigned>> sizes;
        for (int i = 4; i < argc; ++i) {
            unsigned width = 0, height = 0;
            if (std::sscanf(argv[i], "%ux%u", &width, &height) == 2)
                sizes.emplace_back(width, height);
            else
                modes.emplace_back(argv[i]);
        }
        const bool all = sizes.empty() && modes.empty();
        if (sizes.empty()) sizes = {{1280, 720}, {1920, 1080}, {3840, 2160}};
        if (modes.empty())
            for (const testing::Mode& mode : testing::view_modes()) modes.push_back(mode.name);
        if (std::any_of(modes.begin(), modes.end(),
                        [](const std::string& mode) { return mode == "levers" || mode == "catchment"; }))
            live_films(films);
        if (std::find(modes.begin(), modes.end(), "child") != modes.end()) films.lives = other_lives(first, *films.a);
        const Typeface typeface;
        const std::filesystem::path folder = argv[3];
        std::filesystem::create_directories(folder);
        for (const std::string& mode : modes)
            for (const auto& [width, height] : sizes) {
                testing::ModeStage made(typeface, films, mode, width, height);
                save_picture(made.stage, width, height, folder / fmt::format("{}-{}.png", mode, height), true);
                fmt::print("{}-{}.png\n", mode, height);
            }
        if (all) write_list(folder / "README.md");
    } catch (const std::exception& error) {
        fmt::print(stderr, "gallery: {}\n", error.what());
        return 1;
    }
    return 0;
}
