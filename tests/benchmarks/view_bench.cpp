// SPDX-License-Identifier: MIT
// Frames of the visualiser: the built-in county at 1280x720 and 1080p, and the same county with a crowd of 200,000
// pupils at 1080p.
#include <fmt/format.h>

#include <memory>

#include "sim/commands/run_command.h"
#include "sim/scenario/read_scenario.h"
#include "sim/scenario/scenario_map.h"
#include "tests/support/virtual_display.h"
#include "visualiser/display.h"
#include "visualiser/frame_bench.h"
#include "visualiser/live_run.h"

namespace {

using namespace sendscape;

/// As many children again, each beside the one it repeats, until there are so many.
std::shared_ptr<const Film> crowded(const Film& film, std::size_t children) {
    auto crowd = std::make_shared<Film>(film);
    for (std::size_t c = 0; crowd->children.size() < children; ++c) {
        FilmChild child = film.children[c % film.children.size()];
        child.pupil += static_cast<std::uint32_t>(1'000'003 * (1 + c / film.children.size()));
        child.x += static_cast<float>(child.pupil % 1'009) - 504;
        child.y += static_cast<float>(child.pupil % 997) - 498;
        crowd->children.push_back(child);
    }
    return crowd;
}

}  // namespace

int main() {
    const testing::VirtualDisplay display;
    if (!display.exists()) {
        fmt::print("no Xvfb here: apt-get install xvfb\n");
        return 0;
    }
    require_display();
    Scenario scenario = read_scenario("county");
    scenario.years = 3;
    auto map = std::make_shared<const Map>(scenario_map(scenario, {}, Parallel(1)));
    LiveRun live(scenario, std::move(map), 1);
    live.wait();
    const std::shared_ptr<const Film> county = live.new_film();
    const Typeface typeface;
    BenchFigures figures;
    const auto measure = [&](const char* what, const std::shared_ptr<const Film>& film, unsigned width,
                             unsigned height) {
        fmt::print("{}: {} children\n", what, film->children.size());
        Stage stage(typeface);
        stage.show(film);
        bench_frames(stage, width, height, 8, what, figures);
    };
    measure("county", county, 1280, 720);
    measure("county", county, 1920, 1080);
    measure("crowd", crowded(*county, 200'000), 1920, 1080);
    fmt::print("\n{}", figures.table());
    return 0;
}
