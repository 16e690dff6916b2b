// SPDX-License-Identifier: MIT
#include "sim/output/write_outputs.h"

#include <string_view>

#include "maps/picture/picture.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/output/report.h"
#include "sim/output/run_file.h"
#include "sim/output/run_picture.h"
#include "sim/output/school_names.h"
#include "sim/output/summary.h"

namespace sendscape {

std::vector<std::string> files_of_a_run() {
    return {"run.h5", "summary.csv", "schools.csv", "summary.txt", "report.html", "map.svg", "map.png", "run.log"};
}

void spare_inputs_of_a_run(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& inputs) {
    for (const std::string& name : files_of_a_run()) spare_inputs(folder / name, inputs);
}

std::vector<std::string> write_outputs(Run& run, std::string_view summary, const OutputOptions& options,
                                       OutputFolder& folder, const Parallel& parallel) {
    std::vector<std::string> left_out;
    const auto make = [&](std::string_view name, const auto& writer) {
        stop_if_asked();
        folder.make(name, writer);
    };
    const auto write = [&](std::string_view name, const auto& text) {
        stop_if_asked();
        folder.write(name, text());
    };
    make("run.h5", [&](const std::filesystem::path& path) { write_run(run, path, true, parallel); });
    write("summary.csv", [&] { return summary_csv(run); });
    write("schools.csv", [&] { return schools_csv(run); });
    write("summary.txt", [&] { return summary; });
    write("run.log", [&] { return std::string_view(options.log); });
    if (options.report) {
        const NamesHidden hidden(run, !tells_school_names(*run.map, options.names));
        write("report.html", [&] { return report_html(run); });
        const PictureOptions picture = picture_of(run);
        for (const char* const name : {"map.svg", "map.png"}) {
            stop_if_asked();
            std::string why = folder.make_if_possible(
                name, [&](const std::filesystem::path& path) { draw_map(*run.map, picture, path); });
            if (!why.empty()) left_out.push_back(std::move(why));
        }
    }
    stop_if_asked();
    folder.commit();
    return left_out;
}

}  // namespace sendscape
