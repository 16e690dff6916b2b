#include "sim/commands/results.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <limits>

#include "sim/commands/first_run.h"
#include "sim/core/error.h"
#include "sim/core/output_paths.h"
#include "sim/files/sealed_file.h"
#include "sim/output/output_folder.h"
#include "sim/output/report.h"
#include "sim/output/run_file.h"
#include "sim/output/summary.h"
#include "sim/output/trace.h"
#include "sim/scenario/parameter_values.h"

namespace sendscape {
namespace fs = std::filesystem;
namespace {

std::uint32_t whole(const std::string& text, std::string_view option) {
    const auto value = parse_whole(text, std::numeric_limits<std::uint32_t>::max() - 1);
    if (!value) throw InputError(fmt::format("{} {}: must be a whole number", option, text));
    return static_cast<std::uint32_t>(*value);
}

}  // namespace

int report_command(const fs::path& path, const std::optional<fs::path>& other_path, const fs::path& out_file,
                   bool force, std::ostream& err) {
    const Run run = read_run(path);
    std::optional<Run> other;
    if (other_path) {
        other = read_run(*other_path);
        if (other->map_digest != run.map_digest)
            throw InputError(
                fmt::format("--compare {}: this run is of another map than {}: two runs of one map can be compared",
                            other_path->string(), path.string()));
    }
    const std::string html = report_html(run, other ? &*other : nullptr);
    write_file(out_file, bytes_of(html), force);
    fmt::print(err, "Written: {}\n", out_file.string());
    return 0;
}

int trace_command(const fs::path& path, const std::optional<std::string>& pupil,
                  const std::optional<std::string>& school, std::ostream& out) {
    if (pupil.has_value() == school.has_value())
        throw InputError("trace: give --pupil ID or --school URN, one of them");
    const Run run = read_run(path);
    const auto child = [&] { return *pupil == "eventful" ? eventful_pupil(run) : whole(*pupil, "--pupil"); };
    out << (pupil ? trace_pupil(run, child()) : trace_school(run, whole(*school, "--school"))) << std::flush;
    return 0;
}

int export_command(const fs::path& path, const std::string& format, const fs::path& folder, bool force,
                   std::ostream& err) {
    if (format != "csv") throw InputError(fmt::format("--format {}: must be csv", format));
    for (const char* const name : {"summary.csv", "schools.csv"}) spare_inputs(folder / name, {path});
    const Run run = read_run(path);
    OutputFolder output(folder, force);
    output.write("summary.csv", summary_csv(run));
    output.write("schools.csv", schools_csv(run));
    output.commit();
    fmt::print(err, "Written: summary.csv and schools.csv in {}\n", folder.string());
    return 0;
}

int first_run_command(const fs::path& path, std::ostream& out) {
    out << first_run_table(read_run(path)) << std::flush;
    return 0;
}

}  // namespace sendscape
