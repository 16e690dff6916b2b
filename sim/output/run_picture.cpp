// SPDX-License-Identifier: MIT
#include "sim/output/run_picture.h"

#include <fmt/format.h>

#include <cmath>

#include "sim/output/findings.h"
#include "sim/output/magnet_shares.h"
#include "sim/output/wording.h"

namespace sendscape {
namespace {

/// The January of the headline's school year, or the last there is before it.
Month january_of(const Run& run, Month headline) {
    const Month wanted(headline.school_year() + 1, 1);
    Month found = run.start;
    for (const Month january : run.januaries())
        if (january <= wanted) found = january;
    return found;
}

/// Of the runs, the share in which a school is there.
double share_open(const Series& rolls, std::size_t time, std::size_t row) {
    double open = 0;
    for (std::size_t r = 0; r < rolls.replicates; ++r) open += std::isnan(rolls.at(r, time)[row]) ? 0 : 1;
    return open / static_cast<double>(rolls.replicates);
}

}  // namespace

PictureOptions picture_of(const Run& run) {
    PictureOptions options;
    const Findings f = findings_of(run);
    const Month january = january_of(run, f.headline);
    options.title = run.title.find(run.map->name) == std::string::npos ? fmt::format("{}: {}", run.map->name, run.title)
                                                                       : run.title;
    options.subtitle = fmt::format("Simulated: children short of a specialist place, {}; schools, {}",
                                   long_name(f.headline), long_name(january));
    const Series& on_roll = run.get("pupils_on_roll");
    const auto ratios = run.means(run.get("magnet_ratio"), january);
    const auto rolls = run.means(on_roll, january);
    const auto places = run.means(run.get("commissioned_places"), january);
    const auto time = run.time(on_roll, january);
    const auto or_zero = [](double value) { return std::isnan(value) ? 0.0 : value; };
    for (std::size_t row = 0; row < run.map->schools.size(); ++row) {
        const School& school = run.map->schools[row];
        SchoolMark mark;
        mark.drawn = time && share_open(on_roll, *time, row) >= 0.5;
        mark.roll = static_cast<int>(std::lround(or_zero(rolls[row])));
        mark.observed_over_expected = std::isnan(ratios[row]) ? 1.0 : ratios[row];
        const MagnetClass told = magnet_shares(run, january, row).told();
        mark.beyond_limits = told != MagnetClass::expected;
        mark.magnet = told == MagnetClass::magnet;
        const double capacity = places[row] > 0 ? places[row] : static_cast<double>(school.capacity);
        mark.fill = capacity > 0 ? or_zero(rolls[row]) / capacity : 0;
        options.marks.push_back(mark);
    }
    const Series& shortfall = run.get("specialist_shortfall");
    std::vector<double> by_area;
    for (std::size_t area = 0; area < run.map->areas.size(); ++area)
        by_area.push_back(or_zero(range_of(run.across(shortfall, f.headline, {{Axis::area, area}})).mean));
    for (const double children : whole_parts(by_area))  // as the summary rounds them, so that they add up alike
        options.shortfall_by_area.push_back(static_cast<int>(children));
    return options;
}

}  // namespace sendscape
