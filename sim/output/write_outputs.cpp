#include "sim/output/write_outputs.h"

#include <algorithm>
#include <cmath>

#include "maps/picture.h"
#include "sim/output/findings.h"
#include "sim/output/output_folder.h"
#include "sim/output/report.h"
#include "sim/output/run_file.h"
#include "sim/output/summary.h"

namespace sendscape {
namespace {

PictureOptions picture_of(const Run& run) {
    PictureOptions options;
    const Findings f = findings_of(run);
    options.title = run.title;
    options.subtitle = "Simulated: children short of a specialist place, " + long_name(f.headline);
    const auto ratios = run.means(run.get("magnet_ratio"), f.last_january);
    const auto classes = run.means(run.get("magnet_class"), f.last_january);
    const auto rolls = run.means(run.get("pupils_on_roll"), f.last_january);
    const auto places = run.means(run.get("commissioned_places"), f.last_january);
    const auto or_zero = [](double value) { return std::isnan(value) ? 0.0 : value; };
    for (std::size_t row = 0; row < run.map->schools.size(); ++row) {
        const School& school = run.map->schools[row];
        SchoolMark mark;
        mark.observed_over_expected = std::isnan(ratios[row]) ? 1.0 : ratios[row];
        mark.beyond_limits = std::abs(or_zero(classes[row])) >= 0.5;
        mark.magnet = or_zero(classes[row]) >= 0.5;
        const double capacity = places[row] > 0 ? places[row] : static_cast<double>(school.capacity);
        mark.fill = capacity > 0 ? or_zero(rolls[row]) / capacity : 0;
        options.marks.push_back(mark);
    }
    const Series& shortfall = run.get("specialist_shortfall");
    for (std::size_t area = 0; area < run.map->areas.size(); ++area)
        options.shortfall_by_area.push_back(static_cast<int>(
            std::lround(or_zero(range_of(run.across(shortfall, f.headline, {{Axis::area, area}})).mean))));
    return options;
}

}  // namespace

void check_outputs(const OutputOptions& options) { OutputFolder(options.folder, options.force); }

void write_outputs(const Run& run, const OutputOptions& options) {
    OutputFolder folder(options.folder, options.force);
    folder.make("run.h5", [&](const std::filesystem::path& path) { write_run(run, path, true); });
    folder.write("summary.csv", summary_csv(run));
    folder.write("schools.csv", schools_csv(run));
    folder.write("summary.txt", summary_text(run));
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
