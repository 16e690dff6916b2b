#include <fmt/format.h>

#include <csignal>
#include <memory>

#include "sim/core/error.h"
#include "sim/output/run_file.h"
#include "visualiser/display.h"
#include "visualiser/film_from_run.h"
#include "visualiser/headless.h"
#include "visualiser/options.h"
#include "visualiser/window.h"

namespace {

using namespace sendscape;

int view(const ViewOptions& options) {
    const auto film = film_from_run(read_run(options.source));
    std::shared_ptr<const Film> other;
    if (options.compare) other = film_from_run(read_run(*options.compare));

    require_display();
    guard_display([] { fmt::print(stderr, "sendscape-view: the display was lost\n"); });
    const Typeface typeface;
    Stage stage(typeface);
    stage.view().theme = options.light ? &light_theme() : &dark_theme();
    stage.view().scale = options.scale;
    stage.view().anonymise = options.anonymise;
    if (!options.layers.empty()) {
        stage.view().layers.reset();
        for (const int layer : options.layers) stage.view().layers.set(static_cast<std::size_t>(layer - 1));
    }
    stage.show(film);
    if (other) stage.compare_with(other);
    if (options.at) {
        if (*options.at < film->first || *options.at >= film->first + film->months)
            throw InputError(fmt::format("--at: read '{}', months from {} to {} are in this run", to_text(*options.at),
                                         to_text(film->first), to_text(film->first + (film->months - 1))));
        stage.go_to(*options.at);
    }
    const unsigned width = options.width ? options.width : 1920, height = options.height ? options.height : 1080;
    if (options.shot) {
        save_shot(stage, width, height, *options.shot, options.force);
    } else if (options.video) {
        record_video(stage, width, height, std::max(10.0, film->months / 6.0), *options.video, options.force);
    } else if (options.bench) {
        bench(stage, options.width ? width : 1280, options.height ? height : 720, *options.bench);
    } else {
        open_window(stage, options.width ? width : 1600, options.height ? height : 900);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        const ViewOptions options = parse_view_options({argv + 1, argv + argc});
        if (options.help) {
            fmt::print("{}", view_usage());
            return 0;
        }
        if (options.version) {
            fmt::print("sendscape-view 0.1.0\n");
            return 0;
        }
        return view(options);
    } catch (const InputError& error) {
        fmt::print(stderr, "sendscape-view: {}\n", error.what());
        return 2;
    } catch (const MachineError& error) {
        fmt::print(stderr, "sendscape-view: {}\n", error.what());
        return 3;
    } catch (const std::exception& error) {
        fmt::print(stderr,
                   "sendscape-view: a defect of ours: {}\nPlease report it with the command line and the run file.\n",
                   error.what());
        return 1;
    }
}
