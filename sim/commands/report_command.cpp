// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include "sim/commands/command.h"
#include "sim/core/error.h"
#include "sim/core/interrupt.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"
#include "sim/output/report.h"
#include "sim/output/run_file.h"

namespace sendscape {
namespace {

int run_report(const Given& given, std::ostream& /*out*/, std::ostream& err) {
    const std::filesystem::path path = given.text("RUN.h5"), page = given.text("--out");
    const bool force = given.on("--force");
    spare_inputs(page, {path, given.text("--compare")});
    check_output_file(page, force);
    const Run run = read_run(path);
    std::optional<Run> other;
    if (const auto other_path = given.path("--compare")) {
        other = read_run(*other_path);
        if (other->map_digest != run.map_digest)
            throw InputError(
                fmt::format("--compare {}: this run is of another map than {}: two runs of one map can be compared",
                            other_path->string(), path.string()));
    }
    const std::string text = report_html(run, other ? &*other : nullptr);
    stop_if_asked();
    write_file(page, bytes_of(text), force);
    fmt::print(err, "Written: {}\n", page.string());
    return 0;
}

}  // namespace

CommandRow report_row() {
    return {"report",
            "Write the report of a run file, or of two side by side",
            "  sendscape report out/county/run.h5 --out county.html\n"
            "  sendscape report out/gate/run.h5 --compare out/county/run.h5 --out gate.html\n",
            {
                {.name = "RUN.h5", .help = "run file", .required = true},
                {.name = "--compare", .value = "OTHER.h5", .help = "run file to show beside it"},
                {.name = "--out", .value = "REPORT.html", .help = "page to write", .required = true},
                {.name = "--force", .help = "replace an existing page", .takes = Takes::nothing},
            },
            run_report};
}

}  // namespace sendscape
