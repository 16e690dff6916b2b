// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include "sim/commands/command.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/output/output_folder.h"
#include "sim/output/run_file.h"
#include "sim/output/summary.h"

namespace sendscape {
namespace {

int run_export(const Given& given, std::ostream& /*out*/, std::ostream& err) {
    const std::filesystem::path path = given.text("RUN.h5"), folder = given.text("--out");
    const std::string format = given.text("--format");
    if (format != "csv") throw InputError(fmt::format("--format {}: must be csv", format));
    for (const char* const name : {"summary.csv", "schools.csv"}) spare_inputs(folder / name, {path});
    OutputFolder output(folder, given.on("--force"), {"summary.csv", "schools.csv"});
    const Run run = read_run(path);
    output.write("summary.csv", summary_csv(run));
    output.write("schools.csv", schools_csv(run));
    stop_if_asked();
    output.commit();
    fmt::print(err, "Written: summary.csv and schools.csv in {}\n", folder.string());
    return 0;
}

}  // namespace

CommandRow export_row() {
    return {"export",
            "Write the tables of a run file again",
            "  sendscape export out/county/run.h5 --format csv --out tables\n",
            {
                {.name = "RUN.h5", .help = "run file", .required = true},
                {.name = "--format", .value = "FORMAT", .help = "csv", .required = true},
                {.name = "--out", .value = "DIR", .help = "folder to write", .required = true},
                {.name = "--force", .help = "replace existing files", .takes = Takes::nothing},
            },
            run_export};
}

}  // namespace sendscape
