// SPDX-License-Identifier: MIT
#include "sim/output/write_outputs.h"

#include <array>
#include <string_view>

#include "maps/picture/picture.h"
#include "sim/core/output_paths.h"
#include "sim/output/output_folder.h"
#include "sim/output/report.h"
#include "sim/output/run_file.h"
#include "sim/output/run_picture.h"
#include "sim/output/summary.h"

namespace sendscape {
namespace {

constexpr std::array<std::string_view, 8> files_of_a_run{"run.h5",      "summary.csv", "schools.csv", "summary.txt",
                                                         "report.html", "map.svg",     "map.png",     "run.log"};

}  // namespace

void check_outputs(const OutputOptions& options, const std::vector<std::filesystem::path>& inputs) {
    for (const std::string_view name : files_of_a_run) spare_inputs(options.folder / name, inputs);
    OutputFolder(options.folder, options.force);
}

void write_outputs(const Run& run, const OutputOptions& options) {
    OutputFolder folder(options.folder, options.force);
    // A page or a picture of the run that was here before would pass for one of this run.
    for (const std::string_view name : files_of_a_run) folder.supersede(name);
    folder.make("run.h5", [&](const std::filesystem::path& path) { write_run(run, path, true); });
    folder.write("summary.csv", summary_csv(run));
    folder.write("schools.csv", schools_csv(run));
    folder.write("summary.txt", summary_text(run, options.report));
    folder.write("run.log", options.log);
    if (options.report) {
        folder.write("report.html", report_html(run));
        const PictureOptions picture = picture_of(run);
        for (const char* const name : {"map.svg", "map.png"})
            folder.make(name, [&](const std::filesystem::path& path) { draw_map(*run.map, picture, path); });
    }
    folder.commit();
}

}  // namespace sendscape
