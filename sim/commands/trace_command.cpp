// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <limits>
#include <ostream>

#include "sim/commands/command.h"
#include "sim/core/error.h"
#include "sim/output/run_file.h"
#include "sim/output/school_names.h"
#include "sim/output/trace.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {
namespace {

std::uint32_t number_of(const std::string& text, std::string_view option) {
    const auto value = parse_whole(text, std::numeric_limits<std::uint32_t>::max() - 1);
    if (!value) throw InputError(fmt::format("{} {}: must be a whole number", option, text));
    return static_cast<std::uint32_t>(*value);
}

int run_trace(const Given& given, std::ostream& out, std::ostream& /*err*/) {
    const auto pupil = given.word("--pupil"), school = given.word("--school");
    if (pupil.has_value() == school.has_value())
        throw InputError("trace: give --pupil ID or --school URN, one of them");
    Run run = read_run(given.text("RUN.h5"));
    const bool hidden = !tells_school_names(*run.map, given.on("--names"));
    if (hidden) hide_school_names(run);
    const auto child = [&] { return *pupil == "eventful" ? eventful_pupil(run) : number_of(*pupil, "--pupil"); };
    out << (pupil ? trace_pupil(run, child()) : trace_school(run, number_of(*school, "--school")));
    if (hidden) out << names_hidden_words << '\n';
    out << std::flush;
    return 0;
}

}  // namespace

CommandRow trace_row() {
    return {"trace",
            "Tell the story of one child or one school",
            "  sendscape trace out/county/run.h5 --pupil eventful\n"
            "  sendscape trace out/county/run.h5 --school 990001\n",
            {
                {.name = "RUN.h5", .help = "run file", .required = true},
                {.name = "--pupil",
                 .value = "ID|eventful",
                 .help = "number of a child in the run, or eventful: the one to whom most happens"},
                {.name = "--school", .value = "URN", .help = "URN of a school"},
                names_option,
            },
            run_trace};
}

}  // namespace sendscape
