// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <filesystem>

#include "sim/commands/command.h"
#include "sim/core/error.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"
#include "sim/studies/comparison.h"
#include "sim/studies/sensitivity/sensitivity_page.h"

namespace sendscape {
namespace {
namespace fs = std::filesystem;

int run_sensitivity(const Given& given, std::ostream& out, std::ostream& err) {
    const fs::path sweep = given.text("SWEEP.h5");
    const auto page = given.path("--out");
    if (page) {
        spare_inputs(*page, {sweep});
        check_ending(*page, ".html", "the page of a study is HTML");
        check_output_file(*page, given.on("--force"));
    }
    std::vector<BeyondThreshold> thresholds;
    for (const std::string& text : given.all("--threshold")) {
        const Threshold threshold = parse_threshold(text, "--threshold");
        thresholds.push_back({threshold.measure, threshold.value});
    }
    const SweepResult result = read_sweep(sweep);
    const Sensitivity found = find_sensitivity(result, thresholds);
    if (page) write_file(*page, bytes_of(sensitivity_html(result, found)), given.on("--force"));
    if (given.on("--quiet")) return 0;
    out << sensitivity_text(result, found) << std::flush;
    if (page) fmt::print(err, "Written: {}\n", page->string());
    return 0;
}

}  // namespace

CommandRow sensitivity_row() {
    return {
        "sensitivity",
        "Tell from a sweep which inputs matter, how, and when outcomes are worst",
        "  sendscape sensitivity out/study.h5 --out out/study.html\n"
        "  sendscape sensitivity out/study.h5 --threshold specialist_shortfall=200\n"
        "Of each kept measure, in its last census: Morris's elementary effects or Sobol indices where the design is\n"
        "theirs, main effects, interactions, and the part of the inputs in which it is beyond a threshold; the fan of\n"
        "all runs over time; cost against children short.\n",
        {
            {.name = "SWEEP.h5", .help = "result of a sweep", .required = true},
            {.name = "--out", .value = "PAGE.html", .help = "write the page too"},
            {.name = "--threshold",
             .value = "MEASURE=X",
             .help = "beyond X is what to look for (default: the worst fourth of the points)",
             .takes = Takes::again},
            force_of("--out"),
            quiet_option,
        },
        run_sensitivity};
}

}  // namespace sendscape
