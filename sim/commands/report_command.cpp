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
#include "sim/output/school_names.h"
#include "sim/studies/comparison.h"
#include "sim/studies/given_option.h"
#include "sim/studies/options_page.h"

namespace sendscape {
namespace {

/// The page of `compare` for runs that are finished: the first is the reference.
std::string comparison_page(const std::vector<std::string>& words, bool names, std::ostream& err) {
    Comparison comparison;
    ConfigProblems problems;
    for (const std::string& word : words)
        if (std::filesystem::path(word).extension() != ".h5")
            throw InputError(
                fmt::format("--compare {}: a run file is needed (.h5); 'sendscape compare' takes scenarios "
                            "and policies too",
                            word));
    for (GivenOption& option : read_options(words, {}, problems)) {
        ComparedOption compared;
        compared.name = option.name;
        compared.lived.run = std::move(*option.run);
        compared.scenario = std::move(*option.scenario);
        comparison.options.push_back(std::move(compared));
    }
    comparison.tell_apart();
    comparison.check_pairs();
    for (const std::string& warning : comparison_warnings(comparison)) fmt::print(err, "sendscape: {}\n", warning);
    comparison.hide_school_names(names);
    return options_html(comparison);
}

std::string report_page(Run run, bool names) {
    if (!tells_school_names(*run.map, names)) hide_school_names(run);
    return report_html(run);
}

int run_report(const Given& given, std::ostream& /*out*/, std::ostream& err) {
    const std::filesystem::path page = given.text("--out");
    const bool force = given.on("--force");
    std::vector<std::string> words{given.text("RUN.h5")};
    words.insert(words.end(), given.all("--compare").begin(), given.all("--compare").end());
    spare_inputs(page, {words.begin(), words.end()});
    check_ending(page, ".html", "a report is HTML");
    check_output_file(page, force);
    const bool names = given.on("--names");
    const std::string text =
        words.size() > 1 ? comparison_page(words, names, err) : report_page(read_run(words.front()), names);
    stop_if_asked();
    write_file(page, bytes_of(text), force);
    fmt::print(err, "Written: {}\n", page.string());
    return 0;
}

}  // namespace

CommandRow report_row() {
    return {"report",
            "Write the report of a run file, or compare it with others",
            "  sendscape report out/county/run.h5 --out county.html\n"
            "  sendscape report out/county/run.h5 --compare out/gate/run.h5 --out gate.html\n",
            {
                {.name = "RUN.h5", .help = "run file", .required = true},
                {.name = "--compare",
                 .value = "OTHER.h5",
                 .help = "run files to compare with it, in the page of 'sendscape compare': RUN.h5 is the reference",
                 .takes = Takes::several},
                {.name = "--out", .value = "REPORT.html", .help = "page to write", .required = true},
                names_option,
                {.name = "--force", .help = "replace an existing page", .takes = Takes::nothing},
            },
            run_report};
}

}  // namespace sendscape
